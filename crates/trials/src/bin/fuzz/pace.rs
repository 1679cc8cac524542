//! What a byte costs: texts that cost many times the median, or more the longer they are, are reported. Counted is the
//! processor's time where the system tells it, because other programs run too; and a text that seems slow is measured
//! again, the best of several.

use std::time::Duration;

use postil_engine::{Options, detect};
use postil_trials::worked;

use crate::laws::{Failure, failure};

/// Shorter texts are not timed: what they cost is not their bytes.
const SHORTEST: usize = 500;

/// So many times the median a byte are slow.
const SLOW: f64 = 20.0;

/// A text four times as long may cost so many times as much a byte.
const GROWTH: f64 = 2.0;

/// Costs seen so far, in nanoseconds a byte; the last some thousand.
#[derive(Default)]
pub(crate) struct Pace {
    seen: Vec<f64>,
    next: usize,
    median: f64,
}

impl Pace {
    pub(crate) fn median(&self) -> f64 {
        self.median
    }

    /// A failure when the text is slow, or slower a byte when it is longer.
    pub(crate) fn check(&mut self, text: &str) -> Option<Failure> {
        if text.len() < SHORTEST {
            return None;
        }
        let cost = cost(text, 1);
        self.note(cost);
        if self.seen.len() < 500 || cost < SLOW / 4.0 * self.median {
            return None;
        }
        let cost = best(text);
        if cost > SLOW * self.median {
            return Some(failure("slow", format!("{cost:.0} ns a byte, {} bytes", text.len())));
        }
        if cost > SLOW / 4.0 * self.median {
            let longer = best(&text.repeat(4));
            if longer > GROWTH * cost && best(&text.repeat(16)) > GROWTH * longer {
                return Some(failure(
                    "not linear",
                    format!("{cost:.0}, then {longer:.0} ns a byte, {} bytes", text.len()),
                ));
            }
        }
        None
    }

    fn note(&mut self, cost: f64) {
        const KEPT: usize = 4_001;
        if self.seen.len() < KEPT {
            self.seen.push(cost);
        } else {
            self.seen[self.next % KEPT] = cost;
        }
        self.next += 1;
        if self.next.is_multiple_of(500) {
            let mut sorted = self.seen.clone();
            sorted.sort_by(f64::total_cmp);
            self.median = sorted[sorted.len() / 2];
        }
    }
}

fn best(text: &str) -> f64 {
    cost(text, 5)
}

/// Nanoseconds a byte, the best of `rounds`.
fn cost(text: &str, rounds: usize) -> f64 {
    let options = Options::default();
    let time = |_| {
        let start = worked();
        let found = detect(text, &options);
        (worked().saturating_sub(start), found).0
    };
    let least = (0..rounds).map(time).min().unwrap_or(Duration::ZERO);
    least.as_secs_f64() * 1e9 / text.len() as f64
}
