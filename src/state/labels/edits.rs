//! A change of the label set as edits: of the set itself, of the keys that were given to labels, and of the annotations
//! and entities of every document.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Entity, Id, LabelDef, LabelKind, Status};

use super::super::commands::label_id;
use super::super::edit::Edit;
use super::super::ids::Ids;
use super::super::values::value_of;
use super::super::{State, relations};
use super::Fate;

/// From one list of labels to another. Labels that stay in their order are left alone.
pub(super) fn set_edits(before: &[LabelDef], after: &[LabelDef]) -> Vec<Edit> {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[same..], &after[same..]);
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[..before.len() - tail], &after[..after.len() - tail]);
    let at = |(at, label): (usize, &LabelDef)| Some((same + at, Rc::new(label.clone())));
    // From the last one, so that each stands where it stood when it is put back.
    let gone = before.iter().enumerate().rev().map(|label| Edit::Label { before: at(label), after: None });
    let come = after.iter().enumerate().map(|label| Edit::Label { before: None, after: at(label) });
    gone.chain(come).collect()
}

/// A key that a label gets is its own, whatever had been said of it before; keys of labels that go are forgotten, and
/// those of one that is renamed go with it.
pub(super) fn key_edits(state: &State, after: &[LabelDef]) -> Vec<Edit> {
    let (labels, keys) = (&state.saved.labels, &state.saved.settings.keys);
    let mut edits = Vec::new();
    let mut changed: Vec<_> = keys.changes().to_vec();
    let is_new_key = |label: &&LabelDef| {
        let before = labels.iter().find(|before| before.name == label.name);
        label.key.is_some() && before.is_none_or(|before| before.key != label.key)
    };
    let given: Vec<Arc<str>> =
        after.iter().filter(is_new_key).filter_map(|label| Some(label.key?.to_string().into())).collect();
    let own: Vec<String> = after.iter().filter(is_new_key).map(|label| label_id(&label.name)).collect();
    let gone: Vec<String> = labels
        .iter()
        .filter(|label| after.iter().all(|other| other.name != label.name))
        .map(|label| label_id(&label.name))
        .collect();
    let mut at = 0;
    while at < changed.len() {
        let (id, had) = changed[at].clone();
        let before = Some((at, (Arc::clone(&id), had.clone())));
        if own.iter().chain(&gone).any(|other| **other == *id) {
            changed.remove(at);
            edits.push(Edit::Key { before, after: None });
            continue;
        }
        let has: Vec<_> = had.iter().filter(|key| !given.contains(key)).cloned().collect();
        if has != had {
            changed[at] = (Arc::clone(&id), has.clone());
            edits.push(Edit::Key { before, after: Some((at, (id, has))) });
        }
        at += 1;
    }
    edits
}

/// What the fates of labels come to in a document. O(n).
pub(super) fn document_edits(document: &Document, fates: &[(Arc<str>, Fate)], labels: &[LabelDef]) -> Vec<Edit> {
    let fate = |label: &Arc<str>| fates.iter().find(|(name, _)| name == label).map(|(_, fate)| fate);
    let is_touched = |a: &Annotation| fate(&a.label).is_some_and(|fate| *fate != Fate::Stay);
    let figure = |name: &str| labels.iter().any(|label| *label.name == *name && label.kind == LabelKind::Figure);
    let mut edits = Vec::new();
    let mut unlinked = Vec::new();
    // What goes, and the mark that stays instead where there is one.
    let mut gone: HashMap<Id, Option<Id>> = HashMap::new();
    let list = &document.annotations;
    for (at, before) in list.iter().enumerate().filter(|(_, a)| is_touched(a)) {
        let to = match fate(&before.label) {
            Some(Fate::To(label)) => Some(label),
            _ => None,
        };
        // Two labels that become one may have marked the same words.
        let is_twin = |label: &Arc<str>, other: &Annotation, is_first: bool| {
            let is_there = match fate(&other.label) {
                Some(Fate::To(to)) => is_first && to == label,
                Some(Fate::Delete) => false,
                Some(Fate::Stay) | None => other.label == *label,
            };
            is_there && (other.status == before.status || other.status == Status::Accepted)
        };
        // The same words stand next to each other.
        let same = |other: &&Arc<Annotation>| other.span == before.span;
        let twin = to.and_then(|label| {
            let mut first = list[..at].iter().rev().take_while(same);
            let mut after = list[at + 1..].iter().take_while(same);
            let twin = first.find(|other| is_twin(label, other, true));
            twin.or_else(|| after.find(|other| is_twin(label, other, false))).map(|twin| twin.id)
        });
        let after = to.filter(|_| twin.is_none()).map(|label| {
            let mut after = Annotation { label: Arc::clone(label), ..Annotation::clone(before) };
            let is_figure = figure(label);
            if is_figure && after.value.is_none() {
                after.value = value_of(labels, document, after.span, label);
            }
            if is_figure && after.entity.take().is_some() {
                unlinked.push(before.id);
            }
            Arc::new(after)
        });
        if after.is_none() {
            gone.insert(before.id, twin);
        }
        edits.push(Edit::Annotation { document: Arc::clone(&document.id), before: Some(Arc::clone(before)), after });
    }
    let lost: Ids = gone.keys().copied().chain(unlinked).collect();
    for before in document.entities.iter().filter(|entity| fate(&entity.label).is_some_and(|fate| *fate != Fate::Stay))
    {
        let mut mentions = document.annotations.iter().filter(|a| a.entity == Some(before.id) && !lost.contains(a.id));
        let label = match fate(&before.label) {
            Some(Fate::To(label)) if !figure(label) => mentions.next().map(|_| Arc::clone(label)),
            // Mentions of other labels keep what they are mentions of.
            _ => mentions.next().map(|mention| Arc::clone(&mention.label)),
        };
        let after = label.map(|label| Arc::new(Entity { label, ..Entity::clone(before) }));
        let (document, before) = (Arc::clone(&document.id), Some(Arc::clone(before)));
        edits.push(Edit::Entity { document, before, after });
    }
    // First, so that marks are there again before their relations are.
    let mut all = relations::moved(document, &gone);
    all.append(&mut edits);
    all
}
