//! The threads that share the work on one file.

use postil_exchange::Workers;
use rayon::prelude::*;

/// Bytes in a piece, about: enough that handing it over costs nothing, few enough that no thread is idle for long.
pub(super) const PIECE: usize = 1 << 19;

/// All of rayon's threads.
#[derive(Debug)]
pub(crate) struct Threads;

impl Workers for Threads {
    fn piece(&self) -> usize {
        PIECE
    }

    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).into_par_iter().for_each(work);
    }
}
