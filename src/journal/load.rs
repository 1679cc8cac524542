//! From all records of the store to the state they hold, the mirror of the store, and what to say of records that could
//! not be read. What is damaged is set aside: it stays as it is, and the article goes on in another slot.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;
use std::vec::IntoIter;

use super::code::from_json;
use super::frame;
use super::head::Head;
use super::mirror::{Mirror, Slot};
use super::plan::{ASIDE, CARRIED, DONE, HISTORY, TURNS};
use super::replay::{Numbered, Records, Replayed, Replaying};
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
    Loading::new(stored).finish()
}

/// [`load`] in steps of some milliseconds, so that a page can answer in between.
pub struct Loading {
    records: IntoIter<(Place, Vec<u8>)>,
    sorted: Sorted,
    old: Option<(Saved, Vec<String>)>,
    is_empty: bool,
    /// What has been read, once the records are sorted.
    articles: Option<Articles>,
}

impl Loading {
    /// Begins to read.
    #[must_use]
    pub fn new(stored: Stored) -> Self {
        let is_empty = stored.records.is_empty() && stored.old.is_none();
        Self {
            records: stored.records.into_iter(),
            sorted: Sorted::default(),
            old: stored.old,
            is_empty,
            articles: None,
        }
    }

    /// Reads on; false when nothing is left to read.
    pub fn step(&mut self) -> bool {
        if let Some((place, bytes)) = self.records.next() {
            self.sorted.take(place, &bytes);
            return true;
        }
        match &mut self.articles {
            Some(articles) => articles.step(),
            None => {
                self.articles = Some(Articles::new(std::mem::take(&mut self.sorted), self.old.take()));
                true
            }
        }
    }

    /// What was stored; what is left to read is read.
    #[must_use]
    pub fn finish(mut self) -> Loaded {
        while self.step() {}
        let articles = self.articles.unwrap_or_else(|| Articles::new(Sorted::default(), None));
        articles.loaded(self.is_empty)
    }
}

/// The head of a slot and its checksum, if there is one.
type KnownHead = Option<(Head, Option<u32>)>;

/// The articles, one after the other, and all else.
struct Articles {
    slots: IntoIter<(String, Records)>,
    /// The one at hand, and its slot.
    current: Option<(String, KnownHead, Replaying)>,
    old: Option<(Saved, Vec<String>)>,
    saved: Saved,
    mirror: Mirror,
    problems: Vec<String>,
    damaged: usize,
    /// The first and last step of the history, and where in it the work is.
    history: (u64, u64, u64),
    forget_old: bool,
    is_stored: bool,
}

impl Articles {
    /// Reads all but the articles.
    fn new(sorted: Sorted, old: Option<(Saved, Vec<String>)>) -> Self {
        let Sorted { mut slots, rest: mut named, mut problems, damaged } = sorted;
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
        let mut old = old.filter(|_| !is_carried);
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
        let (slots, forget_old) = (slots.into_iter(), is_carried && damaged == 0);
        Self { slots, current: None, old, saved, mirror, problems, damaged, history, forget_old, is_stored }
    }

    fn step(&mut self) -> bool {
        if let Some((_, _, replaying)) = &mut self.current {
            match replaying.step() {
                Ok(true) => {}
                answer => self.take(answer.err()),
            }
            return true;
        }
        let Some((name, records)) = self.slots.next() else { return false };
        self.current = Some((name, records.head.clone(), Replaying::new(records)));
        true
    }

    /// Takes the article at hand, which is read as far as it can be, or `why` it cannot.
    fn take(&mut self, why: Option<String>) {
        let Some((name, head, replaying)) = self.current.take() else { return };
        let replayed = why.map_or_else(|| replaying.finish(), Err);
        take_slot(name, head, replayed, &mut self.saved, &mut self.mirror, &mut self.problems);
    }

    fn loaded(self, is_empty: bool) -> Loaded {
        let Self { old, mut saved, mut mirror, mut problems, damaged, history, forget_old, is_stored, .. } = self;
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
}

/// Takes what was read of a slot.
fn take_slot(
    name: String,
    head: KnownHead,
    replayed: Result<Replayed, String>,
    saved: &mut Saved,
    mirror: &mut Mirror,
    problems: &mut Vec<String>,
) {
    let title = head.as_ref().map_or_else(String::new, |(head, _)| format!(" \u{201c}{}\u{201d}", head.title));
    match (replayed, head) {
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
