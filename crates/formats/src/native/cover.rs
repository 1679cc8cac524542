//! Blocks that cover a text: what a file's own blocks leave out is filled in, so that all text is shown: an export without
//! promos has no blocks there. Can be done in steps, as a long text may have no blocks at all.

use postil_engine::{Block, Document, Span, Structuring, order};

/// The blocks, which lie apart, with what they leave out of the text filled in. Linear.
#[must_use]
pub fn cover(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    match gaps(text, &blocks) {
        gaps if gaps.is_empty() => blocks,
        gaps => filled(text, blocks, gaps, &Structuring::default().finish(text)),
    }
}

/// A document whose blocks are coming to cover its text.
pub(super) struct Covering {
    document: Document,
    gaps: Vec<Span>,
    structuring: Structuring,
}

impl Covering {
    pub(super) fn new(document: Document) -> Self {
        Self { gaps: gaps(document.text.as_str(), &document.blocks), document, structuring: Structuring::default() }
    }

    /// Does the next part of the work; false when nothing is left to do.
    pub(super) fn step(&mut self) -> bool {
        !self.gaps.is_empty() && self.structuring.step(self.document.text.as_str())
    }

    /// The document; what is left to do is done.
    pub(super) fn finish(mut self) -> Document {
        if !self.gaps.is_empty() {
            let text = self.document.text.as_str();
            let found = self.structuring.finish(text);
            self.document.blocks = filled(text, self.document.blocks.to_vec(), self.gaps, &found).into();
        }
        self.document
    }
}

/// What the blocks leave out but white space.
fn gaps(text: &str, blocks: &[Block]) -> Vec<Span> {
    let ends = blocks.iter().map(|block| block.span.end());
    let starts = blocks.iter().map(|block| block.span.start());
    let gaps = std::iter::once(0).chain(ends).zip(starts.chain([text.len()]));
    gaps.filter_map(|(start, end)| Span::new(text, start, end)?.trimmed(text)).collect()
}

/// `blocks` with those of `found` in the gaps, cut at their ends.
fn filled(text: &str, blocks: Vec<Block>, gaps: Vec<Span>, found: &[Block]) -> Vec<Block> {
    let mut all = blocks;
    for gap in gaps {
        let first = found.partition_point(|block| block.span.end() <= gap.start());
        let inside = found.iter().skip(first).take_while(|block| block.span.start() < gap.end());
        all.extend(inside.filter_map(|block| {
            let (start, end) = (block.span.start().max(gap.start()), block.span.end().min(gap.end()));
            Some(Block { kind: block.kind, span: Span::new(text, start, end)?.trimmed(text)? })
        }));
    }
    order::sort_by_key(&mut all, |block| block.span);
    all
}
