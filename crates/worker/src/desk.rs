//! The requests and their answers. The documents that were handed over last are kept, so that another choice of format or
//! options does not send them again.

use std::sync::Arc;

use postil_engine::Id;
use postil_exchange::{Export, Fitting, Format, export, zip};
use postil_formats::{Library, file_stem, native};
use serde::{Deserialize, Serialize};

use crate::backup;
use crate::choice::Choice;
use crate::describe::formats;
use crate::reading;

/// How much of a file is shown before it is saved, in bytes and in lines.
const SHOWN: (usize, usize) = (6_000, 60);

/// An answer: a line of JSON, and files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was done, as JSON.
    pub head: String,
    /// The files that it speaks of, in its order.
    pub bodies: Vec<Vec<u8>>,
}

/// What is asked for.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Request {
    /// The list of formats.
    Formats,
    /// Files of the documents of that lot: those that come along as native files, else those that are here.
    Write { lot: u32, format: String, choice: Box<Choice> },
    /// Documents out of files of those names.
    Read {
        names: Vec<String>,
        /// The format, where the person says it.
        #[serde(default)]
        format: Option<String>,
        /// What ids of new documents begin with.
        id: String,
    },
    /// A backup of files of those names.
    Pack {
        names: Vec<String>,
        /// When, ISO 8601.
        made: String,
        /// Articles, and annotations of all of them.
        counts: [usize; 2],
    },
    /// The files of a backup.
    Unpack { name: String },
}

/// What was written.
#[derive(Serialize)]
struct Written {
    name: String,
    mime: &'static str,
    /// The proof: how many spans were found right, what became of the others.
    line: String,
    /// What the file does not say, and what was done beside, in whole sentences.
    says: Vec<String>,
    /// Marks that the file has elsewhere or not at all.
    misfits: Vec<Misfit>,
    /// The first lines of the first file; `None` for one that is no text.
    shown: Option<String>,
    /// Whether there are more.
    cut: bool,
}

/// A mark that does not start and end where the file's tokens do.
#[derive(Serialize)]
struct Misfit {
    document: Arc<str>,
    annotation: Id,
    words: String,
    became: Option<String>,
    /// What happened, in words.
    what: &'static str,
    /// Where the file has it, in bytes of the document's text.
    to: Option<(usize, usize)>,
}

/// Keeps what was handed over, and answers.
#[derive(Default)]
pub struct Desk {
    lot: Option<(u32, Library)>,
}

impl Desk {
    /// Does what is asked for.
    ///
    /// # Errors
    /// When it makes no sense or cannot be done, in a sentence for the person.
    pub fn answer(&mut self, head: &str, bodies: Vec<Vec<u8>>) -> Result<Answer, String> {
        let request =
            serde_json::from_str(head).map_err(|error| format!("The request was not understood: {error}."))?;
        match request {
            Request::Formats => said(&formats(), Vec::new()),
            Request::Write { lot, format, choice } => {
                if !bodies.is_empty() {
                    self.lot = Some((lot, library(&bodies)?));
                }
                let kept = self.lot.as_ref().filter(|(kept, _)| *kept == lot);
                let (_, library) = kept.ok_or("The articles did not arrive. Try again.")?;
                write(library, known(&format)?, &choice)
            }
            Request::Read { names, format, id } => {
                let format = format.as_deref().map(known).transpose()?;
                let (read, bodies) = reading::read(names, bodies, format, &id);
                said(&read, bodies)
            }
            Request::Pack { names, made, counts } => said(&(), vec![backup::pack(names, bodies, made, counts)?]),
            Request::Unpack { name } => {
                let (unpacked, bodies) = backup::unpack(&name, bodies.into_iter().next().unwrap_or_default());
                said(&unpacked, bodies)
            }
        }
    }
}

fn said(head: &impl Serialize, bodies: Vec<Vec<u8>>) -> Result<Answer, String> {
    let head = serde_json::to_string(head).map_err(|error| error.to_string())?;
    Ok(Answer { head, bodies })
}

fn known(id: &str) -> Result<&'static Format, String> {
    Format::by_id(id).ok_or_else(|| format!("There is no format {id}."))
}

/// The documents of native files, and the labels of the first.
fn library(bodies: &[Vec<u8>]) -> Result<Library, String> {
    let mut all: Option<Library> = None;
    for body in bodies {
        let library = native::FORMAT.read(body).ok_or("Native files cannot be read.")?.map_err(|e| e.to_string())?;
        match &mut all {
            Some(all) => all.documents.extend(library.documents),
            None => all = Some(library),
        }
    }
    all.ok_or_else(|| "There is no article.".to_owned())
}

fn write(library: &Library, format: &'static Format, choice: &Choice) -> Result<Answer, String> {
    let options = choice
        .options(format, &library.labels)
        .map_err(|why| format!("Nothing was saved: a choice does not suit {}: {why}.", format.name))?;
    let Export { mut files, report } =
        export(format, &library.documents, &library.labels, &options).map_err(|error| error.to_string())?;
    let (shown, cut) = files.first().map_or((None, false), |file| first_lines(&file.bytes));
    // With invented names a mark lies elsewhere, and shared out a document has another number.
    let is_plain = options.split.is_none() && options.pseudonyms.is_none();
    let fitting = report.fitting.as_ref().filter(|_| is_plain);
    let misfits = fitting.map(|fitting| misfits(library, fitting)).unwrap_or_default();
    let mime = if files.len() == 1 { format.mime } else { "application/zip" };
    if files.len() != 1 {
        let stem = match library.documents.as_slice() {
            [document] => file_stem(&document.title),
            documents => format!("{}-articles", documents.len()),
        };
        files = vec![zip(&format!("{stem}.{}.zip", format.id), &files).map_err(|error| error.to_string())?];
    }
    let file = files.pop().ok_or("There is no file.")?;
    let head = Written { name: file.name, mime, line: report.line(), says: report.sentences(), misfits, shown, cut };
    said(&head, vec![file.bytes])
}

fn misfits(library: &Library, fitting: &Fitting) -> Vec<Misfit> {
    let misfits = fitting.affected.iter().filter_map(|affected| {
        let document = library.documents.get(affected.document)?;
        let byte = |at: usize| document.text.byte_from_char(at);
        Some(Misfit {
            document: Arc::clone(&document.id),
            annotation: affected.annotation,
            words: affected.words.clone(),
            became: affected.became.clone(),
            what: affected.what.words(),
            to: affected.to.and_then(|(start, end)| Some((byte(start)?, byte(end)?))),
        })
    });
    let mut misfits: Vec<_> = misfits.collect();
    // First what is not in the file at all.
    misfits.sort_by_key(|misfit| misfit.to.is_some());
    misfits
}

/// The first lines of a text, and whether there are more.
fn first_lines(bytes: &[u8]) -> (Option<String>, bool) {
    let Ok(text) = std::str::from_utf8(bytes) else { return (None, false) };
    let start = text.get(..text.floor_char_boundary(SHOWN.0)).unwrap_or_default();
    let end = start.match_indices('\n').nth(SHOWN.1 - 1).map_or(start.len(), |(at, _)| at);
    (Some(start.get(..end).unwrap_or_default().to_owned()), end < text.trim_end().len())
}
