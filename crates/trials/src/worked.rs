//! The time that a thread has worked, where the system tells it: other programs run too, and what is measured should not
//! depend on them. Elsewhere it is the time that went by.

use std::time::Duration;

/// The time that this thread has worked.
#[cfg(unix)]
#[must_use]
pub fn worked() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// The time that went by since the first call.
#[cfg(not(unix))]
#[must_use]
pub fn worked() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
