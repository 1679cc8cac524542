//! The label set of a file on its way in: checked, and extended by the labels that are used without being in it.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Label, LabelDef, LabelKind};

use crate::error::ReadError;

/// Degrees between the hues of labels that come without one; the golden angle keeps neighbours apart.
const HUE_STEP: usize = 137;

/// Labels by name; every name is stored once.
pub(super) struct Labels {
    set: Vec<LabelDef>,
    /// Where in the set each name is.
    names: HashMap<Arc<str>, usize>,
}

impl Labels {
    pub(super) fn new(set: Vec<LabelDef>) -> Result<Self, ReadError> {
        let mut names = HashMap::with_capacity(set.len());
        let mut keys: HashMap<u32, usize> = HashMap::new();
        for (at, label) in set.iter().enumerate() {
            let wrong = |message: String| Err(ReadError::content(format!("labels[{at}]"), message));
            let name = &label.name;
            if name.trim().is_empty() {
                return wrong("the label has no name".to_owned());
            }
            if names.insert(Arc::clone(name), at).is_some() {
                return wrong(format!("there are two labels named \"{name}\""));
            }
            if label.hue > 359 {
                return wrong(format!("hue {} of \"{name}\" is not between 0 and 359", label.hue));
            }
            for (nth, attribute) in label.attributes.iter().enumerate() {
                let is_twice = label.attributes.iter().take(nth).any(|other| other.name == attribute.name);
                let message = if attribute.name.trim().is_empty() {
                    "the attribute has no name".to_owned()
                } else if is_twice {
                    format!("there are two attributes named \"{}\"", attribute.name)
                } else {
                    continue;
                };
                return Err(ReadError::content(format!("labels[{at}].attributes[{nth}]"), message));
            }
            let Some(key) = label.key else { continue };
            if key.is_whitespace() || key.is_control() {
                return wrong(format!("the key of \"{name}\" is no character that can be typed"));
            }
            if let Some(other) = keys.insert(key.into(), at).and_then(|other| set.get(other)) {
                let other = &other.name;
                return wrong(format!("\"{other}\" and \"{name}\" have the same key \"{key}\""));
            }
        }
        Ok(Self { set, names })
    }

    /// No labels yet.
    pub(super) fn empty() -> Self {
        Self { set: Vec::new(), names: HashMap::new() }
    }

    /// The label of that name, which is added to the set when it lacks: with its usual look if it is built in, else
    /// with a hue of its own. `figure`: whether its annotation has a value.
    pub(super) fn get(&mut self, name: &str, figure: bool) -> Result<Arc<str>, String> {
        if let Some(label) = self.names.get(name).and_then(|&at| self.set.get(at)) {
            return Ok(Arc::clone(&label.name));
        }
        if name.trim().is_empty() {
            return Err("the label has no name".to_owned());
        }
        let name: Arc<str> = name.into();
        let built_in = Label::from_name(&name);
        let kind = if figure { LabelKind::Figure } else { LabelKind::Entity };
        self.names.insert(Arc::clone(&name), self.set.len());
        let key = built_in.map(Label::key).filter(|&key| self.set.iter().all(|label| label.key != Some(key)));
        let (kind, hue) = (built_in.map_or(kind, Label::kind), built_in.map_or_else(|| self.free_hue(), Label::hue));
        let description = built_in.map_or("", Label::describe).into();
        self.set.push(LabelDef { key, description, ..LabelDef::new(&name, kind, hue) });
        Ok(name)
    }

    #[allow(clippy::cast_possible_truncation)] // below 360
    fn free_hue(&self) -> u16 {
        (self.set.len() * HUE_STEP % 360) as u16
    }

    pub(super) fn into_set(self) -> Vec<LabelDef> {
        self.set
    }
}
