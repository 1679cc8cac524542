//! Changes of the label set. What becomes of the annotations of a label that goes or gets another name is part of the
//! change, in every document of the library, so that all of it is one step back.

mod edits;

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Label, LabelDef, LabelKind};

use super::change::Change;
use super::edit::Edit;
use super::{Notice, Saved, State, presets};

/// A label set under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSet {
    /// What it is called.
    pub name: Arc<str>,
    /// Its labels, in their order.
    pub labels: Rc<Vec<LabelDef>>,
}

/// A change of the label set.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelChange {
    /// Another label, at the end.
    Add(LabelDef),
    /// The label of that name becomes another; its annotations go with it, or fare as said.
    Change {
        /// Its name until now.
        name: Arc<str>,
        /// What it becomes.
        to: LabelDef,
        /// What becomes of its annotations when it gets another name.
        fate: Fate,
    },
    /// The label of that name goes up, or down.
    Move {
        /// Its name.
        name: Arc<str>,
        /// Towards the end.
        down: bool,
    },
    /// The label of that name goes.
    Remove {
        /// Its name.
        name: Arc<str>,
        /// What becomes of its annotations.
        fate: Fate,
    },
    /// Another set takes the place of this one.
    Use {
        /// The set.
        set: LabelSet,
        /// What becomes of the annotations of labels that are not in it.
        fates: Vec<(Arc<str>, Fate)>,
    },
}

/// What becomes of the annotations of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They get the label of that name.
    To(Arc<str>),
    /// The label stays in the set for them.
    Stay,
    /// They are deleted.
    Delete,
}

/// The hues to choose from, as far apart as twelve can be.
pub const HUES: [(u16, &str); 12] = [
    (20, "Red"),
    (45, "Orange"),
    (75, "Amber"),
    (100, "Olive"),
    (125, "Lime"),
    (155, "Green"),
    (185, "Teal"),
    (215, "Sky"),
    (245, "Blue"),
    (275, "Violet"),
    (305, "Purple"),
    (340, "Pink"),
];

/// The hue of [`HUES`] that is furthest from those in use. O(labels).
#[must_use]
pub fn free_hue(labels: &[LabelDef]) -> u16 {
    let apart = |a: u16, b: u16| a.abs_diff(b).min(360 - a.abs_diff(b));
    let nearest = |hue: u16| labels.iter().map(|label| apart(label.hue, hue)).min().unwrap_or(360);
    HUES.iter().map(|(hue, _)| *hue).max_by_key(|hue| nearest(*hue)).unwrap_or(0)
}

/// The label that what the detector finds as `label` is marked as: the first that takes it.
#[must_use]
pub fn taker(labels: &[LabelDef], label: Label) -> Option<&LabelDef> {
    labels.iter().find(|def| def.kind == label.kind() && def.takes(label.name()))
}

/// How many annotations each label of the set has, in the open document and in the library. O(annotations × labels).
#[must_use]
pub fn counts(saved: &Saved) -> Vec<(usize, usize)> {
    let mut counts = vec![(0, 0); saved.labels.len()];
    for document in &saved.documents {
        let is_open = saved.open.as_ref() == Some(&document.id);
        for annotation in document.annotations.iter() {
            let at = saved.labels.iter().position(|label| label.name == annotation.label);
            if let Some((here, all)) = at.and_then(|at| counts.get_mut(at)) {
                *all += 1;
                *here += usize::from(is_open);
            }
        }
    }
    counts
}

/// What to say of a label while it is chosen: what it covers, and how to decide in doubt.
#[must_use]
pub fn advice(label: &LabelDef) -> String {
    let parts = [&label.description, &label.guideline];
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| &**part).collect::<Vec<_>>().join("\n")
}

/// Why the set cannot have a label of that name beside the one called `own`.
#[must_use]
pub fn wrong_name(labels: &[LabelDef], own: Option<&str>, name: &str) -> Option<&'static str> {
    if name.trim().is_empty() {
        return Some("A label needs a name");
    }
    let is_taken = labels.iter().any(|label| *label.name == *name && Some(name) != own);
    is_taken.then_some("There is a label of that name")
}

