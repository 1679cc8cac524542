//! From a user's action to the edits that carry it out. Pure: reads the state, returns the change.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Attribute, Document, Entity, Id, LabelKind, Span, Status};

use super::action::Action;
use super::caret::{self, Motion, Side};
use super::detection::is_untouched;
use super::edit::Edit;
use super::ids::Ids;
use super::values::{Values, follow};
use super::{
    LabelSet, Notice, State, check, currency, dates, exporting, fragments, importing, labels, links, personal,
    relations, shelf, snap, spread,
};

/// What an action comes to.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The edits, in order; none when nothing changes.
    pub edits: Vec<Edit>,
    /// The annotation in hand afterwards.
    pub focus: Option<Id>,
    /// The open document's next free id, when ids were given out.
    pub next_id: Option<Id>,
    /// Whether to go on to the next annotation to review.
    pub advance: bool,
    /// What to tell the user.
    pub notice: Option<Notice>,
}

/// The change that `action` asks for; `None` when there is nothing to act on.
pub(super) fn edits(state: &State, action: &Action) -> Option<Change> {
    if let Action::RemoveDocument(id) = action {
        return remove_document(state, id);
    }
    match action {
        Action::RemoveDocuments(ids) => return Some(shelf::remove(state, ids)),
        Action::SetDone(ids, done) => return Some(shelf::set_done(state, ids, *done)),
        Action::AcceptAbove(ids, percent) => return Some(shelf::accept_above(state, ids, *percent)),
        Action::ChangePersonal { remove, add } => return Some(personal::change(state, remove, add)),
        Action::ChangeLabels(change) => return labels::edits(state, change),
        Action::KeepSet(name) => return Some(keep_set(state, name, true)),
        Action::ForgetSet(name) => return Some(keep_set(state, name, false)),
        Action::AddImport(incoming) => return Some(importing::change(state, incoming)),
        Action::FitMarks(refits) => return Some(exporting::fit(state, refits)),
        _ => {}
    }
    let document = state.saved.open_document()?;
    let selected = state.session.selected;
    match action {
        Action::Rename(title) => {
            let title: Arc<str> = title.trim().into();
            let (id, before) = (Arc::clone(&document.id), Arc::clone(&document.title));
            let changed = !title.is_empty() && title != before;
            let edits = changed.then_some(Edit::Title { document: id, before, after: title });
            Some(Change { edits: edits.into_iter().collect(), focus: selected, ..Change::default() })
        }
        Action::SetDate(date) => {
            let mut change = dates::set(document, date.as_ref());
            change.focus = selected;
            Some(change)
        }
        Action::ApplyLabel(label) => match state.session.selection.filter(|selection| !selection.is_caret()) {
            Some(selection) => annotate(state, document, selection.ends(), label),
            None => relabel(state, document, &[selected?], label),
        },
        Action::Relabel { ids, label } => relabel(state, document, ids, label),
        Action::SetStatus { ids, status, advance } => {
            let mut change = each(document, ids, |after| set_status(after, *status));
            change.focus = selected.or_else(|| ids.first().copied());
            change.advance = *advance;
            Some(change)
        }
        Action::AcceptAll => {
            let shown = document.annotations.iter().filter(|a| state.shows(a));
            let ids: Vec<_> = shown.filter(|a| a.status == Status::Suggested).map(|a| a.id).collect();
            let mut change = each(document, &ids, |after| after.status = Status::Accepted);
            change.focus = selected;
            change.notice = Some(match ids.len() {
                0 => Notice::info("Nothing left to accept"),
                1 => Notice::info("Accepted 1 mark").with_undo(),
                n => Notice::info(format!("Accepted {n} marks")).with_undo(),
            });
            Some(change)
        }
        Action::MoveBoundary { side, motion } => move_boundary(state, document, selected?, *side, *motion),
        Action::MoveEnd { side, at, free } => {
            let id = selected?;
            let span = document.annotation(id)?.span;
            let dragged = snap::dragged(document.text.as_str(), span, *side, *at, *free, state.segmenter);
            Some(put(state, document, id, dragged))
        }
        Action::Delete(ids) => Some(delete(state, document, ids)),
        Action::SetNote(id, note) => {
            let note = note.as_ref().map(|note| note.trim().into()).filter(|note: &Arc<str>| !note.is_empty());
            Some(each(document, &[*id], |after| after.note.clone_from(&note)))
        }
        Action::SetAttribute(id, name, value) => {
            Some(each(document, &[*id], |after| set_attribute(after, name, value.as_deref())))
        }
        Action::SetValue(id, value) => Some(each(document, &[*id], |after| {
            if after.value != *value {
                after.value.clone_from(value);
                after.status = Status::Accepted;
            }
        })),
        Action::SetCurrency(id, code) => currency::set(document, *id, code),
        Action::Spread { does, places, like, remember } => {
            let mut change = spread::spread(state, document, does, places, *like)?;
            if let Some(words) = remember {
                personal::remember(state, does, words, &mut change);
            }
            Some(change)
        }
        Action::SetLink(id, link) => links::set(document, *id, link.as_ref()),
        Action::Relate { .. } | Action::DeleteRelation(_) => relations::change(state, document, action),
        Action::MarkPart { add } => fragments::change(state, document, *add),
        Action::Fix(_) | Action::SetIgnored { .. } => check::change(state, document, action),
        _ => None,
    }
}

