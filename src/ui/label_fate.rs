//! The question what becomes of the marks of a label that goes or gets another name.

use std::sync::Arc;

use postil_engine::LabelDef;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Labels;
use crate::effects::focus;
use crate::state::Fate;

#[derive(Properties, PartialEq)]
pub(crate) struct LabelFateProps {
    pub labels: Labels,
    /// The label that the marks have.
    pub name: Arc<str>,
    /// Its marks in the open article, and in the library.
    pub counts: (usize, usize),
    /// The name that the label gets, where it is renamed.
    pub renamed: Option<Arc<str>>,
    /// What the button does.
    pub verb: &'static str,
    /// The answer; `None` leaves all as it is.
    pub onanswer: Callback<Option<Fate>>,
}

#[component]
pub(crate) fn LabelFate(props: &LabelFateProps) -> Html {
    let form = use_node_ref();
    use_effect_with((), |()| focus::focus(".labels-ask input"));
    let (here, all) = props.counts;
    let kind = props.labels.iter().find(|label| label.name == props.name).map(|label| label.kind);
    // Of its own kind first, since a name seldom becomes a figure.
    let mut others: Vec<&LabelDef> = props.labels.iter().filter(|label| label.name != props.name).collect();
    others.sort_by_key(|label| Some(label.kind) != kind);
    let on_answer = {
        let (form, renamed, onanswer) = (form.clone(), props.renamed.clone(), props.onanswer.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(form) = form.cast::<Element>() else { return };
            let found = |selector: &str| form.query_selector(selector).ok().flatten();
            let is_on = |what: &str| found(&format!("[value={what}]:checked")).is_some();
            let to = found("select").and_then(|select| {
                use wasm_bindgen::JsCast;
                select.dyn_into::<HtmlSelectElement>().ok()
            });
            onanswer.emit(match (is_on("own"), is_on("to"), to, &renamed) {
                (true, _, _, Some(name)) => Some(Fate::To(name.clone())),
                (_, true, Some(to), _) => Some(Fate::To(to.value().into())),
                _ if is_on("delete") => Some(Fate::Delete),
                _ => None,
            });
        })
    };
    // Choosing a label is to choose that they get it.
    let on_select = {
        let form = form.clone();
        Callback::from(move |_: Event| {
            let radio = form.cast::<Element>().and_then(|form| form.query_selector("[value=to]").ok().flatten());
            if let Some(radio) = radio {
                use wasm_bindgen::JsCast;
                radio.unchecked_into::<HtmlInputElement>().set_checked(true);
            }
        })
    };
    let on_cancel = props.onanswer.reform(|_: MouseEvent| None);
    let marks = if all == 1 { "1 mark is".to_owned() } else { format!("{all} marks are") };
    let is_renamed = props.renamed.is_some();
    html! {
        <div ref={form} class="labels-ask" role="group" aria-label="What becomes of the marks" data-testid="fate">
            <p><strong>{ format!("{marks} {}", props.name) }</strong>{ format!(", {here} of them in this article. What becomes of them?") }</p>
            if let Some(name) = &props.renamed {
                <label class="choice"><input type="radio" name="fate" value="own" checked=true data-testid="fate-own" />
                    { format!("They are {name} from now on") }</label>
            }
            <label class="choice"><input type="radio" name="fate" value="to" checked={!is_renamed} data-testid="fate-to" />
                <span>{ "They get the label" }</span>
                <select aria-label="Label" onchange={on_select} data-testid="fate-label">
                    { for others.iter().enumerate().map(|(at, label)| html! {
                        <option value={label.name.to_string()} selected={at == 0}>{ &*label.name }</option>
                    }) }
                </select>
            </label>
            <label class="choice"><input type="radio" name="fate" value="delete" data-testid="fate-delete" />
                { "They are deleted" }</label>
            <div class="labels-buttons">
                <button type="button" class="tool primary" onclick={on_answer} data-testid="fate-do">{ props.verb }</button>
                <button type="button" class="tool" onclick={on_cancel} data-testid="fate-cancel">{ "Cancel" }</button>
            </div>
        </div>
    }
}
