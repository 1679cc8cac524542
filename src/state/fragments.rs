//! Marks in several pieces: the selected text joins the mark that was in hand last, or leaves it. Selecting text lets go
//! of a mark, so which one it was is remembered as long as its article is open.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Span, Status};

use super::change::{Change, edit};
use super::values::follow;
use super::{State, caret};

/// Bytes between mark and selection up to which it is likely that they belong together.
const NEAR: usize = 600;

/// The mark that was in hand last, if it is still shown.
fn mark(state: &State) -> Option<&Arc<Annotation>> {
    let mark = state.saved.open_document()?.annotation(state.session.last_in_hand?)?;
    state.shows(mark).then_some(mark)
}

/// The selected text without white space at its ends.
fn picked(state: &State) -> Option<Span> {
    let (start, end) = state.session.selection?.ends();
    caret::snapped(state.saved.open_document()?.text.as_str(), start, end, state.segmenter).filter(|_| start < end)
}

/// The mark as it is, and as it would be with the selected text or without it; `None` where that changes nothing.
fn changed(state: &State, add: bool) -> Option<(&Arc<Annotation>, Annotation)> {
    let (before, span) = (mark(state)?, picked(state)?);
    let text = &state.saved.open_document()?.text;
    let mut after = Annotation::clone(before);
    if add {
        after.add(text, span);
    } else {
        after.take_out(text, span);
    }
    after.status = Status::Accepted;
    (after.pieces() != before.pieces()).then_some((before, after))
}

/// Whether the selected text can join the mark, or leave it.
#[must_use]
pub fn can(state: &State, add: bool) -> bool {
    changed(state, add).is_some()
}

/// What is offered beside selected text: to add it to the mark nearby (or to take it out), and the mark's words.
#[must_use]
pub fn offered(state: &State) -> Option<(bool, String)> {
    let (mark, span) = (mark(state)?, picked(state)?);
    let add = !mark.pieces().iter().any(|piece| piece.contains(span));
    let away = span.start().saturating_sub(mark.span.end()).max(mark.span.start().saturating_sub(span.end()));
    let words = mark.words(&state.saved.open_document()?.text).into_owned();
    (away <= NEAR && can(state, add)).then_some((add, words))
}

/// The edit that adds the selected text to the mark, or takes it out.
pub(super) fn change(state: &State, document: &Document, add: bool) -> Option<Change> {
    let (before, mut after) = changed(state, add)?;
    follow(&state.saved.labels, document, before, &mut after);
    let focus = Some(before.id);
    Some(Change { edits: vec![edit(document, Some(before), Some(after))], focus, ..Change::default() })
}

