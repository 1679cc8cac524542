//! The projects of this browser: which is open, going to another one, making one, deleting one; and what this one is called,
//! how it is labelled, and what its relative dates count from.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::modal::Modal;
use super::typed::Typed;
use super::{Shared, field_value};
use crate::effects::projects::{self, Deed, Done, Known};
use crate::state::project::TODAY;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Notice, Project, Saved};

#[derive(Properties, PartialEq)]
pub(crate) struct ProjectsDialogProps {
    pub saved: Shared<Saved>,
    /// Whether a project is being gone to.
    pub leaves: bool,
    /// Whether this page may change the library.
    pub may_edit: bool,
    /// What was said last, behind the dialog.
    pub notice: Option<Notice>,
}

/// The name that was typed into the form that was sent.
fn name_in(event: &SubmitEvent) -> String {
    let form: Element = event.target_unchecked_into();
    let field = form.query_selector("input:not([type])").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value().trim().to_owned()).unwrap_or_default()
}

#[component]
pub(crate) fn ProjectsDialog(props: &ProjectsDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let asked = use_state_eq(String::new);
    let named = use_state_eq(String::new);
    // What is typed and ticked stays while work goes on behind the dialog.
    let new_name = use_state_eq(String::new);
    let is_like = use_state_eq(|| true);
    let said = use_state_eq(String::new);
    let again = use_force_update();
    let project = &props.saved.project;
    {
        let again = again.clone();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                projects::repair().await;
                again.force_update();
            });
        });
    }
    let go = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |id: Rc<str>| dispatcher.dispatch(Action::GoToProject((*id).into())))
    };
    let act = {
        let (said, asked, named, go) = (said.setter(), asked.setter(), named.setter(), go.clone());
        Callback::from(move |deed: Deed| {
            let (said, asked, go) = (said.clone(), asked.clone(), go.clone());
            let is_deletion = matches!(deed, Deed::Delete(_));
            named.set(String::new());
            wasm_bindgen_futures::spawn_local(async move {
                match projects::act(deed).await {
                    Ok(Done::Created(id)) => go.emit(id),
                    Ok(Done::Said(words)) | Err(words) => said.set(words),
                }
                if is_deletion {
                    asked.set(String::new());
                }
            });
        })
    };
    let on_new = {
        let (saved, act, is_like) = (props.saved.clone(), act.clone(), *is_like);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let like = Some(&*saved.0).filter(|_| is_like);
            act.emit(Deed::Create(Box::new(projects::new(like, &name_in(&event)))));
        })
    };
    let on_like = {
        let is_like = is_like.clone();
        Callback::from(move |_: Event| is_like.set(!*is_like))
    };
    let set = |change: fn(&mut Project, String)| {
        let (dispatcher, project) = (dispatcher.clone(), Rc::clone(project));
        Callback::from(move |event: Event| {
            let mut project = (*project).clone();
            change(&mut project, field_value(&event));
            dispatcher.dispatch(Action::SetProject(Rc::new(project)));
        })
    };
    let row = |it: &Known| {
        let is_here = *it.id == *projects::here();
        let articles = if is_here { props.saved.documents.len() } else { it.articles() };
        let count = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
        let name = if is_here { project.title() } else { it.title() };
        let set_to = |state: &UseStateHandle<String>, id: &str| {
            let (state, id) = (state.setter(), id.to_owned());
            Callback::from(move |_: MouseEvent| state.set(id.clone()))
        };
        let ask = |id: &str| set_to(&asked, id);
        let on_name_ask = {
            let (named, new_name, key, name) = (named.setter(), new_name.setter(), it.key(), name.to_owned());
            Callback::from(move |_: MouseEvent| {
                named.set(key.clone());
                new_name.set(name.clone());
            })
        };
        let on_new_name = {
            let new_name = new_name.setter();
            Callback::from(move |event: InputEvent| new_name.set(field_value(&event)))
        };
        let on_back_up = {
            let (act, it, saved) = (act.clone(), it.clone(), Rc::clone(&props.saved.0));
            Callback::from(move |_: MouseEvent| {
                let (here, others) = if is_here { (Some(Rc::clone(&saved)), vec![]) } else { (None, vec![it.clone()]) };
                act.emit(Deed::BackUp { here, others });
            })
        };
        let on_delete = {
            let (act, it) = (act.clone(), it.clone());
            Callback::from(move |_: MouseEvent| act.emit(Deed::Delete(it.clone())))
        };
        let on_rename = {
            let (act, it) = (act.clone(), it.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                act.emit(Deed::Rename(it.clone(), name_in(&event)));
            })
        };
        let on_open = {
            let (go, id) = (go.clone(), Rc::clone(&it.id));
            Callback::from(move |_: MouseEvent| go.emit(Rc::clone(&id)))
        };
        let is_asked = *asked == it.key();
        html! {
            <li key={&*it.id} class={if is_asked { "labels-ask" } else { "set-row" }} data-testid="project" aria-current={is_here.then_some("true")}>
                if is_asked {
                    <div role="alert">
                        <p>{ format!("Delete “{name}”? Its {count}, marks, labels, list, guidelines and history go. This cannot be undone.") }</p>
                        <div class="labels-buttons">
                            <button type="button" class="tool" onclick={on_back_up} data-testid="project-back-up">{ "Back it up first" }</button>
                            <button type="button" class="tool" onclick={on_delete} data-testid="project-delete-sure">{ "Delete for good" }</button>
                            <button type="button" class="tool" onclick={ask("")}>{ "Keep it" }</button>
                        </div>
                    </div>
                } else if *named == it.key() {
                    <form class="table-tools" onsubmit={on_rename}>
                        <input value={(*new_name).clone()} oninput={on_new_name} required=true
                            aria-label={format!("New name of {name}")} data-testid="project-new-name" />
                        <button type="submit" class="tool small" data-testid="project-named">{ "Rename" }</button>
                        <button type="button" class="tool small" onclick={set_to(&named, "")}>{ "Cancel" }</button>
                    </form>
                } else {
                    <p class="set-name">{ name }<span class="hint">{ format!(" · {count}") }</span></p>
                    <div class="labels-buttons">
                        if is_here {
                            <span class="hint">{ "open now" }</span>
                        }
                        <button type="button" class="tool small" onclick={ask(&it.key())}
                            aria-label={format!("Delete {name}")}
                            data-testid={if is_here { "project-delete-open" } else { "project-delete" }}>{ "Delete …" }</button>
                        if !is_here {
                            <button type="button" class="tool small" onclick={on_name_ask} disabled={props.leaves}
                                aria-label={format!("Rename {name}")} data-testid="project-name-ask">{ "Rename …" }</button>
                            <button type="button" class="tool small" onclick={on_open} disabled={props.leaves}
                                aria-label={format!("Open {name}")} data-testid="project-open">{ "Open" }</button>
                        }
                    </div>
                }
            </li>
        }
    };
    let said = match &props.notice {
        Some(notice) if said.is_empty() => notice.words.to_string(),
        _ => (*said).clone(),
    };
    let is_fixed = !project.dates.is_empty() && &*project.dates != TODAY;
    let is_shut = !props.may_edit;
    html! {
        <Modal title="Projects" testid="projects-dialog">
            <p class="hint">
                { "Each has its own articles, labels, list, guidelines, history and choices for saving. Colours and keys are the \
                   same in all." }
            </p>
            <div class="label-sets">
                <ul>{ for projects::list().iter().map(row) }</ul>
                <form class="personal-add" onsubmit={on_new}>
                    <input placeholder="Name" aria-label="Name of a new project" required=true data-testid="project-name" />
                    <label class="choice"><input type="checkbox" checked={*is_like} onchange={on_like} />{ "with these labels and lists" }</label>
                    <button type="submit" class="tool" data-testid="project-new">{ "New project" }</button>
                </form>
                <p role="status" data-testid="project-said">{ said }</p>
                <h3>{ "This project" }</h3>
            </div>
            <div class="label-editor">
                <label><span>{ "Name" }</span>
                    <Typed value={project.title().to_owned()} disabled={is_shut} testid="project-rename"
                        onchange={set(|project, value| project.name = value.trim().into())} />
                </label>
                <label><span>{ "Guidelines: how to label. You can read them beside an article." }</span>
                    <Typed rows="6" value={project.guidelines.to_string()} disabled={is_shut} testid="project-guidelines"
                        onchange={set(|project, value| project.guidelines = value.into())} />
                </label>
                <label><span>{ "Where an article says no date, “Tuesday” and “last year” count from" }</span>
                    <select disabled={is_shut} data-testid="project-dates"
                        onchange={set(|project, value| project.dates = value.into())}>
                        <option value="" selected={project.dates.is_empty()}>{ "nothing: they have no value" }</option>
                        <option value={TODAY} selected={&*project.dates == TODAY}>{ "the day on which it is added" }</option>
                        <option value="2000-01-01" selected={is_fixed}>{ "a day of your choice" }</option>
                    </select>
                </label>
                if is_fixed {
                    <Typed kind="date" label="The day" value={project.dates.to_string()} disabled={is_shut}
                        testid="project-day" onchange={set(|project, value| project.dates = value.into())} />
                }
            </div>
        </Modal>
    }
}
