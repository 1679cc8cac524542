//! Undo and redo: going back and forth through the history.

use std::rc::Rc;
use std::sync::Arc;

use super::history::Step;
use super::{Notice, Saved, State, edit};

/// Undo and redo: the edits backwards or forwards, and the place where it happened.
pub(super) fn travel(state: &mut State, back: bool) {
    let history = Rc::make_mut(&mut state.history);
    let Some(step) = (if back { history.undo() } else { history.redo() }) else {
        let words = match (state.history.is_read(), back) {
            (false, _) => "What was done before is still being read. Try again in a moment.",
            (true, true) => "Nothing to undo",
            (true, false) => "Nothing to redo",
        };
        state.session.notice = Some(Notice::info(words));
        return;
    };
    let saved = Rc::make_mut(&mut state.saved);
    if back {
        let inverse: Vec<_> = step.edits.iter().rev().map(edit::Edit::inverse).collect();
        edit::apply(saved, &inverse);
    } else {
        if let Some(amended) = as_it_goes(saved, &step) {
            history.amend(Rc::new(amended));
        }
        edit::apply(saved, &step.edits);
    }
    let document = step.edits.first().and_then(edit::Edit::document);
    match document {
        Some(id) if saved.open.as_ref() == Some(id) && saved.document(id).is_none() => saved.open = None,
        // In the list of the library one stays there.
        Some(id) if saved.open.as_ref() != Some(id) && saved.document(id).is_some() && !state.session.shelf.shown => {
            saved.open = Some(Arc::clone(id));
            state.session.selection = None;
        }
        Some(_) | None => {}
    }
    let exists = |id: &u32| state.saved.open_document().is_some_and(|document| document.annotation(*id).is_some());
    state.session.selected = step.focus.filter(exists);
    state.session.notice = None;
    state.session.offer = None;
    state.session.asked = None;
}

/// A step that takes documents out of the library, with the documents as they are when they go: what they have become since
/// the step was made comes back with them. `None` when they are the same.
fn as_it_goes(saved: &Saved, step: &Step) -> Option<Step> {
    let mut amended = None;
    for (at, edit) in step.edits.iter().enumerate() {
        let edit::Edit::Document { index, before: Some(before), after } = edit else { continue };
        let now = saved.document(&before.id).filter(|now| !Rc::ptr_eq(now, before));
        if let Some(now) = now {
            let edit = edit::Edit::Document { index: *index, before: Some(Rc::clone(now)), after: after.clone() };
            let amended = amended.get_or_insert_with(|| step.clone());
            amended.edits.iter_mut().skip(at).take(1).for_each(|known| *known = edit.clone());
        }
    }
    amended
}
