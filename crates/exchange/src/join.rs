//! Files of lots of documents as the files of all of them, the same to the byte as if they had been written at once.

use std::collections::{HashMap, HashSet};
use std::io;
use std::mem;
use std::ops::Range;

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

/// Where the pieces of a long main file go, in order: its name and what comes next of it.
pub type Take<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + Send + 'a;

/// Puts the files of lots together as they come. What is ready of the main file is handed on, so that it is not in memory as
/// a whole.
pub(crate) struct Joiner<'a> {
    joins: Joins,
    main: &'a str,
    take: &'a mut Take<'a>,
    files: Vec<Part>,
    /// Where each file is.
    places: HashMap<String, usize>,
    /// Files that several lots have.
    shared: HashSet<String>,
    lots: usize,
    /// Main files whose lists have to wait for the first list's end, and where these lie in each.
    held: Vec<(Vec<u8>, Vec<Range<usize>>)>,
    /// Whether the list that is being written has members.
    has_members: bool,
}

impl<'a> Joiner<'a> {
    /// The main file is called `main`.
    pub(crate) fn new(joins: Joins, main: &'a str, take: &'a mut Take<'a>) -> Self {
        Self {
            joins,
            main,
            take,
            files: Vec::new(),
            places: HashMap::new(),
            shared: HashSet::new(),
            lots: 0,
            held: Vec::new(),
            has_members: false,
        }
    }

    /// Takes the files of the next of several lots.
    pub(crate) fn add(&mut self, lot: Vec<Part>) -> Result<(), WriteError> {
        let has_main = !matches!(self.joins, Joins::Not | Joins::Files);
        for mut part in lot {
            if has_main && part.name == self.main {
                self.add_main(mem::take(&mut part.bytes))?;
            }
            match self.places.get(&part.name).and_then(|&at| self.files.get_mut(at)) {
                None => {
                    self.places.insert(part.name.clone(), self.files.len());
                    self.files.push(part);
                }
                Some(before) if self.joins == Joins::Tables && part.name != self.main => {
                    before.bytes.extend_from_slice(without_head(&part.bytes));
                }
                Some(_) => drop(self.shared.insert(part.name)),
            }
        }
        self.lots += 1;
        Ok(())
    }

    fn add_main(&mut self, bytes: Vec<u8>) -> Result<(), WriteError> {
        match self.joins {
            Joins::Lists(words) => {
                let parts = between(words, &bytes).ok_or_else(|| WriteError::new("a lot is not whole."))?;
                if let [before, first, ..] = &parts[..] {
                    if self.lots == 0 {
                        self.put(bytes.get(before.clone()))?;
                        self.put(words.first().map(|word| word.as_bytes()))?;
                    }
                    self.put_list(bytes.get(first.clone()))?;
                }
                // Only the first list has its place already.
                if words.len() > 2 {
                    self.held.push((bytes, parts));
                }
                Ok(())
            }
            Joins::Tables if self.lots > 0 => self.put(Some(without_head(&bytes))),
            _ => self.put(Some(&bytes)),
        }
    }

    fn put(&mut self, bytes: Option<&[u8]>) -> Result<(), WriteError> {
        let put = (self.take)(self.main, bytes.unwrap_or_default());
        put.map_err(|error| WriteError::new(format!("{error}.")))
    }

    /// Goes on with a list.
    fn put_list(&mut self, members: Option<&[u8]>) -> Result<(), WriteError> {
        let members = members.filter(|members| !members.is_empty());
        if members.is_some() && mem::replace(&mut self.has_members, true) {
            self.put(Some(b","))?;
        }
        self.put(members)
    }

    /// The files of all lots, of which the main one is empty, since it was handed on.
    pub(crate) fn end(mut self) -> Result<Vec<Part>, WriteError> {
        if let Joins::Lists([_, rest @ ..]) = self.joins {
            let held = mem::take(&mut self.held);
            for (word, nth) in rest.iter().zip(2..) {
                self.put(Some(word.as_bytes()))?;
                self.has_members = false;
                let is_last = nth == rest.len() + 1;
                for (bytes, parts) in held.iter().filter(|_| !is_last) {
                    self.put_list(parts.get(nth).and_then(|part| bytes.get(part.clone())))?;
                }
            }
        }
        // What is about all comes after what is of one document.
        if self.joins == Joins::Files {
            self.files.sort_by_key(|file| self.shared.contains(&file.name));
        }
        Ok(self.files)
    }
}

fn without_head(table: &[u8]) -> &[u8] {
    let head = table.iter().position(|&byte| byte == b'\n').map_or(table.len(), |at| at + 1);
    table.get(head..).unwrap_or_default()
}

/// Where that is which comes before, between and after the words, the last of which is looked for from the end.
fn between(words: &[&str], file: &[u8]) -> Option<Vec<Range<usize>>> {
    let file = std::str::from_utf8(file).ok()?;
    let (last, first) = words.split_last()?;
    let mut parts = Vec::with_capacity(words.len() + 1);
    let mut from = 0;
    for word in first {
        let at = from + file.get(from..)?.find(word)?;
        parts.push(from..at);
        from = at + word.len();
    }
    let body = file.strip_suffix(last)?;
    (from <= body.len()).then(|| parts.extend([from..body.len(), file.len()..file.len()]))?;
    Some(parts)
}
