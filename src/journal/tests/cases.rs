//! Cases by hand: what is written when, other pages, old layouts.

use postil_engine::{Annotation, Source, Span, Status};

use super::*;
use crate::state::tests::after;

const LAYOUT_2: &str = include_str!("../../../tests/stored/layout-2.json");

/// What the layout of before held: one of everything.
fn old_records() -> Vec<(String, String)> {
    let records: Vec<serde_json::Value> = serde_json::from_str(LAYOUT_2).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    records.iter().map(|record| (text(&record["key"]), text(&record["body"]))).collect()
}

fn carried() -> (Db, State) {
    let mut db = Db::default();
    let (state, mut page, problems) = db.open_with(Stored { records: Vec::new(), old: Some(old(&old_records())) });
    assert_eq!(problems, Vec::<String>::new());
    assert!(page.save(&mut db, &state));
    (db, state)
}

#[test]
fn what_the_layout_of_before_held_is_carried_over() {
    let (db, state) = carried();
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
    let (db, state) = carried();
    let loaded = load(Stored { old: before(), ..db.stored() });
    assert!(loaded.forget_old);
    assert_eq!(loaded.saved, *state.saved);
    let mut damaged = db.stored();
    damaged.records[0].1.truncate(9);
    assert!(!load(Stored { old: before(), ..damaged }).forget_old);
}

#[test]
fn a_carrying_over_that_was_cut_short_is_gone_on_with() {
    let (mut db, mut state) = carried();
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
fn an_action_costs_its_own_size() {
    let text = "Acme won. ".repeat(20_000);
    let mut document = article("long", &text);
    let mark = |at: usize| Annotation {
        id: at as u32 + 1,
        span: Span::new(&text, at * 10, at * 10 + 4).unwrap(),
        label: "ORG".into(),
        status: Status::Suggested,
        source: Source::Human,
        confidence: None,
        entity: None,
        value: None,
        note: None,
        fragments: Vec::new(),
        attributes: Vec::new(),
    };
    document.annotations = Arc::new((0..20_000).map(|at| Arc::new(mark(at))).collect());
    document.next_id = 20_001;
    let (mut db, mut page) = (Db::default(), Page::new());
    let mut state = after(&State::default(), [Action::AddLibrary { documents: vec![document], labels: Vec::new() }]);
    page.save(&mut db, &state);
    assert!(compact::due(&page.mirror, &page.refused).is_none(), "what came in one piece is as good as a snapshot");
    for id in 1..=30 {
        let status = Status::Accepted;
        state = after(&state, [Action::SetStatus { ids: vec![id * 50], status, advance: false }]);
        let plan = page.plan(&mut db, &state).unwrap();
        let bytes: usize = plan.puts.iter().map(|put| put.bytes.len()).sum();
        assert!(bytes < 2_000, "{bytes}");
        let places: Vec<Place> = plan.puts.iter().map(|put| put.place).collect();
        assert_eq!(places, [Place::Rest, Place::Journal, Place::Steps, Place::Heads]);
        db.write(&plan).unwrap();
        page.mirror = plan.done();
    }
    // A bulk step is one change, in parts.
    state = after(&state, [Action::AcceptAll]);
    page.save(&mut db, &state);
    assert!(db.keys(Place::Steps).iter().filter(|key| key.starts_with(&key[..0])).count() > 31);
    assert!(compact::due(&page.mirror, &page.refused).is_some(), "the changes have outgrown the article");
    assert_eq!(kept(&db.open().0), kept(&state));
}

#[test]
fn two_snapshots_are_kept_and_the_changes_after_the_older() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let documents = vec![article("d", "Some words.")];
    let mut state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    page.save(&mut db, &state);
    let mut check = |db: &mut Db, page: &mut Page, title: &str, snapshots: &[&str], first: &str| {
        state = after(&state, [Action::Rename(title.into())]);
        page.save(db, &state);
        page.compact(db);
        let found: Vec<&str> = db.keys(Place::Snapshots).iter().map(|key| &key[15..16]).collect();
        assert_eq!((found.as_slice(), &db.keys(Place::Journal)[0][15..16]), (snapshots, first));
        assert_eq!(kept(&db.open().0), kept(&state));
    };
    check(&mut db, &mut page, "two", &["2"], "1");
    check(&mut db, &mut page, "three", &["2", "3"], "3");
    check(&mut db, &mut page, "four", &["3", "4"], "4");
}

