//! Long files in lots: a file that is one document after the other ([`Format::streams`]) is cut between documents, so that it
//! is read, and written anew, without all of it in memory. And the way back: what was read in lots as one library.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::mem;
use std::sync::Arc;

use postil_engine::Document;
use postil_formats::{Library, MAX_FILE_BYTES};

use crate::error::ReadError;
use crate::format::Format;
use crate::import::{Import, import, import_after, import_with, recognise};
use crate::kinds::columns;
use crate::part::Part;
use crate::workers::{Alone, Workers};

/// Bytes in a lot, about: enough that the work on one outweighs handing it over.
const LOT: usize = 1 << 18;

/// What documents are called until it is known where in the file their lot begins. No file has an id like it.
const UNNAMED: &str = "\u{1}";

/// Some of the documents of a file, or all of them.
#[derive(Clone, Debug)]
pub struct Lot {
    /// The file, or those that belong together.
    pub parts: Vec<Part>,
    /// What it is; `None` when it looks like nothing that is known.
    pub format: Option<&'static Format>,
    /// Lines of the file that lie before.
    lines: usize,
    /// Whether it is all there is.
    is_whole: bool,
}

impl Lot {
    /// All of a file, or of files that belong together; `format` when it is known.
    #[must_use]
    pub fn whole(parts: Vec<Part>, format: Option<&'static Format>) -> Self {
        let format = format.or_else(|| parts.first().and_then(recognise));
        Self { parts, format, lines: 0, is_whole: true }
    }

    /// Reads it, as [`import`] does. Places in messages and new ids count from the start of the file.
    ///
    /// # Errors
    /// As [`import`].
    pub fn import(&self, id: &str) -> Result<Import, ReadError> {
        self.import_with(id, &Alone)
    }

    /// The same, with the work shared out.
    ///
    /// # Errors
    /// As [`import`].
    pub fn import_with(&self, id: &str, workers: &dyn Workers) -> Result<Import, ReadError> {
        if self.is_whole {
            return import_with(&self.parts, self.format, id, workers);
        }
        let mut import = match import_after(&self.parts, self.format, UNNAMED, self.lines, &Alone) {
            Err(_) if self.lines > 0 => import(&self.padded(), self.format, UNNAMED)?,
            found => found?,
        };
        for document in &mut import.library.documents {
            if let Some(place) = document.id.strip_prefix(UNNAMED) {
                let nth = place.strip_prefix('-').and_then(|nth| nth.parse().ok()).unwrap_or(1);
                document.id = format!("{id}-{}", self.lines + nth).into();
            }
        }
        Ok(import)
    }

    /// The lot with as many empty lines before it as there are lines in the file, so that its reader names the right one
    /// when it refuses it.
    fn padded(&self) -> Vec<Part> {
        let pad = if self.lines < MAX_FILE_BYTES / 2 { self.lines } else { 0 };
        let parts = self.parts.iter().map(|part| {
            let mut bytes = vec![b'\n'; pad];
            bytes.extend_from_slice(&part.bytes);
            Part::new(part.name.as_str(), bytes)
        });
        parts.collect()
    }
}

/// The lots of a file, read one at a time. Memory is bounded by the longest document.
#[derive(Debug)]
pub struct Lots<R> {
    name: String,
    reader: R,
    /// What the file is said to be, or is seen to be with the first lot.
    format: Option<&'static Format>,
    /// What was read and not yet handed out.
    held: Vec<u8>,
    lines: usize,
    is_first: bool,
    is_done: bool,
}

impl<R: Read> Lots<R> {
    /// The file `name`, from `reader`; `format` when it is known.
    pub fn new(name: impl Into<String>, reader: R, format: Option<&'static Format>) -> Self {
        Self { name: name.into(), reader, format, held: Vec::new(), lines: 0, is_first: true, is_done: false }
    }

    /// Reads until so many bytes are held, or all; whether that was the end.
    fn fill(&mut self, bytes: usize) -> io::Result<bool> {
        let wanted = bytes.saturating_sub(self.held.len());
        Ok(self.reader.by_ref().take(wanted as u64).read_to_end(&mut self.held)? < wanted)
    }

