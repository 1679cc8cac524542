//! Rows of JSON of a known shape, as a list or a line for each. A row that is none is named with its line and refuses the
//! file.

use postil_formats::json_words;
use serde::Deserialize;

use crate::error::ReadError;

/// The rows of a file; `what` names what they should be. Linear.
pub(crate) fn rows<'a, T: Deserialize<'a>>(text: &'a str, what: &str) -> Result<Vec<T>, ReadError> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| wrong(&error, error.line(), what));
    }
    let lines = text.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let row =
        |(line, number): (&'a str, usize)| serde_json::from_str(line).map_err(|error| wrong(&error, number, what));
    lines.map(row).collect()
}

fn wrong(error: &serde_json::Error, line: usize, what: &str) -> ReadError {
    let why = json_words(&error.to_string());
    ReadError::at(format_args!("line {line}, column {}", error.column()), format_args!("this is no {what}: {why}"))
}
