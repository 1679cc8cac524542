//! Days and weeks counted inside a longer period: "the first Monday of May", "the last week of 2019", "Tuesday of next
//! week", "next week on Friday", "the day after tomorrow", "the week after next".

use chrono::{Datelike, NaiveDate};

use super::calendar::{self, Field, Grain, Lean, Point, add_days, shifted};
use super::dates::{self, Read};
use super::lean::lean;
use super::moving::Moving;
use super::period;
use super::relative;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;

/// The day or week that token `i` begins to count.
pub(super) fn read(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    match t.role(i) {
        Role::Ordinal(n) => counted(t, i + 1, n as i8, today),
        Role::Tens(tens) => match t.role(t.past_hyphen(i + 1)) {
            Role::Ordinal(n @ 1..=9) => counted(t, t.past_hyphen(i + 1) + 1, (tens + n) as i8, today),
            _ => None,
        },
        Role::Shift(-1) if t.is(i, "last") => counted(t, i + 1, -1, today).or_else(|| week_first(t, i, today)),
        Role::Shift(_) => week_first(t, i, today),
        Role::Month(month) if t.phrase(i + 1, &["after", "next"]) && spoken::free(t, i + 3) => {
            let next = Point::new(None, Field::Month(month)).settle(today, Lean::Future);
            Some(Read::new(i + 3, Point { year: next.year.map(|year| year + 1), ..next }, "relative-date", 0.9))
        }
        Role::Weekday(day) if t.phrase(i + 1, &["after", "next"]) && spoken::free(t, i + 3) => {
            let next =
                Point::new(None, Field::Weekday(day)).settle(today.and_then(|day| add_days(day, 1)), Lean::Future);
            let point = next.bounds().and_then(|bounds| add_days(bounds.0, 7)).map_or(next, Point::of);
            Some(Read::new(i + 3, point, "relative-date", 0.9))
        }
        Role::Weekday(day) | Role::ShortWeekday(day) => weekday_first(t, i, day, today),
        Role::Opener if t.is(i, "day") => around_day(t, i, today),
        Role::Opener if t.phrase(i + 1, &["after", "next"]) || t.phrase(i + 1, &["after", "the", "next"]) => {
            let grain = relative::grain(t, i)?;
            let end = i + 3 + usize::from(t.is(i + 2, "the"));
            Some(Read::new(end, shifted(today, grain, 2), "relative-date", 0.95))
        }
        Role::Opener if t.is(i, "week") => week_of(t, i, today).or_else(|| numbered(t, i, today)),
        Role::Opener => weekend(t, i, today),
        Role::None if t.is_digits(i) && t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]) => {
            let n = t.str(i).parse::<i8>().ok().filter(|n| (1..=53).contains(n))?;
            counted(t, i + 2, n, today)
        }
        _ => None,
    }
}

