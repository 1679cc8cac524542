//! What lines of brat say of others: attributes, references, notes, and those notes that hold what brat has no line for.

use std::sync::Arc;

use postil_engine::Attribute;

use super::{EXACT, Exact, NOTE, PIECES, VALUE};
use crate::draft::DraftSpan;

/// What is said of a stretch, an event or a relation.
pub(super) enum Said {
    Attribute(String, String),
    Link(String),
    /// The type, and the words.
    Note(String, String),
}

impl Said {
    /// Adds it to what the stretch says.
    pub(super) fn add(self, span: &mut DraftSpan) {
        match self {
            Self::Attribute(name, value) => {
                span.attributes.push(Attribute { name: name.as_str().into(), value: value.as_str().into() });
            }
            Self::Link(link) if span.link.is_none() => span.link = Some(link),
            // What it is in a second place.
            Self::Link(link) => add_note(span, format!("Reference: {link}")),
            Self::Note(kind, words)
                if kind == VALUE && serde_json::from_str::<postil_engine::Value>(&words).is_ok() =>
            {
                span.value = serde_json::from_str(&words).ok().map(Arc::new);
            }
            Self::Note(kind, words) if kind == PIECES => {
                if let Some(pieces) = pieces(&words) {
                    span.pieces = pieces;
                    span.quote = None;
                }
            }
            Self::Note(kind, words) if kind == EXACT && serde_json::from_str::<Exact>(&words).is_ok() => {
                let exact: Exact = serde_json::from_str(&words).unwrap_or_default();
                span.note = exact.note.or(span.note.take());
                span.entity = exact.entity.or(span.entity.take());
                if !exact.attributes.is_empty() {
                    span.attributes = exact.attributes;
                }
            }
            note @ Self::Note(..) => note.words().into_iter().for_each(|words| add_note(span, words)),
        }
    }

    /// It in words for a note; a reference has none.
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Self::Attribute(name, value) if value == "yes" => Some(name.clone()),
            Self::Attribute(name, value) => Some(format!("{name} {value}")),
            Self::Link(_) => None,
            Self::Note(kind, words) if kind == NOTE => Some(words.clone()),
            Self::Note(kind, words) => Some(format!("{kind}: {words}")),
        }
    }
}

/// Adds a line to a stretch's note.
pub(super) fn add_note(span: &mut DraftSpan, words: String) {
    span.note = Some(match span.note.take() {
        Some(note) => format!("{note}\n{words}"),
        None => words,
    });
}

/// `0 4;8 12`
pub(super) fn pieces(text: &str) -> Option<Vec<(u64, u64)>> {
    let pieces = text.split(';').map(|piece| {
        let (start, end) = piece.trim().split_once(' ')?;
        Some((start.parse().ok()?, end.trim().parse().ok()?))
    });
    pieces.collect()
}
