//! Reads HTML with the browser's own parser, into a document that is not shown: nothing in it runs or loads. Only
//! element names, attributes and text are taken out of it. Linear, without recursion.

use postil_formats::{Article, PageReader};
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

/// The article in a web page or in a piece of one, as the clipboard holds it.
pub(crate) fn article(html: &str) -> Article {
    let mut reader = PageReader::default();
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml));
    let Some(root) = parsed.ok().and_then(|document| document.document_element()) else { return reader.finish() };
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
            let attributes = attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            reader.start(&element.local_name(), attributes, false);
        }
    }
}
