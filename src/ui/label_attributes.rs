//! The attributes that a label defines: their names, how they are said, and what can be chosen.

use std::sync::Arc;

use postil_engine::{AttributeDef, AttributeKind};
use yew::prelude::*;

use super::field_value;
use super::typed::Typed;

#[derive(Properties, PartialEq)]
pub(crate) struct LabelAttributesProps {
    pub attributes: Vec<AttributeDef>,
    /// The attributes as they are to be; `None` when one has no name of its own.
    pub onchange: Callback<Option<Vec<AttributeDef>>>,
}

const KINDS: [(AttributeKind, &str, &str); 3] = [
    (AttributeKind::Choice, "choice", "One of"),
    (AttributeKind::YesNo, "yes_no", "Yes or no"),
    (AttributeKind::Text, "text", "Any words"),
];

#[component]
pub(crate) fn LabelAttributes(props: &LabelAttributesProps) -> Html {
    let change = |at: usize, with: fn(&mut AttributeDef, String)| {
        let (attributes, onchange) = (props.attributes.clone(), props.onchange.clone());
        Callback::from(move |event: Event| {
            let mut attributes = attributes.clone();
            if let Some(attribute) = attributes.get_mut(at) {
                with(attribute, field_value(&event));
            }
            let names = |at: usize| attributes.iter().take(at).any(|other| other.name == attributes[at].name);
            let is_wrong = attributes.get(at).is_none_or(|attribute| attribute.name.is_empty()) || names(at);
            onchange.emit((!is_wrong).then_some(attributes));
        })
    };
    let edit = |attributes: Vec<AttributeDef>| {
        let onchange = props.onchange.clone();
        Callback::from(move |_: MouseEvent| onchange.emit(Some(attributes.clone())))
    };
    let added = {
        let is_free = |name: &String| props.attributes.iter().all(|attribute| *attribute.name != **name);
        let name = (1..).map(|n| format!("attribute {n}")).find(is_free).unwrap_or_default();
        let new = AttributeDef {
            name: name.into(),
            kind: AttributeKind::Choice,
            values: vec!["first".into(), "second".into()],
        };
        props.attributes.iter().cloned().chain([new]).collect::<Vec<_>>()
    };
    let row = |(at, attribute): (usize, &AttributeDef)| {
        let is_choice = attribute.kind == AttributeKind::Choice;
        let mut without = props.attributes.clone();
        without.remove(at);
        html! {
            <li class="attribute-row" key={at}>
                <label><span>{ "Attribute" }</span>
                    <Typed value={attribute.name.to_string()} testid={format!("attribute-name-{at}")}
                        onchange={change(at, |attribute, value| attribute.name = value.trim().into())} />
                </label>
                <label><span>{ "Said by" }</span>
                    <select data-testid={format!("attribute-kind-{at}")} onchange={change(at, |attribute, value| {
                        attribute.kind = KINDS.iter().find(|kind| kind.1 == value).map_or(AttributeKind::Text, |kind| kind.0);
                    })}>
                        { for KINDS.iter().map(|(kind, id, words)| html! {
                            <option value={*id} selected={*kind == attribute.kind}>{ *words }</option>
                        }) }
                    </select>
                </label>
                <button type="button" class="tool small quiet" aria-label={format!("Remove the attribute {}", attribute.name)}
                    onclick={edit(without)} data-testid={format!("attribute-remove-{at}")}>{ "×" }</button>
                if is_choice {
                    <label class="wide"><span>{ "Values, with commas between them" }</span>
                        <Typed value={attribute.values.join(", ")} testid={format!("attribute-values-{at}")}
                            onchange={change(at, |attribute, value| {
                                let mut values: Vec<Arc<str>> = Vec::new();
                                for value in value.split(',').map(str::trim).filter(|value| !value.is_empty()) {
                                    if values.iter().all(|other| **other != *value) {
                                        values.push(value.into());
                                    }
                                }
                                attribute.values = values;
                            })} />
                    </label>
                }
            </li>
        }
    };
    html! {
        <>
            <ul class="attribute-rows">{ for props.attributes.iter().enumerate().map(row) }</ul>
            <button type="button" class="tool small" onclick={edit(added)} data-testid="attribute-add">{ "Add an attribute" }</button>
        </>
    }
}
