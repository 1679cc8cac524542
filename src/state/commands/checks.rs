//! The commands on what looks wrong, and on marks that lie on each other.

use postil_engine::Span;

use super::super::check::{Issue, Kind, issues};
use super::super::{Action, Selection, State, navigate};

/// The next of the marks that lie where the cursor is.
pub(super) fn next_here(state: &State) -> Option<Action> {
    let pile = navigate::here(state, state.saved.open_document()?);
    (!pile.is_empty()).then_some(Action::PickMark(pile))
}

/// What looks wrong, without what is ignored.
fn open(state: &State) -> Option<Vec<Issue>> {
    let shown = state.saved.settings.threshold.shown(state.saved.open_document()?);
    let mut found = issues(&shown, &state.saved.labels);
    found.retain(|issue| !issue.ignored);
    Some(found)
}

/// Where one is: what is selected, or the mark in hand.
fn place(state: &State) -> Option<Span> {
    let document = state.saved.open_document()?;
    match state.session.selection {
        Some(selection) => {
            let (start, end) = selection.ends();
            document.text.span(start, end)
        }
        None => state.selected().map(|mark| mark.span),
    }
}

/// An action on what looks wrong at the mark in hand, or at the selected text.
pub(super) fn at_hand(state: &State, action: fn(Kind, Span) -> Action) -> Option<Action> {
    let here = place(state)?;
    let open = open(state)?;
    let issue = open.iter().find(|issue| issue.span == here && issue.fix.is_some());
    issue.or_else(|| open.iter().find(|issue| issue.span == here)).map(|issue| action(issue.kind, issue.span))
}

/// To the next place that looks wrong, from the start again at the end.
pub(super) fn next_check(state: &State) -> Option<Action> {
    let open = open(state)?;
    let here = place(state).map(|span| (span.start(), span.end()));
    let is_behind = |issue: &&Issue| Some((issue.span.start(), issue.span.end())) > here;
    let next = open.iter().find(is_behind).or_else(|| open.first())?;
    Some(go(next))
}

/// Takes what an issue is about in hand: its mark, or its words.
#[must_use]
pub fn go(issue: &Issue) -> Action {
    match issue.id {
        Some(id) => Action::Select(Some(id)),
        None => Action::SelectText(Some(Selection { anchor: issue.span.start(), head: issue.span.end() })),
    }
}