/// What a change comes to; `None` where it cannot be made.
pub(super) fn edits(state: &State, change: &LabelChange) -> Option<Change> {
    let labels = &state.saved.labels;
    let place = |name: &str| labels.iter().position(|label| *label.name == *name);
    let mut after: Vec<LabelDef> = labels.to_vec();
    let mut fates: Vec<(Arc<str>, Fate)> = Vec::new();
    let mut words = None;
    match change {
        LabelChange::Add(label) => {
            after.push(label.clone());
            settle(&mut after, labels.len());
        }
        LabelChange::Change { name, to, fate } => {
            let at = place(name)?;
            *after.get_mut(at)? = to.clone();
            if to.name != *name {
                keep_detecting(name, after.get_mut(at)?);
                fates.push((Arc::clone(name), fate.clone()));
                words = Some(format!("{name} is {} now", to.name));
            }
            settle(&mut after, at);
        }
        LabelChange::Move { name, down } => {
            let at = place(name)?;
            let to = if *down { at + 1 } else { at.checked_sub(1)? };
            (to < after.len()).then(|| after.swap(at, to))?;
        }
        LabelChange::Remove { name, fate } => {
            let at = place(name)?;
            (*fate != Fate::Stay).then(|| after.remove(at))?;
            if let Fate::To(target) = fate
                && let Some(target) = after.iter_mut().find(|label| label.name == *target)
            {
                take_over(&labels[at], target);
            }
            fates.push((Arc::clone(name), fate.clone()));
            words = Some(match fate {
                Fate::To(target) => format!("{name} is part of {target} now"),
                _ => format!("{name} is gone"),
            });
        }
        LabelChange::Use { set, fates: wanted } => {
            after = set.labels.to_vec();
            fates = left_over(state, &set.labels, wanted);
            for (name, fate) in &fates {
                let label = labels.iter().find(|label| label.name == *name);
                if *fate == Fate::Stay && after.iter().all(|label| label.name != *name) {
                    // Without a key of its own, where the set has it already, and for hand work.
                    let label = label.cloned().unwrap_or_else(|| LabelDef::new(name, LabelKind::Entity, 0));
                    let key = label.key.filter(|key| after.iter().all(|other| other.key != Some(*key)));
                    after.push(LabelDef { key, detects: Some(Vec::new()), ..label });
                }
            }
            words = Some(format!("Labels: {}", set.name));
        }
    }
    is_sound(&after).then_some(())?;
    let mut change = Change { focus: state.session.selected, ..Change::default() };
    change.edits = edits::set_edits(labels, &after);
    change.edits.extend(edits::key_edits(state, &after));
    let touched = change.edits.len();
    for document in &state.saved.documents {
        change.edits.extend(edits::document_edits(document, &fates, &after));
    }
    let marks = change.edits[touched..].iter().filter(|edit| matches!(edit, Edit::Annotation { .. })).count();
    change.notice = words.map(|words| {
        let words = match marks {
            0 => words,
            1 => format!("{words}; 1 mark changed"),
            _ => format!("{words}; {marks} marks changed"),
        };
        Notice::info(words).with_undo()
    });
    Some(change)
}

/// The fates, with the likely one for each label in use of which nothing was said.
fn left_over(state: &State, set: &[LabelDef], said: &[(Arc<str>, Fate)]) -> Vec<(Arc<str>, Fate)> {
    let labels = &state.saved.labels;
    let documents = &state.saved.documents;
    let names_one = |label: &Arc<str>| documents.iter().any(|d| d.entities.iter().any(|entity| entity.label == *label));
    let is_open = |name: &Arc<str>| {
        let is_said = said.iter().any(|(other, _)| other == name);
        !is_said && set.iter().all(|label| label.name != *name)
    };
    let mut open: Vec<_> = presets::without_place(&state.saved, set).into_iter().map(|(name, _)| name).collect();
    for label in labels.iter() {
        if !open.contains(&label.name) && names_one(&label.name) {
            open.push(Arc::clone(&label.name));
        }
    }
    open.retain(is_open);
    let more = open.into_iter().map(|name| (name.clone(), presets::suggest(labels, set, &name)));
    let mut fates: Vec<_> = said.iter().cloned().chain(more).collect();
    let place = |name: &Arc<str>| labels.iter().position(|label| label.name == *name).unwrap_or(usize::MAX);
    fates.sort_by(|(a, _), (b, _)| (place(a), a).cmp(&(place(b), b)));
    fates
}

/// Whether every label has a name of its own and a hue.
fn is_sound(labels: &[LabelDef]) -> bool {
    let is_first = |at: usize, name: &Arc<str>| labels.iter().position(|label| label.name == *name) == Some(at);
    let is_sound =
        |at: usize, label: &LabelDef| !label.name.trim().is_empty() && label.hue < 360 && is_first(at, &label.name);
    labels.iter().enumerate().all(|(at, label)| is_sound(at, label))
}

/// What a label that was the detector's by its name alone finds under another name.
fn keep_detecting(name: &str, label: &mut LabelDef) {
    if label.detects.is_none() && Label::from_name(name).is_some() {
        label.detects = Some(vec![name.into()]);
    }
}

/// What `from` found is for `to` to find, where both are of a kind.
fn take_over(from: &LabelDef, to: &mut LabelDef) {
    if from.kind != to.kind {
        return;
    }
    let found = |label: &LabelDef| Label::ALL.map(Label::name).into_iter().filter(|name| label.takes(name)).collect();
    let more: Vec<&str> = found(from);
    let mut own: Vec<&str> = found(to);
    if !more.is_empty() {
        own.extend(more);
        to.detects = Some(own.into_iter().map(Into::into).collect());
    }
}

/// The label at `at` has its key and what it detects for itself.
fn settle(labels: &mut [LabelDef], at: usize) {
    let Some(own) = labels.get(at).cloned() else { return };
    for label in labels.iter_mut().enumerate().filter(|(other, _)| *other != at).map(|(_, label)| label) {
        if label.key == own.key {
            label.key = None;
        }
        // Who takes a name of the detector by default keeps it until another label is given it.
        let Some(taken) = &own.detects else { continue };
        let lost = |name: &Arc<str>| taken.contains(name);
        match &mut label.detects {
            Some(detects) => detects.retain(|name| !lost(name)),
            None if lost(&label.name) => label.detects = Some(Vec::new()),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests;
