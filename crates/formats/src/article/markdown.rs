//! Markdown to HTML, which then takes the same road as a web page; so raw HTML inside Markdown needs no care of its own.

use pulldown_cmark::{Options, Parser, html};

/// CommonMark with tables and strike-through; a YAML head is dropped. Typographic replacement stays off: the text is
/// to be kept as it came.
pub(super) fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = String::with_capacity(markdown.len() * 5 / 4);
    html::push_html(&mut page, Parser::new_ext(markdown, options));
    page
}
