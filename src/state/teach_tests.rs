//! Teaching once, as it goes: what is offered after a change, what is done in one step, and that it can be undone.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Source, Span, Status, Text, structure};
use proptest::prelude::*;

use super::mentions::mentions;
use super::segmenter::tests::unicode;
use super::teach::Now;
use super::teach_words::said;
use super::{Action, Does, Notice, Saved, State, reduce};

const TEXT: &str =
    "Amazon Web Services (AWS) grew. Amazon said AWS leads. AMAZON wins.\nJeff Bezos of Amazon: Bezos sold 14 of 14.";

/// A mark as "status label words", the first of these words or the nth ("#2").
fn annotation(id: u32, line: &str) -> Annotation {
    let (status, rest) = line.split_at(1);
    let (label, words) = rest.split_once('|').unwrap();
    let (words, nth) =
        words.split_once('#').map_or((words, 0), |(words, nth)| (words, nth.parse::<usize>().unwrap() - 1));
    let (start, _) = TEXT.match_indices(words).nth(nth).unwrap();
    let by_hand = status == "!";
    Annotation {
        id,
        span: Span::new(TEXT, start, start + words.len()).unwrap(),
        label: label.into(),
        status: match status {
            "?" => Status::Suggested,
            "-" => Status::Rejected,
            _ => Status::Accepted,
        },
        source: if by_hand { Source::Human } else { Source::Detector { rule: "test".into() } },
        confidence: (!by_hand).then_some(0.9),
        entity: None,
        value: None,
        note: None,
        fragments: Vec::new(),
        attributes: Vec::new(),
    }
}

fn state(lines: &[&str]) -> State {
    let mut list: Vec<_> = (1..).zip(lines).map(|(id, line)| Arc::new(annotation(id, line))).collect();
    list.sort_by_key(|a| a.order());
    let document = Document {
        annotations: Arc::new(list),
        next_id: lines.len() as u32 + 1,
        ..Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into())
    };
    reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect: false })
}

fn document(state: &State) -> &Rc<Document> {
    state.saved.open_document().unwrap()
}

fn show(state: &State) -> Vec<String> {
    let document = document(state);
    let line = |a: &Arc<Annotation>| {
        let status = match a.status {
            Status::Suggested => "?",
            Status::Accepted => "+",
            Status::Rejected => "-",
        };
        format!("{status}{}|{}", a.label, document.text.slice(a.span))
    };
    document.annotations.iter().map(line).collect()
}

/// The places on offer: "x" before those that are ticked.
fn offered(state: &State) -> Vec<String> {
    let Some(offer) = &state.session.offer else { return Vec::new() };
    let line = |place: &super::teach::Place| {
        let (label, note) = said(document(state), place);
        let label = label.map(|label| format!("{label} ")).unwrap_or_default();
        format!("{}{}: {label}{note}", if place.ticked { "x" } else { " " }, &TEXT[place.span.range()])
    };
    offer.places.iter().map(line).collect()
}

/// After an action on the mark of number `id`.
#[track_caller]
fn check(lines: &[&str], action: Action, offer: &[&str], taken: &[&str]) -> State {
    let before = state(lines);
    let changed = reduce(&before, action);
    assert_eq!(offered(&changed), offer);
    let Some(offer) = changed.session.offer.clone() else { return changed };
    let done = reduce(&changed, offer.taken(false));
    assert_eq!(show(&done), taken);
    assert_eq!(done.session.offer, None);
    let undone = reduce(&done, Action::Undo);
    assert_eq!(without_counter(&undone), without_counter(&changed), "one step");
    assert_eq!(without_counter(&reduce(&undone, Action::Redo)), without_counter(&done));
    done
}

fn without_counter(state: &State) -> Saved {
    let mut saved = Saved::clone(&state.saved);
    saved.documents.iter_mut().for_each(|document| Rc::make_mut(document).next_id = 0);
    saved
}

fn relabel(id: u32, label: &str) -> Action {
    Action::Relabel { ids: vec![id], label: label.into() }
}

#[test]
fn a_label_is_offered_for_the_other_mentions() {
    check(
        &["!ORG|Amazon#2", "?LOC|Amazon Web Services", "?LOC|AMAZON", "!GPE|Amazon#3"],
        relabel(1, "PRODUCT"),
        &[" Amazon: inside “Amazon Web Services”", "xAMAZON: LOC suggested · other case", " Amazon: GPE accepted"],
        &["?LOC|Amazon Web Services", "+PRODUCT|Amazon", "+PRODUCT|AMAZON", "+GPE|Amazon"],
    );
    check(
        &["!ORG|Amazon Web Services", "?ORG|AWS", "-ORG|AWS#2"],
        relabel(1, "ORG"),
        &["xAWS: ORG suggested · abbreviation", " AWS: ORG rejected · abbreviation"],
        &["+ORG|Amazon Web Services", "+ORG|AWS", "-ORG|AWS"],
    );
    check(&["!ORG|14"], relabel(1, "CARDINAL"), &["x14: unlabelled"], &["+CARDINAL|14", "+CARDINAL|14"]);
    check(
        &["!PERSON|Jeff Bezos", "?PERSON|Bezos#2"],
        relabel(1, "PERSON"),
        &["xBezos: PERSON suggested · surname"],
        &["+PERSON|Jeff Bezos", "+PERSON|Bezos"],
    );
    check(&["!ORG|sold"], relabel(1, "PERSON"), &[], &[]);
}

