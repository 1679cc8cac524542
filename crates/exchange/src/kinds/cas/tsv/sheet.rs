//! The body of a WebAnno TSV: the text, put together from its sentences, and the rows of tokens.

use postil_engine::Text;

use super::super::model::Cas;
use super::cells;
use super::header::Header;
use super::rows::{Place, Rows};
use crate::error::ReadError;
use crate::unit::{Ruler, Unit};

/// A file as far as it is read, by what its offsets are taken to count.
pub(super) struct Sheet<'a> {
    unit: Unit,
    text: String,
    /// The text's length in the unit.
    length: u64,
    /// The lines of the sentence that begins.
    lines: String,
    /// Where each token lies, and its characters.
    tokens: Vec<(u64, u64, &'a str)>,
    rows: Rows<'a>,
}

impl<'a> Sheet<'a> {
    pub(super) fn read(body: &'a str, name: &str, unit: Unit) -> Result<Self, ReadError> {
        let mut header = Header::default();
        let mut lines = body.trim_start_matches('\u{FEFF}').lines().zip(1..).peekable();
        while let Some((line, _)) = lines.next_if(|(line, _)| line.starts_with('#') && !line.starts_with("#Text=")) {
            header.line(line);
        }
        let is_old = header.is_old;
        let mut sheet = Self {
            unit,
            text: String::new(),
            length: 0,
            lines: String::new(),
            tokens: Vec::new(),
            rows: Rows::new(header),
        };
        for (line, number) in lines {
            if let Some(text) = line.strip_prefix("#Text=") {
                sheet.lines.push_str(&cells::line(text, is_old));
                sheet.lines.push('\n');
            } else if !line.is_empty() && !line.starts_with('#') && sheet.row(line).is_none() {
                let what = "here should be a token: its number, its place and its characters, with tabs between";
                return Err(ReadError::at(format!("line {number} of {name}"), what));
            }
        }
        // Each sentence has a line end of its own, which the last has not in the text.
        if sheet.text.ends_with('\n') {
            sheet.text.pop();
        }
        Ok(sheet)
    }

    /// Takes in a token or a part of one; `None` where it is none.
    fn row(&mut self, line: &'a str) -> Option<()> {
        let mut fields = line.split('\t');
        let (id, place) = (fields.next()?, fields.next()?);
        let (begin, end) = place.split_once('-')?;
        let place = Place { id, begin: begin.parse().ok()?, end: end.parse().ok()? };
        let characters = fields.next()?;
        id.split_once('-')?;
        if !id.contains('.') {
            self.token(&place, characters);
        }
        self.rows.row(place, &fields.collect::<Vec<_>>());
        Some(())
    }

    fn token(&mut self, place: &Place<'a>, characters: &'a str) {
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.begin(place.begin);
            self.push(&lines);
        }
        // What no line of text had.
        if self.length < place.end {
            self.begin(place.begin);
            self.push(characters);
        }
        self.tokens.push((place.begin, place.end, characters));
    }

    /// Makes the text so long: takes the line end of the sentence before, or fills up with spaces.
    fn begin(&mut self, at: u64) {
        if self.length == at + 1 && self.text.ends_with('\n') {
            self.text.pop();
            self.length = at;
        }
        // A place far off is a mistake, not a text of spaces.
        const WIDEST: u64 = 10_000;
        if at > self.length && at - self.length <= WIDEST {
            for _ in self.length..at {
                self.push(" ");
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let count = if self.unit == Unit::Utf16 { text.encode_utf16().count() } else { text.chars().count() };
        self.length += count as u64;
    }

    /// How many tokens are not where they are said to be.
    pub(super) fn astray(&self) -> usize {
        let text = Text::new(self.text.as_str());
        let ruler = Ruler::new(&text, self.unit);
        let is_there = |&&(begin, end, characters): &&(u64, u64, &str)| {
            ruler.span(begin, end).is_some_and(|span| text.slice(span) == characters)
        };
        self.tokens.len() - self.tokens.iter().filter(is_there).count()
    }

    pub(super) fn cas(self) -> Cas {
        let sofas = vec![(String::new(), "_InitialView".to_owned(), self.text)];
        Cas { sofas, structures: self.rows.structures(), is_typed: true }
    }
}
