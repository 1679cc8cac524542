//! Reads the normal forms of figures. Numbers are taken as text and read by the engine, which finds the nearest double;
//! `serde_json` would need large tables of its own for that (`float_roundtrip`).

use postil_engine::{Scalar, Value, decimal};
use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde_json::value::RawValue;

use super::record::{Words, record};

/// A figure's normal form.
pub(super) struct Figure(pub(super) Value);

record!(Figure(Value) {
    sub: may,
    value: scalar,
    low: number,
    high: number,
    num: number,
    den: number,
    magnitude: number,
    unit: may,
    ucum: may,
    currency: may,
    stated: may,
    comparator: may,
    timex: may,
    start: may,
    end: may,
    modifier as "mod": may,
    seconds: number,
    tz: may,
});

/// The double nearest to a number in the file.
pub(super) struct Number(pub(super) f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        number(json)?.map(Self).ok_or_else(|| wrong(json, "f64"))
    }
}

/// A number or a string.
pub(super) struct AnyScalar(pub(super) Scalar);

impl<'de> Deserialize<'de> for AnyScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        if let Some(number) = number(json)? {
            return Ok(Self(Scalar::Number(number)));
        }
        let text = string::<D::Error>(json).unwrap_or_else(|| Err(wrong(json, "a number or a string")))?;
        Ok(Self(Scalar::Text(text.0.into_owned())))
    }
}

/// The number that a JSON value is; `None` when it is something else.
fn number<E: Error>(json: &str) -> Result<Option<f64>, E> {
    if !json.starts_with(|ch: char| ch == '-' || ch.is_ascii_digit()) {
        return Ok(None);
    }
    decimal(json).map(Some).ok_or_else(|| E::custom("number out of range"))
}

/// The string that a JSON value is; `None` when it is something else.
fn string<E: Error>(json: &str) -> Option<Result<Words<'_>, E>> {
    json.starts_with('"').then(|| serde_json::from_str(json).map_err(E::custom))
}

/// What to say when a JSON value should be something else.
fn wrong<E: Error>(json: &str, expected: &str) -> E {
    if let Some(text) = string(json) {
        return text.map_or_else(|error| error, |text| E::invalid_type(Unexpected::Str(&text.0), &expected));
    }
    let found = match json.bytes().next() {
        Some(b'[') => Unexpected::Seq,
        Some(b'{') => Unexpected::Map,
        Some(b't' | b'f') => Unexpected::Bool(json == "true"),
        _ => Unexpected::Unit,
    };
    E::invalid_type(found, &expected)
}
