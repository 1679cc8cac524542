//! Vague numbers ("a few hundred", "tens of thousands") and multiples ("twice", "tenfold").

use super::number::{Form, Number};
use super::tokens::Tokens;
use super::units;
use super::words::Role;

/// "a few hundred", "several thousand", "a couple of hundred", "a few dozen": `i` opens the span, `j` is the vague word.
pub(super) fn vague(t: &Tokens, i: usize, j: usize) -> Option<Number> {
    let of = t.role(j) == Role::Couple && t.is(j + 1, "of");
    let k = if of { j + 2 } else { j + 1 };
    let bare = t.role(j) == Role::Couple && i == j;
    if !t.near(k) || bare && (!of || units::time(t, k).is_none()) {
        return None;
    }
    if t.role(j) == Role::Couple && units::time(t, k).is_some() {
        return Some(Number::words(k, 2.0)); // "a couple of days" is two
    }
    let magnitude = match t.role(k) {
        Role::Hundred => 100.0,
        Role::Scale(scale) => scale,
        Role::Dozen => 12.0,
        Role::Plural(scale) => scale,
        _ => return units::time(t, k).map(|_| loose(k, 1.0)), // "a few minutes": the unit says what is vague
    };
    match t.role(k + 1) {
        Role::Scale(scale) if t.near(k + 1) => Some(loose(k + 2, magnitude * scale)),
        _ => Some(loose(k + 1, magnitude)),
    }
}

fn loose(end: usize, magnitude: f64) -> Number {
    Number { end, value: magnitude, scale: 1.0, form: Form::Vague }
}

/// "thousands", "dozens", "tens of thousands", "hundreds of millions".
pub(super) fn plural(t: &Tokens, i: usize) -> Option<Number> {
    let Role::Plural(magnitude) = t.role(i) else { return None };
    if t.is(i + 1, "of")
        && t.near(i + 2)
        && let Role::Plural(more) = t.role(i + 2)
    {
        return Some(loose(i + 3, magnitude * more));
    }
    (magnitude != 10.0 && (magnitude != 20.0 || t.is(i + 1, "of"))).then(|| loose(i + 1, magnitude))
}

/// "twice", "threefold"; "double" and its like only where a thing to be compared with follows.
pub(super) fn multiple(t: &Tokens, i: usize, value: f64) -> Option<Number> {
    let sure =
        t.is(i, "twice") || t.is(i, "thrice") || t.str(i).len() > 4 && t.str(i).to_ascii_lowercase().ends_with("fold");
    let compared = t.near(i + 1) && (t.any(i + 1, COMPARED_WITH) || t.is_digits(i + 1));
    (sure || compared).then_some(Number { end: i + 1, value, scale: 1.0, form: Form::Multiple })
}

const COMPARED_WITH: &[&str] = &["the", "that", "what", "its", "their", "his", "her", "last", "this", "those", "from"];
