//! The form in which a person corrects a figure's value: text fields in, a checked [`Value`] out.

use postil_engine::{Comparator, Modifier, Scalar, Sub, Value, decimal};

use super::words::number;

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueForm {
    /// A number, a range ("5 to 7"), a fraction ("2/3"), or an ISO 8601 date, time or duration.
    pub value: String,
    /// A unit in English.
    pub unit: String,
    /// An ISO 4217 code.
    pub currency: String,
    /// How the number is meant.
    pub comparator: Option<Comparator>,
    /// Which part of a date is meant.
    pub modifier: Option<Modifier>,
}

/// Which fields a label's form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields {
    /// Value, comparator and unit.
    Number,
    /// Value, comparator and currency.
    Money,
    /// An ISO value and a modifier.
    Time,
}

impl Fields {
    /// The fields for a label's name. A user's own figure label has a number.
    #[must_use]
    pub fn of(label: &str) -> Self {
        match label {
            "MONEY" => Self::Money,
            "DATE" | "TIME" | "DURATION" | "SET" => Self::Time,
            _ => Self::Number,
        }
    }
}

impl ValueForm {
    /// The form filled in.
    #[must_use]
    pub fn of(value: Option<&Value>) -> Self {
        let Some(value) = value else { return Self::default() };
        let text = match (&value.value, value.low, value.high, value.num, value.den) {
            (_, Some(low), Some(high), ..) => format!("{} to {}", number(low), number(high)),
            (_, _, _, Some(num), Some(den)) => format!("{}/{}", number(num), number(den)),
            (Some(Scalar::Number(n)), ..) => number(*n),
            (Some(Scalar::Text(text)), ..) => text.clone(),
            (None, ..) => match (&value.start, &value.end) {
                (Some(start), Some(end)) => format!("{start}/{end}"),
                _ => value.timex.clone().or_else(|| value.magnitude.map(number)).unwrap_or_default(),
            },
        };
        Self {
            value: text,
            unit: value.unit.clone().unwrap_or_default(),
            currency: value.currency.clone().unwrap_or_default(),
            comparator: value.comparator,
            modifier: value.modifier,
        }
    }

    /// The value that the fields say; `before` lends what the form does not show. An error says what to write instead.
    pub fn read(&self, fields: Fields, before: Option<&Value>) -> Result<Option<Value>, &'static str> {
        if Self::of(before) == *self {
            return Ok(before.cloned());
        }
        let text = self.value.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let mut value = match fields {
            Fields::Number | Fields::Money => numeric(text)?,
            Fields::Time => temporal(text)?,
        };
        if let Some(before) = before.filter(|before| Self::of(Some(before)).value == self.value) {
            value = before.clone();
        }
        let named = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        match fields {
            Fields::Time => value.modifier = self.modifier,
            Fields::Number => {
                let unit = named(&self.unit);
                if unit != value.unit {
                    value.ucum = None;
                }
                value.unit = unit;
                value.comparator = self.comparator;
            }
            Fields::Money => {
                let code = named(&self.currency).map(|code| code.to_ascii_uppercase());
                if code.as_ref().is_some_and(|code| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase())) {
                    return Err("Write the currency as its three-letter code, such as USD or EUR");
                }
                if code != value.currency {
                    value.stated = None;
                }
                value.currency = code;
                value.comparator = self.comparator;
            }
        }
        Ok(Some(value))
    }
}

