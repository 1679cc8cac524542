//! Lines from the mark in hand to those it is related to, over the text. Only of the mark in hand, so the page stays calm.

use postil_engine::{Document, Id, Span};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::Shared;
use super::reading_parts::Paragraphs;
use crate::effects::selection;
use crate::state::relations::shown;

/// Pixels that a line rises above the words, at least and at most.
const RISE: (f64, f64) = (14.0, 44.0);

#[derive(Properties, PartialEq)]
pub(crate) struct ArcsProps {
    pub article: NodeRef,
    pub document: Shared<Document>,
    pub selected: Option<Id>,
    pub paragraphs: Paragraphs,
    /// Changes when the layout may have.
    pub layout: ((usize, usize), u32),
}

#[component]
pub(crate) fn Arcs(props: &ArcsProps) -> Html {
    let group = use_node_ref();
    let lines = use_memo((props.document.clone(), props.selected), |(document, selected)| {
        let is_mine =
            |row: &crate::state::relations::Shown| selected.is_some_and(|id| row.from.id == id || row.to.id == id);
        let rows = shown(document).into_iter().filter(is_mine);
        rows.map(|row| (row.relation.id, row.relation.kind.to_string(), row.from.span, row.to.span)).collect::<Vec<_>>()
    });
    {
        let (group, article) = (group.clone(), props.article.clone());
        let deps = (lines.clone(), props.paragraphs.clone(), props.layout);
        use_effect_with(deps, move |(lines, ..)| {
            let (Some(group), Some(article)) = (group.cast::<Element>(), article.cast::<Element>()) else { return };
            let spans: Vec<(Span, Span)> = lines.iter().map(|(_, _, from, to)| (*from, *to)).collect();
            place(&group, &article, &spans);
        });
    }
    // The card and the list of relations say the same in words.
    html! {
        <svg class="arcs" aria-hidden="true">
            <defs>
                <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                    <path d="M 0 0 L 8 4 L 0 8 z" />
                </marker>
            </defs>
            <g ref={group}>
                { for lines.iter().map(|(id, kind, ..)| html! {
                    <g key={*id} data-testid="arc">
                        <path class="arc" fill="none" marker-end="url(#arrow)" />
                        <text text-anchor="middle">{ kind.as_str() }</text>
                    </g>
                }) }
            </g>
        </svg>
    }
}

/// Above the middle of the first line of the words, in pixels of the view.
fn above(article: &Element, span: Span) -> Option<(f64, f64)> {
    let (start, end) = selection::ends(article, span.start(), span.end())?;
    let is_one_line = (end.y - start.y).abs() < 2.0;
    Some((if is_one_line { (start.x + end.x) / 2.0 } else { start.x + 12.0 }, start.y + 1.0))
}

fn place(group: &Element, article: &Element, spans: &[(Span, Span)]) {
    let Some(page) = group.closest(".page").ok().flatten() else { return };
    let origin = page.get_bounding_client_rect();
    let lines = group.children();
    for (index, (from, to)) in spans.iter().enumerate() {
        let line = u32::try_from(index).ok().and_then(|index| lines.item(index));
        let (Some(line), Some(from), Some(to)) = (line, above(article, *from), above(article, *to)) else { continue };
        let (x1, y1) = (from.0 - origin.left(), from.1 - origin.top());
        let (x2, y2) = (to.0 - origin.left(), to.1 - origin.top());
        let rise = (RISE.0 + (x2 - x1).abs() * 0.08).min(RISE.1);
        let (middle, top) = ((x1 + x2) / 2.0, y1.min(y2) - rise);
        let path = format!("M {x1:.1} {y1:.1} C {x1:.1} {top:.1} {x2:.1} {top:.1} {x2:.1} {y2:.1}");
        // The curve's own middle.
        let y = (y1 + y2) / 8.0 + top * 0.75;
        let parts = line.children();
        let set = |at: u32, name: &str, value: &str| {
            if let Some(part) = parts.item(at).and_then(|part| part.dyn_into::<Element>().ok()) {
                drop(part.set_attribute(name, value));
            }
        };
        set(0, "d", &path);
        set(1, "x", &format!("{middle:.1}"));
        set(1, "y", &format!("{:.1}", y - 3.0));
    }
}
