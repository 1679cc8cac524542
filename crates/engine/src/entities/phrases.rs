//! Phrases in running text: whole words only, the longest first, in one pass. A table from the words to what begins
//! with them is walked word by word, so the time depends on the text and not on how many phrases there are.
//!
//! Curly and straight apostrophes are alike, and so is any white space within a line. Limits: a phrase of more than
//! two dozen words and signs is not looked for.

use std::ops::Range;

use crate::text::Span;

use super::lists::KeyMap;
use super::spelling::{alike, folded, word};
use super::token::{SEED, chain};

/// Words and signs of a phrase, at most: what bounds the work at each word of a text.
pub(crate) const MOST_WORDS: usize = 24;

/// Phrases by their words.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// By the hash of the first words: whether more may follow (the lowest bit), and the phrase that ends here, plus one.
    table: KeyMap<usize>,
    /// The bytes that phrases begin with, a bit each: most words of a text need no other look.
    first: [u64; 4],
}

#[derive(Clone, Debug)]
struct Phrase {
    words: Box<str>,
    any_case: bool,
    /// Another one of the same words in another case.
    next: Option<usize>,
}

impl Phrases {
    /// Takes phrases, each with whether letters may be large or small; they are known by their number. Of two that
    /// match the same words, the first counts.
    #[must_use]
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, bool)>) -> Self {
        let mut all = Self::default();
        for (words, any_case) in phrases {
            all.add(words, any_case);
        }
        all
    }

    fn add(&mut self, words: &str, any_case: bool) {
        let number = self.phrases.len();
        self.phrases.push(Phrase { words: words.into(), any_case, next: None });
        let keys: Vec<u64> = Keys::new(words, 0).map(|(key, _)| key).take(MOST_WORDS + 1).collect();
        let Some((last, first)) = keys.split_last().filter(|_| keys.len() <= MOST_WORDS) else { return };
        let start = words.trim_start();
        for byte in start.bytes().take(1).flat_map(|byte| [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()]) {
            self.first[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        if !start.is_ascii() || start.starts_with('\'') {
            // Letters whose other case, and apostrophes whose other form, begins with other bytes.
            self.first = [u64::MAX; 4];
        }
        first.iter().for_each(|key| *self.table.entry(*key).or_default() |= 1);
        let entry = self.table.entry(*last).or_default();
        match (*entry >> 1).checked_sub(1) {
            None => *entry |= (number + 1) << 1,
            Some(mut known) => {
                while let Some(next) = self.phrases[known].next {
                    known = next;
                }
                self.phrases[known].next = Some(number);
            }
        }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The phrase that `words` are.
    #[must_use]
    pub fn get(&self, words: &str) -> Option<usize> {
        let (at, found) = self.at(words, 0)?;
        (at == words.len()).then_some(found)
    }

    /// The phrases that begin in `range` of `text`, from left to right without overlaps, each with its number. One may
    /// end after the range. Linear in the range.
    pub fn find<'a>(&'a self, text: &'a str, range: Range<usize>) -> impl Iterator<Item = (Span, usize)> + 'a {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while !self.is_empty() {
                let word = word(text, at)?;
                if word.start >= range.end {
                    return None;
                }
                at = word.end;
                let byte = text.as_bytes().get(word.start).copied().unwrap_or_default();
                if self.first[usize::from(byte >> 6)] >> (byte & 63) & 1 == 0 {
                    continue;
                }
                if let Some((end, number)) = self.at(text, word.start)
                    && let Some(span) = Span::new(text, word.start, end)
                {
                    at = end;
                    return Some((span, number));
                }
            }
            None
        })
    }

    /// The longest phrase that begins with the word at `start`: its end and number.
    fn at(&self, text: &str, start: usize) -> Option<(usize, usize)> {
        let mut found = None;
        for (key, end) in Keys::new(text, start).take(MOST_WORDS) {
            let Some(entry) = self.table.get(&key) else { break };
            let mut candidate = (entry >> 1).checked_sub(1);
            while let Some(number) = candidate {
                let phrase = &self.phrases[number];
                if alike(&text[start..end], &phrase.words, phrase.any_case) {
                    found = Some((end, number));
                    break;
                }
                candidate = phrase.next;
            }
            if entry & 1 == 0 {
                break;
            }
        }
        found
    }
}

