//! What a person chooses when saving, as it is remembered; the formats as the worker tells them; and marks that are put on
//! the borders of words because a format of words asks for that.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, BlockKind, Id, Status};
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::edit::Edit;
use super::values::follow;
use super::{Notice, State};

/// The format that needs no worker: Postil's own.
pub const NATIVE: &str = "postil";

/// A format, as the worker tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it is called where it is stored.
    pub id: Arc<str>,
    /// What it is called on the page.
    pub name: Arc<str>,
    /// Who reads it and what it holds.
    pub description: Arc<str>,
    /// The heading that it stands under.
    pub group: Arc<str>,
    /// Whether files can be saved.
    pub writes: bool,
    /// Whether files can be opened.
    pub reads: bool,
    /// Whether it says which marks are suggested, accepted and rejected.
    pub says_status: bool,
    /// What can be chosen beside what all formats have.
    pub choices: Vec<Field>,
}

/// A choice that a format has: one of some values, or (without values) "true" and "false", a number, words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called where it is stored.
    pub id: Arc<str>,
    /// What it is called on the page.
    pub name: Arc<str>,
    /// The values with their words.
    pub values: Vec<(Arc<str>, Arc<str>)>,
    /// The value until the person says otherwise.
    pub value: Arc<str>,
    /// Whether it is one of those that most people leave alone.
    pub is_more: bool,
}

impl Kind {
    /// Our own format, which is there before the worker has told the others.
    #[must_use]
    pub fn native() -> Self {
        Self {
            id: NATIVE.into(),
            name: "Postil JSON".into(),
            description: "everything, to keep and to open again".into(),
            group: "Keep".into(),
            writes: true,
            reads: true,
            says_status: true,
            choices: Vec::new(),
        }
    }
}

/// What is chosen for saving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The format's id.
    pub format: Arc<str>,
    /// Whether all articles go in, instead of the open one.
    pub all: bool,
    /// Whether only accepted marks go in.
    pub accepted: bool,
    /// Labels that stay out.
    pub without: Vec<Arc<str>>,
    /// Parts of articles whose marks stay out.
    pub parts_out: Vec<BlockKind>,
    /// Which names labels have in the file.
    pub profile: Arc<str>,
    /// Names that differ from these.
    pub rename: Vec<(Arc<str>, Arc<str>)>,
    /// What else was chosen, by the choice's id.
    pub values: Vec<(Arc<str>, Arc<str>)>,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            format: NATIVE.into(),
            all: false,
            accepted: false,
            without: Vec::new(),
            parts_out: Vec::new(),
            profile: "own".into(),
            rename: Vec::new(),
            values: Vec::new(),
        }
    }
}

/// The label profiles: what they are called in options, and on the page.
pub const PROFILES: [(&str, &str); 4] = [
    ("own", "as they are here"),
    ("ontonotes", "OntoNotes: the eighteen of spaCy’s models"),
    ("conll", "CoNLL: PER, ORG, LOC, MISC"),
    ("words", "words in lower case, as GLiNER asks"),
];

/// The parts of articles.
pub const PARTS: [BlockKind; 10] = [
    BlockKind::Headline,
    BlockKind::Subheading,
    BlockKind::Paragraph,
    BlockKind::Byline,
    BlockKind::Dateline,
    BlockKind::Caption,
    BlockKind::Credit,
    BlockKind::Promo,
    BlockKind::ListItem,
    BlockKind::Other,
];

impl Choice {
    /// Whether marks in captions, credits and promos go in.
    #[must_use]
    pub fn asides(&self) -> bool {
        !self.parts_out.iter().any(|kind| kind.is_aside())
    }

    /// The same with marks in captions, credits and promos, or without.
    #[must_use]
    pub fn with_asides(mut self, asides: bool) -> Self {
        self.parts_out.retain(|kind| !kind.is_aside());
        if !asides {
            self.parts_out.extend(PARTS.iter().filter(|kind| kind.is_aside()));
        }
        self
    }

