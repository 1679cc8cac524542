//! Files of a token a line: what their formats share. The first column is the token, the last its tag; an empty line ends
//! a sentence, a line that starts with `-DOCSTART-` begins a document.
//!
//! Columns are parted by tabs where a line has any, else by spaces. Any scheme of tags is read. Lines that start with `#`
//! and end with no tag are comments; `# newdoc` begins a document. White space between tokens is not in such files:
//! tokens get one space between, sentences a line each.

use postil_engine::Document;

use crate::draft::Drafts;
use crate::error::ReadError;
use crate::format::Job;
use crate::import::Peek;
use crate::kinds::rows;
use crate::part::Part;
use crate::spot::Spot;
use crate::tokens::joined::Joined;
use crate::tokens::scheme::{self, Scheme, Seen};
use crate::tokens::{Tokenised, is_space};
use crate::unit::Unit;

pub(crate) const START: &str = "-DOCSTART-";

/// The sentences of a document, a token a line, `parting` before its tag.
pub(crate) fn write(body: &mut String, document: &Document, tokenised: &Tokenised, scheme: Scheme, parting: &str) {
    let text = document.text.as_str();
    for (nth, (sentence, marks)) in tokenised.parts().enumerate() {
        if nth > 0 {
            body.push('\n');
        }
        scheme::tags(scheme, sentence, marks, document, |at, tag| {
            let word = tokenised.tokens.get(at).and_then(|token| text.get(token.range()));
            body.push_str(word.unwrap_or_default());
            body.push_str(parting);
            match tag {
                Some((letter, label)) => {
                    body.extend([letter, '-']);
                    body.push_str(&scheme::name(label));
                }
                None => body.push('O'),
            }
            body.push('\n');
        });
    }
}

/// A file of two columns parted by tabs.
pub(crate) fn write_tsv(job: &Job<'_>, scheme: Scheme) -> Vec<u8> {
    let mut body = String::with_capacity(job.documents.iter().map(|document| document.text.as_str().len() * 2).sum());
    for (nth, (document, tokenised)) in job.documents.iter().zip(job.tokenised).enumerate() {
        if job.before + nth > 0 {
            body.push('\n');
        }
        if job.all.len() > 1 {
            body.push_str(START);
            body.push_str("\tO\n\n");
        }
        write(&mut body, document, tokenised, scheme, "\t");
    }
    if body.starts_with('\u{FEFF}') {
        // A token, not a byte order mark, which only stands at the very start.
        body.insert(0, '\n');
    }
    body.into_bytes()
}

/// Reads files of such lines.
pub(crate) fn read(parts: &[Part]) -> Result<Drafts, ReadError> {
    let mut reader = Reader::default();
    for part in parts {
        let text = rows::text(part)?;
        reader.file(&text)?;
    }
    let mut remarks: Vec<_> = reader.seen.words().map(|words| format!("The file has {words}.")).into_iter().collect();
    if reader.empty > 0 {
        remarks.push(format!("{} lines without a token were passed over.", reader.empty));
    }
    Ok(Drafts { documents: reader.documents, unit: Some(Unit::Byte), remarks, ..Drafts::default() })
}

#[derive(Default)]
struct Reader {
    documents: Vec<crate::draft::Draft>,
    seen: Seen,
    /// Lines that have a tag only.
    empty: usize,
}

impl Reader {
    fn file(&mut self, text: &str) -> Result<(), ReadError> {
        let mut page: Option<Joined> = None;
        let (mut words, mut tags): (Vec<&str>, Vec<&str>) = Default::default();
        let mut first = 1;
        let starts = |line: &str| {
            line.strip_prefix(START).is_some_and(|rest| rest.trim().is_empty() || rest.starts_with([' ', '\t']))
        };
        let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        // Where an empty line follows the first start of a document it follows each; else the word is of a text.
        let mut start = text.lines().skip_while(|line| line.trim().is_empty());
        let is_tight = start.next().is_some_and(starts) && !is_blank(start.next());
        let mut lines = text.split('\n').zip(1..).peekable();
        while let Some((line, number)) = lines.next() {
            let line = line.trim_matches(is_space_of_line);
            let opens = words.is_empty() && starts(line) && (is_tight || is_blank(lines.peek().map(|&(next, _)| next)));
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
            let Some((word, tag)) = ends(line) else {
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
        Ok(())
    }

    fn sentence(&mut self, page: &mut Joined, words: &[&str], tags: &[&str], first: usize) {
        page.sentence(words.iter().copied());
        for (tokens, label) in scheme::marks(tags.iter().copied(), &mut self.seen) {
            let place = Spot::numbered("line", first + tokens.start);
            page.mark(tokens, label, place, None);
        }
    }
}

/// What may stand at the ends of a line that is no part of a column.
fn is_space_of_line(ch: char) -> bool {
    matches!(ch, ' ' | '\r')
}

/// The first and the last column, of two at least.
fn ends(line: &str) -> Option<(&str, &str)> {
    if line.contains('\t') {
        let line = line.trim_end();
        let word = line.split('\t').next()?;
        let tag = line.rsplit('\t').next()?.trim();
        (line.contains('\t') && !tag.is_empty()).then_some((word, tag))
    } else {
        let (word, rest) = line.split_once(' ')?;
        Some((word, rest.rsplit(' ').next()?))
    }
}

/// What a comment says; `None` when the line is a token and its tag.
fn comment(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?;
    let is_row = ends(line).is_some_and(|(_, tag)| scheme::is_tag(tag));
    if is_row { None } else { Some(rest) }
}

/// What a file of columns looks like at its start.
pub(crate) struct Look {
    /// Columns are parted by tabs.
    pub(crate) tabs: bool,
    /// There are tags for ends or single tokens.
    pub(crate) ends: bool,
}

/// How the start of a file looks; `None` when it is of no columns with tags at their end.
pub(crate) fn look(peek: &Peek<'_>) -> Option<Look> {
    let whole = peek.text.len() < peek.bytes.len().min(1 << 16);
    let lines =
        peek.text.lines().map(|line| line.trim_matches(is_space_of_line)).filter(|line| !line.trim().is_empty());
    let rows: Vec<_> = lines.take(2000).filter(|line| comment(line).is_none()).collect();
    // The last line may be cut.
    let rows = if whole || rows.len() < 2 { &rows[..] } else { &rows[..rows.len() - 1] };
    let tags: Vec<_> = rows.iter().map(|row| ends(row).map(|(_, tag)| tag)).collect();
    let is_table = !rows.is_empty() && tags.iter().all(|tag| tag.is_some_and(scheme::is_tag));
    let is_end = |tag: &Option<&str>| tag.is_some_and(|tag| tag.starts_with(['E', 'S', 'L', 'U']));
    is_table.then(|| Look { tabs: rows.iter().any(|row| row.contains('\t')), ends: tags.iter().any(is_end) })
}
