//! Days: months with a day, weekdays, dates in digits, and the ones that count from now (yesterday, last Friday,
//! three years ago). Months without a day and holidays are here too, since they begin alike.

use super::calendar::{Field, Point};
use super::dates::Read;
use super::digits;
use super::moving;
use super::numeric;
use super::period;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;

/// The day or month that starts at token `i`; `expected` says that the words before it want a date.
pub(super) fn read(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    match t.role(i) {
        Role::Month(month) => holiday(t, i).or_else(|| month_first(t, i, month, true, expected)),
        Role::ShortMonth(month) => month_first(t, i, month, false, expected),
        Role::Weekday(day) => weekday(t, i, day),
        Role::ShortWeekday(day) => {
            let timed = t.any(i + 1, &["at", "from"]) && t.is_digits(i + 2);
            let end = i + 1 + usize::from(t.symbol(i + 1, '.'));
            if !t.near(i) && !t.near(end) && !t.is(i, "sun") {
                return Some(Read::new(end, Point::new(None, Field::Weekday(day)), "weekday", 0.8)); // "Fri." alone
            }
            let abbreviated = t.symbol(i + 1, '.') || expected || t.symbol(i + 1, ',') || timed;
            weekday(t, i, day).filter(|read| read.point.field != Field::Weekday(day) || abbreviated && t.capital(i))
        }
        Role::Feast => holiday(t, i),
        Role::Ordinal(_) | Role::OrdinalTens(_) | Role::None
            if !t.is_digits(i) && !matches!(t.role(i), Role::Ordinal(_) | Role::OrdinalTens(_)) =>
        {
            None
        }
        _ => numeric::read(t, i)
            .or_else(|| year_first(t, i))
            .or_else(|| day_first(t, i))
            .or_else(|| numeric::short(t, i, false))
            .or_else(|| of_month(t, i, expected)),
    }
}

/// A day of the month at `i`: "4", "4th"; and one past it.
pub(super) fn day_number(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    let digits = digits::read(t.str(i))
        .filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal && !d.grouped && (1.0..32.0).contains(&d.value))?;
    let suffix = t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]);
    let end = i + 1 + usize::from(suffix);
    let month = matches!(t.role(end + 1), Role::Month(_) | Role::ShortMonth(_));
    let wrong =
        t.glued(end) && (t.is_word(end) || t.symbol(end, '%') || t.symbol(end, ':') || t.symbol(end, '/') && !month);
    (!wrong).then_some((digits.value as u8, end))
}

/// A year behind a day or month: "2024", ", 2024", "of 2024".
pub(super) fn year_after(t: &Tokens, i: usize) -> Option<(i16, usize)> {
    let j = if t.symbol(i, ',') || t.is(i, "of") || t.symbol(i, '\'') && t.glued(i + 1) { i + 1 } else { i };
    let Some(year) = period::year(t, j).filter(|_| t.near(j)) else {
        let short = t.str(j).parse::<i16>().ok().filter(|_| t.is_digits(j) && t.near(j) && t.str(j).len() == 2);
        if let Some(year) = short.filter(|year| (*year > 31 || t.hyphen(j.wrapping_sub(1))) && spoken::free(t, j + 1)) {
            return Some((year + if year < 50 { 2000 } else { 1900 }, j + 1)); // "3 Feb 82", "21-Apr-16"
        }
        let round = t.phrase(j, &["two", "thousand"]) && spoken::free(t, j + 2);
        return spoken::year(t, j).or(round.then_some((2000, j + 2))).filter(|_| t.near(j));
    };
    (!(t.glued(j + 1) && (t.symbol(j + 1, '%') || t.symbol(j + 1, ':')))).then_some((year, j + 1))
}

fn month_first(t: &Tokens, i: usize, month: u8, full: bool, expected: bool) -> Option<Read> {
    if t.glued(i + 1) && t.is_word(i + 1) {
        return None;
    }
    let mut j = i + 1 + usize::from(!full && t.symbol(i + 1, '.') && t.glued(i + 1));
    let sign = past_sign(t, j);
    let dash = sign > j;
    j = sign;
    let comma = t.symbol(j, ',') && t.glued(j + 2) && t.any(j + 2, &["st", "nd", "rd", "th"]);
    j += usize::from(comma);
    let the = usize::from(t.is(j, "the") && t.near(j));
    let cased = t.capital(i) || !matches!(month, 3 | 5) && full;
    let said = || {
        let day = said_day(t, j + the).filter(|_| t.near(j + the) && (full || t.capital(i)))?;
        (cased || the == 1 || period::year(t, day.1).is_some()).then_some(day)
    };
    if let Some((day, end)) = day_number(t, j + the).filter(|_| t.near(j)).or_else(said) {
        let (year, end) = year_after(t, end).map_or((None, end), |(year, end)| (Some(year), end));
        let counted = !t.capital(i) && matches!(month, 3 | 5) && year.is_none() && (t.lower(end) || the == 1);
        if let Some(point) = Point::day(year, month, day).filter(|_| !counted) {
            return Some(Read::new(end, point, "month-day", 0.97));
        }
    }
    if let Some((year, end)) = year_after(t, j) {
        let point = Point::new(year, Field::Month(month));
        return (cased || !full).then(|| Read::new(end, point, "month-year", 0.97));
    }
    let end = if dash { j - 1 } else { j };
    let point = Point::new(None, Field::Month(month));
    let introduced = expected || t.any(i.wrapping_sub(1), MONTH_AFTER) || dash_month(t, i);
    let named = t.named(i.wrapping_sub(1)) && !introduced && t.role(i.wrapping_sub(1)) == Role::None;
    let certain = match (full, month) {
        _ if named => false,
        (true, 3 | 5) => t.capital(i) && introduced && !t.is(i + 1, "be"),
        (true, 4 | 6 | 8) => introduced || t.capital(i) && !t.capital(i + 1),
        (true, _) => true,
        (false, 3) => t.capital(i) && introduced && end > i + 1,
        (false, _) => t.capital(i) && introduced,
    };
    certain.then(|| Read::new(end, point, "month", if introduced { 0.95 } else { 0.8 }))
}

