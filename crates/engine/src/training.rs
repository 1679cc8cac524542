//! What a trainer of the tagger's model needs: a document cut into sequences of tokens with their features, the tags,
//! and the sums over sequences. Only with the feature `training`; the page and the command do without.

use std::ops::Range;

pub use crate::entities::tagger::lattice::{Marginals, Scores, Transitions, best};
pub use crate::entities::tagger::tags::{
    ANY, KINDS, NameKind, OUTSIDE, Place, TAGS, TagSet, parts, tag, tags_of,
};
pub use crate::entities::tagger::{Edges, FEATURE_BITS, Knowledge, LISTS, ends};
use crate::entities::{Names, tagger};

/// A stretch of tokens that is tagged as one.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Bytes of each token in the document.
    pub tokens: Vec<Range<usize>>,
    /// Features of all tokens, one token after the other.
    pub features: Vec<u32>,
    /// Where each token's features end in `features`.
    pub ends: Vec<u32>,
}

/// The sequences of a document, in text order. Tokens far from any capital are left out: they are in no name. Linear.
#[must_use]
pub fn sequences(text: &str, names: &Names, knowledge: &Knowledge) -> Vec<Sequence> {
    let mut sequences = Vec::new();
    tagger::read(text, names, knowledge, &mut |tokens, features| {
        let mut sequence = Sequence::default();
        let mut buffer = Vec::new();
        for i in 0..tokens.len() {
            features(i, &mut buffer);
            sequence.features.extend_from_slice(&buffer);
            sequence.ends.push(sequence.features.len() as u32);
        }
        sequence.tokens = tokens;
        sequences.push(sequence);
    });
    sequences
}
