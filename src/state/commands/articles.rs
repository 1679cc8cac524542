//! The commands on articles as wholes: saying that one is done, and what is done to those chosen in the library.

use std::sync::Arc;

use super::super::library::{Standing, Summary};
use super::super::shelf::chosen;
use super::super::{Action, State};

/// Whether the open article is done.
#[must_use]
pub fn is_done(state: &State) -> bool {
    let Some(document) = state.saved.open_document() else { return false };
    let summary = Summary::of(document, state.saved.settings.threshold);
    let pending = state.saved.undetected.contains(&document.id);
    summary.standing(state.saved.said(&document.id), pending) == Standing::Done
}

/// Says that the open article is done, or not if it is.
pub(super) fn done(state: &State) -> Option<Action> {
    Some(Action::SetDone(vec![state.saved.open.clone()?], !is_done(state)))
}

/// What is to be done to the articles chosen, where the list is on the screen and some are.
pub(super) fn with_chosen(state: &State, action: impl FnOnce(Vec<Arc<str>>) -> Action) -> Option<Action> {
    let ids = chosen(state);
    (state.session.shelf.shown && !ids.is_empty()).then(|| action(ids))
}
