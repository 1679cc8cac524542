//! The offset doctor: finds out, by the words that a file quotes, what its offsets count, and puts the spans where they
//! belong. What it changes and what it cannot put right it says. Linear in the file, whatever is in it: searches have a
//! window and a budget.

mod choose;
mod judge;
mod quote;
mod reading;
mod said;
#[cfg(test)]
mod tests;
mod view;

use postil_engine::{Block, BlockKind, Span};

use crate::draft::{DraftSpan, Drafts};
use crate::finding::{Finding, FindingKind};
use crate::format::Format;
use crate::unit::Unit;

use choose::{best, most};
use quote::{Budget, Lost, Match, WINDOW, agree, nearest};
pub(crate) use quote::{is_unspaced, is_whole};
pub(crate) use reading::Place;
use reading::Reading;
pub(crate) use said::Said;
use view::Bench;
pub(crate) use view::Views;

/// Bytes that searches may look at, for each byte of the texts.
const SEARCHED: usize = 64;

/// Treats the documents of one file.
#[derive(Debug)]
pub(crate) struct Doctor {
    usual: Reading,
    /// What the file seems to count.
    file: Reading,
    said: Said,
}

/// What was done to one document, and what it may still cost.
#[derive(Debug)]
struct Treatment<'a> {
    title: &'a str,
    budget: Budget,
    said: Said,
}

impl Doctor {
    /// Looks at a sample of the file.
    pub(crate) fn new(drafts: &Drafts, format: &Format) -> Self {
        let unit = drafts.unit.or(format.units.first().copied()).unwrap_or(Unit::CodePoint);
        let usual = Reading::plain(unit);
        let mut said = Said::default();
        let has_quotes = drafts.documents.iter().flat_map(|draft| &draft.spans).any(is_quoted);
        let file = if has_quotes {
            most(&drafts.documents, usual)
        } else if drafts.unit.is_none() && !format.units.is_empty() {
            judge::judge(&drafts.documents, usual, &mut said)
        } else {
            usual
        };
        Self { usual, file, said }
    }

    /// Where each of a document's spans belongs, `None` for what is left out, and what was done.
    pub(crate) fn treat(&self, views: &Views, spans: &[DraftSpan], title: &str) -> (Vec<Option<Place>>, Said) {
        let bench = Bench::new(views);
        let budget = Budget(SEARCHED * (bench.after().as_str().len() + 4 * WINDOW));
        let said = Said::of(spans.len());
        let mut treatment = Treatment { title, budget, said };
        let fits = |span: &DraftSpan, place: &[Span]| {
            span.quote.as_ref().is_none_or(|quote| agree(bench.after(), place, quote).is_some())
        };
        let quoted = spans.iter().filter(|span| is_quoted(span)).count();
        let mut reading = self.file;
        let mut places = reading.places(&bench, spans, fits);
        let right = count(spans, &places, fits);
        if right < quoted
            && let Some(better) = best(&bench, spans, self.usual, right)
        {
            reading = better;
            places = reading.places(&bench, spans, fits);
        }
        if reading != self.usual {
            let usual = self.usual.places(&bench, spans, fits);
            let changed = usual.iter().zip(&places).filter(|(usual, place)| usual != place && place.is_some()).count();
            treatment.said.reading(reading, changed, title);
        }
        let settled = spans.iter().zip(places).map(|(span, place)| treatment.settled(&bench, reading, span, place));
        (settled.collect(), treatment.said)
    }

    /// Takes down what was done to the next document.
    pub(crate) fn note(&mut self, said: Said) {
        self.said.extend(said);
    }

