//! Dates that count from the article's own: yesterday, last year, next Thursday, this summer.

use chrono::NaiveDate;

use super::calendar::{self, Field, Grain, Lean, Point, shifted};
use super::dates::Read;
use super::day;
use super::period;
use super::tokens::Tokens;
use super::words::Role;
use crate::value::Modifier;

/// The period that "the" names after "end of": "end of the year".
pub(super) fn this(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let grain = grain(t, i).filter(|grain| !matches!(grain, Grain::Day | Grain::Decade | Grain::Century))?;
    Some(Read::new(i + 1, shifted(today, grain, 0), "relative-date", 0.8))
}

/// "yesterday", "last year", "next Thursday", "this summer", "last May".
pub(super) fn relative(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let n = match t.role(i) {
        Role::Day(n) => return Some(Read::new(i + 1, shifted(today, Grain::Day, i32::from(n)), "relative-date", 0.95)),
        Role::Shift(n) => i32::from(n),
        _ => return None,
    };
    if let (0, Role::Shift(n)) = (n, t.role(i + 1))
        && t.near(i + 1)
        && n != 0
        && t.any(i + 1, &["past", "coming", "upcoming"])
    {
        let lean = if n > 0 { Lean::Future } else { Lean::Past }; // "this coming Friday"
        let Role::Weekday(day) = t.role(i + 2) else {
            return relative(t, i + 1, today);
        };
        return Some(Read::new(
            i + 3,
            Point::new(None, Field::Weekday(day)).settle(today, lean),
            "relative-date",
            0.95,
        ));
    }
    if !t.near(i + 1) {
        return None;
    }
    let read = |end: usize, point: Point| Some(Read::new(end, point, "relative-date", 0.95));
    let lean = if n > 0 { Lean::Future } else { Lean::Past };
    match t.role(i + 1) {
        Role::Weekday(day) | Role::ShortWeekday(day) => {
            let settled = Point::new(None, Field::Weekday(day)).settle(today, lean);
            let same = n < 0 && today.is_some_and(|today| settled == Point::of(today));
            // "next Friday" is in the next week, "this Friday" in this one
            let this = n == 0 && t.is(i, "this");
            let week = shifted(today, Grain::Week, n).bounds().filter(|_| n > 0 || this);
            let next = week.and_then(|week| calendar::add_days(week.0, i32::from(day) - 1)).map(Point::of);
            let last = same.then(|| shifted(today, Grain::Day, -7));
            read(i + 2, next.or(last).unwrap_or(settled))
        }
        Role::Month(month) | Role::ShortMonth(month) if t.capital(i + 1) || !matches!(month, 3 | 5) && n != 0 => {
            read(i + 2, Point::new(None, Field::Month(month)).settle(today, lean))
        }
        Role::Season(season) => {
            let base = Point::new(None, Field::Season(season));
            let this = Point { year: today.map(calendar::year), ..base };
            read(i + 2, if n == 0 { this } else { base.settle(today, lean) })
        }
        Role::Feast => {
            let day = day::holiday(t, i + 1)?;
            read(day.end, day.point.settle(today, lean))
        }
        _ if t.is(i + 1, "night") && n < 0 => read(i + 2, shifted(today, Grain::Day, -1)),
        _ if t.any(i + 1, &["morning", "afternoon", "evening"]) && n == 0 => read(i + 2, shifted(today, Grain::Day, 0)),
        _ if t.is(i + 1, "day") && t.any(i, &["next", "following", "previous", "past"]) && !t.hyphen(i + 2) => {
            // "the next day" counts from the story, not from today
            let today = today.filter(|_| !t.is(i.wrapping_sub(1), "the") || t.is(i, "past"));
            read(i + 2, shifted(today, Grain::Day, n))
        }
        _ if t.any(i, &["past", "coming", "preceding", "current", "following", "upcoming"])
            && !t.is(i.wrapping_sub(1), "the")
            && !t.opens(i)
            && !t.is(i.wrapping_sub(1), "of") =>
        {
            None
        }
        _ if t.any(i + 1, &["fiscal", "financial", "calendar", "school", "academic", "tax"]) => {
            let grain = grain(t, i + 2).filter(|_| t.near(i + 2) && !t.hyphen(i + 3))?;
            let fits = matches!(grain, Grain::Year | Grain::Quarter) && !t.str(i + 2).ends_with('s');
            let modifier = (!t.is(i + 1, "calendar")).then_some(Modifier::Fiscal);
            let read = Read::new(i + 3, shifted(today, grain, n), "relative-date", 0.9);
            fits.then_some(Read { modifier, ..read })
        }
        _ => {
            let grain = grain(t, i + 1).filter(|grain| *grain != Grain::Day)?;
            if t.str(i + 1).ends_with('s') {
                // "the coming weeks" are not the next one
                return read(i + 2, shifted(None, grain, 0)).filter(|_| !t.opens(i));
            }
            let of = t.is(i + 2, "of").then(|| period::year(t, i + 3)).flatten();
            let apostrophe = grain == Grain::Year && t.symbol(i + 2, '\'') && t.is(i + 3, "s") && t.near(i + 4);
            let part = apostrophe.then(|| period::read(t, i + 4, None, false)).flatten();
            if let Some(part) = part.filter(|part| matches!(part.point.field, Field::Quarter(_) | Field::Half(_))) {
                let year = shifted(today, grain, n).year; // "last year's second quarter"
                return read(part.end, Point { year: part.point.year.or(year), ..part.point });
            }
            match of.filter(|_| grain == Grain::Quarter && n < 0) {
                Some(year) => read(i + 4, Point::new(year, Field::Quarter(4))),
                None => read(i + 2, shifted(today, grain, n)),
            }
        }
    }
}

/// The length that token `i` names.
pub(super) fn grain(t: &Tokens, i: usize) -> Option<Grain> {
    Some(match t.str(i).as_bytes().first()?.to_ascii_lowercase() {
        b'd' if t.any(i, &["day", "days"]) => Grain::Day,
        b'w' if t.any(i, &["week", "weeks"]) => Grain::Week,
        b'w' if t.any(i, &["weekend", "weekends"]) => Grain::Weekend,
        b'm' if t.any(i, &["month", "months"]) => Grain::Month,
        b'q' if t.any(i, &["quarter", "quarters", "qtr"]) => Grain::Quarter,
        b'y' if t.any(i, &["year", "years", "yr"]) => Grain::Year,
        b'd' if t.any(i, &["decade", "decades"]) => Grain::Decade,
        b'c' if t.any(i, &["century", "centuries"]) => Grain::Century,
        _ => return None,
    })
}
