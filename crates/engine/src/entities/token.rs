//! Words, numbers and signs, and what is known of each by itself. Offsets are bytes of the whole text.
//!
//! A word is known by its key, a hash in which curly and straight apostrophes are alike and the full stop of
//! "St." does not count.

use super::lists::{Classes, Lists, class};

/// The key of nothing; [`chain`] starts from it.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters (with digits, dots, hyphens ... inside).
    Word,
    /// Digits without letters.
    Number,
    /// The "'s" of a possessive.
    Possessive,
    /// One other sign.
    Sign(char),
}

/// A word, number or sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Hash of the word as written (a shouted one as in running text, if only that is listed).
    pub(super) key: u64,
    /// Classes of the word as written and, for a capitalised one, in lower case.
    pub(super) classes: Classes,
    /// Begins with a capital, or has one inside as "iPhone" has.
    pub(super) capital: bool,
    /// Two letters or more, and no small one.
    pub(super) shouted: bool,
    /// Stands where any word would be capitalised.
    pub(super) opens: bool,
}

impl Token {
    /// A token of which nothing is known yet.
    pub(super) fn new(start: usize, end: usize, kind: Kind) -> Self {
        Self { start, end, kind, key: 0, classes: 0, capital: false, shouted: false, opens: false }
    }

    /// Whether the word has one of these classes.
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    /// Whether this is that sign.
    pub(super) fn sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Sets what is known of `word`, the token's own text.
    pub(super) fn classify(&mut self, word: &str, lists: Option<&Lists>) {
        let bare = word.strip_suffix('.').filter(|bare| !bare.contains('.') && bare.len() > 1).unwrap_or(word);
        self.key = if bare.is_ascii() { key_of(bare) } else { hash(bare.replace('’', "'").bytes()) };
        let upper = bare.chars().filter(|ch| ch.is_uppercase()).count();
        self.capital = upper > 0;
        self.shouted = upper > 1 && !bare.chars().any(char::is_lowercase);
        let Some(lists) = lists else { return };
        self.classes = lists.get(self.key);
        if !self.capital {
            // "co-founders James Park and Eric Friedman"
            let one = bare.strip_suffix('s').filter(|one| one.len() > 3 && self.classes & class::ROLE == 0);
            self.classes |= one.map_or(0, |one| lists.get(key_of(one)) & class::ROLE);
            return;
        }
        let lower = crate::text::lower(bare);
        if self.classes == 0
            && let Some(one) = bare.strip_suffix('s')
        {
            // "iPhones"
            self.classes |= lists.get(key_of(one)) & class::PRODUCT;
        }
        if self.shouted && self.classes & class::LISTED != 0 {
            // "US" and "WHO" are not "us" and "who".
            return;
        }
        let ordinary = lists.get(key_of(&lower));
        self.classes |= ordinary & (class::COMMON | class::ROLE);
        if ordinary & (class::ROLE | class::FIRM_NOUN | class::FIRM_AFTER | class::PRODUCT_NOUN | class::WORK_NOUN) != 0
        {
            self.classes |= class::COMMON;
        }
        if self.classes & (class::COMMON | class::LISTED | class::FIRST | class::SURNAME) == 0
            && (common_form(lists, &lower) || compound(lists, &lower))
        {
            self.classes |= class::COMMON;
        }
        if self.shouted && bare.len() >= 3 && self.classes & !(class::COMMON | class::ROLE) == 0 {
            // Its first letter is a capital already.
            let key = key_of(&bare.chars().take(1).chain(lower.chars().skip(1)).collect::<String>());
            let classes = lists.get(key);
            // "LOS ANGELES", but not every abbreviation of three letters that is a name too.
            if classes != 0 && (bare.len() > 3 || classes & (class::PREFIX | class::FIRST) == class::PREFIX) {
                self.key = key;
                self.classes |= classes;
            }
        }
    }
}

/// The hash of a word.
pub(super) fn key_of(word: &str) -> u64 {
    hash(word.bytes())
}

/// The key of a run of words that ends with `key`.
pub(super) fn chain(run: u64, key: u64) -> u64 {
    if run == SEED { key } else { (run.rotate_left(7) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15) }
}

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(SEED, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Whether a word with hyphens is made of ordinary words: "self-checkout".
fn compound(lists: &Lists, word: &str) -> bool {
    let common = |part: &str| lists.get(key_of(part)) & class::COMMON != 0 || common_form(lists, part);
    word.contains('-') && word.split('-').all(|part| !part.is_empty() && common(part))
}

/// Whether a lower-case word is an inflected form of an ordinary word: "trims", "advertised", "bluntly".
pub(super) fn common_form(lists: &Lists, word: &str) -> bool {
    const ENDINGS: &[(&str, &[&str])] = &[
        ("s", &[""]),
        ("es", &[""]),
        ("ies", &["y"]),
        ("ed", &["", "e"]),
        ("ied", &["y"]),
        ("ing", &["", "e"]),
        ("ly", &[""]),
        ("er", &["", "e"]),
        ("ers", &["", "e"]),
    ];
    ENDINGS.iter().any(|(ending, stems)| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) else { return false };
        stems.iter().any(|more| lists.get(hash(stem.bytes().chain(more.bytes()))) & class::COMMON != 0)
    })
}
