//! The first article should be on the screen as quickly as the next ones. A browser makes machine code of a module's
//! functions when they are first called, and looks for fonts when they are first used; so, while the start page is looked at,
//! a few invented lines are taken through detection and drawn once, out of sight, and thrown away before the next frame.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::article_screen::article_screen;
use super::hints::Hints;
use super::{Labels, Shared};
use crate::effects::detection::{Detector, rehearse};
use crate::effects::frames;
use crate::state::State;
use crate::state::store::{Dispatcher, Held};

#[derive(Properties, PartialEq)]
struct RehearsalProps {
    state: Shared<State>,
}

/// The article of a state of its own.
#[component]
fn Rehearsal(props: &RehearsalProps) -> Html {
    let state = use_reducer_eq(|| Held((*props.state.0).clone()));
    let labels: Labels = Shared(Rc::clone(&state.saved.labels));
    let hints = Hints { labels: labels.clone(), keys: Shared(Rc::clone(&state.saved.settings.keys)) };
    let Some(document) = state.saved.open_document() else { return Html::default() };
    let screen = article_screen(&state, &Shared(Rc::clone(document)), &labels, &Shared(Rc::default()), false, 0);
    html! {
        <ContextProvider<Dispatcher> context={state.dispatcher()}>
            <ContextProvider<Hints> context={hints}>
                <div class="shell" data-screen="article">{ screen }</div>
            </ContextProvider<Hints>>
        </ContextProvider<Dispatcher>>
    }
}

/// Rehearses once the model is there, unless an article is open by then.
#[hook]
pub(super) fn use_rehearsal(state: &State, detector: Option<Rc<Detector>>) {
    let latest = use_mut_ref(|| false);
    let is_idle = state.session.loaded && state.saved.open.is_none() && state.saved.undetected.is_empty();
    latest.replace(is_idle);
    let model = state.session.tagging.model().cloned();
    let ready = is_idle && model.is_some() && detector.is_some();
    let segmenter = state.segmenter;
    use_effect_with(ready, move |ready| {
        let Some(detector) = detector.filter(|_| *ready) else { return };
        spawn_local(async move {
            // What the person waits for is drawn first.
            frames::drawn().await;
            let is_idle = || *latest.borrow();
            if let Some(state) = rehearse(&detector, model, segmenter, is_idle).await
                && is_idle()
            {
                draw(state);
            }
        });
    });
}

fn draw(state: State) {
    let document = gloo::utils::document();
    let (Ok(root), Some(body)) = (document.create_element("div"), document.body()) else { return };
    root.set_class_name("rehearsal");
    if body.append_child(&root).is_err() {
        return;
    }
    let props = RehearsalProps { state: Shared(Rc::new(state)) };
    let shown = yew::Renderer::<Rehearsal>::with_root_and_props(root.clone(), props).render();
    // What draws is queued; this comes after it, and before the browser draws.
    spawn_local(async move {
        root.get_bounding_client_rect();
        root.remove();
        shown.destroy();
        frames::note("rehearsed");
    });
}
