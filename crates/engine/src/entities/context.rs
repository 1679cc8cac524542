//! What the words around a name, and its own form, say of names that no list or pattern knows: small votes that
//! add up over the mentions of a document.

use crate::label::Label;

use super::lists::class;
use super::reading::Reading;
use super::segment::Segment;
use super::token::{Kind, Token};

/// Votes by label; entity labels come first in the order of the labels.
pub(super) type Votes = [f32; 9];

fn vote(votes: &mut Votes, label: Label, weight: f32) {
    if let Some(slot) = votes.get_mut(label as usize) {
        *slot += weight;
    }
}

/// Votes of the words around one mention.
pub(super) fn around(reading: &Reading<'_>, segment: &Segment) -> Votes {
    let mut votes = Votes::default();
    before(reading, segment.from, &mut votes);
    after(reading, segment.to, segment.to - segment.from, &mut votes);
    votes
}

fn before(reading: &Reading<'_>, from: usize, votes: &mut Votes) {
    let Some(previous) = reading.before(from) else { return };
    let word = crate::text::lower(reading.word(from - 1));
    let second = from.checked_sub(2);
    match word.as_str() {
        "in" => {
            let money = second.is_some_and(|i| {
                matches!(reading.word(i), "shares" | "Shares" | "stake" | "stock" | "invested" | "investors")
            });
            vote(votes, if money { Label::Org } else { Label::Gpe }, if money { 1.2 } else { 0.8 });
        }
        "a" | "an" => {
            vote(votes, Label::Person, -0.8);
            vote(votes, Label::Gpe, -0.8);
        }
        "," if second.is_some_and(|i| reading.is(i, class::LIFE | class::ROLE)) => vote(votes, Label::Person, 1.0),
        "near" | "outside" | "visiting" | "throughout" => vote(votes, Label::Gpe, 0.8),
        "storm" | "hurricane" | "typhoon" | "cyclone" => {
            vote(votes, Label::Event, 1.5);
            vote(votes, Label::Person, -1.0);
        }
        "said" | "says" | "added" | "writes" | "wrote" => vote(votes, Label::Person, 0.8),
        "the" => {
            vote(votes, Label::Org, 0.3);
            vote(votes, Label::Person, -0.8);
            vote(votes, Label::Gpe, -0.3);
        }
        "of" => {
            let place = second.is_some_and(|i| reading.is(i, class::PLACE_NOUN));
            let role = second.is_some_and(|i| reading.is(i, class::ROLE));
            vote(votes, Label::Gpe, if place { 1.5 } else { 0.2 });
            vote(votes, Label::Org, if role { 1.0 } else { 0.1 });
            vote(votes, Label::Person, if role { -0.4 } else { 0.0 });
        }
        "at" => {
            vote(votes, Label::Org, 0.4);
            vote(votes, Label::Gpe, 0.2);
        }
        "by" => {
            vote(votes, Label::Person, 0.4);
            vote(votes, Label::Org, 0.3);
        }
        "with" | "and" => vote(votes, Label::Person, 0.2),
        _ if previous.capital => {
            if previous.opens && previous.is(class::COMMON) && !previous.is(class::TITLE) {
                vote(votes, Label::Person, -0.4);
            }
        }
        _ => {
            if previous.is(class::PLACE_PREP) {
                vote(votes, Label::Gpe, 0.2);
            }
            if previous.is(class::FIRM_NOUN) {
                vote(votes, Label::Org, 1.0);
            }
            if previous.is(class::SPORT) {
                vote(votes, Label::Org, 0.6);
            }
            if previous.is(class::FIRM_VERB) {
                vote(votes, Label::Org, 0.3);
            }
            if previous.is(class::ROLE) {
                vote(votes, Label::Person, 1.2);
            }
            if previous.is(class::LIFE) {
                vote(votes, Label::Person, 0.5);
            }
            if previous.is(class::PLACE_NOUN) {
                vote(votes, Label::Gpe, 0.8);
            }
        }
    }
}

fn after(reading: &Reading<'_>, to: usize, length: usize, votes: &mut Votes) {
    let Some(next) = reading.at(to) else { return };
    let lower = next.kind == Kind::Word && !next.capital;
    match next.kind {
        Kind::Possessive => {
            if reading.is(to + 1, class::FIRM_AFTER) {
                vote(votes, Label::Org, 0.6);
            }
            if reading.is(to + 1, class::LIFE) {
                vote(votes, Label::Person, 0.8);
            }
        }
        Kind::Sign(',') => apposition(reading, to, votes),
        Kind::Sign('(') => {
            if reading.at(to + 1).is_some_and(|t| t.kind == Kind::Number) || reading.word(to + 1) == "born" {
                vote(votes, Label::Person, 0.4);
            }
        }
        Kind::Word | Kind::Number | Kind::Sign(_) => {}
    }
    if !lower {
        return;
    }
    match reading.word(to) {
        "who" | "whose" => vote(votes, Label::Person, 1.0),
        "is" | "was" => {
            if reading.word(to + 1) == "born" {
                vote(votes, Label::Person, 1.2);
            }
            if matches!(reading.word(to + 1), "a" | "an" | "the") {
                described(reading, to + 2, votes);
            }
        }
        _ => {}
    }
    if next.is(class::SAY) {
        vote(votes, Label::Person, if length > 1 { 0.9 } else { 0.7 });
        vote(votes, Label::Org, 0.4);
    }
    if next.is(class::FIRM_AFTER) {
        vote(votes, Label::Org, 0.7);
    }
    if next.is(class::FIRM_NOUN) {
        vote(votes, Label::Org, 0.6);
    }
    if next.is(class::SPORT) {
        vote(votes, Label::Org, 0.4);
        vote(votes, Label::Person, 0.4);
    }
    if next.is(class::PLACE_NOUN) {
        let physical = matches!(reading.word(to), "river" | "lake" | "mountain" | "island" | "coast");
        vote(votes, if physical { Label::Loc } else { Label::Gpe }, 1.0);
    }
    if next.is(class::PRODUCT_NOUN) {
        vote(votes, Label::Product, 0.5);
    }
}

