//! What marks of one name take along, and what they leave out: "the", a title, an 's, quotes. Only marks are compared that
//! had the choice: "Smith" alone says nothing about "Mr Smith".

use std::collections::HashMap;

use postil_engine::{Annotation, Id};

use super::{Fix, Issue, Kind, View, of_mark};

const TITLES: [&str; 32] = [
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "Prof.",
    "Professor",
    "President",
    "Senator",
    "Sen.",
    "Gov.",
    "Governor",
    "Rep.",
    "Chancellor",
    "Minister",
    "Judge",
    "Justice",
    "General",
    "Gen.",
    "Captain",
    "Capt.",
    "Sir",
    "Lord",
    "Lady",
    "Dame",
    "King",
    "Queen",
    "Prince",
    "Pope",
];

/// What may be taken along: quotes, an article, a title, an 's.
const HABITS: usize = 4;

/// Where the name itself lies, and where it would start and end with what each habit adds.
struct Parts {
    /// In bytes of the text.
    name: (usize, usize),
    /// For each habit: whether it is in the mark; `None` where there was no choice.
    has: [Option<bool>; HABITS],
    /// For each habit: where its part starts, and where it ends.
    reach: [(usize, usize); HABITS],
}

/// Whose name it is: the entity's, or that of these words with this label.
#[derive(PartialEq, Eq, Hash)]
enum Whose<'a> {
    Entity(Id),
    Words(&'a str, &'a str),
}

/// Marks that take something along which the other marks of their name leave out, or the other way round.
pub(super) async fn differ(view: &View<'_>, found: &mut Vec<Issue>) {
    let mut groups: HashMap<Whose<'_>, [[usize; 2]; HABITS]> = HashMap::new();
    let mut parsed: Vec<(&Annotation, Whose<'_>, Parts)> = Vec::new();
    for mark in view.marks.iter().filter(|mark| !view.is_figure(&mark.label)) {
        view.turns.item().await;
        let Some(parts) = parts(view.text, mark.span.start(), mark.span.end()) else { continue };
        if parts.has.iter().all(Option::is_none) {
            continue;
        }
        let whose = || match mark.entity {
            Some(entity) => Whose::Entity(entity),
            None => Whose::Words(&mark.label, &view.text[parts.name.0..parts.name.1]),
        };
        let counts = groups.entry(whose()).or_default();
        for (count, has) in counts.iter_mut().zip(parts.has) {
            if let Some(has) = has {
                count[usize::from(has)] += 1;
            }
        }
        parsed.push((mark, whose(), parts));
    }
    for (mark, whose, parts) in parsed {
        view.turns.item().await;
        let Some(counts) = groups.get(&whose) else { continue };
        let wants: Vec<Option<bool>> =
            counts.iter().map(|[without, with]| (*without > 0 && *with > 0).then_some(with > without)).collect();
        let is_odd =
            wants.iter().zip(parts.has).any(|(wanted, has)| has.is_some() && wanted.is_some() && *wanted != has);
        if !is_odd {
            continue;
        }
        let (mut start, mut end) = parts.name;
        for ((wanted, has), reach) in wants.iter().zip(parts.has).zip(parts.reach) {
            if has.is_some() && wanted.or(has) == Some(true) {
                (start, end) = (start.min(reach.0), end.max(reach.1));
            }
        }
        let span = view.document.text.span(start, end).filter(|span| *span != mark.span);
        if let Some(span) = span {
            found.push(of_mark(Kind::Habit, mark, Some(Fix::Move(mark.id, span))));
        }
    }
}

/// Takes a mark apart: quotes outside, then the article, then the title; the 's behind the name.
fn parts(text: &str, start: usize, end: usize) -> Option<Parts> {
    let mut has = [None; HABITS];
    let mut reach = [(start, end); HABITS];
    let (mut from, mut to) = (start, end);
    let words = text.get(from..to)?;
    if let Some(inner) = unquoted(words) {
        has[0] = Some(true);
        (from, to) = (from + inner.0, to - inner.1);
    } else if let Some(outer) = quoted(text, start, end) {
        has[0] = Some(false);
        reach[0] = outer;
    }
    for (habit, is_part) in [(1, is_article as fn(&str) -> bool), (2, is_title)] {
        let first = text.get(from..to)?.split(' ').next()?;
        if is_part(first) && from + first.len() + 1 < to {
            has[habit] = Some(true);
            reach[habit] = (from, to);
            from += first.len() + 1;
        } else if let Some(before) = text.get(..from)?.strip_suffix(' ') {
            let word = before.rsplit(|ch: char| !ch.is_alphanumeric() && ch != '.').next().unwrap_or_default();
            if is_part(word) && from == start {
                has[habit] = Some(false);
                reach[habit] = (before.len() - word.len(), to);
            }
        }
    }
    let name = text.get(from..to)?;
    if let Some(stem) = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).filter(|stem| !stem.is_empty()) {
        has[3] = Some(true);
        reach[3] = (from + stem.len(), to);
        to = from + stem.len();
    } else if to == end {
        let after = text.get(end..)?;
        let length = ["'s", "’s"].into_iter().find(|part| after.starts_with(part)).map(str::len);
        if let Some(length) = length.filter(|length| !after[*length..].starts_with(char::is_alphanumeric)) {
            has[3] = Some(false);
            reach[3] = (from, end + length);
        }
    }
    Some(Parts { name: (from, to), has, reach })
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "The")
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

const QUOTES: [(char, char); 3] = [('"', '"'), ('“', '”'), ('«', '»')];

/// How many bytes of quotes stand around `words`, before and behind.
fn unquoted(words: &str) -> Option<(usize, usize)> {
    let around = |&(open, close): &(char, char)| {
        let inner = words.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.is_empty() && !inner.contains([open, close])).then_some((open.len_utf8(), close.len_utf8()))
    };
    QUOTES.iter().find_map(around)
}

/// The stretch with the quotes that stand right around it.
fn quoted(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let around = |&(open, close): &(char, char)| {
        let is_quoted = text.get(..start)?.ends_with(open) && text.get(end..)?.starts_with(close);
        is_quoted.then(|| (start - open.len_utf8(), end + close.len_utf8()))
    };
    QUOTES.iter().find_map(around)
}
