//! Where annotations come from: files, folders, archives and standard input, a lot at a time, read as a format or as
//! plain articles.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Cursor, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::threads::Threads;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use postil_engine::default_labels;
use postil_exchange::{Bundle, FORMATS, Finding, Format, Import, Lot, Lots, Part, open_all_with, recognise};
use postil_formats::{Article, Library, Opened};
use rayon::prelude::*;

/// What files are read as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReadAs {
    /// A format of the registry.
    Format(&'static Format),
    /// Articles: plain text, HTML, Markdown.
    Text,
}

/// A format that is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WriteAs(pub(crate) &'static Format);

/// Documents to work on, or why there are none.
pub(crate) struct Input {
    /// The file, for messages.
    pub(crate) place: String,
    work: Result<Work, String>,
}

enum Work {
    /// Some of a file, or all, and what new ids begin with.
    Lot(Lot, String),
    /// Articles, and their ids.
    Articles(Vec<Part>, String),
    /// What was read already.
    Done(Box<Import>),
}

/// What a lot held.
pub(crate) struct Found {
    pub(crate) place: String,
    /// The format's id.
    pub(crate) format: &'static str,
    pub(crate) library: Library,
    pub(crate) findings: Vec<Finding>,
}

impl Input {
    /// Reads it. The error begins with the place.
    pub(crate) fn read(self) -> Result<Found, String> {
        let read = self.work.and_then(|work| match work {
            Work::Articles(parts, id) => articles(&parts, &id),
            Work::Lot(lot, id) => lot.import_with(&id, &Threads).map(of_format).map_err(|error| error.to_string()),
            Work::Done(import) => Ok(of_format(*import)),
        });
        let (format, library, findings) = read.map_err(|error| placed(&self.place, error))?;
        Ok(Found { place: self.place, format, library, findings })
    }
}

/// An error with its place, where it does not say that itself.
fn placed(place: &str, error: String) -> String {
    if error.contains(place) { error } else { format!("{place}: {error}") }
}

fn of_format(import: Import) -> (&'static str, Library, Vec<Finding>) {
    (import.format.id, import.library, import.findings)
}

fn articles(parts: &[Part], id: &str) -> Result<(&'static str, Library, Vec<Finding>), String> {
    let mut library = Library { labels: default_labels(), documents: Vec::new() };
    for part in parts {
        match postil_formats::open(&part.name, &part.bytes, Article::from_html).map_err(|error| error.to_string())? {
            Opened::Article(article) => library.documents.push(article.into_document(id)),
            Opened::Library(_) | Opened::Labels(_) => {
                return Err("This is a file of Postil, not an article. Leave out --from.".to_owned());
            }
        }
    }
    Ok((TEXT, library, Vec::new()))
}

/// What is in the files, folders and archives, in their order, that of names within folders. Files that are one document
/// after the other are opened when their turn comes; others are read first, as several may belong together.
pub(crate) fn inputs(paths: &[PathBuf], from: Option<ReadAs>) -> Box<dyn Iterator<Item = Input>> {
    let format = match from {
        Some(ReadAs::Format(format)) => Some(format),
        Some(ReadAs::Text) | None => None,
    };
    let files: Vec<Source> = paths.iter().flat_map(|path| sources(path)).collect();
    let is_only = |file: &Source| files.len() == 1 && file.is_known(format) && file.companions().is_empty();
    let one_each =
        matches!(from, Some(ReadAs::Text)) || files.iter().all(|file| file.stands_alone(format) || is_only(file));
    if one_each {
        Box::new(files.into_iter().flat_map(move |file| lots(file, from, format)))
    } else {
        Box::new(together(files, format).into_iter())
    }
}

/// A file to read.
struct Source {
    place: String,
    path: PathBuf,
    /// What it looks like.
    seen: io::Result<Option<&'static Format>>,
    /// What was read of standard input, which cannot be opened again.
    start: Vec<u8>,
    /// Whether it was asked for: files that only lie beside such may be of no use.
    is_named: bool,
}

impl Source {
    fn of(path: PathBuf) -> Self {
        let place = if is_standard(&path) { "standard input".to_owned() } else { path.display().to_string() };
        let mut start = Vec::new();
        let read = open(&path).and_then(|file| file.take(STARTED).read_to_end(&mut start));
        let start = Part::new(place.as_str(), start);
        let seen = read.map(|_| recognise(&start));
        let start = if is_standard(&path) { start.bytes } else { Vec::new() };
        Self { place, path, seen, start, is_named: true }
    }

    /// Whether it can be read without knowing the other files.
    fn stands_alone(&self, format: Option<&'static Format>) -> bool {
        self.seen.as_ref().map_or(true, |seen| format.or(*seen).is_some_and(|format| format.streams))
    }

    /// Whether it is no archive, nor a file of which the format is not known.
    fn is_known(&self, format: Option<&'static Format>) -> bool {
        let is_zip = self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        !is_zip && self.seen.as_ref().is_ok_and(|seen| format.is_some() && !is_standard(&self.path) || seen.is_some())
    }

    /// The whole of it.
    fn reader(self) -> io::Result<Box<dyn Read>> {
        self.seen?;
        Ok(if is_standard(&self.path) {
            Box::new(Cursor::new(self.start).chain(io::stdin()))
        } else {
            Box::new(File::open(&self.path)?)
        })
    }

