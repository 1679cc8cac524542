//! The files to begin with: those of `corpus`, and what every writer makes of its articles.

use std::fs;
use std::path::Path;

use postil_exchange::{FORMATS, Options, Part, export, zip};
use postil_formats::{Library, native};

/// The files of a folder of `corpus`, in the order of their names.
fn files(folder: &str) -> Vec<Part> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
    let mut found: Vec<Part> = Vec::new();
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if let Ok(bytes) = fs::read(entry.path()) {
            found.push(Part::new(entry.file_name().to_string_lossy(), bytes));
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The articles of the native files.
pub(crate) fn library() -> Library {
    let mut library = Library { labels: Vec::new(), documents: Vec::new() };
    for file in native() {
        if let Some(Ok(read)) = native::FORMAT.read(&file.bytes) {
            library.labels = read.labels;
            library.documents.extend(read.documents);
        }
    }
    library
}

/// Files of ours.
pub(crate) fn native() -> Vec<Part> {
    files("native")
}

/// Web pages and Markdown.
pub(crate) fn articles() -> Vec<Part> {
    files("articles")
}

/// Files of annotations: one of each format that is read, and those of other tools.
pub(crate) fn annotated() -> Vec<Part> {
    let Library { labels, documents } = library();
    let written = FORMATS.iter().filter(|format| format.reads()).filter_map(|format| {
        let files = export(format, &documents, &labels, &Options::default()).ok()?.files;
        // The format is told by the name, where the reader does not know it by its content.
        files.into_iter().next().map(|file| Part::new(format!("{}/{}", format.id, file.name), file.bytes))
    });
    written.chain(files("annotated")).collect()
}

/// Archives.
pub(crate) fn bundles() -> Vec<Part> {
    let Library { labels, documents } = library();
    let written = FORMATS.iter().filter(|format| format.reads()).filter_map(|format| {
        let files = export(format, &documents, &labels, &Options::default()).ok()?.files;
        zip(&format!("{}.zip", format.id), &files).ok()
    });
    let all = zip("all.zip", &[files("annotated"), articles()].concat()).ok();
    written.chain(all).collect()
}
