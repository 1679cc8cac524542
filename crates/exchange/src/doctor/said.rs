//! What the doctor did, gathered over all documents and said in few sentences.

use std::collections::BTreeMap;

use super::quote::WINDOW;
use super::reading::Reading;
use crate::draft::DraftSpan;
use crate::finding::{Finding, FindingKind, counted, quoted, some};

/// What was done to a document, or to all so far.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) documents: usize,
    pub(crate) spans: usize,
    /// Findings that are whole already.
    pub(crate) more: Vec<Finding>,
    readings: BTreeMap<Reading, Told>,
    notes: BTreeMap<FindingKind, Told>,
}

/// Something that is true of several spans.
#[derive(Debug, Default)]
struct Told {
    spans: usize,
    documents: usize,
    /// The title of the last of them.
    title: String,
    places: Vec<String>,
}

impl Told {
    fn extend(&mut self, other: Self) {
        self.spans += other.spans;
        self.documents += other.documents;
        self.title = other.title;
        self.places.extend(other.places);
    }
}

impl Said {
    /// Of a document with so many spans nothing yet.
    pub(crate) fn of(spans: usize) -> Self {
        Self { documents: 1, spans, ..Self::default() }
    }

    /// `changed` spans of a document lie elsewhere by `reading` than by the usual one.
    pub(crate) fn reading(&mut self, reading: Reading, changed: usize, title: &str) {
        if changed == 0 {
            return;
        }
        let told = self.readings.entry(reading).or_default();
        told.spans += changed;
        told.documents += 1;
        title.clone_into(&mut told.title);
        told.places.push(format!("{title}: {}", counted(changed, "span", "spans")));
    }

    /// Something about one span.
    pub(crate) fn note(&mut self, kind: FindingKind, title: &str, span: &DraftSpan, why: &str) {
        let told = self.notes.entry(kind).or_default();
        told.spans += 1;
        if told.documents == 0 {
            told.documents = 1;
            title.clone_into(&mut told.title);
        }
        let quote = span.quote.as_deref().map(|quote| format!(" {}", quoted(quote))).unwrap_or_default();
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        told.places.push(format!("{}{quote}{why}", span.place));
    }

    /// What was done to the next document.
    pub(crate) fn extend(&mut self, other: Self) {
        self.documents += other.documents;
        self.spans += other.spans;
        self.more.extend(other.more);
        for (reading, told) in other.readings {
            self.readings.entry(reading).or_default().extend(told);
        }
        for (kind, told) in other.notes {
            self.notes.entry(kind).or_default().extend(told);
        }
    }

    /// All of it, in a fixed order.
    pub(crate) fn findings(self, usual: Reading) -> Vec<Finding> {
        let total = counted(self.spans, "span", "spans");
        let many = self.documents > 1;
        let document = |told: &Told| (many && told.documents == 1).then(|| told.title.clone());
        let mut found = Vec::new();
        for (reading, told) in self.readings {
            let words = format!("{} of {total} {}: repaired.", told.spans, reading.words(usual));
            let document = document(&told);
            found.push(Finding { document, ..Finding::new(reading.kind(usual), told.spans, words).at(told.places) });
        }
        found.extend(self.more);
        for (kind, told) in self.notes {
            let some = some(&told.places);
            let (n, one) = (told.spans, told.spans == 1);
            let spans = counted(n, "span", "spans");
            let words = match kind {
                FindingKind::Spaces => format!(
                    "{spans} {} other white space in the quote than in the text, such as written-out line ends: the text's \
                     was kept.",
                    if one { "has" } else { "have" }
                ),
                FindingKind::Accents => format!(
                    "{} of {total} {} accents in another form than the text (NFC and NFD): the text was kept as it is.",
                    n,
                    if one { "quotes" } else { "quote" }
                ),
                FindingKind::Moved => format!(
                    "{n} of {total} did not cover the words that the file quotes and {} moved to where these stand, \
                     within {WINDOW} bytes or once in the text: {some}.",
                    if one { "was" } else { "were" }
                ),
                FindingKind::Trimmed => {
                    format!("White space at the ends of {spans} was left out.")
                }
                _ => format!(
                    "{n} of {total} could not be placed and {} left out: {some}.",
                    if one { "was" } else { "were" }
                ),
            };
            let document = document(&told);
            found.push(Finding { document, ..Finding::new(kind, n, words).at(told.places) });
        }
        found
    }
}
