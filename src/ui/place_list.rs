//! Places of the article in their context, each with a tick: what a change would reach, or what a search has found.
//! Arrow keys go from row to row, Space ticks.

use std::sync::Arc;

use postil_engine::{Document, Span};
use yew::prelude::*;

use super::virtual_list::VirtualList;
use super::{Labels, Shared, label_class};
use crate::state::context::{Context, context};

/// Pixels a row; `--row` in the styles.
const ROW: u32 = 52;
/// Characters shown on each side.
const CONTEXT: usize = 60;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listed {
    pub span: Span,
    /// The label of the mark there.
    pub label: Option<Arc<str>>,
    /// What else is to be said of it.
    pub note: String,
}

#[derive(Properties, PartialEq)]
pub(crate) struct PlaceListProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub rows: Shared<Vec<Listed>>,
    pub ticks: Shared<Vec<bool>>,
    pub ontick: Callback<usize>,
    /// What a click on the words does; without it, it ticks.
    #[prop_or_default]
    pub onpick: Option<Callback<usize>>,
    pub label: AttrValue,
}

#[component]
pub(crate) fn PlaceList(props: &PlaceListProps) -> Html {
    let node = use_node_ref();
    let current = use_state_eq(|| None::<usize>);
    let count = props.rows.len();
    let onkeydown = {
        let (current, onpick) = (current.clone(), props.onpick.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(here) = event.target_dyn_into::<web_sys::Element>().and_then(|target| row_of(&target)) else {
                return;
            };
            let to = match event.key().as_str() {
                "Enter" if let Some(onpick) = &onpick => {
                    event.prevent_default();
                    return onpick.emit(here);
                }
                "ArrowDown" => here + 1,
                "ArrowUp" => here.saturating_sub(1),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            current.set((to < count).then_some(to).or(Some(here)));
        })
    };
    // A row that the person went to by other means is where the keys go on from.
    let onfocus = {
        let current = current.setter();
        Callback::from(move |event: FocusEvent| {
            current.set(event.target_dyn_into::<web_sys::Element>().and_then(|target| row_of(&target)));
        })
    };
    {
        let node = node.clone();
        use_effect_with(*current, move |current| {
            let (Some(current), Some(list)) = (current, node.cast::<web_sys::Element>()) else { return };
            let field = list.query_selector(&format!("[data-index='{current}'] input")).ok().flatten();
            if let Some(field) =
                field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(field).ok())
                && list.query_selector(&format!("[data-index='{current}'] :focus")).is_ok_and(|focus| focus.is_none())
            {
                drop(field.focus());
            }
        });
    }
    let row = {
        let (document, labels, rows, ticks) =
            (props.document.clone(), props.labels.clone(), props.rows.clone(), props.ticks.clone());
        let (ontick, onpick) = (props.ontick.clone(), props.onpick.clone());
        Callback::from(move |index: usize| {
            let Some(listed) = rows.get(index) else { return Html::default() };
            let ontick = ontick.clone();
            let on_tick = Callback::from(move |_: Event| ontick.emit(index));
            let Context { before, words, after } = context(document.text.as_str(), listed.span, CONTEXT);
            let class = listed.label.as_ref().map_or_else(|| "l-none".to_owned(), |label| label_class(&labels, label));
            let is_ticked = ticks.get(index).copied().unwrap_or_default();
            let tick = html! {
                <input type="checkbox" checked={is_ticked} onchange={on_tick} autofocus={index == 0 && onpick.is_none()}
                    aria-label={onpick.is_some().then(|| words.clone())} data-testid="place-tick" />
            };
            let said = html! {
                <span class="place-main">
                    <span class="place-context">
                        <span class="place-before"><span>{ before }</span></span>
                        <mark class={classes!("place-words", class.clone(), listed.label.is_none().then_some("bare"))}>{ words }</mark>
                        <span class="place-after">{ after }</span>
                    </span>
                    <span class="list-meta">
                        if let Some(label) = &listed.label {
                            <span class={classes!("chip", "tiny", class)}>{ &**label }</span>
                        }
                        { &listed.note }
                    </span>
                </span>
            };
            let inside = match &onpick {
                None => html! { <label class="place">{ tick }{ said }</label> },
                Some(onpick) => {
                    let onpick = onpick.clone();
                    let onclick = Callback::from(move |_: MouseEvent| onpick.emit(index));
                    html! {
                        <div class="place">
                            { tick }
                            <button type="button" class="place-go" {onclick} data-testid="place-go">{ said }</button>
                        </div>
                    }
                }
            };
            html! {
                <div key={index} class="place-row" role="listitem" data-index={index.to_string()} data-testid="place"
                    aria-posinset={(index + 1).to_string()} aria-setsize={rows.len().to_string()}>{ inside }</div>
            }
        })
    };
    html! {
        <div ref={node} class="places" {onkeydown} onfocusin={onfocus}>
            <VirtualList {count} row_height={ROW} current={*current} label={props.label.clone()} {row} />
        </div>
    }
}

fn row_of(element: &web_sys::Element) -> Option<usize> {
    element.closest("[data-index]").ok().flatten()?.get_attribute("data-index")?.parse().ok()
}

/// Ticks with one turned.
pub(crate) fn turned(ticks: &[bool], index: usize) -> Vec<bool> {
    ticks.iter().enumerate().map(|(at, ticked)| *ticked != (at == index)).collect()
}
