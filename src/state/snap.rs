//! Whole words for the mouse: a selection that cuts words grows to take them whole, and an end that is dragged stops
//! between words. Each looks at no more than the lines around the ends.

use std::ops::Range;

use postil_engine::Span;

use super::caret::{self, Side};
use super::segmenter::{Piece, Segmenter};

/// The word that byte `at` lies inside of; `None` between words.
fn inside(text: &str, at: usize, segmenter: Segmenter) -> Option<Range<usize>> {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let head = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    let tail = after.split_once('\n').map_or(after, |(line, _)| line);
    let from = before.len() - head.len();
    let line = text.get(from..before.len() + tail.len())?;
    let piece = segmenter.piece(line, head.len(), Piece::Word);
    let is_word = line.get(piece.clone())?.contains(char::is_alphanumeric);
    (is_word && piece.start < head.len()).then_some(from + piece.start..from + piece.end)
}

/// The stretch grown so that it cuts no word.
#[must_use]
pub fn whole_words(text: &str, (start, end): (usize, usize), segmenter: Segmenter) -> (usize, usize) {
    let from = inside(text, start, segmenter).map_or(start, |word| word.start);
    let to = inside(text, end, segmenter).map_or(end, |word| word.end);
    (from, to)
}

/// Where a span lies once one of its ends was dragged to `at`: between words unless `free`, and never empty. `None` when
/// the other end is in the way.
#[must_use]
pub fn dragged(text: &str, span: Span, side: Side, at: usize, free: bool, segmenter: Segmenter) -> Option<Span> {
    let word = if free { None } else { inside(text, at, segmenter) };
    // To the nearer end of the word, but never so that nothing is left.
    let at = word.map_or(at, |word| {
        let is_early = at - word.start < word.end - at;
        match side {
            Side::Start if is_early || word.end >= span.end() => word.start,
            Side::End if is_early && word.start > span.start() => word.start,
            Side::Start | Side::End => word.end,
        }
    });
    let (start, end) = match side {
        Side::Start => (at, span.end()),
        Side::End => (span.start(), at),
    };
    if start < end { caret::snapped(text, start, end, segmenter) } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_selection_grows_to_whole_words() {
        // The selection is between the bars.
        for (before, wanted) in [
            ("paid A|cme Cor|p now", "Acme Corp"),
            ("paid |Acme| now", "Acme"),
            ("paid| Acme |now", " Acme "),
            ("the |14|% rise", "14"),
            ("one-|t|wo", "two"),
            ("o|ne\n\ntw|o x", "one\n\ntwo"),
            ("it|'|s", "it's"),
        ] {
            let (first, last) = (before.find('|').unwrap(), before.rfind('|').unwrap() - 1);
            let text = before.replace('|', "");
            let (from, to) = whole_words(&text, (first, last), unicode());
            assert_eq!(&text[from..to], wanted, "{before}");
        }
    }

    #[test]
    fn a_dragged_end_stops_between_words_and_leaves_something() {
        let text = "Acme Corp paid Beta";
        let corp = Span::new(text, 5, 9).unwrap();
        for (side, at, free, wanted) in [
            (Side::Start, 0, false, Some("Acme Corp")),
            (Side::Start, 1, false, Some("Acme Corp")),
            (Side::Start, 3, false, Some("Corp")),
            (Side::Start, 3, true, Some("e Corp")),
            (Side::Start, 8, false, Some("Corp")),
            (Side::Start, 8, true, Some("p")),
            (Side::Start, 12, false, None),
            (Side::End, 10, false, Some("Corp")),
            (Side::End, 12, false, Some("Corp paid")),
            (Side::End, 6, false, Some("Corp")),
            (Side::End, 6, true, Some("C")),
            (Side::End, 5, true, None),
            (Side::End, 19, false, Some("Corp paid Beta")),
        ] {
            let got = dragged(text, corp, side, at, free, unicode()).map(|span| &text[span.range()]);
            assert_eq!(got, wanted, "{side:?} to {at}, free: {free}");
        }
    }

    proptest! {
        #[test]
        fn growing_only_grows_and_does_so_once(text in "(?s).{0,40}", a in 0usize..60, b in 0usize..60) {
            let ends = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
            let grown = whole_words(&text, ends, unicode());
            prop_assert!(grown.0 <= ends.0 && ends.1 <= grown.1 && text.get(grown.0..grown.1).is_some());
            prop_assert_eq!(whole_words(&text, grown, unicode()), grown);
        }
    }
}
