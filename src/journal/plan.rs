//! The records to write so that the store holds what the page does: the difference to its [`Mirror`], put into words part
//! by part, so that the caller decides how long to work at a time. All of a plan is written in one transaction, on the
//! condition that its guards still hold.

use std::cell::OnceCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;

use super::change::{changes, is_same_article};
use super::code::{Parts, to_json};
use super::guard::{About, Guard, Refused};
use super::lifted::{lifted, taken_out};
use super::mirror::{Mirror, Slot, Work};
use super::steps::{self, Known};
use super::{Delete, Place, Put, frame, key, parts, rest};
use crate::state::history::History;

/// The record that says how far the history goes.
pub(super) const HISTORY: &str = "history";
/// The record that says how many times what is shared was written, and by whom last.
pub(super) const TURNS: &str = "turns";
/// The record that says that nothing of the layout before is needed any more.
pub(super) const CARRIED: &str = "carried";
/// What it says while that is under way, and afterwards.
const BEGUN: &str = "begun";
pub(super) const DONE: &str = "done";
/// The record that lists the slots with damaged records.
pub(super) const ASIDE: &str = "aside";

/// See the module.
pub struct Plan {
    /// The records to put, after the deletions.
    pub puts: Vec<Put>,
    /// What is deleted first.
    pub deletes: Vec<Delete>,
    /// What has to hold.
    pub guards: Vec<Guard>,
    /// Whether there is more to write after it.
    pub more: bool,
    pub(super) next: Mirror,
    pub(super) jobs: VecDeque<Job>,
    /// The slots whose heads change.
    pub(super) touched: Vec<usize>,
    by: Arc<str>,
    /// Articles that it brings, and their bytes, about.
    pub(super) new: (usize, usize),
}

/// Something that is still to be put into words.
pub(super) struct Job {
    pub(super) place: Place,
    /// The slot, or none for a step.
    pub(super) slot: Option<usize>,
    pub(super) number: u64,
    pub(super) part: usize,
    pub(super) bodies: Box<dyn Iterator<Item = Vec<u8>>>,
}

impl Plan {
    /// The plan that leads from what is stored to `work`; `None` when there is nothing to do. `name` gives a name that no
    /// slot has, `by` is that of the page. Linear in the pointers of what changed.
    #[must_use]
    pub fn new(
        mirror: &Mirror,
        work: &Work,
        refused: &Refused,
        name: &mut dyn FnMut() -> Arc<str>,
        by: &Arc<str>,
    ) -> Option<Self> {
        if refused.library {
            return None;
        }
        let mut plan = Self::empty(mirror, by);
        plan.documents(mirror, work, refused, name);
        plan.bring_removed(mirror, work, refused, name);
        if !refused.history {
            plan.history(mirror, &work.history);
        }
        let old = mirror.saved.as_deref();
        // Where nothing was ever stored, a new page's own settings are no change.
        let fresh = Default::default();
        let differing = |old| {
            let mut all = rest::differing(old, &work.saved);
            all.retain(|(name, _)| !(refused.shared && is_shared(name)));
            all
        };
        let mut rest = differing(old.or((!mirror.to_carry).then_some(&fresh)));
        let is_moved = !plan.next.order().eq(mirror.order()) || plan.next.left_out != mirror.left_out;
        let has_work = !(rest.is_empty() && plan.jobs.is_empty() && plan.touched.is_empty() && plan.puts.is_empty());
        if !has_work && !is_moved && !mirror.to_carry && !mirror.set_aside {
            return None;
        }
        if old.is_none() {
            rest = differing(None);
        }
        if old.is_none() || is_moved {
            let order: Vec<&str> = plan.next.order().collect();
            rest.push((rest::ORDER.into(), to_json(&order)));
        }
        if rest.iter().any(|(name, _)| is_shared(name)) {
            plan.take_turn(mirror);
        }
        for (name, body) in rest {
            plan.put(Place::Rest, name.into_owned(), body.as_bytes());
        }
        if mirror.set_aside {
            plan.put(Place::Rest, ASIDE.to_owned(), to_json(&mirror.aside).as_bytes());
            plan.next.set_aside = false;
        }
        if mirror.to_carry || old.is_none() {
            plan.carry(mirror);
        }
        plan.next.saved = Some(Rc::clone(&work.saved));
        Some(plan)
    }

    pub(super) fn empty(mirror: &Mirror, by: &Arc<str>) -> Self {
        Self {
            puts: Vec::new(),
            deletes: Vec::new(),
            guards: Vec::new(),
            more: false,
            next: mirror.clone(),
            jobs: VecDeque::new(),
            touched: Vec::new(),
            by: Arc::clone(by),
            new: (0, 0),
        }
    }

    /// Whether it holds whole articles, which takes longer than what was changed in one.
    #[must_use]
    pub fn brings_articles(&self) -> bool {
        self.jobs.iter().any(|job| job.place == Place::Texts)
    }

