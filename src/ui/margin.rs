//! The margin: notes beside the lines they belong to. Each stands at the height of its mark, or just under the note
//! before it. Only notes of paragraphs near the viewport are there.

use std::rc::Rc;

use postil_engine::{Document, Id};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::{Labels, Shared, label_class};
use crate::state::Action;
use crate::state::ids::Ids;
use crate::state::notes::{introduces_the_same, introductions, notes};
use crate::state::paragraphs::Paragraph as Content;
use crate::state::store::use_dispatcher;

/// Pixels between two notes.
const GAP: f64 = 4.0;

#[derive(Properties, PartialEq)]
pub(crate) struct MarginProps {
    pub article: NodeRef,
    pub document: Shared<Document>,
    pub paragraphs: Shared<[Rc<Content>]>,
    pub window: (usize, usize),
    pub labels: Labels,
    pub selected: Option<Id>,
    /// Changes when the layout may have.
    pub layout: u32,
}

#[component]
pub(crate) fn Margin(props: &MarginProps) -> Html {
    let dispatcher = use_dispatcher();
    let list = use_node_ref();
    let (first, last) = props.window;
    let known = use_mut_ref(|| None::<(Shared<Document>, Rc<Ids>)>);
    let introductions = use_memo(props.document.clone(), |document| {
        let mut known = known.borrow_mut();
        let same = known.as_ref().filter(|(old, _)| introduces_the_same(old, document)).map(|(_, ids)| Rc::clone(ids));
        let ids = same.unwrap_or_else(|| Rc::new(introductions(document)));
        *known = Some((document.clone(), Rc::clone(&ids)));
        ids
    });
    let near = props.paragraphs.iter().skip(first).take(last + 1 - first);
    let notes: Vec<_> = near.flat_map(|paragraph| notes(&props.document, paragraph, &introductions)).collect();
    {
        let (list, article) = (list.clone(), props.article.clone());
        let deps = (props.paragraphs.clone(), props.window, props.layout);
        use_effect_with(deps, move |_| place(&list, &article));
    }
    html! {
        <ul ref={list} class="margin" aria-hidden="true">
            { for notes.into_iter().map(|note| {
                let onclick = {
                    let dispatcher = dispatcher.clone();
                    Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Select(Some(note.id))))
                };
                html! {
                    <li key={note.id} class={classes!("margin-note", label_class(&props.labels, &note.label))} {onclick}
                        data-note={note.id.to_string()} data-doubt={note.is_doubtful.then_some("")}
                        data-selected={(props.selected == Some(note.id)).then_some("")}>
                        { note.text }
                        <em>{ note.note.as_deref().map(|note| format!(" — {note}")).unwrap_or_default() }</em>
                    </li>
                }
            }) }
        </ul>
    }
}

/// Puts every note beside its mark. All is measured first and written after, so the page is laid out once.
fn place(list: &NodeRef, article: &NodeRef) {
    let (Some(list), Some(article)) = (list.cast::<web_sys::HtmlElement>(), article.cast::<web_sys::Element>()) else {
        return;
    };
    let origin = list.get_bounding_client_rect().top();
    let children = list.children();
    let items =
        (0..children.length()).filter_map(|index| children.item(index)?.dyn_into::<web_sys::HtmlElement>().ok());
    let measured: Vec<_> = items
        .filter_map(|item| {
            let id = item.get_attribute("data-note")?;
            let mark = article.query_selector(&format!("mark[data-id='{id}']")).ok().flatten()?;
            Some((mark.get_bounding_client_rect().top() - origin, f64::from(item.offset_height()), item))
        })
        .collect();
    let mut free = 0.0_f64;
    for (wanted, height, item) in measured {
        let top = wanted.max(free);
        free = top + height + GAP;
        drop(item.style().set_property("top", &format!("{top}px")));
    }
}
