//! Files that the person picks or drops: their list, their bytes.

use std::fmt;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use super::common::inside;

/// The largest file that is read, in bytes.
pub(crate) const MAX_BYTES: u64 = postil_formats::MAX_FILE_BYTES as u64;

/// A file's name and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenedFile {
    /// As on the disk, without folders.
    pub name: String,
    /// As on the disk.
    pub bytes: Vec<u8>,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileError {
    /// Larger than [`MAX_BYTES`]; nothing was read.
    TooLarge {
        /// The file.
        name: String,
        /// Its size in bytes.
        size: u64,
    },
    /// The browser could not read it.
    Unreadable {
        /// The file.
        name: String,
        /// The browser's words.
        reason: String,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { name, size } => write!(
                f,
                "“{name}” has {} MB; files of up to {} MB can be opened. Split it and open the parts.",
                size.div_ceil(1 << 20),
                MAX_BYTES >> 20
            ),
            Self::Unreadable { name, reason } => write!(
                f,
                "“{name}” could not be read ({reason}). If it was moved, changed or is a folder, choose the file again."
            ),
        }
    }
}

impl std::error::Error for FileError {}

/// `Ok` when a file of `size` bytes may be read.
fn admit(name: &str, size: u64) -> Result<(), FileError> {
    if size > MAX_BYTES { Err(FileError::TooLarge { name: name.to_owned(), size }) } else { Ok(()) }
}

/// Reads the whole file, after a look at its size.
///
/// # Errors
/// When it is too large, is a folder, or was moved or changed since it was chosen.
pub(crate) async fn read(file: File) -> Result<OpenedFile, FileError> {
    let name = file.name();
    Ok(OpenedFile { name, bytes: read_array(file).await?.to_vec() })
}

/// The same, left where the browser has it.
///
/// # Errors
/// As [`read`].
pub(crate) async fn read_array(file: File) -> Result<Uint8Array, FileError> {
    let name = file.name();
    // A size is a whole number far below 2^53; the cast saturates.
    admit(&name, file.size() as u64)?;
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer)),
        Err(thrown) => Err(FileError::Unreadable { name, reason: super::common::reason(&thrown) }),
    }
}

/// The content of the page's own file that the `<link>` of that id names, or that the page holds under that id.
///
/// # Errors
/// When it is not there or does not arrive; in the browser's words.
pub(crate) async fn fetch_linked(id: &str) -> Result<Uint8Array, String> {
    if let Some(read) = inside("postilFile") {
        let words = |error: JsValue| super::common::reason(&error);
        let file = Promise::from(read.call1(&JsValue::UNDEFINED, &id.into()).map_err(words)?);
        return Ok(Uint8Array::new(&JsFuture::from(file).await.map_err(words)?));
    }
    let link = gloo::utils::document().get_element_by_id(id).and_then(|link| link.get_attribute("href"));
    let address = link.ok_or("index.html does not name the file")?;
    let words =
        |error: JsValue| error.dyn_ref::<js_sys::Error>().map_or("no answer".to_owned(), |e| String::from(e.message()));
    let answer = JsFuture::from(gloo::utils::window().fetch_with_str(&address)).await.map_err(words)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(words)?;
    if !answer.ok() {
        return Err(format!("the host answered {}", answer.status()));
    }
    let bytes = JsFuture::from(answer.array_buffer().map_err(words)?).await.map_err(words)?;
    Ok(Uint8Array::new(&bytes))
}

/// The same of a text file.
///
/// # Errors
/// As [`fetch_linked`], and when it is not UTF-8.
pub(crate) async fn fetch_linked_text(id: &str) -> Result<String, String> {
    String::from_utf8(fetch_linked(id).await?.to_vec()).map_err(|_| "not a text".to_owned())
}

/// The files of a drop. The handler also has to call `prevent_default`, or the browser leaves the page to show
/// the file.
#[must_use]
pub(crate) fn dropped(event: &DragEvent) -> Vec<File> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

/// The files chosen in `input`, which forgets them: choosing the same file again is then a change again.
#[must_use]
pub(crate) fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = listed(input.files());
    input.set_value("");
    files
}

/// Opens the file dialog of `input` (`type="file"`, may be hidden). Call it in the handler of a click or a key.
pub(crate) fn open_picker(input: &HtmlInputElement) {
    input.click();
}

/// Lets the person choose files to open: the page's own input takes them. Call it in the handler of a click or a key.
pub(crate) fn ask() {
    if let Some(input) = super::focus::find::<HtmlInputElement>("#files") {
        open_picker(&input);
    }
}

pub(super) fn listed(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|i| files.item(i)).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_refused_by_its_size_and_the_message_says_the_limit() {
        assert_eq!(admit("a.json", MAX_BYTES), Ok(()));
        let refused = admit("a.json", MAX_BYTES + 1).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "“a.json” has 193 MB; files of up to 192 MB can be opened. Split it and open the parts."
        );
    }
}
