//! Who does the pieces of a long work: one after the other here, side by side where the caller has threads.

use std::fmt::Debug;
use std::sync::Mutex;

/// Does pieces of work, in any order. What comes out is the same whoever works.
pub trait Workers: Sync + Debug {
    /// Bytes of text or of a file in a piece, about; all in one where it is [`usize::MAX`].
    fn piece(&self) -> usize;
    /// Does `work` for each number below `count`.
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync));
}

/// All in one piece, here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Workers for Alone {
    fn piece(&self) -> usize {
        usize::MAX
    }

    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(work);
    }
}

/// What `work` makes of each, in order.
pub(crate) fn map<T: Send, R: Send>(workers: &dyn Workers, all: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if workers.piece() == usize::MAX || all.len() < 2 {
        return all.into_iter().map(work).collect();
    }
    let slots: Vec<Mutex<(Option<T>, Option<R>)>> = all.into_iter().map(|one| Mutex::new((Some(one), None))).collect();
    workers.each(slots.len(), &|at| {
        if let Some(mut slot) = slots.get(at).and_then(|slot| slot.lock().ok()) {
            slot.1 = slot.0.take().map(&work);
        }
    });
    slots.into_iter().filter_map(|slot| slot.into_inner().ok()?.1).collect()
}

/// The members of a list in runs of about so much by `size`, at least one each.
pub(crate) fn runs<T>(all: &[T], most: usize, size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut runs = Vec::new();
    let mut rest = all;
    while !rest.is_empty() {
        let mut held = 0_usize;
        let more = rest.iter().take_while(|one| {
            let before = held;
            held = held.saturating_add(size(one));
            before < most
        });
        let (run, after) = rest.split_at(more.count().max(1));
        runs.push(run);
        rest = after;
    }
    runs
}
