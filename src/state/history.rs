//! What can be undone and redone: two stacks of steps, each a list of invertible edits.
//!
//! Steps are numbered for good, so that each can be stored once. After a reload the steps of before are there before they
//! are read: see [`History::recall`].
//!
//! Limits: bounded at [`LIMIT`] steps (the oldest are forgotten); selection and filters are not recorded.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Id};

use super::edit::Edit;

/// Steps kept. A step of one annotation is about 200 bytes, so this is a few megabytes at worst.
pub const LIMIT: usize = 10_000;

/// One user action.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was changed, in order.
    pub edits: Vec<Edit>,
    /// The annotation to show when the step is undone or redone.
    pub focus: Option<Id>,
    /// When it was done, in seconds since 1970; 0 where nobody knows.
    pub at: u64,
}

impl Step {
    /// Whether an edit is about the document of that id.
    #[must_use]
    pub fn speaks_of(&self, id: &str) -> bool {
        self.edits.iter().filter_map(Edit::document).any(|known| **known == *id)
    }
}

/// What tells the time, in seconds since 1970. The page hands it in, and only the store asks it.
#[derive(Clone, Copy, Debug)]
pub struct Clock(pub fn() -> u64);

impl Default for Clock {
    fn default() -> Self {
        Self(|| 0)
    }
}

impl PartialEq for Clock {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Undo and redo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<Step>>,
    /// The next one to do again comes last.
    future: Vec<Rc<Step>>,
    /// The number of the first step of `past`.
    base: u64,
    /// Steps before `past` that are stored and not read yet.
    unread_past: u64,
    /// The same behind it. Then there is nothing in `past` and `future`.
    unread_future: u64,
}

impl History {
    /// A history whose steps are stored and not read yet: those from `first` on can be undone, those from `at` to `end` done
    /// again.
    #[must_use]
    pub fn unread(first: u64, at: u64, end: u64) -> Self {
        let (unread_past, unread_future) = (at.saturating_sub(first), end.saturating_sub(at));
        Self { base: at, unread_past, unread_future, ..Self::default() }
    }

    /// Takes in the steps that were not read until now, in the order in which they were done: `past` ends where this history
    /// begins. What is missing at its start cannot be undone.
    pub fn recall(&mut self, past: Vec<Rc<Step>>, future: Vec<Rc<Step>>) {
        // Some may have been forgotten meanwhile.
        let spare = past.len().saturating_sub(usize::try_from(self.unread_past).unwrap_or(usize::MAX));
        let mut past: Vec<_> = past.into_iter().skip(spare).collect();
        self.base = self.base.saturating_sub(past.len() as u64);
        past.append(&mut self.past);
        self.past = past;
        if self.unread_future > 0 {
            self.future = future.into_iter().rev().collect();
        }
        (self.unread_past, self.unread_future) = (0, 0);
    }

