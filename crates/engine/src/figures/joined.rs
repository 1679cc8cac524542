//! Amounts as figures: ranges of two amounts, ages, points in time so and so long ago, and plain counts; with what the
//! words around say of them.

use chrono::NaiveDate;

use super::age;
use super::amount::{self, Amount, Kind};
use super::attach;
use super::calendar::{self, Grain};
use super::compare;
use super::counted;
use super::lasting;
use super::number::Form;
use super::offset;
use super::ranges;
use super::tokens::Tokens;
use super::unit_table::{self as table};
use super::words::Role;
use super::{Hit, Outcome, hit};
use crate::label::Label;
use crate::value::{Comparator, Sub, Value};

/// The amount, range, age or count that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize, today: Option<NaiveDate>) -> Option<Outcome> {
    if let Some((low, high, end)) = age::decade(t, i) {
        let value = Value { unit: Some("year".to_owned()), ucum: Some("a".to_owned()), ..Value::range(low, high) };
        return Some(Outcome::Figure(hit(end, Label::Age, value, "age", 0.9)));
    }
    let first = attach::read(t, i, false)?;
    if let Some(outcome) = ranges::range(t, i, &first) {
        return Some(outcome);
    }
    if let Some(end) = age::behind_unit(t, &first, first.end) {
        return Some(Outcome::Figure(compared(
            t,
            i,
            hit(end, Label::Age, age::normal(&first, first.normal()), "age", 0.97),
        )));
    }
    if let Some(hit) = lasting::length_first(t, i, &first, today)
        .or_else(|| ago(t, i, &first, today))
        .or_else(|| offset::from_date(t, &first, today))
    {
        return Some(Outcome::Figure(hit));
    }
    if let Some(confidence) = age::bare(t, i, first.end, &first) {
        return Some(Outcome::Figure(compared(
            t,
            i,
            hit(first.end, Label::Age, age::normal(&first, first.normal()), "age", confidence),
        )));
    }
    single(t, i, first).map(|hit| Outcome::Figure(compared(t, i, hit)))
}

/// The amount as a figure by itself.
fn single(t: &Tokens, i: usize, amount: Amount) -> Option<Hit> {
    if !counted::counts(t, i, amount.end, &amount) || t.role(i) == Role::Article && !article_counts(t, i, &amount) {
        return None;
    }
    if amount.kind == Kind::Plain {
        return plain(t, i, &amount);
    }
    let letter = t.any(amount.end.wrapping_sub(1), &["C", "F"]) && t.is_digits(amount.end.wrapping_sub(2));
    if letter && !(-130.0..=200.0).contains(&amount.number.value) {
        return None; // "777F" is no temperature
    }
    let label = match amount.kind {
        Kind::Measure(unit) if unit.is(&table::DEGREE) && angle(t, i) => Label::Quantity,
        _ => amount.label(),
    };
    let rule = match amount.kind {
        Kind::Money(_) => "money",
        Kind::Percent(_) => "percent",
        Kind::Measure(unit) if unit.label == Label::Duration => "duration",
        Kind::Measure(unit) if unit.label == Label::Temperature => "temperature",
        Kind::Measure(_) | Kind::Plain => "quantity",
    };
    Some(hit(amount.end, label, amount.normal(), rule, 0.96))
}

/// A number without unit: a count, a multiple, a vague number, or points of an index.
fn plain(t: &Tokens, i: usize, amount: &Amount) -> Option<Hit> {
    let end = amount.end;
    let mut value = amount.normal();
    let points = t.any(end, &["points", "point"]) && t.near(end);
    if points && (amount.number.digits().is_some_and(|d| d.decimal) || t.before(i, 8).any(|j| t.any(j, MOVED))) {
        amount::set_unit(&mut value, (&table::POINT).into());
        return Some(hit(end + 1, Label::Quantity, value, "quantity", 0.85));
    }
    if t.is(end, "times") && t.near(end) && matches!(amount.number.form, Form::Digits(_) | Form::Words) {
        value.sub = Some(Sub::Multiple);
        return Some(hit(end + 1, Label::Cardinal, value, "multiple", 0.85));
    }
    let (rule, confidence) = match amount.number.form {
        Form::Digits(_) => ("number", 0.85),
        Form::Words => ("number-word", 0.85),
        Form::Fraction(..) => ("fraction", 0.85),
        Form::Multiple => ("multiple", 0.85),
        Form::Vague => ("vague-number", 0.9),
    };
    Some(hit(end, Label::Cardinal, value, rule, confidence))
}

/// Verbs with which an index moves by points.
#[rustfmt::skip]
const MOVED: &[&str] = &[
    "index", "fell", "rose", "dropped", "gained", "lost", "slid", "climbed", "jumped", "added", "shed", "up", "down",
    "average",
];

