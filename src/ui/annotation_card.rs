//! What floats below the mark in hand: its label, where it came from, its value and note, and everything that can be
//! done with it.

use std::sync::Arc;

use postil_engine::{Annotation, LabelKind, Status};
use yew::prelude::*;

use super::attribute_fields::AttributeFields;
use super::hints::use_hints;
use super::label_picker::LabelPicker;
use super::typed::Typed;
use super::value_fields::ValueFields;
use super::{Labels, label_class, status_word};
use crate::effects::viewport;
use crate::state::caret::{Motion, Side, Unit};
use crate::state::currency::Bare;
use crate::state::meaning::meaning;
use crate::state::store::use_dispatcher;
use crate::state::{Action, labels, why, words};

#[derive(Properties, PartialEq)]
pub(crate) struct AnnotationCardProps {
    pub annotation: Arc<Annotation>,
    pub labels: Labels,
    pub words: AttrValue,
    /// Where it comes from.
    pub why: AttrValue,
    /// The full name of the entity, where the words are another.
    pub name: Option<AttrValue>,
    /// What to say of an amount whose words leave the country open.
    pub bare: Option<Bare>,
}

#[component]
pub(crate) fn AnnotationCard(props: &AnnotationCardProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let annotation = &props.annotation;
    let id = annotation.id;
    let picking = use_state_eq(|| None);
    let is_picking = *picking == Some(id);
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let set = |status| Action::SetStatus { ids: vec![id], status, advance: false };
    let body = use_node_ref();
    {
        let body = body.clone();
        // The labels make it larger, perhaps over the edge of the screen.
        use_effect_with(is_picking, move |is_picking| {
            if let Some(body) = body.cast::<web_sys::Element>().filter(|_| *is_picking) {
                viewport::scroll_into_view(&body);
            }
        });
    }
    let on_toggle = {
        let picking = picking.clone();
        Callback::from(move |_: MouseEvent| picking.set((!is_picking).then_some(id)))
    };
    let onpick = {
        let (dispatcher, picking) = (dispatcher.clone(), picking.clone());
        Callback::from(move |label: Arc<str>| {
            picking.set(None);
            dispatcher.dispatch(Action::Relabel { ids: vec![id], label });
        })
    };
    let on_note = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            dispatcher.dispatch(Action::SetNote(id, Some(input.value().into())));
        })
    };
    let boundary = |side, forward| on(Action::MoveBoundary { side, motion: Motion { by: Unit::Word, forward } });
    let own = props.labels.iter().find(|label| label.name == annotation.label);
    let about = own.map(labels::advice).filter(|advice| !advice.is_empty());
    let guideline = own.map(|label| label.guideline.to_string()).unwrap_or_default();
    let is_figure = own.is_some_and(|label| label.kind == LabelKind::Figure) || annotation.value.is_some();
    let status = match annotation.status {
        Status::Suggested => "Suggested · ",
        Status::Accepted => "Accepted · ",
        Status::Rejected => "Rejected · ",
    };
    let note = annotation.note.as_deref().unwrap_or_default().to_owned();
    html! {
        <div ref={body} class="card-body" role="dialog" aria-label="The mark in hand" data-testid="annotation-card">
            <div class="card-head">
                <button type="button" class={classes!("chip", label_class(&props.labels, &annotation.label))}
                    onclick={on_toggle} aria-expanded={is_picking.to_string()}
                    title={format!("Change the label{}{}", if about.is_some() { "\n\n" } else { "" }, about.as_deref().unwrap_or_default())}
                    data-testid="card-label">
                    <span>{ &*annotation.label }</span><span aria-hidden="true">{ "▾" }</span>
                </button>
                <span class="card-words">{ &props.words }</span>
                <button type="button" class="tool small" onclick={on(Action::Select(None))} title={hints.titled("Close", "let-go")}
                    aria-label="Close">{ "×" }</button>
            </div>
            <div class="card-picker" hidden={!is_picking}>
                if is_picking {
                    <LabelPicker labels={props.labels.clone()} current={annotation.label.clone()} {onpick}
                        hint={about.clone().unwrap_or_default()} />
                }
            </div>
            <p class="hint advice" hidden={guideline.is_empty() || is_picking} data-testid="card-guideline">{ guideline }</p>
            <p class="card-origin">{ status }<span data-testid="why">{ &props.why }</span>
                if let Some(name) = &props.name {
                    <span class="card-name">{ format!(" · {name}") }</span>
                }
            </p>
            <div class="card-value" hidden={!is_figure}>
                if is_figure {
                    <ValueFields annotation={annotation.clone()} meaning={meaning(&props.labels, annotation)} bare={props.bare.clone()} />
                }
            </div>
            <AttributeFields annotation={annotation.clone()} labels={props.labels.clone()} />
            <label class="card-note">
                <span>{ "Note" }</span>
                <Typed key={annotation.id} value={note} onchange={on_note} placeholder="—" testid="note" />
            </label>
            <div class="card-actions">
                if annotation.status == Status::Rejected {
                    <button type="button" class="tool" onclick={on(set(Status::Suggested))} data-testid="restore">
                        { "Restore" }
                    </button>
                } else {
                    <button type="button" class="tool primary" onclick={on(set(Status::Accepted))} title={hints.titled("Accept", "accept")}
                        disabled={annotation.status == Status::Accepted} data-testid="accept">{ "Accept" }</button>
                    <button type="button" class="tool" onclick={on(set(Status::Rejected))} title={hints.titled("Reject", "reject")}
                        data-testid="reject">{ "Reject" }</button>
                }
                <button type="button" class="tool" onclick={on(Action::Delete(vec![id]))} title={hints.titled("Delete", "delete")}
                    data-testid="delete">{ "Delete" }</button>
                <span class="boundaries" role="group" aria-label="Move the ends by a word">
                    <button type="button" class="tool small" onclick={boundary(Side::Start, false)}
                        title={hints.titled("Start one word earlier", "start-earlier")} aria-label="Start one word earlier" data-testid="start-left">{ "⇤" }</button>
                    <button type="button" class="tool small" onclick={boundary(Side::Start, true)}
                        title={hints.titled("Start one word later", "start-later")} aria-label="Start one word later" data-testid="start-right">{ "↦" }</button>
                    <button type="button" class="tool small" onclick={boundary(Side::End, false)}
                        title={hints.titled("End one word earlier", "end-earlier")} aria-label="End one word earlier" data-testid="end-left">{ "↤" }</button>
                    <button type="button" class="tool small" onclick={boundary(Side::End, true)}
                        title={hints.titled("End one word later", "end-later")} aria-label="End one word later" data-testid="end-right">{ "⇥" }</button>
                </span>
            </div>
        </div>
    }
}

/// What a row of a list says of an annotation beside its words.
pub(super) fn summary(annotation: &Annotation) -> String {
    let value = annotation.value.as_deref().map(words::short).filter(|value| !value.is_empty());
    let confidence = annotation.confidence.filter(|_| annotation.status == Status::Suggested).map(why::percent);
    let parts = [value, Some(status_word(annotation.status).to_owned()), confidence];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
