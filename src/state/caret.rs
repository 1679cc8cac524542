//! Moving a caret through a text by user-perceived characters, words and paragraphs. Offsets are bytes.
//! Each motion looks at no more than the line around the caret.

use std::ops::Range;

use super::segmenter::{Piece, Segmenter};

/// How a caret moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
    /// By what.
    pub by: Unit,
    /// Towards the end of the text.
    pub forward: bool,
}

/// What a caret moves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A user-perceived character (grapheme cluster).
    Character,
    /// To the start or end of a word.
    Word,
    /// To the start or end of the line of text, which is a paragraph.
    Paragraph,
    /// To the start of the next paragraph; backwards to the start of this one, or of the one before.
    Block,
    /// To the start or end of the text.
    Document,
}

/// An end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// Where a caret at byte `at` of `text` gets to.
#[must_use]
pub fn moved(text: &str, at: usize, motion: Motion, segmenter: Segmenter) -> usize {
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at(at);
    if motion.forward { at + forward(after, motion.by, segmenter) } else { at - backward(before, motion.by, segmenter) }
}

/// Bytes to move over in the text after the caret.
fn forward(after: &str, by: Unit, segmenter: Segmenter) -> usize {
    match by {
        Unit::Character if after.starts_with('\n') => after.len() - after.trim_start_matches('\n').len(),
        Unit::Character => segmenter.piece(first_line(after), 0, Piece::Character).end,
        Unit::Word => {
            // White space that starts the text (the end of a line) is stepped over as one with what follows.
            let rest = after.trim_start();
            (after.len() - rest.len()) + word_end(first_line(rest), segmenter)
        }
        Unit::Paragraph => first_line(after).len(),
        Unit::Block => {
            let rest = &after[first_line(after).len()..];
            after.len() - rest.trim_start_matches('\n').len()
        }
        Unit::Document => after.len(),
    }
}

/// Bytes to move over in the text before the caret.
fn backward(before: &str, by: Unit, segmenter: Segmenter) -> usize {
    match by {
        Unit::Character if before.ends_with('\n') => before.len() - before.trim_end_matches('\n').len(),
        Unit::Character => {
            let line = last_line(before);
            line.len() - segmenter.piece(line, line.len().saturating_sub(1), Piece::Character).start
        }
        Unit::Word => {
            let rest = before.trim_end();
            let line = last_line(rest);
            (before.len() - rest.len()) + (line.len() - word_start(line, segmenter))
        }
        Unit::Paragraph => last_line(before).len(),
        Unit::Block => {
            before.len() - before.trim_end_matches('\n').len() + last_line(before.trim_end_matches('\n')).len()
        }
        Unit::Document => before.len(),
    }
}

/// The text up to its first line end.
fn first_line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(line, _)| line)
}

/// The text after its last line end.
fn last_line(text: &str) -> &str {
    text.rsplit_once('\n').map_or(text, |(_, line)| line)
}

/// What a step over punctuation ends at: a word, which it takes along, or white space.
fn is_stop(ch: char) -> bool {
    ch.is_alphanumeric() || ch.is_whitespace()
}

/// Where the first word of the line ends, with the punctuation before it.
fn word_end(line: &str, segmenter: Segmenter) -> usize {
    let mut end = 0;
    while let Some(found) = line.get(end..).and_then(|rest| rest.find(is_stop)) {
        let piece = segmenter.piece(line, end + found, Piece::Word);
        let words = line.get(piece.clone()).unwrap_or_default();
        if words.trim().is_empty() {
            return piece.start;
        }
        end = piece.end;
        if words.contains(char::is_alphanumeric) {
            return end;
        }
    }
    line.len()
}

/// Where the last word of the line starts, with the punctuation after it.
fn word_start(line: &str, segmenter: Segmenter) -> usize {
    let mut start = line.len();
    while let Some(found) = line.get(..start).and_then(|rest| rest.rfind(is_stop)) {
        let piece = segmenter.piece(line, found, Piece::Word);
        let words = line.get(piece.clone()).unwrap_or_default();
        if words.trim().is_empty() {
            return piece.end;
        }
        start = piece.start;
        if words.contains(char::is_alphanumeric) {
            return start;
        }
    }
    0
}

