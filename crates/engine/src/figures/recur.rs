//! Recurrences: "every four weeks", "each Tuesday", "every other day", "on Sundays".

use super::amount;
use super::attach;
use super::calendar::{self, Field};
use super::clock::{self, Time};
use super::day;
use super::daypart;
use super::number;
use super::numeric;
use super::spoken;
use super::tokens::Tokens;
use super::units;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Sub;

/// The recurrence that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Hit> {
    let (end, timex, sure) = days(t, i)?;
    let value = calendar::timed(Sub::Set, timex, [None, None, None, None]);
    let set = hit(end, Label::Set, value, "set", sure);
    let at = t.is(set.end, "at");
    let j = set.end + usize::from(at);
    let part = match t.role(set.end.wrapping_sub(1)) {
        Role::DayPart(hour) => Some(hour),
        _ => None,
    };
    let time = clock::read(t, j).or_else(|| if at { clock::bare(t, j) } else { None }).filter(|_| t.near(j));
    match time.filter(|time| clock::range(t, j, true).is_none_or(|range| range.0.end > time.end)) {
        Some(time) => timed(set, part.map_or(time, |hour| time.within(hour))),
        None => Some(set),
    }
}

/// One past the words that say how often, the TIMEX3 value, and how sure it is.
fn days(t: &Tokens, i: usize) -> Option<(usize, String, f32)> {
    if let Role::Often(period) = t.role(i) {
        let period = PERIODS.get(usize::from(period)).filter(|_| t.lower(i) && adverb(t, i))?;
        return Some((i + 1, (*period).to_owned(), 0.8));
    }
    if t.any(i, &["once", "twice", "thrice"]) {
        let per = t.any(i + 1, &["a", "an", "per", "each", "every"]);
        let unit = units::time(t, i + 2).filter(|_| per && t.near(i + 1) && t.near(i + 2) && !t.hyphen(i + 3))?;
        return amount::timex(std::iter::once((1.0, unit))).map(|timex| (i + 3, timex, 0.85));
    }
    if let Some(end) = yearly(t, i) {
        return Some((end.0, end.1, 0.9));
    }
    if let Some((_, timex)) = PLURALS.iter().find(|(word, _)| t.is(i, word)) {
        let before = i.wrapping_sub(1); // "on weekends", "open weekdays"; "two weekends" are counted
        let at = t.any(before, &["on", "at", "during", "open", "closed", "out", "work", "works"]);
        let alone = spoken::free(t, i + 1) && !t.any(i + 1, &["of", "when"]);
        return (at && alone && t.lower(i)).then(|| (i + 1, (*timex).to_owned(), 0.85));
    }
    if let Role::Weekdays(day) = t.role(i) {
        let before = i.wrapping_sub(1); // "two Sundays" are counted, "the Sundays" are a team or a family
        let counted = t.is_digits(before) || matches!(t.role(before), Role::Small(_) | Role::Few | Role::Several);
        let on = !(counted || t.any(before, &["the", "of", "last"]) || t.capital(i + 1));
        return on.then(|| (i + 1, format!("XXXX-WXX-{day}"), 0.85));
    }
    if t.role(i) != Role::Every || !t.near(i + 1) {
        return None;
    }
    let sure = if t.is(i, "every") { 0.95 } else { 0.7 };
    if let Role::Weekday(day) | Role::ShortWeekday(day) = t.role(i + 1) {
        return Some((i + 2, format!("XXXX-WXX-{day}"), sure));
    }
    if let Role::Month(month) = t.role(i + 1) {
        return t.capital(i + 1).then(|| (i + 2, format!("XXXX-{month:02}"), sure));
    }
    if let Role::DayPart(hour) = t.role(i + 1) {
        return (!t.hyphen(i + 2)).then(|| (i + 2, format!("T{}", daypart::code(hour)), sure));
    }
    let quarter = || !t.any(i + 2, &["mile", "hour", "of"]);
    let row = NAMED.iter().find(|(word, _)| t.is(i + 1, word)).filter(|row| row.0 != "quarter" || quarter());
    if let Some((_, timex)) = row.filter(|_| !t.hyphen(i + 2)) {
        return Some((i + 2, (*timex).to_owned(), sure));
    }
    let other = t.is(i + 1, "other") && t.near(i + 2);
    let (n, j) = match number::read(t, i + 1, false).filter(|n| n.whole().is_some()) {
        Some(number) => (number.value, number.end),
        None if other => (2.0, i + 2),
        None => (1.0, i + 1),
    };
    let (unit, factor, end) = match attach::long(t, j) {
        Some(long) => long,
        None => (units::time(t, j).filter(|_| t.near(j))?, 1.0, j + 1),
    };
    if t.hyphen(end) || n == 1.0 && unit.name == "second" {
        return None;
    }
    amount::timex(std::iter::once((n * factor, unit))).map(|timex| (end, timex, sure))
}

