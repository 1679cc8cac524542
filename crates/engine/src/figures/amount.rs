//! Amounts: a number joined with what stands before or behind it: a currency, a percent sign, a unit. Compound
//! amounts ("nine years and four months", "6ft 7in", "20 dollars and 43 cents") are one amount.

use super::currency::{self, Currency};
use super::number::{self, Form, Number};
use super::tokens::Tokens;
use super::unit_table::{self as table, Unit};
use super::units;
use super::words::Role;
use crate::label::Label;
use crate::value::{Scalar, Sub, Value};

/// The most parts of a compound.
const PARTS: usize = 6;

/// What an amount is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Nothing said: a count.
    Plain,
    Money(Currency),
    /// `%`, `pp` or `bp`.
    Percent(&'static str),
    Measure(&'static Unit),
}

/// A number with what it is of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) number: Number,
    pub(super) kind: Kind,
    /// Further parts of a compound, each in its unit.
    pub(super) parts: Vec<(f64, &'static Unit)>,
}

impl Amount {
    fn new(start: usize, end: usize, number: Number, kind: Kind) -> Self {
        Self { start, end, number, kind, parts: Vec::new() }
    }

    pub(super) fn label(&self) -> Label {
        match self.kind {
            Kind::Plain => Label::Cardinal,
            Kind::Money(_) => Label::Money,
            Kind::Percent(_) => Label::Percent,
            Kind::Measure(unit) => unit.label,
        }
    }

    /// The amount's number in its currency or first unit.
    pub(super) fn value(&self) -> f64 {
        let value = self.number.value;
        match self.kind {
            Kind::Money(Currency { minor: true, .. }) => number::scaled(value, 0.01),
            _ => value,
        }
    }

    /// Its normal form.
    pub(super) fn normal(&self) -> Value {
        let mut value = self.number.normal();
        if self.kind != Kind::Plain
            && let Form::Fraction(..) = self.number.form
        {
            value = Value::number(self.number.value);
        }
        if let Some(Scalar::Number(n)) = &mut value.value {
            *n = self.value();
        }
        match self.kind {
            Kind::Plain => {}
            Kind::Money(currency) => {
                value.currency = Some(currency.code.to_owned());
                value.stated = Some(currency.stated);
            }
            Kind::Percent(unit) => value.unit = Some(unit.to_owned()),
            Kind::Measure(unit) if unit.label == Label::Duration => self.duration(unit, &mut value),
            Kind::Measure(unit) => {
                let total = self.parts.iter().fold(self.number.value, |sum, (n, part)| sum + n * ratio(part, unit));
                if !self.parts.is_empty() {
                    value.value = Some(Scalar::Number(total));
                }
                set_unit(&mut value, unit);
            }
        }
        value
    }

    fn duration(&self, unit: &'static Unit, value: &mut Value) {
        let Some(first) = value.as_number() else {
            value.timex = code(unit).map(|(code, time)| format!("P{}X{code}", if time { "T" } else { "" }));
            set_unit(value, unit);
            return;
        };
        let parts = || std::iter::once((first, unit)).chain(self.parts.iter().copied());
        value.timex = timex(parts());
        value.seconds = Some(round(parts().map(|(n, unit)| n * seconds(unit)).sum()));
        if self.parts.is_empty() {
            set_unit(value, unit);
        } else {
            value.value = None;
        }
    }
}

pub(super) fn set_unit(value: &mut Value, unit: &'static Unit) {
    value.unit = Some(unit.name.to_owned());
    value.ucum = (!unit.ucum.is_empty()).then(|| unit.ucum.to_owned());
}

fn round(n: f64) -> f64 {
    (n * 1e6).round() / 1e6
}

/// How many of `unit` one `part` is, for the compounds that people write.
fn ratio(part: &Unit, unit: &Unit) -> f64 {
    match (unit.name, part.name) {
        ("foot", "inch") => 1.0 / 12.0,
        ("stone", "pound") => 1.0 / 14.0,
        ("pound", "ounce") => 1.0 / 16.0,
        ("kilometer", "meter") | ("meter", "millimeter") | ("kilogram", "gram") => 1e-3,
        ("meter", "centimeter") => 1e-2,
        ("yard", "foot") => 1.0 / 3.0,
        ("yard", "inch") => 1.0 / 36.0,
        _ => 0.0,
    }
}

/// Seconds in a unit of time; months count 30 days and years 365.
pub(super) fn seconds(unit: &Unit) -> f64 {
    match unit.name {
        "millisecond" => 1e-3,
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        "month" => 2_592_000.0,
        "year" => 31_536_000.0,
        _ => 0.0,
    }
}

/// The unit's letter in an ISO 8601 duration, and whether it belongs behind the T.
pub(super) fn code(unit: &Unit) -> Option<(char, bool)> {
    Some(match unit.name {
        "second" | "millisecond" => ('S', true),
        "minute" => ('M', true),
        "hour" => ('H', true),
        "day" => ('D', false),
        "week" => ('W', false),
        "month" => ('M', false),
        "year" => ('Y', false),
        _ => return None,
    })
}

/// An ISO 8601 duration, largest unit first.
pub(super) fn timex(parts: impl Iterator<Item = (f64, &'static Unit)>) -> Option<String> {
    let mut out = String::from("P");
    let mut in_time = false;
    for (n, unit) in parts {
        let (letter, time) = code(unit)?;
        if time && !in_time {
            out.push('T');
            in_time = true;
        }
        let n = if unit.name == "millisecond" { n / 1e3 } else { n };
        out.push_str(&format!("{}{letter}", round(n)));
    }
    Some(out)
}

/// The amount that starts at token `i`. `money` says that it ends a range of money.
pub(super) fn read(t: &Tokens, i: usize, money: bool) -> Option<Amount> {
    if let Some((currency, next)) = currency::before(t, i) {
        let number = number::read(t, next, true)?;
        let mut amount = Amount::new(i, number.end, number, Kind::Money(currency));
        if currency.stated == crate::value::Stated::Symbol
            && let Some((named, end)) = currency::after(t, &number, number.end)
                .filter(|(c, _)| !c.minor && c.stated != crate::value::Stated::Symbol)
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
        return Some(Amount::new(i, number.end, number, Kind::Measure(&table::MAGNITUDE)));
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
        .or_else(|| long(t, i + 1).map(|(unit, _, end)| (Kind::Measure(unit), end)))?;
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
        (None, Some((unit, factor, end))) => (Kind::Measure(unit), end, factor),
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
fn part(t: &Tokens, amount: &Amount, last: &'static Unit) -> Option<(f64, &'static Unit, usize)> {
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
            (&table::INCH, number.end)
        }
        None => return None,
    };
    let unit = if time && *unit == table::METER && last.name == "hour" { &table::MINUTE } else { unit }; // 2h 30m
    let fits =
        if time { unit.label == Label::Duration && seconds(unit) < seconds(last) } else { ratio(unit, last) > 0.0 };
    fits.then_some((number.value, unit, end))
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

/// A range of two amounts of one kind.
pub(super) fn range(low: &Amount, high: &Amount) -> Value {
    let mut value =
        Value { value: None, sub: Some(Sub::Range), low: Some(low.value()), high: Some(high.value()), ..high.normal() };
    value.timex = None;
    value.seconds = None;
    value.num = None;
    value.den = None;
    value
}
