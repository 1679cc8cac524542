//! Tables as drafts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::Status;
use postil_formats::decode;

use super::columns::{Head, Role};
use super::records::{Records, separator};
use super::write::unguarded;
use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::finding::{self, counted};
use crate::json::{Item, Json};
use crate::kinds::label_studio_read;
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::Unit;
use crate::workers::Workers;

/// Columns of a table, at most.
const MOST_COLUMNS: usize = 1_000;

/// Reads tables of annotations, with tables of texts where there are some. Linear.
pub(super) fn read(parts: &[Part], _workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut texts = Vec::with_capacity(parts.len());
    let mut ragged = Vec::new();
    for part in parts {
        let text = decode(&part.bytes).map_err(|error| match parts {
            [_] => error.into(),
            _ => ReadError::new(format!("{}: {error}", part.name)),
        })?;
        texts.push((part, text));
    }
    let mut found = Found::default();
    let mut tasks = Drafts::default();
    let mut annotations = Vec::new();
    for (part, text) in &texts {
        let line = text.lines().next().unwrap_or_default();
        let separator = separator(line);
        let rows = Records::new(text, separator);
        let mut table = Table { name: &part.name, rows, columns: 0, head: Head::default() };
        let mut head = Vec::new();
        table.rows.next(&mut head);
        if head.len() > MOST_COLUMNS {
            let words = format!("there are {} columns; at most {MOST_COLUMNS} are read", head.len());
            return Err(ReadError::at(format!("row 1 of {}", part.name), words));
        }
        table.columns = head.len();
        table.head = Head::new(&head);
        if table.head.is_of_tasks() {
            table.tasks(&head, &mut tasks, &mut ragged)?;
        } else if table.head.is_of_documents() {
            found.documents(&mut table, &mut ragged);
        } else if table.head.is_of_annotations() {
            annotations.push((table, text, separator));
        } else {
            let words = "it needs the columns start, end and label, and the text in a column document_text or in a table of documents";
            return Err(ReadError::at(format!("row 1 of {}", part.name), words));
        }
    }
    for (mut table, text, separator) in annotations {
        let holds_texts = table.head.column(Role::Body).is_some() || text_is_the_document(&table.head, text, separator);
        found.annotations(&mut table, holds_texts, &mut ragged)?;
    }
    let mut remarks = Vec::new();
    if !ragged.is_empty() {
        let rows = counted(ragged.len(), "row has", "rows have");
        let words = "more or fewer fields than the head, or no end; look for a missing quote";
        remarks.push(format!("{rows} {words}: {}.", finding::some(&ragged)));
    }
    found.drafts.append(&mut tasks.documents);
    Ok(Drafts { documents: found.drafts, unit: found.unit, passed: tasks.passed, remarks, ..Drafts::default() })
}

struct Table<'a> {
    name: &'a str,
    rows: Records<'a>,
    /// How many there are by the head.
    columns: usize,
    head: Head,
}

