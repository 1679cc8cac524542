//! Where marks begin and end: what crosses, and punctuation that got in.

use std::sync::Arc;

use postil_engine::{Annotation, Span, Status};

use super::{Fix, Issue, Kind, View, of_mark};

/// Words that keep their full stop.
const ABBREVIATIONS: [&str; 52] = [
    "inc", "corp", "co", "ltd", "llc", "plc", "bros", "jr", "sr", "st", "mt", "ft", "no", "nos", "dr", "mr", "mrs",
    "ms", "prof", "gov", "sen", "rep", "gen", "col", "capt", "lt", "sgt", "rev", "hon", "pres", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ave", "blvd", "rd", "dept", "univ", "assn",
    "intl", "approx", "etc", "esq",
];

/// Marks that cross another one. The one that is less sure is cut back.
pub(super) async fn crossing(view: &View<'_>, found: &mut Vec<Issue>) {
    let mut active: Vec<&Arc<Annotation>> = Vec::new();
    for mark in &view.marks {
        view.turns.item().await;
        active.retain(|other| other.span.end() > mark.span.start());
        let crossed =
            active.iter().find(|other| other.span.start() < mark.span.start() && other.span.end() < mark.span.end());
        if let Some(other) = crossed {
            let (weak, strong) = if strength(other) < strength(mark) { (other, mark) } else { (mark, other) };
            found.push(of_mark(Kind::Crossing, weak, Some(cut(view, weak, strong.span))));
        }
        active.push(mark);
    }
}

/// What a person accepted stands before what is suggested, and the longer before the shorter.
fn strength(annotation: &Annotation) -> (bool, usize) {
    (annotation.status == Status::Accepted, annotation.span.len())
}

/// The mark without what it shares with `other`.
fn cut(view: &View<'_>, mark: &Annotation, other: Span) -> Fix {
    let (start, end) = (mark.span.start(), mark.span.end());
    let (from, to) = if start < other.start() { (start, other.start()) } else { (other.end(), end) };
    let rest = view.document.text.span(from, to).and_then(|span| tidy(view.text, span));
    let rest = rest.filter(|span| view.document.text.slice(*span).contains(char::is_alphanumeric));
    rest.map_or(Fix::Delete(mark.id), |span| Fix::Move(mark.id, span))
}

/// Marks with punctuation or white space at an end.
pub(super) async fn stray(view: &View<'_>, found: &mut Vec<Issue>) {
    for mark in &view.marks {
        view.turns.item().await;
        let words = view.words(mark);
        // Nearly all begin and end in a letter or digit.
        let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = words.as_bytes();
        if is_plain(bytes.first()) && is_plain(bytes.last()) {
            continue;
        }
        let tidy = tidy(view.text, mark.span);
        if tidy != Some(mark.span) {
            let fix = tidy.map_or(Fix::Delete(mark.id), |span| Fix::Move(mark.id, span));
            found.push(of_mark(Kind::Stray, mark, Some(fix)));
        }
    }
}

/// The stretch without stray punctuation and white space at its ends; `None` where nothing is left.
pub(super) fn tidy(text: &str, span: Span) -> Option<Span> {
    let mut words = text.get(span.range())?;
    let mut start = span.start();
    loop {
        let mut chars = words.chars();
        let (Some(first), Some(last)) = (chars.next(), words.chars().next_back()) else { return None };
        if is_stray_first(first, words) {
            start += first.len_utf8();
            words = chars.as_str();
        } else if is_stray_last(last, words) {
            words = &words[..words.len() - last.len_utf8()];
        } else {
            return Span::new(text, start, start + words.len());
        }
    }
}

fn is_stray_first(first: char, words: &str) -> bool {
    let rest = &words[first.len_utf8()..];
    match first {
        ',' | ';' | ':' => true,
        // ".NET" and ".38" are words.
        '.' => !rest.starts_with(char::is_alphanumeric),
        // "’90s" and "’til" too.
        '\'' | '’' => !rest.starts_with(char::is_alphanumeric) || rest.ends_with(first) && words.len() > 2,
        _ => first.is_whitespace() || is_alone(first, words),
    }
}

fn is_stray_last(last: char, words: &str) -> bool {
    let rest = &words[..words.len() - last.len_utf8()];
    match last {
        ',' | ';' | ':' => true,
        '.' => !keeps_stop(rest),
        // "Giants’" is a word, and so is "6′".
        '\'' | '’' => !rest.ends_with(char::is_alphanumeric),
        '"' if rest.ends_with(|ch: char| ch.is_ascii_digit()) => false,
        _ => last.is_whitespace() || is_alone(last, words),
    }
}

/// Whether the full stop belongs to the last of these words: "Inc.", "U.S.", "J.".
fn keeps_stop(words: &str) -> bool {
    let word = words.rsplit(|ch: char| ch.is_whitespace() || ch == '(').next().unwrap_or_default();
    let is_initial = word.chars().nth(1).is_none() && word.starts_with(char::is_alphabetic);
    let is_inner = word.contains('.') && !word.starts_with(|ch: char| ch.is_ascii_digit());
    is_initial || is_inner || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// A quote or bracket whose other half is not in `words`.
fn is_alone(ch: char, words: &str) -> bool {
    let count = |wanted: char| words.chars().filter(|ch| *ch == wanted).count();
    match ch {
        '"' => count('"') % 2 == 1,
        '“' | '”' => count('“') != count('”'),
        '«' | '»' => count('«') != count('»'),
        '(' | ')' => count('(') != count(')'),
        '[' | ']' => count('[') != count(']'),
        '{' | '}' => count('{') != count('}'),
        _ => false,
    }
}
