//! The side panel: annotations in text order, mentions grouped under one name, or what is looked for.

use postil_engine::{Document, Id};
use yew::prelude::*;

use super::annotation_list::AnnotationList;
use super::entity_list::EntityList;
use super::find::Find;
use super::{Labels, Shared};
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
}

#[component]
pub(crate) fn SidePanel(props: &SidePanelProps) -> Html {
    let dispatcher = use_dispatcher();
    let query = use_state_eq(Query::default);
    let tab = |panel: Panel, name: &'static str, testid: &'static str| {
        let dispatcher = dispatcher.clone();
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowPanel(panel)));
        html! {
            <button type="button" class="tab" aria-pressed={(props.panel == panel).to_string()} {onclick}
                data-testid={testid}>{ name }</button>
        }
    };
    html! {
        <aside class="side" aria-label="Annotations">
            <div class="tabs" role="group" aria-label="List">
                { tab(Panel::Annotations, "In text order", "tab-annotations") }
                { tab(Panel::Entities, "By name", "tab-entities") }
                { tab(Panel::Find, "Find", "tab-find") }
            </div>
            <div class="side-list">
                if props.panel == Panel::Annotations {
                    <AnnotationList document={props.document.clone()} labels={props.labels.clone()}
                        filter={props.filter.clone()} selected={props.selected} />
                } else if props.panel == Panel::Find {
                    <Find document={props.document.clone()} labels={props.labels.clone()} {query} />
                } else {
                    <EntityList document={props.document.clone()} labels={props.labels.clone()}
                        filter={props.filter.clone()} selected={props.selected} />
                }
            </div>
        </aside>
    }
}