impl Table<'_> {
    /// Reads the next row, and notes it when it is not of the head's length: a quote may be missing in it.
    fn next(&mut self, row: &mut Vec<String>, ragged: &mut Vec<String>) -> bool {
        let is_there = self.rows.next(row);
        if is_there && (row.len() != self.columns || self.rows.is_open) {
            ragged.push(format!("row {} of {}", self.rows.row, self.name));
        }
        is_there
    }

    /// Reads rows that are each what Label Studio's short exports in JSON have for a task. `head` is as it is in the file.
    fn tasks(&mut self, head: &[String], drafts: &mut Drafts, ragged: &mut Vec<String>) -> Result<(), ReadError> {
        let mut row = Vec::new();
        while self.next(&mut row, ragged) {
            let fields = head.iter().zip(&row).map(|(name, field)| {
                let said = serde_json::from_str(field).ok().filter(|json| matches!(json, Json::List(_)));
                (Cow::from(name), said.unwrap_or_else(|| Json::Text(field.into())))
            });
            let value = Json::Object(fields.collect());
            label_studio_read::read(&Item { place: Spot::numbered("row", self.rows.row), value }, drafts)?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Found {
    drafts: Vec<Draft>,
    by_id: HashMap<String, usize>,
    by_text: HashMap<String, usize>,
    unit: Option<Unit>,
}

fn get(row: &[String], column: Option<usize>) -> &str {
    column.and_then(|column| row.get(column)).map_or("", String::as_str)
}

/// Takes the guard off fields of our own tables.
fn plain(head: &Head) -> fn(&str) -> &str {
    if head.is_own() { unguarded } else { |field| field }
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

/// Whether a column `text` holds whole documents: where it does not have the length that start and end say.
fn text_is_the_document(head: &Head, text: &str, separator: u8) -> bool {
    let (start, end, words) = (head.column(Role::Start), head.column(Role::End), head.column(Role::Text));
    let mut rows = Records::new(text, separator);
    let mut row = Vec::new();
    rows.next(&mut row);
    let mut starts_later = false;
    for _ in 0..1000 {
        if !rows.next(&mut row) {
            break;
        }
        let (Some(start), Some(end)) = (number(get(&row, start)), number(get(&row, end))) else { continue };
        let words = get(&row, words);
        let lengths = [words.chars().count(), postil_engine::text::utf16_len(words), words.len()];
        if !words.is_empty() && !lengths.contains(&(end.saturating_sub(start) as usize)) {
            return end as usize <= words.len();
        }
        starts_later |= start > 0;
    }
    !starts_later
}

/// A whole number, also as data frames write it where a column has gaps: `12.0`.
fn number(field: &str) -> Option<u64> {
    let field = field.trim();
    let whole = field.strip_suffix(".0").unwrap_or(field);
    whole.parse().ok()
}

impl Found {
    fn documents(&mut self, table: &mut Table<'_>, ragged: &mut Vec<String>) {
        let head = &std::mem::take(&mut table.head);
        let id = head.column(Role::Document).or_else(|| head.named("id"));
        let text = head.column(Role::Body).or_else(|| head.column(Role::Text));
        let [title, date, url, guard] = [Role::Title, Role::Date, Role::Url, Role::Guard].map(|role| head.column(role));
        let own = plain(head);
        let mut row = Vec::new();
        while table.next(&mut row, ragged) {
            let body = get(&row, text);
            let is_guarded = get(&row, guard) == "1";
            let draft = Draft {
                id: some(own(get(&row, id))),
                title: some(own(get(&row, title))),
                date: some(own(get(&row, date))),
                source_url: some(own(get(&row, url))),
                text: if is_guarded { body.strip_prefix('\'').unwrap_or(body) } else { body }.to_owned(),
                ..Draft::default()
            };
            self.by_id.insert(own(get(&row, id)).to_owned(), self.drafts.len());
            self.drafts.push(draft);
        }
    }

    fn annotations(
        &mut self,
        table: &mut Table<'_>,
        holds_texts: bool,
        ragged: &mut Vec<String>,
    ) -> Result<(), ReadError> {
        let head = &std::mem::take(&mut table.head);
        let body = head.column(Role::Body).or_else(|| head.column(Role::Text).filter(|_| holds_texts));
        let words = head.column(Role::Text).filter(|words| Some(*words) != body);
        let (mut start, mut end) = (head.column(Role::Start), head.column(Role::End));
        for (unit, name) in [(Unit::Utf16, "utf16"), (Unit::Byte, "byte")] {
            if start.is_none() && head.named(&format!("start_{name}")).is_some() {
                (start, end) = (head.named(&format!("start_{name}")), head.named(&format!("end_{name}")));
                self.unit = Some(unit);
            }
        }
        let own = plain(head);
        let columns = Columns { head, words };
        let mut row = Vec::new();
        let file: Arc<str> = table.name.into();
        while table.next(&mut row, ragged) {
            let place = || Spot::in_file("row", table.rows.row, &file);
            let document = self.document(&row, head, body.map(|body| own(get(&row, Some(body)))), own);
            let Some(draft) = document.and_then(|at| self.drafts.get_mut(at)) else {
                let words = match head.column(Role::Document) {
                    Some(id) if !self.by_id.is_empty() => format!("no text has the id \"{}\"", get(&row, Some(id))),
                    _ => "the table has no texts: open the table of documents with it, or add a column document_text"
                        .to_owned(),
                };
                return Err(ReadError::at(place(), words));
            };
            let (from, to) = (get(&row, start), get(&row, end));
            if from.trim().is_empty() && to.trim().is_empty() {
                continue; // a document in which nothing is marked
            }
            let offset = |field: &str| {
                number(field).ok_or_else(|| ReadError::at(place(), format!("\"{field}\" is no place in a text")))
            };
            draft.spans.push(columns.span(&row, place(), (offset(from)?, offset(to)?), own));
        }
        Ok(())
    }

    /// The document of a row: by its id, else by its text.
    fn document(&mut self, row: &[String], head: &Head, body: Option<&str>, own: fn(&str) -> &str) -> Option<usize> {
        let id = own(get(row, head.column(Role::Document)));
        let known = match (id, body) {
            ("", Some(body)) => self.by_text.get(body),
            ("", None) => return (self.drafts.len() == 1).then_some(0),
            (id, _) => self.by_id.get(id),
        };
        if let Some(&at) = known {
            return Some(at);
        }
        let body = body.filter(|body| !body.is_empty())?;
        let at = self.drafts.len();
        let title = some(own(get(row, head.column(Role::Title))));
        self.drafts.push(Draft { id: some(id), title, text: body.to_owned(), ..Draft::default() });
        if id.is_empty() {
            self.by_text.insert(body.to_owned(), at);
        } else {
            self.by_id.insert(id.to_owned(), at);
        }
        Some(at)
    }
}

struct Columns<'a> {
    head: &'a Head,
    words: Option<usize>,
}

impl Columns<'_> {
    fn span(&self, row: &[String], place: Spot, whole: (u64, u64), own: fn(&str) -> &str) -> DraftSpan {
        let of = |role| get(row, self.head.column(role));
        let pieces = of(Role::Pieces).split(';').map(|piece| {
            let (start, end) = piece.split_once(' ')?;
            Some((number(start)?, number(end)?))
        });
        DraftSpan {
            place,
            pieces: pieces.collect::<Option<Vec<_>>>().unwrap_or_else(|| vec![whole]),
            quote: some(own(get(row, self.words))),
            label: own(of(Role::Label)).to_owned(),
            status: match of(Role::Status) {
                "suggested" => Status::Suggested,
                "rejected" => Status::Rejected,
                _ => Status::Accepted,
            },
            confidence: of(Role::Confidence).parse().ok(),
            note: some(own(of(Role::Note))),
            attributes: serde_json::from_str(of(Role::Attributes)).unwrap_or_default(),
            entity: some(of(Role::Entity)).filter(|_| self.head.is_own()),
            link: some(own(of(Role::Link))),
            value: serde_json::from_str(of(Role::Value)).ok(),
            ..DraftSpan::default()
        }
    }
}
