//! From the model to the file: bytes become code points, ids get their letters, every annotation its quote.

use std::borrow::Cow;

use postil_engine::{Annotation, Document, Entity, Ignored, LabelDef, Relation, Span, Text, order};
use serde::Serialize;

use super::fragments;
use super::layout::Layout;
use super::read::parse;
use super::{
    AnnotationId, EntityId, Magic, NativeAnnotation, NativeBlock, NativeDocument, NativeEntity, NativeFile,
    NativeFragment, NativeIgnored, NativeRelation, RelationId, Unit, VERSION,
};
use crate::error::WriteError;
use crate::options::WriteOptions;
use crate::proof::{Quoted, Reread};

pub(super) fn write(
    documents: &[Document],
    labels: &[LabelDef],
    options: &WriteOptions,
) -> Result<Vec<u8>, WriteError> {
    let whole = |document| NativeDocument { annotations: native_annotations(document), ..native_document(document) };
    body_of(documents.iter().map(whole).collect(), labels, options)
}

/// The file with empty lists of annotations; what else there is goes by them all the same.
pub(super) fn without_annotations(
    documents: &[Document],
    labels: &[LabelDef],
    options: &WriteOptions,
) -> Result<Vec<u8>, WriteError> {
    body_of(documents.iter().map(native_document).collect(), labels, options)
}

fn body_of(
    documents: Vec<NativeDocument<'_>>,
    labels: &[LabelDef],
    options: &WriteOptions,
) -> Result<Vec<u8>, WriteError> {
    let file = NativeFile {
        format: Magic::Postil,
        version: VERSION,
        offset_unit: Unit::CodePoint,
        generator: Some(options.generator.clone()),
        labels: keyed(labels),
        documents,
    };
    let mut body = Vec::with_capacity(file.documents.iter().map(room).sum());
    let mut serializer = serde_json::Serializer::with_formatter(&mut body, Layout::default());
    file.serialize(&mut serializer).map_err(|error| WriteError::proof(error.to_string()))?;
    body.push(b'\n');
    Ok(body)
}

/// Bytes that a document takes in the file, about.
fn room(document: &NativeDocument<'_>) -> usize {
    document.text.len() * 9 / 8 + document.annotations.len() * 208 + document.entities.len() * 96 + 512
}

/// The labels, each key at the first that has it only: undo can bring back a label whose key another has by then, and a
/// file with one key twice could not be read.
fn keyed(labels: &[LabelDef]) -> Cow<'_, [LabelDef]> {
    let mut labels = Cow::from(labels);
    for at in 1..labels.len() {
        let key = labels.get(at).and_then(|label| label.key);
        if key.is_some() && labels.iter().take(at).any(|other| other.key == key) {
            labels.to_mut().iter_mut().skip(at).take(1).for_each(|label| label.key = None);
        }
    }
    labels
}

fn native_annotations(document: &Document) -> Vec<NativeAnnotation<'_>> {
    document.annotations.iter().map(|annotation| native_annotation(&document.text, annotation)).collect()
}

/// Without its annotations.
fn native_document(document: &Document) -> NativeDocument<'_> {
    let text = &document.text;
    let blocks = document.blocks.iter().map(|block| NativeBlock {
        kind: block.kind,
        start: chars(text, block.span.start()),
        end: chars(text, block.span.end()),
    });
    let mut entities: Vec<_> = document.entities.iter().map(|entity| native_entity(entity)).collect();
    for annotation in document.annotations.iter() {
        let Some(id) = annotation.entity else { continue };
        let place = document.entities.binary_search_by_key(&id, |entity| entity.id).ok();
        if let Some(entity) = place.and_then(|place| entities.get_mut(place)) {
            entity.mentions.push(AnnotationId::new(annotation.id));
        }
    }
    // A choice of annotations may have left one end out.
    let mut ids: Vec<_> = document.annotations.iter().map(|annotation| annotation.id).collect();
    order::sort(&mut ids);
    let has = |id| ids.binary_search(id).is_ok();
    let relations = document.relations.iter().filter(|relation| has(&relation.from) && has(&relation.to));
    NativeDocument {
        id: document.id.as_ref().into(),
        title: document.title.as_ref().into(),
        text: text.as_str().into(),
        date: document.date.clone(),
        source_url: document.source_url.clone(),
        blocks: blocks.collect(),
        annotations: Vec::new(),
        entities,
        relations: relations.map(|relation| native_relation(relation)).collect(),
        ignored: document.ignored.iter().map(|ignored| native_ignored(text, ignored)).collect(),
    }
}

/// Without its mentions.
pub(super) fn native_entity(entity: &Entity) -> NativeEntity<'_> {
    NativeEntity {
        id: EntityId::new(entity.id),
        label: entity.label.as_ref().into(),
        name: entity.name.as_ref().into(),
        mentions: Vec::new(),
        link: entity.link.clone(),
    }
}

pub(super) fn native_relation(relation: &Relation) -> NativeRelation<'_> {
    NativeRelation {
        id: RelationId::new(relation.id),
        kind: relation.kind.as_ref().into(),
        from: AnnotationId::new(relation.from),
        to: AnnotationId::new(relation.to),
    }
}

pub(super) fn native_ignored<'a>(text: &Text, ignored: &'a Ignored) -> NativeIgnored<'a> {
    NativeIgnored {
        kind: ignored.kind.as_ref().into(),
        start: chars(text, ignored.span.start()),
        end: chars(text, ignored.span.end()),
    }
}

pub(super) fn native_annotation<'a>(text: &'a Text, annotation: &'a Annotation) -> NativeAnnotation<'a> {
    NativeAnnotation {
        id: AnnotationId::new(annotation.id),
        start: chars(text, annotation.span.start()),
        end: chars(text, annotation.span.end()),
        text: text.slice(annotation.span).into(),
        fragments: annotation.fragments.iter().map(|piece| fragment(text, *piece)).collect(),
        label: annotation.label.as_ref().into(),
        status: annotation.status,
        source: annotation.source.clone(),
        confidence: annotation.confidence,
        entity: annotation.entity.map(EntityId::new),
        value: annotation.value.clone(),
        note: annotation.note.clone(),
        attributes: annotation.attributes.as_slice().into(),
    }
}

fn fragment(text: &Text, piece: Span) -> NativeFragment {
    NativeFragment { start: chars(text, piece.start()), end: chars(text, piece.end()) }
}

#[allow(clippy::cast_possible_truncation)] // a text has fewer than 2^32 bytes, or no span could be made in it
fn chars(text: &Text, byte: usize) -> u32 {
    text.char_from_byte(byte) as u32
}

pub(super) fn reread(body: &str) -> Result<Vec<Reread<'_>>, WriteError> {
    let file = parse(body).map_err(|error| WriteError::proof(error.to_string()))?;
    let documents = file.documents.into_iter().map(|NativeDocument { text, annotations, .. }| {
        Ok(Reread { text, spans: annotations.into_iter().map(quoted).collect::<Result<_, WriteError>>()? })
    });
    documents.collect()
}

/// An annotation as a reader finds it.
pub(super) fn quoted(annotation: NativeAnnotation<'_>) -> Result<Quoted<'_>, WriteError> {
    let NativeAnnotation { start, end, text, fragments, .. } = annotation;
    fragments::check(&fragments, (start, end)).map_err(WriteError::proof)?;
    Ok(Quoted { start, end, text })
}