    /// Files beside it without which it cannot be read, or means less.
    fn companions(&self) -> Vec<PathBuf> {
        let own = Part::new(self.place.as_str(), Vec::new());
        let names: Vec<String> = match own.extension().as_str() {
            "ann" | "a1" | "a2" => vec![format!("{}.txt", own.stem()), "annotation.conf".into(), "visual.conf".into()],
            table @ ("csv" | "tsv") => vec![format!("{}.documents.{table}", own.stem())],
            "xmi" => vec!["TypeSystem.xml".into(), "typesystem.xml".into(), format!("{}.TypeSystem.xml", own.stem())],
            "json" | "jsonl" => vec![format!("{}.features.json", own.stem()), "features.json".into()],
            _ => Vec::new(),
        };
        names.into_iter().map(|name| self.path.with_file_name(name)).filter(|path| path.is_file()).collect()
    }
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if !is_standard(path) {
        return Ok(Box::new(File::open(path)?));
    }
    if io::stdin().is_terminal() {
        eprintln!("postil: reading from the terminal; end with Ctrl-D");
    }
    Ok(Box::new(io::stdin()))
}

/// The file, or those in the folder and in folders below it, sorted by name; hidden ones are passed over.
fn sources(path: &Path) -> Vec<Source> {
    if !path.is_dir() {
        return vec![Source::of(path.to_path_buf())];
    }
    let listed = fs::read_dir(path).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            let place = path.display().to_string();
            return vec![Source {
                place,
                path: path.to_path_buf(),
                seen: Err(error),
                start: Vec::new(),
                is_named: true,
            }];
        }
    };
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    paths.retain(|path| path.file_name().is_none_or(|name| !name.as_encoded_bytes().starts_with(b".")));
    paths.sort();
    paths.par_iter().flat_map_iter(|path| sources(path)).collect()
}

/// A file on its own, a lot at a time.
fn lots(file: Source, from: Option<ReadAs>, format: Option<&'static Format>) -> Box<dyn Iterator<Item = Input>> {
    let place = file.place.clone();
    let id = Part::new(place.as_str(), Vec::new()).stem().to_owned();
    let reader = match file.reader() {
        Ok(reader) => reader,
        Err(error) => return Box::new([failed(place, format!("cannot be read: {error}"))].into_iter()),
    };
    Box::new(Lots::new(place.as_str(), reader, format).map(move |lot| {
        let lot = lot.map_err(|error| format!("cannot be read: {error}"));
        let work = lot.map(|lot| match from {
            Some(ReadAs::Text) => Work::Articles(lot.parts, id.clone()),
            _ => Work::Lot(lot, id.clone()),
        });
        Input { place: place.clone(), work }
    }))
}

fn failed(place: String, words: String) -> Input {
    Input { place, work: Err(words) }
}

/// All files at once: archives are opened, files that belong together are read together.
fn together(mut files: Vec<Source>, format: Option<&'static Format>) -> Vec<Input> {
    let known: BTreeSet<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    let beside: BTreeSet<PathBuf> =
        files.par_iter().flat_map_iter(Source::companions).filter(|it| !known.contains(it)).collect();
    files.extend(beside.into_iter().map(|path| Source { is_named: false, ..Source::of(path) }));
    let (mut inputs, mut parts, mut unnamed) = (Vec::new(), Vec::new(), BTreeSet::new());
    let read = |file: Source| {
        let (place, is_named, mut bytes) = (file.place.clone(), file.is_named, Vec::new());
        let read = file.reader().and_then(|mut reader| reader.read_to_end(&mut bytes));
        (place, is_named, read.map(|_| bytes))
    };
    let files: Vec<_> = files.into_par_iter().map(read).collect();
    for (place, is_named, read) in files {
        if !is_named {
            unnamed.insert(place.clone());
        }
        match read {
            Ok(bytes) => parts.push(Part::new(place, bytes)),
            Err(error) => inputs.push(failed(place, format!("cannot be read: {error}"))),
        }
    }
    let id = parts.first().map_or_else(String::new, |part| part.stem().to_owned());
    let Bundle { imports, articles, problems } = open_all_with(parts, format, &id, &Threads);
    for imported in imports {
        let place = imported.files.first().cloned().unwrap_or_default();
        if !unnamed.contains(&place) {
            inputs.push(Input { place, work: Ok(Work::Done(Box::new(imported.import))) });
        }
    }
    let articles = articles.into_iter().map(|part| failed(part.name, format!("There are no annotations in it. {ASK}")));
    let problems = problems.into_iter().map(|it| failed(it.file, it.words));
    inputs.extend(articles.chain(problems).filter(|input| !unnamed.contains(&input.place)));
    inputs
}

/// What to do with a file that looks like nothing known.
const ASK: &str = "With --from text it is taken as an article.";
/// Bytes of a file that are looked at first.
const STARTED: u64 = 1 << 16;

/// What articles go by among formats.
const TEXT: &str = "text";

impl ValueEnum for ReadAs {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: std::sync::LazyLock<Vec<ReadAs>> = std::sync::LazyLock::new(|| {
            let formats = FORMATS.iter().filter(|format| format.reads()).map(|format| ReadAs::Format(format));
            formats.chain([ReadAs::Text]).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Format(format) => PossibleValue::new(format.id).help(format.name),
            Self::Text => PossibleValue::new(TEXT).help("articles without annotations: plain text, HTML, Markdown"),
        })
    }
}

impl ValueEnum for WriteAs {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: std::sync::LazyLock<Vec<WriteAs>> = std::sync::LazyLock::new(|| {
            FORMATS.iter().filter(|format| format.writes()).map(|format| WriteAs(format)).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.id).help(format!("{}: {}", self.0.name, self.0.description)))
    }
}
