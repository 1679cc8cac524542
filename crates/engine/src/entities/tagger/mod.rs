//! The tagger: a linear-chain model over what is seen of each token. Rules, lists and figures are part of what it
//! sees, so it decides where they are right.

mod features;
pub(crate) mod lattice;
mod model;
mod seen;
pub(crate) mod tags;

use std::ops::Range;

use crate::detect::{Options, pieces};
use crate::figures;
use crate::structure::structure;

use super::lists::{Names, class};
use super::reading::Reading;
use super::survey::Survey;
use super::token::{Kind, Token};
use super::scan;
use seen::{Places, Seen};

pub use model::{Edges, Knowledge, LISTS, ends};

/// Bits of a feature's number.
pub const FEATURE_BITS: u32 = features::BITS;

/// Tokens that a name may hold between two that may be in a name by their looks.
const GAP: usize = 4;

/// Reads a whole document and hands on each stretch of tokens that may hold names, with a function that gives the
/// features of its tokens.
pub(crate) fn read(
    text: &str,
    names: &Names,
    knowledge: &Knowledge,
    each: &mut dyn FnMut(Vec<Range<usize>>, &dyn Fn(usize, &mut Vec<u32>)),
) {
    let options = Options { names: names.clone(), ..Options::default() };
    let pieces: Vec<_> = structure(text).iter().flat_map(|block| pieces(text, *block)).collect();
    let mut survey = Survey::new(names.clone());
    let mut places = Places::default();
    let mut figured = Vec::new();
    let mut tokens = Vec::new();
    for piece in &pieces {
        let figures = figures::find(text, piece.range.clone(), &options);
        survey.read(text, piece.range.clone(), piece.kind, &figures);
        scan::scan(text, piece.range.clone(), Some(names.lists()), &mut tokens);
        places.note(&Reading::new(text, &tokens, names.lists(), piece.kind));
        figured.push(figures);
    }
    let lexicon = survey.resolve();
    for (piece, figures) in pieces.iter().zip(&figured) {
        let marked = lexicon.find(text, piece.range.clone(), piece.kind, figures);
        scan::scan(text, piece.range.clone(), Some(names.lists()), &mut tokens);
        let reading = Reading::new(text, &tokens, names.lists(), piece.kind);
        let seen = seen::look(&reading, &marked, figures, &places, knowledge);
        for stretch in stretches(&tokens, &seen) {
            let start = stretch.start;
            let bytes = tokens[stretch].iter().map(|token| token.start..token.end).collect();
            each(bytes, &|i, out| features::of(&seen, start + i, out));
        }
    }
}

/// The stretches of tokens that may hold names. Linear.
fn stretches(tokens: &[Token], seen: &[Seen]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (i, (token, seen)) in tokens.iter().zip(seen).enumerate() {
        let may = token.kind == Kind::Word && (token.capital || token.is(class::LISTED)) || seen.rule != 0
            || matches!(token.kind, Kind::Sign('@' | '#'));
        if !may {
            continue;
        }
        let (from, to) = (i.saturating_sub(1), (i + 2).min(tokens.len()));
        match stretches.last_mut() {
            Some(last) if from <= last.end + GAP => last.end = to,
            _ => stretches.push(from..to),
        }
    }
    stretches
}
