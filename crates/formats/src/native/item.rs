//! Single items of a document as lines of JSON, in the native file's own shape: what a journal of changes is made of.
//! Each is checked against the document's text as in a whole file: an annotation carries its words.

use postil_engine::{Annotation, Entity, Ignored, Relation, Text};
use serde::{Deserialize, Serialize};

use super::labels::Labels;
use super::layout::Layout;
use super::read::Reader;
use super::write::{native_annotation, native_entity, native_ignored, native_relation};
use super::{NativeAnnotation, NativeEntity, NativeIgnored, NativeRelation};

/// An annotation as a line of JSON, without a line end.
pub fn write_annotation(text: &Text, annotation: &Annotation, line: &mut Vec<u8>) {
    write(&native_annotation(text, annotation), line);
}

/// An entity as a line of JSON. Its mentions say themselves what they mention.
pub fn write_entity(entity: &Entity, line: &mut Vec<u8>) {
    write(&native_entity(entity), line);
}

/// A relation as a line of JSON.
pub fn write_relation(relation: &Relation, line: &mut Vec<u8>) {
    write(&native_relation(relation), line);
}

/// Something ignored as a line of JSON.
pub fn write_ignored(text: &Text, ignored: &Ignored, line: &mut Vec<u8>) {
    write(&native_ignored(text, ignored), line);
}

fn write(item: &impl Serialize, line: &mut Vec<u8>) {
    // It cannot fail: a list takes all, and there are no maps whose keys are no strings.
    let _ = item.serialize(&mut serde_json::Serializer::with_formatter(line, Layout::of_item()));
}

/// Reads the items of one document.
pub struct Items {
    reader: Reader,
    /// Labels that were seen, so that each name is in memory once.
    labels: Labels,
}

impl Items {
    /// For the document of that text.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { reader: Reader { path: String::new(), text }, labels: Labels::empty() }
    }

    /// # Errors
    /// What is wrong with the line.
    pub fn annotation(&mut self, line: &str) -> Result<Annotation, String> {
        let file: NativeAnnotation<'_> = parse(line)?;
        self.reader.annotation(0, file, None, &mut self.labels).map_err(|error| error.to_string())
    }

    /// # Errors
    /// What is wrong with the line.
    pub fn entity(&mut self, line: &str) -> Result<Entity, String> {
        let file: NativeEntity<'_> = parse(line)?;
        let label = self.labels.get(&file.label, false)?;
        Ok(Entity { id: file.id.number(), label, name: file.name.as_ref().into(), link: file.link })
    }

    /// # Errors
    /// What is wrong with the line.
    pub fn relation(&mut self, line: &str) -> Result<Relation, String> {
        let file: NativeRelation<'_> = parse(line)?;
        let (from, to) = (file.from.number(), file.to.number());
        Ok(Relation { id: file.id.number(), kind: file.kind.as_ref().into(), from, to })
    }

    /// # Errors
    /// What is wrong with the line.
    pub fn ignored(&mut self, line: &str) -> Result<Ignored, String> {
        let file: NativeIgnored<'_> = parse(line)?;
        Ok(Ignored { span: self.reader.span(file.start, file.end)?, kind: file.kind.as_ref().into() })
    }
}

fn parse<'de, T: Deserialize<'de>>(line: &'de str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| error.to_string())
}
