//! The tokenizers that need no lists: at white space, GLiNER's, and characters. Linear.

use postil_engine::Span;
use unicode_segmentation::UnicodeSegmentation;

use super::is_space;

/// What lies between white space.
pub(super) fn whitespace(text: &str) -> Vec<Span> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, ch) in text.char_indices() {
        match (is_space(ch), start) {
            (true, Some(from)) => {
                tokens.extend(Span::new(text, from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    tokens.extend(start.and_then(|from| Span::new(text, from, text.len())));
    tokens
}

/// As GLiNER's splitter does, `\w+(?:[-_]\w+)*|\S`: words with their inner hyphens, every other sign by itself.
pub(super) fn gliner(text: &str) -> Vec<Span> {
    let is_word = |ch: char| ch.is_alphanumeric() || ch == '_';
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    while let Some((start, ch)) = chars.next() {
        if is_space(ch) {
            continue;
        }
        let mut end = start + ch.len_utf8();
        if is_word(ch) {
            while let Some(&(at, next)) = chars.peek() {
                let goes_on = is_word(next) || next == '-' && text[at + 1..].starts_with(is_word);
                if !goes_on {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        tokens.extend(Span::new(text, start, end));
    }
    tokens
}

/// What a reader sees as one character (a grapheme cluster, so that no accent or flag is torn), without white space.
pub(super) fn characters(text: &str) -> Vec<Span> {
    let clusters = text.grapheme_indices(true).filter(|(_, cluster)| !cluster.contains(is_space));
    clusters.filter_map(|(at, cluster)| Span::new(text, at, at + cluster.len())).collect()
}
