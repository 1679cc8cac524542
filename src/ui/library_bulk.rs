//! What can be done to the articles chosen in the library, and how far the detection of many is.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::field_value;
use super::typed::Typed;
use crate::state::Action;
use crate::state::library::counted;
use crate::state::shelf::Deed;
use crate::state::store::use_dispatcher;

/// How sure a suggestion is at first to be accepted with others, in percent.
const SURE: u8 = 90;

#[derive(Properties, PartialEq)]
pub(crate) struct LibraryBulkProps {
    pub chosen: Rc<BTreeSet<Arc<str>>>,
    /// Articles listed.
    pub listed: usize,
    /// Of how many articles detection was asked for.
    pub asked: usize,
    /// How many of them still wait for it.
    pub waiting: usize,
}

#[component]
pub(crate) fn LibraryBulk(props: &LibraryBulkProps) -> Html {
    let dispatcher = use_dispatcher();
    let sure = use_state_eq(|| SURE);
    let count = props.chosen.len();
    let ids = || -> Vec<Arc<str>> { props.chosen.iter().cloned().collect() };
    let button = |name: &'static str, testid: &'static str, action: Action| {
        let dispatcher = dispatcher.clone();
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()));
        html! {
            <button type="button" class="tool small" disabled={count == 0} {onclick} data-testid={testid}>{ name }</button>
        }
    };
    let on = |deed: Deed| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Library(deed.clone())))
    };
    let on_sure = {
        let sure = sure.setter();
        Callback::from(move |event: Event| {
            sure.set(field_value(&event).parse().map_or(SURE, |percent: u8| percent.min(100)));
        })
    };
    let is_all = count > 0 && count >= props.listed;
    let done = props.asked.saturating_sub(props.waiting);
    html! {
        <>
            <div class="library-bulk" role="toolbar" aria-label="Articles chosen">
                <button type="button" class="tool small" onclick={on(if is_all { Deed::Nothing } else { Deed::All })}
                    disabled={props.listed == 0 && count == 0} data-testid="choose-all">
                    { if is_all { "Choose none" } else { "Choose all" } }
                </button>
                <span class="hint" role="status" data-testid="chosen">{ format!("{count} chosen") }</span>
                { button("Find names", "bulk-detect", Action::Library(Deed::Detect)) }
                <span class="library-sure">
                    { button("Accept from", "bulk-accept", Action::AcceptAbove(ids(), *sure)) }
                    <Typed kind="number" value={sure.to_string()} onchange={on_sure}
                        label="How sure a suggestion must be to be accepted, in percent" testid="bulk-sure" />
                    { "%" }
                </span>
                { button("Done", "bulk-done", Action::SetDone(ids(), true)) }
                { button("Not done", "bulk-not-done", Action::SetDone(ids(), false)) }
                { button("Export", "bulk-export", Action::Library(Deed::Export)) }
                { button("Delete", "bulk-delete", Action::RemoveDocuments(ids())) }
            </div>
            if props.waiting > 0 {
                <p class="library-detecting" role="status" data-testid="library-detecting">
                    { format!("Finding names and figures: {} left", counted(props.waiting)) }
                    <progress max={props.asked.max(props.waiting).to_string()} value={done.to_string()}
                        aria-label="Articles looked through" />
                    <button type="button" class="tool small" onclick={on(Deed::Stop)} data-testid="bulk-stop">{ "Stop" }</button>
                </p>
            }
        </>
    }
}
