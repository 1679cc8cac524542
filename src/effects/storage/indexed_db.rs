//! The store over IndexedDB.
//!
//! Between the requests of a transaction nothing is waited for but answers to them, so that it cannot go inactive half
//! way. A connection that died (the phone slept, the browser restarted its storage, another tab asked for it)
//! is opened anew once, and the transaction is done again: a plan that was carried out is known by its guards.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError, UnexpectedDataError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::{DATABASE, StorageError, Written, records};
use crate::effects::{frames, projects};
use crate::journal::{Place, Plan};

/// Those of the layout of before.
pub(super) const RECORDS: &str = "records";
/// Whole files, which are not read with the records.
const FILES: &str = "files";

/// Version of the database's layout (its object stores), not of what is in the records.
const LAYOUT: u8 = 3;

/// Pauses before opening again, in milliseconds. Browsers report a full disk on opening that is none (the store
/// is still held by a process that ended), and the next try succeeds.
const OPEN_RETRIES: [u32; 2] = [100, 500];

/// The page's records. One write at a time: wait for the answer before the next, or the order is the browser's.
pub(crate) struct Store {
    /// The database's name.
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    /// What is done when the browser has closed the database.
    closed: Rc<dyn Fn()>,
}

/// An open database with the listeners that let go of it.
#[derive(Debug)]
struct Connection {
    database: Database,
    _listeners: [EventListener; 2],
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.clone().close();
    }
}

/// What went wrong in one transaction, and whether a fresh connection may cure it.
pub(super) struct Failure {
    pub(super) error: StorageError,
    pub(super) retry: bool,
}

impl Store {
    /// Opens the database of a project and creates it when there is none.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when there is no storage or three tries failed; [`StorageError::Failed`]
    /// when a newer version of the page has changed the layout.
    pub(crate) async fn open(project: &str, closed: Rc<dyn Fn()>) -> Result<Self, StorageError> {
        let name = projects::own(DATABASE, project);
        let connection = Connection::open(&name, &closed).await?;
        Ok(Self { name, connection: RefCell::new(Some(connection)), closed })
    }

    /// Every record but the steps of the history. Costs one read of each store.
    ///
    /// # Errors
    /// [`StorageError::Failed`] when the browser cannot read a record, else as [`Store::open`].
    pub(crate) async fn records(&self) -> Result<Vec<(Place, Vec<u8>)>, StorageError> {
        let mut again = false;
        loop {
            match records::all(&self.connection(again).await?.database).await {
                Err(failure) if failure.retry && !again => again = true,
                answer => return answer.map_err(|failure| failure.error),
            }
        }
    }

    /// The steps of the history.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub(crate) async fn steps(&self) -> Result<Vec<Vec<u8>>, StorageError> {
        let mut again = false;
        loop {
            match records::steps(&self.connection(again).await?.database).await {
                Err(failure) if failure.retry && !again => again = true,
                answer => return answer.map_err(|failure| failure.error),
            }
        }
    }

    /// The records of the layout of before, key and body.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub(crate) async fn old(&self) -> Result<Vec<(String, String)>, StorageError> {
        records::old(&self.connection(false).await?.database).await.map_err(|failure| failure.error)
    }

    /// Deletes the records of the layout of before.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn forget_old(&self) -> Result<(), StorageError> {
        records::forget_old(&self.connection(false).await?.database).await.map_err(|failure| failure.error)
    }

    /// Carries out a plan in one transaction: after [`Written::Done`] all of it is on the disk, else nothing of it is.
    ///
    /// # Errors
    /// [`StorageError::Quota`] when there is no room, [`StorageError::Failed`] otherwise, and as [`Store::open`].
    pub(crate) async fn write(&self, plan: &Plan) -> Result<Written, StorageError> {
        let mut again = false;
        loop {
            match records::write(&self.connection(again).await?.database, plan).await {
                Err(failure) if failure.retry && !again => again = true,
                answer => return answer.map_err(|failure| failure.error),
            }
        }
    }

    /// The file under that key.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub(crate) async fn file(&self, key: &str) -> Result<Option<Uint8Array>, StorageError> {
        let found = self.value(key).await?;
        Ok(found.and_then(|found| found.dyn_into::<Uint8Array>().ok()))
    }

    /// Keeps a file under a key, or forgets it.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn keep_file(&self, key: &str, content: Option<&[u8]>) -> Result<(), StorageError> {
        self.keep_value(key, content.map(|content| Uint8Array::from(content).into()).as_ref()).await
    }

    /// A value of the browser's own under the key of a file.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub(crate) async fn value(&self, key: &str) -> Result<Option<JsValue>, StorageError> {
        let mut again = false;
        loop {
            match value(&self.connection(again).await?.database, key).await {
                Err(failure) if failure.retry && !again => again = true,
                answer => return answer.map_err(|failure| failure.error),
            }
        }
    }

    /// Keeps a value of the browser's own under the key of a file, or forgets it.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn keep_value(&self, key: &str, value: Option<&JsValue>) -> Result<(), StorageError> {
        let mut again = false;
        loop {
            match keep_value(&self.connection(again).await?.database, key, value).await {
                Err(failure) if failure.retry && !again => again = true,
                answer => return answer.map_err(|failure| failure.error),
            }
        }
    }

    /// The connection, opened anew where there is none, or where it seems to have died.
    async fn connection(&self, again: bool) -> Result<Rc<Connection>, StorageError> {
        let open = self.connection.borrow().clone().filter(|_| !again);
        if let Some(connection) = open {
            return Ok(connection);
        }
        self.connection.take();
        let connection = Connection::open(&self.name, &self.closed).await?;
        self.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }
}

