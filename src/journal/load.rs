//! From all records of the store to the state they hold, the mirror of the store, and what to say of records that could
//! not be read. What is damaged is set aside: it stays as it is, and the article goes on in another slot.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::code::from_json;
use super::frame;
use super::head::Head;
use super::mirror::{Mirror, Slot};
use super::plan::{ASIDE, CARRIED, DONE, HISTORY, TURNS};
use super::replay::{Numbered, Records, replay};
use super::{Place, rest};
use crate::state::{History, Saved};

/// No change and no step has a number as high: a record that says so is damaged.
const MOST: u64 = 1 << 53;

/// The records of the store.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// Of each place but the steps.
    pub records: Vec<(Place, Vec<u8>)>,
    /// What the layout before left, if anything: what it held, and what to say of it.
    pub old: Option<(Saved, Vec<String>)>,
}

/// What was stored.
#[derive(Debug)]
pub struct Loaded {
    /// The state.
    pub saved: Saved,
    /// The store. Its history is not read yet.
    pub mirror: Mirror,
    /// What to tell the person, a sentence or two each.
    pub problems: Vec<String>,
    /// Whether the records of the layout before are no longer needed.
    pub forget_old: bool,
    /// Whether nothing is stored at all.
    pub is_empty: bool,
}

/// Reads all of it. Never fails: what cannot be read is said.
#[must_use]
pub fn load(stored: Stored) -> Loaded {
    let is_empty = stored.records.is_empty() && stored.old.is_none();
    let mut all = Sorted::default();
    for (place, bytes) in &stored.records {
        all.take(*place, bytes);
    }
    let Sorted { mut slots, rest: mut named, mut problems, damaged } = all;
    let mut saved = Saved::default();
    let mut mirror = Mirror::default();
    let aside = named.remove(ASIDE).map(|(body, _)| from_json::<Vec<String>>(&body).unwrap_or_default());
    mirror.aside = aside.unwrap_or_default();
    slots.retain(|name, _| !mirror.aside.contains(name));
    let is_carried = match named.remove(CARRIED) {
        Some((body, sum)) => {
            mirror.carried_sum = sum;
            body.starts_with(DONE)
        }
        None => false,
    };
    if let Some((body, sum)) = named.remove(TURNS) {
        let turns = from_json::<(u64, Arc<str>)>(&body).map_or(0, |(turns, _)| turns);
        mirror.shared = (turns.min(MOST), sum);
    }
    let mut history = (0, 0, 0);
    if let Some((body, sum)) = named.remove(HISTORY)
        && let Ok((first, at, end, _)) = from_json::<(u64, u64, u64, Arc<str>)>(&body)
        && first <= at
        && at <= end
        && end < MOST
    {
        (history, mirror.history_sum) = ((first, at, end), sum);
    }
    let mut old = stored.old.filter(|_| !is_carried);
    let forget_old = is_carried && damaged == 0;
    if let Some((before, said)) = &mut old {
        problems.append(said);
        saved = Saved { documents: Vec::new(), ..before.clone() };
    }
    let is_stored = !slots.is_empty() || !named.is_empty() || is_carried;
    let mut order = Vec::new();
    for (name, (body, _)) in &named {
        problems.extend(rest::take(name, body, &mut saved, &mut order).err());
    }
    let places: HashMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    let mut slots: Vec<(String, Records)> = slots.into_iter().collect();
    // What is not in the order, from another page, comes last.
    slots.sort_by_key(|(name, _)| places.get(name.as_str()).copied().unwrap_or(order.len()));
    for (name, records) in slots {
        take_slot(name, &records, &mut saved, &mut mirror, &mut problems);
    }
    // As a plan leaves them.
    mirror.slots.sort_by_key(|slot| slot.head.removed);
    if let Some((before, _)) = &old {
        let known = |id: &Arc<str>| mirror.slots.iter().any(|slot| slot.document.id == *id);
        let missing = before.documents.iter().filter(|document| !known(&document.id));
        saved.documents.extend(missing.cloned().collect::<Vec<_>>());
    }
    saved.open = saved.open.take().filter(|id| saved.documents.iter().any(|document| document.id == *id));
    if damaged > 0 && problems.is_empty() {
        problems.push(format!("{damaged} of the stored records could not be read. They are kept as they are."));
    }
    let (first, at, end) = history;
    // Steps of changes that are lost would bring about something that never was.
    let unread = if mirror.lost { History::unread(end, end, end) } else { History::unread(first, at, end) };
    mirror.history = Rc::new(unread);
    mirror.to_carry = old.is_some();
    mirror.set_aside &= !mirror.aside.is_empty();
    // What is only in the layout before is still to be written.
    mirror.saved = (is_stored && old.is_none()).then(|| Rc::new(saved.clone()));
    Loaded { saved, mirror, forget_old: forget_old && problems.is_empty(), problems, is_empty }
}

