//! Steps of the history as records and back. An edit is a line: a letter, then what was and what will be, with tabs between;
//! a step's first line says what to show. An article that was removed or brought back is named by its slot, since its own
//! records stay for as long as the step does.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, LabelDef, PersonalEntry, Span, Text};
use postil_formats::LabelFile;
use postil_formats::native::item::{self, Items};
use serde::de::DeserializeOwned;

use super::code::{Lines, from_json, is_whole, lines, to_json};
use super::frame;
use super::mirror::Mirror;
use crate::state::edit::Edit;
use crate::state::history::Step;
use crate::state::keymap::OwnKeys;
use crate::state::{LabelSet, Saved};

/// Where texts and slots of documents are found.
#[derive(Default)]
pub(super) struct Known {
    /// Of each id the text of the library's article, then those of others that had it before.
    texts: HashMap<Arc<str>, Vec<Text>>,
    slots: Vec<(Arc<str>, Rc<Document>)>,
}

impl Known {
    /// What a step speaks of.
    pub(super) fn of(step: &Step, mirror: &Mirror) -> Self {
        let mut known = Self::default();
        for edit in &step.edits {
            let Some(id) = edit.document() else { continue };
            if matches!(edit, Edit::Document { .. }) || !known.texts.contains_key(id) {
                for slot in mirror.slots.iter().filter(|slot| slot.document.id == *id) {
                    known.texts.entry(Arc::clone(id)).or_default().push(slot.document.text.clone());
                    known.slots.push((slot.name.clone(), Rc::clone(&slot.document)));
                }
            }
        }
        known
    }

    fn slot(&self, document: &Rc<Document>) -> &str {
        let same = self.slots.iter().find(|(_, known)| Rc::ptr_eq(known, document));
        // Brought in again under the same id, the removed one comes last.
        let named = || self.slots.iter().rfind(|(_, known)| known.id == document.id);
        same.or_else(named).map_or("", |(name, _)| name)
    }
}

/// The lines of a step.
pub(super) fn write(step: Rc<Step>, known: Known) -> Lines {
    let mut next = None;
    Box::new(move |body| {
        let Some(at) = next else {
            body.extend_from_slice(format!("s{}\t{}\n", to_json(&step.focus), step.at).as_bytes());
            next = Some(0);
            return true;
        };
        next = Some(at + 1);
        let Some(edit) = step.edits.get(at) else { return false };
        line(edit, &known, body);
        body.push(b'\n');
        true
    })
}

fn line(edit: &Edit, known: &Known, body: &mut Vec<u8>) {
    let json = |letter: &str, document: Option<&Arc<str>>, before: String, after: String| {
        let document = document.map(to_json).unwrap_or_default();
        format!("{letter}{document}\t{before}\t{after}").into_bytes()
    };
    if let Edit::Annotation { document, .. } | Edit::Ignored { document, .. } = edit {
        // These need the text. Without it the step cannot be read, and the history begins after it.
        let letter = if matches!(edit, Edit::Annotation { .. }) { "a" } else { "i" };
        let texts = known.texts.get(document);
        let Some(text) = texts.and_then(|texts| texts.iter().find(|text| lies_in(edit, text))) else { return };
        body.extend_from_slice(format!("{letter}{}", to_json(document)).as_bytes());
        match edit {
            Edit::Annotation { before, after, .. } => {
                for it in [before, after] {
                    body.push(b'\t');
                    it.iter().for_each(|it| item::write_annotation(text, it, body));
                }
            }
            Edit::Ignored { before, after, .. } => {
                for it in [before, after] {
                    body.push(b'\t');
                    it.iter().for_each(|it| item::write_ignored(text, it, body));
                }
            }
            _ => {}
        }
        return;
    }
    let mut parts = [Vec::new(), Vec::new()];
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
    let line = match edit {
        Edit::Annotation { .. } | Edit::Ignored { .. } => return,
        Edit::Entity { document, before, after } => {
            for (it, part) in [before, after].into_iter().zip(&mut parts) {
                it.iter().for_each(|it| item::write_entity(it, part));
            }
            let [before, after] = parts.map(text);
            json("e", Some(document), before, after)
        }
        Edit::Relation { document, before, after } => {
            for (it, part) in [before, after].into_iter().zip(&mut parts) {
                it.iter().for_each(|it| item::write_relation(it, part));
            }
            let [before, after] = parts.map(text);
            json("r", Some(document), before, after)
        }
        Edit::Document { index, before, after } => {
            let slot = |it: &Option<Rc<Document>>| it.as_ref().map_or("", |it| known.slot(it)).to_owned();
            format!("D{index}\t{}\t{}", slot(before), slot(after)).into_bytes()
        }
        Edit::Date { document, before, after } => json("d", Some(document), to_json(before), to_json(after)),
        Edit::Title { document, before, after } => json("t", Some(document), to_json(before), to_json(after)),
        Edit::Done { document, before, after } => json("o", Some(document), to_json(before), to_json(after)),
        Edit::Personal { before, after } => {
            let entry =
                |it: &Option<PersonalEntry>| to_json(&it.as_ref().map(|it| (&it.words, &it.label, it.any_case)));
            json("p", None, entry(before), entry(after))
        }
        Edit::Label { before, after } => {
            let label = |it: &Option<(usize, Rc<LabelDef>)>| to_json(&it.as_ref().map(|(at, label)| (at, &**label)));
            json("l", None, label(before), label(after))
        }
        Edit::Key { before, after } => json("k", None, to_json(before), to_json(after)),
        Edit::Sets { before, after } => {
            let files = |sets: &Rc<Vec<LabelSet>>| -> Vec<LabelFile> {
                sets.iter().map(|set| LabelFile::new(&set.name, set.labels.to_vec())).collect()
            };
            json("S", None, to_json(&files(before)), to_json(&files(after)))
        }
    };
    body.extend_from_slice(&line);
}

