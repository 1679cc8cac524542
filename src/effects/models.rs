//! The model of names: loaded after the page, which does not wait for it. What cannot be loaded or does not fit is said,
//! and rules go on.

use postil_engine::Model;

use super::{files, frames};
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Tagging};

/// Milliseconds that detection waits for the model.
const PATIENCE_MS: u32 = 1_000;

/// Loads the model, and says when it takes longer than an article should wait.
pub(crate) fn load(dispatcher: &Dispatcher) {
    let late = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        frames::pause(PATIENCE_MS).await;
        late.dispatch(Action::SetTagging(Tagging::Late));
    });
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let file = files::fetch_linked("model").await;
        let model = match file {
            Ok(file) => {
                // Reading it takes a while, so what waits to be drawn comes first.
                frames::drawn().await;
                Model::parse(&file).map_err(|error| error.to_string())
            }
            Err(error) => Err(error),
        };
        match model {
            Ok(model) => dispatcher.dispatch(Action::SetTagging(Tagging::By { model, own: false })),
            Err(why) => {
                let words = format!(
                    "The model of names could not be loaded, so names are found by rules alone, and fewer of them. \
                     Reload the page to try again. ({why})"
                );
                dispatcher.dispatch(Action::SetTagging(Tagging::Rules));
                dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
            }
        }
    });
}
