//! Copies where the person has chosen, where the browser lets a page write there: in a folder a file of each article, in a
//! file a backup of everything, some seconds after what has changed is stored. A file is changed when all of it is written,
//! so one that is cut off is as it was before. After a reload the browser asks again, by a press of the person. Nothing is
//! deleted there.

mod writing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, JSON, Reflect};
use postil_formats::file_stem;
use wasm_bindgen::JsValue;

use super::super::common::{asked, reason};
use super::super::{frames, hours};
use super::Saver;
use crate::state::keeping::Copies as Shown;
use crate::state::{Action, News, Role};

/// What a person wants of it, told to the page's window.
pub(crate) const PICK_FOLDER: &str = "postil-copies-folder";
pub(crate) const PICK_FILE: &str = "postil-copies-file";
pub(crate) const GO_ON: &str = "postil-copies-go-on";
pub(crate) const STOP: &str = "postil-copies-stop";

/// Milliseconds after a change, and after a failure.
const SOON: u32 = 3_000;
const LATER: u32 = 30_000;
/// Between two copies of everything: at least so long, and so many times as long as one takes.
const CALM: u32 = 10_000;
const SHARE: f64 = 20.0;

/// The stored folder or file, and the list of what was written to it.
const PLACE: &str = "folder";
const FILES: &str = "folder-files";

const ASK: &str = "the browser wants you to say again that this page may write there";

/// Of an article, or of everything, which has no id: its id, the version that was written, and the file's name. They are
/// sorted.
type File = [String; 3];

/// See the module.
#[derive(Default)]
pub(super) struct Copies {
    handle: RefCell<Option<JsValue>>,
    files: RefCell<Vec<File>>,
    shown: RefCell<Option<Shown>>,
    /// Whether something waits to be written, and the number of that waiting.
    waits: Cell<bool>,
    turn: Cell<u32>,
    /// Milliseconds that the last copy took.
    took: Cell<f64>,
}

/// Whether the browser lets a page write to a folder or a file.
pub(crate) fn is_offered() -> bool {
    Reflect::has(&gloo::utils::window(), &"showDirectoryPicker".into()).unwrap_or_default()
}

