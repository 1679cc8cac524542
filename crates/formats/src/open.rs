//! A file of any kind that the page or the command line is given: an article to annotate, or work to go on with.

use std::borrow::Cow;

use postil_engine::{Text, structure};

use crate::article::{Article, HtmlParser};
use crate::decode::decode;
use crate::error::{Kind, ReadError};
use crate::native::{self, LabelFile, Library};
use crate::{MAX_LINES, MAX_TEXT_BYTES};

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A text without annotations.
    Article(Article),
    /// Documents with their annotations.
    Library(Library),
    /// A label set.
    Labels(LabelFile),
}

/// Opens a file by its content, and by the end of its name where content does not tell: `.html` and `.htm`, `.md` and
/// `.markdown`, `.json`, and text for all others. `html` reads web pages. Linear.
///
/// # Errors
/// When the file is no text, holds none, or is JSON that is not ours; the message says what it is and where it fails.
pub fn open(name: &str, bytes: &[u8], html: HtmlParser) -> Result<Opened, ReadError> {
    open_text(name, &decode(bytes)?, html)
}

/// The same of a file that is decoded.
///
/// # Errors
/// As [`open`].
pub fn open_text(name: &str, text: &str, html: HtmlParser) -> Result<Opened, ReadError> {
    if let Some(opening) = opening(name, text) {
        return opening.finish().map(Opened::Library);
    }
    if let Some(text) = plain_text(name, text)? {
        let blocks = structure(text.as_str());
        return Ok(Opened::Article(Article::of(text, blocks)));
    }
    let article = match kind_of(name, text) {
        FileKind::Native => return native::read_label_text(text).map(Opened::Labels),
        FileKind::Markdown => {
            admit(text)?;
            Article::from_markdown(text)
        }
        FileKind::Html => html(text),
        FileKind::Text => Article::from_text(text),
    };
    admit(article.text.as_str())?;
    if article.is_empty() { Err(Kind::NoText.into()) } else { Ok(Opened::Article(article)) }
}

/// The first part of [`open_text`] where a file is taken for plain text, for who does other things in between;
/// [`structure`] and [`Article::of`] are the others. `None` for all other files.
///
/// # Errors
/// As [`open`].
pub fn plain_text(name: &str, text: &str) -> Result<Option<Text>, ReadError> {
    if is_blank(text) {
        return Err(Kind::NoText.into());
    }
    if kind_of(name, text) != FileKind::Text {
        return Ok(None);
    }
    admit(text)?;
    Ok(Some(Article::plain(text)))
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|ch| ch.is_whitespace() || ch.is_control())
}

/// How a file that is taken for work to go on with can be read in steps; `None` for all others.
#[must_use]
pub fn opening<'a>(name: &str, text: &'a str) -> Option<native::Opening<'a>> {
    let is_work = !is_blank(text) && kind_of(name, text) == FileKind::Native && !is_label_set(text);
    is_work.then(|| native::Opening::new(text))
}

/// Whether a text is short enough for an article. One pass.
///
/// # Errors
/// When it is longer than [`MAX_TEXT_BYTES`] or has more than [`MAX_LINES`] lines; the message says by how much.
pub fn admit(text: &str) -> Result<(), ReadError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Kind::LongText { bytes: text.len() }.into());
    }
    let lines = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    if lines > MAX_LINES { Err(Kind::ManyLines { lines }.into()) } else { Ok(()) }
}

#[derive(Debug, PartialEq)]
enum FileKind {
    Native,
    Html,
    Markdown,
    Text,
}

fn kind_of(name: &str, text: &str) -> FileKind {
    let extension = name.rsplit_once('.').map_or(Cow::default(), |(_, end)| Cow::from(end.to_ascii_lowercase()));
    match extension.as_ref() {
        "json" => FileKind::Native,
        "html" | "htm" | "xhtml" => FileKind::Html,
        "md" | "markdown" => FileKind::Markdown,
        _ if looks_native(text) => FileKind::Native,
        "txt" | "text" => FileKind::Text,
        _ if looks_like_page(text) => FileKind::Html,
        _ => FileKind::Text,
    }
}

/// Our file under another name: an object that says so near its start.
fn looks_native(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(400)).unwrap_or_default();
    let object: String = start.chars().filter(|ch| !ch.is_ascii_whitespace()).collect();
    object.starts_with("{\"format\":\"postil\"") || object.starts_with(LABEL_SET)
}

const LABEL_SET: &str = "{\"format\":\"postil-labels\"";

fn is_label_set(text: &str) -> bool {
    let start = text.chars().filter(|ch| !ch.is_ascii_whitespace());
    start.take(LABEL_SET.len()).eq(LABEL_SET.chars())
}

fn looks_like_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
