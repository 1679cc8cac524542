//! The article's date, above its text: found in the article or set here. Relative dates count from it.

use postil_engine::{Document, article_date_at};
use yew::prelude::*;

use super::Shared;
use super::typed::Typed;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Selection};

#[derive(Properties, PartialEq)]
pub(crate) struct ArticleDateProps {
    pub document: Shared<Document>,
    /// Whether the detection is under way; it goes by the date that it started with.
    pub pending: bool,
}

#[component]
pub(crate) fn ArticleDate(props: &ArticleDateProps) -> Html {
    let dispatcher = use_dispatcher();
    let document = &props.document;
    // The text never changes; it is the same as long as the document is.
    let said = use_memo(document.id.clone(), |_| article_date_at(&document.text, &document.blocks));
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let onchange = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            let day = input.value();
            dispatcher.dispatch(Action::SetDate((!day.is_empty()).then(|| day.into())));
        })
    };
    let date = document.date.as_deref();
    let is_said = said.as_ref().as_ref().is_some_and(|(day, _)| date == Some(day));
    let place = said.as_ref().as_ref().map(|(day, span)| {
        let words = format!("“{}”", document.text.slice(*span));
        let start = span.start();
        let show = Action::SelectText(Some(Selection { anchor: start, head: start }));
        let (action, words) = match is_said {
            true => (show, format!("Found in the text: {words}")),
            false => (Action::SetDate(Some(day.as_str().into())), format!("Use {words}, as the text says")),
        };
        html! {
            <button type="button" class="tool small" onclick={on(action)} disabled={props.pending}
                data-testid="date-said">{ words }</button>
        }
    });
    let hint = match date {
        Some(_) => "“Tuesday”, “last month” and the like count from this day.",
        None => "Not set, so “Tuesday”, “last month” and the like have no day yet.",
    };
    html! {
        <p class="article-date">
            <label>
                { "Article date " }
                <Typed kind="date" value={date.unwrap_or_default().to_owned()} {onchange} disabled={props.pending}
                    described="article-date-hint" testid="article-date" />
            </label>
            <button type="button" class="tool small" onclick={on(Action::SetDate(None))} hidden={date.is_none()}
                disabled={props.pending} aria-label="Remove the article date" data-testid="date-remove">{ "Remove" }</button>
            { for place }
            <span id="article-date-hint">{ hint }</span>
        </p>
    }
}