    /// What is chosen of a format's choice: what the person said where that is among its values.
    #[must_use]
    pub fn value<'a>(&'a self, field: &'a Field) -> &'a Arc<str> {
        let fits = |value: &&Arc<str>| match field.values.as_slice() {
            [] => is_number(&field.value) == is_number(value) && is_switch(&field.value) == is_switch(value),
            values => values.iter().any(|(known, _)| known == *value),
        };
        said(&self.values, &field.id).filter(fits).unwrap_or(&field.value)
    }

    /// The name that a label was given for the file.
    #[must_use]
    pub fn renamed(&self, label: &str) -> Option<&Arc<str>> {
        said(&self.rename, label)
    }
}

/// Whether a value is "true" or "false".
#[must_use]
pub fn is_switch(value: &str) -> bool {
    matches!(value, "true" | "false")
}

/// Whether a value is a whole number.
#[must_use]
pub fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn said<'a>(list: &'a [(Arc<str>, Arc<str>)], id: &str) -> Option<&'a Arc<str>> {
    list.iter().find(|(known, _)| **known == *id).map(|(_, value)| value)
}

/// Puts what is said of `id` into a list, or takes it out.
pub fn say(list: &mut Vec<(Arc<str>, Arc<str>)>, id: &Arc<str>, value: Option<Arc<str>>) {
    list.retain(|(known, _)| known != id);
    list.extend(value.map(|value| (Arc::clone(id), value)));
}

/// A mark that a format of words has elsewhere than the article, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// In which document.
    pub document: Arc<str>,
    /// Which mark.
    pub id: Id,
    /// Its words.
    pub words: Arc<str>,
    /// Its words in the file; empty when it is not there.
    pub became: Arc<str>,
    /// What happened, in words.
    pub what: Arc<str>,
    /// On which bytes the file has it.
    pub to: Option<(usize, usize)>,
}

impl Misfit {
    /// What puts the mark where the file has it, or rejects one that the file has not.
    #[must_use]
    pub fn refit(&self) -> Refit {
        Refit { document: Arc::clone(&self.document), id: self.id, to: self.to }
    }
}

/// Where a mark is to be, if anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refit {
    /// In which document.
    pub document: Arc<str>,
    /// Which mark.
    pub id: Id,
    /// On which bytes; `None` for nowhere: it is rejected.
    pub to: Option<(usize, usize)>,
}

/// Puts marks where the format has them, as one step.
pub(super) fn fit(state: &State, refits: &[Refit]) -> Change {
    let edits = refits.iter().filter_map(|refit| {
        let document = state.saved.document(&refit.document)?;
        let before = document.annotation(refit.id)?;
        let mut after = Annotation::clone(before);
        let is_fitted = match refit.to {
            Some((start, end)) => {
                let to = document.text.span(start, end).filter(|span| !span.is_empty())?;
                let is_changed = after.stretch(&document.text, to) && after != **before;
                after.status = Status::Accepted;
                follow(&state.saved.labels, document, before, &mut after);
                is_changed
            }
            None => std::mem::replace(&mut after.status, Status::Rejected) != Status::Rejected,
        };
        is_fitted.then(|| Edit::Annotation {
            document: Arc::clone(&document.id),
            before: Some(Arc::clone(before)),
            after: Some(Arc::new(after)),
        })
    });
    let edits: Vec<_> = edits.collect();
    let notice = match edits.len() {
        0 => Notice::info("There is nothing to fix"),
        1 => Notice::info("Fixed 1 mark").with_undo(),
        n => Notice::info(format!("Fixed {n} marks")).with_undo(),
    };
    Change { edits, focus: state.session.selected, notice: Some(notice), ..Change::default() }
}

/// The formats that files can be saved in, our own before the worker has told any.
#[must_use]
pub fn writable(kinds: &[Kind]) -> Vec<Kind> {
    if kinds.is_empty() { vec![Kind::native()] } else { kinds.iter().filter(|kind| kind.writes).cloned().collect() }
}

/// The list of formats as state and components share it.
pub type Kinds = Rc<Vec<Kind>>;