/// Whether a dash joins the month to another one before it, or "to" and its like to one behind it.
fn dash_month(t: &Tokens, i: usize) -> bool {
    let ahead = i + 1 + usize::from(t.symbol(i + 1, '.') && t.glued(i + 1));
    let join = t.symbol(ahead, '-') || t.symbol(ahead, '–') || t.any(ahead, &["to", "through", "until"]);
    if join && t.near(ahead + 1) && matches!(t.role(ahead + 1), Role::Month(_) | Role::ShortMonth(_)) {
        return t.capital(i) && t.capital(ahead + 1);
    }
    (t.symbol(i.wrapping_sub(1), '-') || t.symbol(i.wrapping_sub(1), '–'))
        && matches!(t.role(i.wrapping_sub(2)), Role::Month(_) | Role::ShortMonth(_))
}

#[rustfmt::skip]
const MONTH_AFTER: &[&str] = &[
    "in", "since", "by", "until", "till", "of", "from", "to", "through", "during", "before", "after", "between",
    "and", "or", "last", "next", "this", "late", "early", "mid", "every", "for", "each", "previous", "following",
];

/// "4 April 2024", "the 4th of April".
fn day_first(t: &Tokens, i: usize) -> Option<Read> {
    let (day, mut j) = day_number(t, i).or_else(|| ordinal_day(t, i))?;
    let stop = t.symbol(j, '.') && t.glued(j) && matches!(t.role(j + 1), Role::Month(_) | Role::ShortMonth(_));
    let year = j + 2 + usize::from(t.symbol(j + 2, '.') && t.glued(j + 2));
    if t.is(j, "of") || stop && !t.capital(i) && period::year(t, year).is_some() {
        j += 1; // "16. Nov. 2016"
    }
    j = past_sign(t, j);
    let month = match t.role(j) {
        Role::Month(month) => month,
        Role::ShortMonth(month) => month,
        _ => return None,
    };
    if !t.near(j)
        || !t.capital(j) && matches!(month, 3 | 5) && t.is(j.wrapping_sub(1), "of") == (j > i + 1) && t.lower(j + 1)
    {
        return None;
    }
    let dotted = matches!(t.role(j), Role::ShortMonth(_))
        && t.symbol(j + 1, '.')
        && t.glued(j + 1)
        && (t.is_digits(j + 2) || t.lower(j + 2));
    let end = j + 1 + usize::from(dotted);
    let dash = past_sign(t, end);
    let (year, end) = year_after(t, dash).map_or((None, end), |(year, end)| (Some(year), end));
    Point::day(year, month, day).map(|point| Read::new(end, point, "month-day", 0.97))
}

/// "twenty-second", "first", "twenty nine" behind a month; with a noun behind they count that.
fn said_day(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    let ordinal = ordinal_day(t, i);
    let cardinal = match (t.role(i), t.role(t.past_hyphen(i + 1))) {
        (Role::Tens(tens @ 20..=30), Role::Small(unit @ 1..=9)) => Some((tens + unit, t.past_hyphen(i + 1) + 1)),
        _ => None,
    };
    let (day, end) = ordinal.or(cardinal)?;
    let year =
        period::year(t, end).is_some() || spoken::year(t, end).is_some() || t.is_digits(end) && t.symbol(end + 1, ':');
    (year || spoken::free(t, end) && !t.hyphen(end)).then_some((day, end))
}

/// The token after a hyphen or slash that joins the parts of a date: "10/August/2012", "2019-Aug-01".
fn past_sign(t: &Tokens, i: usize) -> usize {
    if t.symbol(i, '/') && t.glued(i) && t.glued(i + 1) { i + 1 } else { t.past_hyphen(i) }
}

