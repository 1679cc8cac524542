//! What differs between two values of a document, as single changes; and a document built up of changes.
//!
//! Two values of a document share what did not change, so equal ends of lists are passed over by their pointers: linear in
//! pointers, and the rest is compared by id. What does not share is still found, by comparing.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Entity, Id, Ignored, Relation, order};

use crate::state::since::between;

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
    let (old, new) = between(old, new);
    let places = |list: &[Arc<T>]| sorted(list.iter().map(|it| id(it)).collect());
    let (before, after) = (places(old), places(new));
    let gone = before.iter().filter(|(id, _)| place(&after, *id).is_none());
    all.extend(gone.map(|(id, _)| take(*id)));
    // In the order of the list, which is that of the text.
    let is_new = |it: &&Arc<T>| {
        let known = place(&before, id(it)).and_then(|at| old.get(at));
        known.is_none_or(|known| !Arc::ptr_eq(known, it) && known != *it)
    };
    all.extend(new.iter().filter(is_new).cloned().map(put));
}

/// Ids with their places, by id.
fn sorted(ids: Vec<Id>) -> Vec<(Id, usize)> {
    let mut places: Vec<_> = ids.into_iter().zip(0..).collect();
    order::sort(&mut places);
    places
}

fn place(places: &[(Id, usize)], id: Id) -> Option<usize> {
    let at = places.partition_point(|(other, _)| *other < id);
    places.get(at).filter(|(other, _)| *other == id).map(|(_, at)| *at)
}

/// A list on its way in: the last of each id counts.
struct List<T> {
    places: HashMap<Id, usize>,
    items: Vec<Option<Arc<T>>>,
}

impl<T> List<T> {
    fn new() -> Self {
        Self { places: HashMap::new(), items: Vec::new() }
    }

    fn put(&mut self, id: Id, item: Option<Arc<T>>) {
        match self.places.get(&id).and_then(|at| self.items.get_mut(*at)) {
            Some(known) => *known = item,
            None => {
                self.places.insert(id, self.items.len());
                self.items.push(item);
            }
        }
    }

    /// The items, by id.
    fn finish(self, id: fn(&T) -> Id) -> Vec<Arc<T>> {
        let items: Vec<Arc<T>> = self.items.into_iter().flatten().collect();
        let places = sorted(items.iter().map(|it| id(it)).collect());
        places.iter().filter_map(|(_, at)| items.get(*at).cloned()).collect()
    }
}

/// A document on its way in: changes are taken in one after the other, the last of each id counts.
pub(super) struct Builder {
    document: Document,
    annotations: List<Annotation>,
    entities: List<Entity>,
    relations: List<Relation>,
    ignored: Vec<Ignored>,
}

impl Builder {
    /// Begins with what never changes.
    pub(super) fn new(bare: Document) -> Self {
        Self {
            document: bare,
            annotations: List::new(),
            entities: List::new(),
            relations: List::new(),
            ignored: Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Title(title) => self.document.title = title,
            Change::Date(date) => self.document.date = date,
            Change::NextId(id) => self.document.next_id = id,
            Change::Annotation(it) => self.annotations.put(it.id, Some(it)),
            Change::NoAnnotation(id) => self.annotations.put(id, None),
            Change::Entity(it) => self.entities.put(it.id, Some(it)),
            Change::NoEntity(id) => self.entities.put(id, None),
            Change::Relation(it) => self.relations.put(it.id, Some(it)),
            Change::NoRelation(id) => self.relations.put(id, None),
            Change::Ignored(it) => self.ignored.push(it),
            Change::NotIgnored(it) => self.ignored.retain(|other| *other != it),
        }
    }

    /// The document, with its lists in their order.
    pub(super) fn finish(self) -> Document {
        let mut document = self.document;
        let mut annotations = self.annotations.finish(|it| it.id);
        order::sort_by_key(&mut annotations, |it| it.order());
        let (entities, relations) = (self.entities.finish(|it| it.id), self.relations.finish(|it| it.id));
        let mut ignored = self.ignored;
        ignored.sort_unstable();
        document.annotations = Arc::new(annotations);
        document.entities = Arc::new(entities);
        document.relations = Arc::new(relations);
        document.ignored = Arc::new(ignored);
        document
    }
}
