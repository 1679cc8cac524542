//! Cuts text into tokens, as names need it: "S&P", "U.S.", "O'Neill" and "JD.com" are one word, the "'s" of a
//! possessive is a word of its own, and "London-based" is three. One pass, linear.

use std::ops::Range;

use super::lists::{Lists, class};
use super::token::{Kind, Token, common_form, key_of};

/// Bytes of a word after which no sign joins more to it; keeps chains such as "a-b-c-..." linear.
const LONGEST: usize = 80;

/// Words that keep the full stop after them.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "St", "Mt", "Ft", "Inc", "Corp", "Co", "Cos", "Ltd", "Jr", "Sr", "Gen", "Sen", "Sens",
    "Rep", "Reps", "Gov", "Lt", "Col", "Capt", "Sgt", "Maj", "Cpl", "Adm", "Prof", "Rev", "Hon", "Bros", "No", "Nos",
    "vs", "Sept", "Jan", "Feb", "Mar", "Apr", "Aug", "Oct", "Nov", "Dec", "Calif", "Fla", "Mass", "Pa", "Va", "Ill",
    "Ind", "Mich", "Minn", "Wis", "Ariz", "Ark", "Colo", "Conn", "Del", "Ga", "Kan", "Ky", "La", "Md", "Miss", "Mo",
    "Mont", "Neb", "Nev", "Okla", "Ore", "Tenn", "Tex", "Vt", "Wash", "Wyo", "Ala", "approx", "dept", "Dept", "Det",
    "Insp", "Supt", "Univ", "Fr", "Pvt", "Cllr", "Ave", "Blvd", "Rd",
];

/// First parts that a hyphen only leans on: "ex-Tesla", "pro-Russian".
const LEANING: &[&str] =
    &["pro", "anti", "ex", "non", "post", "pre", "then", "co", "un", "inter", "vice", "trans", "ultra", "self", "all"];

/// Reads `text[range]` into `tokens` (emptied first). With `lists`, the tokens get their classes and doubtful
/// hyphens are settled.
pub(super) fn scan(text: &str, range: Range<usize>, lists: Option<&Lists>, tokens: &mut Vec<Token>) {
    tokens.clear();
    let Some(slice) = text.get(range.clone()) else { return };
    let mut scanner = Scanner { text, slice, base: range.start, lists, tokens };
    let mut at = 0;
    while let Some(ch) = slice.get(at..).and_then(|rest| rest.chars().next()) {
        at = if ch.is_alphanumeric() {
            scanner.word(at)
        } else {
            if !ch.is_whitespace() && !is_joiner(ch) {
                scanner.push(at, at + ch.len_utf8(), Kind::Sign(ch));
            }
            at + ch.len_utf8()
        };
    }
}

/// Characters that are part of a word or of nothing: combining marks, joiners, soft hyphens.
fn is_joiner(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{fe0f}' | '\u{2060}')
}