/// "2019-Aug-01", "2024 August", "2018 March 18".
fn year_first(t: &Tokens, i: usize) -> Option<Read> {
    let year = period::year(t, i)?;
    let j = past_sign(t, i + 1);
    let month = match t.role(j) {
        Role::Month(month) | Role::ShortMonth(month)
            if t.near(j)
                && (j > i + 1 || t.capital(j) && (spoken::free(t, j + 1) || day_number(t, j + 1).is_some())) =>
        {
            month
        }
        _ => return None,
    };
    let k = past_sign(t, j + 1);
    let day = day_number(t, k).filter(|_| t.near(k));
    match day.and_then(|(day, end)| Some((Point::day(year, month, day)?, end))) {
        Some((point, end)) => Some(Read::new(end, point, "month-day", 0.95)),
        None => Some(Read::new(j + 1, Point::new(year, Field::Month(month)), "month-year", 0.9)),
    }
}

/// "on the 18th": the day of a month that is not named.
fn of_month(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    let before = i.wrapping_sub(1);
    let (day, end) = day_number(t, i).filter(|(_, end)| *end > i + 1)?;
    // "a putt on the 17th" is no day; one with a time behind it is
    let time = t.any(end, &["at", "from", "between"]) && t.is_digits(end + 1);
    let on = t.is(before, "the")
        && (t.any(before.wrapping_sub(1), &["by", "until", "till", "since"])
            || time && t.is(before.wrapping_sub(1), "on"));
    let place =
        t.lower(end) && !spoken::free(t, end) || t.is(end, "of") || t.capital(end) && !expected || t.hyphen(end);
    (on && !place).then(|| Read::new(end, Point::new(None, Field::MonthDay(day)), "month-day", 0.75))
}

/// "first", "twenty-third" as a day of the month.
pub(super) fn ordinal_day(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    match (t.role(i), t.role(t.past_hyphen(i + 1))) {
        (Role::Ordinal(day), _) => Some((day, i + 1)),
        (Role::Tens(tens @ 20..=30), Role::Ordinal(unit @ 1..=9)) => Some((tens + unit, t.past_hyphen(i + 1) + 1)),
        (Role::OrdinalTens(day @ 20..=30), _) => Some((day, i + 1)),
        _ => None,
    }
}

/// "Thursday", "Thursday, April 4, 2024".
fn weekday(t: &Tokens, i: usize, day: u8) -> Option<Read> {
    let j = i + 1 + usize::from(t.symbol(i + 1, '.') && t.glued(i + 1) && matches!(t.role(i), Role::ShortWeekday(_)));
    let j = j + usize::from(t.symbol(j, ','));
    let k = j + usize::from(t.is(j, "the"));
    let date = match t.role(k) {
        _ if !t.near(k) => None,
        Role::Month(month) => month_first(t, k, month, true, false),
        Role::ShortMonth(month) => month_first(t, k, month, false, false),
        _ => day_first(t, k)
            .or_else(|| numeric::read(t, k))
            .or_else(|| numeric::short(t, k, true).filter(|read| matches!(read.point.field, Field::Day(..))))
            .filter(|_| !(t.symbol(k + 1, '-') && t.str(k).len() < 4 && !t.symbol(k + 3, '-') && t.is_digits(k + 2))),
    };
    if let Some((number, end)) = date.is_none().then(|| weekday_number(t, k)).flatten() {
        return Some(Read::new(end, Point::new(None, Field::WeekdayOf(day, number)), "weekday", 0.9));
    }
    match date.filter(|read| matches!(read.point.field, Field::Day(..))) {
        Some(date) => Some(match (date.point.year, date.point.field) {
            (None, Field::Day(month, number)) => {
                Read { point: Point::new(None, Field::DayOn(month, number, day)), ..date }
            }
            _ => date,
        }),
        None => Some(Read::new(i + 1, Point::new(None, Field::Weekday(day)), "weekday", 0.97)),
    }
}

/// The day of the month behind a weekday: "Monday the 21st", "Friday 31".
fn weekday_number(t: &Tokens, k: usize) -> Option<(u8, usize)> {
    let the = t.is(k.wrapping_sub(1), "the");
    let digits = day_number(t, k).filter(|(day, end)| *end > k + 1 || the || *day > 12 && !t.symbol(*end, ','));
    let (day, end) = digits.or_else(|| said_day(t, k).filter(|_| the))?;
    let time = t.near(end) && (t.symbol(end, '-') || t.any(end, &["am", "pm", "a", "p", "to"]));
    (t.near(k) && spoken::free(t, end) && !time).then_some((day, end))
}

/// "Christmas Day 2024", "Good Friday".
pub(super) fn holiday(t: &Tokens, i: usize) -> Option<Read> {
    let (day, end) = moving::holiday(t, i)?;
    let (year, end) =
        year_after(t, end).filter(|_| !t.symbol(end, ',')).map_or((None, end), |(year, end)| (Some(year), end));
    Some(Read::new(end, Point::moving(year, day), "holiday", 0.85))
}
