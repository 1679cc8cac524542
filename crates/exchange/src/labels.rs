//! The label set of a file as it grows while its documents are settled, and what was odd about its labels.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use postil_engine::{Label, LabelDef, LabelKind, default_labels};

use crate::finding::{Finding, FindingKind, counted, quoted, some};

/// Characters in a label's name, at most.
const LONGEST: usize = 100;
/// The label of what has none.
const NONE: &str = "UNLABELLED";

/// Of our own labels those that are used as they are, and new ones for the rest.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// The set, in order of appearance.
    pub(crate) set: Vec<LabelDef>,
    known: HashMap<Arc<str>, Arc<str>>,
    taken: HashSet<Arc<str>>,
    empty: Vec<String>,
    long: Vec<String>,
    unseen: Vec<String>,
}

/// Characters that are not seen: by them two labels that look alike would differ, or one would look like another.
fn is_unseen(ch: char) -> bool {
    matches!(ch, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
        || matches!(ch, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

impl Labels {
    /// The label of that name in the file; `place` says where the file has it, for messages.
    pub(crate) fn get(&mut self, name: &str, place: impl FnOnce() -> String) -> Arc<str> {
        let name = name.trim();
        if name.is_empty() {
            self.empty.push(place());
        }
        if let Some(known) = self.known.get(name) {
            return Arc::clone(known);
        }
        let label = self.named(name);
        self.known.insert(name.into(), Arc::clone(&label));
        label
    }

    fn named(&mut self, name: &str) -> Arc<str> {
        if name.is_empty() {
            return self.get(NONE, String::new);
        }
        let seen = name.chars().filter(|ch| !is_unseen(*ch));
        let plain: String = seen.map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
        if plain.len() < name.len() {
            self.unseen.push(quoted(&plain));
        }
        if plain.trim().is_empty() {
            return self.get(NONE, String::new);
        }
        let mut label: Arc<str> = plain.trim().into();
        if name.chars().nth(LONGEST).is_some() {
            let start: String = label.chars().take(LONGEST - 8).collect();
            let free = (1..).map(|n| format!("{start}… {n}")).find(|name| !self.taken.contains(name.as_str()));
            label = free.unwrap_or(start).into();
            self.long.push(format!("{} is now {}", quoted(name), quoted(&label)));
        }
        if self.taken.insert(Arc::clone(&label)) {
            self.set.push(self.def(&label));
        }
        label
    }

    fn def(&self, name: &Arc<str>) -> LabelDef {
        static OWN: LazyLock<Vec<LabelDef>> = LazyLock::new(default_labels);
        OWN.iter().find(|def| def.name == *name).cloned().unwrap_or_else(|| {
            // Hues far from each other, in any number.
            let hue = (self.set.len() * 137 % 360) as u16;
            LabelDef::new(name, Label::from_name(name).map_or(LabelKind::Entity, Label::kind), hue)
        })
    }

    /// What was odd.
    pub(crate) fn findings(&mut self) -> Vec<Finding> {
        let (empty, long) = (std::mem::take(&mut self.empty), std::mem::take(&mut self.long));
        let unseen = std::mem::take(&mut self.unseen);
        let mut found = Vec::new();
        if !unseen.is_empty() {
            let count = counted(unseen.len(), "label has", "labels have");
            let words = format!("{count} characters that are not seen; these were left out: {}.", some(&unseen));
            found.push(Finding::new(FindingKind::Labels, unseen.len(), words).at(unseen));
        }
        if !empty.is_empty() {
            let words = format!(
                "{} without a label got the label {NONE}: {}.",
                counted(empty.len(), "span", "spans"),
                some(&empty)
            );
            found.push(Finding::new(FindingKind::Labels, empty.len(), words).at(empty));
        }
        if !long.is_empty() {
            let words = format!(
                "{} of more than {LONGEST} characters {} shortened: {}.",
                counted(long.len(), "label", "labels"),
                if long.len() == 1 { "was" } else { "were" },
                some(&long)
            );
            found.push(Finding::new(FindingKind::Labels, long.len(), words).at(long));
        }
        found
    }
}
