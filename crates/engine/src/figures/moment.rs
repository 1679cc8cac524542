//! Moments: a day, a clock time or a stretch of two, and a part of the day, in whatever order they stand: "Friday at 5
//! p.m.", "10am to noon on Monday", "tomorrow evening at 8", "7 in the morning". Without a day it is a time.

use chrono::NaiveDate;

use super::calendar::{Field, timed};
use super::clock::{self, Time};
use super::compare;
use super::dates::Read;
use super::day;
use super::daypart::{code, in_part, keeps_hours, may_be_hour, part_word, today_part};
use super::lean::lean;
use super::nth;
use super::recur;
use super::relative;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Sub;

/// What has been read of a moment.
#[derive(Default)]
struct Moment {
    day: Option<Read>,
    from: Option<Time>,
    to: Option<Time>,
    /// Hour from which the part of the day is named.
    part: Option<u8>,
    end: usize,
}

/// The moment or time that starts with a clock time at `i`.
pub(super) fn clock_first(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let mut moment = Moment { end: i, ..Moment::default() };
    let bare = || clock::bare(t, i).filter(|time| may_be_hour(t, i, time.end));
    if let Some((from, to, part, end)) = range_in_part(t, i) {
        moment = Moment { from: Some(from), to: Some(to), part, end, ..moment };
    } else if !moment.clock(t, i, false) {
        let time = bare()?;
        moment = Moment { from: Some(time), end: time.end, ..moment };
        moment.grow(t, today);
        let told = moment.part.is_some() || moment.day.is_some() && !t.opens(i);
        let hour = t.is(i.wrapping_sub(1), "at") && keeps_hours(t, i) && (1..13).contains(&time.hour);
        if !(told || hour) {
            return None;
        }
        // "7 in the morning", "8 tonight"
    }
    moment.grow(t, today);
    if moment.day.is_none()
        && let Some(set) = recur::read(t, moment.end + usize::from(t.is(moment.end, "on")))
    {
        return match (moment.from, moment.to) {
            (Some(from), None) => recur::timed(set, from),
            _ => moment.hit(t, i, today),
        };
    }
    moment.hit(t, i, today)
}

/// "5 to seven in the morning", "10-11 at night": bare hours that the part of the day makes clear.
fn range_in_part(t: &Tokens, i: usize) -> Option<(Time, Time, Option<u8>, usize)> {
    let from = clock::hour(t, i)?;
    let j = from.end;
    let between = t.is(i.wrapping_sub(1), "between") && t.is(j, "and");
    let dash = t.symbol(j, '-') || t.symbol(j, '–');
    if !(dash || between || t.any(j, &["to", "until", "till"])) || !t.near(j) || !t.near(j + 1) {
        return None;
    }
    let to = clock::hour(t, j + 1)?;
    let mut moment = Moment { end: to.end, from: Some(from), to: Some(to), ..Moment::default() };
    let day = || day::read(t, to.end + 1, true).is_some_and(|read| read.point.is_day());
    if t.is(to.end, "on") && (between || t.is(i.wrapping_sub(1), "from")) && day() {
        let (from, to) = clock::over_noon(from, to);
        return Some((from, to, None, to.end)); // "from 9 to 5 on Monday"
    }
    let told = t.is(to.end, "in") && t.is(to.end + 1, "the") || t.is(to.end, "at");
    if !told || !moment.part(t, to.end, false) || !(t.is(to.end, "at") || spoken::free(t, moment.end)) {
        return None;
    }
    Some((moment.from?, moment.to?, moment.part, moment.end))
}

/// The moment that `day` at `i` opens, when more than a day is said.
pub(super) fn day_first(t: &Tokens, i: usize, day: Read, today: Option<NaiveDate>) -> Option<Hit> {
    let mut moment = Moment { end: day.end, day: Some(day), ..Moment::default() };
    let iso = t.is(day.end, "T") && t.glued(day.end) && t.glued(day.end + 1);
    let part = today_part(t, i);
    if iso {
        moment.clock(t, day.end + 1, false);
    } else if part.is_some() {
        moment.part = part;
    }
    moment.grow(t, today);
    (moment.end > day.end || part.is_some()).then(|| moment.hit(t, i, today)).flatten()
}

