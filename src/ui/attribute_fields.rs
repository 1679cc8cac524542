//! The fields of a label's attributes on the card of a mark. A value that its label does not know (from a file, or of a
//! label that has changed since) is shown as such and stays until it is changed.

use std::sync::Arc;

use postil_engine::{Annotation, AttributeKind};
use yew::prelude::*;

use super::Labels;
use super::typed::{Typed, use_chosen};
use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct AttributeFieldsProps {
    pub annotation: Arc<Annotation>,
    pub labels: Labels,
}

#[component]
pub(crate) fn AttributeFields(props: &AttributeFieldsProps) -> Html {
    let dispatcher = use_dispatcher();
    let fields = use_node_ref();
    use_chosen(&fields);
    let annotation = &props.annotation;
    let own = props.labels.iter().find(|label| label.name == annotation.label);
    let defined = own.map(|label| label.attributes.as_slice()).unwrap_or_default();
    let onchange = |name: &Arc<str>| {
        let (dispatcher, id, name) = (dispatcher.clone(), annotation.id, Arc::clone(name));
        Callback::from(move |event: Event| {
            let value = super::field_value(&event);
            dispatcher.dispatch(Action::SetAttribute(id, name.clone(), Some(value.into())));
        })
    };
    let said = |name: &Arc<str>| {
        let attribute = annotation.attributes.iter().find(|attribute| attribute.name == *name);
        attribute.map(|attribute| attribute.value.to_string()).unwrap_or_default()
    };
    let text = |name: &Arc<str>| {
        html! {
            <Typed key={&**name} value={said(name)} onchange={onchange(name)} testid={format!("attribute-{name}")} />
        }
    };
    let choice = |name: &Arc<str>, values: &[Arc<str>]| {
        let now = said(name);
        let is_unknown = !now.is_empty() && values.iter().all(|value| **value != *now);
        html! {
            <select key={&**name} onchange={onchange(name)} aria-invalid={is_unknown.then_some("true")}
                data-testid={format!("attribute-{name}")}>
                <option value="" selected={now.is_empty()}>{ "—" }</option>
                { for values.iter().map(|value| html! {
                    <option value={value.to_string()} selected={**value == *now}>{ &**value }</option>
                }) }
                if is_unknown {
                    <option value={now.clone()} selected=true>{ format!("{now} (not in the list)") }</option>
                }
            </select>
        }
    };
    let field = |name: &Arc<str>, of_label: bool, input: Html| {
        html! {
            <label key={format!("{} {name}", annotation.id)}>
                <span>{ &**name }{ if of_label { "" } else { " (not of this label)" } }</span>{ input }
            </label>
        }
    };
    let others = annotation.attributes.iter().filter(|said| defined.iter().all(|known| known.name != said.name));
    let others: Vec<_> = others.collect();
    html! {
        <div ref={fields} class="card-attributes" hidden={defined.is_empty() && others.is_empty()}>
            { for defined.iter().map(|attribute| field(&attribute.name, true, match attribute.kind {
                AttributeKind::Text => text(&attribute.name),
                AttributeKind::Choice => choice(&attribute.name, &attribute.values),
                AttributeKind::YesNo => choice(&attribute.name, &["yes".into(), "no".into()]),
            })) }
            { for others.iter().map(|said| field(&said.name, false, text(&said.name))) }
        </div>
    }
}