/// What an attribute says now; nothing where `value` is blank.
fn set_attribute(annotation: &mut Annotation, name: &Arc<str>, value: Option<&str>) {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    let said = &mut annotation.attributes;
    match (value, said.iter().position(|attribute| attribute.name == *name)) {
        (Some(value), Some(at)) => said[at].value = value.into(),
        (Some(value), None) => said.push(Attribute { name: Arc::clone(name), value: value.into() }),
        (None, Some(at)) => drop(said.remove(at)),
        (None, None) => {}
    }
}

/// Keeps the label set under a name, in the place of another of that name; or forgets the set of that name.
fn keep_set(state: &State, name: &Arc<str>, keep: bool) -> Change {
    let (name, before): (Arc<str>, _) = (name.trim().into(), &state.saved.sets);
    let mut after: Vec<_> = before.iter().filter(|set| set.name != name).cloned().collect();
    if keep && !name.is_empty() {
        after.push(LabelSet { name: Arc::clone(&name), labels: Rc::clone(&state.saved.labels) });
    }
    let notice = format!("{} “{name}”", if keep { "Kept this set as" } else { "Forgot the set" });
    let changed = after != **before;
    let edit = Edit::Sets { before: Rc::clone(before), after: Rc::new(after) };
    Change {
        edits: changed.then_some(edit).into_iter().collect(),
        focus: state.session.selected,
        notice: changed.then(|| Notice::info(notice).with_undo()),
        ..Change::default()
    }
}

/// What is brought back from being rejected is as sure as the person, not as the detector was: it has no confidence any
/// more, by which it shows whatever the threshold is, and outlasts another run.
fn set_status(annotation: &mut Annotation, status: Status) {
    let before = std::mem::replace(&mut annotation.status, status);
    if before == Status::Rejected && status == Status::Suggested {
        annotation.confidence = None;
    }
}

/// The same change of several annotations; those that it leaves as they are make no edit. Costs what finding them does.
pub(super) fn each(document: &Document, ids: &[Id], change: impl Fn(&mut Annotation)) -> Change {
    let edits = document.chosen(ids).into_iter().filter_map(|before| {
        let mut after = Annotation::clone(before);
        change(&mut after);
        (after != **before).then(|| edit(document, Some(before), Some(after)))
    });
    Change { edits: edits.collect(), focus: ids.first().copied(), ..Change::default() }
}

pub(super) fn edit(document: &Document, before: Option<&Arc<Annotation>>, after: Option<Annotation>) -> Edit {
    Edit::Annotation { document: Arc::clone(&document.id), before: before.cloned(), after: after.map(Arc::new) }
}

/// A new annotation over the selected text, without white space at its ends. The same words with the same label
/// elsewhere lend it their entity; a figure takes the value that the detector reads from the words.
fn annotate(state: &State, document: &Document, (start, end): (usize, usize), label: &Arc<str>) -> Option<Change> {
    let text = document.text.as_str();
    let Some(span) = caret::snapped(text, start, end, state.segmenter) else {
        return Some(Change { notice: Some(Notice::info("Select some text first")), ..Change::default() });
    };
    let is_here = |a: &&Arc<Annotation>| a.span == span && a.fragments.is_empty();
    let begin_here = document.begin_at(span.start());
    if let Some(twin) = begin_here.iter().filter(is_here).find(|a| a.label == *label) {
        // Marked already: the person confirms it.
        let mut change = each(document, &[twin.id], |after| after.status = Status::Accepted);
        change.focus = Some(twin.id);
        return Some(change);
    }
    if let Some(suggestion) = begin_here.iter().filter(is_here).find(|a| is_untouched(a)) {
        return relabel(state, document, &[suggestion.id], label);
    }
    let words = document.text.slice(span);
    let is_twin = |a: &&Arc<Annotation>| {
        a.entity.is_some() && a.span.len() == span.len() && a.label == *label && a.words(&document.text) == words
    };
    let known = if document.entities.is_empty() { &[][..] } else { &document.annotations };
    let entity = known.iter().find(is_twin).and_then(|a| a.entity);
    let id = document.next_id;
    let value = Values::new(&state.saved.labels, document, label).of(span);
    let made = Annotation { entity, value, ..Annotation::by_hand(id, span, Arc::clone(label)) };
    Some(Change {
        edits: vec![edit(document, None, Some(made))],
        focus: Some(id),
        next_id: Some(id + 1),
        ..Change::default()
    })
}

