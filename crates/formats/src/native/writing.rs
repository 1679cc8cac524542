//! A file of ours written and proved in steps of bounded work, so that a page can answer in between. It is the same file,
//! byte for byte, as all at once.

use postil_engine::{Document, LabelDef, Text};

use super::cut::{Cut, Part};
use super::opening::{Annotations, without};
use super::{FORMAT, item, write};
use crate::error::WriteError;
use crate::options::WriteOptions;
use crate::proof::{Reread, Verified, compare, enough};
use crate::registry::{name_of, sound};

/// Annotations written or compared in a step.
const STEP: usize = 512;

/// A file that is being written.
pub struct Writing {
    documents: Vec<Document>,
    /// The file without annotations, where their lists are in it, and where it has not been copied yet.
    rest: String,
    places: Vec<usize>,
    copied: usize,
    /// The document and the annotation in it that come next.
    next: (usize, usize),
    body: Vec<u8>,
    name: String,
}

impl Writing {
    /// Begins to write these documents.
    ///
    /// # Errors
    /// When an annotation does not fit its text or names an entity that is not there.
    pub fn new(documents: &[Document], labels: &[LabelDef], options: &WriteOptions) -> Result<Self, WriteError> {
        let name = name_of(documents, FORMAT.extension);
        let documents: Vec<_> = documents.iter().map(|document| options.select(document, FORMAT.says_status)).collect();
        documents.iter().try_for_each(sound)?;
        let rest = write::without_annotations(&documents, labels, options)?;
        let rest = String::from_utf8(rest).map_err(|error| WriteError::proof(error.to_string()))?;
        let mut cut = Cut::new(&rest);
        while cut.step() == Some(true) {}
        let places: Vec<_> = cut.parts.iter().flat_map(|part| &part.annotations).map(|list| list.start).collect();
        if places.len() != documents.len() {
            return Err(WriteError::proof("the places of the annotations were not found"));
        }
        Ok(Self { documents, rest, places, copied: 0, next: (0, 0), body: Vec::new(), name })
    }

    /// Does a bounded part of the work; false when nothing is left to do.
    pub fn step(&mut self) -> bool {
        let (at, first) = self.next;
        self.copy_until(self.places.get(at).copied().unwrap_or(self.rest.len()));
        let Some(document) = self.documents.get(at) else { return false };
        for (nth, annotation) in document.annotations.iter().enumerate().skip(first).take(STEP) {
            let between: &[u8] = if nth == 0 { b"\n    " } else { b",\n    " };
            self.body.extend_from_slice(between);
            item::write_annotation(&document.text, annotation, &mut self.body);
        }
        let count = document.annotations.len();
        self.next = (at, first + STEP);
        if first + STEP >= count {
            if count > 0 {
                self.body.extend_from_slice(b"\n   ");
            }
            self.next = (at + 1, 0);
        }
        true
    }

    fn copy_until(&mut self, place: usize) {
        self.body.extend_from_slice(&self.rest.as_bytes()[self.copied..place]);
        self.copied = place;
    }

    /// The file, which is to be proved, with its name, and how many annotations were to be written. Does all that is left.
    #[must_use]
    pub fn finish(mut self) -> (String, Vec<u8>, usize) {
        while self.step() {}
        let total = self.documents.iter().map(|document| document.annotations.len()).sum();
        (self.name, self.body, total)
    }
}

/// A file that is being read again and compared with itself.
pub struct Proving<'a> {
    text: &'a str,
    cut: Cut<'a>,
    parts: std::vec::IntoIter<Part>,
    current: Option<(Text, Annotations<'a>)>,
    spans: usize,
    total: usize,
}

impl<'a> Proving<'a> {
    /// Begins to prove a file, which is to hold so many annotations.
    ///
    /// # Errors
    /// When it is no text.
    pub fn new(file: &'a [u8], total: usize) -> Result<Self, WriteError> {
        let text = std::str::from_utf8(file).map_err(|error| WriteError::proof(error.to_string()))?;
        Ok(Self { text, cut: Cut::new(text), parts: Vec::new().into_iter(), current: None, spans: 0, total })
    }

    /// Does a bounded part of the work; false when nothing is left to do.
    ///
    /// # Errors
    /// When a span is not what its quote says, or the file cannot be read.
    pub fn step(&mut self) -> Result<bool, WriteError> {
        let unread = || WriteError::proof("it cannot be read again");
        if let Some((text, annotations)) = &mut self.current {
            for _ in 0..STEP {
                let Some(annotation) = annotations.next() else {
                    self.current = None;
                    break;
                };
                compare(text, FORMAT.unit, &write::quoted(annotation.ok_or_else(unread)?)?)?;
                self.spans += 1;
            }
            return Ok(true);
        }
        if let Some(part) = self.parts.next() {
            let rest = without(self.text, part.all.clone(), part.annotations.iter().cloned(), "");
            let document: Reread<'_> = serde_json::from_str(&rest).map_err(|_| unread())?;
            let list = part.annotations.first().cloned().unwrap_or_default();
            self.current = Some((Text::new(document.text.as_ref()), Annotations::new(self.text, list)));
            return Ok(true);
        }
        match self.cut.step() {
            None => Err(unread()),
            Some(more) => {
                self.parts = std::mem::take(&mut self.cut.parts).into_iter();
                Ok(more || self.parts.len() > 0)
            }
        }
    }

    /// Does all that is left to do.
    ///
    /// # Errors
    /// As [`Proving::step`], and when annotations are missing.
    pub fn finish(mut self) -> Result<Verified, WriteError> {
        while self.step()? {}
        enough(self.spans, self.total)
    }
}