/// What stands after the comma behind a name: an age, "who", the country of a town, "a maker of ...".
fn apposition(reading: &Reading<'_>, comma: usize, votes: &mut Votes) {
    let Some(next) = reading.at(comma + 1) else { return };
    if next.kind == Kind::Number && reading.at(comma + 2).is_some_and(|t| t.sign(',')) && next.end - next.start <= 2 {
        vote(votes, Label::Person, 1.5);
    }
    if next.is(class::GPE) && next.capital {
        vote(votes, Label::Gpe, 0.9);
    }
    match reading.word(comma + 1) {
        "who" | "whose" => vote(votes, Label::Person, 1.2),
        "near" => vote(votes, Label::Gpe, 0.8),
        "a" | "an" | "the" | "its" => described(reading, comma + 2, votes),
        _ if !next.capital && next.is(class::ROLE) => vote(votes, Label::Person, 0.8),
        _ => {}
    }
}

/// The first noun that tells, within a few words.
fn described(reading: &Reading<'_>, from: usize, votes: &mut Votes) {
    for i in from..from + 5 {
        let Some(token) =
            reading.at(i).filter(|t| t.kind == Kind::Word && !matches!(reading.word(i), "of" | "that" | "which"))
        else {
            return;
        };
        let lower = !token.capital;
        let label = if lower && token.is(class::ROLE | class::LIFE) {
            Label::Person
        } else if lower && token.is(class::FIRM_NOUN) {
            Label::Org
        } else if lower && token.is(class::PLACE_NOUN) {
            Label::Gpe
        } else if lower && token.is(class::WORK_NOUN) {
            Label::WorkOfArt
        } else {
            continue;
        };
        vote(votes, label, 1.0);
        return;
    }
}

/// Names in a row are of one kind: "in Ranni, Durg and Pune".
pub(super) fn company(reading: &Reading<'_>, segments: &[Segment], at: usize, votes: &mut Votes) {
    let joined = |from: usize, to: usize| {
        let comma = |i: usize| reading.at(i).is_some_and(|t| t.sign(','));
        match to.saturating_sub(from) {
            1 => comma(from) || matches!(reading.word(from), "and" | "or"),
            2 => comma(from) && matches!(reading.word(from + 1), "and" | "or"),
            _ => false,
        }
    };
    let Some(own) = segments.get(at) else { return };
    let before = at.checked_sub(1).and_then(|i| segments.get(i)).filter(|before| joined(before.to, own.from));
    let after = segments.get(at + 1).filter(|after| joined(own.to, after.from));
    for label in [before, after].into_iter().flatten().filter_map(|other| other.label) {
        if matches!(label, Label::Person | Label::Org | Label::Gpe) {
            vote(votes, label, 0.6);
        }
    }
}

/// Votes of a name's own form.
pub(super) fn form(text: &str, tokens: &[Token]) -> Votes {
    let mut votes = Votes::default();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return votes };
    let word = text.get(last.start..last.end).unwrap_or_default();
    let ordinary = |t: &Token| t.is(class::COMMON | class::FUNCTION) && !t.is(class::FIRST | class::SURNAME);
    let common = tokens.iter().any(ordinary);
    if tokens.len() == 1 {
        let camel = is_camel(word);
        if camel || (first.shouted && word.len() <= 6) {
            vote(&mut votes, Label::Org, 0.4);
        } else if first.is(class::SURNAME | class::FIRST) {
            vote(&mut votes, Label::Person, 0.7);
        } else if PLACE_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending)) {
            vote(&mut votes, Label::Gpe, 0.5);
        } else {
            vote(&mut votes, Label::Person, 0.25);
            vote(&mut votes, Label::Gpe, 0.2);
            vote(&mut votes, Label::Org, 0.2);
        }
    } else if tokens.iter().any(|t| {
        t.shouted && t.end - t.start < 6 && !t.is(class::LISTED) && !text[t.start..t.end].contains('.')
            || is_camel(&text[t.start..t.end])
    }) {
        vote(&mut votes, Label::Org, 0.8);
    } else if common {
        vote(&mut votes, Label::Org, 0.2);
    } else {
        let name = last.is(class::SURNAME) || first.is(class::FIRST);
        vote(&mut votes, Label::Person, if name { 0.8 } else { 0.6 });
        vote(&mut votes, Label::Org, 0.2);
    }
    votes
}

/// "YouTube", "AeroSystems"; not "McDonald" or "O'Neill".
fn is_camel(word: &str) -> bool {
    let small = word.chars().any(char::is_lowercase);
    let inside = word.chars().skip(1).any(char::is_uppercase);
    small
        && inside
        && !word.contains(['-', '\'', '’', '.'])
        && !word.starts_with("Mc")
        && !word.starts_with("Mac")
        && !word.starts_with("De")
}

/// Endings of place names.
const PLACE_ENDINGS: &[&str] = &[
    "ville", "burg", "burgh", "stan", "land", "shire", "grad", "pur", "abad", "town", "port", "polis", "borough",
    "bury",
];
