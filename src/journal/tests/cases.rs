//! Cases by hand: what is written when, what is kept, and what another page changed.

use postil_engine::{Annotation, Source, Span, Status};

use super::*;
use crate::state::tests::after;

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
    assert!(db.keys(Place::Steps).len() > 31, "a long step has parts");
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

/// One page begins a snapshot, another takes over, works on and makes its own, and the first one gets its turn again.
#[test]
fn a_snapshot_that_has_been_overtaken_is_not_written() {
    let (mut db, mut one) = (Db::default(), Page::new());
    let documents = vec![article("d", "Some words.")];
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    one.save(&mut db, &state);
    let begun = compact::all(&one.mirror);
    let (mut state, mut two, _) = db.open();
    for title in ["two", "three"] {
        state = after(&state, [Action::Rename(title.into())]);
        two.save(&mut db, &state);
    }
    two.compact(&mut db);
    let (_, mut one, _) = db.open();
    for stale in begun {
        assert!(stale.plan(&one.mirror, &one.by).is_none());
    }
    let state = after(&state, [Action::Rename("four".into())]);
    one.save(&mut db, &state);
    one.compact(&mut db);
    assert_eq!(kept(&db.open().0), kept(&state));
    // Pages of before have written one: then it is the last in the head, and the changes after it are gone.
    let slot = one.mirror.slots.iter_mut().next().unwrap();
    slot.head.snapshots.reverse();
    let head = frame::seal(&slot.name, super::code::to_json(&slot.head).as_bytes());
    db.records.insert((Place::Heads, slot.name.to_string()), head);
    db.records.retain(|(place, _), _| *place != Place::Journal);
    let (opened, _, problems) = db.open();
    assert_eq!((kept(&opened).0, problems), (kept(&state).0, Vec::new()));
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
    one.refused = Refused { documents: vec!["a".into()], history: true, ..Refused::default() };
    assert!(one.save(&mut db, &mine));
    assert!(!one.save(&mut db, &mine));
    let (opened, _, problems) = db.open();
    let titles: Vec<&str> = opened.saved.documents.iter().map(|document| &*document.title).collect();
    assert_eq!((titles, problems), (vec!["theirs", "mine"], Vec::new()));
}

#[test]
fn what_is_shared_is_not_written_over() {
    let add = |name: &str| {
        let label = postil_engine::LabelDef::new(name, postil_engine::LabelKind::Entity, 7);
        Action::ChangeLabels(crate::state::LabelChange::Add(label))
    };
    let entry = || {
        let add = vec![postil_engine::PersonalEntry::new("Acme Corp", Some("ORG"), false).unwrap()];
        Action::ChangePersonal { remove: Vec::new(), add }
    };
    for is_first in [true, false] {
        let (mut db, mut one) = (Db::default(), Page::new());
        let mut state = State::default();
        if !is_first {
            state = after(&state, [add("FIRST")]);
            one.save(&mut db, &state);
        }
        let (opened, mut two, _) = db.open();
        two.by = "other".into();
        let theirs = after(&opened, [add("THEIRS")]);
        two.save(&mut db, &theirs);
        two.save(&mut db, &after(&theirs, [add("MORE"), Action::Undo]));
        let mine = after(&state, [entry(), Action::ToggleTags]);
        let plan = one.plan(&mut db, &mine).unwrap();
        assert!(db.write(&plan).unwrap_err().contains(&About::Shared), "{is_first}");
        one.refused = Refused { history: true, shared: true, ..Refused::default() };
        assert!(one.save(&mut db, &mine) && !one.save(&mut db, &mine), "{is_first}");
        let (opened, _, problems) = db.open();
        assert_eq!(problems, Vec::<String>::new(), "{is_first}");
        assert!(opened.saved.label("THEIRS").is_some() && opened.saved.personal.is_empty(), "{is_first}");
        assert!(opened.saved.settings.show_tags, "{is_first}: what one sees is each page's own");
    }
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
    let text = "words and more words\n\n".repeat(75_000);
    let documents: Vec<Document> = (0..4).map(|at| article(&format!("d{at}"), &text)).collect();
    let state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    let plan = page.plan(&mut db, &state).unwrap();
    assert!(plan.more);
    db.write(&plan).unwrap();
    page.mirror = plan.done();
    let carried = db.records.get(&(Place::Rest, plan::CARRIED.to_owned())).unwrap();
    assert!(!frame::open(carried).unwrap().body.starts_with(plan::DONE), "not all is over yet");
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
fn an_article_that_went_stays_apart_from_one_that_came_under_its_id() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let add = |title: &str| {
        let documents = vec![Document { title: title.into(), ..article("d", "Some words.") }];
        Action::AddLibrary { documents, labels: Vec::new() }
    };
    let state = after(&State::default(), [add("First"), Action::RemoveDocument("d".into()), Action::Undo]);
    page.save(&mut db, &state);
    let state = after(&state, [Action::Redo, add("Second")]);
    page.save(&mut db, &state);
    let (opened, ..) = db.open();
    assert_eq!(kept(&opened), kept(&state));
    let titles = |state: &State| state.saved.documents.iter().map(|it| it.title.to_string()).collect::<Vec<_>>();
    assert_eq!(titles(&opened), ["Second"]);
    assert!(titles(&after(&opened, [Action::Undo])).contains(&"First".to_owned()));
}

/// What was done to an article that has gone is read with its own text, whatever came in under its id since.
#[test]
fn what_was_done_to_an_article_that_went_is_still_known() {
    use crate::state::Selection;
    let add = |text: &str| Action::AddLibrary { documents: vec![article("d", text)], labels: Vec::new() };
    for (name, saves_between) in [("at once", false), ("bit by bit", true)] {
        for other in ["Other words.", "é", "Long before it there were some words in another article."] {
            let (mut db, mut page) = (Db::default(), Page::new());
            let mut state = State::default();
            for action in [
                add("Some words of an article."),
                Action::SelectText(Some(Selection { anchor: 5, head: 10 })),
                Action::ApplyLabel("ORG".into()),
                Action::RemoveDocument("d".into()),
                add(other),
                Action::Rename("Renamed".into()),
            ] {
                state = after(&state, [action]);
                if saves_between {
                    page.save(&mut db, &state);
                }
            }
            page.save(&mut db, &state);
            let (opened, _, problems) = db.open();
            assert_eq!((kept(&opened), problems), (kept(&state), Vec::new()), "{name}, {other}");
            let undone = [&opened, &state].map(|state| after(state, vec![Action::Undo; 3]).saved);
            assert_eq!(undone[0].documents, undone[1].documents, "{name}, {other}");
        }
    }
}
