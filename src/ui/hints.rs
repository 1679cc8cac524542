//! The keys as tooltips name them. Components get them from around them, so that a key that was changed is named everywhere.

use yew::prelude::*;

use super::{Labels, Shared};
use crate::state::Keymap;

/// What the keys are now.
#[derive(Clone, PartialEq)]
pub(crate) struct Hints {
    pub labels: Labels,
    pub keys: Shared<Keymap>,
}

impl Hints {
    /// The first key of a command, as people read it.
    pub(crate) fn key(&self, id: &str) -> Option<String> {
        self.keys.hint(&self.labels, id)
    }

    /// Words with the command's key behind them: "Undo (Ctrl+Z)".
    pub(crate) fn titled(&self, words: &str, id: &str) -> String {
        match self.key(id) {
            Some(key) => format!("{words} ({key})"),
            None => words.to_owned(),
        }
    }
}

/// The keys of the page.
#[hook]
pub(crate) fn use_hints() -> Hints {
    #[allow(clippy::expect_used)] // the app shell provides them around every component
    use_context::<Hints>().expect("components live inside the app shell")
}
