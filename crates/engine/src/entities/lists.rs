//! What is known of words before any text is read: the compiled name lists of `data/` and the small word classes
//! of `words`, in one table from the hash of a word (or of a run of words) to a set of classes.
//!
//! The table is built once, in about the time that a few hundred kilobytes take to hash.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::scan;
use super::token::{self, Token};
use super::words;

/// A set of classes.
pub(super) type Classes = u64;

/// The classes, one bit each.
#[rustfmt::skip]
pub(super) mod class {
    use super::Classes;
    macro_rules! bits { ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => { $($(#[$doc])* pub(in super::super) const $name: Classes = 1 << $bit;)* } }
    bits! {
        /// Names by list.
        GPE = 0; LOC = 1; FAC = 2; ORG = 3; COMPANY = 4; NORP = 5; PRODUCT = 6; EVENT = 7; WORK = 8; PERSON = 9;
        /// Parts of person names.
        FIRST = 10; SURNAME = 11; PARTICLE = 12;
        /// An ordinary word, usually written in lower case.
        COMMON = 13;
        /// More words of a listed name may follow.
        PREFIX = 14;
        /// "President", "Dr": stands before a person and is no part of the name.
        TITLE = 15;
        /// "King", "Pope": stands before a person and is part of the name.
        ROYAL = 16;
        /// "spokesman", "striker": in lower case before or after a person.
        ROLE = 17;
        /// "said", "told".
        SAY = 18;
        /// "Inc", "Ltd".
        SUFFIX = 19;
        /// Last words of organisations, sure and less sure.
        ORG_HEAD = 20; ORG_HEAD_WEAK = 21;
        /// "Ministry", "Bank": opens an organisation when "of" or "for" follows.
        ORG_OPEN = 22;
        /// Last words of places.
        LOC_HEAD = 23; GPE_HEAD = 24; FAC_HEAD = 25;
        /// "Mount", "Lake": first words of places.
        LOC_OPEN = 26;
        /// "Cup", "Olympics".
        EVENT_HEAD = 27;
        /// "Hurricane", "Operation".
        EVENT_OPEN = 28;
        /// "app", "rocket": after a product.
        PRODUCT_NOUN = 29;
        /// "company", "airline": before an organisation.
        FIRM_NOUN = 30;
        /// "shares", "employees": after an organisation.
        FIRM_AFTER = 31;
        /// "in", "near": before a place.
        PLACE_PREP = 32;
        /// "city", "province": before "of" and a place, or before the place itself.
        PLACE_NOUN = 33;
        /// Months, weekdays, "I": capitalised and never a name by themselves.
        NEVER = 34;
        /// "The", "However": opens sentences, never names (but listed ones).
        FUNCTION = 35;
        /// "novel", "film": near a title in quotation marks.
        WORK_NOUN = 36;
        /// "AI", "CEO": capitals that name nothing.
        NO_NAME = 37;
        /// "joined", "acquired": before an organisation.
        FIRM_VERB = 38;
        /// "Battle", "Siege": opens an event when "of" follows.
        EVENT_OF = 39;
        /// "Gulf", "Strait": opens a place when "of" follows.
        LOC_OF = 40;
        /// "Republic", "City": opens a country or town when "of" follows.
        GPE_OF = 41;
        /// Relatives, "born", "died": says that a person is near.
        LIFE = 42;
        /// "Prime", "Foreign": part of a title, but never its last word.
        TITLE_MOD = 43;
        /// "beat", "signed": beside a team.
        SPORT = 44;
    }
    /// All that a list can say a name is.
    pub(in super::super) const LISTED: Classes = GPE | LOC | FAC | ORG | COMPANY | NORP | PRODUCT | EVENT | WORK | PERSON;
}

/// Lists of single words.
const WORDS: &[(Classes, &str)] = &[
    (class::COMMON, include_str!("../../data/common_words.txt")),
    (class::FIRST, include_str!("../../data/first_names.txt")),
    (class::SURNAME, include_str!("../../data/surnames.txt")),
];

/// Lists of names, of one word or several.
const NAMES: &[(Classes, &str)] = &[
    (class::GPE, include_str!("../../data/gpe.txt")),
    (class::GPE, include_str!("../../data/cities.txt")),
    (class::LOC, include_str!("../../data/regions.txt")),
    (class::FAC, include_str!("../../data/facs.txt")),
    (class::ORG, include_str!("../../data/orgs.txt")),
    (class::COMPANY, include_str!("../../data/companies.txt")),
    (class::NORP, include_str!("../../data/norp.txt")),
    (class::PRODUCT, include_str!("../../data/products.txt")),
    (class::EVENT, include_str!("../../data/events.txt")),
    (class::WORK, include_str!("../../data/works.txt")),
    (class::PERSON, include_str!("../../data/people.txt")),
];

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A table by hash of words.
pub(super) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// The table of all lists.
pub(super) struct Lists(KeyMap<Classes>);

impl Lists {
    /// The classes of a word or run of words by its hash; none when unknown.
    pub(super) fn get(&self, key: u64) -> Classes {
        self.0.get(&key).copied().unwrap_or_default()
    }

    fn add(&mut self, key: u64, classes: Classes) {
        *self.0.entry(key).or_default() |= classes;
    }

    /// Adds a name of one word or several, and its beginnings.
    fn add_name(&mut self, name: &str, classes: Classes, tokens: &mut Vec<Token>) {
        scan::scan(name, 0..name.len(), None, tokens);
        let mut key = token::SEED;
        for (i, token) in tokens.iter().enumerate() {
            key = token::chain(key, token.key);
            let last = i + 1 == tokens.len();
            self.add(key, if last { classes } else { class::PREFIX });
        }
    }

    fn build() -> Self {
        let mut lists = Self(KeyMap::default());
        lists.0.reserve(40_000);
        for (classes, table) in words::TABLES {
            for word in table.split_whitespace() {
                lists.add(token::key_of(word), *classes);
            }
        }
        for (classes, table) in WORDS {
            for word in table.lines() {
                lists.add(token::key_of(word), *classes);
            }
        }
        let mut tokens = Vec::new();
        for (classes, table) in NAMES {
            for name in table.lines() {
                lists.add_name(name, *classes, &mut tokens);
            }
        }
        lists
    }
}

/// The lists, built at the first call.
pub(super) fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(Lists::build)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_without_doubles_or_empty_lines() {
        let tables = NAMES.iter().map(|(_, table)| *table).chain(WORDS.iter().map(|(_, table)| *table));
        for table in tables {
            let lines: Vec<&str> = table.lines().collect();
            assert!(lines.iter().all(|line| !line.is_empty() && line.trim() == *line));
            assert_eq!(lines.windows(2).find(|pair| pair[0] >= pair[1]), None);
        }
    }

    #[test]
    fn lists_stay_small() {
        let tables = NAMES.iter().chain(WORDS);
        assert!(tables.map(|(_, table)| table.len()).sum::<usize>() < 350_000);
    }
}
