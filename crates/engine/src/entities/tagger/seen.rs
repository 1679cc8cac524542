//! What the tagger sees of each token: its spelling, its word class, what the lists say of it and of the run of words
//! that it is in, what the rules and the figures made of it, and what the rest of the document says of the same word.

use crate::detect::Found;
use crate::model::BlockKind;

use super::super::lists::{Classes, KeyMap, class};
use super::super::reading::Reading;
use super::super::segment::LONGEST;
use super::super::token::{self, Kind, Token};
use super::model::{Edges, Knowledge, LISTS};

/// Letters of the prefixes and suffixes that are looked at, at most.
pub(super) const AFFIX: usize = 4;
/// Other places of a word in the document that are looked at, at most.
const PLACES: usize = 3;
/// Kinds of lists that multi-word names are matched against; the bits of [`class::LISTED`].
const LISTED_BITS: u32 = 10;
/// Words of a name on the long lists, at most.
const LONG: usize = 7;

/// What is seen of one token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(super) word: u64,
    pub(super) lower: u64,
    /// A word in capitals of four letters or more, as in running text; any other as it is.
    pub(super) raised_word: u64,
    pub(super) shape: u32,
    pub(super) prefixes: [u64; AFFIX],
    pub(super) suffixes: [u64; AFFIX],
    /// Word class; none is 0.
    pub(super) class: u16,
    pub(super) classes: Classes,
    /// Of lists' names that hold this token: four bits a list (first, inside, last, only).
    pub(super) listed: u64,
    /// The same of the long lists.
    pub(super) known: u64,
    /// Whether the word opens and closes listed names.
    pub(super) edges: Edges,
    /// What the rules say: place, label and rule in one number; none is 0.
    pub(super) rule: u64,
    /// How sure the rules are, in steps.
    pub(super) sure: u8,
    /// The figure it is in: 1 plus the number of its label.
    pub(super) figure: u8,
    pub(super) capital: bool,
    pub(super) opens: bool,
    pub(super) loose: bool,
    pub(super) block: u8,
    pub(super) quoted: bool,
    /// Follows the token before without a space.
    pub(super) joined: bool,
    /// Of the run of capitalised words that it is in: the words before and after, its first and its last.
    pub(super) around: [u64; 2],
    pub(super) ends: [u64; 2],
    /// Seen in lower case elsewhere in the document, and with a capital that means something.
    pub(super) lowered: bool,
    pub(super) raised: bool,
    /// Words before and after it at its other places.
    pub(super) elsewhere: [[u64; 2]; PLACES],
    /// The longest run of capitalised words that holds it elsewhere, if that is longer than the one here.
    pub(super) run: u64,
}

/// Where the words of a document stand.
#[derive(Default)]
pub(crate) struct Places {
    lower: KeyMap<()>,
    raised: KeyMap<Vec<Place>>,
}

#[derive(Clone, Copy)]
struct Place {
    at: usize,
    before: u64,
    after: u64,
    length: usize,
    run: u64,
}

impl Places {
    /// Takes in the tokens of a piece. Linear.
    pub(crate) fn note(&mut self, reading: &Reading<'_>) {
        let tokens = reading.tokens;
        let mut run_start = 0;
        for (i, token) in tokens.iter().enumerate() {
            if token.kind != Kind::Word {
                continue;
            }
            if !token.capital {
                self.lower.insert(token.key, ());
                continue;
            }
            if reading.loose || !reading.namy[i] {
                continue;
            }
            if reading.starts_run(i) {
                run_start = i;
            }
            let end = reading.run_end[i].min(run_start + LONGEST);
            // The first word of a sentence counts only as part of a longer run.
            if token.opens && end <= i + 1 {
                continue;
            }
            let key = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(1, |token| token.key);
            let place = Place {
                at: token.start,
                before: key(i.checked_sub(1)),
                after: key(Some(i + 1)),
                length: end.saturating_sub(run_start),
                run: if end > run_start { reading.key(run_start, end) } else { 0 },
            };
            let places = self.raised.entry(token.key).or_default();
            if places.len() <= PLACES {
                places.push(place);
            } else if let Some(shortest) = places.iter_mut().min_by_key(|place| place.length)
                && shortest.length < place.length
            {
                *shortest = place;
            }
        }
    }
}

