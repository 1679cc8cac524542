//! Lines of a text: where they are, how long, and which of them are one hard-wrapped paragraph.

use crate::text::Span;

use super::marks;

/// A line that is not blank, or several that were wrapped from one paragraph.
pub(super) struct Line<'a> {
    /// Without white space at the ends.
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) chars: usize,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

/// Columns at which text is commonly wrapped.
const WRAP: std::ops::RangeInclusive<usize> = 55..=100;

/// The lines of `text`, wrapped ones joined. Linear.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    let mut after_blank = false;
    for raw in text.split_inclusive('\n') {
        match Span::new(text, at, at + raw.len()).and_then(|span| span.trimmed(text)) {
            Some(span) => {
                lines.push(line(text, span, after_blank));
                after_blank = false;
            }
            None => after_blank = true,
        }
        at += raw.len();
    }
    unwrap(text, lines)
}

fn line(text: &str, span: Span, after_blank: bool) -> Line<'_> {
    let slice = text.get(span.range()).unwrap_or_default();
    Line { span, text: slice, chars: slice.chars().count(), after_blank }
}

/// Whether a line has so many words or fewer. Looks no further than that: few lines are asked for their words, and most of
/// them are long.
pub(super) fn has_at_most(words: usize, line: &str) -> bool {
    line.split_whitespace().nth(words).is_none()
}

/// Joins hard-wrapped lines. A break made by wrapping at a column is one that had to be: the next line's first word
/// would not have fitted. When most breaks inside groups of lines are of that kind, and nothing is longer than
/// text is wrapped, these breaks are not the writer's.
fn unwrap<'a>(text: &'a str, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let widest = lines.iter().map(|line| line.chars).max().unwrap_or_default();
    let forced = |above: &Line<'_>, below: &Line<'_>| {
        let first = below.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        !below.after_blank && above.chars + 1 + first > widest && marks::list_marker(below.text).is_none()
    };
    let pairs = lines.windows(2).filter(|pair| !pair[1].after_blank).count();
    let wrapped = lines.windows(2).filter(|pair| forced(&pair[0], &pair[1])).count();
    if !WRAP.contains(&widest) || wrapped < 2 || wrapped * 5 < pairs * 3 {
        return lines;
    }
    let mut joined: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut above: Option<Line<'a>> = None;
    for below in lines {
        let goes_on = above.as_ref().is_some_and(|above| forced(above, &below));
        let whole = joined.last_mut().filter(|_| goes_on);
        match whole.and_then(|whole| Some((Span::new(text, whole.span.start(), below.span.end())?, whole))) {
            Some((span, whole)) => {
                whole.span = span;
                whole.text = text.get(span.range()).unwrap_or_default();
                whole.chars += 1 + below.chars;
            }
            None => joined.push(line(text, below.span, below.after_blank)),
        }
        above = Some(below);
    }
    joined
}
