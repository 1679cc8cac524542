//! What differs between two values of a document, as single changes; and a document built up of changes.
//!
//! Two values of a document share what did not change, so equal ends of lists are passed over by their pointers: linear in
//! pointers, and the rest is compared by id. What does not share is still found, by comparing.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Entity, Id, Ignored, Relation};

/// One change of a document.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // each says what is so afterwards
pub(super) enum Change {
    Title(Arc<str>),
    Date(Option<Arc<str>>),
    NextId(Id),
    Annotation(Arc<Annotation>),
    NoAnnotation(Id),
    Entity(Arc<Entity>),
    NoEntity(Id),
    Relation(Arc<Relation>),
    NoRelation(Id),
    Ignored(Ignored),
    NotIgnored(Ignored),
}

/// A document of which only is known what never changes.
pub(super) fn bare(document: &Document) -> Document {
    let mut bare = Document::new(&document.id, "", document.text.clone(), Arc::clone(&document.blocks));
    bare.source_url.clone_from(&document.source_url);
    bare
}

/// Whether what never changes is the same in both.
pub(super) fn is_same_article(a: &Document, b: &Document) -> bool {
    a.id == b.id
        && a.source_url == b.source_url
        && (Arc::ptr_eq(&a.blocks, &b.blocks) || a.blocks == b.blocks)
        && a.text == b.text
}

/// The changes that make `old` into `new`; both are the same article. Linear in the pointers, n log n in what changed.
pub(super) fn changes(old: &Document, new: &Document) -> Vec<Change> {
    let mut all = Vec::new();
    if old.title != new.title {
        all.push(Change::Title(Arc::clone(&new.title)));
    }
    if old.date != new.date {
        all.push(Change::Date(new.date.clone()));
    }
    if old.next_id != new.next_id {
        all.push(Change::NextId(new.next_id));
    }
    of_list(&old.annotations, &new.annotations, |it| it.id, Change::Annotation, Change::NoAnnotation, &mut all);
    of_list(&old.entities, &new.entities, |it| it.id, Change::Entity, Change::NoEntity, &mut all);
    of_list(&old.relations, &new.relations, |it| it.id, Change::Relation, Change::NoRelation, &mut all);
    if !Arc::ptr_eq(&old.ignored, &new.ignored) {
        let missing = |from: &[Ignored], other: &[Ignored]| -> Vec<Ignored> {
            from.iter().filter(|it| other.binary_search(it).is_err()).cloned().collect()
        };
        all.extend(missing(&old.ignored, &new.ignored).into_iter().map(Change::NotIgnored));
        all.extend(missing(&new.ignored, &old.ignored).into_iter().map(Change::Ignored));
    }
    all
}

fn of_list<T: PartialEq>(
    old: &Arc<Vec<Arc<T>>>,
    new: &Arc<Vec<Arc<T>>>,
    id: fn(&T) -> Id,
    put: fn(Arc<T>) -> Change,
    take: fn(Id) -> Change,
    all: &mut Vec<Change>,
) {
    if Arc::ptr_eq(old, new) {
        return;
    }
    let (mut old, mut new) = (old.as_slice(), new.as_slice());
    while let (Some((a, older)), Some((b, newer))) = (old.split_first(), new.split_first())
        && Arc::ptr_eq(a, b)
    {
        (old, new) = (older, newer);
    }
    while let (Some((a, older)), Some((b, newer))) = (old.split_last(), new.split_last())
        && Arc::ptr_eq(a, b)
    {
        (old, new) = (older, newer);
    }
    let sorted = |list: &[Arc<T>]| {
        let mut list = list.to_vec();
        list.sort_unstable_by_key(|it| id(it));
        list
    };
    let (old, known) = (sorted(old), sorted(new));
    let has = |list: &[Arc<T>], wanted: Id| list.binary_search_by_key(&wanted, |it| id(it)).ok();
    all.extend(old.iter().map(|it| id(it)).filter(|wanted| has(&known, *wanted).is_none()).map(take));
    // In the order of the list, which is that of the text.
    let is_new = |it: &&Arc<T>| {
        let before = has(&old, id(it)).and_then(|at| old.get(at));
        before.is_none_or(|before| !Arc::ptr_eq(before, it) && before != *it)
    };
    all.extend(new.iter().filter(is_new).cloned().map(put));
}

/// A document on its way in: changes are taken in one after the other, the last of each id counts.
pub(super) struct Builder {
    document: Document,
    annotations: HashMap<Id, Arc<Annotation>>,
    entities: HashMap<Id, Arc<Entity>>,
    relations: HashMap<Id, Arc<Relation>>,
    ignored: Vec<Ignored>,
}

impl Builder {
    /// Begins with what never changes.
    pub(super) fn new(bare: Document) -> Self {
        Self {
            document: bare,
            annotations: HashMap::new(),
            entities: HashMap::new(),
            relations: HashMap::new(),
            ignored: Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Title(title) => self.document.title = title,
            Change::Date(date) => self.document.date = date,
            Change::NextId(id) => self.document.next_id = id,
            Change::Annotation(it) => drop(self.annotations.insert(it.id, it)),
            Change::NoAnnotation(id) => drop(self.annotations.remove(&id)),
            Change::Entity(it) => drop(self.entities.insert(it.id, it)),
            Change::NoEntity(id) => drop(self.entities.remove(&id)),
            Change::Relation(it) => drop(self.relations.insert(it.id, it)),
            Change::NoRelation(id) => drop(self.relations.remove(&id)),
            Change::Ignored(it) => self.ignored.push(it),
            Change::NotIgnored(it) => self.ignored.retain(|other| *other != it),
        }
    }

    /// The document, with its lists in their order.
    pub(super) fn finish(self) -> Document {
        let mut document = self.document;
        let mut annotations: Vec<_> = self.annotations.into_values().collect();
        annotations.sort_unstable_by_key(|it| it.order());
        let mut entities: Vec<_> = self.entities.into_values().collect();
        entities.sort_unstable_by_key(|it| it.id);
        let mut relations: Vec<_> = self.relations.into_values().collect();
        relations.sort_unstable_by_key(|it| it.id);
        let mut ignored = self.ignored;
        ignored.sort_unstable();
        document.annotations = Arc::new(annotations);
        document.entities = Arc::new(entities);
        document.relations = Arc::new(relations);
        document.ignored = Arc::new(ignored);
        document
    }
}
