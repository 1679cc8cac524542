//! Powers and exponents behind digits: "1e10", "1.3x10^6", "6.02 × 10²³", "2^10".

use super::digits;
use super::tokens::Tokens;

/// The exponent of "1e10", "1.3x10^6", "2.5×10−5" behind the digits at `i`, and one past it.
pub(super) fn exponent(t: &Tokens, i: usize) -> Option<(i32, usize)> {
    if t.is(i + 1, "e") && t.glued(i + 1) && t.glued(i + 2) {
        return signed(t, i + 2);
    }
    if !times(t, i + 1) || t.str(i + 2) != "10" || !t.near(i + 2) || !t.glued(i + 3) {
        return None;
    }
    if let Some(raised) = raised(t, i + 3) {
        return Some(raised);
    }
    let caret = usize::from(t.symbol(i + 3, '^'));
    signed(t, i + 3 + caret).filter(|_| !t.is_digits(i + 3) && (caret == 1 || t.glued(i + 1)))
}

/// Whether the token says "times" as in "3 x 10^6".
fn times(t: &Tokens, i: usize) -> bool {
    (t.is(i, "x") || t.symbol(i, '×')) && t.near(i)
}

/// A small whole number with or without a sign at token `i`, and one past it.
fn signed(t: &Tokens, i: usize) -> Option<(i32, usize)> {
    let sign = usize::from(["-", "−", "+"].contains(&t.str(i)) && t.glued(i + 1));
    let digits = digits::read(t.str(i + sign)).filter(|digits| !digits.decimal && digits.value <= 300.0)?;
    let n = digits.value as i32;
    Some((if sign == 1 && t.str(i) != "+" { -n } else { n }, i + sign + 1))
}

/// An exponent in raised figures from token `i` on: "⁶", "⁻²³".
fn raised(t: &Tokens, i: usize) -> Option<(i32, usize)> {
    let figure = |at: usize| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|ch| t.symbol(at, ch) && t.glued(at));
    let minus = usize::from(t.symbol(i, '⁻'));
    let first = figure(i + minus)?;
    let second = figure(i + minus + 1);
    let n = i32::try_from(second.map_or(first, |second| first * 10 + second)).ok()?;
    Some((if minus == 1 { -n } else { n }, i + minus + 1 + usize::from(second.is_some())))
}

/// The power "2^10" from the digits at `i` on, or "8x2^10".
pub(super) fn power(t: &Tokens, i: usize, first: f64) -> Option<(f64, usize)> {
    let product = times(t, i + 1) && t.glued(i + 1) && t.glued(i + 2);
    let at = if product { i + 2 } else { i };
    let caret = t.symbol(at + 1, '^') && t.glued(at + 1) && t.glued(at + 2);
    let base = digits::read(t.str(at)).filter(|_| caret)?.value;
    let (n, end) = signed(t, at + 2)?;
    let value = base.powi(n) * if product { first } else { 1.0 };
    value.is_finite().then_some((value, end))
}
