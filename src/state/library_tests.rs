//! Tables for the list of the library: how far articles are, which are listed, how they are chosen, and what is done to
//! those that are.

use postil_engine::{Annotation, Source, Span, Status, Text, structure};

use super::super::segmenter::tests::unicode;
use super::super::shelf::*;
use super::super::tests::after;
use super::super::{Action, reduce};
use super::*;

/// A mark of the detector on the first word, so sure in percent; or one of a person.
fn mark(text: &str, id: u32, status: Status, sure: Option<u8>) -> Arc<Annotation> {
    let source = sure.map_or(Source::Human, |_| Source::Detector { rule: "suffix".into() });
    Arc::new(Annotation {
        id,
        span: Span::new(text, 0, 4).unwrap(),
        label: "ORG".into(),
        status,
        source,
        confidence: sure.map(|sure| f32::from(sure) / 100.0),
        entity: None,
        value: None,
        note: None,
        fragments: Vec::new(),
        attributes: Vec::new(),
    })
}

type Marks<'a> = &'a [(Status, Option<u8>)];

fn document(id: &str, title: &str, date: Option<&str>, marks: Marks<'_>) -> Document {
    let text = format!("Acme paid {title}.");
    let mut document = Document::new(id, title, Text::new(text.as_str()), structure(&text).into());
    document.date = date.map(Into::into);
    let marks = marks.iter().zip(1..).map(|((status, sure), id)| mark(&text, id, *status, *sure));
    document.annotations = Arc::new(marks.collect());
    document.next_id = 9;
    document
}

const SUGGESTED: (Status, Option<u8>) = (Status::Suggested, Some(80));
const SURE: (Status, Option<u8>) = (Status::Suggested, Some(95));
const ACCEPTED: (Status, Option<u8>) = (Status::Accepted, Some(90));
const REJECTED: (Status, Option<u8>) = (Status::Rejected, Some(90));
const BY_HAND: (Status, Option<u8>) = (Status::Accepted, None);

fn library() -> State {
    let documents = vec![
        document("d1", "Beta", Some("2024-05-01"), &[SUGGESTED, SURE]),
        document("d2", "alpha", None, &[ACCEPTED, REJECTED]),
        document("d3", "Gamma", Some("2023-01-01"), &[ACCEPTED, SURE, SUGGESTED]),
        document("d4", "Delta", Some("2025-01-01"), &[]),
    ];
    let actions = [Action::AddLibrary { documents, labels: Vec::new() }, Action::Library(Deed::Show)];
    after(&State::new(unicode()), actions)
}

fn rows(state: &State, view: &View) -> Vec<Row> {
    Lister::default().rows(&state.saved, view)
}

