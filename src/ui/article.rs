//! The article: a list of paragraphs of which those near the viewport show their marks. They are drawn in parts, and a
//! part in which nothing changed is not looked at again, so that an edit costs as much in a long article as in a short
//! one. A part is an element, for the browser's sake: it lays out and paints what is in it, and passes over the others.
//! Each paragraph finds its own direction (`dir=auto`); the article must not, since a browser would look through all of it
//! for each paragraph that is put in.

use std::ops::Range;
use std::rc::Rc;

use postil_engine::{Document, Id, Span};
use yew::prelude::*;

use super::paragraph::Paragraph;
use super::{Labels, Shared};
use crate::state::paragraphs::Paragraph as Content;

/// Paragraphs of a part.
pub(super) const PART: usize = 64;

#[derive(Properties, PartialEq)]
pub(crate) struct ArticleProps {
    pub node: NodeRef,
    pub document: Shared<Document>,
    pub paragraphs: Shared<[Rc<Content>]>,
    /// Paragraphs that are in the page so far.
    pub mounted: usize,
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
    let selected = props.selected.and_then(|id| props.document.annotation(id)).map(|a| (a.id, a.span));
    let count = props.mounted.min(props.paragraphs.len());
    let part = |from: usize| {
        let range = from..(from + PART).min(count);
        let cut = |(first, last): (usize, usize)| range.start.max(first)..range.end.min(last + 1);
        let span = |at: usize| props.paragraphs[at].span;
        let (start, end) = (span(range.start).start(), span(range.end - 1).end());
        html! {
            <Part key={from} all={props.paragraphs.clone()} near={cut(props.window)} pinned={props.pinned.map(cut)}
                selected={selected.filter(|(_, span)| span.start() < end && start < span.end())}
                labels={props.labels.clone()} {range} />
        }
    };
    html! {
        <article ref={props.node.clone()} class="article" id="article" tabindex="0" translate="no"
            aria-label={props.document.title.to_string()} data-testid="article"
            data-state={if props.done && count == props.paragraphs.len() { "done" } else { "detecting" }}
            data-tags={props.show_tags.then_some("")}>
            { for (0..count).step_by(PART).map(part) }
        </article>
    }
}

#[derive(Properties, Clone)]
struct PartProps {
    all: Shared<[Rc<Content>]>,
    range: Range<usize>,
    /// Those of the range that show their marks, because they are near or hold the selection.
    near: Range<usize>,
    pinned: Option<Range<usize>>,
    selected: Option<(Id, Span)>,
    labels: Labels,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        let [here, there] = [self, other].map(|props| &props.all[props.range.clone()]);
        self.range == other.range
            && (self.near == other.near || self.near.is_empty() && other.near.is_empty())
            && self.pinned == other.pinned
            && self.selected == other.selected
            && self.labels == other.labels
            && (self.all == other.all || here.iter().zip(there).all(|(a, b)| Rc::ptr_eq(a, b)))
    }
}

/// Some paragraphs.
#[component]
fn Part(props: &PartProps) -> Html {
    let is_near = |index: usize| {
        props.near.contains(&index) || props.pinned.as_ref().is_some_and(|pinned| pinned.contains(&index))
    };
    let paragraph = |index: usize| {
        let content = &props.all[index];
        let selected = props.selected.filter(|(_, span)| span.overlaps(content.span)).map(|(id, _)| id);
        html! {
            <Paragraph key={index} content={Rc::clone(content)} near={is_near(index)} {selected}
                labels={props.labels.clone()} />
        }
    };
    html! { <div class="part">{ for props.range.clone().map(paragraph) }</div> }
}
