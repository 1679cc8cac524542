//! A paragraph cut where annotations begin and end. The segments joined are the paragraph; each knows what covers it,
//! the outermost first, so nested and crossing annotations are all shown.

use std::sync::Arc;

use postil_engine::{Annotation, Span};

use super::paragraphs::Paragraph;

/// A stretch that the same annotations cover from end to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it is in the document.
    pub span: Span,
    /// What covers it, outermost first.
    pub over: Vec<Arc<Annotation>>,
}

/// The segments of a paragraph. O(k log k + k·d) for k annotations at most d deep.
#[must_use]
pub fn segments(paragraph: &Paragraph) -> Vec<Segment> {
    let (start, end) = (paragraph.span.start(), paragraph.span.end());
    let inside = |at: usize| at.clamp(start, end);
    let ends = paragraph
        .annotations
        .iter()
        .flat_map(|a| a.pieces())
        .flat_map(|piece| [inside(piece.start()), inside(piece.end())]);
    let mut cuts: Vec<usize> = ends.chain([start, end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut next = 0;
    let mut active: Vec<&Arc<Annotation>> = Vec::new();
    let mut segments = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        active.retain(|a| a.span.end() > from);
        while let Some(annotation) = paragraph.annotations.get(next).filter(|a| inside(a.span.start()) <= from) {
            if annotation.span.end() > from {
                active.push(annotation);
            }
            next += 1;
        }
        let Some(span) = paragraph.text.span(from, to) else { continue };
        segments.push(Segment {
            span,
            over: active.iter().filter(|a| a.piece_at(from).is_some()).map(|a| Arc::clone(a)).collect(),
        });
    }
    segments
}
