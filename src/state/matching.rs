//! How a search compares: words as they are written or in any case, or a regular expression.

use std::sync::Arc;

use postil_engine::Annotation;
use regex_lite::{Regex, RegexBuilder};

use super::find::{Hit, Place, Query};

/// Bytes that a regular expression may take, at most: what bounds the time for a character.
const MOST_BYTES: usize = 1 << 16;

/// What is looked for, ready to be compared.
pub(super) enum Matcher {
    Plain(Vec<char>, Query),
    Regex(Regex, Query),
}

impl Matcher {
    /// Prepares the comparison.
    ///
    /// # Errors
    /// When a regular expression is not one, or too large; in words.
    pub(super) fn new(query: &Query) -> Result<Self, String> {
        if !query.regex {
            return Ok(Self::Plain(query.words.chars().map(|ch| folded(ch, query.case)).collect(), query.clone()));
        }
        let mut builder = RegexBuilder::new(&query.words);
        let regex = builder.case_insensitive(!query.case).multi_line(true).size_limit(MOST_BYTES).build();
        Ok(Self::Regex(regex.map_err(|error| error.to_string())?, query.clone()))
    }

    /// Calls `add` with start and length of each place that matches, from left to right without overlaps, until that
    /// says no.
    pub(super) fn find(&self, text: &str, add: &mut dyn FnMut(usize, usize) -> bool) {
        match self {
            Self::Plain(needle, query) => plain(text, needle, query, add),
            Self::Regex(regex, query) => {
                let mut found = regex.find_iter(text).filter(|found| !query.whole || is_whole(text, found.range()));
                found.all(|found| add(found.start(), found.len()));
            }
        }
    }

    /// A mark whose label is what is looked for, or whose note holds it.
    pub(super) fn mark(&self, a: &Arc<Annotation>) -> Option<Hit> {
        let holds = |text: &str| match self {
            Self::Plain(needle, query) => {
                let mut found = false;
                plain(text, needle, query, &mut |_, _| {
                    found = true;
                    false
                });
                found
            }
            Self::Regex(regex, _) => regex.find(text).is_some_and(|found| !found.is_empty()),
        };
        let is_label = match self {
            Self::Plain(needle, _) => {
                a.label.chars().map(|ch| folded(ch, false)).eq(needle.iter().map(|ch| folded(*ch, false)))
            }
            Self::Regex(regex, _) => regex.find(&a.label).is_some_and(|found| found.len() == a.label.len()),
        };
        let place = if is_label {
            Place::Label
        } else if a.note.as_deref().is_some_and(holds) {
            Place::Note
        } else {
            return None;
        };
        Some(Hit { span: a.span, place })
    }
}

/// As it is compared: apostrophes and spaces are alike, and letters in any case unless it matters.
pub(super) fn folded(ch: char, case: bool) -> char {
    match ch {
        '’' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        ch if case => ch,
        ch if ch.is_ascii() => ch.to_ascii_lowercase(),
        // Where that is more than one letter, only itself is alike.
        ch => Some(ch.to_lowercase()).filter(|lower| lower.len() == 1).and_then(|mut lower| lower.next()).unwrap_or(ch),
    }
}

/// The places that say `needle`.
fn plain(text: &str, needle: &[char], query: &Query, add: &mut dyn FnMut(usize, usize) -> bool) {
    let Some((first, others)) = needle.split_first() else { return };
    let mut free = 0;
    for (start, ch) in text.char_indices() {
        if folded(ch, query.case) != *first || start < free {
            continue;
        }
        let mut end = start + ch.len_utf8();
        let mut rest = text[end..].chars();
        let is_it = others.iter().all(|wanted| {
            rest.next().is_some_and(|ch| {
                end += ch.len_utf8();
                folded(ch, query.case) == *wanted
            })
        });
        if is_it && (!query.whole || is_whole(text, start..end)) {
            free = end;
            if !add(start, end - start) {
                return;
            }
        }
    }
}

/// Whether no word goes on at either end.
fn is_whole(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() || ch == '_');
        is_letter(a) && is_letter(b)
    };
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !joins(before.chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), after.chars().next())
}
