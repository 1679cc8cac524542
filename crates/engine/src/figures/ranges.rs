//! Ranges: two amounts of one kind with a dash, "to" or "and" between, with unit, currency and scale shared. Scores,
//! votes and changes look alike and are told apart here.

use super::age;
use super::amount::{self, Amount, Kind};
use super::attach;
use super::compare;
use super::joined::compared;
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::unit_table as table;
use super::{Outcome, hit};
use crate::label::Label;
use crate::value::Comparator;

/// What joins two amounts.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    Dash,
    To,
    And,
    Or,
}

/// What joins the amount from `i` to another one behind token `j`, and the first token of that.
fn joined(t: &Tokens, i: usize, j: usize) -> Option<(Join, usize)> {
    let dash = t.symbol(j, '-') || t.symbol(j, '–') || t.symbol(j, '—') && t.glued(j);
    let to = t.is(j + 1, "to");
    let (join, k) = if dash && to && t.glued(j) {
        (Join::To, j + 2 + usize::from(t.hyphen(j + 2))) // 18- to 24-year-olds, 18-to-24-year-olds
    } else if dash && (t.glued(j) == t.glued(j + 1) || !t.glued(j)) {
        (Join::Dash, j + 1)
    } else if t.is(j, "to") || t.symbol(j, '~') && t.glued(j) && t.glued(j + 1) {
        (Join::To, j + 1)
    } else if t.is(j, "and") && (between(t, i) || t.is(i.wrapping_sub(1), "from")) {
        (Join::And, j + 1)
    } else if t.is(j, "or") {
        (Join::Or, j + 1)
    } else {
        return None;
    };
    (t.near(j) && t.near(k)).then_some((join, k))
}

/// The range that `first` opens; a skip for scores and votes.
pub(super) fn range(t: &Tokens, i: usize, first: &Amount) -> Option<Outcome> {
    if let Some(outcome) = bounded(t, i, first) {
        return Some(outcome);
    }
    let (join, k) = joined(t, i, first.end)?;
    if matches!(first.number.form, Form::Vague | Form::Multiple) {
        return None;
    }
    let k = if t.any(k, &["about", "around", "nearly", "almost", "~"]) { k + 1 } else { k };
    let second = attach::read(t, k, matches!(first.kind, Kind::Money(_)))?;
    let of_parts = of_parts(first, &second).filter(|_| join != Join::Dash);
    let first = of_parts.as_ref().unwrap_or(first);
    let lopsided = join == Join::Dash && !t.glued(first.end) && t.glued(first.end + 1); // "2 -7 g", but "2 -7"
    let measured = matches!(second.kind, Kind::Measure(unit) if unit.label == Label::Quantity);
    let from = join == Join::And && !between(t, i);
    if lopsided && !(measured && first.kind == Kind::Plain) || from && second.kind == Kind::Plain {
        return None;
    }
    let parts = |amount: &Amount| matches!(amount.number.form, Form::Fraction(..));
    let alike = parts(first) == parts(&second) || second.kind != Kind::Plain;
    if join == Join::To && changes(t, i) || !alike {
        return None;
    }
    if join == Join::Or && of_parts.is_none() && !neighbours(first, &second) {
        return None;
    }
    let Some((low, high)) = shared(first, &second) else {
        let bare = |amount: &Amount| amount.kind == Kind::Plain && amount.number.plain().is_some();
        let counts = bare(first) && bare(&second) && matches!(join, Join::Dash | Join::To);
        let from = t.is(i.wrapping_sub(1), "from");
        return (counts && !from).then_some(Outcome::Skip(second.end)); // 243 to 187, 3-1
    };
    let value = amount::range(&low, &high);
    if let Some(end) = age::behind_unit(t, &second, second.end) {
        return Some(Outcome::Figure(hit(end, Label::Age, age::normal(&second, value), "age-range", 0.95)));
    }
    if high.kind == Kind::Plain {
        if let Some(confidence) = age::bare(t, i, second.end, first) {
            let value = age::normal(&low, value);
            return Some(Outcome::Figure(hit(second.end, Label::Age, value, "age-range", confidence)));
        }
        if join == Join::Dash && !counted_range(t, second.end, &low, &high) {
            return Some(Outcome::Skip(second.end));
        }
    }
    Some(Outcome::Figure(compared(t, i, hit(second.end, high.label(), value, "range", 0.93))))
}

/// The first number of "one to two thirds", which counts the second's parts too.
fn of_parts(first: &Amount, second: &Amount) -> Option<Amount> {
    let Form::Fraction(num, den) = second.number.form else { return None };
    let n = f64::from(first.number.whole().filter(|_| first.number.form == Form::Words)?);
    let plain = first.kind == Kind::Plain && second.kind == Kind::Plain;
    let number = Number { value: n / den, form: Form::Fraction(n, den), ..first.number };
    (plain && (1.0..num).contains(&n) && num < den).then(|| Amount { number, ..first.clone() })
}

