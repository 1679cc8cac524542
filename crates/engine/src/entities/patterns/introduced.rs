//! Abbreviations introduced in brackets: "Amazon Web Services (AWS)", "AWS (Amazon Web Services)".

use crate::label::Label;

use super::super::lists::class;
use super::super::segment::{Introduced, Proposal, Reading, label_of};
use super::super::token::Kind;
use super::{Verdict, heads, push, sign};

/// Letters in an abbreviation, at most.
const LETTERS: usize = 8;

/// The abbreviations that the piece introduces. Linear: each bracket looks back over a few words.
pub(in super::super) fn introductions(reading: &Reading<'_>) -> Vec<Introduced> {
    let mut found = Vec::new();
    for open in 1..reading.tokens.len() {
        let short = open + 1;
        if !sign(reading, open, '(')
            || !(sign(reading, short + 1, ')') || sign(reading, short + 1, ',') || sign(reading, short + 1, ';'))
        {
            continue;
        }
        let quoted = matches!(reading.tokens[open - 1].kind, Kind::Sign('"' | '”'));
        let to = open - usize::from(quoted);
        if let Some(from) = initials(reading, to, reading.word(short)) {
            found.push(Introduced { from, to, short });
        }
    }
    found
}

/// Where the name that ends before `to` begins, if its initials are those of `short`: capitals are matched from the
/// right, small words may be left out.
fn initials(reading: &Reading<'_>, to: usize, short: &str) -> Option<usize> {
    let letters: Vec<char> = short.chars().filter(|ch| ch.is_uppercase()).collect();
    if !(2..=LETTERS).contains(&letters.len()) || short.chars().count() > LETTERS + 3 {
        return None;
    }
    let mut at = to;
    let mut capitals = 0;
    for letter in letters.into_iter().rev() {
        let mut skipped = 0;
        loop {
            at = at.checked_sub(1)?;
            let token = reading.at(at)?;
            let initial = reading.word(at).chars().next()?;
            if initial == letter {
                capitals += 1;
                break;
            }
            let small = token.kind == Kind::Word && !token.capital && token.end - token.start <= 4
                || token.kind == Kind::Possessive;
            if small && initial.to_uppercase().eq([letter]) {
                break;
            }
            skipped += 1;
            if !(small || token.sign('&') || token.sign('-')) || skipped > 2 {
                return None;
            }
        }
    }
    (capitals > 1 && reading.at(at)?.capital).then_some(at)
}

/// Names and abbreviations that brackets tie together, as segments.
pub(in super::super) fn introduced(reading: &Reading<'_>) -> Vec<Proposal> {
    let mut out = Vec::new();
    for introduced in &reading.introduced {
        let classes = reading.lists.get(reading.key(introduced.from, introduced.to)) & class::LISTED;
        let label = if classes != 0 {
            label_of(classes)
        } else {
            heads::label(reading, introduced.from, introduced.to).unwrap_or(Label::Org)
        };
        let verdict = Verdict::new(label, 0.93, "abbreviation", 2.6);
        push(reading, introduced.from, introduced.to, &verdict, &mut out);
        push(reading, introduced.short, introduced.short + 1, &verdict, &mut out);
    }
    out
}
