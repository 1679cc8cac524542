//! The effects as Yew hooks: each watches the slice of the state that it serves.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use gloo::events::{EventListener, EventListenerOptions};
use postil_engine::{Document, LabelDef};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::saver::Saver;
use super::{
    clipboard, detection, files, frames, hours, intake, keys, labels, leaving, models, projects, theme, updates,
};
use crate::journal::Work;
use crate::state::check::{self, Issue};
use crate::state::store::Dispatcher;
use crate::state::teach::Search;
use crate::state::{Action, Asked, History, Role, Saved, Saving, State, Tagging, Update};

/// Equal only to itself.
struct Same<T>(Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The state as listeners see it: always the last one drawn.
type Latest = Rc<RefCell<State>>;

#[hook]
fn use_latest(state: &State) -> Latest {
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    latest
}

/// Reads the stored work at the start, and writes every change after.
#[hook]
pub(crate) fn use_storage(state: &State, dispatcher: &Dispatcher) {
    let saver = use_memo((), |()| Saver::new(dispatcher.clone()));
    {
        let saver = Rc::clone(&saver);
        use_effect_with((), move |()| saver.load());
    }
    let loaded = state.session.loaded;
    {
        let saver = Rc::clone(&saver);
        use_effect_with(state.session.keeping.role, move |role| {
            if *role == Role::Asking {
                saver.ask();
            }
        });
    }
    {
        let saver = Rc::clone(&saver);
        use_effect_with((loaded, state.session.keeping.lost.is_some()), move |(loaded, lost)| {
            if *loaded && !*lost {
                saver.forget_loss();
            }
        });
    }
    use_effect_with(state.would_lose(), |would_lose| {
        let asking = would_lose.then(leaving::ask);
        || drop(asking)
    });
    let (saved, history): (Same<Saved>, Same<History>) =
        (Same(Rc::clone(&state.saved)), Same(Rc::clone(&state.history)));
    use_effect_with((saved, history, loaded), move |(saved, history, loaded)| {
        if *loaded {
            saver.save(Work { saved: Rc::clone(&saved.0), history: Rc::clone(&history.0) });
        }
    });
}

/// Hears of a new version of the page, and has it taken when the person wants it and nothing is unsaved.
#[hook]
pub(crate) fn use_update(state: &State, dispatcher: &Dispatcher) {
    {
        let dispatcher = dispatcher.clone();
        use_effect_with((), move |()| {
            let listener = updates::listen(dispatcher);
            || drop(listener)
        });
    }
    let goes = state.session.update == Update::Taken && is_safe(state);
    use_effect_with(goes, |goes| {
        if *goes {
            updates::take();
        }
    });
}

/// Whether the page can be left and nothing is lost. What a page has not saved that lost its turn is nowhere else.
fn is_safe(state: &State) -> bool {
    let session = &state.session;
    session.loaded && session.saving == Saving::Saved && !session.is_unsaved()
}

/// Notes what all projects know of each other: what this one is called, and how the page looks; and goes to another one when
/// the person wants it and nothing is unsaved.
#[hook]
pub(crate) fn use_project(state: &State) {
    let saved = &state.saved;
    let deps = (state.session.loaded, Same(Rc::clone(&saved.project)), saved.settings.clone());
    use_effect_with(deps, |(loaded, project, settings)| {
        if *loaded {
            projects::note(&project.0.name);
            projects::keep_look(settings);
        }
    });
    let goes = state.session.bound_for.clone().filter(|_| is_safe(state));
    use_effect_with(goes, |goes| {
        if let Some(id) = goes {
            projects::open(id);
        }
    });
}

/// Runs the detection for documents that have not had it, the one on screen first, one at a time, and asks what speaks
/// for the mark in hand. What it needs is
/// loaded when the page starts, so that it is there when an article comes; what it has of it so far is returned.
#[hook]
pub(crate) fn use_detection(state: &State, dispatcher: &Dispatcher) -> Option<Rc<detection::Detector>> {
    let latest = use_latest(state);
    let running = use_mut_ref(|| false);
    let detector = use_state_eq(|| None::<Same<detection::Detector>>);
    {
        let (detector, dispatcher) = (detector.setter(), dispatcher.clone());
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                detector.set(Some(Same(Rc::new(detection::Detector::load(&dispatcher).await))));
            });
        });
    }
    {
        // After the stored work, which the person waits for.
        let dispatcher = dispatcher.clone();
        use_effect_with(state.session.loaded, move |loaded| {
            if *loaded {
                models::load(&dispatcher);
            }
        });
    }
    {
        let (latest, dispatcher) = (latest.clone(), dispatcher.clone());
        let deps = (Asked::in_hand(state), (*detector).clone(), state.session.tagging.model().cloned());
        use_effect_with(deps, move |(asked, detector, model)| {
            let (Some(asked), Some(detector), Some(_)) = (asked.clone(), detector.clone(), model) else { return };
            wasm_bindgen_futures::spawn_local(async move {
                detection::explain(asked, &detector.0, &latest, &dispatcher).await;
            });
        });
    }
    let dispatcher = dispatcher.clone();
    let may_begin = state.session.loaded && state.session.may_edit() && state.session.tagging != Tagging::Awaited;
    let waiting = if may_begin { state.waiting() } else { 0 };
    use_effect_with((waiting, (*detector).clone()), move |(waiting, detector)| {
        let Some(detector) = detector.clone().filter(|_| *waiting > 0) else { return };
        if !running.replace(true) {
            wasm_bindgen_futures::spawn_local(async move {
                detection::run_all(&detector.0, &latest, &dispatcher).await;
                running.replace(false);
            });
        }
    });
    detector.as_ref().map(|detector| Rc::clone(&detector.0))
}

