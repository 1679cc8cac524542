//! Files of other tools, out and in, by the worker. Articles go to it as native files and come back as such, one after the
//! other, so that the page answers in between; what it has already is not sent again.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, JSON, Reflect, Uint8Array};
use postil_engine::{Document, LabelDef};
use postil_formats::Library;
use wasm_bindgen::{JsCast, JsValue};

use super::desk::{self, DeskError};
use super::{download, frames, own_files};
use crate::state::exporting::{Choice, Field, Kind, Kinds, Misfit};
use crate::state::importing::Finding;

/// What is to be written.
#[derive(Clone)]
pub(crate) struct Order {
    pub(crate) documents: Vec<Rc<Document>>,
    pub(crate) labels: Rc<Vec<LabelDef>>,
    pub(crate) format: Arc<str>,
    pub(crate) choice: Rc<Choice>,
}

/// A file that is ready to be saved.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub(crate) name: String,
    mime: String,
    body: Uint8Array,
}

impl Ready {
    /// A file whose bytes are the browser's already.
    pub(crate) fn of(name: String, mime: &str, body: Uint8Array) -> Self {
        Self { name, mime: mime.to_owned(), body }
    }

    /// Its bytes.
    pub(super) fn into_body(self) -> Uint8Array {
        self.body
    }

    /// Offers it as a download.
    ///
    /// # Errors
    /// When the browser refuses.
    pub(crate) fn save(&self) -> Result<(), download::DownloadError> {
        self.hand_over()?;
        download::tell_filed();
        Ok(())
    }

    /// Offers it, of another project, so that nothing of this one is in a file now.
    ///
    /// # Errors
    /// When the browser refuses.
    pub(super) fn hand_over(&self) -> Result<(), download::DownloadError> {
        download::download_array(&self.name, &self.mime, &self.body)
    }

    /// At most so many bytes of its start, where it is a text, and whether there are more.
    pub(crate) fn start(&self, bytes: u32) -> (String, bool) {
        let start = self.body.subarray(0, bytes).to_vec();
        let whole = std::str::from_utf8(&start).map_or_else(|error| error.valid_up_to(), str::len);
        let start = String::from_utf8_lossy(start.get(..whole).unwrap_or_default()).into_owned();
        (start, whole < self.body.length() as usize)
    }

    /// Its text, where it is one.
    pub(crate) fn text(&self) -> Option<String> {
        String::from_utf8(self.body.to_vec()).ok()
    }

    /// What it holds.
    pub(super) fn body(&self) -> &Uint8Array {
        &self.body
    }

    /// Bytes.
    pub(crate) fn size(&self) -> u32 {
        self.body.length()
    }
}

/// Files that were written and proved, with what is to be said of them.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// One file; an archive where the format is of several.
    pub(crate) file: Ready,
    /// The proof: how many spans were found right.
    pub(crate) line: String,
    /// What the file does not say, and what was done beside, in whole sentences.
    pub(crate) says: Vec<String>,
    /// Marks that the file has elsewhere or not at all.
    pub(crate) misfits: Vec<Misfit>,
    /// The first lines; `None` for what is no text.
    pub(crate) shown: Option<String>,
    /// Whether there are more.
    pub(crate) cut: bool,
}

impl Written {
    /// Whether it can go to the clipboard: it is a text, and no archive.
    pub(crate) fn can_copy(&self) -> bool {
        self.shown.is_some() && !self.file.name.ends_with(".zip")
    }
}

/// The articles that a worker has, by its number and that of the lot.
struct Held {
    worker: u32,
    lot: u32,
    documents: Vec<Rc<Document>>,
    labels: Rc<Vec<LabelDef>>,
}

impl Held {
    fn is_of(&self, order: &Order) -> bool {
        Rc::ptr_eq(&self.labels, &order.labels)
            && self.documents.len() == order.documents.len()
            && self.documents.iter().zip(&order.documents).all(|(mine, theirs)| Rc::ptr_eq(mine, theirs))
    }
}

thread_local! {
    static HELD: RefCell<(u32, Option<Held>)> = const { RefCell::new((0, None)) };
}

