//! Download and copy: the formats in groups, what goes in, the start of the file, the proof, and what the file does not
//! say. What is chosen is remembered.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;
use yew::prelude::*;

use super::export_hooks::{Made, Wanted, use_formats, use_made};
use super::export_misfits::Misfits;
use super::export_options::ExportOptions;
use super::modal::Modal;
use super::{Labels, Shared, field_value};
use crate::effects::exchange::Written;
use crate::effects::{clipboard, focus, viewport};
use crate::state::exporting::{Choice, Kind, NATIVE, writable};
use crate::state::library::counted as counted_articles;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Notice, Threshold};

#[derive(Properties, PartialEq)]
pub(crate) struct ExportDialogProps {
    pub document: Shared<Document>,
    /// The library.
    pub documents: Shared<Vec<Rc<Document>>>,
    /// Whether these are the articles that were chosen, all of which are saved.
    pub is_chosen: bool,
    pub threshold: Threshold,
    pub labels: Labels,
    /// Suggestions below the threshold, which stay out of the file.
    pub left_out: usize,
    /// The name of the model in use.
    pub model: Option<String>,
    pub choice: Shared<Choice>,
    /// The formats as the worker told them; empty before it has.
    pub formats: Shared<Vec<Kind>>,
    pub can_undo: bool,
}

#[component]
pub(crate) fn ExportDialog(props: &ExportDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let (problem, on_again) = use_formats();
    let kinds = use_memo(props.formats.clone(), |formats| writable(formats));
    let is_known = !props.formats.is_empty() || problem.is_some();
    let found = kinds.iter().find(|kind| kind.id == props.choice.format);
    let kind = found.or_else(|| kinds.iter().find(|kind| is_known && &*kind.id == NATIVE)).cloned();
    let deps = (props.documents.clone(), props.threshold, props.document.clone(), props.choice.all || props.is_chosen);
    let documents = use_memo(deps, |(documents, threshold, document, all)| match all {
        true => documents.iter().map(|document| Shared(threshold.shown(document))).collect(),
        false => vec![document.clone()],
    });
    let wanted = Wanted {
        documents: documents.to_vec(),
        labels: props.labels.clone(),
        kind: kind.clone(),
        choice: props.choice.clone(),
        model: props.model.clone(),
    };
    let (made, last) = use_made(wanted);
    let name = kind.as_ref().map(|kind| kind.name.to_string()).unwrap_or_default();
    let on_download = {
        let (dispatcher, made) = (dispatcher.clone(), made.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(written) = made.ready() else { return };
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(Action::Notify(Some(save(written))));
        })
    };
    let on_copy = {
        let (dispatcher, made, name) = (dispatcher.clone(), made.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(written) = made.ready() else { return };
            let Some(text) = written.file.text() else { return };
            let (dispatcher, words) = (dispatcher.clone(), format!("Copied as {name}, {}", written.line));
            let copied = clipboard::copy(&text);
            wasm_bindgen_futures::spawn_local(async move {
                let notice = match copied.await {
                    Ok(()) => Notice::info(words),
                    Err(error) => Notice::problem(error.to_string()),
                };
                dispatcher.dispatch(Action::ShowDialog(None));
                dispatcher.dispatch(Action::Notify(Some(notice)));
            });
        })
    };
    let choose = {
        let (dispatcher, choice) = (dispatcher.clone(), Choice::clone(&props.choice));
        Callback::from(move |format: Arc<str>| {
            let choice = Choice { format, ..choice.clone() };
            dispatcher.dispatch(Action::SetExport(Box::new(choice)));
        })
    };
    let chosen = kind.as_ref().map(|kind| Arc::clone(&kind.id)).unwrap_or_default();
    let is_ready = made.ready().is_some();
    let can_copy = made.ready().is_some_and(|written| written.can_copy());
    // So that Enter saves, unless the person has gone elsewhere by then.
    let is_first = use_mut_ref(|| true);
    use_effect_with(is_ready, move |is_ready| {
        if *is_ready && is_first.replace(false) && focus::holder_of(".modal-head :focus").is_some() {
            focus::focus("[data-testid=download]");
        }
    });
    html! {
        <Modal title="Export" testid="export-dialog">
            <div class="export-dialog">
                <div class="export-kinds">
                    <Kinds kinds={Shared(kinds)} {chosen} onchoose={choose} />
                    if let Some(problem) = problem {
                        <p class="problem" role="alert" data-testid="formats-problem">{ problem }</p>
                        <button type="button" class="tool small" onclick={on_again}>{ "Try again" }</button>
                    } else if props.formats.is_empty() {
                        <p class="hint" role="status">{ "Loading the other formats …" }</p>
                    }
                </div>
                <div class="export-detail">
                    <div class="export-choices">
                        if props.is_chosen {
                            <p class="hint" data-testid="export-chosen">{ format!("Of the library: {} chosen.", counted_articles(props.documents.len())) }</p>
                        }
                        if let Some(kind) = kind {
                            <p class="export-about">{ &*kind.description }</p>
                            <ExportOptions {kind} choice={props.choice.clone()} labels={props.labels.clone()}
                                articles={if props.is_chosen { 1 } else { props.documents.len() }} />
                        }
                    </div>
                    <div class="export-result">
                    if let Some(written) = last.clone().filter(|written| !written.misfits.is_empty()) {
                        <Misfits written={Shared(written)} is_old={!is_ready} can_undo={props.can_undo} />
                    }
                    <Shown written={last.map(Shared)} is_old={!is_ready} />
                    </div>
                </div>
            </div>
            <div class="export-foot">
                { said(&made) }
                <p class="hint" hidden={props.left_out == 0 || props.choice.all || props.is_chosen} data-testid="left-out">
                    { format!("Without {} that the bar hides as less sure.", counted(props.left_out)) }
                </p>
                <div class="modal-actions">
                    <button type="button" class="tool primary" onclick={on_download} disabled={!is_ready}
                        data-testid="download">{ "Download" }</button>
                    <button type="button" class="tool" onclick={on_copy} disabled={!can_copy} data-testid="copy">
                        { "Copy" }
                    </button>
                    <span class="hint export-name">{ made.ready().map(|written| size(written)) }</span>
                </div>
            </div>
        </Modal>
    }
}

