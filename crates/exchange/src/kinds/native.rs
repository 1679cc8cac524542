//! `postil`: the native file, which says everything. `postil-formats` writes and reads it; see there for its shape.
//! Offsets are code points.

use postil_formats::{WriteOptions, native};

use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Job, Says};
use crate::import::Peek;
use crate::part::Part;
use crate::unit::Unit;

pub(crate) static FORMAT: Format = Format {
    id: "postil",
    name: "Postil JSON",
    description: "everything, to keep and to open again",
    extension: ".postil.json",
    mime: "application/json",
    units: &[Unit::CodePoint],
    says: &[
        Says::Overlaps,
        Says::Fragments,
        Says::Status,
        Says::Confidence,
        Says::Notes,
        Says::Attributes,
        Says::Relations,
        Says::Entities,
        Says::Links,
        Says::Values,
        Says::Blocks,
        Says::Origin,
        Says::Titles,
        Says::Ids,
    ],
    tokens: None,
    joins: false,
    write: Some(write),
    read: Some(read),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let written = native::FORMAT.write(job.documents, job.labels, &WriteOptions::default());
    let written = written.map_err(|error| WriteError::new(error.to_string()))?;
    Ok(vec![Part::new(job.name(&FORMAT), written.body)])
}

fn read(parts: &[Part]) -> Result<Drafts, ReadError> {
    let Some(part) = parts.first() else { return Ok(Drafts::default()) };
    let library = native::FORMAT.read(&part.bytes).transpose()?;
    Ok(Drafts { library, ..Drafts::default() })
}

fn knows(peek: &Peek<'_>) -> bool {
    let start: String = peek.text.chars().filter(|ch| !ch.is_ascii_whitespace()).take(60).collect();
    start.starts_with("{\"format\":\"postil\"")
}
