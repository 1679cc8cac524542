//! The parts of an article in plain text: headline, byline, paragraphs, captions, promos ...

use crate::model::{Block, BlockKind};
use crate::text::Span;

/// The blocks of `text` (LF line ends): sorted, not overlapping, no white space at their ends, and nothing but
/// white space between them. Linear.
#[must_use]
pub fn structure(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(span) = Span::new(text, at, at + line.len()).and_then(|span| span.trimmed(text)) {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += line.len();
    }
    blocks
}

/// A title for the document: its headline, else its first words.
#[must_use]
pub fn title(text: &str, blocks: &[Block]) -> String {
    let headline = blocks.iter().find(|block| block.kind == BlockKind::Headline).or(blocks.first());
    headline.and_then(|block| text.get(block.span.range())).unwrap_or("Untitled").to_owned()
}
