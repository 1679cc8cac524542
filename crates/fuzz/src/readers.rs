//! The laws of what reads files.

use postil_engine::Document;
use postil_exchange::{Format, Options, Part, export, import, open_all, recognise};
use postil_formats::{Article, Library, Opened, WriteOptions, is_no_text, native as own, open};

use crate::{Failure, MEMORY, failure};

/// Bytes of memory for each byte of a file, beside what is in it.
const TIMES: usize = 20;
/// For each byte that may begin something: a mark, a line, an element.
const THING: usize = 2 << 10;
/// For any file.
const ANY: usize = 1 << 20;

/// What `read` gives, if its memory stays in proportion to the file.
pub(crate) fn bounded<T>(files: &[&[u8]], read: impl FnOnce() -> T) -> Result<T, Failure> {
    let bytes: usize = files.iter().map(|file| file.len()).sum();
    let things = files.iter().flat_map(|file| *file).filter(|byte| b"[{<\n,\t".contains(byte)).count();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let result = read();
    let taken = MEMORY.peak_usage().saturating_sub(before);
    let most = TIMES * bytes + THING * things + ANY;
    if taken > most {
        return Err(failure("too much memory", format!("{taken} for {bytes} bytes, at most {most}")));
    }
    Ok(result)
}

/// A message is a sentence or more.
fn sentence(kind: &str, words: &str) -> Result<(), Failure> {
    let is_whole = words.ends_with(['.', '?', '!']) && words.len() > 10;
    if is_whole { Ok(()) } else { Err(failure(format!("{kind}: a message that is no sentence"), words)) }
}

/// Files of annotations: read, written in the same format and as ours.
pub(crate) fn annotated(file: &Part) -> Result<(), Failure> {
    let named = file.name.split_once('/').and_then(|(id, _)| Format::by_id(id));
    let Some(format) = named.or_else(|| recognise(file)) else { return Ok(()) };
    let read = bounded(&[&file.bytes], || import(std::slice::from_ref(file), Some(format), "new"))?;
    match read {
        Err(error) => sentence(format.id, &error.to_string()),
        Ok(read) => {
            read.findings.iter().try_for_each(|finding| sentence(format.id, &finding.words))?;
            survives(format.id, &read.library)?;
            written(format, &read.library)
        }
    }
}

/// What was read can be written in its format, and the proof of the writer holds.
fn written(format: &'static Format, library: &Library) -> Result<(), Failure> {
    if !format.writes() {
        return Ok(());
    }
    let written = export(format, &library.documents, &library.labels, &Options::default());
    let written = match written {
        // What no program takes for a text is refused by name.
        Err(_) if library.documents.iter().any(|it| is_no_text(it.text.as_str().as_bytes())) => return Ok(()),
        // So is, in columns, a text that is the word by which such files begin a document.
        Err(_) if library.documents.iter().any(|it| it.text.as_str().trim() == "-DOCSTART-") => return Ok(()),
        written => written.map_err(|error| failure(format!("{}: not written", format.id), error.to_string()))?,
    };
    let read = import(&written.files, Some(format), "new");
    let read = read.map_err(|error| failure(format!("{}: not read again", format.id), error.to_string()))?;
    let texts = |documents: &[Document]| documents.iter().map(|it| it.text.as_str().to_owned()).collect::<Vec<_>>();
    if !format.units.is_empty() && texts(&read.library.documents) != texts(&library.documents) {
        return Err(failure(format!("{}: other texts come back", format.id), ""));
    }
    Ok(())
}

/// What was read comes back from a file of ours as it is.
fn survives(kind: &str, library: &Library) -> Result<(), Failure> {
    let written = own::FORMAT.write(&library.documents, &library.labels, &WriteOptions::default());
    let written = written.map_err(|error| failure(format!("{kind}: not written as ours"), error.to_string()))?;
    match own::FORMAT.read(&written.body) {
        Some(Ok(again)) if counted_alike(&again.documents) == counted_alike(&library.documents) => Ok(()),
        Some(Err(error)) => Err(failure(format!("{kind}: not read as ours"), error.to_string())),
        Some(Ok(again)) => {
            let pairs = again.documents.iter().zip(&library.documents);
            let other = pairs.filter(|(a, b)| a != b).map(|(a, b)| format!("{b:?}\n  came back as {a:?}")).next();
            Err(failure(format!("{kind}: comes back otherwise"), other.unwrap_or_default()))
        }
        None => Ok(()),
    }
}

/// The documents without the next id: a reader may have counted what it then left out.
fn counted_alike(documents: &[Document]) -> Vec<Document> {
    documents.iter().map(|document| Document { next_id: 0, ..document.clone() }).collect()
}

/// Files of ours, under a name that says so and one that does not.
pub(crate) fn native(file: &Part) -> Result<(), Failure> {
    for name in [file.name.as_str(), "file"] {
        match bounded(&[&file.bytes], || open(name, &file.bytes, Article::from_html))? {
            Ok(Opened::Library(library)) => survives("ours", &library)?,
            Ok(Opened::Labels(set)) => {
                let again = open("set.json", set.write().as_bytes(), Article::from_html);
                if again != Ok(Opened::Labels(set)) {
                    return Err(failure("a label set comes back otherwise", format!("{again:?}")));
                }
            }
            Ok(Opened::Article(_)) => {}
            Err(error) => sentence("ours", &error.to_string())?,
        }
    }
    Ok(())
}

/// Web pages, Markdown and text: whatever they are, an article holds together and can be saved.
pub(crate) fn article(file: &Part) -> Result<(), Failure> {
    for name in [file.name.as_str(), "a.html", "a.md", "a.txt"] {
        match bounded(&[&file.bytes], || open(name, &file.bytes, Article::from_html))? {
            Ok(Opened::Article(article)) => {
                let document = article.into_document("new");
                let mut end = 0;
                for block in document.blocks.iter() {
                    let words = document.text.slice(block.span);
                    if block.span.start() < end || words.is_empty() || words.trim() != words {
                        return Err(failure("a block out of place", format!("{block:?} is {words:?}")));
                    }
                    end = block.span.end();
                }
                survives("article", &Library { labels: Vec::new(), documents: vec![document] })?;
            }
            Ok(_) => {}
            Err(error) => sentence("article", &error.to_string())?,
        }
    }
    Ok(())
}

/// Archives, and whatever is in them.
pub(crate) fn bundle(file: &Part) -> Result<(), Failure> {
    // What comes out of an archive may be 250 times as much, and is bounded by its own laws.
    let unpacked = file.bytes.len() * 250;
    let bundle = bounded(&[&file.bytes, &vec![0; unpacked]], || open_all(vec![file.clone()], None, "new"))?;
    bundle.problems.iter().try_for_each(|problem| sentence("bundle", &problem.words))?;
    for imported in &bundle.imports {
        survives(imported.import.format.id, &imported.import.library)?;
    }
    let strange =
        bundle.articles.iter().map(|part| &part.name).find(|name| name.starts_with('/') || name.contains(".."));
    match strange {
        Some(name) if name.split('/').any(|step| step == "..") => {
            Err(failure("a name that leads elsewhere", name.clone()))
        }
        _ => Ok(()),
    }
}
