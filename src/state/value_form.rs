//! The form in which a person corrects a figure's value: text fields in, a checked [`Value`] out.

use postil_engine::{Comparator, Modifier, Options, Scalar, Sub, Value, decimal, detect, is_currency};

use super::day_words::{self, duration};
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
    /// A number with a unit of time, or an ISO duration, and comparator.
    Duration,
    /// An ISO value and a modifier.
    Time,
}

impl Fields {
    /// The fields for a label's name. A user's own figure label has a number.
    #[must_use]
    pub fn of(label: &str) -> Self {
        match label {
            "MONEY" => Self::Money,
            "DURATION" => Self::Duration,
            "DATE" | "TIME" | "SET" => Self::Time,
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
            Fields::Duration => lasting(text, &self.unit)?,
            Fields::Time => temporal(text)?,
        };
        let shown = Self::of(before);
        let same_unit = fields != Fields::Duration || shown.unit == self.unit;
        if let Some(before) = before.filter(|_| same_unit && shown.value == self.value) {
            value = before.clone();
        }
        let named = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        match fields {
            // "late 2022" brings its own, unless another was chosen.
            Fields::Time if self.modifier == shown.modifier && shown.value != self.value => {
                value.modifier = value.modifier.or(self.modifier);
            }
            Fields::Time => value.modifier = self.modifier,
            Fields::Duration => value.comparator = self.comparator,
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
                let was = before.and_then(|before| before.currency.as_ref());
                if code.as_ref() != was && code.as_ref().is_some_and(|code| !is_currency(code)) {
                    return Err("There is no currency of that code: look for its three letters, such as USD or EUR");
                }
                value.stated = before.and_then(|before| before.stated).filter(|_| code.as_ref() == was);
                value.currency = code;
                value.comparator = self.comparator;
            }
        }
        Ok(Some(value))
    }
}

fn numeric(text: &str) -> Result<Value, &'static str> {
    const HELP: &str = "Write a number (27,000 or 3.6 billion), a range (5 to 7) or a fraction (2/3)";
    let plain = |text: &str| decimal(&text.trim().replace([',', '_', ' ', '\u{a0}'], ""));
    if let Some((low, high)) = text.split_once(" to ").or_else(|| text.split_once('–')) {
        // "5 to 7 million" is five million to seven.
        let read = || read_as_text(text).and_then(|value| value.low.zip(value.high));
        let (low, high) = plain(low).zip(plain(high)).or_else(read).ok_or(HELP)?;
        return if low <= high { Ok(Value::range(low, high)) } else { Err("The lower end of the range comes first") };
    }
    if let Some((num, den)) = text.split_once('/') {
        let (num, den) = (plain(num).ok_or(HELP)?, plain(den).ok_or(HELP)?);
        if den == 0.0 {
            return Err("A fraction needs a denominator other than 0");
        }
        let value = Some(Scalar::Number(num / den));
        return Ok(Value { sub: Some(Sub::Fraction), value, num: Some(num), den: Some(den), ..Value::default() });
    }
    plain(text).or_else(|| read_as_text(text)?.as_number()).map(Value::number).ok_or(HELP)
}

/// The value of a figure that is the whole text, as an article would write it: "3.6 billion", "two dozen".
fn read_as_text(text: &str) -> Option<Value> {
    let found = detect(text, &Options::default()).spans.into_iter().next()?;
    found.value.filter(|_| found.span.len() == text.trim().len())
}

fn lasting(text: &str, unit: &str) -> Result<Value, &'static str> {
    const HELP: &str = "Write a number with its unit beside it, words (two years and three months) or ISO 8601 (P2Y3M)";
    const UNIT: &str = "Write the unit of time: second, minute, hour, day, week, month or year";
    if duration(text, &number).is_some() {
        return Ok(Value { timex: Some(text.to_owned()), ..Value::default() });
    }
    if let Some(value) = read_as_text(text).filter(|value| value.timex.as_ref().is_some_and(|it| it.starts_with('P'))) {
        return Ok(value);
    }
    let amount = numeric(text).map_err(|_| HELP)?;
    let unit = unit.trim().to_ascii_lowercase();
    let unit = unit.strip_suffix('s').unwrap_or(&unit);
    // The detector knows the units, their codes and lengths.
    let of = |n: f64| {
        let value = read_as_text(&format!("{n} {unit}s")).filter(|_| !unit.is_empty());
        value.filter(|value| value.seconds.is_some())
    };
    match (amount.low, amount.high, amount.as_number()) {
        (Some(low), Some(high), _) => {
            let unit = of(high.max(2.0)).ok_or(UNIT)?;
            Ok(Value {
                low: Some(low),
                high: Some(high),
                sub: amount.sub,
                unit: unit.unit,
                ucum: unit.ucum,
                ..Value::default()
            })
        }
        (.., Some(n)) if n >= 0.0 => of(n).ok_or(UNIT),
        _ => Err(HELP),
    }
}

