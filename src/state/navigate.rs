//! Moving about: the caret, the selection and the annotation at hand.

use postil_engine::{Document, Id, place_of};

use super::caret::{self, Motion};
use super::relations::Relating;
use super::{Selection, State, snap, under};

/// Puts the caret or selection there. A caret inside a mark takes the mark in hand, the innermost one first.
pub(super) fn select_text(state: &mut State, selection: Option<Selection>) {
    let Some(document) = state.saved.open_document() else { return };
    state.session.selection = selection;
    let caret = selection.filter(|selection| selection.is_caret());
    let under = caret.and_then(|caret| {
        let at = caret.head;
        let shown = under::touching(document, at, at).filter(|a| state.shows(a));
        // Between fragments there is nothing to take; behind the end of one there is.
        let is_at = |a: &&std::sync::Arc<postil_engine::Annotation>| {
            a.pieces().iter().any(|piece| piece.start() <= at && at <= piece.end())
        };
        shown.filter(is_at).min_by_key(|a| (a.piece_at(at).is_none(), a.span.len(), a.id)).map(|a| a.id)
    });
    state.session.selected = under;
}

/// Selects what the pointer chose, grown to whole words unless the person wants any characters.
pub(super) fn pick_text(state: &mut State, selection: Selection, free: bool) {
    let Some(document) = state.saved.open_document() else { return };
    let mut picked = selection;
    if !selection.is_caret() && !free && !state.saved.settings.any_characters {
        let (start, end) = snap::whole_words(document.text.as_str(), selection.ends(), state.segmenter);
        let is_backwards = selection.head < selection.anchor;
        let (anchor, head) = if is_backwards { (end, start) } else { (start, end) };
        picked = Selection { anchor, head };
    }
    select_text(state, Some(picked));
}

/// Moves the caret. Without one it starts at the annotation at hand, or at the start of the text.
pub(super) fn move_caret(state: &mut State, motion: Motion, extend: bool) {
    let Some(document) = state.saved.open_document() else { return };
    let text = document.text.as_str();
    let selected = state.session.selected.and_then(|id| document.annotation(id)).map(|a| a.span);
    let current = state.session.selection.unwrap_or_else(|| match selected {
        Some(span) if motion.forward => Selection { anchor: span.start(), head: span.end() },
        Some(span) => Selection { anchor: span.end(), head: span.start() },
        None => {
            let start = document.blocks.first().map_or(0, |block| block.span.start());
            Selection { anchor: start, head: start }
        }
    });
    let head = caret::moved(text, current.head, motion, state.segmenter);
    let anchor = if extend { current.anchor } else { head };
    select_text(state, Some(Selection { anchor, head }));
}

/// Takes the next or previous annotation shown in hand; goes round at the end of the text.
pub(super) fn step(state: &mut State, forward: bool, to_review: bool) {
    use postil_engine::Status;
    let Some(document) = state.saved.open_document() else { return };
    let wanted = |a: &postil_engine::Annotation| state.shows(a) && (!to_review || a.status == Status::Suggested);
    let list = &document.annotations;
    let selected = state.session.selected.and_then(|id| place_of(list, id));
    let here = match (selected, state.session.selection) {
        (Some(index), _) => index + usize::from(forward),
        (None, Some(selection)) => list.partition_point(|a| a.span.start() < selection.head),
        (None, None) => 0,
    };
    let (before, after) = list.split_at(here.min(list.len()));
    let next = if forward {
        after.iter().chain(before).find(|a| wanted(a))
    } else {
        before.iter().rev().chain(after.iter().rev()).find(|a| wanted(a))
    };
    if let Some(next) = next {
        state.session.selected = Some(next.id);
        state.session.selection = None;
    } else if to_review {
        state.session.selected = None;
        state.session.notice = Some(super::Notice::info("Everything is reviewed"));
    }
}

/// The marks shown that lie at a place, the innermost first: where the caret is, or else at what is innermost in the mark in
/// hand. Costs what [`under::touching`] does.
#[must_use]
pub fn here(state: &State, document: &Document) -> Vec<Id> {
    let caret = state.session.selection.filter(|selection| selection.is_caret()).map(|selection| selection.head);
    let inner = || {
        let span = document.annotation(state.session.selected?)?.span;
        let inside = under::touching(document, span.start(), span.end()).filter(|a| state.shows(a));
        let inside = inside.filter(|a| a.span.overlaps(span));
        inside.min_by_key(|a| (!span.contains(a.span), a.span.len(), a.id)).map(|a| a.span.start().max(span.start()))
    };
    let Some(at) = caret.or_else(inner) else { return Vec::new() };
    let shown = under::touching(document, at, at).filter(|a| state.shows(a));
    let mut marks: Vec<_> = shown.filter(|a| a.piece_at(at).is_some()).collect();
    marks.sort_unstable_by_key(|a| (a.span.len(), std::cmp::Reverse(a.id)));
    marks.into_iter().map(|a| a.id).collect()
}

/// Takes the mark in hand that comes after the one in hand in a pile of them, or else the first.
pub(super) fn pick_mark(state: &mut State, pile: &[Id]) {
    let at = pile.iter().position(|id| Some(*id) == state.session.selected);
    let next = at.map_or(0, |at| (at + 1) % pile.len());
    state.session.selected = pile.get(next).copied();
    state.session.selection = None;
}

/// Begins to make a relation, goes on with it, or gives it up.
pub(super) fn relate(state: &mut State, relating: Option<Relating>) {
    if let Some(given_up) = state.session.relating.take().filter(|_| relating.is_none()) {
        state.session.selected = Some(given_up.from);
    }
    state.session.selection = None;
    state.session.relating = relating;
}
