//! Small things that several effects need.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, FocusOptions, HtmlCollection, HtmlElement};

/// What a thrown value says, for the bracket of a message.
pub(super) fn reason(thrown: &JsValue) -> String {
    let message = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    };
    if message.is_empty() { "no reason given".to_owned() } else { message.trim_end_matches('.').to_owned() }
}

/// What comes of a promise that a method of a browser's object gives, of one that the bindings may not have.
///
/// # Errors
/// What is thrown, also when there is no such method.
pub(super) async fn asked(of: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&method.apply(of, arguments)?)).await
}

/// A function that the start script has left (`start.js`; `single.js` in the page that is one file).
pub(super) fn inside(name: &str) -> Option<Function> {
    js_sys::Reflect::get(&gloo::utils::window(), &name.into()).ok()?.dyn_into().ok()
}

/// Gives the focus without scrolling.
pub(super) fn focus_quietly(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus is left alone.
    let _ = element.focus_with_options(&options);
}

/// The article's paragraphs as they are in the page: in parts, which are all of one length but for the last.
pub(super) struct Paragraphs {
    parts: HtmlCollection,
    each: u32,
    count: u32,
}

impl Paragraphs {
    /// Those of this article.
    pub(super) fn of(article: &Element) -> Self {
        let parts = article.children();
        let length = |at: u32| parts.item(at).map_or(0, |part| part.child_element_count());
        let each = length(0);
        let full = parts.length().saturating_sub(1);
        let count = if full == 0 { each } else { full * each + length(full) };
        Self { parts, each, count }
    }

    /// How many.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The one of that index. O(1).
    pub(super) fn item(&self, at: u32) -> Option<Element> {
        let part = self.parts.item(at.checked_div(self.each)?)?;
        part.children().item(at % self.each)
    }
}

/// The first index below `len` for which `holds` is false; `holds` must be true up to there and false after.
pub(super) fn partition(len: u32, mut holds: impl FnMut(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_partition_is_found(len in 0u32..200, point in 0u32..200) {
            prop_assert_eq!(partition(len, |i| i < point), point.min(len));
        }
    }
}
