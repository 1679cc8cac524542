//! Where the page comes from: from disk or from a host, and a new version as the start script offers it. It is never taken by
//! itself: what a person has not saved is in this page only.

use gloo::events::EventListener;

use crate::state::store::Dispatcher;
use crate::state::{Action, Update};

/// The start script has something to offer; the document's element says so too, for a page that was not listening yet.
const OFFERED: &str = "postil-update";
/// The start script may go on to it.
const TAKEN: &str = "postil-take-update";

/// Whether the page was opened from disk, where each browser has its own rule on whose its storage is.
#[must_use]
pub(crate) fn is_from_disk() -> bool {
    gloo::utils::window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Tells of a new version, one that is there or one to come, as long as the listener lives.
pub(super) fn listen(dispatcher: Dispatcher) -> EventListener {
    if gloo::utils::document().document_element().is_some_and(|page| page.has_attribute("data-update")) {
        dispatcher.dispatch(Action::SetUpdate(Update::Offered));
    }
    EventListener::new(&gloo::utils::window(), OFFERED, move |_| {
        dispatcher.dispatch(Action::SetUpdate(Update::Offered));
    })
}

/// Lets the start script go on to the new version. The page is reloaded.
pub(super) fn take() {
    if let Ok(event) = web_sys::Event::new(TAKEN) {
        // Nobody objects to it: it is not cancelable.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}
