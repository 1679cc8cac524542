//! Keeps the work in the browser's storage. A change is written as soon as it is made, and costs its own size; what changes
//! during a write goes into the next. *Saved* is said only after the browser has confirmed it. What was not written stays
//! in hand and is tried again.
//!
//! Of several pages one writes ([`sharing`]). What another page has changed all the same is never written over: that article
//! is left alone from then on, and it is said.

pub(crate) mod copies;
mod keeping;
mod reading;
mod room;
mod sharing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use self::copies::Copies;
use self::keeping::Mark;
pub(super) use self::keeping::{articles_of, mark_of, note_articles};
use super::storage::{StorageError, Store, Written};
use super::tabs::Tabs;
use super::{frames, intake};
use crate::journal::{self, About, Compaction, Mirror, Plan, Recalled, Refused, Work};
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Role, Saving};

/// Milliseconds between tries after a failed write; the last one is repeated.
const RETRIES: [u32; 4] = [100, 500, 2_000, 10_000];
/// Milliseconds without a write before the storage is tidied.
const IDLE: u32 = 2_000;
/// Milliseconds for which a change may have to wait while it is tidied.
const TIDY_MS: f64 = 5.0;
/// What is said when another page was quicker.
const MOVED: &str = "This article was changed in another tab or window, so what you do to it here is not saved. Download it \
                     if you need it, then reload this page to go on with what is stored.";

/// The same of what belongs to no article.
const SHARED: &str = "Labels, your list or the project were changed in another tab or window, so what you change of them here \
                      is not saved. Reload this page to go on with what is stored.";

/// The same of everything.
const CARRIED: &str = "Your stored work was brought over to this version of the page in another tab or window, so nothing is \
                       saved from here. Reload this page to go on.";

/// What is said when all of it was gone.
const CLEARED: &str = "The browser removed what this page had stored, while it was open. All that is shown here has been \
                       stored again.";

