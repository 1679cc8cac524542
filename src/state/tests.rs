//! Actions in, state out: tables for what each action does. The laws that hold after any of them are in `law_tests`.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Found, FoundEntity, Id, Label, Scalar, Source, Status, Text, Value, structure};

use super::caret::{Motion, Side, Unit};
use super::paragraphs::paragraphs;
use super::segmenter::tests::unicode;
use super::*;

pub(crate) const TEXT: &str =
    "Acme buys Beta\n\nAcme Corp paid $3m to Beta on 4 May. Naïve 👩‍👩‍👧 Acme won.\n\nREAD ALSO: Beta again";

/// A state with a document and nothing marked.
pub(crate) fn fresh() -> State {
    let text = Text::new(TEXT);
    let blocks = structure(TEXT).into();
    let document = Document::new("d1", "Acme buys Beta", text, blocks);
    after(&State::new(unicode()), [Action::AddDocument { document: Box::new(document), detect: false }])
}

pub(crate) fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

pub(crate) fn document(state: &State) -> &Rc<Document> {
    state.saved.open_document().unwrap()
}

/// Selects the `nth` appearance of `words` and labels it.
fn mark(words: &str, nth: usize, label: &str) -> [Action; 2] {
    let (start, found) = TEXT.match_indices(words).nth(nth).unwrap();
    let selection = Selection { anchor: start + found.len(), head: start };
    [Action::SelectText(Some(selection)), Action::ApplyLabel(label.into())]
}

/// The values of annotations, as their short words.
fn values(state: &State) -> Vec<String> {
    let annotations = document(state).annotations.iter();
    annotations.map(|a| a.value.as_deref().map(words::short).unwrap_or_default()).collect()
}

/// The annotations in a line each: words, label, status letter, value's presence.
fn show(state: &State) -> Vec<String> {
    let document = document(state);
    let line = |a: &Arc<Annotation>| {
        let status = match a.status {
            Status::Suggested => "?",
            Status::Accepted => "+",
            Status::Rejected => "-",
        };
        format!("{status}{}|{}", document.text.slice(a.span), a.label)
    };
    document.annotations.iter().map(line).collect()
}

fn check(actions: Vec<Action>, wanted: &[&str]) -> State {
    let state = after(&fresh(), actions);
    assert_eq!(show(&state), wanted);
    state
}

/// Saved, without the counter of ids, which does not run backwards.
pub(super) fn comparable(state: &State) -> Saved {
    let mut saved = Saved::clone(&state.saved);
    for document in &mut saved.documents {
        Rc::make_mut(document).next_id = 0;
    }
    saved
}

#[test]
fn labelling_trims_white_space_and_takes_the_mark_in_hand() {
    let state = check(mark(" Beta ", 0, "ORG").into(), &["+Beta|ORG"]);
    assert_eq!(state.session.selected, Some(1));
    assert_eq!(state.session.selection, None);
    assert_eq!(document(&state).annotations[0].source, Source::Human);
}

#[test]
fn labelling_what_is_marked_so_already_confirms_it() {
    let actions = mark("Beta", 0, "ORG").into_iter().chain(mark("Beta", 0, "ORG"));
    check(actions.collect(), &["+Beta|ORG"]);
}

#[test]
fn overlapping_and_nested_marks_are_kept_in_order() {
    let actions =
        mark("Acme", 1, "PERSON").into_iter().chain(mark("Acme Corp", 0, "ORG")).chain(mark("Corp paid", 0, "LOC"));
    check(actions.collect(), &["+Acme Corp|ORG", "+Acme|PERSON", "+Corp paid|LOC"]);
}

#[test]
fn boundaries_move_by_words_and_never_empty_a_mark() {
    let right = |forward| Action::MoveBoundary { side: Side::End, motion: Motion { by: Unit::Word, forward } };
    let left = |forward| Action::MoveBoundary { side: Side::Start, motion: Motion { by: Unit::Word, forward } };
    let corp = || mark("Corp", 0, "ORG").to_vec();
    check([corp(), vec![right(true)]].concat(), &["+Corp paid|ORG"]);
    check([corp(), vec![left(false)]].concat(), &["+Acme Corp|ORG"]);
    check([corp(), vec![left(false), right(false)]].concat(), &["+Acme|ORG"]);
    check([corp(), vec![left(true)]].concat(), &["+Corp|ORG"]);
    check([corp(), vec![right(false)]].concat(), &["+Corp|ORG"]);
    let by_letter = Action::MoveBoundary { side: Side::End, motion: Motion { by: Unit::Character, forward: true } };
    check([corp(), vec![by_letter]].concat(), &["+Corp p|ORG"]);
}

