//! Shares of a whole in words: "one in five", "nine out of ten", "one over four".

use super::cardinal::words;
use super::digits;
use super::fraction::fraction;
use super::number::{Form, Number};
use super::tokens::Tokens;
use super::units;
use super::words::Role;

/// "one in five", "nine out of ten".
pub(super) fn share(t: &Tokens, number: Number) -> Option<Number> {
    let whole = number.whole().filter(|&n| (1..100).contains(&n))?;
    let j = number.end;
    let out_of = t.phrase(j, &["out", "of"]) && t.near(j);
    if whole == 1 && t.is(j, "over") && t.near(j) && t.near(j + 1) {
        let den = if t.is_digits(j + 1) {
            digits::read(t.str(j + 1)).map(|d| (d.value, j + 2))
        } else {
            words(t, j + 1).map(|n| (n.value, n.end))
        };
        return den
            .filter(|(den, end)| *den > 1.0 && units::at(t, *end).is_none())
            .map(|(den, end)| fraction(1.0, den, end));
    }
    let k = if out_of {
        j + 2
    } else if t.is(j, "in") && t.near(j) {
        j + 1
    } else {
        return None;
    };
    if !t.near(k) {
        return None;
    }
    let den = match t.role(k) {
        Role::Article => words(t, k)?,
        _ if t.is_digits(k) => {
            let digits = digits::read(t.str(k)).filter(|d| !d.decimal && !d.padded)?;
            let year = !digits.grouped && digits.count == 4;
            (!year || out_of).then(|| Number {
                end: k + 1,
                value: digits.value,
                scale: 1.0,
                form: Form::Digits(digits),
            })?
        }
        _ => words(t, k)?,
    };
    let free = out_of || units::at(t, den.end).is_none() && !t.hyphen(den.end) && (whole <= 10 || t.is(den.end, "of"));
    (free && den.value > f64::from(whole)).then(|| fraction(f64::from(whole), den.value, den.end))
}
