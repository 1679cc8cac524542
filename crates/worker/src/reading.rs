//! Files of any format as documents. A file that cannot be read does not keep the others from being read; the documents go
//! back as native files of a bounded size, so that the page can take them in by turns.

use postil_engine::Document;
use postil_exchange::{Finding, Format, Part, open_all};
use postil_formats::{Library, WriteOptions, native};
use serde::Serialize;

/// How much text goes into one native file, in bytes, as long as there is more than one article.
const BATCH: usize = 1 << 17;

/// What became of files that belong together.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Read {
    names: Vec<String>,
    /// The place in the request of the file that they are, or are in.
    file: Option<usize>,
    /// The format that they were read as.
    format: Option<&'static str>,
    /// Whether it is an article (or a file of ours) that came in an archive, which the page opens: its body is the file.
    is_article: bool,
    /// In how many bodies of the answer the documents are.
    bodies: usize,
    findings: Vec<Finding>,
    /// Why they were not read.
    problem: Option<String>,
}

/// Reads `names` with `bodies`, as `format` where the person says so.
pub(crate) fn read(
    names: Vec<String>,
    bodies: Vec<Vec<u8>>,
    format: Option<&'static Format>,
    id: &str,
) -> (Vec<Read>, Vec<Vec<u8>>) {
    // A file out of an archive has the archive's name in front, where it is not clear otherwise.
    let place = |file: &str| {
        let exact = names.iter().position(|name| name == file);
        let archive = || names.iter().position(|name| file.starts_with(&format!("{name}/")));
        exact.or_else(archive).or_else(|| (names.len() == 1).then_some(0))
    };
    let parts = names.iter().zip(bodies).map(|(name, body)| Part::new(name.as_str(), body)).collect();
    let bundle = open_all(parts, format, id);
    let mut out = Vec::new();
    let mut read = Vec::new();
    for imported in bundle.imports {
        let mut told = Read {
            file: imported.files.first().and_then(|file| place(file)),
            names: imported.files,
            format: Some(imported.import.format.id),
            findings: imported.import.findings,
            ..Read::default()
        };
        match batches(&imported.import.library) {
            Ok(files) => {
                told.bodies = files.len();
                out.extend(files);
            }
            Err(problem) => told.problem = Some(problem),
        }
        read.push(told);
    }
    for article in bundle.articles {
        read.push(Read { names: vec![article.name], is_article: true, bodies: 1, ..Read::default() });
        out.push(article.bytes);
    }
    for problem in bundle.problems {
        let (file, format) = (place(&problem.file), format.map(|format| format.id));
        let (names, problem) = (vec![problem.file], Some(problem.words));
        read.push(Read { file, names, format, problem, ..Read::default() });
    }
    (read, out)
}

/// The library as native files.
fn batches(library: &Library) -> Result<Vec<Vec<u8>>, String> {
    let mut files = Vec::new();
    let mut rest = library.documents.as_slice();
    while !rest.is_empty() {
        let mut size = 0;
        let more = rest.iter().take_while(|document: &&Document| {
            let before = size;
            size += document.text.as_str().len();
            before < BATCH
        });
        let (batch, after) = rest.split_at(more.count().max(1));
        let file = native::FORMAT.write(batch, &library.labels, &WriteOptions::default());
        files.push(file.map_err(|error| error.to_string())?.body);
        rest = after;
    }
    Ok(files)
}
