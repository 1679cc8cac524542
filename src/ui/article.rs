//! The article: a list of paragraphs of which those near the viewport show their marks. They are drawn in parts, and the
//! parts in sections; one in which nothing changed is not looked at again, so that an edit costs as much in a long article as
//! in a short one. Both are elements, for the browser's sake: it lays out and paints what is in them, and passes over the
//! others. Each paragraph finds its own direction (`dir=auto`); the article must not, since a browser would look through all
//! of it for each paragraph that is put in.

use std::ops::Range;
use std::rc::Rc;

use postil_engine::{Document, Id, Span};
use yew::prelude::*;

use super::paragraph::Paragraph;
use super::{Labels, Shared};
use crate::state::paragraphs::Paragraph as Content;

/// Paragraphs of a part.
pub(super) const PART: usize = 24;
/// Paragraphs of a section.
const SECTION: usize = 24 * PART;

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
    let whole = StretchProps {
        all: props.paragraphs.clone(),
        range: 0..count,
        near: from_to(props.window),
        pinned: props.pinned.map_or(0..0, from_to),
        selected,
        labels: props.labels.clone(),
    };
    html! {
        <article ref={props.node.clone()} class="article" id="article" tabindex="0" translate="no"
            aria-label={props.document.title.to_string()} data-testid="article"
            data-state={if props.done && count == props.paragraphs.len() { "done" } else { "detecting" }}
            data-tags={props.show_tags.then_some("")}>
            { for whole.pieces(SECTION).map(|(from, piece)| html! { <Section key={from} ..piece /> }) }
        </article>
    }
}

fn from_to((first, last): (usize, usize)) -> Range<usize> {
    first..last + 1
}

#[derive(Properties, Clone)]
struct StretchProps {
    all: Shared<[Rc<Content>]>,
    range: Range<usize>,
    /// Those of the range that show their marks, because they are near or hold the selection; `0..0` for none.
    near: Range<usize>,
    pinned: Range<usize>,
    selected: Option<(Id, Span)>,
    labels: Labels,
}

impl PartialEq for StretchProps {
    fn eq(&self, other: &Self) -> bool {
        let [here, there] = [self, other].map(|props| &props.all[props.range.clone()]);
        self.range == other.range
            && self.near == other.near
            && self.pinned == other.pinned
            && self.selected == other.selected
            && self.labels == other.labels
            && (self.all == other.all || here.iter().zip(there).all(|(a, b)| Rc::ptr_eq(a, b)))
    }
}

impl StretchProps {
    /// The stretch in pieces of so many paragraphs, each with where it begins.
    fn pieces(&self, length: usize) -> impl Iterator<Item = (usize, Self)> {
        let piece = move |from: usize| {
            let range = from..(from + length).min(self.range.end);
            let cut = |all: &Range<usize>| {
                let inside = range.start.max(all.start)..range.end.min(all.end);
                if inside.is_empty() { 0..0 } else { inside }
            };
            let span = |at: usize| self.all[at].span;
            let (start, end) = (span(range.start).start(), span(range.end - 1).end());
            let piece = Self {
                all: self.all.clone(),
                near: cut(&self.near),
                pinned: cut(&self.pinned),
                selected: self.selected.filter(|(_, span)| span.start() < end && start < span.end()),
                labels: self.labels.clone(),
                range,
            };
            (from, piece)
        };
        self.range.clone().step_by(length).map(piece)
    }
}

/// Some parts.
#[component]
fn Section(props: &StretchProps) -> Html {
    let part = |(from, piece): (usize, StretchProps)| html! { <Part key={from} ..piece /> };
    html! { <div class="section">{ for props.pieces(PART).map(part) }</div> }
}

/// Some paragraphs.
#[component]
fn Part(props: &StretchProps) -> Html {
    let is_near = |index: usize| props.near.contains(&index) || props.pinned.contains(&index);
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
