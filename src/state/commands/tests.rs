//! Laws of the table: names, keys, and that nothing a person can do is missing from it.

use std::collections::BTreeSet;
use std::rc::Rc;

use postil_engine::{Document, Text, default_labels, structure};

use super::super::segmenter::tests::unicode;
use super::super::shelf::Deed;
use super::super::{Update, chord, reduce};
use super::*;

const TEXT: &str = "Acme paid Beta\n\nAcme Corp won $3m.";

fn opened() -> State {
    let add = |state: &State, id: &str| {
        let document = Document::new(id, id, Text::new(TEXT), structure(TEXT).into());
        reduce(state, Action::AddDocument { document: Box::new(document), detect: false })
    };
    add(&add(&State::new(unicode()), "d1"), "d2")
}

fn act(state: &State, id: &str) -> State {
    match command(id).unwrap().run(state, false) {
        Some(Run::Act(action)) => reduce(state, action),
        other => panic!("{id} comes to {other:?}"),
    }
}

fn select(state: &State, start: usize, end: usize) -> State {
    reduce(state, Action::SelectText(Some(Selection { anchor: start, head: end })))
}

fn label(state: &State, name: &str) -> State {
    reduce(state, Action::ApplyLabel(name.into()))
}

/// What is selected, or else in hand.
fn in_hand(state: &State) -> &str {
    let ends = picked(state).map(Selection::ends);
    let span = ends.or_else(|| state.selected().map(|mark| (mark.span.start(), mark.span.end())));
    span.map_or("", |(start, end)| &TEXT[start..end])
}

#[test]
fn commands_have_names_and_no_two_share_a_key() {
    let (mut ids, mut names, mut keys) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for command in COMMANDS {
        assert!(!command.name.is_empty() && ids.insert(command.id) && names.insert(command.name), "{}", command.id);
        assert!(!command.id.contains(':'), "{} looks like a label's", command.id);
        for key in command.keys {
            assert!(keys.insert((*key).to_owned()), "{key} is taken when {} comes", command.id);
            assert!(*key == "Escape" || !chord::is_kept(key), "{key} is the browser's");
        }
    }
    for label in default_labels() {
        let key = label.key.unwrap().to_string();
        assert!(keys.insert(key), "the key of {} is a command's", label.name);
    }
}

/// Under which command an action can be reached; in brackets, why it needs none.
fn way(action: &Action) -> &'static str {
    match action {
        Action::AddImport(_) => "open-file",
        Action::SetExport(_) | Action::ExportAs(_) | Action::FitMarks(_) => "export",
        Action::OpenDocument(_) => "next-article",
        Action::NewDocument => "new-article",
        Action::RemoveDocument(_) => "remove-article",
        Action::RemoveDocuments(_) => "remove-chosen",
        Action::SetDone(..) => "done",
        Action::AcceptAbove(..) => "accept-chosen",
        Action::Library(deed) => match deed {
            Deed::Show => "library",
            Deed::View(_) | Deed::Pick(..) => "(the fields and rows of the library)",
            Deed::All => "choose-all",
            Deed::Nothing => "choose-none",
            Deed::Detect => "detect-chosen",
            Deed::Stop => "stop-detecting",
            Deed::Export => "export-chosen",
        },
        Action::DetectAgain(_) => "detect-again",
        Action::SelectText(_) => "begin",
        Action::MoveCaret { .. } => "left",
        Action::Select(_) => "let-go",
        Action::Step { .. } => "next-mark",
        Action::SetStatus { .. } => "accept",
        Action::AcceptAll => "accept-all",
        Action::ApplyLabel(_) | Action::Relabel { .. } => "next-label",
        Action::MoveBoundary { .. } | Action::MoveEnd { .. } => "end-later",
        Action::Delete(_) => "delete",
        Action::Undo => "undo",
        Action::Redo => "redo",
        Action::ToggleLabel(_) => "(toggle:LABEL)",
        Action::OnlyLabel(_) => "(only:LABEL)",
        Action::ClearFilter => "show-all",
        Action::ToggleToReview => "to-review",
        Action::ShowPanel(_) => "list-in-order",
        Action::ShowDialog(_) => "export",
        Action::SetTheme(_) => "theme-dark",
        Action::ToggleTags => "tags",
        Action::SetThreshold(_) => "suggest-more",
        Action::ToggleSnap => "whole-words",
        Action::ToggleSingleKeys => "letters",
        Action::Notify(_) => "let-go",
        Action::AddDocument { .. } | Action::AddLibrary { .. } => "open-file",
        Action::Rename(_) => "rename",
        Action::SetDate(_) => "date",
        Action::SetValue(..) | Action::SetCurrency(..) => "value",
        Action::SetNote(..) => "note",
        Action::BindKey { .. } | Action::ResetKeys(_) => "keys",
        Action::PickText { .. } => "begin",
        Action::Spread { .. } => "others",
        Action::ChangePersonal { .. } => "personal",
        Action::ToggleRemember => "remember",
        Action::Fix(_) => "fix",
        Action::SetIgnored { .. } => "ignore",
        Action::ToggleIgnored => "show-ignored",
        Action::SetLink(..) => "link",
        Action::PickMark(_) => "next-here",
        Action::SetRelating(_) | Action::Relate { .. } => "relate",
        Action::DeleteRelation(_) => "(list-relations)",
        Action::ChangeLabels(_) | Action::KeepSet(_) | Action::ForgetSet(_) => "labels",
        Action::SetAttribute(..) => "attributes",
        Action::SetUpdate(_) => "update",
        Action::MarkPart { add: true } => "add-part",
        Action::MarkPart { add: false } => "take-part",
        Action::TravelTo(_) => "history",
        Action::AddBackup(_) => "open-file",
        Action::EditHere => "edit-here",
        Action::SetProject(_) | Action::GoToProject(_) => "projects",
        Action::Loaded(..)
        | Action::Recalled { .. }
        | Action::Explain(_)
        | Action::Dated { .. }
        | Action::DetectedEntities { .. }
        | Action::Detected { .. }
        | Action::DetectionDone { .. }
        | Action::SetTagging(_)
        | Action::OfferSet(_)
        | Action::TellImport { .. }
        | Action::SetFormats(_)
        | Action::Offer(_)
        | Action::Spend { .. }
        | Action::Used(_)
        | Action::Press { .. }
        | Action::SetSaving(_)
        | Action::Store(_) => "(the page itself)",
    }
}

