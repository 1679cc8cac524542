//! Making a relation: which type, then which mark it leads to. Shown in the place of the card of the mark in hand.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::Shared;
use super::hints::use_hints;
use crate::effects::focus;
use crate::state::Action;
use crate::state::relations::Relating;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct RelateCardProps {
    pub relating: Relating,
    pub types: Shared<Vec<Arc<str>>>,
    /// The words that it starts from.
    pub from: AttrValue,
    /// The mark in hand and its words, when it is another one.
    pub to: Option<(postil_engine::Id, AttrValue)>,
}

#[component]
pub(crate) fn RelateCard(props: &RelateCardProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let Relating { from, kind } = props.relating.clone();
    // To the types first, and then to the text, where the other mark is.
    use_effect_with(kind.is_some(), |is_chosen| {
        focus::focus(if *is_chosen { "#article" } else { ".relate-types button" });
    });
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let choose = |kind: &Arc<str>| on(Action::SetRelating(Some(Relating { from, kind: Some(Arc::clone(kind)) })));
    let on_own = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            let kind = Some(input.value().trim().into()).filter(|kind: &Arc<str>| !kind.is_empty());
            if kind.is_some() {
                dispatcher.dispatch(Action::SetRelating(Some(Relating { from, kind })));
            }
        })
    };
    let types = Rc::clone(&props.types.0);
    html! {
        <div class="card-body" role="dialog" aria-label="A relation" data-testid="relate-card">
            <div class="card-head">
                <span class="card-words">{ &props.from }
                    if let Some(kind) = &kind {
                        <em class="relate-kind">{ format!(" {kind} → ") }</em>
                        { props.to.as_ref().map_or(AttrValue::from("…"), |(_, words)| words.clone()) }
                    }
                </span>
                <button type="button" class="tool small" onclick={on(Action::SetRelating(None))} aria-label="Give up"
                    title={hints.titled("Give up", "let-go")} data-testid="relate-stop">{ "×" }</button>
            </div>
            if let Some(kind) = kind {
                <p class="hint" role="status">{ match props.to {
                    Some(_) => "Is this the other mark?".to_owned(),
                    None => format!("Now the mark that it leads to: click it, or step to it with {} and {}.",
                        hints.key("next-mark").unwrap_or_default(), hints.key("previous-mark").unwrap_or_default()),
                } }</p>
                if let Some((to, _)) = props.to {
                    <div class="card-actions">
                        <button type="button" class="tool primary" onclick={on(Action::Relate { from, to, kind })}
                            title="Relate (Enter)" data-testid="relate-done">{ "Relate" }</button>
                        <button type="button" class="tool" onclick={on(Action::SetRelating(None))}>{ "Give up" }</button>
                    </div>
                }
            } else {
                <p class="hint">{ "How is it related to another mark?" }</p>
                <div class="relate-types card-actions" role="group" aria-label="Type of the relation">
                    { for types.iter().map(|kind| html! {
                        <button type="button" class="tool small" onclick={choose(kind)}
                            data-testid={format!("type-{kind}")}>{ &**kind }</button>
                    }) }
                </div>
                <label class="card-note">
                    <span>{ "Another type" }</span>
                    <input onchange={on_own} placeholder="such as “born in”" data-testid="type-own" />
                </label>
            }
        </div>
    }
}
