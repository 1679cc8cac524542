//! Marks behind numbers: feet and inches by their ticks, a tolerance after "±", a comma before a tenth.

use super::amount::{Amount, Kind};
use super::digits::{self, Digits};
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::unit_table as table;
use super::units;
use super::words::Role;

/// The number with the tolerance behind it in its span: "2.5 ± 0.1", "10 +/- 2".
pub(super) fn tolerance(t: &Tokens, number: Number) -> Number {
    let i = number.end;
    let sign = if t.symbol(i, '±') {
        1
    } else if t.symbol(i, '+') && t.symbol(i + 1, '/') && t.symbol(i + 2, '-') {
        3
    } else {
        return number;
    };
    let further = number::read(t, i + sign, false).filter(|_| number.digits().is_some());
    further.filter(|n| n.digits().is_some()).map_or(number, |further| Number { end: further.end, ..number })
}

/// "1,5 million", "2,5 %", "1,5 metres": the comma is a decimal point where a single digit stands behind it, and a scale,
/// a percent sign or a unit behind that. `whole` are the digits at `i`.
pub(super) fn comma(t: &Tokens, i: usize, whole: Digits) -> Option<Number> {
    let plain = whole.count <= 3 && !whole.padded && !whole.grouped && !whole.decimal;
    let listed = t.symbol(i.wrapping_sub(1), ',') && t.glued(i);
    let end = i + 3;
    if !plain || listed || !t.symbol(i + 1, ',') || !t.glued(i + 1) || !t.glued(i + 2) || !t.near(end) {
        return None;
    }
    let tenth = digits::read(t.str(i + 2)).filter(|tenth| tenth.count == 1 && !tenth.decimal)?;
    let measured = matches!(t.role(end), Role::Scale(scale) if scale >= 1e3)
        || t.symbol(end, '%')
        || t.any(end, &["percent", "per"])
        || units::at(t, end).is_some();
    let value = (whole.value * 10.0 + tenth.value) / 10.0;
    let form = Form::Digits(Digits { value, count: whole.count + 1, decimal: true, ..whole });
    measured.then_some(Number { end, value, scale: 1.0, form })
}

/// Feet and inches by their marks: 6'2", 8", 5''. A quotation mark that closes one is no inch.
pub(super) fn read(t: &Tokens, i: usize, number: Number) -> Option<Amount> {
    let inch = |at: usize| {
        if !t.glued(at) {
            return None;
        }
        let twice = t.symbol(at, '\'') && t.symbol(at + 1, '\'') && t.glued(at + 1) && !t.near(at + 2);
        let quote = t.symbol(at, '"') && !open_quote(t, at) && !(t.glued(at + 1) && t.is_word(at + 1));
        (twice || quote || t.symbol(at, '″')).then_some(at + 1 + usize::from(twice))
    };
    let end = number.end;
    number.digits().filter(|digits| !digits.padded && (digits.decimal || digits.count < 4))?;
    if let Some(end) = inch(end) {
        return Some(Amount::new(i, end, number, Kind::Measure((&table::INCH).into())));
    }
    let foot = t.glued(end) && (t.symbol(end, '\'') || t.symbol(end, '′')) && t.is_digits(end + 1);
    let inches = number::read(t, end + 1, false).filter(|n| foot && n.value < 12.0)?;
    let bare = || {
        let height = (4.0..8.0).contains(&number.value) && t.glued(end + 1) && inches.plain().is_some();
        (height && !(t.glued(inches.end) && t.is_word(inches.end))).then_some(inches.end) // 5'4
    };
    let mut amount = Amount::new(i, inch(inches.end).or_else(bare)?, number, Kind::Measure((&table::FOOT).into()));
    amount.parts.push((inches.value, (&table::INCH).into()));
    Some(amount)
}

/// Whether the quotation mark at token `i` closes one that was opened at most 100 tokens before.
fn open_quote(t: &Tokens, i: usize) -> bool {
    let back = (i.saturating_sub(100)..i).rev();
    let last = back.take_while(|&j| t.near(j + 1)).find(|&j| t.symbol(j, '"') || t.symbol(j, '“'));
    last.is_some_and(|j| !t.glued(j) || t.symbol(j.wrapping_sub(1), '('))
}
