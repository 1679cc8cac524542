//! Whole sets: those that come with the page, the person's own, and files. A set is taken after it was said what
//! becomes of the labels in use that it does not have.

use std::sync::Arc;

use postil_engine::LabelDef;
use postil_formats::{LabelFile, file_stem};
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::Shared;
use crate::effects::{download, files, focus};
use crate::state::presets::{PRESETS, preset, suggest, without_place};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Fate, LabelChange, LabelSet, Notice, Saved};

#[derive(Properties, PartialEq)]
pub(crate) struct LabelSetsProps {
    pub saved: Shared<Saved>,
    /// The set that is to be taken.
    pub taking: Option<LabelSet>,
    pub ontake: Callback<Option<LabelSet>>,
}

#[component]
pub(crate) fn LabelSets(props: &LabelSetsProps) -> Html {
    let dispatcher = use_dispatcher();
    if let Some(set) = &props.taking {
        return html! { <Taking saved={props.saved.clone()} set={set.clone()} ontake={props.ontake.clone()} /> };
    }
    let saved = &props.saved;
    let choose = |set: LabelSet| {
        let (dispatcher, saved, ontake) = (dispatcher.clone(), saved.clone(), props.ontake.clone());
        Callback::from(move |_: MouseEvent| {
            if without_place(&saved, &set.labels).is_empty() {
                let change = LabelChange::Use { set: set.clone(), fates: Vec::new() };
                dispatcher.dispatch(Action::ChangeLabels(change));
            } else {
                ontake.emit(Some(set.clone()));
            }
        })
    };
    let row = |set: LabelSet, is_own: bool| {
        let is_used = set.labels == saved.labels;
        let used = if is_used { "In use" } else { "Use" };
        let on_forget = {
            let (dispatcher, name) = (dispatcher.clone(), set.name.clone());
            Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ForgetSet(name.clone())))
        };
        html! {
            <li class="set-row" key={format!("{is_own} {}", set.name)}>
                <div>
                    <p class="set-name">{ &*set.name }
                        <span class="hint">{ format!(" · {} labels", set.labels.len()) }</span></p>
                    <p class="set-labels">{ for set.labels.iter().map(chip) }</p>
                </div>
                <div class="labels-buttons">
                    if is_own {
                        <button type="button" class="tool small quiet" aria-label={format!("Forget the set {}", set.name)}
                            onclick={on_forget} data-testid={format!("forget-{}", set.name)}>{ "×" }</button>
                    }
                    <button type="button" class="tool small" disabled={is_used} onclick={choose(set.clone())}
                        aria-label={format!("{used}: {}", set.name)} data-testid={format!("use-{}", set.name)}>{ used }</button>
                </div>
            </li>
        }
    };
    let on_keep = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: Element = event.target_unchecked_into();
            let Some(input) = form.query_selector("input").ok().flatten() else { return };
            use wasm_bindgen::JsCast;
            let input: web_sys::HtmlInputElement = input.unchecked_into();
            dispatcher.dispatch(Action::KeepSet(input.value().into()));
            input.set_value("");
        })
    };
    let on_save = {
        let (dispatcher, saved) = (dispatcher.clone(), saved.clone());
        Callback::from(move |_: MouseEvent| {
            let known = saved.sets.iter().cloned().chain(PRESETS.iter().filter_map(|name| preset(name)));
            let name = known.into_iter().find(|set| set.labels == saved.labels).map_or("Labels".into(), |set| set.name);
            let file = LabelFile::new(&name, saved.labels.to_vec()).write();
            let file_name = format!("{}.postil-labels.json", file_stem(&name));
            let notice = match download::download(&file_name, "application/json", file.as_bytes()) {
                Ok(()) => Notice::info(format!("{file_name} saved to your downloads")),
                Err(error) => Notice::problem(error.to_string()),
            };
            dispatcher.dispatch(Action::Notify(Some(notice)));
        })
    };
    let on_open = Callback::from(|_: MouseEvent| files::ask());
    html! {
        <section class="label-sets" aria-label="Label sets" data-testid="label-sets">
            <h3>{ "Sets" }</h3>
            <ul>
                { for PRESETS.iter().filter_map(|name| preset(name)).map(|set| row(set, false)) }
                { for saved.sets.iter().cloned().map(|set| row(set, true)) }
            </ul>
            <form class="labels-new" onsubmit={on_keep}>
                <input placeholder="Name for the set as it is now" aria-label="Name for the set as it is now" autocomplete="off"
                    data-testid="set-name" />
                <button class="tool" data-testid="keep-set">{ "Keep" }</button>
            </form>
            <div class="labels-buttons">
                <button type="button" class="tool" onclick={on_save} data-testid="save-set">{ "Save as a file" }</button>
                <button type="button" class="tool" onclick={on_open} data-testid="open-set">{ "Open a file" }</button>
            </div>
        </section>
    }
}

