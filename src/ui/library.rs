//! The articles that the browser keeps, newest last, with how many marks each still has to review.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;
use yew::prelude::*;

use super::Shared;
use super::hints::use_hints;
use super::virtual_list::VirtualList;
use crate::state::list::counts;
use crate::state::shelf::Deed;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Dialog, Project, Threshold};

/// Pixels a row; `--row-shelf` in the styles.
const ROW: u32 = 64;

#[derive(Properties, Clone)]
pub(crate) struct LibraryProps {
    pub documents: Shared<Vec<Rc<Document>>>,
    pub open: Option<Arc<str>>,
    pub threshold: Threshold,
    pub project: Rc<Project>,
}

impl PartialEq for LibraryProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Rc<Document>, &Rc<Document>)| Rc::ptr_eq(a, b);
        self.open == other.open
            && self.threshold == other.threshold
            && self.project.name == other.project.name
            && self.documents.len() == other.documents.len()
            && self.documents.iter().zip(other.documents.iter()).all(same)
    }
}

#[component]
pub(crate) fn Library(props: &LibraryProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let on_new = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::NewDocument))
    };
    let on_all = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Library(Deed::Show)))
    };
    let on_projects = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowDialog(Some(Dialog::Projects))))
    };
    let current = props.documents.iter().position(|document| props.open.as_ref() == Some(&document.id));
    let row = {
        let (documents, open, threshold) = (props.documents.clone(), props.open.clone(), props.threshold);
        Callback::from(move |at: usize| match documents.get(at) {
            Some(document) => html! {
                <Shelf key={&*document.id} document={Shared(document.clone())} open={open.as_ref() == Some(&document.id)}
                    {threshold} />
            },
            None => Html::default(),
        })
    };
    html! {
        <nav class="library" aria-label="Library" hidden={props.documents.is_empty()}>
            <div class="library-head">
                <h2>
                    <button type="button" class="tool library-name" onclick={on_projects}
                        title={hints.titled("Projects", "projects")} data-testid="library-project">{ props.project.title() }</button>
                </h2>
                <button type="button" class="tool" onclick={on_all} title={hints.titled("The library as a list", "library")}
                    data-testid="library-all">{ "All" }</button>
                <button type="button" class="tool" onclick={on_new} disabled={props.open.is_none()}
                    data-testid="new">{ "New" }</button>
            </div>
            <VirtualList count={props.documents.len()} row_height={ROW} {current} label="Articles" {row} />
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
        <div class="shelf" role="listitem" data-open={props.open.to_string()}>
            <button type="button" class="shelf-open" onclick={on_open}
                aria-current={props.open.then_some("page")}>
                <span class="shelf-title">{ &*props.document.title }</span>
                <span class="shelf-state">{ state }</span>
            </button>
            <button type="button" class="shelf-remove" onclick={on_remove} title="Remove from the library"
                aria-label={format!("Remove {}", props.document.title)}>{ "×" }</button>
        </div>
    }
}