#[test]
fn every_command_can_be_run_and_each_action_has_its_command() {
    let article = opened();
    let marked = label(&select(&article, 0, 4), "ORG");
    let undone = reduce(&marked, Action::Undo);
    let restored = reduce(&marked, Action::OpenDocument("d1".into()));
    let caret = select(&article, 3, 3);
    let unmarked = select(&marked, 16, 20);
    let part = select(&marked, 1, 3);
    let offered = reduce(&article, Action::SetUpdate(Update::Offered));
    let listed = reduce(&reduce(&article, Action::Library(Deed::Show)), Action::Library(Deed::All));
    let waiting = reduce(&listed, Action::Library(Deed::Detect));
    let states =
        [State::new(unicode()), article, marked, undone, restored, caret, unmarked, part, listed, waiting, offered];
    for command in COMMANDS {
        let runs: Vec<_> = states.iter().filter_map(|state| command.run(state, false)).collect();
        assert!(!runs.is_empty(), "{} can never be run", command.id);
        for run in runs {
            let Run::Act(action) = run else { continue };
            let way = way(&action);
            assert!(super::command(way).is_some(), "{action:?} names {way}");
        }
    }
    for id in
        ["rename", "date", "value", "note", "keys", "open-file", "begin", "left", "export", "labels", "attributes"]
    {
        assert!(command(id).is_some(), "{id}");
    }
}

#[test]
fn a_span_is_begun_grown_and_shrunk_with_commands_alone() {
    let mut state = select(&opened(), 18, 18);
    for (id, wanted) in [
        ("begin", "Acme"),
        ("end-later", "Acme Corp"),
        ("end-later", "Acme Corp won"),
        ("start-later", " Corp won"),
        ("end-earlier", " Corp "),
        ("start-earlier", "Acme Corp "),
        ("end-earlier-character", "Acme Corp"),
        ("start-later-character", "cme Corp"),
        ("select-next-word", "cme Corp won"),
    ] {
        state = act(&state, id);
        assert_eq!(in_hand(&state), wanted, "{id}");
    }
    let state = label(&act(&act(&state, "select-previous-word"), "start-earlier-character"), "ORG");
    assert_eq!(in_hand(&state), "Acme Corp");
    assert_eq!(in_hand(&act(&state, "end-later")), "Acme Corp won");
}

/// Keys that come before the page is drawn: each goes on from what the one before it did.
#[test]
fn keys_are_worked_out_from_the_state_of_now() {
    let press = |state: &State, id: &str| {
        reduce(state, Action::Press { target: Target::Command(command(id).unwrap()), extend: false })
    };
    let state = ["begin", "select-next-word", "start-later", "start-later-character"].iter();
    assert_eq!(in_hand(&state.fold(select(&opened(), 16, 16), |state, id| press(&state, id))), "Corp");
    let state = reduce(&State::new(unicode()), Action::Press { target: Target::Label("ORG".into()), extend: false });
    assert_eq!(state.session.notice, Target::Label("ORG".into()).refusal());
}

#[test]
fn without_a_cursor_the_mark_or_the_text_is_where_a_span_begins() {
    let article = opened();
    assert_eq!(in_hand(&act(&article, "begin")), "Acme");
    let marked = label(&select(&article, 10, 14), "ORG");
    assert_eq!(in_hand(&act(&marked, "begin")), "Beta");
    assert_eq!(in_hand(&act(&select(&article, 7, 7), "begin")), "paid");
}

#[test]
fn labels_follow_each_other_within_their_kind() {
    let state = label(&select(&opened(), 0, 4), "WORK_OF_ART");
    let name = |state: &State| state.selected().map(|mark| mark.label.to_string());
    assert_eq!(name(&act(&state, "next-label")).as_deref(), Some("PERSON"));
    assert_eq!(name(&act(&state, "previous-label")).as_deref(), Some("EVENT"));
    let money = label(&select(&opened(), 30, 33), "MONEY");
    assert_eq!(name(&act(&money, "previous-label")).as_deref(), Some("SET"));
}

#[test]
fn mentions_are_those_of_the_same_words() {
    let state = label(&select(&opened(), 0, 4), "ORG");
    let state = label(&select(&state, 16, 20), "ORG");
    let state = act(&state, "reject-mentions");
    let rejected = |state: &State| {
        let document = Rc::clone(state.saved.open_document().unwrap());
        document.annotations.iter().filter(|a| a.status == Status::Rejected).count()
    };
    assert_eq!(rejected(&state), 2);
    assert_eq!(rejected(&reduce(&state, Action::Undo)), 0);
}

#[test]
fn the_neighbours_in_the_library_are_opened() {
    let state = opened();
    let first = act(&state, "previous-article");
    assert_eq!(first.saved.open.as_deref(), Some("d1"));
    assert_eq!(command("previous-article").unwrap().run(&first, false), None);
    assert_eq!(act(&first, "next-article").saved.open, state.saved.open);
}
