//! Reads what is stored: when the page opens, when another page has written, when this page becomes the one that writes.

use std::rc::Rc;

use super::super::storage::{StorageError, Store};
use super::super::{frames, projects};
use super::{RETRIES, Saver};
use crate::journal::{self, Loaded};
use crate::state::{Action, News, Role, Saved, Saving};

/// Milliseconds in which the right to write comes when no other page has it: the one that was here before may still be
/// closing.
const TURN: i32 = 300;
/// Milliseconds between two readings while another page goes on writing.
const CALM: u32 = 200;

impl Saver {
    /// Reads the stored work and hands it over, then what can be undone. Without storage the page works on, says so, and
    /// tries again until there is one.
    pub(crate) fn load(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let notice = projects::settle().await;
            if notice.is_some() {
                saver.dispatcher.dispatch(Action::Notify(notice));
            }
            saver.meet();
            let tabs = saver.tabs.borrow().clone();
            if let Some(tabs) = tabs {
                tabs.granted_within(TURN).await;
            }
            saver.mark.replace(super::Mark::read(&projects::here()));
            let mut failures = 0;
            loop {
                let role = saver.role.get();
                match saver.read().await {
                    // The right to write came while it was read: it may be another page's last work that is missing.
                    Ok(_) if role != saver.role.get() => {}
                    Ok(loaded) => {
                        saver.begin(loaded, failures == 0).await;
                        return;
                    }
                    Err(error) => {
                        saver.dispatcher.dispatch(Action::SetSaving(Saving::Failed(error.to_string().into())));
                        if failures == 0 {
                            let mut saved = Box::<Saved>::default();
                            projects::dress(&mut saved.settings);
                            saver.dispatcher.dispatch(Action::Loaded(saved, Rc::default()));
                        }
                        frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                        failures += 1;
                    }
                }
            }
        });
    }

    async fn read(self: &Rc<Self>) -> Result<Loaded, StorageError> {
        let known = self.store.borrow().clone();
        let store = match known {
            Some(store) => store,
            None => Rc::new(self.open().await?),
        };
        let loaded = projects::load(&store).await?;
        *self.store.borrow_mut() = Some(store);
        Ok(loaded)
    }

    pub(super) async fn open(self: &Rc<Self>) -> Result<Store, StorageError> {
        let saver = Rc::downgrade(self);
        Store::open(
            &projects::here(),
            Rc::new(move || {
                if let Some(saver) = saver.upgrade() {
                    saver.check();
                }
            }),
        )
        .await
    }

    /// Goes on with what was read.
    async fn begin(self: &Rc<Self>, loaded: Loaded, is_first: bool) {
        let Loaded { mut saved, mirror, problems, forget_old, is_empty } = loaded;
        let history = Rc::clone(&mirror.history);
        self.mirror.replace(mirror);
        self.recalled.take();
        self.chore.take();
        // It was to be written in the place of what had not been read.
        self.wanted.take();
        projects::dress(&mut saved.settings);
        self.look_for_loss(is_empty);
        self.dispatcher.dispatch(Action::Store(News::Role(self.role.get())));
        if is_first {
            self.dispatcher.dispatch(Action::Loaded(Box::new(saved.clone()), history));
        } else {
            // Said first: what then joins is not stored.
            self.dispatcher.dispatch(Action::SetSaving(Saving::Saved));
            let saved = Box::new(saved.clone());
            let news = if self.ready.get() { News::Refreshed(saved, history) } else { News::Read(saved, history) };
            self.dispatcher.dispatch(Action::Store(news));
        }
        self.ready.set(true);
        if !problems.is_empty() {
            self.tell(problems.join("\n"));
        }
        if self.role.get() != Role::Editor {
            return;
        }
        let store = self.store.borrow().clone();
        if let Some(store) = store {
            self.find_copies().await;
            self.recall(&store, &saved).await;
            if forget_old && self.role.get() == Role::Editor {
                // What is not deleted now is the next time.
                let _ = store.forget_old().await;
            }
        }
        self.tidy();
        self.write();
    }

    /// Reads the steps of before, between frames.
    async fn recall(self: &Rc<Self>, store: &Store, saved: &Saved) {
        if self.mirror.borrow().history.is_read() {
            return;
        }
        let records = store.steps().await.unwrap_or_default();
        let mut reading = journal::recall(&records, &self.mirror.borrow(), saved);
        frames::in_slices(|| reading.step()).await;
        if reading.damaged {
            self.tell(
                "Some of what you did before cannot be undone any more: its records could not be read.".to_owned(),
            );
        }
        self.recalled.replace(Some(reading.done()));
        self.write();
    }

    /// Reads what another page has stored, once this one is looked at.
    pub(super) fn refresh(self: &Rc<Self>) {
        let is_reader = self.role.get() == Role::Reader && self.ready.get();
        if !is_reader || gloo::utils::document().hidden() || !self.stale.get() || self.refreshing.replace(true) {
            return;
        }
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            while saver.stale.replace(false) && saver.role.get() == Role::Reader {
                // What cannot be read now is read with the next word of the other page.
                if let Ok(loaded) = saver.read().await
                    && saver.role.get() == Role::Reader
                {
                    let history = Rc::clone(&loaded.mirror.history);
                    saver.dispatcher.dispatch(Action::Store(News::Refreshed(Box::new(loaded.saved), history)));
                }
                frames::pause(CALM).await;
            }
            saver.refreshing.set(false);
        });
    }

    /// Becomes the page that writes, with what is stored now.
    pub(super) fn become_editor(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let mut failures = 0;
            while saver.granted.get() {
                match saver.read().await {
                    Ok(loaded) if saver.granted.get() => {
                        saver.refused.replace(Default::default());
                        saver.role.set(Role::Editor);
                        saver.begin(loaded, false).await;
                        return;
                    }
                    Ok(_) => return,
                    Err(error) => {
                        saver.dispatcher.dispatch(Action::SetSaving(Saving::Failed(error.to_string().into())));
                        frames::pause(RETRIES[failures.min(RETRIES.len() - 1)]).await;
                        failures += 1;
                    }
                }
            }
        });
    }

    /// The browser has closed the storage: looks whether it has emptied it too, and if so stores everything again.
    fn check(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            if saver.role.get() != Role::Editor || !saver.ready.get() || saver.mirror.borrow().is_empty() {
                return;
            }
            let store = saver.store.borrow().clone();
            let Some(store) = store else { return };
            // What cannot be looked at now is found out by the next write.
            if store.records().await.is_ok_and(|records| records.is_empty()) && !saver.busy.get() {
                saver.begin_anew();
                let last = saver.last.borrow().clone();
                if let Some(work) = last {
                    saver.save(work);
                }
            }
        });
    }
}
