//! Dates that lie so and so long from another: "two weeks after Easter", "3 days from tomorrow", "in two weeks"; and
//! the stretches between now and then: "last two weeks", "two coming years".

use chrono::{Datelike, NaiveDate};

use super::amount::{Amount, Kind};
use super::attach;
use super::calendar::{Field, Grain, Lean, Point, add_days, shifted, timed};
use super::dates;
use super::instant;
use super::lean::lean;
use super::measure::Measure;
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::unit_table;
use super::units;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::{Scalar, Sub};

/// The date or length that token `i` opens.
pub(super) fn read(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    match t.role(i) {
        Role::Opener | Role::Feast => ahead(t, i, today).or_else(|| whole(t, i)),
        Role::Shift(n @ (-1 | 1)) => span(t, i, n.into(), today),
        Role::Small(_) | Role::Tens(_) | Role::None => turned(t, i, today),
        _ => None,
    }
}

/// "in two weeks" as a date to come, "within two weeks" as the days until then where somebody speaks of plans; in "the
/// worst in 60 years" and "fell in two weeks" it is a length.
fn ahead(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let within = t.is(i, "within");
    if !(t.is(i, "in") || within) || !t.near(i + 1) {
        return None;
    }
    let j = i + 1 + usize::from(t.any(i + 1, &["about", "just"]));
    let next = within && t.is(j, "the") && matches!(t.role(j + 1), Role::Shift(1));
    let length = attach::read(t, if next { j + 2 } else { j }, false)?;
    let alone = t.opens(i) && !t.near(length.end + usize::from(t.symbol(length.end, '.')));
    let past = t.before(i, 5).any(|k| t.any(k, &["first", "time", "again", "than"]) || t.str(k).ends_with("est"));
    let behind = t.any(length.end, &["or", "to", "and", "of", "from", "for", "or"]) || t.hyphen(length.end);
    let told = planned(t, i);
    let speaks = || t.before(i, 12).any(|k| t.any(k, &["I", "we", "you", "let", "me", "us", "please"]));
    if past || behind || !(alone || told && (!within || speaks())) {
        return None;
    }
    if within { stretch(t, &length, length.end, 1, today, 0) } else { from_now(t, &length, length.end, 1, today) }
}

/// The point so long from the article's own time, at the hour where the length counts hours.
pub(super) fn from_now(t: &Tokens, length: &Amount, end: usize, sign: i32, today: Option<NaiveDate>) -> Option<Hit> {
    match instant::moved(t, length, sign) {
        Some(moment) => Some(hit(end, Label::Date, instant::normal(moment), "relative-date", 0.88)),
        None => from_day(length, end, sign, today.map(Point::of), today),
    }
}

