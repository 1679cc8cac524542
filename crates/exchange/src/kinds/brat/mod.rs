//! `brat`: standoff files. A text and, beside it, what is marked in it; for the folder, the types and how they look.
//!
//! ```text
//! x.ann            T1<TAB>PERSON 0 8<TAB>Ana Ruiz           a stretch; pieces are joined by ";", their words by a space
//!                  A1<TAB>Certainty T1 High                 an attribute, without a value for yes
//!                  R1<TAB>paid Arg1:T1 Arg2:T2              a relation
//!                  N1<TAB>Reference T1 Wikidata:Q42<TAB>Ana what it is elsewhere
//!                  #1<TAB>AnnotatorNotes T1<TAB>a note
//!                  *<TAB>Equiv T1 T3                        mentions of one entity
//! annotation.conf  the types; brat opens no folder without it
//! visual.conf      their names and colours
//! ```
//!
//! Offsets are code points of the text with LF line ends, end exclusive. A type has no other characters than letters,
//! digits, `-` and `_` of ASCII; `annotation.conf` says in a comment which label it stands for. Lines end where Python thinks so, so a
//! stretch has a piece for each line. What brat has no line for stands in notes of the types `Value`, `Pieces` and `Exact`.

mod config;
mod read;
mod said;
mod text;
mod types;
mod write;

use postil_engine::{Attribute, Span};

use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::part::Part;
use crate::unit::Unit;
use crate::workers::Workers;

pub(crate) static FORMAT: Format = Format {
    id: "brat",
    name: "brat standoff",
    description: "a text and an .ann file for each document, with settings, for brat and what reads its files",
    extension: ".ann",
    mime: "text/plain",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint],
    says: &[
        Says::Overlaps,
        Says::Fragments,
        Says::Notes,
        Says::Attributes,
        Says::Relations,
        Says::Entities,
        Says::Links,
        Says::Values,
    ],
    tokens: None,
    streams: false,
    joins: Joins::Not,
    write: Some(write),
    read: Some(Read::Files(read)),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    write::write(job, &FORMAT)
}

fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    read::read(parts, workers)
}

fn knows(peek: &Peek<'_>) -> bool {
    // `T1<TAB>Type 0 5`
    let marks = || {
        let (id, rest) = peek.line().split_once('\t')?;
        let (_, rest) = rest.split_once(' ')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let start = rest.split(' ').next()?;
        Some(id.strip_prefix('T').is_some_and(digits) && digits(start))
    };
    matches!(peek.extension.as_str(), "ann" | "a1" | "a2") || marks().unwrap_or(false)
}

/// Where Python's `splitlines` ends a line, by which brat reads its files.
fn ends_line(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Text without what would end its line.
fn one_line(text: &str) -> String {
    text.chars().map(|ch| if ends_line(ch) { ' ' } else { ch }).collect()
}

/// JSON in one line, also for Python.
fn json_line(value: &impl serde::Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?;
    if !json.contains(ends_line) {
        return Ok(json);
    }
    let mut line = String::with_capacity(json.len());
    for ch in json.chars() {
        if ends_line(ch) {
            line.push_str(&format!("\\u{:04x}", u32::from(ch)));
        } else {
            line.push(ch);
        }
    }
    Ok(line)
}

/// What brat's own lines do not keep of a mark.
#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Exact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<Attribute>,
    /// The entity, where this is its only mention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
}

/// Whether a line gives the words back as they are.
fn stays(words: &str) -> bool {
    !words.is_empty() && words.trim() == words && !words.contains(ends_line)
}

/// Pieces as they are read: those that only line ends keep apart are one.
fn joined(text: &str, pieces: &[Span]) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some((_, end)) if text.get(*end..piece.start()).is_some_and(|gap| gap.chars().all(ends_line)) => {
                *end = piece.end();
            }
            _ => joined.push((piece.start(), piece.end())),
        }
    }
    joined
}

/// The type of notes that hold a figure's value as JSON.
const VALUE: &str = "Value";
/// The type of notes that say where the pieces are, where brat's line does not: `4 8;9 12`.
const PIECES: &str = "Pieces";
/// The type of notes that hold as JSON what brat's lines do not keep: line ends in a note, odd values of attributes.
const EXACT: &str = "Exact";
/// The type of notes that people write.
const NOTE: &str = "AnnotatorNotes";
/// The equivalence of mentions of one entity.
const EQUIV: &str = "Equiv";
