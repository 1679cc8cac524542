//! `postil`: the native file, versioned JSON that holds everything the page knows about its documents.
//!
//! ```json
//! { "format": "postil", "version": 1, "offset_unit": "code_point",
//!   "generator": { "name": "postil", "version": "0.1.0", "model": "en-1" },
//!   "labels": [ { "name": "ORG", "kind": "entity", "hue": 215, "key": "2", "description": "Companies ..." } ],
//!   "documents": [ { "id": "d1", "title": "...", "text": "Amazon ...", "date": "2024-04-04", "source_url": null,
//!     "blocks": [ { "kind": "headline", "start": 0, "end": 103 } ],
//!     "annotations": [ { "id": "a1", "start": 0, "end": 6, "text": "Amazon", "label": "ORG", "status": "suggested",
//!       "source": { "by": "detector", "rule": "suffix" }, "confidence": 0.97, "entity": "e1", "value": null, "note": null } ],
//!     "entities": [ { "id": "e1", "label": "ORG", "name": "Amazon", "mentions": ["a1"] } ] } ] }
//! ```
//!
//! Offsets are Unicode code points of `text`, end exclusive. `schema/postil.v1.json` describes the file; it is
//! generated from the types below. Fields that this version does not know are ignored on reading.

mod diagnose;
mod id;
mod labels;
mod layout;
mod read;
mod scan;
mod write;

use std::borrow::Cow;
use std::sync::Arc;

use postil_engine::{BlockKind, Document, LabelDef, Source, Status, Value};
use serde::{Deserialize, Deserializer, Serialize};

pub(crate) use id::{AnnotationId, EntityId};
pub(crate) use read::read_text;

use crate::options::Generator;
use crate::registry::{Format, OffsetUnit, Writer};

/// The version of the file that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// Documents and the labels they use: what a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    /// The label set; every annotation's label is in it.
    pub labels: Vec<LabelDef>,
    /// The documents, each with an id of its own.
    pub documents: Vec<Document>,
}

/// Postil's own file.
pub static FORMAT: Format = Format {
    id: "postil",
    name: "Postil JSON",
    description: "everything, to keep and to open again",
    extension: ".postil.json",
    mime: "application/json",
    unit: OffsetUnit::CodePoint,
    says_status: true,
    writer: Some(Writer { write: write::write, reread: write::reread }),
    reader: Some(read::read),
};

/// The JSON Schema of the file.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(NativeFile<'_>)
}

/// Documents with their annotations, as Postil saves them.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "Postil file, version 1"))]
struct NativeFile<'a> {
    /// Says what the file is.
    format: Magic,
    /// The version of the file's shape.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
    version: u32,
    /// What `start` and `end` count.
    offset_unit: Unit,
    /// The program that wrote the file.
    #[serde(default)]
    generator: Option<Generator>,
    /// The label set.
    #[serde(default)]
    labels: Cow<'a, [LabelDef]>,
    /// The documents.
    #[serde(borrow)]
    documents: Vec<NativeDocument<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Magic {
    Postil,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Unit {
    /// Unicode code points, as Python strings count.
    CodePoint,
}

/// An article.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Document"))]
struct NativeDocument<'a> {
    /// Unique in the file.
    #[serde(borrow)]
    id: Cow<'a, str>,
    /// Shown in lists.
    #[serde(borrow, default)]
    title: Cow<'a, str>,
    /// The text, with LF line ends.
    #[serde(borrow)]
    text: Cow<'a, str>,
    /// Publication date, ISO 8601; relative dates refer to it.
    #[serde(default)]
    date: Option<Arc<str>>,
    /// Where the article came from.
    #[serde(default)]
    source_url: Option<Arc<str>>,
    /// The article's parts, sorted, not overlapping. What they leave out is looked at anew on reading.
    #[serde(default)]
    blocks: Vec<NativeBlock>,
    /// Labelled stretches of the text, in any order; they may overlap.
    #[serde(borrow, default)]
    annotations: Vec<NativeAnnotation<'a>>,
    /// What the annotations mention.
    #[serde(borrow, default)]
    entities: Vec<NativeEntity<'a>>,
}

/// A part of an article.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Block"))]
struct NativeBlock {
    kind: BlockKind,
    /// Code points before the block.
    #[serde(deserialize_with = "whole")]
    start: u32,
    /// Code points before what follows the block.
    #[serde(deserialize_with = "whole")]
    end: u32,
}

/// A labelled stretch of text.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Annotation"))]
struct NativeAnnotation<'a> {
    id: AnnotationId,
    /// Code points before the stretch.
    #[serde(deserialize_with = "whole")]
    start: u32,
    /// Code points before what follows the stretch.
    #[serde(deserialize_with = "whole")]
    end: u32,
    /// The words at `start..end` of the document's text.
    #[serde(borrow)]
    text: Cow<'a, str>,
    /// A label's name.
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(default)]
    status: Status,
    #[serde(default = "file_source")]
    source: Source,
    /// 0 to 1; null for what a person made.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    confidence: Option<f32>,
    /// The entity that is mentioned.
    #[serde(default)]
    entity: Option<EntityId>,
    /// A figure's normal form.
    #[serde(default)]
    value: Option<Arc<Value>>,
    /// A person's remark.
    #[serde(default)]
    note: Option<Arc<str>>,
}

/// One thing that several annotations mention.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Entity"))]
struct NativeEntity<'a> {
    id: EntityId,
    /// Label of the whole.
    #[serde(borrow)]
    label: Cow<'a, str>,
    /// The fullest name.
    #[serde(borrow)]
    name: Cow<'a, str>,
    /// The annotations that mention it, in text order.
    #[serde(default)]
    mentions: Vec<AnnotationId>,
}

fn file_source() -> Source {
    Source::Import { from: "postil".into() }
}

/// A `u32` whose error message is in plain words.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    struct Whole;
    impl serde::de::Visitor<'_> for Whole {
        type Value = u32;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a whole number of code points from 0")
        }
        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u32, E> {
            u32::try_from(number).map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(number), &self))
        }
    }
    deserializer.deserialize_u32(Whole)
}
