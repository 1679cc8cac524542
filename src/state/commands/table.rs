//! The commands themselves. Beside the keys that one thinks of first stand some under the left hand: with these alone one
//! can go through an article, accept, reject, delete, take another label and move the ends (Q W, A R X, T G, Z X C V).

use postil_engine::Status;

use super::super::caret::{Motion, Side, Unit};
use super::super::check::Wanted;
use super::super::library;
use super::super::relations::Relating;
use super::super::shelf::Deed;
use super::super::{Action, Dialog, Panel, Theme, Threshold, Update, fragments};
use super::Does::{Act, Caret, Focus, Line, OpenFile};
use super::Group::{Article, Cursor, Mark, Review, View};
use super::articles::{done, with_chosen};
use super::checks::{at_hand, next_check, next_here};
use super::{Command, Does, Group, Needs, begin, end, mentions, other_article, other_label, review, with_article};

const fn row(id: &'static str, group: Group, name: &'static str, keys: &'static [&'static str], does: Does) -> Command {
    Command { id, group, name, keys, does }
}

const fn caret(by: Unit, forward: bool) -> Does {
    Caret(Motion { by, forward })
}

/// Every command but those of labels and articles, in the order in which they are listed.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    row("next-to-review", Review, "Next mark to review", &["u", "W"], Act(|s| with_article(s, Action::Step { forward: true, to_review: true }))),
    row("previous-to-review", Review, "Previous mark to review", &["U", "Q"], Act(|s| with_article(s, Action::Step { forward: false, to_review: true }))),
    row("next-mark", Review, "Next mark", &["n", "w", "Alt+ArrowDown"], Act(|s| with_article(s, Action::Step { forward: true, to_review: false }))),
    row("previous-mark", Review, "Previous mark", &["p", "q", "Alt+ArrowUp"], Act(|s| with_article(s, Action::Step { forward: false, to_review: false }))),
    row("accept", Review, "Accept, and go to the next", &["a", "Enter"], Act(|s| review(s, Status::Accepted))),
    row("reject", Review, "Reject, and go to the next", &["r"], Act(|s| review(s, Status::Rejected))),
    row("restore", Review, "Make it a suggestion again", &[], Act(|s| {
        let mark = s.selected().filter(|mark| mark.status != Status::Suggested)?;
        Some(Action::SetStatus { ids: vec![mark.id], status: Status::Suggested, advance: false })
    })),
    row("delete", Review, "Delete the mark", &["Delete", "Backspace", "x"], Act(|s| s.session.selected.map(|id| Action::Delete(vec![id])))),
    row("accept-mentions", Review, "Accept all mentions of the same name", &[], Act(|s| mentions(s, Status::Accepted))),
    row("reject-mentions", Review, "Reject all mentions of the same name", &[], Act(|s| mentions(s, Status::Rejected))),
    row("others", Review, "Do the same to the other mentions, when that is offered", &["z"], Act(|s| s.session.offer.as_ref().map(|offer| offer.taken(s.saved.settings.remember)))),
    row("others-first", Review, "See these mentions first", &["M"], Act(|s| s.session.offer.as_ref().map(|_| Action::ShowDialog(Some(Dialog::Mentions))))),
    row("accept-all", Review, "Accept all that is shown", &["A"], Act(|s| with_article(s, Action::AcceptAll))),
    row("undo", Review, "Undo", &["Ctrl+z"], Act(|_| Some(Action::Undo))),
    row("redo", Review, "Redo", &["Ctrl+Shift+z", "Ctrl+y"], Act(|_| Some(Action::Redo))),

    row("begin", Mark, "Select the word at the cursor", &["b"], Act(begin)),
    row("select-next-word", Mark, "Select one word further", &["D"], Act(|s| with_article(s, Action::MoveCaret { motion: Motion { by: Unit::Word, forward: true }, extend: true }))),
    row("select-previous-word", Mark, "Select one word back", &["S"], Act(|s| with_article(s, Action::MoveCaret { motion: Motion { by: Unit::Word, forward: false }, extend: true }))),
    row("start-earlier", Mark, "Start one word earlier", &["[", "Z"], Act(|s| end(s, Side::Start, Unit::Word, false))),
    row("start-later", Mark, "Start one word later", &["{", "X"], Act(|s| end(s, Side::Start, Unit::Word, true))),
    row("end-earlier", Mark, "End one word earlier", &["}", "C"], Act(|s| end(s, Side::End, Unit::Word, false))),
    row("end-later", Mark, "End one word later", &["]", "V"], Act(|s| end(s, Side::End, Unit::Word, true))),
    row("start-earlier-character", Mark, "Start one character earlier", &["Alt+[", "Alt+Z"], Act(|s| end(s, Side::Start, Unit::Character, false))),
    row("start-later-character", Mark, "Start one character later", &["Alt+{", "Alt+X"], Act(|s| end(s, Side::Start, Unit::Character, true))),
    row("end-earlier-character", Mark, "End one character earlier", &["Alt+}", "Alt+C"], Act(|s| end(s, Side::End, Unit::Character, false))),
    row("end-later-character", Mark, "End one character later", &["Alt+]", "Alt+V"], Act(|s| end(s, Side::End, Unit::Character, true))),
    row("next-label", Mark, "Take the next label of its kind", &["T"], Act(|s| other_label(s, true))),
    row("previous-label", Mark, "Take the previous label of its kind", &["G"], Act(|s| other_label(s, false))),
    row("attributes", Mark, "Fill in the label’s attributes", &["i"], Focus(".card-attributes :is(input, select)", Needs::Mark)),
    row("value", Mark, "Edit the value, or the note", &["e"], Focus(".card [name=value], .card-note input", Needs::Mark)),
    row("note", Mark, "Write a note", &["E"], Focus(".card-note input", Needs::Mark)),
    row("next-here", Mark, "Next mark under the cursor", &["I"], Act(next_here)),
    row("link", Mark, "Link it to Wikidata or an address", &["H"], Focus(".card-link input", Needs::Mark)),
    row("relate", Mark, "Relate it to another mark", &["R"], Act(|s| s.session.selected.map(|from| Action::SetRelating(Some(Relating { from, kind: None }))))),
    row("add-part", Mark, "Add the selected text to the mark in hand last", &["B"], Act(|s| fragments::can(s, true).then_some(Action::MarkPart { add: true }))),
    row("take-part", Mark, "Take the selected text out of the mark", &["O"], Act(|s| fragments::can(s, false).then_some(Action::MarkPart { add: false }))),
    row("fix", Mark, "Check: fix what looks wrong here", &["F"], Act(|s| at_hand(s, |kind, span| Action::Fix(Wanted { kind, span: Some(span) })))),
    row("fix-all", Mark, "Check: fix all of this kind", &[], Act(|s| at_hand(s, |kind, _| Action::Fix(Wanted { kind, span: None })))),
    row("ignore", Mark, "Check: ignore what looks wrong here", &[], Act(|s| at_hand(s, |kind, span| Action::SetIgnored { kind, span, ignored: true }))),
    row("next-check", Review, "Check: next place that looks wrong", &["Y"], Act(next_check)),
    row("let-go", Mark, "Let go", &["Escape"], Act(|s| Some(match s.session.selection {
        _ if s.session.relating.is_some() => Action::SetRelating(None),
        Some(_) => Action::SelectText(None),
        None if s.session.selected.is_some() => Action::Select(None),
        None => Action::Notify(None),
    }))),

    row("left", Cursor, "One character left", &["ArrowLeft"], caret(Unit::Character, false)),
    row("right", Cursor, "One character right", &["ArrowRight"], caret(Unit::Character, true)),
    row("word-left", Cursor, "One word left", &["Ctrl+ArrowLeft"], caret(Unit::Word, false)),
    row("word-right", Cursor, "One word right", &["Ctrl+ArrowRight"], caret(Unit::Word, true)),
    row("line-up", Cursor, "One line up", &["ArrowUp"], Line(false)),
    row("line-down", Cursor, "One line down", &["ArrowDown"], Line(true)),
    row("paragraph-up", Cursor, "One paragraph up", &["Ctrl+ArrowUp"], caret(Unit::Block, false)),
    row("paragraph-down", Cursor, "One paragraph down", &["Ctrl+ArrowDown"], caret(Unit::Block, true)),
    row("paragraph-start", Cursor, "Start of the paragraph", &["Home"], caret(Unit::Paragraph, false)),
    row("paragraph-end", Cursor, "End of the paragraph", &["End"], caret(Unit::Paragraph, true)),
    row("article-start", Cursor, "Start of the article", &["Ctrl+Home"], caret(Unit::Document, false)),
    row("article-end", Cursor, "End of the article", &["Ctrl+End"], caret(Unit::Document, true)),

    row("export", Article, "Export: download or copy", &["Ctrl+s"], Act(|s| with_article(s, Action::ShowDialog(Some(Dialog::Export))))),
    row("open-file", Article, "Open a file", &["Ctrl+o"], OpenFile),
    row("new-article", Article, "New article: the start page", &[], Act(|s| with_article(s, Action::NewDocument))),
    row("next-article", Article, "Next article of the library", &["Alt+PageDown"], Act(|s| other_article(s, true))),
    row("previous-article", Article, "Previous article of the library", &["Alt+PageUp"], Act(|s| other_article(s, false))),
    row("next-unfinished", Article, "Next article that is not done", &["Alt+n"], Act(|s| library::next_unfinished(s).map(Action::OpenDocument))),
    row("done", Article, "This article is done, or not yet", &["Alt+Enter"], Act(done)),
    row("library", Article, "Library: all articles", &["Alt+l"], Act(|s| (!s.session.shelf.shown).then_some(Action::Library(Deed::Show)))),
    row("progress", Article, "Progress: how far the work is", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::Progress))))),
    row("choose-all", Review, "Library: choose all that are listed", &["Ctrl+a"], Act(|s| s.session.shelf.shown.then_some(Action::Library(Deed::All)))),
    row("choose-none", Article, "Library: choose none", &[], Act(|s| with_chosen(s, |_| Action::Library(Deed::Nothing)))),
    row("detect-chosen", Article, "Library: find names and figures in the articles chosen", &[], Act(|s| with_chosen(s, |_| Action::Library(Deed::Detect)))),
    row("stop-detecting", Article, "Library: do not look through the articles that wait", &[], Act(|s| (!s.saved.undetected.is_empty()).then_some(Action::Library(Deed::Stop)))),
    row("accept-chosen", Article, "Library: accept what is at least 90% sure in the articles chosen", &[], Act(|s| with_chosen(s, |ids| Action::AcceptAbove(ids, 90)))),
    row("done-chosen", Article, "Library: the articles chosen are done", &[], Act(|s| with_chosen(s, |ids| Action::SetDone(ids, true)))),
    row("export-chosen", Article, "Library: export the articles chosen", &[], Act(|s| with_chosen(s, |_| Action::Library(Deed::Export)))),
    row("remove-chosen", Article, "Library: remove the articles chosen", &[], Act(|s| with_chosen(s, Action::RemoveDocuments))),
    row("remove-article", Article, "Remove this article from the library", &[], Act(|s| s.saved.open.clone().map(Action::RemoveDocument))),
    row("rename", Article, "Change the title", &["F2"], Focus("input.title", Needs::Article)),
    row("date", Article, "Set the article’s date", &[], Focus(".article-date :is(input, button)", Needs::Article)),
    row("detect-again", Article, "Find names and figures again", &[], Act(|s| s.saved.open.clone().map(Action::DetectAgain))),
    row("projects", Article, "Projects: open another, make one, guidelines, dates", &["Alt+p"], Act(|_| Some(Action::ShowDialog(Some(Dialog::Projects))))),
    row("backup", Article, "Back up everything, or restore it", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::Backup))))),
    row("history", Article, "History: what was done, and back to a step", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::History))))),
    row("edit-here", Article, "Edit the library here, when another tab does", &[], Act(|_| Some(Action::EditHere))),
    row("figures", Article, "Figures: all of them as a table", &["f"], Act(|s| with_article(s, Action::ShowDialog(Some(Dialog::Figures))))),

    row("palette", View, "All commands", &["Ctrl+k"], Act(|_| Some(Action::ShowDialog(Some(Dialog::Palette))))),
    row("keys", View, "Keys: see and change them", &["?"], Act(|_| Some(Action::ShowDialog(Some(Dialog::Help))))),
    row("tags", View, "Label names in the text on or off", &["v"], Act(|s| with_article(s, Action::ToggleTags))),
    row("suggest-more", View, "Suggest more names", &["+", "="], Act(|s| Some(Action::SetThreshold(s.saved.settings.threshold.moved(true))))),
    row("suggest-fewer", View, "Suggest fewer names", &["-", "−"], Act(|s| Some(Action::SetThreshold(s.saved.settings.threshold.moved(false))))),
    row("suggest-default", View, "Suggest as many names as at first", &[], Act(|_| Some(Action::SetThreshold(Threshold::default())))),
    row("to-review", View, "Show only what is to be reviewed, or all again", &[], Act(|s| with_article(s, Action::ToggleToReview))),
    row("show-all", View, "Show every label", &[], Act(|s| with_article(s, Action::ClearFilter))),
    row("find", View, "Find in the article", &["/"], Act(|s| with_article(s, Action::ShowPanel(Panel::Find)))),
    row("personal", View, "My list (personal list): words that are always marked, or never", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::Personal))))),
    row("remember", View, "Remember what is taught for every article, or not", &[], Act(|_| Some(Action::ToggleRemember))),
    row("list-in-order", View, "List the marks in text order", &[], Act(|s| with_article(s, Action::ShowPanel(Panel::Annotations)))),
    row("list-by-name", View, "List the marks by name", &[], Act(|s| with_article(s, Action::ShowPanel(Panel::Entities)))),
    row("go-to-list", View, "Go to the list of marks", &[], Focus(".side .list-main, .side .tab", Needs::Article)),
    row("go-to-text", View, "Go to the text", &[], Focus("#article", Needs::Article)),
    row("whole-words", View, "Mouse selects whole words, or any characters", &[], Act(|_| Some(Action::ToggleSnap))),
    row("letters", View, "Keys of one character on or off", &[], Act(|_| Some(Action::ToggleSingleKeys))),
    row("theme-system", View, "Theme: as the system", &[], Act(|_| Some(Action::SetTheme(Theme::System)))),
    row("theme-light", View, "Theme: light", &[], Act(|_| Some(Action::SetTheme(Theme::Light)))),
    row("theme-dark", View, "Theme: dark", &[], Act(|_| Some(Action::SetTheme(Theme::Dark)))),
    row("list-checks", View, "Check: list what looks wrong", &["K"], Act(|s| with_article(s, Action::ShowPanel(Panel::Check)))),
    row("show-ignored", View, "Check: list what is ignored too, or not", &[], Act(|s| with_article(s, Action::ToggleIgnored))),
    row("list-relations", View, "List the relations", &[], Act(|s| with_article(s, Action::ShowPanel(Panel::Relations)))),
    row("guidelines", View, "Guidelines: how to label, beside the article", &["Alt+g"], Act(|s| with_article(s, Action::ShowPanel(Panel::Guidelines)))),
    row("labels", View, "Labels: see and change the set", &["L"], Act(|_| Some(Action::ShowDialog(Some(Dialog::Labels))))),
    row("update", View, "Reload to the new version of this page", &[], Act(|s| (s.session.update != Update::None).then_some(Action::SetUpdate(Update::Taken)))),
    row("about", View, "What this page can do, and what it cannot", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::About))))),
    row("model", View, "Model: what names are found by", &[], Act(|_| Some(Action::ShowDialog(Some(Dialog::Model))))),
];
