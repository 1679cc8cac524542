//! What the page says to the person, and what it offers along with it.

use std::sync::Arc;

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether something went wrong.
    pub kind: NoticeKind,
    /// What happened and what to do.
    pub words: Arc<str>,
    /// Whether the notice offers to undo.
    pub undo: bool,
    /// The document in which it offers to find names and figures all the same.
    pub detect: Option<Arc<str>>,
}

/// How a notice is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Something did not work.
    Problem,
}

impl Notice {
    /// Something good to know.
    #[must_use]
    pub fn info(words: impl Into<Arc<str>>) -> Self {
        Self { kind: NoticeKind::Info, words: words.into(), undo: false, detect: None }
    }

    /// Something that did not work.
    #[must_use]
    pub fn problem(words: impl Into<Arc<str>>) -> Self {
        Self { kind: NoticeKind::Problem, words: words.into(), undo: false, detect: None }
    }

    /// The same with an undo button.
    #[must_use]
    pub fn with_undo(mut self) -> Self {
        self.undo = true;
        self
    }
}
