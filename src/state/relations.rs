//! What annotations say of each other: made from the mark in hand to another one, listed, taken away with either end.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Relation, Status};

use super::change::{Change, each};
use super::edit::Edit;
use super::ids::Ids;
use super::{Action, Notice, Saved, State};

/// The types that are offered from the start.
pub const TYPES: [&str; 4] = ["counts", "of", "works for", "located in"];

/// Making a relation, step by step: from which mark, then of which type, then to which mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relating {
    /// The mark that it starts from.
    pub from: Id,
    /// Its type, once that is chosen.
    pub kind: Option<Arc<str>>,
}

/// The types to choose from: those of the start, and those in use.
#[must_use]
pub fn types(saved: &Saved) -> Vec<Arc<str>> {
    let mut types: Vec<Arc<str>> = TYPES.iter().map(|kind| Arc::from(*kind)).collect();
    for relation in saved.documents.iter().flat_map(|document| document.relations.iter()) {
        if !types.contains(&relation.kind) {
            types.push(Arc::clone(&relation.kind));
        }
    }
    types
}

/// A relation with both of its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The relation itself.
    pub relation: Arc<Relation>,
    /// Where it starts.
    pub from: Arc<Annotation>,
    /// Where it leads.
    pub to: Arc<Annotation>,
}

/// The document's relations in the order of what they start from; those whose ends are not shown are left out. O(n log n).
#[must_use]
pub fn shown(document: &Document) -> Vec<Shown> {
    if document.relations.is_empty() {
        return Vec::new();
    }
    let mut marks: Vec<&Arc<Annotation>> = document.annotations.iter().collect();
    marks.sort_unstable_by_key(|mark| mark.id);
    let mark = |id: Id| {
        let at = marks.binary_search_by_key(&id, |mark| mark.id).ok()?;
        marks.get(at).filter(|mark| mark.status != Status::Rejected).map(|mark| Arc::clone(mark))
    };
    let with_ends = |relation: &Arc<Relation>| {
        Some(Shown { relation: Arc::clone(relation), from: mark(relation.from)?, to: mark(relation.to)? })
    };
    let mut shown: Vec<_> = document.relations.iter().filter_map(with_ends).collect();
    shown.sort_by_key(|shown| (shown.from.order(), shown.relation.id));
    shown
}

/// The edits that give the relations of annotations that go to those that stay instead, and take away those of the others.
/// None is there twice afterwards, or leads from a mark to itself.
pub(super) fn moved(document: &Document, gone: &HashMap<Id, Option<Id>>) -> Vec<Edit> {
    // What stays may go in turn.
    let end = |id: Id| std::iter::successors(Some(id), |id| gone.get(id).copied().flatten()).last().unwrap_or(id);
    let is_touched = |r: &&Arc<Relation>| gone.contains_key(&r.from) || gone.contains_key(&r.to);
    let others = document.relations.iter().filter(|relation| !is_touched(relation));
    let mut known: HashSet<(Id, Id, &str)> = others.map(|r| (r.from, r.to, &*r.kind)).collect();
    let moved = document.relations.iter().filter(is_touched).map(|relation| {
        let (from, to) = (end(relation.from), end(relation.to));
        let is_lost = gone.contains_key(&from) || gone.contains_key(&to) || from == to;
        let stays = !is_lost && known.insert((from, to, &relation.kind));
        edit(document, Some(relation), stays.then(|| Arc::new(Relation { from, to, ..Relation::clone(relation) })))
    });
    moved.collect()
}

/// The edits that take away the relations of annotations that go.
pub(super) fn without(document: &Document, gone: &Ids) -> Vec<Edit> {
    let of_gone = document.relations.iter().filter(|r| gone.contains(r.from) || gone.contains(r.to));
    of_gone.map(|relation| edit(document, Some(relation), None)).collect()
}

fn edit(document: &Document, before: Option<&Arc<Relation>>, after: Option<Arc<Relation>>) -> Edit {
    Edit::Relation { document: Arc::clone(&document.id), before: before.cloned(), after }
}

/// The change that an action on relations asks for.
pub(super) fn change(state: &State, document: &Document, action: &Action) -> Option<Change> {
    match action {
        Action::Relate { from, to, kind } => relate(document, *from, *to, kind),
        Action::DeleteRelation(id) => {
            let relation = document.relations.iter().find(|relation| relation.id == *id)?;
            let edits = vec![edit(document, Some(relation), None)];
            let focus = state.session.selected;
            let notice = Some(Notice::info(format!("Deleted the relation “{}”", relation.kind)).with_undo());
            Some(Change { edits, focus, notice, ..Change::default() })
        }
        _ => None,
    }
}