/// Remembers what is in hand now; in another article nothing was.
pub(super) fn remember(before: &State, next: &mut State) {
    if before.saved.open != next.saved.open {
        next.session.last_in_hand = None;
    }
    next.session.last_in_hand = next.session.selected.or(next.session.last_in_hand);
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, after, document, fresh};
    use super::super::{Action, Selection, reduce};
    use super::*;
    use crate::state::caret::{Motion, Side, Unit};

    fn select(words: &str) -> Action {
        let start = TEXT.find(words).unwrap();
        Action::SelectText(Some(Selection { anchor: start, head: start + words.len() }))
    }

    fn shown(state: &State) -> Vec<String> {
        document(state).annotations.iter().map(|a| a.words(&document(state).text).into_owned()).collect()
    }

    const ADD: Action = Action::MarkPart { add: true };
    const TAKE: Action = Action::MarkPart { add: false };

    fn marked(words: &str) -> State {
        after(&fresh(), [select(words), Action::ApplyLabel("ORG".into())])
    }

    fn boundary(side: Side, forward: bool) -> Action {
        Action::MoveBoundary { side, motion: Motion { by: Unit::Word, forward } }
    }

    #[test]
    fn text_joins_the_mark_in_hand_last_and_leaves_it() {
        for (first, then, wanted) in [
            ("Corp", vec![select("$3m"), ADD], "Corp … $3m"),
            // In any order; over paragraphs too.
            ("$3m", vec![select("buys"), ADD, select("READ"), ADD], "buys … $3m … READ"),
            // What touches, or has only white space between, becomes one.
            ("Corp", vec![select("paid"), ADD], "Corp paid"),
            ("Corp", vec![select("Co"), ADD], "Corp"),
            ("Corp", vec![select("$3m"), ADD, select("paid"), ADD], "Corp paid $3m"),
            ("Corp", vec![select("$3m"), ADD, select("Corp paid"), ADD], "Corp paid $3m"),
            ("Beta", vec![select("Acme Corp"), ADD], "Beta … Acme Corp"),
            // Out again; never all of it.
            ("Corp paid $3m", vec![select(" paid "), TAKE], "Corp … $3m"),
            ("Corp", vec![select("$3m"), ADD, select("$3m"), TAKE], "Corp"),
            ("Corp", vec![select("$3m"), ADD, select("Corp paid $3m"), TAKE], "Corp … $3m"),
            ("Corp", vec![select("$3m"), ADD, select("May"), TAKE], "Corp … $3m"),
            // The outer ends move, the inner ones stay; a piece that is left behind goes.
            ("Corp", vec![select("$3m"), ADD, boundary(Side::Start, false)], "Acme Corp … $3m"),
            ("Corp", vec![select("$3m"), ADD, boundary(Side::End, true)], "Corp … $3m to"),
            ("Corp", vec![select("$3m"), ADD, boundary(Side::Start, true)], "$3m"),
            ("Corp", vec![select("$3m"), ADD, boundary(Side::End, false)], "Corp … $"),
            ("Corp", vec![select("$3m"), ADD, boundary(Side::End, false), boundary(Side::End, false)], "Corp"),
            ("Corp", vec![select("to Beta"), ADD, boundary(Side::End, false)], "Corp … to"),
        ] {
            let state = after(&marked(first), then.clone());
            assert_eq!(shown(&state), [wanted], "{first} {then:?}");
            assert_eq!(state.session.selected.is_some(), state.session.selection.is_none());
        }
    }

    #[test]
    fn a_part_is_one_step_and_the_mark_stays_whole() {
        let before = marked("Corp");
        let state = after(&before, [select("$3m"), ADD]);
        let id = state.session.selected.unwrap();
        assert_eq!(state.selected().unwrap().status, Status::Accepted);
        let undone = reduce(&state, Action::Undo);
        assert_eq!((shown(&undone), undone.session.selected), (vec!["Corp".to_owned()], Some(id)));
        assert_eq!(shown(&reduce(&undone, Action::Redo)), ["Corp … $3m"]);
        let state = after(&state, [Action::ApplyLabel("PERSON".into())]);
        assert_eq!((&*state.selected().unwrap().label, shown(&state)), ("PERSON", vec!["Corp … $3m".to_owned()]));
        // Between the pieces is nothing to take in hand; behind one there is.
        let caret = |words: &str| {
            let at = TEXT.find(words).unwrap() + 1;
            after(&state, [Action::SelectText(Some(Selection { anchor: at, head: at }))]).session.selected
        };
        assert_eq!([caret("aid"), caret("Corp"), caret("3m")], [None, Some(id), Some(id)]);
        assert_eq!(shown(&after(&state, [Action::Delete(vec![id])])), Vec::<String>::new());
        assert!(crate::state::check::issues(document(&state), &state.saved.labels).iter().all(|i| i.id != Some(id)));
    }

    #[test]
    fn text_is_offered_to_a_mark_nearby_of_this_article() {
        let state = after(&marked("Corp"), [select("$3m")]);
        assert_eq!(offered(&state), Some((true, "Corp".to_owned())));
        assert_eq!(offered(&after(&marked("Acme Corp"), [select("Corp")])), Some((false, "Acme Corp".to_owned())));
        assert_eq!(offered(&after(&marked("Corp"), [select("Corp")])), None, "nothing would be left");
        assert_eq!(offered(&after(&fresh(), [select("$3m")])), None, "no mark was in hand");
        let hidden = after(&marked("Corp"), [Action::ToggleLabel("ORG".into()), select("$3m")]);
        assert_eq!(offered(&hidden), None);
        let other = Document::new("d2", "x", document(&state).text.clone(), document(&state).blocks.clone());
        let other = after(&state, [Action::AddDocument { document: Box::new(other), detect: false }, select("$3m")]);
        assert_eq!(offered(&other), None);
    }
}
