//! Dates: a calendar point, a range of two, or a day with a time, from one token on, with early, mid, late, end.

use chrono::NaiveDate;

use super::calendar::{Field, Grain, Lean, Point, add_months, days, shifted, timed};
use super::clock;
use super::day;
use super::lasting;
use super::lean::lean;
use super::moment;
use super::nth;
use super::pair;
use super::period;
use super::relative;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::{Modifier, Sub};

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
    if let Some((end, value)) = period::split_year(t, i).or_else(|| pair::pair(t, i, today)) {
        return Some(hit(end, Label::Date, value, "date-range", 0.9));
    }
    let first = point(t, i, today).or_else(|| numbered(t, i))?;
    if let Some(hit) = range(t, i, first, today).or_else(|| lasting::day_first(t, i, &first, today)) {
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

/// "on the 15th", "by the 2nd", "8pm on the 15th": a day of the month by its number, where no hole, floor or place has it.
fn numbered(t: &Tokens, i: usize) -> Option<Read> {
    let before = i.wrapping_sub(1);
    let day = t.str(i).parse::<u8>().ok().filter(|day| t.is_digits(i) && (1..32).contains(day))?;
    let suffix = t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]);
    let told = t.is(before, "the") && t.any(before.wrapping_sub(1), &["on", "by", "until", "till", "since", "for"]);
    let stands = !t.near(i + 2) || !t.is_word(i + 2) && !t.hyphen(i + 2) || t.any(i + 2, &["at", "from", "and", "to"]);
    let other = t.before(i, 14).any(|j| t.any(j, PLACES)) || (i..i + 12).any(|j| t.any(j, PLACES));
    if !suffix
        && t.is(before, "on")
        && t.is(i + 1, "at")
        && clock::read(t, i + 2).is_some_and(|time| time.minute.is_some())
    {
        return Some(Read::new(i + 1, Point::new(None, Field::MonthDay(day)), "day", 0.6)); // "on 15 at 8:00"
    }
    (suffix && told && stands && !other).then(|| Read::new(i + 2, Point::new(None, Field::MonthDay(day)), "day", 0.7))
}

/// Words of games and houses, whose holes, innings and floors have numbers too.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "putt", "putts", "par", "birdie", "birdied", "birdies", "bogey", "bogeyed", "bogeys", "eagle", "hole", "holes",
    "holing", "holed", "tee", "green", "fairway", "golf", "lap", "laps", "inning", "innings", "floor", "floors",
    "minute", "round", "grid", "place", "overs", "over", "down", "fourth",
];

/// The calendar point that starts at token `i`.
pub(super) fn point(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Read> {
    match t.role(i) {
        Role::Phase(modifier) => {
            phase(t, i, today).map(|read| Read { modifier: Some(modifier), confidence: 0.95, ..read })
        }
        Role::Opener if t.any(i, &["EOD", "EOM", "EOY"]) => {
            let told = t.capital(i) || t.any(i.wrapping_sub(1), &["the", "by", "until", "before"]);
            let grain = match t.str(i).as_bytes().last() {
                Some(b'D' | b'd') => Grain::Day,
                Some(b'M' | b'm') => Grain::Month,
                _ => Grain::Year,
            };
            let read = Read::new(i + 1, shifted(today, grain, 0), "relative-date", 0.8);
            told.then_some(Read { modifier: Some(Modifier::End), ..read })
        }
        Role::Edge(modifier) => edge(t, i, today).map(|read| Read { modifier: Some(modifier), ..read }),
        _ => plain(t, i, today, false).map(|read| bracketed(t, i, read)),
    }
}

/// A weekday with its date in brackets behind it: "this Friday (June 15)".
fn bracketed(t: &Tokens, i: usize, read: Read) -> Read {
    let shifted = matches!(t.role(i), Role::Shift(_)) && matches!(t.role(i + 1), Role::Weekday(_)) && read.end == i + 2;
    if !(shifted || read.rule == "weekday") || !t.symbol(read.end, '(') || !t.near(read.end) {
        return read;
    }
    let date = day::read(t, read.end + 1, true).filter(|date| matches!(date.point.field, Field::Day(..)));
    date.filter(|date| t.symbol(date.end, ')')).map_or(read, |date| Read { end: date.end + 1, ..date })
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
    let read = nth::read(t, i, today).or_else(|| simple(t, i, today, expected))?;
    if read.rule == "holiday" && t.is(read.end, "weekend") && t.near(read.end) && !t.hyphen(read.end + 1) {
        let day = read.point.settle(today, lean(t, i, &read.point)); // "Labor Day weekend"
        return Some(Read { end: read.end + 1, point: nth::around(day, Grain::Weekend).unwrap_or(read.point), ..read });
    }
    Some(read)
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
    let open = t.any(k, &["now", "date"]) && k == j + 1 || t.is(k, "present");
    if open && spoken::free(t, k + 1) {
        let from = first.point.settle(today, Lean::Past).bounds().map(|b| b.0);
        let ends = [None, from.map(|day| day.to_string()), today.map(|day| day.to_string()), None];
        let value = timed(Sub::Range, format!("{}/PRESENT_REF", first.point.timex()), ends);
        return Some(hit(k + 1, Label::Date, value, "date-range", 0.85)); // "2009-present", "March 2021 to now"
    }
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