/// A new relation. Who relates two marks has accepted them.
fn relate(document: &Document, from: Id, to: Id, kind: &Arc<str>) -> Option<Change> {
    let kind: Arc<str> = kind.trim().into();
    let (_, _) = (document.annotation(from)?, document.annotation(to)?);
    let say = |words| Some(Change { focus: Some(to), notice: Some(Notice::info(words)), ..Change::default() });
    if kind.is_empty() {
        return None;
    }
    if from == to {
        return say("A mark cannot be related to itself: choose another one");
    }
    if document.relations.iter().any(|r| r.from == from && r.to == to && r.kind == kind) {
        return say("These marks are related so already");
    }
    let mut change = each(document, &[from, to], |mark| mark.status = Status::Accepted);
    let id = document.next_id;
    change.edits.push(edit(document, None, Some(Arc::new(Relation { id, kind, from, to }))));
    change.focus = Some(from);
    change.next_id = Some(id + 1);
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Selection, commands, reduce};
    use super::*;
    use postil_engine::{Text, structure};

    const TEXT: &str = "Acme hired 40 people.";

    fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
    }

    /// A state with "Acme" (1) and "40" (2) marked.
    fn marked() -> State {
        let document = Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into());
        let state = reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect: false });
        let select = |anchor, head| Action::SelectText(Some(Selection { anchor, head }));
        let label = |name: &str| Action::ApplyLabel(name.into());
        after(&state, [select(0, 4), label("ORG"), select(11, 13), label("CARDINAL")])
    }

    fn relate(from: Id, to: Id, kind: &str) -> Action {
        Action::Relate { from, to, kind: kind.into() }
    }

    fn listed(state: &State) -> Vec<(Id, String, Id)> {
        let document = state.saved.open_document().unwrap();
        shown(document).iter().map(|r| (r.from.id, r.relation.kind.to_string(), r.to.id)).collect()
    }

    #[test]
    fn relations_are_made_once_between_two_marks_that_are_there() {
        let state = marked();
        let related = after(&state, [relate(2, 1, " counts ")]);
        assert_eq!(listed(&related), [(2, "counts".to_owned(), 1)]);
        assert_eq!(related.session.selected, Some(2));
        for action in [relate(2, 1, "counts"), relate(1, 1, "of"), relate(1, 9, "of"), relate(1, 2, " ")] {
            let same = reduce(&related, action.clone());
            assert_eq!(same.saved, related.saved, "{action:?}");
        }
        assert_eq!(reduce(&related, Action::Undo).saved.documents[0].relations.len(), 0);
    }

    #[test]
    fn a_mark_takes_its_relations_along_and_undo_brings_them_back() {
        let related = after(&marked(), [relate(2, 1, "counts"), relate(1, 2, "own")]);
        let deleted = reduce(&related, Action::Delete(vec![1]));
        assert_eq!((listed(&deleted), deleted.saved.documents[0].relations.len()), (Vec::new(), 0));
        assert_eq!(listed(&reduce(&deleted, Action::Undo)), listed(&related));
        let one = reduce(&related, Action::DeleteRelation(3));
        assert_eq!(listed(&one), [(1, "own".to_owned(), 2)]);
        assert_eq!(reduce(&one, Action::Undo).saved, related.saved);
        assert_eq!(types(&related.saved).last().map(|kind| &**kind), Some("own"));
    }

    #[test]
    fn a_relation_is_made_with_commands_alone() {
        let act = |state: &State, id: &str| match commands::command(id).unwrap().run(state, false) {
            Some(commands::Run::Act(action)) => reduce(state, action),
            other => panic!("{id} comes to {other:?}"),
        };
        let begun = act(&marked(), "relate");
        let chosen = Relating { from: 2, kind: Some("counts".into()) };
        let state = after(&begun, [Action::SetRelating(Some(chosen))]);
        let state = act(&act(&state, "previous-mark"), "accept");
        assert_eq!(listed(&state), [(2, "counts".to_owned(), 1)]);
        assert_eq!(state.session.relating, None);
        // Escape gives up and goes back to where it began.
        let stopped = act(&act(&begun, "previous-mark"), "let-go");
        assert_eq!((stopped.session.relating.clone(), stopped.session.selected), (None, Some(2)));
    }
}
