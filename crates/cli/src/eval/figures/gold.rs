//! Gold of figures: texts with the figures that a reader marked in them, and what else a line says of its case.

use postil_engine::text::lf;
use postil_engine::{Label, LabelKind};
use serde::Deserialize;

use super::super::gold::{inside, json};
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

/// The case on a line, or what is wrong with it.
pub(super) fn case(line: &str) -> Result<Case, String> {
    let mut case: Case = json(line)?;
    // Offsets count line ends as one, as those of what is found do.
    case.text = lf(&case.text).into_owned();
    let length = case.text.chars().count();
    for span in &case.spans {
        let (start, end, label) = (span.start, span.end, &span.label);
        inside((start, end), length)?;
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
            ("{", "not JSON, at column 1: it ends in the middle"),
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
