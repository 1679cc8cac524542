//! Putting right what looks wrong: one issue or all of a kind, as edits of one step; and saying that it is right.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Ignored, Source, Span, Status, Value, order};

use super::super::change::Change;
use super::super::edit::Edit;
use super::super::ids::Ids;
use super::super::values::{follow, value_of};
use super::super::{Action, Notice, State, relations};
use super::{Fix, Issue, Wanted, is_ignored, issues_of};

/// Putting one thing right may bring up another of its kind. So often it is looked at again, at most.
const ROUNDS: usize = 8;

/// The change that an action of the list of what to check asks for.
pub(in super::super) fn change(state: &State, document: &Rc<Document>, action: &Action) -> Option<Change> {
    match action {
        Action::Fix(wanted) => Some(fixed(state, document, *wanted)),
        Action::SetIgnored { kind, span, ignored } => {
            let item = Ignored { span: *span, kind: kind.id().into() };
            let edit = |before, after| Edit::Ignored { document: Arc::clone(&document.id), before, after };
            let edits = match (*ignored, is_ignored(document, *kind, *span)) {
                (true, false) => vec![edit(None, Some(item))],
                (false, true) => vec![edit(Some(item), None)],
                (true, true) | (false, false) => Vec::new(),
            };
            let notice = ignored.then(|| Notice::info("Ignored from now on").with_undo());
            Some(Change { edits, focus: state.session.selected, notice, ..Change::default() })
        }
        _ => None,
    }
}

fn fixed(state: &State, document: &Rc<Document>, wanted: Wanted) -> Change {
    let mut work = Work { state, document: Document::clone(document), touched: HashMap::new(), focus: None };
    let mut count = 0;
    for _ in 0..ROUNDS {
        let before = Rc::new(work.document.clone());
        let index = Index::of(&before);
        let shown = state.saved.settings.threshold.shown(&before);
        let issues = issues_of(&shown, &state.saved.labels, &[wanted.kind]);
        let is_wanted = |issue: &&Issue| match wanted.span {
            Some(span) => issue.span == span,
            None => !issue.ignored,
        };
        let done = issues.iter().filter(is_wanted).filter(|issue| work.apply(&index, issue)).count();
        count += done;
        work.settle();
        if done == 0 || wanted.span.is_some() {
            break;
        }
    }
    let mut change = work.into_change(document);
    change.notice = match (count, wanted.span) {
        (0, _) => Some(Notice::info("There is nothing to fix here")),
        (n, None) if n > 1 => Some(Notice::info(format!("Fixed {n}: {}", wanted.kind.name())).with_undo()),
        _ => None,
    };
    change
}

/// The annotations of a document by id, by place and label, and the entities by words and label.
struct Index<'a> {
    ids: HashMap<Id, &'a Arc<Annotation>>,
    places: HashMap<(Span, &'a str), Id>,
    entities: HashMap<(&'a str, &'a str), Id>,
}

impl<'a> Index<'a> {
    fn of(document: &'a Document) -> Self {
        let marks = document.annotations.iter();
        let mut entities = HashMap::new();
        for mark in marks.clone() {
            if let Some(entity) = mark.entity {
                entities.entry((document.text.slice(mark.span), &*mark.label)).or_insert(entity);
            }
        }
        Self {
            ids: marks.clone().map(|mark| (mark.id, mark)).collect(),
            places: marks.map(|mark| ((mark.span, &*mark.label), mark.id)).collect(),
            entities,
        }
    }
}

/// A copy of the document that is being put right.
struct Work<'a> {
    state: &'a State,
    document: Document,
    /// What has become of annotations in this round; `None` for what goes.
    touched: HashMap<Id, Option<Arc<Annotation>>>,
    focus: Option<Id>,
}

