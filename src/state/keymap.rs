//! Which key means what: the commands' own keys and the labels', but for those that the person has changed. Whatever is
//! changed, a key means one thing, and no command that had a key is left without one.

use std::sync::Arc;

use postil_engine::LabelDef;
use serde::{Deserialize, Serialize};

use super::chord;
use super::commands::{COMMANDS, Target, command, label_id};

/// What the person has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keymap {
    /// All keys of each command that has others than at first, by the id of [`Target`].
    changed: Vec<OwnKeys>,
    /// Whether keys of one character do nothing.
    pub no_single: bool,
}

/// All keys of a command or label, by the id of [`Target`].
pub type OwnKeys = (Arc<str>, Vec<Arc<str>>);

/// What stands in the way of giving a key to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Another command has it, which can give it up; its name.
    Taken(String),
    /// It cannot be; why, and what to do.
    Refused(String),
}

impl Keymap {
    /// What a key means when it is pressed, and whether it selects on the way.
    #[must_use]
    pub fn pressed(&self, labels: &[LabelDef], key: &str) -> Option<(Target, bool)> {
        if self.no_single && chord::is_single(key) {
            return None;
        }
        if let Some(owner) = self.owner(labels, key) {
            return Some((target(labels, &owner)?, false));
        }
        let owner = self.owner(labels, &chord::without_shift(key)?)?;
        command(&owner).filter(|command| command.is_caret()).map(|command| (Target::Command(command), true))
    }

    /// The keys of a command, the first one first.
    #[must_use]
    pub fn of(&self, labels: &[LabelDef], id: &str) -> Vec<Arc<str>> {
        let mut keys = self.change(id).map_or_else(|| defaults(labels, id), Clone::clone);
        keys.retain(|key| self.owner(labels, key).as_deref() == Some(id));
        keys
    }

    /// The key to name beside a command, as people read it.
    #[must_use]
    pub fn hint(&self, labels: &[LabelDef], id: &str) -> Option<String> {
        let keys = self.of(labels, id);
        keys.iter().find(|key| !(self.no_single && chord::is_single(key))).map(|key| chord::shown(key))
    }

    /// Whether the person has changed the keys of a command, or of any.
    #[must_use]
    pub fn is_changed(&self, id: Option<&str>) -> bool {
        id.map_or(!self.changed.is_empty(), |id| self.change(id).is_some())
    }

    /// What stands in the way of giving `key` to the command `id`, beside the keys that it has or in their place.
    #[must_use]
    pub fn conflict(&self, labels: &[LabelDef], id: &str, key: &str, add: bool) -> Option<Conflict> {
        let shown = chord::shown(key);
        let refused = |why: String| Some(Conflict::Refused(why));
        if chord::is_kept(key) {
            return refused(format!("{shown} is kept for the browser or for leaving things. Choose another key."));
        }
        let Some(owner) = self.owner(labels, key) else {
            let plain = chord::without_shift(key).and_then(|plain| self.owner(labels, &plain));
            let selects = plain.and_then(|plain| command(&plain)).is_some_and(|command| command.is_caret());
            return if selects { refused(format!("{shown} selects text. Choose another key.")) } else { None };
        };
        if *owner == *id {
            return None;
        }
        let name = name(labels, &owner);
        let has_others = self.of(labels, &owner).len() > 1;
        // Its last key is only given up for another one.
        if !has_others && (add || self.of(labels, id).is_empty()) {
            return refused(format!("{shown} is the only key of “{name}”. Give that another key first."));
        }
        Some(Conflict::Taken(name))
    }

    /// The same for a label's own key: another label gives up the only one that it has, a command does not.
    #[must_use]
    pub fn label_conflict(&self, labels: &[LabelDef], id: &str, key: &str) -> Option<Conflict> {
        match self.owner(labels, key) {
            Some(owner) if *owner != *id && owner.starts_with("label:") => Some(Conflict::Taken(name(labels, &owner))),
            _ => self.conflict(labels, id, key, true),
        }
    }

    /// Gives `key` to the command `id`. Who has it gives it up, and gets the command's former key when it was its last.
    pub fn bind(&mut self, labels: &[LabelDef], id: &str, key: &Arc<str>, add: bool) {
        if matches!(self.conflict(labels, id, key, add), Some(Conflict::Refused(_))) {
            return;
        }
        let mut mine = self.of(labels, id);
        if let Some(owner) = self.owner(labels, key).filter(|owner| **owner != *id) {
            let mut theirs = self.of(labels, &owner);
            theirs.retain(|other| other != key);
            if theirs.is_empty() {
                theirs.extend(mine.first().cloned());
            }
            self.set(labels, &owner, theirs);
        }
        if !add {
            mine.clear();
        }
        if !mine.contains(key) {
            mine.push(Arc::clone(key));
        }
        self.set(labels, id, mine);
    }

