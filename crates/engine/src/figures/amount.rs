//! Amounts: a number joined with what stands before or behind it: a currency, a percent sign, a unit. Compound
//! amounts ("nine years and four months", "6ft 7in", "20 dollars and 43 cents") are one amount.

use super::currency::Currency;
use super::measure::Measure;
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
    Measure(Measure),
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
    pub(super) parts: Vec<(f64, Measure)>,
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
                let total = self.parts.iter().fold(self.number.value, |sum, (n, part)| sum + n * unit.ratio(part));
                if !self.parts.is_empty() {
                    value.value = Some(Scalar::Number(total));
                }
                set_unit(&mut value, unit);
            }
        }
        value
    }

    fn duration(&self, unit: Measure, value: &mut Value) {
        let Some(first) = value.as_number() else {
            value.timex = code(unit.unit).map(|(code, time)| format!("P{}X{code}", if time { "T" } else { "" }));
            set_unit(value, unit);
            return;
        };
        let parts = || {
            let all = std::iter::once((first, unit)).chain(self.parts.iter().copied());
            all.map(|(n, unit)| (n * unit.factor(), unit.unit))
        };
        value.timex = timex(parts());
        let seconds = round(parts().map(|(n, unit)| n * f64::from(unit.size)).sum());
        value.seconds = Some(seconds).filter(|seconds| seconds.is_finite());
        if self.parts.is_empty() {
            set_unit(value, unit);
        } else {
            value.value = None;
        }
    }
}

pub(super) fn set_unit(value: &mut Value, unit: Measure) {
    value.unit = Some(unit.long_name());
    value.ucum = Some(unit.code()).filter(|code| !code.is_empty());
}

/// To nine places; numbers beyond those that have places stay as they are.
fn round(n: f64) -> f64 {
    if n.abs() < 1e15 { (n * 1e9).round() / 1e9 } else { n }
}

/// The unit's letter in an ISO 8601 duration, and whether it belongs behind the T.
pub(super) fn code(unit: &Unit) -> Option<(char, bool)> {
    Some(match unit.name {
        "second" => ('S', true),
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
        if !n.is_finite() {
            return None;
        }
        if time && !in_time {
            out.push('T');
            in_time = true;
        }
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
