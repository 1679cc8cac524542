//! Reading amounts: what stands before or behind a number is attached to it, and the parts of compounds are joined.

use super::amount::{Amount, Kind};
use super::currency::{self};
use super::marks;
use super::measure::Measure;
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::told;
use super::unit_table::{self as table, Unit};
use super::units;
use super::words::Role;
use crate::label::Label;
use crate::value::Stated;

/// The most parts of a compound.
const PARTS: usize = 6;

/// The amount that starts at token `i`. `money` says that it ends a range of money.
pub(super) fn read(t: &Tokens, i: usize, money: bool) -> Option<Amount> {
    if let Some((currency, scale)) = currency::scaled_code(t.str(i)).filter(|_| t.is_digits(i + 1) && t.near(i + 1)) {
        let number = number::read(t, i + 1, false)?;
        return Some(Amount::new(i, number.end, number.times(scale, number.end), Kind::Money(currency)));
    }
    if let Some((currency, next)) = currency::before(t, i) {
        let number = number::read(t, next, true)?;
        if currency.stated == Stated::Name && t.is_word(next.wrapping_sub(1)) && units::at(t, number.end).is_some() {
            return None; // "paid in rupees 20 years ago"
        }
        let mut amount = Amount::new(i, number.end, number, Kind::Money(currency));
        if currency.stated == Stated::Symbol
            && let Some((named, end)) =
                currency::after(t, &number, number.end).filter(|(c, _)| !c.minor && c.stated != Stated::Symbol)
        {
            amount.kind = Kind::Money(named);
            amount.end = end;
        }
        extend(t, &mut amount);
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
    let number = marks::tolerance(t, number);
    if let Some(scale) =
        number::letters_before_name(t, number.end).filter(|_| number.digits().is_some() && number.scale == 1.0)
    {
        let larger = number.times(scale, number.end + 1);
        if let Some((currency, end)) = currency::after(t, &larger, larger.end).filter(|(c, _)| !c.minor) {
            return Some(Amount::new(i, end, larger, Kind::Money(currency)));
        }
    }
    if let Some((currency, scale)) = currency::scaled_code(t.str(number.end)).filter(|_| t.near(number.end)) {
        return Some(Amount::new(i, number.end + 1, number.times(scale, number.end + 1), Kind::Money(currency)));
    }
    if let Some(amount) = marks::read(t, i, number) {
        return Some(amount);
    }
    let (kind, end, factor) = kind_after(t, &number);
    let mut amount = Amount::new(i, end, Number { value: number.value * factor, ..number }, kind);
    if let (Kind::Money(_), Role::Scale(scale)) = (kind, t.role(end))
        && number.scale == 1.0
        && t.near(end)
    {
        amount.number = number.times(scale, number.end); // "75 USD million"
        amount.end += 1;
    }
    let cold = match kind {
        Kind::Measure(unit) => unit.label == Label::Temperature,
        other => other == Kind::Plain,
    };
    if cold && t.phrase(end, &["below", "zero"]) && t.near(end) && number.value > 0.0 {
        amount.number.value = -number.value;
        amount.kind = if kind == Kind::Plain { Kind::Measure((&table::DEGREE).into()) } else { kind };
        amount.end += 2;
    }
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
        .or_else(|| currency::single(t, i + 1).map(|currency| (Kind::Money(currency), i + 2)))
        .or_else(|| long(t, i + 1).map(|(unit, _, end)| (Kind::Measure(unit.into()), end)))?;
    let n = long(t, i + 1).map_or(1.0, |(_, n, _)| n);
    let mut amount = Amount::new(i, end, Number::words(i + 1, n), kind);
    extend(t, &mut amount);
    Some(amount)
}

/// What stands behind a number (percent, money, a unit, or nothing), one past it, and how many of the unit it is.
fn kind_after(t: &Tokens, number: &Number) -> (Kind, usize, f64) {
    let mut i = number.end;
    let mixed = number.form == Form::Words && number.value.fract() != 0.0 && t.is(i, "of"); // "one and a half of ..."
    let partial = matches!(number.form, Form::Fraction(..) | Form::Vague) || mixed;
    if partial && t.near(i) {
        let of = usize::from(t.is(i, "of"));
        let article = t.role(i + of) == Role::Article;
        let wide = (matches!(number.form, Form::Vague) || mixed) && of == 1 || article;
        if wide {
            i += of + usize::from(article);
        }
    }
    if t.any(i, FURTHER) && t.near(i) && units::time(t, i + 1).is_some() && t.near(i + 1) {
        i += 1;
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

/// Words between a number and a unit of time: "two more years".
const FURTHER: &[&str] =
    &["more", "additional", "extra", "further", "fewer", "full", "whole", "consecutive", "straight"];

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
            if t.phrase(amount.end, &["and", "half"])
                && t.near(amount.end)
                && !t.any(amount.end + 2, &["of", "the", "a"])
            {
                amount.number.value += 0.5;
                amount.end += 2;
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
            if t.phrase(amount.end, &["and", "a", "half"]) && t.near(amount.end) && amount.number.form == Form::Words {
                amount.number.value += 0.5 * amount.number.scale;
                amount.end += 3;
                return;
            }
            let skip = usize::from(t.is(amount.end, "and"));
            let i = amount.end + skip;
            let Some(cents) = number::read(t, i, false).filter(|n| t.near(i) && n.whole().is_some_and(|n| n < 100))
            else {
                return;
            };
            if amount.number.scale != 1.0 || amount.number.value.fract() != 0.0 {
                return;
            }
            let named = currency::after(t, &cents, cents.end).filter(|(c, _)| c.minor);
            let end = named.map(|named| named.1).or_else(|| {
                // "15 dollars 50", "$20 43" at the end of a phrase
                let two = cents.digits().is_none_or(|digits| digits.count == 2) && cents.value > 0.0;
                let listed = skip == 1 && currency.stated == Stated::Symbol
                    || t.any(amount.start.wrapping_sub(1), &["between", "from", "and", "to", "or"]);
                (two && !listed && closes(t, cents.end)).then_some(cents.end)
            });
            if let Some(end) = end {
                amount.number.value += cents.value / 100.0;
                amount.end = end;
            }
        }
        Kind::Plain | Kind::Percent(_) | Kind::Money(_) => {}
    }
}

/// Whether a phrase ends before token `i`.
fn closes(t: &Tokens, i: usize) -> bool {
    !t.near(i) || [".", ",", ";", "?", "!", ")"].contains(&t.str(i))
}

/// The next part of a compound: a number with a smaller unit that goes with `last`.
fn part(t: &Tokens, amount: &Amount, last: Measure) -> Option<(f64, Measure, usize)> {
    let time = last.label == Label::Duration;
    let mut i = amount.end;
    if t.symbol(i, ',') {
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
            && (t.any(i.wrapping_sub(1), &["ft", "foot"])
                || closes(t, number.end)
                || t.any(number.end, &["tall", "high"])) =>
        {
            ((&table::INCH).into(), number.end)
        }
        None if last.is(&table::HOUR)
            && number.whole().is_some_and(|n| (1..60).contains(&n))
            && number.digits().is_none_or(|digits| digits.count == 2)
            && closes(t, number.end) =>
        {
            ((&table::MINUTE).into(), number.end) // "two hours ten"
        }
        None => return None,
    };
    let unit = if time && unit.is(&table::METER) && last.name == "hour" { (&table::MINUTE).into() } else { unit }; // 2h 30m
    let lead = t.symbol(amount.end, ',')
        && t.any(end, &["ahead", "behind", "clear", "faster", "slower", "quicker", "later", "earlier", "adrift"]);
    if lead {
        return None; // "in 2 hours 24 minutes, 11 seconds ahead of her rival"
    }
    let ratio = last.ratio(&unit);
    (ratio > 0.0 && ratio < 1.0).then_some((number.value, unit, end))
}

/// "decade", "century", "fortnight": the unit that counts them, how many of it one is, and one past the word.
pub(super) fn long(t: &Tokens, i: usize) -> Option<(&'static Unit, f64, usize)> {
    if !t.near(i) {
        return None;
    }
    if let Some(years) = told::era(t, i) {
        return Some((&table::YEAR, years, i + 1));
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
