//! Changes as lines of text and back: a letter and a line of JSON each, in parts of limited size. A line with a point ends
//! the last part, so that a record that lost its end is seen to have.

use std::sync::Arc;

use postil_engine::Text;
use postil_formats::native::item::{self, Items};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::PART;
use super::change::Change;

/// Writes the next line; false when there is none.
pub(super) type Lines = Box<dyn FnMut(&mut Vec<u8>) -> bool>;

/// The bodies of the parts of something that is written line by line. Each takes some milliseconds at most.
pub(super) struct Parts {
    lines: Option<Lines>,
}

impl Parts {
    pub(super) fn new(lines: Lines) -> Self {
        Self { lines: Some(lines) }
    }

    /// The parts of some changes of the document of that text.
    pub(super) fn of(text: Text, changes: Vec<Change>) -> Self {
        let mut changes = changes.into_iter();
        Self::new(Box::new(move |body| match changes.next() {
            Some(change) => {
                write(&text, &change, body);
                true
            }
            None => false,
        }))
    }
}

impl Iterator for Parts {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let lines = self.lines.as_mut()?;
        let mut body = Vec::new();
        while body.len() < PART {
            if !lines(&mut body) {
                body.extend_from_slice(b".\n");
                self.lines = None;
                break;
            }
        }
        Some(body)
    }
}

/// Whether the end of a record is there, given all of its parts: a line that says that there are no more.
pub(super) fn is_whole(parts: &[String]) -> bool {
    parts.last().is_some_and(|last| last == ".\n" || last.ends_with("\n.\n"))
}

/// The lines of a part but for the one that ends the record.
pub(super) fn lines(part: &str) -> impl Iterator<Item = &str> {
    part.lines().filter(|line| *line != ".")
}

fn write(text: &Text, change: &Change, body: &mut Vec<u8>) {
    let (letter, json) = match change {
        Change::Title(title) => (b't', Some(to_json(title))),
        Change::Date(date) => (b'd', Some(to_json(date))),
        Change::NextId(id) => (b'n', Some(to_json(id))),
        Change::Annotation(_) => (b'a', None),
        Change::NoAnnotation(id) => (b'A', Some(to_json(id))),
        Change::Entity(_) => (b'e', None),
        Change::NoEntity(id) => (b'E', Some(to_json(id))),
        Change::Relation(_) => (b'r', None),
        Change::NoRelation(id) => (b'R', Some(to_json(id))),
        Change::Ignored(_) => (b'i', None),
        Change::NotIgnored(_) => (b'I', None),
    };
    body.push(letter);
    match change {
        Change::Annotation(it) => item::write_annotation(text, it, body),
        Change::Entity(it) => item::write_entity(it, body),
        Change::Relation(it) => item::write_relation(it, body),
        Change::Ignored(it) | Change::NotIgnored(it) => item::write_ignored(text, it, body),
        _ => body.extend_from_slice(json.unwrap_or_default().as_bytes()),
    }
    body.push(b'\n');
}

/// The change in a line.
///
/// # Errors
/// What is wrong with it.
pub(super) fn change(items: &mut Items, line: &str) -> Result<Change, String> {
    let (letter, json) = line.split_at_checked(1).ok_or("a line is empty")?;
    Ok(match letter {
        "t" => Change::Title(from_json(json)?),
        "d" => Change::Date(from_json(json)?),
        "n" => Change::NextId(from_json(json)?),
        "a" => Change::Annotation(Arc::new(items.annotation(json)?)),
        "A" => Change::NoAnnotation(from_json(json)?),
        "e" => Change::Entity(Arc::new(items.entity(json)?)),
        "E" => Change::NoEntity(from_json(json)?),
        "r" => Change::Relation(Arc::new(items.relation(json)?)),
        "R" => Change::NoRelation(from_json(json)?),
        "i" => Change::Ignored(items.ignored(json)?),
        "I" => Change::NotIgnored(items.ignored(json)?),
        _ => return Err(format!("\u{201c}{letter}\u{201d} is no kind of change")),
    })
}

/// A value as JSON in one line.
pub(super) fn to_json(value: &impl Serialize) -> String {
    // It cannot fail: there are no maps whose keys are no strings.
    serde_json::to_string(value).unwrap_or_default()
}

/// A value from JSON.
///
/// # Errors
/// What is wrong with it.
pub(super) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}