/// Another label for annotations. When all mentions of an entity get it, so does the entity; a single mention that
/// now differs leaves its entity.
pub(super) fn relabel(state: &State, document: &Document, ids: &[Id], label: &Arc<str>) -> Option<Change> {
    let wanted: Ids = ids.iter().copied().collect();
    let touched: Ids = document.chosen(ids).into_iter().filter_map(|a| a.entity).collect();
    let stays = |entity: Id| document.annotations.iter().any(|a| a.entity == Some(entity) && !wanted.contains(a.id));
    let whole: Ids = touched.iter().filter(|&entity| !stays(entity)).collect();
    let is_figure = state.saved.label(label).is_some_and(|def| def.kind == LabelKind::Figure);
    let values = Values::new(&state.saved.labels, document, label);
    let mut change = each(document, ids, |after| {
        let was = std::mem::replace(&mut after.label, Arc::clone(label));
        after.status = Status::Accepted;
        if was == *label {
            return;
        }
        after.entity = after.entity.filter(|entity| !is_figure && whole.contains(*entity));
        after.value = values.of(after.span);
    });
    for id in whole.iter() {
        let Some(before) = document.entity(id).filter(|entity| entity.label != *label) else { continue };
        change.edits.push(Edit::Entity {
            document: Arc::clone(&document.id),
            before: Some(Arc::clone(before)),
            after: (!is_figure).then(|| Arc::new(Entity { label: Arc::clone(label), ..Entity::clone(before) })),
        });
    }
    Some(change)
}

/// One end of an annotation elsewhere. It never becomes empty and never ends in white space.
fn move_boundary(state: &State, document: &Document, id: Id, side: Side, motion: Motion) -> Option<Change> {
    let text = document.text.as_str();
    let span = document.annotation(id)?.span;
    let (mut start, mut end) = (span.start(), span.end());
    let at = match side {
        Side::Start => &mut start,
        Side::End => &mut end,
    };
    *at = caret::moved(text, *at, motion, state.segmenter);
    // A step that only crosses white space goes on to the next visible character.
    let grown = (side == Side::End) == motion.forward;
    if grown && text[start.min(end)..end.max(start)].trim() == document.text.slice(span) {
        let at = if side == Side::Start { &mut start } else { &mut end };
        *at = caret::moved(text, *at, motion, state.segmenter);
    }
    let span = if start < end { Span::new(text, start, end)?.trimmed(text) } else { None };
    Some(put(state, document, id, span))
}

/// An annotation over another stretch of text, which confirms it; as it was where there is none.
fn put(state: &State, document: &Document, id: Id, span: Option<Span>) -> Change {
    each(document, &[id], |after| {
        let before = after.clone();
        if let Some(span) = span.filter(|span| *span != after.span)
            && after.stretch(&document.text, span)
        {
            after.status = Status::Accepted;
            follow(&state.saved.labels, document, &before, after);
        }
    })
}

/// Removes annotations for good, and entities that lose their last mention.
pub(super) fn delete(state: &State, document: &Document, ids: &[Id]) -> Change {
    let wanted: Ids = ids.iter().copied().collect();
    let gone = document.chosen(ids);
    let mut change = Change { focus: state.session.selected.filter(|id| !wanted.contains(*id)), ..Change::default() };
    change.edits = relations::without(document, &wanted);
    change.edits.extend(gone.iter().map(|annotation| edit(document, Some(annotation), None)));
    let touched: Ids = gone.iter().filter_map(|annotation| annotation.entity).collect();
    for id in touched.iter() {
        let stays = document.annotations.iter().any(|a| a.entity == Some(id) && !wanted.contains(a.id));
        if let Some(before) = document.entity(id).filter(|_| !stays) {
            let (document, before) = (Arc::clone(&document.id), Some(Arc::clone(before)));
            change.edits.push(Edit::Entity { document, before, after: None });
        }
    }
    if gone.len() > 1 {
        change.notice = Some(Notice::info(format!("Deleted {} marks", gone.len())).with_undo());
    }
    change
}

fn remove_document(state: &State, id: &Arc<str>) -> Option<Change> {
    let index = state.saved.documents.iter().position(|document| document.id == *id)?;
    let before = state.saved.documents[index].clone();
    let notice = Notice::info(format!("Removed \u{201c}{}\u{201d}", before.title)).with_undo();
    let edits = vec![Edit::Document { index, before: Some(before), after: None }];
    Some(Change { edits, notice: Some(notice), ..Change::default() })
}
