//! From text to annotations, in steps. A [`Run`] first surveys the document (names seen, abbreviations
//! introduced), then goes through it from the top and reports what it finds. Each step handles one piece of
//! at most [`PIECE`] bytes, so the caller decides how long to work at a time. Time and memory are linear in the text.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::entities::{Lexicon, Names, Survey};
use crate::figures::assumed::Currencies;
use crate::figures::find as figures_in;
use crate::label::Label;
use crate::model::{Block, BlockKind};
use crate::structure::structure;
use crate::text::{Span, Text};
use crate::value::Value;

/// Bytes handled in one step, at most; longer blocks are cut at white space.
const PIECE: usize = 4096;

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
    /// The currencies that the document names, where the text is only a part of it. Without them the text tells.
    pub currencies: Option<Currencies>,
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
    /// What.
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

/// What a step brought.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Part of the survey is done; nothing to show yet.
    Surveyed,
    /// The survey is over: the entities that later marks refer to by index.
    Entities(Vec<FoundEntity>),
    /// The marks of the next piece, in text order.
    Found(Vec<Found>),
    /// All is done.
    Done,
}

/// A detection under way.
pub struct Run {
    text: Text,
    options: Options,
    currencies: Currencies,
    survey: VecDeque<Piece>,
    ready: VecDeque<(Piece, Vec<Found>)>,
    surveyed: Survey,
    lexicon: Option<Lexicon>,
    total: usize,
}

#[derive(Clone)]
struct Piece {
    range: Range<usize>,
    kind: BlockKind,
}

impl Run {
    /// Prepares a run; `blocks` as [`structure`](crate::structure()) gives them.
    #[must_use]
    pub fn new(text: &Text, blocks: &[Block], options: &Options) -> Self {
        let survey: VecDeque<Piece> = blocks.iter().flat_map(|block| pieces(text.as_str(), *block)).collect();
        Self {
            text: text.clone(),
            options: options.clone(),
            currencies: options.currencies.clone().unwrap_or_else(|| Currencies::of(text.as_str())),
            total: survey.len() * 2,
            survey,
            ready: VecDeque::new(),
            surveyed: Survey::new(options.names.clone()),
            lexicon: None,
        }
    }

    /// Steps done and steps in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.total - self.survey.len() * 2 - self.ready.len(), self.total)
    }

    /// Handles all that is left; the marks and entities of the steps that it takes.
    #[must_use]
    pub fn finish(mut self) -> Detection {
        let mut detection = Detection::default();
        loop {
            match self.step() {
                Step::Surveyed => {}
                Step::Entities(entities) => detection.entities = entities,
                Step::Found(found) => detection.spans.extend(found),
                Step::Done => return detection,
            }
        }
    }

    /// Handles the next piece.
    pub fn step(&mut self) -> Step {
        if let Some(piece) = self.survey.pop_front() {
            let mut figures = figures_in(self.text.as_str(), piece.range.clone(), &self.options);
            self.currencies.settle(self.text.as_str(), &mut figures);
            self.surveyed.read(self.text.as_str(), piece.range.clone(), piece.kind, &figures);
            self.ready.push_back((piece, figures));
            return Step::Surveyed;
        }
        let Some(lexicon) = &self.lexicon else {
            let lexicon = std::mem::replace(&mut self.surveyed, Survey::new(self.options.names.clone())).resolve();
            let entities = lexicon.entities().to_vec();
            self.lexicon = Some(lexicon);
            return Step::Entities(entities);
        };
        let Some((piece, figures)) = self.ready.pop_front() else { return Step::Done };
        let names = lexicon.find(self.text.as_str(), piece.range, piece.kind, &figures);
        Step::Found(merge(figures, names))
    }
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

/// Cuts a block into pieces at white space (or, without any, at a character boundary).
fn pieces(text: &str, block: Block) -> Vec<Piece> {
    let mut rest = block.span.range();
    let mut pieces = Vec::new();
    while rest.len() > PIECE {
        let limit = text.floor_char_boundary(rest.start + PIECE);
        let window = &text[rest.start..limit];
        let cut = window.rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(window.len());
        pieces.push(Piece { range: rest.start..rest.start + cut, kind: block.kind });
        rest.start += cut;
    }
    pieces.push(Piece { range: rest, kind: block.kind });
    pieces
}

/// Joins figures and names into one list in text order without overlaps. Where the two meet, the longer wins, and
/// the figure when they are alike: "May 2024" is a date, "Boeing 737" and "The 1975" are names.
fn merge(figures: Vec<Found>, names: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(figures.len() + names.len());
    let (mut figures, mut names) = (figures.into_iter().peekable(), names.into_iter().peekable());
    let order = |found: &Found| (found.span.start(), Reverse(found.span.end()));
    loop {
        let figure_first = match (figures.peek(), names.peek()) {
            (Some(figure), Some(name)) => order(figure) <= order(name),
            (figure, _) => figure.is_some(),
        };
        let Some(found) = (if figure_first { figures.next() } else { names.next() }) else { return kept };
        match kept.last() {
            Some(last) if last.span.overlaps(found.span) => {
                if found.span.len() > last.span.len() {
                    kept.pop();
                    kept.push(found);
                }
            }
            _ => kept.push(found),
        }
    }
}