/// The formats that there are.
///
/// # Errors
/// When the worker does not work.
pub(crate) async fn formats() -> Result<Kinds, DeskError> {
    let answer = desk::ask(r#"{"do":"formats"}"#, &[]).await?;
    let field = |it: &JsValue| Field {
        id: text(it, "id"),
        name: text(it, "name"),
        values: list(it, "values").iter().map(|pair| (text(&pair, "0"), text(&pair, "1"))).collect(),
        value: text(it, "value"),
        is_more: get(it, "more").is_truthy(),
    };
    let kind = |it: JsValue| Kind {
        id: text(&it, "id"),
        name: text(&it, "name"),
        description: text(&it, "description"),
        group: text(&it, "group"),
        writes: get(&it, "writes").is_truthy(),
        reads: get(&it, "reads").is_truthy(),
        says_status: get(&it, "says_status").is_truthy(),
        choices: list(&it, "choices").iter().map(|choice| field(&choice)).collect(),
    };
    let head = JSON::parse(&answer.head)?;
    Ok(Rc::new(head.dyn_into::<Array>().unwrap_or_default().iter().map(kind).collect()))
}

/// Writes files and proves them.
///
/// # Errors
/// When a choice does not suit the format, a file fails its proof, or the worker does not work.
pub(crate) async fn write(order: Order) -> Result<Written, DeskError> {
    let here = |held: &Held, worker: u32| held.worker == worker && held.is_of(&order);
    let worker = desk::current()?;
    let known = HELD.with_borrow(|(_, held)| held.as_ref().filter(|held| here(held, worker)).map(|held| held.lot));
    let mut bodies = Vec::new();
    if known.is_none() {
        bodies = own_files::each(&order.documents, &order.labels).await?;
    }
    let lot = match known {
        Some(lot) => lot,
        None => HELD.with_borrow_mut(|(count, held)| {
            *count += 1;
            let (documents, labels) = (order.documents.clone(), Rc::clone(&order.labels));
            *held = Some(Held { worker, lot: *count, documents, labels });
            *count
        }),
    };
    let choice = serde_json::to_string(&*order.choice).map_err(|error| DeskError::Refused(error.to_string()))?;
    let head = format!(r#"{{"do":"write","lot":{lot},"format":{},"choice":{choice}}}"#, quoted(&order.format)?);
    let answer = desk::ask(&head, &bodies).await?;
    let head = JSON::parse(&answer.head)?;
    let misfit = |it: JsValue| {
        let to = list(&it, "to");
        Misfit {
            document: text(&it, "document"),
            id: count(&it, "annotation") as postil_engine::Id,
            words: text(&it, "words"),
            became: text(&it, "became"),
            what: text(&it, "what"),
            to: (to.length() == 2).then(|| (count(&to, "0"), count(&to, "1"))),
        }
    };
    let body = answer.bodies.into_iter().next().unwrap_or_default();
    Ok(Written {
        file: Ready { name: String::from(&*text(&head, "name")), mime: String::from(&*text(&head, "mime")), body },
        line: String::from(&*text(&head, "line")),
        says: list(&head, "says").iter().filter_map(|words| words.as_string()).collect(),
        misfits: list(&head, "misfits").iter().map(misfit).collect(),
        shown: get(&head, "shown").as_string(),
        cut: get(&head, "cut").is_truthy(),
    })
}

/// What came out of files.
pub(crate) enum Taken {
    /// Documents and their labels.
    Library(Library),
    /// A file that is the page's to open.
    Article(Vec<u8>),
}

/// What became of files that belong together.
#[derive(Debug)]
pub(crate) struct Read {
    /// The files' names, an archive's before those in it.
    pub(crate) names: Vec<Arc<str>>,
    /// The place in the request of the file that they are, or are in; `None` where that is not known.
    pub(crate) file: Option<usize>,
    pub(crate) format: Option<Arc<str>>,
    /// Whether it is an article, whose file was handed over.
    pub(crate) is_article: bool,
    pub(crate) findings: Vec<Finding>,
    pub(crate) problem: Option<Arc<str>>,
}

/// Reads files, which move to the worker; each lot of documents is handed to `take` in its turn. `format` is what the person
/// says that they are; ids of new documents begin with `id`.
///
/// # Errors
/// When the worker does not work. That a file cannot be read is no error but said in its [`Read`].
pub(crate) async fn read(
    files: &[(String, Uint8Array)],
    format: Option<&str>,
    id: &str,
    mut take: impl FnMut(usize, Taken),
) -> Result<Vec<Read>, DeskError> {
    let names: Array = files.iter().map(|(name, _)| JsValue::from(name.as_str())).collect();
    let (names, id) = (String::from(JSON::stringify(&names)?), quoted(id)?);
    let format = format.map_or_else(|| Ok("null".to_owned()), quoted)?;
    let head = format!(r#"{{"do":"read","names":{names},"format":{format},"id":{id}}}"#);
    let bodies: Vec<_> = files.iter().map(|(_, body)| body.clone()).collect();
    let answer = desk::ask(&head, &bodies).await?;
    let head = JSON::parse(&answer.head)?.dyn_into::<Array>().unwrap_or_default();
    let maybe = |it: &JsValue, name: &str| get(it, name).as_string().map(Arc::<str>::from);
    let mut bodies = answer.bodies.iter();
    let mut all = Vec::new();
    for (at, it) in head.iter().enumerate() {
        for body in bodies.by_ref().take(count(&it, "bodies")) {
            let body = body.to_vec();
            if get(&it, "is_article").is_truthy() {
                take(at, Taken::Article(body));
                continue;
            }
            let library = own_files::read(&body).await.map_err(|error| DeskError::Refused(error.to_string()))?;
            take(at, Taken::Library(library));
            frames::yield_to_browser().await;
        }
        let finding = |it: JsValue| Finding {
            document: maybe(&it, "document"),
            words: text(&it, "words"),
            places: list(&it, "places").iter().filter_map(|place| Some(place.as_string()?.into())).collect(),
        };
        all.push(Read {
            names: list(&it, "names").iter().filter_map(|name| Some(name.as_string()?.into())).collect(),
            file: get(&it, "file").as_f64().map(|at| at as usize),
            format: maybe(&it, "format"),
            is_article: get(&it, "is_article").is_truthy(),
            findings: list(&it, "findings").iter().map(finding).collect(),
            problem: maybe(&it, "problem"),
        });
    }
    Ok(all)
}

// The worker's answers are read as JavaScript has them: a reader of JSON for each of their shapes would be most of this
// file's weight.

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> Arc<str> {
    get(of, name).as_string().unwrap_or_default().into()
}

fn count(of: &JsValue, name: &str) -> usize {
    get(of, name).as_f64().unwrap_or_default() as usize
}

fn list(of: &JsValue, name: &str) -> Array {
    get(of, name).dyn_into().unwrap_or_default()
}

/// A string in JSON.
fn quoted(words: &str) -> Result<String, DeskError> {
    Ok(JSON::stringify(&words.into())?.into())
}
