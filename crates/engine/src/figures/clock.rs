//! Clock times: "5.20pm", "10 a.m.", "17:20", "1340 GMT", "noon", and ranges of them.

use super::calendar::timed;
use super::digits;
use super::spoken;
use super::tokens::Tokens;
use crate::value::{Sub, Value};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    second: Option<u8>,
    /// Half of the day, where it is said: 12 after noon.
    half: Option<u8>,
    /// Token of the time zone.
    zone: Option<usize>,
}

impl Time {
    pub(super) fn new(end: usize, hour: u8, minute: Option<u8>) -> Self {
        Self { end, hour, minute, second: None, half: None, zone: None }
    }

    /// The time in the part of the day that begins at about `hour`: "9" at night is 21:00, and "2" is 02:00.
    pub(super) fn within(mut self, hour: u8) -> Self {
        if self.half.is_none() && (1..=12).contains(&self.hour) {
            let late = self.hour % 12;
            self.half = Some(if hour < 12 || hour > 20 && late < 6 { 0 } else { 12 });
        }
        self
    }

    /// The hour, from 0 to 23.
    fn hour24(&self) -> u8 {
        match self.half {
            Some(half) => self.hour % 12 + half,
            None => self.hour,
        }
    }

    /// `17:20`; `17` has its minutes written out, since a time without them is read so.
    pub(super) fn iso(&self) -> String {
        let second = self.second.map_or(String::new(), |second| format!(":{second:02}"));
        format!("{:02}:{:02}{second}", self.hour24(), self.minute.unwrap_or(0))
    }

    /// The time so many seconds later, on the next day past midnight.
    pub(super) fn later(&self, seconds: u32) -> String {
        let start = u32::from(self.hour24()) * 60 + u32::from(self.minute.unwrap_or(0));
        let end = start + seconds / 60;
        format!("{:02}:{:02}", end / 60 % 24, end % 60)
    }

    pub(super) fn zone(&self, t: &Tokens) -> Option<String> {
        self.zone.map(|at| t.str(at).to_owned())
    }

    /// Its normal form.
    pub(super) fn normal(&self, t: &Tokens) -> Value {
        timed(Sub::Time, format!("T{}", self.iso()), [Some(self.iso()), None, None, self.zone(t)])
    }
}

/// The normal form of a stretch of the day.
pub(super) fn between(t: &Tokens, from: &Time, to: &Time) -> Value {
    let (start, end) = (from.iso(), to.iso());
    timed(Sub::Range, format!("T{start}/T{end}"), [None, Some(start), Some(end), to.zone(t)])
}

/// The time that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Time> {
    if let Some(hour) = spoken::named_hour(t, i) {
        return Some(hour);
    }
    let said = spoken::past(t, i);
    let mut time = match said {
        Some(time) => time,
        None if t.is_digits(i) => from_digits(t, i)?,
        None => spoken::hour(t, i)?,
    };
    let mut marked = halve(t, &mut time);
    let oclock = match t.str(time.end) {
        word if word.eq_ignore_ascii_case("oclock") => 1,
        _ if t.is(time.end, "o") && t.symbol(time.end + 1, '\'') && t.is(time.end + 2, "clock") => 3,
        _ => 0,
    };
    time.end += oclock;
    marked = marked || oclock > 0 && halve(t, &mut time);
    let at = t.any(i.wrapping_sub(1), &["at", "by", "from", "until"]);
    if t.near(time.end) && zone(t.str(time.end)) && (marked || at || time.minute.is_some()) {
        time.zone = Some(time.end);
        time.end += 1;
    }
    let shown = (t.symbol(i + 1, ':') || t.is(i + 1, "h")) && time.minute.is_some();
    let told = t.any(i.wrapping_sub(1), &["at", "by", "until", "till", "from", "around"])
        && time.minute.is_some()
        && t.is_word(i)
        && spoken::free(t, time.end);
    (marked || oclock > 0 || shown || told || said.is_some() || time.zone.is_some())
        .then_some(time)
        .filter(|time| time.hour24() < 24)
}

/// A bare hour, "7" or "seven", where the words around want a time.
pub(super) fn bare(t: &Tokens, i: usize) -> Option<Time> {
    if let Some((hour, minute)) = t.str(i).split_once('.').filter(|(_, minute)| t.is_digits(i) && minute.len() == 2) {
        let time = Time::new(i + 1, hour.parse().ok()?, Some(minute.parse().ok()?)); // "at 2.30"
        return Some(time).filter(|time| time.hour < 24 && time.minute < Some(60) && spoken::free(t, i + 1));
    }
    let hour = digits::read(t.str(i)).filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal && d.value < 24.0);
    let time = match hour {
        Some(hour) => Time::new(i + 1, hour.value as u8, None),
        None => spoken::hour(t, i)?,
    };
    spoken::free(t, time.end).then_some(time)
}