/// "morning", "late afternoon" behind "in the" or by themselves with early, mid, late.
pub(super) fn part_first(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
    let j = part_word(t, i)?;
    let Role::DayPart(hour) = t.role(j) else { return None };
    let the = t.is(i.wrapping_sub(1), "the") && t.any(i.wrapping_sub(2), &["in", "during"]);
    let phase = match t.role(i) {
        Role::Phase(modifier) => Some(modifier),
        _ => None,
    };
    let mut moment = Moment { part: Some(hour), end: j + 1, ..Moment::default() };
    moment.grow(t, today);
    if moment.day.is_some() && (the || phase.is_some() || t.is(j + 1, "of")) {
        return moment.hit(t, i, today);
    }
    let at = usize::from(t.is(j + 1, "at"));
    let hours = at == 1 && (the || keeps_hours(t, i + 1));
    let clock = clock::read(t, j + 1 + at).or_else(|| clock::bare(t, j + 2).filter(|_| hours));
    if let Some(time) = clock.filter(|_| t.near(j + 1 + at) && !t.named(j)) {
        let time = time.within(hour); // "afternoon at 7", "morning 9:30"
        return Some(hit(time.end, Label::Time, time.normal(t), "time", 0.85));
    }
    let mid = t.is(i, "mid") && j > i;
    let noun = t.lower(j + 1) && t.near(j + 1) && !spoken::free(t, j + 1) && phase.is_some() && !the;
    let inside = j > i + 1 && t.is(i + 1, "in"); // "early in the morning"
    let introduced =
        the || mid || inside || phase.is_some() && t.any(i.wrapping_sub(1), &["in", "by", "until", "the", "on"]);
    if !introduced || noun || t.hyphen(j + 1) || t.named(j) {
        return None;
    }
    let mut value = timed(Sub::Time, format!("T{}", code(hour)), [None, None, None, None]);
    value.modifier = phase;
    Some(hit(j + 1, Label::Time, value, "day-part", 0.8))
}

impl Moment {
    /// Takes in the pieces that follow; there are at most three.
    fn grow(&mut self, t: &Tokens, today: Option<NaiveDate>) {
        for _ in 0..3 {
            if !self.piece(t, today) {
                return;
            }
        }
    }

    fn piece(&mut self, t: &Tokens, today: Option<NaiveDate>) -> bool {
        let j = self.end;
        let comma = t.symbol(j, ',');
        let k = j + usize::from(comma);
        if !t.near(k) {
            return false;
        }
        self.part(t, k, comma) || self.week(t, k, today) || self.day(t, k, today) || self.time(t, k, comma)
    }

    /// "morning", "in the evening", "at night" at `k`.
    fn part(&mut self, t: &Tokens, k: usize, comma: bool) -> bool {
        let the = t.is(k, "in") && t.is(k + 1, "the");
        if self.part.is_some() || comma && !the {
            return false;
        }
        let at = t.is(k, "at") && t.is(k + 1, "night");
        let half = the && t.any(k + 2, &["am", "pm"]);
        let j = k + if the { 2 } else { usize::from(at) };
        let hour = match part_word(t, j).map(|at| (at, t.role(at))) {
            Some((at, Role::DayPart(hour))) if at == j || self.day.is_some() => {
                self.end = at + 1;
                hour
            }
            _ if self.day.is_some()
                && self.from.is_none()
                && !the
                && !at
                && t.any(k, &["am", "pm"])
                && !t.is(k, "am") | t.capital(k) =>
            {
                self.end = k + 1;
                if t.is(k, "am") { 6 } else { 12 }
            }
            _ if half => {
                self.end = k + 3;
                if t.is(k + 2, "am") { 6 } else { 12 }
            }
            _ => return false,
        };
        let short = self.day.is_none() && !the && !at;
        self.part = Some(hour);
        self.from = self.from.map(|time| time.within(hour));
        self.to = self.to.map(|time| time.within(hour));
        !short || self.from.is_some()
    }

    /// "next week" behind a weekday with a part of the day or a time: "Wednesday evening next week".
    fn week(&mut self, t: &Tokens, k: usize, today: Option<NaiveDate>) -> bool {
        let Some(day) = self.day.filter(|_| self.part.is_some() || self.from.is_some()) else { return false };
        let Field::Weekday(number) = day.point.field else { return false };
        let week = relative::relative(t, k + usize::from(t.is(k, "of")), today);
        let Some(read) = week.and_then(|week| nth::in_week(week, number, week.end)) else { return false };
        (self.day, self.end) = (Some(read), read.end);
        true
    }

