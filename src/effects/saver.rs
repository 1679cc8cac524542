//! Keeps the work in the browser's storage: a record for each document and one for the rest. A change is written
//! as soon as it is made; what changes during a write goes into the next. *Saved* is said only after the
//! browser has confirmed it.
//!
//! Limits: a document is written whole, so after a costly write the next one waits twenty times as long as it took.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{LabelDef, read_personal, write_personal};
use postil_formats::{LabelFile, WriteOptions, native};
use serde::{Deserialize, Serialize};

use super::frames;
use super::storage::{Record, StorageError, Store};
use crate::state::store::Dispatcher;
use crate::state::{Action, LabelSet, Notice, Saved, Saving, Settings};

const WORKSPACE: &str = "workspace";
const DOCUMENT: &str = "document:";
const PERSONAL: &str = "personal";
/// The layout of the records.
const VERSION: u32 = 1;
/// Milliseconds between tries after a failed write; the last one is repeated.
const RETRIES: [u32; 4] = [100, 500, 2_000, 10_000];

/// Everything but the documents.
#[derive(Serialize, Deserialize)]
struct Workspace {
    version: u32,
    open: Option<Arc<str>>,
    order: Vec<Arc<str>>,
    undetected: Vec<Arc<str>>,
    labels: Vec<LabelDef>,
    #[serde(default)]
    sets: Vec<LabelFile>,
    settings: Settings,
}

/// See the module.
pub(crate) struct Saver {
    dispatcher: Dispatcher,
    store: RefCell<Option<Rc<Store>>>,
    /// What is to be written next.
    wanted: RefCell<Option<Rc<Saved>>>,
    /// What the storage holds.
    stored: RefCell<Rc<Saved>>,
    busy: Cell<bool>,
}

impl Saver {
    pub(crate) fn new(dispatcher: Dispatcher) -> Self {
        Self {
            dispatcher,
            store: RefCell::default(),
            wanted: RefCell::default(),
            stored: RefCell::default(),
            busy: Cell::new(false),
        }
    }

    /// Reads the stored work and hands it over. Without storage the page works on, and says so.
    pub(crate) fn load(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let saved = match saver.open().await {
                Ok(records) => {
                    let (saved, problems) = restored(records);
                    if !problems.is_empty() {
                        saver.dispatcher.dispatch(Action::Notify(Some(Notice::problem(problems.join("\n")))));
                    }
                    saved
                }
                Err(error) => {
                    saver.dispatcher.dispatch(Action::SetSaving(Saving::Failed(error.to_string().into())));
                    saver.dispatcher.dispatch(Action::Notify(Some(Notice::problem(error.to_string()))));
                    Saved::default()
                }
            };
            *saver.stored.borrow_mut() = Rc::new(saved.clone());
            saver.dispatcher.dispatch(Action::Loaded(Box::new(saved)));
        });
    }

    async fn open(&self) -> Result<Vec<Record>, StorageError> {
        let store = Rc::new(Store::open().await?);
        let records = store.load_all().await?;
        *self.store.borrow_mut() = Some(store);
        Ok(records)
    }

    /// Writes `saved` as soon as the storage is free.
    pub(crate) fn save(self: &Rc<Self>, saved: Rc<Saved>) {
        // Said at once, also while the storage rests after a slow write.
        let documents = |saved: &Saved| saved.documents.iter().map(Rc::as_ptr).collect::<Vec<_>>();
        if documents(&self.stored.borrow()) != documents(&saved) {
            self.dispatcher.dispatch(Action::SetSaving(Saving::Saving));
        }
        *self.wanted.borrow_mut() = Some(saved);
        if !self.busy.replace(true) {
            let saver = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move {
                saver.write_all().await;
                saver.busy.set(false);
            });
        }
    }

    async fn write_all(&self) {
        let mut failures = 0;
        loop {
            // What was changed is drawn first.
            frames::drawn().await;
            let Some(saved) = self.wanted.borrow_mut().take() else { return };
            let started = frames::now_ms();
            match self.write(&saved).await {
                Ok(false) if self.wanted.borrow().is_none() => {
                    self.dispatcher.dispatch(Action::SetSaving(Saving::Saved));
                }
                Ok(false) => {}
                Ok(true) => {
                    failures = 0;
                    if self.wanted.borrow().is_none() {
                        self.dispatcher.dispatch(Action::SetSaving(Saving::Saved));
                    }
                    let took = frames::now_ms() - started;
                    if took > 20.0 {
                        frames::pause((took * 20.0).min(2_000.0) as u32).await;
                    }
                }
                Err(why) => {
                    self.dispatcher.dispatch(Action::SetSaving(Saving::Failed(why.as_str().into())));
                    if failures == 0 {
                        self.dispatcher.dispatch(Action::Notify(Some(Notice::problem(why))));
                    }
                    frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                    failures += 1;
                    self.wanted.borrow_mut().get_or_insert(saved);
                }
            }
        }
    }

    /// Writes what differs from what is stored; whether there was anything to write.
    async fn write(&self, saved: &Rc<Saved>) -> Result<bool, String> {
        let stored = Rc::clone(&self.stored.borrow());
        let (puts, deletes) = changes(&stored, saved)?;
        if puts.is_empty() && deletes.is_empty() {
            return Ok(false);
        }
        self.dispatcher.dispatch(Action::SetSaving(Saving::Saving));
        let store = self.store.borrow().clone();
        let store = match store {
            Some(store) => store,
            None => {
                let store = Rc::new(Store::open().await.map_err(|error| error.to_string())?);
                *self.store.borrow_mut() = Some(Rc::clone(&store));
                store
            }
        };
        store.write(puts, deletes).await.map_err(|error| error.to_string())?;
        *self.stored.borrow_mut() = Rc::clone(saved);
        Ok(true)
    }
}

