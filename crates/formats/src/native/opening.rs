//! A file of ours read in steps of bounded work, so that a page can answer in between. What is read is the same as all at
//! once; where something is wrong, the file is read all at once, for the message.

use std::collections::HashSet;
use std::ops::Range;
use std::vec::IntoIter;

use postil_engine::Document;

use super::cover::Covering;
use super::cut::{Cut, Part};
use super::document::Incoming;
use super::labels::Labels;
use super::read;
use super::{Library, NativeAnnotation, NativeDocument};
use crate::MAX_ANNOTATIONS;
use crate::error::ReadError;
use crate::open::admit;

/// Annotations taken in in a step.
const STEP: usize = 256;
/// What stands for a document where the file is looked at without them.
const EMPTY: &str = r#"{"id":"","text":""}"#;

/// A file that is being read.
pub struct Opening<'a> {
    text: &'a str,
    stage: Stage<'a>,
}

enum Stage<'a> {
    Cut(Cut<'a>),
    Read(Box<Reading<'a>>),
    /// What was read, or nothing where it has to be read all at once.
    Done(Option<Library>),
}

/// A document without its annotations: as the file has it, and as it says itself.
enum Begun {
    Copied(String),
    Parsed(Box<NativeDocument<'static>>),
}

/// What has been read of a file that is cut, and what is to come.
struct Reading<'a> {
    labels: Labels,
    parts: std::iter::Enumerate<IntoIter<Part>>,
    /// The next document, its place in the list, and where its annotations are.
    begun: Option<(Begun, usize, Range<usize>)>,
    /// Whether the text of the document at hand is yet to be looked at for its length.
    admits: bool,
    /// The document at hand, and its annotations that are to come.
    current: Option<(Incoming, Annotations<'a>)>,
    /// One that has all but blocks for the whole of its text.
    last: Option<Covering>,
    documents: Vec<Document>,
    /// Bytes of the file that were read, about, and annotations.
    at: usize,
    count: usize,
    ids: HashSet<String>,
}

impl<'a> Opening<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, stage: Stage::Cut(Cut::new(text)) }
    }

    /// Does a bounded part of the work; false when nothing is left to do in steps.
    pub fn step(&mut self) -> bool {
        let next = match &mut self.stage {
            Stage::Done(_) => return false,
            Stage::Cut(cut) => match cut.step() {
                Some(true) => return true,
                Some(false) => Reading::new(self.text, std::mem::take(&mut cut.parts)).map(Stage::Read),
                None => None,
            },
            Stage::Read(reading) => match reading.step(self.text) {
                Some(true) => return true,
                Some(false) => Some(Stage::Done(Some(reading.library()))),
                None => None,
            },
        };
        self.stage = next.unwrap_or(Stage::Done(None));
        true
    }

    /// How much is done, of one.
    #[must_use]
    pub fn progress(&self) -> f64 {
        let done = match &self.stage {
            Stage::Cut(cut) => cut.at / 4,
            Stage::Read(reading) => self.text.len() / 4 + reading.at / 4 * 3,
            Stage::Done(_) => self.text.len(),
        };
        done as f64 / self.text.len().max(1) as f64
    }

    /// Does all that is left to do.
    ///
    /// # Errors
    /// When the file is not of this format or does not hold together; the message says where.
    pub fn finish(mut self) -> Result<Library, ReadError> {
        while self.step() {}
        match self.stage {
            Stage::Done(Some(library)) => Ok(library),
            _ => read::read_text(self.text),
        }
    }
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, parts: Vec<Part>) -> Option<Box<Self>> {
        let file = without(text, 0..text.len(), parts.iter().map(|part| part.all.clone()), EMPTY);
        let file = read::parse(&file).ok().filter(|file| file.version == super::VERSION)?;
        // Documents that the cut has not seen would be read as empty ones otherwise.
        let are_seen = file.documents.len() == parts.len() && file.documents.iter().all(|it| it.text.is_empty());
        let labels = are_seen.then(|| Labels::new(file.labels.into_owned()).ok()).flatten()?;
        let documents = Vec::with_capacity(parts.len());
        let parts = parts.into_iter().enumerate();
        Some(Box::new(Self {
            labels,
            parts,
            begun: None,
            admits: false,
            current: None,
            last: None,
            documents,
            at: 0,
            count: 0,
            ids: HashSet::new(),
        }))
    }

    /// Whether there is more to read, or nothing where something is wrong.
    fn step(&mut self, text: &'a str) -> Option<bool> {
        if let Some(mut covering) = self.last.take() {
            if covering.step() {
                self.last = Some(covering);
            } else {
                self.documents.push(covering.finish());
            }
            return Some(true);
        }
        // A long text is copied, parsed, taken in and looked at in a step each.
        if let Some((begun, at, range)) = self.begun.take() {
            match begun {
                Begun::Copied(rest) => {
                    let file: NativeDocument<'_> = serde_json::from_str(&rest).ok()?;
                    if !(file.annotations.is_empty() && self.ids.insert(file.id.as_ref().to_owned())) {
                        return None;
                    }
                    self.begun = Some((Begun::Parsed(Box::new(file.without_annotations())), at, range));
                }
                Begun::Parsed(mut file) => {
                    let document = Incoming::new(format!("documents[{at}]"), &mut file, &mut self.labels).ok()?;
                    self.current = Some((document, Annotations::new(text, range)));
                    self.admits = true;
                }
            }
            return Some(true);
        }
        let Some((document, annotations)) = &mut self.current else {
            let Some((at, part)) = self.parts.next() else { return Some(false) };
            self.at = part.all.start;
            let range = part.annotations.first().cloned().unwrap_or_default();
            let rest = without(text, part.all, part.annotations.into_iter(), "");
            self.begun = Some((Begun::Copied(rest), at, range));
            return Some(true);
        };
        if std::mem::take(&mut self.admits) {
            return admit(document.text()).ok().map(|()| true);
        }
        for _ in 0..STEP {
            let Some(annotation) = annotations.next() else {
                let (document, _) = self.current.take()?;
                self.last = Some(Covering::new(document.joined().ok()?));
                return Some(true);
            };
            self.count += 1;
            if self.count > MAX_ANNOTATIONS {
                return None;
            }
            document.add(annotation?, &mut self.labels).ok()?;
        }
        self.at = annotations.end - annotations.rest.len();
        Some(true)
    }

    fn library(&mut self) -> Library {
        let labels = std::mem::replace(&mut self.labels, Labels::empty()).into_set();
        Library { labels, documents: std::mem::take(&mut self.documents) }
    }
}

