//! The proof before every save: the files are read back by the format's own reader, and every span must cover the same
//! words under the same label, in the file's unit, as what was to be written.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};

use postil_engine::{Document, Span, Text};
use postil_formats::is_no_text;

use crate::draft::Draft;
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Job, Says};
use crate::part::Part;
use crate::reading::drafts;
use crate::tokens::{is_space, scheme};
use crate::unit::{Ruler, Unit};
use crate::workers::map;

/// A span as it is compared: where it starts and ends, in which pieces where there are several, what it is.
type Place<'a> = (usize, Reverse<usize>, Vec<Span>, &'a str);

/// Reads `parts` back; how many spans were found right. O(n log n).
pub(crate) fn prove(format: &Format, job: &Job<'_>, parts: &[Part]) -> Result<usize, WriteError> {
    let failed = |why: String| WriteError::new(format!("the file failed its check. {why}"));
    if let Some(check) = format.check {
        return check(job, parts).map_err(failed);
    }
    let Some(read) = format.read else { return Err(failed(format!("{} cannot be read back.", format.name))) };
    let is_blank = |document: &Document| document.text.as_str().trim().is_empty() && document.annotations.is_empty();
    let has_nothing = parts.first().is_none_or(|part| part.bytes.is_empty());
    if has_nothing && job.documents.iter().all(|document| format.tokens.is_some() && is_blank(document)) {
        return Ok(0); // an empty file, which no reader takes
    }
    let refused = |error: &ReadError| no_text(job).unwrap_or_else(|| failed(error.to_string()));
    let drafts = drafts(read, parts, 0, job.workers).map_err(|error| refused(&error))?;
    if let Some((_, error)) = drafts.refused.first() {
        return Err(refused(error));
    }
    let documents = match drafts.library {
        Some(library) => return same_library(&library.documents, job.documents).map_err(failed),
        None => &drafts.documents,
    };
    if format.tokens.is_some() {
        return same_tokens(documents, job).map_err(failed);
    }
    if documents.len() != job.documents.len() {
        return Err(failed(format!(
            "{} documents were to be written and {} are there.",
            job.documents.len(),
            documents.len()
        )));
    }
    let in_pieces = format.can_say(Says::Fragments);
    let pairs = documents.iter().zip(job.documents).collect();
    let found = map(job.workers, pairs, |(draft, document)| same(draft, document, job.unit, in_pieces));
    found.into_iter().sum::<Result<usize, _>>().map_err(failed)
}

/// Why a file that holds a text as it is cannot be read: the text is not one that any reader of texts would take.
fn no_text(job: &Job<'_>) -> Option<WriteError> {
    let document = job.documents.iter().find(|document| is_no_text(document.text.as_str().as_bytes()))?;
    Some(WriteError::new(format!(
        "the text of \"{}\" is mostly control characters, which programs take for no text. Leave that document out, or choose \
         a JSON format.",
        document.title
    )))
}

fn same(draft: &Draft, document: &Document, unit: Unit, in_pieces: bool) -> Result<usize, String> {
    let text = &document.text;
    if draft.text != text.as_str() {
        return Err(format!("The text of \"{}\" is not the same.", document.title));
    }
    let ruler = Ruler::new(text, unit);
    let mut found = Vec::with_capacity(draft.spans.len());
    for span in &draft.spans {
        let outside = || format!("The span at {} is no place in the text.", span.place);
        let piece = |&(start, end): &(u64, u64)| ruler.span(start, end).ok_or_else(outside);
        let (first, last) = match &span.pieces[..] {
            [] => return Err(outside()),
            [only] => (piece(only)?, piece(only)?),
            [first, .., last] => (piece(first)?, piece(last)?),
        };
        let rest = if span.pieces.len() > 1 { &span.pieces[..] } else { &[] };
        let rest = rest.iter().map(piece).collect::<Result<Vec<Span>, _>>()?;
        if let Some(quote) = &span.quote {
            let one = [first];
            let words = words(text, if rest.is_empty() { &one } else { &rest });
            if *quote != words {
                return Err(format!("The span at {} covers \"{words}\".", span.place));
            }
        }
        found.push((first.start(), Reverse(last.end()), rest, span.label.as_str()));
    }
    found.sort_unstable_by(order);
    let mut wanted: Vec<Place<'_>> = document
        .annotations
        .iter()
        .map(|it| {
            let pieces = if in_pieces { it.fragments.clone() } else { Vec::new() };
            (it.span.start(), Reverse(it.span.end()), pieces, &*it.label)
        })
        .collect();
    wanted.sort_unstable_by(order);
    if found.len() != wanted.len() {
        return Err(format!("{} spans were to be written and {} are there.", wanted.len(), found.len()));
    }
    match found.iter().zip(&wanted).find(|(found, wanted)| found != wanted) {
        Some((_, (start, Reverse(end), ..))) => Err(format!("The span at bytes {start}..{end} is not the same.")),
        None => Ok(found.len()),
    }
}

