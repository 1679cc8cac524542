//! Everything about one label. Each change is made at once and is one step back; what touches marks is asked first.

use std::sync::Arc;

use postil_engine::{AttributeDef, Label, LabelDef, LabelKind};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::label_attributes::LabelAttributes;
use super::label_fate::LabelFate;
use super::typed::Typed;
use super::{Labels, Shared, field_value, label_class};
use crate::effects::focus;
use crate::state::commands::label_id;
use crate::state::keymap::Conflict;
use crate::state::labels::{HUES, taker, wrong_name};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Fate, Keymap, LabelChange};

#[derive(Properties, PartialEq)]
pub(crate) struct LabelEditorProps {
    pub labels: Labels,
    pub keys: Shared<Keymap>,
    pub label: LabelDef,
    /// Its marks in the open article, and in the library.
    pub counts: (usize, usize),
    /// Another label is to be edited, or none.
    pub onplace: Callback<Option<Arc<str>>>,
}

/// What is asked before a change is made.
#[derive(Clone, PartialEq)]
enum Ask {
    /// The marks, when the label gets this name.
    Rename(Arc<str>),
    /// The marks, when it goes.
    Remove,
    /// Whether to take a key from another.
    Key(char, String),
    /// Nothing: this cannot be.
    Wrong(String),
}

