//! The article: a list of paragraphs of which those near the viewport show their marks.

use std::rc::Rc;

use postil_engine::{Document, Id};
use yew::prelude::*;

use super::paragraph::Paragraph;
use super::{Labels, Shared};
use crate::state::paragraphs::Paragraph as Content;

#[derive(Properties, PartialEq)]
pub(crate) struct ArticleProps {
    pub node: NodeRef,
    pub document: Shared<Document>,
    pub paragraphs: Shared<[Rc<Content>]>,
    pub labels: Labels,
    /// Indices of the first and last paragraph near the viewport.
    pub window: (usize, usize),
    /// Paragraphs that hold the live selection; they keep their marks, since drawing them anew would lose it.
    pub pinned: Option<(usize, usize)>,
    pub selected: Option<Id>,
    pub show_tags: bool,
    /// Whether the detection is over.
    pub done: bool,
}

#[component]
pub(crate) fn Article(props: &ArticleProps) -> Html {
    let (first, last) = props.window;
    let is_near = |index: usize| {
        (first..=last).contains(&index) || props.pinned.is_some_and(|(from, to)| (from..=to).contains(&index))
    };
    let selected = props.selected.and_then(|id| props.document.annotation(id)).map(|a| (a.id, a.span));
    html! {
        <article ref={props.node.clone()} class="article" id="article" tabindex="0" translate="no" dir="auto"
            aria-label={props.document.title.to_string()} data-testid="article"
            data-state={if props.done { "done" } else { "detecting" }}
            data-tags={props.show_tags.then_some("")}>
            { for props.paragraphs.iter().enumerate().map(|(index, content)| html! {
                <Paragraph key={index} content={Rc::clone(content)} near={is_near(index)}
                    selected={selected.filter(|(_, span)| span.overlaps(content.span)).map(|(id, _)| id)}
                    labels={props.labels.clone()} />
            }) }
        </article>
    }
}
