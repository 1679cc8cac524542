//! `prodigy`: JSON Lines as Prodigy's `db-in` and `db-out` have them, one task a line.
//!
//! ```json
//! {"text":"Ana paid.","meta":{"title":"News"},"tokens":[{"text":"Ana","start":0,"end":3,"id":0,"ws":true}],
//!  "spans":[{"start":0,"end":3,"token_start":0,"token_end":0,"label":"PERSON"}],"answer":"accept"}
//! ```
//! (on one line, here without the other tokens). Offsets are code points, ends exclusive, but `token_end` is the last token
//! itself. Tokens are spaCy's; a span that does not lie on them has none. What is in a rejected task is read as rejected.
//! Relations have both spans once more, in `head_span` and `child_span`, and the last token of each.

use std::collections::HashMap;

use postil_engine::{Annotation, Document, Status};
use serde::Serialize;

use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts, expect};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::{Item, Json};
use crate::loose::{Passed, span, words};
use crate::part::Part;
use crate::tokens::spacy;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    description: "JSON Lines of tasks with tokens and spans, for Prodigy's db-in",
    extension: ".prodigy.jsonl",
    mime: "application/jsonl",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint],
    says: &[Says::Overlaps, Says::Relations, Says::Origin, Says::Titles, Says::Ids],
    tokens: None,
    streams: true,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Task<'a> {
    text: &'a str,
    meta: Meta<'a>,
    tokens: Vec<Token<'a>>,
    spans: Vec<TaskSpan<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Relation<'a>>,
    answer: &'static str,
}

#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct Relation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<usize>,
    head_span: TaskSpan<'a>,
    child_span: TaskSpan<'a>,
    label: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct TaskSpan<'a> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_end: Option<usize>,
    label: &'a str,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(14, 80);
    for document in job.documents {
        serde_json::to_writer(&mut body, &task(document, job.unit))?;
        body.push(b'\n');
    }
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn task<'a>(document: &'a Document, unit: Unit) -> Task<'a> {
    let text = document.text.as_str();
    let ruler = Ruler::new(&document.text, unit);
    // Tokens of white space are kept, so that tokens and their `ws` say the whole text.
    let cut = spacy::tokens(text);
    let tokens = cut.iter().enumerate().map(|(id, token)| {
        let (start, end) = ruler.offsets(*token);
        // Between tokens is nothing or one space.
        let ws = cut.get(id + 1).map_or(text.len(), |next| next.start()) > token.end();
        Token { text: document.text.slice(*token), start, end, id, ws }
    });
    let span = |annotation: &'a Annotation| {
        let (start, end) = ruler.offsets(annotation.span);
        let first = cut.binary_search_by_key(&annotation.span.start(), |token| token.start()).ok();
        let last = cut.binary_search_by_key(&annotation.span.end(), |token| token.end()).ok();
        let (token_start, token_end) = first.zip(last).unzip();
        TaskSpan { start, end, token_start, token_end, label: &annotation.label }
    };
    let relations = document.relations.iter().filter_map(|relation| {
        let head_span = span(document.annotation(relation.from)?);
        let child_span = span(document.annotation(relation.to)?);
        // A span is named by its last token.
        let (head, child) = (head_span.token_end, child_span.token_end);
        Some(Relation { head, child, head_span, child_span, label: &relation.kind })
    });
    Task {
        text,
        meta: Meta {
            id: &document.id,
            title: &document.title,
            date: document.date.as_deref(),
            source: document.source_url.as_deref(),
        },
        tokens: tokens.collect(),
        spans: document.annotations.iter().map(|annotation| span(annotation)).collect(),
        relations: relations.collect(),
        answer: "accept",
    }
}

fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let draft = draft(item, &mut drafts.passed)?;
    drafts.documents.push(draft);
    Ok(())
}

fn draft(item: &Item<'_>, passed: &mut Passed) -> Result<Draft, ReadError> {
    let value = &item.value;
    let Some(text) = value.words("text") else {
        return Err(ReadError::at(&item.place, "the task has no \"text\"; only tasks on texts can be read"));
    };
    let status = match value.words("answer") {
        Some("reject") => Status::Rejected,
        Some("ignore") => Status::Suggested,
        _ => Status::Accepted,
    };
    let mut spans: Vec<DraftSpan> = Vec::new();
    let mut last = Vec::new();
    let entries = value.get("spans").map(Json::list).unwrap_or_default();
    expect(&mut spans, entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let place = || item.place.at("spans", at);
        match span(entry, place, status) {
            Some(span) => {
                spans.push(DraftSpan { id: key(entry), ..span });
                last.push(entry.get("token_end").and_then(Json::offset));
            }
            None => passed.no_span(place),
        }
    }
    let by_last: HashMap<u64, usize> = last.into_iter().zip(0..).filter_map(|(last, at)| Some((last?, at))).collect();
    let mut relations = Vec::new();
    for (at, entry) in value.get("relations").map(Json::list).unwrap_or_default().iter().enumerate() {
        let place = || item.place.at("relations", at);
        // The span itself, or the last token of one.
        let end = |span, token| {
            let by_token = || spans.get(*by_last.get(&entry.get(token)?.offset()?)?)?.id.clone();
            entry.get(span).and_then(key).or_else(by_token)
        };
        match (end("head_span", "head"), end("child_span", "child"), words(entry, "label")) {
            (Some(from), Some(to), Some(kind)) => relations.push(DraftRelation { place: place(), kind, from, to }),
            _ => passed.add("relations between tokens without a span were passed over", place),
        }
    }
    for other in ["accept", "label"] {
        if value.any(&[other]).is_some() {
            passed.add("choices for whole texts were passed over", || item.place.field(other));
        }
    }
    let meta = value.get("meta").unwrap_or(&Json::Null);
    Ok(Draft {
        id: meta.get("id").and_then(Json::name),
        title: words(meta, "title"),
        date: words(meta, "date"),
        source_url: words(meta, "source"),
        text: text.to_owned(),
        spans,
        relations,
        ..Draft::default()
    })
}

/// What relations name a span by: where it is and its label.
fn key(entry: &Json<'_>) -> Option<String> {
    let (start, end) = (entry.get("start")?.offset()?, entry.get("end")?.offset()?);
    Some(format!("{start}-{end} {}", entry.words("label").unwrap_or_default()))
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let own = shape.has_any(&["_task_hash", "_input_hash", "_view_id"])
        || (shape.has("answer") && peek.has_key("spans"))
        || (shape.lists("spans") && (shape.lists("tokens") || peek.has_key("token_start")));
    shape.lists < 2 && !shape.is_pair && shape.has("text") && own
}
