//! The conventions of the Penn Treebank as NLTK's `word_tokenize` has them, of one sentence: signs stand by themselves,
//! the full stop at the sentence's end does, clitics are cut off ("do|n't", "it|'s"), and so are a few contractions
//! ("can|not", "gon|na"). Quotes stay as they are in the text.
//!
//! NLTK puts spaces into the sentence, one rule after the other; here the same rules note where. Linear.

use postil_engine::Span;

use super::is_space;

/// Words that are cut, by `|`, whatever their case.
const CUT: &[&str] = &["can|not", "d|'ye", "gim|me", "gon|na", "got|ta", "lem|me", "more|'n", "wan|na"];

/// Cuts the sentence at `span` of a text, and adds its tokens.
pub(super) fn tokens(text: &str, span: Span, tokens: &mut Vec<Span>) {
    let Some(sentence) = text.get(span.range()) else { return };
    let mut cuts = Cuts { text: sentence, gaps: vec![false; sentence.len() + 1] };
    cuts.openings();
    cuts.final_stop();
    cuts.signs();
    cuts.quotes_and_clitics();
    cuts.contractions();
    let mut start = 0;
    let mut add = |from: usize, to: usize| {
        if from < to {
            tokens.extend(Span::new(text, span.start() + from, span.start() + to));
        }
    };
    for (at, ch) in sentence.char_indices() {
        if is_space(ch) {
            add(start, at);
            start = at + ch.len_utf8();
        } else if cuts.gaps[at] {
            add(start, at);
            start = at;
        }
    }
    add(start, sentence.len());
}

struct Cuts<'a> {
    text: &'a str,
    /// Before which bytes there is a gap.
    gaps: Vec<bool>,
}

