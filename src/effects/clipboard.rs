//! The clipboard: copying text, and taking apart what was pasted or dropped.

use std::fmt;
use std::future::Future;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// The browser did not let the page copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CopyError;

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The browser did not allow copying. Click on the page and try again, or download the file instead.")
    }
}

impl std::error::Error for CopyError {}

/// Puts `text` on the clipboard. Call it in the handler of a click or a key: browsers refuse otherwise. Copying
/// starts at the call, the future only tells how it went.
///
/// # Errors
/// When both the clipboard of the browser and its older copy command refuse.
pub(crate) fn copy(text: &str) -> impl Future<Output = Result<(), CopyError>> + use<> {
    // A page that was not loaded securely has no `navigator.clipboard`.
    let clipboard = gloo::utils::window().navigator().clipboard();
    let writing = (!clipboard.is_undefined()).then(|| clipboard.write_text(text));
    let text = text.to_owned();
    async move {
        if let Some(writing) = writing
            && JsFuture::from(writing).await.is_ok()
        {
            return Ok(());
        }
        copy_by_command(&text).filter(|copied| *copied).map(drop).ok_or(CopyError)
    }
}

/// The copy command takes what is selected in a text field, so it needs one for a moment.
fn copy_by_command(text: &str) -> Option<bool> {
    let document = gloo::utils::document();
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.unchecked_into();
    field.set_value(text);
    field.set_read_only(true);
    for (property, value) in [("position", "fixed"), ("top", "0"), ("opacity", "0")] {
        field.style().set_property(property, value).ok()?;
    }
    // While a modal dialog is open, only what is inside it can be focused.
    let dialog = document.query_selector("dialog[open]").ok().flatten();
    let parent = dialog.or_else(|| document.document_element())?;
    parent.append_child(&field).ok()?;
    field.select();
    let copied = document.unchecked_ref::<HtmlDocument>().exec_command("copy");
    field.remove();
    if let Some(focused) = focused {
        super::common::focus_quietly(&focused);
    }
    copied.ok()
}

/// What a paste or a drop carries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pasted {
    /// The rich form, as the other program wrote it: foreign markup, not to be shown as it is.
    pub html: Option<String>,
    /// The plain form; empty when there is none.
    pub text: String,
    /// Files, when some were copied or dropped.
    pub files: Vec<File>,
}

/// Reads `data` of a paste or drop event. Browsers empty it when the handler returns.
#[must_use]
pub(crate) fn pasted(data: &DataTransfer) -> Pasted {
    let read = |format: &str| data.get_data(format).unwrap_or_default();
    Pasted {
        html: Some(read("text/html")).filter(|html| !html.is_empty()),
        text: read("text/plain"),
        files: super::files::listed(data.files()),
    }
}
