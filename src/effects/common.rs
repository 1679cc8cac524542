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

/// The article's paragraphs as they are in the page: in sections and, in these, parts, each of one length but for the last.
pub(super) struct Paragraphs {
    sections: HtmlCollection,
    /// Paragraphs of a section and of a part.
    each: [u32; 2],
    count: u32,
}

impl Paragraphs {
    /// Those of this article.
    pub(super) fn of(article: &Element) -> Self {
        let sections = article.children();
        let of_part =
            sections.item(0).map_or(0, |section| first_and_all(&section.children(), Element::child_element_count)[0]);
        let in_section = |section: &Element| first_and_all(&section.children(), Element::child_element_count)[1];
        let [of_section, count] = first_and_all(&sections, in_section);
        let each = [of_section, of_part];
        Self { sections, each, count }
    }

    /// How many.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The one of that index. O(1).
    pub(super) fn item(&self, at: u32) -> Option<Element> {
        let [of_section, of_part] = self.each;
        let section = self.sections.item(at.checked_div(of_section)?)?;
        let at = at % of_section;
        section.children().item(at.checked_div(of_part)?)?.children().item(at % of_part)
    }
}

/// What the first of the elements counts, and what all of them do together: each as the first but for the last.
fn first_and_all(elements: &HtmlCollection, count: impl Fn(&Element) -> u32) -> [u32; 2] {
    let of = |at: u32| elements.item(at).map_or(0, |element| count(&element));
    let (first, last) = (of(0), elements.length().saturating_sub(1));
    [first, if last == 0 { first } else { last * first + of(last) }]
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
