//! The application's state: plain values and one pure function that changes them.
//!
//! [`State`] is what the page shows, [`Action`] is what can happen, [`reduce`] is the only thing that leads from one
//! state to the next. Nothing here knows Yew (but for `store`), the DOM or storage. Offsets are UTF-8 bytes.

pub mod action;
pub mod adding;
pub mod backup;
pub mod caret;
pub mod change;
pub mod check;
pub mod chord;
pub mod commands;
pub mod context;
pub mod currency;
pub mod dates;
pub mod day_words;
pub mod detection;
pub mod edit;
pub mod exporting;
pub mod figures;
pub mod find;
pub mod fragments;
pub mod history;
pub mod ids;
pub mod importing;
pub mod keeping;
pub mod keymap;
pub mod labels;
pub mod library;
pub mod links;
pub mod list;
pub mod matching;
pub mod meaning;
pub mod mentions;
pub mod navigate;
pub mod notes;
pub mod notice;
pub mod palette;
pub mod paragraphs;
pub mod past;
pub mod personal;
pub mod presets;
pub mod progress;
pub mod project;
pub mod reduce;
pub mod relations;
pub mod said;
pub mod segmenter;
pub mod segments;
pub mod settings;
pub mod snap;
pub mod sniff;
pub mod spoken;
pub mod spread;
pub mod store;
pub mod tagging;
pub mod teach;
pub mod teach_words;
pub mod threshold;
pub(crate) mod travel;
pub mod undo;
pub mod value_form;
pub mod why;
pub mod words;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, LabelDef, Personal, PersonalEntry, default_labels};

pub use action::Action;
pub use history::History;
pub use keeping::{Keeping, News, Role};
pub use keymap::Keymap;
pub use labels::{Fate, LabelChange, LabelSet};
pub use notice::{Notice, NoticeKind};
pub use project::Project;
pub use reduce::reduce;
pub use segmenter::Segmenter;
pub use settings::{Settings, Theme};
pub use tagging::Tagging;
pub use teach::{Does, Offer};
pub use threshold::Threshold;
pub use why::{Asked, Explained};

/// Everything. Cloning is a handful of reference counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What survives a reload.
    pub saved: Rc<Saved>,
    /// What does not.
    pub session: Session,
    /// What can be undone and redone.
    pub history: Rc<History>,
    /// What tells characters and words apart; the same for as long as the page lives.
    pub segmenter: Segmenter,
    /// What tells the time.
    pub clock: history::Clock,
}

/// What survives a reload.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The library, in the order in which articles were added.
    pub documents: Vec<Rc<Document>>,
    /// The document on screen.
    pub open: Option<Arc<str>>,
    /// Documents whose detection has not come to its end.
    pub undetected: Vec<Arc<str>>,
    /// The label set.
    pub labels: Rc<Vec<LabelDef>>,
    /// Words that are always a certain label, or never a name, sorted.
    pub personal: Rc<Vec<PersonalEntry>>,
    /// The label sets that the person keeps.
    pub sets: Rc<Vec<LabelSet>>,
    /// What is known of the work on each article, by its id.
    pub progress: Rc<BTreeMap<Arc<str>, Rc<progress::Progress>>>,
    /// How the page looks and what its keys are.
    pub settings: Settings,
    /// What the project of all this is called, and how it is labelled.
    pub project: Rc<Project>,
}

/// What does not survive a reload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The annotation at hand.
    pub selected: Option<Id>,
    /// The annotation that was at hand last in this article.
    pub last_in_hand: Option<Id>,
    /// What speaks for the name that was asked about last.
    pub explained: Option<Explained>,
    /// The text cursor and selection.
    pub selection: Option<Selection>,
    /// What is hidden from article and list.
    pub filter: Filter,
    /// Which list the side panel shows.
    pub panel: Panel,
    /// The library as a list.
    pub shelf: library::Shelf,
    /// The dialog on screen.
    pub dialog: Option<Dialog>,
    /// A label set from a file, to take or to leave.
    pub offered: Option<LabelSet>,
    /// The formats that files can be saved and opened in; empty until the worker was needed.
    pub formats: exporting::Kinds,
    /// What became of the files that were opened last.
    pub imported: Option<Rc<Vec<importing::Told>>>,
    /// Ids of the commands used last from the palette, the last one first.
    pub recent: Vec<Arc<str>>,
    /// What the page says to the user.
    pub notice: Option<Notice>,
    /// Steps to undo (below zero) or to do again once those of before are read.
    pub early: i32,
    /// The last change, of which is still to be worked out what it offers.
    pub asked: Option<teach::Asked>,
    /// What is offered for the other mentions of what was changed last.
    pub offer: Option<Rc<Offer>>,
    /// The personal list as detection uses it.
    pub personal: Personal,
    /// The detection under way.
    pub detecting: Option<Detecting>,
    /// What detection decides on names by.
    pub tagging: Tagging,
    /// Documents whose names rules decided on because the model was late.
    pub by_rules: Vec<Arc<str>>,
    /// Whether the work is stored.
    pub saving: Saving,
    /// How it is kept.
    pub keeping: Keeping,
    /// Whether another version of the page is there.
    pub update: Update,
    /// The project to go to as soon as all work is saved, by its id.
    pub bound_for: Option<Arc<str>>,
    /// Whether the stored work has been read; nothing is written before.
    pub loaded: bool,
    /// Whether the list of what looks wrong shows what is ignored too.
    pub show_ignored: bool,
    /// The relation that is being made.
    pub relating: Option<relations::Relating>,
}

