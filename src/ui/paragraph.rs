//! One paragraph of the article with its marks. Drawn again only when its own annotations change, when it comes near
//! the viewport, or when one of its marks is taken in hand. Its text nodes join to exactly the paragraph's text.

use std::rc::Rc;

use postil_engine::{BlockKind, Id};
use yew::prelude::*;

use super::{Labels, label_class, status_word};
use crate::state::paragraphs::Paragraph as Content;
use crate::state::segments::{Segment, segments};

/// Annotations told apart by their underlines, at most, on top of each other; deeper ones share the last look.
const LEVELS: usize = 3;

#[derive(Properties, Clone)]
pub(crate) struct ParagraphProps {
    pub content: Rc<Content>,
    /// Whether marks are drawn; far from the viewport the paragraph is plain text.
    pub near: bool,
    /// The annotation in hand, if it is one of this paragraph's.
    pub selected: Option<Id>,
    pub labels: Labels,
}

impl PartialEq for ParagraphProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content)
            && self.near == other.near
            && self.selected == other.selected
            && self.labels == other.labels
    }
}

#[component]
pub(crate) fn Paragraph(props: &ParagraphProps) -> Html {
    let content = &props.content;
    let tag = match content.kind {
        BlockKind::Headline => "h2",
        BlockKind::Subheading => "h3",
        BlockKind::Paragraph
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::Credit
        | BlockKind::Promo
        | BlockKind::ListItem
        | BlockKind::Other => "p",
    };
    html! {
        <@{tag} class="block" data-kind={content.kind.name()} data-start={content.span.start().to_string()} dir="auto">
            if props.near {
                { drawn(props) }
            } else {
                { content.words() }
            }
        </@>
    }
}

/// The paragraph in its segments. What has others on it is underlined as far down as they need, all along.
fn drawn(props: &ParagraphProps) -> Html {
    let segments = segments(&props.content);
    let mut levels: Vec<(Id, usize)> = Vec::new();
    for over in segments.iter().map(|segment| &segment.over).filter(|over| over.len() > 1) {
        for (inside, annotation) in over.iter().rev().enumerate().skip(1) {
            match levels.iter_mut().find(|(id, _)| *id == annotation.id) {
                Some((_, level)) => *level = inside.max(*level),
                None => levels.push((annotation.id, inside)),
            }
        }
    }
    segments.iter().map(|segment| marked(segment, &levels, props)).collect()
}

/// A segment's words inside the marks that cover it, the outermost outside.
fn marked(segment: &Segment, levels: &[(Id, usize)], props: &ParagraphProps) -> Html {
    let words = props.content.text.slice(segment.span);
    segment.over.iter().enumerate().rev().fold(html! { <>{ words }</> }, |inner, (depth, annotation)| {
        let piece = annotation.piece_at(segment.span.start()).unwrap_or(annotation.span);
        let is_first = piece.start() == segment.span.start();
        let is_last = piece.end() == segment.span.end();
        let level =
            levels.iter().find(|(id, _)| *id == annotation.id).map(|(_, level)| format!("n-{}", level.min(&LEVELS)));
        let outer = depth.checked_sub(1).and_then(|outer| segment.over.get(outer));
        let description = (annotation.span.start() == segment.span.start()).then(|| match outer {
            Some(outer) => {
                let how = if outer.holds(annotation) { "inside" } else { "crossing" };
                format!("{}, {}, {how} {}", annotation.label, status_word(annotation.status), outer.label)
            }
            None => format!("{}, {}", annotation.label, status_word(annotation.status)),
        });
        html! {
            <mark class={classes!("mark", label_class(&props.labels, &annotation.label), level)}
                data-id={annotation.id.to_string()} data-label={annotation.label.to_string()}
                data-status={status_word(annotation.status)}
                data-first={is_first.then_some("")} data-last={is_last.then_some("")}
                data-selected={(props.selected == Some(annotation.id)).then_some("")}
                aria-description={description}>
                { inner }
            </mark>
        }
    })
}
