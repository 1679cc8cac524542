//! HTML by a tokenizer that follows the standard, for where there is no browser. In the page the browser's own parser
//! does it, which weighs nothing. Events are taken as they come: what the tokenizer says of errors, which may be one for each
//! character, is not kept.

use std::collections::BTreeMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{Article, PageReader};

pub(super) fn article(html: &str) -> Article {
    let mut page = PageReader::default();
    let mut tag = Tag::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        tag.take(event, &mut page);
        None
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    page.finish()
}

/// A start tag as it comes.
#[derive(Default)]
struct Tag {
    name: String,
    /// Values by their names; of a name that comes twice the first counts.
    attributes: BTreeMap<String, String>,
    /// The name whose value may follow.
    open: Option<String>,
}

impl Tag {
    fn take(&mut self, event: CallbackEvent<'_>, page: &mut PageReader) {
        match event {
            CallbackEvent::OpenStartTag { name } => *self = Self { name: text(name), ..Self::default() },
            CallbackEvent::AttributeName { name } => {
                self.open = Some(text(name)).filter(|name| !self.attributes.contains_key(name));
                self.attributes.extend(self.open.clone().map(|name| (name, String::new())));
            }
            CallbackEvent::AttributeValue { value } => {
                self.attributes.extend(self.open.take().map(|name| (name, text(value))));
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let attributes = self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                page.start(&self.name, attributes, self_closing);
            }
            CallbackEvent::EndTag { name } => page.end(&text(name)),
            CallbackEvent::String { value } => page.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => page.comment(&text(value)),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
