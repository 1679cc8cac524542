//! The threads that share the work on one file.

use std::iter;
use std::sync::atomic::{AtomicUsize, Ordering};

use postil_exchange::Workers;

/// Bytes in a piece, about: enough that handing it over costs nothing, few enough that no thread is idle for long.
const PIECE: usize = 1 << 18;

/// All of rayon's threads.
#[derive(Debug)]
pub(crate) struct Threads;

impl Workers for Threads {
    fn piece(&self) -> usize {
        PIECE
    }

    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let numbers = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < count);
        rayon::scope(|scope| {
            for _ in 0..rayon::current_num_threads().min(count) {
                scope.spawn(|_| iter::from_fn(numbers).for_each(work));
            }
        });
    }
}