#[derive(Properties, PartialEq)]
struct KindsProps {
    kinds: Shared<Vec<Kind>>,
    chosen: Arc<str>,
    onchoose: Callback<Arc<str>>,
}

/// The formats under their headings: a list, and where there is no room for one a field to choose from.
#[component]
fn Kinds(props: &KindsProps) -> Html {
    let mut groups: Vec<(&str, Vec<&Kind>)> = Vec::new();
    for kind in props.kinds.iter() {
        match groups.iter_mut().find(|(name, _)| *name == &*kind.group) {
            Some((_, kinds)) => kinds.push(kind),
            None => groups.push((&kind.group, vec![kind])),
        }
    }
    let list = use_node_ref();
    {
        // What was chosen last may stand below what is seen of the list.
        let list = list.clone();
        use_effect_with(props.kinds.len(), move |_| {
            let list = list.cast::<web_sys::Element>();
            if let Some(chosen) = list.and_then(|list| list.query_selector("label:has(:checked)").ok().flatten()) {
                viewport::reveal(&chosen);
            }
        });
    }
    let on_select = props.onchoose.reform(|event: Event| Arc::from(field_value(&event)));
    let row = |kind: &Kind| {
        let id = Arc::clone(&kind.id);
        let onchange = props.onchoose.reform(move |_: Event| Arc::clone(&id));
        html! {
            <label class="export-kind">
                <input type="radio" name="format" checked={kind.id == props.chosen} {onchange}
                    data-testid={format!("format-{}", kind.id)} />
                <span><span class="export-kind-name">{ &*kind.name }</span><span class="hint">{ &*kind.description }</span></span>
            </label>
        }
    };
    html! {
        <>
            <div ref={list} class="export-list" role="radiogroup" aria-label="Format">
                { for groups.iter().map(|(name, kinds)| html! {
                    <div role="group" aria-label={name.to_string()}>
                        <h3 aria-hidden="true">{ *name }</h3>
                        { for kinds.iter().map(|kind| row(kind)) }
                    </div>
                }) }
            </div>
            <label class="export-field export-select">
                <span>{ "Format" }</span>
                <select onchange={on_select} data-testid="format-select">
                    { for groups.iter().map(|(name, kinds)| html! {
                        <optgroup label={name.to_string()}>
                            { for kinds.iter().map(|kind| html! {
                                <option value={kind.id.to_string()} selected={kind.id == props.chosen}>{ &*kind.name }</option>
                            }) }
                        </optgroup>
                    }) }
                </select>
            </label>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ShownProps {
    written: Option<Shared<Written>>,
    /// Whether it is of the choice before.
    is_old: bool,
}

/// The start of the file, and what it does not say.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let Some(written) = &props.written else { return Html::default() };
    html! {
        <div class="export-shown" data-old={props.is_old.then_some("")}>
            if let Some(shown) = &written.shown {
                <pre tabindex="0" aria-label="Start of the file" data-testid="export-preview">{ shown }{ if written.cut { "\n…" } else { "" } }</pre>
            }
            { for written.says.iter().map(|words| html! { <p class="export-says" data-testid="says">{ words }</p> }) }
        </div>
    }
}

fn said(made: &Made) -> Html {
    let (words, is_wrong) = match made {
        Made::Working => ("Writing and checking …".to_owned(), false),
        Made::Ready(written) => (written.line.clone(), false),
        Made::Failed(words) => (words.clone(), true),
    };
    html! {
        <p class={classes!("proof", is_wrong.then_some("problem"))} role="status" data-testid="proof"
            data-state={if matches!(made, Made::Working) { "working" } else { "done" }}>{ words }</p>
    }
}

fn counted(suggestions: usize) -> String {
    if suggestions == 1 { "1 suggestion".to_owned() } else { format!("{suggestions} suggestions") }
}

fn size(written: &Written) -> String {
    let (name, bytes) = (&written.file.name, written.file.size());
    if bytes < 1_000 { format!("{name}, {bytes} bytes") } else { format!("{name}, {} kB", bytes / 1_000) }
}

fn save(written: &Written) -> Notice {
    match written.file.save() {
        Ok(()) => Notice::info(format!("{} saved to your downloads, {}", written.file.name, written.line)),
        Err(error) => Notice::problem(error.to_string()),
    }
}