/// "each 4/15", "every 4 July", "19th of every month".
fn yearly(t: &Tokens, i: usize) -> Option<(usize, String)> {
    if t.role(i) == Role::Every {
        let day = day::read(t, i + 1, true)
            .or_else(|| numeric::short(t, i + 1, true))
            .filter(|read| t.near(i + 1) && read.point.year.is_none())?;
        return matches!(day.point.field, Field::Day(..)).then(|| (day.end, day.point.timex()));
    }
    if let (Role::Ordinal(n), Role::Weekday(day)) = (t.role(i), t.role(i + 1)) {
        let month = t.any(i + 2, &["of", "in"]) && t.role(i + 3) == Role::Every && t.is(i + 4, "month");
        return (month && n <= 5 && t.near(i + 4)).then(|| (i + 5, format!("XXXX-XX-WXX-{day}-#{n}")));
    }
    let day = t.str(i).parse::<u8>().ok().filter(|day| t.is_digits(i) && (1..32).contains(day))?;
    let suffix = t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]);
    let month = t.any(i + 2, &["of", "in"]) && t.role(i + 3) == Role::Every && t.is(i + 4, "month") && t.near(i + 4);
    (suffix && month).then(|| (i + 5, format!("XXXX-XX-{day:02}")))
}

/// The recurrence `set` at a time of day: "9am every Sunday", "every Monday at 4pm".
pub(super) fn timed(mut set: Hit, time: Time) -> Option<Hit> {
    let iso = time.iso();
    let short = iso.strip_suffix(":00").unwrap_or(&iso);
    let day = set.value.timex.filter(|timex| !timex.starts_with('P') && !timex.starts_with('T'));
    set.value.timex = Some(format!("{}T{short}", day.unwrap_or_default()));
    set.end = set.end.max(time.end);
    Some(set)
}

/// Whether "daily" and its like say how often, and are no part of a name or noun: "sold daily", not "the daily paper".
fn adverb(t: &Tokens, i: usize) -> bool {
    let noun = t.is_word(i + 1) && t.near(i + 1) && !t.any(i + 1, BEHIND) || t.hyphen(i + 1) || t.is_digits(i + 1);
    let before = i.wrapping_sub(1);
    let article =
        t.role(before) == Role::Article || t.any(before, &["the", "this", "its", "their", "new", "local", "s"]);
    !noun && !article && !t.symbol(before, '-')
}

/// Days and parts of them that recur when they are plural.
const PLURALS: [(&str, &str); 6] = [
    ("weekends", "XXXX-WXX-WE"),
    ("weekdays", "XXXX-WXX-WD"),
    ("mornings", "TMO"),
    ("afternoons", "TAF"),
    ("evenings", "TEV"),
    ("nights", "TNI"),
];

/// The periods of "hourly", "daily" and their like.
const PERIODS: [&str; 8] = ["PT1H", "P1D", "P1W", "P2W", "P1M", "P3M", "P6M", "P1Y"];

/// What follows "every" and is no unit of time.
const NAMED: [(&str, &str); 3] = [("weekday", "XXXX-WXX-WD"), ("weekend", "XXXX-WXX-WE"), ("quarter", "P3M")];

const BEHIND: &[&str] = &[
    "at", "from", "in", "on", "until", "and", "or", "for", "by", "to", "with", "since", "but", "as", "except", "after",
    "before", "between", "during", "while", "when", "is", "are",
];
