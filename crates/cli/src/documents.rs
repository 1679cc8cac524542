//! Where documents come from: text files, one document each, and JSON Lines. Inputs are handed out as they are read,
//! one at a time; taking them apart is left to the workers.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::vec;

use chrono::{NaiveDate, NaiveTime};
use postil_engine::{Block, Model, Options, Personal, Text, article_date, read_personal};
use postil_formats::{MAX_FILE_BYTES, decode, json_words};
use serde::{Deserialize, Serialize};

use crate::detect::InputKind;

/// One document as it was read, or why it could not be.
pub(crate) struct Input {
    /// The file, and for JSON Lines the line's number: what messages begin with.
    place: String,
    content: Result<Content, String>,
}

enum Content {
    /// A text file's bytes; the id is its name.
    Text { id: String, bytes: Vec<u8> },
    /// A line's bytes and number.
    Line { number: u64, bytes: Vec<u8> },
}

/// A document to work on.
pub(crate) struct SourceDocument {
    pub(crate) id: DocumentId,
    pub(crate) text: String,
    pub(crate) ref_date: Option<RefDate>,
}

/// An article's date, and its time where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RefDate {
    pub(crate) day: NaiveDate,
    pub(crate) time: Option<NaiveTime>,
}

/// An id as it came, so that it can be matched with the input's.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum DocumentId {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Deserialize)]
struct Line {
    id: Option<DocumentId>,
    text: String,
    ref_date: Option<String>,
}

impl Input {
    /// Takes the document apart. The error begins with its place.
    pub(crate) fn parse(self) -> Result<SourceDocument, String> {
        let parsed = match self.content {
            Ok(Content::Text { id, bytes }) => text_document(id, &bytes),
            Ok(Content::Line { number, bytes }) => line_document(number, &bytes),
            Err(message) => Err(message),
        };
        parsed.map_err(|message| format!("{}: {message}", self.place))
    }
}

fn text_document(id: String, bytes: &[u8]) -> Result<SourceDocument, String> {
    // An empty file is a document without text, as an empty "text" is in JSON Lines.
    let text = if bytes.is_empty() { String::new() } else { decode(bytes).map_err(|e| e.to_string())?.into_owned() };
    Ok(SourceDocument { id: DocumentId::Text(id), text, ref_date: None })
}

fn line_document(number: u64, bytes: &[u8]) -> Result<SourceDocument, String> {
    let bytes = if number == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
    let line: Line = serde_json::from_slice(bytes.trim_ascii_end()).map_err(|error| {
        let what = if error.is_data() { "not a document" } else { "not JSON" };
        format!("{what}, at column {}: {}", error.column(), json_words(&error.to_string()))
    })?;
    let ref_date = line.ref_date.as_deref().map(date).transpose()?;
    Ok(SourceDocument { id: line.id.unwrap_or_else(|| DocumentId::Number(number.into())), text: line.text, ref_date })
}

/// An ISO 8601 date or date with time.
pub(crate) fn date(written: &str) -> Result<RefDate, String> {
    let (day, rest) = written.split_once(['T', 't', ' ']).unwrap_or((written, ""));
    let day = Options::dated(Some(day)).ref_date;
    day.map(|day| RefDate { day, time: clock(rest) })
        .ok_or_else(|| format!("\"{written}\" is no date such as 2024-04-04"))
}

