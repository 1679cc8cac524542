//! How much is suggested: a slider between fewer names that are surer and more that are less so. It acts at once.

use yew::prelude::*;

use super::hints::use_hints;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Threshold};

#[derive(Properties, PartialEq)]
pub(crate) struct SuggestProps {
    pub threshold: Threshold,
    /// Suggestions below the threshold.
    pub left_out: usize,
}

#[component]
pub(crate) fn Suggest(props: &SuggestProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    // To the right there is more, which is where the threshold is lower.
    let turned = |percent: u8| (Threshold::LEAST + Threshold::MOST).saturating_sub(percent);
    let oninput = Callback::from(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        if let Ok(value) = input.value().parse() {
            dispatcher.dispatch(Action::SetThreshold(Threshold::new(turned(value))));
        }
    });
    let percent = props.threshold.percent();
    let said = format!("Names from {percent} % sure, {} hidden", props.left_out);
    html! {
        <label class="suggest" title={format!("{} or {}. {said}.", hints.titled("Suggest more", "suggest-more"), hints.titled("fewer", "suggest-fewer"))}>
            <span class="suggest-name">{ "Suggest " }<span aria-hidden="true">{ "▂▄▆" }</span></span>
            <input type="range" min={Threshold::LEAST.to_string()} max={Threshold::MOST.to_string()}
                step={Threshold::STEP.to_string()} value={turned(percent).to_string()} {oninput}
                aria-label="Suggest less or more" aria-valuetext={said} data-testid="suggest" />
            <span class="suggest-from" aria-hidden="true" data-testid="suggest-from">{ format!("≥ {percent} %") }</span>
        </label>
    }
}