/// Colour scheme and label colours.
#[hook]
pub(crate) fn use_look(state: &State) {
    use_effect_with(state.saved.settings.theme, |chosen| theme::apply(*chosen));
    use_effect_with(state.saved.labels.clone(), |set| {
        let of_labels = set.iter().enumerate().map(|(index, label)| (format!("l-{index}"), label.hue));
        // Those to choose from, and those of sets that are only looked at.
        let of_degrees = (0..360).step_by(5).map(|hue| (format!("h-{hue}"), hue));
        let hues: Vec<_> = of_labels.chain(of_degrees).collect();
        labels::set_label_hues(&hues);
    });
}

/// One listener for all keys.
#[hook]
pub(crate) fn use_keys(state: &State, dispatcher: &Dispatcher) {
    let latest = use_latest(state);
    let dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() {
                keys::handle(event, &latest.borrow(), &dispatcher);
            }
        });
        move || drop(listener)
    });
}

/// Pasting and dropping anywhere on the page.
#[hook]
pub(crate) fn use_intake(dispatcher: &Dispatcher) {
    let dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        let options = || EventListenerOptions::enable_prevent_default();
        let body = gloo::utils::document();
        let paste = {
            let dispatcher = dispatcher.clone();
            EventListener::new_with_options(&body, "paste", options(), move |event| {
                let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
                let Some(data) = event.clipboard_data().filter(|_| intake::is_for_us(event)) else { return };
                // Also while the stored work is still being read: what comes then joins it.
                if intake::take_pasted(&dispatcher, clipboard::pasted(&data)) {
                    event.prevent_default();
                }
            })
        };
        // Without this the browser would leave the page to show the file.
        let over = EventListener::new_with_options(&body, "dragover", options(), |event| event.prevent_default());
        let drop_files = EventListener::new_with_options(&body, "drop", options(), move |event| {
            event.prevent_default();
            if let Some(event) = event.dyn_ref::<web_sys::DragEvent>() {
                intake::take_files(&dispatcher, files::dropped(event));
            }
        });
        move || drop((paste, over, drop_files))
    });
}

/// Has worked out what a change in a long article offers for other mentions, once the change is drawn.
#[hook]
pub(crate) fn use_offer(state: &State, dispatcher: &Dispatcher) {
    let (dispatcher, document) = (dispatcher.clone(), state.saved.open_document().cloned());
    use_effect_with(state.session.asked.clone(), move |asked| {
        let is_last = Rc::new(Cell::new(true));
        if let Some((asked, document)) = asked.clone().zip(document) {
            let is_last = Rc::clone(&is_last);
            wasm_bindgen_futures::spawn_local(async move {
                frames::drawn().await;
                frames::pause(PAUSE_MS).await;
                let Some(mut search) = is_last.get().then(|| Search::new(&document, &asked)).flatten() else { return };
                frames::in_slices_of(CHECK_MS, || is_last.get() && search.step()).await;
                if is_last.get() {
                    dispatcher.dispatch(Action::Offer(Box::new(search.finish())));
                }
            });
        }
        move || is_last.set(false)
    });
}

/// Milliseconds after a change in a long article before it is gone through for other mentions.
const PAUSE_MS: u32 = 250;
/// Milliseconds without a change before it is gone through for what looks wrong.
const CALM_MS: u32 = 1_000;
/// Milliseconds for which a change may have to wait while it is gone through.
const CHECK_MS: f64 = 5.0;
/// Bytes of text that are gone through without a pause.
const SHORT: usize = 50_000;

/// What looks wrong in the document, looked for once what has changed is drawn: in a long article that takes longer than a
/// frame, so it waits until nothing changes for a moment, and works in slices. Until then the list is that of before; of
/// another text it is empty.
#[hook]
pub(crate) fn use_issues(document: Option<Rc<Document>>, labels: Rc<Vec<LabelDef>>) -> Rc<Vec<Issue>> {
    let found = use_state(|| (None::<Arc<str>>, Rc::new(Vec::new())));
    let turn = use_mut_ref(|| 0_u32);
    let text = document.as_ref().map(|document| document.text.shared());
    {
        let found = found.setter();
        use_effect_with((document.map(Same), Same(labels)), move |(document, labels)| {
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn = turn.wrapping_add(1);
                *turn
            };
            if let Some(Same(document)) = document.clone() {
                let (turn, labels) = (Rc::clone(&turn), Rc::clone(&labels.0));
                wasm_bindgen_futures::spawn_local(async move {
                    frames::drawn().await;
                    let is_long = document.text.as_str().len() > SHORT;
                    if is_long {
                        frames::pause(CALM_MS).await;
                    }
                    let mut checking = check::Checking::new(Rc::clone(&document), labels);
                    frames::in_slices_of(CHECK_MS, || *turn.borrow() == mine && checking.step()).await;
                    if *turn.borrow() == mine {
                        found.set((Some(document.text.shared()), Rc::new(checking.finish())));
                    }
                });
            }
        });
    }
    match (&found.0, text) {
        (Some(old), Some(new)) if Arc::ptr_eq(old, &new) => Rc::clone(&found.1),
        _ => Rc::default(),
    }
}

/// Counts the time in the open article.
#[hook]
pub(crate) fn use_hours(state: &State, dispatcher: &Dispatcher) {
    let clock = use_memo((), |()| Rc::new(RefCell::new(hours::Clock::default())));
    {
        let (clock, dispatcher) = (Rc::clone(&clock), dispatcher.clone());
        use_effect_with(state.saved.open.clone(), move |open| {
            let spent = clock.borrow_mut().open(open.clone());
            spent.into_iter().for_each(|action| dispatcher.dispatch(action));
        });
    }
    let dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        let listeners = hours::listen(&clock, &dispatcher);
        move || drop(listeners)
    });
}