/// What stands at `i` counted in the month or year behind "of" or "in".
fn counted(t: &Tokens, i: usize, n: i8, today: Option<NaiveDate>) -> Option<Read> {
    if t.is(i, "of") && matches!(t.role(i + 1), Role::Shift(_)) {
        let month = relative::relative(t, i + 1, today)?; // "the 20th of next month"
        let Field::Month(number) = month.point.field else { return None };
        return Some(Read::new(month.end, Point::day(month.point.year, number, n as u8)?, "nth-day", 0.9));
    }
    let of = usize::from(t.any(i + 1, &["of", "in"]));
    if !t.near(i) || of == 0 && !matches!(t.role(i + 1), Role::Shift(_)) || !t.near(i + 1 + of) {
        return None;
    }
    let j = i + 1 + of + usize::from(t.is(i + 2, "the"));
    let the = || if t.is(j.wrapping_sub(1), "the") { relative::this(t, j, today) } else { None };
    let whole = dates::simple(t, j, today, true).or_else(the)?;
    let (year, month) = match whole.point.field {
        Field::Month(month) => (whole.point.year, month),
        Field::Year if t.is(i, "month") && (1..=12).contains(&n) => {
            return Some(Read::new(whole.end, Point::new(whole.point.year, Field::Month(n as u8)), "nth-month", 0.9));
        }
        Field::Year if t.is(i, "week") && (1..=53).contains(&n) => {
            return Some(Read::new(whole.end, Point::new(whole.point.year, Field::Week(n as u8)), "nth-week", 0.9));
        }
        Field::Year if t.is(i, "week") => (whole.point.year, 12),
        Field::Unsettled(Grain::Month) => {
            let grain = if t.is(i, "week") { Grain::Week } else { Grain::Day };
            return day_or_week(t, i).map(|_| Read::new(whole.end, shifted(None, grain, 0), "nth-day", 0.9));
        }
        _ => return None,
    };
    if t.is(i, "day") && n > 0 {
        let day = Point::day(year, month, n as u8)?;
        return Some(Read::new(whole.end, day, "nth-day", 0.9));
    }
    if n > 5 {
        return None;
    }
    if t.is(i, "weekend") {
        return Some(Read::new(whole.end, Point::moving(year, Moving::Weekend(month, n)), "nth-day", 0.93));
    }
    let day = match day_or_week(t, i)? {
        0 => Moving::Week(month, n),
        weekday => Moving::Nth(month, weekday, n, 0),
    };
    Some(Read::new(whole.end, Point::moving(year, day), "nth-day", 0.93))
}

/// The weekday at `i`, or nought for "week".
fn day_or_week(t: &Tokens, i: usize) -> Option<u8> {
    match t.role(i) {
        Role::Weekday(day) | Role::ShortWeekday(day) => Some(day),
        _ => t.is(i, "week").then_some(0),
    }
}

/// "week 31" of the year; "Week 10" is one of a season, and "week 3 of the trial" its own.
fn numbered(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let j = i + 1;
    let n = t.str(j).parse::<u8>().ok().filter(|n| t.is_digits(j) && !t.glued(j) && (1..=53).contains(n))?;
    let before = t.any(i.wrapping_sub(1), &["in", "the", "by", "until", "from", "to", "and", "since", "between"]);
    let of = t.is(j + 1, "of").then(|| period::year(t, j + 2)).flatten();
    let own = t.is(j + 1, "of") && of.is_none() || t.glued(j + 1) && t.is_word(j + 1);
    let own = own || t.capital(i) && !t.opens(i) && !joined_week(t, i);
    let own = own || of.is_none() && !spoken::free(t, j + 1); // "in week 11 against the Rams"
    let year = of.or(today.map(calendar::year));
    let end = if of.is_some() { j + 3 } else { j + 1 };
    (before && !own).then(|| Read::new(end, Point::new(year, Field::Week(n)), "week", 0.75))
}

/// Whether a week with a number and "to" or "and" stands on the other side: "from Week 31 to Week 35".
fn joined_week(t: &Tokens, i: usize) -> bool {
    let week = |at: usize| t.is(at, "week") && t.is_digits(at + 1);
    let join = |at: usize| t.any(at, &["to", "and", "until", "through"]);
    join(i + 2) && week(i + 3) || join(i.wrapping_sub(1)) && week(i.wrapping_sub(3))
}

/// "weekend" after "the" or "this", "weekend of July 4", which is the weekend nearest to that day.
fn weekend(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    if !t.is(i, "weekend") || t.hyphen(i + 1) {
        return None;
    }
    if t.is(i + 1, "of") && t.near(i + 2) {
        let j = i + 2 + usize::from(t.is(i + 2, "the"));
        let day = dates::simple(t, j, today, true).filter(|read| read.point.is_day())?;
        let point = around(settled(t, i, day.point, today), Grain::Weekend);
        return Some(Read::new(day.end, point.unwrap_or(day.point), "weekend", 0.85));
    }
    let told = t.is(i.wrapping_sub(1), "the") && spoken::free(t, i + 1);
    told.then(|| Read::new(i + 1, Point::new(None, Field::Unsettled(Grain::Weekend)), "weekend", 0.8))
}