#[component]
pub(crate) fn LabelEditor(props: &LabelEditorProps) -> Html {
    let dispatcher = use_dispatcher();
    let ask = use_state_eq(|| None::<Ask>);
    {
        let (ask, is_key) = (ask.setter(), matches!(&*ask, Some(Ask::Key(..))));
        use_effect_with(props.label.name.clone(), move |_| ask.set(None));
        use_effect_with(is_key, |is_key| {
            if *is_key {
                focus::focus(".labels-ask button");
            }
        });
    }
    let label = &props.label;
    let name = &label.name;
    let all = props.counts.1;
    let dispatch = {
        let dispatcher = dispatcher.clone();
        move |change: LabelChange| dispatcher.dispatch(Action::ChangeLabels(change))
    };
    // The label with something else about it, at once.
    let changed = {
        let (dispatch, label) = (dispatch.clone(), label.clone());
        move |with: &dyn Fn(&mut LabelDef)| {
            let mut to = label.clone();
            with(&mut to);
            let fate = Fate::To(to.name.clone());
            if to != label {
                dispatch(LabelChange::Change { name: label.name.clone(), to, fate });
            }
        }
    };
    let on = |with: fn(&mut LabelDef, String)| {
        let (changed, ask) = (changed.clone(), ask.clone());
        Callback::from(move |event: Event| {
            ask.set(None);
            changed(&|label| with(label, field_value(&event)));
        })
    };
    let rename = {
        let (dispatch, label, onplace) = (dispatch.clone(), label.clone(), props.onplace.clone());
        move |to: Arc<str>, fate: Fate| {
            let change = LabelChange::Change {
                name: label.name.clone(),
                to: LabelDef { name: to.clone(), ..label.clone() },
                fate,
            };
            dispatch(change);
            onplace.emit(Some(to));
        }
    };
    let on_name = {
        let (ask, labels, own, rename) = (ask.clone(), props.labels.clone(), name.clone(), rename.clone());
        Callback::from(move |event: Event| {
            let to: Arc<str> = field_value(&event).trim().into();
            match wrong_name(&labels, Some(&own), &to) {
                _ if to == own => ask.set(None),
                Some(why) => ask.set(Some(Ask::Wrong(format!("{why}.")))),
                None if all > 0 => ask.set(Some(Ask::Rename(to))),
                None => rename(to.clone(), Fate::To(to)),
            }
        })
    };
    let on_key = {
        let (ask, changed, labels, keys, id) =
            (ask.clone(), changed.clone(), props.labels.clone(), props.keys.clone(), label_id(name));
        Callback::from(move |event: Event| {
            let value = field_value(&event);
            let mut chars = value.trim().chars();
            let key = match (chars.next(), chars.next()) {
                (None, _) => None,
                (Some(key), None) if !key.is_control() => Some(key),
                _ => return ask.set(Some(Ask::Wrong("A label’s key is one character.".to_owned()))),
            };
            let conflict = key.and_then(|key| Some((key, keys.label_conflict(&labels, &id, &key.to_string())?)));
            match conflict {
                None => {
                    ask.set(None);
                    changed(&|label| label.key = key);
                }
                Some((_, Conflict::Refused(why))) => ask.set(Some(Ask::Wrong(why))),
                Some((key, Conflict::Taken(other))) => {
                    ask.set(Some(Ask::Key(key, format!("{key} is a key of “{other}”."))));
                }
            }
        })
    };
    let on_hue = {
        let changed = changed.clone();
        Callback::from(move |event: Event| {
            let hue = field_value(&event).parse().ok();
            changed(&|label| label.hue = hue.unwrap_or(label.hue));
        })
    };
    let on_detects = {
        let (changed, labels) = (changed.clone(), label.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let found = Label::ALL.map(Label::name).into_iter();
            let value = input.value();
            let takes = |name: &&str| if **name == *value { input.checked() } else { labels.takes(name) };
            let detects: Vec<Arc<str>> = found.filter(takes).map(Into::into).collect();
            changed(&|label| label.detects = Some(detects.clone()));
        })
    };
    let on_attributes = {
        let (changed, ask) = (changed.clone(), ask.clone());
        Callback::from(move |attributes: Option<Vec<AttributeDef>>| match attributes {
            Some(attributes) => {
                ask.set(None);
                changed(&|label| label.attributes.clone_from(&attributes));
            }
            None => ask.set(Some(Ask::Wrong("Each attribute needs a name of its own.".to_owned()))),
        })
    };
    let on_move = |down: bool| {
        let (dispatch, name) = (dispatch.clone(), name.clone());
        Callback::from(move |_: MouseEvent| dispatch(LabelChange::Move { name: name.clone(), down }))
    };
    let remove = {
        let (dispatch, name, onplace) = (dispatch.clone(), name.clone(), props.onplace.clone());
        move |fate: Fate| {
            let next = if let Fate::To(to) = &fate { Some(to.clone()) } else { None };
            dispatch(LabelChange::Remove { name: name.clone(), fate });
            onplace.emit(next);
        }
    };
    let on_remove = {
        let (ask, remove) = (ask.clone(), remove.clone());
        Callback::from(move |_: MouseEvent| if all > 0 { ask.set(Some(Ask::Remove)) } else { remove(Fate::Delete) })
    };
    let on_fate = {
        let (ask, now) = (ask.clone(), (*ask).clone());
        Callback::from(move |fate: Option<Fate>| {
            ask.set(None);
            match (fate, &now) {
                (Some(fate), Some(Ask::Rename(to))) => rename(to.clone(), fate),
                (Some(fate), Some(Ask::Remove)) => remove(fate),
                _ => {}
            }
            focus::give_back(focus::holder_of("[data-testid=label-name], .labels-row"));
        })
    };
    let on_take = {
        let (ask, changed) = (ask.clone(), changed.clone());
        Callback::from(move |event: MouseEvent| {
            let button: Element = event.target_unchecked_into();
            if let (Some(Ask::Key(key, _)), true) = (&*ask, button.has_attribute("data-take")) {
                changed(&|label| label.key = Some(*key));
            }
            ask.set(None);
            focus::give_back(focus::holder_of("[data-testid=label-key]"));
        })
    };
    let at = props.labels.iter().position(|other| other.name == *name).unwrap_or(0);
    let swatches =
        HUES.iter().map(|hue| hue.0).chain((!HUES.iter().any(|hue| hue.0 == label.hue)).then_some(label.hue));
    let finds: Vec<&str> = Label::ALL.map(Label::name).into_iter().filter(|found| label.takes(found)).collect();
    let finds_words = if finds.is_empty() { "nothing: for work by hand".to_owned() } else { finds.join(", ") };
    let attributes: Vec<&str> = label.attributes.iter().map(|attribute| &*attribute.name).collect();
    let attributes = if attributes.is_empty() { "none".to_owned() } else { attributes.join(", ") };
    let fate = |renamed: Option<Arc<str>>, verb: &'static str| {
        html! {
            <LabelFate labels={props.labels.clone()} name={name.clone()} counts={props.counts} {renamed} {verb}
                onanswer={on_fate.clone()} />
        }
    };
    html! {
        <div class="label-editor" data-testid="label-editor">
            <div class="labels-line">
                <label class="grow"><span>{ "Name" }</span>
                    <Typed key={&**name} value={name.to_string()} onchange={on_name} is_name=true testid="label-name" />
                </label>
                <label><span>{ "Key" }</span>
                    <Typed key={&**name} class="label-key" value={label.key.map(String::from).unwrap_or_default()} onchange={on_key}
                        most="2" testid="label-key" />
                </label>
                <label><span>{ "Kind" }</span>
                    <select data-testid="label-kind" onchange={on(|label, value| {
                        label.kind = if value == "figure" { LabelKind::Figure } else { LabelKind::Entity };
                    })}>
                        <option value="entity" selected={label.kind == LabelKind::Entity}>{ "Name" }</option>
                        <option value="figure" selected={label.kind == LabelKind::Figure}>{ "Figure, with a value" }</option>
                    </select>
                </label>
            </div>
            <div role="status" data-testid="label-problem">
                if let Some(Ask::Wrong(why)) = &*ask {
                    <p class="problem">{ why }</p>
                }
            </div>
            { match &*ask {
                Some(Ask::Rename(to)) => fate(Some(to.clone()), "Rename"),
                Some(Ask::Key(_, words)) => html! {
                    <div class="labels-ask" role="group" aria-label="The key" data-testid="key-taken" onclick={on_take}>
                        <p>{ words }</p>
                        <div class="labels-buttons">
                            <button type="button" class="tool primary" data-take="" data-testid="key-take">{ "Take it" }</button>
                            <button type="button" class="tool">{ "Leave it" }</button>
                        </div>
                    </div>
                },
                _ => Html::default(),
            } }
            <div class="swatches" role="radiogroup" aria-label="Colour" onchange={on_hue}>
                { for swatches.map(|hue| {
                    let words = HUES.iter().find(|known| known.0 == hue).map_or("The colour that it has", |known| known.1);
                    let class = if hue == label.hue { label_class(&props.labels, name) } else { format!("h-{hue}") };
                    html! {
                        <input type="radio" name="hue" class={classes!("swatch", class)} value={hue.to_string()} key={hue}
                            checked={hue == label.hue} aria-label={words} title={words} data-testid={format!("hue-{hue}")} />
                    }
                }) }
            </div>
            <label><span>{ "What it covers, in a line" }</span>
                <Typed key={&**name} value={label.description.to_string()} testid="label-description"
                    onchange={on(|label, value| label.description = value.trim().into())} />
            </label>
            <label><span>{ "Guideline: how to decide in doubt" }</span>
                <Typed key={&**name} rows="3" value={label.guideline.to_string()} testid="label-guideline"
                    onchange={on(|label, value| label.guideline = value.trim().into())} />
            </label>
            <details key={format!("detects {name}")}>
                <summary data-testid="label-detects">{ "Found as " }<span class="hint">{ finds_words }</span></summary>
                <div class="detects" onchange={on_detects}>
                    { for Label::ALL.into_iter().filter(|found| found.kind() == label.kind).map(|found| {
                        let holder = taker(&props.labels, found).filter(|holder| holder.name != *name && *holder.name != *found.name());
                        html! {
                            <label class="choice">
                                <input type="checkbox" value={found.name()} checked={label.takes(found.name())}
                                    data-testid={format!("detects-{}", found.name())} />
                                <span>{ found.name() }
                                    <span class="hint">{ holder.map(|holder| format!(" · {}", holder.name)).unwrap_or_default() }</span>
                                </span>
                            </label>
                        }
                    }) }
                </div>
            </details>
            <details key={format!("attributes {name}")}>
                <summary data-testid="label-attributes">{ "Attributes " }<span class="hint">{ attributes }</span></summary>
                <LabelAttributes attributes={label.attributes.clone()} onchange={on_attributes} />
            </details>
            if *ask == Some(Ask::Remove) {
                { fate(None, "Delete the label") }
            } else {
                <div class="labels-buttons">
                    <button type="button" class="tool small" onclick={on_move(false)} disabled={at == 0} title="Alt+↑ in the list"
                        data-testid="label-up">{ "↑ Up" }</button>
                    <button type="button" class="tool small" onclick={on_move(true)} disabled={at + 1 == props.labels.len()}
                        title="Alt+↓ in the list" data-testid="label-down">{ "↓ Down" }</button>
                    <button type="button" class="tool small end" onclick={on_remove} disabled={props.labels.len() == 1}
                        data-testid="label-remove">{ if all > 0 { "Delete or merge …" } else { "Delete" } }</button>
                </div>
            }
        </div>
    }
}
