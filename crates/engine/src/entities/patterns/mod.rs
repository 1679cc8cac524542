//! What the words of a name and those beside it say: each rule proposes segments that begin at a token.

mod dateline;
mod heads;
mod introduced;
mod person;
mod product;
mod quoted;
mod results;

use crate::label::Label;

use super::lists::class;
use super::reading::Reading;
use super::segment::{Proposal, Segment};
use super::token::Kind;

pub(super) use dateline::dateline;
pub(super) use introduced::{introduced, introductions};
pub(super) use quoted::quoted;
pub(super) use results::results;

/// Capitalised words that a rule looks ahead, at most.
const AHEAD: usize = 8;

/// A rule's verdict on a stretch of tokens.
struct Verdict {
    label: Label,
    confidence: f32,
    rule: &'static str,
    /// Points for each token.
    worth: f32,
}

impl Verdict {
    fn new(label: Label, confidence: f32, rule: &'static str, worth: f32) -> Self {
        Self { label, confidence, rule, worth }
    }
}

/// All that rules propose for names that begin at `i`, a token that may be in a name.
pub(super) fn propose(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    heads::propose(reading, i, out);
    person::propose(reading, i, out);
    product::propose(reading, i, out);
    unknown(reading, i, out);
}

/// Adds a segment; one that takes up a whole run of capitalised words is worth more.
fn push(reading: &Reading<'_>, from: usize, to: usize, verdict: &Verdict, out: &mut Vec<Proposal>) {
    let whole = reading.starts_run(from) && to >= reading.run_end[from];
    let points = verdict.worth * (to - from) as f32 + if whole { 0.8 } else { 0.0 };
    let segment = Segment { from, to, label: Some(verdict.label), confidence: verdict.confidence, rule: verdict.rule };
    out.push(Proposal { segment, points });
}

/// A run of capitalised words of which nothing else is known: a name if the document says more.
fn unknown(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    if reading.loose {
        return;
    }
    let run = reading.run_end[i];
    // "US Fresh stores": a country in capitals stands by itself.
    if reading.is(i, class::GPE) && reading.tokens[i].shouted && run > i + 1 {
        return;
    }
    let mut common = 0;
    for to in i + 1..=run.min(i + AHEAD) {
        let token = &reading.tokens[to - 1];
        if token.is(class::TITLE | class::NEVER) || (token.opens && token.is(class::COMMON | class::FUNCTION)) {
            return;
        }
        common += usize::from(token.is(class::COMMON | class::FUNCTION));
        let ends = to == run || reading.is(to, class::TITLE | class::NORP);
        let length = to - i;
        if ends && (length > 1 || common == 0) {
            let worth = if common == length { 0.8 } else { 1.0 };
            let segment = Segment { from: i, to, label: None, confidence: 0.0, rule: "context" };
            out.push(Proposal { segment, points: worth * length as f32 });
        }
    }
}

/// Whether the token at `i` is the sign.
fn sign(reading: &Reading<'_>, i: usize, sign: char) -> bool {
    reading.at(i).is_some_and(|token| token.kind == Kind::Sign(sign))
}
