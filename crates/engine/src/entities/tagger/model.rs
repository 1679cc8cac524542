//! What the model knows of words besides its weights: classes learned from running text, long lists of names (as
//! hashes), and which words open and close listed names.

use super::super::lists::KeyMap;
use super::super::scan;
use super::super::segment::LONGEST;
use super::super::token::{self, Token};

/// Kinds of lists, at most: their places in a name are the bits of a number.
pub const LISTS: usize = 16;

/// How often a word opens and closes listed names of several words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// Opens names of the first group of lists (organisations), in steps.
    pub opens: [u8; 2],
    /// Closes them.
    pub closes: [u8; 2],
}

/// Knowledge of words and names.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    classes: KeyMap<u16>,
    lists: KeyMap<u16>,
    edges: KeyMap<Edges>,
}

impl Knowledge {
    /// Sets the class of a word, from 1.
    pub fn add_class(&mut self, word: &str, class: u16) {
        self.classes.insert(token::key_of(word), class);
    }

    /// Puts a name on the list of that number.
    pub fn add_name(&mut self, name: &str, list: usize) {
        if let Some(key) = keys(name).last() {
            *self.lists.entry(*key).or_default() |= 1 << list;
        }
    }

    /// Says how often a word opens and closes names.
    pub fn add_edges(&mut self, word: u64, edges: Edges) {
        self.edges.insert(word, edges);
    }

    /// The class of the word with that key; 0 when it has none.
    pub(super) fn class(&self, key: u64) -> u16 {
        self.classes.get(&key).copied().unwrap_or_default()
    }

    /// The lists that a run of words is on, one bit each.
    pub(super) fn lists(&self, key: u64) -> u16 {
        self.lists.get(&key).copied().unwrap_or_default()
    }

    /// What is known of a word at the edges of names.
    pub(super) fn edges(&self, key: u64) -> Edges {
        self.edges.get(&key).copied().unwrap_or_default()
    }
}

/// The key of each beginning of a name; the last is the name's own.
#[must_use]
pub fn keys(name: &str) -> Vec<u64> {
    tokens(name)
        .iter()
        .scan(token::SEED, |key, token| {
            *key = token::chain(*key, token.key);
            Some(*key)
        })
        .take(LONGEST)
        .collect()
}

/// Keys of the first and the last word of a name of several words.
#[must_use]
pub fn ends(name: &str) -> Option<(u64, u64)> {
    let tokens = tokens(name);
    let (first, last) = (tokens.first()?, tokens.last()?);
    (tokens.len() > 1).then_some((first.key, last.key))
}

fn tokens(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    scan::scan(name, 0..name.len(), None, &mut tokens);
    tokens
}
