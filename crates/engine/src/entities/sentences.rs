//! Sentences of a text, and the tokens that the tagger sees. A sentence ends at a token that can end one when what
//! follows can begin one. Which full stops belong to words is settled where tokens are made, once for all.

use crate::model::Block;
use crate::text::Span;

use super::lists::{Names, class};
use super::scan;
use super::token::{Kind, Token};

/// Abbreviations that a name or a word always follows, beside titles.
const LEADING: &[&str] = &[
    "amb", "approx", "brig", "ca", "cf", "cmdr", "coun", "e.g", "ft", "hon", "i.e", "insp", "messrs", "mlle", "mme",
    "mt", "pres", "st", "ste", "supt", "viz", "vs",
];
/// Those that a number follows, beside single small letters.
const NUMBERED: &[&str] = &[
    "art", "ch", "ed", "eds", "eq", "est", "ext", "fig", "figs", "op", "pp", "ref", "rs", "sec", "tel", "vol", "vols",
];

/// The sentences of `text`, in order, without white space at their ends; every other character of the blocks is in one.
/// They never go beyond a block, so that a headline or an item of a list is one too. Quotes and brackets that close
/// belong to the sentence before. Linear.
///
/// ```
/// use postil_engine::{sentences, structure};
///
/// let text = "Mr. Hale left the U.S. in May. “Why?” she asked. It rose 3.5%.";
/// let found: Vec<_> = sentences(text, &structure(text)).iter().map(|span| &text[span.range()]).collect();
/// assert_eq!(found, ["Mr. Hale left the U.S. in May.", "“Why?” she asked.", "It rose 3.5%."]);
/// ```
#[must_use]
pub fn sentences(text: &str, blocks: &[Block]) -> Vec<Span> {
    let words = Names::none();
    let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
    for block in blocks {
        scan::scan(text, block.span.range(), Some(words.lists()), &mut tokens);
        let mut start = block.span.start();
        let mut add = |start: usize, end: usize| {
            sentences.extend(Span::new(text, start, end).and_then(|span| span.trimmed(text)));
        };
        for end in ends(text, &tokens) {
            add(start, tokens[end].start);
            start = tokens[end].start;
        }
        add(start, block.span.end());
    }
    sentences
}

/// The tokens of `text[span]` as the tagger sees them: "U.S.", "O'Neill" and "JD.com" are one, the "'s" of a possessive
/// is one of its own. Whether a hyphen parts two words ("London-based") depends on the words that `names` lists. Linear.
///
/// ```
/// use postil_engine::{Names, Span, tokens};
///
/// let text = "Mr. O'Neill's firm, in the U.S.";
/// let all = Span::new(text, 0, text.len()).unwrap();
/// let found: Vec<_> = tokens(text, all, &Names::default()).iter().map(|span| &text[span.range()]).collect();
/// assert_eq!(found, ["Mr.", "O'Neill", "'s", "firm", ",", "in", "the", "U.S."]);
/// ```
#[must_use]
pub fn tokens(text: &str, span: Span, names: &Names) -> Vec<Span> {
    let mut tokens = Vec::new();
    scan::scan(text, span.range(), Some(names.lists()), &mut tokens);
    tokens.iter().filter_map(|token| Span::new(text, token.start, token.end)).collect()
}

/// The tokens that begin a sentence, but for the first.
fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let parted = |i: usize| {
        let gap = tokens.get(i).zip(tokens.get(i + 1)).and_then(|(a, b)| text.get(a.end..b.start));
        gap.is_none_or(|gap| gap.contains(char::is_whitespace))
    };
    // The next word or number from each token on, that signs stand before.
    let mut opening = vec![None; tokens.len() + 1];
    for (i, token) in tokens.iter().enumerate().rev() {
        let is_sign = matches!(token.kind, Kind::Sign(ch) if !is_stop(ch));
        opening[i] = if is_sign { opening[i + 1] } else { Some(i) };
    }
    let mut ends = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let at = i;
        i += 1;
        let Some(stop) = Stop::at(text, tokens, at) else { continue };
        let (mut wide, mut closed) = (false, false);
        // More stops, and what closes with them: `?!”)`.
        loop {
            let last = &tokens[i - 1];
            wide |= matches!(last.kind, Kind::Sign(ch) if is_wide(ch));
            match tokens.get(i).map(|token| token.kind) {
                Some(Kind::Sign(ch)) if is_stop(ch) && (!parted(i - 1) || ch == '.') => {}
                Some(Kind::Sign(ch)) if closes(ch) && (!parted(i - 1) || ch != '’' && parted(i)) => {
                    closed |= !is_bracket(ch);
                }
                // A straight quote closes where no word follows it at once.
                Some(Kind::Sign('"' | '\'')) if !parted(i - 1) && (parted(i) || !is_word(tokens.get(i + 1))) => {
                    closed = true;
                }
                Some(Kind::Sign('\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')) if !parted(i - 1) => {}
                _ => break,
            }
            i += 1;
        }
        if !(wide || parted(i - 1)) {
            continue;
        }
        // "LONDON, Ont. — The mayor", "“Yes.” — A reader"
        if matches!(tokens.get(i).map(|token| token.kind), Some(Kind::Sign('—' | '–' | '-'))) {
            continue;
        }
        let begins = opening.get(i).copied().flatten().and_then(|next| tokens.get(next));
        if begins.is_some_and(|next| stop.ends_before(text, next, wide, closed)) {
            ends.push(i);
        }
    }
    ends
}

