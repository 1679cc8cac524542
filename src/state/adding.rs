//! The documents of a file join the library.

use std::rc::Rc;

use postil_engine::{Document, LabelDef};

use super::reduce::open;
use super::{Notice, State};

/// Adds the documents of a file. One that is already there stays as it is; another of the same id becomes a copy.
pub(super) fn add_library(state: &mut State, documents: Vec<Document>, labels: Vec<LabelDef>) {
    let saved = Rc::make_mut(&mut state.saved);
    for mut label in labels {
        if saved.label(&label.name).is_none() {
            let set = Rc::make_mut(&mut saved.labels);
            label.key = label.key.filter(|key| set.iter().all(|other| other.key != Some(*key)));
            set.push(label);
        }
    }
    let mut first = None;
    let mut notice = documents.is_empty().then(|| Notice::info("There are no articles in the file"));
    for mut document in documents {
        match saved.document(&document.id) {
            Some(known) if **known == document => notice = Some(Notice::info("This article is already in the library")),
            Some(_) => {
                let free = (2..).map(|n| format!("{}-{n}", document.id)).find(|id| saved.document(id).is_none());
                document.id = free.map_or(document.id, Into::into);
                notice = Some(Notice::info("Opened as a copy: the library has another version of this article"));
                saved.documents.push(Rc::new(document.clone()));
            }
            None => saved.documents.push(Rc::new(document.clone())),
        }
        first.get_or_insert(document.id);
    }
    if first.is_some() {
        open(saved, &mut state.session, first);
    }
    state.session.notice = notice;
}
