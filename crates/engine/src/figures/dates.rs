//! Dates: a calendar point, a range of two, or a day with a time, from one token on, with early, mid, late, end.

use chrono::NaiveDate;

use super::calendar::{Field, Grain, Lean, Point, add_months};
use super::clock;
use super::day;
use super::period;
use super::relative;
use super::tokens::Tokens;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::{Modifier, Scalar, Sub, Value};

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
    if let Some(hit) = clock_range(t, i, today).or_else(|| clock_first(t, i, today)) {
        return Some(hit);
    }
    if let Some((end, value)) = period::split_year(t, i).or_else(|| day::pair(t, i, today)) {
        return Some(hit(end, Label::Date, value, "date-range", 0.9));
    }
    let first = point(t, i, today)?;
    if let Some(hit) = range(t, i, first, today) {
        return Some(hit);
    }
    if first.point.is_day()
        && let Some(hit) = clock_after(t, i, first, today)
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
    if !t.near(j) || !t.near(k) || !of && t.role(i) != Role::Edge(Modifier::End) {
        return None;
    }
    let current = if the || of && t.is(k, "year") { relative::this(t, k, today) } else { None };
    if current.is_some() {
        return current;
    }
    // "start of the 2014 games" is no start of a year
    plain(t, k, today, true).filter(|read| !(read.point.is_day() || the && read.point.field == Field::Year))
}

/// A point without early, late and their like; `expected` says that such a word came before it.
fn plain(t: &Tokens, i: usize, today: Option<NaiveDate>, expected: bool) -> Option<Read> {
    day::read(t, i, expected)
        .or_else(|| period::read(t, i, today, expected))
        .or_else(|| relative::relative(t, i, today))
}

/// How a point without a year is settled: forward after words that look ahead, else back in time.
pub(super) fn lean(t: &Tokens, i: usize, point: &Point) -> Lean {
    #[rustfmt::skip]
    const AHEAD: &[&str] = &[
        "will", "due", "next", "scheduled", "forecast", "forecasts", "plans", "planned", "expected", "expects",
        "upcoming", "coming", "begin", "begins",
    ];
    let bound = t.before(i, 3).any(|j| t.any(j, &["by", "until", "till"]));
    if bound || t.before(i, 12).any(|j| t.any(j, AHEAD)) {
        return Lean::Future;
    }
    if matches!(point.field, Field::Day(..)) { Lean::Near } else { Lean::Past }
}

/// Joins `first` with the point after "to", "and" or a dash.
fn range(t: &Tokens, i: usize, first: Read, today: Option<NaiveDate>) -> Option<Hit> {
    let j = first.end;
    let dash = t.symbol(j, '-') || t.symbol(j, '–') || t.symbol(j, '—') && t.glued(j);
    let word = t.any(j, &["to", "through", "until", "till"]) || t.is(j, "and") && t.is(i.wrapping_sub(1), "between");
    if !(dash || word) || !t.near(j) || !t.near(j + 1) || first.rule == "relative-date" {
        return None;
    }
    let k = j + 1 + usize::from(t.is(j + 1, "the"));
    let second = point(t, k, today)
        .or_else(|| period::year(t, k).map(|year| Read::new(k + 1, Point::new(year, Field::Year), "year", 0.9)))?;
    let (mut low, mut high) = (first.point, second.point);
    if low.year.is_none() && high.year.is_some() {
        low.year = high.year;
    } else if high.year.is_none() && low.year.is_some() {
        high.year = low.year;
    }
    if let (Field::Year, Field::Year) = (low.field, high.field)
        && low.year >= high.year
    {
        return None;
    }
    let lean = lean(t, i, &low);
    let (from, to) = (low.settle(today, lean), high.settle(today, lean));
    let (from, to) = (from.bounds().map(|b| b.0), to.bounds().map(|b| b.1));
    let to = match (from, to) {
        (Some(from), Some(to)) if to <= from => add_months(to, 12),
        (_, to) => to,
    };
    let value = Value {
        sub: Some(Sub::Range),
        timex: Some(format!("{}/{}", low.timex(), high.timex())),
        start: from.map(|date| date.to_string()),
        end: to.map(|date| date.to_string()),
        modifier: None,
        ..Value::default()
    };
    Some(hit(second.end, Label::Date, value, "date-range", 0.95))
}

