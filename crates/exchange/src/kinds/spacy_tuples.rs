//! `spacy-json`: spaCy's training tuples as JSON, a list of pairs of a text and what is in it.
//!
//! ```json
//! [["Ana Ruiz paid Nortek.", {"entities": [[0, 8, "PERSON"], [14, 20, "ORG"]]}]]
//! ```
//!
//! Offsets are code points (Python strings), end exclusive. spaCy refuses entities that share text, so documents that
//! have such annotations get all of them under `spans`, in the group `sc` that its span categoriser reads. Read are also
//! pairs a line, objects with `text` and `entities`, `ents` or `spans` (`Doc.to_json`), and spans as objects.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use postil_engine::{Document, Status};
use serde::Serialize;

use crate::draft::{Draft, DraftSpan, Drafts, expect};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::{Joins, LIST};
use crate::json::{Item, Json};
use crate::loose::{Passed, span, words};
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "spacy-json",
    name: "spaCy tuples",
    description: "JSON list of texts with entities, for spaCy's training scripts",
    extension: ".spacy.json",
    mime: "application/json",
    group: Group::Train,
    takes_mark: false,
    units: &[Unit::CodePoint],
    says: &[Says::Overlaps],
    tokens: None,
    streams: false,
    joins: Joins::Lists(LIST),
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

/// Start, end, label.
type Entity<'a> = (u64, u64, Cow<'a, str>);

#[derive(Serialize, Default)]
struct Found<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<Entity<'a>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    spans: BTreeMap<&'static str, Vec<Entity<'a>>>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(1, 40);
    body.push(b'[');
    for (at, document) in job.documents.iter().enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut body, &(document.text.as_str(), found(document, job.unit)))?;
    }
    body.extend_from_slice(b"\n]\n");
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn found(document: &Document, unit: Unit) -> Found<'_> {
    let all = entities(document, unit);
    if all.is_sorted_by(|(_, end, _), (start, ..)| end <= start) {
        Found { entities: Some(all), ..Found::default() }
    } else {
        Found { spans: BTreeMap::from([("sc", all)]), ..Found::default() }
    }
}

/// The document's annotations as triples.
pub(crate) fn entities(document: &Document, unit: Unit) -> Vec<Entity<'_>> {
    let ruler = Ruler::new(&document.text, unit);
    let entities = document.annotations.iter().map(|annotation| {
        let (start, end) = ruler.offsets(annotation.span);
        (start as u64, end as u64, Cow::from(&*annotation.label))
    });
    entities.collect()
}

fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let Some(draft) = draft(&item.value, &item.place, &mut drafts.passed) else {
        let what = "here should be a text with its entities: [\"text\", {\"entities\": [[0, 4, \"LABEL\"]]}]";
        return Err(ReadError::at(&item.place, what));
    };
    drafts.documents.push(draft);
    Ok(())
}

/// The document that a pair or an object says; `None` when it is none.
pub(crate) fn draft(value: &Json<'_>, place: &Spot, passed: &mut Passed) -> Option<Draft> {
    let (text, found, prefix) = match value.list() {
        [text, found, ..] => (text.text()?, found, "[1]."),
        _ => (value.any(&["text", "content"])?.text()?, value, ""),
    };
    let (item, place) = (place, if prefix.is_empty() { place.clone() } else { place.within("[1]") });
    let mut spans = Vec::new();
    for key in ["entities", "ents", "spans"] {
        match found.get(key) {
            Some(Json::Object(groups)) => {
                for (group, list) in groups {
                    let path: Arc<str> = format!("{prefix}{key}.{group}").into();
                    add(list, |at| item.within(Arc::clone(&path)).at("", at), &mut spans, passed);
                }
            }
            Some(list @ Json::List(_)) => add(list, |at| place.at(key, at), &mut spans, passed),
            Some(Json::Null) | None => {}
            Some(_) => return None,
        }
    }
    for (key, what) in [("cats", "categories of whole texts were passed over"), ("links", "links were passed over")] {
        if found.get(key).is_some_and(|it| !it.fields().is_empty()) {
            passed.add(what, || place.field(key));
        }
    }
    Some(Draft { title: words(value, "title"), text: text.to_owned(), spans, ..Draft::default() })
}

fn add(list: &Json<'_>, place: impl Fn(usize) -> Spot, spans: &mut Vec<DraftSpan>, passed: &mut Passed) {
    expect(spans, list.list().len());
    for (at, entry) in list.list().iter().enumerate() {
        let place = || place(at);
        match span(entry, place, Status::Accepted) {
            Some(span) => spans.push(span),
            None if entry.text().is_some() => passed.add("tags of single tokens were passed over", place),
            None => passed.no_span(place),
        }
    }
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let has = shape.has_any(&["entities", "ents", "spans"]);
    let is_object = shape.lists < 2 && shape.has_any(&["text", "content"]);
    has && !shape.has_any(&["tokenized_text", "ner_tags"]) && (shape.is_pair || is_object)
}
