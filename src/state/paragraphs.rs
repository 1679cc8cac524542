//! The article as paragraphs for drawing. A paragraph whose annotations are the same as before is the same `Rc`, so
//! that nothing of it is drawn again. One pass over blocks and annotations; comparisons are of pointers.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, BlockKind, Document, Span, Text};

use super::Filter;

/// A stretch of the article that is drawn as one element.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The whole text.
    pub text: Text,
    /// Where the paragraph is in it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// What is shown over it, in annotation order; long ones may begin or end elsewhere.
    pub annotations: Vec<Arc<Annotation>>,
}

impl Paragraph {
    /// The paragraph's words.
    #[must_use]
    pub fn words(&self) -> &str {
        self.text.slice(self.span)
    }

    fn is_same(&self, kind: BlockKind, span: Span, annotations: &[&Arc<Annotation>]) -> bool {
        self.span == span
            && self.kind == kind
            && self.annotations.len() == annotations.len()
            && self.annotations.iter().zip(annotations).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// The paragraphs of `document`, sharing with `previous` what is unchanged.
#[must_use]
pub fn paragraphs(document: &Document, filter: &Filter, previous: &[Rc<Paragraph>]) -> Rc<[Rc<Paragraph>]> {
    let same_text = previous.first().is_some_and(|old| Arc::ptr_eq(&old.text.shared(), &document.text.shared()));
    let mut shown = document.annotations.iter().filter(|a| filter.shows(a)).peekable();
    let mut active: Vec<&Arc<Annotation>> = Vec::new();
    let parts = parts(document);
    let drawn = parts.iter().enumerate().map(|(index, &(kind, span))| {
        active.retain(|a| a.span.end() > span.start());
        while let Some(annotation) = shown.next_if(|a| a.span.start() < span.end()) {
            if annotation.span.end() > span.start() {
                active.push(annotation);
            }
        }
        match previous.get(index) {
            Some(old) if same_text && old.is_same(kind, span, &active) => Rc::clone(old),
            _ => {
                let annotations = active.iter().copied().cloned().collect();
                Rc::new(Paragraph { text: document.text.clone(), span, kind, annotations })
            }
        }
    });
    drawn.collect()
}

/// The blocks, and whatever text lies between them in a document made elsewhere: all text is drawn.
fn parts(document: &Document) -> Vec<(BlockKind, Span)> {
    let text = document.text.as_str();
    let mut parts = Vec::with_capacity(document.blocks.len());
    let mut at = 0;
    let gap = |from: usize, to: usize| Span::new(text, from, to).and_then(|span| span.trimmed(text));
    for block in document.blocks.iter() {
        parts.extend(gap(at, block.span.start()).map(|span| (BlockKind::Other, span)));
        parts.push((block.kind, block.span));
        at = at.max(block.span.end());
    }
    parts.extend(gap(at, text.len()).map(|span| (BlockKind::Other, span)));
    parts
}
