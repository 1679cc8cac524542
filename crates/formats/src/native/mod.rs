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
//!     "entities": [ { "id": "e1", "label": "ORG", "name": "Amazon", "mentions": ["a1"], "link": "Q456" } ],
//!     "relations": [ { "id": "r9", "type": "of", "from": "a1", "to": "a2" } ],
//!     "ignored": [ { "kind": "two_labels", "start": 0, "end": 6 } ] } ] }
//! ```
//!
//! An annotation in several pieces has them as `"fragments": [ { "start": 0, "end": 6 }, ... ]` beside `text`.
//! Offsets are Unicode code points of `text`, end exclusive. `schema/postil.v1.json` describes the file; it is
//! generated from the types below. Fields that this version does not know are ignored on reading.

mod cover;
mod cut;
mod diagnose;
mod document;
mod figure;
mod fragments;
mod id;
pub mod item;
mod label_file;
mod labels;
mod layout;
mod opening;
mod read;
mod record;
mod scan;
mod write;
mod writing;

use std::borrow::Cow;
use std::sync::Arc;

use postil_engine::{Attribute, BlockKind, Document, LabelDef, Source, Status, Value};
use serde::{Deserialize, Serialize};

pub use cover::cover;
pub(crate) use id::{AnnotationId, EntityId, RelationId};
pub(crate) use label_file::read_text as read_label_text;
pub use label_file::{LabelFile, VERSION as LABELS_VERSION};
pub use opening::Opening;
pub use read::{joined, read};
use record::record;
pub use writing::{Proving, Writing};

use crate::error::WriteError;
use crate::options::{Generator, WriteOptions};
use crate::registry::{Format, OffsetUnit, Writer, sound};

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

/// The file of all documents and annotations, for who proves it by reading it: [`FORMAT`] proves what it writes.
///
/// # Errors
/// When an annotation does not fit its text or names an entity that is not there.
pub fn unproved(documents: &[Document], labels: &[LabelDef]) -> Result<Vec<u8>, WriteError> {
    documents.iter().try_for_each(sound)?;
    write::write(documents, labels, &WriteOptions::default())
}

/// The JSON Schema of the file.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(NativeFile<'_>)
}

/// The JSON Schema of the file of a label set.
#[cfg(feature = "schema")]
#[must_use]
pub fn label_schema() -> schemars::Schema {
    schemars::schema_for!(LabelFile)
}

/// Documents with their annotations, as Postil saves them.
#[derive(Serialize)]
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
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Document"))]
struct NativeDocument<'a> {
    /// Unique in the file.
    id: Cow<'a, str>,
    /// Shown in lists.
    #[serde(default)]
    title: Cow<'a, str>,
    /// The text, with LF line ends.
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
    #[serde(default)]
    annotations: Vec<NativeAnnotation<'a>>,
    /// What the annotations mention.
    #[serde(default)]
    entities: Vec<NativeEntity<'a>>,
    /// What annotations say of each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<NativeRelation<'a>>,
    /// Places that look wrong to the page's list of what to check, and are right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ignored: Vec<NativeIgnored<'a>>,
}

/// A part of an article.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Block"))]
struct NativeBlock {
    kind: BlockKind,
    /// Code points before the block.
    start: u32,
    /// Code points before what follows the block.
    end: u32,
}

/// A labelled stretch of text.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Annotation"))]
struct NativeAnnotation<'a> {
    id: AnnotationId,
    /// Code points before the stretch.
    start: u32,
    /// Code points before what follows the stretch.
    end: u32,
    /// The words at `start..end` of the document's text.
    text: Cow<'a, str>,
    /// The stretches of it that are marked, where that is not all: two or more, sorted, apart, from `start` to `end`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fragments: Vec<NativeFragment>,
    /// A label's name.
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
    /// What is said by attributes, of its label or of one that it had.
    #[serde(default, skip_serializing_if = "<[Attribute]>::is_empty")]
    attributes: Cow<'a, [Attribute]>,
}

/// A piece of an annotation that does not lie in one.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Fragment"))]
struct NativeFragment {
    /// Code points before the piece.
    start: u32,
    /// Code points before what follows the piece.
    end: u32,
}

/// One thing that several annotations mention.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Entity"))]
struct NativeEntity<'a> {
    id: EntityId,
    /// Label of the whole.
    label: Cow<'a, str>,
    /// The fullest name.
    name: Cow<'a, str>,
    /// The annotations that mention it, in text order.
    #[serde(default)]
    mentions: Vec<AnnotationId>,
    /// What it is elsewhere: a URI, or an item of Wikidata such as "Q42".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<Arc<str>>,
}

/// What one annotation says of another.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Relation"))]
struct NativeRelation<'a> {
    id: RelationId,
    /// What it says, such as "counts" or "works for".
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    /// The annotation that it starts from.
    from: AnnotationId,
    /// The annotation that it leads to.
    to: AnnotationId,
}

/// A place that looks wrong and is right.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Ignored"))]
struct NativeIgnored<'a> {
    /// What seems to be wrong.
    kind: Cow<'a, str>,
    /// Code points before the place.
    start: u32,
    /// Code points before what follows the place.
    end: u32,
}

fn file_source() -> Source {
    Source::Import { from: "postil".into() }
}

record!(NativeFile<'de> { format: must, version: must, offset_unit: must, generator: may, labels: may, documents: must, });
record!(NativeDocument<'de> {
    id: words,
    title: text,
    text: words,
    date: may,
    source_url: may,
    blocks: may,
    annotations: may,
    entities: may,
    relations: may,
    ignored: may,
});
record!(NativeBlock { kind: must, start: whole, end: whole });
record!(NativeAnnotation<'de> {
    id: must,
    start: whole,
    end: whole,
    text: words,
    fragments: may,
    label: words,
    status: may,
    source: or(file_source),
    confidence: may,
    entity: may,
    value: figure,
    note: may,
    attributes: owned,
});
record!(NativeFragment { start: whole, end: whole });
record!(NativeEntity<'de> { id: must, label: words, name: words, mentions: may, link: may, });
record!(NativeRelation<'de> { id: must, kind as "type": words, from: must, to: must });
record!(NativeIgnored<'de> { kind: words, start: whole, end: whole });
