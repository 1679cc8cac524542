//! From the file to the model. Everything is checked before anything is handed out: offsets against the text, quotes
//! against offsets, ids against each other, labels against the set. Nothing is moved or dropped silently.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, LabelKind, Span, Text};
use serde::Deserialize;

use super::diagnose::{Head, diagnose};
use super::document::Incoming;
use super::fragments;
use super::labels::Labels;
use super::{EntityId, Library, NativeAnnotation, NativeDocument, NativeFile};
use crate::MAX_ANNOTATIONS;
use crate::decode::decode;
use crate::error::{Kind, ReadError};
use crate::open::admit;
use crate::registry::OffsetUnit;

/// Reads a file of ours. Linear.
///
/// # Errors
/// When the file is not of this format or does not hold together; the message says where.
pub fn read(bytes: &[u8]) -> Result<Library, ReadError> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Kind::NoText.into());
    }
    read_text(&text)
}

/// The library whose documents several files hold that begin alike, as pieces of one file do; `None` where it would not be
/// read as one file.
#[must_use]
pub fn joined(files: Vec<Library>) -> Option<Library> {
    let documents = || files.iter().flat_map(|file| &file.documents);
    let mut ids = HashSet::new();
    let annotations: usize = documents().map(|document| document.annotations.len()).sum();
    if annotations > MAX_ANNOTATIONS || !documents().all(|document| ids.insert(Arc::clone(&document.id))) {
        return None;
    }
    let mut files = files.into_iter();
    let mut all = files.next()?;
    let mut labels = Labels::new(all.labels).ok()?;
    for file in files {
        for label in &file.labels {
            labels.get(&label.name, label.kind == LabelKind::Figure).ok()?;
        }
        all.documents.extend(file.documents);
    }
    Some(Library { labels: labels.into_set(), documents: all.documents })
}

/// The same for text that is already decoded and not blank.
pub(crate) fn read_text(text: &str) -> Result<Library, ReadError> {
    if let Some(kind) = Head::not_an_object(text) {
        return Err(kind.into());
    }
    let file = match parse(text) {
        Ok(file) if file.version == super::VERSION => file,
        Ok(file) if file.version > super::VERSION => return Err(Kind::Newer { version: file.version.into() }.into()),
        Ok(file) => return Err(ReadError::content("version", format!("there is no version {}", file.version))),
        Err(error) => return Err(diagnose(text, &error)),
    };
    if file.documents.iter().map(|document| document.annotations.len()).sum::<usize>() > MAX_ANNOTATIONS {
        return Err(ReadError::content("documents", "more than 1,000,000 annotations; split the file"));
    }
    let mut labels = Labels::new(file.labels.into_owned())?;
    let mut ids: HashMap<Arc<str>, usize> = HashMap::new();
    let mut documents = Vec::with_capacity(file.documents.len());
    for (at, document) in file.documents.into_iter().enumerate() {
        let path = format!("documents[{at}]");
        admitted(&path, &document)?;
        if let Some(first) = ids.insert(document.id.as_ref().into(), at) {
            let message = format!("the id \"{}\" is already that of documents[{first}]", document.id);
            return Err(ReadError::content(path, message));
        }
        documents.push(whole(path, document, &mut labels)?);
    }
    Ok(Library { labels: labels.into_set(), documents })
}

/// Whether a document is short enough.
pub(super) fn admitted(path: &str, document: &NativeDocument<'_>) -> Result<(), ReadError> {
    admit(&document.text)
        .map_err(|error| ReadError::content(format!("{path}.text"), error.to_string().trim_end_matches('.')))
}

/// One document of a file that is in memory.
fn whole(path: String, mut file: NativeDocument<'_>, labels: &mut Labels) -> Result<Document, ReadError> {
    let mut document = Incoming::new(path, &mut file, labels)?;
    document.expect(file.annotations.len());
    for annotation in file.annotations {
        document.add(annotation, labels)?;
    }
    document.end()
}