#[test]
fn every_change_is_one_step_back() {
    let mut state = fresh();
    let id = 1;
    let steps = [
        Action::Relabel { ids: vec![id], label: "GPE".into() },
        Action::SetStatus { ids: vec![id], status: Status::Rejected, advance: false },
        Action::SetNote(id, Some(" why ".into())),
        Action::SetValue(id, Some(Arc::new(postil_engine::Value::number(3.0)))),
        Action::MoveBoundary { side: Side::End, motion: Motion { by: Unit::Word, forward: true } },
        Action::MoveEnd { side: Side::Start, at: 2, free: false },
        Action::Delete(vec![id]),
        Action::SetLink(id, Some("Q42".into())),
        Action::SetLink(id, None),
        Action::Rename("Another title".into()),
        Action::SetDate(Some("2025-05-15".into())),
        Action::RemoveDocument("d1".into()),
    ];
    state = after(&state, mark("Beta", 0, "ORG"));
    for action in steps {
        let changed = reduce(&state, action.clone());
        assert_ne!(changed.saved, state.saved, "{action:?} changes something");
        let undone = reduce(&changed, Action::Undo);
        assert_eq!(comparable(&undone), comparable(&state), "undo of {action:?}");
        let redone = reduce(&undone, Action::Redo);
        assert_eq!(comparable(&redone), comparable(&changed), "redo of {action:?}");
        state = if changed.saved.open.is_some() { changed } else { undone };
        if document(&state).annotations.is_empty() {
            state = reduce(&state, Action::Undo);
        }
        state.session.selected = Some(id);
    }
}

#[test]
fn the_pointer_picks_whole_words_unless_it_is_free() {
    let picked = |state: &State, free| {
        let selection = Selection { anchor: 13, head: 1 };
        reduce(state, Action::PickText { selection, free }).session.selection.map(|picked| (picked.anchor, picked.head))
    };
    let state = fresh();
    assert_eq!(picked(&state, false), Some((14, 0)), "the way in which it was made stays");
    assert_eq!(picked(&state, true), Some((13, 1)));
    let any = reduce(&state, Action::ToggleSnap);
    assert_eq!(picked(&any, false), Some((13, 1)));
    let caret = Selection { anchor: 2, head: 2 };
    let state = reduce(&state, Action::PickText { selection: caret, free: false });
    assert_eq!(state.session.selection, Some(caret));
}

/// A state in the middle of a detection of its document.
pub(crate) fn detecting(found: Vec<Found>) -> State {
    let text = Text::new(TEXT);
    let document = Document::new("d1", "t", text, structure(TEXT).into());
    let entity = FoundEntity { label: Label::Org, name: "Acme Corp".into() };
    after(
        &State::new(unicode()),
        [
            Action::AddDocument { document: Box::new(document), detect: true },
            Action::DetectedEntities { document: "d1".into(), entities: vec![entity] },
            Action::Detected { document: "d1".into(), found, done: 1, total: 2 },
        ],
    )
}

pub(crate) fn found(words: &str, nth: usize, label: Label) -> Found {
    let (start, words) = TEXT.match_indices(words).nth(nth).unwrap();
    let span = postil_engine::Span::new(TEXT, start, start + words.len()).unwrap();
    let entity = (label == Label::Org).then_some(0);
    Found { span, label, confidence: 0.9, rule: "test", value: None, entity }
}

#[test]
fn suggestions_come_in_beside_what_a_person_has_marked() {
    let state = detecting(vec![found("Acme", 0, Label::Org)]);
    let state = after(&state, mark("Beta", 1, "PERSON"));
    let later = vec![found("Beta", 1, Label::Org), found("$3m", 0, Label::Money)];
    let state = after(
        &state,
        [
            Action::Detected { document: "d1".into(), found: later, done: 2, total: 2 },
            Action::DetectionDone { document: "d1".into(), by_rules: false },
        ],
    );
    assert_eq!(show(&state), ["?Acme|ORG", "?$3m|MONEY", "+Beta|PERSON"]);
    assert_eq!(state.session.detecting, None);
    assert!(state.saved.undetected.is_empty());
    assert!(!reduce(&state, Action::Undo).history.can_undo(), "suggestions are not steps");
}

