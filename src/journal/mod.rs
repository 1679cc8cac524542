//! What is stored, as plain values: an article's text once, what is said of it as snapshots and a journal of changes after
//! them, a small head for each article, steps to undo, and small records for the rest. From two states to the records that
//! lead from one to the other ([`Plan`]), and back ([`load`]). Knows no browser; `effects` keeps the records.
//!
//! | store | key | record |
//! |---|---|---|
//! | `heads` | slot | title, counts, length, last sequence, snapshots: rewritten with each change |
//! | `texts` | slot, part | the article and what never changes of it: written once |
//! | `journal` | slot, sequence, part | one change |
//! | `snapshots` | slot, sequence, part | all that is said of the article at that sequence |
//! | `steps` | number, part | one step of the history |
//! | `rest` | name | settings, labels, sets, personal list, project, whose turn it was at these, order, what is open, how far the history goes |
//!
//! A slot is the place of one article: an article that is removed and brought in again has another. Each record names itself
//! and has a checksum ([`frame`]). What was damaged is never written over: the article goes on in another slot.

mod base;
mod bring;
mod change;
mod code;
mod compact;
pub mod frame;
mod guard;
mod head;
mod lifted;
mod load;
mod mirror;
mod old;
mod plan;
mod replay;
mod rest;
mod steps;

pub use compact::{Compaction, due};
pub use guard::{About, Refused};
pub use load::{Loaded, Loading, Stored, load};
pub use mirror::{Mirror, Work};
pub use old::old;
pub use plan::Plan;
pub use rest::{others, take_other};
pub use steps::{Recall, Recalled, recall};

/// Bytes of a part of a record, about: small enough that browsers keep it in the database itself, and that putting it into
/// words takes a few milliseconds.
const PART: usize = 96 << 10;

/// Where a record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // see the module
pub enum Place {
    Heads,
    Texts,
    Journal,
    Snapshots,
    Steps,
    Rest,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 6] = [Self::Heads, Self::Texts, Self::Journal, Self::Snapshots, Self::Steps, Self::Rest];

    /// The name of the object store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heads => "heads",
            Self::Texts => "texts",
            Self::Journal => "journal",
            Self::Snapshots => "snapshots",
            Self::Steps => "steps",
            Self::Rest => "rest",
        }
    }
}

/// A record to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Where.
    pub place: Place,
    /// Under which key.
    pub key: String,
    /// The record, sealed.
    pub bytes: Vec<u8>,
}

/// All keys of a place from the first to the last are to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delete {
    /// Where.
    pub place: Place,
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

/// The key of a part of something numbered.
fn key(of: &str, number: u64, part: usize) -> String {
    format!("{of} {number:010} {part:05}")
}

/// All parts of what is numbered `from..=to`.
fn parts(place: Place, of: &str, from: u64, to: u64) -> Delete {
    Delete { place, from: key(of, from, 0), to: key(of, to, 99_999) }
}

#[cfg(test)]
mod tests;
