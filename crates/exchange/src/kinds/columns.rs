//! Files of a token a line: what their formats share. The first column is the token, the last its tag; an empty line ends
//! a sentence, a sentence of the one word `-DOCSTART-` begins a document.
//!
//! Columns are parted by tabs where a line has any, else by spaces. Any scheme of tags is read. Lines that start with `#`
//! and end with no tag are comments; `# newdoc` begins a document. Where the first column numbers the tokens of each
//! sentence, as in CoNLL-U, the second is the token, and `ner=` in the last its tag. White space between tokens is not in
//! such files: tokens get one space between, sentences a line each.

use postil_engine::Document;

use crate::error::WriteError;
use crate::format::Job;
use crate::import::Peek;
use crate::tokens::scheme::{self, Scheme};
use crate::tokens::{Tokenised, is_space};

pub(crate) const START: &str = "-DOCSTART-";

/// The sentences of a document, a token a line, `parting` before its tag. A sentence that would read as the start of a
/// document shares the lines of the next one, or of the one before.
pub(crate) fn write(
    body: &mut String,
    document: &Document,
    tokenised: &Tokenised,
    scheme: Scheme,
    parting: &str,
) -> Result<(), WriteError> {
    let text = document.text.as_str();
    let word = |at: usize| tokenised.tokens.get(at).and_then(|token| text.get(token.range())).unwrap_or_default();
    let mut after_start = false;
    for (nth, (sentence, marks)) in tokenised.parts().enumerate() {
        let is_start = sentence.len() == 1 && marks.is_empty() && word(sentence.start) == START;
        let is_last = nth + 1 == tokenised.sentences.len();
        if is_start && is_last && nth == 0 {
            let words =
                format!("\"{}\" has the one word {START}, by which such files begin a document.", document.title);
            return Err(WriteError::new(words));
        }
        if nth > 0 && !after_start && !(is_start && is_last) {
            body.push('\n');
        }
        after_start = is_start;
        scheme::tags(scheme, sentence, marks, document, |at, tag| {
            body.push_str(word(at));
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
    Ok(())
}

/// A file of two columns parted by tabs.
pub(crate) fn write_tsv(job: &Job<'_>, scheme: Scheme) -> Result<Vec<u8>, WriteError> {
    let mut body = String::with_capacity(job.documents.iter().map(|document| document.text.as_str().len() * 2).sum());
    for (nth, (document, tokenised)) in job.documents.iter().zip(job.tokenised).enumerate() {
        if job.before + nth > 0 {
            body.push('\n');
        }
        // One document needs no start, unless its first word would be taken for one.
        if job.all.len() > 1 || document.text.as_str().trim_start_matches(is_space).starts_with(START) {
            body.push_str(START);
            body.push_str("\tO\n\n");
        }
        write(&mut body, document, tokenised, scheme, "\t")?;
    }
    if body.starts_with('\u{FEFF}') {
        // A token, not a byte order mark, which only stands at the very start.
        body.insert(0, '\n');
    }
    Ok(body.into_bytes())
}

/// Whether a document begins here: with its line, and an empty one after it.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let first = lines.next().and_then(|line| std::str::from_utf8(line).ok()).unwrap_or_default();
    let stands_alone = lines.next().is_some_and(|line| line.trim_ascii().is_empty()) && lines.next().is_some();
    starts(first.trim_end()) && stands_alone
}

/// Whether a line, without white space at its ends, begins a document where it stands alone: the word with no tag, or with
/// one that marks nothing (`-DOCSTART- -X- O O`, `-DOCSTART- -X- -X- -X-`).
pub(crate) fn starts(line: &str) -> bool {
    line.strip_prefix(START).is_some_and(|rest| {
        let tag = rest.rsplit([' ', '\t']).next().unwrap_or_default();
        rest.is_empty() || (rest.starts_with([' ', '\t']) && (tag == "O" || !scheme::is_tag(tag)))
    })
}

/// What may stand at the ends of a line that is no part of a column.
pub(super) fn is_space_of_line(ch: char) -> bool {
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

/// The token and the tag of a line; `numbered` where its number stands before the token.
pub(super) fn row(line: &str, numbered: bool) -> Option<(&str, &str)> {
    if !numbered {
        return ends(line);
    }
    let (word, last) = ends(line.split_once('\t')?.1)?;
    let named = |field: &'_ str| ["ner=", "NER=", "name="].iter().any(|name| field.starts_with(name));
    let named = last.split('|').find(|field| named(field)).and_then(|field| field.split_once('='));
    let other = if last.contains('=') { "O" } else { last };
    Some((word, named.map_or(other, |(_, tag)| tag)))
}

/// Whether the first of three columns or more numbers the tokens of each sentence, from 1: in all of the first rows.
pub(super) fn is_numbered(text: &str) -> bool {
    let (mut next, mut rows) = (1_usize, 0);
    for line in text.lines().map(str::trim_end).take(1000) {
        match line.split_once('\t') {
            _ if line.is_empty() || starts(line) || comment(line).is_some() => next = 1,
            Some(_) if is_between(line) => {}
            Some((number, rest)) if rest.contains('\t') && number.parse() == Ok(next) => {
                next += 1;
                rows += 1;
            }
            _ => return false,
        }
    }
    rows > 1
}

/// Whether a row is of several tokens (`1-2`) or of one that is not in the text (`1.1`).
pub(super) fn is_between(line: &str) -> bool {
    let (number, _) = line.split_once('\t').unwrap_or_default();
    let parts = number.split_once(['-', '.']);
    parts.is_some_and(|(from, to)| [from, to].iter().all(|part| part.parse::<u32>().is_ok()))
}

/// What a comment says; `None` when the line is a token and its tag.
pub(super) fn comment(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?;
    let is_row = ends(line).is_some_and(|(_, tag)| scheme::is_tag(tag));
    if is_row { None } else { Some(rest) }
}

/// What a file of columns looks like at its start.
#[derive(Debug)]
pub(crate) struct Look {
    /// Columns are parted by tabs.
    pub(crate) tabs: bool,
    /// There are tags for ends or single tokens.
    pub(crate) ends: bool,
}

/// How the start of a file looks; `None` when it is of no columns with tags at their end.
pub(crate) fn look(peek: &Peek<'_>) -> Option<Look> {
    // INCEpTION's files of tokens say what they are.
    if peek.line().starts_with("#FORMAT=") {
        return None;
    }
    let whole = peek.text.len() < peek.bytes.len().min(1 << 16);
    let lines =
        peek.text.lines().map(|line| line.trim_matches(is_space_of_line)).filter(|line| !line.trim().is_empty());
    let numbered = is_numbered(peek.text);
    let is_row = |line: &&str| comment(line).is_none() && *line != START && !(numbered && is_between(line));
    let mut rows = lines.take(2000).filter(is_row).peekable();
    let mut look = Look { tabs: false, ends: false };
    let mut first = true;
    while let Some(line) = rows.next() {
        // The last line may be cut.
        if !whole && !first && rows.peek().is_none() {
            break;
        }
        let (_, tag) = row(line, numbered).filter(|(_, tag)| scheme::is_tag(tag) || (numbered && *tag == "_"))?;
        look.tabs |= line.contains('\t');
        look.ends |= tag.starts_with(['E', 'S', 'L', 'U']);
        first = false;
    }
    (!first).then_some(look)
}
