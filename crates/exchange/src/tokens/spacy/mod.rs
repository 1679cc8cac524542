//! spaCy's tokenizer for English (`spacy.blank("en")`), from its documented algorithm: a text is parted at white space;
//! what lies between loses signs at both ends until a special word or nothing to cut off is left; addresses stay whole,
//! the rest is cut at signs within; at last special words that were cut are put together again.
//!
//! White space is a token too, but for one space after a token. No regular expressions; linear in the text.

mod affix;
mod class;
mod special;
mod url;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use postil_engine::Span;

use special::Specials;

use super::is_space;

/// Cuts a text; every character but single spaces after tokens is in a token.
pub(crate) fn tokens(text: &str) -> Vec<Span> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let cutter = Cutter::get();
    let mut ends = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let blank = rest.starts_with(is_space);
        let end = at + rest.find(|ch| is_space(ch) != blank).unwrap_or(rest.len());
        ends.clear();
        if blank {
            // The space that the token before takes with it.
            let start = at + usize::from(at > 0 && rest.starts_with(' '));
            at = start;
            ends.extend((end > start).then_some(end - start));
        } else {
            cutter.word(&text[at..end], &mut ends);
        }
        let mut start = at;
        for &length in &ends {
            tokens.extend(Span::new(text, start, at + length));
            start = at + length;
        }
        at = end;
    }
    tokens
}

/// A special word as the rules alone would cut it: its first piece leads here.
struct Pattern {
    word: &'static str,
    pieces: Vec<usize>,
}

struct Cutter {
    specials: &'static Specials,
    /// By the first piece.
    patterns: HashMap<&'static str, Vec<Pattern>>,
}

impl Cutter {
    fn get() -> &'static Self {
        static CUTTER: OnceLock<Cutter> = OnceLock::new();
        CUTTER.get_or_init(|| {
            let specials = Specials::get();
            let mut cutter = Self { specials, patterns: HashMap::new() };
            let mut words: Vec<_> = specials.words().collect();
            words.sort_unstable();
            for word in words {
                let mut inside = false;
                affix::infixes(word, |_, _| inside = true);
                if !inside && affix::prefix(word) == 0 && affix::suffix(word) == 0 {
                    continue;
                }
                let mut pieces = Vec::new();
                cutter.cut(word, false, &mut pieces);
                if pieces.len() > 1 {
                    let first = pieces.first().map_or(word, |&end| &word[..end]);
                    cutter.patterns.entry(first).or_default().push(Pattern { word, pieces });
                }
            }
            cutter
        })
    }

    /// The ends of the tokens of a word without white space.
    fn word(&self, word: &str, ends: &mut Vec<usize>) {
        // Most words: nothing to cut off, nothing to cut at.
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            match self.specials.cuts(word) {
                Some(cuts) => ends.extend_from_slice(cuts),
                None => ends.push(word.len()),
            }
            return;
        }
        self.cut(word, true, ends);
        if ends.len() > 1 {
            self.mend(word, ends);
        }
    }

    /// By the rules, with special words or without.
    fn cut(&self, word: &str, specials: bool, ends: &mut Vec<usize>) {
        let special = |part: &str| if specials { self.specials.cuts(part) } else { None };
        let (mut start, mut end) = (0, word.len());
        let mut tail = Vec::new();
        while start < end {
            let part = &word[start..end];
            if special(part).is_some() {
                break;
            }
            let before = affix::prefix(part);
            let rest = &part[before..];
            if before > 0 && special(rest).is_some() {
                start += before;
                ends.push(start);
                break;
            }
            let after = affix::suffix(rest);
            if after > 0 && special(&part[..part.len() - after]).is_some() {
                tail.push(end);
                end -= after;
                break;
            }
            if before + after == 0 {
                break;
            }
            if before > 0 {
                start += before;
                ends.push(start);
            }
            if after > 0 {
                tail.push(end);
                end -= after;
            }
        }
        let part = &word[start..end];
        if let Some(cuts) = special(part) {
            ends.extend(cuts.iter().map(|cut| start + cut));
        } else if url::is_url(part) {
            ends.push(end);
        } else if !part.is_empty() {
            let mut from = 0;
            affix::infixes(part, |at, to| {
                if at > 0 {
                    ends.extend((at > from).then_some(start + at));
                    ends.push(start + to);
                    from = to;
                }
            });
            ends.extend((from < part.len()).then_some(end));
        }
        ends.extend(tail.into_iter().rev());
    }

    /// Puts special words together that the rules have cut.
    fn mend(&self, word: &str, ends: &mut Vec<usize>) {
        let starts = |nth: usize| nth.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let mut found: Vec<(usize, usize, &Pattern)> = Vec::new();
        for (nth, &end) in ends.iter().enumerate() {
            let start = starts(nth);
            let Some(patterns) = self.patterns.get(&word[start..end]) else { continue };
            found.extend(patterns.iter().filter_map(|pattern| {
                let here = ends.get(nth..nth + pattern.pieces.len())?;
                let fits = here.iter().map(|end| end - start).eq(pattern.pieces.iter().copied());
                let is_same = fits && word[start..].starts_with(pattern.word);
                is_same.then_some((nth, nth + pattern.pieces.len(), pattern))
            }));
        }
        if found.is_empty() {
            return;
        }
        found.sort_unstable_by_key(|&(from, to, _)| (Reverse(to - from), from));
        let mut seen = vec![false; ends.len()];
        found.retain(|&(from, to, _)| {
            let is_free = !seen[from] && !seen[to - 1];
            seen[from..to].fill(true);
            is_free
        });
        found.sort_unstable_by_key(|&(from, ..)| from);
        let mut mended = Vec::with_capacity(ends.len());
        let mut nth = 0;
        for (from, to, pattern) in found {
            mended.extend_from_slice(&ends[nth..from]);
            let start = starts(from);
            let cuts = self.specials.cuts(pattern.word).unwrap_or_default();
            mended.extend(cuts.iter().map(|cut| start + cut));
            nth = to;
        }
        mended.extend_from_slice(&ends[nth..]);
        *ends = mended;
    }
}
