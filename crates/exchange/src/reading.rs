//! From files to drafts, in pieces where the file allows it: JSON of things that stand by themselves, a line or a member of
//! a list each, and our own file. A file that a piece of cannot be read is read whole, which says what is wrong and where.

use std::borrow::Cow;
use std::ops::Range;

use postil_formats::{Library, MAX_FILE_BYTES, native};

use crate::draft::Drafts;
use crate::error::ReadError;
use crate::format::Read;
use crate::json::{Item, items, text};
use crate::part::Part;
use crate::workers::{Workers, map};

/// What files say, before which so many lines were read already; places count from there.
pub(crate) fn drafts(read: Read, parts: &[Part], lines: usize, workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let drafts = match read {
        Read::Files(read) => read(parts, workers)?,
        Read::Items(read) => {
            let mut all = Drafts::default();
            // What lies beside such a file as XML is its configuration.
            for part in parts.iter().filter(|part| part.extension() != "xml") {
                let text = text(part)?;
                if !in_pieces(&text, read, workers, &mut all) {
                    let mut own = Drafts::default();
                    items(&text, |item| {
                        taken(read, &item, &mut own);
                        Ok(())
                    })?;
                    match own.refused.first() {
                        Some((_, error)) if lines == 0 && is_mostly_refused(&own) => return Err(error.clone()),
                        _ => all.extend(own, 0, 0),
                    }
                }
            }
            all
        }
        Read::Native => {
            let Some(part) = parts.first() else { return Ok(Drafts::default()) };
            let library = match native_in_pieces(part, workers) {
                Some(library) => library,
                None => native::read(&part.bytes)?,
            };
            Drafts { library: Some(library), ..Drafts::default() }
        }
    };
    Ok(drafts.after(lines))
}

/// The library of a long file of ours, read in pieces; `None` where the file is short or something is wrong.
fn native_in_pieces(part: &Part, workers: &dyn Workers) -> Option<Library> {
    let text = std::str::from_utf8(&part.bytes).ok().filter(|text| text.len() <= MAX_FILE_BYTES)?;
    let cut = Cut::of_documents(text, workers.piece())?;
    let found = map(workers, cut.pieces(), |piece| native::read(cut.text(text, piece).as_bytes()).ok());
    native::joined(found.into_iter().collect::<Option<Vec<_>>>()?)
}

type ReadItem = fn(&Item<'_>, &mut Drafts) -> Result<(), ReadError>;

/// Reads one of the things in a file; what is wrong with it does not cost the others.
fn taken(read: ReadItem, item: &Item<'_>, drafts: &mut Drafts) {
    let before = drafts.documents.len();
    if let Err(error) = read(item, drafts) {
        drafts.documents.truncate(before);
        drafts.refused.push((item.place.clone(), error));
    }
}

/// Whether so much could not be read that the file is another than was thought.
fn is_mostly_refused(drafts: &Drafts) -> bool {
    !drafts.refused.is_empty() && drafts.refused.len() >= drafts.documents.len()
}

/// Reads a long file in pieces; whether that went well. Otherwise nothing is added.
fn in_pieces(text: &str, read: ReadItem, workers: &dyn Workers, all: &mut Drafts) -> bool {
    let Some(cut) = Cut::of(text, workers.piece()) else { return false };
    let found = map(workers, cut.pieces(), |piece| {
        let (mut drafts, mut members) = (Drafts::default(), 0);
        let read = items(&cut.text(text, piece), |item| {
            members += 1;
            taken(read, &item, &mut drafts);
            Ok(())
        });
        read.map(|()| (drafts, members)).ok()
    });
    let Some(found) = found.into_iter().collect::<Option<Vec<_>>>() else { return false };
    let (mut lines, mut before) = (0, 0);
    let mut own = Drafts::default();
    for (piece, (drafts, members)) in found.into_iter().enumerate() {
        own.extend(drafts, lines, before);
        lines += cut.lines(text, piece);
        before += members;
    }
    // Read whole, what is wrong is said with its place in the file.
    let well = !is_mostly_refused(&own);
    if well {
        all.extend(own, 0, 0);
    }
    well
}

/// A JSON file in pieces.
struct Cut {
    /// What stands before each piece but the first, so that it is a file by itself.
    head: Range<usize>,
    /// What stands after each but the last.
    tail: &'static str,
    /// Where the pieces begin and end; the first begins with the file.
    ranges: Vec<Range<usize>>,
}

impl Cut {
    /// Pieces of about `piece` bytes; `None` where the file is short or its things do not begin lines. A line end in JSON is
    /// never inside of a string, and a piece that is cut from within a thing is no JSON, so that a cut in a wrong place is
    /// seen by its reader.
    fn of(text: &str, piece: usize) -> Option<Self> {
        if text.len() <= piece {
            return None;
        }
        let start = text.len() - text.trim_start().len();
        match text.get(start..)?.as_bytes() {
            [b'[', ..] => Self::list(text, start + 1, "]", piece),
            [b'{', ..] => Self::at(text, 0..0, "", "\n{", piece),
            _ => None,
        }
    }

    /// The same for the documents of a file of ours, where all that is about the file stands before them.
    fn of_documents(text: &str, piece: usize) -> Option<Self> {
        if text.len() <= piece {
            return None;
        }
        const KEY: &str = "\"documents\": [";
        let at = text.find(KEY)?;
        text.get(..at)?.contains("\"labels\"").then(|| Self::list(text, at + KEY.len(), "]}", piece))?
    }

    /// The list that begins at byte `from`, where each member begins as the first does: on a line of its own, so far in.
    fn list(text: &str, from: usize, tail: &'static str, piece: usize) -> Option<Self> {
        let members = text.get(from..)?;
        let blank = members.len() - members.trim_start().len();
        let opens = members.get(blank..blank + 1).filter(|opens| matches!(*opens, "{" | "["))?;
        let lead = members.get(..blank)?;
        let lead = lead.get(lead.rfind('\n')?..)?;
        Self::at(text, 0..from, tail, &format!(",{lead}{opens}"), piece)
    }

    /// Cut where `mark` stands. A comma with which it begins is in no piece.
    fn at(text: &str, head: Range<usize>, tail: &'static str, mark: &str, piece: usize) -> Option<Self> {
        let mut ranges = Vec::new();
        let mut from = 0_usize;
        while let Some(look) = from.checked_add(piece).filter(|at| *at < text.len()) {
            let look = text.ceil_char_boundary(look);
            let Some(found) = text.get(look..).and_then(|rest| rest.find(mark)) else { break };
            ranges.push(from..look + found);
            from = look + found + usize::from(mark.starts_with(','));
        }
        ranges.push(from..text.len());
        (ranges.len() > 1).then_some(Self { head, tail, ranges })
    }

    /// The numbers of the pieces.
    fn pieces(&self) -> Vec<usize> {
        (0..self.ranges.len()).collect()
    }

    fn text<'a>(&self, text: &'a str, piece: usize) -> Cow<'a, str> {
        let own = self.ranges.get(piece).and_then(|range| text.get(range.clone())).unwrap_or_default();
        let head = if piece == 0 { "" } else { text.get(self.head.clone()).unwrap_or_default() };
        let tail = if piece + 1 == self.ranges.len() { "" } else { self.tail };
        if head.is_empty() && tail.is_empty() { own.into() } else { [head, own, tail].concat().into() }
    }

    /// How many lines end in a piece.
    fn lines(&self, text: &str, piece: usize) -> usize {
        let own = self.ranges.get(piece).and_then(|range| text.get(range.clone())).unwrap_or_default();
        own.bytes().filter(|&byte| byte == b'\n').count()
    }
}
