//! What the side panel lists: annotations in text order, mentions grouped under one name, counts by label.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Status};

use super::Filter;

/// Counts for the legend and the state line. Rejected annotations do not count as marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Marks by label name, in order of first appearance.
    pub by_label: Vec<(Arc<str>, usize)>,
    /// All marks.
    pub marks: usize,
    /// Marks that nobody has reviewed.
    pub to_review: usize,
}

/// Marks by label name, in order of first appearance. O(n) for a handful of labels.
pub(super) fn by_label<'a>(marks: impl Iterator<Item = &'a Arc<Annotation>>) -> Vec<(Arc<str>, usize)> {
    let mut all: Vec<(Arc<str>, usize)> = Vec::new();
    for mark in marks {
        // Marks of a label mostly share its name.
        let is_same = |label: &Arc<str>| Arc::ptr_eq(label, &mark.label) || *label == mark.label;
        match all.iter_mut().find(|(label, _)| is_same(label)) {
            Some((_, count)) => *count += 1,
            None => all.push((Arc::clone(&mark.label), 1)),
        }
    }
    all
}

/// Counts the marks of a document. One pass, for a handful of labels.
#[must_use]
pub fn counts(document: &Document) -> Counts {
    let mut to_review = 0;
    let marks = document.annotations.iter().filter(|a| a.status != Status::Rejected);
    let by_label = by_label(marks.inspect(|a| to_review += usize::from(a.status == Status::Suggested)));
    Counts { marks: by_label.iter().map(|(_, count)| count).sum(), by_label, to_review }
}

/// The annotations that the list shows, in text order; rejected ones stay in sight, so that they can come back.
#[must_use]
pub fn rows(document: &Document, filter: &Filter) -> Vec<Arc<Annotation>> {
    let listed = |a: &&Arc<Annotation>| {
        filter.shows(a) || (a.status == Status::Rejected && !filter.to_review && !filter.hidden.contains(&a.label))
    };
    document.annotations.iter().filter(listed).cloned().collect()
}

/// Mentions of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The entity, if the mentions have one.
    pub entity: Option<Id>,
    /// The fullest name.
    pub name: Arc<str>,
    /// The label of the whole.
    pub label: Arc<str>,
    /// The mentions shown, in text order.
    pub mentions: Vec<Arc<Annotation>>,
    /// The different wordings, in order of appearance, without the name itself.
    pub aliases: Vec<Arc<str>>,
}

/// Mentions grouped by entity, or by wording and label where there is none; in order of first appearance. O(n log n).
#[must_use]
pub fn groups(document: &Document, filter: &Filter) -> Vec<Group> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Key<'a> {
        Entity(Id),
        Words(&'a str, Cow<'a, str>),
    }
    let mut place: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for annotation in document.annotations.iter().filter(|a| filter.shows(a)) {
        let words = annotation.words(&document.text);
        let entity = annotation.entity.and_then(|id| document.entity(id));
        let key = match entity {
            Some(entity) => Key::Entity(entity.id),
            None => Key::Words(&annotation.label, words.clone()),
        };
        let index = *place.entry(key).or_insert_with(|| {
            groups.push(Group {
                entity: entity.map(|entity| entity.id),
                name: entity.map_or_else(|| (*words).into(), |entity| Arc::clone(&entity.name)),
                label: Arc::clone(entity.map_or(&annotation.label, |entity| &entity.label)),
                mentions: Vec::new(),
                aliases: Vec::new(),
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(index) else { continue };
        if *words != *group.name && !group.aliases.iter().any(|alias| **alias == *words) {
            group.aliases.push((*words).into());
        }
        group.mentions.push(Arc::clone(annotation));
    }
    groups
}
