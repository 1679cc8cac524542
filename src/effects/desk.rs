//! The worker that reads and writes files of other tools: started when first needed, kept, and after a crash started anew
//! by the next request. Requests are answered by their numbers.
//!
//! The start script starts it: of all the page's scripts that one alone may make addresses that scripts come from.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::common::{inside, reason};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DeskError {
    /// What was asked for cannot be done; in the words of the worker.
    Refused(String),
    /// The worker did not start, or broke down on the way; why.
    Broken(String),
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(words) => f.write_str(words),
            Self::Broken(why) => write!(
                f,
                "The part of the page that reads and writes files of other tools does not work just now ({why}). Try \
                 again; your work is safe, and Postil JSON can be saved all the same."
            ),
        }
    }
}

impl std::error::Error for DeskError {}

impl From<JsValue> for DeskError {
    fn from(thrown: JsValue) -> Self {
        Self::Broken(reason(&thrown))
    }
}

/// An answer: JSON, and files.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) head: String,
    pub(crate) bodies: Vec<Uint8Array>,
}

/// Who waits for which answer.
type Waiting = Rc<RefCell<BTreeMap<u32, Function>>>;

struct Running {
    worker: Worker,
    waiting: Waiting,
    broken: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

#[derive(Default)]
struct Desk {
    running: Option<Running>,
    /// How many were started, and how many requests there were.
    counts: (u32, u32),
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Which worker is there for the next request; another number after a crash, as it has forgotten everything.
pub(crate) fn current() -> Result<u32, DeskError> {
    DESK.with_borrow_mut(|desk| {
        desk.running()?;
        Ok(desk.counts.0)
    })
}

/// Sends a request, whose `bodies` move to the worker, and waits for the answer.
///
/// # Errors
/// When it is refused, or the worker does not work.
pub(crate) async fn ask(head: &str, bodies: &[Uint8Array]) -> Result<Answer, DeskError> {
    let promise = DESK.with_borrow_mut(|desk| desk.post(head, bodies))?;
    let data = JsFuture::from(promise).await?;
    let said = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
    if let Some(problem) = said("problem").as_string() {
        let broken = said("crashed").is_truthy();
        return Err(if broken { DeskError::Broken(problem) } else { DeskError::Refused(problem) });
    }
    let bodies = said("bodies").dyn_into::<Array>().unwrap_or_default();
    let bodies = bodies.iter().filter_map(|body| body.dyn_into().ok()).collect();
    Ok(Answer { head: said("head").as_string().unwrap_or_default(), bodies })
}

impl Desk {
    /// The worker, started where there is none that works.
    fn running(&mut self) -> Result<&Running, DeskError> {
        if self.running.as_ref().is_none_or(|running| running.broken.get()) {
            self.running = None;
            self.counts.0 += 1;
            self.running = Some(start()?);
        }
        self.running.as_ref().ok_or_else(|| DeskError::Broken("it did not start".to_owned()))
    }

    fn post(&mut self, head: &str, bodies: &[Uint8Array]) -> Result<Promise, DeskError> {
        self.counts.1 += 1;
        let id = self.counts.1;
        let running = self.running()?;
        let message = Object::new();
        let list: Array = bodies.iter().map(JsValue::from).collect();
        for (name, value) in [("id", id.into()), ("head", head.into()), ("bodies", list.into())] {
            Reflect::set(&message, &name.into(), &value)?;
        }
        let moves: Array = bodies.iter().map(|body| JsValue::from(body.buffer())).collect();
        let promise = Promise::new(&mut |resolve, _| {
            running.waiting.borrow_mut().insert(id, resolve);
        });
        running.worker.post_message_with_transfer(&message, &moves)?;
        Ok(promise)
    }
}

/// A worker that runs.
fn worker() -> Result<Worker, DeskError> {
    let start = inside("postilWorker").ok_or_else(|| DeskError::Broken("the start script has none".to_owned()))?;
    Ok(start.call0(&JsValue::UNDEFINED)?.dyn_into()?)
}

fn start() -> Result<Running, DeskError> {
    let worker = worker()?;
    let waiting = Waiting::default();
    let broken = Rc::new(Cell::new(false));
    let break_down = {
        let (waiting, broken, worker) = (Rc::clone(&waiting), Rc::clone(&broken), worker.clone());
        move |data: &JsValue| {
            broken.set(true);
            worker.terminate();
            for resolve in std::mem::take(&mut *waiting.borrow_mut()).into_values() {
                // A promise's own function does not throw.
                let _ = resolve.call1(&JsValue::UNDEFINED, data);
            }
        }
    };
    let on_message = {
        let (waiting, break_down) = (Rc::clone(&waiting), break_down.clone());
        EventListener::new(&worker, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let data = event.data();
            let get = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
            let id = get("id").as_f64().map(|id| id as u32);
            let resolve = id.and_then(|id| waiting.borrow_mut().remove(&id));
            if let Some(resolve) = resolve {
                let _ = resolve.call1(&JsValue::UNDEFINED, &data);
            }
            if get("crashed").is_truthy() {
                break_down(&data);
            }
        })
    };
    let on_error = EventListener::new(&worker, "error", move |event| {
        let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|words| !words.is_empty());
        let data = Object::new();
        let words = words.unwrap_or_else(|| "its file did not arrive".to_owned());
        // Setting a field of a plain object does not throw.
        let _ = Reflect::set(&data, &"problem".into(), &words.into());
        let _ = Reflect::set(&data, &"crashed".into(), &true.into());
        break_down(&data);
    });
    Ok(Running { worker, waiting, broken, _listeners: [on_message, on_error] })
}
