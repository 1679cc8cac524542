//! The label set: its labels in a list, and beside it (on a phone in its place) one of them or whole sets.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{LabelDef, LabelKind};
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::label_editor::LabelEditor;
use super::label_sets::LabelSets;
use super::modal::Modal;
use super::{Labels, Shared, label_class};
use crate::effects::focus;
use crate::state::commands::label_id;
use crate::state::labels::{counts, free_hue, wrong_name};
use crate::state::store::use_dispatcher;
use crate::state::{Action, LabelChange, LabelSet, Notice, Saved};

#[derive(Properties, PartialEq)]
pub(crate) struct LabelsDialogProps {
    pub saved: Shared<Saved>,
    /// A set from a file, to take or to leave.
    pub offered: Option<LabelSet>,
    pub can_undo: bool,
    pub notice: Option<Notice>,
}

/// What stands beside the list.
#[derive(Clone, PartialEq)]
enum Place {
    /// Nothing that was asked for: on a phone the list alone.
    List,
    /// The sets, and one that is to be taken.
    Sets(Option<LabelSet>),
    /// The label of that name.
    Label(Arc<str>),
}

#[component]
pub(crate) fn LabelsDialog(props: &LabelsDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let place = use_state_eq(|| Place::List);
    let wrong = use_state_eq(|| None::<&'static str>);
    {
        let place = place.setter();
        use_effect_with(props.offered.clone(), move |offered| {
            if offered.is_some() {
                place.set(Place::Sets(offered.clone()));
            }
        });
    }
    let saved = &props.saved;
    let labels: Labels = Shared(Rc::clone(&saved.labels));
    let keys = Shared(Rc::clone(&saved.settings.keys));
    let counts = use_memo(saved.clone(), |saved| counts(saved));
    let at = match &*place {
        Place::Label(name) => labels.iter().position(|label| label.name == *name),
        _ => None,
    };
    let go = |to: Place| {
        let (place, wrong) = (place.clone(), wrong.clone());
        Callback::from(move |_: MouseEvent| {
            wrong.set(None);
            place.set(to.clone());
        })
    };
    // Arrows go from label to label; with Alt they take the label along.
    let onkeydown = {
        let (dispatcher, labels) = (dispatcher.clone(), labels.clone());
        Callback::from(move |event: KeyboardEvent| {
            let down = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            let target: Element = event.target_unchecked_into();
            let row = target.closest("[data-row]").ok().flatten();
            let Some(at) = row.and_then(|row| row.get_attribute("data-row")?.parse::<usize>().ok()) else { return };
            event.prevent_default();
            if let Some(label) = labels.get(at).filter(|_| event.alt_key()) {
                let change = LabelChange::Move { name: label.name.clone(), down };
                dispatcher.dispatch(Action::ChangeLabels(change));
                focus::give_back(focus::holder());
            } else if let Some(next) = if down { Some(at + 1) } else { at.checked_sub(1) } {
                focus::focus(&format!(".labels-list [data-row='{next}']"));
            }
        })
    };
    let on_add = {
        let (dispatcher, labels, place, wrong) = (dispatcher.clone(), labels.clone(), place.clone(), wrong.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: Element = event.target_unchecked_into();
            let Some(input) = form.query_selector("input").ok().flatten() else { return };
            use wasm_bindgen::JsCast;
            let input: HtmlInputElement = input.unchecked_into();
            let name: Arc<str> = input.value().trim().into();
            let why = wrong_name(&labels, None, &name);
            wrong.set(why);
            if why.is_none() {
                let label = LabelDef::new(&name, LabelKind::Entity, free_hue(&labels));
                dispatcher.dispatch(Action::ChangeLabels(LabelChange::Add(label)));
                input.set_value("");
                place.set(Place::Label(name));
                wasm_bindgen_futures::spawn_local(async {
                    crate::effects::frames::drawn().await;
                    focus::focus("[data-testid=label-key]");
                });
            }
        })
    };
    let row = |(index, label): (usize, &LabelDef)| {
        let (here, all) = counts.get(index).copied().unwrap_or_default();
        let is_at = at == Some(index);
        let kind = if label.kind == LabelKind::Entity { "name" } else { "figure" };
        html! {
            <li key={label.name.to_string()}>
                <button type="button" class="labels-row" data-row={index.to_string()} aria-current={is_at.then_some("true")}
                    onclick={go(Place::Label(label.name.clone()))} title={label.description.to_string()}
                    data-testid={format!("row-{}", label.name)}>
                    <span class={classes!("chip", label_class(&labels, &label.name))}>{ &*label.name }</span>
                    <span class="labels-about">{ &*label.description }</span>
                    <span class="hint labels-kind">{ kind }</span>
                    <span class="labels-key">
                        if let Some(key) = keys.hint(&labels, &label_id(&label.name)) {
                            <kbd>{ &key }</kbd>
                        }
                    </span>
                    <span class="count">{ here }<span class="visually-hidden">{ " here," }</span></span>
                    <span class="count">{ all }<span class="visually-hidden">{ " in the library" }</span></span>
                </button>
            </li>
        }
    };
    let on_place = {
        let place = place.clone();
        Callback::from(move |name: Option<Arc<str>>| place.set(name.map_or(Place::List, Place::Label)))
    };
    let on_take = {
        let place = place.clone();
        Callback::from(move |set: Option<LabelSet>| place.set(Place::Sets(set)))
    };
    let label = at.and_then(|at| labels.get(at)).cloned();
    let taking = if let Place::Sets(taking) = &*place { taking.clone() } else { None };
    let is_list = label.is_none() && !matches!(&*place, Place::Sets(_));
    let on_undo = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Undo))
    };
    html! {
        <Modal title="Labels" testid="labels-dialog">
            <div class="labels-dialog" data-at={if is_list { "list" } else { "detail" }}>
                <div class="labels-side">
                    <div class="labels-heads hint" aria-hidden="true"><span>{ "here" }</span><span>{ "library" }</span></div>
                    <ul class="labels-list" aria-label="Labels" {onkeydown}>{ for labels.iter().enumerate().map(row) }</ul>
                    <form class="labels-new" onsubmit={on_add}>
                        <input placeholder="New label" aria-label="New label" autocomplete="off" spellcheck="false" data-testid="new-label" />
                        <button class="tool" data-testid="add-label">{ "Add" }</button>
                        <button type="button" class="tool" onclick={go(Place::Sets(None))} aria-pressed={matches!(&*place, Place::Sets(_)).to_string()}
                            data-testid="sets">{ "Sets" }</button>
                    </form>
                    <p class="problem" role="status" data-testid="new-problem">{ wrong.unwrap_or_default() }</p>
                </div>
                <div class="labels-detail">
                    <button type="button" class="tool labels-back" onclick={go(Place::List)} data-testid="labels-back">{ "‹ All labels" }</button>
                    if let Some(label) = label {
                        <LabelEditor labels={labels.clone()} {keys} {label} onplace={on_place}
                            counts={at.and_then(|at| counts.get(at)).copied().unwrap_or_default()} />
                    } else {
                        <LabelSets saved={saved.clone()} {taking} ontake={on_take} />
                    }
                </div>
            </div>
            <div class="labels-foot">
                <p class="hint" role="status" data-testid="labels-said">
                    { props.notice.as_ref().map_or("Counts include what was rejected. Every change can be undone.".to_owned(), |notice| notice.words.to_string()) }
                </p>
                <button type="button" class="tool small" onclick={on_undo} disabled={!props.can_undo} data-testid="labels-undo">{ "Undo" }</button>
            </div>
        </Modal>
    }
}
