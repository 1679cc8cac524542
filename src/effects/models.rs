//! The model of names: loaded after the page, which does not wait for it; or another one, picked from the disk and kept
//! in the browser. What cannot be loaded or does not fit is said, and what there was before goes on.

use std::rc::Rc;

use js_sys::Uint8Array;
use postil_engine::{Model, ModelError, ModelFile, ModelReader};

use super::storage::Store;
use super::{files, frames, projects};
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Tagging};

/// Milliseconds that detection waits for the model.
const PATIENCE_MS: u32 = 1_000;
/// The stored file of the person's own model.
const OWN: &str = "model";

/// Loads the model, and says when it takes longer than an article should wait.
pub(crate) fn load(dispatcher: &Dispatcher) {
    let late = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        frames::pause(PATIENCE_MS).await;
        late.dispatch(Action::SetTagging(Tagging::Late));
    });
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // Without storage there is no model of one's own; that the storage fails is said where the work is read.
        let stored = match Store::open(&projects::here(), Rc::new(|| {})).await {
            Ok(store) => store.file(OWN).await.ok().flatten(),
            Err(_) => None,
        };
        if let Some(file) = stored {
            match parsed(&file).await {
                Ok(model) => return dispatcher.dispatch(Action::SetTagging(Tagging::By { model, own: true })),
                Err(why) => {
                    let words = format!("Your own model cannot be used any more, so the built-in one is: {why}.");
                    dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
                }
            }
        }
        load_builtin(&dispatcher).await;
    });
}

/// Takes a file of the person as the model from now on, when it fits.
pub(crate) fn choose(dispatcher: &Dispatcher, file: web_sys::File) {
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let name = file.name();
        let file = match files::read_array(file).await {
            Ok(file) => parsed(&file).await.map(|model| (model, file)),
            Err(error) => Err(error.to_string()),
        };
        let notice = match file {
            Ok((model, file)) => {
                let kept = keep(Some(&file)).await;
                let said = format!("From now on names are found by the model “{}”", model.name());
                dispatcher.dispatch(Action::SetTagging(Tagging::By { model, own: true }));
                match kept {
                    Ok(()) => Notice::info(format!("{said}.")),
                    Err(why) => Notice::problem(format!("{said}, but only until the page is closed. {why}")),
                }
            }
            Err(why) => Notice::problem(format!("“{name}” was not taken: {why}. The model in use stays.")),
        };
        dispatcher.dispatch(Action::ShowDialog(None));
        dispatcher.dispatch(Action::Notify(Some(notice)));
    });
}

/// Goes back to the model that comes with the page.
pub(crate) fn go_back(dispatcher: &Dispatcher) {
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        dispatcher.dispatch(Action::ShowDialog(None));
        if let Err(why) = keep(None).await {
            dispatcher.dispatch(Action::Notify(Some(Notice::problem(why))));
        }
        load_builtin(&dispatcher).await;
    });
}

async fn load_builtin(dispatcher: &Dispatcher) {
    let model = match files::fetch_linked("model").await {
        Ok(file) => parsed(&file).await,
        Err(error) => Err(error),
    };
    match model {
        Ok(model) => dispatcher.dispatch(Action::SetTagging(Tagging::By { model, own: false })),
        Err(why) => {
            let words = format!(
                "The model of names could not be loaded, so names are found by rules alone, and fewer of them. Reload \
                 the page to try again. ({why})"
            );
            dispatcher.dispatch(Action::SetTagging(Tagging::Rules));
            dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
        }
    }
}

/// Reads a model in slices, between which the browser draws and answers.
async fn parsed(file: &Uint8Array) -> Result<Model, String> {
    frames::drawn().await;
    in_slices(&Outside(file)).await.map_err(|error| error.to_string())
}

/// A file that stays where the browser has it, so that the module's memory does not grow by it.
struct Outside<'a>(&'a Uint8Array);

impl ModelFile for Outside<'_> {
    fn size(&self) -> usize {
        self.0.length() as usize
    }

    fn copy(&self, at: usize, into: &mut [u8]) {
        // A file has less than 4 GB.
        self.0.subarray(at as u32, (at + into.len()) as u32).copy_to(into);
    }
}

async fn in_slices(file: &Outside<'_>) -> Result<Model, ModelError> {
    let mut reader = ModelReader::new(file)?;
    let mut started = frames::now_ms();
    while reader.step()? {
        if frames::now_ms() - started > frames::SLICE_MS {
            frames::yield_to_browser().await;
            started = frames::now_ms();
        }
    }
    reader.finish()
}

/// Stores the person's own model, or forgets it.
async fn keep(file: Option<&Uint8Array>) -> Result<(), String> {
    let store = Store::open(&projects::here(), Rc::new(|| {})).await.map_err(|error| error.to_string())?;
    store.keep_value(OWN, file.map(AsRef::as_ref)).await.map_err(|error| error.to_string())
}
