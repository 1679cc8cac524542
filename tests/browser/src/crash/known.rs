//! What may be there after work whose end was not seen: the states that undo and redo lead to are followed as they are seen,
//! and the presses that were under way may have been done or not, the first ones first.

use anyhow::{Result, ensure};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// A change; of nothing, perhaps.
    Change,
    Undo,
    Redo,
}

/// The states that undo and redo lead to, and which of them is there. `None` stands for one that was not seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    states: Vec<Option<String>>,
    at: usize,
    /// Actions that led here.
    pub(super) made: usize,
}

impl Line {
    fn head(&self) -> Option<&str> {
        self.states.get(self.at)?.as_deref()
    }

    /// The line after a press that did something and led to this.
    fn then(&self, press: Press, shown: Option<&str>) -> Option<Self> {
        let mut next = Self { made: self.made + 1, ..self.clone() };
        match press {
            Press::Change => {
                next.at += 1;
                next.states.truncate(next.at);
                next.states.push(shown.map(str::to_owned));
            }
            Press::Undo => next.at = self.at.checked_sub(1)?,
            Press::Redo => next.at += 1,
        }
        (next.at < next.states.len()).then_some(next)
    }

    /// Whether `shown` is the state that so many undos lead to from here, and none of those passed was seen.
    pub(super) fn is_behind(&self, undone: usize, shown: &str) -> bool {
        let Some(there) = self.at.checked_sub(undone) else { return false };
        let passed = self.states.get(there + 1..=self.at);
        self.states.get(there).is_some_and(|state| state.as_deref() == Some(shown))
            && passed.is_some_and(|passed| passed.iter().all(Option::is_none))
    }
}

/// What is known of the work.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Those since the page last said that all is saved; the last one was seen last.
    since: Vec<Line>,
    /// Presses since then of which nothing was seen.
    under_way: Vec<Press>,
}

impl Known {
    /// This is there and saved, and nothing was done.
    pub(super) fn begin(shown: &str) -> Self {
        let line = Line { states: vec![Some(shown.to_owned())], at: 0, made: 0 };
        Self { since: vec![line], under_way: Vec::new() }
    }

    fn last(&self) -> &Line {
        self.since.last().expect("it begins with one, and one is left when all is saved")
    }

    /// Actions that were seen.
    pub(super) fn made(&self) -> usize {
        self.last().made
    }

    /// Actions that the page said were saved.
    pub(super) fn saved(&self) -> usize {
        self.since.first().map_or(0, |line| line.made)
    }

    /// Undos that lead to the start, at most.
    pub(super) fn to_start(&self) -> usize {
        self.last().at + self.under_way.len()
    }

    /// A key is pressed.
    pub(super) fn press(&mut self, press: Press) {
        self.under_way.push(press);
    }

    /// Takes in what is seen, and whether the page says that it is saved, after at most one press.
    ///
    /// # Errors
    /// Undo or redo did not lead to the state that was there before.
    pub(super) fn see(&mut self, shown: &str, is_saved: bool) -> Result<()> {
        let press = self.under_way.pop();
        if self.last().head() != Some(shown) {
            let next = press.and_then(|press| self.last().then(press, Some(shown)));
            let is_known = |line: &Line| line.head() == Some(shown);
            ensure!(next.as_ref().is_some_and(is_known), "{press:?} leads to what was not there before: {shown}");
            self.since.extend(next);
        }
        if is_saved {
            self.since.drain(..self.since.len() - 1);
        }
        Ok(())
    }

    /// The lines of which one has to be there: nothing of what is saved is lost, and nothing is there that was not done.
    pub(super) fn possible(&self) -> Vec<Line> {
        let mut latest = vec![self.last().clone()];
        for press in &self.under_way {
            let done: Vec<_> = latest.iter().filter_map(|line| line.then(*press, None)).collect();
            latest.extend(done);
        }
        self.since.iter().cloned().chain(latest.into_iter().skip(1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Press::{Change, Redo, Undo};
    use super::*;

    type Case<'a> = (&'a [(Press, &'a str)], &'a [Press], &'a [(&'a str, usize)]);

    /// Work that was seen (a press and what it led to), what was under way, and what may be there then: the first letter
    /// that is known, and how many undos lead to it.
    #[test]
    fn what_may_be_there_is_what_was_done() {
        let cases: &[Case<'_>] = &[
            (&[], &[], &[("a", 0)]),
            (&[(Change, "b")], &[], &[("b", 0)]),
            (&[(Change, "b")], &[Change], &[("b", 0), ("b", 1)]),
            (&[(Change, "b")], &[Change, Change], &[("b", 0), ("b", 1), ("b", 2)]),
            // What was undone unseen is behind the change that came after it, and can no longer be done again.
            (&[(Change, "b")], &[Undo, Change], &[("b", 0), ("b", 1), ("a", 0), ("a", 1)]),
            (&[(Change, "b"), (Undo, "a")], &[Redo], &[("a", 0), ("b", 0)]),
            (&[(Change, "b"), (Undo, "a"), (Change, "c")], &[Redo], &[("c", 0)]),
            (&[(Change, "b"), (Change, "b")], &[Undo], &[("b", 0), ("a", 0)]),
        ];
        for (seen, under_way, wanted) in cases {
            let mut known = Known::begin("a");
            for (press, shown) in *seen {
                known.press(*press);
                known.see(shown, true).unwrap();
            }
            under_way.iter().for_each(|press| known.press(*press));
            for shown in ["a", "b", "c", "d"] {
                for undone in 0..3 {
                    let is_possible = known.possible().iter().any(|line| line.is_behind(undone, shown));
                    assert_eq!(
                        is_possible,
                        wanted.contains(&(shown, undone)),
                        "{seen:?} {under_way:?} {shown} {undone}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_seen_and_not_saved_may_be_lost_and_no_more() {
        let mut known = Known::begin("a");
        for (shown, is_saved) in [("b", true), ("c", false), ("d", false)] {
            known.press(Change);
            known.see(shown, is_saved).unwrap();
        }
        let may_be: Vec<_> = known.possible().iter().map(|line| (line.head().unwrap().to_owned(), line.made)).collect();
        assert_eq!(may_be, [("b".to_owned(), 1), ("c".to_owned(), 2), ("d".to_owned(), 3)]);
        assert_eq!((known.made(), known.saved()), (3, 1));
        known.press(Undo);
        assert!(known.see("b", true).is_err(), "undo led past what was there before");
    }
}