/// What may end a sentence.
#[derive(Clone, Copy)]
enum Stop {
    /// A sign that is for that.
    Sign,
    /// The full stop of an abbreviation, which may end a sentence as well.
    Word,
    /// That of a time of day.
    Time,
    /// That of an abbreviation before numbers.
    Numbered,
}

impl Stop {
    /// The stop at `at`; there is none where the sentence has to go on.
    fn at(text: &str, tokens: &[Token], at: usize) -> Option<Self> {
        let token = tokens.get(at)?;
        let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|b| b.end == token.start);
        let (bare, otherwise) = match (token.kind, before) {
            // "2. The second": a number in a list.
            (Kind::Sign('.'), Some(before)) if at == 1 && before.kind == Kind::Number => return None,
            (Kind::Sign('.'), Some(before)) if before.kind == Kind::Word => (word(before), Self::Sign),
            (Kind::Sign(ch), _) => return is_stop(ch).then_some(Self::Sign),
            (Kind::Word, _) => (word(token).strip_suffix('.')?, Self::Word),
            (Kind::Number | Kind::Possessive, _) => return None,
        };
        let lower = if bare.len() <= 6 { crate::text::lower(bare) } else { String::new() };
        let single = bare.chars().count() == 1;
        if token.is(class::TITLE) || LEADING.contains(&&*lower) || single && at == 0 {
            return None;
        }
        Some(match &*lower {
            "a.m" | "p.m" => Self::Time,
            lower if single && lower == bare || NUMBERED.contains(&lower) => Self::Numbered,
            _ => otherwise,
        })
    }

    /// Whether a sentence ends there when `next` is the next word: after a `wide` sign, or `closed` by a quote, or plainly.
    fn ends_before(self, text: &str, next: &Token, wide: bool, closed: bool) -> bool {
        let word = text.get(next.start..next.end).unwrap_or_default();
        let cased = word.chars().any(|ch| ch.is_lowercase() || ch.is_uppercase());
        // Another script has no capitals to go by.
        let begins = next.capital || next.kind == Kind::Word && !cased && !starts_with_digit(word);
        match self {
            Self::Sign => begins || wide || next.kind == Kind::Number || starts_with_digit(word),
            Self::Numbered => begins,
            Self::Word if closed => begins,
            // "The", "However": words that open sentences and no names.
            Self::Word => next.capital && (next.is(class::FUNCTION) || word == "I") || begins && !cased,
            Self::Time => begins && !next.is(class::NEVER) && !next.shouted || word == "I",
        }
    }
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|ch: char| ch.is_ascii_digit())
}

fn is_word(token: Option<&Token>) -> bool {
    token.is_some_and(|token| !matches!(token.kind, Kind::Sign(_)))
}

/// Signs that end sentences, in any script.
fn is_stop(ch: char) -> bool {
    matches!(ch, '.' | '!' | '?' | '…' | '‼' | '‽' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥') || is_wide(ch)
}

/// Those that no space need follow.
fn is_wide(ch: char) -> bool {
    matches!(ch, '。' | '！' | '？' | '｡' | '．')
}

fn closes(ch: char) -> bool {
    matches!(ch, '”' | '’' | '»' | '›' | '」' | '』') || is_bracket(ch)
}

fn is_bracket(ch: char) -> bool {
    matches!(ch, ')' | ']' | '）' | '】')
}
