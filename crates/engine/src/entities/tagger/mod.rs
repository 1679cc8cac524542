//! The tagger: a linear-chain model over what is seen of each token. Rules, lists and figures are part of what it
//! sees, so it decides where they are right. A piece is tagged in stretches around capitals; linear in the text.

mod coding;
mod features;
pub(crate) mod lattice;
mod loading;
mod model;
mod place;
mod reasons;
mod repair;
mod seen;
mod table;
pub(crate) mod tags;
mod votes;
mod writing;

use std::ops::Range;

use crate::detect::Found;
use crate::label::Label;

use super::lists::class;
use super::reading::Reading;
use super::token::{Kind, Token};
use lattice::{Marginals, Scores};
use seen::Seen;
use tags::{NameKind, OUTSIDE, Place, TAGS};

pub use coding::ModelFile;
pub use loading::ModelReader;
pub use model::{Edges, Knowledge, LISTS, Model, ModelError};
pub(crate) use reasons::Looked;
pub use reasons::Reason;
pub(crate) use seen::Places;
pub use votes::Votes;
pub use writing::{Draft, ends};

/// Bits of a feature's number.
pub const FEATURE_BITS: u32 = features::BITS;

/// Tokens that a name may hold between two that may be in a name by their looks.
const GAP: usize = 4;
/// How much the tagger leans towards finding names, before doubtful ones are weighed by their probability.
const LEAN: f32 = 1.0;
/// Names less probable than this are not worth showing to anyone.
const FLOOR: f32 = 0.15;

/// A name found: tokens `from..to` of the piece.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Label,
    pub(super) confidence: f32,
    pub(super) rule: &'static str,
}

/// The stretches of a piece that may hold names, as what is seen of all its tokens and the tokens' ranges.
pub(crate) fn look(
    reading: &Reading<'_>,
    marked: &[Found],
    figures: &[Found],
    places: &Places,
    knowledge: &Knowledge,
) -> (Vec<Seen>, Vec<Range<usize>>) {
    let seen = seen::look(reading, marked, figures, places, knowledge);
    let stretches = stretches(reading.tokens, &seen);
    (seen, stretches)
}

/// The features of the token at `i`, into `out` (emptied first).
pub(crate) fn features_of(seen: &[Seen], i: usize, out: &mut Vec<u32>) {
    features::of(seen, i, out);
}

/// A first look at a piece: the sums of its stretches, and what is needed of its tokens to decide later.
#[derive(Default)]
pub(crate) struct First {
    /// Tokens of each stretch.
    stretches: Vec<Range<usize>>,
    /// Sums of the tokens of all stretches, in steps of the weights.
    sums: Vec<[i16; TAGS]>,
    /// Their words (0 without a capital), and their tags at this look.
    words: Vec<u64>,
    tags: Vec<u8>,
    /// Of all tokens of the piece, the long lists' names that hold them.
    known: Vec<u64>,
}

/// Looks at a piece; what it says of each word goes to `votes`. `marked` are the names that the rules found there.
pub(crate) fn first(
    reading: &Reading<'_>,
    marked: &[Found],
    figures: &[Found],
    places: &Places,
    model: &Model,
    votes: &mut Votes,
) -> First {
    let parts = model.parts();
    let (seen, stretches) = look(reading, marked, figures, places, &parts.knowledge);
    let mut first = First { known: seen.iter().map(|seen| seen.known).collect(), ..First::default() };
    let (mut buffer, mut scores) = (Vec::new(), Vec::new());
    for stretch in stretches {
        scores.clear();
        for i in stretch.clone() {
            features::of(&seen, i, &mut buffer);
            let sums = parts.weights.sums(&buffer);
            scores.push(parts.weights.scores(&sums));
            first.sums.push(sums.map(|sum| sum.clamp(i16::MIN.into(), i16::MAX.into()) as i16));
            first.words.push(word_of(&seen[i]));
        }
        let tags = lattice::best(&scores, &parts.transitions);
        for (word, tag) in first.words[first.tags.len()..].iter().zip(&tags) {
            votes.note(*word, *tag);
        }
        first.tags.extend(tags);
        first.stretches.push(stretch);
    }
    first
}

