//! What tries the engine: texts to measure it by ([`news`], [`HOSTILE`]), articles with marks ([`marked`]), and [`Trial`],
//! which `cargo xtask bench` runs in the browser, built as the page is. Nothing of this is in the page.

mod marked;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod worked;

use postil_engine::{Model, Options, detect, figures};
use wasm_bindgen::prelude::wasm_bindgen;

pub use marked::marked;
pub use texts::{HOSTILE, hostile, news};
#[cfg(not(target_arch = "wasm32"))]
pub use worked::worked;

/// The names of [`HOSTILE`].
#[wasm_bindgen]
#[must_use]
pub fn hostile_names() -> Vec<String> {
    HOSTILE.iter().map(|row| row.0.to_owned()).collect()
}

/// A text that waits in the module's memory, so that only the engine's work is timed.
#[wasm_bindgen]
pub struct Trial {
    text: String,
    options: Options,
    model: Option<Model>,
}

#[wasm_bindgen]
impl Trial {
    /// With the text that `what` names: `news`, or one of [`HOSTILE`]; `names` is the file of name lists.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(what: &str, bytes: usize, names: &str) -> Self {
        let text = hostile(what, bytes).unwrap_or_else(|| news(bytes));
        let names = postil_engine::Names::parse(names).unwrap_or_default();
        Self { text, options: Options { names, ..Options::default() }, model: None }
    }

    /// Takes the model of names out of its file; what is wrong with that, if anything is.
    pub fn load(&mut self, file: &[u8]) -> Option<String> {
        match Model::parse(file) {
            Ok(model) => {
                self.model = Some(model);
                None
            }
            Err(error) => Some(error.to_string()),
        }
    }

    /// Goes on with another text of `what`.
    pub fn turn_to(&mut self, what: &str, bytes: usize) {
        self.text = hostile(what, bytes).unwrap_or_else(|| news(bytes));
    }

    /// Characters in the text.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// Finds the figures; how many there are.
    #[must_use]
    pub fn figures(&self) -> usize {
        figures(&self.text, &self.options).len()
    }

    /// Finds figures and names by the rules; how many there are.
    #[must_use]
    pub fn all(&mut self) -> usize {
        self.options.model = None;
        detect(&self.text, &self.options).spans.len()
    }

    /// Finds figures, and names by the model that was loaded; how many there are.
    #[must_use]
    pub fn modelled(&mut self) -> usize {
        self.options.model = self.model.clone();
        detect(&self.text, &self.options).spans.len()
    }
}
