//! What offsets count, and the conversion between bytes and each unit for one text.
//!
//! A [`Ruler`] costs one pass over the text for grapheme clusters and nothing for the others; a conversion is O(log n).

use postil_engine::{Span, Text};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Unicode code points, as Python strings do.
    CodePoint,
    /// UTF-16 units, as JavaScript and Java strings do.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
    /// Extended grapheme clusters: what a reader sees as one character.
    Grapheme,
}

impl Unit {
    /// All of them, the usual first.
    pub const ALL: [Self; 4] = [Self::CodePoint, Self::Utf16, Self::Byte, Self::Grapheme];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code_point",
            Self::Utf16 => "utf16",
            Self::Byte => "byte",
            Self::Grapheme => "grapheme",
        }
    }

    /// Several of it, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 units",
            Self::Byte => "bytes",
            Self::Grapheme => "grapheme clusters",
        }
    }
}

/// Converts offsets of one text.
#[derive(Debug)]
pub(crate) struct Ruler<'a> {
    text: &'a Text,
    unit: Unit,
    /// Where clusters start, in bytes, and the end of the text; empty for other units and for ASCII without CR.
    clusters: Vec<u32>,
}

impl<'a> Ruler<'a> {
    pub(crate) fn new(text: &'a Text, unit: Unit) -> Self {
        let str = text.as_str();
        let is_plain = unit != Unit::Grapheme || (str.is_ascii() && !str.contains("\r\n"));
        let clusters = if is_plain {
            Vec::new()
        } else {
            str.grapheme_indices(true).map(|(at, _)| at).chain([str.len()]).map(|at| at as u32).collect()
        };
        Self { text, unit, clusters }
    }

    /// The offset of byte `at`, which is on a character boundary. Inside a cluster: that of the cluster's start.
    pub(crate) fn offset(&self, at: usize) -> usize {
        match self.unit {
            Unit::CodePoint => self.text.char_from_byte(at),
            Unit::Utf16 => self.text.utf16_from_byte(at),
            Unit::Byte => at,
            Unit::Grapheme if self.clusters.is_empty() => at,
            Unit::Grapheme => self.clusters.partition_point(|&start| start as usize <= at).saturating_sub(1),
        }
    }

    /// Start and end of a span in the unit.
    pub(crate) fn offsets(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start()), self.offset(span.end()))
    }

    /// The byte at an offset; `None` past the end or inside a character.
    pub(crate) fn byte(&self, offset: usize) -> Option<usize> {
        match self.unit {
            Unit::CodePoint => self.text.byte_from_char(offset),
            Unit::Utf16 => self.text.byte_from_utf16(offset),
            Unit::Byte => Some(offset).filter(|&at| self.text.as_str().is_char_boundary(at)),
            Unit::Grapheme if self.clusters.is_empty() => {
                Some(offset).filter(|&at| self.text.as_str().is_char_boundary(at))
            }
            Unit::Grapheme => self.clusters.get(offset).map(|&at| at as usize),
        }
    }

    /// The span between two offsets; `None` when that is reversed, past the end or inside a character.
    pub(crate) fn span(&self, start: u64, end: u64) -> Option<Span> {
        let byte = |offset: u64| self.byte(usize::try_from(offset).ok()?);
        self.text.span(byte(start)?, byte(end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, word: &str, unit: Unit, wanted: (usize, usize)) {
        let at = text.find(word).unwrap();
        let text = Text::new(text);
        let span = text.span(at, at + word.len()).unwrap();
        let ruler = Ruler::new(&text, unit);
        assert_eq!(ruler.offsets(span), wanted, "{word} in {unit:?}");
        assert_eq!(ruler.span(wanted.0 as u64, wanted.1 as u64), Some(span), "{word} in {unit:?}");
    }

    #[test]
    fn each_unit_counts_its_own() {
        let text = "👩‍👩‍👧 Zoë\u{308} met 🚀 Ana.";
        check(text, "Ana", Unit::CodePoint, (17, 20));
        check(text, "Ana", Unit::Utf16, (21, 24));
        check(text, "Ana", Unit::Byte, (35, 38));
        check(text, "Ana", Unit::Grapheme, (12, 15));
        check("plain Ana", "Ana", Unit::Grapheme, (6, 9));
    }

    #[test]
    fn what_is_inside_a_character_or_past_the_end_is_no_place() {
        let text = Text::new("a🚀b");
        for (unit, offset) in [(Unit::Utf16, 2), (Unit::Byte, 3), (Unit::CodePoint, 4), (Unit::Grapheme, 4)] {
            assert_eq!(Ruler::new(&text, unit).byte(offset), None, "{unit:?}");
        }
    }
}
