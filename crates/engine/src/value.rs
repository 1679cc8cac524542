//! The normal form of a figure: what the words say, as data. One flat record, since files, forms and scorers
//! read it so; fields that do not apply are left out of the file.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A figure's normal form. Numbers are as written (14% is 14); dates are ISO 8601 at the stated precision,
/// with TIMEX3 for what ISO cannot say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// Sub-type, where the label alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<Sub>,
    /// The number, or the date or time as an ISO 8601 string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
    /// Lower end of a range of numbers, inclusive.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub low: Option<f64>,
    /// Upper end of a range of numbers, inclusive.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub high: Option<f64>,
    /// Numerator of a fraction.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub num: Option<f64>,
    /// Denominator of a fraction.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub den: Option<f64>,
    /// Order of magnitude of a vague number: 1000 for "several thousand", 100 for "a few hundred".
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub magnitude: Option<f64>,
    /// Unit in singular English, US spelling: `kilometer per hour`, `%`, `pp`, `year`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit's UCUM code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ucum: Option<String>,
    /// ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// How the currency was stated; `symbol` means that a bare `$` or `£` was read by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<Stated>,
    /// What the words around say of the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// TIMEX3 value: `2023-Q2`, `XXXX-WXX-4`, `P18M`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timex: Option<String>,
    /// First moment of a date or date range, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Moment after the last of a date or date range, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// TIMEX3 modifier: late 2022 is `2022` with `END`.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
    /// Length of a duration in seconds; months count 30 days and years 365.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_opt")]
    pub seconds: Option<f64>,
    /// Time zone as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tz: Option<String>,
}

/// A number or a string.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Scalar {
    /// A number.
    Number(f64),
    /// An ISO 8601 date or time.
    Text(String),
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(n) => number(*n, serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

// By hand, since serde's own reading of untagged enums would copy the value first, and weigh more.
impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrText;

        impl Visitor<'_> for NumberOrText {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a string")
            }

            fn visit_f64<E>(self, n: f64) -> Result<Scalar, E> {
                Ok(Scalar::Number(n))
            }

            #[allow(clippy::cast_precision_loss)] // JSON numbers are doubles
            fn visit_i64<E>(self, n: i64) -> Result<Scalar, E> {
                Ok(Scalar::Number(n as f64))
            }

            #[allow(clippy::cast_precision_loss)] // JSON numbers are doubles
            fn visit_u64<E>(self, n: u64) -> Result<Scalar, E> {
                Ok(Scalar::Number(n as f64))
            }

            fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(NumberOrText)
    }
}

/// Whole numbers are written without a fraction: 27000, not 27000.0.
fn number<S: Serializer>(n: f64, serializer: S) -> Result<S::Ok, S::Error> {
    #[allow(clippy::cast_possible_truncation)] // guarded: every whole number below 2^53 fits
    if n.fract() == 0.0 && n.abs() < 9_007_199_254_740_992.0 {
        serializer.serialize_i64(n as i64)
    } else {
        serializer.serialize_f64(n)
    }
}

fn number_opt<S: Serializer>(n: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match n {
        Some(n) => number(*n, serializer),
        None => serializer.serialize_none(),
    }
}

/// Sub-types of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sub {
    /// Two ends.
    Range,
    /// "two-thirds", "a quarter", "one in five".
    Fraction,
    /// "twice", "threefold".
    Multiple,
    /// "several thousand", "dozens".
    Vague,
    /// A calendar date of any precision.
    Date,
    /// A day with a time.
    Datetime,
    /// A range whose ends have times.
    DatetimeRange,
    /// A clock time.
    Time,
    /// A recurrence.
    Set,
    /// A date that only the publication date can settle.
    Relative,
}

/// How a currency was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Stated {
    /// "USD 5".
    Code,
    /// "$5": the currency is assumed where several share the sign.
    Symbol,
    /// "5 dollars".
    Name,
    /// Taken from what the document says elsewhere.
    Context,
}

/// What the words around a number say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Comparator {
    /// more than
    #[serde(rename = ">")]
    More,
    /// at least
    #[serde(rename = ">=")]
    AtLeast,
    /// less than
    #[serde(rename = "<")]
    Less,
    /// at most, up to
    #[serde(rename = "<=")]
    AtMost,
    /// about, nearly
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// All, in the order a form shows them.
    pub const ALL: [Self; 5] = [Self::More, Self::AtLeast, Self::Less, Self::AtMost, Self::About];

    /// The sign in files.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::About => "~",
        }
    }

    /// The comparator of that sign.
    #[must_use]
    pub fn from_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|comparator| comparator.sign() == sign)
    }
}

/// TIMEX3 modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)] // TIMEX3's own names
pub enum Modifier {
    Start,
    Mid,
    End,
    Before,
    After,
    Since,
    Until,
    Approx,
    /// The fiscal year or quarter of that name.
    Fiscal,
}

impl Modifier {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::Since => "SINCE",
            Self::Until => "UNTIL",
            Self::Approx => "APPROX",
            Self::Fiscal => "FISCAL",
        }
    }
}

impl Value {
    /// A plain number.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self { value: Some(Scalar::Number(value)), ..Self::default() }
    }

    /// A range of numbers, both ends inclusive.
    #[must_use]
    pub fn range(low: f64, high: f64) -> Self {
        Self { sub: Some(Sub::Range), low: Some(low), high: Some(high), ..Self::default() }
    }

    /// The single number, if the value is one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self.value {
            Some(Scalar::Number(n)) => Some(n),
            _ => None,
        }
    }

    /// The single ISO string, if the value is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Some(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }
}