impl Cuts<'_> {
    fn gap(&mut self, at: usize) {
        self.gaps[at] = true;
    }

    fn alone(&mut self, at: usize, length: usize) {
        self.gap(at);
        self.gap(at + length);
    }

    /// Whether the text ends at `at`, or white space or a gap is there.
    fn ends(&self, at: usize) -> bool {
        self.gaps[at] || self.text[at..].chars().next().is_none_or(is_space)
    }

    /// The character before `at`, when neither white space nor a gap parts them.
    fn before(&self, at: usize) -> Option<char> {
        let ch = self.text[..at].chars().next_back();
        ch.filter(|&ch| !self.gaps[at] && !is_space(ch))
    }

    /// Whether a word starts or ends at `at`; a gap is as good as a space.
    fn edge(&self, at: usize) -> bool {
        let is_word = |ch: char| ch.is_alphanumeric() || ch == '_';
        self.gaps[at] || self.text[..at].ends_with(is_word) != self.text[at..].starts_with(is_word)
    }

    /// Quotes that open, and apostrophes at the start of a word that is no clitic.
    fn openings(&mut self) {
        let text = self.text;
        let mut ticks = 0;
        for (at, ch) in text.char_indices() {
            match ch {
                '«' | '“' | '‘' | '„' => self.alone(at, ch.len_utf8()),
                // Of a longer run, two and two.
                '`' => {
                    ticks = if text[..at].ends_with('`') { ticks + 1 } else { 0 };
                    if ticks % 2 == 0 {
                        self.gap(at);
                    }
                    if !text[at + 1..].starts_with('`') {
                        self.gap(at + 1);
                    }
                }
                '"' => self.alone(at, 1),
                '\'' => {
                    let is_word = |ch: char| ch.is_alphanumeric() || ch == '_';
                    let after = &text[at + 1..];
                    let word = &after[..after.find(|ch| !is_word(ch)).unwrap_or(after.len())];
                    let is_clitic =
                        || ["re", "ve", "ll", "m", "t", "s", "d", "n"].iter().any(|it| it.eq_ignore_ascii_case(word));
                    if !text[..at].ends_with(is_word) && !word.is_empty() && !is_clitic() {
                        self.gap(at + 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// The full stop at the end, with only quotes and brackets that close after it.
    fn final_stop(&mut self) {
        let closes = |ch: char| is_space(ch) || "])}>\"'»”’".contains(ch);
        let body = self.text.trim_end_matches(closes);
        let Some(before) = body.strip_suffix('.') else { return };
        if !before.is_empty() && !before.ends_with('.') {
            self.alone(before.len(), 1);
        }
    }

    fn signs(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut parted = 0;
        for (at, ch) in text.char_indices() {
            match ch {
                // Not within a number. Of two in a row, the first takes the second with it.
                ':' | ',' if at >= parted => {
                    let next = text[at + 1..].chars().next();
                    if !next.is_some_and(char::is_numeric) {
                        self.alone(at, 1);
                        parted = at + 1 + next.map_or(0, char::len_utf8);
                    }
                }
                ':' | ',' if at + 1 == text.len() => self.alone(at, 1),
                '.' if bytes.get(at + 1) == Some(&b'.') || at > 0 && bytes[at - 1] == b'.' => {
                    if at == 0 || bytes[at - 1] != b'.' {
                        self.gap(at);
                    }
                    if bytes.get(at + 1) != Some(&b'.') {
                        self.gap(at + 1);
                    }
                }
                ';' | '@' | '#' | '$' | '%' | '&' | '?' | '!' | '*' => self.alone(at, 1),
                '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' => self.alone(at, 1),
                '\u{2012}'..='\u{2015}' => self.alone(at, ch.len_utf8()),
                _ => {}
            }
        }
        for (at, _) in text.match_indices('\'') {
            if !text[..at].ends_with('\'') && at > 0 && self.ends(at + 1) {
                self.gap(at);
            }
        }
        for (at, _) in text.match_indices("--") {
            self.alone(at, 2);
        }
    }

    fn quotes_and_clitics(&mut self) {
        let text = self.text;
        for (at, ch) in text.char_indices() {
            if matches!(ch, '»' | '”' | '’') {
                self.alone(at, ch.len_utf8());
            }
        }
        for (at, _) in text.match_indices("''") {
            self.alone(at, 2);
        }
        for (at, _) in text.match_indices('\'') {
            let after = &text.as_bytes()[at + 1..];
            let has = |clitic: &[u8]| {
                let same = after.get(..clitic.len()).is_some_and(|word| {
                    word == clitic || clitic.iter().map(u8::to_ascii_uppercase).eq(word.iter().copied())
                });
                same && self.ends(at + 1 + clitic.len())
            };
            let starts = |at: usize| self.before(at).is_some_and(|ch| ch != '\'');
            if starts(at) && [&b""[..], b"s", b"m", b"d", b"ll", b"re", b"ve"].iter().any(|clitic| has(clitic)) {
                self.gap(at);
            }
            let not = text[..at].ends_with('n') && after.starts_with(b"t")
                || text[..at].ends_with('N') && after.starts_with(b"T");
            if not && !self.gaps[at] && self.ends(at + 2) && self.before(at - 1).is_some_and(|ch| ch != '\'') {
                self.gap(at - 1);
            }
        }
    }

    fn contractions(&mut self) {
        let text = self.text;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if let Some((length, first)) = cut(rest).filter(|&(length, _)| self.edge(at) && self.edge(at + length)) {
                let is_apart = (at + 1..at + length).all(|inside| !self.gaps[inside]);
                let needs_space = rest.as_bytes()[0].eq_ignore_ascii_case(&b'w');
                if is_apart && (!needs_space || at + length == text.len() || self.ends(at + length)) {
                    self.alone(at, first);
                    self.gap(at + length);
                }
            }
            // "'t|is", "'t|was", at the start of a word.
            if rest.starts_with('\'') && (at == 0 || self.gaps[at] || text[..at].ends_with(is_space)) {
                let ends = ["'tis", "'twas"].into_iter().map(|word| (word, at + word.len()));
                let found = ends.into_iter().find(|&(word, end)| {
                    let is_same = text.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(word));
                    is_same && self.edge(end) && (at + 1..end).all(|inside| !self.gaps[inside])
                });
                if let Some((_, end)) = found {
                    self.gap(at + 2);
                    self.gap(end);
                }
            }
            // To the next place where one may start.
            at += rest.char_indices().skip(1).map(|(at, _)| at).next().unwrap_or(rest.len());
        }
    }
}

/// The length of a word that is cut at the start of `rest`, and of its first piece.
fn cut(rest: &str) -> Option<(usize, usize)> {
    let first = rest.as_bytes().first()?.to_ascii_lowercase();
    CUT.iter().filter(|word| word.as_bytes().first() == Some(&first)).find_map(|word| {
        let (one, two) = word.split_once('|')?;
        let length = one.len() + two.len();
        let has = |range: std::ops::Range<usize>, piece: &str| {
            rest.get(range).is_some_and(|part| part.eq_ignore_ascii_case(piece))
        };
        (has(0..one.len(), one) && has(one.len()..length, two)).then_some((length, one.len()))
    })
}
