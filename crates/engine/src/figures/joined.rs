//! Amounts as figures: ranges of two amounts, ages, points in time so and so long ago, and plain counts; with what the
//! words around say of them.

use jiff::civil::Date;

use super::age;
use super::amount::{self, Amount, Kind};
use super::calendar::{self, Grain};
use super::compare;
use super::guard;
use super::number::{self, Form};
use super::tokens::Tokens;
use super::unit_table::{self as table};
use super::words::Role;
use super::{Hit, Outcome, hit};
use crate::label::Label;
use crate::value::{Comparator, Sub, Value};

/// The amount, range, age or count that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize, today: Option<Date>) -> Option<Outcome> {
    if let Some((low, high, end)) = age::decade(t, i) {
        let value = Value { unit: Some("year".to_owned()), ucum: Some("a".to_owned()), ..Value::range(low, high) };
        return Some(Outcome::Figure(hit(end, Label::Age, value, "age", 0.9)));
    }
    let first = amount::read(t, i, false)?;
    if let Some(outcome) = range(t, i, &first) {
        return Some(outcome);
    }
    if let Some(end) = age::behind_unit(t, &first, first.end) {
        return Some(Outcome::Figure(compared(
            t,
            i,
            hit(end, Label::Age, age::normal(&first, first.normal()), "age", 0.97),
        )));
    }
    if let Some(hit) = ago(t, &first, today) {
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
    if !guard::counts(t, i, amount.end, &amount) || t.role(i) == Role::Article && !article_counts(t, i, &amount) {
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
        Kind::Measure(unit) if *unit == table::DEGREE && angle(t, i) => Label::Quantity,
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
        amount::set_unit(&mut value, &table::POINT);
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
const MOVED: &[&str] = &[
    "index", "fell", "rose", "dropped", "gained", "lost", "slid", "climbed", "jumped", "added", "shed", "up", "down",
    "average",
];

/// Whether "a" with a unit behind it means one: "a foot of rain", "in a year"; not "a day" in "twice a day".
fn article_counts(t: &Tokens, i: usize, amount: &Amount) -> bool {
    let Kind::Measure(unit) = amount.kind else { return true };
    if amount.number.end != i + 1 {
        return true;
    }
    let compared = compare::around(t, i, amount.end, false).is_some();
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

/// "three years ago", "two months later": a date that counts from another.
fn ago(t: &Tokens, amount: &Amount, today: Option<Date>) -> Option<Hit> {
    let Kind::Measure(unit) = amount.kind else { return None };
    let end = amount.end;
    if unit.label != Label::Duration || !t.near(end) {
        return None;
    }
    let from_now = t.phrase(end, &["from", "now"]);
    let sign = match t.str(end).to_ascii_lowercase().as_str() {
        "earlier" if !t.any(end + 1, &["this", "on", "today"]) => -1.0,
        "ago" => -1.0,
        "later" if !t.any(end + 1, &["this", "next", "on", "today"]) => 1.0,
        "hence" => 1.0,
        "from" if from_now => 1.0,
        _ => return None,
    };
    let anchored = t.any(end, &["ago", "hence"]) || from_now; // "two days later" counts from the story, not from today
    let grain = match unit.name {
        "day" => Some(Grain::Day),
        "week" => Some(Grain::Week),
        "month" => Some(Grain::Month),
        "year" => Some(Grain::Year),
        _ => None,
    };
    let end = end + 1 + usize::from(from_now);
    let n = amount.number.whole().filter(|_| amount.parts.is_empty() && amount.number.form != Form::Vague);
    let point = match (grain, n) {
        (Some(grain), Some(n)) if n < 100_000 => {
            let earlier_year = t.is(end.wrapping_sub(1), "earlier") && grain == Grain::Year && n == 1;
            calendar::shifted(today.filter(|_| anchored || earlier_year), grain, (sign * f64::from(n)) as i32)
        }
        _ => calendar::shifted(None, grain.unwrap_or(Grain::Day), 0),
    };
    let mut value = point.normal(today, calendar::Lean::Past);
    value.sub = Some(Sub::Relative);
    Some(hit(end, Label::Date, value, "relative-date", 0.9))
}

/// Adds what the words around say.
fn compared(t: &Tokens, start: usize, mut hit: Hit) -> Hit {
    let comparator = compare::around(t, start, hit.end, hit.label == Label::Duration);
    let range = hit.value.sub == Some(Sub::Range);
    hit.value.comparator = comparator.filter(|comparator| !range || *comparator == Comparator::About);
    hit
}

/// The range that `first` opens; a skip for scores and votes.
fn range(t: &Tokens, i: usize, first: &Amount) -> Option<Outcome> {
    let j = first.end;
    let money = matches!(first.kind, Kind::Money(_));
    let hanging = t.symbol(j, '-') && t.glued(j) && !t.glued(j + 1) && t.is(j + 1, "to"); // 18- to 24-year-olds
    if let Some(outcome) = bounded(t, i, first) {
        return Some(outcome);
    }
    let sign = !(t.hyphen(j) && t.is(j + 1, "to"))
        && (t.symbol(j, '-') || t.symbol(j, '–') || t.symbol(j, '—') && t.glued(j))
        && !hanging;
    let k = if hanging {
        j + 2
    } else if t.hyphen(j) && t.is(j + 1, "to") && t.hyphen(j + 2) {
        j + 3
    } else if sign || t.is(j, "to") || t.is(j, "and") && between(t, i) {
        j + 1
    } else {
        return None;
    };
    if !t.near(j)
        || !t.near(k)
        || sign && t.glued(j) != t.glued(k)
        || matches!(first.number.form, Form::Vague | Form::Multiple)
    {
        return None;
    }
    let k = if t.any(k, &["about", "around", "nearly", "almost"]) { k + 1 } else { k };
    let second = amount::read(t, k, money)?;
    let parts = |amount: &Amount| matches!(amount.number.form, Form::Fraction(..));
    let alike = parts(first) == parts(&second) || second.kind != Kind::Plain;
    if t.is(j, "to") && changes(t, i) || !alike {
        return None;
    }
    let Some((low, high)) = shared(first, &second) else {
        let counts = first.kind == Kind::Plain
            && second.kind == Kind::Plain
            && first.number.plain().is_some()
            && second.number.plain().is_some();
        let from = t.is(i.wrapping_sub(1), "from");
        return (counts && !from && !t.is(j, "and")).then_some(Outcome::Skip(second.end)); // 243 to 187, 3-1
    };
    let value = amount::range(&low, &high);
    if let Some(end) = age::behind_unit(t, &second, second.end) {
        return Some(Outcome::Figure(hit(end, Label::Age, age::normal(&second, value), "age-range", 0.95)));
    }
    if high.kind == Kind::Plain {
        if let Some(confidence) = age::bare(t, i, second.end, &first.clone()) {
            return Some(Outcome::Figure(hit(
                second.end,
                Label::Age,
                age::normal(&low, value),
                "age-range",
                confidence,
            )));
        }
        if sign && !counted_range(t, second.end, &low, &high) {
            return Some(Outcome::Skip(second.end));
        }
    }
    Some(Outcome::Figure(compared(t, i, hit(second.end, high.label(), value, "range", 0.93))))
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
    let second = amount::read(t, k, matches!(first.kind, Kind::Money(_)))?;
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
        (Kind::Measure(a), Kind::Measure(b)) if *a == table::DEGREE && b.label == Label::Temperature => {
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
    (low.value() < high.value() && first.parts.is_empty() && second.parts.is_empty()).then_some((low, high))
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
const CHANGING: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "increased",
    "increases",
    "increasing",
    "grew",
    "grow",
    "grown",
    "climbed",
    "climb",
    "dropped",
    "drop",
    "drops",
    "declined",
    "jumped",
    "jump",
    "slid",
    "slipped",
    "up",
    "down",
    "went",
    "gone",
    "slumped",
    "soared",
    "surged",
    "plunged",
    "tumbled",
    "gained",
    "changed",
    "moved",
    "doubled",
    "tripled",
    "narrowed",
    "widened",
    "eased",
    "edged",
    "advanced",
    "shrank",
    "improved",
];

/// Verbs whose object rises or falls, so that only "from" tells a change from a stretch: "raise $4m to $5m".
const CHANGING_THINGS: &[&str] = &[
    "increase",
    "decline",
    "cut",
    "cuts",
    "cutting",
    "raised",
    "raise",
    "raises",
    "raising",
    "lowered",
    "lower",
    "lost",
    "added",
    "reduced",
    "reduce",
    "expanded",
    "upgraded",
    "revised",
    "boosted",
    "boost",
    "slashed",
    "downgraded",
    "trimmed",
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
