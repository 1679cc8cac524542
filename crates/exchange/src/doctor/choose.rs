//! Which way of counting makes the most spans cover the words that the file quotes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::quote::{WINDOW, agree};
use super::reading::{Base, Lead, Reading};
use super::view::{Bench, Ends, Views};
use super::{count, is_quoted};
use crate::draft::{Draft, DraftSpan};
use crate::unit::Unit;

/// Quoted spans that are looked at to know what a file counts, at least, where there are so many.
const SAMPLE: usize = 600;
/// Spans that are searched in the text to find a shift.
const SEARCHED: usize = 24;
/// Places of one quote that may speak for a shift.
const PLACES: usize = 12;

/// What the quoted spans of a sample of the file count; the usual, where that is no worse.
pub(super) fn most(documents: &[Draft], usual: Reading) -> Reading {
    let mut scores: BTreeMap<Reading, usize> = BTreeMap::new();
    let mut quoted = 0;
    let mut right = 0;
    let mut seen = 0;
    for draft in documents.iter().filter(|draft| draft.spans.iter().any(is_quoted)) {
        if seen >= SAMPLE {
            break;
        }
        let views = Views::new(&draft.text);
        let bench = Bench::new(&views);
        let of_this = draft.spans.iter().filter(|span| is_quoted(span)).count();
        seen += of_this;
        let score = fitting(&bench, &draft.spans, usual);
        if score == of_this {
            // It fits as usual, and what else fits it is of no interest.
            right += score;
            continue;
        }
        quoted += of_this;
        let sample: Vec<_> = draft.spans.iter().filter(|span| is_quoted(span)).take(SAMPLE).cloned().collect();
        for reading in readings(&bench, usual) {
            *scores.entry(reading).or_default() += fitting(&bench, &sample, reading);
        }
    }
    let of_usual = scores.get(&usual).copied().unwrap_or_default();
    let best = scores.into_iter().max_by_key(|&(reading, score)| (score, Reverse(reading.strangeness(usual))));
    match best {
        // Documents that fit as usual speak against another way of counting in the whole file only where it fails them,
        // which each document finds out for itself.
        Some((reading, score)) if score > of_usual && 2 * score >= quoted.min(SAMPLE) && score + right > 1 => reading,
        _ => usual,
    }
}

/// The reading by which more spans of a document cover their words than `right`.
pub(super) fn best(bench: &Bench<'_>, spans: &[DraftSpan], usual: Reading, right: usize) -> Option<Reading> {
    let quoted = spans.iter().filter(|span| is_quoted(span)).count();
    let mut found = None;
    let mut most = right;
    // One span alone says nothing of line ends and shifts: it is moved by itself.
    let least = |reading: Reading| if reading == Reading::plain(reading.unit) { 1 } else { 2 };
    let mut consider = |readings: Vec<Reading>| {
        for reading in readings {
            let score = fitting(bench, spans, reading);
            if score > most && score >= least(reading) {
                most = score;
                found = Some(reading);
            }
        }
        most
    };
    if consider(readings(bench, usual)) < quoted {
        consider(shifts(bench, spans, usual));
    }
    found
}

/// How many quoted spans cover their words.
fn fitting(bench: &Bench<'_>, spans: &[DraftSpan], reading: Reading) -> usize {
    let fits = |span: &DraftSpan, place: &[_]| {
        span.quote.as_ref().is_none_or(|quote| agree(bench.after(), place, quote).is_some())
    };
    count(spans, &reading.places(bench, spans, fits), fits)
}

/// The units that differ for this text, the usual first.
pub(super) fn units(bench: &Bench<'_>, usual: Unit) -> Vec<Unit> {
    let text = bench.after();
    let differs = |unit: &Unit| {
        *unit != usual
            && (!text.as_str().is_ascii() || (*unit == Unit::Grapheme && bench.counted(Ends::AsIs).contains("\r\n")))
    };
    [usual].into_iter().chain(Unit::ALL.into_iter().filter(differs)).collect()
}

/// The ways of counting that can differ for this text, the usual first, then the likelier before the others.
fn readings(bench: &Bench<'_>, usual: Reading) -> Vec<Reading> {
    let units = units(bench, usual.unit);
    let ends: Vec<Ends> = bench.views.ends().collect();
    let text = bench.after().as_str();
    let mut leads = vec![Lead::None];
    if text.starts_with('\u{feff}') {
        leads.push(Lead::Mark);
    }
    if text.starts_with(char::is_whitespace) {
        leads.push(Lead::Blank);
    }
    leads.push(Lead::By(-1));
    let mut found = Vec::new();
    for inclusive in [false, true] {
        for &lead in &leads {
            for &ends in &ends {
                for &unit in &units {
                    found.push(Reading { unit, ends, lead, inclusive, base: Base::Text });
                }
            }
        }
    }
    if units.contains(&Unit::Byte) {
        found.push(Reading { lead: Lead::By(-3), ..Reading::plain(Unit::Byte) });
    }
    let text = text.trim_end();
    let bases = [(Base::Line, "\n"), (Base::Paragraph, "\n\n")];
    for (base, _) in bases.into_iter().filter(|(_, cut)| text.contains(cut)) {
        for inclusive in [false, true] {
            found.extend(units.iter().map(|&unit| Reading { base, inclusive, ..Reading::plain(unit) }));
        }
    }
    found
}

/// Constant shifts for which several spans speak, those for which the most do first.
fn shifts(bench: &Bench<'_>, spans: &[DraftSpan], usual: Reading) -> Vec<Reading> {
    let text = bench.after();
    let str = text.as_str();
    let mut votes: BTreeMap<(Unit, Ends, i64), usize> = BTreeMap::new();
    let quoted = spans.iter().filter(|span| is_quoted(span) && span.pieces.len() == 1).take(SEARCHED);
    for span in quoted {
        let (Some(quote), Some(&(start, _))) = (&span.quote, span.pieces.first()) else { continue };
        let Ok(start) = i64::try_from(start) else { continue };
        for unit in units(bench, usual.unit) {
            for ends in bench.views.ends() {
                let near = bench.byte(ends, unit, start).unwrap_or(str.len());
                let from = str.floor_char_boundary(near.saturating_sub(2 * WINDOW));
                let to = str.ceil_char_boundary((near + 2 * WINDOW + quote.len()).min(str.len()));
                let window = str.get(from..to).unwrap_or_default();
                let near = near - from;
                let mut found: Vec<_> = window.match_indices(quote.as_str()).map(|(at, _)| at).collect();
                found.sort_unstable_by_key(|at| at.abs_diff(near));
                for at in found.into_iter().take(PLACES) {
                    let shift = bench.offset_after(ends, unit, from + at) - start;
                    *votes.entry((unit, ends, shift)).or_default() += 1;
                }
            }
        }
    }
    let mut ranked: Vec<_> = votes.into_iter().filter(|&((.., shift), votes)| votes > 1 && shift != 0).collect();
    ranked.sort_by_key(|&((unit, ends, shift), votes)| {
        (Reverse(votes), unit != usual.unit, ends, shift.unsigned_abs(), unit, shift)
    });
    let shifted = ranked.into_iter().take(6).flat_map(|((unit, ends, shift), _)| {
        [false, true].map(|inclusive| Reading { unit, ends, lead: Lead::By(shift), inclusive, base: Base::Text })
    });
    shifted.collect()
}
