//! The texts: random characters, soups of the words that the engine's rules name, such soups over and over, and texts
//! of files with parts dropped, doubled, moved, put in another case or with other numbers.

use std::fs;
use std::path::Path;
use std::rc::Rc;

/// Between words.
const GAPS: &[&str] = &[" ", " ", " ", " ", "", "", "-", "\n", "\n\n", ", ", ". ", "\u{a0}", " – ", "/", "  "];

/// Pieces that no list of words has.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "5", "1,234", "27,000", "1.27", "2024", "1990s", "'90s", "5/12", "8:30", "17:20", "3-1", "2029-30", "-5", "−5",
    "½", "00", "9999999999999999999999", "1e300", "10^6", "²", "⁻²³", "$", "£", "%", "(", ")", "[", "]", "+", "±", "'",
    "\"", "’", "“", "”", ".", ",", ":", ";", "&", "@", "#", "://", "www.", "_", "*", "…", "°", "º", "\u{301}",
    "\u{200d}", "\u{fe0f}", "\u{202e}", "שלום", "٣", "🎉", "👩‍👩‍👧", "é", "ß", "İ", "ǅ", "ﬁ", "\u{2009}", "\t", "\u{feff}", "\0",
];

/// Makes texts; the same ones for the same seed.
pub(crate) struct Inputs {
    state: u64,
    words: Vec<String>,
    texts: Vec<Rc<str>>,
}

impl Inputs {
    pub(crate) fn new(seed: u64, texts: Vec<String>) -> Self {
        let mut words: Vec<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
        literals(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/src"), &mut words);
        words.sort();
        words.dedup();
        let texts = texts.into_iter().filter(|text| !text.is_empty()).map(Rc::from).collect();
        Self { state: seed, words, texts }
    }

    pub(crate) fn words(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn texts(&self) -> usize {
        self.texts.len()
    }

    /// A text, and how it was made.
    pub(crate) fn next(&mut self) -> (&'static str, String) {
        match self.below(if self.texts.is_empty() { 6 } else { 10 }) {
            0 => ("characters", self.characters()),
            1..=3 => {
                let words = self.size(60);
                ("soup", self.soup(words))
            }
            4 => ("figures", self.figures()),
            5 => {
                let words = self.below(6) + 1;
                let piece = self.soup(words);
                let bytes = self.size(40_000);
                ("repeated", piece.repeat(bytes / piece.len().max(1) + 1))
            }
            _ => ("mutated", self.mutated()),
        }
    }

    /// A number below `n`: splitmix64.
    fn below(&mut self, n: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// A size up to `most`, small ones more often.
    fn size(&mut self, most: usize) -> usize {
        let n = self.below(most) + 1;
        self.below(n) + 1
    }

    fn characters(&mut self) -> String {
        let planes = [
            (0x20, 0x7f),
            (0, 0x300),
            (0x300, 0x370),
            (0x2000, 0x2200),
            (0x20a0, 0x20d0),
            (0, 0x11_0000),
            (0x30, 0x3a),
            (0xff00, 0xff60),
        ];
        let plane = planes[self.below(planes.len())];
        (0..self.size(400))
            .filter_map(|_| {
                let (low, high) = if self.below(4) == 0 { planes[self.below(planes.len())] } else { plane };
                char::from_u32((low + self.below(high - low)) as u32)
            })
            .collect()
    }

    fn soup(&mut self, words: usize) -> String {
        let mut text = String::new();
        for _ in 0..words {
            let word = &self.word();
            match self.below(8) {
                0 => text.push_str(&self.number()),
                1 => text.push_str(&capital(word)),
                2 if self.below(4) == 0 => text.push_str(&word.to_uppercase()),
                _ => text.push_str(word),
            }
            text.push_str(GAPS[self.below(GAPS.len())]);
        }
        text
    }

    /// Numbers with words, signs and gaps that the rules look for around them.
    fn figures(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.size(30) {
            text.push_str(&self.number());
            text.push_str(["", " ", "-", "–", " to ", " and ", " or ", "/", ".", ",", ":"][self.below(11)]);
            text.push_str(&self.word());
            text.push_str(["", " ", " ", "\n"][self.below(4)]);
        }
        text
    }

    fn word(&mut self) -> String {
        let which = self.below(self.words.len());
        self.words[which].clone()
    }

    fn number(&mut self) -> String {
        let digits = self.size(9);
        let mut number: String = (0..digits).map(|_| char::from(b'0' + self.below(10) as u8)).collect();
        let mark = ["", "", "", ",", ".", "'", " ", "\u{a0}", ":", "-", "/"][self.below(11)];
        if digits > 3 {
            number.insert_str(digits - 3, mark);
        } else if self.below(4) == 0 {
            number.push_str(mark);
        }
        number
    }

    fn mutated(&mut self) -> String {
        let which = self.below(self.texts.len());
        let text = Rc::clone(&self.texts[which]);
        let (start, length) = (self.below(text.len()), self.size(4_000));
        let cut = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let mut part = text[cut(start)..cut(start + length)].to_owned();
        for _ in 0..self.below(12) {
            part = self.mutation(&part);
        }
        part
    }

    fn mutation(&mut self, text: &str) -> String {
        let cut = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let from = self.below(text.len() + 1);
        let (from, to) = (cut(from), cut(from + self.size(60)));
        let (head, middle, tail) = (&text[..from], &text[from..to], &text[to..]);
        let other = self.below(text.len() + 1);
        let other = &text[cut(other)..cut(other + self.size(80))];
        let middle = match self.below(9) {
            0 => String::new(),
            1 => format!("{middle}{middle}"),
            2 => other.to_owned(),
            3 => middle.to_uppercase(),
            4 => middle.to_lowercase(),
            5 => middle
                .chars()
                .map(|ch| if ch.is_ascii_digit() { char::from(b'0' + self.below(10) as u8) } else { ch })
                .collect(),
            6 => format!("{middle}{}{other}", self.number()),
            7 => format!("{middle}{}", self.soup(2)),
            _ => middle.replace(' ', GAPS[self.below(GAPS.len())]),
        };
        format!("{head}{middle}{tail}")
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The short strings in the sources below `folder`: words that a rule turns on.
fn literals(folder: &Path, words: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            literals(&path, words);
        } else if let Ok(source) = fs::read_to_string(&path) {
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            let strings = code.flat_map(|line| line.split('"').skip(1).step_by(2));
            words.extend(
                strings.filter(|word| (1..25).contains(&word.len()) && !word.contains(['{', '\\'])).map(str::to_owned),
            );
        }
    }
}
