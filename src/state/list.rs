//! What the side panel lists: annotations in text order, mentions grouped under one name, counts by label.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Source, Status};

use super::Filter;
use super::since::between;

/// Counts for the legend, the state line and the library. Rejected annotations do not count as marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Marks by label name, sorted.
    pub by_label: Vec<(Arc<str>, usize)>,
    /// All marks.
    pub marks: usize,
    /// Marks that nobody has reviewed.
    pub to_review: usize,
    /// Annotations, those that are rejected among them.
    pub all: usize,
    /// Those of them that a machine has found, or another tool has brought.
    pub found: usize,
}

impl Counts {
    /// Takes annotations in, or out.
    fn count(&mut self, annotations: &[Arc<Annotation>], is_in: bool) {
        let change = |count: &mut usize, is_one: bool| {
            let by = usize::from(is_one);
            *count = if is_in { *count + by } else { count.saturating_sub(by) };
        };
        for annotation in annotations {
            change(&mut self.all, true);
            change(&mut self.found, annotation.source != Source::Human);
            change(&mut self.to_review, annotation.status == Status::Suggested);
            if annotation.status == Status::Rejected {
                continue;
            }
            change(&mut self.marks, true);
            // Marks of a label mostly share its name.
            let is_same = |label: &Arc<str>| Arc::ptr_eq(label, &annotation.label) || *label == annotation.label;
            match self.by_label.iter_mut().find(|(label, _)| is_same(label)) {
                Some((_, count)) => change(count, true),
                None => self.by_label.push((Arc::clone(&annotation.label), 1)),
            }
        }
    }
}

/// A list of annotations, and what came of counting it.
type Counted = (Arc<Vec<Arc<Annotation>>>, Counts);

thread_local! {
    /// What was counted last.
    static LAST: RefCell<Option<Counted>> = const { RefCell::new(None) };
}

/// Counts the marks of a document. Costs what has changed since the last document that was counted, or one pass.
#[must_use]
pub fn counts(document: &Document) -> Counts {
    LAST.with_borrow_mut(|last| {
        let now = &document.annotations;
        let (known, mut counts) = last.take().unwrap_or_default();
        if !Arc::ptr_eq(&known, now) {
            let (gone, come) = between(&known, now);
            if gone.len() + come.len() > now.len() {
                counts = Counts::default();
                counts.count(now, true);
            } else {
                counts.count(gone, false);
                counts.count(come, true);
            }
            counts.by_label.retain(|(_, count)| *count > 0);
            counts.by_label.sort_unstable();
        }
        *last = Some((Arc::clone(now), counts.clone()));
        counts
    })
}

/// The annotations that the list shows, in text order; rejected ones stay in sight, so that they can come back.
#[must_use]
pub fn rows(document: &Document, filter: &Filter) -> Arc<Vec<Arc<Annotation>>> {
    if *filter == Filter::default() {
        return Arc::clone(&document.annotations);
    }
    let listed = |a: &&Arc<Annotation>| {
        filter.shows(a) || (a.status == Status::Rejected && !filter.to_review && !filter.hidden.contains(&a.label))
    };
    Arc::new(document.annotations.iter().filter(listed).cloned().collect())
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
