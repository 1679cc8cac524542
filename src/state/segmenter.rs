//! Where user-perceived characters and words begin and end. The rules are long tables; the browser has them, so the page
//! hands in a function that asks it, and the state calls that without knowing where it comes from.

use std::ops::Range;

/// What a line is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// User-perceived characters (grapheme clusters).
    Character,
    /// Words, and what stands between them.
    Word,
}

/// Cuts a line into pieces. The same line has the same pieces every time.
#[derive(Clone, Copy, Debug)]
pub struct Segmenter(fn(line: &str, at: usize, by: Piece) -> Range<usize>);

impl Segmenter {
    /// `find` answers with the piece of `line` around byte `at`, which is where one of its chars starts.
    #[must_use]
    pub fn new(find: fn(line: &str, at: usize, by: Piece) -> Range<usize>) -> Self {
        Self(find)
    }

    /// The piece of `line` around byte `at`: on char boundaries, and never empty but at the end of the line.
    #[must_use]
    pub fn piece(self, line: &str, at: usize, by: Piece) -> Range<usize> {
        let at = line.floor_char_boundary(at);
        if at == line.len() {
            return at..at;
        }
        let found = (self.0)(line, at, by);
        let start = line.floor_char_boundary(found.start.min(at));
        let end = line.ceil_char_boundary(found.end.max(at + 1));
        start..end
    }
}

/// By the characters alone, for a browser that cannot tell: single chars, and runs of letters and digits.
impl Default for Segmenter {
    fn default() -> Self {
        Self(|line, at, by| {
            let (before, after) = line.split_at(line.floor_char_boundary(at));
            let is_word = by == Piece::Word && after.starts_with(char::is_alphanumeric);
            if !is_word {
                return at..at;
            }
            let start = before.trim_end_matches(char::is_alphanumeric).len();
            start..line.len() - after.trim_start_matches(char::is_alphanumeric).len()
        })
    }
}

/// The same function; there is nothing else to compare.
impl PartialEq for Segmenter {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// By the rules of Unicode, as browsers have them.
    pub(in super::super) fn unicode() -> Segmenter {
        Segmenter::new(|line, at, by| {
            let around = |(start, piece): (usize, &str)| {
                let end = start + piece.len();
                (start <= at && at < end).then_some(start..end)
            };
            let found = match by {
                Piece::Character => line.grapheme_indices(true).find_map(around),
                Piece::Word => line.split_word_bound_indices().find_map(around),
            };
            found.unwrap()
        })
    }

    #[test]
    fn without_a_browser_words_are_runs_of_letters() {
        let plain = Segmenter::default();
        assert_eq!(plain.piece("to é1, b", 4, Piece::Word), 3..6);
        assert_eq!(plain.piece("to é1, b", 4, Piece::Character), 3..5);
        assert_eq!(plain.piece("to é1, b", 6, Piece::Word), 6..7);
        assert_eq!(plain.piece("to", 9, Piece::Word), 2..2);
    }

    proptest! {
        #[test]
        fn pieces_are_whole_chars_whatever_they_are_made_of(line in "\\PC{0,20}", at in 0usize..60) {
            let wild = Segmenter::new(|_, at, by| if by == Piece::Word { at * 3..at / 2 } else { at / 2..at * 3 });
            for segmenter in [wild, Segmenter::default(), unicode()] {
                for by in [Piece::Character, Piece::Word] {
                    let piece = segmenter.piece(&line, at, by);
                    prop_assert!(line.get(piece.clone()).is_some());
                    prop_assert!(at >= line.len() || piece.contains(&at));
                }
            }
        }
    }
}