/// The records that turn the storage of `before` into that of `after`. Documents are compared by pointer.
fn changes(before: &Saved, after: &Saved) -> Result<(Vec<Record>, Vec<String>), String> {
    let mut puts = Vec::new();
    for document in &after.documents {
        if before.document(&document.id).is_some_and(|old| Rc::ptr_eq(old, document)) {
            continue;
        }
        let written = native::FORMAT.write(std::slice::from_ref(&**document), &[], &WriteOptions::default());
        let body = String::from_utf8(written.map_err(|error| error.to_string())?.body).map_err(|e| e.to_string())?;
        puts.push(Record { key: format!("{DOCUMENT}{}", document.id), body });
    }
    let (old, new) = (workspace(before)?, workspace(after)?);
    if old != new {
        puts.push(Record { key: WORKSPACE.to_owned(), body: new });
    }
    if before.personal != after.personal {
        puts.push(Record { key: PERSONAL.to_owned(), body: write_personal(after.personal.iter()) });
    }
    let gone = before.documents.iter().filter(|document| after.document(&document.id).is_none());
    Ok((puts, gone.map(|document| format!("{DOCUMENT}{}", document.id)).collect()))
}

fn workspace(saved: &Saved) -> Result<String, String> {
    let workspace = Workspace {
        version: VERSION,
        open: saved.open.clone(),
        order: saved.documents.iter().map(|document| Arc::clone(&document.id)).collect(),
        undetected: saved.undetected.clone(),
        labels: saved.labels.to_vec(),
        sets: saved.sets.iter().map(|set| LabelFile::new(&set.name, set.labels.to_vec())).collect(),
        settings: saved.settings.clone(),
    };
    serde_json::to_string(&workspace).map_err(|error| error.to_string())
}

