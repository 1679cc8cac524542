//! The lower part of the card of the mark in hand: what it is elsewhere, what it is related to, and what else lies here.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, LabelKind};
use yew::prelude::*;

use super::hints::use_hints;
use super::typed::Typed;
use super::{Labels, Shared};
use crate::state::relations::{Relating, shown};
use crate::state::store::use_dispatcher;
use crate::state::{Action, links};

#[derive(Properties, PartialEq)]
pub(crate) struct CardMoreProps {
    pub annotation: Arc<Annotation>,
    pub document: Shared<Document>,
    pub labels: Labels,
    /// The marks that lie here, the innermost first.
    pub pile: Vec<Id>,
}

#[component]
pub(crate) fn CardMore(props: &CardMoreProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let (document, id) = (&props.document, props.annotation.id);
    let relations = use_memo(document.clone(), |document| shown(document));
    let mine = relations.iter().filter(|row| row.from.id == id || row.to.id == id);
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let link = props.annotation.entity.and_then(|entity| document.entity(entity)?.link.clone());
    let on_link = {
        let (dispatcher, link) = (dispatcher.clone(), link.clone());
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            dispatcher.dispatch(Action::SetLink(id, Some(input.value().into())));
            // What is no link stays out of the document, and the field shows what is in it.
            if !input.value().trim().is_empty() && !links::is_link(input.value().trim()) {
                input.set_value(link.as_deref().unwrap_or_default());
            }
        })
    };
    let is_figure =
        props.labels.iter().any(|label| label.name == props.annotation.label && label.kind == LabelKind::Figure);
    let address = link.as_deref().and_then(links::address);
    let place = props.pile.iter().position(|other| *other == id).filter(|_| props.pile.len() > 1);
    html! {
        <div class="card-more" role="group" aria-label="Link and relations" data-testid="card-more">
            <ul class="card-relations">
                { for mine.map(|row| {
                    let is_from = row.from.id == id;
                    let other = if is_from { &row.to } else { &row.from };
                    let kind = &*row.relation.kind;
                    let line = if is_from { format!("{kind} → ") } else { format!("← {kind} ") };
                    html! {
                        <li key={row.relation.id} data-testid="card-relation">
                            <button type="button" class="relation-end" onclick={on(Action::Select(Some(other.id)))}>
                                <em>{ line }</em>{ document.text.slice(other.span) }
                            </button>
                            <button type="button" class="tool small quiet" onclick={on(Action::DeleteRelation(row.relation.id))}
                                aria-label={format!("Delete the relation {kind}")} title="Delete the relation">{ "×" }</button>
                        </li>
                    }
                }) }
            </ul>
            <div class="card-actions">
                if !is_figure || link.is_some() {
                    <label class="card-link">
                        <span>{ "Link" }</span>
                        <Typed key={id} value={link.as_deref().unwrap_or_default().to_owned()} onchange={on_link}
                            placeholder="Q42 or https://…" is_name=true testid="link" />
                    </label>
                    if let Some(address) = address {
                        <a class="tool small" href={address} target="_blank" rel="noreferrer noopener"
                            title="Opens the address in another tab" data-testid="open-link">{ "Open" }</a>
                    }
                }
                <button type="button" class="tool small" title={hints.titled("Relate it to another mark", "relate")}
                    onclick={on(Action::SetRelating(Some(Relating { from: id, kind: None })))} data-testid="relate">{ "Relate …" }</button>
                if let Some(place) = place {
                    <button type="button" class="tool small here" title={hints.titled("Next mark here", "next-here")}
                        onclick={on(Action::PickMark(props.pile.clone()))} data-testid="here">
                        { format!("{} of {} here", place + 1, props.pile.len()) }
                    </button>
                }
            </div>
        </div>
    }
}