/// Whether the places that an edit speaks of are in that text.
fn lies_in(edit: &Edit, text: &Text) -> bool {
    let is_there = |span: &Span| text.as_str().get(span.range()).is_some();
    match edit {
        Edit::Annotation { before, after, .. } => before.iter().chain(after).all(|it| it.pieces().iter().all(is_there)),
        Edit::Ignored { before, after, .. } => before.iter().chain(after).all(|it| is_there(&it.span)),
        _ => true,
    }
}

/// Steps on their way in, one at a time, from the last one back: before one that cannot be read nothing can be undone.
pub struct Recall {
    records: BTreeMap<u64, Vec<String>>,
    mirror: Mirror,
    /// The articles of the library; the mirror lacks those whose records are damaged.
    library: Vec<Rc<Document>>,
    /// Of each id, with each text that an article of it has.
    items: HashMap<Arc<str>, Vec<Items>>,
    range: (u64, u64, u64),
    /// The next step to read, going back and then forth.
    back: Option<u64>,
    forth: u64,
    past: Vec<Rc<Step>>,
    future: Vec<Rc<Step>>,
    /// Whether a step could not be read.
    pub damaged: bool,
}

/// Steps that were read.
#[derive(Clone, Debug, Default)]
pub struct Recalled {
    /// Those that can be undone, in the order in which they were done.
    pub past: Vec<Rc<Step>>,
    /// Those that can be done again, in the order in which they would be.
    pub future: Vec<Rc<Step>>,
}

/// Begins to read the steps that the mirror's history lacks.
#[must_use]
pub fn recall(records: &[Vec<u8>], mirror: &Mirror, saved: &Saved) -> Recall {
    let mut found: BTreeMap<u64, BTreeMap<usize, String>> = BTreeMap::new();
    for record in records.iter().filter_map(|bytes| frame::open(bytes).ok()) {
        let mut words = record.key.split(' ').skip(1);
        let number = words.next().and_then(|word| word.parse().ok());
        let part = words.next().and_then(|word| word.parse().ok());
        if let Some((number, part)) = number.zip(part) {
            found.entry(number).or_default().insert(part, record.body);
        }
    }
    let records = found.into_iter().map(|(number, parts)| (number, parts.into_values().collect())).collect();
    let range = mirror.history.range();
    Recall {
        records,
        mirror: mirror.clone(),
        library: saved.documents.clone(),
        items: HashMap::new(),
        range,
        back: range.1.checked_sub(1),
        forth: range.1,
        past: Vec::new(),
        future: Vec::new(),
        damaged: false,
    }
}

impl Recall {
    /// Reads another step; false when all are read.
    pub fn step(&mut self) -> bool {
        if let Some(number) = self.back.filter(|number| *number >= self.range.0) {
            self.back = number.checked_sub(1);
            match self.read(number) {
                Some(step) => self.past.push(step),
                None => (self.back, self.damaged) = (None, true),
            }
            return true;
        }
        if self.forth < self.range.2 {
            match self.read(self.forth) {
                Some(step) => self.future.push(step),
                None => (self.range.2, self.damaged) = (0, true),
            }
            self.forth += 1;
            return true;
        }
        false
    }

    /// What was read.
    #[must_use]
    pub fn done(mut self) -> Recalled {
        self.past.reverse();
        Recalled { past: self.past, future: self.future }
    }

    fn read(&mut self, number: u64) -> Option<Rc<Step>> {
        let parts = self.records.remove(&number).filter(|parts| is_whole(parts))?;
        let mut all = parts.iter().flat_map(|part| lines(part));
        let first = all.next()?.strip_prefix('s')?;
        // Without the time in those of before.
        let (focus, at) = first.split_once('\t').unwrap_or((first, "0"));
        let (focus, at) = (from_json(focus).ok()?, at.parse().ok()?);
        let edits: Option<Vec<Edit>> = all.map(|line| self.edit(line)).collect();
        Some(Rc::new(Step { edits: edits?, focus, at }))
    }