    /// The next lot; none after the last, nor after an error.
    fn read(&mut self) -> io::Result<Option<Lot>> {
        let mut bytes = LOT;
        let (body, is_last) = loop {
            let is_end = self.fill(bytes)?;
            if mem::take(&mut self.is_first) {
                let start = Part::new(self.name.as_str(), mem::take(&mut self.held));
                self.format = self.format.or_else(|| recognise(&start));
                self.held = start.bytes;
            }
            if is_end {
                break (mem::take(&mut self.held), true);
            }
            let cut = if self.format.is_some_and(|format| format.streams) { border(&self.held) } else { None };
            if let Some(at) = cut {
                let rest = self.held.split_off(at);
                break (mem::replace(&mut self.held, rest), false);
            }
            // What cannot be cut is read whole.
            bytes = if self.format.is_some_and(|format| format.streams) { bytes * 2 } else { usize::MAX };
        };
        self.is_done = is_last;
        let is_whole = is_last && self.lines == 0;
        if body.trim_ascii().is_empty() && !is_whole {
            return Ok(None);
        }
        let lines = self.lines;
        if !is_last {
            self.lines += body.iter().filter(|&&byte| byte == b'\n').count();
        }
        let parts = vec![Part::new(self.name.as_str(), body)];
        Ok(Some(Lot { parts, format: self.format, lines, is_whole }))
    }
}

impl<R: Read> Iterator for Lots<R> {
    type Item = io::Result<Lot>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let lot = self.read();
        self.is_done |= lot.is_err();
        lot.transpose()
    }
}

/// Where the last document that begins in `bytes`, the start of a file or of a document, does so: after the last line of
/// JSON Lines, before the last document mark of a file of tokens. `None` where nothing tells documents apart. Linear.
fn border(bytes: &[u8]) -> Option<usize> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if body.starts_with(b"{") {
        let line = body.split(|&byte| byte == b'\n').next().unwrap_or_default();
        // An object over many lines is no line.
        let is_line = line.len() < body.len() && line.trim_ascii_end().ends_with(b"}");
        return bytes.iter().rposition(|&byte| byte == b'\n').map(|at| at + 1).filter(|_| is_line);
    }
    // What comes before a border must be documents too.
    if !columns::begins(body) {
        return None;
    }
    let mark = [b"\n", columns::START.as_bytes()].concat();
    let (first, mut held) = (bytes.len() - body.len(), bytes);
    loop {
        let at = held.windows(mark.len()).rposition(|window| window == mark)?;
        held = held.get(..at)?;
        let after_blank = held.strip_suffix(b"\r").unwrap_or(held).ends_with(b"\n");
        if first < at && after_blank && columns::begins(bytes.get(at + 1..)?) {
            return Some(at + 1);
        }
    }
}

/// The documents of all of them, each id once, and their labels, each name once. O(n log n).
#[must_use]
pub fn joined(libraries: impl IntoIterator<Item = Library>) -> Library {
    let mut joined = Library { labels: Vec::new(), documents: Vec::new() };
    let mut names = BTreeSet::new();
    let mut ids: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for library in libraries {
        joined.labels.extend(library.labels.into_iter().filter(|label| names.insert(Arc::clone(&label.name))));
        joined.documents.extend(library.documents.into_iter().map(|document| alone(document, &mut ids)));
    }
    joined
}

/// The document under an id that is not yet among `ids`, which say how many more of each there were.
fn alone(document: Document, ids: &mut BTreeMap<Arc<str>, usize>) -> Document {
    let mut more = ids.get(&document.id).copied().unwrap_or_default();
    let mut id = Arc::clone(&document.id);
    while ids.contains_key(&id) {
        more += 1;
        id = format!("{}-{}", document.id, more + 1).into();
    }
    ids.insert(Arc::clone(&id), 0);
    ids.insert(Arc::clone(&document.id), more);
    Document { id, ..document }
}
