//! The keys by group, and the changing of them: press "Change", then the key. What a key is taken from is said before.

use std::sync::Arc;

use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::modal::Modal;
use super::{Labels, Shared, label_class};
use crate::effects::{focus, keys};
use crate::state::commands::{COMMANDS, Group, label_id};
use crate::state::keymap::Conflict;
use crate::state::palette::answers;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Keymap, chord};

#[derive(Properties, PartialEq)]
pub(crate) struct KeysDialogProps {
    pub labels: Labels,
    pub keys: Shared<Keymap>,
    /// Whether the mouse selects any characters.
    pub any_characters: bool,
}

/// A key that is being asked for.
#[derive(Clone, PartialEq)]
struct Asked {
    /// For which command.
    id: String,
    /// Whether it joins those that the command has.
    add: bool,
    /// The key, when another command has it.
    taken: Option<Arc<str>>,
    /// What to say.
    words: String,
}

#[component]
pub(crate) fn KeysDialog(props: &KeysDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let query = use_state_eq(String::new);
    let asked = use_state_eq(|| None::<Asked>);
    {
        let is_taken = asked.as_ref().is_some_and(|asked| asked.taken.is_some());
        use_effect_with(is_taken, |is_taken| {
            if *is_taken {
                focus::focus(".keys-asked button");
            }
        });
    }
    let onkeydown = {
        let (dispatcher, asked, keys, labels) =
            (dispatcher.clone(), asked.clone(), props.keys.clone(), props.labels.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(now) = (*asked).clone() else { return };
            if event.key() == "Escape" {
                event.prevent_default();
                asked.set(None);
                return;
            }
            // With a question open, keys answer it.
            let Some(key) = keys::chord_of(&event).filter(|_| now.taken.is_none()) else { return };
            event.prevent_default();
            // Enter may still be held from the press of the button.
            if event.repeat() {
                return;
            }
            let key: Arc<str> = key.into();
            let shown = chord::shown(&key);
            match keys.conflict(&labels, &now.id, &key, now.add) {
                None => {
                    dispatcher.dispatch(Action::BindKey { command: now.id.into(), key, add: now.add });
                    asked.set(None);
                }
                Some(Conflict::Refused(words)) => asked.set(Some(Asked { words, ..now })),
                Some(Conflict::Taken(other)) => {
                    let words = format!("{shown} is the key of “{other}”.");
                    asked.set(Some(Asked { taken: Some(key), words, ..now }));
                }
            }
        })
    };
    // One listener for the buttons of all rows; each says what it does to which command.
    let onclick = {
        let (dispatcher, asked) = (dispatcher.clone(), asked.clone());
        Callback::from(move |event: MouseEvent| {
            let target: Element = event.target_unchecked_into();
            let Some(button) = target.closest("[data-do]").ok().flatten() else { return };
            let id = button.get_attribute("data-id").unwrap_or_default();
            match button.get_attribute("data-do").as_deref() {
                Some(what @ ("change" | "add")) => {
                    let words = "Press the new key, or Esc to leave it.".to_owned();
                    asked.set(Some(Asked { id, add: what == "add", taken: None, words }));
                    return;
                }
                Some("take") => {
                    if let Some(Asked { id, add, taken: Some(key), .. }) = (*asked).clone() {
                        dispatcher.dispatch(Action::BindKey { command: id.into(), key, add });
                    }
                }
                Some("reset") => dispatcher.dispatch(Action::ResetKeys((!id.is_empty()).then(|| id.as_str().into()))),
                _ => {}
            }
            asked.set(None);
            focus::give_back(focus::holder_of(&format!("[data-do=change][data-id='{id}']")));
        })
    };
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            query.set(input.value());
        })
    };
    let switch = |words: &'static str, is_on: bool, action: Action, testid: &'static str| {
        let dispatcher = dispatcher.clone();
        let onchange = Callback::from(move |_: Event| dispatcher.dispatch(action.clone()));
        html! {
            <label class="choice"><input type="checkbox" checked={is_on} {onchange} data-testid={testid} />{ words }</label>
        }
    };
    let row = |id: String, name: &str, shown: Html| {
        if !answers(name, &query) {
            return Html::default();
        }
        let asked = asked.as_ref().filter(|asked| asked.id == id);
        let own = props.keys.of(&props.labels, &id);
        let off = |key: &str| props.keys.no_single && chord::is_single(key);
        let button = |what: &'static str, words: &'static str| {
            html! {
                <button type="button" class="tool small quiet" data-do={what} data-id={id.clone()}
                    aria-label={format!("{words}: {name}")} data-testid={format!("{what}-{id}")}>{ words }</button>
            }
        };
        html! {
            <li class="keys-row" data-testid={format!("keys-{id}")}>
                <span class="keys-name">{ shown }</span>
                <span class="keys-own">
                    { for own.iter().map(|key| html! { <kbd data-off={off(key).then_some("")}>{ chord::shown(key) }</kbd> }) }
                </span>
                <span class="keys-tools">
                    if props.keys.is_changed(Some(&id)) {
                        { button("reset", "Reset") }
                    }
                    { button("add", "Add") }
                    { button("change", "Change") }
                </span>
                if let Some(asked) = asked {
                    <span class="keys-asked" role="status" data-testid="keys-asked">
                        <span>{ &asked.words }</span>
                        if asked.taken.is_some() {
                            <button type="button" class="tool small primary" data-do="take" data-id={id.clone()}
                                data-testid="keys-take">{ "Take it" }</button>
                            <button type="button" class="tool small" data-do="keep" data-id={id.clone()}
                                data-testid="keys-keep">{ "Leave it" }</button>
                        }
                    </span>
                }
            </li>
        }
    };
    let group = |group: Group| {
        let rows: Vec<Html> = if group == Group::Label {
            let chip =
                |name: &str| html! { <span class={classes!("chip", label_class(&props.labels, name))}>{ name }</span> };
            props
                .labels
                .iter()
                .map(|l| row(label_id(&l.name), &format!("Label as {}", l.name), chip(&l.name)))
                .collect()
        } else {
            let own = COMMANDS.iter().filter(|command| command.group == group);
            own.map(|command| row(command.id.to_owned(), command.name, html! { command.name })).collect()
        };
        html! {
            <section class="keys-group">
                <h3>{ group.name() }</h3>
                <ul>{ for rows }</ul>
            </section>
        }
    };
    html! {
        <Modal title="Keys" testid="help-dialog">
            <div class="keys-dialog" {onkeydown} {onclick}>
                <p class="hint">
                    { "Select text with the mouse, or put the cursor there and hold Shift; then press a label’s key. " }
                    { "The left hand alone will do: W and Q go from mark to mark, A accepts, R rejects, X deletes, B takes the word at the cursor; with Shift, T and G change the label and Z X C V move the ends." }
                </p>
                <div class="keys-bar">
                    <input type="search" aria-label="Find a command" placeholder="Find a command" {oninput}
                        data-testid="keys-find" />
                    { switch("Keys of one character", !props.keys.no_single, Action::ToggleSingleKeys, "single-keys") }
                    { switch("Mouse selects whole words", !props.any_characters, Action::ToggleSnap, "whole-words") }
                    <button type="button" class="tool small" data-do="reset" disabled={!props.keys.is_changed(None)}
                        data-testid="reset-all">{ "Reset all keys" }</button>
                </div>
                <div class="keys-groups">{ for Group::ALL.map(group) }</div>
            </div>
        </Modal>
    }
}
