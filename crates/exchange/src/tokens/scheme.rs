//! Marks as tags of tokens and back: IOB1, IOB2, BIOES, BILOU.
//!
//! Writing is by one scheme. Reading takes any, also mixtures that tools write: a mark starts at `B`, `S`, `U`, `W`, after
//! `O`, after an end (`E`, `L`, `S`, `U`, `W`), and where the label changes. A tag without a letter and a hyphen is a
//! label by itself. No mark goes across the end of a sentence.

use std::borrow::Cow;
use std::ops::Range;

use postil_engine::Document;
use serde::{Deserialize, Serialize};

use super::{Mark, is_space};

/// How marks are said by tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// `B` only where two marks of a label touch, as in the first data of CoNLL-2003.
    Iob1,
    /// `B` at each start, `I` after it.
    Iob2,
    /// Also `E` at the end of a longer mark, `S` for one of a single token.
    Bioes,
    /// The same with `L` and `U`.
    Bilou,
}

/// The schemes of files whose readers take any, first the usual one.
pub(crate) const TAGS: &[Scheme] = &[Scheme::Iob2, Scheme::Iob1, Scheme::Bioes, Scheme::Bilou];

impl Scheme {
    /// The letters, in the order of lists of tags.
    pub(crate) fn letters(self) -> &'static [char] {
        match self {
            Self::Iob1 | Self::Iob2 => &['B', 'I'],
            Self::Bioes => &['B', 'I', 'E', 'S'],
            Self::Bilou => &['B', 'I', 'L', 'U'],
        }
    }

    fn letter(self, at: usize, range: &Range<usize>, touches: bool) -> char {
        let (first, last) = (at == range.start, at + 1 == range.end);
        match self {
            Self::Iob1 => ['I', 'B'][usize::from(first && touches)],
            Self::Iob2 => ['I', 'B'][usize::from(first)],
            Self::Bioes | Self::Bilou => {
                let (end, single) = if self == Self::Bioes { ('E', 'S') } else { ('L', 'U') };
                match (first, last) {
                    (true, true) => single,
                    (true, false) => 'B',
                    (false, true) => end,
                    (false, false) => 'I',
                }
            }
        }
    }
}

/// Calls `tag` with each token of a sentence and its letter and label, if it has any. `marks` lie apart. Linear.
pub(crate) fn tags<'a>(
    scheme: Scheme,
    sentence: Range<usize>,
    marks: &[Mark],
    document: &'a Document,
    mut tag: impl FnMut(usize, Option<(char, &'a str)>),
) {
    let mut marks = marks.iter().peekable();
    let mut last: Option<(usize, &str)> = None;
    let mut touches = false;
    for at in sentence {
        while marks.next_if(|mark| mark.tokens.end <= at).is_some() {}
        let inside = marks.peek().filter(|mark| mark.tokens.contains(&at));
        let label = inside.and_then(|mark| Some((&mark.tokens, &*document.annotations.get(mark.annotation)?.label)));
        tag(
            at,
            label.map(|(range, label)| {
                if range.start == at {
                    touches = last == Some((at, label));
                }
                last = Some((range.end, label));
                (scheme.letter(at, range, touches), label)
            }),
        );
    }
}

/// A label as tags of columns say it: white space would part it.
pub(crate) fn name(label: &str) -> Cow<'_, str> {
    if label.contains(is_space) { label.replace(is_space, "_").into() } else { label.into() }
}

/// What tags of a file have been seen, for saying which scheme it is in.
#[derive(Default)]
pub(crate) struct Seen {
    letters: u8,
    bare: bool,
    opened_by_i: bool,
}

const LETTERS: &[u8] = b"BIESLUMW";

impl Seen {
    /// What was seen elsewhere in the file.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.letters |= other.letters;
        self.bare |= other.bare;
        self.opened_by_i |= other.opened_by_i;
    }

    /// The scheme in words; `None` when nothing is marked.
    pub(crate) fn words(&self) -> Option<&'static str> {
        let has = |letters: &str| {
            LETTERS
                .iter()
                .zip(0..)
                .any(|(letter, bit)| letters.contains(char::from(*letter)) && self.letters >> bit & 1 == 1)
        };
        match () {
            () if self.bare => Some("labels without B and I, so that marks that touch are one"),
            () if has("LU") => Some("BILOU tags"),
            () if has("ESMW") => Some("BIOES tags"),
            () if self.opened_by_i => Some("IOB1 tags"),
            () if has("BI") => Some("IOB2 tags"),
            () => None,
        }
    }
}

/// Whether a word looks like a tag.
pub(crate) fn is_tag(word: &str) -> bool {
    word == "O" || parted(word).is_some_and(|(letter, _)| letter.is_some())
}

/// The letter and the label of a tag; `None` for a token that is not marked.
fn parted(tag: &str) -> Option<(Option<u8>, &str)> {
    match tag.as_bytes() {
        b"" | b"O" | b"o" | b"_" | b"-" | b"*" => None,
        [letter, b'-', _, ..] if LETTERS.contains(letter) => Some((Some(*letter), &tag[2..])),
        _ => Some((None, tag)),
    }
}

/// The marks that the tags of a sentence say, as ranges of its tokens. Linear.
pub(crate) fn marks<'a>(tags: impl Iterator<Item = &'a str>, seen: &mut Seen) -> Vec<(Range<usize>, &'a str)> {
    let mut marks: Vec<(Range<usize>, &str)> = Vec::new();
    let mut open = false;
    for (at, tag) in tags.enumerate() {
        let Some((letter, label)) = parted(tag) else {
            open = false;
            continue;
        };
        match letter.and_then(|letter| LETTERS.iter().position(|&other| other == letter)) {
            Some(bit) => seen.letters |= 1 << bit,
            None => seen.bare = true,
        }
        let starts = matches!(letter, Some(b'B' | b'S' | b'U' | b'W'));
        match marks.last_mut() {
            Some((range, same)) if open && !starts && *same == label => range.end = at + 1,
            _ => {
                seen.opened_by_i |= letter == Some(b'I');
                marks.push((at..at + 1, label));
            }
        }
        open = !matches!(letter, Some(b'E' | b'L' | b'S' | b'U' | b'W'));
    }
    marks
}
