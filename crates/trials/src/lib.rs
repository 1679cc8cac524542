//! What tries the engine: texts to measure it by ([`news`], [`HOSTILE`]), and [`Trial`], which `cargo xtask bench` runs
//! in the browser, built as the page is. Nothing of this is in the page.

mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod worked;

use postil_engine::{Model, Options, detect, figures};
use wasm_bindgen::prelude::wasm_bindgen;

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
    /// The model's file.
    file: Vec<u8>,
    model: Option<Model>,
}

#[wasm_bindgen]
impl Trial {
    /// With the text that `what` names: `news`, or one of [`HOSTILE`]; `names` is the file of name
    /// lists, `model` that of the model.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(what: &str, bytes: usize, names: &str, model: Vec<u8>) -> Self {
        let text = hostile(what, bytes).unwrap_or_else(|| news(bytes));
        let names = postil_engine::Names::parse(names).unwrap_or_default();
        let options = Options { names, ..Options::default() };
        Self { text, options, model: Model::parse(&model).ok(), file: model }
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

    /// Reads the model's file; 1 when it can be read.
    #[must_use]
    pub fn read_model(&self) -> usize {
        usize::from(Model::parse(&self.file).is_ok())
    }

    /// Finds figures, and names by the model; how many there are.
    #[must_use]
    pub fn by_model(&self) -> usize {
        detect(&self.text, &Options { model: self.model.clone(), ..self.options.clone() }).spans.len()
    }

    /// Finds figures, and names by rules; how many there are.
    #[must_use]
    pub fn all(&self) -> usize {
        detect(&self.text, &self.options).spans.len()
    }
}
