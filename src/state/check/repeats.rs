//! Words that come again: with another label, or without a mark.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Annotation, Status};

use super::names::WORDS;
use super::{Covered, Fix, Issue, Kind, View, of_mark};

/// Marks by their words.
async fn by_words<'a>(view: &'a View<'_>) -> HashMap<&'a str, Vec<&'a Arc<Annotation>>> {
    let mut groups: HashMap<&str, Vec<&Arc<Annotation>>> = HashMap::with_capacity(view.marks.len());
    for mark in &view.marks {
        view.turns.item().await;
        groups.entry(view.words(mark)).or_default().push(mark);
    }
    groups
}

/// The label that most of the marks have; what a person has accepted counts twice. The first wins a tie.
fn usual<'a>(marks: &[&'a Arc<Annotation>]) -> Option<&'a Arc<str>> {
    let mut counts: Vec<(&Arc<str>, usize)> = Vec::new();
    for mark in marks {
        let weight = if mark.status == Status::Accepted { 2 } else { 1 };
        match counts.iter_mut().find(|(label, _)| **label == mark.label) {
            Some((_, count)) => *count += weight,
            None => counts.push((&mark.label, weight)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(label, _)| label)
}

/// The same words with two labels. Numbers alone are silent, since "20" may count, date or measure.
pub(super) async fn two_labels(view: &View<'_>, found: &mut Vec<Issue>) {
    for (words, marks) in by_words(view).await {
        view.turns.item().await;
        let Some(usual) = usual(&marks) else { continue };
        let others: Vec<_> = marks.iter().filter(|mark| mark.label != *usual).collect();
        let Some(first) = others.first() else { continue };
        let are_figures = marks.iter().all(|mark| view.is_figure(&mark.label));
        if are_figures || !words.contains(char::is_alphabetic) {
            continue;
        }
        let fix = Fix::Label(others.iter().map(|mark| mark.id).collect(), Arc::clone(usual));
        found.push(of_mark(Kind::TwoLabels, first, Some(fix)));
    }
}

/// Words that are marked as a name somewhere and stand elsewhere without a mark.
pub(super) async fn unmarked(view: &View<'_>, found: &mut Vec<Issue>) {
    let mut phrases: HashMap<&str, Arc<str>> = HashMap::new();
    // The phrases that have this word first, by where in them the word is and how long they are.
    let mut starts: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    let mut pairs = Pairs::default();
    for (words, marks) in by_words(view).await {
        view.turns.item().await;
        let Some(label) = usual(&marks).filter(|label| !view.is_figure(label)) else { continue };
        let Some(at) = words.find(char::is_alphanumeric) else { continue };
        // One letter is as good as none.
        if words.chars().nth(1).is_none() || words.contains('\n') {
            continue;
        }
        let word = &words[at..word_end(words, at)];
        pairs.add(word);
        phrases.insert(words, Arc::clone(label));
        let lengths = starts.entry(word).or_default();
        if !lengths.contains(&(at, words.len())) {
            lengths.push((at, words.len()));
        }
    }
    starts.values_mut().for_each(|lengths| lengths.sort_unstable_by_key(|(_, length)| std::cmp::Reverse(*length)));
    let text = view.text;
    let mut covered = Covered::new(view.document);
    let mut free = 0;
    let mut at = 0;
    let mut turn = 0;
    while let Some((start, end)) = next_word(text, at) {
        at = end;
        if at >= turn {
            turn = at + WORDS;
            view.turns.item().await;
        }
        if !pairs.has(&text[start..end]) {
            continue;
        }
        let Some(lengths) = starts.get(&text[start..end]) else { continue };
        let place = lengths.iter().find_map(|&(before, length)| {
            let from = start.checked_sub(before).filter(|from| *from >= free)?;
            let words = text.get(from..from + length)?;
            let label = phrases.get(words).filter(|_| is_whole(text, from, from + length))?;
            Some((from, from + length, label))
        });
        let Some((from, to, label)) = place else { continue };
        if covered.overlaps(from, to) {
            continue;
        }
        let Some(span) = view.document.text.span(from, to) else { continue };
        let fix = Some(Fix::Mark(vec![span], Arc::clone(label)));
        found.push(Issue { kind: Kind::Unmarked, span, id: None, fix, ignored: false });
        free = to;
        at = at.max(to);
    }
}

/// Which two bytes words begin with: tells in no time that most words begin no phrase.
struct Pairs(Vec<u64>);

impl Default for Pairs {
    fn default() -> Self {
        Self(vec![0; 1024])
    }
}

impl Pairs {
    fn place(word: &str) -> (usize, u64) {
        let byte = |at: usize| usize::from(word.as_bytes().get(at).copied().unwrap_or_default());
        let pair = byte(0) << 8 | byte(1);
        (pair / 64, 1 << (pair % 64))
    }

    fn add(&mut self, word: &str) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn has(&self, word: &str) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// The next run of letters and digits.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            break;
        }
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        let ch = text.get(at..)?.chars().next()?;
        if ch.is_alphanumeric() {
            break;
        }
        at += ch.len_utf8();
    }
    (at < bytes.len()).then(|| (at, word_end(text, at)))
}

/// Where the run of letters and digits ends that goes on at `at`.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            end += 1;
            continue;
        }
        match text.get(end..).and_then(|rest| rest.chars().next()) {
            Some(ch) if ch.is_alphanumeric() => end += ch.len_utf8(),
            _ => break,
        }
    }
    end
}

/// Whether nothing goes on at either end: no letter, no hyphen with a word behind it, no address.
pub(super) fn is_whole(text: &str, from: usize, to: usize) -> bool {
    let joins = |ch: char| matches!(ch, '-' | '_' | '@' | '/' | '&' | '.' | '\u{2011}');
    let (before, after) = (&text[..from], &text[to..]);
    let mut left = before.chars().rev();
    let starts = match left.next() {
        Some(ch) if ch.is_alphanumeric() || matches!(ch, '@' | '#') => false,
        Some(ch) if joins(ch) => !left.next().is_some_and(char::is_alphanumeric),
        _ => true,
    };
    let mut right = after.chars();
    starts
        && match right.next() {
            Some(ch) if ch.is_alphanumeric() => false,
            Some(ch) if joins(ch) => !right.next().is_some_and(char::is_alphanumeric),
            _ => true,
        }
}