#[test]
fn a_detection_that_was_cut_short_starts_anew() {
    let state = detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org)]);
    let accept =
        Action::SetStatus { ids: vec![document(&state).annotations[1].id], status: Status::Accepted, advance: false };
    let state = reduce(&state, accept);
    let state = after(&state, [Action::DetectedEntities { document: "d1".into(), entities: Vec::new() }]);
    assert_eq!(show(&state), ["+Beta|ORG"]);
    assert_eq!(document(&state).entities.len(), 1, "the entity of the accepted mark stays");
}

#[test]
fn a_link_outlasts_another_run() {
    let state = detecting(vec![found("Acme", 0, Label::Org), found("Acme", 2, Label::Org)]);
    let id = document(&state).annotations[0].id;
    let entity = FoundEntity { label: Label::Org, name: "Acme Corp".into() };
    let again = [
        Action::SetLink(id, Some("Q42".into())),
        Action::DetectedEntities { document: "d1".into(), entities: vec![entity] },
        Action::Detected { document: "d1".into(), found: vec![found("Acme", 2, Label::Org)], done: 1, total: 1 },
    ];
    let state = after(&state, again);
    let document = document(&state);
    assert_eq!(document.entities.len(), 1);
    assert_eq!(document.annotations.iter().map(|a| a.entity).collect::<Vec<_>>(), [Some(document.entities[0].id); 2]);
}

#[test]
fn accepting_goes_on_to_the_next_one() {
    let state =
        detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org), found("Beta", 1, Label::Org)]);
    let ids: Vec<_> = document(&state).annotations.iter().map(|a| a.id).collect();
    let accept = |id| Action::SetStatus { ids: vec![id], status: Status::Accepted, advance: true };
    let state = after(&state, [Action::Step { forward: true, to_review: true }, accept(ids[0])]);
    assert_eq!(state.session.selected, Some(ids[1]));
    let state = after(&state, [accept(ids[1]), accept(ids[2])]);
    assert_eq!(state.session.selected, None);
    assert!(state.session.notice.is_some_and(|notice| notice.words.contains("reviewed")));
}

#[test]
fn one_relabelled_mention_leaves_its_entity_and_all_of_them_take_it_along() {
    let state = detecting(vec![found("Acme", 0, Label::Org), found("Acme", 2, Label::Org)]);
    let ids: Vec<_> = document(&state).annotations.iter().map(|a| a.id).collect();
    let one = reduce(&state, Action::Relabel { ids: vec![ids[0]], label: "PERSON".into() });
    assert_eq!(document(&one).annotations[0].entity, None);
    assert_eq!(&*document(&one).entities[0].label, "ORG");
    let all = reduce(&state, Action::Relabel { ids, label: "PERSON".into() });
    assert!(document(&all).annotations.iter().all(|a| a.entity.is_some()));
    assert_eq!(&*document(&all).entities[0].label, "PERSON");
    assert_eq!(list::groups(document(&all), &Filter::default()).len(), 1);
}

#[test]
fn a_caret_in_a_mark_takes_the_innermost_in_hand() {
    let state = after(&fresh(), mark("Acme Corp", 0, "ORG").into_iter().chain(mark("Corp", 0, "PERSON")));
    let at = TEXT.find("Corp").unwrap();
    let caret = |at| Action::SelectText(Some(Selection { anchor: at, head: at }));
    assert_eq!(reduce(&state, caret(at + 1)).session.selected, Some(2));
    assert_eq!(reduce(&state, caret(at - 2)).session.selected, Some(1));
    assert_eq!(reduce(&state, caret(TEXT.len())).session.selected, None);
}

#[test]
fn unchanged_paragraphs_are_shared() {
    let state = fresh();
    let filter = Filter::default();
    let first = paragraphs(document(&state), |a| filter.shows(a), &[]);
    let state = after(&state, mark("Beta", 1, "ORG"));
    let second = paragraphs(document(&state), |a| filter.shows(a), &first);
    let same: Vec<_> = first.iter().zip(second.iter()).map(|(a, b)| Rc::ptr_eq(a, b)).collect();
    assert_eq!(same.iter().filter(|same| !**same).count(), 1, "{same:?}");
}

