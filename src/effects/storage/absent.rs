//! The store where there is no browser: it cannot be opened, so it holds nothing.

use super::{Record, StorageError};

/// See the browser's store; this one has no value, since [`Store::open`] always fails.
#[derive(Debug)]
pub(crate) enum Store {}

impl Store {
    /// # Errors
    /// Always [`StorageError::Unavailable`].
    pub(crate) async fn open() -> Result<Self, StorageError> {
        Err(StorageError::Unavailable)
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn load_all(&self) -> Result<Vec<Record>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn file(&self, _key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn keep_file(&self, _key: &str, _content: Option<&[u8]>) -> Result<(), StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn write(&self, _puts: Vec<Record>, _deletes: Vec<String>) -> Result<(), StorageError> {
        match *self {}
    }
}
