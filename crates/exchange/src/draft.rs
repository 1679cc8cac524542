//! What a reader finds in a file, before its offsets are settled: texts and spans in the file's own unit and words.

use std::sync::Arc;

use postil_engine::{Attribute, BlockKind, Status, Value};
use postil_formats::Library;

use crate::error::ReadError;
use crate::loose::Passed;
use crate::spot::Spot;
use crate::unit::Unit;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    /// The documents, in the file's order.
    pub(crate) documents: Vec<Draft>,
    /// The labels that the file lists, in its order, whether they are used or not.
    pub(crate) labels: Vec<Arc<str>>,
    /// What the file itself says that its offsets count.
    pub(crate) unit: Option<Unit>,
    /// A file of ours, which needs no settling.
    pub(crate) library: Option<Library>,
    /// What was passed over.
    pub(crate) passed: Passed,
    /// Things that should have been documents and could not be read: where they are, and what is wrong.
    pub(crate) refused: Vec<(Spot, ReadError)>,
    /// What else the person should know of the reading, in whole sentences.
    pub(crate) remarks: Vec<String>,
}

impl Drafts {
    /// The same for a piece of a file, before which there are so many lines.
    pub(crate) fn after(self, lines: usize) -> Self {
        if lines == 0 {
            return self;
        }
        let mut moved = Self::default();
        moved.extend(self, lines, 0);
        moved
    }

    /// Adds what the file's next piece says, before which there are so many lines and so many members.
    pub(crate) fn extend(&mut self, other: Self, lines: usize, members: usize) {
        let Self { mut documents, labels, unit, library: _, passed, refused, remarks } = other;
        for draft in &mut documents {
            draft.spans.iter_mut().for_each(|span| span.place.moved(lines, members));
            draft.relations.iter_mut().for_each(|relation| relation.place.moved(lines, members));
        }
        self.documents.extend(documents);
        self.labels.extend(labels);
        self.unit = self.unit.or(unit);
        self.passed.extend(passed, lines, members);
        self.refused.extend(refused.into_iter().map(|(mut place, error)| {
            place.moved(lines, members);
            (place, error)
        }));
        self.remarks.extend(remarks);
    }
}

/// A document as the file has it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The file's id for it.
    pub(crate) id: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// The text to which the offsets refer, as it is in the file: line ends, byte order mark and all.
    pub(crate) text: String,
    /// Publication date.
    pub(crate) date: Option<String>,
    /// Where it came from.
    pub(crate) source_url: Option<String>,
    /// Parts of the article, in the file's unit.
    pub(crate) blocks: Vec<(BlockKind, u64, u64)>,
    /// The annotations.
    pub(crate) spans: Vec<DraftSpan>,
    /// What they say of each other.
    pub(crate) relations: Vec<DraftRelation>,
}

/// Makes room for the spans that a list of so many entries may be; for some of them where it is long, as it may be none.
pub(crate) fn expect(spans: &mut Vec<DraftSpan>, entries: usize) {
    spans.reserve(entries.min(1 << 10));
}

/// An annotation as the file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DraftSpan {
    /// Where the file has it, for messages: `line 3, label[0]`.
    pub(crate) place: Spot,
    /// The file's id for it, by which relations name it.
    pub(crate) id: Option<String>,
    /// Starts and ends in the file's unit, end exclusive; one, or several for a span in pieces.
    pub(crate) pieces: Vec<(u64, u64)>,
    /// The words that the file says it covers; those of pieces are joined by a space.
    pub(crate) quote: Option<String>,
    /// The label.
    pub(crate) label: String,
    /// Suggested for what a model predicted, accepted for what stands in a file of annotations.
    pub(crate) status: Status,
    /// 0 to 1.
    pub(crate) confidence: Option<f32>,
    /// A remark.
    pub(crate) note: Option<String>,
    /// What is said by attributes.
    pub(crate) attributes: Vec<Attribute>,
    /// The entity's key in the file: spans of one key mention one entity.
    pub(crate) entity: Option<String>,
    /// What it is elsewhere: a URI or an item of Wikidata.
    pub(crate) link: Option<String>,
    /// A figure's normal form.
    pub(crate) value: Option<Arc<Value>>,
}

/// What one annotation says of another, as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DraftRelation {
    /// Where the file has it, for messages.
    pub(crate) place: Spot,
    /// What it says.
    pub(crate) kind: String,
    /// The file's id of the span that it starts from.
    pub(crate) from: String,
    /// The file's id of the span that it leads to.
    pub(crate) to: String,
}
