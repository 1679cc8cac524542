//! Annotations in text order, a row each: label, words, value, status and confidence; accept and reject at hand.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Status, place_of};
use yew::prelude::*;

use super::annotation_card::summary;
use super::virtual_list::VirtualList;
use super::{Labels, Shared, label_class, status_word};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Filter, list};

/// Pixels a row; `--row` in the styles.
const ROW: u32 = 52;

#[derive(Properties, PartialEq)]
pub(crate) struct AnnotationListProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub filter: Filter,
    pub selected: Option<Id>,
}

#[component]
pub(crate) fn AnnotationList(props: &AnnotationListProps) -> Html {
    let deps = (props.document.clone(), props.filter.clone());
    let rows = use_memo(deps, |(document, filter)| list::rows(document, filter));
    let current = props.selected.and_then(|id| place_of(&rows, id));
    let count = rows.len();
    let row = {
        let (document, labels, selected) = (props.document.clone(), props.labels.clone(), props.selected);
        Callback::from(move |index: usize| match rows.get(index) {
            Some(annotation) => html! {
                <Row key={annotation.id} annotation={annotation.clone()} labels={labels.clone()} place={(index, rows.len())}
                    words={annotation.words(&document.text).into_owned()} is_selected={selected == Some(annotation.id)} />
            },
            None => Html::default(),
        })
    };
    html! {
        <>
            <p class="empty" hidden={count > 0}>{ "Nothing to show here." }</p>
            <VirtualList {count} row_height={ROW} {current} label="Annotations in text order" {row} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    annotation: Arc<Annotation>,
    labels: Labels,
    words: AttrValue,
    /// Index and number of rows.
    place: (usize, usize),
    is_selected: bool,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatcher = use_dispatcher();
    let annotation = &props.annotation;
    let id = annotation.id;
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let set = |status| on(Action::SetStatus { ids: vec![id], status, advance: false });
    html! {
        <div class="list-row" role="listitem" data-status={status_word(annotation.status)}
            data-selected={props.is_selected.then_some("")} aria-posinset={(props.place.0 + 1).to_string()}
            aria-setsize={props.place.1.to_string()} data-testid="row">
            <button type="button" class="list-main" onclick={on(Action::Select(Some(id)))}
                aria-current={props.is_selected.then_some("true")}>
                <span class="list-words">{ &props.words }</span>
                <span class="list-meta">
                    <span class={classes!("chip", "tiny", label_class(&props.labels, &annotation.label))}>
                        { &*annotation.label }
                    </span>
                    { summary(annotation) }
                </span>
            </button>
            <span class="list-tools">
                <button type="button" class="tool small" onclick={set(Status::Accepted)} title="Accept"
                    aria-label={format!("Accept {}", props.words)} disabled={annotation.status == Status::Accepted}>{ "✓" }</button>
                <button type="button" class="tool small" onclick={set(Status::Rejected)} title="Reject"
                    aria-label={format!("Reject {}", props.words)} disabled={annotation.status == Status::Rejected}>{ "✗" }</button>
            </span>
        </div>
    }
}
