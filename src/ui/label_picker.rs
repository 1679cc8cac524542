//! The labels to choose from, each with its key.

use std::sync::Arc;

use postil_engine::LabelKind;
use yew::prelude::*;

use super::hints::use_hints;
use super::{Labels, label_class};
use crate::state::commands::label_id;

#[derive(Properties, PartialEq)]
pub(crate) struct LabelPickerProps {
    pub labels: Labels,
    /// The label in force.
    #[prop_or_default]
    pub current: Option<Arc<str>>,
    pub onpick: Callback<Arc<str>>,
}

#[component]
pub(crate) fn LabelPicker(props: &LabelPickerProps) -> Html {
    let hints = use_hints();
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
                            title={label.description.to_string()} aria-pressed={is_current.to_string()}
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
        <div class="picker" data-testid="label-picker">
            { group(LabelKind::Entity, "Entities") }
            { group(LabelKind::Figure, "Figures") }
        </div>
    }
}
