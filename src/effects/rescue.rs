//! All work as one file, made by the page alone and at once: for when the storage does not work.

use std::rc::Rc;

use postil_engine::{Document, LabelDef};
use postil_formats::{WriteOptions, native};

use super::download;
use crate::state::Notice;

/// Offers a file with these articles as a download, and says so.
pub(crate) fn save(documents: &[Rc<Document>], labels: &[LabelDef]) -> Notice {
    let documents: Vec<Document> = documents.iter().map(|document| (**document).clone()).collect();
    let file = match native::FORMAT.write(&documents, labels, &WriteOptions::default()) {
        Ok(file) => file,
        Err(error) => return Notice::problem(error.to_string()),
    };
    match download::download(&file.file_name, file.mime, &file.body) {
        Ok(()) => {
            download::tell_filed();
            let words = format!("{} is on its way to your downloads. Look whether it has arrived.", file.file_name);
            Notice::info(words)
        }
        Err(error) => Notice::problem(error.to_string()),
    }
}
