//! What a person has chosen of how the page looks and works. It is stored; what an older page stored is read, and what that
//! did not know is as at first.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Keymap, Threshold, exporting};

/// How the page looks and what its keys are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or the system's choice.
    pub theme: Theme,
    /// Whether label names stand beside every mark.
    pub show_tags: bool,
    /// How sure a suggested name must be to be shown.
    pub threshold: Threshold,
    /// Whether the mouse selects any characters, instead of whole words.
    pub any_characters: bool,
    /// The keys that the person has changed.
    pub keys: Rc<Keymap>,
    /// Whether what is taught for one article is remembered for every later one.
    pub remember: bool,
    /// What was chosen when saving last.
    pub export: Rc<exporting::Choice>,
}

impl Settings {
    /// Takes over what is the person's own, whatever the work: colours, keys, what is seen and how the mouse selects.
    pub(crate) fn take_look(&mut self, from: &Self) {
        self.theme = from.theme;
        self.show_tags = from.show_tags;
        self.any_characters = from.any_characters;
        self.keys = Rc::clone(&from.keys);
    }
}

/// The colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}