/// Whether "a" with a unit behind it means one: "a foot of rain", "in a year"; not "a day" in "twice a day".
fn article_counts(t: &Tokens, i: usize, amount: &Amount) -> bool {
    if amount.number.end != i + 1 || !t.near(i) && !t.near(amount.end) {
        return true;
    }
    let compared = compare::around(t, i, amount.end, false).is_some();
    let Kind::Measure(unit) = amount.kind else {
        return !matches!(amount.kind, Kind::Money(_)) || compared || amount.end > i + 2; // "a dollar and 42 cents"
    };
    if unit.label == Label::Duration {
        let length = amount.end > i + 2
            || t.any(
                i.wrapping_sub(1),
                &["in", "for", "within", "over", "after", "nearly", "half", "lasted", "took", "spent", "takes", "take"],
            );
        let moment = t.is(i + 1, "second") || t.is(i.wrapping_sub(1), "for") && t.is(i + 1, "minute");
        let goes_on = t.hyphen(amount.end) || t.is(amount.end, "of");
        return (length || compared) && !moment && !goes_on;
    }
    let behind = t.any(
        amount.end,
        &["of", "deep", "tall", "high", "wide", "long", "away", "from", "thick", "above", "below", "in"],
    );
    !matches!(unit.name, "bit" | "point" | "cup" | "stone" | "degree" | "pound" | "volt" | "newton")
        && (behind || compared || amount.end > i + 2)
}

fn angle(t: &Tokens, i: usize) -> bool {
    t.before(i, 6).any(|j| {
        t.any(j, &["turn", "turned", "rotate", "rotated", "angle", "latitude", "longitude", "tilted", "slope"])
    })
}

/// "three years ago", "two months later", "an hour from now": a date that counts from another.
fn ago(t: &Tokens, i: usize, amount: &Amount, today: Option<NaiveDate>) -> Option<Hit> {
    let Kind::Measure(unit) = amount.kind else { return None };
    let end = amount.end;
    if unit.label != Label::Duration || !t.near(end) {
        return None;
    }
    let now = t.phrase(end, &["from", "now"]) || t.phrase(end, &["from", "right", "now"]);
    let ahead = t.phrase(end, &["in", "the", "future"]);
    let sign = match t.str(end).to_ascii_lowercase().as_str() {
        "earlier" if !t.any(end + 1, &["this", "on", "today"]) => -1,
        "ago" => -1,
        "later" if !t.any(end + 1, &["this", "next", "on", "today"]) => 1,
        "hence" => 1,
        "from" if now => 1,
        "in" if ahead => 1,
        _ => return None,
    };
    // "two days later" counts from the story, not from today, but for who says what he will do
    let own = t.is(end, "later") && offset::planned(t, i);
    let anchored = t.any(end, &["ago", "hence"]) || now || ahead || own;
    let past = match () {
        () if now => end + 2 + usize::from(t.is(end + 1, "right")),
        () if ahead => end + 3,
        () => end + 1,
    };
    if anchored && (!amount.parts.is_empty() || unit.size < 86_400.0) {
        return offset::from_now(t, amount, past, sign, today);
    }
    let week = unit.name == "week";
    let grain = match unit.name {
        "day" => Some(Grain::Day),
        "week" => Some(if anchored { Grain::Day } else { Grain::Week }),
        "month" => Some(Grain::Month),
        "year" => Some(Grain::Year),
        _ => None,
    };
    let n = amount.number.whole().filter(|_| amount.parts.is_empty() && amount.number.form != Form::Vague);
    let point = match (grain, n) {
        (Some(grain), Some(n)) if n < 100_000 => {
            let earlier_year = t.is(end, "earlier") && grain == Grain::Year && n == 1;
            let n = if week && grain == Grain::Day { n as i32 * 7 } else { n as i32 };
            calendar::shifted(today.filter(|_| anchored || earlier_year), grain, sign * n)
        }
        _ => calendar::shifted(None, if week { Grain::Week } else { grain.unwrap_or(Grain::Day) }, 0),
    };
    let mut value = point.normal(today, calendar::Lean::Past);
    value.sub = Some(Sub::Relative);
    Some(hit(past, Label::Date, value, "relative-date", 0.9))
}

/// Adds what the words around say.
pub(super) fn compared(t: &Tokens, start: usize, mut hit: Hit) -> Hit {
    let comparator = compare::around(t, start, hit.end, hit.label == Label::Duration);
    let range = hit.value.sub == Some(Sub::Range);
    hit.value.comparator = comparator.filter(|comparator| !range || *comparator == Comparator::About);
    hit
}
