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
            (false, true) => "What was done before is still being read. Then it is undone.",
            (false, false) => "What was done before is still being read. Then it is done again.",
            (true, true) => "Nothing to undo",
            (true, false) => "Nothing to redo",
        };
        if !state.history.is_read() {
            state.session.early += if back { -1 } else { 1 };
        }
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

/// Takes in the steps that were not read until now, and does what was wanted of them meanwhile.
pub(super) fn recall(state: &mut State, past: Vec<Rc<Step>>, future: Vec<Rc<Step>>) {
    Rc::make_mut(&mut state.history).recall(past, future);
    let early = std::mem::take(&mut state.session.early);
    if state.session.may_edit() {
        for _ in 0..early.unsigned_abs() {
            travel(state, early < 0);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::history::History;
    use crate::state::tests::{after, fresh};
    use crate::state::{Action, Selection, reduce};

    /// Three marks made, the last one undone, and the page loaded again: what is pressed before the steps are read, and how
    /// many marks there are after they are.
    #[test]
    fn what_is_undone_before_the_steps_are_read_is_undone_then() {
        let mark = |start, end| {
            [Action::SelectText(Some(Selection { anchor: start, head: end })), Action::ApplyLabel("ORG".into())]
        };
        let marked = after(&fresh(), [mark(0, 4), mark(5, 9), mark(16, 20)].concat());
        let done = after(&marked, [Action::Undo]);
        let (first, at, end) = done.history.range();
        let steps: Vec<_> = done.history.steps().map(|(_, step)| Rc::clone(step)).collect();
        let (past, future) = steps.split_at((at - first) as usize);
        let count = |state: &State| state.saved.documents[0].annotations.len();
        for (pressed, wanted) in [
            (vec![], 2),
            (vec![Action::Undo], 1),
            (vec![Action::Undo, Action::Undo], 0),
            (vec![Action::Undo, Action::Redo], 2),
            (vec![Action::Redo], 3),
            // What is done in between is undone first, and what was wanted before it no more.
            ([vec![Action::Undo], mark(10, 12).to_vec()].concat(), 3),
            ([mark(10, 12).to_vec(), vec![Action::Undo, Action::Undo]].concat(), 1),
        ] {
            let mut late = done.clone();
            late.history = Rc::new(History::unread(first, at, end));
            let late = after(&late, pressed.clone());
            let (past, future) = (past.to_vec(), future.to_vec());
            let read = reduce(&late, Action::Recalled { past, future });
            assert_eq!(count(&read), wanted, "{pressed:?}");
            assert_eq!(reduce(&read, Action::Undo).session.early, 0, "{pressed:?}");
        }
    }
}
