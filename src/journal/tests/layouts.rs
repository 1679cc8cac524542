//! Every layout that was ever written opens: the files in `tests/stored` were written by the pages of their time, and are
//! never written anew.

use serde_json::Value;

use super::*;
use crate::state::tests::after;

const LAYOUT_2: &str = include_str!("../../../tests/stored/layout-2.json");
const LAYOUT_3: &str = include_str!("../../../tests/stored/layout-3.json");
const PROJECT: &str = include_str!("../../../tests/stored/project.json");

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What the layout of before held: one of everything.
fn old_records() -> Vec<(String, String)> {
    let records: Vec<Value> = serde_json::from_str(LAYOUT_2).unwrap();
    records.iter().map(|record| (text(&record["key"]), text(&record["body"]))).collect()
}

fn carried() -> (Db, Page, State) {
    let mut db = Db::default();
    let (state, mut page, problems) = db.open_with(Stored { records: Vec::new(), old: Some(old(&old_records())) });
    assert_eq!(problems, Vec::<String>::new());
    assert!(page.save(&mut db, &state));
    (db, page, state)
}

/// Work on it that leaves a record of every kind.
fn worked() -> (Db, State) {
    let (mut db, mut page, mut state) = carried();
    let actions = [
        vec![Action::Rename("Medals 🥉".into())],
        vec![Action::SetNote(2, Some("a \"note\"\twith\nlines".into())), Action::Delete(vec![3])],
        vec![Action::SetLink(1, Some("Q7".into())), Action::SetDate(None)],
        vec![Action::OpenDocument("Two".into()), Action::RemoveDocument("Two".into())],
        vec![Action::KeepSet("Kept".into()), Action::Undo],
    ];
    for (at, actions) in actions.into_iter().enumerate() {
        state = after(&state, actions);
        page.save(&mut db, &state);
        if at == 1 {
            page.compact(&mut db);
        }
    }
    (db, state)
}

/// The records in a file.
fn records(file: &str) -> std::collections::BTreeMap<(Place, String), Vec<u8>> {
    let records: Vec<Value> = serde_json::from_str(file).unwrap();
    let place = |name: &str| Place::ALL.into_iter().find(|place| place.name() == name).unwrap();
    let record =
        |record: &Value| ((place(&text(&record["store"])), text(&record["key"])), text(&record["record"]).into_bytes());
    records.iter().map(record).collect()
}

/// What came to that layout later, in a record of its own. Without it a library is the first project, with no name yet.
#[test]
fn what_a_project_was_called_and_how_it_is_labelled_opens() {
    let mut db = Db { records: records(LAYOUT_3), names: 100 };
    assert_eq!(*db.open().0.saved.project, crate::state::Project::default());
    db.records.extend(records(PROJECT));
    let (opened, _, problems) = db.open();
    let project = &opened.saved.project;
    assert_eq!((&*project.name, &*project.dates, problems), ("Court reports", "2024-05-15", Vec::new()));
    assert_eq!(&*project.guidelines, "# Names\n\nMark *whole* names 🥉 only.");
}

#[test]
fn what_layout_3_held_opens() {
    let db = Db { records: records(LAYOUT_3), names: 100 };
    for place in Place::ALL {
        assert!(!db.keys(place).is_empty(), "nothing in {}", place.name());
    }
    let (opened, _, problems) = db.open();
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(kept(&opened), kept(&worked().1));
}

#[test]
fn what_the_layout_of_before_held_is_carried_over() {
    let (db, _, state) = carried();
    let ids: Vec<&str> = state.saved.documents.iter().map(|document| &*document.id).collect();
    assert_eq!(ids, ["One 😀 paid", "d-1", "Two"]);
    let document = state.saved.document("d-1").unwrap();
    assert_eq!((document.annotations.len(), document.relations.len(), document.ignored.len()), (3, 1, 1));
    assert_eq!((document.annotations[1].fragments.len(), document.entities[0].link.as_deref()), (2, Some("Q42")));
    assert_eq!((state.saved.personal.len(), state.saved.sets.len(), state.saved.labels.len()), (2, 1, 21));
    assert_eq!((state.saved.open.as_deref(), state.saved.settings.show_tags), (Some("d-1"), true));
    let (opened, _, problems) = db.open();
    assert_eq!((kept(&opened), problems), (kept(&state), Vec::new()));
}

#[test]
fn the_records_of_before_go_when_the_new_ones_are_read() {
    let before = || Some(old(&old_records()));
    assert!(!load(Stored { records: Vec::new(), old: before() }).forget_old, "nothing is carried over yet");
    let (db, _, state) = carried();
    let loaded = load(Stored { old: before(), ..db.stored() });
    assert!(loaded.forget_old);
    assert_eq!(loaded.saved, *state.saved);
    let mut damaged = db.stored();
    damaged.records[0].1.truncate(9);
    assert!(!load(Stored { old: before(), ..damaged }).forget_old);
}

#[test]
fn a_carrying_over_that_was_cut_short_is_gone_on_with() {
    let (mut db, _, mut state) = carried();
    // As if killed in between: two articles are over, one of them changed since.
    db.records.remove(&(Place::Rest, plan::CARRIED.to_owned()));
    db.records.retain(|(_, key), _| !key.starts_with("slot3"));
    let (opened, mut page, _) = db.open_with(Stored { old: Some(old(&old_records())), ..db.stored() });
    assert_eq!(opened.saved, state.saved);
    state = after(&opened, [Action::Rename("Changed".into())]);
    page.save(&mut db, &state);
    assert_eq!(kept(&db.open().0), kept(&state));
}

#[test]
fn two_pages_do_not_carry_it_over_both() {
    let mut db = Db::default();
    let before = || Stored { records: Vec::new(), old: Some(old(&old_records())) };
    let ((state, mut one, _), (_, mut two, _)) = (db.open_with(before()), db.open_with(before()));
    (one.by, two.by) = ("one".into(), "two".into());
    let late = two.plan(&mut db, &state).unwrap();
    one.save(&mut db, &state);
    assert_eq!(db.write(&late), Err(vec![About::Shared, About::Library]));
    two.refused.library = true;
    assert!(two.plan(&mut db, &state).is_none());
    assert_eq!(kept(&db.open().0), kept(&state));
}

#[test]
fn settings_of_an_older_page_are_read() {
    use crate::state::{Settings, Theme};
    let settings: Settings = serde_json::from_str(r#"{"theme":"dark","show_tags":true}"#).unwrap();
    assert_eq!(settings, Settings { theme: Theme::Dark, show_tags: true, ..Settings::default() });
}

#[test]
fn what_an_older_page_stored_opens() {
    let body = r#"{"version":1,"open":null,"order":[],"undetected":[],"settings":{},
        "labels":[{"name":"ORG","kind":"entity","hue":215,"key":"2","description":"Companies"}]}"#;
    let (saved, problems) = old(&[("workspace".to_owned(), body.to_owned())]);
    assert_eq!(problems, Vec::<String>::new());
    let (org, found) = (&saved.labels[0], postil_engine::Label::Org);
    assert_eq!((saved.labels.len(), org.takes(found.name()), saved.sets.len()), (1, true, 0));
}
