//! What can be undone and redone: two stacks of steps, each a list of invertible edits.
//!
//! Limits: bounded at [`LIMIT`] steps (the oldest are forgotten); selection and filters are not recorded; lost on reload.

use std::rc::Rc;

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
}

/// Undo and redo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<Step>>,
    future: Vec<Rc<Step>>,
}

impl History {
    /// Records a step that was just applied; what had been undone is forgotten.
    pub fn record(&mut self, step: Step) {
        self.future.clear();
        if self.past.len() == LIMIT {
            self.past.remove(0);
        }
        self.past.push(Rc::new(step));
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
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