/// The words of pieces, joined by a space.
fn words<'a>(text: &'a Text, pieces: &[Span]) -> Cow<'a, str> {
    match pieces {
        [only] => text.slice(*only).into(),
        _ => pieces.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" ").into(),
    }
}

fn order(one: &Place<'_>, other: &Place<'_>) -> Ordering {
    let pieces = |place: &Place<'_>| place.2.iter().map(|piece| (piece.start(), piece.end())).collect::<Vec<_>>();
    (one.0, one.1, one.3).cmp(&(other.0, other.1, other.3)).then_with(|| pieces(one).cmp(&pieces(other)))
}

/// A file of tokens may lack white space and where documents end: its texts are compared without either, and its marks by
/// label and words, in order.
fn same_tokens(drafts: &[Draft], job: &Job<'_>) -> Result<usize, String> {
    let found = drafts.iter().flat_map(|draft| draft.text.split(is_space));
    let texts = job.documents.iter().map(|document| document.text.as_str());
    if !same_solid(found, texts.flat_map(|text| text.split(is_space))) {
        return Err("The tokens are not those of the texts.".to_owned());
    }
    let mut count = 0;
    let mut marks = job.documents.iter().zip(job.tokenised).flat_map(|(document, tokenised)| {
        let marks = tokenised.marks.iter().filter_map(|mark| {
            let tokens = tokenised.tokens.get(mark.tokens.clone())?;
            let (first, last) = (tokens.first()?, tokens.last()?);
            let words = document.text.as_str().get(first.start()..last.end())?;
            Some((
                mark.tokens.start,
                Reverse(mark.tokens.end),
                &*document.annotations.get(mark.annotation)?.label,
                words,
            ))
        });
        let mut marks: Vec<_> = marks.collect();
        marks.sort_unstable();
        marks
    });
    for draft in drafts {
        let mut spans: Vec<_> = draft.spans.iter().collect();
        spans.sort_unstable_by_key(|span| span.pieces.first().map(|&(start, end)| (start, Reverse(end), &*span.label)));
        for span in spans {
            // The readers of such files join the texts, so that they know bytes.
            let covered = span.pieces.first().and_then(|&(start, end)| draft.text.get(start as usize..end as usize));
            let Some(covered) = covered else { return Err(format!("The mark at {} is no place.", span.place)) };
            let Some((.., label, words)) = marks.next() else {
                return Err("There are more marks than were to be written.".to_owned());
            };
            let solid = |words: &'_ str| words.split(is_space).collect::<String>();
            let is_same = covered == words || solid(covered) == solid(words);
            if !is_same || scheme::name(label) != scheme::name(&span.label) {
                return Err(format!(
                    "At {}, \"{covered}\" as {} is not what was to be written.",
                    span.place, span.label
                ));
            }
            count += 1;
        }
    }
    match marks.next() {
        Some((.., words)) => Err(format!("The mark of \"{words}\" is not there.")),
        None => Ok(count),
    }
}

/// Whether words come to the same without what is between them, wherever they are parted.
fn same_solid<'a>(one: impl Iterator<Item = &'a str>, other: impl Iterator<Item = &'a str>) -> bool {
    let has_bytes = |words: &&[u8]| !words.is_empty();
    let mut one = one.map(str::as_bytes).filter(has_bytes);
    let mut other = other.map(str::as_bytes).filter(has_bytes);
    let (mut left, mut right) = (&[][..], &[][..]);
    loop {
        if left.is_empty() {
            left = one.next().unwrap_or_default();
        }
        if right.is_empty() {
            right = other.next().unwrap_or_default();
        }
        let both = left.len().min(right.len());
        if both == 0 {
            return left.len() == right.len();
        }
        if left[..both] != right[..both] {
            return false;
        }
        (left, right) = (&left[both..], &right[both..]);
    }
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