#[test]
fn a_suggestion_of_a_part_goes_and_what_a_person_marked_stays() {
    check(
        &["!ORG|AWS", "?GPE|Web", "?LOC|Services (AWS)"],
        relabel(1, "ORG"),
        &["xAmazon Web Services: replaces “Web” · other name", "xAWS: unlabelled"],
        &["+ORG|Amazon Web Services", "+ORG|AWS", "+ORG|AWS"],
    );
    check(
        &["!ORG|AWS", "!GPE|Web"],
        relabel(1, "ORG"),
        &[" Amazon Web Services: beside “Web” · other name", "xAWS: unlabelled"],
        &["+GPE|Web", "+ORG|AWS", "+ORG|AWS"],
    );
    // Others that a person decided on change when they had the label that the first one had.
    check(
        &["!ORG|Amazon#2", "!ORG|Amazon#3"],
        relabel(1, "GPE"),
        &["xAmazon: unlabelled", "xAMAZON: unlabelled · other case", "xAmazon: ORG accepted"],
        &["+GPE|Amazon", "+GPE|Amazon", "+GPE|AMAZON", "+GPE|Amazon"],
    );
}

#[test]
fn a_rejection_and_a_deletion_are_offered_for_marks_of_the_label() {
    let reject = Action::SetStatus { ids: vec![1], status: Status::Rejected, advance: true };
    let lines = ["?ORG|Amazon", "?ORG|Amazon#2", "?GPE|Amazon#3", "+ORG|AMAZON"];
    check(
        &lines,
        reject.clone(),
        &["xAmazon: ORG suggested", " AMAZON: ORG accepted · other case"],
        &["-ORG|Amazon", "-ORG|Amazon", "+ORG|AMAZON", "?GPE|Amazon"],
    );
    check(
        &lines,
        Action::Delete(vec![1]),
        &["xAmazon: ORG suggested", " AMAZON: ORG accepted · other case"],
        &["+ORG|AMAZON", "?GPE|Amazon"],
    );
    check(&["+ORG|Amazon", "+ORG|Amazon#2"], Action::Delete(vec![1]), &["xAmazon: ORG accepted"], &[]);
    check(
        &["?ORG|AMAZON", "?ORG|Amazon"],
        reject.clone(),
        &["xAmazon: ORG suggested · other case"],
        &["-ORG|Amazon", "-ORG|AMAZON"],
    );
    check(&["?ORG|sold"], reject, &[], &[]);
    check(&lines, Action::Delete(vec![1, 2]), &[], &[]);
    check(&lines, Action::SetStatus { ids: vec![1], status: Status::Accepted, advance: true }, &[], &[]);
}

#[test]
fn a_review_goes_on_after_all_mentions_are_rejected() {
    let reject = Action::SetStatus { ids: vec![1], status: Status::Rejected, advance: true };
    let before =
        reduce(&state(&["?ORG|Amazon", "?ORG|Amazon#2", "?ORG|AMAZON", "?PERSON|Bezos"]), Action::Select(Some(1)));
    let rejected = reduce(&before, reject);
    assert_eq!(rejected.session.selected, Some(2));
    let offer = rejected.session.offer.clone().unwrap();
    assert_eq!(reduce(&rejected, offer.taken(false)).session.selected, Some(4));
}

#[test]
fn names_that_are_taught_together_are_one_entity() {
    let state = check(
        &["!ORG|Amazon Web Services"],
        relabel(1, "ORG"),
        &["xAWS: unlabelled · abbreviation"; 2],
        &["+ORG|Amazon Web Services", "+ORG|AWS", "+ORG|AWS"],
    );
    let document = document(&state);
    assert_eq!(document.entities.iter().map(|entity| &*entity.name).collect::<Vec<_>>(), ["Amazon Web Services"]);
    assert!(document.annotations.iter().all(|a| a.entity == Some(document.entities[0].id)));
}