/// "5 p.m. on Friday", "11:10 p.m. Thursday".
fn clock_first(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let time = clock::read(t, i)?;
    let comma = usize::from(t.symbol(time.end, ','));
    let on = usize::from(t.is(time.end + comma, "on"));
    let j = time.end + comma + on;
    let read = day::read(t, j, true)
        .or_else(|| relative::relative(t, j, today))
        .filter(|read| t.near(j) && read.point.is_day())?;
    Some(hit(read.end, Label::Date, datetime(t, i, read.point, &time, today), "date-time", 0.95))
}

/// "10am to noon on Monday", "Tuesday from 2:00 to 2:30 pm".
fn clock_range(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let day = |at: usize| {
        day::read(t, at, true).or_else(|| relative::relative(t, at, today)).filter(|read| read.point.is_day())
    };
    let (read, (from, to), end) = match clock::range(t, i) {
        Some(times) => {
            let j = times.1.end + usize::from(t.is(times.1.end, "on"));
            let read = day(j).filter(|_| t.near(j))?;
            (read, times, read.end)
        }
        None => {
            let read = day(i)?;
            let comma = read.end + usize::from(t.symbol(read.end, ','));
            let j = comma + usize::from(t.any(comma, &["from", "between", "at"]));
            let times = clock::range(t, j).filter(|_| t.near(j))?;
            (read, times, times.1.end)
        }
    };
    let settled = read.point.settle(today, lean(t, i, &read.point)).iso();
    let at = |time: &clock::Time| settled.as_ref().map(|day| format!("{day}T{}", time.iso()));
    let value = Value {
        sub: Some(Sub::DatetimeRange),
        timex: Some(format!("{0}T{1}/{0}T{2}", read.point.timex(), from.iso(), to.iso())),
        start: at(&from),
        end: at(&to),
        tz: to.zone(t),
        ..Value::default()
    };
    Some(hit(end, Label::Date, value, "date-time-range", 0.9))
}

/// "Friday at 5 p.m.", "4 April, 10am".
fn clock_after(t: &Tokens, i: usize, day: Read, today: Option<NaiveDate>) -> Option<Hit> {
    let comma = usize::from(t.symbol(day.end, ','));
    let at = usize::from(t.any(day.end + comma, &["at", "from"]));
    let j = day.end + comma + at;
    if (comma + at > 0 || t.near(j))
        && let Some(time) = clock::read(t, j)
            .filter(|time| t.near(j) && clock::range(t, j).is_none() && (at == 1 || !t.symbol(time.end, ',')))
    {
        return Some(hit(time.end, Label::Date, datetime(t, i, day.point, &time, today), "date-time", 0.95));
    }
    let iso = t.is(day.end, "T") && t.glued(day.end) && t.glued(day.end + 1);
    if let Some(time) = iso.then(|| clock::read(t, day.end + 1)).flatten() {
        return Some(hit(time.end, Label::Date, datetime(t, i, day.point, &time, today), "date-time", 0.97));
    }
    let part = match t.str(day.end).to_ascii_lowercase().as_str() {
        "morning" => "TMO",
        "afternoon" => "TAF",
        "evening" => "TEV",
        "night" => "TNI",
        _ => return None,
    };
    let mut value = day.point.normal(today, lean(t, i, &day.point));
    value.timex = value.timex.map(|timex| timex + part);
    value.modifier = day.modifier;
    Some(hit(day.end + 1, Label::Date, value, "day-part", 0.9)).filter(|_| t.near(day.end))
}

fn datetime(t: &Tokens, i: usize, day: Point, time: &clock::Time, today: Option<NaiveDate>) -> Value {
    let settled = day.settle(today, lean(t, i, &day));
    Value {
        sub: Some(Sub::Datetime),
        timex: Some(format!("{}T{}", day.timex(), time.iso())),
        value: settled.iso().map(|iso| Scalar::Text(format!("{iso}T{}", time.iso()))),
        tz: time.zone(t),
        ..Value::default()
    }
}