fn numeric(text: &str) -> Result<Value, &'static str> {
    const HELP: &str = "Write a number (27,000), a range (5 to 7) or a fraction (2/3)";
    let finite = |text: &str| decimal(&text.trim().replace([',', '_', ' ', '\u{a0}'], "")).ok_or(HELP);
    if let Some((low, high)) = text.split_once(" to ").or_else(|| text.split_once('–')) {
        let (low, high) = (finite(low)?, finite(high)?);
        return if low <= high { Ok(Value::range(low, high)) } else { Err("The lower end of the range comes first") };
    }
    if let Some((num, den)) = text.split_once('/') {
        let (num, den) = (finite(num)?, finite(den)?);
        if den == 0.0 {
            return Err("A fraction needs a denominator other than 0");
        }
        let value = Some(Scalar::Number(num / den));
        return Ok(Value { sub: Some(Sub::Fraction), value, num: Some(num), den: Some(den), ..Value::default() });
    }
    finite(text).map(Value::number)
}

fn temporal(text: &str) -> Result<Value, &'static str> {
    const HELP: &str = "Write it as ISO 8601: 2024-04-04, 2022, 2023-Q2, 17:20, P18M, or start/end";
    let is_iso = |text: &str| {
        !text.is_empty()
            && text.bytes().any(|b| b.is_ascii_digit() || b == b'X')
            && text.bytes().all(|b| b.is_ascii_digit() || b"-:.+TZPXQWHYMDSUNI ".contains(&b))
    };
    if let Some((start, end)) = text.split_once('/') {
        if !is_iso(start) || !is_iso(end) {
            return Err(HELP);
        }
        let (start, end) = (Some(start.trim().to_owned()), Some(end.trim().to_owned()));
        return Ok(Value { sub: Some(Sub::Range), start, end, ..Value::default() });
    }
    if !is_iso(text) {
        return Err(HELP);
    }
    if text.starts_with('P') || text.starts_with("XXXX") {
        return Ok(Value { timex: Some(text.to_owned()), ..Value::default() });
    }
    Ok(Value { value: Some(Scalar::Text(text.to_owned())), timex: Some(text.to_owned()), ..Value::default() })
}

#[cfg(test)]
mod tests {
    use super::super::words::short;
    use super::*;

    fn form(value: &str) -> ValueForm {
        ValueForm { value: value.into(), ..ValueForm::default() }
    }

    #[test]
    fn what_people_write_becomes_a_value() {
        let cases = [
            (Fields::Number, "27,000", "27,000"),
            (Fields::Number, "5 to 7.5", "5–7.5"),
            (Fields::Number, "2/3", "2/3"),
            (Fields::Number, "-1 000", "-1,000"),
            (Fields::Time, "2022-04", "2022-04"),
            (Fields::Time, "P18M", "P18M"),
            (Fields::Time, "2017-01-01/2022-01-01", "2017-01-01 – 2022-01-01"),
        ];
        for (fields, text, wanted) in cases {
            let value = form(text).read(fields, None).unwrap().unwrap();
            assert_eq!(short(&value), wanted, "{text:?}");
            let again = ValueForm::of(Some(&value)).read(fields, Some(&value)).unwrap();
            assert_eq!(again.as_ref(), Some(&value), "the form reads back what it shows");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_help() {
        let cases = [
            (Fields::Number, "many"),
            (Fields::Number, "7 to 5"),
            (Fields::Number, "1/0"),
            (Fields::Number, "inf"),
            (Fields::Time, "yesterday"),
            (Fields::Time, "2022/"),
        ];
        for (fields, text) in cases {
            assert!(form(text).read(fields, None).is_err(), "{text:?}");
        }
        let money = ValueForm { currency: "dollars".into(), ..form("3") };
        assert!(money.read(Fields::Money, None).is_err());
    }

    #[test]
    fn fields_that_are_not_shown_survive() {
        let before = Value { ucum: Some("km".into()), unit: Some("kilometer".into()), ..Value::number(3.0) };
        let form = ValueForm { comparator: Some(Comparator::More), ..ValueForm::of(Some(&before)) };
        let after = form.read(Fields::Number, Some(&before)).unwrap().unwrap();
        assert_eq!(after, Value { comparator: Some(Comparator::More), ..before });
        assert_eq!(ValueForm::default().read(Fields::Number, Some(&after)), Ok(None));
    }
}
