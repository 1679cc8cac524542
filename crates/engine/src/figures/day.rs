//! Days: months with a day, weekdays, dates in digits, and the ones that count from now (yesterday, last Friday,
//! three years ago). Months without a day and holidays are here too, since they begin alike.

use chrono::NaiveDate;

use super::calendar::{Field, Point};
use super::dates::{Read, lean};
use super::digits;
use super::period;
use super::tokens::Tokens;
use super::words::Role;
use crate::value::{Sub, Value};

/// The day or month that starts at token `i`; `expected` says that the words before it want a date.
pub(super) fn read(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    match t.role(i) {
        Role::Month(month) => month_first(t, i, month, true, expected),
        Role::ShortMonth(month) => month_first(t, i, month, false, expected),
        Role::Weekday(day) => weekday(t, i, day),
        Role::ShortWeekday(day) => {
            let abbreviated = t.symbol(i + 1, '.') || expected || t.symbol(i + 1, ',');
            weekday(t, i, day).filter(|read| read.point.field != Field::Weekday(day) || abbreviated && t.capital(i))
        }
        Role::Holiday(month, day) => holiday(t, i, month, day),
        Role::Ordinal(_) | Role::OrdinalTens(_) | Role::None
            if !t.is_digits(i) && !matches!(t.role(i), Role::Ordinal(_) | Role::OrdinalTens(_)) =>
        {
            None
        }
        _ => numeric(t, i).or_else(|| day_first(t, i)),
    }
}

/// A day of the month at `i`: "4", "4th"; and one past it.
fn day_number(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    let digits = digits::read(t.str(i))
        .filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal && !d.grouped && (1.0..32.0).contains(&d.value))?;
    let suffix = t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]);
    let end = i + 1 + usize::from(suffix);
    let wrong = t.glued(end) && (t.is_word(end) || t.symbol(end, '%') || t.symbol(end, ':') || t.symbol(end, '/'));
    (!wrong).then_some((digits.value as u8, end))
}

/// A year behind a day or month: "2024", ", 2024", "of 2024".
fn year_after(t: &Tokens, i: usize) -> Option<(i16, usize)> {
    let j = if t.symbol(i, ',') || t.is(i, "of") || t.symbol(i, '\'') && t.glued(i + 1) { i + 1 } else { i };
    let year = period::year(t, j).filter(|_| t.near(j))?;
    (!(t.glued(j + 1) && (t.symbol(j + 1, '%') || t.symbol(j + 1, ':')))).then_some((year, j + 1))
}

