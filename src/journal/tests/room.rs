//! A store with little room: what fits is in it, what does not is known, and comes when there is room.

use super::*;
use crate::state::importing::Incoming;
use crate::state::tests::after;

/// An article of so many thousands of bytes that nothing can tell apart.
fn long(id: &str, thousands: usize) -> Document {
    article(id, &"words and more words ".repeat(thousands * 1_000 / 21))
}

fn add(documents: Vec<Document>) -> Action {
    Action::AddLibrary { documents, labels: Vec::new() }
}

fn import(documents: Vec<Document>) -> Action {
    Action::AddImport(Box::new(Incoming { documents, ..Incoming::default() }))
}

impl Page {
    /// Saves as the page does where the store holds no more than so many thousands of bytes; the ids left out.
    fn save_in(&mut self, db: &mut Db, state: &State, thousands: usize) -> Vec<Arc<str>> {
        let mut tries = 0;
        while let Some(plan) = self.plan(db, state) {
            tries += 1;
            assert!(tries < 50, "it comes to an end");
            let mut larger = db.clone();
            larger.write(&plan).unwrap();
            if larger.records.values().map(Vec::len).sum::<usize>() > thousands * 1_000 {
                self.refused.room = plan.less_room();
                assert!(self.refused.room.is_some(), "no change is too much");
                continue;
            }
            db.records = larger.records;
            self.mirror = plan.done();
        }
        self.refused.room = None;
        self.mirror.left_out.clone()
    }
}

#[test]
fn what_fits_is_stored_and_the_rest_when_there_is_room() {
    for (name, come, left) in [
        ("nothing", vec![], vec![]),
        ("all of it", vec![("a", 30), ("b", 20)], vec![]),
        ("one that is too long", vec![("a", 300)], vec!["a"]),
        ("the short ones", vec![("a", 10), ("b", 300), ("c", 20)], vec!["b"]),
        ("the long one is the last", vec![("a", 10), ("c", 20), ("b", 200)], vec!["b"]),
        ("none of two", vec![("a", 150), ("b", 200)], vec!["a", "b"]),
    ] {
        let come: Vec<Document> = come.into_iter().map(|(id, thousands)| long(id, thousands)).collect();
        for (how, brings) in [("opened", add(come.clone())), ("imported", import(come))] {
            let name = format!("{name}, {how}");
            let (mut db, mut page) = (Db::default(), Page::new());
            let mut state = after(&State::default(), [add(vec![article("d", "Some words.")])]);
            page.save(&mut db, &state);
            state = after(&state, [brings, Action::OpenDocument("d".into()), Action::Rename("Renamed".into())]);
            assert_eq!(
                page.save_in(&mut db, &state, 100),
                left.iter().map(|id| (*id).into()).collect::<Vec<_>>(),
                "{name}"
            );
            // All else is there, what was done to what is left out too.
            for action in [
                vec![Action::Rename("Again".into())],
                left.first()
                    .map(|id| Action::OpenDocument((*id).into()))
                    .into_iter()
                    .chain([Action::Rename("Other".into())])
                    .collect(),
            ] {
                state = after(&state, action);
                assert_eq!(page.save_in(&mut db, &state, 100).len(), left.len(), "{name}");
                let (opened, _, _) = db.open();
                let there = state.saved.documents.iter().filter(|it| !left.contains(&&*it.id));
                assert_eq!(opened.saved.documents, there.cloned().collect::<Vec<_>>(), "{name}");
            }
            // With room it comes, with its history.
            page.save(&mut db, &state);
            let (opened, _, problems) = db.open();
            assert_eq!((kept(&opened), problems), (kept(&state), Vec::new()), "{name}");
        }
    }
}

#[test]
fn what_was_never_stored_and_is_removed_is_in_nobodys_way() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let mut state = after(&State::default(), [add(vec![article("d", "Some words.")])]);
    page.save(&mut db, &state);
    state = after(&state, [add(vec![long("a", 300)])]);
    assert_eq!(page.save_in(&mut db, &state, 100).len(), 1);
    state = after(&state, [Action::RemoveDocument("a".into())]);
    assert_eq!(page.save_in(&mut db, &state, 100).len(), 0);
    assert_eq!(db.open().0.saved.documents, state.saved.documents);
    // It comes back for as long as the page is open, and then fits or does not.
    state = after(&state, [Action::Undo]);
    assert_eq!(page.save_in(&mut db, &state, 100).len(), 1);
    page.save(&mut db, &state);
    assert_eq!(db.open().0.saved.documents, state.saved.documents);
}

#[test]
fn an_import_of_many_articles_comes_in_several_plans() {
    let (mut db, mut page) = (Db::default(), Page::new());
    let documents =
        (0..4).map(|at| Document { title: at.to_string().into(), ..long(&format!("d{at}"), 1_500) }).collect();
    let state = after(&State::default(), [import(documents)]);
    let plan = page.plan(&mut db, &state).unwrap();
    let come = plan.puts.iter().filter(|put| put.place == Place::Heads).count();
    assert_eq!((plan.more, come), (true, 2));
    db.write(&plan).unwrap();
    page.mirror = plan.done();
    assert_eq!(db.open().2, Vec::<String>::new(), "what is there can be undone");
    page.save(&mut db, &state);
    assert_eq!(kept(&db.open().0), kept(&state));
    assert_eq!(after(&db.open().0, [Action::Undo]).saved.documents, Vec::new());
}