/// The time of day of `10:00`, `10:00:00Z` and their like; what else stands there is no time.
fn clock(written: &str) -> Option<NaiveTime> {
    let plain = written.split(['Z', 'z', '+', '-', '.']).next().unwrap_or_default();
    let mut parts = plain.split(':').map(str::parse);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().map_or(Some(0), Result::ok)?;
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// The documents of all files in order, read one at a time.
pub(crate) struct Inputs {
    files: vec::IntoIter<PathBuf>,
    kind: Option<InputKind>,
    lines: Option<Lines>,
}

impl Inputs {
    /// `kind` is for all files; without it each file's name decides.
    pub(crate) fn new(files: Vec<PathBuf>, kind: Option<InputKind>) -> Self {
        Self { files: files.into_iter(), kind, lines: None }
    }

    fn open(&mut self, path: &Path) -> Option<Input> {
        let standard = path == Path::new("-");
        let name = if standard { "standard input".to_owned() } else { path.display().to_string() };
        let failed = |name: &str, error: io::Error| {
            let content = Err(format!("cannot be read: {error}"));
            Some(Input { place: name.to_owned(), content })
        };
        if standard && io::stdin().is_terminal() {
            eprintln!("postil: reading from the terminal; end with Ctrl-D");
        }
        let reader: Box<dyn Read + Send> = if standard {
            Box::new(io::stdin())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(file),
                Err(error) => return failed(&name, error),
            }
        };
        match self.kind.unwrap_or_else(|| kind_of(path)) {
            InputKind::Jsonl => {
                self.lines = Some(Lines { reader: BufReader::with_capacity(1 << 16, reader), name, number: 0 });
                None
            }
            InputKind::Text => {
                let mut bytes = Vec::new();
                match reader.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes) {
                    Ok(_) => Some(Input { place: name.clone(), content: Ok(Content::Text { id: name, bytes }) }),
                    Err(error) => failed(&name, error),
                }
            }
        }
    }
}

fn kind_of(path: &Path) -> InputKind {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    if extension.is_some_and(|it| it == "jsonl" || it == "ndjson") { InputKind::Jsonl } else { InputKind::Text }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(input) => return Some(input),
                    None => self.lines = None,
                }
            }
            let path = self.files.next()?;
            if let Some(input) = self.open(&path) {
                return Some(input);
            }
        }
    }
}

struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    name: String,
    number: u64,
}

impl Iterator for Lines {
    type Item = Input;

    /// The next line that is not blank. A line past the size limit is an error, and the rest of it is passed over.
    fn next(&mut self) -> Option<Input> {
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            let place = format!("{}:{}", self.name, self.number);
            match self.reader.by_ref().take(MAX_FILE_BYTES as u64 + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.len() > MAX_FILE_BYTES => {
                    let skipped = self.reader.skip_until(b'\n');
                    let message = format!("longer than {} MiB", MAX_FILE_BYTES >> 20);
                    return Some(Input {
                        place,
                        content: Err(skipped.err().map_or(message, |error| error.to_string())),
                    });
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Input { place, content: Ok(Content::Line { number: self.number, bytes }) }),
                Err(error) => {
                    // What cannot be read once will not be read again: end the file here.
                    self.reader = BufReader::new(Box::new(io::empty()));
                    return Some(Input { place, content: Err(format!("cannot be read: {error}")) });
                }
            }
        }
    }
}
/// How to detect in a document: by the date given, else by the one that the article says of itself, as in the page.
pub(crate) fn options(text: &Text, blocks: &[Block], given: Option<RefDate>, model: Option<&Model>) -> Options {
    let options = match given {
        Some(RefDate { day, time }) => Options { ref_date: Some(day), ref_time: time, ..Options::default() },
        None => Options::dated(article_date(text, blocks).as_deref()),
    };
    Options { model: model.cloned(), ..options }
}

/// The model of names in a file, or the built-in one.
pub(crate) fn model(file: Option<&Path>) -> Result<Option<Model>, String> {
    let Some(path) = file else { return Ok(Model::builtin()) };
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read the model {}: {error}", path.display()))?;
    Model::parse(&bytes).map(Some).map_err(|error| format!("{}: {error}", path.display()))
}

/// The personal list in a file; empty without one.
pub(crate) fn personal(file: Option<&Path>) -> Result<Personal, String> {
    let Some(path) = file else { return Ok(Personal::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let list = read_personal(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Personal::new(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_have_a_time() {
        for (written, day, time) in [
            ("2024-04-04", "2024-04-04", None),
            ("2024-04-04T10:30", "2024-04-04", Some("10:30:00")),
            ("2013-02-12T04:30:05-02:00", "2013-02-12", Some("04:30:05")),
            ("2013-02-12 04:30:00.5Z", "2013-02-12", Some("04:30:00")),
            ("2024-04-04T25:00", "2024-04-04", None),
            ("2024-04-04Tnoon", "2024-04-04", None),
        ] {
            let wanted = RefDate { day: day.parse().unwrap(), time: time.map(|time| time.parse().unwrap()) };
            assert_eq!(date(written), Ok(wanted), "{written}");
        }
        assert!(date("soon").is_err());
    }
}
