//! The proof before every save: the files are read back by the format's own reader, and every span must cover the same
//! words under the same label, in the file's unit, as what was to be written.

use std::cmp::Reverse;

use postil_engine::{Document, Span, Text};

use crate::draft::Draft;
use crate::error::WriteError;
use crate::format::{Format, Job, Says};
use crate::part::Part;
use crate::unit::{Ruler, Unit};

/// A span as it is compared: where it starts and ends, in which pieces, what it is.
type Place<'a> = (usize, Reverse<usize>, Vec<(usize, usize)>, &'a str);

/// Reads `parts` back; how many spans were found right. O(n log n).
pub(crate) fn prove(format: &Format, job: &Job<'_>, parts: &[Part]) -> Result<usize, WriteError> {
    let failed = |why: String| WriteError::new(format!("the file failed its check. {why}"));
    let Some(read) = format.read else { return Err(failed(format!("{} cannot be read back.", format.name))) };
    let drafts = read(parts).map_err(|error| failed(error.to_string()))?;
    let documents = match drafts.library {
        Some(library) => return same_library(&library.documents, job.documents).map_err(failed),
        None => &drafts.documents,
    };
    if documents.len() != job.documents.len() {
        return Err(failed(format!(
            "{} documents were to be written and {} are there.",
            job.documents.len(),
            documents.len()
        )));
    }
    let mut spans = 0;
    for (draft, document) in documents.iter().zip(job.documents) {
        spans += same(draft, document, job.unit, format.can_say(Says::Fragments)).map_err(failed)?;
    }
    Ok(spans)
}

fn same(draft: &Draft, document: &Document, unit: Unit, in_pieces: bool) -> Result<usize, String> {
    let text = Text::new(draft.text.as_str());
    if draft.text != document.text.as_str() {
        return Err(format!("The text of \"{}\" is not the same.", document.title));
    }
    let ruler = Ruler::new(&text, unit);
    let mut found = Vec::with_capacity(draft.spans.len());
    for span in &draft.spans {
        let pieces = span.pieces.iter().map(|&(start, end)| ruler.span(start, end)).collect::<Option<Vec<Span>>>();
        let Some(pieces) = pieces else { return Err(format!("The span at {} is no place in the text.", span.place)) };
        let words = pieces.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" ");
        if span.quote.as_ref().is_some_and(|quote| *quote != words) {
            return Err(format!("The span at {} covers \"{words}\".", span.place));
        }
        found.push(place(&pieces, &span.label));
    }
    found.sort_unstable();
    let mut wanted: Vec<_> = document
        .annotations
        .iter()
        .map(|it| {
            let whole = [it.span];
            place(if it.fragments.is_empty() || !in_pieces { &whole } else { &it.fragments }, &it.label)
        })
        .collect();
    wanted.sort_unstable();
    if found.len() != wanted.len() {
        return Err(format!("{} spans were to be written and {} are there.", wanted.len(), found.len()));
    }
    match found.iter().zip(&wanted).find(|(found, wanted)| found != wanted) {
        Some((_, (start, Reverse(end), ..))) => Err(format!("The span at bytes {start}..{end} is not the same.")),
        None => Ok(found.len()),
    }
}

fn place<'a>(pieces: &[Span], label: &'a str) -> Place<'a> {
    let start = pieces.first().map_or(0, |piece| piece.start());
    let end = pieces.last().map_or(0, |piece| piece.end());
    (start, Reverse(end), pieces.iter().map(|piece| (piece.start(), piece.end())).collect(), label)
}

/// Our own file comes back as documents, which are compared whole.
fn same_library(found: &[Document], wanted: &[Document]) -> Result<usize, String> {
    let annotations = |documents: &[Document]| documents.iter().map(|it| it.annotations.len()).sum::<usize>();
    let is_same = found.len() == wanted.len()
        && found.iter().zip(wanted).all(|(a, b)| a.text == b.text && a.annotations == b.annotations);
    if is_same { Ok(annotations(found)) } else { Err("It does not hold what was to be written.".to_owned()) }
}

/// How many annotations are to be in the file.
pub(crate) fn total(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.annotations.len()).sum()
}
