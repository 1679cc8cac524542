//! The bar at the top: the article's title, undo and redo, how the page looks, export and help.

use std::sync::Arc;

use yew::prelude::*;

use super::hints::use_hints;
use super::typed::Typed;
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
    // What is wanted often: in the bar, and on a phone in the menu.
    let often = |is_in_menu: bool| {
        let button = |dialog: Dialog, hint: String, id: &'static str, name: &'static str| {
            let id = if is_in_menu { format!("menu-{id}") } else { id.to_owned() };
            html! {
                <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(dialog)))} title={hint} data-testid={id}>
                    { name }
                </button>
            }
        };
        let figures = is_open
            .then(|| button(Dialog::Figures, hints.titled("The figures as a table", "figures"), "figures", "Figures"));
        let labels = button(Dialog::Labels, hints.titled("See and change the labels", "labels"), "labels", "Labels");
        let commands =
            button(Dialog::Palette, hints.titled("Find and run any command", "palette"), "commands", "Commands");
        figures.into_iter().chain([labels, commands])
    };
    // A button of the menu, which closes with it.
    let item = |action: Action, hint: &str, id: &'static str, name: &'static str, pressed: Option<bool>| {
        html! {
            <button type="button" class="tool" aria-pressed={pressed.map(|it| it.to_string())} onclick={on(action)}
                popovertarget="more" popovertargetaction="hide" title={hint.to_owned()} data-testid={id}>{ name }</button>
        }
    };
    let model = if props.has_model { "ready" } else { "waiting" };
    let projects = hints.titled("Libraries with labels and guidelines of their own", "projects");
    let dialogs = [
        (Dialog::History, "What was done, and back to a step", "history", "History"),
        (Dialog::Progress, "How far the work is, and how good the suggestions are", "progress-open", "Progress"),
        (Dialog::Personal, "Words that are always a certain label, or never a name", "personal", "My list"),
        (Dialog::Model, "What names are found by", "model", "Model"),
        (Dialog::Projects, &*projects, "projects", "Projects"),
        (Dialog::Backup, "Save everything to one file, or restore it", "backup", "Back up"),
        (Dialog::About, "What this page can do, and what it cannot", "about", "Privacy"),
    ];
    let dialogs = dialogs.map(|(dialog, hint, id, name)| {
        let state = (id == "model").then_some(model);
        html! {
            <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(dialog)))} title={hint.to_owned()} data-state={state}
                data-testid={id}>{ name }</button>
        }
    });
    html! {
        <header class="header">
            <h1 class="brand">
                <button type="button" onclick={on(Action::NewDocument)} title="Start page: add another article">
                    { "Postil" }
                </button>
            </h1>
            <div class="header-title">
                if let Some(title) = &props.title {
                    <Typed class="title" label="Title" value={title.to_string()} onchange={on_rename} is_name=true
                        testid="title" />
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
                <span class="often">{ for often(false) }</span>
                <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Help)))}
                    title={hints.titled("Keys and help", "keys")} aria-label="Keys and help" data-testid="help">{ "?" }</button>
                // The browser opens and closes it.
                <button type="button" class="tool" popovertarget="more" title="More" aria-label="More" data-testid="more">{ "⋯" }</button>
                <div id="more" class="more" popover="auto">
                    <div class="often-in-menu">{ for often(true) }</div>
                    if is_open {
                        { item(Action::ShowPanel(Panel::Find), &hints.titled("Find in the article", "find"), "find-open", "Find", None) }
                        { item(Action::ToggleTags, &hints.titled("Show label names in the text", "tags"), "tags", "Label names",
                            Some(props.settings.show_tags)) }
                    }
                    { for dialogs }
                    { item(Action::SetTheme(next), "Change the colours", "theme", theme, None) }
                </div>
                if is_open {
                    <button type="button" class="tool primary" onclick={on(Action::ShowDialog(Some(Dialog::Export)))}
                        title={hints.titled("Download or copy", "export")} data-testid="export">{ "Export" }</button>
                }
            </div>
        </header>
    }
}
