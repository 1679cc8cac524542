//! The articles that the browser keeps, newest last, with how many marks each still has to review.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;
use yew::prelude::*;

use super::Shared;
use crate::state::list::counts;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Threshold};

#[derive(Properties, Clone)]
pub(crate) struct LibraryProps {
    pub documents: Shared<Vec<Rc<Document>>>,
    pub open: Option<Arc<str>>,
    pub threshold: Threshold,
}

impl PartialEq for LibraryProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Rc<Document>, &Rc<Document>)| Rc::ptr_eq(a, b);
        self.open == other.open
            && self.threshold == other.threshold
            && self.documents.len() == other.documents.len()
            && self.documents.iter().zip(other.documents.iter()).all(same)
    }
}

#[component]
pub(crate) fn Library(props: &LibraryProps) -> Html {
    let dispatcher = use_dispatcher();
    let on_new = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::NewDocument))
    };
    html! {
        <nav class="library" aria-label="Library" hidden={props.documents.is_empty()}>
            <div class="library-head">
                <h2>{ "Library" }</h2>
                <button type="button" class="tool" onclick={on_new} disabled={props.open.is_none()}
                    data-testid="new">{ "New" }</button>
            </div>
            <ul>
                { for props.documents.iter().map(|document| html! {
                    <Shelf key={&*document.id} document={Shared(document.clone())}
                        open={props.open.as_ref() == Some(&document.id)} threshold={props.threshold} />
                }) }
            </ul>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct ShelfProps {
    document: Shared<Document>,
    open: bool,
    threshold: Threshold,
}

/// One article of the library.
#[component]
fn Shelf(props: &ShelfProps) -> Html {
    let dispatcher = use_dispatcher();
    let id = &props.document.id;
    let on_open = {
        let (dispatcher, id) = (dispatcher.clone(), id.clone());
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::OpenDocument(id.clone())))
    };
    let on_remove = {
        let (dispatcher, id) = (dispatcher.clone(), id.clone());
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::RemoveDocument(id.clone())))
    };
    let counts = counts(&props.threshold.shown(&props.document.0));
    let state = match (counts.marks, counts.to_review) {
        (0, _) => "no marks".to_owned(),
        (1, 0) => "1 mark, reviewed".to_owned(),
        (marks, 0) => format!("{marks} marks, all reviewed"),
        (marks, left) => format!("{} of {marks} reviewed", marks - left),
    };
    html! {
        <li class="shelf" data-open={props.open.to_string()}>
            <button type="button" class="shelf-open" onclick={on_open}
                aria-current={props.open.then_some("page")}>
                <span class="shelf-title">{ &*props.document.title }</span>
                <span class="shelf-state">{ state }</span>
            </button>
            <button type="button" class="shelf-remove" onclick={on_remove} title="Remove from the library"
                aria-label={format!("Remove {}", props.document.title)}>{ "×" }</button>
        </li>
    }
}
