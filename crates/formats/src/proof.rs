//! The proof before every save: the file is parsed again, each span is sliced from the file's text in the file's
//! unit, and the slice is compared with the quote.

use std::borrow::Cow;

use postil_engine::Text;
use serde::Deserialize;

use crate::error::WriteError;
use crate::registry::OffsetUnit;

/// How many spans of a file were sliced and found right. The two are equal in every file that is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Spans whose slice equals their quote.
    pub spans: usize,
    /// Annotations that were to be written.
    pub total: usize,
}

/// A document as a reader of the file finds it.
#[derive(Debug, Deserialize)]
pub(crate) struct Reread<'a> {
    #[serde(borrow)]
    pub(crate) text: Cow<'a, str>,
    #[serde(borrow, alias = "annotations")]
    pub(crate) spans: Vec<Quoted<'a>>,
}

/// A span as a reader of the file finds it, in the file's unit.
#[derive(Debug, Deserialize)]
pub(crate) struct Quoted<'a> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(borrow)]
    pub(crate) text: Cow<'a, str>,
}

/// Compares every span with its quote; `total` annotations were to be written. O(n log n).
pub(crate) fn prove(file: &[Reread<'_>], unit: OffsetUnit, total: usize) -> Result<Verified, WriteError> {
    let mut spans = 0;
    for document in file {
        let text = Text::new(document.text.as_ref());
        for quoted in &document.spans {
            compare(&text, unit, quoted)?;
            spans += 1;
        }
    }
    enough(spans, total)
}

/// Slices a span and compares it with its quote.
pub(crate) fn compare(text: &Text, unit: OffsetUnit, quoted: &Quoted<'_>) -> Result<(), WriteError> {
    let Quoted { start, end, text: quote } = quoted;
    let slice = unit.slice(text, *start as usize, *end as usize);
    if slice == Some(quote.as_ref()) {
        return Ok(());
    }
    let found = slice.map_or("nothing".to_owned(), |slice| format!("\"{slice}\""));
    Err(WriteError::proof(format!("Span {start}..{end} should be \"{quote}\" and is {found}")))
}

/// Whether as many spans were found right as were to be written.
pub(crate) fn enough(spans: usize, total: usize) -> Result<Verified, WriteError> {
    if spans == total {
        return Ok(Verified { spans, total });
    }
    Err(WriteError::proof(format!("{total} annotations were to be written and {spans} are there")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(unit: OffsetUnit, span: (u32, u32, &str), total: usize, wanted: Result<usize, &str>) {
        let (start, end, quote) = span;
        let spans = vec![Quoted { start, end, text: quote.into() }];
        let found = prove(&[Reread { text: "😀 é bc".into(), spans }], unit, total);
        let found = found.map(|verified| verified.spans).map_err(|error| error.to_string());
        assert_eq!(found, wanted.map_err(str::to_owned));
    }

    #[test]
    fn a_wrong_span_is_an_error() {
        const FAILED: &str = "Nothing was saved: the file failed its check.";
        check(OffsetUnit::CodePoint, (2, 3, "é"), 1, Ok(1));
        check(OffsetUnit::Utf16, (3, 4, "é"), 1, Ok(1));
        check(OffsetUnit::Byte, (5, 7, "é"), 1, Ok(1));
        let message = format!("{FAILED} Span 3..4 should be \"é\" and is \" \".");
        check(OffsetUnit::CodePoint, (3, 4, "é"), 1, Err(&message));
        let message = format!("{FAILED} Span 4..9 should be \"bc\" and is nothing.");
        check(OffsetUnit::CodePoint, (4, 9, "bc"), 1, Err(&message));
        let message = format!("{FAILED} 2 annotations were to be written and 1 are there.");
        check(OffsetUnit::CodePoint, (2, 3, "é"), 2, Err(&message));
    }
}