/// `text[all]` with `instead` in the place of some ranges of it.
pub(super) fn without(
    text: &str,
    all: Range<usize>,
    ranges: impl Iterator<Item = Range<usize>>,
    instead: &str,
) -> String {
    let mut rest = String::new();
    let mut from = all.start;
    for range in ranges {
        rest.push_str(&text[from..range.start]);
        rest.push_str(instead);
        from = range.end;
    }
    rest.push_str(&text[from..all.end]);
    rest
}

/// The inside of a list of annotations.
pub(super) struct Annotations<'a> {
    rest: &'a str,
    /// Where `rest` ends in the file.
    end: usize,
    first: bool,
}

impl<'a> Annotations<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        Self { rest: text[range.clone()].trim_ascii_start(), end: range.end, first: true }
    }
}

impl<'a> Iterator for Annotations<'a> {
    /// Nothing in the place of what cannot be read.
    type Item = Option<NativeAnnotation<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let begun = if self.first { Some(self.rest) } else { self.rest.strip_prefix(',') };
        let Some(begun) = begun else { return Some(None) };
        self.first = false;
        let mut values = serde_json::Deserializer::from_str(begun).into_iter();
        let Some(Ok(annotation)) = values.next() else { return Some(None) };
        self.rest = begun[values.byte_offset()..].trim_ascii_start();
        Some(Some(annotation))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// A file with one document, whose inside follows its id.
    fn file(inside: &str) -> String {
        format!(
            r#"{{"format":"postil","version":1,"offset_unit":"code_point","documents":[{{"id":"x",{inside}}}],"labels":[]}}"#
        )
    }

    const MARK: &str = r#"{"id":"a1","start":0,"end":3,"text":"Zoë","label":"PERSON"}"#;

    #[test]
    fn a_file_is_read_in_steps_where_it_is_laid_out_as_usual() {
        let first = format!(r#""annotations" : [ {MARK} ] , "text":"Zoë \"[{{\" paid.""#);
        let escaped = format!(r#""text":"Zoë","\u0061nnotations":[{MARK}]"#);
        for (what, file, in_steps) in [
            ("marks before the text", file(&first), true),
            ("no marks", file(r#""text":"annotations","annotations":[]"#), true),
            ("other lists", file(r#""text":"Zoë","more":{"annotations":[1,[2]]},"entities":[]"#), true),
            ("no documents", file("").replace(r#"{"id":"x",}"#, ""), true),
            ("a name with escapes", file(&escaped), false),
            ("a comma too many", file(&format!(r#""text":"Zoë","annotations":[{MARK},]"#)), false),
            ("a comma too few", file(&format!(r#""text":"Zoë","annotations":[{MARK} {MARK}]"#)), false),
            ("a mark that is wrong", file(&format!(r#""text":"Zoé","annotations":[{MARK}]"#)), false),
            ("marks twice", file(r#""text":"Zoë","annotations":[],"annotations":[]"#), false),
            ("a list that is none", file(r#""text":"Zoë","annotations":[}"#), false),
            ("more after the end", file(r#""text":"Zoë""#) + "{}", false),
            ("cut short", file(r#""text":"Zoë""#).replace("]}", "]"), false),
        ] {
            let mut opening = Opening::new(&file);
            while opening.step() {}
            assert_eq!(matches!(opening.stage, Stage::Done(Some(_))), in_steps, "{what}");
            assert_eq!(opening.finish(), read::read_text(&file), "{what}");
        }
    }

    #[test]
    fn a_long_file_takes_many_steps() {
        let mut text = String::new();
        let mut marks = String::new();
        for number in 0..STEP * 40 {
            let between = if number == 0 { "" } else { "," };
            let (start, end) = (number * 4, number * 4 + 3);
            let _ = write!(
                marks,
                r#"{between}{{"id":"a{number}","start":{start},"end":{end},"text":"Zoë","label":"PERSON"}}"#
            );
            text.push_str("Zoë ");
        }
        let file = file(&format!(r#""text":"{text}","annotations":[{marks}]"#));
        let mut opening = Opening::new(&file);
        let mut steps = 0;
        while opening.step() {
            steps += 1;
        }
        assert!(steps > 40, "{steps}");
        assert_eq!(opening.finish(), read::read_text(&file));
    }
}
