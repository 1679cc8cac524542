//! Two days of one month: "April 4-6, 2024", "4-6 April", "between the 9th and the 17th of April".

use chrono::NaiveDate;

use super::calendar::{Point, days};
use super::day::{day_number, ordinal_day, year_after};
use super::lean::lean;
use super::tokens::Tokens;
use super::words::Role;
use crate::value::Value;

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
                || t.any(at, &["to", "through", "thru", "until", "till"])
                || t.is(at, "and") && (t.is(i.wrapping_sub(1), "between") || t.is(i.wrapping_sub(2), "between")))
    };
    let (month, low, high, end) = if let Some(month) = month_at(i) {
        let j = i + 1 + usize::from(t.symbol(i + 1, '.') && t.glued(i + 1) || t.is(i + 1, "the"));
        let (low, end) = any_day(t, j)?;
        let the = usize::from(t.is(end + 1, "the"));
        let (high, end) = any_day(t, end + 1 + the).filter(|_| joins(end))?;
        (month, low, high, end)
    } else {
        let (low, end) = any_day(t, i)?;
        let the = usize::from(t.is(end + 1, "the"));
        let (high, end) = any_day(t, end + 1 + the).filter(|_| joins(end))?;
        let of = usize::from(t.is(end, "of"));
        (month_at(end + of).filter(|_| t.near(end))?, low, high, end + of + 1)
    };
    let (year, end) = year_after(t, end).map_or((None, end), |(year, end)| (Some(year), end));
    let (low, high) = (Point::day(year, month, low)?, Point::day(year, month, high)?);
    let lean = lean(t, i, &low);
    let bounds = |point: Point| point.settle(today, lean).bounds();
    Some((end, days(&low, &high, bounds(low).map(|b| b.0), bounds(high).map(|b| b.1))))
}

/// A day of the month in digits or words.
fn any_day(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    day_number(t, i).or_else(|| ordinal_day(t, i))
}
