//! The fields in which a figure's value is corrected. What is wrong is said under them, and nothing is changed.

use std::sync::Arc;

use postil_engine::{Annotation, Comparator, Modifier};
use yew::prelude::*;

use super::typed::{Typed, use_chosen};
use crate::state::currency::Bare;
use crate::state::store::use_dispatcher;
use crate::state::value_form::{Fields, ValueForm};
use crate::state::{Action, said, words};

/// The modifiers that a person can choose; the rest come with the value itself.
const MODIFIERS: [Modifier; 6] =
    [Modifier::Start, Modifier::Mid, Modifier::End, Modifier::Before, Modifier::After, Modifier::Fiscal];

#[derive(Properties, PartialEq)]
pub(crate) struct ValueFieldsProps {
    pub annotation: Arc<Annotation>,
    /// The detector's label whose values it has.
    pub meaning: &'static str,
    /// Of an amount whose words leave the country open.
    pub bare: Option<Bare>,
}

#[component]
pub(crate) fn ValueFields(props: &ValueFieldsProps) -> Html {
    let dispatcher = use_dispatcher();
    let problem = use_state_eq(|| None::<&'static str>);
    // Whether a new currency is for all amounts alike; holds for the annotation for which it was ticked.
    let for_all = use_state_eq(|| None);
    let form = use_node_ref();
    use_chosen(&form);
    let annotation = &props.annotation;
    let fields = Fields::of(props.meaning);
    let shown = ValueForm::of(annotation.value.as_deref());
    {
        let problem = problem.setter();
        use_effect_with((annotation.id, annotation.value.clone()), move |_| problem.set(None));
    }
    let onchange = {
        let (form, annotation, problem) = (form.clone(), annotation.clone(), problem.clone());
        let for_all = for_all.clone();
        Callback::from(move |_: Event| {
            let Some(root) = form.cast::<web_sys::Element>() else { return };
            let id = annotation.id;
            let is_for_all = root.query_selector("[name=all]:checked").ok().flatten().is_some();
            for_all.set(is_for_all.then_some(id));
            match read(&root, &annotation).read(fields, annotation.value.as_deref()) {
                Ok(value) => {
                    problem.set(None);
                    let was = annotation.value.as_ref().and_then(|value| value.currency.as_ref());
                    let code = value.as_ref().and_then(|value| value.currency.clone());
                    dispatcher.dispatch(match code {
                        Some(code)
                            if is_for_all && (Some(&code) != was || value.as_ref() == annotation.value.as_deref()) =>
                        {
                            Action::SetCurrency(id, code.into())
                        }
                        _ => Action::SetValue(id, value.map(Arc::new)),
                    });
                }
                Err(help) => problem.set(Some(help)),
            }
        })
    };
    let text = |name: &'static str, label: &'static str, value: &str| {
        html! {
            <label><span>{ label }</span>
                <Typed key={annotation.id} {name} value={value.to_owned()} onchange={onchange.clone()} is_name=true
                    testid={format!("value-{name}")} />
            </label>
        }
    };
    let said = annotation.value.as_deref().map(|value| said::said(props.meaning, value)).unwrap_or_default();
    let bare = props.bare.clone().unwrap_or(Bare { alike: 0, sign: "", reason: None });
    html! {
        <div ref={form} class="value-fields">
            <p class="said" data-testid="said">
                <strong>{ said.digits }</strong>{ " " }<span>{ said.words }</span>
            </p>
            if fields == Fields::Time {
                <label><span>{ "Part" }</span>
                    <select name="modifier" onchange={onchange.clone()} data-testid="value-modifier">
                        <option value="" selected={shown.modifier.is_none()}>{ "whole" }</option>
                        { for MODIFIERS.into_iter().map(|modifier| html! {
                            <option value={words::modifier_word(modifier)} selected={shown.modifier == Some(modifier)}>
                                { words::modifier_word(modifier) }
                            </option>
                        }) }
                    </select>
                </label>
            } else {
                <label><span>{ "Meaning" }</span>
                    <select name="comparator" onchange={onchange.clone()} data-testid="value-comparator">
                        <option value="" selected={shown.comparator.is_none()}>{ "exactly" }</option>
                        { for Comparator::ALL.into_iter().map(|comparator| html! {
                            <option value={comparator.sign()} selected={shown.comparator == Some(comparator)}>
                                { words::comparator_words(comparator) }
                            </option>
                        }) }
                    </select>
                </label>
            }
            { text("value", "Value", &shown.value) }
            if fields == Fields::Money {
                { text("currency", "Currency", &shown.currency) }
            } else if fields != Fields::Time {
                { text("unit", "Unit", &shown.unit) }
            }
            <p class="hint" hidden={bare.reason.is_none()} data-testid="assumed">
                { format!("Currency {}.", bare.reason.unwrap_or_default()) }
            </p>
            <label class="choice" hidden={bare.alike < 2}>
                <input type="checkbox" name="all" checked={*for_all == Some(annotation.id)} onchange={onchange.clone()}
                    data-testid="currency-all" />
                <span>{ format!("Set it for all {} plain “{}” in the article", bare.alike, bare.sign) }</span>
            </label>
            <p class="problem" role="alert" hidden={problem.is_none()}>{ problem.unwrap_or_default() }</p>
        </div>
    }
}

/// What stands in the fields; a field that is not there counts as unchanged.
fn read(root: &web_sys::Element, annotation: &Annotation) -> ValueForm {
    use wasm_bindgen::JsCast;
    let mut form = ValueForm::of(annotation.value.as_deref());
    let field = |name: &str| root.query_selector(&format!("[name={name}]")).ok().flatten();
    let input = |name: &str| Some(field(name)?.dyn_into::<web_sys::HtmlInputElement>().ok()?.value());
    let select = |name: &str| Some(field(name)?.dyn_into::<web_sys::HtmlSelectElement>().ok()?.value());
    if let Some(value) = input("value") {
        form.value = value;
    }
    if let Some(unit) = input("unit") {
        form.unit = unit;
    }
    if let Some(currency) = input("currency") {
        form.currency = currency;
    }
    if let Some(sign) = select("comparator") {
        form.comparator = Comparator::from_sign(&sign);
    }
    if let Some(word) = select("modifier") {
        let chosen = MODIFIERS.into_iter().find(|modifier| words::modifier_word(*modifier) == word);
        form.modifier = chosen.or_else(|| form.modifier.filter(|kept| !word.is_empty() && !MODIFIERS.contains(kept)));
    }
    form
}