#[test]
fn in_a_long_article_the_offer_comes_after_the_change() {
    let text = format!("Acme grew.\n\n{}\n\nThen Acme fell.", "Nothing else was said. ".repeat(3_000));
    let document = Document::new("d1", "t", Text::new(text.as_str()), structure(&text).into());
    let add = Action::AddDocument { document: Box::new(document), detect: false };
    let select = Action::SelectText(Some(super::Selection { anchor: 0, head: 4 }));
    let label = Action::ApplyLabel("ORG".into());
    let state = [add, select, label].into_iter().fold(State::new(unicode()), |state, action| reduce(&state, action));
    assert!(state.session.offer.is_none() && state.session.asked.is_some());
    let mut search = state.search().unwrap();
    assert!(search.step(), "all at once");
    let offer = Action::Offer(Box::new(search.finish()));
    let offered = reduce(&state, offer.clone());
    assert_eq!(offered.session.offer.as_ref().map(|offer| offer.places.len()), Some(1));
    // It is worked out once, and not for what was taken back.
    assert!(offered.session.asked.is_none());
    let undone = reduce(&reduce(&state, Action::Undo), offer);
    assert!(undone.session.offer.is_none());
}

#[test]
fn an_offer_goes_when_something_else_is_done() {
    let offering = reduce(&state(&["!ORG|Amazon"]), relabel(1, "GPE"));
    assert!(offering.session.offer.is_some());
    for (action, stays) in [
        (Action::Undo, false),
        (Action::Notify(None), false),
        (Action::NewDocument, false),
        (Action::SetNote(1, Some("x".into())), false),
        (Action::Select(None), true),
        (Action::Notify(Some(Notice::info("x"))), true),
    ] {
        assert_eq!(reduce(&offering, action.clone()).session.offer.is_some(), stays, "{action:?}");
    }
}

fn any_line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Amazon"),
        Just("Amazon#2"),
        Just("AWS#2"),
        Just("AWS"),
        Just("Web Services (A"),
        Just("Bezos"),
        Just("Jeff Bezos"),
        Just("AMAZON wins")
    ];
    (prop_oneof![Just("?"), Just("+"), Just("-"), Just("!")], prop_oneof![Just("ORG"), Just("GPE")], word)
        .prop_map(|(status, label, word)| format!("{status}{label}|{word}"))
}

fn any_does() -> impl Strategy<Value = Does> {
    prop_oneof![
        Just(Does::Label("ORG".into())),
        Just(Does::Label("MONEY".into())),
        Just(Does::Reject(None)),
        Just(Does::Delete(Some("GPE".into())))
    ]
}

proptest! {
    #[test]
    fn what_is_spread_can_be_taken_back(
        lines in prop::collection::vec(any_line(), 0..8), does in any_does(), ends in prop::collection::vec((0..TEXT.len(), 1usize..9), 0..6),
        like in proptest::option::of(1u32..8)
    ) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let before = state(&lines);
        let places: Vec<Span> = ends.into_iter().filter_map(|(start, len)| Span::new(TEXT, start, start + len)).collect();
        let after = reduce(&before, Action::Spread { does: does.clone(), places: places.clone(), like, remember: None });
        let list = &document(&after).annotations;
        prop_assert!(list.windows(2).all(|pair| pair[0].order() < pair[1].order()));
        prop_assert!(list.iter().all(|a| a.id < document(&after).next_id));
        prop_assert!(list.iter().filter_map(|a| a.entity).all(|id| document(&after).entity(id).is_some()));
        if let Does::Label(label) = &does {
            prop_assert!(places.iter().all(|span| list.iter().any(|a| a.span == *span && a.label == *label && a.status == Status::Accepted)));
        }
        // What people decided is still there.
        let touched = document(&before).annotations.iter().filter(|a| !matches!(does, Does::Delete(_)) && a.status != Status::Suggested);
        for a in touched {
            prop_assert!(list.iter().any(|other| other.id == a.id));
        }
        let changed = after.history.can_undo();
        prop_assert_eq!(without_counter(&if changed { reduce(&after, Action::Undo) } else { after.clone() }), without_counter(&before));
    }

    #[test]
    fn what_is_ticked_is_on_words_and_in_no_other_mark_of_a_person(lines in prop::collection::vec(any_line(), 1..8)) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let before = state(&lines);
        let after = reduce(&before, relabel(1, "PERSON"));
        let Some(offer) = &after.session.offer else { return Ok(()) };
        let seed = document(&after).annotation(1).unwrap();
        let all = mentions(document(&after), &TEXT[seed.span.range()], "PERSON", &[]);
        prop_assert!(all.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        for place in &offer.places {
            let is_word = |ch: char| ch.is_alphanumeric();
            prop_assert!(!TEXT[..place.span.start()].ends_with(is_word) && !TEXT[place.span.end()..].starts_with(is_word));
            prop_assert!(place.span != seed.span);
            let over = document(&after).annotations.iter().filter(|a| a.span.overlaps(place.span) && a.span != place.span);
            let goes = matches!(place.now, Now::Marked { .. } | Now::Across { goes: true, .. });
            let is_free = goes || over.clone().all(|a| a.status == Status::Rejected);
            prop_assert!(!place.ticked || is_free, "{:?}", place);
        }
    }
}