    /// Whether all steps are read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.unread_past == 0 && self.unread_future == 0
    }

    /// The number of the first step that can be undone, of the one that is next to come, and the end of those that can be
    /// done again.
    #[must_use]
    pub fn range(&self) -> (u64, u64, u64) {
        let at = self.base + self.past.len() as u64;
        (self.base - self.unread_past, at, at + self.future.len() as u64 + self.unread_future)
    }

    /// The step of that number, where it is read.
    #[must_use]
    pub fn step(&self, number: u64) -> Option<&Rc<Step>> {
        let at = usize::try_from(number.checked_sub(self.base)?).ok()?;
        match at.checked_sub(self.past.len()) {
            None => self.past.get(at),
            Some(ahead) => self.future.get(self.future.len().checked_sub(ahead + 1)?),
        }
    }

    /// The steps that are read, with their numbers.
    pub fn steps(&self) -> impl Iterator<Item = (u64, &Rc<Step>)> {
        (self.base..).zip(self.past.iter().chain(self.future.iter().rev()))
    }

    /// Records a step that was just applied; what had been undone is forgotten.
    pub fn record(&mut self, step: Step) {
        self.future.clear();
        self.unread_future = 0;
        if self.past.len() as u64 + self.unread_past == LIMIT as u64 {
            if self.unread_past > 0 {
                self.unread_past -= 1;
            } else {
                self.past.remove(0);
                self.base += 1;
            }
        }
        self.past.push(Rc::new(step));
    }

    /// Notes when the last step was done, where it has come since `before`.
    pub fn date(&mut self, before: &Self, now: u64) {
        let at = self.range().1;
        let is_known = |step: &Rc<Step>| before.step(at - 1).is_some_and(|known| Rc::ptr_eq(known, step));
        if at > before.range().1
            && let Some(last) = self.past.last_mut().filter(|last| last.at == 0 && !is_known(last))
        {
            Rc::make_mut(last).at = now;
        }
    }

    /// The step to take back; it moves to the redo side.
    pub fn undo(&mut self) -> Option<Rc<Step>> {
        let step = self.past.pop()?;
        self.future.push(Rc::clone(&step));
        Some(step)
    }

    /// The step to do again; it moves back to the undo side.
    pub fn redo(&mut self) -> Option<Rc<Step>> {
        let step = self.future.pop()?;
        self.past.push(Rc::clone(&step));
        Some(step)
    }

    /// The step that would be taken back, or done again.
    #[must_use]
    pub fn next(&self, back: bool) -> Option<&Rc<Step>> {
        if back { self.past.last() } else { self.future.last() }
    }

    /// Whether a step that is read speaks of the document of that id. O(edits).
    #[must_use]
    pub fn speaks_of(&self, id: &str) -> bool {
        self.steps().any(|(_, step)| step.speaks_of(id))
    }

    /// Says another id of a document in all that can be taken back, or done again. O(edits).
    pub fn rename(&mut self, back: bool, id: &str, other: &Arc<str>) {
        let steps = if back { &mut self.past } else { &mut self.future };
        for step in steps.iter_mut().filter(|step| step.speaks_of(id)) {
            let edits = &mut Rc::make_mut(step).edits;
            let is_its = |edit: &&mut Edit| edit.document().is_some_and(|known| **known == *id);
            edits.iter_mut().filter(is_its).for_each(|edit| edit.rename(other));
        }
    }

    /// Puts a step in the place of the one that was done last.
    pub fn amend(&mut self, step: Rc<Step>) {
        if let Some(last) = self.past.last_mut() {
            *last = step;
        }
    }

    /// The annotations that steps back or forth may bring back. O(edits).
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        let edits = self.past.iter().chain(&self.future).flat_map(|step| &step.edits);
        let both = edits.flat_map(|edit| match edit {
            Edit::Annotation { before, after, .. } => [before.as_deref(), after.as_deref()],
            _ => [None, None],
        });
        both.flatten()
    }

    /// What the person has taken out of a document and could bring back. O(edits).
    pub fn removed<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Annotation> {
        self.past.iter().flat_map(|step| &step.edits).filter_map(move |edit| match edit {
            Edit::Annotation { document, before: Some(before), after: None } if **document == *id => Some(&**before),
            _ => None,
        })
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() || self.unread_past > 0
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty() || self.unread_future > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step(focus: Id) -> Step {
        Step { edits: Vec::new(), focus: Some(focus), at: 0 }
    }

    fn all(history: &History) -> Vec<(u64, Option<Id>)> {
        history.steps().map(|(number, step)| (number, step.focus)).collect()
    }

    /// Records for 0, undoes for 1, does again for 2.
    fn go(history: &mut History, moves: &[u8], named: Id) {
        for (at, it) in moves.iter().enumerate() {
            match it {
                0 => history.record(step(named + at as Id)),
                1 => drop(history.undo()),
                _ => drop(history.redo()),
            }
        }
    }

    #[test]
    fn steps_keep_their_numbers_when_the_oldest_go() {
        let mut history = History::default();
        go(&mut history, &[0; LIMIT + 3], 0);
        assert_eq!(history.range(), (3, LIMIT as u64 + 3, LIMIT as u64 + 3));
        assert_eq!(history.step(3).unwrap().focus, Some(3));
        assert_eq!(history.step(2), None);
    }

    #[test]
    fn a_step_is_dated_once_when_it_is_made() {
        let mut history = History::default();
        let mut go = |moves: &[u8], now: u64| {
            let before = history.clone();
            super::tests::go(&mut history, moves, now as Id);
            history.date(&before, now);
            history.steps().map(|(_, step)| step.at).collect::<Vec<_>>()
        };
        assert_eq!(go(&[0], 7), [7]);
        assert_eq!(go(&[0], 9), [7, 9]);
        assert_eq!(go(&[1], 11), [7, 9], "going back is no step");
        assert_eq!(go(&[2], 12), [7, 9], "nor is going forth");
        assert_eq!(go(&[1, 0], 13), [7, 0], "as many as before: what the page does is one at a time");
        let mut late = History::unread(0, 1, 1);
        let before = late.clone();
        late.recall(vec![Rc::new(step(1))], Vec::new());
        late.date(&before, 14);
        assert_eq!(late.step(0).map(|step| step.at), Some(0), "what was read was done before");
    }

    proptest! {
        /// Reading the steps of before late is the same as having had them all along.
        #[test]
        fn steps_read_late_are_where_they_were(
            before in prop::collection::vec(0u8..3, 0..12),
            after in prop::collection::vec(Just(0u8), 0..4),
            then in prop::collection::vec(0u8..3, 0..12),
        ) {
            let mut whole = History::default();
            go(&mut whole, &before, 0);
            let (first, at, end) = whole.range();
            let steps = |from: u64, to: u64| (from..to).map(|number| Rc::clone(whole.step(number).unwrap())).collect();
            let (past, future) = (steps(first, at), steps(at, end));
            let mut late = History::unread(first, at, end);
            prop_assert_eq!(late.range(), whole.range());
            prop_assert_eq!((late.can_undo(), late.can_redo()), (whole.can_undo(), whole.can_redo()));
            go(&mut late, &after, 100);
            late.recall(past, future);
            go(&mut late, &then, 200);
            go(&mut whole, &after, 100);
            go(&mut whole, &then, 200);
            prop_assert_eq!(all(&late), all(&whole));
            prop_assert_eq!(late, whole);
        }
    }
}
