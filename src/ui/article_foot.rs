//! Below the article: saying that it is done, and the ways to its neighbours in the library and to the next unfinished one.

use yew::prelude::*;

use super::hints::use_hints;
use crate::state::Action;
use crate::state::commands::{Target, command};
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct ArticleFootProps {
    pub is_done: bool,
}

#[component]
pub(crate) fn ArticleFoot(props: &ArticleFootProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let button = |id: &'static str, name: &'static str, pressed: Option<bool>| {
        let dispatcher = dispatcher.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(command) = command(id) {
                dispatcher.dispatch(Action::Press { target: Target::Command(command), extend: false });
            }
        });
        html! {
            <button type="button" class="tool" {onclick} aria-pressed={pressed.map(|is| is.to_string())}
                title={hints.titled(name, id)} data-testid={format!("foot-{id}")}>{ name }</button>
        }
    };
    html! {
        <nav class="article-foot" aria-label="Articles">
            { button("done", "Done", Some(props.is_done)) }
            { button("next-unfinished", "Next unfinished", None) }
            { button("previous-article", "Previous", None) }
            { button("next-article", "Next", None) }
            { button("library", "Library", None) }
        </nav>
    }
}