/// Why a plan was not carried out.
enum Stopped {
    /// Another page writes now.
    Lost,
    /// There is no room for it.
    Full,
}

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
    /// Whether there was no room for something that is not stored since, and whether that waits to be tried again.
    is_short: Cell<bool>,
    waits: Cell<bool>,
    /// The name of this page among those that write.
    by: Arc<str>,
    /// The other pages, once this one listens.
    tabs: RefCell<Option<Rc<Tabs>>>,
    role: Cell<Role>,
    /// Whether this page has the right to write, and whether it has asked for it.
    granted: Cell<bool>,
    asking: Cell<bool>,
    /// Whether what is stored has been read, so that something can be written.
    ready: Cell<bool>,
    /// Whether another page has written since this one has read.
    stale: Cell<bool>,
    /// Whether it is being read again.
    refreshing: Cell<bool>,
    /// What was to be written last.
    last: RefCell<Option<Work>>,
    mark: RefCell<Mark>,
    copies: Copies,
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
            is_short: Cell::new(false),
            waits: Cell::new(false),
            by: intake::random_id().into(),
            tabs: RefCell::default(),
            role: Cell::new(Role::Reader),
            granted: Cell::new(false),
            asking: Cell::new(false),
            ready: Cell::new(false),
            stale: Cell::new(false),
            refreshing: Cell::new(false),
            last: RefCell::default(),
            mark: RefCell::default(),
            copies: Copies::default(),
        }
    }

    /// Takes the steps of before in, here and in the page.
    fn settle(&self) {
        let Some(Recalled { past, future }) = self.recalled.take() else { return };
        Rc::make_mut(&mut self.mirror.borrow_mut().history).recall(past.clone(), future.clone());
        self.dispatcher.dispatch(Action::Recalled { past, future });
    }

    /// Writes the work as soon as the storage is free.
    pub(crate) fn save(self: &Rc<Self>, work: Work) {
        self.last.replace(Some(work.clone()));
        if self.role.get() == Role::Editor {
            self.wanted.replace(Some(work));
            self.write();
        }
    }

    fn write(self: &Rc<Self>) {
        if self.ready.get() && !self.busy.replace(true) {
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
    async fn write_all(self: &Rc<Self>) -> bool {
        let (mut is_well, mut failures) = (false, 0);
        loop {
            if self.role.get() != Role::Editor {
                return is_well;
            }
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
                self.say_saved(&work);
                continue;
            };
            if !self.is_short.get() {
                self.dispatcher.dispatch(Action::SetSaving(Saving::Saving));
            }
            if plan.brings_articles() {
                // What has just been opened is seen first.
                frames::drawn().await;
            }
            frames::in_slices(|| plan.step()).await;
            match self.commit(&plan).await {
                Ok(Written::Done) => {
                    failures = 0;
                    let more = plan.more;
                    self.mirror.replace(plan.done());
                    self.has_written();
                    if more {
                        self.wanted.borrow_mut().get_or_insert(work);
                    } else {
                        self.say_saved(&work);
                    }
                    is_well = true;
                }
                Ok(Written::Moved(about)) => {
                    self.refuse(about);
                    self.wanted.borrow_mut().get_or_insert(work);
                }
                Ok(Written::Gone) => {
                    self.begin_anew();
                    self.wanted.borrow_mut().get_or_insert(work);
                }
                Err(Stopped::Full) => {
                    // What fits first; then what is wanted by then.
                    self.is_short.set(true);
                    let room = plan.less_room();
                    self.wanted.borrow_mut().get_or_insert(work);
                    self.refused.borrow_mut().room = room;
                    if room.is_none() {
                        frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                        failures += 1;
                    }
                }
                Err(Stopped::Lost) => {
                    self.wanted.borrow_mut().get_or_insert(work);
                    return is_well;
                }
            }
        }
    }

    /// Writes a plan, however often it takes. The same plan each time: it may have been written and only the answer lost. But
    /// for want of room nothing was written.
    async fn commit(self: &Rc<Self>, plan: &Plan) -> Result<Written, Stopped> {
        let mut failures = 0;
        while self.role.get() == Role::Editor {
            match self.try_to(plan).await {
                Ok(written) => return Ok(written),
                Err(error) => {
                    self.dispatcher.dispatch(Action::SetSaving(Saving::Failed(error.to_string().into())));
                    if error == StorageError::Quota {
                        return Err(Stopped::Full);
                    }
                    frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                    failures += 1;
                }
            }
        }
        Err(Stopped::Lost)
    }

    /// The store is empty: everything is to be written again.
    fn begin_anew(&self) {
        self.mirror.replace(Mirror::default());
        self.refused.replace(Refused::default());
        self.chore.take();
        self.tell(CLEARED);
    }

    async fn try_to(self: &Rc<Self>, plan: &Plan) -> Result<Written, StorageError> {
        let store = self.store.borrow().clone();
        let store = match store {
            Some(store) => store,
            None => {
                let store = Rc::new(self.open().await?);
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
                About::Shared => refused.shared = true,
                About::Library => refused.library = true,
            }
        }
        if let Some(words) = words_of(&refused) {
            self.tell(words);
        }
    }

    fn say_saved(self: &Rc<Self>, work: &Work) {
        if self.wanted.borrow().is_some() {
            return;
        }
        let words = room::wanting(&self.mirror.borrow().left_out, work);
        self.is_short.set(words.is_some());
        if words.is_none() {
            self.refused.borrow_mut().room = None;
        } else {
            self.try_again();
        }
        let words = words.or(words_of(&self.refused.borrow()).map(str::to_owned));
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
            if saver.role.get() != Role::Editor {
                saver.tidying.set(false);
                return;
            }
            let due = journal::due(&saver.mirror.borrow(), &saver.refused.borrow());
            let chore = match due {
                Some(mut compaction) => {
                    frames::in_slices_of(TIDY_MS, || compaction.step()).await;
                    Some(Chore::Snapshot(Box::new(compaction)))
                }
                None => saver.purge().map(|_| Chore::Purge),
            };
            saver.tidying.set(false);
            // Another page may have taken over meanwhile.
            if chore.is_some() && saver.role.get() == Role::Editor {
                saver.chore.replace(chore);
                saver.write();
            }
        });
    }

    fn purge(&self) -> Option<Plan> {
        Plan::purge(&self.mirror.borrow(), &self.refused.borrow(), &self.by)
    }

    /// Does a chore; whether it went well. If not, it is left for later.
    async fn run(self: &Rc<Self>, chore: Chore) -> bool {
        let plan = match chore {
            Chore::Snapshot(compaction) => compaction.plan(&self.mirror.borrow(), &self.by),
            Chore::Purge => self.purge(),
        };
        let Some(mut plan) = plan else { return false };
        frames::in_slices(|| plan.step()).await;
        if self.role.get() != Role::Editor {
            return false;
        }
        let Ok(Written::Done) = self.try_to(&plan).await else { return false };
        self.mirror.replace(plan.done());
        true
    }
}

/// What to say of what other pages have changed.
fn words_of(refused: &Refused) -> Option<&'static str> {
    let all = [(refused.library, CARRIED), (!refused.documents.is_empty(), MOVED), (refused.shared, SHARED)];
    all.into_iter().find_map(|(is_so, words)| is_so.then_some(words))
}
