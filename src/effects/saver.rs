//! Keeps the work in the browser's storage. A change is written as soon as it is made, and costs its own size; what changes
//! during a write goes into the next. *Saved* is said only after the browser has confirmed it. What was not written stays
//! in hand and is tried again.
//!
//! What another page has changed meanwhile is never written over: that article is left alone from then on, and it is said.
//! Here is where pages that share their work will meet; see [`Refused`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::storage::{StorageError, Store, Written};
use super::{frames, intake};
use crate::journal::{self, About, Compaction, Loaded, Mirror, Plan, Recalled, Refused, Stored, Work};
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Saved, Saving};

/// Milliseconds between tries after a failed write; the last one is repeated.
const RETRIES: [u32; 4] = [100, 500, 2_000, 10_000];
/// Milliseconds without a write before the storage is tidied.
const IDLE: u32 = 1_000;
/// What is said when another page was quicker.
const MOVED: &str = "This article was changed in another tab or window, so what you do to it here is not saved. Download it \
                     if you need it, then reload this page to go on with what is stored.";

/// The same of everything.
const CARRIED: &str = "Your stored work was brought over to this version of the page in another tab or window, so nothing is \
                       saved from here. Reload this page to go on.";

/// Something that keeps the storage small.
enum Chore {
    Snapshot(Box<Compaction>),
    Purge,
}

/// See the module.
pub(crate) struct Saver {
    dispatcher: Dispatcher,
    store: RefCell<Option<Rc<Store>>>,
    /// What is to be written next.
    wanted: RefCell<Option<Work>>,
    /// What the storage holds.
    mirror: RefCell<Mirror>,
    refused: RefCell<Refused>,
    /// Steps of before that were read and are to be taken in between two writes: the mirror must have them first.
    recalled: RefCell<Option<Recalled>>,
    chore: RefCell<Option<Chore>>,
    busy: Cell<bool>,
    tidying: Cell<bool>,
    /// The name of this page among those that write.
    by: Arc<str>,
}

impl Saver {
    pub(crate) fn new(dispatcher: Dispatcher) -> Self {
        Self {
            dispatcher,
            store: RefCell::default(),
            wanted: RefCell::default(),
            mirror: RefCell::default(),
            refused: RefCell::default(),
            recalled: RefCell::default(),
            chore: RefCell::default(),
            busy: Cell::new(false),
            tidying: Cell::new(false),
            by: intake::random_id().into(),
        }
    }

