//! Download and copy. The file is made and checked while the dialog is open, so what it says is about the very file.

use std::borrow::Cow;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Source};
use postil_formats::{Format, Generator, Output, Statuses, WriteOptions, native};
use yew::prelude::*;

use super::modal::Modal;
use super::{Labels, Shared};
use crate::effects::{clipboard, download};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Notice};

/// What is saved: Postil's own JSON.
static FORMAT: &Format = &native::FORMAT;

#[derive(Properties, PartialEq)]
pub(crate) struct ExportDialogProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    /// Suggestions below the threshold, which stay out of the file.
    pub left_out: usize,
    /// The name of the model in use.
    pub model: Option<String>,
}

#[component]
pub(crate) fn ExportDialog(props: &ExportDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let accepted = use_state_eq(|| false);
    let asides = use_state_eq(|| true);
    let deps = (props.document.clone(), props.labels.clone(), *accepted, *asides, props.model.clone());
    let output = use_memo(deps, |(document, labels, accepted, asides, model)| {
        let statuses = if *accepted { Statuses::Accepted } else { Statuses::All };
        // Named where it had a part in what is written.
        let is_by_model = |a: &Arc<Annotation>| matches!(&a.source, Source::Detector { rule } if &**rule == "model");
        let model = model.clone().filter(|_| document.annotations.iter().any(is_by_model)).map(Cow::Owned);
        let generator = Generator { model, ..Generator::default() };
        let options = WriteOptions { statuses, asides: *asides, generator };
        FORMAT.write(std::slice::from_ref(&**document), labels, &options).map_err(|error| error.to_string())
    });
    let choose = |state: UseStateHandle<bool>, to: bool| Callback::from(move |_: Event| state.set(to));
    let on_asides = {
        let asides = asides.clone();
        Callback::from(move |_: Event| asides.set(!*asides))
    };
    let on_download = {
        let (dispatcher, output) = (dispatcher.clone(), output.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(output) = &*output else { return };
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(Action::Notify(Some(save(output))));
        })
    };
    let on_copy = {
        let (dispatcher, output) = (dispatcher.clone(), output.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(output) = &*output else { return };
            let (dispatcher, spans) = (dispatcher.clone(), output.verified.spans);
            let copied = clipboard::copy(&String::from_utf8_lossy(&output.body));
            wasm_bindgen_futures::spawn_local(async move {
                let notice = match copied.await {
                    Ok(()) => Notice::info(format!("Copied as JSON, {spans} of {spans} spans verified")),
                    Err(error) => Notice::problem(error.to_string()),
                };
                dispatcher.dispatch(Action::ShowDialog(None));
                dispatcher.dispatch(Action::Notify(Some(notice)));
            });
        })
    };
    let (proof, is_wrong) = match &*output {
        Ok(output) => (proof(output), false),
        Err(error) => (error.clone(), true),
    };
    let radio = |label: &'static str, is_on: bool, to: bool, testid: &'static str| {
        html! {
            <label class="choice">
                <input type="radio" name="statuses" checked={is_on} onchange={choose(accepted.clone(), to)}
                    data-testid={testid} />
                { label }
            </label>
        }
    };
    let name = output.as_ref().as_ref().map(|output| output.file_name.clone()).unwrap_or_default();
    html! {
        <Modal title="Export" testid="export-dialog">
            <fieldset>
                <legend>{ "Which marks" }</legend>
                { radio("All: suggested, accepted and rejected, each with its status", !*accepted, false, "export-all") }
                { radio("Accepted only", *accepted, true, "export-accepted") }
            </fieldset>
            <label class="choice">
                <input type="checkbox" checked={*asides} onchange={on_asides} data-testid="export-asides" />
                { "Include captions, credits and promos" }
            </label>
            <p class={classes!("proof", is_wrong.then_some("problem"))} role="status" data-testid="proof">{ proof }</p>
            <p class="hint" hidden={props.left_out == 0} data-testid="left-out">
                { format!("Without {} that the bar hides as less sure.", counted(props.left_out)) }
            </p>
            <p class="hint">{ name }</p>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_download} disabled={is_wrong}
                    data-testid="download">{ "Download JSON" }</button>
                <button type="button" class="tool" onclick={on_copy} disabled={is_wrong} data-testid="copy">
                    { "Copy JSON" }
                </button>
            </div>
        </Modal>
    }
}

fn counted(suggestions: usize) -> String {
    if suggestions == 1 { "1 suggestion".to_owned() } else { format!("{suggestions} suggestions") }
}

fn proof(output: &Output) -> String {
    format!("{} of {} spans verified", output.verified.spans, output.verified.total)
}

fn save(output: &Output) -> Notice {
    match download::download(&output.file_name, output.mime, &output.body) {
        Ok(()) => Notice::info(format!("{} saved to your downloads, {}", output.file_name, proof(output))),
        Err(error) => Notice::problem(error.to_string()),
    }
}
