//! Where annotations come from: files, folders, archives and standard input, a lot at a time, read as a format or as
//! plain articles.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use postil_engine::default_labels;
use postil_exchange::{FORMATS, Finding, Format, Import, Lot, Lots, Part};
use postil_formats::{Article, Library, Opened};

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
    /// What new ids begin with.
    id: String,
    from: Option<ReadAs>,
    lot: Result<Lot, String>,
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
        let read = self.lot.and_then(|lot| match self.from {
            Some(ReadAs::Text) => articles(&lot.parts, &self.id),
            _ => lot.import(&self.id).map(of_format).map_err(|error| match lot.format {
                Some(_) => error.to_string(),
                None => format!("{error} With --from text it is taken as an article."),
            }),
        });
        let (format, library, findings) = read.map_err(|error| format!("{}: {error}", self.place))?;
        Ok(Found { place: self.place, format, library, findings })
    }
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

/// What is in the files, folders and archives, in their order, that of names within folders. Files are opened when
/// their turn comes.
pub(crate) fn inputs(paths: &[PathBuf], from: Option<ReadAs>) -> impl Iterator<Item = Input> {
    paths.iter().flat_map(move |path| of_path(path, from))
}

fn of_path(path: &Path, from: Option<ReadAs>) -> Box<dyn Iterator<Item = Input>> {
    let place = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let opened: io::Result<Box<dyn Iterator<Item = Input>>> = if path.is_dir() {
        files_below(path).map(|files| Box::new(files.into_iter().flat_map(move |file| of_path(&file, from))) as _)
    } else {
        open(path).map(|reader| of_file(place.clone(), reader, from))
    };
    opened.unwrap_or_else(|error| Box::new([failed(place, from, &error)].into_iter()))
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path != Path::new("-") {
        return Ok(Box::new(File::open(path)?));
    }
    if io::stdin().is_terminal() {
        eprintln!("postil: reading from the terminal; end with Ctrl-D");
    }
    Ok(Box::new(io::stdin()))
}

fn of_file(place: String, reader: Box<dyn Read>, from: Option<ReadAs>) -> Box<dyn Iterator<Item = Input>> {
    let format = match from {
        Some(ReadAs::Format(format)) => Some(format),
        Some(ReadAs::Text) | None => None,
    };
    let id = Part::new(place.as_str(), Vec::new()).stem().to_owned();
    Box::new(Lots::new(place.as_str(), reader, format).map(move |lot| {
        let lot = lot.map_err(|error| format!("cannot be read: {error}"));
        Input { place: place.clone(), id: id.clone(), from, lot }
    }))
}

fn failed(place: String, from: Option<ReadAs>, error: &io::Error) -> Input {
    Input { place, id: String::new(), from, lot: Err(format!("cannot be read: {error}")) }
}

/// The files in a folder and in those below it, sorted by name; hidden ones are passed over.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

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
