//! The article as paragraphs for drawing. A paragraph whose annotations are the same as before is the same `Rc`, so
//! that nothing of it is drawn again. One pass over blocks and annotations; comparisons are of pointers.

use std::iter::Peekable;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, BlockKind, Document, Span, Text};

use super::since::between;

/// Bytes of the longest stretch that is drawn in one piece.
const LONG: usize = 20_000;

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

/// The paragraphs of `document` with the annotations that are shown, sharing with `previous` what is unchanged.
#[must_use]
pub fn paragraphs(
    document: &Document,
    shows: impl Fn(&Annotation) -> bool,
    previous: &[Rc<Paragraph>],
) -> Rc<[Rc<Paragraph>]> {
    let same_text = previous.first().is_some_and(|old| Arc::ptr_eq(&old.text.shared(), &document.text.shared()));
    let mut over = Over { active: Vec::new(), shown: document.annotations.iter().filter(|a| shows(a)).peekable() };
    let parts = parts(document);
    let drawn = parts.iter().enumerate().map(|(index, &(kind, span))| {
        let annotations = over.of(span);
        match previous.get(index) {
            Some(old) if same_text && old.is_same(kind, span, annotations) => Rc::clone(old),
            _ => Rc::new(Paragraph { text: document.text.clone(), span, kind, annotations: owned(annotations) }),
        }
    });
    drawn.collect()
}

/// The annotations over one stretch after the other.
struct Over<'a, I: Iterator<Item = &'a Arc<Annotation>>> {
    /// Those that may reach into the next stretch.
    active: Vec<&'a Arc<Annotation>>,
    /// Those that are to come.
    shown: Peekable<I>,
}

impl<'a, I: Iterator<Item = &'a Arc<Annotation>>> Over<'a, I> {
    fn of(&mut self, span: Span) -> &[&'a Arc<Annotation>] {
        self.active.retain(|a| a.span.end() > span.start());
        while let Some(annotation) = self.shown.next_if(|a| a.span.start() < span.end()) {
            if annotation.span.end() > span.start() {
                self.active.push(annotation);
            }
        }
        &self.active
    }
}

fn owned(annotations: &[&Arc<Annotation>]) -> Vec<Arc<Annotation>> {
    annotations.iter().copied().cloned().collect()
}

/// The paragraphs of `document`, as those of `old`, with the same annotations shown, became `previous`. Costs the paragraphs
/// from the first to the last change, and a pointer for each other; of another text as [`paragraphs`].
#[must_use]
pub fn follow(
    old: &Document,
    document: &Document,
    shows: impl Fn(&Annotation) -> bool,
    previous: &Rc<[Rc<Paragraph>]>,
) -> Rc<[Rc<Paragraph>]> {
    let is_same =
        Arc::ptr_eq(&old.text.shared(), &document.text.shared()) && Arc::ptr_eq(&old.blocks, &document.blocks);
    if !is_same {
        return paragraphs(document, shows, previous);
    }
    let (gone, come) = between(&old.annotations, &document.annotations);
    let both = || gone.iter().chain(come);
    let Some((start, end)) = both().map(|a| a.span.start()).min().zip(both().map(|a| a.span.end()).max()) else {
        return Rc::clone(previous);
    };
    let first = previous.partition_point(|paragraph| paragraph.span.end() <= start);
    let last = previous.partition_point(|paragraph| paragraph.span.start() < end);
    let changed = previous.get(first..last).unwrap_or_default();
    let Some(at) = changed.first().map(|paragraph| paragraph.span.start()) else { return Rc::clone(previous) };
    let (earlier, later) = document.annotations.split_at(document.annotations.partition_point(|a| a.span.start() < at));
    // What begins before them and reaches in did so before, or is among what has changed.
    let reach = |a: &&Arc<Annotation>| a.span.end() > at && shows(a);
    let known = changed.first().map(|paragraph| paragraph.annotations.as_slice()).unwrap_or_default();
    let from = known.first().map_or(at, |first| first.span.start()).min(start);
    let earlier = earlier.get(earlier.partition_point(|a| a.span.start() < from)..).unwrap_or_default();
    let active = earlier.iter().filter(reach).collect();
    let mut over = Over { active, shown: later.iter().filter(|a| shows(a)).peekable() };
    let next = previous.iter().enumerate().map(|(index, old)| {
        if !(first..last).contains(&index) {
            return Rc::clone(old);
        }
        let annotations = over.of(old.span);
        if old.is_same(old.kind, old.span, annotations) {
            return Rc::clone(old);
        }
        Rc::new(Paragraph { annotations: owned(annotations), ..Paragraph::clone(old) })
    });
    next.collect()
}

/// The blocks, and whatever text lies between them in a document made elsewhere: all text is drawn.
fn parts(document: &Document) -> Vec<(BlockKind, Span)> {
    let text = document.text.as_str();
    let mut parts = Vec::with_capacity(document.blocks.len());
    let mut at = 0;
    let gap = |from: usize, to: usize| Span::new(text, from, to).and_then(|span| span.trimmed(text));
    for block in document.blocks.iter() {
        cut(text, BlockKind::Other, gap(at, block.span.start()), &mut parts);
        cut(text, block.kind, Some(block.span), &mut parts);
        at = at.max(block.span.end());
    }
    cut(text, BlockKind::Other, gap(at, text.len()), &mut parts);
    parts
}

/// Puts a part in: whole, or cut at white space where it is so long that a browser would stand still over it.
fn cut(text: &str, kind: BlockKind, part: Option<Span>, parts: &mut Vec<(BlockKind, Span)>) {
    let Some(mut rest) = part else { return };
    while rest.len() > LONG {
        let until = text.floor_char_boundary(rest.start() + LONG);
        let words = text.get(rest.start()..until).unwrap_or_default();
        let end = words.rfind(char::is_whitespace).filter(|at| *at > 0).map_or(until, |at| rest.start() + at);
        let pieces = Span::new(text, rest.start(), end).zip(Span::new(text, end, rest.end()));
        let Some((first, after)) = pieces.and_then(|(first, after)| Some((first.trimmed(text)?, after.trimmed(text)?)))
        else {
            break;
        };
        parts.push((kind, first));
        rest = after;
    }
    parts.push((kind, rest));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_line_is_drawn_in_pieces_that_leave_out_no_words() {
        let words = "Zoë paid $5 to 株式会社 👩‍👩‍👧 in Paris, ";
        for line in
            [words.repeat(5_000), "x".repeat(70_000), "é".repeat(LONG), format!("{}\n\n{words}", "ab ".repeat(9_000))]
        {
            let text = Text::new(line.trim());
            let blocks = postil_engine::structure(text.as_str()).into();
            let document = Document::new("d", "t", text.clone(), blocks);
            let drawn = paragraphs(&document, |_| true, &[]);
            assert!(drawn.len() > 1 && drawn.iter().all(|paragraph| paragraph.span.len() <= LONG));
            assert!(drawn.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(drawn.iter().map(|paragraph| bare(paragraph.words())).collect::<String>(), bare(text.as_str()));
        }
    }
}
