//! Changes of [`Saved`] that carry their own inverse. Applying an edit and then its inverse gives back an equal value.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Entity, Ignored, LabelDef, PersonalEntry, Relation, order};

use super::keymap::OwnKeys;
use super::labels::LabelSet;
use super::{Saved, personal};

/// One change. `before` and `after` are `None` where the thing does not exist.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// An annotation is made, changed or removed.
    Annotation {
        /// In which document.
        document: Arc<str>,
        /// As it was.
        before: Option<Arc<Annotation>>,
        /// As it will be.
        after: Option<Arc<Annotation>>,
    },
    /// An entity is made, changed or removed.
    Entity {
        /// In which document.
        document: Arc<str>,
        /// As it was.
        before: Option<Arc<Entity>>,
        /// As it will be.
        after: Option<Arc<Entity>>,
    },
    /// A document joins or leaves the library at `index`.
    Document {
        /// Its place in the library.
        index: usize,
        /// As it was.
        before: Option<Rc<Document>>,
        /// As it will be.
        after: Option<Rc<Document>>,
    },
    /// A document's date of publication changes.
    Date {
        /// Of which document.
        document: Arc<str>,
        /// As it was.
        before: Option<Arc<str>>,
        /// As it will be.
        after: Option<Arc<str>>,
    },
    /// A document's title changes.
    Title {
        /// Of which document.
        document: Arc<str>,
        /// As it was.
        before: Arc<str>,
        /// As it will be.
        after: Arc<str>,
    },
    /// A document is said to be done, or not any more.
    Done {
        /// Which document.
        document: Arc<str>,
        /// What was said.
        before: Option<bool>,
        /// What will be said.
        after: Option<bool>,
    },
    /// An entry of the personal list is made, changed or removed.
    Personal {
        /// As it was.
        before: Option<PersonalEntry>,
        /// As it will be.
        after: Option<PersonalEntry>,
    },
    /// A relation is made, changed or removed.
    Relation {
        /// In which document.
        document: Arc<str>,
        /// As it was.
        before: Option<Arc<Relation>>,
        /// As it will be.
        after: Option<Arc<Relation>>,
    },
    /// Something that looks wrong is said to be right, or not any more.
    Ignored {
        /// In which document.
        document: Arc<str>,
        /// As it was.
        before: Option<Ignored>,
        /// As it will be.
        after: Option<Ignored>,
    },
    /// A label joins or leaves the set.
    Label {
        /// Its place and what it was.
        before: Option<(usize, Rc<LabelDef>)>,
        /// Its place and what it will be.
        after: Option<(usize, Rc<LabelDef>)>,
    },
    /// The keys that the person gave to a command or label change.
    Key {
        /// Their place and what they were.
        before: Option<(usize, OwnKeys)>,
        /// Their place and what they will be.
        after: Option<(usize, OwnKeys)>,
    },
    /// The label sets that are kept change.
    Sets {
        /// As they were.
        before: Rc<Vec<LabelSet>>,
        /// As they will be.
        after: Rc<Vec<LabelSet>>,
    },
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = self.clone();
        match &mut inverse {
            Self::Annotation { before, after, .. } => std::mem::swap(before, after),
            Self::Entity { before, after, .. } => std::mem::swap(before, after),
            Self::Document { before, after, .. } => std::mem::swap(before, after),
            Self::Date { before, after, .. } => std::mem::swap(before, after),
            Self::Title { before, after, .. } => std::mem::swap(before, after),
            Self::Done { before, after, .. } => std::mem::swap(before, after),
            Self::Personal { before, after } => std::mem::swap(before, after),
            Self::Relation { before, after, .. } => std::mem::swap(before, after),
            Self::Ignored { before, after, .. } => std::mem::swap(before, after),
            Self::Label { before, after } => std::mem::swap(before, after),
            Self::Key { before, after } => std::mem::swap(before, after),
            Self::Sets { before, after } => std::mem::swap(before, after),
        }
        inverse
    }

    /// Says another id of the document that the edit is about.
    pub(super) fn rename(&mut self, id: &Arc<str>) {
        match self {
            Self::Annotation { document, .. }
            | Self::Entity { document, .. }
            | Self::Date { document, .. }
            | Self::Title { document, .. }
            | Self::Done { document, .. }
            | Self::Relation { document, .. }
            | Self::Ignored { document, .. } => *document = Arc::clone(id),
            Self::Document { before, after, .. } => {
                before.iter_mut().chain(after).for_each(|document| Rc::make_mut(document).id = Arc::clone(id));
            }
            Self::Personal { .. } | Self::Label { .. } | Self::Key { .. } | Self::Sets { .. } => {}
        }
    }

    /// The document that the edit is about.
    #[must_use]
    pub fn document(&self) -> Option<&Arc<str>> {
        match self {
            Self::Annotation { document, .. }
            | Self::Entity { document, .. }
            | Self::Date { document, .. }
            | Self::Title { document, .. }
            | Self::Done { document, .. }
            | Self::Relation { document, .. }
            | Self::Ignored { document, .. } => Some(document),
            Self::Label { .. } | Self::Key { .. } | Self::Sets { .. } => None,
            Self::Document { before, after, .. } => after.as_ref().or(before.as_ref()).map(|document| &document.id),
            Self::Personal { .. } => None,
        }
    }
}

