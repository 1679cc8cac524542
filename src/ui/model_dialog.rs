//! What names are found by: the model that comes with the page, or another one from the disk.

use std::sync::Arc;

use yew::prelude::*;

use super::modal::Modal;
use crate::effects::{files, models};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Tagging};

#[derive(Properties, PartialEq)]
pub(crate) struct ModelDialogProps {
    pub tagging: Tagging,
    /// The article on screen.
    pub open: Option<Arc<str>>,
}

#[component]
pub(crate) fn ModelDialog(props: &ModelDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let picker = use_node_ref();
    let on_pick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<web_sys::HtmlInputElement>() {
                files::open_picker(&input);
            }
        })
    };
    let on_file = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = files::chosen(&input).into_iter().next() {
                models::choose(&dispatcher, file);
            }
        })
    };
    let on_builtin = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| models::go_back(&dispatcher))
    };
    let (said, is_own) = match &props.tagging {
        Tagging::By { model, own: false } => {
            (format!("“{}”, the model that comes with this page.", model.name()), false)
        }
        Tagging::By { model, own: true } => (format!("“{}”, a model of your own.", model.name()), true),
        Tagging::Awaited | Tagging::Late => ("rules, until the model has been loaded.".to_owned(), false),
        Tagging::Rules => ("rules alone: the model could not be loaded.".to_owned(), false),
    };
    let again = props.open.clone().map(|id| {
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::DetectAgain(id.clone())));
        html! {
            <button type="button" class="tool" {onclick} data-testid="detect-again">{ "Find again in this article" }</button>
        }
    });
    html! {
        <Modal title="Model" testid="model-dialog">
            <p data-testid="model-name">{ "Names are found by " }{ said }</p>
            <p class="hint">
                { "Another model is a file that postil-train wrote. It is kept in this browser and used for what comes next; " }
                { "what you have accepted, corrected or rejected always stays." }
            </p>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_pick} data-testid="pick-model">
                    { "Use another model …" }
                </button>
                <button type="button" class="tool" onclick={on_builtin} disabled={!is_own} data-testid="builtin-model">
                    { "Use the built-in model" }
                </button>
                { again }
                <input ref={picker} type="file" hidden=true accept=".model" onchange={on_file}
                    aria-label="Model file" data-testid="model-input" />
            </div>
        </Modal>
    }
}
