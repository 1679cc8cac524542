//! Documents out of files of other tools: added as one step, taken out again when a file is read as another format, and
//! what the person is told of them.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, LabelDef};

use super::change::Change;
use super::edit::Edit;
use super::{Saved, State};

/// Documents to add, and the labels that they use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// The documents; one whose id is taken becomes a copy, one that is there already stays out.
    pub documents: Vec<Document>,
    /// Their labels; those of a new name join the set.
    pub labels: Vec<LabelDef>,
    /// Documents that go because the file that they came from was read again.
    pub instead_of: Vec<Arc<str>>,
    /// Whether a file was read again, so that what was told of the others stays.
    pub again: bool,
    /// What the person is told.
    pub told: Rc<Vec<Told>>,
}

/// Something that was found on reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The document's title, where it is about one.
    pub document: Option<Arc<str>>,
    /// A whole sentence.
    pub words: Arc<str>,
    /// Each place that it is true of.
    pub places: Vec<Arc<str>>,
}

/// What became of files that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The file that they are or are in, by which it is read again; `None` where it cannot be.
    pub key: Option<u32>,
    /// The files' names.
    pub names: Vec<Arc<str>>,
    /// The id of the format that they were read as.
    pub format: Option<Arc<str>>,
    /// The documents that they held, by their ids in the library.
    pub documents: Vec<Arc<str>>,
    /// Annotations in these.
    pub annotations: usize,
    /// How many more it held that the library had already, and that stayed there as they are.
    pub here: usize,
    /// What was repaired, could not be, or was passed over.
    pub findings: Vec<Finding>,
    /// Why nothing was read.
    pub problem: Option<Arc<str>>,
}

/// An id that no document of the library has, nor any of `others`.
pub(crate) fn free_id(saved: &Saved, others: &[Document], id: &Arc<str>) -> Arc<str> {
    let is_free = |id: &str| saved.document(id).is_none() && others.iter().all(|document| *document.id != *id);
    if is_free(id) {
        return Arc::clone(id);
    }
    let free = (2..).map(|n| format!("{id}-{n}")).find(|id| is_free(id));
    free.map_or_else(|| Arc::clone(id), Arc::from)
}

/// The document of the library that is the same but for its id, and does not go.
pub(super) fn known<'a>(saved: &'a Saved, incoming: &Incoming, document: &Document) -> Option<&'a Rc<Document>> {
    let is_same = |known: &&Rc<Document>| {
        known.text == document.text
            && !incoming.instead_of.contains(&known.id)
            && ***known == Document { id: Arc::clone(&known.id), ..document.clone() }
    };
    saved.documents.iter().find(is_same)
}

/// The documents and labels of `incoming` join, as one step.
pub(super) fn change(state: &State, incoming: &Incoming) -> Change {
    let saved = &state.saved;
    let mut come: Vec<Document> = Vec::with_capacity(incoming.documents.len());
    for document in incoming.documents.iter().filter(|document| known(saved, incoming, document).is_none()) {
        let id = free_id(saved, &come, &document.id);
        come.push(Document { id, ..document.clone() });
    }
    // First what comes: the document of the first edit is the one that undo and redo show.
    let count = saved.documents.len();
    let has_new = !come.is_empty();
    let come = come.into_iter().enumerate();
    let mut edits: Vec<Edit> = come
        .map(|(at, document)| Edit::Document { index: count + at, before: None, after: Some(Rc::new(document)) })
        .collect();
    let goes = saved.documents.iter().enumerate().filter(|(_, document)| incoming.instead_of.contains(&document.id));
    edits.extend(goes.enumerate().map(|(gone, (index, document))| Edit::Document {
        index: index - gone,
        before: Some(Rc::clone(document)),
        after: None,
    }));
    let mut place = saved.labels.len();
    let labels = if has_new { incoming.labels.as_slice() } else { &[] };
    for label in labels {
        if saved.label(&label.name).is_none() {
            let key = label.key.filter(|key| saved.labels.iter().all(|other| other.key != Some(*key)));
            edits.push(Edit::Label { before: None, after: Some((place, Rc::new(LabelDef { key, ..label.clone() }))) });
            place += 1;
        }
    }
    Change { edits, ..Change::default() }
}

/// The documents that edits add, in order.
pub(super) fn added(edits: &[Edit]) -> Vec<Rc<Document>> {
    let added = edits.iter().filter_map(|edit| match edit {
        Edit::Document { before: None, after: Some(document), .. } => Some(Rc::clone(document)),
        _ => None,
    });
    added.collect()
}

/// What is told, of the documents of `incoming` that were added, under the ids that these got.
pub(super) fn named(incoming: &Incoming, added: &[Rc<Document>]) -> Vec<Told> {
    let (mut came, mut added) = (incoming.documents.iter(), added.iter().peekable());
    let named = incoming.told.iter().map(|told| {
        let mut told = told.clone();
        let count = std::mem::take(&mut told.documents).len();
        for document in came.by_ref().take(count) {
            match added.next_if(|added| Arc::ptr_eq(&added.annotations, &document.annotations)) {
                Some(added) => told.documents.push(Arc::clone(&added.id)),
                None => {
                    told.here += 1;
                    told.annotations = told.annotations.saturating_sub(document.annotations.len());
                }
            }
        }
        told
    });
    named.collect()
}

/// What is told with what is told now: of a file that was read again what came of that, or why nothing did.
pub(super) fn merged(before: Option<&Rc<Vec<Told>>>, now: Vec<Told>, again: bool) -> Rc<Vec<Told>> {
    let (Some(before), true, Some(key)) = (before, again, now.first().and_then(|told| told.key)) else {
        return Rc::new(now);
    };
    let failed = now.iter().all(|told| told.problem.is_some());
    let mut now = Some(now);
    let mut merged = Vec::with_capacity(before.len());
    for told in before.iter() {
        match (told.key == Some(key), failed) {
            (false, _) => merged.push(told.clone()),
            (true, true) => {
                let why = now.as_ref().and_then(|now| now.first()).and_then(|new| new.problem.clone());
                merged.push(Told { problem: why, ..told.clone() });
            }
            (true, false) => merged.extend(now.take().unwrap_or_default()),
        }
    }
    Rc::new(merged)
}
