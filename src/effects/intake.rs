//! How an article comes in: pasted, typed, dropped, opened or as the sample. Everything ends as an action; what cannot
//! be read ends as a notice, and the open work stays as it is.

use std::rc::Rc;

use postil_engine::{Structuring, Text};
use postil_formats::{Article, Opened};
use wasm_bindgen::JsCast;

use super::backup;
use super::intake_others::{self, Foreign};
use super::{clipboard, files, frames, html, own_files, projects};
use crate::state::sniff::{LOOKED_AT, Whose, whose};
use crate::state::store::Dispatcher;
use crate::state::{Action, LabelSet, Notice};

/// Bytes from which an article is read in a turn of its own, so that neither that nor drawing it holds up the browser.
const LONG: usize = 100_000;

/// Takes plain text as an article.
pub(crate) fn take_text(dispatcher: &Dispatcher, text: &str) {
    if text.trim().is_empty() {
        dispatcher.dispatch(Action::Notify(Some(Notice::info("Paste or type an article first"))));
    } else if let Err(error) = postil_formats::admit(text) {
        dispatcher.dispatch(Action::Notify(Some(Notice::problem(error.to_string()))));
    } else if text.len() < LONG {
        add(dispatcher, Article::from_text(text));
    } else {
        let (dispatcher, text) = (dispatcher.clone(), text.to_owned());
        wasm_bindgen_futures::spawn_local(async move {
            frames::yield_to_browser().await;
            add_long(&dispatcher, Article::plain(&text)).await;
        });
    }
}

/// Takes the article behind "Try a sample", which is a file beside the page.
pub(crate) fn take_sample(dispatcher: &Dispatcher) {
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        match files::fetch_linked_text("sample").await {
            Ok(text) => take_text(&dispatcher, &text),
            Err(why) => {
                let words = format!("The sample could not be loaded ({why}). Paste an article of your own.");
                dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
            }
        }
    });
}

/// Takes what was pasted; `false` when there is nothing in it to take.
pub(crate) fn take_pasted(dispatcher: &Dispatcher, pasted: clipboard::Pasted) -> bool {
    if !pasted.files.is_empty() {
        take_files(dispatcher, pasted.files);
        return true;
    }
    let rich = pasted.html.map(|html| html::article(&html)).filter(|article| !article.is_empty());
    match rich {
        Some(article) => match postil_formats::admit(article.text.as_str()) {
            Ok(()) => add(dispatcher, article),
            Err(error) => dispatcher.dispatch(Action::Notify(Some(Notice::problem(error.to_string())))),
        },
        None if pasted.text.trim().is_empty() => return false,
        None => take_text(dispatcher, &pasted.text),
    }
    true
}

/// Reads files one after the other; each that cannot be read is said. Files of other tools go to the worker, all at once,
/// as some belong together.
pub(crate) fn take_files(dispatcher: &Dispatcher, files: Vec<web_sys::File>) {
    let dispatcher = dispatcher.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let mut problems = Vec::new();
        let mut foreign = Vec::new();
        let names: Vec<String> = files.iter().map(web_sys::File::name).collect();
        for file in files {
            let name = file.name();
            let done = match files::read_array(file.clone()).await {
                Ok(bytes) => {
                    let start = bytes.subarray(0, LOOKED_AT as u32).to_vec();
                    if whose(&name, &start, &names) == Whose::Worker {
                        if start.starts_with(b"PK")
                            && let Ok(Some(parts)) = backup::read(&name, &bytes).await
                        {
                            projects::restore(&dispatcher, parts).await;
                            continue;
                        }
                        foreign.push(Foreign { file, bytes });
                        continue;
                    }
                    let bytes = bytes.to_vec();
                    if bytes.len() > LONG {
                        frames::yield_to_browser().await;
                    }
                    take_file(&dispatcher, &name, &bytes).await
                }
                Err(error) => Err(error.to_string()),
            };
            problems.extend(done.err().map(|problem| (name, problem)));
        }
        if !foreign.is_empty() {
            intake_others::take(&dispatcher, foreign, problems, &random_id()).await;
        } else if !problems.is_empty() {
            let problems: Vec<_> = problems.iter().map(|(name, problem)| format!("{name}: {problem}")).collect();
            dispatcher.dispatch(Action::Notify(Some(Notice::problem(problems.join("\n")))));
        }
    });
}

/// Takes an article, a file of ours or a label set.
///
/// # Errors
/// When it is none of these; why, in words for the person.
pub(super) async fn take_file(dispatcher: &Dispatcher, name: &str, bytes: &[u8]) -> Result<(), String> {
    let text = postil_formats::decode(bytes).map_err(|error| error.to_string())?;
    if text.len() > LONG {
        frames::yield_to_browser().await;
        if let Some(text) = postil_formats::plain_text(name, &text).map_err(|error| error.to_string())? {
            add_long(dispatcher, text).await;
            return Ok(());
        }
    }
    let opened = match postil_formats::opening(name, &text) {
        Some(opening) => own_files::in_steps(opening, |done| {
            let words = format!("Reading “{name}”: {:.0} %", done * 100.0);
            dispatcher.dispatch(Action::Notify(Some(Notice::info(words))));
        })
        .await
        .map(Opened::Library),
        None => postil_formats::open_text(name, &text, html::article),
    };
    match opened.map_err(|error| error.to_string())? {
        Opened::Article(article) => add(dispatcher, article),
        Opened::Library(library) => {
            let documents = library.documents;
            dispatcher.dispatch(Action::AddLibrary { documents, labels: library.labels });
        }
        Opened::Labels(set) => {
            let set = LabelSet { name: set.name, labels: Rc::new(set.labels) };
            dispatcher.dispatch(Action::OfferSet(set));
        }
    }
    Ok(())
}

/// Whether a paste is meant as an article: not into a field, unless that is the empty paste box.
pub(crate) fn is_for_us(event: &web_sys::ClipboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(target) = target else { return true };
    if target.closest("dialog").ok().flatten().is_some() {
        return false;
    }
    match target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        Some(area) => area.value().is_empty(),
        None => !target.is_instance_of::<web_sys::HtmlInputElement>(),
    }
}

/// Adds an article of that text; the browser has its turn between the work on it.
async fn add_long(dispatcher: &Dispatcher, text: Text) {
    frames::yield_to_browser().await;
    let mut structuring = Structuring::default();
    frames::in_slices(|| structuring.step(text.as_str())).await;
    let blocks = structuring.finish(text.as_str());
    frames::yield_to_browser().await;
    add(dispatcher, Article::of(text, blocks));
}

fn add(dispatcher: &Dispatcher, article: Article) {
    let document = Box::new(article.into_document(&random_id()));
    dispatcher.dispatch(Action::AddDocument { document, detect: true });
}

/// An id that nothing else has, in this browser or elsewhere: 64 random bits.
pub(super) fn random_id() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("d{:08x}{:08x}", part(), part())
}
