//! `postil-lines`: JSON Lines, one document a line, as `postil detect` writes them. `postil-formats` has the shape.
//!
//! ```json
//! {"id":"d1","text":"Amazon grew.","blocks":[{"kind":"paragraph","start":0,"end":12}],
//!  "spans":[{"start":0,"end":6,"text":"Amazon","label":"ORG","confidence":0.97,"entity":"e1","norm":null}]}
//! ```
//! (on one line). Offsets are code points, end exclusive. What is read is suggested, since a detector wrote it.

use std::borrow::Cow;
use std::sync::Arc;

use postil_engine::{BlockKind, Status, Value};
use postil_formats::{json_words, write_line};
use serde::Deserialize;

use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::{Json, no_json, text};
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::Unit;
use crate::workers::Workers;

pub(crate) static FORMAT: Format = Format {
    id: "postil-lines",
    name: "Postil lines",
    description: "JSON Lines, one document a line, as `postil detect` writes them",
    extension: ".jsonl",
    mime: "application/jsonl",
    group: Group::Keep,
    takes_mark: false,
    units: &[Unit::CodePoint],
    says: &[Says::Overlaps, Says::Confidence, Says::Entities, Says::Values, Says::Blocks, Says::Ids],
    tokens: None,
    streams: true,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Files(read)),
    check: None,
    knows,
};

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default = "nothing")]
    id: Json<'a>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default)]
    blocks: Vec<Block>,
    #[serde(borrow, default)]
    spans: Vec<Found<'a>>,
}

fn nothing() -> Json<'static> {
    Json::Null
}

#[derive(Deserialize)]
struct Block {
    kind: BlockKind,
    start: u64,
    end: u64,
}

#[derive(Deserialize)]
struct Found<'a> {
    start: u64,
    end: u64,
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(default)]
    confidence: Option<f32>,
    #[serde(borrow, default)]
    entity: Option<Cow<'a, str>>,
    #[serde(default)]
    norm: Option<Value>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(1, 130);
    for document in job.documents {
        write_line(&mut body, &document.id, document).map_err(|error| WriteError::new(error.to_string()))?;
    }
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn read(parts: &[Part], _workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut documents = Vec::new();
    for part in parts {
        let text = text(part)?;
        let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (at, line) in lines {
            let found: Line<'_> = serde_json::from_str(line).map_err(|error| {
                if error.is_data() {
                    let why = json_words(&error.to_string());
                    let place = format!("line {}, column {}", at + 1, error.column());
                    return ReadError::at(place, format!("this is no line of `postil detect` ({why})"));
                }
                no_json(&error, at)
            })?;
            documents.push(draft(at + 1, found));
        }
    }
    Ok(Drafts { documents, ..Drafts::default() })
}

fn draft(line: usize, found: Line<'_>) -> Draft {
    let place = Spot::numbered("line", line);
    let spans = found.spans.into_iter().enumerate().map(|(at, span)| DraftSpan {
        place: place.at("spans", at),
        pieces: vec![(span.start, span.end)],
        quote: span.text.map(Cow::into_owned),
        label: span.label.into_owned(),
        status: Status::Suggested,
        confidence: span.confidence,
        entity: span.entity.map(Cow::into_owned),
        value: span.norm.map(Arc::new),
        ..DraftSpan::default()
    });
    Draft {
        id: found.id.name(),
        text: found.text.into_owned(),
        blocks: found.blocks.iter().map(|block| (block.kind, block.start, block.end)).collect(),
        spans: spans.collect(),
        ..Draft::default()
    }
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let own = || shape.lists("blocks") || peek.has_key("norm");
    shape.lists == 0 && shape.has("text") && shape.lists("spans") && own()
}
