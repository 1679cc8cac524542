//! Texts as tokens, for the formats that mark tokens instead of offsets, and marks fitted to them.
//!
//! Tokens are places in the text, never changed text. What becomes of a mark that does not fit is said for each one
//! ([`Fitting`]), by the writing of a file and, for a page that shows it before, by [`preview`].

mod fit;
pub(crate) mod joined;
mod plain;
pub(crate) mod scheme;
pub(crate) mod spacy;
mod treebank;

use std::ops::Range;

use postil_engine::{Document, Span};
use serde::{Deserialize, Serialize};

use crate::format::{Says, TokenUse};
use crate::options::Options;

pub(crate) use fit::apart;
pub use fit::{Affected, Became, Fitting};

/// How a text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tokenizer {
    /// As spaCy does for English.
    Spacy,
    /// As the Penn Treebank and NLTK do.
    Treebank,
    /// At white space only.
    Whitespace,
    /// As GLiNER does: words with inner hyphens, every other sign by itself.
    Gliner,
    /// Each character by itself, as a reader sees it (grapheme clusters).
    Characters,
}

impl Tokenizer {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Spacy, Self::Treebank, Self::Whitespace, Self::Gliner, Self::Characters];

    /// The name in options and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Spacy => "spacy",
            Self::Treebank => "treebank",
            Self::Whitespace => "whitespace",
            Self::Gliner => "gliner",
            Self::Characters => "characters",
        }
    }

    /// How it cuts, for menus.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Spacy => "as spaCy does for English",
            Self::Treebank => "as the Penn Treebank and NLTK do",
            Self::Whitespace => "at white space only",
            Self::Gliner => "as GLiNER does",
            Self::Characters => "into single characters",
        }
    }
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
    /// format keeps those).
    pub(crate) tokens: Vec<Span>,
    /// The sentences, as ranges of tokens that cover all of them; one for the whole where there are none, none for a text
    /// without tokens.
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

impl Tokenised {
    /// The sentences, each with its marks. Linear.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Range<usize>, &[Mark])> {
        let mut marks = self.marks.as_slice();
        self.sentences.iter().map(move |sentence| {
            let inside = marks.partition_point(|mark| mark.tokens.start < sentence.end);
            let (these, rest) = marks.split_at(inside);
            marks = rest;
            (sentence.clone(), these)
        })
    }
}

/// Cuts the document as chosen and fits its marks; what became of each goes into `fitting`, as of document `nth`.
/// O(n log n).
pub(crate) fn tokenised(
    document: &Document,
    nth: usize,
    tokens: TokenUse,
    says: &[Says],
    options: &Options,
    fitting: &mut Fitting,
) -> Tokenised {
    let tokenizer = options.tokenizer.or(tokens.tokenizers.first().copied()).unwrap_or(Tokenizer::Whitespace);
    let by_sentence = options.sentences.unwrap_or(tokens.sentences);
    let needs_sentences = by_sentence || tokenizer == Tokenizer::Treebank;
    let sentences = if needs_sentences { sentences(document) } else { Vec::new() };
    let found = cut(document.text.as_str(), tokenizer, tokens.blanks, &sentences);
    let ranges = if by_sentence { ranges(&found, &sentences) } else { ranges(&found, &[]) };
    let mut tokenised = Tokenised { tokens: found, sentences: ranges, marks: Vec::new() };
    fit::fit(&mut tokenised, document, nth, options.fit, says.contains(&Says::Overlaps), fitting);
    if says.contains(&Says::Relations) {
        fit::join_relations(&mut tokenised, document, fitting);
    }
    tokenised
}

/// What would become of a document's marks in a file of tokens, for showing it before one is written. O(n log n).
#[must_use]
pub fn preview(document: &Document, tokenizer: Tokenizer, fit: Fit, overlaps: bool) -> Fitting {
    let sentences = if tokenizer == Tokenizer::Treebank { sentences(document) } else { Vec::new() };
    let tokens = cut(document.text.as_str(), tokenizer, false, &sentences);
    let mut fitting = Fitting::default();
    let mut tokenised = Tokenised { tokens, ..Tokenised::default() };
    fit::fit(&mut tokenised, document, 0, fit, overlaps, &mut fitting);
    fitting
}

/// White space as Python has it, whose programs read these files.
pub(crate) fn is_space(ch: char) -> bool {
    match ch {
        ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}' => true,
        _ => !ch.is_ascii() && ch.is_whitespace(),
    }
}

fn sentences(document: &Document) -> Vec<Span> {
    postil_engine::sentences(document.text.as_str(), &document.blocks)
}

fn cut(text: &str, tokenizer: Tokenizer, blanks: bool, sentences: &[Span]) -> Vec<Span> {
    let mut tokens = match tokenizer {
        Tokenizer::Spacy => spacy::tokens(text),
        Tokenizer::Whitespace => plain::whitespace(text),
        Tokenizer::Gliner => plain::gliner(text),
        Tokenizer::Characters => plain::characters(text),
        Tokenizer::Treebank => {
            // What lies between sentences, should there be anything, is in the one before.
            let starts = sentences.iter().skip(1).map(|sentence| sentence.start());
            let mut tokens = Vec::with_capacity(text.len() / 5);
            let mut from = 0;
            for end in starts.chain([text.len()]) {
                if let Some(span) = Span::new(text, from, end) {
                    treebank::tokens(text, span, &mut tokens);
                }
                from = end;
            }
            tokens
        }
    };
    if tokenizer == Tokenizer::Spacy && !blanks {
        tokens.retain(|token| !text[token.range()].starts_with(is_space));
    }
    tokens
}

/// Sentences as ranges of tokens; a token that two share belongs to the first.
fn ranges(tokens: &[Span], sentences: &[Span]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(sentences.len() + 1);
    let (mut from, mut at) = (0, 0);
    let starts = sentences.iter().skip(1).map(|sentence| sentence.start());
    for start in starts {
        while tokens.get(at).is_some_and(|token| token.start() < start) {
            at += 1;
        }
        if at > from {
            ranges.push(from..at);
            from = at;
        }
    }
    if from < tokens.len() {
        ranges.push(from..tokens.len());
    }
    ranges
}
