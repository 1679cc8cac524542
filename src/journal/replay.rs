//! One article out of its records: the newest whole snapshot, and the changes after it for as long as they are whole and
//! in a row. Never guesses: what comes after a gap is left where it is.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

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

/// Reads the article.
///
/// # Errors
/// Why there is none, to complete "it cannot be opened: …".
pub(super) fn replay(records: &Records) -> Result<Replayed, String> {
    let head = records.head.as_ref().map(|(head, _)| head);
    let texts = in_row(records.texts.get(&0));
    if head.is_some_and(|head| head.texts != texts.len()) {
        return Err("a part of its text is missing or damaged".to_owned());
    }
    let bare = base::read(&texts)?;
    let mut items = Items::new(bare.text.clone());
    let mut start: Option<(u64, Vec<Change>)> = None;
    let mut is_whole = head.is_some_and(|head| head.id == bare.id);
    let mut numbers: Vec<u64> = match head {
        Some(head) => head.snapshots.iter().map(|(number, _)| *number).collect(),
        None => records.snapshots.keys().copied().collect(),
    };
    // Pages of before could write an old one last.
    numbers.sort_unstable();
    for number in numbers.into_iter().rev() {
        match code::read(&mut items, &in_row(records.snapshots.get(&number))) {
            Ok(changes) => {
                start = Some((number, changes));
                break;
            }
            Err(_) => is_whole = false,
        }
    }
    let (mut at, first) = start.unwrap_or_default();
    let mut builder = Builder::new(bare);
    first.into_iter().for_each(|change| builder.apply(change));
    while let Some(parts) = records.journal.get(&(at + 1)) {
        // All of a change or nothing of it.
        let Ok(changes) = code::read(&mut items, &in_row(Some(parts))) else { break };
        changes.into_iter().for_each(|change| builder.apply(change));
        at += 1;
    }
    let lost = head.map(|head| head.sequence.saturating_sub(at));
    is_whole &= lost == Some(0);
    let mut document = builder.finish();
    if let Some(head) = head.filter(|_| at == 0) {
        // Nothing is left but the text, and that is worth most.
        document.title = Arc::clone(&head.title);
    }
    Ok(Replayed { document: Rc::new(document), lost, is_whole })
}

/// The parts from the first one on, as far as none is missing.
fn in_row(parts: Option<&BTreeMap<usize, String>>) -> Vec<String> {
    let row = parts.into_iter().flatten().zip(0..).take_while(|((part, _), at)| *part == at);
    row.map(|((_, body), _)| body.clone()).collect()
}