#[test]
fn a_file_opened_again_changes_nothing_and_another_version_becomes_a_copy() {
    let state = after(&fresh(), mark("Beta", 0, "ORG"));
    let same = Document::clone(document(&state));
    let mut other = same.clone();
    other.title = "Other".into();
    let open = |documents| Action::AddLibrary { documents, labels: Vec::new() };
    assert_eq!(reduce(&state, open(vec![same])).saved, state.saved);
    let state = reduce(&state, open(vec![other]));
    let ids: Vec<_> = state.saved.documents.iter().map(|document| &*document.id).collect();
    assert_eq!(ids, ["d1", "d1-2"]);
    assert_eq!(state.saved.open.as_deref(), Some("d1-2"));
}

#[test]
fn in_another_language_nothing_is_marked_until_the_person_wants_it() {
    const GERMAN: &str = "Der Vorstand hat am Montag in Berlin mitgeteilt, dass der Gewinn im ersten Quartal um 12 Prozent \
                          auf drei Milliarden gestiegen ist, und der Kurs legte zu.";
    for (text, foreign) in [(TEXT, false), (GERMAN, true)] {
        for detect in [true, false] {
            let document = Document::new("d1", "t", Text::new(text), structure(text).into());
            let state = reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect });
            let offer = state.session.notice.as_ref().and_then(|notice| notice.detect.as_deref());
            assert_eq!(offer, (detect && foreign).then_some("d1"), "{text}");
            assert_eq!(state.saved.undetected.is_empty(), foreign || !detect, "{text}");
            let state = after(&state, [Action::DetectAgain("d1".into()), Action::DetectAgain("d1".into())]);
            assert_eq!(state.saved.undetected.len(), 1);
            assert_eq!(state.session.notice, None);
        }
    }
}

#[test]
fn the_value_of_a_figure_goes_with_its_words() {
    const FIGURES: &str = "Sales rose to $340 million on 4 March 2024, the $5 fee stayed.";
    let text = Text::new(FIGURES);
    let document = Document::new("d1", "Sales", text, structure(FIGURES).into());
    let start = after(&State::new(unicode()), [Action::AddDocument { document: Box::new(document), detect: false }]);
    let by = |side, by, forward| Action::MoveBoundary { side, motion: Motion { by, forward } };
    let right = || by(Side::End, Unit::Word, true);
    let left = || by(Side::End, Unit::Word, false);
    let earlier = || by(Side::Start, Unit::Word, false);
    let seven = Value { value: Some(Scalar::Number(7.0)), ..Value::default() };
    let own = || Action::SetValue(1, Some(Arc::new(seven.clone())));
    for (words, label, actions, wanted) in [
        ("$340", "MONEY", vec![], "USD 340"),
        ("$340", "MONEY", vec![right()], "USD 340,000,000"),
        ("$340", "MONEY", vec![right(), left()], "USD 340"),
        ("4 March", "DATE", vec![right()], "2024-03-04"),
        // Words around the figure change nothing, and one between two figures gives back what was there.
        ("$5", "MONEY", vec![earlier()], "USD 5"),
        ("$340", "MONEY", vec![right(), right(), earlier(), left()], "USD 340,000,000"),
        // What a person said stays.
        ("$340", "MONEY", vec![own(), right()], "7"),
    ] {
        let at = FIGURES.find(words).unwrap();
        let select = Action::SelectText(Some(Selection { anchor: at, head: at + words.len() }));
        let state = after(&start, [select, Action::ApplyLabel(label.into())].into_iter().chain(actions.clone()));
        assert_eq!(values(&state), [wanted], "{words} {actions:?}");
    }
}

#[test]
fn what_comes_after_a_deleted_mark_is_next() {
    let marks = ["Acme buys", "Beta", "Corp", "May", "READ"];
    let state = after(&fresh(), marks.into_iter().flat_map(|words| mark(words, 0, "ORG")));
    let ids: Vec<Id> = document(&state).annotations.iter().map(|a| a.id).collect();
    for (forward, wanted) in [(true, ids[3]), (false, ids[1])] {
        let step = Action::Step { forward, to_review: false };
        let state = after(&state, [Action::Select(Some(ids[2])), Action::Delete(vec![ids[2]])]);
        assert_eq!(after(&state, [step]).session.selected, Some(wanted), "{forward}");
        // What is deleted elsewhere, as in a list, leaves the mark in hand.
        let state = after(&state, [Action::Select(Some(ids[0])), Action::Delete(vec![ids[4]])]);
        assert_eq!((state.session.selected, state.session.selection), (Some(ids[0]), None));
    }
}
