//! An issue in words: what is wrong, where it stands, what the button would do.

use std::sync::Arc;

use postil_engine::{Document, LabelDef, Scalar, Span};

use super::super::values::value_of;
use super::super::words;
use super::{Fix, Issue, Kind};

/// Characters shown before and behind the words.
const AROUND: usize = 26;
/// Characters of a name on a button.
const SHORT: usize = 22;

impl Issue {
    /// The words, with some of what stands before and behind them in their paragraph.
    #[must_use]
    pub fn context<'a>(&self, document: &'a Document) -> [&'a str; 3] {
        let text = document.text.as_str();
        let (before, after) = (text.get(..self.span.start()), text.get(self.span.end()..));
        [
            before.map_or("", |before| {
                let line = before.rsplit('\n').next().unwrap_or_default();
                let at = line.char_indices().rev().nth(AROUND).map(|(at, _)| at);
                // Whole words only.
                at.map_or(line, |at| line.get(at..).and_then(|rest| rest.split_once(' ')).map_or("", |(_, rest)| rest))
            }),
            document.text.slice(self.span),
            after.map_or("", |after| {
                let line = after.split('\n').next().unwrap_or_default();
                let at = line.char_indices().nth(AROUND * 2).map(|(at, _)| at);
                at.map_or(line, |at| line.get(..at).and_then(|rest| rest.rsplit_once(' ')).map_or("", |(rest, _)| rest))
            }),
        ]
    }

    /// What is wrong.
    #[must_use]
    pub fn reason(&self, document: &Document) -> String {
        let mark = self.id.and_then(|id| document.annotation(id));
        let label = mark.map_or("", |mark| &mark.label);
        match (self.kind, &self.fix) {
            (Kind::TwoLabels, Some(Fix::Label(_, other))) => format!("{label} here, {other} elsewhere"),
            (Kind::Unmarked, Some(Fix::Mark(_, other))) => format!("{other} elsewhere, not marked here"),
            (Kind::Habit, Some(Fix::Move(_, to))) if self.span.contains(*to) => {
                "Most marks of this name leave a part out".to_owned()
            }
            (Kind::Habit, _) => "Most marks of this name take more along".to_owned(),
            (Kind::Crossing, _) => format!("This {label} crosses another mark"),
            (Kind::Stray, _) => "Punctuation at an end".to_owned(),
            (Kind::Name, Some(Fix::Mark(places, _))) if places.len() > 1 => {
                format!("Not marked, in {} places", places.len())
            }
            (Kind::Value, _) => match mark.and_then(|mark| mark.value.as_deref()) {
                Some(value) if matches!(value.value, Some(Scalar::Number(_))) => {
                    format!("The value says {}", words::short(value))
                }
                _ => format!("This {label} has no value"),
            },
            _ => "Capitalised, and not marked".to_owned(),
        }
    }

    /// What the button would do; `None` where nothing can be done by itself.
    #[must_use]
    pub fn offer(&self, document: &Document, labels: &[LabelDef]) -> Option<String> {
        Some(match self.fix.as_ref()? {
            Fix::Move(_, to) if self.span.contains(*to) => format!("Trim to “{}”", short(document, *to)),
            Fix::Move(_, to) => format!("Extend to “{}”", short(document, *to)),
            Fix::Label(ids, label) if ids.len() > 1 => format!("Make all {label}"),
            Fix::Label(_, label) => format!("Make it {label}"),
            Fix::Mark(places, label) if places.len() > 1 => format!("Label all {} as {label}", places.len()),
            Fix::Mark(_, label) => format!("Label as {label}"),
            Fix::Delete(_) => "Delete the mark".to_owned(),
            Fix::Read(id) => {
                let mark = document.annotation(*id)?;
                let value = value_of(labels, document, mark.span, &mark.label)?;
                if mark.value.as_ref().is_some_and(|old| Arc::ptr_eq(old, &value) || **old == *value) {
                    return None;
                }
                format!("Set {}", words::short(&value))
            }
        })
    }
}

/// The words under `span`, without their middle where they are long.
fn short(document: &Document, span: Span) -> String {
    let words = document.text.slice(span);
    let count = words.chars().count();
    if count <= SHORT {
        return words.to_owned();
    }
    let (head, tail): (String, String) =
        (words.chars().take(SHORT - 9).collect(), words.chars().skip(count - 8).collect());
    format!("{head}…{tail}")
}
