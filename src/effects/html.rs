//! Reads HTML with the browser's own parser, into a document that is not shown: nothing in it runs or loads. Only
//! element names, attributes and text are taken out of it. Linear, without recursion.
//!
//! The policy lets no text be markup: the start script alone may hand some to the parser, and gives the document.

use postil_formats::{Article, PageReader};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node};

use super::common::inside;

/// The article in a web page or in a piece of one, as the clipboard holds it.
pub(crate) fn article(html: &str) -> Article {
    let mut reader = PageReader::default();
    let html = quiet(html);
    let parsed = inside("postilParse").and_then(|parse| parse.call1(&JsValue::UNDEFINED, &html.into()).ok());
    let parsed = parsed.and_then(|document| document.dyn_into::<Document>().ok());
    let Some(root) = parsed.and_then(|document| document.document_element()) else { return reader.finish() };
    let mut current: Option<Node> = Some(root.unchecked_into());
    while let Some(node) = current {
        enter(&node, &mut reader);
        if let Some(child) = node.first_child() {
            current = Some(child);
            continue;
        }
        current = leave(node, &mut reader);
    }
    reader.finish()
}

/// Ends the node and all whose last child it is; the node that comes next.
fn leave(mut node: Node, reader: &mut PageReader) -> Option<Node> {
    loop {
        if let Some(element) = node.dyn_ref::<Element>() {
            reader.end(&element.local_name());
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent_node().filter(|parent| parent.node_type() == Node::ELEMENT_NODE)?;
    }
}

fn enter(node: &Node, reader: &mut PageReader) {
    let text = || node.text_content().unwrap_or_default();
    match node.node_type() {
        Node::TEXT_NODE | Node::CDATA_SECTION_NODE => reader.text(&text()),
        Node::COMMENT_NODE => reader.comment(&text()),
        _ => {
            let Some(element) = node.dyn_ref::<Element>() else { return };
            let value = |name: &str| element.get_attribute(name).map(|value| (name.to_owned(), value));
            let names = element.get_attribute_names().into_iter().filter_map(|name| name.as_string());
            let attributes: Vec<_> = names.filter_map(|name| value(&name)).collect();
            let attributes =
                attributes.iter().map(|(name, value)| (name.strip_prefix(QUIET).unwrap_or(name), value.as_str()));
            reader.start(&element.local_name(), attributes, false);
        }
    }
}

/// What hides an attribute from the policy.
const QUIET: &str = "data-postil-";

/// Attributes that style, or name something to load. `on...` is hidden too.
const LOUD: [&str; 9] = ["style", "src", "srcset", "poster", "href", "data", "background", "action", "http-equiv"];

/// Elements that may be open at once. Browsers take minutes for a hundred thousand in each other.
const DEEP: usize = 1_000;

/// Elements that end by themselves.
const LIGHT: &str = "br dd dt hr img input li link meta option p source tbody td th tr wbr";

/// The same markup without what the page's policy would complain of in the console, though none of it could run or load
/// here anyway: style sheets are left out, the attributes that style, load or run are renamed. Nor has it tags that are too
/// deep in others. Linear.
fn quiet(html: &str) -> String {
    let mut quiet = String::with_capacity(html.len());
    let (mut rest, mut depth) = (html, 0_usize);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        quiet.push_str(before);
        let starts = |name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if starts("<style") {
            let end = tag.as_bytes().windows(8).position(|end| end.eq_ignore_ascii_case(b"</style>"));
            rest = end.map_or("", |end| &tag[end + 8..]);
            continue;
        }
        let is_tag = tag.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
        let end = if is_tag { tag_end(tag) } else { 1 };
        let inner = tag[1..].trim_start_matches('/');
        let name = inner.split(|ch: char| !ch.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !name.is_empty() && !LIGHT.split(' ').any(|light| light.eq_ignore_ascii_case(name)) {
            depth = if is_tag { depth + 1 } else { depth.saturating_sub(1) };
        }
        if !is_tag || depth <= DEEP {
            quiet_tag(&tag[..end], &mut quiet);
        }
        rest = &tag[end..];
    }
    quiet.push_str(rest);
    quiet
}

/// The byte after the tag's `>`, which may also stand inside quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    tag.len()
}

fn quiet_tag(tag: &str, quiet: &mut String) {
    let mut quote = None;
    let (mut after_space, mut in_value) = (false, false);
    for (at, ch) in tag.char_indices() {
        if quote.is_none() && after_space {
            let name =
                tag[at..].split(|ch: char| ch.is_ascii_whitespace() || "=/>".contains(ch)).next().unwrap_or_default();
            let runs = name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
            if runs || LOUD.iter().any(|loud| name.eq_ignore_ascii_case(loud)) {
                quiet.push_str(QUIET);
            }
        }
        match (quote, ch) {
            (None, '"' | '\'') => quote = Some(ch),
            (Some(open), _) if open == ch => quote = None,
            (None | Some(_), _) => {}
        }
        in_value =
            quote.is_none() && (ch == '=' || in_value && !(ch.is_ascii_whitespace() || matches!(ch, '"' | '\'')));
        // A name may also follow a closing quote or a slash at once.
        after_space = quote.is_none() && !in_value && (ch.is_ascii_whitespace() || matches!(ch, '/' | '"' | '\''));
        quiet.push(ch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_policy_complains_of_is_renamed_and_nothing_else() {
        for (html, wanted) in [
            ("a < b > c", "a < b > c"),
            ("<p style='x'>style=1 on=2</p>", "<p data-postil-style='x'>style=1 on=2</p>"),
            ("<P\nSTYLE=x ONclick=\"a > b\">t", "<P\ndata-postil-STYLE=x data-postil-ONclick=\"a > b\">t"),
            ("<img alt=' onload= '/onerror=x>", "<img alt=' onload= '/data-postil-onerror=x>"),
            (&"<div>".repeat(DEEP + 9), &"<div>".repeat(DEEP)),
            (&"<b>x</b><p><br>".repeat(DEEP + 9), &"<b>x</b><p><br>".repeat(DEEP + 9)),
            ("<video poster=a SRC='b' controls>", "<video data-postil-poster=a data-postil-SRC='b' controls>"),
            ("<a href=/data/src/on>x", "<a data-postil-href=/data/src/on>x"),
            ("<base/href=x>", "<base/data-postil-href=x>"),
            ("a<style>p > a {}</STYLE>b", "ab"),
            ("a<style>", "a"),
            ("<p", "<p"),
            ("é<i é='", "é<i é='"),
        ] {
            assert_eq!(quiet(html), wanted);
        }
    }
}
