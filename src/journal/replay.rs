//! One article out of its records: the newest whole snapshot, and the changes after it for as long as they are whole and
//! in a row. Never guesses: what comes after a gap is left where it is.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::vec::IntoIter;

use postil_engine::Document;
use postil_formats::native::item::Items;

use super::change::{Builder, Change};
use super::head::Head;
use super::{base, code};

/// The bodies of records by number and part.
pub(super) type Numbered = BTreeMap<u64, BTreeMap<usize, String>>;

/// The records of one slot, without those that are damaged.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) head: Option<(Head, Option<u32>)>,
    pub(super) texts: Numbered,
    pub(super) journal: Numbered,
    pub(super) snapshots: Numbered,
}

/// An article that was read.
#[derive(Debug)]
pub(super) struct Replayed {
    pub(super) document: Rc<Document>,
    /// Changes that are stored and could not be done again; `None` when their number is not known.
    pub(super) lost: Option<u64>,
    /// Whether all its records are as they should be.
    pub(super) is_whole: bool,
}

/// An article that is being read, in steps of a part of a record.
pub(super) struct Replaying {
    head: Option<Head>,
    records: Records,
    /// What has been read, once its text is.
    read: Option<Read>,
}

struct Read {
    items: Items,
    builder: Builder,
    is_whole: bool,
    /// The sequence of what has been done again.
    at: u64,
    /// Snapshots that can be begun with; the last one is the newest.
    snapshots: Vec<u64>,
    /// The record at hand, and its number.
    current: Option<(u64, Record)>,
    /// Nothing is left, or what is left is not in a row.
    ended: bool,
}

/// A record of which parts are still to be read.
struct Record {
    is_snapshot: bool,
    parts: IntoIter<String>,
    changes: Vec<Change>,
}

impl Replaying {
    pub(super) fn new(records: Records) -> Self {
        Self { head: records.head.as_ref().map(|(head, _)| head.clone()), records, read: None }
    }

    /// Reads on; false when nothing is left to read.
    ///
    /// # Errors
    /// Why there is no article, to complete "it cannot be opened: …".
    pub(super) fn step(&mut self) -> Result<bool, String> {
        let Some(read) = &mut self.read else {
            self.read = Some(self.begin()?);
            return Ok(true);
        };
        if let Some((number, record)) = &mut read.current {
            match record.step(&mut read.items) {
                Ok(true) => {}
                Ok(false) => {
                    read.at = *number;
                    if record.is_snapshot {
                        read.snapshots.clear();
                    }
                    std::mem::take(&mut record.changes).into_iter().for_each(|change| read.builder.apply(change));
                    read.current = None;
                }
                Err(_) => {
                    let is_snapshot = record.is_snapshot;
                    read.give_up(is_snapshot);
                }
            }
            return Ok(true);
        }
        if read.ended {
            return Ok(false);
        }
        let snapshot = read.snapshots.pop();
        let (number, is_snapshot) = (snapshot.unwrap_or(read.at + 1), snapshot.is_some());
        let records = if is_snapshot { &mut self.records.snapshots } else { &mut self.records.journal };
        match records.remove(&number).and_then(|parts| Record::new(is_snapshot, parts)) {
            Some(record) => read.current = Some((number, record)),
            None => read.give_up(is_snapshot),
        }
        Ok(true)
    }

    /// The article's text, and with what the rest begins.
    fn begin(&mut self) -> Result<Read, String> {
        let head = self.head.as_ref();
        let texts = in_row(self.records.texts.remove(&0).unwrap_or_default());
        if head.is_some_and(|head| head.texts != texts.len()) {
            return Err("a part of its text is missing or damaged".to_owned());
        }
        let bare = base::read(&texts)?;
        let mut snapshots: Vec<u64> = match head {
            Some(head) => head.snapshots.iter().map(|(number, _)| *number).collect(),
            None => self.records.snapshots.keys().copied().collect(),
        };
        // Pages of before could write an old one last.
        snapshots.sort_unstable();
        Ok(Read {
            items: Items::new(bare.text.clone()),
            is_whole: head.is_some_and(|head| head.id == bare.id),
            builder: Builder::new(bare),
            at: 0,
            snapshots,
            current: None,
            ended: false,
        })
    }

    /// What was read; what is left is read.
    ///
    /// # Errors
    /// As [`Replaying::step`].
    pub(super) fn finish(mut self) -> Result<Replayed, String> {
        while self.step()? {}
        let Read { builder, mut is_whole, at, .. } = self.read.ok_or("its text is missing")?;
        let head = self.head;
        let lost = head.as_ref().map(|head| head.sequence.saturating_sub(at));
        is_whole &= lost == Some(0);
        let mut document = builder.finish();
        if let Some(head) = head.filter(|_| at == 0) {
            // Nothing is left but the text, and that is worth most.
            document.title = head.title;
        }
        Ok(Replayed { document: Rc::new(document), lost, is_whole })
    }
}

impl Read {
    /// A record is damaged or not there: nothing of it is done. Without a snapshot there may be an older one; without a
    /// change those after it are nothing.
    fn give_up(&mut self, is_snapshot: bool) {
        self.current = None;
        if is_snapshot {
            self.is_whole = false;
        } else {
            self.ended = true;
        }
    }
}

impl Record {
    /// A record whose end is there.
    fn new(is_snapshot: bool, parts: BTreeMap<usize, String>) -> Option<Self> {
        let parts = in_row(parts);
        code::is_whole(&parts).then(|| Self { is_snapshot, parts: parts.into_iter(), changes: Vec::new() })
    }

    /// Reads the next part; false when all of them are read.
    ///
    /// # Errors
    /// What is wrong with it.
    fn step(&mut self, items: &mut Items) -> Result<bool, String> {
        let Some(part) = self.parts.next() else { return Ok(false) };
        for line in code::lines(&part) {
            self.changes.push(code::change(items, line)?);
        }
        Ok(true)
    }
}

/// The parts from the first one on, as far as none is missing.
fn in_row(parts: BTreeMap<usize, String>) -> Vec<String> {
    let row = parts.into_iter().zip(0..).take_while(|((part, _), at)| part == at);
    row.map(|((_, body), _)| body).collect()
}
