//! Files of lots of documents as the files of all of them, the same to the byte as if they had been written at once.

use std::collections::{HashMap, HashSet};

use crate::error::WriteError;
use crate::part::Part;

/// How the files of two lots of documents are the files of both. A file that is about all documents (settings, a card) is
/// the same in each lot, and is there once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joins {
    /// Not at all: the documents are written at once.
    Not,
    /// The main file: one after the other.
    Lines,
    /// The main file: its lists, which lie between these words, one after the other. No text in a file can hold the words.
    Lists(&'static [&'static str]),
    /// Tables: rows after rows, under one head, which is the first line.
    Tables,
    /// Each document has files of its own.
    Files,
}

/// The words around the list that a file of JSON is, as it is written here.
pub(crate) const LIST: &[&str] = &["[", "\n]\n"];

/// The files of all lots, of which the main one is called `main`. Linear.
pub(crate) fn join(joins: Joins, main: &str, lots: Vec<Vec<Part>>) -> Result<Vec<Part>, WriteError> {
    let mut files: Vec<Part> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut mains: Vec<Vec<u8>> = Vec::new();
    let mut shared: HashSet<String> = HashSet::new();
    for mut part in lots.into_iter().flatten() {
        if part.name == main {
            mains.push(std::mem::take(&mut part.bytes));
        }
        match places.get(&part.name).and_then(|&at| files.get_mut(at)) {
            None => {
                places.insert(part.name.clone(), files.len());
                files.push(part);
            }
            Some(before) if joins == Joins::Tables && part.name != main => {
                before.bytes.extend_from_slice(without_head(&part.bytes));
            }
            Some(_) => drop(shared.insert(part.name)),
        }
    }
    // What is about all comes after what is of one document.
    if joins == Joins::Files {
        files.sort_by_key(|file| shared.contains(&file.name));
    }
    if let Some(file) = files.iter_mut().find(|file| file.name == main) {
        file.bytes = match (joins, mains.len()) {
            (_, 1) => mains.pop().unwrap_or_default(),
            (Joins::Lists(words), _) => lists(words, &mains).ok_or_else(|| WriteError::new("a lot is not whole."))?,
            (Joins::Tables, _) => {
                let (first, rest) = mains.split_first().map_or((&[][..], &[][..]), |(first, rest)| (first, rest));
                [first].into_iter().chain(rest.iter().map(|table| without_head(table))).collect::<Vec<_>>().concat()
            }
            _ => mains.concat(),
        };
    }
    Ok(files)
}

fn without_head(table: &[u8]) -> &[u8] {
    let head = table.iter().position(|&byte| byte == b'\n').map_or(table.len(), |at| at + 1);
    table.get(head..).unwrap_or_default()
}

/// The first file with the lists of all; `None` where one lacks the words.
fn lists(words: &[&str], mains: &[Vec<u8>]) -> Option<Vec<u8>> {
    let parted: Vec<Vec<&str>> = mains.iter().map(|file| between(words, file)).collect::<Option<_>>()?;
    let mut body = String::with_capacity(mains.iter().map(|file| file.len() + 1).sum());
    body.push_str(parted.first()?.first()?);
    for (nth, word) in words.iter().enumerate() {
        body.push_str(word);
        let mut joint = "";
        for list in parted.iter().filter_map(|parts| parts.get(nth + 1)).filter(|list| !list.is_empty()) {
            body.push_str(joint);
            body.push_str(list);
            joint = if nth + 1 < words.len() { "," } else { joint };
        }
    }
    Some(body.into_bytes())
}

/// What is before, between and after the words: the last of them is looked for from the end.
fn between<'a>(words: &[&str], file: &'a [u8]) -> Option<Vec<&'a str>> {
    let mut rest = std::str::from_utf8(file).ok()?;
    let (last, first) = words.split_last()?;
    let mut parts = Vec::with_capacity(words.len() + 1);
    for word in first {
        let (part, after) = rest.split_once(word)?;
        parts.push(part);
        rest = after;
    }
    let (part, after) = rest.rsplit_once(last)?;
    after.is_empty().then(|| parts.extend([part, after]))?;
    Some(parts)
}
