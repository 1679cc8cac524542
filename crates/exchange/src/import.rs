//! Reading, for every format alike: recognise, read, settle the offsets, say what was found.

use std::cell::OnceCell;

use postil_formats::Library;

use crate::error::ReadError;
use crate::finding::{Finding, FindingKind};
use crate::format::{FORMATS, Format};
use crate::kinds::columns::{self, Look};
use crate::part::Part;
use crate::reading::drafts;
use crate::salvage::salvaged;
use crate::settle::settle;
use crate::shape::Shape;
use crate::unknown::unknown;
use crate::workers::{Alone, Workers};

/// How much of a file is looked at to recognise it, in bytes.
const PEEKED: usize = 1 << 20;
/// How much where JSON is cut by that within the first of its texts, perhaps.
const LONGEST: usize = 24 << 20;

/// What a file held.
#[derive(Clone, Debug)]
pub struct Import {
    /// The documents and the labels that they use.
    pub library: Library,
    /// The format that it was read as.
    pub format: &'static Format,
    /// What the person should know: what was repaired, what could not be, what was passed over.
    pub findings: Vec<Finding>,
}

/// The start of a file, for recognising it.
#[derive(Debug)]
pub(crate) struct Peek<'a> {
    /// The last extension in lower case, without the dot.
    pub(crate) extension: String,
    /// The first bytes.
    pub(crate) bytes: &'a [u8],
    /// The same as text, without byte order mark and white space before it; empty when it is no UTF-8.
    pub(crate) text: &'a str,
    shape: OnceCell<Shape<'a>>,
    columns: OnceCell<Option<Look>>,
}

impl<'a> Peek<'a> {
    pub(crate) fn new(part: &'a Part) -> Self {
        Self::at_most(part, PEEKED)
    }

    fn at_most(part: &'a Part, peeked: usize) -> Self {
        let bytes = part.bytes.get(..peeked).unwrap_or(&part.bytes);
        let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        // A character may be cut at the end.
        let text = body.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let is_text = text.len() + 4 > body.len();
        Self::of(part.extension(), bytes, if is_text { text.trim_start() } else { "" })
    }

    fn of(extension: String, bytes: &'a [u8], text: &'a str) -> Self {
        Self { extension, bytes, text, shape: OnceCell::new(), columns: OnceCell::new() }
    }

    /// What it looks like as JSON.
    pub(crate) fn shape(&self) -> &Shape<'a> {
        self.shape.get_or_init(|| Shape::of(self.text))
    }

    /// What it looks like as columns of tokens and tags; `None` when it is none.
    pub(crate) fn columns(&self) -> Option<&Look> {
        self.columns.get_or_init(|| columns::look(self)).as_ref()
    }

    /// The first line.
    pub(crate) fn line(&self) -> &'a str {
        self.text.lines().next().unwrap_or_default()
    }

    /// Whether an object in it, where it is JSON, has a key of that name.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        let (text, quoted) = (self.text, format!("\"{key}\""));
        let is_json = text.starts_with(['{', '[']);
        is_json
            && text
                .match_indices(&quoted)
                .any(|(at, _)| text.get(at + quoted.len()..).is_some_and(|rest| rest.trim_start().starts_with(':')))
    }
}

/// The format that a file looks like. O(1) in the file's length.
#[must_use]
pub fn recognise(part: &Part) -> Option<&'static Format> {
    let peek = Peek::new(part);
    // A text may be longer than what is looked at.
    let is_cut = part.bytes.len() > PEEKED && peek.text.starts_with(['{', '[']);
    let look = |peek: &Peek<'_>| known(peek).or_else(|| known_later(peek));
    look(&peek).or_else(|| is_cut.then(|| look(&Peek::at_most(part, LONGEST)))?)
}

/// The format of a file of lines of which the first few are broken.
fn known_later(peek: &Peek<'_>) -> Option<&'static Format> {
    let mut text = peek.text;
    (0..3).find_map(|_| {
        text = text.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
        let is_line = text.starts_with('{') && text.lines().next().is_some_and(|line| line.trim_end().ends_with('}'));
        known(&Peek::of(peek.extension.clone(), peek.bytes, text)).filter(|_| is_line)
    })
}

fn known(peek: &Peek<'_>) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.reads() && (format.knows)(peek))
}

/// Reads files that belong together (one file, for most formats) as `format`, or as what the first looks like. New
/// documents get ids that begin with `id`, where the file gives none. Linear in the files.
///
/// # Errors
/// When they are of no known format or do not hold together; the message says where and what to do.
pub fn import(parts: &[Part], format: Option<&'static Format>, id: &str) -> Result<Import, ReadError> {
    import_with(parts, format, id, &Alone)
}

/// The same, with the work shared out. What comes out is the same.
///
/// # Errors
/// As [`import`].
pub fn import_with(
    parts: &[Part],
    format: Option<&'static Format>,
    id: &str,
    workers: &dyn Workers,
) -> Result<Import, ReadError> {
    import_after(parts, format, id, 0, workers)
}

/// The same for a piece of a file, before which there are so many lines: places of what is read count from the file's start,
/// those of what is refused from the piece's.
pub(crate) fn import_after(
    parts: &[Part],
    format: Option<&'static Format>,
    id: &str,
    lines: usize,
    workers: &dyn Workers,
) -> Result<Import, ReadError> {
    let first = parts.first().ok_or_else(|| ReadError::new("There is no file."))?;
    let Some(format) = format.or_else(|| recognise(first)) else {
        return Err(ReadError::new(unknown(first)));
    };
    let Some(read) = format.read else {
        return Err(ReadError::new(format!("{} files can be written, not read.", format.name)));
    };
    let read = |parts: &[Part]| drafts(read, parts, lines, workers);
    let (drafts, broken) = match (read(parts), parts) {
        (Ok(drafts), _) => (drafts, None),
        (Err(error), [part]) => match salvaged(part, lines) {
            Some((whole, finding)) => (read(&[whole])?, Some(finding)),
            None => return Err(error),
        },
        (Err(error), _) => return Err(error),
    };
    let (library, mut findings) = settle(drafts, format, first, id, workers)?;
    findings.extend(broken);
    if library.documents.is_empty() && lines == 0 {
        let words = format!("There is no document in it, read as {}.", format.name);
        findings.push(Finding::new(FindingKind::Remark, 0, words));
    }
    Ok(Import { library, format, findings })
}
