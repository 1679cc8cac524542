//! Where the keyboard is: giving it to an element, and giving it back when what had it has gone.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::{common, frames};

/// The first element that the selector finds.
pub(super) fn find<T: JsCast>(selector: &str) -> Option<T> {
    gloo::utils::document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// The article's text.
pub(super) fn article() -> Option<HtmlElement> {
    find("article#article")
}

/// Puts the keyboard into an element; what a field holds is selected, so that typing replaces it.
pub(crate) fn focus(selector: &str) {
    let Some(element) = find::<HtmlElement>(selector) else { return };
    drop(element.focus());
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

/// What has the keyboard; in a menu, the button that opens it, since the menu closes.
#[must_use]
pub(crate) fn holder() -> Option<HtmlElement> {
    let element: HtmlElement = gloo::utils::document().active_element()?.dyn_into().ok()?;
    match element.closest("[popover]").ok().flatten() {
        Some(menu) => find(&format!("[popovertarget={}]", menu.id())),
        None => Some(element),
    }
}

/// The element that the selector finds, to be given the keyboard.
#[must_use]
pub(crate) fn holder_of(selector: &str) -> Option<HtmlElement> {
    find(selector)
}

/// Once what is on the screen now has been drawn anew: where nothing has the keyboard, `holder` gets it, or the article
/// when that has gone as well. So Tab goes on from there.
pub(crate) fn give_back(holder: Option<HtmlElement>) {
    wasm_bindgen_futures::spawn_local(async move {
        frames::drawn().await;
        let has_none = gloo::utils::document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let holder = holder.filter(|element| element.is_connected() && element.tag_name() != "BODY");
        if let Some(element) = holder.or_else(article).filter(|_| has_none) {
            common::focus_quietly(&element);
        }
    });
}
