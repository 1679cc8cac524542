//! Which words and phrases are replaced, and by what: one replacement for each, in all documents, and none twice. A
//! person's name goes word by word, so that "Ruiz" follows "Ana Ruiz"; of other names what says which one it is; the
//! names of works, events and products as a whole.

use std::collections::{HashMap, HashSet};

use super::kept::{is_generic, is_small_word, is_title};
use super::names::{FIRST, LAST, PLACES, STEMS};
use super::words::{is_initials, key, words};
use crate::random::Random;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Organisation,
    Place,
    /// A name of ordinary words, which is replaced as a whole.
    Phrase,
}

/// A replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct New {
    pub(super) words: String,
    /// Whether small letters outside of marks are replaced too: not where the name is an ordinary word or several.
    pub(super) small: bool,
}

/// What is replaced by what.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<String, New>,
    /// By their words in small letters, joined by spaces.
    phrases: HashMap<String, New>,
    /// How many words the longest phrase has that starts with this one.
    longest: HashMap<String, usize>,
    /// Characters of the longest word of a script without spaces.
    pub(super) unspaced: usize,
    /// The initial that stands for a first name, by the old one and the surname.
    initials: HashMap<(char, String), char>,
    /// What stands for A to Z where they stand alone.
    letters: Vec<char>,
}

/// Words of a phrase, at most: longer names are replaced word by word.
const LONGEST: usize = 12;

impl Lexicon {
    /// `names` in the order in which they come; `taken` are the words that occur anywhere, none of which is given out.
    pub(super) fn new(names: &[(Kind, String)], taken: HashSet<String>, seed: u64) -> Self {
        let mut random = Random::new(seed);
        // Each letter becomes the next of a circle, so that none stays what it is.
        let mut circle: Vec<char> = ('A'..='Z').collect();
        random.shuffle(&mut circle);
        let next = circle.iter().copied().cycle().skip(1);
        let mut letters: Vec<(char, char)> = circle.iter().copied().zip(next).collect();
        letters.sort_unstable();
        let letters = letters.into_iter().map(|(_, new)| new).collect();
        let mut hat = Hat::new(taken, random);
        let mut lexicon = Self { letters, ..Self::default() };
        let split = |name: &'_ str| -> Vec<String> {
            words(name, &[]).iter().filter_map(|&(start, end)| name.get(start..end)).map(str::to_owned).collect()
        };
        let names: Vec<_> = names.iter().map(|(kind, name)| (*kind, split(name))).collect();
        let of = |wanted: Kind| names.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, words)| words);
        // Full names first: they tell first names and surnames, and what an abbreviation stands for.
        for name in
            of(Kind::Person).filter(|name| name.len() > 1).chain(of(Kind::Person).filter(|name| name.len() == 1))
        {
            lexicon.person(name, &mut hat);
        }
        let others = || names.iter().filter(|(kind, _)| matches!(kind, Kind::Organisation | Kind::Place));
        for (kind, name) in others() {
            lexicon.other(*kind, name, &mut hat);
        }
        let mut known: HashMap<String, &[String]> = HashMap::new();
        for (_, name) in others().filter(|(_, name)| name.len() > 1) {
            let initials = |all: bool| -> String {
                let counted = name.iter().filter(|word| all || !is_small_word(&key(word)));
                counted.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
            };
            for all in [false, true] {
                known.entry(initials(all)).or_insert(name);
            }
        }
        for word in others().flat_map(|(_, name)| name).filter(|word| is_initials(word)) {
            lexicon.abbreviation(word, known.get(word.as_str()).copied(), &mut hat);
        }
        for name in of(Kind::Phrase) {
            lexicon.phrase(name, &mut hat);
        }
        lexicon
    }

    /// How many different words and phrases are replaced.
    pub(super) fn len(&self) -> usize {
        self.words.len() + self.phrases.len()
    }

    /// What stands for a word.
    pub(super) fn word(&self, key: &str) -> Option<New> {
        if let Some(new) = self.words.get(key) {
            return Some(new.clone());
        }
        // "The Ruizs": a plural follows its word.
        let one = key.strip_suffix('s').filter(|one| one.len() > 3)?;
        self.words.get(one).map(|new| New { words: format!("{}s", new.words), ..new.clone() })
    }

    /// What stands for the longest phrase that `keys` begin with, and of how many words it is.
    pub(super) fn phrase_at<'k>(&self, keys: impl Fn(usize) -> Option<&'k str>) -> Option<(usize, &New)> {
        let longest = *self.longest.get(keys(0)?)?;
        let mut joined = String::new();
        let mut found = None;
        for nth in 0..longest {
            let Some(next) = keys(nth) else { break };
            if nth > 0 {
                joined.push(' ');
            }
            joined.push_str(next);
            found = self.phrases.get(&joined).map(|new| (nth + 1, new)).or(found);
        }
        found
    }

    /// What stands for a single letter in a mark, before a word.
    pub(super) fn letter(&self, letter: char, next: &str) -> char {
        let capital = letter.to_ascii_uppercase();
        let known = self.initials.get(&(capital, next.to_owned())).copied();
        let other = (capital as usize).checked_sub('A' as usize).and_then(|at| self.letters.get(at)).copied();
        let new = known.or(other).unwrap_or(letter);
        if letter.is_ascii_lowercase() { new.to_ascii_lowercase() } else { new }
    }

    fn person(&mut self, name: &[String], hat: &mut Hat) {
        let named: Vec<String> =
            name.iter().map(|word| key(word)).filter(|key| !is_title(key) && is_name(key)).collect();
        for (nth, word) in named.iter().enumerate() {
            let list = if nth == 0 && named.len() > 1 { List::First } else { List::Last };
            self.add(word, list, hat);
        }
        if let [first, .., last] = &named[..]
            && let (Some(old), Some(new)) = (first.chars().next(), self.words.get(first))
            && let Some(new) = new.words.chars().next()
        {
            self.initials.entry((old.to_ascii_uppercase(), last.clone())).or_insert(new);
        }
    }

    fn other(&mut self, kind: Kind, name: &[String], hat: &mut Hat) {
        let list = if kind == Kind::Place { List::Places } else { List::Stems };
        let keys: Vec<String> = name.iter().map(|word| key(word)).collect();
        let telling = name.iter().zip(&keys).filter(|(_, key)| !is_generic(key) && is_name(key));
        let telling: Vec<_> = telling.collect();
        if telling.is_empty() && name.len() > 1 {
            self.phrase(name, hat);
        }
        for (word, key) in telling {
            if !is_initials(word) {
                self.add(key, list, hat);
            }
        }
    }

    /// "AWS" becomes the initials of what "Amazon Web Services" becomes; others become other capitals.
    fn abbreviation(&mut self, word: &str, name: Option<&[String]>, hat: &mut Hat) {
        let old = key(word);
        if self.words.contains_key(&old) || is_generic(&old) {
            return;
        }
        let renamed = name
            .into_iter()
            .flatten()
            .filter(|part| word.len() == name.map_or(0, <[_]>::len) || !is_small_word(&key(part)));
        let renamed = renamed.filter_map(|part| {
            let new = self.words.get(&key(part)).map_or(part.as_str(), |new| &new.words);
            new.chars().next()
        });
        let initials: String = renamed.flat_map(char::to_uppercase).collect();
        let words = hat.capitals(initials, word.chars().count());
        self.words.insert(old, New { words, small: true });
    }

    fn phrase(&mut self, name: &[String], hat: &mut Hat) {
        let keys: Vec<String> = name.iter().take(LONGEST).map(|word| key(word)).collect();
        if keys.iter().all(|key| is_small_word(key) || !is_name(key))
            && !(name.len() > 1 && keys.iter().all(|key| key.len() == 1))
        {
            return;
        }
        let joined = keys.join(" ");
        if self.phrases.contains_key(&joined) {
            return;
        }
        let mut words = hat.draw(List::Stems);
        match keys.last() {
            // "Supreme Court" stays a court.
            Some(last) if keys.len() > 1 && is_generic(last) && !is_small_word(last) => {
                words = format!("{words} {}", name.get(keys.len() - 1).map_or("", String::as_str));
            }
            _ if keys.len() > 2 => words = format!("{words} {}", hat.draw(List::Stems)),
            _ => {}
        }
        if let Some(first) = keys.first() {
            let longest = self.longest.entry(first.clone()).or_default();
            *longest = (*longest).max(keys.len());
        }
        self.phrases.insert(joined, New { words, small: keys.len() > 1 });
    }

    fn add(&mut self, word: &str, list: List, hat: &mut Hat) {
        if self.words.contains_key(word) {
            return;
        }
        if word.chars().any(crate::doctor::is_unspaced) {
            self.unspaced = self.unspaced.max(word.chars().count());
        }
        let new = New { words: hat.draw(list), small: !super::kept::is_common(word) };
        self.words.insert(word.to_owned(), new);
    }
}

