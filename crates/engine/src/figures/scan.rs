//! Splitting a stretch of text into tokens, one pass.

use super::tokens::{Gap, Kind, Token};
use super::words::{self, Role};

/// The tokens of `text[start..end]`, both on character boundaries.
pub(super) fn scan(text: &str, start: usize, end: usize) -> Vec<Token<'_>> {
    let mut scan = Scan { text, end, list: Vec::with_capacity((end - start) / 4), chunk: 0 };
    scan.run(start);
    scan.list
}

struct Scan<'t> {
    text: &'t str,
    end: usize,
    list: Vec<Token<'t>>,
    /// First token since the last white space.
    chunk: usize,
}

impl<'t> Scan<'t> {
    fn run(&mut self, mut at: usize) {
        let mut gap = Gap::Break;
        while let Some(ch) = self.char_at(at) {
            if ch.is_whitespace() {
                let (end, lines) = self.white(at);
                gap = if lines > 1 || self.list.is_empty() { Gap::Break } else { Gap::Space };
                self.chunk = self.list.len();
                at = end;
                continue;
            }
            let (kind, end) = self.token(at, ch);
            let text: &'t str = self.text.get(at..end).unwrap_or_default();
            if kind == Kind::Opaque && self.chunk < self.list.len() {
                if let Some(first) = self.list.get_mut(self.chunk) {
                    let text = self.text.get(first.start..end).unwrap_or_default();
                    *first = Token { text, end, kind, role: Role::None, ..*first };
                }
                self.list.truncate(self.chunk + 1);
            } else {
                let role = match kind {
                    Kind::Word => words::role(text),
                    Kind::Digits | Kind::Symbol(_) | Kind::Opaque => Role::None,
                };
                self.list.push(Token { text, start: at, end, kind, gap, role });
            }
            gap = Gap::None;
            at = end;
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        if at >= self.end {
            return None;
        }
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text.get(at..).and_then(|rest| rest.chars().next()),
        }
    }

    fn white(&self, mut at: usize) -> (usize, usize) {
        let mut lines = 0;
        while let Some(ch) = self.char_at(at).filter(|ch| ch.is_whitespace()) {
            lines += usize::from(ch == '\n');
            at += ch.len_utf8();
        }
        (at, lines)
    }

    /// Kind and end of the token that starts at `at` with `ch`.
    fn token(&self, at: usize, ch: char) -> (Kind, usize) {
        let next = at + ch.len_utf8();
        if ch.is_ascii_digit() {
            let end = self.digits(at);
            return match self.char_at(end) {
                Some(mark) if is_mark(mark) => (Kind::Opaque, self.rest(end)),
                _ => (Kind::Digits, end),
            };
        }
        if ch.is_alphabetic() || is_mark(ch) {
            let end = self.word(next);
            let web = self.text.get(at..end).is_some_and(|word| word.eq_ignore_ascii_case("www"));
            return if web && self.char_at(end) == Some('.') {
                (Kind::Opaque, self.rest(end))
            } else {
                (Kind::Word, end)
            };
        }
        let glued = self.list.last().is_some_and(|last| last.end == at && last.kind != Kind::Opaque);
        let address = match ch {
            ':' => self.text.get(next..self.end).is_some_and(|rest| rest.starts_with("//")),
            '@' => self.char_at(next).is_some_and(|c| c.is_alphabetic() || glued && c.is_ascii_digit()),
            '#' => self.char_at(next).is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if address {
            return (Kind::Opaque, self.rest(next));
        }
        let plain = match ch {
            '‐' | '‑' => '-',
            '’' | 'ʼ' => '\'',
            other => other,
        };
        (Kind::Symbol(plain), next)
    }

    fn word(&self, mut at: usize) -> usize {
        while let Some(ch) = self.char_at(at).filter(|&ch| ch.is_alphabetic() || is_mark(ch)) {
            at += ch.len_utf8();
        }
        at
    }

    /// The end of a group of digits: separators belong to it where a digit, or a group of three, follows.
    fn digits(&self, mut at: usize) -> usize {
        let run = |from: usize| {
            let mut end = from;
            while self.char_at(end).is_some_and(|ch| ch.is_ascii_digit()) {
                end += 1;
            }
            end
        };
        let first = at;
        at = run(at);
        while let Some(ch) = self.char_at(at) {
            let from = at + ch.len_utf8();
            let end = run(from);
            let fits = match ch {
                '.' => end > from,
                ',' => matches!(end - from, 2 | 3),
                '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}' => end - from == 3 && at - first <= 11,
                _ => false,
            };
            if !fits {
                break;
            }
            at = end;
        }
        at
    }

    /// The end of the stretch without white space that goes on at `at`.
    fn rest(&self, mut at: usize) -> usize {
        while let Some(ch) = self.char_at(at).filter(|ch| !ch.is_whitespace()) {
            at += ch.len_utf8();
        }
        at
    }
}

/// Whether the character changes the one before it: combining marks, joiners, variation selectors, keycaps.
fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}