struct Scanner<'a> {
    text: &'a str,
    slice: &'a str,
    base: usize,
    lists: Option<&'a Lists>,
    tokens: &'a mut Vec<Token>,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.slice.get(at..)?.chars().next()
    }

    /// Reads the word that starts at `start`; returns where the next token may start.
    fn word(&mut self, start: usize) -> usize {
        let bytes = self.slice.as_bytes();
        let mut end = start;
        // Hyphens inside, to be judged when the word is known.
        let mut hyphen = None;
        while let Some(ch) = self.char_at(end) {
            let next = end + ch.len_utf8();
            if ch.is_alphanumeric() || is_joiner(ch) {
                // ASCII words are the rule; run through them.
                end = next;
                while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
                    end += 1;
                }
                continue;
            }
            let Some(after) = self.char_at(next) else { break };
            let inside = match ch {
                '-' => after.is_alphanumeric(),
                '\'' | '’' => after.is_alphabetic() && !self.possessive(next),
                '&' => {
                    after.is_uppercase()
                        && self.slice.get(start..end).is_some_and(|word| word.len() <= 3 && shouted(word))
                }
                '.' => self.dot_inside(start, end, after),
                _ => false,
            };
            if !inside || end - start > LONGEST {
                break;
            }
            if ch == '-' {
                let cut = self.cuts(start, end, next);
                if cut {
                    hyphen = Some(end);
                    break;
                }
            }
            end = next;
        }
        let word = self.slice.get(start..end).unwrap_or_default();
        let dotted = hyphen.is_none() && self.char_at(end) == Some('.') && keeps_dot(word);
        if !dotted && self.char_at(end) == Some('+') && word.starts_with(|ch: char| ch.is_uppercase()) {
            let more = self.char_at(end + 1).is_some_and(char::is_alphanumeric);
            end += usize::from(!more);
        }
        let kind =
            if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') { Kind::Number } else { Kind::Word };
        self.push(start, end + usize::from(dotted), kind);
        end += usize::from(dotted);
        if let Some(at) = hyphen {
            self.push(at, at + 1, Kind::Sign('-'));
            return at + 1;
        }
        match self.char_at(end) {
            Some(ch @ ('\'' | '’')) if self.possessive(end + ch.len_utf8()) => {
                let s = end + ch.len_utf8();
                self.push(end, s + 1, Kind::Possessive);
                s + 1
            }
            _ => end,
        }
    }

    /// Whether an "s" that ends a word stands at `at`.
    fn possessive(&self, at: usize) -> bool {
        let rest = self.slice.get(at..).unwrap_or_default();
        rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric)
    }

    /// "U.S", "JD.com", "3.5": whether the full stop after `start..end` belongs to the word.
    fn dot_inside(&self, start: usize, end: usize, after: char) -> bool {
        let word = self.slice.get(start..end).unwrap_or_default();
        let last = word.rsplit('.').next().unwrap_or_default();
        let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        let digits = last.bytes().all(|byte| byte.is_ascii_digit());
        if digits || single {
            return after.is_alphanumeric() && (digits == after.is_ascii_digit() || single);
        }
        after.is_lowercase() || (word.contains('.') && after.is_uppercase() && last.len() == 1)
    }

    /// Whether a hyphen at `end` parts two words: "London-based", "ex-Tesla", "Franco-Prussian" does not.
    fn cuts(&self, start: usize, end: usize, next: usize) -> bool {
        let Some(lists) = self.lists else { return false };
        let head = self.slice.get(start..end).unwrap_or_default();
        let rest = self.slice.get(next..).unwrap_or_default();
        let tail = &rest[..rest.find(|ch: char| !ch.is_alphanumeric()).unwrap_or(rest.len())];
        let whole = self.slice.get(start..next + tail.len()).unwrap_or_default();
        if lists.get(key_of(whole)) != 0 {
            return false;
        }
        if !head.starts_with(char::is_uppercase) {
            return tail.starts_with(char::is_uppercase) && LEANING.contains(&head);
        }
        if tail.starts_with(char::is_lowercase) {
            return tail.len() >= 3 && lists.get(key_of(tail)) & class::COMMON != 0
                || tail.len() >= 3 && common_form(lists, tail);
        }
        let place = |word: &str| lists.get(key_of(word)) & (class::GPE | class::NORP) != 0;
        place(head) && place(tail) && head.len() < 12
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let word = self.slice.get(start..end).unwrap_or_default();
        let base = self.base;
        let mut token = Token::new(base + start, base + end, kind);
        match kind {
            Kind::Possessive => token.key = key_of("'s"),
            Kind::Sign(_) => token.key = key_of(word),
            Kind::Number => {
                token.key = key_of(word);
                token.classes = self.lists.map_or(0, |lists| lists.get(token.key));
            }
            Kind::Word => token.classify(word, self.lists),
        }
        if self.lists.is_some() {
            token.opens = self.opens(&token);
        }
        self.tokens.push(token);
    }

    /// Whether a word at the token's place is capitalised whatever it is.
    fn opens(&self, token: &Token) -> bool {
        let Some(last) = self.tokens.last() else { return true };
        let gap = self.text.get(last.end..token.start).unwrap_or_default();
        match last.kind {
            Kind::Sign('.' | '!' | '?' | ':' | '…' | '•' | '|' | '*' | '“' | '‘' | '—' | '–' | '·') => {
                true
            }
            Kind::Sign('"' | '\'' | '’' | '(' | '[') => {
                let before = self.tokens.len().checked_sub(2).and_then(|i| self.tokens.get(i));
                let opening = gap.is_empty();
                (opening && !last.sign('(') && !last.sign('['))
                    || last.opens
                    || before.is_some_and(|b| b.sign('.') || b.sign('?') || b.sign('!'))
            }
            Kind::Sign('”' | ')' | ']') => {
                let before = self.tokens.len().checked_sub(2).and_then(|i| self.tokens.get(i));
                before.is_some_and(|b| b.sign('.') || b.sign('?') || b.sign('!'))
            }
            Kind::Sign('-') => last.opens,
            Kind::Number | Kind::Word | Kind::Possessive | Kind::Sign(_) => false,
        }
    }
}

/// "No." keeps its full stop, and so do initials and the last letter of "U.S.".
fn keeps_dot(word: &str) -> bool {
    let mut letters = word.rsplit('.').next().unwrap_or_default().chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    (single && (word.contains('.') || word.starts_with(char::is_uppercase))) || ABBREVIATIONS.contains(&word)
}

fn shouted(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}
