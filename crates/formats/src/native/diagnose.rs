//! What to say about a file that does not parse as ours: broken JSON, another tool's file, a newer version, or a
//! field that is wrong. Runs only after parsing has failed, so it may take another pass or two.

use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::VERSION;
use super::scan::{self, Field};
use crate::error::{Kind, ReadError};
use crate::json_words::json_words;

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
    if let Some(broken) = serde_json::from_str::<IgnoredAny>(text).err().as_ref().and_then(broken) {
        return broken;
    }
    if let Some(kind) = Head::of(text).kind() {
        return kind.into();
    }
    wrong(text, error)
}

/// The error for a file of our own kind, with its place.
pub(super) fn wrong(text: &str, error: &serde_json::Error) -> ReadError {
    if let Some(broken) = broken(error) {
        return broken;
    }
    if error.classify() == Category::Syntax {
        return Kind::Trailing { line: error.line(), column: error.column() }.into();
    }
    let message = error.to_string();
    let of_field = !message.starts_with("missing field");
    ReadError::content(scan::path(text, error.line(), error.column(), of_field), json_words(&message))
}

/// What to say when `error` is one of syntax; `None` for text after the end, and for what is JSON but not ours.
fn broken(error: &serde_json::Error) -> Option<ReadError> {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let kind = match error.classify() {
        Category::Eof => Kind::CutShort { line, column },
        Category::Syntax if message.starts_with("trailing characters") => return None,
        Category::Syntax => Kind::Syntax { line, column, message: json_words(&message) },
        Category::Data | Category::Io => return None,
    };
    Some(kind.into())
}

/// The top level of a JSON object.
pub(super) struct Head<'a>(Vec<Field<'a>>);

impl<'a> Head<'a> {
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
    fn of(text: &'a str) -> Self {
        Self(scan::fields(text))
    }

    /// The text of a field that is a string, or the digits of one that is a number.
    fn scalar(&self, name: &str, string: bool) -> Option<&'a str> {
        let field = self.0.iter().find(|field| field.name == name)?;
        field.scalar.filter(|(_, quoted)| *quoted == string).map(|(text, _)| text)
    }

    /// Why this is no file for us to read; `None` when the head is in order.
    fn kind(&self) -> Option<Kind> {
        let foreign = |what: &str| Some(Kind::Foreign { what: what.to_owned() });
        match self.scalar("format", true) {
            Some("postil") => {
                let version = self.scalar("version", false).and_then(|version| version.parse().ok());
                if let Some(version) = version.filter(|version| *version > u64::from(VERSION)) {
                    return Some(Kind::Newer { version });
                }
                let unit = self.scalar("offset_unit", true).filter(|unit| *unit != "code_point");
                unit.map(|unit| Kind::Unit { unit: unit.to_owned() })
            }
            Some(format) => foreign(&format!("a file of format \"{format}\"")),
            None => {
                let has = |key: &&str| self.0.iter().any(|field| field.name == *key);
                let other = OTHERS.iter().find(|(wanted, _)| wanted.iter().all(has));
                foreign(other.map_or("other JSON", |(_, name)| name))
            }
        }
    }
}
