//! The hues of labels. Labels are the user's, so their colours cannot stand in the style sheets; and the page's
//! policy forbids style elements and attributes. One constructed sheet holds a rule for each label:
//! `.label-org { --hue: 215; }`.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, css};

thread_local! {
    static SHEET: Option<CssStyleSheet> = adopt();
}

/// Sets `--hue` (degrees) for each class and forgets the classes set before. The rules stand outside the
/// cascade layers, so they win over a `--hue` in a style sheet's layer. Linear in the labels; a browser without
/// constructed sheets keeps the hues of its style sheets.
pub(crate) fn set_label_hues(hues: &[(String, u16)]) {
    let rules: String =
        hues.iter().map(|(class, hue)| format!(".{} {{ --hue: {hue}; }}\n", css::escape(class))).collect();
    SHEET.with(|sheet| {
        if let Some(sheet) = sheet {
            // Fails only for a sheet that is being replaced asynchronously; this one never is.
            let _ = sheet.replace_sync(&rules);
        }
    });
}

/// An empty sheet at the end of the document's own.
fn adopt() -> Option<CssStyleSheet> {
    let document = gloo::utils::document();
    // Where there are no constructed sheets the property is missing, and reading it would throw.
    let adopted = js_sys::Reflect::get(&document, &JsValue::from_str("adoptedStyleSheets")).ok()?;
    adopted.is_object().then_some(())?;
    let sheet = CssStyleSheet::new().ok()?;
    let adopted = js_sys::Array::from(adopted.unchecked_ref::<JsValue>());
    adopted.push(&sheet);
    document.set_adopted_style_sheets(&adopted);
    Some(sheet)
}