impl Work<'_> {
    /// Puts one issue right; `false` when there is no way to, or its annotations were changed in this round already.
    fn apply(&mut self, index: &Index<'_>, issue: &Issue) -> bool {
        let before = self.touched.len();
        match issue.fix.clone() {
            Some(Fix::Move(id, span)) => {
                let Some(mark) = index.ids.get(&id) else { return false };
                let mut moved = Annotation { span, fragments: Vec::new(), ..Annotation::clone(mark) };
                follow(&self.state.saved.labels, &self.document, mark, &mut moved);
                self.touch(index, id, |after| *after = moved);
            }
            Some(Fix::Label(ids, label)) => ids.into_iter().for_each(|id| self.label(index, id, &label)),
            Some(Fix::Mark(spans, label)) => spans.into_iter().for_each(|span| self.mark(index, span, &label)),
            Some(Fix::Delete(id)) => {
                self.touched.entry(id).or_insert(None);
            }
            Some(Fix::Read(id)) => {
                let Some(mark) = index.ids.get(&id) else { return false };
                let value = self.value(mark.span, &mark.label);
                if value.is_some() && value != mark.value {
                    self.touch(index, id, |after| after.value = value);
                }
            }
            None => {}
        }
        self.touched.len() > before
    }

    fn touch(&mut self, index: &Index<'_>, id: Id, change: impl FnOnce(&mut Annotation)) {
        let Some(before) = index.ids.get(&id).filter(|_| !self.touched.contains_key(&id)) else { return };
        let mut after = Annotation::clone(before);
        change(&mut after);
        after.status = Status::Accepted;
        self.touched.insert(id, Some(Arc::new(after)));
        self.focus = Some(id);
    }

    /// Another label for a mark; one that would then be there twice goes.
    fn label(&mut self, index: &Index<'_>, id: Id, label: &Arc<str>) {
        let Some(mark) = index.ids.get(&id) else { return };
        if index.places.contains_key(&(mark.span, &**label)) {
            self.touched.entry(id).or_insert(None);
            return;
        }
        let entity = self.entity(index, mark.span, label);
        let value = self.value(mark.span, label);
        self.touch(index, id, |after| (after.label, after.entity, after.value) = (Arc::clone(label), entity, value));
    }

    /// A mark where there was none; what the threshold hides there comes up.
    fn mark(&mut self, index: &Index<'_>, span: Span, label: &Arc<str>) {
        if let Some(&hidden) = index.places.get(&(span, &**label)) {
            return self.touch(index, hidden, |_| {});
        }
        let id = self.document.next_id;
        let made = Annotation {
            id,
            span,
            label: Arc::clone(label),
            status: Status::Accepted,
            source: Source::Human,
            confidence: None,
            entity: self.entity(index, span, label),
            value: None,
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        };
        self.touched.insert(id, Some(Arc::new(made)));
        self.document.next_id += 1;
        self.focus = Some(id);
    }

    /// The entity that the same words with this label have elsewhere.
    fn entity(&self, index: &Index<'_>, span: Span, label: &str) -> Option<Id> {
        index.entities.get(&(self.document.text.slice(span), label)).copied()
    }

    fn value(&self, span: Span, label: &str) -> Option<Arc<Value>> {
        value_of(&self.state.saved.labels, &self.document, span, label)
    }

    /// Writes the round into the copy.
    fn settle(&mut self) {
        let mut touched = std::mem::take(&mut self.touched);
        let list = Arc::make_mut(&mut self.document.annotations);
        list.retain_mut(|annotation| match touched.remove(&annotation.id) {
            Some(Some(after)) => {
                *annotation = after;
                true
            }
            Some(None) => false,
            None => true,
        });
        list.extend(touched.into_values().flatten());
        order::sort_by_key(list, |annotation| annotation.order());
    }

    /// What differs from the document as it was.
    fn into_change(self, before: &Document) -> Change {
        let id = &before.id;
        let old: HashMap<Id, &Arc<Annotation>> = before.annotations.iter().map(|a| (a.id, a)).collect();
        let new: Ids = self.document.annotations.iter().map(|a| a.id).collect();
        let edit = |before: Option<&Arc<Annotation>>, after: Option<&Arc<Annotation>>| Edit::Annotation {
            document: Arc::clone(id),
            before: before.cloned(),
            after: after.cloned(),
        };
        let gone: Ids = before.annotations.iter().map(|a| a.id).filter(|id| !new.contains(*id)).collect();
        let mut edits = relations::without(before, &gone);
        edits.extend(before.annotations.iter().filter(|a| gone.contains(a.id)).map(|a| edit(Some(a), None)));
        edits.extend(self.document.annotations.iter().filter_map(|after| match old.get(&after.id) {
            Some(before) if ***before == **after => None,
            known => Some(edit(known.copied(), Some(after))),
        }));
        let used: Ids = self.document.annotations.iter().filter_map(|a| a.entity).collect();
        let had: Ids = before.annotations.iter().filter_map(|a| a.entity).collect();
        let orphans = before.entities.iter().filter(|entity| had.contains(entity.id) && !used.contains(entity.id));
        edits.extend(orphans.map(|entity| Edit::Entity {
            document: Arc::clone(id),
            before: Some(Arc::clone(entity)),
            after: None,
        }));
        let focus = self.focus.or(self.state.session.selected.filter(|id| new.contains(*id)));
        Change { edits, focus, next_id: Some(self.document.next_id), ..Change::default() }
    }
}