fn ids(state: &State, view: &View) -> String {
    rows(state, view).iter().map(|row| &*row.document.id).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_article_is_as_far_as_its_marks_and_the_person_say() {
    for (marks, said, pending, wanted) in [
        (&[][..], None, false, Standing::New),
        (&[SUGGESTED], None, false, Standing::New),
        (&[SUGGESTED, ACCEPTED], None, false, Standing::InProgress),
        (&[REJECTED, ACCEPTED], None, false, Standing::Done),
        (&[REJECTED, ACCEPTED], None, true, Standing::InProgress),
        (&[BY_HAND], None, false, Standing::InProgress),
        (&[BY_HAND, ACCEPTED], None, false, Standing::Done),
        (&[SUGGESTED], Some(true), false, Standing::Done),
        (&[REJECTED, ACCEPTED], Some(false), false, Standing::InProgress),
        (&[], Some(false), false, Standing::New),
    ] {
        let summary = Summary::of(&Rc::new(document("d", "t", None, marks)), Threshold::default());
        assert_eq!(summary.standing(said, pending), wanted, "{marks:?} {said:?} {pending}");
    }
}

#[test]
fn what_is_listed_is_found_and_in_order() {
    let state = library();
    let view = View::default();
    for (view, wanted) in [
        (view.clone(), "d1 d2 d3 d4"),
        (View { order: Order::Title, ..view.clone() }, "d2 d1 d4 d3"),
        (View { order: Order::Date, ..view.clone() }, "d3 d1 d4 d2"),
        (View { order: Order::Date, descending: true, ..view.clone() }, "d2 d4 d1 d3"),
        (View { order: Order::Progress, ..view.clone() }, "d1 d4 d3 d2"),
        (View { order: Order::Standing, ..view.clone() }, "d1 d4 d3 d2"),
        (View { query: "ALPHA".into(), ..view.clone() }, "d2"),
        (View { query: " paid g".into(), ..view.clone() }, "d3"),
        (View { query: "nowhere".into(), ..view.clone() }, ""),
        (View { standing: Some(Standing::New), ..view.clone() }, "d1 d4"),
        (View { standing: Some(Standing::Done), ..view.clone() }, "d2"),
        (View { label: Some("ORG".into()), ..view.clone() }, "d1 d2 d3"),
        (View { label: Some("GPE".into()), ..view.clone() }, ""),
    ] {
        assert_eq!(ids(&state, &view), wanted, "{view:?}");
    }
}

#[test]
fn a_lister_that_is_kept_lists_as_a_new_one() {
    let mut kept = Lister::default();
    let mut state = library();
    for (action, query) in [
        (Action::Library(Deed::Nothing), "paid"),
        (Action::SetDone(vec!["d1".into()], true), "beta"),
        (Action::AcceptAbove(vec!["d3".into()], 90), "beta"),
        (Action::RemoveDocuments(vec!["d2".into()]), "PAID"),
        (Action::SetThreshold(Threshold::new(85)), "paid"),
        (Action::Undo, "alpha"),
    ] {
        state = reduce(&state, action.clone());
        let view = View { query: query.into(), order: Order::Title, ..View::default() };
        assert_eq!(kept.rows(&state.saved, &view), rows(&state, &view), "{action:?}");
    }
}

#[test]
fn articles_are_chosen_one_by_one_in_a_stretch_and_all() {
    let by_title = View { order: Order::Title, ..View::default() };
    let pick = |id: &str, how| Deed::Pick(id.into(), how);
    for (deeds, wanted) in [
        (vec![pick("d1", Pick::Only), pick("d3", Pick::Only)], "d3"),
        (vec![pick("d1", Pick::Only), pick("d3", Pick::Toggle)], "d1 d3"),
        (vec![pick("d1", Pick::Toggle), pick("d3", Pick::Toggle), pick("d1", Pick::Toggle)], "d3"),
        (vec![pick("d1", Pick::Only), pick("d3", Pick::To)], "d1 d2 d3"),
        (vec![pick("d3", Pick::Only), pick("d2", Pick::To), pick("d4", Pick::To)], "d3 d4"),
        // In the order of the list: alpha Beta Delta Gamma.
        (vec![Deed::View(Box::new(by_title)), pick("d2", Pick::Only), pick("d4", Pick::To)], "d1 d2 d4"),
        (vec![pick("d3", Pick::To)], "d3"),
        (vec![Deed::All], "d1 d2 d3 d4"),
        (vec![Deed::View(Box::new(View { query: "alpha".into(), ..View::default() })), Deed::All], "d2"),
        (vec![Deed::All, Deed::Nothing], ""),
    ] {
        let state = after(&library(), deeds.iter().cloned().map(Action::Library));
        assert_eq!(chosen(&state).join(" "), wanted, "{deeds:?}");
    }
}

#[test]
fn what_is_done_to_many_is_one_step_back() {
    let all: Vec<Arc<str>> = ["d1", "d3", "d4"].map(Arc::from).into();
    let accepted = |state: &State| {
        let marks = state.saved.documents.iter().flat_map(|document| document.annotations.iter());
        marks.filter(|a| a.status == Status::Accepted).count()
    };
    let start = library();
    for (action, ids_then, accepted_then, done_then) in [
        (Action::AcceptAbove(all.clone(), 90), "d1 d2 d3 d4", 4, "d1? d2+ d3? d4?"),
        (Action::AcceptAbove(all.clone(), 50), "d1 d2 d3 d4", 6, "d1+ d2+ d3+ d4?"),
        (Action::SetDone(all.clone(), true), "d1 d2 d3 d4", 2, "d1+ d2+ d3+ d4+"),
        (Action::SetDone(vec!["d2".into()], false), "d1 d2 d3 d4", 2, "d1? d2? d3? d4?"),
        (Action::RemoveDocuments(all.clone()), "d2", 1, "d2+"),
    ] {
        let state = reduce(&start, action.clone());
        assert_eq!(ids(&state, &View::default()), ids_then, "{action:?}");
        assert_eq!(accepted(&state), accepted_then, "{action:?}");
        let done = rows(&state, &View::default());
        let done = done
            .iter()
            .map(|row| format!("{}{}", row.document.id, if row.standing == Standing::Done { "+" } else { "?" }));
        assert_eq!(done.collect::<Vec<_>>().join(" "), done_then, "{action:?}");
        assert!(state.session.notice.as_ref().is_some_and(|notice| notice.undo), "{action:?}");
        let back = reduce(&state, Action::Undo);
        assert_eq!(back.saved, start.saved, "{action:?}");
        assert!(back.session.shelf.shown, "one stays in the list");
        assert_eq!(reduce(&back, Action::Redo).saved, state.saved, "{action:?}");
    }
}

#[test]
fn detection_of_many_can_be_stopped() {
    let state = after(&library(), [Action::Library(Deed::All), Action::Library(Deed::Detect)]);
    assert_eq!((state.saved.undetected.len(), state.session.shelf.asked), (4, 4));
    let begun = Action::DetectedEntities { document: "d3".into(), entities: Vec::new() };
    let stopped = after(&state, [begun, Action::Library(Deed::Stop)]);
    assert_eq!(stopped.saved.undetected, ["d3".into()], "the one under way goes on");
}

#[test]
fn the_next_unfinished_is_found_round_the_end() {
    let state = library();
    for (open, done, wanted) in [
        ("d1", &["d2"][..], Some("d3")),
        ("d3", &["d4"], Some("d1")),
        ("d4", &["d1"], Some("d3")),
        ("d4", &["d1", "d3"], None),
    ] {
        let done = done.iter().map(|id| Arc::from(*id)).collect();
        let state = after(&state, [Action::SetDone(done, true), Action::OpenDocument(open.into())]);
        assert_eq!(next_unfinished(&state).as_deref(), wanted, "{open}");
    }
    assert_eq!(next_unfinished(&state).as_deref(), Some("d1"), "from no article");
}
