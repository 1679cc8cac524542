//! The application's state: plain values and one pure function that changes them.
//!
//! [`State`] is what the page shows, [`Action`] is what can happen, [`reduce`] is the only thing that leads from one
//! state to the next. Nothing here knows Yew (but for `store`), the DOM or storage. Offsets are UTF-8 bytes.

pub mod action;
pub mod adding;
pub mod apart;
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
pub mod session;
pub mod settings;
pub mod shelf;
pub mod since;
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
mod under;
pub mod undo;
pub mod value_form;
pub mod values;
pub mod why;
pub mod words;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, LabelDef, PersonalEntry, default_labels};

pub use action::Action;
pub use history::History;
pub use keeping::{Keeping, News, Role};
pub use keymap::Keymap;
pub use labels::{Fate, LabelChange, LabelSet};
pub use notice::{Notice, NoticeKind};
pub use project::Project;
pub use reduce::reduce;
pub use segmenter::Segmenter;
pub use session::{Detecting, Dialog, Filter, Panel, Saving, Selection, Session, Update};
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

    /// Begins to look for other mentions of what the last change was about.
    #[must_use]
    pub fn search(&self) -> Option<teach::Search> {
        teach::Search::new(self.saved.open_document()?, self.session.asked.as_ref()?)
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
