//! Dates that lie so and so long from another: "two weeks after Easter", "3 days from tomorrow", "in two weeks".

use chrono::NaiveDate;

use super::amount::{Amount, Kind};
use super::attach;
use super::calendar::{Grain, Lean, Point, add_days, add_months, shifted};
use super::dates::{self, lean};
use super::number::Form;
use super::tokens::Tokens;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Sub;

/// "in two weeks" as a date to come; in "the worst in 60 years" and "fell in two weeks" it is a length.
pub(super) fn ahead(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    if !t.is(i, "in") || !t.near(i + 1) {
        return None;
    }
    let j = i + 1 + usize::from(t.any(i + 1, &["about", "just"]));
    let length = attach::read(t, j, false)?;
    let alone = t.opens(i) && !t.near(length.end + usize::from(t.symbol(length.end, '.')));
    let past = t.before(i, 5).any(|k| t.any(k, &["first", "time", "again", "than"]) || t.str(k).ends_with("est"));
    let behind = t.any(length.end, &["or", "to", "and", "of", "from", "for", "or"]) || t.hyphen(length.end);
    if past || behind || !(alone || t.before(i, 12).any(|k| t.any(k, FUTURE))) {
        return None;
    }
    from_day(&length, length.end, 1, today.map(Point::of), today)
}

#[rustfmt::skip]
const FUTURE: &[&str] = &[
    "will", "ll", "going", "due", "expected", "let", "schedule", "scheduled", "plans", "planned", "want", "wants",
    "meet", "meeting", "leave", "leaving", "arrive", "remind", "shall", "begins", "starts", "expires",
];

/// "two days after Christmas", "3 weeks before May 5", "a month from tomorrow", behind the length that ends at `end`.
pub(super) fn from_date(t: &Tokens, length: &Amount, today: Option<NaiveDate>) -> Option<Hit> {
    let j = length.end;
    let sign = match t.str(j).to_ascii_lowercase().as_str() {
        "after" | "from" | "since" => 1,
        "before" => -1,
        _ => return None,
    };
    if !t.near(j + 1) || matches!(t.role(j + 1), Role::Opener) {
        return None;
    }
    let base = dates::point(t, j + 1, today).filter(|read| read.point.is_day() && read.modifier.is_none())?;
    let anchored = base.point.settle(today, lean(t, j + 1, &base.point));
    from_day(length, base.end, sign, Some(anchored), today)
}

fn from_day(length: &Amount, end: usize, sign: i32, base: Option<Point>, today: Option<NaiveDate>) -> Option<Hit> {
    let Kind::Measure(unit) = length.kind else { return None };
    if unit.label != Label::Duration {
        return None;
    }
    let whole = length.number.whole().filter(|_| length.parts.is_empty() && length.number.form != Form::Vague);
    let n = whole.and_then(|n| i32::try_from(n).ok()).filter(|n| *n < 100_000).map(|n| n * sign);
    let date = base.and_then(|base| base.bounds()).map(|bounds| bounds.0);
    let moved = match (unit.name, n, date) {
        ("day", Some(n), Some(date)) => add_days(date, n),
        ("week", Some(n), Some(date)) => add_days(date, 7 * n),
        ("month", Some(n), Some(date)) => add_months(date, n),
        ("year", Some(n), Some(date)) => add_months(date, 12 * n),
        _ => None,
    };
    let point = moved.map_or_else(|| shifted(None, Grain::Day, 0), Point::of);
    let mut value = point.normal(today, Lean::Past);
    value.sub = Some(Sub::Relative);
    Some(hit(end, Label::Date, value, "relative-date", 0.88))
}
