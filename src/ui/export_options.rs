//! What can be chosen for the files: which articles and marks, which names labels have, and what the format has beside.
//! Every change is remembered at once.

use std::sync::Arc;

use yew::prelude::*;

use super::typed::Typed;
use super::{Labels, Shared, field_value, label_class};
use crate::state::Action;
use crate::state::exporting::{Choice, Field, Kind, NATIVE, PARTS, PROFILES, is_number, is_switch, say};
use crate::state::store::{Dispatcher, use_dispatcher};

#[derive(Properties, PartialEq)]
pub(crate) struct ExportOptionsProps {
    pub kind: Kind,
    pub choice: Shared<Choice>,
    pub labels: Labels,
    /// Articles in the library.
    pub articles: usize,
}

/// A callback that remembers the choice as changed.
fn on<E: 'static>(dispatcher: &Dispatcher, choice: &Choice, change: impl Fn(&mut Choice, E) + 'static) -> Callback<E> {
    let (dispatcher, choice) = (dispatcher.clone(), choice.clone());
    Callback::from(move |event: E| {
        let mut choice = choice.clone();
        change(&mut choice, event);
        dispatcher.dispatch(Action::SetExport(Box::new(choice)));
    })
}

#[component]
pub(crate) fn ExportOptions(props: &ExportOptionsProps) -> Html {
    let dispatcher = use_dispatcher();
    let choice = &*props.choice;
    let radio = |label: String, is_on: bool, group: &'static str, testid: &'static str, set: fn(&mut Choice)| {
        html! {
            <label class="choice">
                <input type="radio" name={group} checked={is_on} data-testid={testid}
                    onchange={on(&dispatcher, choice, move |choice, _: Event| set(choice))} />
                { label }
            </label>
        }
    };
    let is_own = &*props.kind.id == NATIVE;
    let all = if props.kind.says_status { "All, each with its status" } else { "Suggested and accepted" };
    let own = |more: bool| props.kind.choices.iter().filter(move |field| field.is_more == more);
    let asides = choice.asides();
    let on_asides = on(&dispatcher, choice, move |choice, _: Event| *choice = choice.clone().with_asides(!asides));
    html! {
        <div class="export-options">
            if props.articles > 1 {
                <fieldset>
                    <legend>{ "Articles" }</legend>
                    { radio("This article".to_owned(), !choice.all, "scope", "export-this", |choice| choice.all = false) }
                    { radio(format!("All {} of the library", props.articles), choice.all, "scope", "export-library", |choice| choice.all = true) }
                </fieldset>
            }
            <fieldset>
                <legend>{ "Marks" }</legend>
                { radio(all.to_owned(), !choice.accepted, "statuses", "export-all", |choice| choice.accepted = false) }
                { radio("Accepted only".to_owned(), choice.accepted, "statuses", "export-accepted", |choice| choice.accepted = true) }
                <label class="choice">
                    <input type="checkbox" checked={asides} onchange={on_asides} data-testid="export-asides" />
                    { "Also in captions, credits and promos" }
                </label>
            </fieldset>
            if own(false).next().is_some() {
                <fieldset>
                    <legend>{ &*props.kind.name }</legend>
                    { for own(false).map(|field| own_choice(field, choice, &dispatcher)) }
                </fieldset>
            }
            if !is_own {
                <Names choice={props.choice.clone()} labels={props.labels.clone()} />
                if own(true).next().is_some() {
                    <details class="export-more">
                        <summary data-testid="export-more">{ "Invented names, training and test" }
                            <span class="hint">{ if own(true).all(|field| *choice.value(field) == field.value) { "off" } else { "on" } }</span>
                        </summary>
                        <div class="export-own">{ for own(true).map(|field| own_choice(field, choice, &dispatcher)) }</div>
                    </details>
                }
                <details class="export-more">
                    <summary>{ "Parts of the article" }<span class="hint">{ counted(PARTS.len() - choice.parts_out.len(), PARTS.len()) }</span></summary>
                    <div class="export-parts">
                        { for PARTS.iter().map(|part| {
                            let (part, is_in) = (*part, !choice.parts_out.contains(part));
                            let onchange = on(&dispatcher, choice, move |choice, _: Event| {
                                choice.parts_out.retain(|other| *other != part);
                                if is_in {
                                    choice.parts_out.push(part);
                                }
                            });
                            html! {
                                <label class="choice"><input type="checkbox" checked={is_in} {onchange} />{ part.name().replace('_', " ") }</label>
                            }
                        }) }
                    </div>
                </details>
            }
        </div>
    }
}