    fn day(&mut self, t: &Tokens, k: usize, today: Option<NaiveDate>) -> bool {
        let j = k + usize::from(t.any(k, &["on", "of"]));
        if self.day.is_some() || !t.near(j) {
            return false;
        }
        let read = nth::read(t, j, today).or_else(|| day::read(t, j, true)).or_else(|| relative::relative(t, j, today));
        let pair = |end: usize| (t.symbol(end, '-') || t.symbol(end, '–')) && t.is_digits(end + 1); // February 12-13
        let Some(read) = read.filter(|read| read.point.is_day() && !pair(read.end)) else { return false };
        self.day = Some(read);
        self.end = read.end;
        if let (None, Some(hour)) = (self.part, today_part(t, j)) {
            self.part = Some(hour);
            self.from = self.from.map(|time| time.within(hour));
        }
        true
    }

    /// A clock time or two at `k`, or behind "at" and its like.
    fn time(&mut self, t: &Tokens, k: usize, comma: bool) -> bool {
        if self.from.is_some() || self.day.is_none() {
            return false;
        }
        let link = t.any(k, &["at", "from", "between", "around", "about", "for", "after", "before"]);
        let dash = t.symbol(k, '-') && !t.glued(k) || t.symbol(k, '@');
        let j = k + usize::from(link || dash);
        let late = t.any(k, &["after", "before"]) || t.is(k, "for") && !in_part(t, j + 1);
        if !t.near(j) || late && clock::read(t, j).is_none() {
            return false;
        }
        let plain = |i: usize| t.is_digits(i) && t.str(i).len() == 1;
        let score = plain(j) && t.hyphen(j + 1) && plain(j + 2) && !link && self.part.is_none();
        if score && self.day.is_some_and(|day| day.rule == "weekday") && clock::range(t, j, false).is_none() {
            return false; // "won on Saturday 3-1"
        }
        let own = clock::read(t, j);
        let listed = own.is_some_and(|time| t.symbol(time.end, ',') && t.near(time.end + 1)) && !link && comma;
        if listed {
            return false;
        }
        if self.clock(t, j, !comma) {
            return true;
        }
        let told = |time: &Time| t.any(k, &["at", "around", "about"]) || in_part(t, time.end);
        let bare = clock::bare(t, j).filter(|time| told(time) && (1..13).contains(&time.hour));
        let Some(time) = bare else { return false };
        self.from = Some(self.part.map_or(time, |hour| time.within(hour)));
        self.end = time.end;
        true
    }

    /// Reads a clock time or a stretch of two at `j`.
    fn clock(&mut self, t: &Tokens, j: usize, loose: bool) -> bool {
        let (from, to) = match clock::range(t, j, loose) {
            Some((from, to)) => (from, Some(to)),
            None => match clock::read(t, j) {
                Some(time) => (time, None),
                None => return false,
            },
        };
        let within = |time: Time| self.part.map_or(time, |hour| time.within(hour));
        self.end = to.unwrap_or(from).end;
        (self.from, self.to) = (Some(within(from)), to.map(within));
        true
    }

    fn hit(&self, t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Hit> {
        let Some(day) = self.day else {
            let from = self.from?;
            let Some(to) = self.to else {
                let mut value = from.normal(t);
                value.comparator = compare::around(t, i, self.end, false);
                return Some(hit(self.end, Label::Time, value, "time", 0.9));
            };
            return Some(hit(self.end, Label::Time, clock::between(t, &from, &to), "time-range", 0.95));
        };
        let Some(from) = self.from else {
            let mut value = day.point.normal(today, lean(t, i, &day.point));
            let part = self.part.map(code).unwrap_or_default();
            value.timex = value.timex.map(|timex| format!("{timex}T{part}"));
            value.modifier = day.modifier;
            return Some(hit(self.end, Label::Date, value, "day-part", 0.9));
        };
        let timex = day.point.timex();
        let settled = day.point.settle(today, lean(t, i, &day.point)).iso();
        let at = |time: &Time| settled.as_ref().map(|day| format!("{day}T{}", time.iso()));
        let first = from.iso();
        let (value, rule) = match self.to {
            Some(to) => {
                let timex = format!("{timex}T{first}/{timex}T{}", to.iso());
                (timed(Sub::DatetimeRange, timex, [None, at(&from), at(&to), to.zone(t)]), "date-time-range")
            }
            None => {
                let timex = format!("{timex}T{first}");
                (timed(Sub::Datetime, timex, [at(&from), None, None, from.zone(t)]), "date-time")
            }
        };
        Some(hit(self.end, Label::Date, value, rule, 0.95))
    }
}
