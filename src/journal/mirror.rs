//! What the store holds, kept beside it: the last written value of each article with its head, and of all else. The next
//! plan is the difference to it.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, LabelDef};

use super::code::to_json;
use super::head::Head;
use super::{frame, rest};
use crate::state::{History, Saved};

/// What is to be stored.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// What survives a reload.
    pub saved: Rc<Saved>,
    /// What can be undone and redone.
    pub history: Rc<History>,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Mirror {
    /// The articles in the order of the library, then those that were removed.
    pub(super) slots: Vec<Slot>,
    /// The rest, if it was ever written.
    pub(super) saved: Option<Rc<Saved>>,
    /// The history, as far as it is read.
    pub history: Rc<History>,
    /// The checksum of the record that says how far the history goes.
    pub(super) history_sum: Option<u32>,
    /// How many times what is shared was written, and the checksum of the record that says so.
    pub(super) shared: (u64, Option<u32>),
    /// Whether records of the layout before are still to be carried over.
    pub(super) to_carry: bool,
    /// The checksum of the record that says how far that has come.
    pub(super) carried_sum: Option<u32>,
    /// Slots with damaged records, which nobody reads or writes any more.
    pub(super) aside: Vec<String>,
    /// Whether that list is to be written.
    pub(super) set_aside: bool,
    /// Whether changes were lost with them.
    pub(super) lost: bool,
    /// Ids of the articles of the library that are not stored yet, or for which there was no room.
    pub left_out: Vec<Arc<str>>,
}

/// Where one article is kept.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) name: Arc<str>,
    /// As it is stored.
    pub(super) document: Rc<Document>,
    pub(super) head: Head,
    /// The checksum of the head's record.
    pub(super) sum: Option<u32>,
}

impl Mirror {
    /// Whether nothing is stored.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.saved.is_none()
    }

    /// Articles of the library.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.order().count()
    }

    /// Accepted marks of all articles. O(articles).
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.slots.iter().filter(|slot| !slot.head.removed).map(|slot| slot.head.counts[1]).sum()
    }

    /// The articles of the library as they are stored, each with what tells this version of it from others.
    pub fn versions(&self) -> impl Iterator<Item = (Rc<Document>, String)> {
        let labels = frame::checksum("", to_json(&*self.labels()).as_bytes());
        let here = self.slots.iter().filter(|slot| !slot.head.removed);
        here.map(move |slot| (Rc::clone(&slot.document), format!("{} {} {labels}", slot.name, slot.head.sequence)))
    }

    /// All that is stored, with what tells it from what was stored at other times. Nothing when that is nothing.
    #[must_use]
    pub fn whole(&self) -> Option<(Rc<Saved>, String)> {
        let saved = self.saved.clone()?;
        let versions = self.versions().map(|(_, version)| version);
        let all: String = versions.chain(rest::others(&saved).into_iter().map(|(_, body)| body)).collect();
        Some((saved, frame::checksum("", all.as_bytes()).to_string()))
    }

    /// What the project is called.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        self.saved.as_ref().map(|saved| saved.project.title().to_owned())
    }

    /// The stored label set.
    #[must_use]
    pub fn labels(&self) -> Rc<Vec<LabelDef>> {
        self.saved.as_ref().map(|saved| Rc::clone(&saved.labels)).unwrap_or_default()
    }

    /// The slots of the library, in its order.
    pub(super) fn order(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter(|slot| !slot.head.removed).map(|slot| &*slot.name)
    }

    /// The article of a slot, be it removed or not.
    pub(super) fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| *slot.name == *name)
    }
}
