//! One of several pages writes, the others read. Who wants to write asks; the page that writes stores what it has and lets
//! go. One that does not answer (it sleeps, or hangs) loses the right: what it could not store is then not written, and it
//! says so.

use std::rc::Rc;
use std::sync::Arc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

use super::super::frames;
use super::super::tabs::{Event, Tabs};
use super::Saver;
use crate::state::{Action, News, Role, Saving};

/// Milliseconds that a page has to answer.
const ANSWER: u32 = 2_000;
/// Looks, and milliseconds between them, until all is stored.
const LOOKS: u32 = 150;
const BETWEEN: u32 = 10;

const STRANDED: &str = "Another tab or window took over before all that you did here was saved. Download it if you need it. \
                        “Edit here” goes on with what is stored.";

impl Saver {
    /// Gets to know the other pages, and gets in line for the right to write.
    pub(super) fn meet(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        let tabs = Rc::new(Tabs::new(move |event| saver.heard(event)));
        self.tabs.replace(Some(Rc::clone(&tabs)));
        tabs.want();
        let listen = |target: &web_sys::EventTarget, name: &'static str, does: fn(&Rc<Self>, &web_sys::Event)| {
            let saver = Rc::clone(self);
            // For as long as the page lives.
            EventListener::new(target, name, move |event| does(&saver, event)).forget();
        };
        let window = gloo::utils::window();
        listen(&gloo::utils::document(), "visibilitychange", |saver, _| saver.refresh());
        listen(&window, "pagehide", |saver, event| {
            if is_kept(event) {
                saver.sleep();
            }
        });
        listen(&window, "pageshow", |saver, event| {
            if is_kept(event) {
                saver.wake();
            }
        });
        listen(&window, super::super::download::FILED, |saver, _| saver.has_filed());
        listen(&window, super::copies::PICK_FOLDER, |saver, _| saver.pick_place(false));
        listen(&window, super::copies::PICK_FILE, |saver, _| saver.pick_place(true));
        listen(&window, super::copies::GO_ON, |saver, _| saver.go_on_copying());
        listen(&window, super::copies::STOP, |saver, _| saver.stop_copying());
    }

    fn heard(self: &Rc<Self>, event: Event) {
        match event {
            Event::Granted => {
                self.granted.set(true);
                let was_asked = self.asking.replace(false);
                match self.role.get() {
                    _ if !self.ready.get() => self.role.set(Role::Editor),
                    // What it has goes on, where no other page has changed the same.
                    Role::Stranded if !was_asked => {
                        self.role.set(Role::Editor);
                        self.tell_role(Role::Editor);
                        self.write();
                    }
                    Role::Editor => {}
                    _ => self.become_editor(),
                }
            }
            Event::Taken => {
                self.granted.set(false);
                self.lose();
                if let Some(tabs) = &*self.tabs.borrow() {
                    tabs.want();
                }
                // Word of what the other page wrote may have come before this, when it was not for this page to read.
                self.stale.set(true);
                self.refresh();
            }
            Event::Written => {
                self.stale.set(true);
                self.refresh();
            }
            Event::Asked(by) => self.hand_over(by),
            Event::Yours(by) => {
                if by == self.by && self.asking.get() {
                    self.take_over();
                }
            }
        }
    }

    /// Asks for the right to write.
    pub(crate) fn ask(self: &Rc<Self>) {
        if self.asking.replace(true) {
            return;
        }
        self.say(&Event::Asked(Arc::clone(&self.by)));
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            frames::pause(ANSWER).await;
            if saver.asking.get() {
                saver.take_over();
            }
        });
    }

    fn take_over(&self) {
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.take();
        }
    }

    /// Stores what there is, and lets another page write.
    fn hand_over(self: &Rc<Self>, to: Arc<str>) {
        if self.role.get() != Role::Editor || !self.ready.get() {
            return;
        }
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            // What was done in this very moment is handed to the saver after it is drawn.
            frames::drawn().await;
            for _ in 0..LOOKS {
                // It may have lost the right meanwhile; what it then gets back is not for who asked before.
                if saver.role.get() != Role::Editor {
                    return;
                }
                if saver.is_stored() {
                    saver.role.set(Role::Reader);
                    saver.chore.take();
                    saver.tell_role(Role::Reader);
                    saver.say(&Event::Yours(to));
                    return;
                }
                frames::pause(BETWEEN).await;
            }
        });
    }

    fn is_stored(&self) -> bool {
        !self.busy.get() && self.wanted.borrow().is_none() && self.mirror.borrow().left_out.is_empty()
    }

    /// Another page writes from now on, whatever this one was doing.
    fn lose(self: &Rc<Self>) {
        if self.role.get() != Role::Editor {
            return;
        }
        if self.is_stored() {
            self.role.set(Role::Reader);
            self.tell_role(Role::Reader);
            return;
        }
        if !self.mirror.borrow().left_out.is_empty() {
            // It is wanted as long as it is not stored.
            let last = self.last.borrow().clone();
            self.wanted.replace(last);
        }
        self.role.set(Role::Stranded);
        self.tell_role(Role::Stranded);
        self.dispatcher.dispatch(Action::SetSaving(Saving::Failed(STRANDED.into())));
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            // What was under way may have been the last of it.
            while saver.busy.get() {
                frames::pause(BETWEEN).await;
            }
            if saver.role.get() == Role::Stranded && saver.wanted.borrow().is_none() {
                saver.role.set(Role::Reader);
                saver.tell_role(Role::Reader);
                saver.stale.set(true);
                saver.refresh();
            }
        });
    }

    /// The browser puts the page aside, and may bring it back as it is.
    fn sleep(self: &Rc<Self>) {
        self.granted.set(false);
        self.lose();
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.release();
        }
        // An open database would keep others from changing its layout.
        self.store.take();
    }

    fn wake(self: &Rc<Self>) {
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.want();
        }
        self.stale.set(true);
        self.refresh();
    }

    pub(super) fn say(&self, event: &Event) {
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.say(event);
        }
    }

    fn tell_role(&self, role: Role) {
        self.dispatcher.dispatch(Action::Store(News::Role(role)));
    }
}

/// Whether the browser keeps the page for going back to it, or brings it from there.
fn is_kept(event: &web_sys::Event) -> bool {
    event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
}
