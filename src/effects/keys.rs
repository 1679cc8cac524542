//! The keys: one table that the help shows, one function that turns a key into an action. Keys without Ctrl or Cmd
//! work only outside of text fields and dialogs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use postil_engine::Status;

use super::selection;
use crate::state::caret::{Motion, Side, Unit};
use crate::state::store::Dispatcher;
use crate::state::{Action, Dialog, Notice, Panel, Selection, State};

/// A line of the help.
pub(crate) struct Key {
    /// As it is shown.
    pub shown: &'static str,
    /// What it does.
    pub does: &'static str,
}

const fn key(shown: &'static str, does: &'static str) -> Key {
    Key { shown, does }
}

/// Every key but the labels' own.
pub(crate) const KEYS: &[Key] = &[
    key("N  P", "Next, previous mark"),
    key("U", "Next mark to review"),
    key("A", "Accept, and go on to the next to review"),
    key("R", "Reject, and go on to the next to review"),
    key("Del", "Delete the mark"),
    key("[  ]", "Start one word earlier, end one word later (with Alt: by one character)"),
    key("{  }", "Start one word later, end one word earlier (with Alt: by one character)"),
    key("E", "Edit the value, or the note"),
    key("← →", "Move the cursor (with Ctrl: by words; with Shift: select)"),
    key("↑ ↓", "Move the cursor by lines (with Shift: select)"),
    key("Home  End", "Start, end of the paragraph"),
    key("Shift+A", "Accept all that is shown"),
    key("Shift+T", "The same for the other mentions, when that is offered"),
    key("Shift+M", "Show these mentions first"),
    key("/", "Find in the article"),
    key("F", "The figures as a table"),
    key("+  −", "Suggest more names, fewer"),
    key("V", "Label names in the text on or off"),
    key("Ctrl+Z", "Undo"),
    key("Ctrl+Shift+Z", "Redo"),
    key("Ctrl+S", "Export"),
    key("Esc", "Let go"),
    key("?", "These keys"),
];

/// Does what the key says, if it is one of ours.
pub(crate) fn handle(event: &KeyboardEvent, state: &State, dispatcher: &Dispatcher) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let place = Place::of(event);
    // Escape closes a menu, which the browser does itself.
    let is_open = || gloo::utils::document().query_selector(":popover-open").is_ok_and(|menu| menu.is_some());
    if place == Place::Dialog || state.session.dialog.is_some() || event.key() == "Escape" && is_open() {
        return;
    }
    let action = match place {
        Place::Field if event.key() == "Escape" => {
            leave_field(event);
            None
        }
        Place::Field => None,
        Place::Page | Place::Button if state.saved.open.is_none() => None,
        Place::Page | Place::Button => plain(event, state, place).or_else(|| with_control(event)),
        Place::Dialog => None,
    };
    // Undo in a field is the field's own.
    let action = action.or_else(|| (place == Place::Field).then(|| saving(event)).flatten());
    if let Some(action) = action {
        event.prevent_default();
        dispatcher.dispatch(action);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page,
    Button,
    Field,
    Dialog,
}

impl Place {
    fn of(event: &KeyboardEvent) -> Self {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return Self::Page;
        };
        if target.closest("dialog").ok().flatten().is_some() {
            return Self::Dialog;
        }
        match target.tag_name().as_str() {
            "INPUT" | "TEXTAREA" | "SELECT" => Self::Field,
            "BUTTON" | "A" => Self::Button,
            _ => Self::Page,
        }
    }
}

/// Gives the keyboard back to the article.
fn leave_field(event: &KeyboardEvent) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        drop(field.blur());
    }
    if let Some(article) = article() {
        drop(article.focus());
    }
}

fn article() -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id("article")?.dyn_into().ok()
}

/// Keys with Ctrl or Cmd.
fn with_control(event: &KeyboardEvent) -> Option<Action> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Action::Undo),
        ("z", true) | ("y", false) => Some(Action::Redo),
        _ => saving(event),
    }
}