/// The key by which a word votes: 0 without a capital.
pub(crate) fn word_of(seen: &Seen) -> u64 {
    if seen.capital { seen.raised_word } else { 0 }
}

/// Tags a piece, the votes of the whole document being known.
pub(crate) fn tag(reading: &Reading<'_>, marked: &[Found], first: &First, votes: &Votes, model: &Model) -> Vec<Tagged> {
    let parts = model.parts();
    let mut found = Vec::new();
    let (mut buffer, mut scores) = (Vec::new(), Vec::new());
    let mut marginals = Marginals::default();
    let mut at = 0;
    for stretch in &first.stretches {
        let own = at..at + stretch.len();
        at = own.end;
        let (words, tags) = (&first.words[own.clone()], &first.tags[own.clone()]);
        scores.clear();
        for (i, sums) in first.sums[own].iter().enumerate() {
            buffer.clear();
            votes.features(words, tags, i, &mut buffer);
            let mut sums = sums.map(i32::from);
            parts.weights.add_all(&buffer, &mut sums);
            scores.push(parts.weights.scores(&sums));
        }
        let titled = |i: usize| reading.is_title(stretch.start + i);
        names(&mut scores, parts, &mut marginals, &titled, |from, to, kind, confidence| {
            let (from, to) = (stretch.start + from, stretch.start + to);
            let label = match kind {
                NameKind::Person => Label::Person,
                NameKind::Org => Label::Org,
                NameKind::Place => place::label(reading, &first.known, (from, to), marked, &parts.places),
                NameKind::Norp => Label::Norp,
                NameKind::Event => Label::Event,
                NameKind::Work => Label::WorkOfArt,
                NameKind::Product => Label::Product,
                NameKind::Misc => return,
            };
            found.push(Tagged { from, to, label, confidence, rule: "model" });
        });
    }
    repair::repair(reading, marked, votes, &mut found);
    found
}

/// The names of a stretch with their probabilities; `titled` tells which tokens are titles before names.
fn names(
    scores: &mut [Scores],
    parts: &model::Parts,
    marginals: &mut Marginals,
    titled: &dyn Fn(usize) -> bool,
    mut each: impl FnMut(usize, usize, NameKind, f32),
) {
    for scores in scores.iter_mut() {
        scores[OUTSIDE] -= LEAN;
    }
    let tags = lattice::best(scores, &parts.transitions);
    if tags.iter().all(|tag| usize::from(*tag) == OUTSIDE) {
        return;
    }
    for scores in scores.iter_mut() {
        scores[OUTSIDE] += LEAN;
        scores.iter_mut().for_each(|score| *score /= parts.temperature);
    }
    marginals.fill_by(scores, &parts.steps, &[]);
    let mut start = 0;
    for (i, tag) in tags.iter().enumerate() {
        let Some((kind, place)) = tags::parts(usize::from(*tag)) else { continue };
        if matches!(place, Place::First | Place::Only) {
            start = i;
        }
        if matches!(place, Place::Last | Place::Only) {
            let name = |from: usize| marginals.name_by(&parts.steps, kind as usize, from, i + 1);
            // Corpora differ in whether titles are part of people's names. Here they are not, and a name with its
            // titles speaks for the name alone.
            let person = kind == NameKind::Person;
            let from = (start..i).find(|at| !(person && titled(*at))).unwrap_or(i);
            let titles = (0..from).rev().take_while(|at| person && titled(*at)).count();
            let confidence: f32 = (from - titles..=from).map(name).sum();
            if confidence >= FLOOR {
                each(from, i + 1, kind, confidence.min(1.0));
            }
        }
    }
}

/// The stretches of tokens that may hold names. Linear.
fn stretches(tokens: &[Token], seen: &[Seen]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (i, (token, seen)) in tokens.iter().zip(seen).enumerate() {
        let may = token.kind == Kind::Word && (token.capital || token.is(class::LISTED))
            || seen.rule != 0
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
