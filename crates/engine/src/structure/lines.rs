//! Lines of a text: where they are, how long, and which of them are one hard-wrapped paragraph.

use crate::text::Span;

use super::marks;

/// A line that is not blank, or several that were wrapped from one paragraph.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Without white space at the ends.
    pub(super) span: Span,
    pub(super) chars: usize,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

impl Line {
    fn new(text: &str, span: Span, after_blank: bool) -> Self {
        let mut line = Self { span, chars: 0, after_blank };
        line.chars = line.of(text).chars().count();
        line
    }

    /// Its words, given the text.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.range()).unwrap_or_default()
    }
}

/// Columns at which text is commonly wrapped.
const WRAP: std::ops::RangeInclusive<usize> = 55..=100;

/// The lines of a text, as they are read one after the other.
#[derive(Default)]
pub(super) struct Lines {
    /// The lines so far that are not blank.
    read: Vec<Line>,
    /// Where the next one begins.
    at: usize,
    after_blank: bool,
}

impl Lines {
    /// Reads on to the end of the line in which so many bytes more end; false when no line is left.
    pub(super) fn step(&mut self, text: &str, bytes: usize) -> bool {
        let until = self.at.saturating_add(bytes);
        for raw in text.get(self.at..).unwrap_or_default().split_inclusive('\n') {
            match Span::new(text, self.at, self.at + raw.len()).and_then(|span| span.trimmed(text)) {
                Some(span) => self.read.push(Line::new(text, span, std::mem::take(&mut self.after_blank))),
                None => self.after_blank = true,
            }
            self.at += raw.len();
            if self.at >= until {
                return true;
            }
        }
        false
    }

    /// The lines, wrapped ones joined.
    pub(super) fn joined(self, text: &str) -> Vec<Line> {
        unwrap(text, self.read)
    }
}

/// Whether a line has so many words or fewer. Looks no further than that: few lines are asked for their words, and most of
/// them are long.
pub(super) fn has_at_most(words: usize, line: &str) -> bool {
    line.split_whitespace().nth(words).is_none()
}

/// Joins hard-wrapped lines. A break made by wrapping at a column is one that had to be: the next line's first word
/// would not have fitted. When most breaks inside groups of lines are of that kind, and nothing is longer than
/// text is wrapped, these breaks are not the writer's.
fn unwrap(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let widest = lines.iter().map(|line| line.chars).max().unwrap_or_default();
    let forced = |above: &Line, below: &Line| {
        let words = below.of(text);
        let first = words.split_whitespace().next().map_or(0, |word| word.chars().count());
        !below.after_blank && above.chars + 1 + first > widest && marks::list_marker(words).is_none()
    };
    if !WRAP.contains(&widest) {
        return lines;
    }
    let pairs = lines.windows(2).filter(|pair| !pair[1].after_blank).count();
    let wrapped = lines.windows(2).filter(|pair| forced(&pair[0], &pair[1])).count();
    if wrapped < 2 || wrapped * 5 < pairs * 3 {
        return lines;
    }
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut above: Option<Line> = None;
    for below in lines {
        let goes_on = above.as_ref().is_some_and(|above| forced(above, &below));
        let whole = joined.last_mut().filter(|_| goes_on);
        match whole.and_then(|whole| Some((Span::new(text, whole.span.start(), below.span.end())?, whole))) {
            Some((span, whole)) => {
                whole.span = span;
                whole.chars += 1 + below.chars;
            }
            None => joined.push(below),
        }
        above = Some(below);
    }
    joined
}
