//! The same change in several places as one step: a label for stretches of text, whatever is marked there already, or a
//! rejection or deletion of the marks that are just these stretches.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Entity, Id, Source, Span, Status, order};

use super::change::{Change, delete, each, edit, relabel};
use super::detection::is_untouched;
use super::edit::Edit;
use super::ids::Ids;
use super::teach::{Does, Reach, is_figure};
use super::values::Values;
use super::{Notice, State};

/// The change of all `places`, which may have changed since they were found. `like` is the mark whose entity new ones
/// share. O(n log n).
pub(super) fn spread(
    state: &State,
    document: &Document,
    does: &Does,
    places: &[Span],
    like: Option<Id>,
) -> Option<Change> {
    let mut places: Vec<Span> = places
        .iter()
        .copied()
        .filter(|span| document.text.as_str().get(span.range()).is_some() && !span.is_empty())
        .collect();
    order::sort(&mut places);
    places.dedup();
    let reach = Reach::new(&document.annotations);
    let at = |span: &Span| {
        let span = *span;
        reach.over(span).filter(move |a| a.span == span)
    };
    let of = |label: &Option<Arc<str>>| -> Vec<Id> {
        let marks = places.iter().flat_map(at).filter(|a| label.as_ref().is_none_or(|label| *label == a.label));
        marks
            .filter(|a| a.status != Status::Rejected && state.saved.settings.threshold.shows(a))
            .map(|a| a.id)
            .collect()
    };
    let (mut change, done) = match does {
        Does::Label(label) => (labelled(state, document, label, &places, &reach, like)?, "Labelled"),
        Does::Reject(label) => (each(document, &of(label), |after| after.status = Status::Rejected), "Rejected"),
        Does::Delete(label) => (delete(state, document, &of(label)), "Deleted"),
    };
    let changed = match does {
        Does::Label(_) => places.len(),
        Does::Reject(_) | Does::Delete(_) => {
            change.edits.iter().filter(|edit| matches!(edit, Edit::Annotation { .. })).count()
        }
    };
    let stays = |id: &Id| {
        !matches!(does, Does::Delete(_)) || document.annotation(*id).is_some_and(|a| !places.contains(&a.span))
    };
    change.focus = state.session.selected.filter(stays);
    // A review goes on from there.
    change.advance = matches!(does, Does::Reject(_))
        && change.edits.iter().any(|edit| after(edit).is_some_and(|a| Some(a.id) == state.session.selected));
    change.notice = Some(match changed {
        0 => Notice::info("Nothing to change there"),
        n => {
            let (what, to) = match does {
                Does::Label(label) => ("place", format!(" as {label}")),
                Does::Reject(_) | Does::Delete(_) => ("mark", String::new()),
            };
            let plural = if n == 1 { "" } else { "s" };
            Notice::info(format!("{done} {n} {what}{plural}{to}")).with_undo()
        }
    });
    Some(change)
}

/// One label for all places: marks of just these words get it, others are made. Suggestions that lie across them go;
/// longer marks stay around them.
fn labelled(
    state: &State,
    document: &Document,
    label: &Arc<str>,
    places: &[Span],
    reach: &Reach<'_>,
    like: Option<Id>,
) -> Option<Change> {
    let mut ids = Vec::new();
    let mut free = Vec::new();
    let mut gone = Vec::new();
    for &span in places {
        // Of several marks the one that has the label already.
        let same = reach.over(span).filter(|a| a.span == span);
        match same.max_by_key(|a| (a.label == *label, a.status != Status::Rejected)) {
            Some(mark) => ids.push(mark.id),
            None => free.push(span),
        }
        let across = reach.over(span).filter(|a| is_untouched(a) && !a.span.contains(span));
        gone.extend(across.map(|a| a.id));
    }
    let relabelled: Ids = ids.iter().copied().collect();
    let gone: Ids = gone.into_iter().filter(|id| !relabelled.contains(*id)).collect();
    let mut change = relabel(state, document, &ids, label)?;
    change.edits.extend(each_gone(document, &gone));
    let values = Values::new(&state.saved.labels, document, label);
    change.edits.extend(free.iter().zip(document.next_id..).map(|(&span, id)| {
        let made = Annotation {
            id,
            span,
            label: Arc::clone(label),
            status: Status::Accepted,
            source: Source::Human,
            confidence: None,
            entity: None,
            value: values.of(span),
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        };
        edit(document, None, Some(made))
    }));
    change.next_id = Some(document.next_id + free.len() as Id);
    if !is_figure(state, label) {
        join(document, label, like, &mut change);
    }
    orphans(document, &mut change);
    Some(change)
}

