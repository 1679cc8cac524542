//! Pages of one library among themselves: which of them may write, and word of what was written. The right to write is a
//! lock that the browser holds for a page and frees when the page closes or dies; word goes over a channel of the browser.
//! Where the browser has no locks, each page may write, and what another has changed is still never written over.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

use super::common::asked;
use super::projects;

/// The lock and the channel of the first project.
const NAME: &str = "postil:library";

/// What happens between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// This page may write from now on.
    Granted,
    /// Another page has taken the right to write.
    Taken,
    /// Another page has written.
    Written,
    /// A page asks for the right to write.
    Asked(Arc<str>),
    /// The page that may write has stored all and lets that page have the right.
    Yours(Arc<str>),
}

type Listener = Rc<dyn Fn(Event)>;

/// See the module.
pub(crate) struct Tabs {
    name: String,
    channel: Option<BroadcastChannel>,
    _listening: Option<EventListener>,
    heard: Listener,
    /// What ends the holding of the lock.
    held: Rc<RefCell<Option<Function>>>,
    /// What takes this page out of those that wait for the lock.
    waiting: Rc<RefCell<Option<AbortController>>>,
    /// What goes on when the lock comes.
    first: Rc<RefCell<Option<Function>>>,
}

impl Tabs {
    /// Begins to listen. Nothing is asked for yet.
    pub(crate) fn new(heard: impl Fn(Event) + 'static) -> Self {
        let heard: Listener = Rc::new(heard);
        let name = projects::own(NAME, &projects::here());
        let channel = BroadcastChannel::new(&name).ok();
        let listening = channel.as_ref().map(|channel| {
            let heard = Rc::clone(&heard);
            EventListener::new(channel, "message", move |event| {
                let words = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                if let Some(event) = words.as_deref().and_then(read) {
                    heard(event);
                }
            })
        });
        Self {
            name,
            channel,
            _listening: listening,
            heard,
            held: Rc::default(),
            waiting: Rc::default(),
            first: Rc::default(),
        }
    }

    /// Tells the other pages.
    pub(crate) fn say(&self, event: &Event) {
        if let Some(channel) = &self.channel {
            // A page that is being closed says nothing more.
            let _ = channel.post_message(&write(event).into());
        }
    }

    /// Waits in line for the right to write.
    pub(crate) fn want(&self) {
        if self.waiting.borrow().is_some() || self.held.borrow().is_some() {
            return;
        }
        let options = Object::new();
        if let Ok(controller) = AbortController::new() {
            set(&options, "signal", &controller.signal());
            self.waiting.replace(Some(controller));
        }
        self.request(&options);
    }

    /// Takes the right to write from who has it.
    pub(crate) fn take(&self) {
        self.leave();
        let options = Object::new();
        set(&options, "steal", &JsValue::TRUE);
        self.request(&options);
    }

    /// Gives the right to write back, and no longer waits for it.
    pub(crate) fn release(&self) {
        self.leave();
        if let Some(end) = self.held.take() {
            // A function of the browser's own, which does not throw.
            let _ = end.call0(&JsValue::UNDEFINED);
        }
    }

    /// Goes on when the right to write has come, or after that many milliseconds.
    pub(crate) async fn granted_within(&self, ms: i32) {
        if self.held.borrow().is_some() {
            return;
        }
        let come = Promise::new(&mut |resolve, _| {
            // Whichever comes first; a window always has timers.
            let _ = gloo::utils::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
            self.first.replace(Some(resolve));
        });
        let _ = JsFuture::from(come).await;
    }

    fn leave(&self) {
        if let Some(controller) = self.waiting.take() {
            controller.abort();
        }
    }

    fn request(&self, options: &Object) {
        let is_granted = Rc::new(Cell::new(false));
        let granted = {
            let (held, waiting, first) = (Rc::clone(&self.held), Rc::clone(&self.waiting), Rc::clone(&self.first));
            let (heard, is_granted) = (Rc::clone(&self.heard), Rc::clone(&is_granted));
            move || {
                is_granted.set(true);
                waiting.take();
                let holding = Promise::new(&mut |resolve, _| drop(held.replace(Some(resolve))));
                heard(Event::Granted);
                first.take().map(|go_on| go_on.call0(&JsValue::UNDEFINED));
                holding
            }
        };
        let answer = locks().and_then(|(locks, request)| {
            let granted = granted.clone();
            let callback = Closure::once_into_js(move |_lock: JsValue| JsValue::from(granted()));
            request.call3(&locks, &self.name.as_str().into(), options, &callback).ok()?.dyn_into::<Promise>().ok()
        });
        let Some(answer) = answer else {
            drop(granted());
            return;
        };
        let (held, heard) = (Rc::clone(&self.held), Rc::clone(&self.heard));
        wasm_bindgen_futures::spawn_local(async move {
            let Err(why) = JsFuture::from(answer).await else { return };
            let is_abort = Reflect::get(&why, &"name".into()).is_ok_and(|name| name == "AbortError");
            match (is_granted.get(), is_abort) {
                (true, _) => {
                    held.take();
                    heard(Event::Taken);
                }
                // This page left the line itself.
                (false, true) => {}
                // There are locks, but not for this page.
                (false, false) => drop(granted()),
            }
        });
    }
}

/// Whether some page but this one has a project open: has the right to write, or waits for it. Where the browser has no
/// locks, nobody knows, and none has.
pub(super) async fn is_open(project: &str) -> bool {
    let name = projects::own(NAME, project);
    let Some((locks, _)) = locks() else { return false };
    let Ok(all) = asked(&locks, "query", &Array::new()).await else { return false };
    let list = |kind: &str| Reflect::get(&all, &kind.into()).map(|list| Array::from(&list)).unwrap_or_default();
    let is_its = |lock: &JsValue| Reflect::get(lock, &"name".into()).is_ok_and(|it| it == name.as_str());
    let pages = list("held").concat(&list("pending")).iter().filter(is_its).count();
    pages > usize::from(*project == *projects::here())
}

/// The browser's locks and the function that asks for one. They are read as JavaScript has them, since the bindings do not
/// have them yet.
fn locks() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&gloo::utils::window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &name.into(), value);
}

fn write(event: &Event) -> String {
    match event {
        Event::Granted | Event::Taken => String::new(),
        Event::Written => "written".to_owned(),
        Event::Asked(by) => format!("asked {by}"),
        Event::Yours(by) => format!("yours {by}"),
    }
}

fn read(words: &str) -> Option<Event> {
    match words.split_once(' ') {
        None if words == "written" => Some(Event::Written),
        Some(("asked", by)) => Some(Event::Asked(by.into())),
        Some(("yours", by)) => Some(Event::Yours(by.into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_say_is_understood() {
        for event in [Event::Written, Event::Asked("d1".into()), Event::Yours("d2".into())] {
            assert_eq!(read(&write(&event)), Some(event));
        }
        for words in ["", "asked", "written x", "other d1"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
