//! What to say about a file that does not parse as ours: broken JSON, another tool's file, a newer version, or a
//! field that is wrong. Runs only after parsing has failed, so it may take another pass or two.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;

use super::{NativeFile, VERSION};
use crate::error::{Kind, ReadError};

/// Files of other tools, by the fields at their top level.
const OTHERS: [(&[&str], &str); 10] = [
    (&["classes", "annotations"], "a file of NER Annotator"),
    (&["@context"], "a web annotation (JSON-LD)"),
    (&["%TYPES"], "a UIMA CAS file"),
    (&["denotations"], "a PubAnnotation file"),
    (&["id", "text", "blocks", "spans"], "the output of \"postil detect\""),
    (&["text", "tokens", "spans"], "a Prodigy file"),
    (&["text", "spans"], "annotated JSON Lines"),
    (&["text", "label"], "a doccano file"),
    (&["text", "entities"], "annotated JSON Lines"),
    (&["data"], "a Label Studio task"),
];

/// The error for `text`, on which parsing failed with `error`.
pub(super) fn diagnose(text: &str, error: &serde_json::Error) -> ReadError {
    if let Some(broken) = broken(error) {
        return broken;
    }
    // The field at fault may come before what is broken, so this can still end in a syntax error.
    match Head::of(text).map(|head| head.kind()) {
        Err(error) => return broken(&error).unwrap_or_else(|| ReadError::content(".", message(&error))),
        Ok(Some(kind)) => return kind.into(),
        Ok(None) => {}
    }
    if error.classify() == Category::Syntax {
        return Kind::Trailing { line: error.line(), column: error.column() }.into();
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, NativeFile<'_>>(&mut deserializer) {
        Err(error) => ReadError::content(error.path().to_string(), message(error.inner())),
        Ok(_) => ReadError::content(".", message(error)),
    }
}

/// What to say when `error` is one of syntax; `None` for text after the end, and for what is JSON but not ours.
fn broken(error: &serde_json::Error) -> Option<ReadError> {
    let (line, column) = (error.line(), error.column());
    let message = message(error);
    let kind = match error.classify() {
        Category::Eof => Kind::CutShort { line, column },
        Category::Syntax if message.starts_with("recursion limit") => Kind::TooDeep { line, column },
        Category::Syntax if message.starts_with("trailing characters") => return None,
        Category::Syntax => Kind::Syntax { line, column, message },
        Category::Data | Category::Io => return None,
    };
    Some(kind.into())
}

/// The words of an error without the place, which our messages give in their own way.
fn message(error: &serde_json::Error) -> String {
    let all = error.to_string();
    all.rsplit_once(" at line ").map_or(all.as_str(), |(words, _)| words).replace('`', "\"")
}

/// The top level of a JSON object.
pub(super) struct Head {
    format: Option<Peek>,
    version: Option<Peek>,
    unit: Option<Peek>,
    keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Peek {
    Number(u64),
    Text(String),
    Other(IgnoredAny),
}

impl Head {
    /// Why `text` cannot be a file of ours by its first character alone. (Structs are also read from lists by serde,
    /// so this must be looked at before parsing.) Text that is no JSON is left to the parser's complaint.
    pub(super) fn not_an_object(text: &str) -> Option<Kind> {
        let what = match text.trim_start().chars().next()? {
            '[' => "a JSON list, such as Label Studio, GLiNER and spaCy use",
            '"' | '-' | '0'..='9' => "a single JSON value",
            _ => return None,
        };
        Some(Kind::Foreign { what: what.to_owned() })
    }

    /// The head of the first object in `text`.
    fn of(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::Deserializer::from_str(text).deserialize_map(HeadVisitor)
    }

    /// Why this is no file for us to read; `None` when the head is in order.
    fn kind(&self) -> Option<Kind> {
        let foreign = |what: &str| Some(Kind::Foreign { what: what.to_owned() });
        match (&self.format, &self.version, &self.unit) {
            (Some(Peek::Text(format)), Some(Peek::Number(version)), _)
                if format == "postil" && *version > u64::from(VERSION) =>
            {
                Some(Kind::Newer { version: *version })
            }
            (Some(Peek::Text(format)), _, Some(Peek::Text(unit))) if format == "postil" && unit != "code_point" => {
                Some(Kind::Unit { unit: unit.clone() })
            }
            (Some(Peek::Text(format)), ..) if format == "postil" => None,
            (Some(Peek::Text(format)), ..) => foreign(&format!("a file of format \"{format}\"")),
            (Some(Peek::Number(_) | Peek::Other(_)) | None, ..) => {
                let has = |key: &&str| self.keys.iter().any(|found| found == key);
                let other = OTHERS.iter().find(|(wanted, _)| wanted.iter().all(has));
                foreign(other.map_or("other JSON", |(_, name)| name))
            }
        }
    }
}

struct HeadVisitor;

impl<'de> Visitor<'de> for HeadVisitor {
    type Value = Head;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
        let (mut format, mut version, mut unit, mut keys) = (None, None, None, Vec::new());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => format = Some(map.next_value()?),
                "version" => version = Some(map.next_value()?),
                "offset_unit" => unit = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if keys.len() < 32 {
                keys.push(key);
            }
        }
        Ok(Head { format, version, unit, keys })
    }
}
