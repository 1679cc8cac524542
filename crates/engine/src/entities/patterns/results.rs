//! Lines of results and fixtures: "Getafe 1 (Arambarri 40) Las Palmas 3", "Osasuna v Girona". What plays is a team, and
//! who stands in the brackets with a minute is a player.

use crate::label::Label;

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::segment::Proposal;
use super::super::token::Kind;
use super::{Verdict, push, sign};

/// Words in a team's name, at most.
const WORDS: usize = 4;

/// Teams and players of a line of results.
pub(in super::super) fn results(reading: &Reading<'_>) -> Vec<Proposal> {
    let mut out = Vec::new();
    score_line(reading, &mut out);
    if out.is_empty() {
        fixtures(reading, &mut out);
    }
    out
}

/// A piece that is all of one result, from its first token on.
fn score_line(reading: &Reading<'_>, out: &mut Vec<Proposal>) {
    let mut found = Vec::new();
    let Some(at) = side(reading, 0, &mut found) else { return };
    let at = at + usize::from(reading.at(at).is_some_and(|t| matches!(t.kind, Kind::Sign(',' | '-' | '–'))));
    if side(reading, at, &mut found).is_some() {
        out.append(&mut found);
    }
}

/// A team, its score and those who scored, from `at` on; where the next begins.
fn side(reading: &Reading<'_>, at: usize, out: &mut Vec<Proposal>) -> Option<usize> {
    let length = team(reading, at)?;
    let score = at + length;
    reading.at(score).filter(|t| t.kind == Kind::Number && t.end - t.start <= 3)?;
    push(reading, at, score, &Verdict::new(Label::Org, 0.93, "result", 4.0), out);
    let mut next = score + 1;
    if sign(reading, next, '(') {
        let close = (next..(next + 80).min(reading.tokens.len())).find(|i| sign(reading, *i, ')'))?;
        players(reading, next + 1, close, out);
        next = close + 1;
    }
    Some(next)
}

/// Names that a minute follows: "Muriqi 15, Larin 83-pen".
fn players(reading: &Reading<'_>, from: usize, to: usize, out: &mut Vec<Proposal>) {
    let mut at = from;
    while at < to {
        match team(reading, at).filter(|length| at + length < to) {
            Some(length) => {
                if reading.at(at + length).is_some_and(|t| {
                    t.kind == Kind::Number || reading.word(at + length).starts_with(|ch: char| ch.is_ascii_digit())
                }) {
                    push(reading, at, at + length, &Verdict::new(Label::Person, 0.9, "result", 4.0), out);
                }
                at += length + 1;
            }
            None => at += 1,
        }
    }
}

/// "Osasuna v Girona, Alavés v Real Madrid".
fn fixtures(reading: &Reading<'_>, out: &mut Vec<Proposal>) {
    for v in 1..reading.tokens.len() {
        if !matches!(reading.word(v), "v" | "vs" | "vs.") {
            continue;
        }
        let before = (1..=WORDS.min(v)).rev().find(|length| team(reading, v - length) == Some(*length));
        let (Some(before), Some(after)) = (before, team(reading, v + 1)) else { continue };
        let verdict = Verdict::new(Label::Org, 0.8, "result", 3.0);
        push(reading, v - before, v, &verdict, out);
        push(reading, v + 1, v + 1 + after, &verdict, out);
    }
}

/// Words of the name that begins at `at`.
fn team(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let name = |i: &usize| {
        reading.at(*i).is_some_and(|t| t.kind == Kind::Word && t.capital && !t.is(class::NEVER | class::FUNCTION))
    };
    let length = (at..at + WORDS + 1).take_while(name).count();
    (1..=WORDS).contains(&length).then_some(length)
}
