//! Whatever is done, saved and tidied in whatever order, the store gives it back.

use proptest::prelude::*;

use super::*;
use crate::state::law_tests::any_action;
use crate::state::tests::{TEXT, after, detecting, found};

/// What may happen: something is done, saved, tidied, or the page is opened anew.
#[derive(Clone, Debug)]
enum Event {
    Do(Box<Action>),
    Save,
    Compact,
    /// A snapshot is begun, something happens, and it is written.
    CompactAround(Box<Action>),
    Purge,
    Reopen,
}

fn any_event() -> impl Strategy<Value = Event> {
    let id = || prop::sample::select(vec!["d1", "d2", "d3"]).prop_map(Arc::<str>::from);
    let action = || {
        prop_oneof![
            12 => any_action(),
            1 => id().prop_map(Action::RemoveDocument),
            1 => id().prop_map(|id| Action::AddLibrary { documents: vec![article(&id, TEXT)], labels: Vec::new() }),
            1 => id().prop_map(|id| Action::AddLibrary { documents: vec![article(&id, &format!("{TEXT} and 😀 more"))], labels: Vec::new() }),
            1 => id().prop_map(Action::OpenDocument),
            1 => "[a-z😀]{0,3}".prop_map(|title| Action::Rename(title.into())),
            1 => proptest::option::of("2024-0[1-9]-11").prop_map(|date| Action::SetDate(date.map(Into::into))),
            1 => Just(Action::ToggleTags),
            1 => ("[a-z😀]{0,3}", "[a-z\n]{0,9}", "(today|2024-01-02)?").prop_map(|(name, guidelines, dates)| {
                let (name, guidelines, dates) = (name.into(), guidelines.into(), dates.into());
                Action::SetProject(Rc::new(crate::state::Project { name, guidelines, dates }))
            }),
            1 => prop::collection::vec(id(), 1..3).prop_map(Action::RemoveDocuments),
            1 => (id(), "2024-0[1-9]-11").prop_map(|(document, day)| Action::Spend { document, day: day.into(), seconds: 7 }),
            2 => Just(Action::Undo),
            2 => Just(Action::Redo),
        ]
        .prop_map(Box::new)
    };
    prop_oneof![
        12 => action().prop_map(Event::Do),
        6 => Just(Event::Save),
        1 => Just(Event::Compact),
        1 => action().prop_map(Event::CompactAround),
        1 => Just(Event::Purge),
        1 => Just(Event::Reopen),
    ]
}

fn start() -> State {
    use postil_engine::Label;
    detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org), found("$3m", 0, Label::Money)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_work_comes_back_with_its_history(events in prop::collection::vec(any_event(), 1..60)) {
        let (mut db, mut page, mut state) = (Db::default(), Page::new(), start());
        for event in events {
            let ids: std::collections::BTreeSet<_> = state.saved.documents.iter().map(|document| &document.id).collect();
            prop_assert_eq!(ids.len(), state.saved.documents.len());
            match event {
                Event::Do(action) => state = after(&state, [*action]),
                Event::Save => drop(page.save(&mut db, &state)),
                Event::Compact => page.compact(&mut db),
                Event::CompactAround(action) => {
                    let begun = compact::all(&page.mirror);
                    state = after(&state, [*action]);
                    page.save(&mut db, &state);
                    for compaction in begun {
                        page.finish(&mut db, compaction);
                    }
                }
                Event::Purge => {
                    if let Some(mut plan) = Plan::purge(&page.mirror, &page.refused, &page.by) {
                        while plan.step() {}
                        db.write(&plan).unwrap();
                        page.mirror = plan.done();
                    }
                }
                Event::Reopen => {
                    page.save(&mut db, &state);
                    let (opened, again, problems) = db.open();
                    prop_assert_eq!(problems, Vec::<String>::new());
                    let segmenter = state.segmenter;
                    (state, page) = (State { segmenter, session: state.session.clone(), ..opened }, again);
                }
            }
        }
        page.save(&mut db, &state);
        prop_assert!(!page.save(&mut db, &state), "nothing is left to save");
        let (opened, again, problems) = db.open();
        prop_assert_eq!(problems, Vec::<String>::new());
        prop_assert_eq!(kept(&opened), kept(&state));
        prop_assert!(again.plan(&mut db, &opened).is_none(), "what was just read is not written");
    }
}
