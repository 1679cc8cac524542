//! What does not survive a reload: what is at hand, selected, hidden and asked, which list and dialog are on the screen, and
//! what is under way.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Id, Personal, Status};

use super::{
    Explained, Keeping, LabelSet, Notice, Offer, Tagging, apart, exporting, importing, relations, shelf, teach,
};

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
    pub shelf: shelf::Shelf,
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
    /// What was done before the stored work was read, and is not stored.
    pub apart: Option<Rc<apart::Apart>>,
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
