//! What the margin says beside the text: a figure's value, the full name behind an alias, a person's note.

use std::collections::HashSet;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Status};

use super::ids::Ids;
use super::paragraphs::Paragraph;
use super::since::between;
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

/// The first mention of each entity under each name that is not its fullest; there the margin explains it.
/// O(n).
#[must_use]
pub fn introductions(document: &Document) -> Ids {
    let mut known = HashSet::new();
    let mention = |a: &&Arc<Annotation>| {
        let Some(entity) = a.entity.and_then(|id| document.entity(id)) else { return false };
        let words = a.words(&document.text);
        *entity.name != *words && known.insert((entity.id, words))
    };
    document.annotations.iter().filter(|a| a.status != Status::Rejected).filter(mention).map(|a| a.id).collect()
}

/// Whether the introductions of `new` are those of `old`, which is seen at once where nothing has changed but marks that
/// mention no entity. Else they may still be.
#[must_use]
pub fn introduces_the_same(old: &Document, new: &Document) -> bool {
    let (gone, come) = between(&old.annotations, &new.annotations);
    old.text == new.text
        && Arc::ptr_eq(&old.entities, &new.entities)
        && gone.iter().chain(come).all(|mark| mark.entity.is_none())
}

/// The notes for a paragraph, in text order. O(annotations of the paragraph).
#[must_use]
pub fn notes(document: &Document, paragraph: &Paragraph, introductions: &Ids) -> Vec<MarginNote> {
    let note = |annotation: &Arc<Annotation>| {
        let words = &*annotation.words(&document.text);
        let value = annotation.value.as_deref().map(words::short).filter(|value| says_more(value, words));
        let entity = annotation.entity.filter(|_| introductions.contains(annotation.id));
        let entity = entity.and_then(|id| document.entity(id));
        let text = match (value, entity, &annotation.note) {
            (Some(value), ..) => format!("{words} → {value}"),
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
    paragraph.annotations.iter().filter(|a| a.span.start() >= paragraph.span.start()).filter_map(note).collect()
}

/// Whether a value tells what its words do not: "14 %" beside "14%" does not.
fn says_more(value: &str, words: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
    !value.is_empty() && plain(value) != plain(words)
}
