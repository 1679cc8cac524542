//! Keeps the journal short: a snapshot of an article once its changes outgrow it, put into words bit by bit while the
//! person works on, and written with the deletion of the changes that no snapshot needs. And lets go of removed articles
//! that no step can bring back.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;

use super::change::{bare, changes};
use super::code::Parts;
use super::guard::Refused;
use super::mirror::{Mirror, Slot};
use super::plan::Plan;
use super::{Delete, Place, Put, frame, key, parts};
use crate::state::edit::Edit;

/// Changes after a snapshot, at most: they are done again on opening.
const MOST_CHANGES: u64 = 500;
/// Bytes of changes that are never worth a snapshot.
const FEW: usize = 64 << 10;
/// Snapshots that are kept. The changes between them are, too, so that one may be lost.
const KEPT: usize = 2;

/// A snapshot in the making.
pub struct Compaction {
    slot: Arc<str>,
    sequence: u64,
    /// Bytes of changes that it makes up for.
    since: usize,
    bodies: Parts,
    puts: Vec<Put>,
}

/// The next snapshot that is due.
#[must_use]
pub fn due(mirror: &Mirror, refused: &Refused) -> Option<Compaction> {
    let slot = mirror.slots.iter().find(|slot| {
        let (sequence, bytes) = slot.head.last_snapshot();
        let outgrown =
            slot.head.since > bytes.max(FEW) || slot.head.sequence - sequence.min(slot.head.sequence) >= MOST_CHANGES;
        // What came in one piece, and has not been changed since, is as good as a snapshot.
        let has_changes = slot.head.sequence > sequence.max(1);
        !slot.head.removed && outgrown && has_changes && !refused.documents.contains(&slot.document.id)
    })?;
    Some(Compaction::of(slot))
}

/// Snapshots of all articles, due or not.
#[cfg(test)]
pub(super) fn all(mirror: &Mirror) -> Vec<Compaction> {
    let is_new = |slot: &&Slot| !slot.head.removed && slot.head.sequence > slot.head.last_snapshot().0;
    mirror.slots.iter().filter(is_new).map(Compaction::of).collect()
}

impl Compaction {
    fn of(slot: &Slot) -> Self {
        Self {
            slot: slot.name.clone(),
            sequence: slot.head.sequence,
            since: slot.head.since,
            bodies: Parts::of(slot.document.text.clone(), changes(&bare(&slot.document), &slot.document)),
            puts: Vec::new(),
        }
    }

    /// Puts another part into words; false when all is done.
    pub fn step(&mut self) -> bool {
        let Some(body) = self.bodies.next() else { return false };
        let key = key(&self.slot, self.sequence, self.puts.len());
        let bytes = frame::seal(&key, &body);
        self.puts.push(Put { place: Place::Snapshots, key, bytes });
        true
    }

    /// The plan that writes it, whatever has been written since it was begun. `None` when the article is gone, or has a
    /// snapshot as late: another page may have had the right to write meanwhile.
    #[must_use]
    pub fn plan(self, mirror: &Mirror, by: &Arc<str>) -> Option<Plan> {
        let mut plan = Plan::empty(mirror, by);
        let at = plan.next.slots.iter().position(|slot| slot.name == self.slot)?;
        let slot = plan.next.slots.get_mut(at).filter(|slot| slot.head.last_snapshot().0 < self.sequence)?;
        slot.head.since = slot.head.since.saturating_sub(self.since);
        let bytes = self.puts.iter().map(|put| put.bytes.len()).sum();
        slot.head.snapshots.push((self.sequence, bytes));
        while slot.head.snapshots.len() > KEPT {
            let (oldest, _) = slot.head.snapshots.remove(0);
            plan.deletes.push(parts(Place::Snapshots, &self.slot, oldest, oldest));
        }
        // With one snapshot only, all changes stay, for the case that it is lost.
        if let [(oldest, _), _, ..] = *slot.head.snapshots.as_slice() {
            plan.deletes.push(parts(Place::Journal, &self.slot, 0, oldest));
        }
        plan.puts = self.puts;
        plan.head(at);
        Some(plan)
    }
}

impl Plan {
    /// Lets go of the removed articles that no step of the history speaks of. `None` when there are none, or when that is
    /// not known yet. O(edits) where something was removed.
    #[must_use]
    pub fn purge(mirror: &Mirror, refused: &Refused, by: &Arc<str>) -> Option<Self> {
        if refused.history || !mirror.history.is_read() || mirror.slots.iter().all(|slot| !slot.head.removed) {
            return None;
        }
        let edits = mirror.history.steps().flat_map(|(_, step)| &step.edits);
        let held: HashSet<&Arc<str>> = edits.filter_map(of_library).flatten().map(|document| &document.id).collect();
        let is_free = |slot: &Slot| {
            let is_ours = !refused.documents.contains(&slot.document.id);
            slot.head.removed && is_ours && !held.contains(&slot.document.id)
        };
        let mut plan = Self::empty(mirror, by);
        // Guarded by their heads, like all else.
        let free: Vec<usize> = (0..).zip(&mirror.slots).filter(|(_, slot)| is_free(slot)).map(|(at, _)| at).collect();
        for at in free.iter().rev() {
            plan.head(*at);
            plan.puts.pop();
            let slot = plan.next.slots.remove(*at);
            if let Some(guard) = plan.guards.last_mut() {
                guard.planned = None;
            }
            for place in [Place::Texts, Place::Journal, Place::Snapshots] {
                plan.deletes.push(parts(place, &slot.name, 0, 9_999_999_999));
            }
            plan.deletes.push(Delete { place: Place::Heads, from: slot.name.to_string(), to: slot.name.to_string() });
        }
        (!free.is_empty()).then_some(plan)
    }
}

/// The documents that an edit takes out of the library or brings back.
fn of_library(edit: &Edit) -> Option<impl Iterator<Item = &Rc<Document>>> {
    match edit {
        Edit::Document { before, after, .. } => Some(before.iter().chain(after)),
        _ => None,
    }
}
