//! From the model to the file: bytes become code points, ids get their letters, every annotation its quote.

use std::collections::HashMap;

use postil_engine::{Annotation, Document, Id, LabelDef, Text};
use serde::{Deserialize, Serialize};

use super::layout::Layout;
use super::{
    AnnotationId, EntityId, Magic, NativeAnnotation, NativeBlock, NativeDocument, NativeEntity, NativeFile, Unit,
    VERSION,
};
use crate::error::WriteError;
use crate::options::WriteOptions;
use crate::proof::Reread;

pub(super) fn write(
    documents: &[Document],
    labels: &[LabelDef],
    options: &WriteOptions,
) -> Result<Vec<u8>, WriteError> {
    let file = NativeFile {
        format: Magic::Postil,
        version: VERSION,
        offset_unit: Unit::CodePoint,
        generator: Some(options.generator.clone()),
        labels: labels.into(),
        documents: documents.iter().map(native_document).collect(),
    };
    let mut body = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut body, Layout::default());
    file.serialize(&mut serializer).map_err(|error| WriteError::proof(error.to_string()))?;
    body.push(b'\n');
    Ok(body)
}

fn native_document(document: &Document) -> NativeDocument<'_> {
    let text = &document.text;
    let blocks = document.blocks.iter().map(|block| NativeBlock {
        kind: block.kind,
        start: chars(text, block.span.start()),
        end: chars(text, block.span.end()),
    });
    let mut mentions: HashMap<Id, Vec<AnnotationId>> = HashMap::new();
    for annotation in document.annotations.iter() {
        if let Some(entity) = annotation.entity {
            mentions.entry(entity).or_default().push(AnnotationId::new(annotation.id));
        }
    }
    let entities = document.entities.iter().map(|entity| NativeEntity {
        id: EntityId::new(entity.id),
        label: entity.label.as_ref().into(),
        name: entity.name.as_ref().into(),
        mentions: mentions.remove(&entity.id).unwrap_or_default(),
    });
    NativeDocument {
        id: document.id.as_ref().into(),
        title: document.title.as_ref().into(),
        text: text.as_str().into(),
        date: document.date.clone(),
        source_url: document.source_url.clone(),
        blocks: blocks.collect(),
        annotations: document.annotations.iter().map(|annotation| native_annotation(text, annotation)).collect(),
        entities: entities.collect(),
    }
}

fn native_annotation<'a>(text: &'a Text, annotation: &'a Annotation) -> NativeAnnotation<'a> {
    NativeAnnotation {
        id: AnnotationId::new(annotation.id),
        start: chars(text, annotation.span.start()),
        end: chars(text, annotation.span.end()),
        text: text.slice(annotation.span).into(),
        label: annotation.label.as_ref().into(),
        status: annotation.status,
        source: annotation.source.clone(),
        confidence: annotation.confidence,
        entity: annotation.entity.map(EntityId::new),
        value: annotation.value.clone(),
        note: annotation.note.clone(),
    }
}

#[allow(clippy::cast_possible_truncation)] // a text has fewer than 2^32 bytes, or no span could be made in it
fn chars(text: &Text, byte: usize) -> u32 {
    text.char_from_byte(byte) as u32
}

pub(super) fn reread(body: &[u8]) -> Result<Vec<Reread<'_>>, WriteError> {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        documents: Vec<Reread<'a>>,
    }
    let file: File<'_> = serde_json::from_slice(body).map_err(|error| WriteError::proof(error.to_string()))?;
    Ok(file.documents)
}
