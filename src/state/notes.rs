//! What the margin says beside the text: a figure's value, the full name behind an alias, a person's note.

use std::collections::BTreeSet;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Status};

use super::paragraphs::Paragraph;
use super::words;

/// One note in the margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginNote {
    /// The annotation that it belongs to.
    pub id: Id,
    /// Its label.
    pub label: Arc<str>,
    /// What the text does not say.
    pub text: String,
    /// A person's note.
    pub note: Option<Arc<str>>,
    /// Whether nobody has reviewed it.
    pub is_doubtful: bool,
}

/// The notes for a paragraph, in text order. An alias is explained once a paragraph. O(annotations of the paragraph).
#[must_use]
pub fn notes(document: &Document, paragraph: &Paragraph) -> Vec<MarginNote> {
    let mut explained = BTreeSet::new();
    let mut note = |annotation: &Arc<Annotation>| {
        let words = document.text.slice(annotation.span);
        let value = annotation.value.as_deref().map(words::short).filter(|value| !value.is_empty() && *value != *words);
        let entity = annotation.entity.and_then(|id| document.entity(id));
        let entity = entity.filter(|entity| *entity.name != *words && explained.insert((words, entity.id)));
        let text = match (value, entity, &annotation.note) {
            (Some(value), ..) => format!("{words} = {value}"),
            (None, Some(entity), _) => format!("{words} = {}", entity.name),
            (None, None, Some(_)) => words.to_owned(),
            (None, None, None) => return None,
        };
        Some(MarginNote {
            id: annotation.id,
            label: Arc::clone(&annotation.label),
            text,
            note: annotation.note.clone(),
            is_doubtful: annotation.status == Status::Suggested,
        })
    };
    // An annotation that began in an earlier paragraph has its note there.
    let begins_here = paragraph.annotations.iter().filter(|a| a.span.start() >= paragraph.span.start());
    begins_here.filter_map(&mut note).collect()
}
