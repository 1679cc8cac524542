//! Text and places in it: the only module that converts offsets.
//!
//! The canonical unit is the UTF-8 byte. Code points are for files and the command line, UTF-16 units for the
//! DOM. A [`Span`] can only be made on character boundaries. Conversions cost O(1) from bytes and O(log n)
//! to bytes, plus a scan of at most [`STRIDE`] bytes.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Bytes between two entries of the offset table.
const STRIDE: usize = 128;

/// Entries that are looked at one by one before others are searched.
const NEAR: usize = 6;

/// A stretch of a text in UTF-8 bytes, end exclusive, both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of `text`, or `None` when it is reversed, too long or not on character boundaries.
    #[must_use]
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        let fits = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        fits.then_some(())?;
        Some(Self { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of bytes, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span (or equals it).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same span without white space at either end; `None` when nothing else is in it.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let slice = text.get(self.range())?;
        let kept = slice.trim();
        let start = self.start() + (slice.len() - slice.trim_start().len());
        (!kept.is_empty()).then(|| Self::new(text, start, start + kept.len())).flatten()
    }
}

/// An immutable text with the table that makes offset conversion cheap. Cloning is two reference counts.
#[derive(Clone, Debug)]
pub struct Text {
    text: Arc<str>,
    /// Code points and UTF-16 units before byte `i * STRIDE` (rounded down to a boundary); empty for ASCII.
    marks: Arc<[Mark]>,
    total: Mark,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    byte: u32,
    chars: u32,
    utf16: u32,
}

impl Mark {
    fn after(self, text: &str) -> Self {
        // By bytes, several at a time: those that go on a character do not count, one that begins four counts twice.
        let chars = text.bytes().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum::<u32>();
        let pairs = text.bytes().map(|byte| u32::from(byte >= 0xF0)).sum::<u32>();
        Self { byte: self.byte + text.len() as u32, chars: self.chars + chars, utf16: self.utf16 + chars + pairs }
    }

    /// The mark `bytes` on, where all characters between are ASCII.
    fn plain(self, bytes: u32) -> Self {
        Self { byte: self.byte + bytes, chars: self.chars + bytes, utf16: self.utf16 + bytes }
    }

    /// Whether all characters up to `next` are ASCII.
    fn is_plain_to(self, next: Self) -> bool {
        next.byte - self.byte == next.chars - self.chars
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text) || self.text == other.text
    }
}

impl Eq for Text {}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Text {
    /// Indexes `text` as it is; see [`lf`] for line ends. Costs one pass.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        if text.is_ascii() {
            let n = text.len() as u32;
            return Self { marks: Arc::from([]), total: Mark { byte: n, chars: n, utf16: n }, text };
        }
        let mut marks = vec![Mark::default()];
        let mut last = Mark::default();
        for i in 1..=text.len() / STRIDE {
            let at = text.floor_char_boundary(i * STRIDE);
            last = last.after(&text[last.byte as usize..at]);
            marks.push(last);
        }
        let total = last.after(&text[last.byte as usize..]);
        Self { text, marks: marks.into(), total }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The shared string behind the text.
    #[must_use]
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Length in code points.
    #[must_use]
    pub fn char_len(&self) -> usize {
        self.total.chars as usize
    }

    /// Length in UTF-16 units.
    #[must_use]
    pub fn utf16_len(&self) -> usize {
        self.total.utf16 as usize
    }

    /// A span of this text in bytes.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(&self.text, start, end)
    }

    /// The words under `span`; empty when the span belongs to another text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Code points before byte `byte` (rounded down to a character boundary, capped at the end).
    #[must_use]
    pub fn char_from_byte(&self, byte: usize) -> usize {
        self.mark_at(byte).chars as usize
    }

    /// UTF-16 units before byte `byte` (rounded down to a character boundary, capped at the end).
    #[must_use]
    pub fn utf16_from_byte(&self, byte: usize) -> usize {
        self.mark_at(byte).utf16 as usize
    }

    /// The byte where code point number `chars` starts; `None` past the end.
    #[must_use]
    pub fn byte_from_char(&self, chars: usize) -> Option<usize> {
        self.byte_where(chars, |mark| mark.chars, |_| 0)
    }

    /// The byte where UTF-16 unit number `utf16` starts; `None` past the end or inside a surrogate pair.
    #[must_use]
    pub fn byte_from_utf16(&self, utf16: usize) -> Option<usize> {
        self.byte_where(utf16, |mark| mark.utf16, |word| word & word << 1 & word << 2 & word << 3)
    }

    fn mark_at(&self, byte: usize) -> Mark {
        let byte = self.text.floor_char_boundary(byte);
        if self.marks.is_empty() {
            let n = byte as u32;
            return Mark { byte: n, chars: n, utf16: n };
        }
        // A mark is rounded down, so the one of `byte`'s own stride never lies past it.
        let mark = self.marks[byte / STRIDE];
        if mark.is_plain_to(self.mark(byte / STRIDE + 1)) {
            return mark.plain(byte as u32 - mark.byte);
        }
        mark.after(&self.text[mark.byte as usize..byte])
    }

    /// The mark of that number, the end for all past the last.
    fn mark(&self, nth: usize) -> Mark {
        self.marks.get(nth).copied().unwrap_or(self.total)
    }

    /// The byte before which there are `wanted` units, counted by `unit`. `more` has the highest bit of each byte of eight
    /// that begins a character which counts twice.
    fn byte_where(&self, wanted: usize, unit: impl Fn(&Mark) -> u32, more: impl Fn(u64) -> u64) -> Option<usize> {
        if wanted > unit(&self.total) as usize {
            return None;
        }
        if self.marks.is_empty() {
            return Some(wanted);
        }
        // Units are no more than bytes, and hardly fewer where most is ASCII: the mark is that of the stride or one soon after.
        let lies_before = |mark: &Mark| unit(mark) as usize <= wanted;
        let from = wanted / STRIDE;
        let near = self.marks[from..].iter().take(NEAR).take_while(|mark| lies_before(mark)).count();
        let far = if near == NEAR { self.marks[from + near..].partition_point(lies_before) } else { 0 };
        let after = from + near + far;
        let mark = self.marks[after - 1];
        let mut seen = unit(&mark) as usize;
        let mut byte = mark.byte as usize;
        if mark.is_plain_to(self.mark(after)) {
            return Some(byte + (wanted - seen));
        }
        let bytes = &self.text.as_bytes()[byte..];
        // Eight at a time, as long as the place lies after them.
        for word in bytes.as_chunks::<8>().0 {
            let units = units(u64::from_le_bytes(*word), &more);
            if seen + units > wanted {
                break;
            }
            seen += units;
            byte += 8;
        }
        for &next in &self.text.as_bytes()[byte..] {
            let units = units(u64::from(next) | !0xFF & CONTINUES, &more);
            if units > 0 && seen >= wanted {
                break;
            }
            seen += units;
            byte += 1;
        }
        (seen == wanted).then_some(byte)
    }
}

