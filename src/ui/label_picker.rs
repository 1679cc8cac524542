//! The labels to choose from, each with its key.

use std::sync::Arc;

use postil_engine::LabelKind;
use web_sys::Element;
use yew::prelude::*;

use super::hints::use_hints;
use super::{Labels, label_class};
use crate::state::commands::label_id;
use crate::state::labels;

#[derive(Properties, PartialEq)]
pub(crate) struct LabelPickerProps {
    pub labels: Labels,
    /// The label in force.
    #[prop_or_default]
    pub current: Option<Arc<str>>,
    pub onpick: Callback<Arc<str>>,
    /// What is said while no label is looked at.
    #[prop_or_default]
    pub hint: AttrValue,
}

#[component]
pub(crate) fn LabelPicker(props: &LabelPickerProps) -> Html {
    let hints = use_hints();
    // The label that pointer or keyboard is at; what it covers is said below.
    let at = use_state_eq(|| None::<Arc<str>>);
    let look = |at: &UseStateHandle<Option<Arc<str>>>, event: &Event| {
        let target: Element = event.target_unchecked_into();
        let chip = target.closest("[data-label]").ok().flatten();
        at.set(chip.and_then(|chip| chip.get_attribute("data-label")).map(Into::into));
    };
    let onpointerover = {
        let at = at.clone();
        Callback::from(move |event: PointerEvent| look(&at, &event))
    };
    let onfocusin = {
        let at = at.clone();
        Callback::from(move |event: FocusEvent| look(&at, &event))
    };
    let label = at.as_ref().and_then(|at| props.labels.iter().find(|label| label.name == *at));
    let advice = label.map(labels::advice).unwrap_or_default();
    let group = |kind: LabelKind, name: &'static str| {
        html! {
            <div class="picker-group" role="group" aria-label={name}>
                { for props.labels.iter().filter(|label| label.kind == kind).map(|label| {
                    let onclick = {
                        let (onpick, name) = (props.onpick.clone(), label.name.clone());
                        Callback::from(move |_: MouseEvent| onpick.emit(name.clone()))
                    };
                    let is_current = props.current.as_ref() == Some(&label.name);
                    html! {
                        <button type="button" class={classes!("chip", label_class(&props.labels, &label.name))} {onclick}
                            title={labels::advice(label)} data-label={label.name.to_string()} aria-pressed={is_current.to_string()}
                            data-testid={format!("label-{}", label.name)}>
                            <span>{ &*label.name }</span>
                            if let Some(key) = hints.key(&label_id(&label.name)) {
                                <kbd aria-label={format!("key {key}")}>{ &key }</kbd>
                            }
                        </button>
                    }
                }) }
            </div>
        }
    };
    html! {
        <div class="picker" data-testid="label-picker" {onpointerover} {onfocusin}>
            { group(LabelKind::Entity, "Entities") }
            { group(LabelKind::Figure, "Figures") }
            <p class="hint advice" data-testid="advice">
                if advice.is_empty() { { &props.hint } } else { { advice } }
            </p>
        </div>
    }
}