/// "week of October 7", "week beginning on 4 February", "week commencing Monday": the week that has the day.
fn week_of(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let link = t.any(i + 1, &["of", "commencing", "beginning", "starting", "ending"]);
    if !link || !t.near(i + 1) || t.role(i.wrapping_sub(1)) == Role::Article {
        return None;
    }
    let on = i + 2 + usize::from(t.is(i + 2, "on") && !t.is(i + 1, "of"));
    let j = on + usize::from(t.is(on, "the"));
    let number = || {
        let day = t.str(j).parse::<u8>().ok().filter(|day| t.is_digits(j) && (1..32).contains(day))?;
        let suffix = t.glued(j + 1) && t.any(j + 1, &["st", "nd", "rd", "th"]);
        suffix.then(|| Read::new(j + 2, Point::new(None, Field::MonthDay(day)), "week", 0.8))
    };
    let day = dates::simple(t, j, today, true).filter(|read| read.point.is_day()).or_else(number)?;
    if !t.near(j) || matches!(day.point.field, Field::Weekday(_)) && t.is(i + 1, "of") {
        return None;
    }
    let point = around(settled(t, i, day.point, today), Grain::Week);
    Some(Read::new(day.end, point.unwrap_or(Point::new(None, Field::Unsettled(Grain::Week))), "week", 0.85))
}

fn settled(t: &Tokens, i: usize, day: Point, today: Option<NaiveDate>) -> Point {
    day.settle(today, lean(t, i, &day))
}

/// The week of a day, or the weekend nearest to it.
pub(super) fn around(day: Point, grain: Grain) -> Option<Point> {
    let date = day.bounds()?.0;
    let weekday = date.weekday().number_from_monday() as i32;
    let back = if grain == Grain::Weekend && weekday < 3 { -7 } else { 0 }; // a Monday or Tuesday comes behind it
    let date = add_days(date, back)?;
    let week = date.iso_week();
    let number = week.week() as u8;
    let field = if grain == Grain::Weekend { Field::Weekend(number) } else { Field::Week(number) };
    Some(Point::new(week.year() as i16, field))
}

/// "Tuesday of next week", "Friday next week", "Friday, this week".
fn weekday_first(t: &Tokens, i: usize, day: u8, today: Option<NaiveDate>) -> Option<Read> {
    let j = i + 1 + usize::from(t.symbol(i + 1, ','));
    let j = j + usize::from(t.any(j, &["of", "in"]));
    let j = j + usize::from(t.is(j, "the"));
    let week = relative::relative(t, j, today).filter(|_| t.near(j))?;
    in_week(week, day, week.end)
}

/// "next week Wednesday", "this week on Friday".
fn week_first(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    if !t.is(i + 1, "week") {
        return None;
    }
    let j = i + 2 + usize::from(t.is(i + 2, "on") || t.symbol(i + 2, '-') || t.symbol(i + 2, ','));
    let (Role::Weekday(day) | Role::ShortWeekday(day)) = t.role(j) else { return None };
    in_week(relative::relative(t, i, today)?, day, j + 1).filter(|_| t.near(j))
}

pub(super) fn in_week(week: Read, day: u8, end: usize) -> Option<Read> {
    let point = match week.point.field {
        Field::Week(_) => Point::of(add_days(week.point.bounds()?.0, i32::from(day) - 1)?),
        Field::Unsettled(Grain::Week) => Point::new(None, Field::Weekday(day)),
        _ => return None,
    };
    Some(Read::new(end, point, "relative-date", 0.95))
}

/// "day after tomorrow", "day before yesterday".
fn around_day(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let n = match t.str(i + 1) {
        _ if t.phrase(i + 1, &["after", "tomorrow"]) || t.phrase(i + 1, &["after", "tmrw"]) => 2,
        _ if t.phrase(i + 1, &["before", "yesterday"]) => -2,
        _ => return None,
    };
    Some(Read::new(i + 3, shifted(today, Grain::Day, n), "relative-date", 0.95))
}
