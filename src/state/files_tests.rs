//! Saving and opening files: what is chosen, marks that are fitted, documents that join as one step.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, LabelDef, LabelKind, Status, Text, structure};

use super::exporting::{Choice, Field, Refit};
use super::importing::{Incoming, Told};
use super::tests::{TEXT, after, document, fresh};
use super::*;

fn incoming(ids: &[&str]) -> Incoming {
    let document = |id: &&str| Document::new(id, id, Text::new("Acme won."), structure("Acme won.").into());
    Incoming {
        documents: ids.iter().map(document).collect(),
        labels: vec![LabelDef::new("OWN", LabelKind::Entity, 10), LabelDef::new("ORG", LabelKind::Entity, 10)],
        told: Rc::new(vec![told(3, &ids[..1], None), told(4, &ids[1..], None)]),
        ..Incoming::default()
    }
}

fn told(key: u32, ids: &[&str], problem: Option<&str>) -> Told {
    let documents = ids.iter().map(|id| Arc::from(*id)).collect();
    Told { key: Some(key), documents, problem: problem.map(Arc::from), ..Told::default() }
}

fn ids(state: &State) -> Vec<&str> {
    state.saved.documents.iter().map(|document| &*document.id).collect()
}

fn told_ids(state: &State) -> Vec<Vec<&str>> {
    let told = state.session.imported.iter().flat_map(|told| told.iter());
    told.map(|told| told.documents.iter().map(|id| &**id).collect()).collect()
}

#[test]
fn what_comes_in_is_one_step_and_gets_ids_of_its_own() {
    let before = fresh();
    let own = before.saved.documents[0].id.clone();
    let state = reduce(&before, Action::AddImport(Box::new(incoming(&[&own, "x", "x"]))));
    assert_eq!(ids(&state), [&*own, &format!("{own}-2"), "x", "x-2"]);
    assert_eq!(told_ids(&state), [vec![&*format!("{own}-2")], vec!["x", "x-2"]]);
    assert_eq!(state.session.dialog, Some(Dialog::Imported));
    assert_eq!(state.saved.open.as_deref(), Some(&*format!("{own}-2")));
    assert_eq!(state.saved.labels.iter().filter(|label| &*label.name == "OWN").count(), 1);
    let back = reduce(&state, Action::Undo);
    assert_eq!((ids(&back), &back.saved.labels), (ids(&before), &before.saved.labels));
    assert_eq!(ids(&reduce(&back, Action::Redo)), ids(&state));
}

#[test]
fn what_is_here_already_is_not_added_again() {
    let state = reduce(&fresh(), Action::AddImport(Box::new(incoming(&["x", "y"]))));
    let own = ids(&state).len();
    // The same under another id, as a file without ids gets one each time, and one with another title.
    let mut again = incoming(&["x", "y", "z"]);
    again.documents[0].id = "other".into();
    let twice = reduce(&state, Action::AddImport(Box::new(again)));
    assert_eq!(ids(&twice)[own..], ["z"]);
    let told = twice.session.imported.as_ref().unwrap();
    let told: Vec<_> = told.iter().map(|told| (told.documents.len(), told.here)).collect();
    assert_eq!(told, [(0, 1), (1, 1)]);
    // Nothing new: no step, and the one that is there is shown.
    let same = reduce(&twice, Action::AddImport(Box::new(incoming(&["y"]))));
    assert_eq!((&same.saved.documents, same.saved.open.as_deref()), (&twice.saved.documents, Some("y")));
    assert_eq!(ids(&reduce(&same, Action::Undo)), ids(&state));
    // Other marks are another document.
    let marked = after(
        &state,
        [
            Action::OpenDocument("y".into()),
            Action::SelectText(Some(Selection { anchor: 0, head: 4 })),
            Action::ApplyLabel("ORG".into()),
        ],
    );
    let copy = reduce(&marked, Action::AddImport(Box::new(incoming(&["y"]))));
    assert_eq!(ids(&copy)[own..], ["y-2"]);
    // Read again as something else, a file is not compared with what it was.
    let other = Incoming { instead_of: vec!["x".into()], again: true, ..incoming(&["x"]) };
    assert_eq!(ids(&reduce(&state, Action::AddImport(Box::new(other))))[own - 2..], ["y", "x-2"]);
}

