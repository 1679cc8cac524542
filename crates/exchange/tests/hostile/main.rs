//! Bad input of every kind, through the door that the page and the command use: each ends in a message that says what and
//! where, nothing that can be read is lost with it, and memory stays in proportion to the bytes.
//!
//! To add a kind: a row in the table of its subject, with the files and what must be said of them.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod archives;
mod limits;
mod marks;
mod shapes;
mod tables;
mod texts;

use std::sync::{Mutex, MutexGuard, PoisonError};

use peak_alloc::PeakAlloc;
use postil_exchange::{Part, open_all};
use postil_formats::{Article, Opened, open};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

static ALONE: Mutex<()> = Mutex::new(());

/// Bytes that may be taken for each byte of input, beside what is in it.
const TIMES: usize = 20;
/// What an annotation or a document may take on its way from the file.
const THING: usize = 2 << 10;
/// What a line, or a mark of the file's own language that may begin something, may take.
const MARK: usize = 128;
/// What may be taken for any file: buffers of unpackers and the like.
const ANY: usize = 1 << 20;

/// What is said of files that are opened together, a line for each thing.
pub(crate) fn said(files: &[Part]) -> Vec<String> {
    let bundle = open_all(files.to_vec(), None, "new");
    let mut lines = Vec::new();
    for imported in &bundle.imports {
        let documents = &imported.import.library.documents;
        let marks: usize = documents.iter().map(|it| it.annotations.len()).sum();
        let (files, format) = (imported.files.join(" + "), imported.import.format.id);
        lines.push(format!("{files} as {format}: {} documents, {marks} annotations", documents.len()));
        lines.extend(imported.import.findings.iter().map(|finding| finding.words.clone()));
    }
    for part in &bundle.articles {
        let opened = match open(&part.name, &part.bytes, Article::from_html) {
            Ok(Opened::Article(article)) => format!("an article of {} characters", article.text.char_len()),
            Ok(Opened::Library(library)) => format!("{} documents", library.documents.len()),
            Ok(Opened::Labels(set)) => format!("{} labels", set.labels.len()),
            Err(error) => error.to_string(),
        };
        lines.push(format!("{}: {opened}", part.name));
    }
    lines.extend(bundle.problems.iter().map(|problem| format!("{}: {}", problem.file, problem.words)));
    lines
}

/// One test at a time, so that what a row takes is its own. Each test begins with it.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens files together and compares what is said; so many documents and annotations are in them.
#[track_caller]
pub(crate) fn check_parts(what: &str, files: &[Part], things: usize, wanted: &[&str]) {
    let bytes: usize = files.iter().map(|part| part.bytes.len()).sum();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let found = said(files);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    let marks = files.iter().flat_map(|part| &part.bytes).filter(|byte| b"\n[]*,".contains(byte)).count();
    let most = TIMES * bytes + MARK * marks + THING * things + ANY;
    assert_eq!(found, wanted, "{what}");
    assert!(taken <= most, "{what}: {taken} bytes of memory for {bytes} bytes; at most {most}");
}

#[track_caller]
pub(crate) fn check(what: &str, name: &str, bytes: impl AsRef<[u8]>, wanted: &[&str]) {
    check_parts(what, &[Part::new(name, bytes.as_ref())], 100, wanted);
}
