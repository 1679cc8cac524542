//! The work of `convert`: lots are read, written and proved side by side, a bounded number at a time, and put out in
//! their order.

use std::io::{self, Write};
use std::path::Path;

use postil_engine::Document;
use postil_exchange::{Export, Format, Options, Report, export, joined};
use postil_formats::Library;
use rayon::prelude::*;

use super::inputs::{Found, Input};
use super::outputs::{self, Outputs};
use super::report::{Outcome, Source};

/// Lots under way for each processor.
const AHEAD: usize = 2;
/// Bytes of text that are written at once, about: enough that joining the pieces costs nothing.
const PIECE: usize = 1 << 18;

/// Writes a format that is one document after the other while reading.
pub(super) fn in_lots(
    inputs: impl Iterator<Item = Input>,
    to: &'static Format,
    options: &Options,
    out: &Path,
) -> Result<Outcome, Vec<String>> {
    let mut outputs = Outputs::default();
    let mut sink: Box<dyn Write> = if outputs::is_stdout(out) {
        Box::new(io::stdout().lock())
    } else {
        Box::new(outputs.create(out).map_err(one)?)
    };
    let mut outcome = Outcome::new(to);
    let convert = |input: Input| {
        let found = input.read()?;
        let (body, report) = pieces(&found.library, to, options)?;
        Ok((body, report, Source::of(&found)))
    };
    rounds(inputs, convert, |(body, report, source)| {
        outcome.report.add(report);
        outcome.add(source);
        sink.write_all(&body)
    })?;
    sink.flush().map_err(one)?;
    drop(sink);
    outcome.files = outputs.finish().map_err(one)?;
    Ok(outcome)
}

/// Reads everything, then writes.
pub(super) fn as_whole(
    inputs: impl Iterator<Item = Input>,
    to: &'static Format,
    options: &Options,
    out: &Path,
) -> Result<Outcome, Vec<String>> {
    let mut outcome = Outcome::new(to);
    let mut libraries = Vec::new();
    rounds(inputs, Input::read, |found: Found| {
        outcome.add(Source::of(&found));
        libraries.push(found.library);
        Ok(())
    })?;
    let library = joined(libraries);
    let Export { files, report } = export(to, &library.documents, &library.labels, options).map_err(one)?;
    outcome.report = report;
    outcome.files = outputs::write(out, to, files).map_err(one)?;
    Ok(outcome)
}

/// Does `work` on each input and takes what comes of it in order, a round at a time. Once something has failed the rest is
/// only looked at for what else is wrong.
fn rounds<T: Send>(
    mut inputs: impl Iterator<Item = Input>,
    work: impl Fn(Input) -> Result<T, String> + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> Result<(), Vec<String>> {
    let mut complaints = Vec::new();
    loop {
        let round: Vec<Input> = inputs.by_ref().take(AHEAD * rayon::current_num_threads()).collect();
        if round.is_empty() {
            break;
        }
        let done: Vec<Result<T, String>> = round.into_par_iter().map(&work).collect();
        for result in done {
            match result {
                Ok(done) if complaints.is_empty() => take(done).map_err(one)?,
                Ok(_) => {}
                Err(complaint) => complaints.push(complaint),
            }
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints) }
}

/// The documents as pieces of one file, one after the other.
fn pieces(library: &Library, to: &Format, options: &Options) -> Result<(Vec<u8>, Report), String> {
    let documents = &library.documents[..];
    let bytes: usize = documents.iter().map(|document| document.text.as_str().len()).sum();
    let each = (documents.len() * PIECE).div_ceil(bytes.max(PIECE)).max(1);
    let write = |documents: &[Document]| {
        let Export { files, report } = export(to, documents, &library.labels, options).map_err(|it| it.to_string())?;
        Ok((files.into_iter().flat_map(|file| file.bytes).collect::<Vec<u8>>(), report))
    };
    let pieces: Vec<(Vec<u8>, Report)> = documents.par_chunks(each).map(write).collect::<Result<_, String>>()?;
    let mut whole = Report::default();
    let mut body = Vec::with_capacity(pieces.iter().map(|(piece, _)| piece.len()).sum());
    for (piece, report) in pieces {
        body.extend(piece);
        whole.add(report);
    }
    Ok((body, whole))
}

fn one(error: impl ToString) -> Vec<String> {
    vec![error.to_string()]
}
