//! What survives a reload, in the browser's IndexedDB: records, which are bytes under a key, and a few whole files.
//!
//! A write is one transaction with strict durability; it answers after the browser reports the transaction
//! complete, and a write that fails leaves every earlier record as it was. The store knows nothing of what the
//! records mean; the journal does. Outside a browser the same functions answer [`StorageError::Unavailable`].

use std::fmt;

use crate::journal::About;

#[cfg(target_arch = "wasm32")]
mod indexed_db;
#[cfg(target_arch = "wasm32")]
mod records;
#[cfg(target_arch = "wasm32")]
pub(crate) use indexed_db::{Store, delete};

#[cfg(not(target_arch = "wasm32"))]
mod absent;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use absent::{Store, delete};

/// The database of the first project; those of the others have their id behind it.
const DATABASE: &str = "postil-1";

/// The id of the project whose database has that name.
pub(super) fn project_of(database: &str) -> Option<&str> {
    let rest = database.strip_prefix(DATABASE)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(':') }
}

/// How a write ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))] // where there is no browser, nothing is written
pub(crate) enum Written {
    /// All of it is on the disk.
    Done,
    /// Another page has changed this meanwhile, so nothing was written.
    Moved(Vec<About>),
    /// Nothing is stored any more, though something was; so nothing was written.
    Gone,
}

/// Why the store could not be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))] // where there is no browser, only the first kind happens
pub(crate) enum StorageError {
    /// The browser has no storage for this page, or cannot open it now.
    Unavailable,
    /// The disk, or the browser's share of it for this page, is full.
    Quota,
    /// Anything else, in the browser's words.
    Failed(String),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str(
                "The browser cannot open its storage for this page, so your work is kept only while the page stays \
                 open. Download it before you leave; restarting the browser often helps.",
            ),
            Self::Quota => f.write_str(
                "The browser has no room left to save. What was saved before is safe; download your latest work \
                 now, then free some disk space.",
            ),
            Self::Failed(reason) => write!(
                f,
                "The browser could not save or read your work ({reason}). What was saved before is safe; download \
                 your latest work now, then reload the page."
            ),
        }
    }
}

impl std::error::Error for StorageError {}
