//! A cut, changed or missing record: the longest whole beginning is shown, it is said, nothing is written over, and the other
//! articles are untouched.

use proptest::prelude::*;

use super::*;
use crate::state::Selection;
use crate::state::tests::{TEXT, after};

/// How a record is spoilt.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Cut(usize),
    Flip(usize),
    Gone,
}

fn any_harm() -> impl Strategy<Value = Harm> {
    prop_oneof![any::<usize>().prop_map(Harm::Cut), any::<usize>().prop_map(Harm::Flip), Just(Harm::Gone)]
}

fn harm(db: &mut Db, place: Place, key: &str, how: Harm) {
    let record = db.records.get_mut(&(place, key.to_owned())).unwrap();
    match how {
        Harm::Cut(at) => record.truncate(at % record.len()),
        // The lowest bit: no letter becomes its other case.
        Harm::Flip(at) => {
            let at = at % record.len();
            record[at] ^= 1;
        }
        Harm::Gone => drop(db.records.remove(&(place, key.to_owned()))),
    }
}

/// Two articles, and after each change of the second one its value.
fn work(compact_at: &[usize]) -> (Db, State, Vec<Document>) {
    let (mut db, mut page) = (Db::default(), Page::new());
    let documents = vec![article("first", "The first."), article("second", TEXT)];
    let mut state = after(&State::default(), [Action::AddLibrary { documents, labels: Vec::new() }]);
    state = after(&state, [Action::OpenDocument("second".into())]);
    page.save(&mut db, &state);
    let mut values = vec![Document::clone(state.saved.document("second").unwrap())];
    for (number, word) in
        ["buys", "Corp", "paid", "$3m", "to", "on", "4", "May", "Naïve", "won"].into_iter().enumerate()
    {
        let head = TEXT.find(word).unwrap();
        let selection = Some(Selection { anchor: head, head: head + word.len() });
        state = after(&state, [Action::SelectText(selection), Action::ApplyLabel("ORG".into())]);
        page.save(&mut db, &state);
        values.push(Document::clone(state.saved.document("second").unwrap()));
        if compact_at.contains(&number) {
            page.compact(&mut db);
        }
    }
    (db, state, values)
}

/// The slot of the second article.
const SLOT: &str = "slot2";

fn check(db: &Db, state: &State, wanted: &Document) -> Vec<String> {
    let (opened, mut page, problems) = db.open();
    assert_eq!(**opened.saved.document("second").unwrap(), *wanted);
    assert_eq!(opened.saved.document("first"), state.saved.document("first"));
    // It goes on from there, and what was damaged is left as it was.
    let mut after_it = db.clone();
    after_it.names = 100;
    let is_damaged = !problems.is_empty();
    page.save(&mut after_it, &opened);
    for (key, record) in &db.records {
        if key.1.starts_with(SLOT) {
            assert_eq!(after_it.records.get(key), Some(record), "{key:?}");
        }
    }
    if is_damaged {
        let (again, _, said) = after_it.open();
        assert_eq!(kept(&again).0, kept(&opened).0);
        assert!(said.iter().all(|said| said.starts_with("1 of the stored")), "{said:?}");
    }
    problems
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn a_damaged_change_costs_itself_and_what_follows(nth in 1u64..12, how in any_harm()) {
        let (mut db, state, values) = work(&[]);
        harm(&mut db, Place::Journal, &key(SLOT, nth, 0), how);
        let wanted = if nth == 1 {
            let mut bare = article("second", TEXT);
            bare.title = "second".into();
            bare
        } else {
            values[nth as usize - 2].clone()
        };
        let problems = check(&db, &state, &wanted);
        let lost = 12 - nth;
        let words = if lost == 1 { "The last change of".to_owned() } else { format!("The last {lost} changes of") };
        prop_assert!(problems[0].starts_with(&words), "{:?}", problems);
    }

    #[test]
    fn a_damaged_snapshot_costs_nothing(how in any_harm(), compact_at in prop::collection::btree_set(0usize..10, 1..5)) {
        let compact_at: Vec<usize> = compact_at.into_iter().collect();
        let (mut db, state, values) = work(&compact_at);
        let newest = (*db.keys(Place::Snapshots).iter().rfind(|key| key.starts_with(SLOT)).unwrap()).to_owned();
        harm(&mut db, Place::Snapshots, &newest, how);
        let problems = check(&db, &state, values.last().unwrap());
        prop_assert_eq!(problems, ["A stored record of the article “second” is damaged. Nothing of your work is lost."]);
    }

    #[test]
    fn a_damaged_head_is_done_without(how in any_harm()) {
        let (mut db, state, values) = work(&[3, 6]);
        harm(&mut db, Place::Heads, SLOT, how);
        let problems = check(&db, &state, values.last().unwrap());
        prop_assert!(problems[0].contains("without its head"), "{:?}", problems);
    }

    #[test]
    fn an_article_without_its_text_is_said_and_the_others_open(how in any_harm()) {
        let (mut db, state, _) = work(&[]);
        harm(&mut db, Place::Texts, &key(SLOT, 0, 0), how);
        let (opened, _, problems) = db.open();
        prop_assert_eq!(&opened.saved.documents, &state.saved.documents[..1]);
        prop_assert!(problems[0].starts_with("The stored article “second” could not be opened"), "{:?}", problems);
    }

    #[test]
    fn before_a_damaged_step_nothing_can_be_undone(nth in 0u64..10, how in any_harm()) {
        let (mut db, state, _) = work(&[]);
        harm(&mut db, Place::Steps, &key("s", nth, 0), how);
        let (mut opened, mut page, problems) = db.open();
        prop_assert_eq!(problems, ["history"]);
        prop_assert_eq!(&opened.saved, &state.saved);
        let mut undone = 0;
        while opened.history.can_undo() {
            opened = after(&opened, [Action::Undo]);
            undone += 1;
        }
        prop_assert_eq!(undone, 9 - nth);
        page.save(&mut db, &opened);
        prop_assert_eq!(kept(&db.open().0).0, kept(&opened).0);
    }
}

#[test]
fn a_setting_that_cannot_be_read_is_said() {
    let (mut db, state, _) = work(&[]);
    harm(&mut db, Place::Rest, "labels", Harm::Cut(9));
    let (opened, _, problems) = db.open();
    assert_eq!(opened.saved, state.saved);
    assert_eq!(problems, ["1 of the stored records could not be read. They are kept as they are."]);
}

/// Numbers that no page writes, in records that are whole otherwise.
#[test]
fn a_history_that_cannot_be_is_begun_anew() {
    for numbers in [(5, 3, 9), (3, 9, 5), (0, 0, u64::MAX), (u64::MAX, u64::MAX, u64::MAX)] {
        let (mut db, state, _) = work(&[]);
        let (first, at, end) = numbers;
        let record = frame::seal("history", format!("[{first},{at},{end},\"page\"]").as_bytes());
        db.records.insert((Place::Rest, "history".to_owned()), record);
        let (opened, mut page, _) = db.open();
        assert_eq!(opened.saved.documents, state.saved.documents, "{numbers:?}");
        assert_eq!(opened.history.steps().count(), 0, "{numbers:?}");
        // The work goes on.
        let changed = after(&opened, [Action::OpenDocument("second".into()), Action::AcceptAll, Action::Undo]);
        page.save(&mut db, &changed);
        assert_eq!(db.open().0.saved, changed.saved, "{numbers:?}");
    }
}
