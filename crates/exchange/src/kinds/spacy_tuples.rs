//! `spacy-json`: spaCy's training tuples as JSON, a list of pairs of a text and what is in it.
//!
//! ```json
//! [["Ana Ruiz paid Nortek.", {"entities": [[0, 8, "PERSON"], [14, 20, "ORG"]]}]]
//! ```
//!
//! Offsets are code points (Python strings), end exclusive. spaCy refuses entities that share text, so documents that
//! have such annotations get all of them under `spans`, in the group `sc` that its span categoriser reads.

use std::borrow::Cow;
use std::collections::BTreeMap;

use postil_engine::{Document, Status};
use serde::{Deserialize, Serialize};

use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Job, Says};
use crate::import::Peek;
use crate::part::Part;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "spacy-json",
    name: "spaCy tuples",
    description: "JSON list of texts with entities, for spaCy's training scripts",
    extension: ".spacy.json",
    mime: "application/json",
    units: &[Unit::CodePoint],
    says: &[Says::Overlaps],
    tokens: None,
    joins: false,
    write: Some(write),
    read: Some(read),
    check: None,
    knows,
};

/// Start, end, label, and what it is elsewhere where spaCy has that.
type Entity<'a> = (u64, u64, Cow<'a, str>);

#[derive(Serialize, Deserialize, Default)]
struct Found<'a> {
    #[serde(default, borrow, skip_serializing_if = "Vec::is_empty")]
    entities: Vec<Entity<'a>>,
    #[serde(default, borrow, skip_serializing_if = "BTreeMap::is_empty")]
    spans: BTreeMap<Cow<'a, str>, Vec<Entity<'a>>>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = vec![b'['];
    for (at, document) in job.documents.iter().enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut body, &(document.text.as_str(), found(document, job.unit)))?;
    }
    body.extend_from_slice(b"\n]\n");
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn found(document: &Document, unit: Unit) -> Found<'_> {
    let ruler = Ruler::new(&document.text, unit);
    let all = document.annotations.iter().map(|annotation| {
        let (start, end) = ruler.offsets(annotation.span);
        (start as u64, end as u64, Cow::from(&*annotation.label))
    });
    let all: Vec<_> = all.collect();
    if all.is_sorted_by(|(_, end, _), (start, ..)| end <= start) {
        Found { entities: all, ..Found::default() }
    } else {
        Found { spans: BTreeMap::from([("sc".into(), all)]), ..Found::default() }
    }
}

fn read(parts: &[Part]) -> Result<Drafts, ReadError> {
    let mut documents = Vec::new();
    for part in parts {
        let text = postil_formats::decode(&part.bytes)?;
        let pairs: Vec<(Cow<'_, str>, Found<'_>)> = serde_json::from_str(&text)
            .map_err(|error| ReadError::new(format!("These are no spaCy tuples: {error}.")))?;
        documents.extend(pairs.into_iter().enumerate().map(|(at, (text, found))| draft(at, &text, found)));
    }
    Ok(Drafts { documents, ..Drafts::default() })
}

fn draft(at: usize, text: &str, found: Found<'_>) -> Draft {
    let groups = found.spans.into_iter().map(|(key, spans)| (format!("spans.{key}"), spans));
    let groups = [("entities".to_owned(), found.entities)].into_iter().chain(groups);
    let spans = groups.flat_map(|(key, spans)| {
        spans.into_iter().enumerate().map(move |(nth, (start, end, label))| DraftSpan {
            place: format!("[{at}][1].{key}[{nth}]"),
            pieces: vec![(start, end)],
            label: label.into_owned(),
            status: Status::Accepted,
            ..DraftSpan::default()
        })
    });
    Draft { text: text.to_owned(), spans: spans.collect(), ..Draft::default() }
}

fn knows(peek: &Peek<'_>) -> bool {
    let mut start = peek.text.chars().filter(|ch| !ch.is_whitespace());
    start.next() == Some('[')
        && start.next() == Some('[')
        && start.next() == Some('"')
        && (Peek::has_key(peek.text, "entities") || Peek::has_key(peek.text, "spans"))
}
