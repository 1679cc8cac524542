//! `csv` and `tsv`: tables for spreadsheets and data frames, a row an annotation, and beside it the table of the texts.
//!
//! ```text
//! x.csv            document_id,document_title,annotation_id,label,text,start,end,start_utf16,end_utf16,start_byte, ...
//! x.documents.csv  document_id,title,date,source_url,text_guard,text
//! ```
//!
//! `start` and `end` count code points of the document's text, end exclusive; the other pairs say the same in UTF-16 units
//! and bytes. Fields are quoted as RFC 4180 has it. A spreadsheet takes what begins with `=`, `+`, `-`, `@`, a tab or a
//! carriage return for a formula: such a field gets an apostrophe in front, and `text_guard` counts that of a text, so that
//! offsets are of `text[text_guard:]`.
//!
//! Tables of others are read by their heads: start, end and label by their usual names, and the text in each row, in the
//! first of a document, or in a table of documents.

mod columns;
mod read;
mod records;
mod write;

use crate::format::{Format, Group, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::unit::Unit;

const SAYS: &[Says] = &[
    Says::Overlaps,
    Says::Fragments,
    Says::Status,
    Says::Confidence,
    Says::Notes,
    Says::Attributes,
    Says::Entities,
    Says::Links,
    Says::Values,
    Says::Origin,
    Says::Titles,
    Says::Ids,
];

pub(crate) static CSV: Format = Format {
    id: "csv",
    name: "CSV",
    description: "a table of annotations and one of texts, for spreadsheets and pandas",
    extension: ".csv",
    mime: "text/csv",
    group: Group::Read,
    takes_mark: true,
    units: &[Unit::CodePoint],
    says: SAYS,
    tokens: None,
    streams: false,
    joins: Joins::Tables,
    write: Some(|job| write::write(job, &CSV, b',')),
    read: Some(Read::Files(read::read)),
    check: None,
    knows: |peek| knows(peek, b",;"),
};

pub(crate) static TSV: Format = Format {
    id: "tsv",
    name: "TSV",
    description: "the same with tabs between fields",
    extension: ".tsv",
    mime: "text/tab-separated-values",
    group: Group::Read,
    takes_mark: true,
    units: &[Unit::CodePoint],
    says: SAYS,
    tokens: None,
    streams: false,
    joins: Joins::Tables,
    write: Some(|job| write::write(job, &TSV, b'\t')),
    read: Some(Read::Files(read::read)),
    check: None,
    knows: |peek| knows(peek, b"\t"),
};

fn knows(peek: &Peek<'_>, separators: &[u8]) -> bool {
    let separator = records::separator(peek.line());
    // One column is no table.
    let has_several = peek.line().contains(char::from(separator));
    has_several && separators.contains(&separator) && columns::Head::of_line(peek.line(), separator).is_table()
}
