//! Names as brat takes them, each once: letters, digits, hyphens and underscores of ASCII.

use std::collections::{BTreeMap, BTreeSet};

/// Gives names their types. O(log n) a name.
#[derive(Debug, Default)]
pub(super) struct Types<'a> {
    by_name: BTreeMap<&'a str, String>,
    taken: BTreeSet<String>,
}

impl<'a> Types<'a> {
    /// Keeps names from becoming what brat or this format uses otherwise.
    pub(super) fn without(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|&name| name.to_owned()).collect(), ..Self::default() }
    }

    /// The type of a name, once it has one.
    pub(super) fn known(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("", String::as_str)
    }

    /// The type of a name, which is the name itself where that is one.
    pub(super) fn of(&mut self, name: &'a str) -> String {
        if let Some(known) = self.by_name.get(name) {
            return known.clone();
        }
        let fits = |ch: char| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_';
        let mut plain: String = name.chars().map(|ch| if fits(ch) { ch } else { '_' }).collect();
        if !plain.contains(|ch: char| ch.is_ascii_alphanumeric()) {
            plain = "Type".to_owned();
        }
        let free = |wanted: &String| !self.taken.contains(wanted);
        let found = if free(&plain) {
            plain
        } else {
            let numbered = (2_usize..).map(|nth| format!("{plain}_{nth}"));
            numbered.into_iter().find(free).unwrap_or(plain)
        };
        self.taken.insert(found.clone());
        self.by_name.insert(name, found.clone());
        found
    }

    /// Names that are no types, and what stands for them, by name.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let all = self.by_name.iter().map(|(name, found)| (*name, found.as_str()));
        all.filter(|(name, found)| name != found)
    }
}
