//! The model: word classes, long lists of names, words that open and close names, the weights by feature and tag, and
//! what follows what. All of it comes from one file; words and names are known by hashes.

use std::fmt;
use std::sync::Arc;

use super::lattice::{Scores, Transitions};
use super::loading::ModelReader;
use super::table::Table;
use super::tags::TAGS;

/// Kinds of lists, at most: their places in a name are the bits of a number.
pub const LISTS: usize = 16;

/// The first bytes of a model file.
pub(super) const MAGIC: &[u8] = b"postil model\n";
/// The version of the file's shape, and of the features: a model fits one version only.
pub(super) const VERSION: u32 = 1;

/// How often a word opens and closes listed names of several words, in steps from 0 to 5: names of organisations, and
/// of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// Opens them.
    pub opens: [u8; 2],
    /// Closes them.
    pub closes: [u8; 2],
}

/// Knowledge of words and names, by hashes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    pub(super) classes: Table<u16>,
    pub(super) lists: Table<u16>,
    pub(super) edges: Table<Edges>,
}

/// A hash of 28 bits, as files hold it: of a thousand words that are not listed, one looks as if it were.
pub(super) fn short(key: u64) -> u32 {
    // 64 bits less 36 fit.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 36) as u32
}

impl Knowledge {
    /// The class of the word with that key; 0 when it has none.
    pub(in super::super) fn class(&self, key: u64) -> u16 {
        self.classes.get(short(key)).unwrap_or_default()
    }

    /// The lists that a run of words is on, one bit each.
    pub(in super::super) fn lists(&self, key: u64) -> u16 {
        self.lists.get(short(key)).unwrap_or_default()
    }

    /// What is known of a word at the edges of names.
    pub(super) fn edges(&self, key: u64) -> Edges {
        self.edges.get(short(key)).unwrap_or_default()
    }
}

/// Bits of the number of a feature's weights, of which there is at most one a tag.
const ROW_BITS: u32 = 6;

/// Weights of the features that matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weights {
    /// Where each feature's row is.
    places: Table<u32>,
    /// Tags and weights, one feature's after the other's. A row is where a feature's begin, and how many there are in
    /// the lowest [`ROW_BITS`] bits.
    pub(super) entries: Vec<(u8, i8)>,
    /// Entries that have a row.
    rows: u32,
    /// What a step of the weights is worth.
    step: f32,
}

impl Weights {
    /// None yet, with room for so many features and entries.
    pub(super) fn with_room(features: usize, entries: usize, step: f32) -> Self {
        Self { places: Table::with_room(features), rows: 0, entries: Vec::with_capacity(entries), step }
    }

    /// Makes a row of the next `count` entries for a feature; nothing where they cannot be numbered.
    pub(super) fn add_row(&mut self, feature: u32, count: u8) -> Option<()> {
        let fits = count < 1 << ROW_BITS && self.rows < 1 << (32 - ROW_BITS);
        let row = fits.then_some(self.rows << ROW_BITS | u32::from(count))?;
        self.rows += u32::from(count);
        *self.places.slot(feature) = row;
        Some(())
    }

    /// Tags and weights of a feature, in steps.
    #[inline]
    pub(super) fn row(&self, feature: u32) -> &[(u8, i8)] {
        let Some(row) = self.places.get(feature) else { return &[] };
        let (from, count) = ((row >> ROW_BITS) as usize, (row & ((1 << ROW_BITS) - 1)) as usize);
        &self.entries[from..from + count]
    }

    /// Adds the weights of all these features.
    pub(super) fn add_all(&self, features: &[u32], sums: &mut [i32; TAGS]) {
        for (tag, weight) in features.iter().flat_map(|feature| self.row(*feature)) {
            sums[usize::from(*tag)] += i32::from(*weight);
        }
    }

    /// The sums of a token with these features, in steps.
    pub(super) fn sums(&self, features: &[u32]) -> [i32; TAGS] {
        let mut sums = [0; TAGS];
        self.add_all(features, &mut sums);
        sums
    }

    /// What a sum is worth.
    pub(super) fn worth(&self, sum: i32) -> f32 {
        sum as f32 * self.step
    }

    /// What sums are worth.
    pub(super) fn scores(&self, sums: &[i32; TAGS]) -> Scores {
        sums.map(|sum| self.worth(sum))
    }
}

/// All that a model file holds.
#[derive(Debug, PartialEq)]
pub(crate) struct Parts {
    pub(super) name: String,
    pub(super) knowledge: Knowledge,
    pub(super) weights: Weights,
    pub(super) transitions: Transitions,
    /// The same for probabilities: divided by the temperature, and e to their power.
    pub(super) steps: Transitions,
    /// What scores are divided by before probabilities are made of them.
    pub(super) temperature: f32,
    /// By list: its names are towns and countries (1), regions and waters (2), buildings (3), or no places.
    pub(super) places: [u8; LISTS],
}

/// A model of names, read once and shared: cloning is a reference count.
#[derive(Clone)]
pub struct Model(Arc<Parts>);

impl Model {
    /// Reads a model file. Linear; a [`ModelReader`] does it in steps.
    ///
    /// # Errors
    /// When it is no model file, one of another version, or damaged; the message says which.
    pub fn parse(file: &[u8]) -> Result<Self, ModelError> {
        ModelReader::new(&file)?.finish()
    }

    pub(super) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The model that comes with this crate; read at the first call.
    #[cfg(feature = "model")]
    #[must_use]
    pub fn builtin() -> Option<Self> {
        static BUILTIN: std::sync::OnceLock<Option<Model>> = std::sync::OnceLock::new();
        BUILTIN.get_or_init(|| Self::parse(include_bytes!("../../../../../model/en.model")).ok()).clone()
    }

    /// The model's name, as files written with it say.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What it knows of words.
    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.0.knowledge
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.0
    }
}

/// The same model in memory.
impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({})", self.0.name)
    }
}

/// A model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file is something else.
    Other,
    /// The file is a model of a version that this program does not read.
    Version(u32),
    /// The file is cut short or changed.
    Damaged,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other => write!(f, "this is not a Postil model; choose a file that postil-train wrote"),
            Self::Version(version) => write!(
                f,
                "this model is of version {version}, and this program reads version {VERSION}; train it again with the \
                 trainer of this release"
            ),
            Self::Damaged => write!(f, "this model file is cut short or damaged; fetch or train it again"),
        }
    }
}

impl std::error::Error for ModelError {}
