//! Recurrences: "every four weeks", "each Tuesday", "every other day", "on Sundays".

use super::amount;
use super::attach;
use super::number;
use super::tokens::Tokens;
use super::units;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::{Sub, Value};

/// The recurrence that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Hit> {
    if let Role::Weekdays(day) = t.role(i) {
        let on = t.any(i.wrapping_sub(1), &["on", "and", "or"]);
        return on.then(|| found(i + 1, format!("XXXX-WXX-{day}"), 0.85));
    }
    if t.role(i) != Role::Every || !t.near(i + 1) {
        return None;
    }
    let sure = if t.is(i, "every") { 0.95 } else { 0.7 };
    if let Role::Weekday(day) | Role::ShortWeekday(day) = t.role(i + 1) {
        return Some(found(i + 2, format!("XXXX-WXX-{day}"), sure));
    }
    if let Role::Month(month) = t.role(i + 1) {
        return t.capital(i + 1).then(|| found(i + 2, format!("XXXX-{month:02}"), sure));
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
    amount::timex(std::iter::once((n * factor, unit))).map(|timex| found(end, timex, sure))
}

fn found(end: usize, timex: String, confidence: f32) -> Hit {
    hit(end, Label::Set, Value { sub: Some(Sub::Set), timex: Some(timex), ..Value::default() }, "set", confidence)
}
