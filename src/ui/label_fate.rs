//! The question what becomes of the marks of a label that goes or gets another name.

use std::sync::Arc;

use postil_engine::LabelDef;
use yew::prelude::*;

use super::{Labels, field_value};
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

/// What may become of the marks.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    /// They get the new name.
    Own,
    /// They get another label.
    To,
    Delete,
}

#[component]
pub(crate) fn LabelFate(props: &LabelFateProps) -> Html {
    let is_renamed = props.renamed.is_some();
    let answer = use_state_eq(|| if is_renamed { Answer::Own } else { Answer::To });
    let to = use_state_eq(|| None::<Arc<str>>);
    use_effect_with((), |()| focus::focus(".labels-ask input"));
    let (here, all) = props.counts;
    let kind = props.labels.iter().find(|label| label.name == props.name).map(|label| label.kind);
    // Of its own kind first, since a name seldom becomes a figure.
    let mut others: Vec<&LabelDef> = props.labels.iter().filter(|label| label.name != props.name).collect();
    others.sort_by_key(|label| Some(label.kind) != kind);
    let to_label = (*to).clone().or_else(|| others.first().map(|label| Arc::clone(&label.name)));
    let on_answer = {
        let (renamed, answer, to, onanswer) =
            (props.renamed.clone(), *answer, to_label.clone(), props.onanswer.clone());
        Callback::from(move |_: MouseEvent| {
            onanswer.emit(match answer {
                Answer::Own => renamed.clone().map(Fate::To),
                Answer::To => to.clone().map(Fate::To),
                Answer::Delete => Some(Fate::Delete),
            });
        })
    };
    let choice = |value: Answer, testid: &'static str| {
        let onchange = {
            let answer = answer.setter();
            Callback::from(move |_: Event| answer.set(value))
        };
        html! { <input type="radio" name="fate" checked={*answer == value} {onchange} data-testid={testid} /> }
    };
    // Choosing a label is to choose that they get it.
    let on_select = {
        let (answer, to) = (answer.setter(), to.setter());
        Callback::from(move |event: Event| {
            answer.set(Answer::To);
            to.set(Some(field_value(&event).into()));
        })
    };
    let on_cancel = props.onanswer.reform(|_: MouseEvent| None);
    let marks = if all == 1 { "1 mark is".to_owned() } else { format!("{all} marks are") };
    html! {
        <div class="labels-ask" role="group" aria-label="What becomes of the marks" data-testid="fate">
            <p><strong>{ format!("{marks} {}", props.name) }</strong>{ format!(", {here} of them in this article. What becomes of them?") }</p>
            if let Some(name) = &props.renamed {
                <label class="choice">{ choice(Answer::Own, "fate-own") }
                    { format!("They are {name} from now on") }</label>
            }
            <label class="choice">{ choice(Answer::To, "fate-to") }
                <span>{ "They get the label" }</span>
                <select aria-label="Label" onchange={on_select} data-testid="fate-label">
                    { for others.iter().map(|label| html! {
                        <option value={label.name.to_string()} selected={to_label.as_ref() == Some(&label.name)}>{ &*label.name }</option>
                    }) }
                </select>
            </label>
            <label class="choice">{ choice(Answer::Delete, "fate-delete") }
                { "They are deleted" }</label>
            <div class="labels-buttons">
                <button type="button" class="tool primary" onclick={on_answer} data-testid="fate-do">{ props.verb }</button>
                <button type="button" class="tool" onclick={on_cancel} data-testid="fate-cancel">{ "Cancel" }</button>
            </div>
        </div>
    }
}
