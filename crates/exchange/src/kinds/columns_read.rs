//! Reads files of a token a line, long ones in pieces that begin where documents do. A file that a piece of cannot be read is
//! read whole, which says where.

use std::ops::Range;

use super::columns::{START, begins, comment, is_between, is_numbered, is_space_of_line, row, starts};
use crate::draft::{Draft, Drafts};
use crate::error::ReadError;
use crate::json::text;
use crate::part::Part;
use crate::spot::Spot;
use crate::tokens::is_space;
use crate::tokens::joined::Joined;
use crate::tokens::scheme::{self, Seen};
use crate::unit::Unit;
use crate::workers::{Workers, map};

/// Reads files of such lines. Linear.
pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut drafts = Drafts { unit: Some(Unit::Byte), ..Drafts::default() };
    let (mut seen, mut empty) = (Seen::default(), 0);
    for part in parts {
        let text = text(part)?;
        let shape = Shape::of(&text);
        let read = |range: &Range<usize>| Reader::default().file(text.get(range.clone()).unwrap_or_default(), shape);
        let mut pieces = pieces(&text, workers.piece());
        let found = map(workers, pieces.iter().collect(), |range| read(range).ok());
        let mut found: Option<Vec<_>> = found.into_iter().collect();
        if found.is_none() {
            pieces = self::pieces(&text, usize::MAX);
            found = Some(pieces.iter().map(read).collect::<Result<_, _>>()?);
        }
        let mut lines = 0;
        for (reader, range) in found.into_iter().flatten().zip(pieces) {
            seen.extend(&reader.seen);
            empty += reader.empty;
            drafts.extend(Drafts { documents: reader.documents, ..Drafts::default() }, lines, 0);
            lines += text.get(range).unwrap_or_default().bytes().filter(|&byte| byte == b'\n').count();
        }
    }
    drafts.remarks.extend(seen.words().map(|words| format!("The file has {words}.")));
    if empty > 0 {
        drafts.remarks.push(format!("Lines without a token were passed over ({empty})."));
    }
    Ok(drafts)
}

/// What a file's start says of all of it.
#[derive(Clone, Copy)]
struct Shape {
    /// Tokens are numbered.
    numbered: bool,
    /// The first start of a document has no empty line after it: then none needs one. Else each has one, and elsewhere the
    /// word is of a text.
    tight: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut start = text.lines().skip_while(|line| line.trim().is_empty());
        let tight = start.next().is_some_and(|line| starts(line.trim())) && !is_blank(start.next());
        Self { numbered: is_numbered(text), tight }
    }
}

fn is_blank(line: Option<&str>) -> bool {
    line.is_none_or(|line| line.trim().is_empty())
}

/// Stretches of about `piece` bytes; all but the first begin with a document whose line has an empty one before and after it.
fn pieces(text: &str, piece: usize) -> Vec<Range<usize>> {
    let mark = format!("\n\n{START}");
    let (mut pieces, mut from) = (Vec::new(), 0_usize);
    let mut look = piece;
    while let Some(rest) = text.get(text.ceil_char_boundary(look.min(text.len()))..).filter(|rest| !rest.is_empty()) {
        let Some(at) = rest.find(&mark).map(|at| text.len() - rest.len() + at + 2) else { break };
        look = at;
        if begins(text.as_bytes().get(at..).unwrap_or_default()) {
            pieces.push(from..at);
            from = at;
            look = at.saturating_add(piece);
        }
    }
    pieces.push(from..text.len());
    pieces
}

#[derive(Default)]
struct Reader {
    documents: Vec<Draft>,
    seen: Seen,
    /// Lines that have a tag only.
    empty: usize,
}

impl Reader {
    /// A file, or a piece of one.
    fn file(mut self, text: &str, Shape { numbered, tight }: Shape) -> Result<Self, ReadError> {
        let mut page: Option<Joined> = None;
        let (mut words, mut tags): (Vec<&str>, Vec<&str>) = Default::default();
        let mut first = 1;
        let mut lines = text.split('\n').zip(1..).peekable();
        while let Some((line, number)) = lines.next() {
            let line = line.trim_matches(is_space_of_line);
            let opens =
                words.is_empty() && starts(line.trim_end()) && (tight || is_blank(lines.peek().map(|&(next, _)| next)));
            let comment = comment(line);
            if line.trim().is_empty() || opens || comment.is_some() {
                if !words.is_empty() {
                    self.sentence(page.get_or_insert_default(), &words, &tags, first);
                    words.clear();
                    tags.clear();
                }
                if opens || comment.is_some_and(|comment| comment.trim_start().starts_with("newdoc")) {
                    self.documents.extend(page.take().map(|page| page.draft));
                    page = Some(Joined::default());
                }
                continue;
            }
            if numbered && is_between(line) {
                continue;
            }
            let Some((word, tag)) = row(line, numbered) else {
                let what = "there is one column where a token and its tag should be, with a tab or a space between";
                return Err(ReadError::at(format_args!("line {number}"), what));
            };
            if word.trim_matches(is_space).is_empty() {
                self.empty += 1;
                continue;
            }
            if words.is_empty() {
                first = number;
            }
            words.push(word);
            tags.push(tag);
        }
        if !words.is_empty() {
            self.sentence(page.get_or_insert_default(), &words, &tags, first);
        }
        self.documents.extend(page.map(|page| page.draft));
        Ok(self)
    }

    fn sentence(&mut self, page: &mut Joined, words: &[&str], tags: &[&str], first: usize) {
        page.sentence(words.iter().copied());
        for (tokens, label) in scheme::marks(tags.iter().copied(), &mut self.seen) {
            let place = Spot::numbered("line", first + tokens.start);
            page.mark(tokens, label, place, None);
        }
    }
}