/// A label of a set that may not be the one in use.
fn chip(label: &LabelDef) -> Html {
    html! { <span class={classes!("chip", "tiny", format!("h-{}", label.hue / 5 * 5))}>{ &*label.name }</span> }
}

#[derive(Properties, PartialEq)]
struct TakingProps {
    saved: Shared<Saved>,
    set: LabelSet,
    ontake: Callback<Option<LabelSet>>,
}

/// What becomes of each label in use that the set does not have.
#[component]
fn Taking(props: &TakingProps) -> Html {
    let dispatcher = use_dispatcher();
    let form = use_node_ref();
    use_effect_with((), |()| focus::focus(".label-taking :is(select, button)"));
    let (saved, set) = (&props.saved, &props.set);
    let open = without_place(saved, &set.labels);
    let on_use = {
        let (dispatcher, form, set, ontake) = (dispatcher.clone(), form.clone(), set.clone(), props.ontake.clone());
        let names: Vec<Arc<str>> = open.iter().map(|(name, _)| name.clone()).collect();
        Callback::from(move |_: MouseEvent| {
            let Some(form) = form.cast::<Element>() else { return };
            let chosen = |at: usize| {
                use wasm_bindgen::JsCast;
                let select = form.query_selector(&format!("[name=fate-{at}]")).ok().flatten()?;
                Some(select.dyn_into::<HtmlSelectElement>().ok()?.value())
            };
            let fate = |at: usize| match chosen(at).as_deref() {
                Some("-delete") => Fate::Delete,
                Some(value) if value != "-stay" => Fate::To(value.trim_start_matches('=').into()),
                _ => Fate::Stay,
            };
            let fates = names.iter().enumerate().map(|(at, name)| (name.clone(), fate(at))).collect();
            dispatcher.dispatch(Action::ChangeLabels(LabelChange::Use { set: set.clone(), fates }));
            ontake.emit(None);
        })
    };
    let on_cancel = props.ontake.reform(|_: MouseEvent| None);
    let row = |(at, (name, count)): (usize, &(Arc<str>, usize))| {
        let likely = suggest(&saved.labels, &set.labels, name);
        let hue = saved.label(name).map_or(60, |label| label.hue);
        html! {
            <li class="set-row">
                <span><span class={classes!("chip", format!("h-{}", hue / 5 * 5))}>{ &**name }</span>
                    <span class="hint">{ if *count == 1 { " 1 mark".to_owned() } else { format!(" {count} marks") } }</span></span>
                <select name={format!("fate-{at}")} aria-label={format!("{name} becomes")} data-testid={format!("becomes-{name}")}>
                    { for set.labels.iter().map(|label| html! {
                        <option value={format!("={}", label.name)} selected={likely == Fate::To(label.name.clone())}>
                            { format!("become {}", label.name) }</option>
                    }) }
                    <option value="-stay" selected={likely == Fate::Stay}>{ format!("keep the label {name}") }</option>
                    <option value="-delete">{ "are deleted" }</option>
                </select>
            </li>
        }
    };
    html! {
        <section ref={form} class="label-sets label-taking" aria-label={format!("Use {}", set.name)} data-testid="label-taking">
            <h3>{ format!("Use “{}”", set.name) }</h3>
            <p class="set-labels">{ for set.labels.iter().map(chip) }</p>
            if !open.is_empty() {
                <p>{ "These labels are in use and not in the set. In all articles their marks" }</p>
            }
            <ul>{ for open.iter().enumerate().map(row) }</ul>
            <div class="labels-buttons">
                <button type="button" class="tool primary" onclick={on_use} data-testid="take-set">{ "Use this set" }</button>
                <button type="button" class="tool" onclick={on_cancel} data-testid="leave-set">{ "Cancel" }</button>
            </div>
        </section>
    }
}
