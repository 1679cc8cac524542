//! A text with its names replaced, and where each place of it lies afterwards.

use postil_engine::Span;

use super::kept::{is_calendar, is_common};
use super::lexicon::{Lexicon, New};
use super::words::{Word, is_small, key, styled, words};
use crate::doctor::is_unspaced;

/// What is marked in a text, as far as it matters: where names are, and where figures are.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Sorted and apart.
    pub(super) names: Vec<(usize, usize)>,
    /// Sorted and apart.
    pub(super) figures: Vec<(usize, usize)>,
    /// Ends of names, sorted: words end there too.
    pub(super) cuts: Vec<usize>,
}

impl Marks {
    /// `names` and `figures` in any order.
    pub(super) fn new(names: Vec<Span>, figures: Vec<Span>) -> Self {
        let mut cuts: Vec<usize> = names.iter().flat_map(|span| [span.start(), span.end()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        Self { names: joined(names), figures: joined(figures), cuts }
    }
}

fn joined(mut spans: Vec<Span>) -> Vec<(usize, usize)> {
    spans.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some((_, end)) if span.start() <= *end => *end = span.end().max(*end),
            _ => apart.push((span.start(), span.end())),
        }
    }
    apart
}

fn within(spans: &[(usize, usize)], at: usize) -> bool {
    let after = spans.partition_point(|&(start, _)| start <= at);
    after.checked_sub(1).and_then(|nth| spans.get(nth)).is_some_and(|&(_, end)| at < end)
}

/// A text after its names were replaced.
#[derive(Debug)]
pub(super) struct Rewritten {
    pub(super) text: String,
    /// Replacements inside and outside of marks of names.
    pub(super) marked: usize,
    pub(super) unmarked: usize,
    edits: Vec<Edit>,
}

#[derive(Debug)]
struct Edit {
    start: usize,
    end: usize,
    new_start: usize,
    new_end: usize,
}

impl Rewritten {
    /// Where a stretch lies now; one that ends inside a replaced word takes in all of it. O(log n).
    pub(super) fn span(&self, span: Span) -> Option<Span> {
        Span::new(&self.text, self.byte(span.start(), false), self.byte(span.end(), true))
    }

    fn byte(&self, at: usize, is_end: bool) -> usize {
        let after = self.edits.partition_point(|edit| edit.start < at);
        match after.checked_sub(1).and_then(|nth| self.edits.get(nth)) {
            None => at,
            Some(edit) if edit.end <= at => edit.new_end + (at - edit.end),
            Some(edit) => {
                if is_end {
                    edit.new_end
                } else {
                    edit.new_start
                }
            }
        }
    }
}

/// `text` with its names replaced.
pub(super) fn rewrite(text: &str, marks: &Marks, lexicon: &Lexicon) -> Rewritten {
    let found = words(text, &marks.cuts);
    let keys: Vec<String> = found.iter().map(|&(start, end)| key(text.get(start..end).unwrap_or_default())).collect();
    let mut out = Writer {
        text,
        copied: 0,
        marks,
        done: Rewritten { text: String::with_capacity(text.len()), marked: 0, unmarked: 0, edits: Vec::new() },
    };
    let mut at = 0;
    while let (Some(&(start, end)), Some(this)) = (found.get(at), keys.get(at)) {
        let follows = |nth: usize| {
            let gap = text.get(found.get((at + nth).checked_sub(1)?)?.1..found.get(at + nth)?.0)?;
            (gap.len() <= 3 && !gap.contains('\n')).then_some(())
        };
        let phrase = lexicon.phrase_at(|nth| {
            if nth > 0 {
                follows(nth)?;
            }
            keys.get(at + nth).map(String::as_str)
        });
        if let Some((count, new)) = phrase
            && let Some(&(_, last)) = found.get(at + count - 1)
            && out.replaces((start, last), this, new)
        {
            out.put(start, last, &new.words);
            at += count;
            continue;
        }
        at += 1;
        let old = text.get(start..end).unwrap_or_default();
        if let Some(new) = lexicon.word(this) {
            if out.replaces((start, end), this, &new) {
                out.put(start, end, &new.words);
            }
        } else if old.chars().all(is_unspaced) {
            unspaced(&mut out, start, old, lexicon);
        } else if old.len() == 1
            && old.chars().all(|ch| ch.is_ascii_alphabetic())
            && within(&marks.names, start)
            && is_initial(text, end)
        {
            let next = keys.get(at).map_or("", String::as_str);
            let new: String = old.chars().map(|letter| lexicon.letter(letter, next)).collect();
            out.put(start, end, &new);
        }
    }
    out.done.text.push_str(text.get(out.copied..).unwrap_or_default());
    out.done
}

/// Whether a letter that ends at `end` is an initial: "A. Ruiz", or "A" alone.
fn is_initial(text: &str, end: usize) -> bool {
    !text.get(end..).is_some_and(|rest| rest.starts_with(['\'', '’', '-']))
}

/// The longest names in a run of a script without spaces.
fn unspaced(out: &mut Writer<'_>, start: usize, run: &str, lexicon: &Lexicon) {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let mut nth = 0;
    while nth + 1 < ends.len() {
        let longest = lexicon.unspaced.min(ends.len() - 1 - nth);
        let found = (1..=longest).rev().find_map(|count| {
            let (from, to) = (*ends.get(nth)?, *ends.get(nth + count)?);
            Some((from, to, count, lexicon.word(run.get(from..to)?)?))
        });
        match found {
            Some((from, to, count, new)) => {
                out.put(start + from, start + to, &new.words);
                nth += count;
            }
            None => nth += 1,
        }
    }
}

struct Writer<'a> {
    text: &'a str,
    copied: usize,
    marks: &'a Marks,
    done: Rewritten,
}

impl Writer<'_> {
    /// Whether a word or phrase is the name here: not in small letters where those are an ordinary word, and not the
    /// month of a date.
    fn replaces(&self, (start, end): Word, first: &str, new: &New) -> bool {
        if within(&self.marks.names, start) {
            return true;
        }
        let old = self.text.get(start..end).unwrap_or_default();
        let is_month = is_calendar(first) && within(&self.marks.figures, start);
        let is_plain = is_small(old) && (!new.small || is_common(first));
        !is_month && !is_plain
    }

    fn put(&mut self, start: usize, end: usize, new: &str) {
        let old = self.text.get(start..end).unwrap_or_default();
        self.done.text.push_str(self.text.get(self.copied..start).unwrap_or_default());
        let new_start = self.done.text.len();
        self.done.text.push_str(&styled(old, new));
        self.done.edits.push(Edit { start, end, new_start, new_end: self.done.text.len() });
        self.copied = end;
        if within(&self.marks.names, start) { self.done.marked += 1 } else { self.done.unmarked += 1 }
    }
}