    /// Puts another part into words; false when all is done.
    pub fn step(&mut self) -> bool {
        let Some(job) = self.jobs.front_mut() else {
            for at in std::mem::take(&mut self.touched) {
                self.head(at);
            }
            return false;
        };
        let Some(body) = job.bodies.next() else {
            self.jobs.pop_front();
            return true;
        };
        let part = job.part;
        job.part += 1;
        let (place, number, slot) = (job.place, job.number, job.slot.and_then(|at| self.next.slots.get_mut(at)));
        let key = match slot {
            Some(slot) if place == Place::Texts => {
                slot.head.texts += 1;
                key(&slot.name, 0, part)
            }
            Some(slot) => {
                slot.head.since += body.len();
                key(&slot.name, number, part)
            }
            None => key("s", number, part),
        };
        self.put(place, key, &body);
        true
    }

    /// What the store holds when the plan has been carried out.
    #[must_use]
    pub fn done(self) -> Mirror {
        self.next
    }

    pub(super) fn put(&mut self, place: Place, key: String, body: &[u8]) {
        let bytes = frame::seal(&key, body);
        self.puts.push(Put { place, key, bytes });
    }

    /// Writes the head of a slot, on the condition that it is as it was.
    pub(super) fn head(&mut self, at: usize) {
        let Some(slot) = self.next.slots.get_mut(at) else { return };
        slot.head.describe(&slot.document);
        slot.head.by = Arc::clone(&self.by);
        let (expected, key, body) = (slot.sum, slot.name.to_string(), to_json(&slot.head));
        let bytes = frame::seal(&key, body.as_bytes());
        slot.sum = frame::sum(&bytes);
        let about = About::Document(Arc::clone(&slot.document.id));
        self.guards.push(Guard { about, place: Place::Heads, key: key.clone(), expected, planned: slot.sum });
        self.puts.push(Put { place: Place::Heads, key, bytes });
    }

    fn documents(&mut self, mirror: &Mirror, work: &Work, refused: &Refused, name: &mut dyn FnMut() -> Arc<str>) {
        let is_same =
            |(slot, document): (&Slot, &Rc<Document>)| !slot.head.removed && Rc::ptr_eq(&slot.document, document);
        let known = mirror.slots.iter().filter(|slot| !slot.head.removed).count();
        let documents = &work.saved.documents;
        self.next.left_out.clear();
        if known == documents.len() && mirror.slots.iter().zip(documents).all(is_same) {
            return;
        }
        let mut old: Vec<Option<Slot>> = std::mem::take(&mut self.next.slots).into_iter().map(Some).collect();
        // What a step has taken out is another article than the one that came in under its id since.
        let taken: Vec<_> = taken_out(&mirror.history, &work.history).map(Rc::as_ptr).collect();
        // Only where something has moved.
        let places = OnceCell::new();
        for (at, document) in documents.iter().enumerate() {
            // The one in the library, or the removed one that undo has brought back.
            let fits = |slot: &Slot| !slot.head.removed || Rc::ptr_eq(&slot.document, document);
            let is_it = |slot: &Slot| slot.document.id == document.id && fits(slot);
            let here = |at: &usize| old.get(*at).and_then(Option::as_ref).is_some_and(is_it);
            let moved = || {
                let places = places.get_or_init(|| places_of(&mirror.slots));
                places.get(&document.id).into_iter().flatten().copied().find(here)
            };
            let at = Some(at).filter(here).or_else(moved);
            let found = at.and_then(|at| old.get_mut(at)).and_then(Option::take);
            let found = match found {
                Some(slot)
                    if is_same_article(&slot.document, document) && !taken.contains(&Rc::as_ptr(&slot.document)) =>
                {
                    Some(slot)
                }
                // Another article under the same id: the one of before is removed.
                other => {
                    other.into_iter().for_each(|slot| old.push(Some(slot)));
                    None
                }
            };
            match found {
                Some(slot) if refused.documents.contains(&document.id) => self.next.slots.push(slot),
                Some(slot) => self.change(slot, document),
                None if self.has_room(document, refused) => self.bring(document, name()),
                None => self.next.left_out.push(Arc::clone(&document.id)),
            }
        }
        self.more = !self.next.left_out.is_empty();
        self.remove(old.into_iter().flatten().collect(), work, refused);
    }

    /// Keeps what the library no longer has, as the history has it.
    fn remove(&mut self, rest: Vec<Slot>, work: &Work, refused: &Refused) {
        for slot in rest {
            if slot.head.removed || refused.documents.contains(&slot.document.id) {
                self.next.slots.push(slot);
                continue;
            }
            let lifted = || lifted(work.history.steps().map(|(_, step)| step));
            let last = lifted().filter(|document| is_same_article(document, &slot.document)).last().cloned();
            let is_known = lifted().any(|document| Rc::ptr_eq(document, &slot.document));
            let last = last.filter(|_| !is_known).unwrap_or_else(|| Rc::clone(&slot.document));
            let at = self.next.slots.len();
            self.change(slot, &last);
            self.mark_removed(at);
        }
    }

