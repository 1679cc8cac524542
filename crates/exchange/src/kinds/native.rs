//! `postil`: the native file, which says everything. `postil-formats` writes and reads it; see there for its shape.
//! Offsets are code points.

use postil_formats::native;

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::part::Part;
use crate::unit::Unit;

pub(crate) static FORMAT: Format = Format {
    id: "postil",
    name: "Postil JSON",
    description: "everything, to keep and to open again",
    extension: ".postil.json",
    mime: "application/json",
    group: Group::Keep,
    takes_mark: false,
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
    streams: false,
    joins: Joins::Lists(&["\"documents\": [", "\n ]\n}\n"]),
    write: Some(write),
    read: Some(Read::Native),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    // The proof follows, as for every format.
    let body = native::unproved(job.documents, job.labels);
    let body = body.map_err(|error| WriteError::new(error.to_string()))?;
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn knows(peek: &Peek<'_>) -> bool {
    let start: String = peek.text.chars().filter(|ch| !ch.is_ascii_whitespace()).take(60).collect();
    start.starts_with("{\"format\":\"postil\"")
}
