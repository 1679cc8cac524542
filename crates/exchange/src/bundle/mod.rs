//! Many files at once, loose or in zip archives: which belong together, and each group read on its own, so that a bad file
//! does not stop the others. Articles are handed back for the caller to open.

mod archive;
mod groups;

use postil_formats::decode;
use serde::Serialize;

use crate::error::ReadError;
use crate::format::Format;
use crate::import::{Import, import_with, recognise};
use crate::part::Part;
use crate::unknown::unknown;
use crate::workers::{Alone, Workers, map};

pub use archive::{checksum, unzip, zip};
use groups::{Group, grouped};

/// What came out of many files.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// What was read, in the order of the files.
    pub imports: Vec<Imported>,
    /// Texts, Markdown, web pages and label sets, for `postil_formats::open`.
    pub articles: Vec<Part>,
    /// What was not read.
    pub problems: Vec<Problem>,
}

/// Files that were read together.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Their names, the main one first.
    pub files: Vec<String>,
    /// What they held.
    pub import: Import,
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its name, with the archive's in front where it is not clear otherwise.
    pub file: String,
    /// What is wrong and what to do, in whole sentences.
    pub words: String,
}

/// Opens files as a person drops them: archives are taken apart, files that belong together are read together. `format`
/// stands for what each file of annotations looks like. Documents without an id get one that begins with `id`. Linear in
/// what comes out of the archives, which is at most 256 MiB.
#[must_use]
pub fn open_all(parts: Vec<Part>, format: Option<&'static Format>, id: &str) -> Bundle {
    open_all_with(parts, format, id, &Alone)
}

/// The same, with the work shared out. What comes out is the same.
#[must_use]
pub fn open_all_with(parts: Vec<Part>, format: Option<&'static Format>, id: &str, workers: &dyn Workers) -> Bundle {
    let mut bundle = Bundle::default();
    let mut files = Vec::with_capacity(parts.len());
    let first = parts.first().map(|part| part.name.clone());
    let mut unpacker = archive::Unpacker::new(&mut bundle.problems);
    for part in parts {
        unpacker.add(part, &mut files);
    }
    files.iter_mut().for_each(Part::as_utf8);
    let (groups, rest) = grouped(&files, format, &mut bundle.problems);
    let many = groups.len() > 1;
    let within: &dyn Workers = if many { &Alone } else { workers };
    let found = map(workers, groups.iter().zip(1..).collect(), |(group, nth)| {
        let own = if many { format!("{id}-{nth}") } else { id.to_owned() };
        read(&files, group, format, &own, within)
    });
    for (group, found) in groups.iter().zip(found) {
        match found {
            Ok(imported) => bundle.imports.push(imported),
            Err(error) => {
                let file = files.get(group.main).map(|part| part.name.clone()).unwrap_or_default();
                bundle.problems.push(Problem { file, words: error.to_string() });
                // What was to go with it may still be an article.
                let beside = group.beside.iter().filter_map(|&at| files.get(at));
                bundle.articles.extend(beside.filter(|part| groups::is_article(part)).cloned());
            }
        }
    }
    for at in rest {
        let Some(part) = files.get_mut(at) else { continue };
        let part = Part { name: part.name.clone(), bytes: std::mem::take(&mut part.bytes) };
        match decode(&part.bytes) {
            Ok(_) if groups::is_article(&part) => bundle.articles.push(part),
            _ => {
                let words = unknown(&part);
                bundle.problems.push(Problem { file: part.name, words });
            }
        }
    }
    let is_silent = bundle.imports.is_empty() && bundle.articles.is_empty() && bundle.problems.is_empty();
    if let Some(file) = first.filter(|_| is_silent) {
        bundle.problems.push(Problem { file, words: "There is nothing in it to open.".to_owned() });
    }
    bundle
}

/// Reads a group with what lies beside it, or, where the reader has no use for that, without.
fn read(
    files: &[Part],
    group: &Group,
    format: Option<&'static Format>,
    id: &str,
    workers: &dyn Workers,
) -> Result<Imported, ReadError> {
    let of = |places: &[usize]| places.iter().filter_map(|&at| files.get(at)).cloned().collect::<Vec<_>>();
    let own = of(&[&[group.main], group.with.as_slice()].concat());
    let format = format.or_else(|| own.first().and_then(recognise));
    let names = |parts: &[Part]| parts.iter().map(|part| part.name.clone()).collect();
    if !group.beside.is_empty() {
        let all = [own.as_slice(), &of(&group.beside)].concat();
        if let Ok(import) = import_with(&all, format, id, workers) {
            return Ok(Imported { files: names(&all), import });
        }
    }
    Ok(Imported { files: names(&own), import: import_with(&own, format, id, workers)? })
}