/// Eight bytes that go on a character.
const CONTINUES: u64 = 0x8080_8080_8080_8080;

/// The units of the characters that begin in eight bytes: one each, and one more where `more` has a byte's highest bit.
fn units(word: u64, more: &impl Fn(u64) -> u64) -> usize {
    let goes_on = word & !(word << 1) & CONTINUES;
    (8 - goes_on.count_ones() + (more(word) & CONTINUES).count_ones()) as usize
}

/// The byte in `text` that lies `utf16` units in; rounded down inside a pair, capped at the end. O(n): for one paragraph.
#[must_use]
pub fn byte_from_utf16(text: &str, utf16: usize) -> usize {
    let mut seen = 0;
    for (byte, ch) in text.char_indices() {
        seen += ch.len_utf16();
        if seen > utf16 {
            return byte;
        }
    }
    text.len()
}

/// UTF-16 units in `text`. O(n): for one paragraph.
#[must_use]
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// In lower case, letter by letter. The standard library's own also looks at how a word ends, for Greek, and carries
/// tables for that.
#[must_use]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A word in capitals as running text has it: the first letter stays, the others are in lower case.
#[must_use]
pub fn raised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Turns CRLF and lone CR into LF; nothing else is changed.
#[must_use]
pub fn lf(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every conversion of every boundary, against the plain definition.
    fn check(text: &str) {
        let indexed = Text::new(text);
        assert_eq!(indexed.char_len(), text.chars().count());
        assert_eq!(indexed.utf16_len(), text.encode_utf16().count());
        let ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
        for (chars, byte) in ends.enumerate() {
            let utf16 = utf16_len(&text[..byte]);
            assert_eq!(indexed.char_from_byte(byte), chars);
            assert_eq!(indexed.utf16_from_byte(byte), utf16);
            assert_eq!(indexed.byte_from_char(chars), Some(byte));
            assert_eq!(indexed.byte_from_utf16(utf16), Some(byte));
            assert_eq!(byte_from_utf16(text, utf16), byte);
        }
        assert_eq!(indexed.byte_from_char(indexed.char_len() + 1), None);
    }

    #[test]
    fn offsets_agree_in_every_unit() {
        for text in ["", "plain", "naïve 👩‍👩‍👧 🇩🇪 e\u{301}", "שלום world", &"😀é".repeat(100), &"x".repeat(500)]
        {
            check(text);
        }
    }

    #[test]
    fn spans_are_made_on_boundaries_only() {
        assert_eq!(Span::new("é", 0, 1), None);
        assert_eq!(Span::new("ab", 2, 1), None);
        assert_eq!(Span::new("ab", 0, 3), None);
        let span = Span::new(" ab\n", 0, 4).unwrap();
        assert_eq!(span.trimmed(" ab\n").map(Span::range), Some(1..3));
        assert_eq!(Span::new(" \n", 0, 2).unwrap().trimmed(" \n"), None);
    }

    #[test]
    fn line_ends_become_lf_and_nothing_else_changes() {
        assert_eq!(lf("a\r\nb\rc\n\u{2028} d "), "a\nb\nc\n\u{2028} d ");
    }

    proptest! {
        #[test]
        fn offsets_agree_on_any_text(text in "\\PC{0,400}|(?s).{0,50}") {
            check(&text);
        }
    }
}
