//! `postil-lines`: JSON Lines, one document a line, as `postil detect` writes them.
//!
//! ```text
//! {"id":"d1","text":"...","blocks":[{"kind":"headline","start":0,"end":9}],
//!  "spans":[{"start":0,"end":6,"text":"Amazon","label":"ORG","confidence":0.97,"entity":"e1","norm":null}]}
//! ```
//! (on one line). Offsets are code points, end exclusive. `norm` is a figure's value. Statuses, notes and the label
//! set have no place here, so rejected annotations are left out.

use postil_engine::{BlockKind, Document, LabelDef, Text, Value};
use serde::Serialize;

use crate::error::WriteError;
use crate::native::EntityId;
use crate::options::WriteOptions;
use crate::proof::Reread;
use crate::registry::{Format, OffsetUnit, Writer};

pub(crate) static FORMAT: Format = Format {
    id: "postil-lines",
    name: "JSON Lines",
    description: "one document a line, as `postil detect` writes them",
    extension: ".jsonl",
    mime: "application/jsonl",
    unit: OffsetUnit::CodePoint,
    says_status: false,
    writer: Some(Writer { write, reread }),
    reader: None,
};

#[derive(Serialize)]
struct Line<'a, I> {
    id: I,
    text: &'a str,
    blocks: Vec<LineBlock>,
    spans: Vec<LineSpan<'a>>,
}

#[derive(Serialize)]
struct LineBlock {
    kind: BlockKind,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct LineSpan<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    label: &'a str,
    confidence: Option<f32>,
    entity: Option<EntityId>,
    norm: Option<&'a Value>,
}

fn write(documents: &[Document], _: &[LabelDef], _: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    let mut body = Vec::new();
    for document in documents {
        write_line(&mut body, &document.id, document)?;
    }
    Ok(body)
}

/// Appends the document's line and a line feed. `id` is what the line says, which need not be a string.
/// All annotations are written, confidence with three decimals.
///
/// # Errors
/// When `id` cannot be written as JSON.
pub fn write_line(body: &mut Vec<u8>, id: impl Serialize, document: &Document) -> Result<(), WriteError> {
    let text = &document.text;
    let blocks = document.blocks.iter().map(|block| {
        let (start, end) = chars(text, block.span);
        LineBlock { kind: block.kind, start, end }
    });
    let spans = document.annotations.iter().map(|annotation| {
        let (start, end) = chars(text, annotation.span);
        LineSpan {
            start,
            end,
            text: text.slice(annotation.span),
            label: &annotation.label,
            confidence: annotation.confidence.map(|confidence| (confidence * 1000.0).round() / 1000.0),
            entity: annotation.entity.map(EntityId::new),
            norm: annotation.value.as_deref(),
        }
    });
    let line = Line { id, text: text.as_str(), blocks: blocks.collect(), spans: spans.collect() };
    serde_json::to_writer(&mut *body, &line).map_err(|error| WriteError::proof(error.to_string()))?;
    body.push(b'\n');
    Ok(())
}

fn chars(text: &Text, span: postil_engine::Span) -> (usize, usize) {
    (text.char_from_byte(span.start()), text.char_from_byte(span.end()))
}

fn reread(body: &str) -> Result<Vec<Reread<'_>>, WriteError> {
    let lines = body.split('\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|error| WriteError::proof(error.to_string()))).collect()
}
