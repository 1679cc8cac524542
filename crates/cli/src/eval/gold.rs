//! Gold files: one JSON object a line. A line that cannot be used is named with its file and number.

use std::fs;
use std::path::Path;

use postil_formats::{decode, json_words};
use serde::de::DeserializeOwned;

/// All cases of a file, or what is wrong with it, one message a line. `case` is given a line and its place.
pub(super) fn read<Case>(
    path: &Path,
    case: impl Fn(&str, String) -> Result<Case, String>,
) -> Result<Vec<Case>, Vec<String>> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| vec![format!("{name}: cannot be read: {error}")])?;
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let content = decode(&bytes).map_err(|error| vec![format!("{name}: {error}")])?;
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    for (line, number) in content.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = format!("{name}:{number}");
        match case(line, place.clone()) {
            Ok(case) => cases.push(case),
            Err(message) => wrong.push(format!("{place}: {message}")),
        }
    }
    if wrong.is_empty() { Ok(cases) } else { Err(wrong) }
}

/// A line as what it should hold.
pub(super) fn json<Case: DeserializeOwned>(line: &str) -> Result<Case, String> {
    serde_json::from_str(line).map_err(|error| {
        let what = if error.is_data() { "not a gold case" } else { "not JSON" };
        format!("{what}, at column {}: {}", error.column(), json_words(&error.to_string()))
    })
}

/// Refuses spans that are empty or end behind the text.
pub(super) fn inside((start, end): (usize, usize), length: usize) -> Result<(), String> {
    if start < end && end <= length {
        return Ok(());
    }
    Err(format!("the span {start}..{end} is not inside the text, which has {length} code points"))
}
