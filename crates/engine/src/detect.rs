//! From text to annotations: what the caller can choose, what detection finds, and the ways to ask for all of it at
//! once. Step by step it is done by [`Run`].

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::entities::{Model, Names};
use crate::figures::assumed::Currencies;
use crate::figures::find as figures_in;
use crate::label::Label;
use crate::personal::Personal;
use crate::run::{Run, pieces};
use crate::structure::structure;
use crate::text::{Span, Text};
use crate::value::Value;

/// How sure a mark must be to be suggested to a reader: at this [`Found::confidence`] and above. Detection also gives
/// names that are less sure, for callers that want to choose; figures are all surer.
pub const SUGGESTED: f32 = 0.3;

/// What the caller can choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The article's date, against which relative dates are resolved. Without it they stay unresolved, as with one
    /// outside the years -9999 to 9999.
    pub ref_date: Option<NaiveDate>,
    /// The article's time on that day, against which "in ten minutes" is resolved.
    pub ref_time: Option<NaiveTime>,
    /// The name lists to go by.
    pub names: Names,
    /// The model that decides on names; without it, lists and rules do.
    pub model: Option<Model>,
    /// The currencies that the document names, where the text is only a part of it. Without them the text tells.
    pub currencies: Option<Currencies>,
    /// What the person has said of some words: it wins over all else.
    pub personal: Personal,
}

impl Options {
    /// With the article's date as an ISO 8601 day (`2024-04-04`); anything else counts as no date.
    #[must_use]
    pub fn dated(date: Option<&str>) -> Self {
        let parts = |date: &str| {
            let mut parts = date.split('-');
            let mut number = |digits: usize| {
                let part = parts.next()?;
                let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
                plain.then(|| part.parse::<u32>().ok()).flatten()
            };
            let (year, month, day) = (number(4)?, number(2)?, number(2)?);
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| parts.next().is_none())
        };
        Self { ref_date: date.and_then(parts), ..Self::default() }
    }
}

/// One stretch that the detector marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where.
    pub span: Span,
    /// What. For a label of the person's own, [`Personal::label`] tells the name.
    pub label: Label,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The rule that found it, in a word.
    pub rule: &'static str,
    /// A figure's normal form.
    pub value: Option<Value>,
    /// Index into the entities of the same detection.
    pub entity: Option<u32>,
}

/// One thing that several marks mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEntity {
    /// Label of the whole.
    pub label: Label,
    /// The fullest name in the text.
    pub name: Arc<str>,
}

/// Everything found in a document. Spans are sorted and do not overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// The marks in text order.
    pub spans: Vec<Found>,
    /// What they mention.
    pub entities: Vec<FoundEntity>,
}

/// Detects in one go. `blocks` come from [`structure`](crate::structure()).
#[must_use]
pub fn detect(text: &str, options: &Options) -> Detection {
    let text = Text::new(text);
    Run::new(&text, &structure(text.as_str()), options).finish()
}

/// The figures alone, in text order; what [`detect`] goes by before names are weighed against them.
#[must_use]
pub fn figures(text: &str, options: &Options) -> Vec<Found> {
    let blocks = structure(text);
    let pieces = blocks.iter().flat_map(|block| pieces(text, *block));
    pieces.flat_map(|piece| figures_in(text, piece.range, options)).collect()
}
