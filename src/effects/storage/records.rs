//! The transactions over the journal's records.
//!
//! A write asks for its guards first and issues everything else behind them: the answers to the guards come before those
//! to the rest, so that a transaction whose guards do not hold is aborted while it is open. It waits for answers alone, in
//! which a transaction stays open.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::Written;
use super::indexed_db::{Failure, RECORDS, commit, writing};
use crate::effects::frames;
use crate::journal::{Place, Plan, frame};

/// Bytes that are put before the browser has its turn: it copies a record while it is put.
const TURN: usize = 256 << 10;

pub(super) async fn all(database: &Database) -> Result<Vec<(Place, Vec<u8>)>, Failure> {
    let places = Place::ALL.into_iter().filter(|place| *place != Place::Steps);
    let names: Vec<&str> = places.clone().map(Place::name).collect();
    let transaction = database.transaction(names.as_slice()).with_mode(TransactionMode::Readonly).build()?;
    let mut reading = Vec::new();
    for place in places {
        let found = transaction.object_store(place.name())?.get_all::<JsValue>().primitive()?;
        reading.push((place, found));
    }
    let mut found = Vec::new();
    for (place, reading) in reading {
        found.push((place, reading.await?));
    }
    let (mut records, mut since) = (Vec::new(), 0);
    for (place, found) in found {
        for record in found {
            let Some(bytes) = bytes(Some(record?)) else { continue };
            since += bytes.len();
            records.push((place, bytes));
            if since >= TURN * 4 {
                since = 0;
                frames::yield_to_browser().await;
            }
        }
    }
    Ok(records)
}

pub(super) async fn steps(database: &Database) -> Result<Vec<Vec<u8>>, Failure> {
    let name = Place::Steps.name();
    let transaction = database.transaction(name).with_mode(TransactionMode::Readonly).build()?;
    let found = transaction.object_store(name)?.get_all::<JsValue>().primitive()?.await?;
    let mut records = Vec::new();
    for record in found {
        records.extend(bytes(Some(record?)));
    }
    Ok(records)
}

pub(super) async fn old(database: &Database) -> Result<Vec<(String, String)>, Failure> {
    let transaction = database.transaction(RECORDS).with_mode(TransactionMode::Readonly).build()?;
    let store = transaction.object_store(RECORDS)?;
    let keys = store.get_all_keys::<String>().primitive()?;
    let bodies = store.get_all::<String>().primitive()?;
    let (keys, bodies) = (keys.await?, bodies.await?);
    let mut records = Vec::new();
    for (key, body) in keys.zip(bodies) {
        records.push((key?, body?));
    }
    Ok(records)
}

pub(super) async fn forget_old(database: &Database) -> Result<(), Failure> {
    let transaction = writing(database, &[RECORDS])?;
    let store = transaction.object_store(RECORDS)?;
    store.clear()?;
    drop(store);
    commit(transaction).await
}

pub(super) async fn write(database: &Database, plan: &Plan) -> Result<Written, Failure> {
    let transaction = writing(database, &Place::ALL.map(Place::name))?;
    let mut asked = Vec::new();
    for guard in &plan.guards {
        let store = transaction.object_store(guard.place.name())?;
        asked.push(store.get::<JsValue, _, _>(guard.key.as_str()).primitive()?);
    }
    for delete in &plan.deletes {
        let range = KeyRange::Bound(delete.from.as_str(), false, delete.to.as_str(), false);
        transaction.object_store(delete.place.name())?.delete::<&str, _>(range).primitive()?;
    }
    let mut since = 0;
    for put in &plan.puts {
        let content = JsValue::from(Uint8Array::from(put.bytes.as_slice()));
        let store = transaction.object_store(put.place.name())?;
        let answer = store.put(content).with_key(put.key.as_str()).without_key_type().primitive()?;
        since += put.bytes.len();
        if since < TURN {
            continue;
        }
        since = 0;
        if let Err(error) = answer.await {
            // The transaction knows more of why.
            commit(transaction).await?;
            return Err(error.into());
        }
    }
    let (mut moved, mut repeated, mut is_there) = (Vec::new(), 0, false);
    for (guard, asked) in plan.guards.iter().zip(asked) {
        let found = bytes(asked.await?).and_then(|bytes| frame::sum(&bytes));
        is_there |= found.is_some();
        if found == guard.expected {
            continue;
        }
        if found == guard.planned {
            repeated += 1;
        } else {
            moved.push(guard.about.clone());
        }
    }
    if moved.is_empty() && repeated == 0 {
        commit(transaction).await?;
        return Ok(Written::Done);
    }
    transaction.abort().await?;
    if !is_there && all(database).await?.is_empty() {
        return Ok(Written::Gone);
    }
    // What stands there already is this very plan, all of it: a transaction is never half done.
    Ok(if moved.is_empty() { Written::Done } else { Written::Moved(moved) })
}

fn bytes(found: Option<JsValue>) -> Option<Vec<u8>> {
    Some(found?.dyn_into::<Uint8Array>().ok()?.to_vec())
}