    /// Gives a command the keys that it had at first. Who has one of them gives it up, and goes back to its own when it
    /// was the last.
    pub fn reset(&mut self, labels: &[LabelDef], id: &str) {
        let Some(at) = self.changed.iter().position(|(changed, _)| **changed == *id) else { return };
        self.changed.remove(at);
        for key in defaults(labels, id) {
            let Some((other, keys)) = self.changed.iter_mut().find(|(_, keys)| keys.contains(&key)) else { continue };
            keys.retain(|other| *other != key);
            if keys.is_empty() {
                let other = Arc::clone(other);
                self.reset(labels, &other);
            }
        }
    }

    /// Gives every command the keys that it had at first.
    pub fn reset_all(&mut self) {
        self.changed.clear();
    }

    /// What the person has changed.
    #[must_use]
    pub fn changes(&self) -> &[OwnKeys] {
        &self.changed
    }

    /// Puts what the person said of the command `id` in the place of what was said before.
    pub(super) fn put(&mut self, id: &str, keys: Option<(usize, OwnKeys)>) {
        self.changed.retain(|(changed, _)| **changed != *id);
        if let Some((at, keys)) = keys {
            self.changed.insert(at.min(self.changed.len()), keys);
        }
    }

    fn change(&self, id: &str) -> Option<&Vec<Arc<str>>> {
        self.changed.iter().find(|(changed, _)| **changed == *id).map(|(_, keys)| keys)
    }

    fn set(&mut self, labels: &[LabelDef], id: &str, keys: Vec<Arc<str>>) {
        self.changed.retain(|(changed, _)| **changed != *id);
        if keys != defaults(labels, id) {
            self.changed.push((id.into(), keys));
        }
    }

    /// The command that a key belongs to: what the person chose goes before labels, and those before the table, since
    /// labels are the person's too.
    fn owner(&self, labels: &[LabelDef], key: &str) -> Option<Arc<str>> {
        let changed = self.changed.iter().find(|(id, keys)| keys.iter().any(|k| **k == *key) && exists(labels, id));
        if let Some((id, _)) = changed {
            return Some(Arc::clone(id));
        }
        let is_key = |label: &&LabelDef| label.key.is_some_and(|own| key.strip_prefix(own) == Some(""));
        let mut of_labels = labels.iter().filter(is_key).map(|label| label_id(&label.name));
        if let Some(id) = of_labels.find(|id| self.change(id).is_none()) {
            return Some(id.into());
        }
        let has = COMMANDS.iter().find(|command| command.keys.contains(&key) && self.change(command.id).is_none());
        has.map(|command| command.id.into())
    }
}

fn exists(labels: &[LabelDef], id: &str) -> bool {
    target(labels, id).is_some()
}

/// The command or label of that id.
fn target(labels: &[LabelDef], id: &str) -> Option<Target> {
    match id.strip_prefix("label:") {
        Some(name) => {
            labels.iter().find(|label| *label.name == *name).map(|label| Target::Label(Arc::clone(&label.name)))
        }
        None => command(id).map(Target::Command),
    }
}

/// The keys that a command has at first.
fn defaults(labels: &[LabelDef], id: &str) -> Vec<Arc<str>> {
    match id.strip_prefix("label:") {
        Some(name) => {
            let key = labels.iter().find(|label| *label.name == *name).and_then(|label| label.key);
            key.map(|key| key.to_string().into()).into_iter().collect()
        }
        None => command(id).map(|command| command.keys.iter().map(|key| (*key).into()).collect()).unwrap_or_default(),
    }
}

