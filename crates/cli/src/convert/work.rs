//! The work of `convert`: lots are read, written and proved side by side, a bounded number at a time, and put out in
//! their order.

use std::io::{self, Write};
use std::path::Path;

use postil_engine::{Document, LabelDef};
use postil_exchange::{Export, Format, Options, export_with, joined};
use rayon::prelude::*;

use super::inputs::{Found, Input};
use super::outputs::{self, Outputs};
use super::report::{Outcome, Source};
use super::threads::{PIECE, Threads};

/// Lots under way for each processor.
const AHEAD: usize = 2;

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
    let write = |documents: &[Document], labels: &[LabelDef]| export_with(to, documents, labels, options, &Threads);
    // What is much is written by turns, so that it is not all in memory twice.
    let convert = |input: Input| {
        let found = input.read()?;
        let source = Source::of(&found);
        let written = match turns(&found.library.documents)[..] {
            [all] => Some(write(all, &found.library.labels).map_err(|error| error.to_string())?),
            _ => None,
        };
        Ok((found.library, written, source))
    };
    rounds(inputs, convert, |(library, mut written, source)| {
        outcome.add(source);
        for documents in turns(&library.documents) {
            let Export { files, report } = match written.take() {
                Some(written) => written,
                None => write(documents, &library.labels).map_err(io::Error::other)?,
            };
            outcome.report.add(report);
            files.iter().try_for_each(|file| sink.write_all(&file.bytes))?;
        }
        Ok(())
    })?;
    sink.flush().map_err(one)?;
    drop(sink);
    outcome.files = outputs.finish().map_err(one)?;
    Ok(outcome)
}

/// Documents in runs that are written at once; one where there are few.
fn turns(documents: &[Document]) -> Vec<&[Document]> {
    let most = PIECE * AHEAD * rayon::current_num_threads();
    let mut turns = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (document, at) in documents.iter().zip(1..) {
        bytes += document.text.as_str().len();
        if bytes >= most || at == documents.len() {
            turns.extend(documents.get(from..at));
            (from, bytes) = (at, 0);
        }
    }
    if turns.is_empty() { vec![documents] } else { turns }
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
    let Export { files, report } =
        export_with(to, &library.documents, &library.labels, options, &Threads).map_err(one)?;
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

fn one(error: impl ToString) -> Vec<String> {
    vec![error.to_string()]
}
