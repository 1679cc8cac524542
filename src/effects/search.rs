//! Finding in slices, between which the browser draws and answers. A search that is overtaken by another ends.

use std::cell::Cell;
use std::rc::Rc;

use super::frames;
use crate::state::find::{Hit, Search};

/// Milliseconds of work before the browser gets its turn.
const SLICE_MS: f64 = 14.0;

/// Runs `search` and hands over what it found, and whether there is more. `turn` is the number of the search that
/// counts; another number ends this one.
pub(crate) fn run(mut search: Search, turn: &Rc<Cell<u32>>, done: impl FnOnce(Vec<Hit>, bool) + 'static) {
    let (mine, turn) = (turn.get().wrapping_add(1), Rc::clone(turn));
    turn.set(mine);
    wasm_bindgen_futures::spawn_local(async move {
        let mut started = frames::now_ms();
        while search.step() {
            if frames::now_ms() - started > SLICE_MS {
                frames::yield_to_browser().await;
                if turn.get() != mine {
                    return;
                }
                started = frames::now_ms();
            }
        }
        let (hits, is_cut) = search.finish();
        done(hits, is_cut);
    });
}