fn saving(event: &KeyboardEvent) -> Option<Action> {
    let is_save = (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("s");
    is_save.then_some(Action::ShowDialog(Some(Dialog::Export)))
}

/// Keys of the article.
fn plain(event: &KeyboardEvent, state: &State, place: Place) -> Option<Action> {
    let key = event.key();
    let control = event.ctrl_key() || event.meta_key();
    if let Some(action) = arrows(event, &key, control, state) {
        return Some(action);
    }
    if control {
        return None;
    }
    let selected = state.session.selected;
    let review = |status| selected.map(|id| Action::SetStatus { ids: vec![id], status, advance: true });
    let boundary = |side, forward| {
        let by = if event.alt_key() { Unit::Character } else { Unit::Word };
        selected.map(|_| Action::MoveBoundary { side, motion: Motion { by, forward } })
    };
    match key.as_str() {
        "[" => return boundary(Side::Start, false),
        "{" => return boundary(Side::Start, true),
        "]" => return boundary(Side::End, true),
        "}" => return boundary(Side::End, false),
        _ if event.alt_key() => return None,
        "Enter" if place == Place::Page => return review(Status::Accepted),
        "Delete" | "Backspace" => return selected.map(|id| Action::Delete(vec![id])),
        "Escape" if state.session.selection.is_some() => return Some(Action::SelectText(None)),
        "Escape" if selected.is_some() => return Some(Action::Select(None)),
        "Escape" => return Some(Action::Notify(None)),
        "?" => return Some(Action::ShowDialog(Some(Dialog::Help))),
        "A" => return Some(Action::AcceptAll),
        "/" => {
            edit_field(event, "#find");
            return Some(Action::ShowPanel(Panel::Find));
        }
        "T" if let Some(offer) = &state.session.offer => return Some(offer.taken(state.saved.settings.remember)),
        "M" if state.session.offer.is_some() => return Some(Action::ShowDialog(Some(Dialog::Mentions))),
        _ => {}
    }
    let mut chars = key.chars();
    let (Some(pressed), None) = (chars.next(), chars.next()) else { return None };
    // With text selected a key labels it; otherwise it may also be a command.
    let label = state.saved.labels.iter().find(|label| label.key == Some(pressed));
    let has_selection = state.session.selection.is_some_and(|selection| !selection.is_caret());
    match (label, pressed) {
        (Some(label), _) if has_selection || selected.is_some() => Some(Action::ApplyLabel(label.name.clone())),
        (Some(_), _) => {
            Some(Action::Notify(Some(Notice::info("Select text or a mark first, then press a label’s key"))))
        }
        (None, 'n') => Some(Action::Step { forward: true, to_review: false }),
        (None, 'p') => Some(Action::Step { forward: false, to_review: false }),
        (None, 'u') => Some(Action::Step { forward: true, to_review: true }),
        (None, 'a') => review(Status::Accepted),
        (None, 'r') => review(Status::Rejected),
        (None, 'v') => Some(Action::ToggleTags),
        (None, '+' | '=') => Some(Action::SetThreshold(state.saved.settings.threshold.moved(true))),
        (None, '-' | '−') => Some(Action::SetThreshold(state.saved.settings.threshold.moved(false))),
        (None, 'f') => Some(Action::ShowDialog(Some(Dialog::Figures))),
        (None, 'e') => {
            edit_field(event, ".card [name=value], .card-note input");
            None
        }
        (None, _) => None,
    }
}

/// Puts the keyboard into the first of these fields, if one is there.
fn edit_field(event: &KeyboardEvent, fields: &str) {
    let field = gloo::utils::document().query_selector(fields).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        event.prevent_default();
        drop(field.focus());
        field.select();
    }
}

fn arrows(event: &KeyboardEvent, key: &str, control: bool, state: &State) -> Option<Action> {
    let extend = event.shift_key();
    let step = |by, forward| Some(Action::MoveCaret { motion: Motion { by, forward }, extend });
    match key {
        "ArrowDown" if event.alt_key() => Some(Action::Step { forward: true, to_review: false }),
        "ArrowUp" if event.alt_key() => Some(Action::Step { forward: false, to_review: false }),
        _ if event.alt_key() => None,
        "ArrowRight" => step(if control { Unit::Word } else { Unit::Character }, true),
        "ArrowLeft" => step(if control { Unit::Word } else { Unit::Character }, false),
        "End" => step(if control { Unit::Document } else { Unit::Paragraph }, true),
        "Home" => step(if control { Unit::Document } else { Unit::Paragraph }, false),
        "ArrowDown" | "ArrowUp" if !control => by_line(state, key == "ArrowDown", extend),
        _ => None,
    }
}

/// The caret a line up or down. Lines are the browser's business, so it is asked what lies there.
fn by_line(state: &State, down: bool, extend: bool) -> Option<Action> {
    let selection = state.session.selection?;
    let article = article()?;
    let caret = selection::caret_rect(&article, selection.head)?;
    // Half a line beyond the next line's middle would be too far after a short gap, so go by small steps.
    let head = (1..=8).find_map(|step| {
        let away = caret.height * (0.5 + 0.5 * f64::from(step));
        let y = caret.y + caret.height / 2.0 + if down { away } else { -away };
        let at = selection::offset_at_point(&article, caret.x, y)?;
        let there = selection::caret_rect(&article, at)?;
        let is_beyond = if down { there.y > caret.y + 1.0 } else { there.y < caret.y - 1.0 };
        is_beyond.then_some(at)
    })?;
    let anchor = if extend { selection.anchor } else { head };
    Some(Action::SelectText(Some(Selection { anchor, head })))
}
