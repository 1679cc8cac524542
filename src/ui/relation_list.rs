//! The relations of the article, a row each: from which words, of which type, to which words.

use postil_engine::{Document, Id};
use yew::prelude::*;

use super::Shared;
use super::hints::use_hints;
use super::virtual_list::VirtualList;
use crate::state::Action;
use crate::state::relations::shown;
use crate::state::store::use_dispatcher;

/// Pixels a row; `--row` in the styles.
const ROW: u32 = 52;

#[derive(Properties, PartialEq)]
pub(crate) struct RelationListProps {
    pub document: Shared<Document>,
    pub selected: Option<Id>,
}

#[component]
pub(crate) fn RelationList(props: &RelationListProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let rows = use_memo(props.document.clone(), |document| shown(document));
    let count = rows.len();
    let has = |row: &crate::state::relations::Shown, id| row.from.id == id || row.to.id == id;
    let current = props.selected.and_then(|id| rows.iter().position(|row| has(row, id)));
    let row = {
        let (document, selected) = (props.document.clone(), props.selected);
        Callback::from(move |index: usize| {
            let Some(row) = rows.get(index) else { return Html::default() };
            let on = |action: Action| {
                let dispatcher = dispatcher.clone();
                Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
            };
            let (from, to) = (row.from.words(&document.text), row.to.words(&document.text));
            let (from, to) = (&*from, &*to);
            let kind = &*row.relation.kind;
            let is_here = selected.is_some_and(|id| has(row, id));
            // Pressing the row again goes to the other end.
            let next = if selected == Some(row.from.id) { row.to.id } else { row.from.id };
            html! {
                <div key={row.relation.id} class="list-row" role="listitem" data-selected={is_here.then_some("")}
                    aria-posinset={(index + 1).to_string()} aria-setsize={rows.len().to_string()} data-testid="relation-row">
                    <button type="button" class="list-main" onclick={on(Action::Select(Some(next)))}>
                        <span class="list-words">{ from }</span>
                        <span class="list-meta"><em>{ kind }</em>{ format!(" → {to}") }</span>
                    </button>
                    <span class="list-tools">
                        <button type="button" class="tool small" onclick={on(Action::DeleteRelation(row.relation.id))}
                            title="Delete the relation" aria-label={format!("Delete: {from} {kind} {to}")}>{ "×" }</button>
                    </span>
                </div>
            }
        })
    };
    let key = hints.key("relate").unwrap_or_default();
    html! {
        <>
            <p class="empty" hidden={count > 0}>
                { format!("No relations yet. Take a mark in hand and press {key} to relate it to another one.") }
            </p>
            <VirtualList {count} row_height={ROW} {current} label="Relations" {row} />
        </>
    }
}
