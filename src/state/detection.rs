//! Taking in what the detector finds. Results come in text order, a piece at a time, while the user already works:
//! what a person has marked stands, and a suggestion over it is left out.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Entity, Found, FoundEntity, PERSONAL, Source, Status, order};

use super::ids::Ids;
use super::labels::taker;
use super::{Detecting, State};

/// Gives the document's names their ids.
pub(super) fn entities(state: &mut State, id: &Arc<str>, found: &[FoundEntity]) {
    if !state.saved.undetected.contains(id) {
        return;
    }
    let labels = Rc::clone(&state.saved.labels);
    let Some(document) = Rc::make_mut(&mut state.saved).document_mut(id) else { return };
    // A run that was cut short, or is done again, starts anew: what it had suggested, and nobody has touched or holds in
    // hand, goes first. What can be undone keeps the entities that it needs.
    let in_hand = state.session.selected;
    let related: Ids = document.relations.iter().flat_map(|relation| [relation.from, relation.to]).collect();
    let goes = |a: &Annotation| is_untouched(a) && Some(a.id) != in_hand && !related.contains(a.id);
    if document.annotations.iter().any(|a| goes(a)) {
        Arc::make_mut(&mut document.annotations).retain(|a| !goes(a));
        let annotations = document.annotations.iter().map(|a| &**a).chain(state.history.annotations());
        let used: Ids = annotations.filter_map(|a| a.entity).collect();
        Arc::make_mut(&mut document.entities).retain(|entity| used.contains(entity.id));
    }
    let first = document.next_id;
    // A name that a person has linked keeps its link over another run.
    let known = |entity: &FoundEntity| {
        let label = &taker(&labels, entity.label)?.name;
        let is_it = |a: &&Arc<Entity>| a.link.is_some() && a.name == entity.name && a.label == *label;
        document.entities.iter().find(is_it).map(|entity| entity.id)
    };
    let mut free = first..;
    let ids: Vec<_> = found.iter().filter_map(|entity| known(entity).or_else(|| free.next())).collect();
    let new = ids.iter().zip(found).filter(|(id, _)| **id >= first);
    // What no label of the set takes is not marked.
    let made = new.filter_map(|(&id, entity)| {
        let label = Arc::clone(&taker(&labels, entity.label)?.name);
        Some(Arc::new(Entity { id, label, name: Arc::clone(&entity.name), link: None }))
    });
    let made: Vec<_> = made.collect();
    Arc::make_mut(&mut document.entities).extend(made);
    document.next_id = first + ids.len() as u32;
    let (document, entities) = (Arc::clone(id), Rc::new(ids));
    let stale = state.session.detecting.as_ref().is_some_and(|known| known.stale && known.document == document);
    state.session.detecting = Some(Detecting { document, first, stale, done: 0, total: 0, entities });
}

/// Whether it is as the detector left it. What a person has brought back has no confidence.
pub(super) fn is_untouched(a: &Annotation) -> bool {
    let is_detected = matches!(a.source, Source::Detector { .. }) && a.confidence.is_some();
    a.status == Status::Suggested && is_detected && a.note.is_none() && a.attributes.is_empty()
}

/// Adds marks as suggestions.
pub(super) fn found(state: &mut State, id: &Arc<str>, found: Vec<Found>, done: usize, total: usize) {
    let Some(detecting) = state.session.detecting.as_mut().filter(|detecting| detecting.document == *id) else {
        // The survey goes on, or the document is gone.
        if state.saved.undetected.contains(id) && state.saved.document(id).is_some() {
            let entities = Rc::default();
            let document = Arc::clone(id);
            state.session.detecting = Some(Detecting { document, first: 0, stale: false, done, total, entities });
        }
        return;
    };
    (detecting.done, detecting.total) = (done, total);
    if found.is_empty() {
        return;
    }
    let (ids, first) = (Rc::clone(&detecting.entities), detecting.first);
    let labels = Rc::clone(&state.saved.labels);
    let Some(document) = Rc::make_mut(&mut state.saved).document_mut(id) else { return };
    let list = Arc::make_mut(&mut document.annotations);
    let mut new = Vec::with_capacity(found.len());
    // What people made, and what they have touched or deleted of the runs before.
    let stands = |a: &&Arc<Annotation>| a.source == Source::Human || a.id < first;
    let removed = state.history.removed(id).map(|annotation| annotation.span);
    let standing: Vec<_> = list.iter().filter(stands).map(|annotation| annotation.span).chain(removed).collect();
    for found in found {
        // What no label of the set takes is not marked, unless the person's own list says so.
        let label: Arc<str> = if found.rule == PERSONAL {
            state.session.personal.label(document.text.slice(found.span), &found).into()
        } else {
            let Some(label) = taker(&labels, found.label) else { continue };
            Arc::clone(&label.name)
        };
        if standing.iter().any(|span| span.overlaps(found.span)) {
            continue;
        }
        let entity = found.entity.and_then(|index| ids.get(index as usize)).copied();
        let is_made = |id: &u32| document.entities.binary_search_by_key(id, |entity| entity.id).is_ok();
        new.push(Arc::new(Annotation {
            id: document.next_id,
            span: found.span,
            label,
            status: Status::Suggested,
            source: Source::Detector { rule: found.rule.into() },
            confidence: Some(found.confidence),
            entity: entity.filter(is_made),
            value: found.value.map(Arc::new),
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        }));
        document.next_id += 1;
    }
    order::merge_by_key(list, new, |annotation| annotation.order());
}
