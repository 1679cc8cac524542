//! A file of any kind that the page or the command line is given: an article to annotate, or work to go on with.

use std::borrow::Cow;

use crate::article::{Article, HtmlParser};
use crate::decode::decode;
use crate::error::{Kind, ReadError};
use crate::native::{self, LabelFile, Library};

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
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Kind::NoText.into());
    }
    let article = match kind_of(name, &text) {
        FileKind::Native if is_label_set(&text) => return native::read_label_text(&text).map(Opened::Labels),
        FileKind::Native => return native::read_text(&text).map(Opened::Library),
        FileKind::Html => html(&text),
        FileKind::Markdown => Article::from_markdown(&text),
        FileKind::Text => Article::from_text(&text),
    };
    if article.is_empty() { Err(Kind::NoText.into()) } else { Ok(Opened::Article(article)) }
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