/// The stretch `start..end` widened to whole user-perceived characters and cut at white space; `None` when nothing is left.
#[must_use]
pub fn snapped(text: &str, start: usize, end: usize, segmenter: Segmenter) -> Option<postil_engine::Span> {
    let from = cluster(text, start, segmenter).start;
    let last = cluster(text, end, segmenter);
    let end = text.floor_char_boundary(end);
    let to = if last.start < end { last.end } else { end };
    postil_engine::Span::new(text, from, to)?.trimmed(text)
}

/// The user-perceived character of `text` that byte `at` lies in or before; empty at the end of a line.
fn cluster(text: &str, at: usize, segmenter: Segmenter) -> Range<usize> {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let (head, tail) = (last_line(before), first_line(after));
    let line = before.len() - head.len();
    let piece = text.get(line..before.len() + tail.len()).unwrap_or_default();
    let piece = segmenter.piece(piece, head.len(), Piece::Character);
    line + piece.start..line + piece.end
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::*;
    use proptest::prelude::*;

    /// A caret is written `|` in the text before, and again in the text after.
    fn check(by: Unit, forward: bool, cases: &[(&str, &str)]) {
        for (before, after) in cases {
            let at = before.find('|').unwrap();
            let text = before.replace('|', "");
            let mut got = text.clone();
            got.insert(moved(&text, at, Motion { by, forward }, unicode()), '|');
            assert_eq!(&got, after, "from {before:?} by {by:?}");
        }
    }

    #[test]
    fn carets_move_by_what_people_see() {
        use Unit::{Block, Character, Paragraph, Word};
        check(
            Character,
            true,
            &[("a|👩‍👩‍👧b", "a👩‍👩‍👧|b"), ("a|\n\nb", "a\n\n|b"), ("ab|", "ab|"), ("e|e\u{301}x", "ee\u{301}|x")],
        );
        check(Character, false, &[("a👩‍👩‍👧|b", "a|👩‍👩‍👧b"), ("a\n\n|b", "a|\n\nb"), ("|ab", "|ab")]);
        check(
            Word,
            true,
            &[
                ("|one two", "one| two"),
                ("one| two", "one two|"),
                ("pay| $3 now", "pay $3| now"),
                ("a|\n\nbc d", "a\n\nbc| d"),
                ("it| (or", "it (or|"),
            ],
        );
        check(
            Word,
            false,
            &[("one two|", "one |two"), ("one |two", "|one two"), ("a\n\n|b", "|a\n\nb"), ("the 14%|", "the |14%")],
        );
        check(Paragraph, true, &[("a| b\nc", "a b|\nc")]);
        check(Paragraph, false, &[("a\nb c|", "a\n|b c")]);
        check(Block, true, &[("a| b\n\nc", "a b\n\n|c"), ("a b|\nc", "a b\n|c"), ("a|b", "ab|")]);
        check(Block, false, &[("a b\n\nc| d", "a b\n\n|c d"), ("a b\n\n|c", "|a b\n\nc"), ("a|b", "|ab")]);
    }

    #[test]
    fn spans_snap_to_whole_characters_and_lose_white_space() {
        let text = "x 🇩🇪 y";
        assert_eq!(snapped(text, 1, 6, unicode()).map(|s| &text[s.range()]), Some("🇩🇪"));
        assert_eq!(snapped(" a ", 0, 3, unicode()).map(|s| s.range()), Some(1..2));
        assert_eq!(snapped(" a ", 0, 1, unicode()), None);
    }

    proptest! {
        #[test]
        fn carets_stay_on_boundaries(text in "(?s).{0,40}", at in 0usize..60, by in 0..5, forward: bool) {
            let by = [Unit::Character, Unit::Word, Unit::Paragraph, Unit::Block, Unit::Document][by as usize];
            let to = moved(&text, at, Motion { by, forward }, unicode());
            prop_assert!(text.is_char_boundary(to));
            let at = text.floor_char_boundary(at);
            let ahead = to >= at && (forward || to == at);
            let back = to <= at && !forward;
            prop_assert!(ahead || back);
        }

        #[test]
        fn snapping_never_fails(text in "(?s).{0,40}", a in 0usize..60, b in 0usize..60) {
            if let Some(span) = snapped(&text, a.min(b), a.max(b), unicode()) {
                prop_assert_eq!(text[span.range()].trim(), &text[span.range()]);
            }
        }
    }
}
