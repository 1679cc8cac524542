//! Articles with marks, to measure by how fast files are written and read.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Text, default_labels, structure};

use crate::news;

/// So many articles of about so many bytes, each another piece of one long text, each with so many marks on words here and
/// there (fewer where there are not so many words). The same every time.
#[must_use]
pub fn marked(documents: usize, bytes: usize, marks: usize) -> Vec<Document> {
    let long = news(documents * bytes + bytes);
    let mut rest = long.as_str();
    let document = |nth| {
        let (text, after) = rest.split_at(rest.floor_char_boundary(bytes));
        rest = after;
        let id = format!("d{nth}");
        let text = Text::new(text);
        let blocks = structure(text.as_str()).into();
        let annotations = Arc::new(on_words(&text, marks));
        Document { annotations, next_id: 1_000, ..Document::new(&id, &id, text, blocks) }
    };
    (1..=documents).map(document).collect()
}

fn on_words(text: &Text, marks: usize) -> Vec<Arc<Annotation>> {
    let labels = default_labels();
    let words: Vec<_> = text.as_str().split_ascii_whitespace().filter(|word| word.len() > 3).collect();
    let base = text.as_str().as_ptr() as usize;
    let step = (words.len() / marks).max(1);
    let annotations = words.iter().step_by(step).take(marks).zip(1..).filter_map(|(word, id)| {
        let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
        let start = word.as_ptr() as usize - base;
        Some(Arc::new(Annotation::by_hand(
            id,
            text.span(start, start + word.len()).filter(|span| !span.is_empty())?,
            Arc::clone(&labels.get(id as usize % labels.len())?.name),
        )))
    });
    annotations.collect()
}