/// The state that the records hold, and what could not be read. A record that cannot be read stays where it is.
fn restored(records: Vec<Record>) -> (Saved, Vec<String>) {
    let mut saved = Saved::default();
    let mut order = Vec::new();
    let mut problems = Vec::new();
    for Record { key, body } in records {
        if key == WORKSPACE {
            match serde_json::from_str::<Workspace>(&body) {
                Ok(workspace) => {
                    saved.open = workspace.open;
                    saved.undetected = workspace.undetected;
                    saved.labels = Rc::new(workspace.labels);
                    let set = |set: LabelFile| LabelSet { name: set.name, labels: Rc::new(set.labels) };
                    saved.sets = Rc::new(workspace.sets.into_iter().map(set).collect());
                    saved.settings = workspace.settings;
                    order = workspace.order;
                }
                Err(error) => {
                    problems.push(format!("The stored settings could not be read ({error}); defaults are used."));
                }
            }
        } else if key == PERSONAL {
            match read_personal(&body) {
                Ok(list) => saved.personal = Rc::new(list),
                Err(error) => problems.push(format!("The stored personal list could not be read ({error})")),
            }
        } else if let Some(id) = key.strip_prefix(DOCUMENT) {
            match native::FORMAT.read(body.as_bytes()) {
                Some(Ok(library)) => saved.documents.extend(library.documents.into_iter().map(Rc::new)),
                Some(Err(error)) => problems.push(format!("The stored article {id} could not be opened: {error}")),
                None => {}
            }
        }
    }
    // Articles of another tab may be missing from the order; they come last.
    let place = |id: &str| order.iter().position(|known| &**known == id).unwrap_or(order.len());
    saved.documents.sort_by_cached_key(|document| place(&document.id));
    let open = saved.open.take().filter(|id| saved.document(id).is_some());
    saved.open = open;
    (saved, problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{
        Annotation, Attribute, Document, Entity, Ignored, PersonalEntry, Relation, Source, Span, Status, Text,
        structure,
    };
    use std::sync::Arc;

    fn library(titles: &[&str]) -> Saved {
        let document = |title: &&str| {
            let text = Text::new(*title);
            Rc::new(Document::new(title, title, text, structure(title).into()))
        };
        Saved { documents: titles.iter().map(document).collect(), ..Saved::default() }
    }

    #[test]
    fn what_is_stored_comes_back_equal() {
        let mut saved = library(&["One 😀", "Two"]);
        saved.open = Some("Two".into());
        saved.undetected.push("Two".into());
        saved.settings.show_tags = true;
        saved.sets = Rc::new(vec![LabelSet { name: "Mine".into(), labels: Rc::clone(&saved.labels) }]);
        // A mark of the detector that was brought back.
        let mark = Annotation {
            id: 1,
            span: Span::new("Two", 0, 3).unwrap(),
            label: "ORG".into(),
            status: Status::Suggested,
            source: Source::Detector { rule: "model".into() },
            confidence: None,
            entity: Some(2),
            value: None,
            note: None,
            fragments: Vec::new(),
            attributes: vec![Attribute { name: "role".into(), value: "buyer".into() }],
        };
        let two = Rc::make_mut(&mut saved.documents[1]);
        // And what else a person says of it.
        let entity = Entity { id: 2, label: "ORG".into(), name: "Two".into(), link: Some("Q42".into()) };
        let relation = Relation { id: 3, kind: "of".into(), from: 1, to: 1 };
        two.ignored = Arc::new(vec![Ignored { span: mark.span, kind: "name".into() }]);
        (two.entities, two.relations) = (Arc::new(vec![Arc::new(entity)]), Arc::new(vec![Arc::new(relation)]));
        (two.annotations, two.next_id) = (Arc::new(vec![Arc::new(mark)]), 4);
        let labels = Rc::clone(&saved.labels);
        Rc::make_mut(&mut saved.settings.keys).bind(&labels, "accept", &"Ctrl+é".into(), true);
        saved.personal = Rc::new(vec![PersonalEntry::new("Zelkor Foods", Some("ORG"), true).unwrap()]);
        let (mut records, deletes) = changes(&Saved::default(), &saved).unwrap();
        records.reverse();
        assert!(deletes.is_empty());
        assert_eq!(restored(records), (saved, Vec::new()));
    }

    #[test]
    fn settings_of_an_older_page_are_read() {
        let settings: Settings = serde_json::from_str(r#"{"theme":"dark","show_tags":true}"#).unwrap();
        assert_eq!(settings, Settings { theme: crate::state::Theme::Dark, show_tags: true, ..Settings::default() });
    }

    #[test]
    fn what_an_older_page_stored_opens() {
        let body = r#"{"version":1,"open":null,"order":[],"undetected":[],"settings":{},
            "labels":[{"name":"ORG","kind":"entity","hue":215,"key":"2","description":"Companies"}]}"#;
        let (saved, problems) = restored(vec![Record { key: WORKSPACE.to_owned(), body: body.to_owned() }]);
        assert_eq!(problems, Vec::<String>::new());
        let (org, found) = (&saved.labels[0], postil_engine::Label::Org);
        assert_eq!((saved.labels.len(), org.takes(found.name()), saved.sets.len()), (1, true, 0));
    }

    #[test]
    fn only_what_changed_is_written() {
        let before = library(&["One", "Two"]);
        let mut after = before.clone();
        Rc::make_mut(&mut after.documents[1]).title = "Zwei".into();
        let (puts, deletes) = changes(&before, &after).unwrap();
        assert_eq!(puts.iter().map(|put| put.key.as_str()).collect::<Vec<_>>(), ["document:Two"]);
        assert!(deletes.is_empty());
        after.documents.remove(0);
        assert_eq!(changes(&before, &after).unwrap().1, ["document:One"]);
    }

    #[test]
    fn a_broken_record_is_said_and_the_others_open() {
        let (mut records, _) = changes(&Saved::default(), &library(&["One", "Two"])).unwrap();
        records[0].body.truncate(20);
        let (saved, problems) = restored(records);
        assert_eq!(saved.documents.len(), 1);
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
}
