//! What is known of words before any text is read: the name lists of `data/names.txt` and the small word classes
//! of `words`, in one table from the hash of a word (or of a run of words) to a set of classes.
//!
//! The table is built once, in about the time that a few hundred kilobytes take to hash.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, OnceLock};

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
        /// "Datuk", "Tun": titles of other countries.
        HONORIFIC = 45;
    }
    /// All that a list can say a name is.
    pub(in super::super) const LISTED: Classes = GPE | LOC | FAC | ORG | COMPANY | NORP | PRODUCT | EVENT | WORK | PERSON;
}

/// The lists of the file: name, classes of its entries, and whether they are names (of one word or several) or words.
const SECTIONS: &[(&str, Classes, bool)] = &[
    ("common_words", class::COMMON, false),
    ("first_names", class::FIRST, false),
    ("surnames", class::SURNAME, false),
    ("gpe", class::GPE, true),
    ("cities", class::GPE, true),
    ("regions", class::LOC, true),
    ("facs", class::FAC, true),
    ("orgs", class::ORG, true),
    ("companies", class::COMPANY, true),
    ("norp", class::NORP, true),
    ("products", class::PRODUCT, true),
    ("events", class::EVENT, true),
    ("works", class::WORK, true),
    ("people", class::PERSON, true),
];

/// The first line of a file of lists.
const MAGIC: &str = "postil names 1";

/// Keys are hashes already, some of them of 30 bits: those are brought to the upper bits too, which the table compares
/// before it looks at keys.
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
        self.0 = key ^ key << 34;
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

    /// The small word classes of this crate, without any list.
    fn words() -> Self {
        let mut lists = Self(KeyMap::default());
        for (classes, table) in words::TABLES {
            for word in table.split_whitespace() {
                lists.add(token::key_of(word), *classes);
            }
        }
        lists
    }

    fn parse(file: &str) -> Result<Self, NamesError> {
        let mut lines = file.lines();
        if lines.next() != Some(MAGIC) {
            return Err(NamesError(1));
        }
        let mut lists = Self::words();
        lists.0.reserve(40_000);
        let mut tokens = Vec::new();
        let mut section = None;
        for (index, line) in lines.enumerate() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = SECTIONS.iter().find(|(known, ..)| *known == name);
                section.ok_or(NamesError(index + 2))?;
                continue;
            }
            match section {
                Some((_, classes, true)) => lists.add_name(line, *classes, &mut tokens),
                Some((_, classes, false)) => lists.add(token::key_of(line), *classes),
                None => return Err(NamesError(index + 2)),
            }
        }
        Ok(lists)
    }
}

/// The name lists that detection knows, built once and shared: cloning is a reference count.
#[derive(Clone)]
pub struct Names(Arc<Lists>);

impl Names {
    /// Reads a file of lists (`data/names.txt`). Linear.
    ///
    /// # Errors
    /// When it is no such file, or has a list of a name that is not known; the error says in which line.
    pub fn parse(file: &str) -> Result<Self, NamesError> {
        Lists::parse(file).map(|lists| Self(Arc::new(lists)))
    }

    /// The lists that come with this crate; read at the first call.
    #[cfg(feature = "names")]
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<Names> = OnceLock::new();
        let read = || Self::parse(include_str!("../../data/names.txt")).unwrap_or_else(|_| Self::none());
        BUILTIN.get_or_init(read).clone()
    }

    /// No lists: names are found by patterns alone.
    #[must_use]
    pub fn none() -> Self {
        static NONE: OnceLock<Names> = OnceLock::new();
        NONE.get_or_init(|| Self(Arc::new(Lists::words()))).clone()
    }

    /// Whether the word is listed as a nationality, religion or group.
    #[must_use]
    pub fn is_group(&self, word: &str) -> bool {
        self.0.get(token::key_of(word)) & class::NORP != 0
    }

    pub(super) fn lists(&self) -> &Lists {
        &self.0
    }
}

/// The crate's own lists where they are compiled in (feature `names`), else none.
impl Default for Names {
    fn default() -> Self {
        #[cfg(feature = "names")]
        return Self::builtin();
        #[cfg(not(feature = "names"))]
        return Self::none();
    }
}

/// The same lists in memory.
impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Names({} words)", self.0.0.len())
    }
}

/// A file of lists could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesError(usize);

impl fmt::Display for NamesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a file of name lists that this version reads: line {} is not as expected", self.0)
    }
}

impl std::error::Error for NamesError {}

#[cfg(all(test, feature = "names"))]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../data/names.txt");

    #[test]
    fn lists_are_sorted_without_doubles_or_empty_lines() {
        for section in FILE.split("\n[").skip(1) {
            let lines: Vec<&str> = section.lines().skip(1).collect();
            assert!(lines.iter().all(|line| !line.is_empty() && line.trim() == *line));
            assert_eq!(lines.windows(2).find(|pair| pair[0] >= pair[1]), None);
        }
    }

    #[test]
    fn the_file_is_read_whole_and_stays_small() {
        let Ok(names) = Names::parse(FILE) else { panic!("{:?}", Names::parse(FILE)) };
        assert!(names.lists().0.len() > 30_000);
        assert!(FILE.len() < 350_000);
    }

    #[test]
    fn other_files_are_refused_with_the_line() {
        for (file, line) in
            [("", 1), ("[gpe]\nParis", 1), ("postil names 1\nParis", 2), ("postil names 1\n[gpe]\nParis\n[x]", 4)]
        {
            assert_eq!(Names::parse(file).err(), Some(NamesError(line)), "{file:?}");
        }
    }
}