/// Whether a word can stand for a name: not a number, not a letter alone (but for scripts in which that is a word).
fn is_name(key: &str) -> bool {
    let is_letter = key.chars().nth(1).is_none() && !key.chars().all(crate::doctor::is_unspaced);
    !is_letter && key.chars().any(char::is_alphabetic)
}

#[derive(Clone, Copy, Debug)]
enum List {
    First,
    Last,
    Stems,
    Places,
}

/// Invented names, each drawn once, and none that occurs in the texts.
struct Hat {
    lists: [Vec<&'static str>; 4],
    taken: HashSet<String>,
    random: Random,
}

impl Hat {
    fn new(taken: HashSet<String>, mut random: Random) -> Self {
        let lists = [FIRST, LAST, STEMS, PLACES].map(|list| {
            let mut list: Vec<_> = list.split(' ').filter(|name| !name.is_empty()).collect();
            random.shuffle(&mut list);
            list
        });
        Self { lists, taken, random }
    }

    fn draw(&mut self, list: List) -> String {
        while let Some(name) = self.lists[list as usize].pop() {
            if self.taken.insert(key(name)) {
                return name.to_owned();
            }
        }
        // Used up: two surnames make a new one, and the more there are, the longer they get.
        let parts: Vec<&str> = LAST.split(' ').filter(|name| !name.is_empty()).collect();
        loop {
            let mut name = String::new();
            let wanted = 2 + self.taken.len() / 20_000;
            for nth in 0..wanted {
                let part = parts.get(self.random.below(parts.len())).copied().unwrap_or_default();
                name.push_str(&if nth == 0 { part.to_owned() } else { key(part) });
            }
            if self.taken.insert(key(&name)) {
                return name;
            }
        }
    }

    /// Capitals that are no word yet: these, or others, or more of them.
    fn capitals(&mut self, wanted: String, count: usize) -> String {
        if wanted.chars().count() > 1 && self.taken.insert(key(&wanted)) {
            return wanted;
        }
        for tried in 0.. {
            let letters = (0..count + tried / 200).map(|_| char::from(b'A' + self.random.below(26) as u8));
            let name: String = letters.collect();
            if self.taken.insert(key(&name)) {
                return name;
            }
        }
        wanted
    }
}
