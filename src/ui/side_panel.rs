//! The side panel: annotations in text order, mentions grouped under one name, what is looked for, what looks wrong,
//! relations, or the guidelines.

use std::sync::Arc;

use postil_engine::{Document, Id, LabelDef};
use yew::prelude::*;

use super::annotation_list::AnnotationList;
use super::check_list::CheckList;
use super::entity_list::EntityList;
use super::find::Find;
use super::relation_list::RelationList;
use super::{Labels, Shared};
use crate::state::check::Issue;
use crate::state::find::Query;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Filter, Panel};

#[derive(Properties, PartialEq)]
pub(crate) struct SidePanelProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub filter: Filter,
    pub selected: Option<Id>,
    pub panel: Panel,
    /// What looks wrong.
    pub issues: Shared<Vec<Issue>>,
    pub show_ignored: bool,
    /// How to label, in the whole project.
    pub guidelines: Arc<str>,
    /// Whether the detection is still under way.
    pub pending: bool,
}

#[component]
pub(crate) fn SidePanel(props: &SidePanelProps) -> Html {
    let dispatcher = use_dispatcher();
    let query = use_state_eq(Query::default);
    let to_check = props.issues.iter().filter(|issue| !issue.ignored).count();
    let tab = |panel: Panel, name: &'static str, testid: &'static str| {
        let dispatcher = dispatcher.clone();
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowPanel(panel)));
        html! {
            <button type="button" class="tab" aria-pressed={(props.panel == panel).to_string()} {onclick}
                data-testid={testid}>{ name }
                if panel == Panel::Check && to_check > 0 {
                    <span class="count">{ to_check }</span>
                }
            </button>
        }
    };
    html! {
        <aside class="side" aria-label="Annotations">
            <div class="tabs" role="group" aria-label="List">
                { tab(Panel::Annotations, "In order", "tab-annotations") }
                { tab(Panel::Entities, "By name", "tab-entities") }
                { tab(Panel::Find, "Find", "tab-find") }
                { tab(Panel::Check, "Check", "tab-check") }
                { tab(Panel::Relations, "Relations", "tab-relations") }
                if !props.guidelines.is_empty() || props.panel == Panel::Guidelines {
                    { tab(Panel::Guidelines, "Guide", "tab-guidelines") }
                }
            </div>
            <div class="side-list">
                { match props.panel {
                    Panel::Annotations => html! {
                        <AnnotationList document={props.document.clone()} labels={props.labels.clone()}
                            filter={props.filter.clone()} selected={props.selected} />
                    },
                    Panel::Entities => html! {
                        <EntityList document={props.document.clone()} labels={props.labels.clone()}
                            filter={props.filter.clone()} selected={props.selected} />
                    },
                    Panel::Find => html! {
                        <Find document={props.document.clone()} labels={props.labels.clone()} {query} />
                    },
                    Panel::Check => html! {
                        <CheckList document={props.document.clone()} labels={props.labels.clone()}
                            issues={props.issues.clone()} show_ignored={props.show_ignored} pending={props.pending} />
                    },
                    Panel::Guidelines => guidelines(&props.guidelines, &props.labels),
                    Panel::Relations => html! {
                        <RelationList document={props.document.clone()} selected={props.selected} />
                    },
                } }
            </div>
        </aside>
    }
}

/// Those of the project, then those of labels.
fn guidelines(words: &str, labels: &Labels) -> Html {
    let label = |label: &LabelDef| {
        html! { <><h3>{ &*label.name }</h3><p>{ &*label.guideline }</p></> }
    };
    let words =
        if words.is_empty() { "None for the whole project yet. Write them under “Projects”." } else { words };
    html! {
        <div class="guidelines" tabindex="0" role="region" aria-label="Guidelines" data-testid="guidelines">
            <p>{ words }</p>
            { for labels.iter().filter(|label| !label.guideline.is_empty()).map(label) }
        </div>
    }
}
