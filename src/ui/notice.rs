//! What the page says: a line at the bottom that stays until it is dismissed or replaced.

use yew::prelude::*;

use super::Shared;
use super::hints::use_hints;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Dialog, Notice, NoticeKind, Offer};

#[derive(Properties, PartialEq)]
pub(crate) struct NoticeBarProps {
    pub notice: Option<Notice>,
    /// What could be done to other mentions of what was changed last.
    pub offer: Option<Shared<Offer>>,
    /// Whether what is taught is remembered.
    pub remember: bool,
}

/// Both live regions are there from the start, since screen readers announce only what changes inside them.
#[component]
pub(crate) fn NoticeBar(props: &NoticeBarProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let body = |kind: NoticeKind| {
        let notice = props.notice.as_ref().filter(|notice| notice.kind == kind)?;
        Some(html! {
            <div class="notice" data-testid="notice">
                <span>{ &*notice.words }</span>
                if notice.undo {
                    <button type="button" class="tool" onclick={on(Action::Undo)}>{ "Undo" }</button>
                }
                if let Some(id) = &notice.detect {
                    <button type="button" class="tool" onclick={on(Action::DetectAgain(id.clone()))}
                        data-testid="detect-anyway">{ "Find them anyway" }</button>
                }
                <button type="button" class="tool" onclick={on(Action::Notify(None))} aria-label="Dismiss">{ "×" }</button>
            </div>
        })
    };
    let offer = props.offer.as_ref().map(|offer| html! {
        <div class="notice offer" data-testid="offer">
            <span>{ offer.said() }</span>
            if offer.ticked() > 0 || props.remember {
                <button type="button" class="tool" onclick={on(offer.taken(props.remember))} data-testid="offer-apply">
                    { offer.does_said() }{ for hints.key("others").map(|key| html! { <kbd>{ key }</kbd> }) }
                </button>
            }
            <button type="button" class="tool" hidden={offer.places.is_empty()}
                onclick={on(Action::ShowDialog(Some(Dialog::Mentions)))} data-testid="offer-show">
                { "Show" }{ for hints.key("others-first").map(|key| html! { <kbd>{ key }</kbd> }) }
            </button>
            <button type="button" class="tool" onclick={on(Action::Notify(None))} aria-label="Dismiss">{ "×" }</button>
        </div>
    });
    html! {
        <div class="notices">
            <div role="status">{ offer.unwrap_or_default() }{ body(NoticeKind::Info).unwrap_or_default() }</div>
            <div role="alert">{ body(NoticeKind::Problem).unwrap_or_default() }</div>
        </div>
    }
}
