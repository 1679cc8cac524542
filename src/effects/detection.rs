//! Detection in the background of the page: it works in slices, between which the browser draws and answers.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Names, Options, Run, Step, explain as engine_explain};

use super::{files, frames, hours};
use crate::state::store::Dispatcher;
use crate::state::{Action, Asked, Explained, Notice, State};

/// The name lists, which the page loads as a file of its own. Without them figures are found, and names by pattern.
pub(crate) struct Detector {
    names: Names,
}

impl Detector {
    /// Loads the lists.
    pub(crate) async fn load(dispatcher: &Dispatcher) -> Self {
        let names = match files::fetch_linked_text("names").await {
            Ok(file) => Names::parse(&file).map_err(|error| error.to_string()),
            Err(error) => Err(error),
        };
        let names = names.unwrap_or_else(|why| {
            let words = format!(
                "The name lists could not be loaded, so fewer names are found. Reload the page to try again. ({why})"
            );
            dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
            Names::none()
        });
        Self { names }
    }
}

/// Finds out what speaks for the mark in hand, once it and its card are drawn.
pub(crate) async fn explain(asked: Asked, detector: &Detector, latest: &Rc<RefCell<State>>, dispatcher: &Dispatcher) {
    frames::drawn().await;
    let (document, model) = {
        let state = latest.borrow();
        if Asked::in_hand(&state).as_ref() != Some(&asked) {
            return;
        }
        (state.saved.document(&asked.document).cloned(), state.session.tagging.model().cloned())
    };
    let Some(document) = document else { return };
    let options = Options { names: detector.names.clone(), model, ..Options::dated(document.date.as_deref()) };
    let reasons = engine_explain(&document.text, &document.blocks, asked.span, asked.label, &options).into();
    dispatcher.dispatch(Action::Explain(Explained { asked, reasons }));
}

/// Goes through all documents that wait for detection, the one on screen first.
pub(crate) async fn run_all(detector: &Detector, latest: &Rc<RefCell<State>>, dispatcher: &Dispatcher) {
    loop {
        let next = {
            let state = latest.borrow();
            if !state.session.may_edit() {
                return;
            }
            let waiting = |id: &&Arc<str>| state.saved.undetected.contains(*id) && state.saved.document(id).is_some();
            let open = state.saved.open.as_ref().filter(|id| waiting(id));
            open.or_else(|| state.saved.undetected.iter().find(waiting)).cloned()
        };
        let Some(id) = next else { return };
        run(&id, detector, latest, dispatcher).await;
        // The state that the loop looks at next has to know that this one is done.
        frames::yield_to_browser().await;
    }
}

async fn run(id: &Arc<str>, detector: &Detector, latest: &Rc<RefCell<State>>, dispatcher: &Dispatcher) {
    let Some(document) = latest.borrow().saved.document(id).cloned() else { return };
    let model = latest.borrow().session.tagging.model().cloned();
    let by_rules = model.is_none();
    let personal = latest.borrow().session.personal.clone();
    let day = match &document.date {
        Some(day) => Some(Arc::clone(day)),
        None => latest.borrow().saved.project.day(hours::today),
    };
    if let Some(day) = day.clone().filter(|_| document.date.is_none()) {
        dispatcher.dispatch(Action::Dated { document: Arc::clone(id), day });
    }
    let options = Options { names: detector.names.clone(), model, personal, ..Options::dated(day.as_deref()) };
    let mut run = Run::new(&document.text, &document.blocks, &options);
    loop {
        let started = frames::now_ms();
        let mut found = Vec::new();
        let is_done = loop {
            match run.step() {
                Step::Surveyed => {}
                Step::Entities(entities) => {
                    dispatcher.dispatch(Action::DetectedEntities { document: Arc::clone(id), entities });
                }
                Step::Found(more) => found.extend(more),
                Step::Done => break true,
            }
            if frames::now_ms() - started > frames::SLICE_MS {
                break false;
            }
        };
        let (done, total) = run.progress();
        dispatcher.dispatch(Action::Detected { document: Arc::clone(id), found, done, total });
        if is_done {
            dispatcher.dispatch(Action::DetectionDone { document: Arc::clone(id), by_rules });
            return;
        }
        frames::yield_to_browser().await;
        let state = latest.borrow();
        if state.saved.document(id).is_none() || !state.session.may_edit() {
            return;
        }
    }
}