/// What is seen of every token of a piece. `marked` are the names that the rules found there. Linear.
pub(super) fn look(
    reading: &Reading<'_>,
    marked: &[Found],
    figures: &[Found],
    places: &Places,
    knowledge: &Knowledge,
) -> Vec<Seen> {
    let mut seen: Vec<Seen> = reading.tokens.iter().map(|token| spelled(reading, token, knowledge)).collect();
    for i in 0..seen.len() {
        lists(reading, i, &mut seen);
        long_lists(reading, i, knowledge, &mut seen);
    }
    for found in marked {
        let range = within(reading.tokens, found);
        let (first, last) = (range.start, range.end);
        for i in range {
            let place = place(i, first, last) as u64;
            seen[i].rule = token::key_of(found.rule) << 8 | (found.label as u64) << 2 | place;
            seen[i].sure = 1 + (found.confidence * 10.0) as u8;
        }
    }
    for found in figures {
        for i in within(reading.tokens, found) {
            seen[i].figure = 1 + found.label as u8;
        }
    }
    let mut quoted = false;
    let mut run_start = 0;
    for (i, token) in reading.tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('“') => quoted = true,
            Kind::Sign('”') => quoted = false,
            Kind::Sign('"') => quoted = !quoted,
            Kind::Word | Kind::Number | Kind::Possessive | Kind::Sign(_) => {}
        }
        seen[i].quoted = quoted;
        seen[i].joined = i.checked_sub(1).is_some_and(|before| reading.tokens[before].end == token.start);
        if reading.starts_run(i) {
            run_start = i;
        }
        if reading.namy[i] {
            let end = reading.run_end[i].min(run_start + LONGEST).max(i + 1);
            let lower = |at: Option<usize>| at.and_then(|at| seen.get(at)).map_or(1, |seen| seen.lower);
            let (around, ends) = ([lower(run_start.checked_sub(1)), lower(Some(end))], [run_start, end - 1]);
            seen[i].ends = ends.map(|at| reading.tokens[at].key);
            seen[i].around = around;
        }
        elsewhere(reading, i, run_start, places, &mut seen[i]);
    }
    honorifics(reading, knowledge, &mut seen);
    seen
}

/// Makes titles that corpora do not have look like "President", which they have.
fn honorifics(reading: &Reading<'_>, knowledge: &Knowledge, seen: &mut [Seen]) {
    let word = token::key_of("President");
    for (i, seen) in seen.iter_mut().enumerate() {
        if reading.is(i, class::HONORIFIC) && reading.is_title(i) {
            *seen = Seen {
                word,
                raised_word: word,
                lower: token::key_of("president"),
                shape: shape("President"),
                class: knowledge.class(word),
                classes: class::TITLE,
                capital: true,
                opens: seen.opens,
                loose: seen.loose,
                block: seen.block,
                quoted: seen.quoted,
                joined: seen.joined,
                ..Seen::default()
            };
        }
    }
}

fn spelled(reading: &Reading<'_>, token: &Token, knowledge: &Knowledge) -> Seen {
    let word = reading.text.get(token.start..token.end).unwrap_or_default();
    let lower = if token.kind == Kind::Word { crate::text::lower(word) } else { word.to_owned() };
    let mut seen = Seen {
        word: token.key,
        raised_word: token.key,
        lower: token::key_of(&lower),
        shape: shape(word),
        classes: token.classes,
        capital: token.capital,
        opens: token.opens,
        loose: reading.loose,
        edges: knowledge.edges(token.key),
        block: block(reading.kind),
        ..Seen::default()
    };
    let mut key = token::SEED;
    for (i, ch) in lower.chars().take(AFFIX).enumerate() {
        key = token::chain(key, u64::from(ch) + 1);
        seen.prefixes[i] = key;
    }
    key = token::SEED;
    for (i, ch) in lower.chars().rev().take(AFFIX).enumerate() {
        key = token::chain(key, u64::from(ch) + 1);
        seen.suffixes[i] = key;
    }
    seen.class = knowledge.class(seen.word);
    if seen.class == 0 {
        seen.class = knowledge.class(seen.lower);
    }
    if token.shouted && word.len() > 3 {
        seen.raised_word = token::key_of(&crate::text::raised(word));
        if seen.class == 0 {
            seen.class = knowledge.class(seen.raised_word);
        }
    }
    seen
}