    /// The parts of the article where the file has them: in order, apart, without white space at their ends.
    pub(crate) fn blocks(&self, views: &Views, blocks: &[(BlockKind, u64, u64)]) -> Vec<Block> {
        let bench = Bench::new(views);
        let text = bench.after().as_str();
        let found = blocks.iter().filter_map(|&(kind, start, end)| {
            let span = DraftSpan { pieces: vec![(start, end)], ..DraftSpan::default() };
            let span = self.file.place(&bench, &span)?.first()?.trimmed(text)?;
            Some(Block { kind, span })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|block| block.span);
        let mut end = 0;
        found.retain(|block| {
            let is_apart = end <= block.span.start();
            end = end.max(block.span.end());
            is_apart
        });
        found
    }

    /// What was found, the reading first, what is left out last.
    pub(crate) fn findings(self) -> Vec<Finding> {
        self.said.findings(self.usual)
    }
}

impl Treatment<'_> {
    /// One span: moved to its words where it does not cover them, without white space at its ends, its pieces in order.
    fn settled(
        &mut self,
        bench: &Bench<'_>,
        reading: Reading,
        span: &DraftSpan,
        place: Option<Place>,
    ) -> Option<Place> {
        let (text, title) = (bench.after(), self.title);
        let quote = span.quote.as_deref().filter(|quote| !quote.trim().is_empty());
        let agreed = place.as_ref().and_then(|place| agree(text, place, quote?));
        let place = match (place, quote, agreed) {
            (Some(place), None, _) => Ok(place),
            (Some(place), Some(_), Some(found)) => {
                match found {
                    Match::Exact => {}
                    Match::Spaces => self.said.note(FindingKind::Spaces, title, span, ""),
                    Match::Accents => self.said.note(FindingKind::Accents, title, span, ""),
                }
                Ok(place)
            }
            (None, None, _) => Err("is no place in the text"),
            (_, Some(_), _) if span.pieces.len() > 1 => Err("its pieces do not cover these words"),
            (place, Some(quote), _) => {
                let near = place.as_ref().and_then(|place| place.first()).map(|piece| piece.start());
                let near = near.unwrap_or_else(|| guess(bench, reading, span));
                match nearest(text, near, quote, &mut self.budget) {
                    Ok(found) => {
                        self.said.note(FindingKind::Moved, title, span, "");
                        Ok(vec![found])
                    }
                    Err(Lost::Absent) => Err("these words do not stand near it"),
                    Err(Lost::Ambiguous) => Err("these words stand in several places near it"),
                }
            }
        };
        match place.and_then(|place| trimmed(text.as_str(), place).ok_or("holds white space only")) {
            Ok((place, was_trimmed)) => {
                if was_trimmed {
                    self.said.note(FindingKind::Trimmed, title, span, "");
                }
                Some(place)
            }
            Err(why) => {
                self.said.note(FindingKind::LeftOut, title, span, why);
                None
            }
        }
    }
}

fn is_quoted(span: &DraftSpan) -> bool {
    span.quote.as_ref().is_some_and(|quote| !quote.trim().is_empty())
}

/// How many quoted spans cover their words.
fn count(spans: &[DraftSpan], places: &[Option<Place>], fits: impl Fn(&DraftSpan, &[Span]) -> bool) -> usize {
    let right = |(span, place): &(&DraftSpan, &Option<Place>)| {
        is_quoted(span) && place.as_ref().is_some_and(|place| fits(span, place))
    };
    spans.iter().zip(places).filter(right).count()
}

/// About where a span starts that is no place: the byte of its start, or the nearest that there is before it.
fn guess(bench: &Bench<'_>, reading: Reading, span: &DraftSpan) -> usize {
    let end = bench.after().as_str().len();
    let Some(&(start, _)) = span.pieces.first() else { return 0 };
    let start = i64::try_from(start).unwrap_or(i64::MAX);
    let back = |by: i64| bench.byte(reading.ends, reading.unit, start.saturating_sub(by));
    (0..4).find_map(back).unwrap_or(end)
}

/// The pieces in order, apart, without white space at their ends, and whether that took something away.
fn trimmed(text: &str, mut place: Place) -> Option<(Place, bool)> {
    place.sort_unstable();
    let mut pieces: Place = Vec::with_capacity(place.len());
    let mut changed = false;
    for piece in place {
        let Some(kept) = piece.trimmed(text) else {
            changed = true;
            continue;
        };
        changed |= kept != piece;
        match pieces.last_mut() {
            Some(last) if kept.start() <= last.end() => {
                *last = Span::new(text, last.start(), last.end().max(kept.end()))?;
            }
            _ => pieces.push(kept),
        }
    }
    (!pieces.is_empty()).then_some((pieces, changed))
}
