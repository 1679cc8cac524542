//! Rows of JSON of a known shape, as a list or a line for each. A row that is none is named with its line and refuses the
//! file.

use serde::Deserialize;

use crate::error::ReadError;

/// The rows of a file; `what` names what they should be. Linear.
pub(crate) fn rows<'a, T: Deserialize<'a>>(text: &'a str, what: &str) -> Result<Vec<T>, ReadError> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| ReadError::new(format!("This is no {what}: {error}.")));
    }
    let lines = text.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let row = |(line, number): (&'a str, usize)| {
        serde_json::from_str(line).map_err(|error| {
            let error = error.to_string();
            // The place within the line is enough of a place beside the line's number.
            let error = error.replace(" at line 1 column ", ", column ");
            ReadError::at(format_args!("line {number}"), format_args!("this is no {what}: {error}"))
        })
    };
    lines.map(row).collect()
}
