//! Moving a caret through a text by user-perceived characters, words and paragraphs. Offsets are bytes.
//! Each motion looks at no more than the line around the caret.

use unicode_segmentation::UnicodeSegmentation;

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
pub fn moved(text: &str, at: usize, motion: Motion) -> usize {
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at(at);
    if motion.forward { at + forward(after, motion.by) } else { at - backward(before, motion.by) }
}

/// Bytes to move over in the text after the caret.
fn forward(after: &str, by: Unit) -> usize {
    if by == Unit::Document {
        return after.len();
    }
    // White space that starts the text (the end of a line) is stepped over as one with what follows.
    let line = |text: &str| text.find('\n').unwrap_or(text.len());
    match by {
        Unit::Character if after.starts_with('\n') => after.len() - after.trim_start_matches('\n').len(),
        Unit::Character => after[..line(after)].graphemes(true).next().map_or(0, str::len),
        Unit::Word => {
            let skipped = after.len() - after.trim_start().len();
            let rest = &after[skipped..];
            skipped + piece_len(rest[..line(rest)].split_word_bounds())
        }
        Unit::Paragraph => line(after),
        Unit::Document => after.len(),
    }
}

/// Bytes to move over in the text before the caret.
fn backward(before: &str, by: Unit) -> usize {
    let line = |text: &str| text.len() - text.rfind('\n').map_or(0, |at| at + 1);
    match by {
        Unit::Character if before.ends_with('\n') => before.len() - before.trim_end_matches('\n').len(),
        Unit::Character => before[before.len() - line(before)..].graphemes(true).next_back().map_or(0, str::len),
        Unit::Word => {
            let rest = before.trim_end();
            (before.len() - rest.len()) + piece_len(rest[rest.len() - line(rest)..].split_word_bounds().rev())
        }
        Unit::Paragraph => line(before),
        Unit::Document => before.len(),
    }
}

/// The length of the first word with the punctuation before it.
fn piece_len<'a>(pieces: impl Iterator<Item = &'a str>) -> usize {
    let mut len = 0;
    for piece in pieces {
        let is_word = piece.chars().any(char::is_alphanumeric);
        if piece.chars().all(char::is_whitespace) && len > 0 {
            break;
        }
        len += piece.len();
        if is_word {
            break;
        }
    }
    len
}

/// The stretch `start..end` widened to whole user-perceived characters and cut at white space; `None` when nothing is left.
#[must_use]
pub fn snapped(text: &str, start: usize, end: usize) -> Option<postil_engine::Span> {
    let (start, end) = (text.floor_char_boundary(start), text.floor_char_boundary(end));
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let stop = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let mut from = start;
    let mut to = end;
    for (at, cluster) in text[line..stop].grapheme_indices(true) {
        let (at, after) = (line + at, line + at + cluster.len());
        if at < start && start < after {
            from = at;
        }
        if at < end && end < after {
            to = after;
        }
    }
    postil_engine::Span::new(text, from, to)?.trimmed(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A caret is written `|` in the text before, and again in the text after.
    fn check(by: Unit, forward: bool, cases: &[(&str, &str)]) {
        for (before, after) in cases {
            let at = before.find('|').unwrap();
            let text = before.replace('|', "");
            let mut got = text.clone();
            got.insert(moved(&text, at, Motion { by, forward }), '|');
            assert_eq!(&got, after, "from {before:?} by {by:?}");
        }
    }

    #[test]
    fn carets_move_by_what_people_see() {
        use Unit::{Character, Paragraph, Word};
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
    }

    #[test]
    fn spans_snap_to_whole_characters_and_lose_white_space() {
        let text = "x 🇩🇪 y";
        assert_eq!(snapped(text, 1, 6).map(|s| &text[s.range()]), Some("🇩🇪"));
        assert_eq!(snapped(" a ", 0, 3).map(|s| s.range()), Some(1..2));
        assert_eq!(snapped(" a ", 0, 1), None);
    }

    proptest! {
        #[test]
        fn carets_stay_on_boundaries(text in "(?s).{0,40}", at in 0usize..60, by in 0..4, forward: bool) {
            let by = [Unit::Character, Unit::Word, Unit::Paragraph, Unit::Document][by as usize];
            let to = moved(&text, at, Motion { by, forward });
            prop_assert!(text.is_char_boundary(to));
            let at = text.floor_char_boundary(at);
            let ahead = to >= at && (forward || to == at);
            let back = to <= at && !forward;
            prop_assert!(ahead || back);
        }

        #[test]
        fn snapping_never_fails(text in "(?s).{0,40}", a in 0usize..60, b in 0usize..60) {
            if let Some(span) = snapped(&text, a.min(b), a.max(b)) {
                prop_assert_eq!(text[span.range()].trim(), &text[span.range()]);
            }
        }
    }
}