/// Tells what the person wants.
pub(crate) fn tell(wish: &str) {
    if let Ok(event) = web_sys::Event::new(wish) {
        // Nothing cancels it.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// One argument, in the words of JSON.
fn options(json: &str) -> Array {
    JSON::parse(json).map(|it| Array::of1(&it)).unwrap_or_default()
}

const FOR_WRITING: &str = r#"{"mode":"readwrite"}"#;

fn text(of: &JsValue, name: &str) -> String {
    Reflect::get(of, &name.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

impl Saver {
    /// Goes on with the place of before.
    pub(super) async fn find_copies(self: &Rc<Self>) {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        let Ok(Some(handle)) = store.value(PLACE).await else { return };
        let files = store.file(FILES).await.ok().flatten().and_then(|file| String::from_utf8(file.to_vec()).ok());
        self.copies.files.replace(writing::read(&files.unwrap_or_default()));
        let may = asked(&handle, "queryPermission", &options(FOR_WRITING)).await;
        self.use_place(handle, may.is_ok_and(|may| may == "granted"));
    }

    fn use_place(self: &Rc<Self>, handle: JsValue, may: bool) {
        let name = text(&handle, "name");
        self.copies.handle.replace(Some(handle));
        let (is_file, problem) = (self.is_file(), (!may).then(|| ASK.into()));
        self.show_copies(Some(Shown { is_file, name: name.into(), written: None, problem }));
        // What waits after a failure waits no longer.
        self.copies.turn.set(self.copies.turn.get().wrapping_add(1));
        self.copies.waits.set(false);
        self.copies.took.set(0.0);
        self.copy_soon();
    }

    fn show_copies(&self, shown: Option<Shown>) {
        self.copies.shown.replace(shown.clone());
        self.dispatcher.dispatch(Action::Store(News::Copies(shown)));
    }

    /// Whether everything goes to one file.
    fn is_file(&self) -> bool {
        self.copies.handle.borrow().as_ref().is_some_and(|handle| text(handle, "kind") == "file")
    }

    /// Has the person choose a folder or a file.
    pub(super) fn pick_place(self: &Rc<Self>, is_file: bool) {
        let saver = Rc::clone(self);
        let (picker, wanted) = if is_file {
            let name = self.mirror.borrow().title().map(|title| file_stem(&title)).unwrap_or_default();
            let kinds = r#"[{"accept":{"application/zip":[".zip"]}}]"#;
            ("showSaveFilePicker", format!(r#"{{"suggestedName":"{name}.zip","types":{kinds}}}"#))
        } else {
            ("showDirectoryPicker", FOR_WRITING.to_owned())
        };
        wasm_bindgen_futures::spawn_local(async move {
            let picked = asked(&gloo::utils::window(), picker, &options(&wanted)).await;
            let handle = match picked {
                Ok(handle) => handle,
                // The person has thought better of it.
                Err(thrown) if text(&thrown, "name") == "AbortError" => return,
                Err(thrown) => {
                    return saver.tell(format!("The browser lets this page write nowhere ({}).", reason(&thrown)));
                }
            };
            saver.copies.files.take();
            saver.keep_place(Some(&handle)).await;
            saver.use_place(handle, true);
        });
    }

    /// Asks for the permission that has gone, and goes on.
    pub(super) fn go_on_copying(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let handle = saver.copies.handle.borrow().clone();
            let Some(handle) = handle else { return };
            let may = asked(&handle, "requestPermission", &options(FOR_WRITING)).await;
            saver.use_place(handle, may.is_ok_and(|may| may == "granted"));
        });
    }

    /// Writes no more copies. Those that are there stay.
    pub(super) fn stop_copying(self: &Rc<Self>) {
        self.copies.handle.take();
        self.copies.files.take();
        self.show_copies(None);
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move { saver.keep_place(None).await });
    }

    async fn keep_place(&self, handle: Option<&JsValue>) {
        let store = self.store.borrow().clone();
        if let Some(store) = store {
            // What cannot be kept is for this time only.
            let _ = store.keep_value(PLACE, handle).await;
            let _ = store.keep_file(FILES, None).await;
        }
    }

    /// Writes what has changed after a while.
    pub(super) fn copy_soon(self: &Rc<Self>) {
        // The cast saturates.
        let long = (self.copies.took.get() * SHARE) as u32;
        self.copy_in(if self.is_file() && self.copies.took.get() > 0.0 { long.max(CALM) } else { SOON });
    }

    fn copy_in(self: &Rc<Self>, ms: u32) {
        let is_asleep = self.copies.shown.borrow().as_ref().is_none_or(|it| it.problem.as_deref() == Some(ASK));
        if is_asleep || self.copies.waits.replace(true) {
            return;
        }
        let (saver, turn) = (Rc::clone(self), self.copies.turn.get());
        wasm_bindgen_futures::spawn_local(async move {
            frames::pause(ms).await;
            if saver.copies.turn.get() != turn {
                return;
            }
            let started = frames::now_ms();
            let done = saver.copy().await;
            if saver.copies.turn.get() != turn {
                return;
            }
            saver.copies.waits.set(false);
            let shown = saver.copies.shown.borrow().clone();
            // It may have been given up meanwhile.
            let Some(shown) = shown else { return };
            let (count, problem) = match done {
                Ok(count) => (count, None),
                Err(thrown) => (0, Some(said(&thrown).into())),
            };
            let may_write = saver.role.get() == Role::Editor;
            let Some(shown) = after(shown, may_write, count, problem, || hours::when(hours::now())) else { return };
            if count > 0 {
                saver.copies.took.set(frames::now_ms() - started);
                saver.has_filed();
            }
            let again = shown.problem.is_some();
            saver.show_copies(Some(shown));
            if again {
                saver.copy_in(LATER);
            } else {
                saver.copy_soon();
            }
        });
    }
}

/// What is shown after a try that wrote so many files; nothing new where none had to be written, or this page may not write.
fn after(
    shown: Shown,
    may_write: bool,
    count: usize,
    problem: Option<Arc<str>>,
    now: impl FnOnce() -> String,
) -> Option<Shown> {
    let is_same = count == 0 && problem.is_none() && (shown.problem.is_none() || !may_write);
    let written = if count > 0 { Some(now().into()) } else { shown.written.clone() };
    (!is_same).then_some(Shown { written, problem, ..shown })
}

/// Why a file was not written.
fn said(thrown: &JsValue) -> String {
    match text(thrown, "name").as_str() {
        "NotAllowedError" | "SecurityError" => ASK.to_owned(),
        "NotFoundError" => "it is not there any more".to_owned(),
        "QuotaExceededError" => "there is no room left".to_owned(),
        _ => reason(thrown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_said_where_one_was_written() {
        let shown = |written: Option<&str>, problem: Option<&str>| Shown {
            is_file: false,
            name: "kept".into(),
            written: written.map(Into::into),
            problem: problem.map(Into::into),
        };
        let (none, early) = (shown(None, None), shown(Some("9:00"), None));
        let (held_up, late) = (shown(Some("9:00"), Some("full")), shown(Some("9:30"), None));
        for (name, before, may_write, count, problem, wanted) in [
            ("nothing to do", &none, true, 0, None, None),
            ("written", &none, true, 2, None, Some(&late)),
            ("written again", &early, true, 1, None, Some(&late)),
            ("it goes on, with nothing to do", &held_up, true, 0, None, Some(&early)),
            ("it goes on", &held_up, true, 1, None, Some(&late)),
            ("another page writes", &held_up, false, 0, None, None),
            ("it stops", &early, true, 0, Some("full"), Some(&held_up)),
        ] {
            let shown = after(before.clone(), may_write, count, problem.map(Into::into), || "9:30".to_owned());
            assert_eq!(shown.as_ref(), wanted, "{name}");
        }
    }
}