/// Whether the words before `i` tell of what is to come.
pub(super) fn planned(t: &Tokens, i: usize) -> bool {
    t.before(i, 12).any(|k| t.any(k, FUTURE))
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

/// "all week", "the whole year", "another month": one of its kind, as a length.
fn whole(t: &Tokens, i: usize) -> Option<Hit> {
    if !t.any(i, &["all", "whole", "entire", "full", "another"]) || !t.near(i + 1) {
        return None;
    }
    let j = t.past_hyphen(i + 1);
    let j = j + usize::from(t.any(j, &["business", "working"]) && t.near(j + 1));
    let unit = units::time(t, j).filter(|unit| !t.str(j).ends_with('s') && unit.size >= 86_400.0)?;
    let own = t.hyphen(j + 1) || t.named(i) || t.is(j + 1, "ago") || t.is(j + 1, "old");
    let length = Amount::new(i, j + 1, Number::words(j, 1.0), Kind::Measure(unit.into()));
    (!own).then(|| hit(j + 1, Label::Duration, length.normal(), "duration", 0.8))
}

/// "next three weeks", "last 2 days" by themselves; behind "the" they are a length, as in "over the next 18 months", but
/// for quarters, business days and a fortnight, which are no lengths of their own.
fn span(t: &Tokens, i: usize, n: i32, today: Option<NaiveDate>) -> Option<Hit> {
    if !t.near(i + 1) || t.role(i) == Role::Shift(0) {
        return None;
    }
    if let Some(hit) = office(t, i, n, today) {
        return Some(hit);
    }
    let before = i.wrapping_sub(1);
    if t.is_word(before) && t.near(i) && !t.any(before, &["in", "for", "of", "during", "within", "over", "and"]) {
        return None;
    }
    let length = attach::read(t, i + 1, false).filter(|length| length.kind != Kind::Plain)?;
    let exact = length.number.whole().is_some() || length.number.form == Form::Vague;
    let idle = t.hyphen(length.end) || t.is(length.end, "ago") || !exact;
    if idle { None } else { stretch(t, &length, length.end, n, today, 1) }
}

/// "last two quarters", "next 4 business days", "past fortnight".
fn office(t: &Tokens, i: usize, n: i32, today: Option<NaiveDate>) -> Option<Hit> {
    if t.is(i + 1, "fortnight") && !t.hyphen(i + 2) {
        let weeks = Amount::new(i, i + 2, Number::words(i + 2, 2.0), Kind::Measure((&unit_table::WEEK).into()));
        return stretch(t, &weeks, i + 2, n, today, 1);
    }
    let number = match t.role(i + 1) {
        Role::Small(n @ 1..) => Number::words(i + 2, n.into()), // "two quarters" is no fraction here
        _ => number::read(t, i + 1, false)?,
    };
    let count = number.whole().filter(|count| (1..1000).contains(count) && t.near(number.end))?;
    if t.any(number.end, &["quarters", "quarter"]) && !t.hyphen(number.end) && !t.hyphen(number.end + 1) {
        let edge = |n: i32| Some(shifted(Some(today?), Grain::Quarter, n).bounds()?.0.to_string());
        let count = i32::try_from(count).ok()?;
        let (start, stop) = if n < 0 { (edge(-count), edge(0)) } else { (edge(1), edge(1 + count)) };
        let value = timed(Sub::Range, "XXXX-QX".to_owned(), [None, start, stop, None]);
        return Some(hit(number.end + 1, Label::Date, value, "relative-date", 0.8));
    }
    let end = number.end + 2;
    let business = t.any(number.end, &["business", "working"]) && t.any(end - 1, &["day", "days"]) && t.near(end - 1);
    if !business || t.hyphen(end) {
        return None;
    }
    let open = |date: &NaiveDate| date.weekday().number_from_monday() < 6;
    let step = |from: NaiveDate| (1..1500).filter_map(move |k| add_days(from, k * n)).filter(open);
    let far = today.and_then(|today| step(today).nth(count as usize - 1));
    let near = today.and_then(|today| step(today).next());
    let (start, stop) = if n < 0 { (far, today) } else { (near, far.and_then(|far| add_days(far, 1))) };
    let ends = [None, start.map(|day| day.to_string()), stop.map(|day| day.to_string()), None];
    Some(hit(end, Label::Date, timed(Sub::Range, format!("P{count}BD"), ends), "relative-date", 0.8))
}

/// "two coming weeks", "the 5 previous years": the other order of the same.
fn turned(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let number = number::read(t, i, false).filter(|n| n.whole().is_some_and(|n| n > 1) && !t.is(n.end, "last"))?;
    if let Role::Weekdays(day) = t.role(number.end) {
        return weekdays(t, number.end, day, number.value as i32, today);
    }
    let Role::Shift(n @ (-1 | 1)) = t.role(number.end) else { return None };
    let end = number.end + 2;
    let unit = units::time(t, end - 1)
        .filter(|_| t.near(end - 2) && t.near(end - 1) && !t.hyphen(end) && t.str(end - 1).ends_with('s'))?;
    stretch(t, &Amount::new(i, end, number, Kind::Measure(unit.into())), end, n.into(), today, 1)
}

/// "two Sundays ago", "three Fridays from now", from the weekday's name at `i` on.
fn weekdays(t: &Tokens, i: usize, day: u8, n: i32, today: Option<NaiveDate>) -> Option<Hit> {
    let (sign, lean, end) = match () {
        () if t.is(i + 1, "ago") => (-1, Lean::Past, i + 2),
        () if t.phrase(i + 1, &["from", "now"]) => (1, Lean::Future, i + 3),
        () => return None,
    };
    let beside = today.and_then(|today| add_days(today, sign)); // today itself does not count
    let nearest = Point::new(None, Field::Weekday(day)).settle(beside, lean);
    let far = nearest.bounds().and_then(|bounds| add_days(bounds.0, n.saturating_sub(1).saturating_mul(7 * sign)));
    let point = far.map_or(nearest, Point::of);
    Some(hit(end, Label::Date, point.normal(today, lean), "relative-date", 0.9))
}

/// The days between today and as far as the length reaches, forward or back; forward they begin `skip` days from now,
/// since "the next three days" begin tomorrow.
fn stretch(t: &Tokens, length: &Amount, end: usize, n: i32, today: Option<NaiveDate>, skip: i32) -> Option<Hit> {
    if let Some(value) = instant::moved(t, length, n).and_then(|moment| instant::stretch(t, moment)) {
        return Some(hit(end, Label::Date, value, "relative-date", 0.8));
    }
    let base = if n > 0 { today.and_then(|today| add_days(today, skip)) } else { today };
    let other = from_day(length, end, n, base.map(Point::of), today)?;
    let near = other.value.value.as_ref().and(base).map(|day| day.to_string());
    let moved = match other.value.value {
        Some(Scalar::Text(day)) => Some(day),
        _ => None,
    };
    let (start, stop) = if n < 0 { (moved, near) } else { (near, moved) };
    let value = timed(Sub::Range, other.value.timex.unwrap_or_default(), [None, start, stop, None]);
    Some(hit(end, Label::Date, value, "relative-date", 0.8))
}

pub(super) fn from_day(
    length: &Amount,
    end: usize,
    sign: i32,
    base: Option<Point>,
    today: Option<NaiveDate>,
) -> Option<Hit> {
    let Kind::Measure(unit) = length.kind else { return None };
    if unit.label != Label::Duration {
        return None;
    }
    let whole = length.number.whole().filter(|_| length.number.form != Form::Vague);
    let n = whole.and_then(|n| i32::try_from(n).ok()).filter(|n| *n < 100_000).map(|n| n * sign);
    let date = base.and_then(|base| base.bounds()).map(|bounds| bounds.0);
    let part =
        |date: Option<NaiveDate>, part: &(f64, Measure)| instant::shift(date?, part.0 as i32 * sign, part.1.name);
    let moved = n.and_then(|n| length.parts.iter().fold(instant::shift(date?, n, unit.name), part));
    let point = moved.map_or_else(|| shifted(None, Grain::Day, 0), Point::of);
    let mut value = point.normal(today, Lean::Past);
    value.sub = Some(Sub::Relative);
    Some(hit(end, Label::Date, value, "relative-date", 0.88))
}
