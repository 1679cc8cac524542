//! Abbreviations introduced in brackets: "Amazon Web Services (AWS)", "AWS (Amazon Web Services)".

use crate::label::Label;
use crate::text::lower;

use super::super::lists::class;
use super::super::reading::{Introduced, Reading};
use super::super::segment::{Proposal, label_of};
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
        let word = reading.word(short);
        if let Some(from) = initials(reading, to, word).or_else(|| acronym(reading, to, word)) {
            // "the Philippine Department of Justice (DOJ)": the country belongs to the name, not to the letters.
            let national = from > 0
                && reading.namy[from - 1]
                && reading.is(from - 1, class::NORP)
                && !reading.tokens[from - 1].opens;
            found.push(Introduced { from: from - usize::from(national), to, short });
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
    let mut left = letters.as_slice();
    let (mut at, mut skipped, mut capitals) = (to, 0, 0);
    while let Some((letter, rest)) = left.split_last() {
        at = at.checked_sub(1)?;
        let token = reading.at(at)?;
        let word = reading.word(at);
        let initial = word.chars().next()?;
        // "Tehreek-e-Insaf" gives two letters.
        let parts: Vec<char> =
            word.split('-').filter_map(|part| part.chars().next()).filter(|ch| ch.is_uppercase()).collect();
        let small = token.kind == Kind::Possessive
            || (token.kind == Kind::Word && !token.capital && token.end - token.start <= 4);
        if parts.len() > 1 && left.ends_with(&parts) {
            left = left.get(..left.len() - parts.len())?;
        } else if initial == *letter || (small && letter.to_lowercase().eq([initial])) {
            left = rest;
        } else {
            skipped += 1;
            if !(small || token.sign('&') || token.sign('-')) || skipped > 2 {
                return None;
            }
            continue;
        }
        skipped = 0;
        capitals += usize::from(token.capital);
    }
    (capitals > 1 && reading.at(at)?.capital).then_some(at)
}

/// Where the name that ends before `to` begins, if `short` is made of the beginnings of its words: "KEMRI" of "Kenya
/// Medical Research Institute".
fn acronym(reading: &Reading<'_>, to: usize, short: &str) -> Option<usize> {
    let letters: Vec<char> = lower(short).chars().collect();
    let shouted = short.chars().all(char::is_uppercase);
    if !shouted || !(3..=LETTERS).contains(&letters.len()) {
        return None;
    }
    for at in (to.saturating_sub(LETTERS)..to).rev() {
        let token = reading.at(at)?;
        let small = token.kind == Kind::Word && !token.capital && token.end - token.start <= 3;
        if !reading.namy[at] && !small {
            break;
        }
        if reading.namy[at] && lower(reading.word(at)).chars().next() == letters.first().copied() {
            let words = (at..to).filter(|&k| reading.namy[k]).map(|k| lower(reading.word(k)));
            let words: Vec<String> = words.collect();
            if words.len() > 1 && spelled(&letters, &words) {
                return Some(at);
            }
        }
    }
    None
}

/// Whether the letters are beginnings of all the words in turn. A word takes one letter, or as many as fit.
fn spelled(letters: &[char], words: &[String]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let mut most = letters.iter().zip(word.chars()).take_while(|(letter, ch)| **letter == *ch).count().min(4);
    while most > 0 {
        if letters.get(most..).is_some_and(|left| spelled(left, rest)) {
            return true;
        }
        most -= 1;
    }
    false
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
