//! The article's date, above its text: found in the article or set here. Relative dates count from it.

use std::sync::Arc;

use yew::prelude::*;

use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct ArticleDateProps {
    /// ISO 8601 day.
    pub date: Option<Arc<str>>,
    /// Whether the detection is under way; it goes by the date that it started with.
    pub pending: bool,
}

#[component]
pub(crate) fn ArticleDate(props: &ArticleDateProps) -> Html {
    let dispatcher = use_dispatcher();
    let onchange = Callback::from(move |event: Event| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        let day = input.value();
        dispatcher.dispatch(Action::SetDate((!day.is_empty()).then(|| day.into())));
    });
    let hint = match props.date {
        Some(_) => "“Tuesday”, “last month” and the like count from this day.",
        None => "Not set, so “Tuesday”, “last month” and the like have no day yet.",
    };
    html! {
        <p class="article-date">
            <label>
                { "Article date " }
                <input type="date" value={props.date.as_deref().unwrap_or_default().to_owned()} {onchange}
                    disabled={props.pending} aria-describedby="article-date-hint" data-testid="article-date" />
            </label>
            <span id="article-date-hint">{ hint }</span>
        </p>
    }
}