/// An hour by itself, "7" or "seven thirty", which only the words around can make a time.
pub(super) fn hour(t: &Tokens, i: usize) -> Option<Time> {
    let plain = digits::read(t.str(i)).filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal);
    match plain {
        Some(hour) if t.symbol(i + 1, ':') && t.glued(i + 1) => from_digits(t, i).filter(|_| hour.value <= 12.0),
        Some(hour) => (1.0..=12.0).contains(&hour.value).then(|| Time::new(i + 1, hour.value as u8, None)),
        None => spoken::hour(t, i),
    }
}

/// A time and the time that ends its stretch: "6 a.m. to 7 p.m.", "7-9pm", "between 3:30 and 4:30pm". `loose` says
/// that a day stands beside it, so that bare hours will do: "Monday from 10 to 4".
pub(super) fn range(t: &Tokens, i: usize, loose: bool) -> Option<(Time, Time)> {
    let clear = read(t, i);
    let between = t.is(i.wrapping_sub(1), "between");
    let open = |i: usize| {
        let hour = digits::read(t.str(i)).filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal && d.value < 24.0)?;
        Some(Time::new(i + 1, hour.value as u8, None))
    };
    let mut from = clear.or_else(|| from_digits(t, i)).or_else(|| open(i)).or_else(|| spoken::hour(t, i))?;
    let j = from.end;
    let dash = t.symbol(j, '-') || t.symbol(j, '–');
    let joined = dash || t.any(j, &["to", "until", "till", "til"]) || between && t.is(j, "and");
    if !joined || !t.near(j) || !t.near(j + 1) {
        return None;
    }
    let second = read(t, j + 1);
    let introduced = between || t.is(i.wrapping_sub(1), "from");
    let counted = loose && (dash || introduced) || clear.is_some() && !(dash && t.glued(j));
    let mut to = second.or_else(|| if counted { bare(t, j + 1) } else { None })?;
    let marked = to.half.is_some() || to.minute.is_some() && (introduced || loose);
    if clear.is_none() && !marked && !(second.is_none() && loose) {
        return None;
    }
    if from.half.is_none() && to.half.is_some() && from.hour <= 12 {
        let at = |time: &Time| (time.hour % 12, time.minute.unwrap_or(0));
        let same = at(&from) <= at(&to);
        from.half = if same { to.half } else { to.half.map(|half| 12 - half) };
    } else if to.half.is_none() && from.half.is_some() && to.hour <= 12 {
        let at = |time: &Time| (time.hour % 12, time.minute.unwrap_or(0));
        let same = at(&from) < at(&to);
        to.half = if same { from.half } else { from.half.map(|half| 12 - half) };
    }
    Some(over_noon(from, to))
}

/// Bare hours of which the second is the smaller reach over noon: "from 10 to 4".
pub(super) fn over_noon(mut from: Time, mut to: Time) -> (Time, Time) {
    if from.half.is_none() && to.half.is_none() && to.hour < from.hour && from.hour <= 12 {
        (from.half, to.half) = (Some(0), Some(12));
    }
    (from, to)
}

