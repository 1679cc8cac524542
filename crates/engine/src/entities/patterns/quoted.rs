//! Titles of works in quotation marks: "a novel called “The Long Way Home”".

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::segment::{Proposal, Segment};
use super::super::token::Kind;
use crate::label::Label;

/// Words in a title, at most.
const LONGEST: usize = 10;

/// Words that stay small in titles.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "as", "at", "by", "for", "from", "in", "into", "of", "on", "to",
    "with", "vs", "de", "la", "le", "el", "von",
];

/// Titles in quotation marks. Each opening mark looks ahead over a few words: linear.
pub(in super::super) fn quoted(reading: &Reading<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    if reading.loose {
        return found;
    }
    let mut at = 0;
    while at < reading.tokens.len() {
        let close = match reading.tokens[at].kind {
            Kind::Sign('“') => '”',
            Kind::Sign('"') => '"',
            _ => {
                at += 1;
                continue;
            }
        };
        let limit = (at + LONGEST + 2).min(reading.tokens.len());
        let Some(end) = (at + 1..limit).find(|&k| reading.tokens[k].sign(close)) else {
            at += 1;
            continue;
        };
        if let Some((to, confidence)) = title(reading, at + 1, end) {
            let segment = Segment { from: at + 1, to, label: Some(Label::WorkOfArt), confidence, rule: "quoted-title" };
            found.push(Proposal { segment, points: 2.0 * (to - at - 1) as f32 + 1.0 });
        }
        at = end + 1;
    }
    found
}

/// Where a title between two marks ends, and how sure it is one.
fn title(reading: &Reading<'_>, from: usize, end: usize) -> Option<(usize, f32)> {
    let stop = end > from && (reading.tokens[end - 1].sign(',') || reading.tokens[end - 1].sign('.'));
    let to = end - usize::from(stop);
    let first = reading.at(from)?;
    if to <= from || !(first.capital || first.kind == Kind::Number) {
        return None;
    }
    let words = (from..to).filter(|&k| reading.tokens[k].kind == Kind::Word);
    let cased = words.clone().all(|k| reading.tokens[k].capital || SMALL.contains(&reading.word(k)));
    let ends_a_sentence = matches!(reading.tokens[to - 1].kind, Kind::Sign('.' | ';'));
    // The "Doomsday Glacier" is a nickname.
    let place = reading.is(to - 1, class::LOC_HEAD | class::FAC_HEAD | class::GPE_HEAD);
    if !cased || ends_a_sentence || place {
        return None;
    }
    let near = |k: usize| reading.at(k).is_some_and(|t| !t.capital && t.is(class::WORK_NOUN));
    let told = (from.saturating_sub(6)..from.saturating_sub(1)).any(near) || (end + 1..end + 4).any(near);
    match (told, words.count()) {
        (true, _) => Some((to, 0.75)),
        (false, 3..) => Some((to, 0.55)),
        (false, _) => None,
    }
}
