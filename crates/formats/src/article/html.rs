//! HTML by a tokenizer that follows the standard, for where there is no browser. In the page the browser's own parser
//! does it, which weighs nothing.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::{Article, PageReader};

pub(super) fn article(html: &str) -> Article {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = PageReader::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                let attributes: Vec<_> = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                let attributes = attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                page.start(&String::from_utf8_lossy(&tag.name), attributes, tag.self_closing);
            }
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(comment) => page.comment(&String::from_utf8_lossy(&comment)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}