fn counted(chosen: usize, all: usize) -> String {
    if chosen == all { format!("all {all}") } else { format!("{chosen} of {all}") }
}

/// A choice that the format brings along.
fn own_choice(field: &Field, choice: &Choice, dispatcher: &Dispatcher) -> Html {
    let value = choice.value(field);
    let testid = format!("option-{}", field.id);
    let onchange = {
        let (field, is_on) = (field.clone(), &**value == "true");
        on(dispatcher, choice, move |choice, event: Event| {
            let said =
                if is_switch(&field.value) { (!is_on).to_string() } else { field_value(&event).trim().to_owned() };
            say(&mut choice.values, &field.id, Some(said.into()));
        })
    };
    if field.values.is_empty() && is_switch(value) {
        return html! {
            <label class="choice">
                <input type="checkbox" checked={&**value == "true"} {onchange} data-testid={testid} />{ &*field.name }
            </label>
        };
    }
    let input = if field.values.is_empty() {
        html! {
            <Typed kind={is_number(value).then_some("number")} value={value.to_string()} {onchange} {testid} />
        }
    } else {
        html! {
            <select {onchange} data-testid={testid}>
                { for field.values.iter().map(|(known, words)| html! {
                    <option value={known.to_string()} selected={known == value}>{ &**words }</option>
                }) }
            </select>
        }
    };
    html! { <label class="export-field"><span>{ &*field.name }</span>{ input }</label> }
}

#[derive(Properties, PartialEq)]
struct NamesProps {
    choice: Shared<Choice>,
    labels: Labels,
}

/// Which labels go in, and under which names.
#[component]
fn Names(props: &NamesProps) -> Html {
    let dispatcher = use_dispatcher();
    let choice = &*props.choice;
    let on_profile = on(&dispatcher, choice, |choice, event: Event| choice.profile = field_value(&event).into());
    let row = |(index, label): (usize, &postil_engine::LabelDef)| {
        let name = &label.name;
        let is_in = !choice.without.contains(name);
        let on_in = {
            let name = Arc::clone(name);
            on(&dispatcher, choice, move |choice, _: Event| {
                choice.without.retain(|other| *other != name);
                if is_in {
                    choice.without.push(Arc::clone(&name));
                }
            })
        };
        let on_name = {
            let name = Arc::clone(name);
            on(&dispatcher, choice, move |choice, event: Event| {
                let to = field_value(&event);
                say(&mut choice.rename, &name, Some(to.trim()).filter(|to| !to.is_empty()).map(Arc::from));
            })
        };
        html! {
            <li key={index}>
                <label class="choice">
                    <input type="checkbox" checked={is_in} onchange={on_in} data-testid={format!("label-in-{name}")} />
                    <span class={classes!("chip", "tiny", label_class(&props.labels, name))}>{ &**name }</span>
                </label>
                <Typed value={choice.renamed(name).map(|to| to.to_string()).unwrap_or_default()} onchange={on_name}
                    label={format!("Name of {name} in the file")} placeholder="name in the file" is_name=true
                    disabled={!is_in} testid={format!("label-as-{name}")} />
            </li>
        }
    };
    let count = props.labels.iter().filter(|label| !choice.without.contains(&label.name)).count();
    let renamed = props.labels.iter().filter(|label| choice.renamed(&label.name).is_some()).count();
    let mut said = counted(count, props.labels.len());
    if renamed > 0 {
        said += &format!(", {renamed} renamed");
    }
    html! {
        <>
            <label class="export-field">
                <span>{ "Names of labels" }</span>
                <select onchange={on_profile} data-testid="export-profile">
                    { for PROFILES.iter().map(|(id, words)| html! {
                        <option value={*id} selected={*id == &*choice.profile}>{ *words }</option>
                    }) }
                </select>
            </label>
            <details class="export-more">
                <summary data-testid="export-labels">{ "Labels" }<span class="hint">{ said }</span></summary>
                <ul class="export-labels">{ for props.labels.iter().enumerate().map(row) }</ul>
            </details>
        </>
    }
}
