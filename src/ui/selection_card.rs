//! What floats below selected text: the labels to give it.

use std::sync::Arc;

use yew::prelude::*;

use super::Labels;
use super::hints::use_hints;
use super::label_picker::LabelPicker;
use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct SelectionCardProps {
    pub labels: Labels,
    /// The selected words, without white space at their ends.
    pub words: AttrValue,
    /// Whether they can join a mark nearby, or leave it, and its words.
    pub part: Option<(bool, AttrValue)>,
}

#[component]
pub(crate) fn SelectionCard(props: &SelectionCardProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let part = props.part.as_ref().map(|(add, words)| {
        let (verb, id) = if *add { ("Add to", "add-part") } else { ("Take out of", "take-part") };
        let (dispatcher, add) = (dispatcher.clone(), *add);
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::MarkPart { add }));
        html! {
            <button type="button" class="tool part" {onclick} title={hints.titled(verb, id)} data-testid={id}>
                { format!("{verb} “{words}”") }
            </button>
        }
    });
    let onpick = use_callback((), move |label: Arc<str>, ()| dispatcher.dispatch(Action::ApplyLabel(label)));
    html! {
        <div class="card-body" role="dialog" aria-label="Label the selected text" data-testid="selection-card">
            <p class="card-words">{ &props.words }</p>
            { part }
            <LabelPicker labels={props.labels.clone()} {onpick} hint="Press a label’s key, or Esc to leave it." />
        </div>
    }
}
