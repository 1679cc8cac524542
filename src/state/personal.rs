//! The personal list as the page keeps it: sorted by its words, changed by steps that can be undone. When it changes,
//! the open article is read again, which touches only what nobody has touched.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Personal, PersonalEntry, Source, is_english};

use super::change::Change;
use super::edit::Edit;
use super::teach::Does;
use super::{Notice, State, tagging};

/// The entry for these words, if there is one. O(log n).
#[must_use]
pub fn entry<'a>(list: &'a [PersonalEntry], words: &str) -> Option<&'a PersonalEntry> {
    let at = list.binary_search_by(|entry| (*entry.words).cmp(words)).ok()?;
    list.get(at)
}

/// Takes out the entries of some words and puts others in, in the place of those of the same words.
pub(super) fn change(state: &State, remove: &[Arc<str>], add: &[PersonalEntry]) -> Change {
    let list = &state.saved.personal;
    let gone = remove.iter().filter(|words| add.iter().all(|new| new.words != **words));
    let gone = gone.filter_map(|words| entry(list, words)).map(|before| (Some(before.clone()), None));
    let new = add.iter().map(|new| (entry(list, &new.words).cloned(), Some(new.clone())));
    let edits = gone.chain(new).filter(|(before, after)| before != after);
    let edits: Vec<_> = edits.map(|(before, after)| Edit::Personal { before, after }).collect();
    // What the list speaks of now is let go, so that it can change.
    let is_about = |words: &str| {
        edits.iter().any(|edit| matches!(edit, Edit::Personal { after: Some(after), .. } if *after.words == *words))
    };
    let document = state.saved.open_document();
    let focus = state.session.selected.filter(|id| {
        document
            .and_then(|document| Some(document.text.slice(document.annotation(*id)?.span)))
            .is_none_or(|words| !is_about(words))
    });
    Change { edits, focus, ..Change::default() }
}

/// Adds to `change` that words are remembered as what was done to them.
pub(super) fn remember(state: &State, does: &Does, words: &str, done: &mut Change) {
    let label = match does {
        Does::Label(label) => Some(&**label),
        Does::Reject(_) | Does::Delete(_) => None,
    };
    // One word may be another word in other capitals: "Apple", "US".
    let any_case = words.contains(' ');
    match PersonalEntry::new(words, label, any_case) {
        Ok(entry) => {
            done.edits.extend(change(state, &[], std::slice::from_ref(&entry)).edits);
            let as_what = label.map_or("never a name".to_owned(), |label| format!("always {label}"));
            let did = done.notice.take().filter(|notice| notice.undo);
            let did = did.map(|notice| format!("{}. ", notice.words)).unwrap_or_default();
            done.notice = Some(Notice::info(format!("{did}Remembered: “{words}” is {as_what}")).with_undo());
        }
        Err(why) => done.notice = Some(Notice::problem(format!("“{words}” cannot be remembered: {why}"))),
    }
}

/// Applies edits of the list. One costs O(log n) to place; many at once are merged in one pass.
pub(super) fn apply(list: &mut Vec<PersonalEntry>, edits: &[Edit]) {
    let parts = edits.iter().filter_map(|edit| match edit {
        Edit::Personal { before, after } => Some((before, after)),
        _ => None,
    });
    if edits.len() > 8 {
        let mut gone: Vec<&PersonalEntry> = parts.clone().filter_map(|(before, _)| before.as_ref()).collect();
        gone.sort_unstable();
        list.retain(|entry| gone.binary_search(&entry).is_err());
        list.extend(parts.filter_map(|(_, after)| after.clone()));
        list.sort_unstable();
        list.dedup_by(|a, b| a.words == b.words);
        return;
    }
    for (before, after) in parts {
        for words in before.iter().chain(after).map(|entry| &entry.words) {
            if let Ok(at) = list.binary_search_by(|entry| entry.words.cmp(words)) {
                list.remove(at);
            }
        }
        if let Some(after) = after {
            let at = list.partition_point(|entry| entry.words < after.words);
            list.insert(at, after.clone());
        }
    }
}

