//! The palette: every command, label and article by a few letters of its name. A combobox over a listbox; the keyboard
//! stays in the field.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::modal::Modal;
use super::{Shared, label_class};
use crate::effects::{intake_others, keys, viewport};
use crate::state::commands::Target;
use crate::state::palette::{Line, lines};
use crate::state::store::use_dispatcher;
use crate::state::{Action, State};

/// Lines that Page Up and Page Down go over.
const PAGE: usize = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct PaletteProps {
    pub state: Shared<State>,
}

#[component]
pub(crate) fn Palette(props: &PaletteProps) -> Html {
    let dispatcher = use_dispatcher();
    let query = use_state_eq(String::new);
    let at = use_state_eq(|| 0);
    let list = use_node_ref();
    let state = props.state.clone();
    let found = lines(&state, &query);
    let last = found.len().saturating_sub(1);
    let active = (*at).min(last);
    {
        let list = list.clone();
        use_effect_with(active, move |active| {
            let list = list.cast::<web_sys::Element>();
            if let Some(line) = list.and_then(|list| list.children().item(u32::try_from(*active).ok()?)) {
                viewport::reveal(&line);
            }
        });
    }
    {
        // The names of formats come with the worker: only for who seems to look for them.
        let dispatcher = dispatcher.clone();
        let looks = query.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ex"));
        use_effect_with(looks, move |looks| {
            if *looks {
                wasm_bindgen_futures::spawn_local(async move {
                    // Without the worker the palette has all but these.
                    let _ = intake_others::tell_formats(&dispatcher).await;
                });
            }
        });
    }
    let run = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |target: Target| {
            let Some(todo) = target.run(&state, false) else { return };
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(Action::Used(target.id().into()));
            keys::run(todo, &state, &dispatcher);
        })
    };
    let onkeydown = {
        let (at, run) = (at.clone(), run.clone());
        let target = found.get(active).map(|line| line.target.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match keys::chord_of(&event).as_deref() {
                Some("ArrowDown") => at.set(if active < last { active + 1 } else { 0 }),
                Some("ArrowUp") => at.set(active.checked_sub(1).unwrap_or(last)),
                Some("PageDown") => at.set((active + PAGE).min(last)),
                Some("PageUp") => at.set(active.saturating_sub(PAGE)),
                Some("Enter") => target.iter().for_each(|target| run.emit(target.clone())),
                // What opened it closes it, and the browser's own is of no use here.
                Some("Ctrl+k") => dispatcher.dispatch(Action::ShowDialog(None)),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (query, at) = (query.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            query.set(input.value());
            at.set(0);
        })
    };
    let active_id = (!found.is_empty()).then(|| format!("palette-{active}"));
    html! {
        <Modal title="Commands" testid="palette" bare=true>
            <input class="palette-field" type="text" role="combobox" aria-label="Find a command" aria-expanded="true"
                aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant={active_id} {oninput} {onkeydown}
                placeholder="Type what you want to do" spellcheck="false" autocomplete="off" data-testid="palette-field" />
            <ul ref={list} id="palette-list" class="palette-list" role="listbox" aria-label="Commands">
                { for found.iter().enumerate().map(|(index, line)| shown(line, index, index == active, props, &run)) }
            </ul>
            <p class="hint palette-foot" role="status">
                { match found.len() {
                    0 => "Nothing is called that.".to_owned(),
                    1 => "1 command".to_owned(),
                    count => format!("{count} commands"),
                } }
            </p>
        </Modal>
    }
}

fn shown(line: &Line, index: usize, is_active: bool, props: &PaletteProps, run: &Callback<Target>) -> Html {
    let onclick = {
        let (run, target) = (run.clone(), line.target.clone());
        Callback::from(move |_: MouseEvent| run.emit(target.clone()))
    };
    let name = match &line.target {
        Target::Label(name) => html! {
            <>{ "Label as " }<span class={classes!("chip", "tiny", label_class(&props.state.saved.labels, name))}>{ &**name }</span></>
        },
        _ => html! { &line.name },
    };
    html! {
        <li id={format!("palette-{index}")} class="palette-line" role="option" aria-selected={is_active.to_string()}
            aria-disabled={line.missing.is_some().then_some("true")} {onclick} data-testid={format!("do-{}", line.target.id())}>
            <span>{ name }</span>
            if let Some(missing) = line.missing {
                <span class="hint">{ missing }</span>
            }
            if let Some(key) = &line.key {
                <kbd>{ key }</kbd>
            }
        </li>
    }
}