#[test]
fn what_another_page_changed_is_left_alone() {
    let (mut db, mut one) = (Db::default(), Page::new());
    let documents = vec![article("a", "Some words."), article("b", "More words.")];
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    one.save(&mut db, &state);
    let rename = |state: &State, id: &str, title: &str| {
        after(state, [Action::OpenDocument(id.into()), Action::Rename(title.into())])
    };
    let (opened, mut two, _) = db.open();
    two.by = "other".into();
    let theirs = rename(&opened, "a", "theirs");
    two.save(&mut db, &theirs);
    let mine = rename(&rename(&state, "a", "mine"), "b", "mine");
    let plan = one.plan(&mut db, &mine).unwrap();
    let before = db.clone();
    let moved = db.write(&plan).unwrap_err();
    assert_eq!(moved, [About::History, About::Document("a".into())]);
    assert_eq!(before.records, db.records, "nothing was written");
    one.refused = Refused { documents: vec!["a".into()], history: true };
    assert!(one.save(&mut db, &mine));
    assert!(!one.save(&mut db, &mine));
    let (opened, _, problems) = db.open();
    let titles: Vec<&str> = opened.saved.documents.iter().map(|document| &*document.title).collect();
    assert_eq!((titles, problems), (vec!["theirs", "mine"], Vec::new()));
}

#[test]
fn a_plan_whose_answer_was_lost_is_not_done_twice() {
    let (mut db, page) = (Db::default(), Page::new());
    let documents = vec![article("a", "Some words.")];
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    let plan = page.plan(&mut db, &state).unwrap();
    db.write(&plan).unwrap();
    let once = db.clone();
    db.write(&plan).unwrap();
    assert_eq!(once.records, db.records);
}

#[test]
fn a_large_library_comes_in_several_plans() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let text = "words and more words\n\n".repeat(150_000);
    let documents: Vec<Document> = (0..4).map(|at| article(&format!("d{at}"), &text)).collect();
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    let plan = page.plan(&mut db, &state).unwrap();
    assert!(plan.more);
    db.write(&plan).unwrap();
    page.mirror = plan.done();
    assert!(!db.keys(Place::Rest).contains(&plan::CARRIED), "not all is over yet");
    page.save(&mut db, &state);
    assert_eq!(kept(&db.open().0), kept(&state));
}

#[test]
fn removed_articles_go_when_nothing_can_bring_them_back() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let documents = vec![article("a", "Some words."), article("b", "More words.")];
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    page.save(&mut db, &state);
    let removed = after(&state, [Action::OpenDocument("b".into()), Action::RemoveDocument("a".into())]);
    page.save(&mut db, &removed);
    assert!(Plan::purge(&page.mirror, &page.refused, &page.by).is_none(), "undo can bring it back");
    let undone = after(&db.open().0, [Action::Undo]);
    assert_eq!(undone.saved.documents, state.saved.documents);
    // Undone, and something else done instead: the step is gone. Then removed by a page whose history is full.
    let mut forgotten = removed.clone();
    forgotten.history = Rc::default();
    page.save(&mut db, &forgotten);
    let plan = Plan::purge(&page.mirror, &page.refused, &page.by).unwrap();
    db.write(&plan).unwrap();
    page.mirror = plan.done();
    assert_eq!((db.keys(Place::Heads).len(), db.keys(Place::Texts).len()), (1, 1));
    assert_eq!(kept(&db.open().0).0, kept(&forgotten).0);
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