fn each_gone(document: &Document, gone: &Ids) -> Vec<Edit> {
    let list = document.annotations.iter().filter(|a| gone.contains(a.id));
    list.map(|a| edit(document, Some(a), None)).collect()
}

/// Puts the marks that the change makes under one name with the mark that they are like, if they have none.
fn join(document: &Document, label: &Arc<str>, like: Option<Id>, change: &mut Change) {
    let Some(like) = like.and_then(|id| document.annotation(id)) else { return };
    let words = document.text.slice(like.span);
    let afters = || change.edits.iter().filter_map(after);
    let longest = afters().map(|a| document.text.slice(a.span)).max_by_key(|other| other.len()).unwrap_or_default();
    let name = if longest.len() > words.len() { longest } else { words };
    // Marks of the same words are grouped without an entity.
    let is_new = afters().any(|a| document.text.slice(a.span) != words);
    let known = like.entity.or_else(|| afters().find_map(|a| a.entity));
    let id = change.next_id.unwrap_or(document.next_id);
    let Some(entity) = known.or(is_new.then_some(id)) else { return };
    if known.is_none() {
        change.next_id = Some(id + 1);
        let after = Some(Arc::new(Entity { id, label: Arc::clone(label), name: name.into(), link: None }));
        change.edits.push(Edit::Entity { document: Arc::clone(&document.id), before: None, after });
    }
    for edit in &mut change.edits {
        if let Edit::Annotation { after: Some(after), .. } = edit
            && after.entity.is_none()
        {
            Arc::make_mut(after).entity = Some(entity);
        }
    }
    let is_it = |edit: &Edit| matches!(edit, Edit::Annotation { before: Some(before), .. } if before.id == like.id);
    let is_changed = change.edits.iter().any(is_it);
    if like.entity.is_none() && !is_changed {
        let joined = Annotation { entity: Some(entity), ..Annotation::clone(like) };
        change.edits.push(edit(document, Some(like), Some(joined)));
    }
}

fn after(edit: &Edit) -> Option<&Annotation> {
    match edit {
        Edit::Annotation { after, .. } => after.as_deref(),
        _ => None,
    }
}

/// Entities that lose their last mention go too.
fn orphans(document: &Document, change: &mut Change) {
    let mut changed = Vec::new();
    let mut used: Vec<Id> = Vec::new();
    let mut left: Vec<Id> = Vec::new();
    for edit in &change.edits {
        if let Edit::Annotation { before, after, .. } = edit {
            changed.extend(before.as_ref().map(|a| a.id));
            used.extend(after.as_ref().and_then(|a| a.entity));
            left.extend(before.as_ref().and_then(|a| a.entity));
        }
    }
    let changed: Ids = changed.into_iter().collect();
    used.extend(document.annotations.iter().filter(|a| !changed.contains(a.id)).filter_map(|a| a.entity));
    let (used, left): (Ids, Ids) = (used.into_iter().collect(), left.into_iter().collect());
    for id in left.iter().filter(|id| !used.contains(*id)) {
        let removed = |edit: &Edit| matches!(edit, Edit::Entity { before: Some(before), .. } if before.id == id);
        if let Some(before) = document.entity(id)
            && !change.edits.iter().any(removed)
        {
            let document = Arc::clone(&document.id);
            change.edits.push(Edit::Entity { document, before: Some(Arc::clone(before)), after: None });
        }
    }
}
