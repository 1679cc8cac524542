//! Clock times: "5.20pm", "10 a.m.", "17:20", "1340 GMT", "noon", and ranges of them.

use super::digits;
use super::tokens::Tokens;
use super::words::Role;
use crate::value::{Scalar, Sub, Value};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    /// One past its last token.
    pub(super) end: usize,
    hour: u8,
    minute: Option<u8>,
    second: Option<u8>,
    /// Half of the day, where it is said: 12 after noon.
    half: Option<u8>,
    /// Token of the time zone.
    zone: Option<usize>,
}

impl Time {
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

    pub(super) fn zone(&self, t: &Tokens) -> Option<String> {
        self.zone.map(|at| t.str(at).to_owned())
    }

    /// Its normal form.
    pub(super) fn normal(&self, t: &Tokens) -> Value {
        Value {
            sub: Some(Sub::Time),
            value: Some(Scalar::Text(self.iso())),
            timex: Some(format!("T{}", self.iso())),
            tz: self.zone(t),
            ..Value::default()
        }
    }
}

/// The normal form of a stretch of the day.
pub(super) fn between(t: &Tokens, from: &Time, to: &Time) -> Value {
    Value {
        sub: Some(Sub::Range),
        start: Some(from.iso()),
        end: Some(to.iso()),
        timex: Some(format!("T{}/T{}", from.iso(), to.iso())),
        tz: to.zone(t),
        ..Value::default()
    }
}

/// The time that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Time> {
    if let Role::Clock(hour) = t.role(i) {
        if t.hyphen(i + 1) || t.named(i) {
            return None;
        }
        return Some(Time { end: i + 1, hour, minute: None, second: None, half: None, zone: None });
    }
    let mut time = if t.is_digits(i) { from_digits(t, i)? } else { from_words(t, i)? };
    let marked = halve(t, &mut time);
    let oclock = t.is(time.end, "o") && t.symbol(time.end + 1, '\'') && t.is(time.end + 2, "clock");
    if oclock {
        time.end += 3;
    }
    if t.near(time.end) && zone(t.str(time.end)) && (marked || time.minute.is_some()) {
        time.zone = Some(time.end);
        time.end += 1;
    }
    let colon = t.symbol(i + 1, ':') && time.minute.is_some();
    (marked || oclock || colon || time.zone.is_some()).then_some(time).filter(|time| time.hour24() < 24)
}

/// A time and the time that ends its stretch: "6 a.m. to 7 p.m.", "7-9pm", "between 3:30 and 4:30pm".
pub(super) fn range(t: &Tokens, i: usize) -> Option<(Time, Time)> {
    let open = |i: usize| {
        let hour = digits::read(t.str(i)).filter(|d| t.is_digits(i) && d.count <= 2 && !d.decimal && d.value < 24.0)?;
        Some(Time { end: i + 1, hour: hour.value as u8, minute: None, second: None, half: None, zone: None })
    };
    let clear = read(t, i);
    let mut from = clear.or_else(|| from_digits(t, i)).or_else(|| open(i))?;
    let j = from.end;
    let joined = t.symbol(j, '-')
        || t.symbol(j, '–')
        || t.any(j, &["to", "until", "till"])
        || t.is(j, "and") && t.is(i.wrapping_sub(1), "between");
    let to = read(t, j + 1).filter(|_| joined && t.near(j) && t.near(j + 1))?;
    if clear.is_none() && to.half.is_none() {
        return None;
    }
    if from.half.is_none() && to.half.is_some() && from.hour <= 12 {
        let same = from.hour % 12 <= to.hour % 12;
        from.half = if same { to.half } else { to.half.map(|half| 12 - half) };
    }
    Some((from, to))
}

fn from_digits(t: &Tokens, i: usize) -> Option<Time> {
    let token = t.str(i);
    let number = |text: &str, below: u8| text.parse::<u8>().ok().filter(|&n| n < below && text.len() <= 2);
    let time = |end, hour, minute, second| Time { end, hour, minute, second, half: None, zone: None };
    if let Some((hour, minute)) = token.split_once('.') {
        let dotted = minute.len() == 2 && (half_word(t, i + 1).is_some() || zone(t.str(i + 1)));
        return dotted.then_some(time(i + 1, number(hour, 24)?, Some(number(minute, 60)?), None));
    }
    if token.len() == 4 && zone(t.str(i + 1)) && t.near(i + 1) {
        return Some(time(i + 1, number(token.get(..2)?, 24)?, Some(number(token.get(2..)?, 60)?), None));
    }
    let hour = number(token, 25)?;
    let pair = |at: usize| {
        (t.symbol(at, ':') && t.glued(at) && t.glued(at + 1) && t.str(at + 1).len() == 2)
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

fn from_words(t: &Tokens, i: usize) -> Option<Time> {
    let Role::Small(hour @ 1..=12) = t.role(i) else { return None };
    Some(Time { end: i + 1, hour, minute: None, second: None, half: None, zone: None })
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
    let dotted = t.any(i, &["a", "p"]) && t.symbol(i + 1, '.') && t.glued(i + 1) && t.is(i + 2, "m") && t.glued(i + 2);
    let last = usize::from(t.symbol(i + 3, '.') && t.glued(i + 3));
    dotted.then(|| (half(t.str(i)), i + 3 + last))
}

fn zone(word: &str) -> bool {
    const ZONES: &[&str] = &[
        "AEDT", "AEST", "BST", "CDT", "CEST", "CET", "CST", "CT", "EDT", "EEST", "EET", "EST", "ET", "GMT", "HKT",
        "IST", "JST", "KST", "MDT", "MSK", "MST", "MT", "PDT", "PST", "PT", "SGT", "UTC",
    ];
    ZONES.binary_search(&word).is_ok()
}
