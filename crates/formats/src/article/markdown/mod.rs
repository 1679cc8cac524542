//! Markdown, as articles are written in it, to the parts of a page: `blocks` finds the blocks line by line, `inline`
//! reads the words in them. Linear, without recursion.
//!
//! Read as CommonMark has it: headings of both kinds, paragraphs, lists and block quotes in each other, code by fences
//! and by indentation, emphasis, code spans, links, images, escapes, HTML; further pipe tables, `~~` and a YAML head.
//! Otherwise: named character references are the few of prose, containers lie at most 64 deep, cells past the last
//! column of a table are kept, an item may start with several blank lines. Footnotes stay as they are written.

mod blocks;
mod emphasis;
mod inline;
mod line;
mod links;
mod markup;
mod table;

use postil_engine::text;

use self::blocks::{BlockReader, Part};
use self::markup::Markup;
use super::{Article, PageReader};

pub(super) fn article(markdown: &str) -> Article {
    let markdown = text::lf(markdown);
    let mut page = PageReader::default();
    let (title, body) = front_matter(&markdown);
    if let Some(title) = title {
        start(&mut page, "title");
        page.text(&title);
        page.end("title");
    }
    let mut blocks = BlockReader::default();
    body.lines().for_each(|line| blocks.line(line));
    let (parts, definitions) = blocks.finish();
    for part in &parts {
        match part {
            Part::Start(name) => start(&mut page, name),
            Part::End(name) => page.end(name),
            Part::Words(words) => inline::read(words, &definitions, &mut page),
            Part::Code(code) => page.text(code),
            Part::Html(html) => Markup::default().page(html, &mut page),
        }
    }
    page.finish()
}

fn start(page: &mut PageReader, name: &str) {
    page.open(name, super::style::Said::default(), false);
}

/// The title that a YAML head gives, and the text after the head.
fn front_matter(markdown: &str) -> (Option<String>, &str) {
    let nothing = (None, markdown);
    let Some(("---", rest)) = markdown.split_once('\n').map(|(line, rest)| (line.trim_end(), rest)) else {
        return nothing;
    };
    // A part of the article between two lines does not start with a key.
    let key = rest.split_once(':').map_or("", |(key, _)| key);
    if key.is_empty() || !key.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '"')) {
        return nothing;
    }
    let mut title = None;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return (title, rest.get(at..).unwrap_or_default());
        }
        if let Some(value) = line.strip_prefix("title:") {
            title = Some(scalar(value.trim()));
        }
    }
    nothing
}

/// A YAML value on one line, without its quotes.
fn scalar(value: &str) -> String {
    let quoted = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    if let Some(value) = quoted('"') {
        return value.replace("\\\"", "\"");
    }
    if let Some(value) = quoted('\'') {
        return value.replace("''", "'");
    }
    // The mark of a value that goes over several lines.
    if value.starts_with(['>', '|']) { String::new() } else { value.to_owned() }
}
