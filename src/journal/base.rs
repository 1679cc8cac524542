//! What never changes of an article: its id, where it came from, its blocks and its text, in parts that are written once.
//! The parts joined are a line of JSON and the text behind it. Offsets of blocks are bytes.

use std::sync::Arc;

use postil_engine::{Block, BlockKind, Document, Span, Text};
use serde::{Deserialize, Serialize};

use super::PART;
use super::code::{from_json, to_json};

#[derive(Serialize, Deserialize)]
struct Base {
    id: Arc<str>,
    source_url: Option<Arc<str>>,
    /// Bytes of the text.
    length: usize,
    blocks: Vec<(BlockKind, usize, usize)>,
}

/// The bodies of the parts, one after the other.
pub(super) fn write(document: &Document) -> impl Iterator<Item = Vec<u8>> + use<> {
    let blocks = document.blocks.iter().map(|block| (block.kind, block.span.start(), block.span.end()));
    let base = Base {
        id: Arc::clone(&document.id),
        source_url: document.source_url.clone(),
        length: document.text.as_str().len(),
        blocks: blocks.collect(),
    };
    let line = to_json(&base) + "\n";
    let text = document.text.shared();
    let (mut at, mut of_text) = (0, 0);
    std::iter::from_fn(move || {
        let mut body = cut(&line, &mut at, PART).as_bytes().to_vec();
        if at == line.len() && body.len() < PART {
            body.extend_from_slice(cut(&text, &mut of_text, PART - body.len()).as_bytes());
        }
        (!body.is_empty()).then_some(body)
    })
}

/// The next `most` bytes, or a few less, so that no character is cut.
fn cut<'a>(text: &'a str, at: &mut usize, most: usize) -> &'a str {
    let end = text.floor_char_boundary(at.saturating_add(most));
    // A part that has hardly any room left may have none for the next character; the next part has.
    let piece = text.get(*at..end).unwrap_or_default();
    *at = end.max(*at);
    piece
}

/// The article, with nothing said of it.
///
/// # Errors
/// What is wrong with the parts.
pub(super) fn read(parts: &[String]) -> Result<Document, String> {
    let joined: String = parts.concat();
    let (line, text) = joined.split_once('\n').ok_or("its text is missing")?;
    let base: Base = from_json(line)?;
    if text.len() != base.length {
        return Err("a part of its text is missing".to_owned());
    }
    let block = |(kind, start, end)| Span::new(text, start, end).map(|span| Block { kind, span });
    let blocks: Option<Vec<Block>> = base.blocks.into_iter().map(block).collect();
    let blocks = blocks.ok_or("its blocks are not those of its text")?;
    let mut document = Document::new(&base.id, "", Text::new(text), blocks.into());
    document.source_url = base.source_url;
    Ok(document)
}
