//! The store where there is no browser: it cannot be opened, so it holds nothing.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::{StorageError, Written};
use crate::journal::{Place, Plan};

/// Deletes nothing: there is nothing.
///
/// # Errors
/// Always [`StorageError::Unavailable`].
pub(crate) async fn delete(_project: &str) -> Result<(), StorageError> {
    Err(StorageError::Unavailable)
}

/// See the browser's store; this one has no value, since [`Store::open`] always fails.
#[derive(Debug)]
pub(crate) enum Store {}

impl Store {
    /// # Errors
    /// Always [`StorageError::Unavailable`].
    pub(crate) async fn open(_project: &str, _closed: Rc<dyn Fn()>) -> Result<Self, StorageError> {
        Err(StorageError::Unavailable)
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn records(&self) -> Result<Vec<(Place, Vec<u8>)>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn steps(&self) -> Result<Vec<Vec<u8>>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn old(&self) -> Result<Vec<(String, String)>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn forget_old(&self) -> Result<(), StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn file(&self, _key: &str) -> Result<Option<Uint8Array>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn value(&self, _key: &str) -> Result<Option<JsValue>, StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn keep_value(&self, _key: &str, _value: Option<&JsValue>) -> Result<(), StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn keep_file(&self, _key: &str, _content: Option<&[u8]>) -> Result<(), StorageError> {
        match *self {}
    }

    /// Cannot be reached: there is no store.
    pub(crate) async fn write(&self, _plan: &Plan) -> Result<Written, StorageError> {
        match *self {}
    }
}
