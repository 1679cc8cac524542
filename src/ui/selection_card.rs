//! What floats below selected text: the labels to give it.

use std::sync::Arc;

use yew::prelude::*;

use super::Labels;
use super::label_picker::LabelPicker;
use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct SelectionCardProps {
    pub labels: Labels,
    /// The selected words, without white space at their ends.
    pub words: AttrValue,
}

#[component]
pub(crate) fn SelectionCard(props: &SelectionCardProps) -> Html {
    let dispatcher = use_dispatcher();
    let onpick = use_callback((), move |label: Arc<str>, ()| dispatcher.dispatch(Action::ApplyLabel(label)));
    html! {
        <div class="card-body" role="dialog" aria-label="Label the selected text" data-testid="selection-card">
            <p class="card-words">{ &props.words }</p>
            <LabelPicker labels={props.labels.clone()} {onpick} hint="Press a label’s key, or Esc to leave it." />
        </div>
    }
}
