//! Documents join the library: those of a file, and what came before the stored work was read.

use std::rc::Rc;

use postil_engine::{Document, LabelDef};

use super::reduce::open;
use super::{Notice, Saved, State};

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

/// What came in before the stored work had been read joins that, and stays on the screen.
pub(super) fn join(saved: &mut Saved, early: &Saved) {
    for document in &early.documents {
        if saved.document(&document.id).is_some() {
            continue;
        }
        for annotation in document.annotations.iter() {
            if saved.label(&annotation.label).is_none()
                && let Some(label) = early.label(&annotation.label)
            {
                Rc::make_mut(&mut saved.labels).push(LabelDef { key: None, ..label.clone() });
            }
        }
        saved.documents.push(Rc::clone(document));
    }
    saved.undetected.extend(early.undetected.iter().cloned());
    if early.open.is_some() {
        saved.open.clone_from(&early.open);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::fresh;
    use super::super::{Action, History, reduce};
    use super::*;

    #[test]
    fn what_comes_before_the_stored_work_is_not_lost() {
        let stored = fresh().saved;
        let text = postil_engine::Text::new("Early words.");
        let document = Box::new(Document::new("early", "Early", text, Vec::new().into()));
        let state = reduce(&State::default(), Action::AddDocument { document, detect: true });
        let state = reduce(&state, Action::Loaded(Box::new((*stored).clone()), Rc::new(History::default())));
        let ids: Vec<_> = state.saved.documents.iter().map(|it| it.id.to_string()).collect();
        let known = stored.documents.iter().map(|it| it.id.to_string());
        assert_eq!(ids, known.chain(["early".to_owned()]).collect::<Vec<_>>());
        assert_eq!(state.saved.open.as_deref(), Some("early"));
        assert_eq!(state.saved.undetected.last().map(|id| &**id), Some("early"));
    }
}
