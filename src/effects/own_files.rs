//! Files of ours, read and written in steps, between which the page answers.

use std::rc::Rc;

use js_sys::Uint8Array;
use postil_engine::{Document, LabelDef};
use postil_formats::{Library, ReadError, Verified, WriteError, WriteOptions, native};

use super::desk::DeskError;
use super::exchange::Ready;
use super::frames;

/// Milliseconds of reading between two words on how far it is.
const SAID_EVERY: f64 = 500.0;

/// Reads work to go on with while the browser answers; `tell` hears how much is done, of one, where it takes long.
pub(super) async fn in_steps(mut opening: native::Opening<'_>, tell: impl Fn(f64)) -> Result<Library, ReadError> {
    let began = frames::now_ms();
    let mut said = began;
    frames::in_slices(|| {
        if frames::now_ms() - said > SAID_EVERY {
            said = frames::now_ms();
            tell(opening.progress());
        }
        opening.step()
    })
    .await;
    if frames::now_ms() - began > frames::SLICE_MS {
        // What is done with it takes a turn of its own.
        frames::yield_to_browser().await;
    }
    opening.finish()
}

/// The documents of a file of ours, read while the browser answers.
pub(super) async fn read(bytes: &[u8]) -> Result<Library, ReadError> {
    in_steps(native::Opening::new(&postil_formats::decode(bytes)?), |_| {}).await
}

/// A native file and its proof, made while the browser answers.
///
/// # Errors
/// When an annotation does not fit its text, or the file fails its proof.
pub(crate) async fn write(
    documents: &[Document],
    labels: &[LabelDef],
    options: &WriteOptions,
) -> Result<(Ready, Verified), WriteError> {
    let mut writing = native::Writing::new(documents, labels, options)?;
    frames::in_slices(|| writing.step()).await;
    let (name, body, total) = writing.finish();
    let mut proving = native::Proving::new(&body, total)?;
    // What is wrong is found again at the end.
    frames::in_slices(|| proving.step().unwrap_or_default()).await;
    let verified = proving.finish()?;
    Ok((Ready::of(name, native::FORMAT.mime, Uint8Array::from(body.as_slice())), verified))
}

/// Each article as a native file, with a pause for the browser where that takes long.
pub(super) async fn each(documents: &[Rc<Document>], labels: &[LabelDef]) -> Result<Vec<Uint8Array>, DeskError> {
    let mut files = Vec::with_capacity(documents.len());
    let mut started = frames::now_ms();
    for document in documents {
        let file = write(std::slice::from_ref(document), labels, &WriteOptions::default()).await;
        let (file, _) = file.map_err(|error| DeskError::Refused(error.to_string()))?;
        files.push(file.into_body());
        if frames::now_ms() - started > frames::SLICE_MS {
            frames::yield_to_browser().await;
            started = frames::now_ms();
        }
    }
    Ok(files)
}