fn temporal(text: &str) -> Result<Value, &'static str> {
    const HELP: &str = "Write a date or time as 2024-04-04, 4 April 2024, 2022, 2023-Q2, 17:20, P1W, or start/end";
    let is_day = |text: &str| text.len() >= 4 && day_words::day(text).is_some();
    let exists = |text: &str| {
        let day = text.get(..10).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
        day.is_none_or(|day| Options::dated(Some(day)).ref_date.is_some())
    };
    if !text.split('/').all(|part| exists(part.trim())) {
        return Err("There is no such day in the calendar");
    }
    if let Some((start, end)) = text.split_once('/') {
        if !is_day(start.trim()) || !is_day(end.trim()) {
            return Err(HELP);
        }
        let (start, end) = (Some(start.trim().to_owned()), Some(end.trim().to_owned()));
        return Ok(Value { sub: Some(Sub::Range), start, end, ..Value::default() });
    }
    if duration(text, &number).is_some() {
        return Ok(Value { sub: Some(Sub::Set), timex: Some(text.to_owned()), ..Value::default() });
    }
    if !is_day(text) {
        // "yesterday" is a day for the article only.
        let is_settled = |timex: &String| !timex.starts_with("XXXX");
        let settled = |value: &Value| value.sub == Some(Sub::Set) || value.timex.as_ref().is_some_and(is_settled);
        return read_as_text(text).filter(settled).ok_or(HELP);
    }
    let sub = match (text.contains('T'), text.contains(':')) {
        (true, true) if text.len() > 8 => Sub::Datetime,
        (_, true) => Sub::Time,
        _ => Sub::Date,
    };
    let settled = !text.starts_with("XXXX");
    let value = settled.then(|| Scalar::Text(text.to_owned()));
    Ok(Value { sub: Some(sub), value, timex: Some(text.to_owned()), ..Value::default() })
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
            (Fields::Number, "3.6 billion", "3,600,000,000"),
            (Fields::Number, "two dozen", "24"),
            (Fields::Number, "5 to 7 million", "5,000,000–7,000,000"),
            (Fields::Time, "P18M", "P18M"),
            (Fields::Time, "4 April 2024", "2024-04-04"),
            (Fields::Time, "late 2022", "2022, end"),
            (Fields::Time, "second quarter of 2023", "2023-Q2"),
            (Fields::Time, "5:20pm", "17:20"),
            (Fields::Time, "every two weeks", "P2W"),
            (Fields::Time, "XXXX-WXX-4", ""),
            (Fields::Duration, "P18M", "P18M"),
            (Fields::Duration, "18 months", "18 months"),
            (Fields::Duration, "two years and three months", "P2Y3M"),
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
            (Fields::Time, "2023-02-30"),
            (Fields::Time, "2022-13"),
            (Fields::Duration, "18"),
            (Fields::Duration, "18 apples"),
        ];
        for (fields, text) in cases {
            assert!(form(text).read(fields, None).is_err(), "{text:?}");
        }
        let money = ValueForm { currency: "dollars".into(), ..form("3") };
        assert!(money.read(Fields::Money, None).is_err());
    }

    #[test]
    fn a_duration_keeps_number_unit_and_code_in_step() {
        let before = lasting("18 months", "").unwrap();
        let form = ValueForm { value: "20".into(), ..ValueForm::of(Some(&before)) };
        let after = form.read(Fields::Duration, Some(&before)).unwrap().unwrap();
        assert_eq!((after.timex.as_deref(), after.unit.as_deref()), (Some("P20M"), Some("month")));
        let form = ValueForm { unit: "weeks".into(), ..ValueForm::of(Some(&after)) };
        let after = form.read(Fields::Duration, Some(&after)).unwrap().unwrap();
        assert_eq!((after.timex.as_deref(), after.seconds), (Some("P20W"), Some(20.0 * 7.0 * 86_400.0)));
        let form = ValueForm { comparator: Some(Comparator::AtLeast), ..ValueForm::of(Some(&after)) };
        let more = form.read(Fields::Duration, Some(&after)).unwrap().unwrap();
        assert_eq!(more, Value { comparator: Some(Comparator::AtLeast), ..after });
    }

    #[test]
    fn a_currency_has_to_exist_when_it_is_changed() {
        let old = Value { currency: Some("XYZ".into()), ..Value::number(3.0) };
        let form = ValueForm { value: "4".into(), ..ValueForm::of(Some(&old)) };
        assert_eq!(form.read(Fields::Money, Some(&old)).unwrap().unwrap().currency.as_deref(), Some("XYZ"));
        for (code, fits) in [("aud", true), ("DEM", true), ("", true), ("ABC", false), ("dollars", false)] {
            let form = ValueForm { currency: code.into(), ..ValueForm::of(Some(&old)) };
            assert_eq!(form.read(Fields::Money, Some(&old)).is_ok(), fits, "{code}");
        }
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