/// The hashes of the first word of a text, of the first two and so on within a line, each with where that ends.
struct Keys<'a> {
    text: &'a str,
    at: usize,
    key: u64,
}

impl<'a> Keys<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, key: SEED }
    }
}

impl Iterator for Keys<'_> {
    type Item = (u64, usize);

    fn next(&mut self) -> Option<(u64, usize)> {
        let word = word(self.text, self.at)?;
        let gap = &self.text[self.at..word.start];
        let is_first = self.key == SEED;
        if !is_first && gap.contains('\n') {
            return None;
        }
        // A space between is a word of its own.
        self.key = if is_first || gap.is_empty() { self.key } else { chain(self.key, 1) };
        let said = &self.text[word.clone()];
        let hashed = |hash: u64, ch: u32| (hash ^ u64::from(ch)).wrapping_mul(0x0100_0000_01b3);
        // Most words are plain, and most of the time is spent here.
        let hash = if said.is_ascii() {
            said.bytes().fold(SEED, |hash, byte| hashed(hash, byte.to_ascii_lowercase().into()))
        } else {
            said.chars().flat_map(folded).fold(SEED, |hash, ch| hashed(hash, ch.into()))
        };
        self.key = chain(self.key, hash);
        self.at = word.end;
        Some((self.key, word.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Phrases ("~" before one in any case) and the text with what is found in brackets.
    #[track_caller]
    fn check(phrases: &[&str], marked: &str) {
        let all = phrases.iter().map(|phrase| match phrase.strip_prefix('~') {
            Some(words) => (words, true),
            None => (*phrase, false),
        });
        let all = Phrases::new(all);
        let text = marked.replace(['[', ']'], "");
        let mut shown = String::new();
        let mut at = 0;
        for (span, number) in all.find(&text, 0..text.len()) {
            shown += &text[at..span.start()];
            shown += &format!("[{}]", &text[span.range()]);
            assert_eq!(all.get(&text[span.range()]), Some(number));
            at = span.end();
        }
        shown += &text[at..];
        assert_eq!(shown, marked, "{phrases:?}");
    }

    #[test]
    fn whole_words_are_found_and_nothing_else() {
        check(&["Acme"], "[Acme], Acmes and [Acme]'s [Acme]’s xAcme Acme1 acme [Acme]-owned ([Acme])");
        check(&["~Acme"], "[ACME] [acme] [Acme]");
        check(&["Amazon", "Amazon Web Services"], "[Amazon] and [Amazon Web  Services], [Amazon] Web\nServices");
        check(&["US", "us"], "[US] [us] Us");
        check(&["AT&T"], "[AT&T] AT & T AT&Tx");
        check(&["O'Brien", "Brien"], "[O’Brien]'s [Brien] can't");
        check(&["3", "3.5"], "13 [3] [3.5] 3.55 3,000 [3].");
        check(&["cafe", "👩", "🇩🇪"], "cafe\u{301} [cafe] [👩] 👩‍👩‍👧 👩🏽 [🇩🇪] 🇩🇪🇫🇷");
        check(&["~STRASSE", "~É"], "[strasse] [é] É\u{301}");
        check(&["C++", "#MeToo"], "[C++] C+ [#MeToo]");
        check(&["McDonald's"], "[McDonald’s] McDonald");
        check(&["", " ", &"a ".repeat(MOST_WORDS + 1)], &"a ".repeat(99));
        check(&["a b c", "a", "b"], "[a] [b] d [a b c] [a] [b]");
    }

    proptest! {
        #[test]
        fn what_is_found_lies_apart_on_words(
            phrases in prop::collection::vec("[ab’' .&é👩]{1,6}", 0..6), text in "[abAB’' .&é👩🏽\u{301}\n]{0,40}"
        ) {
            let all = Phrases::new(phrases.iter().map(|phrase| (phrase.as_str(), true)));
            let mut words = Vec::new();
            let mut at = 0;
            while let Some(next) = word(&text, at) {
                at = next.end;
                words.push(next);
            }
            let mut at = 0;
            for (span, number) in all.find(&text, 0..text.len()) {
                prop_assert!(span.start() >= at);
                at = span.end();
                prop_assert!(words.iter().any(|word| word.start == span.start()));
                prop_assert!(words.iter().any(|word| word.end == span.end()));
                prop_assert!(alike(&text[span.range()], &phrases[number], true));
            }
        }
    }
}
