//! From a key event to a command, and the doing of what commands come to. Keys without Ctrl work only outside of text
//! fields and dialogs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::focus::{self, article};
use super::{common, files, frames, selection};
use crate::state::commands::Run;
use crate::state::store::Dispatcher;
use crate::state::{Action, Panel, Selection, State, chord};

/// The chord of a key event, as [`chord::of`] has it. Cmd counts as Ctrl; AltGr is part of the sign that it writes.
#[must_use]
pub(crate) fn chord_of(event: &KeyboardEvent) -> Option<String> {
    let writes = event.get_modifier_state("AltGraph");
    let control = !writes && (event.ctrl_key() || event.meta_key());
    chord::of(&event.key(), &event.code(), control, !writes && event.alt_key(), event.shift_key())
}

/// Does what the key says, if it is one of ours.
pub(crate) fn handle(event: &KeyboardEvent, state: &State, dispatcher: &Dispatcher) {
    if event.is_composing() || event.default_prevented() || !state.session.loaded {
        return;
    }
    let place = Place::of(event);
    // Escape closes a menu, which the browser does itself.
    let is_open = || gloo::utils::document().query_selector(":popover-open").is_ok_and(|menu| menu.is_some());
    if place == Place::Dialog || state.session.dialog.is_some() || event.key() == "Escape" && is_open() {
        return;
    }
    if matches!(place, Place::Field | Place::Control) && event.key() == "Escape" {
        leave_field(event);
        return;
    }
    let Some(chord) = chord_of(event) else { return };
    // Enter and Space press the button that has the keyboard.
    if place == Place::Button && matches!(chord.as_str(), "Enter" | "Space") {
        return;
    }
    let Some((target, extend)) = state.saved.settings.keys.pressed(&state.saved.labels, &chord) else { return };
    let reaches = match place {
        Place::Field => target.reaches_fields() && chord::has_control(&chord),
        Place::Control => chord::has_control(&chord),
        _ => true,
    };
    if !reaches {
        return;
    }
    match target.run(state, extend) {
        Some(Run::Act(action)) => {
            event.prevent_default();
            // Keys may come faster than the page is drawn, so what they come to is worked out where they are done.
            dispatcher.dispatch(Action::Press { target, extend });
            if action == Action::ShowPanel(Panel::Find) {
                run(Run::Focus("#find"), state, dispatcher);
            }
        }
        Some(todo) => {
            event.prevent_default();
            run(todo, state, dispatcher);
        }
        None => return dispatcher.dispatch(Action::Press { target, extend }),
    }
    // What had the keyboard may go with what was done.
    focus::give_back(None);
}

/// Does what a command came to.
pub(crate) fn run(todo: Run, state: &State, dispatcher: &Dispatcher) {
    match todo {
        Run::Act(action) => {
            let finds = action == Action::ShowPanel(Panel::Find);
            dispatcher.dispatch(action);
            if finds {
                run(Run::Focus("#find"), state, dispatcher);
            }
        }
        Run::Line { down, extend } => {
            if let Some(action) = by_line(state, down, extend) {
                dispatcher.dispatch(action);
            }
        }
        // After what is on the screen now has gone, such as the palette.
        Run::Focus(selector) => wasm_bindgen_futures::spawn_local(async move {
            frames::drawn().await;
            focus::focus(selector);
        }),
        Run::OpenFile => files::ask(),
    }
}

/// Says of the page, while it is looked at, that card and handles are not in the way.
const LOOKING: &str = "data-looking";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page,
    Button,
    /// What is typed into, which has an undo of its own.
    Field,
    /// A list, a box or a slider: letters and arrows are its own.
    Control,
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
            "SELECT" => Self::Control,
            "INPUT" if target.matches("[type=checkbox], [type=radio], [type=range]").unwrap_or_default() => {
                Self::Control
            }
            "INPUT" | "TEXTAREA" => Self::Field,
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
        common::focus_quietly(&article);
    }
}

/// The caret a line up or down. Lines are the browser's business, so it is asked what lies there.
fn by_line(state: &State, down: bool, extend: bool) -> Option<Action> {
    let selection = state.session.selection?;
    let article = article()?;
    let caret = selection::caret_rect(&article, selection.head)?;
    // What lies over the lines is looked through.
    let page = article.parent_element()?;
    drop(page.set_attribute(LOOKING, ""));
    let head = line_from(&article, &caret, down);
    drop(page.remove_attribute(LOOKING));
    let head = head?;
    let anchor = if extend { selection.anchor } else { head };
    Some(Action::SelectText(Some(Selection { anchor, head })))
}

fn line_from(article: &HtmlElement, caret: &selection::Rect, down: bool) -> Option<usize> {
    // Half a line beyond the next line's middle would be too far after a short gap, so go by small steps.
    (1..=8).find_map(|step| {
        let away = caret.height * (0.5 + 0.5 * f64::from(step));
        let y = caret.y + caret.height / 2.0 + if down { away } else { -away };
        let at = selection::offset_at_point(article, caret.x, y)?;
        let there = selection::caret_rect(article, at)?;
        let is_beyond = if down { there.y > caret.y + 1.0 } else { there.y < caret.y - 1.0 };
        is_beyond.then_some(at)
    })
}
