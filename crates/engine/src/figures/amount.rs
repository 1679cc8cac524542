//! Amounts: a number joined with what stands before or behind it: a currency, a percent sign, a unit. Compound
//! amounts ("nine years and four months", "6ft 7in", "20 dollars and 43 cents") are one amount.

use super::currency::Currency;
use super::number::{self, Form, Number};
use super::unit_table::Unit;
use crate::label::Label;
use crate::value::{Scalar, Sub, Value};

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
    pub(super) fn new(start: usize, end: usize, number: Number, kind: Kind) -> Self {
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
pub(super) fn ratio(part: &Unit, unit: &Unit) -> f64 {
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

/// An ISO 8601 duration, largest unit first; nothing when there is no part.
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
    (out.len() > 1).then_some(out)
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
