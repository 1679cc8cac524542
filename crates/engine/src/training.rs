//! What a trainer of the tagger's model needs: a document cut into sequences of tokens with their features, the tags,
//! the sums over sequences, and the writing of a model file.

use std::ops::Range;

use crate::detect::Options;
pub use crate::entities::tagger::lattice::{Marginals, Scores, Transitions, best};
pub use crate::entities::tagger::tags::{ANY, KINDS, NameKind, OUTSIDE, Place, TAGS, TagSet, parts, tag, tags_of};
pub use crate::entities::tagger::{Draft, Edges, FEATURE_BITS, Knowledge, LISTS, Votes, ends};
use crate::entities::{Names, Reading, recased, scan, tagger};
use crate::explain::gather;
use crate::run::pieces;
use crate::structure::structure;

/// A stretch of tokens that is tagged as one.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Bytes of each token in the document.
    pub tokens: Vec<Range<usize>>,
    /// Features of all tokens, one token after the other.
    pub features: Vec<u32>,
    /// The words by which tokens vote: 0 without a capital.
    pub words: Vec<u64>,
    /// Where each token's features end in `features`.
    pub ends: Vec<u32>,
}

/// The sequences of a document, in text order, as detection sees them. Tokens far from any capital are left out: they
/// are in no name. Linear.
#[must_use]
pub fn sequences(text: &str, names: &Names, knowledge: &Knowledge) -> Vec<Sequence> {
    let options = Options { names: names.clone(), ..Options::default() };
    let pieces: Vec<_> = structure(text).iter().flat_map(|block| pieces(text, *block)).collect();
    let recased = recased(text, names, Some(knowledge));
    let read = recased.as_deref().unwrap_or(text);
    let (lexicon, places, figured) = gather(text, read, &pieces, &options);
    let mut tokens = Vec::new();
    let mut sequences = Vec::new();
    for (piece, figures) in pieces.iter().zip(&figured) {
        scan(read, piece.range.clone(), names, &mut tokens);
        let reading = Reading::new(read, &tokens, names, piece.kind);
        let marked = lexicon.find(&reading, figures);
        let (seen, stretches) = tagger::look(&reading, &marked, figures, &places, knowledge);
        let mut buffer = Vec::new();
        for stretch in stretches {
            let mut sequence = Sequence::default();
            for i in stretch {
                tagger::features_of(&seen, i, &mut buffer);
                sequence.features.extend_from_slice(&buffer);
                sequence.ends.push(sequence.features.len() as u32);
                sequence.words.push(tagger::word_of(&seen[i]));
                sequence.tokens.push(reading.bytes(i));
            }
            sequences.push(sequence);
        }
    }
    sequences
}