/// What a command is called.
fn name(labels: &[LabelDef], id: &str) -> String {
    match target(labels, id) {
        Some(Target::Command(command)) => command.name.to_owned(),
        Some(Target::Label(name)) => format!("Label as {name}"),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::default_labels;
    use proptest::prelude::*;

    fn keys(map: &Keymap, id: &str) -> String {
        map.of(&default_labels(), id).join(" ")
    }

    fn bind(map: &mut Keymap, id: &str, key: &str, add: bool) -> Option<Conflict> {
        let labels = default_labels();
        let conflict = map.conflict(&labels, id, key, add);
        map.bind(&labels, id, &key.into(), add);
        conflict
    }

    #[test]
    fn a_key_is_taken_over_and_the_last_one_is_exchanged() {
        let mut map = Keymap::default();
        assert_eq!(bind(&mut map, "accept", "j", false), None);
        assert_eq!(keys(&map, "accept"), "j");
        // From one that has others.
        assert_eq!(bind(&mut map, "accept", "n", true), Some(Conflict::Taken("Next mark".to_owned())));
        assert_eq!((keys(&map, "accept").as_str(), keys(&map, "next-mark").as_str()), ("j n", "w Alt+ArrowDown"));
        // From one that has no other.
        assert!(matches!(bind(&mut map, "accept", "Ctrl+z", true), Some(Conflict::Refused(_))));
        assert_eq!(bind(&mut map, "accept", "Ctrl+z", false), Some(Conflict::Taken("Undo".to_owned())));
        assert_eq!((keys(&map, "accept").as_str(), keys(&map, "undo").as_str()), ("Ctrl+z", "j"));
        // From a label.
        assert_eq!(bind(&mut map, "reject", "1", false), Some(Conflict::Taken("Label as PERSON".to_owned())));
        assert_eq!((keys(&map, "reject").as_str(), keys(&map, "label:PERSON").as_str()), ("1", "r"));
        // Back, which gives back what was taken.
        map.reset(&default_labels(), "reject");
        assert_eq!((keys(&map, "reject").as_str(), keys(&map, "label:PERSON").as_str()), ("r", "1"));
        map.reset_all();
        assert_eq!(map, Keymap::default());
    }

    #[test]
    fn keys_of_the_browser_are_refused() {
        for key in ["Ctrl+w", "Tab", "Escape", "F5", "Ctrl+3", "Shift+ArrowLeft"] {
            let mut map = Keymap::default();
            assert!(matches!(bind(&mut map, "accept", key, false), Some(Conflict::Refused(_))), "{key}");
            assert_eq!(map, Keymap::default());
        }
    }

    #[test]
    fn shift_selects_with_whatever_moves_the_cursor() {
        let labels = default_labels();
        let mut map = Keymap::default();
        let pressed = |map: &Keymap, key: &str| map.pressed(&labels, key).map(|(target, extend)| (target.id(), extend));
        assert_eq!(pressed(&map, "Shift+ArrowLeft"), Some(("left".to_owned(), true)));
        assert_eq!(pressed(&map, "A"), Some(("accept-all".to_owned(), false)));
        assert_eq!(pressed(&map, "N"), None);
        bind(&mut map, "left", "j", false);
        assert_eq!(pressed(&map, "J"), Some(("left".to_owned(), true)));
        map.no_single = true;
        assert_eq!(pressed(&map, "j"), None);
        assert_eq!(pressed(&map, "Ctrl+z"), Some(("undo".to_owned(), false)));
    }

    #[test]
    fn what_is_stored_of_a_label_that_is_gone_holds_no_key() {
        let mut map = Keymap::default();
        map.changed.push(("label:GONE".into(), vec!["n".into()]));
        map.changed.push(("no-such-command".into(), vec!["u".into()]));
        assert_eq!(keys(&map, "next-mark"), "n w Alt+ArrowDown");
        assert_eq!(keys(&map, "next-to-review"), "u W");
    }

    #[test]
    fn old_settings_have_the_keys_of_the_table() {
        assert_eq!(serde_json::from_str::<Keymap>("{}").unwrap(), Keymap::default());
        let mut map = Keymap::default();
        bind(&mut map, "accept", "Alt+é", false);
        let stored = serde_json::to_string(&map).unwrap();
        assert_eq!(serde_json::from_str::<Keymap>(&stored).unwrap(), map);
    }

    proptest! {
        #[test]
        fn whatever_is_rebound_each_command_has_a_key_and_each_key_one_command(
            steps in prop::collection::vec((0usize..100, 0usize..120, 0..6), 1..40),
        ) {
            let labels = default_labels();
            let ids: Vec<String> = COMMANDS.iter().map(|command| command.id.to_owned())
                .chain(labels.iter().map(|label| label_id(&label.name))).collect();
            let mut pool: Vec<Arc<str>> = ids.iter().flat_map(|id| defaults(&labels, id)).collect();
            pool.extend(["j", "J", "Ctrl+j", "F4", "Ctrl+w"].map(Arc::<str>::from));
            let mut map = Keymap::default();
            for (id, key, how) in steps {
                let (id, key) = (&ids[id % ids.len()], &pool[key % pool.len()]);
                match how {
                    0 => map.reset(&labels, id),
                    1 | 2 => map.bind(&labels, id, key, true),
                    _ => map.bind(&labels, id, key, false),
                }
                for id in &ids {
                    let keys = map.of(&labels, id);
                    prop_assert!(!keys.is_empty() || defaults(&labels, id).is_empty(), "{} has no key", id);
                    for key in keys {
                        let meant = map.pressed(&labels, &key).map(|(target, _)| target.id());
                        prop_assert_eq!(meant.as_ref(), Some(id));
                    }
                }
            }
            map.reset_all();
            prop_assert_eq!(map, Keymap::default());
        }
    }
}
