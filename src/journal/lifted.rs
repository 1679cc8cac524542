//! The articles that steps of the history take out of the library or bring back.

use std::rc::Rc;

use postil_engine::Document;

use crate::state::History;
use crate::state::edit::Edit;
use crate::state::history::Step;

/// The documents that steps take out of the library or bring back.
pub(super) fn lifted<'a>(steps: impl Iterator<Item = &'a Rc<Step>>) -> impl Iterator<Item = &'a Rc<Document>> {
    let edits = steps.flat_map(|step| &step.edits).filter_map(|edit| match edit {
        Edit::Document { before, after, .. } => Some([before, after]),
        _ => None,
    });
    edits.flatten().flatten()
}

/// The documents that were taken out since `stored` was.
pub(super) fn taken_out<'a>(stored: &'a History, history: &'a History) -> impl Iterator<Item = &'a Rc<Document>> {
    let (at, now) = (stored.range().1, history.range().1);
    let is_done_since = move |step: &(u64, &Rc<Step>)| step.0 < now && (step.0 >= at || is_new(stored, step));
    let edits = history.steps().filter(is_done_since).flat_map(|(_, step)| &step.edits);
    edits.filter_map(|edit| match edit {
        Edit::Document { before, after: None, .. } => before.as_ref(),
        _ => None,
    })
}

/// Whether `stored` does not have the step under its number.
pub(super) fn is_new(stored: &History, (number, step): &(u64, &Rc<Step>)) -> bool {
    stored.step(*number).is_none_or(|known| !Rc::ptr_eq(known, step))
}