#[test]
fn a_file_that_is_read_again_takes_the_place_of_what_it_was() {
    let state = reduce(&fresh(), Action::AddImport(Box::new(incoming(&["x", "y", "z"]))));
    let again = |ids: &[&str], gone: &[&str], problem| Incoming {
        told: Rc::new(vec![told(4, ids, problem)]),
        instead_of: gone.iter().map(|id| Arc::from(*id)).collect(),
        again: true,
        ..incoming(ids)
    };
    let mut other = again(&["w"], &["y", "z"], None);
    other.told = Rc::new(vec![told(4, &["w"], None)]);
    let state = reduce(&state, Action::AddImport(Box::new(other)));
    assert_eq!(ids(&state)[1..], ["x", "w"]);
    assert_eq!(told_ids(&state), [["x"], ["w"]]);
    // Where nothing can be read, what was read stays.
    let failed = vec![told(4, &[], Some("no"))];
    let state = reduce(&state, Action::TellImport { told: failed, again: true });
    assert_eq!(told_ids(&state), [["x"], ["w"]]);
    assert_eq!(state.session.imported.as_ref().unwrap()[1].problem.as_deref(), Some("no"));
    let state = after(&state, [Action::Undo, Action::Undo]);
    assert_eq!(ids(&state), ids(&fresh()));
}

#[test]
fn marks_are_put_where_the_file_has_them_in_one_step() {
    let mark = |(start, end): (usize, usize)| {
        [Action::SelectText(Some(Selection { anchor: start, head: end })), Action::ApplyLabel("ORG".into())]
    };
    let state = after(&fresh(), [mark((0, 4)), mark((10, 14))].concat());
    let marks: Vec<_> = document(&state).annotations.iter().map(|mark| (mark.id, mark.span)).collect();
    let id = document(&state).id.clone();
    let refits = marks.iter().take(2).map(|(mark, span)| Refit {
        document: id.clone(),
        id: *mark,
        to: Some((span.start(), span.end() + 1)),
    });
    let beyond = Refit { document: id.clone(), id: marks[0].0, to: Some((0, TEXT.len() + 9)) };
    let fixed = reduce(&state, Action::FitMarks(refits.chain([beyond]).collect()));
    for (mark, span) in &marks[..2] {
        let mark = document(&fixed).annotation(*mark).unwrap();
        assert_eq!((mark.span.end(), mark.status), (span.end() + 1, Status::Accepted));
    }
    assert_eq!(document(&reduce(&fixed, Action::Undo)).annotations, document(&state).annotations);
    // What the file leaves out is rejected where it is.
    let refit = Refit { document: id, id: marks[0].0, to: None };
    let rejected = reduce(&state, Action::FitMarks(vec![refit.clone()]));
    let mark = document(&rejected).annotation(marks[0].0).unwrap();
    assert_eq!((mark.span, mark.status), (marks[0].1, Status::Rejected));
    let again = reduce(&rejected, Action::FitMarks(vec![refit]));
    assert_eq!(document(&again).annotations, document(&rejected).annotations);
}

#[test]
fn a_value_that_a_format_does_not_have_is_passed_over() {
    let field = |values: &[&str], value: &str| Field {
        id: "f".into(),
        name: "F".into(),
        values: values.iter().map(|value| (Arc::from(*value), Arc::from(*value))).collect(),
        value: value.into(),
        is_more: false,
    };
    for (values, usual, said, wanted) in [
        (&["a", "b"][..], "a", "b", "b"),
        (&["a", "b"][..], "a", "c", "a"),
        (&[][..], "true", "false", "false"),
        (&[][..], "true", "7", "true"),
        (&[][..], "0", "7", "7"),
        (&[][..], "0", "x", "0"),
        (&[][..], "", "x", "x"),
    ] {
        let choice = Choice { values: vec![("f".into(), said.into())], ..Choice::default() };
        assert_eq!(&**choice.value(&field(values, usual)), wanted, "{values:?} {usual} {said}");
    }
}

#[test]
fn what_is_chosen_is_read_from_settings_of_before() {
    let before: Settings = serde_json::from_str(r#"{"theme":"dark"}"#).unwrap();
    assert_eq!(*before.export, Choice::default());
    let choice = Choice { format: "conll".into(), ..Choice::default() }.with_asides(false);
    assert!(!choice.asides() && choice.clone().with_asides(true).asides());
    let stored = serde_json::to_string(&Settings { export: Rc::new(choice.clone()), ..Settings::default() }).unwrap();
    assert_eq!(*serde_json::from_str::<Settings>(&stored).unwrap().export, choice);
}
