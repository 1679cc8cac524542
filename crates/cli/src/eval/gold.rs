//! Gold files: texts with the figures that a reader marked in them, one JSON object a line. A line that cannot be used
//! is named with its file and number.

use std::fs;
use std::path::Path;

use postil_engine::text::lf;
use postil_engine::{Label, LabelKind};
use postil_formats::decode;
use serde::Deserialize;

use super::norm::Norm;
use crate::documents::{self, RefDate};

/// A text and its figures. Offsets are code points, ends exclusive.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) text: String,
    pub(super) spans: Vec<Figure>,
    /// Labels that were looked for; none stands for all.
    #[serde(default)]
    pub(super) scope: Option<Vec<String>>,
    /// Whether all figures in scope are marked.
    #[serde(default = "yes")]
    pub(super) complete: bool,
    /// Stretches where finding something is neither right nor wrong.
    #[serde(default)]
    pub(super) ignore: Option<Vec<(usize, usize)>>,
    #[serde(default)]
    ref_date: Option<String>,
    /// The day, and perhaps the time, that `ref_date` says.
    #[serde(skip)]
    pub(super) day: Option<RefDate>,
    /// File and line, for what is said of this case.
    #[serde(skip)]
    pub(super) place: String,
}

/// A figure, marked or found.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: String,
    #[serde(default)]
    norm: Option<Norm>,
}

fn yes() -> bool {
    true
}

impl Figure {
    pub(super) fn new(start: usize, end: usize, label: &str, norm: Option<Norm>) -> Self {
        Self { start, end, label: label.to_owned(), norm }
    }

    /// What it says; empty when nothing is stated.
    pub(super) fn norm(&self) -> Norm {
        self.norm.clone().unwrap_or_default()
    }

    /// Whether it shares a character with the stretch.
    pub(super) fn touches(&self, stretch: (usize, usize)) -> bool {
        self.start < stretch.1 && stretch.0 < self.end
    }
}

/// All cases of a file, or what is wrong with it, one message a line.
pub(super) fn read(path: &Path) -> Result<Vec<Case>, Vec<String>> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| vec![format!("{name}: cannot be read: {error}")])?;
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let content = decode(&bytes).map_err(|error| vec![format!("{name}: {error}")])?;
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    for (line, number) in content.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = format!("{name}:{number}");
        match case(line) {
            Ok(case) => cases.push(Case { place, ..case }),
            Err(message) => wrong.push(format!("{place}: {message}")),
        }
    }
    if wrong.is_empty() { Ok(cases) } else { Err(wrong) }
}

fn case(line: &str) -> Result<Case, String> {
    let mut case: Case = serde_json::from_str(line).map_err(|error| {
        let all = error.to_string();
        let words = all.rsplit_once(" at line ").map_or(all.as_str(), |(words, _)| words).replace('`', "\"");
        let what = if error.is_data() { "not a gold case" } else { "not JSON" };
        format!("{what}, at column {}: {words}", error.column())
    })?;
    // Offsets count line ends as one, as those of what is found do.
    case.text = lf(&case.text).into_owned();
    let length = case.text.chars().count();
    for span in &case.spans {
        let (start, end, label) = (span.start, span.end, &span.label);
        if start >= end || end > length {
            return Err(format!("the span {start}..{end} is not inside the text, which has {length} code points"));
        }
        if Label::from_name(label).is_none_or(|label| label.kind() != LabelKind::Figure) {
            return Err(format!("\"{label}\" is no label of a figure: see postil eval figures --help"));
        }
    }
    case.day = case.ref_date.as_deref().map(documents::date).transpose()?;
    Ok(case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_says_what_is_wrong() {
        for (line, message) in [
            (r#"{"text": "5%", "spans": [{"start": 0, "end": 2, "label": "PERCENT"}]}"#, ""),
            (r#"{"text": "5%", "spans": [], "ref_date": "2024-04-04T12:00:00", "scope": null}"#, ""),
            ("{", "not JSON, at column 1: EOF while parsing an object"),
            (r#"{"text": "5%"}"#, r#"not a gold case, at column 14: missing field "spans""#),
            (
                r#"{"text": "5%", "spans": [{"start": 0, "end": 3, "label": "PERCENT"}]}"#,
                "the span 0..3 is not inside the text, which has 2 code points",
            ),
            (
                r#"{"text": "5%", "spans": [{"start": 0, "end": 2, "label": "ORG"}]}"#,
                r#""ORG" is no label of a figure: see postil eval figures --help"#,
            ),
            (r#"{"text": "5%", "spans": [], "ref_date": "May"}"#, r#""May" is no date such as 2024-04-04"#),
        ] {
            assert_eq!(case(line).err().unwrap_or_default(), message, "{line}");
        }
    }
}
