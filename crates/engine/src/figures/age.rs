//! Ages: "34-year-old", "aged 52", "34 years old", "in his 40s", and bare numbers beside a person: "Jane Doe, 34,".

use super::amount::{Amount, Kind, set_unit};
use super::tokens::Tokens;
use super::unit_table as table;
use super::words::Role;
use crate::label::Label;
use crate::value::Value;

/// The oldest that a bare number makes anybody.
const OLDEST: u32 = 115;

/// One past the last token of an age whose number and unit of time end before token `end`: behind "old", "-olds", "of age".
pub(super) fn behind_unit(t: &Tokens, amount: &Amount, end: usize) -> Option<usize> {
    if let Some(end) = shorthand(t, amount, end) {
        return Some(end);
    }
    let Kind::Measure(unit) = amount.kind else { return None };
    if unit.label != Label::Duration {
        return None;
    }
    if t.is(amount.start.wrapping_sub(1), "aged") {
        return Some(end);
    }
    if !t.near(end) {
        return None;
    }
    let j = t.past_hyphen(end);
    if t.any(j, &["old", "olds"]) {
        return Some(j + 1);
    }
    t.phrase(end, &["of", "age"]).then_some(end + 2)
}

/// One past "yo", "y/o" or "y.o." behind a bare number: "an 87 yo man".
fn shorthand(t: &Tokens, amount: &Amount, end: usize) -> Option<usize> {
    amount.number.plain().filter(|n| *n <= OLDEST && amount.kind == Kind::Plain && t.near(end))?;
    let i = t.past_hyphen(end);
    if t.is(i, "yo") || t.is(i, "yos") {
        return Some(i + 1);
    }
    let split = t.is(i, "y") && t.is(i + 2, "o") && t.glued(i + 1) && t.glued(i + 2);
    let dotted = t.symbol(i + 1, '.') && t.symbol(i + 3, '.') && t.glued(i + 3);
    (split && (dotted || t.symbol(i + 1, '/') || t.hyphen(i + 1))).then_some(i + 3 + usize::from(dotted))
}

/// Whether the bare number from `start` to `end` is an age by what stands around it; how surely.
pub(super) fn bare(t: &Tokens, start: usize, end: usize, amount: &Amount) -> Option<f32> {
    if amount.kind != Kind::Plain {
        return None;
    }
    let years = amount.number.whole().filter(|n| (0..=OLDEST + 15).contains(n))?;
    let before = start.wrapping_sub(1);
    if t.any(before, &["aged", "ages"])
        || t.is(before, "age")
        || t.phrase(start.wrapping_sub(3), &["age", "of", "about"])
    {
        return Some(0.97);
    }
    if t.is(before, "of") && t.any(start.wrapping_sub(2), &["age", "ages"]) {
        return Some(0.97);
    }
    if t.any(before, &["between", "from", "under", "over"]) && t.any(start.wrapping_sub(2), &["aged", "ages"]) {
        return Some(0.95);
    }
    if (t.is(before, "and") || t.symbol(before, ','))
        && amount.number.plain().is_some()
        && listed_ages(t, start.wrapping_sub(2))
    {
        return Some(0.9);
    }
    amount.number.plain().filter(|n| (1..=OLDEST).contains(n))?;
    if t.any(before, &["was", "were", "turned"]) && t.any(end, &["when", "years"]) && t.near(end) {
        return Some(0.8);
    }
    let comma = usize::from(t.symbol(end, ','));
    if t.any(before, &["at", "by"]) && t.any(end + comma, &["he", "she"]) && years >= 3 {
        return Some(0.85);
    }
    if t.is(before, "at") && closes(t, end) && years >= 4 {
        return t.before(start, 30).any(|j| t.any(j, LIVING)).then_some(0.8);
    }
    (beside_a_person(t, start, end)).then_some(0.85)
}

/// Whether "aged 23", or "aged 21, 23", ends at token `i`.
fn listed_ages(t: &Tokens, mut i: usize) -> bool {
    for _ in 0..4 {
        if !t.is_digits(i) {
            return false;
        }
        if t.is(i.wrapping_sub(1), "aged") {
            return true;
        }
        i = i.wrapping_sub(2);
    }
    false
}

