//! Stretches that a length and a moment make together: "for two hours from 2pm", "for 3 days from Monday", "from 18
//! December for 10 days", "from 9 for two hours". The words "for" or "from" must be there, as a length alone is none.

use chrono::NaiveDate;

use super::amount::{Amount, Kind};
use super::attach;
use super::calendar::{days, timed};
use super::clock::{self, Time};
use super::dates::{self, Read};
use super::instant;
use super::lean::lean;
use super::tokens::Tokens;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Sub;

/// The stretch of the length from `i` on that "from" and its like lead on to: "two hours from 2pm", "3 days from Monday".
pub(super) fn length_first(t: &Tokens, i: usize, length: &Amount, today: Option<NaiveDate>) -> Option<Hit> {
    let Kind::Measure(unit) = length.kind else { return None };
    let lasts = t.any(i.wrapping_sub(1), &["for", "last", "lasts"]);
    let j = link(t, length.end + usize::from(t.symbol(length.end, ',')))?;
    if unit.label != Label::Duration {
        return None;
    }
    if unit.size < 86_400.0 {
        let bare = || clock::bare(t, j).filter(|_| lasts);
        let from = clock::read(t, j).or_else(bare)?;
        return times(&from, length).map(|value| hit(from.end, Label::Time, value, "time-range", 0.85));
    }
    let first = dates::point(t, j, today).filter(|read| lasts && read.point.is_day() && read.modifier.is_none())?;
    range(t, j, &first, length, today).map(|value| hit(first.end, Label::Date, value, "date-range", 0.85))
}

/// The stretch that `first`, behind "from", opens: "from 18 December for 10 days".
pub(super) fn day_first(t: &Tokens, i: usize, first: &Read, today: Option<NaiveDate>) -> Option<Hit> {
    let from = t.any(i.wrapping_sub(1), &["from", "starting", "beginning"]) && t.is(first.end, "for");
    if !from || !first.point.is_day() {
        return None;
    }
    let length = attach::read(t, first.end + 1, false)?;
    let Kind::Measure(unit) = length.kind else { return None };
    let value =
        range(t, i, first, &length, today).filter(|_| unit.label == Label::Duration && unit.size >= 86_400.0)?;
    Some(hit(length.end, Label::Date, value, "date-range", 0.85))
}

/// The stretch that the clock time at `i`, behind "from", opens: "from 9 for two hours".
pub(super) fn clock_first(t: &Tokens, i: usize) -> Option<Hit> {
    if !t.is(i.wrapping_sub(1), "from") {
        return None;
    }
    let from = clock::read(t, i).or_else(|| clock::hour(t, i)).filter(|time| t.is(time.end, "for"))?;
    let length = attach::read(t, from.end + 1, false)?;
    let Kind::Measure(unit) = length.kind else { return None };
    let value = times(&from, &length).filter(|_| unit.label == Label::Duration && unit.size < 86_400.0)?;
    Some(hit(length.end, Label::Time, value, "time-range", 0.85))
}

/// One past "from", "starting on" and their like at `i`.
fn link(t: &Tokens, i: usize) -> Option<usize> {
    let start = t.any(i, &["starting", "beginning"]);
    let j = i + 1 + usize::from(start && t.any(i + 1, &["from", "on", "at"]));
    let j = j + usize::from(t.is(j, "the"));
    ((start || t.is(i, "from")) && t.near(i) && t.near(j)).then_some(j)
}

fn times(from: &Time, length: &Amount) -> Option<crate::value::Value> {
    let seconds = length.normal().seconds.filter(|seconds| *seconds < 86_400.0)?;
    let to = from.later(seconds as u32);
    Some(timed(Sub::Range, format!("T{}/T{to}", from.iso()), [None, Some(from.iso()), Some(to), None]))
}

/// The days from `first` on, as many as the length has.
fn range(t: &Tokens, i: usize, first: &Read, length: &Amount, today: Option<NaiveDate>) -> Option<crate::value::Value> {
    let Kind::Measure(unit) = length.kind else { return None };
    let n = length.number.whole().and_then(|n| i32::try_from(n).ok()).filter(|n| *n < 100_000)?;
    let point = first.point.settle(today, lean(t, i, &first.point));
    let start = point.bounds().map(|bounds| bounds.0);
    let stop = start.and_then(|start| instant::shift(start, n, unit.name));
    length.parts.is_empty().then(|| days(&point, &point, start, stop))
}