/// A stretch between two carets, in bytes; the head is the end that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Selection {
    /// The lower and the higher end.
    #[must_use]
    pub fn ends(self) -> (usize, usize) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// Whether it is only a caret.
    #[must_use]
    pub fn is_caret(self) -> bool {
        self.anchor == self.head
    }
}

/// What is hidden from article and list. Rejected annotations are shown in the list only when asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Labels that are switched off.
    pub hidden: Vec<Arc<str>>,
    /// Only what is still to be reviewed.
    pub to_review: bool,
}

impl Filter {
    /// Whether the article shows `annotation`.
    #[must_use]
    pub fn shows(&self, annotation: &Annotation) -> bool {
        use postil_engine::Status;
        let status = match annotation.status {
            Status::Suggested => true,
            Status::Accepted => !self.to_review,
            Status::Rejected => false,
        };
        status && !self.hidden.contains(&annotation.label)
    }
}

/// The lists of the side panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Annotations in text order.
    #[default]
    Annotations,
    /// Mentions grouped under one name.
    Entities,
    /// What is looked for.
    Find,
    /// What looks wrong.
    Check,
    /// What annotations say of each other.
    Relations,
    /// How to label.
    Guidelines,
}

/// Dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Download and copy.
    Export,
    /// What became of the files that were opened last.
    Imported,
    /// The table of figures.
    Figures,
    /// The other mentions of what was changed last.
    Mentions,
    /// The personal list.
    Personal,
    /// What names are found by.
    Model,
    /// The keys.
    Help,
    /// All commands.
    Palette,
    /// The label set.
    Labels,
    /// What the page can reach, with proof.
    About,
    /// How far the work is.
    Progress,
    /// Where the work is, and copies of all of it.
    Backup,
    /// What was done, step by step.
    History,
    /// The projects, and what this one is.
    Projects,
}

/// Whether another version of the page is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Update {
    /// Not that the page knew.
    #[default]
    None,
    /// It waits to be taken.
    Offered,
    /// It is taken as soon as all work is saved.
    Taken,
}

/// A detection under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detecting {
    /// Of which document.
    pub document: Arc<str>,
    /// The first id that the detection gives: what has a lower one was there before.
    pub first: Id,
    /// Whether the personal list has changed since it began, so that it has to be done again.
    pub stale: bool,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
    /// Entity ids of the document, by the detection's index.
    pub entities: Rc<Vec<Id>>,
}

/// Whether the work is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// All is stored.
    #[default]
    Saved,
    /// A write is under way.
    Saving,
    /// It did not work; why, and what to do.
    Failed(Arc<str>),
}

impl Default for Saved {
    fn default() -> Self {
        Self {
            documents: Vec::new(),
            open: None,
            undetected: Vec::new(),
            labels: Rc::new(default_labels()),
            personal: Rc::default(),
            sets: Rc::default(),
            progress: Rc::default(),
            settings: Settings::default(),
            project: Rc::default(),
        }
    }
}

impl Saved {
    /// The document of that id. O(documents).
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Rc<Document>> {
        self.documents.iter().find(|document| &*document.id == id)
    }

    /// The document on screen.
    #[must_use]
    pub fn open_document(&self) -> Option<&Rc<Document>> {
        self.document(self.open.as_deref()?)
    }

    /// The label of that name.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&LabelDef> {
        self.labels.iter().find(|label| &*label.name == name)
    }

    pub(crate) fn document_mut(&mut self, id: &str) -> Option<&mut Document> {
        let document = self.documents.iter_mut().find(|document| &*document.id == id)?;
        Some(Rc::make_mut(document))
    }
}

impl State {
    /// Nothing yet, with what tells characters and words apart.
    #[must_use]
    pub fn new(segmenter: Segmenter) -> Self {
        Self { segmenter, ..Self::default() }
    }

    /// The annotation at hand.
    #[must_use]
    pub fn selected(&self) -> Option<&Arc<Annotation>> {
        self.saved.open_document()?.annotation(self.session.selected?)
    }
}

#[cfg(test)]
mod files_tests;
#[cfg(test)]
pub(crate) mod law_tests;
#[cfg(test)]
mod teach_tests;
#[cfg(test)]
pub(crate) mod tests;
