//! New articles in a plan: as many as one transaction is to bring, or as there may be room for. The others are left out.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;

use super::change::{bare, changes};
use super::code::Parts;
use super::guard::Refused;
use super::head::Head;
use super::lifted::{is_new, lifted};
use super::mirror::{Mirror, Slot, Work};
use super::plan::{Job, Plan};
use super::{Place, base};
use crate::state::history::Step;

/// What one transaction brings of new articles, in bytes, about. The rest comes in the next.
const MOST_NEW: usize = 4 << 20;

impl Plan {
    /// Bytes of new articles to go on with where there is no room for this plan: fewer than it brings. `None` where it brings
    /// none, so that nothing can be left out.
    #[must_use]
    pub fn less_room(&self) -> Option<usize> {
        match self.new {
            (0, _) => None,
            (1, bytes) => Some(bytes - 1),
            (_, bytes) => Some(bytes / 2),
        }
    }

    /// Whether a new article goes into this plan too.
    pub(super) fn has_room(&self, document: &Document, refused: &Refused) -> bool {
        let (count, bytes) = self.new;
        let all = bytes + weight(document);
        refused.room.map_or(count == 0 || all <= MOST_NEW, |room| all <= room)
    }

    /// The ids of articles that were left out until now.
    pub(super) fn come<'a>(&self, mirror: &'a Mirror) -> Vec<&'a Arc<str>> {
        mirror.left_out.iter().filter(|id| !self.next.left_out.contains(id)).collect()
    }

    /// Brings in what was added and removed again before it was ever stored, where there is room for it: else it can only be
    /// brought back for as long as the page is open.
    pub(super) fn bring_removed(
        &mut self,
        mirror: &Mirror,
        work: &Work,
        refused: &Refused,
        name: &mut dyn FnMut() -> Arc<str>,
    ) {
        let come = self.come(mirror);
        let is_written_now =
            |step: &(u64, &Rc<Step>)| is_new(&mirror.history, step) || come.iter().any(|id| step.1.speaks_of(id));
        let steps = work.history.steps().filter(is_written_now);
        let new: Vec<_> = lifted(steps.map(|(_, step)| step)).cloned().collect();
        for document in new {
            let is_known = self.next.slots.iter().any(|slot| Rc::ptr_eq(&slot.document, &document));
            // One of the library that is left out comes with another plan.
            let comes = || work.saved.documents.iter().any(|other| Rc::ptr_eq(other, &document));
            let is_wanted = !is_known && !comes();
            if is_wanted && (refused.room.is_none() || self.has_room(&document, refused)) {
                let at = self.next.slots.len();
                self.bring(&document, name());
                self.mark_removed(at);
            }
        }
    }

    /// An article that is not stored yet.
    pub(super) fn bring(&mut self, document: &Rc<Document>, name: Arc<str>) {
        let (count, bytes) = self.new;
        self.new = (count + 1, bytes + weight(document));
        let at = self.next.slots.len();
        let head = Head { sequence: 1, ..Head::default() };
        self.next.slots.push(Slot { name, document: Rc::clone(document), head, sum: None });
        let texts = Box::new(base::write(document));
        self.jobs.push_back(Job { place: Place::Texts, slot: Some(at), number: 0, part: 0, bodies: texts });
        let bodies = Box::new(Parts::of(document.text.clone(), changes(&bare(document), document)));
        self.jobs.push_back(Job { place: Place::Journal, slot: Some(at), number: 1, part: 0, bodies });
        self.touched.push(at);
    }
}

/// Bytes that a new article takes, about; never nothing.
fn weight(document: &Document) -> usize {
    1 + document.text.as_str().len() + 200 * document.annotations.len()
}
