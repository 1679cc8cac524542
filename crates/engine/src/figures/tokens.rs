//! Tokens of a stretch of text: words, digit groups and symbols with their byte offsets, and what each word can
//! mean for a figure. One pass; web and e-mail addresses, handles and hashtags become single opaque tokens.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::scan::scan;
use super::words::Role;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits with the separators inside them: `27,000`, `1.27`, `192.168.0.1`.
    Digits,
    /// Any other character; hyphens and apostrophes in one form each.
    Symbol(char),
    /// An address, handle or hashtag, or digits with marks upon them: never part of a figure.
    Opaque,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: the token is glued to the one before it.
    None,
    /// White space with at most one line end.
    Space,
    /// An empty line, or the start of the stretch.
    Break,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// Its text; kept, since it is looked at again and again.
    pub(super) text: &'t str,
    /// First byte in the whole text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    pub(super) role: Role,
}

/// The tokens of a stretch. Every look-up takes any index: past either end there is no token, and
/// `i.wrapping_sub(1)` before the first is such an index.
pub(super) struct Tokens<'t> {
    list: Vec<Token<'t>>,
    headline: bool,
    /// The article's date and time, where both are known.
    pub(super) now: Option<NaiveDateTime>,
}

impl<'t> Tokens<'t> {
    /// Splits `text[range]`; a range that is not on character boundaries has no tokens.
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        let list = text.get(range.clone()).map_or_else(Vec::new, |_| scan(text, range.start, range.end));
        let mut tokens = Self { list, headline: false, now: None };
        tokens.headline = tokens.looks_like_headline();
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, i: usize) -> Option<&Token<'t>> {
        self.list.get(i)
    }

    /// The token's text; empty past the ends.
    pub(super) fn str(&self, i: usize) -> &'t str {
        self.get(i).map_or("", |token| token.text)
    }

    pub(super) fn role(&self, i: usize) -> Role {
        self.get(i).map_or(Role::None, |token| token.role)
    }

    /// Whether the token is this word, in any case.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        same(self.str(i), word)
    }

    /// Whether the token is one of these words, in any case.
    pub(super) fn any(&self, i: usize, words: &[&str]) -> bool {
        let word = self.str(i);
        !word.is_empty() && words.iter().any(|w| same(w, word))
    }

    /// Whether the words from `i` on are these, in any case, with spaces between.
    pub(super) fn phrase(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.is(i + n, word) && (n == 0 || self.near(i + n)))
    }

    pub(super) fn symbol(&self, i: usize, ch: char) -> bool {
        self.get(i).is_some_and(|token| token.kind == Kind::Symbol(ch))
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|token| token.kind == Kind::Word)
    }

    pub(super) fn is_digits(&self, i: usize) -> bool {
        self.get(i).is_some_and(|token| token.kind == Kind::Digits)
    }

    /// Whether nothing stands between the token and the one before it.
    pub(super) fn glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether the token and the one before it can belong together.
    pub(super) fn near(&self, i: usize) -> bool {
        self.get(i).is_some_and(|token| token.gap != Gap::Break)
    }

    /// Whether the token is a hyphen glued on both sides.
    pub(super) fn hyphen(&self, i: usize) -> bool {
        self.symbol(i, '-') && self.glued(i) && self.glued(i + 1)
    }

    /// The token after an optional hyphen: `i` for "two thirds", `i + 1` for "two-thirds".
    pub(super) fn past_hyphen(&self, i: usize) -> usize {
        if self.hyphen(i) { i + 1 } else { i }
    }

    /// Whether the token is a word in lower case.
    pub(super) fn lower(&self, i: usize) -> bool {
        self.is_word(i) && self.str(i).starts_with(char::is_lowercase)
    }

    /// Whether the token is a word with a capital.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.is_word(i) && self.str(i).starts_with(char::is_uppercase)
    }

    /// Whether the token opens a sentence, a quotation or a bracket.
    pub(super) fn opens(&self, i: usize) -> bool {
        !self.near(i)
            || match self.get(i.wrapping_sub(1)).map(|token| token.kind) {
                Some(Kind::Symbol(ch)) => {
                    matches!(ch, '.' | '!' | '?' | ':' | ';' | '"' | '“' | '‘' | '(' | '[' | '…' | '•' | '—' | '*')
                }
                Some(Kind::Word | Kind::Digits | Kind::Opaque) => false,
                None => true,
            }
    }

    /// Whether the capital of the token says that it is part of a name: inside a sentence, and the stretch is no
    /// headline.
    pub(super) fn named(&self, i: usize) -> bool {
        self.capital(i) && !self.headline && !self.opens(i)
    }

    /// Whether most words of the stretch have capitals.
    pub(super) fn headline(&self) -> bool {
        self.headline
    }

    /// Words of the sentence before the token, nearest first, at most `n` tokens away.
    pub(super) fn before(&self, i: usize, n: usize) -> impl Iterator<Item = usize> + '_ {
        let floor = i.saturating_sub(n);
        (floor..i.min(self.len()))
            .rev()
            .take_while(move |&j| self.near(j + 1) || j + 1 == i)
            .take_while(|&j| !self.closes_sentence(j))
            .filter(|&j| self.is_word(j))
    }

    /// Whether the token ends a sentence, or a part of one that stands for itself.
    fn closes_sentence(&self, i: usize) -> bool {
        let stop = self.symbol(i, '.') && !self.glued(i + 1) && !self.lower(i + 1);
        stop || self.symbol(i, ';')
    }

    fn looks_like_headline(&self) -> bool {
        let (mut long, mut capital) = (0, 0);
        for i in 0..self.len() {
            if self.is_word(i) && self.str(i).len() > 3 {
                long += 1;
                capital += usize::from(self.capital(i));
            }
        }
        long >= 3 && capital * 3 > long * 2
    }
}

/// Whether two words are the same but for the case of ASCII letters. Most words differ in length or in the first letter.
#[inline(always)]
pub(super) fn same(a: &str, b: &str) -> bool {
    let first = |word: &str| word.as_bytes().first().map(u8::to_ascii_lowercase);
    a.len() == b.len() && first(a) == first(b) && a.eq_ignore_ascii_case(b)
}
