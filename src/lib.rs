//! Postil, the page: paste an article, see its entities and figures, correct them, download the annotations.
//!
//! `state` is plain Rust and holds all decisions, `journal` says how it is stored, `effects` touches the browser, `ui` draws. See ARCHITECTURE.md.

mod effects;
pub mod journal;
pub mod state;
mod ui;

/// Starts the page; called once by the script that loads the module.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        root.set_text_content(None);
        yew::Renderer::<ui::App>::with_root(root).render();
    }
}
