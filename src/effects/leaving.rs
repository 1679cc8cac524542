//! Asks before the page is left. That is for as long as something in it is stored nowhere and cannot be: else nobody is held up.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Has the browser ask until what it returns is dropped.
pub(crate) fn ask() -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::window(), "beforeunload", options, |event| {
        event.prevent_default();
        // What browsers of before go by.
        let _ = Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
    })
}
