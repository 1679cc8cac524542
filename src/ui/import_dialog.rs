//! What became of files of other tools: as what each was read, what was found on the way, and a way to say what it is
//! when that was taken wrongly.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::modal::Modal;
use super::{Shared, field_value};
use crate::effects::intake_others;
use crate::state::Action;
use crate::state::exporting::Kind;
use crate::state::importing::Told;
use crate::state::store::use_dispatcher;

/// Findings of one file that are shown at once.
const MOST: usize = 200;
/// Files that could not be read that are named at the top.
const NAMED: usize = 3;

#[derive(Properties, PartialEq)]
pub(crate) struct ImportDialogProps {
    pub told: Shared<Vec<Told>>,
    pub formats: Shared<Vec<Kind>>,
    pub can_undo: bool,
}

#[component]
pub(crate) fn ImportDialog(props: &ImportDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let waiting = use_state_eq(|| None::<u32>);
    {
        let waiting = waiting.setter();
        use_effect_with(props.told.clone(), move |_| waiting.set(None));
    }
    let documents: usize = props.told.iter().map(|told| told.documents.len()).sum();
    let annotations: usize = props.told.iter().map(|told| told.annotations).sum();
    let here = match props.told.iter().map(|told| told.here).sum::<usize>() {
        0 => String::new(),
        1 => " 1 article is in the library already.".to_owned(),
        n => format!(" {n} articles are in the library already."),
    };
    let failed = props.told.iter().filter(|told| told.documents.is_empty() && told.problem.is_some());
    let failed: Vec<String> = failed.map(|told| told.names.join(", ")).collect();
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(action.clone());
        })
    };
    let on_close = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowDialog(None)))
    };
    let row = |(index, told): (usize, &Told)| {
        let on_format = told.key.map(|key| {
            let (dispatcher, all, waiting) = (dispatcher.clone(), Rc::clone(&props.told.0), waiting.setter());
            Callback::from(move |event: Event| {
                waiting.set(Some(key));
                intake_others::read_again(&dispatcher, &all, key, &Arc::from(field_value(&event)));
            })
        });
        html! {
            <li key={index} class="import-file" data-testid="import-file">
                <div class="import-head">
                    <span class="import-name">{ told.names.join(", ") }</span>
                    if let Some(on_format) = on_format {
                        <label>
                            <span class="hint">{ "read as" }</span>
                            <select onchange={on_format} disabled={waiting.is_some()} data-testid="read-as">
                                if told.format.is_none() {
                                    <option value="" selected=true disabled=true>{ "choose …" }</option>
                                }
                                { for props.formats.iter().filter(|kind| kind.reads).map(|kind| html! {
                                    <option value={kind.id.to_string()} selected={told.format.as_ref() == Some(&kind.id)}>{ &*kind.name }</option>
                                }) }
                            </select>
                        </label>
                    }
                </div>
                if waiting.is_some() && *waiting == told.key {
                    <p class="hint" role="status">{ "Reading …" }</p>
                } else if !told.documents.is_empty() {
                    <p class="hint">{ counted(told.documents.len(), told.annotations) }</p>
                }
                if let Some(problem) = &told.problem {
                    <p class="problem" data-testid="import-problem">{ &**problem }</p>
                }
                if !told.findings.is_empty() {
                    <ul class="import-findings" data-testid="findings">
                        { for told.findings.iter().take(MOST).map(|finding| html! {
                            <li>
                                if let Some(document) = finding.document.as_ref().filter(|_| told.documents.len() > 1) {
                                    <b>{ &**document }{ ": " }</b>
                                }
                                { &*finding.words }
                                { places(&finding.places) }
                            </li>
                        }) }
                        if told.findings.len() > MOST {
                            <li>{ format!("and {} more", told.findings.len() - MOST) }</li>
                        }
                    </ul>
                }
            </li>
        }
    };
    let more = if failed.len() > NAMED { ", …" } else { "" };
    let names = failed.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let failed = match failed.len() {
        0 => String::new(),
        1 => format!(" 1 file could not be read: {names}."),
        n => format!(" {n} files could not be read: {names}{more}."),
    };
    html! {
        <Modal title="Opened" testid="import-dialog">
            <p class="proof" role="status" data-testid="import-sum">
                { if documents > 0 { format!("Added {}.", counted(documents, annotations)) } else { "Nothing was added.".to_owned() } }
                { here }{ failed }
            </p>
            <ul class="import-files">{ for props.told.iter().enumerate().map(row) }</ul>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_close} data-testid="import-done">{ "Done" }</button>
                <button type="button" class="tool" onclick={on(Action::Undo)} disabled={documents == 0 || !props.can_undo}
                    data-testid="import-undo">{ "Take it back" }</button>
            </div>
        </Modal>
    }
}

/// Where it was found: one place as it is, several folded.
fn places(places: &[Arc<str>]) -> Html {
    match places {
        [] => Html::default(),
        [place] => html! { <span class="hint">{ " " }{ &**place }</span> },
        places => html! {
            <details>
                <summary>{ format!("All {}", places.len()) }</summary>
                <ul>{ for places.iter().take(MOST).map(|place| html! { <li>{ &**place }</li> }) }</ul>
            </details>
        },
    }
}

fn counted(documents: usize, annotations: usize) -> String {
    let articles = if documents == 1 { "1 article".to_owned() } else { format!("{documents} articles") };
    let marks = if annotations == 1 { "1 mark".to_owned() } else { format!("{annotations} marks") };
    format!("{articles} with {marks}")
}
