//! What the page's worker runs: every format, out and in, away from the thread that answers keys and mouse.
//!
//! A request is a line of JSON and some files, and so is the answer; [`Desk`] says which there are. The page hands its
//! documents over as native files and gets new ones back as such, so both sides know one shape only.

mod backup;
mod choice;
mod describe;
mod desk;
mod reading;

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

pub use desk::{Answer, Desk};

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Does what `head` asks for with `bodies`; the answer is an array of the answer's head and its bodies.
///
/// # Errors
/// When the request makes no sense or cannot be done, in a sentence for the person.
#[wasm_bindgen]
pub fn answer(head: &str, bodies: Vec<Uint8Array>) -> Result<Array, JsValue> {
    let bodies = bodies.iter().map(Uint8Array::to_vec).collect();
    let answer = DESK.with_borrow_mut(|desk| desk.answer(head, bodies)).map_err(JsValue::from)?;
    let bodies: Array = answer.bodies.iter().map(|body| JsValue::from(Uint8Array::from(body.as_slice()))).collect();
    Ok(Array::of2(&answer.head.into(), &bodies))
}
