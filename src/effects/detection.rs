//! Detection in the background of the page: it works in slices, between which the browser draws and answers.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Model, Names, Options, Run, Step, explain as engine_explain};
use postil_formats::{Article, Library, Opened, WriteOptions, native};

use super::{files, frames, hours, html};
use crate::state::store::Dispatcher;
use crate::state::{Action, Asked, Explained, Notice, Segmenter, State, Tagging, reduce};

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
        run(&id, detector, latest, &|action| dispatcher.dispatch(action)).await;
        // The state that the loop looks at next has to know that this one is done.
        frames::yield_to_browser().await;
    }
}

/// How much longer than showing what was found the finding goes on before more is shown: showing it costs more in a long
/// article, and what is shown first comes at once.
const WORK: f64 = 3.0;
/// Marks that are shown at a time, about, at most.
const MANY: usize = 2_000;

async fn run(id: &Arc<str>, detector: &Detector, latest: &RefCell<State>, dispatch: &impl Fn(Action)) {
    let Some(document) = latest.borrow().saved.document(id).cloned() else { return };
    let model = latest.borrow().session.tagging.model().cloned();
    let by_rules = model.is_none();
    let personal = latest.borrow().session.personal.clone();
    let day = match &document.date {
        Some(day) => Some(Arc::clone(day)),
        None => latest.borrow().saved.project.day(hours::today),
    };
    if let Some(day) = day.clone().filter(|_| document.date.is_none()) {
        dispatch(Action::Dated { document: Arc::clone(id), day });
    }
    let options = Options { names: detector.names.clone(), model, personal, ..Options::dated(day.as_deref()) };
    let mut run = Run::new(&document.text, &document.blocks, &options);
    let goes_on = || {
        let state = latest.borrow();
        state.saved.document(id).is_some() && state.session.may_edit()
    };
    let mut found = Vec::new();
    let (mut worked, mut showing) = (0.0, 0.0);
    loop {
        let started = frames::now_ms();
        let is_done = loop {
            match run.step() {
                Step::Prepared | Step::Surveyed => {}
                Step::Entities(entities) => {
                    dispatch(Action::DetectedEntities { document: Arc::clone(id), entities });
                }
                Step::Found(more) => found.extend(more),
                Step::Done => break true,
            }
            if frames::now_ms() - started > frames::SLICE_MS || found.len() >= MANY {
                break false;
            }
        };
        worked += frames::now_ms() - started;
        let shows = is_done || worked >= showing * WORK || found.len() >= MANY;
        // In a long article what was found is shown in a turn of its own.
        if !shows || showing > frames::SLICE_MS {
            frames::yield_to_browser().await;
            if !goes_on() {
                return;
            }
        }
        if !shows {
            continue;
        }
        let ((done, total), began) = (run.progress(), frames::now_ms());
        dispatch(Action::Detected { document: Arc::clone(id), found: std::mem::take(&mut found), done, total });
        // In a short article that comes at once.
        if !is_done || showing > frames::SLICE_MS {
            frames::yield_to_browser().await;
            if !goes_on() {
                return;
            }
        }
        if is_done {
            dispatch(Action::DetectionDone { document: Arc::clone(id), by_rules });
            return;
        }
        (worked, showing) = (0.0, frames::now_ms() - began);
    }
}

/// Lines in which names and figures of most kinds are found.
const REHEARSED: &str = include_str!("rehearsed.txt");

/// Takes invented lines through reading and detection, in a state of its own, for as long as there is nothing else to do.
pub(crate) async fn rehearse(
    detector: &Detector,
    model: Option<Model>,
    segmenter: Segmenter,
    is_idle: impl Fn() -> bool,
) -> Option<State> {
    let mut state = State::new(segmenter);
    if let Some(model) = model {
        state = reduce(&state, Action::SetTagging(Tagging::By { model, own: false }));
    }
    let id: Arc<str> = "rehearsed".into();
    let document = Box::new(Article::from_text(REHEARSED).into_document(&id));
    let state = RefCell::new(reduce(&state, Action::AddDocument { document, detect: true }));
    frames::yield_to_browser().await;
    let step = |action| {
        let next = reduce(&state.borrow(), action);
        state.replace(next);
    };
    run(&id, detector, &state, &|action| {
        if is_idle() {
            step(action);
        }
    })
    .await;
    frames::yield_to_browser().await;
    let state = state.into_inner();
    if !is_idle() || !state.saved.undetected.is_empty() {
        return None;
    }
    // It is saved and opened again.
    let document = Document::clone(state.saved.open_document()?);
    let file = native::FORMAT.write(&[document], &state.saved.labels, &WriteOptions::default()).ok()?;
    let Ok(Opened::Library(Library { documents, labels })) = postil_formats::open("", &file.body, html::article) else {
        return None;
    };
    Some(reduce(&state, Action::AddLibrary { documents, labels }))
}