    fn edit(&mut self, line: &str) -> Option<Edit> {
        let (letter, rest) = line.split_at_checked(1)?;
        let mut fields = rest.split('\t');
        let (head, before, after) = (fields.next()?, fields.next()?, fields.next()?);
        match letter {
            "D" => {
                let document = |name: &str| match name {
                    "" => Some(None),
                    name => self.mirror.slot(name).map(|slot| Some(Rc::clone(&slot.document))),
                };
                Some(Edit::Document { index: head.parse().ok()?, before: document(before)?, after: document(after)? })
            }
            "p" => {
                let entry = |json: &str| -> Option<Option<PersonalEntry>> {
                    let it: Option<(Arc<str>, Option<Arc<str>>, bool)> = from_json(json).ok()?;
                    Some(it.map(|(words, label, any_case)| PersonalEntry { words, label, any_case }))
                };
                Some(Edit::Personal { before: entry(before)?, after: entry(after)? })
            }
            "l" => {
                let label = |json: &str| -> Option<Option<(usize, Rc<LabelDef>)>> {
                    let it: Option<(usize, LabelDef)> = from_json(json).ok()?;
                    Some(it.map(|(at, label)| (at, Rc::new(label))))
                };
                Some(Edit::Label { before: label(before)?, after: label(after)? })
            }
            "k" => {
                let keys = |json: &str| from_json::<Option<(usize, OwnKeys)>>(json).ok();
                Some(Edit::Key { before: keys(before)?, after: keys(after)? })
            }
            "S" => {
                let sets = |json: &str| -> Option<Rc<Vec<LabelSet>>> {
                    let files: Vec<LabelFile> = from_json(json).ok()?;
                    let set = |file: LabelFile| LabelSet { name: file.name, labels: Rc::new(file.labels) };
                    Some(Rc::new(files.into_iter().map(set).collect()))
                };
                Some(Edit::Sets { before: sets(before)?, after: sets(after)? })
            }
            _ => self.of_document(letter, from_json(head).ok()?, before, after),
        }
    }

    fn of_document(&mut self, letter: &str, id: Arc<str>, before: &str, after: &str) -> Option<Edit> {
        let known = self.library.iter().chain(self.mirror.slots.iter().map(|slot| &slot.document));
        let known: Vec<_> = known.filter(|document| document.id == id).collect();
        // The id that the library has, so that it is in memory once.
        let id = Arc::clone(&known.first()?.id);
        let items = self.items.entry(Arc::clone(&id)).or_insert_with(|| {
            let mut texts: Vec<&Text> = Vec::new();
            for document in known {
                if !texts.contains(&&document.text) {
                    texts.push(&document.text);
                }
            }
            texts.into_iter().map(|text| Items::new(text.clone())).collect()
        });
        // The words tell of which article it is: one that has gone may have had the same id and another text.
        items.iter_mut().find_map(|items| of_article(items, letter, &id, before, after))
    }
}

fn of_article(items: &mut Items, letter: &str, id: &Arc<str>, before: &str, after: &str) -> Option<Edit> {
    let document = Arc::clone(id);
    Some(match letter {
        "a" => {
            let mut it = |json| item(json, |json| items.annotation(json)).map(|it| it.map(Arc::new));
            Edit::Annotation { document, before: it(before)?, after: it(after)? }
        }
        "i" => {
            let mut it = |json| item(json, |json| items.ignored(json));
            Edit::Ignored { document, before: it(before)?, after: it(after)? }
        }
        "e" => {
            let mut it = |json| item(json, |json| items.entity(json)).map(|it| it.map(Arc::new));
            Edit::Entity { document, before: it(before)?, after: it(after)? }
        }
        "r" => {
            let mut it = |json| item(json, |json| items.relation(json)).map(|it| it.map(Arc::new));
            Edit::Relation { document, before: it(before)?, after: it(after)? }
        }
        "d" => Edit::Date { document, before: plain(before)?, after: plain(after)? },
        "o" => Edit::Done { document, before: plain(before)?, after: plain(after)? },
        "t" => Edit::Title { document, before: plain(before)?, after: plain(after)? },
        _ => return None,
    })
}

/// What was or will be: nothing, or a line of JSON. `None` when it cannot be read.
fn item<T>(json: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<Option<T>> {
    if json.is_empty() { Some(None) } else { read(json).ok().map(Some) }
}

fn plain<T: DeserializeOwned>(json: &str) -> Option<T> {
    from_json(json).ok()
}