impl Connection {
    async fn open(name: &str, closed: &Rc<dyn Fn()>) -> Result<Rc<Self>, StorageError> {
        let mut pauses = OPEN_RETRIES.iter();
        loop {
            match (open_database(name).await, pauses.next()) {
                (Ok(database), _) => return Ok(Rc::new(Self::hold(database, closed))),
                (Err(error @ StorageError::Failed(_)), _) | (Err(error), None) => return Err(error),
                (Err(_), Some(pause)) => frames::pause(*pause).await,
            }
        }
    }

    /// Closes when another tab wants to change or delete the database (it would wait for ever), and frees the
    /// handle when the browser has closed it. The next use of the store opens it again.
    fn hold(database: Database, closed: &Rc<dyn Fn()>) -> Self {
        let close_on = |event: &'static str| {
            let (held, closed) = (database.clone(), Rc::clone(closed));
            EventListener::new(database.as_sys(), event, move |_| {
                held.clone().close();
                closed();
            })
        };
        Self { _listeners: [close_on("versionchange"), close_on("close")], database }
    }
}

async fn open_database(name: &str) -> Result<Database, StorageError> {
    let request = Database::open(name).with_version(LAYOUT).with_on_upgrade_needed(|event, database| {
        if event.old_version() < 1.0 {
            database.create_object_store(RECORDS).build()?;
        }
        if event.old_version() < 2.0 {
            database.create_object_store(FILES).build()?;
        }
        if event.old_version() < 3.0 {
            for place in Place::ALL {
                database.create_object_store(place.name()).build()?;
            }
        }
        Ok(())
    });
    let opened = match request.build() {
        Ok(opening) => opening.await,
        Err(error) => Err(error),
    };
    opened.map_err(|error| said(&error))
}

/// Deletes the database of a project. Pages that have it open are asked to let go of it, and do.
///
/// # Errors
/// As [`Store::open`].
pub(crate) async fn delete(project: &str) -> Result<(), StorageError> {
    let deleted = match Database::delete_by_name(&projects::own(DATABASE, project)) {
        Ok(deleting) => deleting.await.map_err(OpenDbError::from),
        Err(error) => Err(error),
    };
    deleted.map_err(|error| said(&error))
}

fn said(error: &OpenDbError) -> StorageError {
    match error {
        OpenDbError::Base(base) if name_of(base).as_deref() == Some("VersionError") => {
            StorageError::Failed("a newer version of this page has been used in this browser".to_owned())
        }
        OpenDbError::Base(_)
        | OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StorageError::Unavailable,
    }
}

async fn value(database: &Database, key: &str) -> Result<Option<JsValue>, Failure> {
    let transaction = database.transaction(FILES).with_mode(TransactionMode::Readonly).build()?;
    Ok(transaction.object_store(FILES)?.get(key).primitive()?.await?)
}

async fn keep_value(database: &Database, key: &str, value: Option<&JsValue>) -> Result<(), Failure> {
    let transaction = writing(database, &[FILES])?;
    let store = transaction.object_store(FILES)?;
    match value {
        Some(value) => {
            store.put(value).with_key(key).without_key_type().primitive()?;
        }
        None => {
            store.delete(key).primitive()?;
        }
    }
    drop(store);
    commit(transaction).await
}

/// A transaction that is on the disk when it is said to be done.
pub(super) fn writing<'a>(database: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, Failure> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    Ok(database.transaction(stores).with_mode(TransactionMode::Readwrite).with_options(options).build()?)
}

pub(super) async fn commit(transaction: Transaction<'_>) -> Result<(), Failure> {
    // The library does not pass on why a transaction was aborted: no room shows only there, after every put
    // has succeeded.
    let raw: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
    transaction.commit().await.map_err(|error| match raw.error() {
        Some(reason) => Failure::named(&reason.name(), &reason.message()),
        None => Failure::from(error),
    })
}

impl Failure {
    fn named(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self { error: StorageError::Quota, retry: false },
            _ => {
                let reason = if message.is_empty() { name } else { message };
                Self { error: StorageError::Failed(reason.trim_end_matches('.').to_owned()), retry: true }
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::DomException(exception) => {
                let exception = web_sys::DomException::from(exception.clone());
                Self::named(&exception.name(), &exception.message())
            }
            Error::MissingData(UnexpectedDataError::TransactionAborted) => Self::named("", "the write was interrupted"),
            Error::MissingData(_) | Error::Unknown(_) => Self::named("", &error.to_string()),
            Error::Serialisation(_) => {
                Self { error: StorageError::Failed("a record is not text".to_owned()), retry: false }
            }
        }
    }
}

fn name_of(error: &Error) -> Option<String> {
    match error {
        Error::DomException(exception) => Some(web_sys::DomException::from(exception.clone()).name()),
        Error::Serialisation(_) | Error::MissingData(_) | Error::Unknown(_) => None,
    }
}