/// "more than 10 and less than 20": a range from a lower and an upper bound.
fn bounded(t: &Tokens, i: usize, first: &Amount) -> Option<Outcome> {
    let j = first.end;
    if !(t.any(j, &["and", "but"]) || t.symbol(j, ',')) || !t.near(j) {
        return None;
    }
    let under = |comparator| match comparator {
        Comparator::Less | Comparator::AtMost => Some(true),
        Comparator::More | Comparator::AtLeast => Some(false),
        Comparator::About => None,
    };
    let below = under(compare::before(t, i, false)?)?;
    let words = (j + 2..j + 9).take_while(|&k| t.near(k) && (t.is_word(k - 1) || t.symbol(k - 1, ',')));
    let k = { words }.find(|&k| {
        t.any(k - 1, &["than", "to", "least", "most", "below", "above", "under", "over"])
            && !t.any(k, &["or", "to", "equal"])
    })?;
    if under(compare::before(t, k, false)?)? == below {
        return None;
    }
    let second = attach::read(t, k, matches!(first.kind, Kind::Money(_)))?;
    let (low, high) = if below { shared(&second, first) } else { shared(first, &second) }?;
    Some(Outcome::Figure(hit(second.end, high.label(), amount::range(&low, &high), "range", 0.9)))
}

/// The two amounts as ends of a range, with unit, currency and scale shared; nothing when they do not go together.
fn shared(first: &Amount, second: &Amount) -> Option<(Amount, Amount)> {
    let (mut low, mut high) = (first.clone(), second.clone());
    match (low.kind, high.kind) {
        (a, b) if a == b => {}
        (Kind::Money(a), Kind::Money(b)) if a.code == b.code => {}
        (Kind::Plain, kind) => low.kind = kind,
        (Kind::Money(_), Kind::Plain) => high.kind = low.kind,
        (Kind::Percent("%"), Kind::Percent(_)) => low.kind = high.kind,
        (Kind::Measure(a), Kind::Measure(b)) if a.is(&table::DEGREE) && b.label == Label::Temperature => {
            low.kind = high.kind;
        }
        _ => return None,
    }
    let scale = high.number.scale;
    if low.number.scale == 1.0
        && scale > 1.0
        && low.number.value < 1000.0
        && low.number.value <= high.number.value / scale
    {
        low.number.value = number::scaled(low.number.value, scale);
    }
    let money = matches!(low.kind, Kind::Money(_));
    if money && low.number.scale > 1.0 && scale == 1.0 && high.number.value < 1000.0 {
        return None;
    }
    if low.value() < 0.0 && high.value() < low.value() {
        std::mem::swap(&mut low, &mut high); // -5 to -20
    }
    (low.value() < high.value() && first.parts.is_empty() && second.parts.is_empty()).then_some((low, high))
}

/// Whether "two or three" tells of one doubtful number: whole ones, close together, the unit behind the second.
fn neighbours(first: &Amount, second: &Amount) -> bool {
    match (first.number.whole(), second.number.whole()) {
        (Some(a), Some(b)) if first.kind == Kind::Plain => a < b && b <= a + a.div_ceil(2).max(1),
        _ => false,
    }
}

fn between(t: &Tokens, i: usize) -> bool {
    t.is(i.wrapping_sub(1), "between")
        || t.any(i.wrapping_sub(1), &["about", "around"]) && t.is(i.wrapping_sub(2), "between")
}

/// Whether "from 3% to 4%" tells of a change, which is two figures, and not of a stretch.
fn changes(t: &Tokens, i: usize) -> bool {
    let by = t.any(i.wrapping_sub(1), &["by", "between", "of", "costs", "cost", "about", "around"]);
    let from = t.is(i.wrapping_sub(1), "from");
    let mut verbs = t.before(i, 7).take_while(|&j| !t.any(j, &["that", "which", "but"]));
    !by && verbs.any(|j| t.any(j, CHANGING) || from && t.any(j, CHANGING_THINGS))
}

/// Verbs of rising and falling.
#[rustfmt::skip]
const CHANGING: &[&str] = &[
    "rose", "rise", "rises", "rising", "risen", "fell", "fall", "falls", "falling", "fallen", "increased",
    "increases", "increasing", "grew", "grow", "grown", "climbed", "climb", "dropped", "drop", "drops", "declined",
    "jumped", "jump", "slid", "slipped", "up", "down", "went", "gone", "slumped", "soared", "surged", "plunged",
    "tumbled", "gained", "changed", "moved", "doubled", "tripled", "narrowed", "widened", "eased", "edged",
    "advanced", "shrank", "improved",
];

/// Verbs whose object rises or falls, so that only "from" tells a change from a stretch: "raise $4m to $5m".
#[rustfmt::skip]
const CHANGING_THINGS: &[&str] = &[
    "increase", "decline", "cut", "cuts", "cutting", "raised", "raise", "raises", "raising", "lowered", "lower",
    "lost", "added", "reduced", "reduce", "expanded", "upgraded", "revised", "boosted", "boost", "slashed",
    "downgraded", "trimmed",
];

/// Whether two bare numbers with a dash between are a stretch of counts, and not a score or a vote: "20-30 people".
fn counted_range(t: &Tokens, end: usize, low: &Amount, high: &Amount) -> bool {
    let counted = t.lower(end)
        && (t.str(end).ends_with('s') && t.str(end).len() > 3 || t.any(end, &["people", "men", "women", "children"]));
    let scaled = low.number.digits().is_some_and(|d| d.grouped || d.decimal)
        || high.number.scale > 1.0
        || high.number.form == Form::Words;
    scaled || counted && high.number.value >= 5.0 && !t.any(end, &["loss", "against", "wins", "defeats"])
}
