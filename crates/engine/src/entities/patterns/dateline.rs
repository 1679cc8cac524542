//! Where and by whom a report was filed: "KUALA LUMPUR, Feb 12 (Bernama) -", "Paris (AFP) —", "TOKYO --". The place is a
//! place whatever else it could be, and the agency an organisation.

use crate::label::Label;

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::segment::Proposal;
use super::super::token::Kind;
use super::{Verdict, push, sign};

/// Words in a place of a dateline, at most.
const WORDS: usize = 4;
/// Tokens between the place and the dash, at most.
const REACH: usize = 14;

/// The place and agency of a dateline with which the piece begins.
pub(in super::super) fn dateline(reading: &Reading<'_>) -> Vec<Proposal> {
    let mut out = Vec::new();
    let place = run(reading, 0);
    if !(1..=WORDS).contains(&place) {
        return out;
    }
    let shouted = (0..place).all(|i| reading.tokens[i].shouted);
    let mut at = place;
    let mut agency = None;
    let mut region = None;
    let dash = loop {
        let Some(token) = reading.at(at).filter(|_| at < REACH) else { return out };
        match token.kind {
            Kind::Sign('-' | '–' | '—') => break at,
            Kind::Sign(':') if agency.is_some() || shouted => break at,
            Kind::Sign('(') if agency.is_none() => {
                let close = (at + 1..(at + 5).min(reading.tokens.len())).find(|i| sign(reading, *i, ')'));
                let Some(close) = close.filter(|close| close - at > 1) else { return out };
                agency = Some((at + 1, close));
                at = close + 1;
                continue;
            }
            Kind::Sign(',' | '.' | '/') | Kind::Number => {}
            Kind::Word if token.is(class::NEVER) => {}
            Kind::Word if region.is_none() && token.capital && at > 0 && sign(reading, at - 1, ',') => {
                let length = run(reading, at).max(1);
                region = Some((at, at + length));
                at += length;
                continue;
            }
            Kind::Word | Kind::Possessive | Kind::Sign(_) => return out,
        }
        at += 1;
    };
    // A dash by itself says little: "Apple - the company - ...".
    let spaced = reading.bytes(dash).start > reading.bytes(dash - 1).end;
    if !spaced || dash + 1 >= reading.tokens.len() || !(agency.is_some() || shouted && place_like(reading, place)) {
        return out;
    }
    let verdict = |label| Verdict::new(label, 0.96, "dateline", 4.0);
    push(reading, 0, place, &verdict(Label::Gpe), &mut out);
    if let Some((from, to)) = region {
        push(reading, from, to, &verdict(Label::Gpe), &mut out);
    }
    if let Some((from, to)) =
        agency.filter(|(from, to)| (*from..*to).all(|i| reading.at(i).is_some_and(|t| t.kind == Kind::Word)))
    {
        push(reading, from, to, &verdict(Label::Org), &mut out);
    }
    out
}

/// A line in capitals that is a headline has more words, or ordinary ones.
fn place_like(reading: &Reading<'_>, place: usize) -> bool {
    (0..place).any(|i| !reading.is(i, class::COMMON))
        && reading.tokens.iter().skip(place).any(|token| !token.shouted && token.kind == Kind::Word && !token.capital)
}

/// Capitalised words from `from` on.
fn run(reading: &Reading<'_>, from: usize) -> usize {
    let name = |i: &usize| reading.at(*i).is_some_and(|t| t.kind == Kind::Word && t.capital && !t.is(class::NEVER));
    (from..from + WORDS + 1).take_while(name).count()
}