fn from_digits(t: &Tokens, i: usize) -> Option<Time> {
    let token = t.str(i);
    let number = |text: &str, below: u8| text.parse::<u8>().ok().filter(|&n| n < below && text.len() <= 2);
    let time = |end, hour, minute, second| Time { second, ..Time::new(end, hour, minute) };
    if let Some((hour, minute)) = token.split_once('.') {
        let dotted = minute.len() == 2 && (half_word(t, i + 1).is_some() || zone(t.str(i + 1)));
        return dotted.then_some(time(i + 1, number(hour, 24)?, Some(number(minute, 60)?), None));
    }
    let zoned = token.len() == 4 && zone(t.str(i + 1)) && t.near(i + 1);
    if zoned || matches!(token.len(), 3 | 4) && half_word(t, i + 1).is_some() {
        let at = token.len() - 2; // 1340 GMT, 730pm
        return Some(time(i + 1, number(token.get(..at)?, 24)?, Some(number(token.get(at..)?, 60)?), None));
    }
    let hour = number(token, 25)?;
    let pair = |at: usize| {
        let mark = t.symbol(at, ':')
            || t.is(at, "h")
                && (token.len() == 2
                    || t.any(i.wrapping_sub(1), &["at", "by", "from", "between"])
                    || zone(t.str(i + 3))
                    || t.symbol(i + 3, '-') && t.is_digits(i + 4) && t.is(i + 5, "h"));
        (mark && t.glued(at) && t.glued(at + 1) && t.str(at + 1).len() == 2)
            .then(|| number(t.str(at + 1), 60))
            .flatten()
    };
    match (pair(i + 1), pair(i + 3)) {
        (None, _) if t.symbol(i + 1, ':') && t.glued(i + 1) && t.glued(i + 2) => None,
        (None, _) => Some(time(i + 1, hour, None, None)),
        (minute, None) => Some(time(i + 3, hour, minute, None)),
        (minute, second) => Some(time(i + 5, hour, minute, second)),
    }
}

/// Seconds of a stretch of time as a clock shows it, and one past it: "2:04:31", "1:31:44.742", "1:44.742". Times of
/// day look alike: they have two digits for the hour, or "at" before them.
pub(super) fn elapsed(t: &Tokens, i: usize) -> Option<(f64, usize)> {
    let part = |at: usize| {
        let glued = t.symbol(at, ':') && t.glued(at) && t.glued(at + 1);
        digits::read(t.str(at + 1)).filter(|d| {
            glued && d.value < 60.0 && !d.grouped && t.str(at + 1).split('.').next().map(str::len) == Some(2)
        })
    };
    let first = digits::read(t.str(i)).filter(|d| !d.decimal && !d.grouped && d.count <= 2)?;
    let (second, third) = (part(i + 1)?, part(i + 3));
    let (seconds, end, exact) = match third {
        Some(third) => (first.value * 3600.0 + second.value * 60.0 + third.value, i + 5, third.decimal),
        None => (first.value * 60.0 + second.value, i + 3, second.decimal),
    };
    let stretch = exact || third.is_some() && first.count == 1;
    let told = t.any(i.wrapping_sub(1), &["at", "by", "until", "from"])
        || zone(t.str(end))
        || half_word(t, end).is_some()
        || t.symbol(end, ':') && t.glued(end);
    (stretch && !told && !(t.glued(i) && i > 0)).then_some((seconds, end))
}

/// Takes in "am", "p.m." and their like; whether there was one.
fn halve(t: &Tokens, time: &mut Time) -> bool {
    let Some((half, end)) = half_word(t, time.end).filter(|_| (1..=12).contains(&time.hour)) else { return false };
    time.half = Some(half);
    time.end = end;
    true
}

/// "am", "a.m.", "pm", "p.m" from `i` on: 0 or 12, and one past it.
fn half_word(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    if !t.near(i) {
        return None;
    }
    let half = |word: &str| if word.eq_ignore_ascii_case("a") { 0 } else { 12 };
    if t.any(i, &["am", "pm"]) && (t.glued(i) || !t.is(i, "am") || !t.is(i.wrapping_sub(2), "I")) {
        return Some((half(t.str(i).get(..1)?), i + 1));
    }
    if !t.any(i, &["a", "p"]) {
        return None;
    }
    let stop = usize::from(t.symbol(i + 1, '.'));
    let m = i + 1 + stop;
    if t.is(m, "m") && (stop == 1 || t.is(i, "p")) && t.near(m) && (t.glued(m) || !t.glued(i)) {
        let last = usize::from(t.symbol(m + 1, '.') && t.glued(m + 1) == t.glued(m));
        return Some((half(t.str(i)), m + 1 + last));
    }
    let short = t.glued(i) && t.symbol(i.wrapping_sub(2), ':') && !t.glued(i + 1); // 8:45a
    (short || t.glued(i) && t.symbol(i.wrapping_sub(2), ':') && stop == 1).then(|| (half(t.str(i)), i + 1))
}

fn zone(word: &str) -> bool {
    const ZONES: &[&str] = &[
        "AEDT", "AEST", "BST", "CDT", "CEST", "CET", "CST", "CT", "EDT", "EEST", "EET", "EST", "ET", "GMT", "HKT",
        "IST", "JST", "KST", "MDT", "MSK", "MST", "MT", "PDT", "PST", "PT", "SGT", "UTC",
    ];
    ZONES.binary_search(&word).is_ok()
}
