//! One way in which the offsets of a text may have been counted, and where spans lie by it.

use postil_engine::Span;

use super::view::{Bench, Ends};
use crate::draft::DraftSpan;
use crate::finding::FindingKind;
use crate::unit::Unit;

/// What offsets count, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    pub(crate) unit: Unit,
    pub(crate) ends: Ends,
    pub(crate) lead: Lead,
    /// Whether ends name the last character.
    pub(crate) inclusive: bool,
    pub(crate) base: Base,
}

/// What has to be added to each offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lead {
    /// Nothing.
    #[default]
    None,
    /// The byte order mark with which the text begins.
    Mark,
    /// The white space with which the text begins.
    Blank,
    /// So much, in the unit.
    By(i64),
}

/// Where counting starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Base {
    /// At the start of the text.
    #[default]
    Text,
    /// At the start of each line.
    Line,
    /// At the start of each paragraph: after a blank line.
    Paragraph,
}

/// Where the pieces of a span lie, in bytes of the text with LF.
pub(crate) type Place = Vec<Span>;

impl Reading {
    /// As formats mean it: in this unit, from the start of the text, end exclusive, line ends as they are.
    pub(crate) fn plain(unit: Unit) -> Self {
        Self { unit, ends: Ends::AsIs, lead: Lead::None, inclusive: false, base: Base::Text }
    }

    /// Of two ways of counting that are as good, the less strange is taken.
    pub(crate) fn strangeness(self, usual: Self) -> (Base, bool, Lead, Ends, bool, Unit) {
        (self.base, self.inclusive, self.lead, self.ends, self.unit != usual.unit, self.unit)
    }

    fn lead(self, bench: &Bench<'_>) -> i64 {
        let text = bench.counted(self.ends);
        match self.lead {
            Lead::None => 0,
            Lead::By(shift) => shift,
            Lead::Mark if !text.starts_with('\u{feff}') => 0,
            Lead::Mark => bench.offset(self.ends, self.unit, '\u{feff}'.len_utf8()).max(1),
            Lead::Blank => bench.offset(self.ends, self.unit, text.len() - text.trim_start().len()),
        }
    }

    /// Where one span lies; `None` where there is no such place. Not for those whose base is not the text.
    pub(crate) fn place(self, bench: &Bench<'_>, span: &DraftSpan) -> Option<Place> {
        self.pieces(bench, span, self.lead(bench))
    }

    fn pieces(self, bench: &Bench<'_>, span: &DraftSpan, from: i64) -> Option<Place> {
        let piece = |&(start, end): &(u64, u64)| {
            let start = i64::try_from(start).ok()?.checked_add(from)?;
            let end = i64::try_from(end).ok()?.checked_add(from)?.checked_add(i64::from(self.inclusive))?;
            bench.span(self.ends, self.unit, start, end)
        };
        span.pieces.iter().map(piece).collect::<Option<Place>>().filter(|place| !place.is_empty())
    }

    /// Where each span lies. O(n log t); with a base of lines O(n + lines), by `fits`, which says whether a span may lie
    /// there: spans come in the order of lines, and each lies in the first line, from that of the one before on, that fits.
    pub(crate) fn places(
        self,
        bench: &Bench<'_>,
        spans: &[DraftSpan],
        fits: impl Fn(&DraftSpan, &[Span]) -> bool,
    ) -> Vec<Option<Place>> {
        if self.base == Base::Text {
            let from = self.lead(bench);
            return spans.iter().map(|span| self.pieces(bench, span, from)).collect();
        }
        let starts = self.starts(bench);
        let mut budget = 4 * (spans.len() + starts.len()) + 64;
        let mut line = 0;
        let mut out = Vec::with_capacity(spans.len());
        for span in spans {
            let mut at = line;
            out.push(loop {
                let Some(&(from, end)) = starts.get(at).filter(|_| budget > 0) else { break None };
                budget -= 1;
                let place = self.pieces(bench, span, from);
                let place = place.filter(|place| place.iter().all(|piece| piece.end() <= end) && fits(span, place));
                if place.is_some() {
                    line = at;
                    break place;
                }
                at += 1;
            });
        }
        out
    }

    /// The offset where each line or paragraph starts, and the byte of the text with LF where it ends.
    fn starts(self, bench: &Bench<'_>) -> Vec<(i64, usize)> {
        let text = bench.after().as_str();
        let cut = if self.base == Base::Line { "\n" } else { "\n\n" };
        let mut starts = Vec::new();
        let mut from = 0;
        for part in text.split(cut) {
            // More than one blank line: the paragraph starts at its first words.
            let start =
                from + if self.base == Base::Line { 0 } else { part.len() - part.trim_start_matches('\n').len() };
            if start < from + part.len() {
                starts.push((bench.offset_after(self.ends, self.unit, start), from + part.len()));
            }
            from += part.len() + cut.len();
        }
        starts
    }

    /// What a finding is about that tells of this reading.
    pub(crate) fn kind(self, usual: Self) -> FindingKind {
        match self {
            _ if self.base != Base::Text => FindingKind::Restart,
            _ if self.unit != usual.unit => FindingKind::Unit,
            _ if self.ends != usual.ends => FindingKind::LineEnds,
            _ if self.lead != usual.lead => FindingKind::Shift,
            _ => FindingKind::Inclusive,
        }
    }

    /// What the spans do, in words that follow "12 spans".
    pub(crate) fn words(self, usual: Self) -> String {
        let mut said: Vec<String> = Vec::new();
        if self.unit != usual.unit {
            said.push(format!("count {}", self.unit.words()));
        }
        said.extend(match self.ends {
            Ends::AsIs => None,
            Ends::One => Some("count CRLF as one character".to_owned()),
            Ends::Two => Some("count line ends as two characters (CRLF)".to_owned()),
        });
        said.extend(match (self.lead, self.unit) {
            (Lead::None, _) => None,
            (Lead::Mark, _) => Some("do not count the byte order mark".to_owned()),
            (Lead::Blank, _) => Some("do not count the white space at the start of the text".to_owned()),
            (Lead::By(-3), Unit::Byte) => Some("count a byte order mark that the text does not have".to_owned()),
            (Lead::By(-1), Unit::CodePoint | Unit::Utf16) => {
                Some("count from one, or a byte order mark that the text does not have".to_owned())
            }
            (Lead::By(shift), _) if shift < 0 => Some(format!("lie {} too far on", shift.unsigned_abs())),
            (Lead::By(shift), _) => Some(format!("lie {shift} too far back")),
        });
        if self.inclusive {
            said.push("end at their last character instead of after it".to_owned());
        }
        match self.base {
            Base::Text => {}
            Base::Line => said.push("start anew in each line".to_owned()),
            Base::Paragraph => said.push("start anew in each paragraph".to_owned()),
        }
        let last = said.pop().unwrap_or_default();
        if said.is_empty() { last } else { format!("{} and {last}", said.join(", ")) }
    }
}
