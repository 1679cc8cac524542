//! Mentions grouped under one name: how often, in which wordings, and what to do with all of them at once.

use std::rc::Rc;

use postil_engine::{Document, Id, Status};
use yew::prelude::*;

use super::virtual_list::VirtualList;
use super::{Labels, Shared, label_class};
use crate::state::list::{Group, groups};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Filter};

/// Pixels a row; `--row-tall` in the styles.
const ROW: u32 = 72;

#[derive(Properties, PartialEq)]
pub(crate) struct EntityListProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub filter: Filter,
    pub selected: Option<Id>,
}

#[component]
pub(crate) fn EntityList(props: &EntityListProps) -> Html {
    let deps = (props.document.clone(), props.filter.clone());
    let groups =
        use_memo(deps, |(document, filter)| groups(document, filter).into_iter().map(Rc::new).collect::<Vec<_>>());
    let holds = |group: &Rc<Group>, id: Id| group.mentions.iter().any(|mention| mention.id == id);
    let current = props.selected.and_then(|id| groups.iter().position(|group| holds(group, id)));
    let count = groups.len();
    let row = {
        let (labels, selected) = (props.labels.clone(), props.selected);
        Callback::from(move |index: usize| match groups.get(index) {
            Some(group) => html! {
                <Row key={index} group={Rc::clone(group)} labels={labels.clone()} selected={selected} />
            },
            None => Html::default(),
        })
    };
    html! {
        <>
            <p class="empty" hidden={count > 0}>{ "Nothing to show here." }</p>
            <VirtualList {count} row_height={ROW} {current} label="Mentions by name" {row} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    group: Rc<Group>,
    labels: Labels,
    selected: Option<Id>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatcher = use_dispatcher();
    let group = &props.group;
    let ids: Vec<Id> = group.mentions.iter().map(|mention| mention.id).collect();
    let at = props.selected.and_then(|id| ids.iter().position(|mention| *mention == id));
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    // Pressing the row again goes on to the next mention.
    let next = ids.get(at.map_or(0, |at| (at + 1) % ids.len().max(1))).copied();
    let set = |status| on(Action::SetStatus { ids: ids.clone(), status, advance: false });
    let is_reviewed = group.mentions.iter().all(|mention| mention.status == Status::Accepted);
    let count = match (at, ids.len()) {
        (Some(at), len) if len > 1 => format!("{} of {len}", at + 1),
        (_, 1) => "1 mention".to_owned(),
        (_, len) => format!("{len} mentions"),
    };
    let aliases: Vec<&str> = group.aliases.iter().map(|alias| &**alias).collect();
    html! {
        <div class="list-row tall" role="listitem" data-selected={at.is_some().then_some("")} data-testid="entity-row">
            <button type="button" class="list-main" onclick={on(Action::Select(next))}>
                <span class="list-words">{ &*group.name }</span>
                <span class="list-also">{ if aliases.is_empty() { String::new() } else { format!("also {}", aliases.join(", ")) } }</span>
                <span class="list-meta">
                    <span class={classes!("chip", "tiny", label_class(&props.labels, &group.label))}>{ &*group.label }</span>
                    { count }
                </span>
            </button>
            <span class="list-tools">
                <button type="button" class="tool small" onclick={set(Status::Accepted)} disabled={is_reviewed}
                    title="Accept all mentions" aria-label={format!("Accept all mentions of {}", group.name)}>{ "✓" }</button>
                <button type="button" class="tool small" onclick={set(Status::Rejected)} title="Reject all mentions"
                    aria-label={format!("Reject all mentions of {}", group.name)}>{ "✗" }</button>
            </span>
        </div>
    }
}
