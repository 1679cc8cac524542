//! What was found on reading a file: short sentences to show, and the same as data, so that a page can list the places.

use std::borrow::Borrow;

use serde::Serialize;

/// Something that was found on reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which document, by its title; `None` for the whole file.
    pub document: Option<String>,
    /// A whole sentence.
    pub words: String,
    /// What it is about.
    pub kind: FindingKind,
    /// How many spans, labels or documents it is true of.
    pub count: usize,
    /// Each of them where there is something to look at: its place in the file, its words, and what is wrong or was done.
    pub places: Vec<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// What the reader of the format passed over.
    Remark,
    /// Offsets count something else than the format's usual unit.
    Unit,
    /// Line ends were counted otherwise than they are in the file.
    LineEnds,
    /// Offsets are shifted: white space at the start, a byte order mark, counting from one.
    Shift,
    /// Ends name the last character instead of the one after it.
    Inclusive,
    /// Offsets start anew in each line or paragraph.
    Restart,
    /// It is not clear what offsets count; the usual unit was taken.
    Doubt,
    /// Quotes have other white space than the text.
    Spaces,
    /// Quotes and text write accents in two ways.
    Accents,
    /// Single spans were moved to where their words stand.
    Moved,
    /// White space at the ends of spans was left out.
    Trimmed,
    /// Spans were left out.
    LeftOut,
    /// The same annotation comes twice.
    Duplicates,
    /// Ids of documents come twice.
    Ids,
    /// Labels are empty or too long.
    Labels,
    /// Confidences are no numbers from 0 to 1.
    Confidence,
    /// Relations lead nowhere.
    Relations,
}

impl FindingKind {
    /// Whether something of the file is not in the documents as it was meant to be, so that a person should look.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(self, Self::LeftOut | Self::Doubt | Self::Relations | Self::Confidence)
    }
}

impl Finding {
    /// `words` of the whole file.
    pub(crate) fn new(kind: FindingKind, count: usize, words: impl Into<String>) -> Self {
        Self { document: None, words: words.into(), kind, count, places: Vec::new() }
    }

    /// The places that it is about.
    pub(crate) fn at(self, places: Vec<String>) -> Self {
        Self { places, ..self }
    }
}

/// The first few of a list, for a sentence.
pub(crate) fn some(places: &[impl Borrow<str>]) -> String {
    let shown = places.iter().take(3).map(Borrow::borrow).collect::<Vec<_>>().join("; ");
    if places.len() > 3 { format!("{shown} and {} more", places.len() - 3) } else { shown }
}

/// A number with its noun: `1 span`, `3 spans`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Words for a message: in quotation marks, on one line, cut where they are long.
pub(crate) fn quoted(words: &str) -> String {
    const SHOWN: usize = 60;
    let line: String = words.chars().take(SHOWN).map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    if words.chars().nth(SHOWN).is_some() { format!("\"{line}…\"") } else { format!("\"{line}\"") }
}