/// The file as it says itself, unchecked.
pub(super) fn parse(text: &str) -> serde_json::Result<NativeFile<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let file = NativeFile::deserialize(&mut deserializer)?;
    deserializer.end().map(|()| file)
}

/// Where in its list the item of each id is, or what it is of.
pub(super) type Places = HashMap<Id, usize>;

/// One document on its way in.
pub(super) struct Reader {
    /// Its JSON path.
    pub(super) path: String,
    /// Its text as the file has it, to which the file's offsets refer.
    pub(super) text: Text,
}

impl Reader {
    /// One annotation; `entities` are those that there are, where they are known by now.
    pub(super) fn annotation(
        &self,
        at: usize,
        file: NativeAnnotation<'_>,
        entities: Option<&Places>,
        labels: &mut Labels,
    ) -> Result<Annotation, ReadError> {
        let wrong = |message| self.wrong("annotations", at, message);
        let span = self.span(file.start, file.end).map_err(wrong)?;
        if span.is_empty() {
            return Err(wrong(format!("the span {}..{} is empty", file.start, file.end)));
        }
        if self.text.slice(span) != file.text {
            return Err(wrong(self.mismatch(&file)));
        }
        if let Some(confidence) = file.confidence.filter(|confidence| !(0.0..=1.0).contains(confidence)) {
            return Err(wrong(format!("confidence {:.2} is not between 0 and 1", f64::from(confidence))));
        }
        let is_unknown = |entity: &EntityId| entities.is_some_and(|known| !known.contains_key(&entity.number()));
        if let Some(unknown) = file.entity.filter(is_unknown) {
            return Err(wrong(format!("entity \"{unknown}\" is not among the document's entities")));
        }
        fragments::check(&file.fragments, (file.start, file.end)).map_err(wrong)?;
        let fragments = file.fragments.iter().map(|piece| self.span(piece.start, piece.end));
        for (nth, attribute) in file.attributes.iter().enumerate() {
            if file.attributes.iter().take(nth).any(|other| other.name == attribute.name) {
                return Err(wrong(format!("the attribute \"{}\" is there twice", attribute.name)));
            }
        }
        Ok(Annotation {
            id: file.id.number(),
            span,
            fragments: fragments.collect::<Result<_, _>>().map_err(wrong)?,
            label: labels.get(&file.label, file.value.is_some()).map_err(wrong)?,
            status: file.status,
            source: file.source,
            confidence: file.confidence,
            entity: file.entity.map(EntityId::number),
            value: file.value,
            note: file.note,
            attributes: file.attributes.into_owned(),
        })
    }

    pub(super) fn span(&self, start: u32, end: u32) -> Result<Span, String> {
        if start > end {
            return Err(format!("start {start} is after end {end}"));
        }
        let byte = |chars: u32| self.text.byte_from_char(chars as usize);
        let span = byte(start).zip(byte(end)).and_then(|(start, end)| self.text.span(start, end));
        let length = self.text.char_len();
        span.ok_or_else(|| format!("the span {start}..{end} ends past the text, which has {length} code points"))
    }

    /// What to say when a quote is not what the span covers; knows the two usual mistakes.
    fn mismatch(&self, file: &NativeAnnotation<'_>) -> String {
        let (start, end) = (file.start as usize, file.end as usize);
        let here = OffsetUnit::CodePoint.slice(&self.text, start, end).unwrap_or_default();
        let (quote, here) = (shortened(&file.text), shortened(here));
        let wrong = format!("the span {start}..{end} should be \"{quote}\", but the text there is \"{here}\"");
        for (unit, name) in [(OffsetUnit::Utf16, "UTF-16 units"), (OffsetUnit::Byte, "bytes")] {
            if unit.slice(&self.text, start, end) == Some(file.text.as_ref()) {
                return format!("{wrong}. These look like offsets in {name}; convert them to code points");
            }
        }
        wrong
    }

    pub(super) fn wrong(&self, list: &str, at: usize, message: String) -> ReadError {
        ReadError::content(format!("{}.{list}[{at}]", self.path), message)
    }
}

/// At most 60 characters for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