    pub(super) fn mark_removed(&mut self, at: usize) {
        if let Some(slot) = self.next.slots.get_mut(at) {
            slot.head.removed = true;
        }
        if !self.touched.contains(&at) {
            self.touched.push(at);
        }
    }

    /// An article that is stored, as it is now.
    fn change(&mut self, mut slot: Slot, document: &Rc<Document>) {
        let at = self.next.slots.len();
        let is_back = std::mem::take(&mut slot.head.removed);
        let changes = if Rc::ptr_eq(&slot.document, document) { Vec::new() } else { changes(&slot.document, document) };
        slot.document = Rc::clone(document);
        if !changes.is_empty() {
            slot.head.sequence += 1;
            let bodies = Box::new(Parts::of(document.text.clone(), changes));
            let number = slot.head.sequence;
            self.jobs.push_back(Job { place: Place::Journal, slot: Some(at), number, part: 0, bodies });
            self.touched.push(at);
        } else if is_back {
            self.touched.push(at);
        }
        self.next.slots.push(slot);
    }

    /// Writes what is shared, on the condition that it is as this page left it.
    fn take_turn(&mut self, mirror: &Mirror) {
        let (turns, expected) = (mirror.shared.0 + 1, mirror.shared.1);
        let bytes = frame::seal(TURNS, to_json(&(turns, &self.by)).as_bytes());
        let (planned, key) = (frame::sum(&bytes), TURNS.to_owned());
        self.guards.push(Guard { about: About::Shared, place: Place::Rest, key: key.clone(), expected, planned });
        self.puts.push(Put { place: Place::Rest, key, bytes });
        self.next.shared = (turns, planned);
    }

    /// Says whether all of the layout before is carried over with this plan, and that it is this page that does it: two at
    /// once would bring every article twice.
    fn carry(&mut self, mirror: &Mirror) {
        let body = format!("{} {}", if self.more { BEGUN } else { DONE }, self.by);
        let bytes = frame::seal(CARRIED, body.as_bytes());
        let planned = frame::sum(&bytes);
        if mirror.to_carry {
            let (about, key) = (About::Library, CARRIED.to_owned());
            self.guards.push(Guard { about, place: Place::Rest, key, expected: mirror.carried_sum, planned });
        }
        self.puts.push(Put { place: Place::Rest, key: CARRIED.to_owned(), bytes });
        self.next.carried_sum = planned;
        self.next.to_carry &= self.more;
    }

    /// The steps that were made, and how far the history goes. O(steps) pointers. What was written while an article it speaks
    /// of was left out lacks that, and is written again.
    fn history(&mut self, mirror: &Mirror, new: &Rc<History>) {
        self.next.history = Rc::clone(new);
        let (old, come) = (&mirror.history, self.come(mirror));
        let ((old_first, _, old_end), (first, at, end)) = (old.range(), new.range());
        for (number, step) in new.steps() {
            let is_written = old.step(number).is_some_and(|known| Rc::ptr_eq(known, step));
            if is_written && !come.iter().any(|id| step.speaks_of(id)) {
                continue;
            }
            if number < old_end {
                self.deletes.push(parts(Place::Steps, "s", number, number));
            }
            let known = Known::of(step, &self.next);
            let bodies = Box::new(Parts::new(steps::write(Rc::clone(step), known)));
            self.jobs.push_back(Job { place: Place::Steps, slot: None, number, part: 0, bodies });
        }
        if old_first < first {
            self.deletes.push(parts(Place::Steps, "s", old_first, first - 1));
        }
        if end < old_end {
            self.deletes.push(parts(Place::Steps, "s", end, old_end - 1));
        }
        if old.range() != new.range() {
            let body = to_json(&(first, at, end, &self.by));
            let bytes = frame::seal(HISTORY, body.as_bytes());
            let (expected, planned) = (self.next.history_sum, frame::sum(&bytes));
            let key = HISTORY.to_owned();
            self.guards.push(Guard { about: About::History, place: Place::Rest, key: key.clone(), expected, planned });
            self.puts.push(Put { place: Place::Rest, key, bytes });
            self.next.history_sum = planned;
        }
    }
}

fn is_shared(name: &str) -> bool {
    rest::SHARED.contains(&name)
}

/// Where the slots of each id are.
fn places_of(slots: &[Slot]) -> HashMap<Arc<str>, Vec<usize>> {
    let mut places: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
    for (at, slot) in slots.iter().enumerate() {
        places.entry(Arc::clone(&slot.document.id)).or_default().push(at);
    }
    places
}