    /// Reads the stored work and hands it over, then what can be undone. Without storage the page works on, and says so.
    pub(crate) fn load(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            match saver.open().await {
                Ok((store, loaded)) => {
                    let Loaded { saved, mirror, problems, forget_old } = loaded;
                    let history = Rc::clone(&mirror.history);
                    saver.mirror.replace(mirror);
                    saver.dispatcher.dispatch(Action::Loaded(Box::new(saved.clone()), history));
                    if !problems.is_empty() {
                        saver.tell(problems.join("\n"));
                    }
                    saver.recall(&store, &saved).await;
                    if forget_old {
                        // What is not deleted now is the next time.
                        let _ = store.forget_old().await;
                    }
                    saver.tidy();
                }
                Err(error) => {
                    // What cannot be read is not to be written over with a new page's settings.
                    saver.mirror.replace(Mirror::unread());
                    saver.dispatcher.dispatch(Action::SetSaving(Saving::Failed(error.to_string().into())));
                    saver.tell(error.to_string());
                    saver.dispatcher.dispatch(Action::Loaded(Box::default(), Rc::default()));
                }
            }
        });
    }

    async fn open(&self) -> Result<(Rc<Store>, Loaded), StorageError> {
        let store = Rc::new(Store::open().await?);
        let records = store.records().await?;
        let old = store.old().await?;
        let old = (!old.is_empty()).then(|| journal::old(&old));
        *self.store.borrow_mut() = Some(Rc::clone(&store));
        Ok((store, journal::load(Stored { records, old })))
    }

    /// Reads the steps of before, between frames.
    async fn recall(self: &Rc<Self>, store: &Store, saved: &Saved) {
        if self.mirror.borrow().history.is_read() {
            return;
        }
        let records = store.steps().await.unwrap_or_default();
        let mut reading = journal::recall(&records, &self.mirror.borrow(), saved);
        let mut started = frames::now_ms();
        while reading.step() {
            if frames::now_ms() - started > frames::SLICE_MS {
                frames::yield_to_browser().await;
                started = frames::now_ms();
            }
        }
        if reading.damaged {
            self.tell(
                "Some of what you did before cannot be undone any more: its records could not be read.".to_owned(),
            );
        }
        self.recalled.replace(Some(reading.done()));
        self.write();
    }

    /// Takes the steps of before in, here and in the page.
    fn settle(&self) {
        let Some(Recalled { past, future }) = self.recalled.take() else { return };
        Rc::make_mut(&mut self.mirror.borrow_mut().history).recall(past.clone(), future.clone());
        self.dispatcher.dispatch(Action::Recalled { past, future });
    }

    /// Writes the work as soon as the storage is free.
    pub(crate) fn save(self: &Rc<Self>, work: Work) {
        *self.wanted.borrow_mut() = Some(work);
        self.write();
    }

    fn write(self: &Rc<Self>) {
        if !self.busy.replace(true) {
            let saver = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move {
                let is_well = saver.write_all().await;
                saver.busy.set(false);
                if is_well {
                    saver.tidy();
                }
            });
        }
    }

    /// Writes until there is nothing to write; whether something was.
    async fn write_all(&self) -> bool {
        let mut is_well = false;
        loop {
            self.settle();
            let work = self.wanted.borrow_mut().take();
            let Some(work) = work else {
                let Some(chore) = self.chore.take() else { return is_well };
                is_well = self.run(chore).await;
                continue;
            };
            let plan = {
                let (mirror, refused) = (self.mirror.borrow(), self.refused.borrow());
                Plan::new(&mirror, &work, &refused, &mut || intake::random_id().into(), &self.by)
            };
            let Some(mut plan) = plan else {
                self.say_saved();
                continue;
            };
            self.dispatcher.dispatch(Action::SetSaving(Saving::Saving));
            in_slices(|| plan.step()).await;
            match self.commit(&plan).await {
                Written::Done => {
                    let more = plan.more;
                    self.mirror.replace(plan.done());
                    if more {
                        self.wanted.borrow_mut().get_or_insert(work);
                    }
                    self.say_saved();
                    is_well = true;
                }
                Written::Moved(about) => {
                    self.refuse(about);
                    self.wanted.borrow_mut().get_or_insert(work);
                }
            }
        }
    }

    /// Writes a plan, however often it takes. The same plan each time: it may have been written and only the answer lost.
    async fn commit(&self, plan: &Plan) -> Written {
        let mut failures = 0;
        loop {
            match self.try_to(plan).await {
                Ok(written) => return written,
                Err(error) => {
                    let why: Arc<str> = error.to_string().into();
                    self.dispatcher.dispatch(Action::SetSaving(Saving::Failed(Arc::clone(&why))));
                    if failures == 0 {
                        self.tell(why);
                    }
                    frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                    failures += 1;
                }
            }
        }
    }

    async fn try_to(&self, plan: &Plan) -> Result<Written, StorageError> {
        let store = self.store.borrow().clone();
        let store = match store {
            Some(store) => store,
            None => {
                let store = Rc::new(Store::open().await?);
                *self.store.borrow_mut() = Some(Rc::clone(&store));
                store
            }
        };
        store.write(plan).await
    }

    fn refuse(&self, about: Vec<About>) {
        let mut refused = self.refused.borrow_mut();
        for about in about {
            match about {
                About::Document(id) => refused.documents.push(id),
                // What is undone here is then not known after a reload; the work itself is.
                About::History => refused.history = true,
                About::Library => refused.library = true,
            }
        }
        if let Some(words) = words_of(&refused) {
            self.tell(words);
        }
    }

    fn say_saved(&self) {
        if self.wanted.borrow().is_some() {
            return;
        }
        let words = words_of(&self.refused.borrow());
        let saving = words.map_or(Saving::Saved, |words| Saving::Failed(words.into()));
        self.dispatcher.dispatch(Action::SetSaving(saving));
    }

    fn tell(&self, words: impl Into<Arc<str>>) {
        self.dispatcher.dispatch(Action::Notify(Some(Notice::problem(words))));
    }

    /// Prepares the next chore once nothing has been written for a moment.
    fn tidy(self: &Rc<Self>) {
        if self.tidying.replace(true) {
            return;
        }
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            frames::pause(IDLE).await;
            let due = journal::due(&saver.mirror.borrow(), &saver.refused.borrow());
            let chore = match due {
                Some(mut compaction) => {
                    in_slices(|| compaction.step()).await;
                    Some(Chore::Snapshot(Box::new(compaction)))
                }
                None => saver.purge().map(|_| Chore::Purge),
            };
            saver.tidying.set(false);
            if chore.is_some() {
                saver.chore.replace(chore);
                saver.write();
            }
        });
    }

    fn purge(&self) -> Option<Plan> {
        Plan::purge(&self.mirror.borrow(), &self.refused.borrow(), &self.by)
    }

    /// Does a chore; whether it went well. If not, it is left for later.
    async fn run(&self, chore: Chore) -> bool {
        let plan = match chore {
            Chore::Snapshot(compaction) => compaction.plan(&self.mirror.borrow(), &self.by),
            Chore::Purge => self.purge(),
        };
        let Some(mut plan) = plan else { return false };
        in_slices(|| plan.step()).await;
        let Ok(Written::Done) = self.try_to(&plan).await else { return false };
        self.mirror.replace(plan.done());
        true
    }
}

/// What to say of what other pages have changed.
fn words_of(refused: &Refused) -> Option<&'static str> {
    let of_article = (!refused.documents.is_empty()).then_some(MOVED);
    if refused.library { Some(CARRIED) } else { of_article }
}

/// Works until it is done, and lets the browser have its turn in between.
async fn in_slices(mut step: impl FnMut() -> bool) {
    let mut started = frames::now_ms();
    while step() {
        if frames::now_ms() - started > frames::SLICE_MS {
            frames::yield_to_browser().await;
            started = frames::now_ms();
        }
    }
}
