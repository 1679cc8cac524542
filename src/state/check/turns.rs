//! Checks that stop between two items now and then, so that who runs them decides how long to work at a time: each is a
//! function that waits for its next turn, and a turn is taken by asking for the next step.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use postil_engine::{Document, LabelDef};

use super::{Issue, Kind, find};

/// Items that are looked at in a turn.
const ITEMS: u32 = 512;

/// Counts items.
#[derive(Default)]
pub(super) struct Turns(Cell<u32>);

impl Turns {
    /// Called before each item; ends the turn when it is time.
    pub(super) async fn item(&self) {
        self.0.set(self.0.get() + 1);
        if self.0.get() >= ITEMS {
            self.0.set(0);
            let mut is_new = false;
            poll_fn(|_| if std::mem::replace(&mut is_new, true) { Poll::Ready(()) } else { Poll::Pending }).await;
        }
    }
}

/// All checks of a document, under way.
pub struct Checking {
    work: Pin<Box<dyn Future<Output = Vec<Issue>>>>,
    found: Option<Vec<Issue>>,
}

impl Checking {
    /// Begins.
    #[must_use]
    pub fn new(document: Rc<Document>, labels: Rc<Vec<LabelDef>>) -> Self {
        let work = async move { find(&document, &labels, &Kind::ALL).await };
        Self { work: Box::pin(work), found: None }
    }

    /// Does a bounded part of the work; false when nothing is left to do.
    pub fn step(&mut self) -> bool {
        if self.found.is_none() {
            self.found = take(self.work.as_mut());
        }
        self.found.is_none()
    }

    /// What looks wrong, in text order. Does all that is left to do.
    #[must_use]
    pub fn finish(mut self) -> Vec<Issue> {
        while self.step() {}
        self.found.unwrap_or_default()
    }
}

/// Takes all turns of some work at once.
pub(super) fn run<T>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        if let Some(done) = take(work.as_mut()) {
            return done;
        }
    }
}

/// Takes a turn; what came of the work, where that was the last.
fn take<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use postil_engine::default_labels;

    use super::super::issues;
    use super::super::tests::parse;
    use super::*;

    #[test]
    fn a_long_article_is_checked_in_many_turns() {
        let article =
            Rc::new(parse(&"[Acme|ORG] met [Acme|PERSON] and Acme in [Rome,|GPE] with Jane Doe. ".repeat(400)));
        let labels = Rc::new(default_labels());
        let mut checking = Checking::new(Rc::clone(&article), Rc::clone(&labels));
        let mut turns = 0;
        while checking.step() {
            turns += 1;
        }
        assert!(turns > 10, "{turns}");
        let found = checking.finish();
        assert!(found.len() > 400, "{}", found.len());
        assert_eq!(found, issues(&article, &labels));
    }
}
