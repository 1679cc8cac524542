//! The bar at the top: the article's title, undo and redo, how the page looks, export and help.

use std::sync::Arc;

use yew::prelude::*;

use super::hints::use_hints;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Dialog, Panel, Settings, Theme, Update};

#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    /// Of the open article.
    pub title: Option<Arc<str>>,
    pub can_undo: bool,
    pub can_redo: bool,
    pub settings: Settings,
    /// Whether the model of names has come.
    pub has_model: bool,
    /// Whether another version of the page is there.
    pub update: Update,
}

#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let (theme, next) = match props.settings.theme {
        Theme::System => ("Theme: system", Theme::Light),
        Theme::Light => ("Theme: light", Theme::Dark),
        Theme::Dark => ("Theme: dark", Theme::System),
    };
    let on_rename = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            dispatcher.dispatch(Action::Rename(input.value().into()));
        })
    };
    let is_open = props.title.is_some();
    html! {
        <header class="header">
            <h1 class="brand">
                <button type="button" onclick={on(Action::NewDocument)} title="Start page: add another article">
                    { "Postil" }
                </button>
            </h1>
            <div class="header-title">
                if let Some(title) = &props.title {
                    <input class="title" aria-label="Title" value={title.to_string()} onchange={on_rename}
                        spellcheck="false" data-testid="title" />
                }
            </div>
            <div role="status">
                if props.update != Update::None {
                    <button type="button" class="tool" onclick={on(Action::SetUpdate(Update::Taken))} data-testid="update"
                        title="Reloads the page once all your work is saved. Until then this one goes on.">
                        { if props.update == Update::Taken { "Reloads when all is saved …" } else { "New version: reload when you like" } }
                    </button>
                }
            </div>
            <div class="header-tools" role="toolbar" aria-label="Article">
                if is_open {
                    <button type="button" class="tool" disabled={!props.can_undo} onclick={on(Action::Undo)}
                        title={hints.titled("Undo", "undo")} data-testid="undo">{ "Undo" }</button>
                    <button type="button" class="tool" disabled={!props.can_redo} onclick={on(Action::Redo)}
                        title={hints.titled("Redo", "redo")} data-testid="redo">{ "Redo" }</button>
                }
                // Where there is no room these are a menu that the browser opens and closes; else they stand in the bar.
                <button type="button" class="tool more-opener" popovertarget="more" aria-label="More"
                    data-testid="more">{ "⋯" }</button>
                <div id="more" class="more" popover="auto">
                    if is_open {
                        <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Figures)))}
                            title={hints.titled("The figures as a table", "figures")} data-testid="figures">{ "Figures" }</button>
                        <button type="button" class="tool" onclick={on(Action::ShowPanel(Panel::Find))}
                            popovertarget="more" popovertargetaction="hide" title={hints.titled("Find in the article", "find")}
                            data-testid="find-open">{ "Find" }</button>
                        <button type="button" class="tool" aria-pressed={props.settings.show_tags.to_string()}
                            onclick={on(Action::ToggleTags)} data-testid="tags"
                            title={hints.titled("Show label names in the text", "tags")}>{ "Label names" }</button>
                    }
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::History)))}
                        title="What was done, and back to a step" data-testid="history">{ "History" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Labels)))}
                        title={hints.titled("See and change the labels", "labels")} data-testid="labels">{ "Labels" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Model)))}
                        title="What names are found by"
                        data-state={if props.has_model { "ready" } else { "waiting" }} data-testid="model">{ "Model" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Personal)))}
                        title="Words that are always a certain label, or never a name" data-testid="personal">{ "My list" }</button>
                    <button type="button" class="tool" onclick={on(Action::SetTheme(next))} title="Change the colours"
                        data-testid="theme">{ theme }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::About)))}
                        title="What this page can do, and what it cannot" data-testid="about">{ "Privacy" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Projects)))}
                        title={hints.titled("Libraries with labels and guidelines of their own", "projects")} data-testid="projects">{ "Projects" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Backup)))}
                        title="Save everything to one file, or restore it" data-testid="backup">{ "Back up" }</button>
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Palette)))}
                        title={hints.titled("Find and run any command", "palette")} data-testid="commands">{ "Commands" }</button>
                </div>
                <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Help)))}
                    title={hints.titled("Keys and help", "keys")} aria-label="Keys and help" data-testid="help">{ "?" }</button>
                if is_open {
                    <button type="button" class="tool primary" onclick={on(Action::ShowDialog(Some(Dialog::Export)))}
                        title={hints.titled("Download or copy", "export")} data-testid="export">{ "Export" }</button>
                }
            </div>
        </header>
    }
}
