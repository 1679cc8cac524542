//! Saving a file on the person's disk, by the browser's own download.

use std::fmt;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to start reading the file; a browser that asks where to save it reads later.
const KEEP_MS: u32 = 120_000;

/// What is told the page's window when work has gone to a file.
pub(crate) const FILED: &str = "postil-filed";

/// Tells that work has gone to a file.
pub(crate) fn tell_filed() {
    if let Ok(event) = web_sys::Event::new(FILED) {
        // Nothing cancels it.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// Why a download could not be started, in the browser's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DownloadError(String);

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The browser did not start the download ({}). Copy to the clipboard instead.", self.0)
    }
}

impl std::error::Error for DownloadError {}

impl From<JsValue> for DownloadError {
    fn from(thrown: JsValue) -> Self {
        Self(super::common::reason(&thrown))
    }
}

/// Offers `body` as a download. The browser replaces characters that a file name cannot have, and may ask where
/// to save, so `Ok` means started, not saved.
///
/// # Errors
/// When the browser refuses to make the file.
pub(crate) fn download(file_name: &str, mime: &str, body: &[u8]) -> Result<(), DownloadError> {
    download_array(file_name, mime, &Uint8Array::from(body))
}

/// The same with bytes that are the browser's already.
///
/// # Errors
/// When the browser refuses to make the file.
pub(crate) fn download_array(file_name: &str, mime: &str, body: &Uint8Array) -> Result<(), DownloadError> {
    let document = gloo::utils::document();
    let root = document.document_element().ok_or_else(|| DownloadError("the page is closing".to_owned()))?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(body);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    let address = Url::create_object_url_with_blob(&blob)?;
    anchor.set_href(&address);
    anchor.set_download(file_name);
    anchor.set_hidden(true);
    // Outside the body, so that the click does not pass through the application's listeners.
    root.append_child(&anchor)?;
    anchor.click();
    anchor.remove();
    // The download outlives every component, and so does this timer.
    Timeout::new(KEEP_MS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
