//! Where the page comes from: from disk or from a host, and a new version of the page, as the start script offers it: shown, and taken once all work is saved. Never by itself: what a
//! person has not saved is in this page only.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::state::store::Dispatcher;
use crate::state::{Action, Saving, State, Update};

/// The start script has something to offer; the document's element says so too, for a page that was not listening yet.
const OFFERED: &str = "postil-update";
/// The start script may go on to it.
const TAKEN: &str = "postil-take-update";

/// Whether the page was opened from disk, where each browser has its own rule on whose its storage is.
#[must_use]
pub(crate) fn is_from_disk() -> bool {
    gloo::utils::window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Hears of a new version, and lets the start script take it when the person wants it and nothing is unsaved.
#[hook]
pub(crate) fn use_update(state: &State, dispatcher: &Dispatcher) {
    {
        let dispatcher = dispatcher.clone();
        use_effect_with((), move |()| {
            let document = gloo::utils::document();
            if document.document_element().is_some_and(|page| page.has_attribute("data-update")) {
                dispatcher.dispatch(Action::SetUpdate(Update::Offered));
            }
            let listener = EventListener::new(&gloo::utils::window(), OFFERED, move |_| {
                dispatcher.dispatch(Action::SetUpdate(Update::Offered));
            });
            || drop(listener)
        });
    }
    let session = &state.session;
    let goes = session.update == Update::Taken && session.saving == Saving::Saved && session.loaded;
    use_effect_with(goes, |goes| {
        if *goes && let Ok(event) = web_sys::Event::new(TAKEN) {
            // Nobody objects to it: it is not cancelable.
            let _ = gloo::utils::window().dispatch_event(&event);
        }
    });
}
