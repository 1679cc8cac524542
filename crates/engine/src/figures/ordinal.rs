//! Ordinals: "2nd", "sixth", "twenty-third", "one hundredth".

use super::cardinal;
use super::digits;
use super::tokens::Tokens;
use super::told;
use super::words::Role;
use super::{Hit, hit};
use crate::label::Label;
use crate::value::Value;

/// The ordinal that starts at token `i`.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Hit> {
    if t.glued(i) && (t.is_word(i.wrapping_sub(1)) || t.symbol(i.wrapping_sub(1), '\'')) {
        return None;
    }
    let (value, end) = if t.is_digits(i) { in_digits(t, i)? } else { in_words(t, i)? };
    let road = t.any(end, &["Street", "Avenue", "St", "Ave"]) && t.capital(end);
    (!road).then(|| hit(end, Label::Ordinal, Value::number(value), "ordinal", 0.9))
}

fn in_digits(t: &Tokens, i: usize) -> Option<(f64, usize)> {
    let digits = digits::read(t.str(i)).filter(|d| !d.decimal && !d.padded)?;
    let stone = t.is(i + 1, "st") && !told::ends_ordinal(t, i + 1);
    (t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]) && !stone).then_some((digits.value, i + 2))
}

fn in_words(t: &Tokens, i: usize) -> Option<(f64, usize)> {
    match t.role(i) {
        Role::Ordinal(n) if sense(t, i) => Some((f64::from(n), i + 1)),
        Role::OrdinalTens(n) if !t.named(i) => Some((f64::from(n), i + 1)),
        Role::OrdinalScale(n) if !t.named(i) => Some((n, i + 1)),
        Role::Small(_) | Role::Tens(_) | Role::Hundred => {
            let head = cardinal::words(t, i)?;
            let and = usize::from(head.value >= 100.0 && t.is(head.end, "and"));
            let j = t.past_hyphen(head.end + and);
            let tail = match t.role(j) {
                _ if !t.near(j) => return None,
                Role::Ordinal(n @ 1..=9) if head.value % 100.0 >= 20.0 && head.value % 10.0 == 0.0 => f64::from(n),
                Role::Ordinal(n) if head.value >= 100.0 && head.value % 100.0 == 0.0 => f64::from(n),
                Role::OrdinalScale(n) => {
                    return Some((head.value * n, j + 1)).filter(|_| head.value != 1.0 || t.hyphen(head.end));
                }
                _ => return None,
            };
            Some((head.value + tail, j + 1))
        }
        _ => None,
    }
}

/// Whether "first", "second" and their like count something here, rather than being an adverb, a moment or a name.
fn sense(t: &Tokens, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    if t.named(i) || t.hyphen(i + 1) && t.any(i + 2, &["hand", "class", "rate", "guess", "guessing", "world"]) {
        return false;
    }
    if t.is(i, "first") {
        return !(t.is(before, "at")
            || t.phrase(i + 1, &["of", "all"])
            || t.phrase(i + 1, &["and", "foremost"])
            || t.any(i + 1, &["aid", "lady", "name"]));
    }
    if t.is(i, "second") {
        let noun = t.is_word(i + 1) && t.near(i + 1) && !t.any(i + 1, NOT_COUNTED);
        let moment =
            t.role(before) == Role::Article || t.any(before, &["split", "per", "every", "each", "one", "this"]);
        let split = t.is(before, "split") || t.hyphen(before) && t.is(before.wrapping_sub(1), "split");
        let phrase = split || t.any(i + 1, &["thoughts", "guess", "nature"]);
        return (noun || !moment) && !phrase;
    }
    true
}

#[rustfmt::skip]
const NOT_COUNTED: &[&str] = &[
    "of", "to", "and", "or", "later", "ago", "per", "before", "after", "when", "while", "as", "in", "on", "at", "for",
    "but", "that", "then", "or", "so", "with", "he", "she", "they", "i", "we", "you", "it", "the",
];
