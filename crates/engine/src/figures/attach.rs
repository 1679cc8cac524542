//! Reading amounts: what stands before or behind a number is attached to it, and the parts of compounds are joined.

use super::amount::{Amount, Kind};
use super::currency::{self};
use super::measure::Measure;
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::unit_table::{self as table, Unit};
use super::units;
use super::words::Role;
use crate::label::Label;
use crate::value::Stated;

/// The most parts of a compound.
const PARTS: usize = 6;

/// The amount that starts at token `i`. `money` says that it ends a range of money.
pub(super) fn read(t: &Tokens, i: usize, money: bool) -> Option<Amount> {
    if let Some((currency, next)) = currency::before(t, i) {
        let number = number::read(t, next, true)?;
        let mut amount = Amount::new(i, number.end, number, Kind::Money(currency));
        if currency.stated == Stated::Symbol
            && let Some((named, end)) =
                currency::after(t, &number, number.end).filter(|(c, _)| !c.minor && c.stated != Stated::Symbol)
        {
            amount.kind = Kind::Money(named);
            amount.end = end;
        }
        return Some(amount);
    }
    let minus = t.symbol(i, '-') || t.symbol(i, '−');
    if let Some((currency, next)) =
        minus.then(|| currency::before(t, i + 1)).flatten().filter(|_| t.glued(i + 1) && !t.glued(i))
    {
        let number = number::read(t, next, true)?;
        return Some(Amount::new(i, number.end, Number { value: -number.value, ..number }, Kind::Money(currency)));
    }
    if t.role(i) == Role::Magnitude {
        let number = number::read(t, t.past_hyphen(i + 1), false).filter(|n| t.near(i + 1) && n.digits().is_some())?;
        return Some(Amount::new(i, number.end, number, Kind::Measure((&table::MAGNITUDE).into())));
    }
    let Some(number) = number::read(t, i, money) else { return single(t, i) };
    if let Some(scale) =
        number::letters_before_name(t, number.end).filter(|_| number.digits().is_some() && number.scale == 1.0)
    {
        let larger = number.times(scale, number.end + 1);
        if let Some((currency, end)) = currency::after(t, &larger, larger.end).filter(|(c, _)| !c.minor) {
            return Some(Amount::new(i, end, larger, Kind::Money(currency)));
        }
    }
    let (kind, end, factor) = kind_after(t, &number);
    let mut amount = Amount::new(i, end, Number { value: number.value * factor, ..number }, kind);
    extend(t, &mut amount);
    Some(amount)
}

/// One of a unit, with an article: "a foot of rain", "a decade" (ten years), "an hour and a half".
fn single(t: &Tokens, i: usize) -> Option<Amount> {
    if t.role(i) != Role::Article || !t.near(i + 1) {
        return None;
    }
    let (kind, end) = percent(t, i + 1)
        .or_else(|| units::at(t, i + 1).map(|(unit, end)| (Kind::Measure(unit), end)))
        .or_else(|| long(t, i + 1).map(|(unit, _, end)| (Kind::Measure(unit.into()), end)))?;
    let n = long(t, i + 1).map_or(1.0, |(_, n, _)| n);
    let mut amount = Amount::new(i, end, Number::words(i + 1, n), kind);
    extend(t, &mut amount);
    Some(amount)
}

/// What stands behind a number (percent, money, a unit, or nothing), one past it, and how many of the unit it is.
fn kind_after(t: &Tokens, number: &Number) -> (Kind, usize, f64) {
    let mut i = number.end;
    let partial = matches!(number.form, Form::Fraction(..) | Form::Vague);
    if partial && t.near(i) {
        let of = usize::from(t.is(i, "of"));
        let article = t.role(i + of) == Role::Article;
        let wide = matches!(number.form, Form::Vague) && of == 1 || article;
        if wide {
            i += of + usize::from(article);
        }
    }
    let glued_ok = number.end == i;
    let found = percent(t, i)
        .or_else(|| currency::after(t, number, i).map(|(currency, end)| (Kind::Money(currency), end)))
        .or_else(|| {
            let i = if t.hyphen(i) { i + 1 } else { i };
            units::at(t, i).filter(|_| glued_ok || !t.glued(i)).map(|(unit, end)| (Kind::Measure(unit), end))
        });
    match (found, long(t, t.past_hyphen(i))) {
        (Some((kind, end)), _) => (kind, end, 1.0),
        (None, Some((unit, factor, end))) => (Kind::Measure(unit.into()), end, factor),
        (None, None) => (Kind::Plain, number.end, 1.0),
    }
}