/// The list is another one: detection goes by it from now on.
pub(super) fn changed(state: &mut State, reads: bool) {
    state.session.personal = Personal::new(state.saved.personal.to_vec());
    let Some(document) = state.saved.open_document().filter(|document| reads && was_read(document)).map(Rc::clone)
    else {
        return;
    };
    if let Some(detecting) = state.session.detecting.as_mut().filter(|detecting| detecting.document == document.id) {
        detecting.stale = true;
    }
    tagging::await_detection(state, &document.id);
}

/// Whether names were looked for in it. What came from a file, or is not in English, is left as it is.
fn was_read(document: &Document) -> bool {
    let is_found = document.annotations.iter().any(|a| matches!(a.source, Source::Detector { .. }));
    is_found || document.annotations.is_empty() && is_english(document.text.as_str())
}

/// The entries whose words or label hold what is looked for, in any case.
#[must_use]
pub fn found(list: &[PersonalEntry], wanted: &str) -> Vec<PersonalEntry> {
    let wanted = postil_engine::text::lower(wanted.trim());
    let holds = |entry: &&PersonalEntry| {
        postil_engine::text::lower(&entry.words).contains(&wanted)
            || entry.label.as_deref().is_some_and(|label| postil_engine::text::lower(label) == wanted)
    };
    list.iter().filter(holds).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, reduce};
    use super::*;
    use postil_engine::{Span, Status, Text, structure};
    use proptest::prelude::*;

    const TEXT: &str = "The company Zelkor paid Acme Corp in the spring of that year, and it was well with Zelkor.";

    fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
    }

    fn entry_of(line: &str) -> PersonalEntry {
        let (words, label) = line.split_once('|').unwrap();
        PersonalEntry::new(words, Some(label).filter(|label| *label != "-"), false).unwrap()
    }

    fn add(line: &str) -> Action {
        Action::ChangePersonal { remove: Vec::new(), add: vec![entry_of(line)] }
    }

    fn remove(words: &str) -> Action {
        Action::ChangePersonal { remove: vec![words.into()], add: Vec::new() }
    }

    fn shown(state: &State) -> Vec<String> {
        let label = |entry: &PersonalEntry| entry.label.as_deref().unwrap_or("-").to_owned();
        state.saved.personal.iter().map(|entry| format!("{}|{}", entry.words, label(entry))).collect()
    }

    /// A whole detection, by the list that is in force.
    fn run(state: &State) -> Vec<Action> {
        let options = postil_engine::Options { personal: state.session.personal.clone(), ..Default::default() };
        let found = postil_engine::detect(TEXT, &options);
        let document: Arc<str> = "d1".into();
        vec![
            Action::DetectedEntities { document: document.clone(), entities: found.entities },
            Action::Detected { document: document.clone(), found: found.spans, done: 1, total: 1 },
            Action::DetectionDone { document, by_rules: false },
        ]
    }

    fn fresh() -> State {
        let document = Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into());
        let start = [
            Action::Loaded(Box::default(), Rc::default()),
            Action::AddDocument { document: Box::new(document), detect: true },
        ];
        let state = after(&State::new(unicode()), start);
        after(&state, run(&state))
    }

    fn marks(state: &State) -> Vec<String> {
        let document = state.saved.open_document().unwrap();
        let line = |a: &Arc<postil_engine::Annotation>| format!("{}|{}", document.text.slice(a.span), a.label);
        document.annotations.iter().map(line).collect()
    }

    #[test]
    fn the_list_is_sorted_and_each_change_is_one_step() {
        let state = after(&fresh(), [add("b|ORG"), add("a|-"), add("b|GPE"), remove("c")]);
        assert_eq!(shown(&state), ["a|-", "b|GPE"]);
        let state = after(&state, [Action::Undo]);
        assert_eq!(shown(&state), ["a|-", "b|ORG"]);
        let state = after(&state, [remove("a"), Action::Undo, Action::Undo, Action::Undo]);
        assert_eq!(shown(&state), Vec::<String>::new());
        assert_eq!(shown(&after(&state, [Action::Redo, Action::Redo])), ["a|-", "b|ORG"]);
    }

    #[test]
    fn the_open_article_is_read_again_but_for_what_was_touched() {
        let state = fresh();
        let accept = |state: &State, words: &str| {
            let document = state.saved.open_document().unwrap();
            let id = document.annotations.iter().find(|a| document.text.slice(a.span) == words).unwrap().id;
            Action::SetStatus { ids: vec![id], status: Status::Accepted, advance: false }
        };
        let state = reduce(&state, accept(&state, "Acme Corp"));
        let state = after(&state, [add("Zelkor|mine"), add("Acme|-"), add("Acme Corp|PERSON")]);
        assert_eq!(state.saved.undetected.len(), 1);
        let state = after(&state, run(&state));
        let marked = marks(&state);
        assert!(marked.starts_with(&["Zelkor|mine".to_owned(), "Acme Corp|ORG".to_owned()]), "{marked:?}");
        assert!(marked.ends_with(&["Zelkor|mine".to_owned()]), "{marked:?}");
        let document = state.saved.open_document().unwrap();
        assert_eq!(super::super::why::why(document, &document.annotations[0], &[], None), "from your personal list");
        let state = after(&state, [remove("Zelkor")]);
        let state = after(&state, run(&state));
        assert!(!marks(&state).contains(&"Zelkor|mine".to_owned()));
    }

    #[test]
    fn a_change_while_the_article_is_read_has_it_read_again() {
        let state = reduce(&fresh(), Action::DetectAgain("d1".into()));
        let mut steps = run(&state).into_iter();
        let state = after(&state, steps.next());
        let state = after(&state, [add("Zelkor|ORG")]);
        let state = after(&state, steps);
        assert_eq!(state.saved.undetected.len(), 1);
        let state = after(&state, run(&state));
        assert!(state.saved.undetected.is_empty());
        assert!(marks(&state).contains(&"Zelkor|ORG".to_owned()));
    }

    #[test]
    fn what_is_taught_can_be_remembered_in_the_same_step() {
        let span = |at| Span::new(TEXT, at, at + 6).unwrap();
        let places: Vec<_> = TEXT.match_indices("Zelkor").map(|(at, _)| span(at)).collect();
        let does = Does::Label("ORG".into());
        let spread = Action::Spread { does, places, like: None, remember: Some("Zelkor".into()) };
        let before = fresh();
        let state = reduce(&before, spread);
        assert_eq!(shown(&state), ["Zelkor|ORG"]);
        assert!(state.session.notice.clone().unwrap().words.contains("Remembered"));
        let undone = reduce(&state, Action::Undo);
        assert_eq!((shown(&undone), marks(&undone)), (shown(&before), marks(&before)));
        let never = Action::Spread {
            does: Does::Reject(None),
            places: Vec::new(),
            like: None,
            remember: Some("Acme Corp".into()),
        };
        let state = after(&before, [never]);
        assert_eq!(shown(&state), ["Acme Corp|-"]);
        assert_eq!(
            after(&state, run(&state))
                .saved
                .open_document()
                .unwrap()
                .annotations
                .iter()
                .filter(|a| &*a.label == "ORG")
                .count(),
            0
        );
    }

    proptest! {
        #[test]
        fn any_changes_can_be_taken_back(changes in prop::collection::vec(
            (prop::collection::vec("[a-d]", 0..3), prop::collection::btree_map("[a-d][a-d]?", "(ORG|GPE|-)", 0..14)), 0..8
        )) {
            let start = fresh();
            let actions = changes.into_iter().map(|(remove, add)| Action::ChangePersonal {
                remove: remove.into_iter().map(Into::into).collect(),
                add: add.into_iter().map(|(words, label)| entry_of(&format!("{words}|{label}"))).collect(),
            });
            let mut state = after(&start, actions);
            prop_assert!(state.saved.personal.windows(2).all(|pair| pair[0].words < pair[1].words));
            let end = shown(&state);
            while state.history.can_undo() {
                state = reduce(&state, Action::Undo);
            }
            prop_assert!(state.saved.personal.is_empty());
            while state.history.can_redo() {
                state = reduce(&state, Action::Redo);
            }
            prop_assert_eq!(shown(&state), end);
        }
    }
}
