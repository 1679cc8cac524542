//! The texts of Label Studio's tasks that are not shown as they stand: dialogues, which are lists of what each says, and
//! HTML. A text is put together from its pieces; places in pieces become code points of it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use postil_engine::Text;
use postil_engine::text::{byte_from_utf16, utf16_len};

use super::label_studio_html::html;
use crate::json::Json;

/// What an author of a dialogue may be called.
const AUTHORS: [&str; 4] = ["author", "name", "speaker", "role"];
/// What is said by one.
const SAID: [&str; 4] = ["text", "utterance", "phrase", "content"];

/// A text in pieces, in which regions count UTF-16 units.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    text: String,
    /// The text, once it is whole.
    counted: OnceCell<Text>,
    pieces: Vec<Piece>,
    /// The piece of each name.
    named: HashMap<String, usize>,
    /// Whether regions may count from the start of all pieces.
    is_html: bool,
}

#[derive(Debug)]
struct Piece {
    /// How many units come before it in all pieces.
    before: u64,
    units: u64,
    bytes: Range<usize>,
}

impl Pieces {
    /// What is said in a dialogue, a line or more for each, the author before it; `None` where it is none. Regions of short
    /// exports have words too, but also a list of labels.
    pub(super) fn dialogue(list: &Json<'_>) -> Option<Self> {
        let mut pieces = Self::default();
        for (nth, said) in list.list().iter().enumerate() {
            let is_region = said.fields().iter().any(|(_, value)| matches!(value, Json::List(_)));
            let words = SAID.iter().find_map(|key| said.words(key)).filter(|_| !is_region)?;
            if nth > 0 {
                pieces.text.push('\n');
            }
            if let Some(author) = AUTHORS.iter().find_map(|key| said.words(key)).filter(|author| !author.is_empty()) {
                let author = author.trim_end();
                pieces.text.push_str(author);
                pieces.text.push_str(if author.ends_with(':') { " " } else { ": " });
            }
            pieces.push(nth.to_string(), words);
        }
        (!pieces.pieces.is_empty()).then_some(pieces)
    }

    /// What HTML shows.
    pub(super) fn html(source: &str) -> Self {
        html(source, Self { is_html: true, ..Self::default() })
    }

    /// Adds a piece that regions call so: by the path of a node, by the number of what is said.
    pub(super) fn push(&mut self, name: String, text: &str) {
        self.named.entry(name).or_insert(self.pieces.len());
        let start = self.text.len();
        self.text.push_str(text);
        self.add(utf16_len(text), start);
    }

    /// Adds what is in no piece.
    pub(super) fn fill(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Passes over what is counted and not shown.
    pub(super) fn skip(&mut self, text: &str) {
        self.add(utf16_len(text), self.text.len());
    }

    fn add(&mut self, units: usize, start: usize) {
        let before = self.pieces.last().map_or(0, |last| last.before + last.units);
        self.pieces.push(Piece { before, units: units as u64, bytes: start..self.text.len() });
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What is in a place, where it is these words but for white space, or of several speakers.
    pub(super) fn held(&self, (start, end): (u64, u64), words: &str) -> Option<&str> {
        let text = self.counted();
        let byte = |at: u64| text.byte_from_char(usize::try_from(at).ok()?);
        let held = text.as_str().get(byte(start)?..byte(end)?)?;
        let letters = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
        let is_it = letters(held) == letters(words) || (!self.is_html && held.contains('\n'));
        is_it.then_some(held)
    }

    /// Where a region lies, in code points of the text; `None` where that cannot be told. Of the places that it says in
    /// several ways, the first is taken that has its words.
    pub(super) fn place(&self, value: &Json<'_>) -> Option<(u64, u64)> {
        let words = value.words("text").filter(|words| !words.trim().is_empty());
        let only = || words.and_then(|words| self.only(words));
        let said: Vec<_> = [self.by_name(value), self.by_count(value), only()].into_iter().flatten().collect();
        let right = words.and_then(|words| said.iter().find(|place| self.held(**place, words).is_some()));
        right.or(said.first()).copied()
    }

    /// By the pieces in which it begins and ends.
    fn by_name(&self, value: &Json<'_>) -> Option<(u64, u64)> {
        let named = |key, offset| {
            let piece = self.pieces.get(*self.named.get(&value.get(key).and_then(Json::name)?)?)?;
            Some(self.byte(piece, value.get(offset).and_then(Json::offset)?))
        };
        self.points(named("start", "startOffset")?..named("end", "endOffset")?)
    }

    /// By what comes before it in all pieces.
    fn by_count(&self, value: &Json<'_>) -> Option<(u64, u64)> {
        let global = value.get("globalOffsets").filter(|_| self.is_html)?;
        let counted = |key, is_end| {
            let (piece, units) = self.piece(global.get(key).and_then(Json::offset)?, is_end)?;
            Some(self.byte(piece, units))
        };
        self.points(counted("start", false)?..counted("end", true)?)
    }

    /// The piece in which so many units of all are, and how many of its own.
    fn piece(&self, units: u64, is_end: bool) -> Option<(&Piece, u64)> {
        let at = self.pieces.partition_point(|piece| piece.before < units || (!is_end && piece.before == units));
        let piece = self.pieces.get(at.checked_sub(1)?)?;
        Some((piece, units - piece.before))
    }

    fn byte(&self, piece: &Piece, units: u64) -> usize {
        let text = self.text.get(piece.bytes.clone()).unwrap_or_default();
        let units = usize::try_from(units).unwrap_or(usize::MAX);
        piece.bytes.start + byte_from_utf16(text, units)
    }

    /// Where words stand that the text has once.
    fn only(&self, words: &str) -> Option<(u64, u64)> {
        let mut found = self.text.match_indices(words).filter(|_| self.is_html && !words.trim().is_empty());
        let (at, _) = found.next()?;
        found.next().is_none().then(|| self.points(at..at + words.len()))?
    }

    fn points(&self, bytes: Range<usize>) -> Option<(u64, u64)> {
        let text = self.counted();
        (bytes.start <= bytes.end)
            .then(|| (text.char_from_byte(bytes.start) as u64, text.char_from_byte(bytes.end) as u64))
    }

    fn counted(&self) -> &Text {
        self.counted.get_or_init(|| Text::new(self.text.as_str()))
    }
}

/// The first dialogue among a task's data, with its name.
pub(super) fn dialogue<'a>(data: &'a Json<'_>) -> Option<(&'a str, Pieces)> {
    data.fields().iter().find_map(|(key, value)| Some((&**key, Pieces::dialogue(value)?)))
}