fn month_first(t: &Tokens, i: usize, month: u8, full: bool, expected: bool) -> Option<Read> {
    if t.glued(i + 1) && t.is_word(i + 1) {
        return None;
    }
    let mut j = i + 1 + usize::from(!full && t.symbol(i + 1, '.') && t.glued(i + 1));
    let dash = t.hyphen(j);
    j += usize::from(dash);
    let the = usize::from(t.is(j, "the") && t.near(j));
    let cased = t.capital(i) || !matches!(month, 3 | 5) && full;
    if let Some((day, end)) = day_number(t, j + the).filter(|_| t.near(j)) {
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

/// Whether a dash joins the month to another one before it.
fn dash_month(t: &Tokens, i: usize) -> bool {
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
    if t.is(j, "of") {
        j += 1;
    }
    j = t.past_hyphen(j);
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
    let dash = t.past_hyphen(end);
    let (year, end) = year_after(t, dash).map_or((None, end), |(year, end)| (Some(year), end));
    Point::day(year, month, day).map(|point| Read::new(end, point, "month-day", 0.97))
}

/// "first", "twenty-third" as a day of the month.
fn ordinal_day(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    match (t.role(i), t.role(t.past_hyphen(i + 1))) {
        (Role::Ordinal(day), _) => Some((day, i + 1)),
        (Role::Tens(tens @ 20..=30), Role::Ordinal(unit @ 1..=9)) => Some((tens + unit, t.past_hyphen(i + 1) + 1)),
        (Role::OrdinalTens(day @ 20..=30), _) => Some((day, i + 1)),
        _ => None,
    }
}

/// "2024-04-04", "04/05/2024", "2024/4/5", "4.4.2024".
fn numeric(t: &Tokens, i: usize) -> Option<Read> {
    if !t.is_digits(i)
        || t.glued(i)
            && (t.is_word(i.wrapping_sub(1)) || t.symbol(i.wrapping_sub(1), '-') && !t.is_digits(i.wrapping_sub(2)))
    {
        return None;
    }
    if let Some(point) = dotted(t.str(i)) {
        return Some(Read::new(i + 1, point, "numeric-date", 0.85));
    }
    let sign = ['-', '/'].into_iter().find(|&sign| t.symbol(i + 1, sign) && t.symbol(i + 3, sign))?;
    let glued = (i + 1..i + 5).all(|at| t.glued(at))
        && !(t.glued(i + 5) && (t.symbol(i + 5, sign) || t.is_word(i + 5) && !t.is(i + 5, "T")));
    let part = |at: usize| t.str(at).parse::<i16>().ok().filter(|_| t.is_digits(at));
    let (a, b, c) = (part(i)?, part(i + 2)?, part(i + 4)?);
    let point = if t.str(i).len() == 4 { parts(a, b, c) } else { us_first(a, b, century(c, t.str(i + 4).len())?) };
    point.filter(|_| glued).map(|point| Read::new(i + 5, point, "numeric-date", 0.9))
}

fn dotted(token: &str) -> Option<Point> {
    let mut groups = token.split('.');
    let (a, b, c) = (groups.next()?, groups.next()?, groups.next()?);
    let whole = groups.next().is_none() && a.len() <= 2 && b.len() <= 2 && c.len() == 4;
    whole.then(|| parts(c.parse().ok()?, b.parse().ok()?, a.parse().ok()?)).flatten()
}

fn century(year: i16, digits: usize) -> Option<i16> {
    match digits {
        4 => Some(year),
        2 => Some(year + if year < 50 { 2000 } else { 1900 }),
        _ => None,
    }
}

/// Month before day, as in the United States, unless only the other order is a date.
fn us_first(a: i16, b: i16, year: i16) -> Option<Point> {
    parts(year, a, b).or_else(|| parts(year, b, a))
}

fn parts(year: i16, month: i16, day: i16) -> Option<Point> {
    Point::day(Some(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|_| (1000..3000).contains(&year))
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
        _ => day_first(t, k),
    };
    match date.filter(|read| matches!(read.point.field, Field::Day(..))) {
        Some(date) => Some(date),
        None => Some(Read::new(i + 1, Point::new(None, Field::Weekday(day)), "weekday", 0.97)),
    }
}

fn holiday(t: &Tokens, i: usize, month: u8, day: u8) -> Option<Read> {
    let eve = t.is(i + 1, "Eve") && t.near(i + 1);
    let end = i + 1 + usize::from(eve || t.is(i + 1, "Day") && t.near(i + 1));
    let (year, end) =
        year_after(t, end).filter(|_| !t.symbol(end, ',')).map_or((None, end), |(year, end)| (Some(year), end));
    let point = Point::day(year, month, if eve { day - 1 } else { day })?;
    t.capital(i).then(|| Read::new(end, point, "holiday", 0.85))
}

/// "April 4-6, 2024", "4-6 April", "April 4 and 5" after between.
pub(super) fn pair(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<(usize, Value)> {
    let month_at = |at: usize| match t.role(at) {
        Role::Month(month) | Role::ShortMonth(month) => Some(month),
        _ => None,
    };
    let joins = |at: usize| {
        t.near(at)
            && (t.symbol(at, '-')
                || t.symbol(at, '–')
                || t.is(at, "to")
                || t.is(at, "and") && t.is(i.wrapping_sub(1), "between"))
    };
    let (month, low, high, end) = if let Some(month) = month_at(i) {
        let j = i + 1 + usize::from(t.symbol(i + 1, '.') && t.glued(i + 1));
        let (low, end) = day_number(t, j)?;
        let (high, end) = day_number(t, end + 1).filter(|_| joins(end))?;
        (month, low, high, end)
    } else {
        let (low, end) = day_number(t, i)?;
        let the = usize::from(t.is(end + 1, "the"));
        let (high, end) = day_number(t, end + 1 + the).filter(|_| joins(end))?;
        let of = usize::from(t.is(end, "of"));
        (month_at(end + of).filter(|_| t.near(end))?, low, high, end + of + 1)
    };
    let (year, end) = year_after(t, end).map_or((None, end), |(year, end)| (Some(year), end));
    let (low, high) = (Point::day(year, month, low)?, Point::day(year, month, high)?);
    let lean = lean(t, i, &low);
    let bounds = |point: Point| point.settle(today, lean).bounds();
    let value = Value {
        sub: Some(Sub::Range),
        timex: Some(format!("{}/{}", low.timex(), high.timex())),
        start: bounds(low).map(|(start, _)| start.to_string()),
        end: bounds(high).map(|(_, end)| end.to_string()),
        ..Value::default()
    };
    Some((end, value))
}
