//! The tokens of a piece with what the rules ask of them: which may be in a name by their capitals, where runs of
//! such tokens end, and whether capitals say anything here.

use crate::model::BlockKind;

use super::lists::{Classes, Lists, Names, class};
use super::patterns;
use super::segment::Proposal;
use super::token::{self, Kind, Token};

/// A name whose initials stand in brackets beside it: tokens `from..to` and the abbreviation `short`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Introduced {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) short: usize,
}

/// The tokens of a piece with what the rules ask of them.
pub(crate) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lists: &'a Lists,
    pub(super) kind: BlockKind,
    /// Capitals say little here: a headline in title case, a line in capitals.
    pub(super) loose: bool,
    /// Tokens that may be in a name by their capitals.
    pub(super) namy: Vec<bool>,
    /// Where the run of such tokens ends that the token is in; the token itself when it is in none.
    pub(super) run_end: Vec<usize>,
    /// Abbreviations that brackets introduce.
    pub(super) introduced: Vec<Introduced>,
    /// What signs around names propose (brackets, quotation marks), by first token.
    pub(super) fixed: Vec<Proposal>,
}

impl<'a> Reading<'a> {
    /// Looks over the tokens of a piece.
    pub(crate) fn new(text: &'a str, tokens: &'a [Token], names: &'a Names, kind: BlockKind) -> Self {
        let lists = names.lists();
        let loose = is_loose(tokens, is_heading(kind));
        let mut namy: Vec<bool> = tokens.iter().map(|token| is_namy(token, loose)).collect();
        for (i, pair) in tokens.windows(2).enumerate() {
            // "Jan" and "April" before a name are no months.
            namy[i] |=
                pair[0].is(class::NEVER) && pair[0].is(class::FIRST) && namy[i + 1] && !pair[1].is(class::COMMON);
        }
        let run_end: Vec<usize> = (0..tokens.len()).collect();
        let mut reading =
            Self { text, tokens, lists, kind, loose, namy, run_end, introduced: Vec::new(), fixed: Vec::new() };
        for i in (0..tokens.len()).rev() {
            // "Datuk Seri" stands before the name, as "Mr" does.
            reading.namy[i] &= !(tokens[i].is(class::HONORIFIC) && reading.is_title(i));
            if reading.namy[i] {
                reading.run_end[i] =
                    if reading.namy.get(i + 1) == Some(&true) { reading.run_end[i + 1] } else { i + 1 };
            }
        }
        reading.introduced = patterns::introductions(&reading);
        let mut fixed = patterns::introduced(&reading);
        fixed.extend(patterns::quoted(&reading));
        fixed.extend(patterns::dateline(&reading));
        fixed.extend(patterns::results(&reading));
        fixed.sort_by_key(|proposal| proposal.segment.from);
        reading.fixed = fixed;
        reading
    }

    /// Bytes of the token at `i` in the whole text; nothing outside the piece.
    pub(crate) fn bytes(&self, i: usize) -> std::ops::Range<usize> {
        self.at(i).map_or(0..0, |token| token.start..token.end)
    }

    /// The token at `i`; `None` outside the piece.
    pub(super) fn at(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// Whether the token at `i` is a title before a name: "Datuk" and "Seri" of "Datuk Seri Anwar Ibrahim". "Tan" is one
    /// in "Tan Sri", and a family name in "Tan Cheng Bock".
    pub(super) fn is_title(&self, i: usize) -> bool {
        let title = |i: usize| self.is(i, class::TITLE);
        let beside = title(i + 1) || i > 0 && title(i - 1);
        title(i)
            && self.at(i + 1).is_some_and(|next| next.kind == Kind::Word && next.capital)
            && (beside || !self.is(i, class::HONORIFIC) || !self.is(i, class::FIRST | class::SURNAME))
    }

    /// The token before `i`.
    pub(super) fn before(&self, i: usize) -> Option<&Token> {
        i.checked_sub(1).and_then(|i| self.tokens.get(i))
    }

    /// Whether the token at `i` has one of the classes.
    pub(super) fn is(&self, i: usize, classes: Classes) -> bool {
        self.at(i).is_some_and(|token| token.is(classes))
    }

    /// The words of the token at `i`; empty outside the piece.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.at(i).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// Where a run of capitalised words begins.
    pub(super) fn starts_run(&self, i: usize) -> bool {
        self.namy[i] && (i == 0 || !self.namy[i - 1])
    }

    /// The key of the token at `i` as it would stand in running text: "MILEI" of a headline is "Milei".
    pub(super) fn running(&self, i: usize) -> u64 {
        let Some(token) = self.at(i) else { return token::SEED };
        if !self.loose || !token.shouted || token.end - token.start < 4 {
            return token.key;
        }
        token::key_of(&crate::text::raised(self.word(i)))
    }

    /// The key of the tokens `from..to` as in running text.
    pub(super) fn running_key(&self, from: usize, to: usize) -> u64 {
        (from..to).fold(token::SEED, |key, i| token::chain(key, self.running(i)))
    }

    /// The key of the tokens `from..to`, and their classes by list.
    pub(super) fn key(&self, from: usize, to: usize) -> u64 {
        self.tokens[from..to].iter().fold(token::SEED, |key, token| token::chain(key, token.key))
    }
}

fn is_namy(token: &Token, loose: bool) -> bool {
    if token.kind != Kind::Word || !token.capital || token.is(class::NEVER) {
        return false;
    }
    if token.is(class::NO_NAME) && !token.is(class::LISTED) {
        return false;
    }
    !(token.is(class::FUNCTION)
        && (token.opens || loose || token.end - token.start <= 3 && !token.shouted && article(token)))
}

/// "The", "A", "He" ...: no name begins or ends with these but by list. "Out", "Up", "One" may.
fn article(token: &Token) -> bool {
    token.end - token.start <= 3
        && !["Out", "One", "Two", "Up", "Go", "Now", "All", "Few"].iter().any(|word| token.key == token::key_of(word))
}

/// Whether capitals say little in these tokens: most words of some length have them.
fn is_loose(tokens: &[Token], heading: bool) -> bool {
    let words = tokens.iter().filter(|t| t.kind == Kind::Word && t.end - t.start >= 4);
    let (mut capital, mut common, mut all) = (0, 0, 0);
    for word in words {
        all += 1;
        capital += usize::from(word.capital);
        common += usize::from(word.capital && word.is(class::COMMON));
    }
    if heading {
        return common >= 1 && (capital == all || (all >= 3 && capital * 10 >= all * 6));
    }
    let sentence = tokens.last().is_some_and(|token| token.sign('.'));
    !sentence && all >= 3 && capital * 10 >= all * 9 && common >= 3
}

/// Kinds of blocks whose words are often all capitalised.
fn is_heading(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Headline | BlockKind::Subheading | BlockKind::Promo | BlockKind::Caption | BlockKind::Other => true,
        BlockKind::Paragraph | BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit | BlockKind::ListItem => {
            false
        }
    }
}
