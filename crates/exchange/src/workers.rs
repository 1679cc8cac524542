//! Who does the pieces of a long work: one after the other here, side by side where the caller has threads.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Mutex;

/// Does pieces of work, in any order. What comes out is the same whoever works.
pub trait Workers: Sync + Debug {
    /// Bytes of text or of a file in a piece, about; all in one where it is [`usize::MAX`].
    fn piece(&self) -> usize;
    /// Does `work` for each number below `count`; best in about their order, since what is done early waits for what comes
    /// before it.
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
    let mut made = Vec::with_capacity(all.len());
    in_order(workers, all, work, |one| made.push(one));
    made
}

/// Gives what `work` makes of each to `take`, in order, each as soon as those before it are done.
pub(crate) fn in_order<T: Send, R: Send>(
    workers: &dyn Workers,
    all: Vec<T>,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) + Send,
) {
    if workers.piece() == usize::MAX || all.len() < 2 {
        return all.into_iter().map(work).for_each(take);
    }
    let slots: Vec<Mutex<Option<T>>> = all.into_iter().map(|one| Mutex::new(Some(one))).collect();
    let made = Mutex::new(Made { waiting: BTreeMap::new(), next: 0, take });
    workers.each(slots.len(), &|at| {
        let Some(one) = slots.get(at).and_then(|slot| slot.lock().ok()?.take()) else { return };
        let one = work(one);
        if let Ok(mut made) = made.lock() {
            made.add(at, one);
        }
    });
}

/// What was made and has to wait for what comes before it.
struct Made<R, F> {
    waiting: BTreeMap<usize, R>,
    next: usize,
    take: F,
}

impl<R, F: FnMut(R)> Made<R, F> {
    fn add(&mut self, at: usize, one: R) {
        self.waiting.insert(at, one);
        while let Some(one) = self.waiting.remove(&self.next) {
            self.next += 1;
            (self.take)(one);
        }
    }
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
