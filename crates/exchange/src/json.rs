//! JSON of other tools: a value that borrows from the text, read without knowing its shape beforehand, so that every
//! dialect of a format is a matter of looking. Nesting is bounded by the parser, memory by the text's length.

use std::borrow::Cow;
use std::fmt;

use postil_formats::json_words;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::ReadError;
use crate::part::Part;
use crate::spot::Spot;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Whole(u64),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Json<'a> {
    /// The field of that name, where this is an object that has one.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The first of these fields that is there and not null.
    pub(crate) fn any(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().find_map(|key| self.get(key).filter(|value| **value != Self::Null))
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The text in the field of that name.
    pub(crate) fn words(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text)
    }

    /// The members of a list; none for anything else.
    pub(crate) fn list(&self) -> &[Self] {
        if let Self::List(members) = self { members } else { &[] }
    }

    pub(crate) fn fields(&self) -> &[(Cow<'a, str>, Self)] {
        if let Self::Object(fields) = self { fields } else { &[] }
    }

    /// A whole number from 0; also one with `.0`, as tables of numbers write it.
    pub(crate) fn offset(&self) -> Option<u64> {
        match *self {
            Self::Whole(n) => Some(n),
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and in the range
            Self::Number(n) if n.fract() == 0.0 && (0.0..9e15).contains(&n) => Some(n as u64),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match *self {
            #[allow(clippy::cast_precision_loss)] // JSON numbers are doubles
            Self::Whole(n) => Some(n as f64),
            Self::Number(n) => Some(n),
            _ => None,
        }
    }

    /// A name that may be written as a string or as a number.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_string()),
            Self::Whole(n) => Some(n.to_string()),
            Self::Number(n) => Some(n.to_string()),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(n))
    }

    #[allow(clippy::cast_precision_loss)] // what is below 0 is no offset, and no id that needs all its digits
    fn visit_i64<E>(self, n: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(n as f64))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(n))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_element()? {
            members.push(member);
        }
        Ok(Json::List(members))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Key(key)) = access.next_key()? {
            // What is said by offsets is not looked up in tokens, which are most of the files that have them.
            if key == "tokens" {
                access.next_value::<IgnoredAny>()?;
            } else {
                fields.push((key, access.next_value()?));
            }
        }
        Ok(Json::Object(fields))
    }
}

/// The name of a field, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Text(text) => Ok(Self(text)),
            _ => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

/// One of the things that a file lists.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Where it is: `line 3` where values stand one after the other, `[2]` in a list.
    pub(crate) place: Spot,
    pub(crate) value: Json<'a>,
}

/// The text of a file of lines or of JSON, which may have none: that is what no documents come to. One that we wrote may be
/// longer than the files that are opened otherwise.
pub(crate) fn text(part: &Part) -> Result<Cow<'_, str>, ReadError> {
    if part.bytes.trim_ascii().is_empty() {
        return Ok("".into());
    }
    if part.bytes.len() <= postil_formats::MAX_FILE_BYTES {
        return Ok(postil_formats::decode(&part.bytes)?);
    }
    std::str::from_utf8(&part.bytes).map(Cow::Borrowed).map_err(|error| {
        ReadError::at(format!("byte {}", error.valid_up_to()), "this is no UTF-8. Save the file as UTF-8")
    })
}

/// Takes the things that a text lists one after the other, whether as JSON Lines, as values over several lines, or as the
/// members of a list. A list that begins with a string is a thing itself: a pair of a text and what is in it. Linear; only
/// one thing is held at a time.
pub(crate) fn items<'a>(
    text: &'a str,
    mut take: impl FnMut(Item<'a>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    sparse(text)?;
    let members = text.trim_start().strip_prefix('[').map(str::trim_start);
    if members.is_some_and(|members| !members.starts_with('"')) {
        let mut refused = None;
        let mut parser = serde_json::Deserializer::from_str(text);
        let read = Members { take: &mut take, refused: &mut refused }.deserialize(&mut parser);
        let read = read.and_then(|()| parser.end());
        return match refused {
            Some(refused) => Err(refused),
            None => read.map_err(|error| no_json(&error, 0)),
        };
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json<'_>>();
    let (mut line, mut counted) = (1, 0);
    loop {
        let start = values.byte_offset();
        let Some(value) = values.next() else { return Ok(()) };
        let value = value.map_err(|error| no_json(&error, 0))?;
        let rest = text.get(start..).unwrap_or_default();
        let start = start + (rest.len() - rest.trim_start().len());
        line += text.get(counted..start).unwrap_or_default().bytes().filter(|&byte| byte == b'\n').count();
        counted = start;
        take(Item { place: Spot::numbered("line", line), value })?;
    }
}

/// The members of the list that is the whole text.
struct Members<'f, F> {
    take: &'f mut F,
    /// Why reading was stopped, where that was not the parser's doing.
    refused: &'f mut Option<ReadError>,
}

impl<'de, F: FnMut(Item<'de>) -> Result<(), ReadError>> DeserializeSeed<'de> for Members<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Item<'de>) -> Result<(), ReadError>> Visitor<'de> for Members<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let mut at = 0;
        while let Some(value) = access.next_element()? {
            if let Err(refused) = (self.take)(Item { place: Spot::member("", at), value }) {
                *self.refused = Some(refused);
                return Err(A::Error::custom("refused"));
            }
            at += 1;
        }
        Ok(())
    }
}

/// Shorter texts may be as dense as they like.
const DENSE_FROM: usize = 1 << 18;
/// Values in so many bytes, at most: marks of one letter on a text of its length reach 40 in 100.
const DENSEST: (usize, usize) = (42, 100);

/// Refuses lists of nothing, which would take many times the memory of the file. Linear.
fn sparse(text: &str) -> Result<(), ReadError> {
    let opens = |byte: &u8| matches!(byte, b',' | b'[' | b'{');
    let is_dense = |values: usize| values / DENSEST.0 > text.len() / DENSEST.1;
    // Most files have few even when those in strings are counted, which is quick in runs whose count fits a byte.
    let in_run = |run: &[u8]| usize::from(run.iter().map(|byte| u8::from(opens(byte))).sum::<u8>());
    if text.len() < DENSE_FROM || !is_dense(text.as_bytes().chunks(255).map(in_run).sum()) {
        return Ok(());
    }
    let (mut values, mut quoted, mut escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            byte if !quoted && opens(&byte) => values += 1,
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    if is_dense(values) {
        let words = "There are hardly any words in the file, only empty lists and numbers. Nothing was read.";
        return Err(ReadError::new(words));
    }
    Ok(())
}

/// The message for text that is not JSON, with the place; `before` lines come before those that were parsed.
pub(crate) fn no_json(error: &serde_json::Error, before: usize) -> ReadError {
    let why = json_words(&error.to_string());
    let place = format!("line {}, column {}", before + error.line(), error.column());
    ReadError::at(place, format!("this is no JSON ({why}). Mend it there, or export the file again"))
}