/// Reads the article of a slot.
fn take_slot(name: String, records: &Records, saved: &mut Saved, mirror: &mut Mirror, problems: &mut Vec<String>) {
    let head = records.head.clone();
    let title = head.as_ref().map_or_else(String::new, |(head, _)| format!(" \u{201c}{}\u{201d}", head.title));
    match (replay(records), head) {
        (Ok(replayed), Some((head, sum))) if replayed.is_whole => {
            if !head.removed {
                saved.documents.push(Rc::clone(&replayed.document));
            }
            mirror.slots.push(Slot { name: name.into(), document: replayed.document, head, sum });
            return;
        }
        // It cannot be brought back, and nobody misses it.
        (_, Some((head, _))) if head.removed => {}
        (Ok(replayed), _) => {
            let title = if title.is_empty() { format!(" \u{201c}{}\u{201d}", replayed.document.title) } else { title };
            mirror.lost |= replayed.lost != Some(0);
            problems.push(match replayed.lost {
                Some(0) => format!("A stored record of the article{title} is damaged. Nothing of your work is lost."),
                Some(1) => format!("The last change of the article{title} could not be read. It is shown as it was before, and what was done until now cannot be undone."),
                Some(lost) => format!("The last {lost} changes of the article{title} could not be read. It is shown as it was before them, and what was done until now cannot be undone."),
                None => format!("The article{title} was read without its head, which is damaged. Look whether all is there."),
            });
            saved.documents.push(replayed.document);
        }
        (Err(why), _) => {
            problems.push(format!("The stored article{title} could not be opened: {why}. Its records are kept."));
        }
    }
    mirror.aside.push(name);
    mirror.set_aside = true;
}

/// Records by what they belong to.
#[derive(Default)]
struct Sorted {
    slots: BTreeMap<String, Records>,
    /// Body and checksum.
    rest: BTreeMap<String, (String, Option<u32>)>,
    problems: Vec<String>,
    damaged: usize,
}

impl Sorted {
    fn take(&mut self, place: Place, bytes: &[u8]) {
        let record = match frame::open(bytes) {
            Ok(record) => record,
            Err(_) => {
                self.damaged += 1;
                return;
            }
        };
        let sum = frame::sum(bytes);
        let mut words = record.key.splitn(3, ' ');
        let name = words.next().unwrap_or_default().to_owned();
        let number = words.next().and_then(|it| it.parse().ok()).filter(|number| *number < MOST);
        let part = words.next().and_then(|it| it.parse().ok());
        let slot = |slots: &mut BTreeMap<String, Records>, of: fn(&mut Records) -> &mut Numbered, body: String| {
            if let Some((number, part)) = number.zip(part) {
                of(slots.entry(name.clone()).or_default()).entry(number).or_default().insert(part, body);
            }
        };
        match place {
            Place::Rest => drop(self.rest.insert(record.key, (record.body, sum))),
            Place::Heads => match from_json::<Head>(&record.body) {
                Ok(head) => self.slots.entry(record.key).or_default().head = Some((head, sum)),
                Err(_) => self.damaged += 1,
            },
            Place::Texts => slot(&mut self.slots, |records| &mut records.texts, record.body),
            Place::Journal => slot(&mut self.slots, |records| &mut records.journal, record.body),
            Place::Snapshots => slot(&mut self.slots, |records| &mut records.snapshots, record.body),
            Place::Steps => {}
        }
    }
}
