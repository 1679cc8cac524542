//! Names: a survey collects evidence over the whole document, the lexicon made of it marks every mention.

use std::ops::Range;

use crate::detect::{Found, FoundEntity};
use crate::model::BlockKind;

/// Evidence gathered piece by piece.
#[derive(Default)]
pub(crate) struct Survey;

/// What the document's names are, ready to be found.
pub(crate) struct Lexicon;

impl Survey {
    /// Takes in `text[range]`; `figures` are the figures found there.
    pub(crate) fn read(&mut self, _text: &str, _range: Range<usize>, _kind: BlockKind, _figures: &[Found]) {}

    /// Settles what is a name, of which label, and which names are one entity.
    pub(crate) fn resolve(self) -> Lexicon {
        Lexicon
    }
}

impl Lexicon {
    /// The entities of the document; marks refer to them by index.
    pub(crate) fn entities(&self) -> &[FoundEntity] {
        &[]
    }

    /// The names in `text[range]`, sorted and not overlapping; offsets are of the whole text.
    pub(crate) fn find(&self, _text: &str, _range: Range<usize>, _kind: BlockKind, _figures: &[Found]) -> Vec<Found> {
        Vec::new()
    }
}
