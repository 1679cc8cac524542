//! Undo and redo: going back and forth through the history.

use std::rc::Rc;
use std::sync::Arc;

use super::history::{History, Step};
use super::{Notice, Saved, State, edit};

/// What is said of an article that undo brings back while another has its id.
const COPY: &str = "Brought back as a copy: the article had come into the library again";

/// Undo and redo: the edits backwards or forwards, and the place where it happened.
pub(super) fn travel(state: &mut State, back: bool) {
    let taken = taken(state, back);
    // What is not read yet may speak of the same article, and of the id that is free.
    let step = if !taken.is_empty() && !state.history.is_read() {
        None
    } else {
        let history = Rc::make_mut(&mut state.history);
        taken.iter().for_each(|id| make_room(&state.saved, history, back, id));
        if back { history.undo() } else { history.redo() }
    };
    let history = Rc::make_mut(&mut state.history);
    let Some(step) = step else {
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
    state.session.detecting = state.session.detecting.take().filter(|it| state.saved.document(&it.document).is_some());
    state.session.notice = (!taken.is_empty()).then(|| Notice::info(COPY));
    state.session.offer = None;
    state.session.asked = None;
}

/// The ids of articles that the next step brings into the library, and that others have there: they came in meanwhile, which
/// is no step.
fn taken(state: &State, back: bool) -> Vec<Arc<str>> {
    let edits = state.history.next(back).into_iter().flat_map(|step| &step.edits);
    let comes = edits.filter_map(|edit| match edit {
        edit::Edit::Document { before, after, .. } if back => before.as_ref().filter(|_| after.is_none()),
        edit::Edit::Document { before, after, .. } => after.as_ref().filter(|_| before.is_none()),
        _ => None,
    });
    comes.map(|it| Arc::clone(&it.id)).filter(|id| state.saved.document(id).is_some()).collect()
}

/// Gives an article that is to come another id, in all that was done to it: nothing on that side of the history speaks of the
/// one that has its id now.
fn make_room(saved: &Saved, history: &mut History, back: bool, id: &Arc<str>) {
    let is_free = |id: &String| saved.document(id).is_none() && !history.speaks_of(id);
    if let Some(free) = (2..).map(|n| format!("{id}-{n}")).find(is_free) {
        history.rename(back, id, &free.into());
    }
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
    use crate::state::tests::{after, document, fresh};
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

    /// An article comes into the library under the id of one that undo or redo then brings back: both are there, each under
    /// an id of its own, and what was done to either is undone and done again there.
    #[test]
    fn what_comes_back_under_an_id_that_is_taken_gets_another() {
        let start = after(&fresh(), [Action::Rename("Mine".into())]);
        let id = Arc::clone(&document(&start).id);
        let other = postil_engine::Document { title: "Theirs".into(), ..(**document(&start)).clone() };
        let file = |document: &postil_engine::Document| Action::AddLibrary {
            documents: vec![document.clone()],
            labels: Vec::new(),
        };
        let import = Action::AddImport(Box::new(crate::state::importing::Incoming {
            documents: vec![postil_engine::Document { id: "new".into(), title: "Ours".into(), ..other.clone() }],
            ..Default::default()
        }));
        let again = postil_engine::Document { id: "new".into(), ..other.clone() };
        let remove = || vec![Action::RemoveDocument(Arc::clone(&id))];
        let undo = |count: usize| vec![Action::Undo; count];
        let rename = || Action::Rename("Other".into());
        for (name, actions, wanted) in [
            ("removed and brought from a file", [remove(), vec![file(&other)], undo(1)].concat(), ["Mine", "Theirs"]),
            ("the same as it was", [remove(), vec![file(document(&start))], undo(1)].concat(), ["Mine", "Mine"]),
            ("worked on", [remove(), vec![file(&other), rename()], undo(2)].concat(), ["Mine", "Theirs"]),
            ("undone further", [remove(), vec![file(&other)], undo(2)].concat(), ["Acme buys Beta", "Theirs"]),
            (
                "an import undone and brought",
                [vec![import], undo(1), vec![file(&again), Action::Redo]].concat(),
                ["Ours", "Theirs"],
            ),
        ] {
            let end = after(&start, actions);
            let last = |state: &State| {
                let documents = state.saved.documents.iter().rev().take(2).rev();
                documents.map(|it| it.title.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(last(&end), wanted, "{name}");
            let ids: std::collections::BTreeSet<_> = end.saved.documents.iter().map(|it| &it.id).collect();
            assert_eq!(ids.len(), end.saved.documents.len(), "{name}");
            for (there, back, can) in [
                (Action::Undo, Action::Redo, end.history.can_undo()),
                (Action::Redo, Action::Undo, end.history.can_redo()),
            ] {
                let same = after(&end, [there, back]);
                assert!(!can || same.saved.documents == end.saved.documents, "{name}");
            }
        }
    }
}