/// Words of lives, near which "at 14" is an age.
#[rustfmt::skip]
const LIVING: &[&str] = &[
    "died", "dies", "dead", "born", "married", "school", "retired", "retire", "career", "debut", "wrote", "novel",
    "pianist", "youngest", "oldest", "father", "mother", "orphaned", "widowed", "apprentice", "childhood", "boy",
    "girl", "parents", "son", "daughter", "himself", "herself", "learned", "learnt", "teenager", "turned", "joined",
];

/// Whether a phrase ends before token `i`.
fn closes(t: &Tokens, i: usize) -> bool {
    match t.get(i) {
        None => true,
        Some(_) if !t.near(i) => true,
        Some(_) if t.is_word(i) => t.any(
            i,
            &[
                "and", "but", "after", "when", "as", "in", "to", "from", "with", "on", "having", "while", "at", "for",
                "after",
            ],
        ),
        Some(_) => [',', '.', ';', ')', '—', '–', '"', '”'].iter().any(|&ch| t.symbol(i, ch)),
    }
}

/// "Jane Doe, 34, said", "the driver, 19, was", "Jane Doe (34)": a number alone between commas behind a word.
fn beside_a_person(t: &Tokens, start: usize, end: usize) -> bool {
    let before = start.wrapping_sub(1);
    let word = start.wrapping_sub(2);
    let comma = t.symbol(before, ',') && t.glued(before) && !t.glued(start) && t.is_word(word);
    if !comma || !matches!(t.role(word), Role::None) {
        return false;
    }
    let shut =
        t.symbol(end, ',') || t.symbol(end, '.') && !t.is_digits(end + 1) || t.symbol(end, ';') || t.get(end).is_none();
    // a list of numbers goes on with one, and so does a score
    let listed = t.is_digits(end + 1) || t.is(end + 1, "and") && t.is_digits(end + 2) || t.symbol(end + 1, '$');
    shut && !listed && (t.capital(word) || t.any(word, PEOPLE))
}

/// Common nouns for one person.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "driver", "striker", "man", "woman", "boy", "girl", "teenager", "student", "teacher", "nurse", "doctor", "victim",
    "suspect", "defendant", "father", "mother", "son", "daughter", "brother", "sister", "husband", "wife", "actor",
    "actress", "singer", "midfielder", "defender", "goalkeeper", "winger", "captain", "player", "coach", "manager",
    "pilot", "officer", "soldier", "lawyer", "farmer", "worker", "engineer", "author", "writer", "artist", "musician",
    "politician", "lawmaker", "senator", "billionaire", "entrepreneur", "founder", "executive", "chef", "cyclist",
    "swimmer", "runner", "golfer", "jockey", "passenger", "pensioner", "grandmother", "grandfather", "widow",
    "gunman", "rapper", "star", "forward", "batsman", "bowler", "opener", "champion", "drummer", "guitarist",
    "composer", "novelist", "poet", "president", "minister", "chancellor", "leader", "candidate", "resident",
    "researcher", "scientist", "climber", "skier", "boxer", "sprinter", "quarterback", "pitcher", "rookie",
    "youngster", "veteran", "twin", "mechanic", "plumber", "electrician", "designer", "developer", "model", "dancer",
    "director", "comedian", "presenter",
];

/// "in his 40s", "her early 60s": the decade of somebody's life; lowest and highest age, and one past the "s".
pub(super) fn decade(t: &Tokens, i: usize) -> Option<(f64, f64, usize)> {
    let token = t.str(i);
    let s = t.glued(i + 1) && t.is(i + 1, "s");
    if !s || !t.is_digits(i) || token.len() != 2 || !token.ends_with('0') {
        return None;
    }
    let low = f64::from(token.parse::<u8>().ok()?);
    owned(t, i).then_some((low, low + 9.0, i + 2))
}

/// Whether "his", "her" or "their" stands before the token, or before an early, mid or late.
pub(super) fn owned(t: &Tokens, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    let before = if t.symbol(before, '-') { before.wrapping_sub(1) } else { before };
    let before = if matches!(t.role(before), Role::Phase(_)) { before.wrapping_sub(1) } else { before };
    t.any(before, &["his", "her", "their", "my", "your", "our"])
}

/// An age's normal form from that of its number.
pub(super) fn normal(amount: &Amount, mut value: Value) -> Value {
    match amount.kind {
        Kind::Measure(unit) => set_unit(&mut value, unit),
        Kind::Plain | Kind::Money(_) | Kind::Percent(_) => set_unit(&mut value, (&table::YEAR).into()),
    }
    value.timex = None;
    value.seconds = None;
    value
}
