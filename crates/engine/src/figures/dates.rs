//! Dates: a calendar point, a range of two, or a day with a time, from one token on, with early, mid, late, end.

use chrono::NaiveDate;

use super::calendar::{Field, Grain, Lean, Point, add_months, days};
use super::day;
use super::lean::lean;
use super::moment;
use super::nth;
use super::period;
use super::relative;
use super::tokens::Tokens;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Modifier;

/// A point in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Read {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) point: Point,
    pub(super) modifier: Option<Modifier>,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

impl Read {
    pub(super) fn new(end: usize, point: Point, rule: &'static str, confidence: f32) -> Self {
        Self { end, point, modifier: None, rule, confidence }
    }
}

/// The date, range of dates or day with a time that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    if let Some((end, value)) = period::split_year(t, i).or_else(|| day::pair(t, i, today)) {
        return Some(hit(end, Label::Date, value, "date-range", 0.9));
    }
    let first = point(t, i, today)?;
    if let Some(hit) = range(t, i, first, today) {
        return Some(hit);
    }
    if first.point.is_day()
        && let Some(hit) = moment::day_first(t, i, first, today)
    {
        return Some(hit);
    }
    let mut value = first.point.normal(today, lean(t, i, &first.point));
    value.modifier = first.modifier;
    Some(hit(first.end, Label::Date, value, first.rule, first.confidence))
}

/// The calendar point that starts at token `i`.
pub(super) fn point(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    match t.role(i) {
        Role::Phase(modifier) => {
            phase(t, i, today).map(|read| Read { modifier: Some(modifier), confidence: 0.95, ..read })
        }
        Role::Edge(modifier) => edge(t, i, today).map(|read| Read { modifier: Some(modifier), ..read }),
        _ => plain(t, i, today, false),
    }
}

/// The point behind "early", "mid" or "late" at `i`: "mid-2023", "late in 2022", "early on Friday".
fn phase(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    if t.any(i, &["earlier", "later"]) {
        let now = matches!(t.role(i + 1), Role::Shift(0) | Role::Day(0)) && t.near(i + 1);
        return now.then(|| relative::relative(t, i + 1, today)).flatten();
    }
    let near = t.past_hyphen(i + 1);
    let far = near + usize::from(t.is(near, "in"));
    let j = far + usize::from(t.is(far, "the"));
    let read = plain(t, j, today, true).filter(|_| t.near(j))?;
    let day = matches!(read.point.field, Field::Unsettled(Grain::Day)) || j > near && read.point.is_day();
    (!day).then_some(read)
}

/// The point behind "end of" or "start of" at `i`: "end of 2027", "start of the year", "end September".
fn edge(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    let of = t.is(i + 1, "of");
    let j = i + 1 + usize::from(of);
    let the = of && t.is(j, "the");
    let k = j + usize::from(the);
    if !t.near(j) || !t.near(k) || !of && (t.role(i) != Role::Edge(Modifier::End) || t.is(i, "rest")) {
        return None;
    }
    let current = if the || of && t.any(k, &["year", "month", "quarter"]) { relative::this(t, k, today) } else { None };
    if current.is_some() {
        return current;
    }
    // "start of the 2014 games" is no start of a year
    plain(t, k, today, true).filter(|read| !(read.point.is_day() || the && read.point.field == Field::Year))
}

/// A point without early, late and their like; `expected` says that such a word came before it.
fn plain(t: &Tokens, i: usize, today: Option<NaiveDate>, expected: bool) -> Option<Read> {
    nth::read(t, i, today).or_else(|| simple(t, i, today, expected))
}

/// A point that is not counted inside another: what days and weeks are counted in, so that reading never goes deep.
pub(super) fn simple(t: &Tokens, i: usize, today: Option<NaiveDate>, expected: bool) -> Option<Read> {
    day::read(t, i, expected)
        .or_else(|| period::read(t, i, today, expected))
        .or_else(|| relative::relative(t, i, today))
}

/// Joins `first` with the point after "to", "and" or a dash.
fn range(t: &Tokens, i: usize, first: Read, today: Option<NaiveDate>) -> Option<Hit> {
    let j = first.end;
    let dash = t.symbol(j, '-') || t.symbol(j, '–') || t.symbol(j, '—') && t.glued(j);
    let between = t.is(i.wrapping_sub(1), "between");
    let word = t.any(j, &["to", "through", "thru", "until", "till"]) || between && t.is(j, "and");
    let relative = first.rule == "relative-date";
    if !(dash || word)
        || !t.near(j)
        || !t.near(j + 1)
        || relative && (!first.point.is_day() || first.modifier.is_some())
    {
        return None;
    }
    let k = j + 1 + usize::from(t.is(j + 1, "the"));
    let second = point(t, k, today)
        .or_else(|| day::read(t, k, true))
        .or_else(|| period::year(t, k).map(|year| Read::new(k + 1, Point::new(year, Field::Year), "year", 0.9)))?;
    if relative && !second.point.is_day() {
        return None;
    }
    let (mut low, mut high, mut end) = (first.point, second.point, second.end);
    if low.year.is_none() && high.year.is_none() && matches!(high.field, Field::Month(_) | Field::Day(..)) {
        let of = end + usize::from(t.any(end, &["of", "in"]));
        if let Some(year) = period::year(t, of).filter(|_| t.near(of) && of > end) {
            (high.year, end) = (Some(year), of + 1); // "April to June in 2017"
        }
    }
    let (low_open, high_open) = (low.year.is_none(), high.year.is_none());
    if low_open {
        low.year = high.year;
    } else if high_open && !relative {
        high.year = low.year;
    }
    if let (Field::Year, Field::Year) = (low.field, high.field)
        && low.year >= high.year
    {
        return None;
    }
    let lean = lean(t, i, &low);
    let mut from = low.settle(today, lean).bounds().map(|b| b.0);
    let following = matches!(high.field, Field::Weekday(_) | Field::WeekdayOf(..)) || relative;
    let mut to = high
        .settle(if following { from } else { today }, if following { Lean::Future } else { lean })
        .bounds()
        .map(|b| b.1);
    if let (Some(start), Some(stop)) = (from, to)
        && stop <= start
    {
        if low_open && !high_open {
            from = add_months(start, -12); // "November to February 2017"
        } else {
            to = add_months(stop, 12);
        }
    }
    Some(hit(end, Label::Date, days(&low, &high, from, to), "date-range", 0.95))
}