/// Marks the tokens of the lists' names that begin at `i`; of each list the longest.
fn lists(reading: &Reading<'_>, i: usize, seen: &mut [Seen]) {
    let mut key = token::SEED;
    let mut longest = [0_usize; LISTED_BITS as usize];
    for to in i + 1..=(i + LONGEST).min(reading.tokens.len()) {
        key = token::chain(key, reading.tokens[to - 1].key);
        let classes = if to == i + 1 { reading.tokens[i].classes } else { reading.lists.get(key) };
        let mut rest = classes & class::LISTED;
        while rest != 0 {
            longest[rest.trailing_zeros() as usize] = to;
            rest &= rest - 1;
        }
        if classes & class::PREFIX == 0 {
            break;
        }
    }
    for (list, &to) in longest.iter().enumerate().filter(|(_, to)| **to > 0) {
        for (at, seen) in seen.iter_mut().enumerate().take(to).skip(i) {
            seen.listed |= 1 << (4 * list + place(at, i, to));
        }
    }
}

/// Marks the tokens of the long lists' names that begin at `i`; of each list the longest.
fn long_lists(reading: &Reading<'_>, i: usize, knowledge: &Knowledge, seen: &mut [Seen]) {
    if reading.tokens[i].kind != Kind::Word || !reading.tokens[i].capital {
        return;
    }
    let (mut key, mut raised) = (token::SEED, token::SEED);
    let mut longest = [0_usize; LISTS];
    for to in i + 1..=(i + LONG).min(reading.tokens.len()) {
        key = token::chain(key, reading.tokens[to - 1].key);
        raised = token::chain(raised, seen[to - 1].raised_word);
        let mut rest = knowledge.lists(key);
        if raised != key {
            rest |= knowledge.lists(raised);
        }
        while rest != 0 {
            longest[rest.trailing_zeros() as usize] = to;
            rest &= rest - 1;
        }
    }
    for (list, &to) in longest.iter().enumerate().filter(|(_, to)| **to > 0) {
        for (at, seen) in seen.iter_mut().enumerate().take(to).skip(i) {
            seen.known |= 1 << (4 * list + place(at, i, to));
        }
    }
}

/// Where in the name `from..to` a token stands: first, inside, last, only.
pub(super) fn place(at: usize, from: usize, to: usize) -> usize {
    match (at == from, at + 1 == to) {
        (true, true) => 3,
        (true, false) => 0,
        (false, true) => 2,
        (false, false) => 1,
    }
}

fn elsewhere(reading: &Reading<'_>, i: usize, run_start: usize, places: &Places, seen: &mut Seen) {
    let token = &reading.tokens[i];
    if token.kind != Kind::Word || !token.capital {
        return;
    }
    seen.lowered = places.lower.contains_key(&seen.lower);
    let Some(known) = places.raised.get(&token.key) else { return };
    let length = if reading.namy[i] { reading.run_end[i].saturating_sub(run_start) } else { 1 };
    let mut longest = length;
    let mut slots = seen.elsewhere.iter_mut();
    for place in known.iter().filter(|place| place.at != token.start) {
        seen.raised = true;
        if let Some(slot) = slots.next() {
            *slot = [place.before, place.after];
        }
        if place.length > longest {
            longest = place.length;
            seen.run = place.run;
        }
    }
}

/// The tokens inside a mark.
pub(super) fn within(tokens: &[Token], found: &Found) -> std::ops::Range<usize> {
    let from = tokens.partition_point(|token| token.start < found.span.start());
    let to = tokens.partition_point(|token| token.end <= found.span.end());
    from..to.max(from)
}

/// Capitals, small letters, digits and signs, with repeats left out: "Xx", "X.X.", "d".
fn shape(word: &str) -> u32 {
    let (mut shape, mut last, mut kinds) = (0_u32, 0, 0);
    for ch in word.chars() {
        let kind = match ch {
            _ if ch.is_lowercase() => 1,
            _ if ch.is_uppercase() => 2,
            _ if ch.is_numeric() => 3,
            '.' => 4,
            '-' => 5,
            _ if ch.is_alphabetic() => 6,
            _ => 7,
        };
        if kind != last && kinds < 8 {
            shape = shape << 3 | kind;
            kinds += 1;
        }
        last = kind;
    }
    let length = word.chars().take(4).count() as u32;
    if shape <= 7 { shape << 8 | length } else { shape << 8 }
}

fn block(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Paragraph | BlockKind::Other => 0,
        BlockKind::Headline | BlockKind::Subheading => 1,
        BlockKind::Byline | BlockKind::Dateline => 2,
        BlockKind::Caption | BlockKind::Credit => 3,
        BlockKind::Promo => 4,
        BlockKind::ListItem => 5,
    }
}
