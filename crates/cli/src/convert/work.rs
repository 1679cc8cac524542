//! The work of `convert`: lots are read, written and proved side by side, a bounded number at a time, and put out in
//! their order.

use std::collections::VecDeque;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use postil_exchange::{Export, Format, Options, Part, export_to, export_with, joined};
use postil_formats::Library;

use super::inputs::{Found, Input};
use super::outputs::{self, Stream};
use super::report::{Outcome, Source};
use super::threads::Threads;

/// Lots under way for each processor.
const AHEAD: usize = 2;

/// Bytes of text from which a lot is written piece by piece, so that it is not all in memory twice.
const MUCH: usize = 1 << 20;

/// Writes a format that is one document after the other while reading.
pub(super) fn in_lots(
    inputs: impl Iterator<Item = Input>,
    to: &'static Format,
    options: &Options,
    out: &Path,
) -> Result<Outcome, Vec<String>> {
    let main = Part::new("", "");
    let mut stream = Stream::new(out, false);
    stream.write(&main.name, &main.bytes).map_err(one)?;
    let mut outcome = Outcome::new(to);
    let convert = |input: Input| {
        let found = input.read()?;
        let (source, Library { documents, labels }) = (Source::of(&found), found.library);
        let is_much = documents.iter().map(|document| document.text.as_str().len()).sum::<usize>() > MUCH;
        let written = (!is_much).then(|| export_with(to, &documents, &labels, options, &Threads));
        Ok((Library { documents, labels }, written.transpose().map_err(|error| error.to_string())?, source))
    };
    ahead(inputs, convert, |(library, written, source)| {
        outcome.add(source);
        let Export { files, report } = match written {
            Some(written) => written,
            None => export_to(to, &library.documents, &library.labels, options, &Threads, &mut |name, bytes| {
                stream.write(name, bytes)
            })
            .map_err(io::Error::other)?,
        };
        outcome.report.add(report);
        files.iter().try_for_each(|file| stream.write(&file.name, &file.bytes))
    })?;
    outcome.files = stream.finish(to, &[main]).map_err(one)?;
    Ok(outcome)
}

/// Reads everything, then writes; `many` files where that is what the format makes.
pub(super) fn as_whole(
    inputs: impl Iterator<Item = Input>,
    to: &'static Format,
    options: &Options,
    out: &Path,
    many: bool,
) -> Result<Outcome, Vec<String>> {
    let mut outcome = Outcome::new(to);
    let mut libraries = Vec::new();
    ahead(inputs, Input::read, |found: Found| {
        outcome.add(Source::of(&found));
        libraries.push(found.library);
        Ok(())
    })?;
    let Library { documents, labels } = joined(libraries);
    let mut stream = Stream::new(out, many);
    let is_one_stream = options.split.is_none() && !outputs::is_zip(out) && !(many && outputs::is_stdout(out));
    let written = if is_one_stream {
        export_to(to, &documents, &labels, options, &Threads, &mut |name, bytes| stream.write(name, bytes))
    } else {
        export_with(to, &documents, &labels, options, &Threads)
    };
    let Export { files, report } = written.map_err(one)?;
    outcome.report = report;
    outcome.files = stream.finish(to, &files).map_err(one)?;
    // The command ends: no time is spent on taking them apart.
    mem::forget((documents, files));
    Ok(outcome)
}

/// Does `work` on the inputs, a bounded number at a time, while the next are read, and takes what comes of each in order.
/// Once something has failed the rest is only looked at for what else is wrong.
fn ahead<T: Send>(
    mut inputs: impl Iterator<Item = Input>,
    work: impl Fn(Input) -> Result<T, String> + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> Result<(), Vec<String>> {
    let mut complaints = Vec::new();
    let most = AHEAD * rayon::current_num_threads();
    rayon::in_place_scope_fifo(|scope| {
        let mut under_way: VecDeque<Receiver<Result<T, String>>> = VecDeque::with_capacity(most);
        loop {
            while under_way.len() < most
                && let Some(input) = inputs.next()
            {
                let (to_writer, done) = sync_channel(1);
                let work = &work;
                // Nobody waits for it when writing has failed.
                scope.spawn_fifo(move |_| drop(to_writer.send(work(input))));
                under_way.push_back(done);
            }
            match under_way.pop_front().map(|done| done.recv()) {
                None => return Ok::<(), Vec<String>>(()),
                Some(Ok(Ok(done))) if complaints.is_empty() => take(done).map_err(one)?,
                Some(Ok(Err(complaint))) => complaints.push(complaint),
                Some(_) => {}
            }
        }
    })?;
    if complaints.is_empty() { Ok(()) } else { Err(complaints) }
}

fn one(error: impl ToString) -> Vec<String> {
    vec![error.to_string()]
}
