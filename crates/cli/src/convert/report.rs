//! What was done: a line for people, JSON for programs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use postil_exchange::{Finding, FindingKind, Format, Report};
use serde::Serialize;

use super::inputs::Found;

/// What was read and written.
#[derive(Serialize)]
pub(crate) struct Outcome {
    /// The format's id.
    format: &'static str,
    #[serde(skip)]
    name: &'static str,
    /// The files that were written.
    pub(crate) files: Vec<PathBuf>,
    #[serde(flatten)]
    pub(crate) report: Report,
    inputs: Vec<Source>,
}

/// A file that was read.
#[derive(Serialize)]
pub(crate) struct Source {
    pub(crate) file: String,
    /// The format's id.
    pub(crate) format: &'static str,
    pub(crate) documents: usize,
    pub(crate) annotations: usize,
    pub(crate) findings: Vec<Finding>,
}

impl Source {
    pub(crate) fn of(found: &Found) -> Self {
        let documents = &found.library.documents;
        Self {
            file: found.place.clone(),
            format: found.format,
            documents: documents.len(),
            annotations: documents.iter().map(|document| document.annotations.len()).sum(),
            findings: found.findings.clone(),
        }
    }

    /// Takes in the next lot of the same file.
    pub(crate) fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.annotations += other.annotations;
        self.findings.extend(other.findings);
    }

    /// What was found in it, a line each.
    pub(crate) fn findings(&self) -> impl Iterator<Item = String> {
        self.findings.iter().map(|finding| match &finding.document {
            Some(document) => format!("{}: {document}: {}", self.file, finding.words),
            None => format!("{}: {}", self.file, finding.words),
        })
    }
}

/// Puts a source after the others, or to the one that it goes on with.
pub(crate) fn append(sources: &mut Vec<Source>, source: Source) {
    match sources.last_mut().filter(|last| last.file == source.file) {
        Some(last) => last.add(source),
        None => sources.push(source),
    }
}

impl Outcome {
    pub(super) fn new(to: &'static Format) -> Self {
        Self { format: to.id, name: to.name, files: Vec::new(), report: Report::default(), inputs: Vec::new() }
    }

    pub(super) fn add(&mut self, source: Source) {
        append(&mut self.inputs, source);
    }

    /// Whether nothing of the input was left out.
    pub(super) fn is_whole(&self) -> bool {
        self.inputs.iter().flat_map(|source| &source.findings).all(|finding| finding.kind != FindingKind::LeftOut)
    }

    /// The lines for people: what was found, then what was done.
    pub(super) fn say(&self, to: &mut impl Write) -> io::Result<()> {
        for words in self.inputs.iter().flat_map(Source::findings) {
            writeln!(to, "postil: {words}")?;
        }
        for words in self.report.sentences() {
            writeln!(to, "postil: {}: {words}", self.name)?;
        }
        writeln!(to, "{}", self.report.line())
    }

    /// The JSON, to a file or standard output.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut body = serde_json::to_vec_pretty(self)?;
        body.push(b'\n');
        if path == Path::new("-") { io::stdout().lock().write_all(&body) } else { fs::write(path, body) }
    }
}

/// "1 document", "2 documents"
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