/// "%", "per cent", "percentage points", "basis points" from `i` on.
fn percent(t: &Tokens, i: usize) -> Option<(Kind, usize)> {
    if !t.near(i) {
        return None;
    }
    if t.symbol(i, '%') || t.symbol(i, '％') {
        return Some((Kind::Percent("%"), i + 1));
    }
    let i = t.past_hyphen(i);
    let word = t.str(i);
    let points = |at: usize| t.any(at, &["point", "points", "pts"]) && t.near(at);
    let (unit, end) = match word.as_bytes().first()?.to_ascii_lowercase() {
        b'p' if t.is(i, "percent") || t.is(i, "pct") => ("%", i + 1),
        b'p' if t.is(i, "per") && t.is(i + 1, "cent") && t.near(i + 1) => ("%", i + 2),
        b'p' if t.is(i, "percentage") && !points(t.past_hyphen(i + 1)) && t.is_digits(i.wrapping_sub(1)) => {
            ("%", i + 1)
        }
        b'p' if t.is(i, "percentage") && points(t.past_hyphen(i + 1)) => ("pp", t.past_hyphen(i + 1) + 1),
        b'p' if word == "pc" && t.is_digits(i.wrapping_sub(1)) => ("%", i + 1),
        b'p' if word == "pp" || word == "ppts" => ("pp", i + 1),
        b'b' if t.is(i, "basis") && points(t.past_hyphen(i + 1)) => ("bp", t.past_hyphen(i + 1) + 1),
        b'b' if word == "bps" || word == "bp" => ("bp", i + 1),
        _ => return None,
    };
    let end = if unit == "%" && points(end) { return Some((Kind::Percent("pp"), end + 1)) } else { end };
    Some((Kind::Percent(unit), end))
}

/// Takes in the further parts of a compound and "and a half".
fn extend(t: &Tokens, amount: &mut Amount) {
    match amount.kind {
        Kind::Measure(unit) => {
            if t.phrase(amount.end, &["and", "a", "half"]) && t.near(amount.end) && amount.number.form == Form::Words {
                amount.number.value += 0.5;
                amount.end += 3;
                return;
            }
            let mut last = unit;
            while amount.parts.len() < PARTS {
                let Some((value, unit, end)) = part(t, amount, last) else { return };
                amount.parts.push((value, unit));
                amount.end = end;
                last = unit;
            }
        }
        Kind::Money(currency) if !currency.minor => {
            let skip = usize::from(t.is(amount.end, "and"));
            let i = amount.end + skip;
            let Some(cents) = number::read(t, i, false).filter(|n| t.near(i) && n.whole().is_some_and(|n| n < 100))
            else {
                return;
            };
            if let Some((_, end)) = currency::after(t, &cents, cents.end)
                .filter(|(c, _)| c.minor && (c.code == currency.code || c.code == "USD"))
            {
                amount.number.value += cents.value / 100.0;
                amount.end = end;
            }
        }
        Kind::Plain | Kind::Percent(_) | Kind::Money(_) => {}
    }
}

/// The next part of a compound: a number with a smaller unit that goes with `last`.
fn part(t: &Tokens, amount: &Amount, last: Measure) -> Option<(f64, Measure, usize)> {
    let time = last.label == Label::Duration;
    let mut i = amount.end;
    if time && t.symbol(i, ',') {
        i += 1;
    }
    if t.is(i, "and") {
        i += 1;
    }
    if !t.near(i) {
        return None;
    }
    let number =
        number::read(t, i, false).filter(|n| matches!(n.form, Form::Digits(_) | Form::Words) && n.value >= 0.0)?;
    let (unit, end) = match units::at(t, number.end) {
        Some(found) => found,
        None if last.name == "foot"
            && i == amount.end
            && number.plain().is_some_and(|n| n < 12)
            && t.any(i.wrapping_sub(1), &["ft", "foot"]) =>
        {
            ((&table::INCH).into(), number.end)
        }
        None => return None,
    };
    let unit = if time && unit.is(&table::METER) && last.name == "hour" { (&table::MINUTE).into() } else { unit }; // 2h 30m
    let ratio = last.ratio(&unit);
    (ratio > 0.0 && ratio < 1.0).then_some((number.value, unit, end))
}

/// "decade", "century", "fortnight": the unit that counts them, how many of it one is, and one past the word.
pub(super) fn long(t: &Tokens, i: usize) -> Option<(&'static Unit, f64, usize)> {
    if !t.near(i) {
        return None;
    }
    let (unit, n) = match t.str(i).as_bytes().first()?.to_ascii_lowercase() {
        b'd' if t.any(i, &["decade", "decades"]) => (&table::YEAR, 10.0),
        b'c' if t.any(i, &["century", "centuries"]) => (&table::YEAR, 100.0),
        b'm' if t.any(i, &["millennium", "millennia"]) => (&table::YEAR, 1000.0),
        b'f' if t.any(i, &["fortnight", "fortnights"]) => (&table::WEEK, 2.0),
        _ => return None,
    };
    Some((unit, n, i + 1))
}