/// Applies edits in order. An edit whose document is gone changes nothing. What comes into the library has an id that is free
/// there: whoever records or repeats a step sees to that.
///
/// One annotation costs O(log n) to place and O(n) pointer moves at worst. Many at once are merged in one pass.
pub fn apply(saved: &mut Saved, edits: &[Edit]) {
    let mut rest = edits;
    while let Some(first) = rest.first() {
        match first {
            Edit::Annotation { document, .. } => {
                let same = |edit: &Edit| matches!(edit, Edit::Annotation { document: other, .. } if other == document);
                let run = rest.iter().take_while(|edit| same(edit)).count();
                annotations(saved, document, &rest[..run]);
                rest = &rest[run..];
                continue;
            }
            Edit::Personal { .. } => {
                let run = rest.iter().take_while(|edit| matches!(edit, Edit::Personal { .. })).count();
                personal::apply(Rc::make_mut(&mut saved.personal), &rest[..run]);
                rest = &rest[run..];
                continue;
            }
            Edit::Entity { document, before, after } => entity(saved, document, before.as_ref(), after.as_ref()),
            Edit::Document { index, before, after } => {
                if let Some(before) = before {
                    saved.documents.retain(|document| document.id != before.id);
                }
                if let Some(after) = after {
                    debug_assert!(saved.document(&after.id).is_none(), "two articles under one id");
                    let index = (*index).min(saved.documents.len());
                    saved.documents.insert(index, Rc::clone(after));
                }
            }
            Edit::Label { before, after } => {
                let labels = Rc::make_mut(&mut saved.labels);
                for (_, label) in before.iter().chain(after) {
                    labels.retain(|other| other.name != label.name);
                }
                if let Some((at, label)) = after {
                    labels.insert((*at).min(labels.len()), LabelDef::clone(label));
                }
            }
            Edit::Key { before, after } => {
                let id = before.as_ref().or(after.as_ref()).map(|(_, (id, _))| &**id).unwrap_or_default();
                Rc::make_mut(&mut saved.settings.keys).put(id, after.clone());
            }
            Edit::Sets { after, .. } => saved.sets = Rc::clone(after),
            Edit::Date { document, after, .. } => {
                if let Some(document) = saved.document_mut(document) {
                    document.date.clone_from(after);
                }
            }
            Edit::Title { document, after, .. } => {
                if let Some(document) = saved.document_mut(document) {
                    document.title = Arc::clone(after);
                }
            }
            Edit::Done { document, after, .. } => saved.say_done(document, *after),
            Edit::Relation { document, before, after } => {
                let Some(document) = saved.document_mut(document) else { break };
                let list = Arc::make_mut(&mut document.relations);
                list.retain(|relation| before.as_ref().is_none_or(|before| relation.id != before.id));
                if let Some(after) = after {
                    let at = list.partition_point(|relation| relation.id < after.id);
                    list.insert(at, Arc::clone(after));
                }
            }
            Edit::Ignored { document, before, after } => {
                let Some(document) = saved.document_mut(document) else { break };
                let list = Arc::make_mut(&mut document.ignored);
                list.retain(|ignored| Some(ignored) != before.as_ref());
                if let Some(after) = after {
                    let at = list.partition_point(|ignored| ignored < after);
                    list.insert(at, after.clone());
                }
            }
        }
        rest = &rest[1..];
    }
}

fn annotations(saved: &mut Saved, document: &str, edits: &[Edit]) {
    let Some(document) = saved.document_mut(document) else { return };
    let list = Arc::make_mut(&mut document.annotations);
    let parts = || {
        edits.iter().filter_map(|edit| match edit {
            Edit::Annotation { before, after, .. } => Some((before, after)),
            _ => None,
        })
    };
    if edits.len() <= 8 {
        for (before, after) in parts() {
            if let Some(before) = before {
                let found = list.binary_search_by_key(&before.order(), |a| a.order());
                // The order is unique in a document; a stale `before` can only be found by its id.
                let at = found.ok().or_else(|| list.iter().position(|a| a.id == before.id));
                at.map(|at| list.remove(at));
            }
            if let Some(after) = after {
                let at = list.partition_point(|a| a.order() < after.order());
                list.insert(at, Arc::clone(after));
            }
        }
        return;
    }
    let mut gone: Vec<_> = parts().filter_map(|(before, _)| before.as_ref().map(|a| a.id)).collect();
    order::sort(&mut gone);
    list.retain(|annotation| gone.binary_search(&annotation.id).is_err());
    let new = parts().filter_map(|(_, after)| after.clone()).collect();
    order::merge_by_key(list, new, |annotation| annotation.order());
}

fn entity(saved: &mut Saved, document: &str, before: Option<&Arc<Entity>>, after: Option<&Arc<Entity>>) {
    let Some(document) = saved.document_mut(document) else { return };
    let list = Arc::make_mut(&mut document.entities);
    if let Some(before) = before {
        list.retain(|entity| entity.id != before.id);
    }
    if let Some(after) = after {
        let at = list.partition_point(|entity| entity.id < after.id);
        list.insert(at, Arc::clone(after));
    }
}
