//! What survives a reload, in the browser's IndexedDB: records, which are text under a key, and a few whole files.
//!
//! A write is one transaction with strict durability; it answers after the browser reports the transaction
//! complete, and a write that fails leaves every earlier record as it was. The store knows nothing of what the
//! records mean. Outside a browser the same functions answer [`StorageError::Unavailable`].

use std::fmt;

#[cfg(target_arch = "wasm32")]
mod indexed_db;
#[cfg(target_arch = "wasm32")]
pub(crate) use indexed_db::Store;

#[cfg(not(target_arch = "wasm32"))]
mod absent;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use absent::Store;

/// One stored text. Keep a body under about 1 MB: browsers store larger values as separate files, which can go
/// missing on their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Where the record is kept; writing to the same key replaces it.
    pub key: String,
    /// The text itself.
    pub body: String,
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
                 now, then free some disk space or delete articles that you no longer need.",
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
