//! Copies in a folder that the person has chosen, where the browser lets a page write to one: of each article that has
//! changed its own file, some seconds after it is stored. A file is changed when all of it is written, so one that is cut
//! off is as it was before. After a reload the browser asks again, by a press of the person. Nothing is deleted there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, JSON, Reflect};
use postil_engine::Document;
use postil_formats::file_stem;
use wasm_bindgen::JsValue;

use super::super::common::{asked, reason};
use super::super::{frames, own_files};
use super::Saver;
use crate::state::keeping::Folder as Shown;
use crate::state::{Action, News, Role};

/// What a person wants of it, told to the page's window.
pub(crate) const PICK: &str = "postil-folder-pick";
pub(crate) const GO_ON: &str = "postil-folder-go-on";
pub(crate) const STOP: &str = "postil-folder-stop";

/// Milliseconds after a change, and after a failure.
pub(super) const SOON: u32 = 3_000;
const LATER: u32 = 30_000;

/// The stored folder, and the list of what was written to it.
const FOLDER: &str = "folder";
const FILES: &str = "folder-files";

const ASK: &str = "the browser wants you to say again that this page may write there";

/// Of an article: its id, the version that was written, and the file's name. They are sorted.
type File = [String; 3];

/// See the module.
#[derive(Default)]
pub(super) struct Folder {
    handle: RefCell<Option<JsValue>>,
    files: RefCell<Vec<File>>,
    shown: RefCell<Option<Shown>>,
    /// Whether something waits to be written, and the number of that waiting.
    waits: Cell<bool>,
    turn: Cell<u32>,
}

/// Whether the browser lets a page write to a folder.
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
    /// Goes on with the folder of before.
    pub(super) async fn find_folder(self: &Rc<Self>) {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        let Ok(Some(handle)) = store.value(FOLDER).await else { return };
        let files = store.file(FILES).await.ok().flatten().and_then(|file| String::from_utf8(file.to_vec()).ok());
        self.folder.files.replace(read(&files.unwrap_or_default()));
        let may = asked(&handle, "queryPermission", &options(FOR_WRITING)).await;
        self.use_folder(handle, may.is_ok_and(|may| may == "granted"));
    }

    fn use_folder(self: &Rc<Self>, handle: JsValue, may: bool) {
        let name = text(&handle, "name");
        self.folder.handle.replace(Some(handle));
        let problem = (!may).then(|| ASK.into());
        self.show_folder(Some(Shown { name: name.into(), written: None, problem }));
        // What waits after a failure waits no longer.
        self.folder.turn.set(self.folder.turn.get().wrapping_add(1));
        self.folder.waits.set(false);
        self.copy_in(SOON);
    }

    fn show_folder(&self, shown: Option<Shown>) {
        self.folder.shown.replace(shown.clone());
        self.dispatcher.dispatch(Action::Store(News::Folder(shown)));
    }

    /// Has the person choose a folder.
    pub(super) fn pick_folder(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let picked = asked(&gloo::utils::window(), "showDirectoryPicker", &options(FOR_WRITING)).await;
            let handle = match picked {
                Ok(handle) => handle,
                // The person has thought better of it.
                Err(thrown) if text(&thrown, "name") == "AbortError" => return,
                Err(thrown) => {
                    return saver.tell(format!("The browser gives this page no folder ({}).", reason(&thrown)));
                }
            };
            saver.folder.files.take();
            saver.keep_folder(Some(&handle)).await;
            saver.use_folder(handle, true);
        });
    }

    /// Asks for the permission that has gone, and goes on.
    pub(super) fn go_on_with_folder(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let handle = saver.folder.handle.borrow().clone();
            let Some(handle) = handle else { return };
            let may = asked(&handle, "requestPermission", &options(FOR_WRITING)).await;
            saver.use_folder(handle, may.is_ok_and(|may| may == "granted"));
        });
    }

    /// Writes no more copies. Those that are there stay.
    pub(super) fn stop_folder(self: &Rc<Self>) {
        self.folder.handle.take();
        self.folder.files.take();
        self.show_folder(None);
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move { saver.keep_folder(None).await });
    }

    async fn keep_folder(&self, handle: Option<&JsValue>) {
        let store = self.store.borrow().clone();
        if let Some(store) = store {
            // What cannot be kept is for this time only.
            let _ = store.keep_value(FOLDER, handle).await;
            let _ = store.keep_file(FILES, None).await;
        }
    }

    /// Writes what has changed after a while.
    pub(super) fn copy_in(self: &Rc<Self>, ms: u32) {
        let is_asleep = self.folder.shown.borrow().as_ref().is_none_or(|it| it.problem.as_deref() == Some(ASK));
        if is_asleep || self.folder.waits.replace(true) {
            return;
        }
        let (saver, turn) = (Rc::clone(self), self.folder.turn.get());
        wasm_bindgen_futures::spawn_local(async move {
            frames::pause(ms).await;
            if saver.folder.turn.get() != turn {
                return;
            }
            let done = saver.copy().await;
            if saver.folder.turn.get() != turn {
                return;
            }
            saver.folder.waits.set(false);
            let shown = saver.folder.shown.borrow().clone();
            // It may have been given up meanwhile.
            let Some(mut shown) = shown else { return };
            match done {
                Ok(0) if shown.problem.is_none() => return,
                Ok(_) => {
                    shown.problem = None;
                    shown.written = Some(now().into());
                    saver.has_filed();
                }
                Err(thrown) => shown.problem = Some(said(&thrown).into()),
            }
            let again = shown.problem.is_some();
            saver.show_folder(Some(shown));
            saver.copy_in(if again { LATER } else { SOON });
        });
    }

    /// Writes each article that is not as its file has it; how many.
    async fn copy(self: &Rc<Self>) -> Result<usize, JsValue> {
        let (due, labels) = {
            let (mirror, files) = (self.mirror.borrow(), self.folder.files.borrow());
            let is_due = |(document, version): &(Rc<Document>, String)| {
                found(&files, &document.id).is_none_or(|[_, written, _]| written != version)
            };
            (mirror.versions().filter(is_due).collect::<Vec<_>>(), mirror.labels())
        };
        let (mut count, mut done) = (0, Ok(()));
        for (document, version) in due {
            let handle = self.folder.handle.borrow().clone();
            let Some(handle) = handle.filter(|_| self.role.get() == Role::Editor) else { break };
            let known = found(&self.folder.files.borrow(), &document.id).map(|[_, _, name]| name.clone());
            let name = known
                .unwrap_or_else(|| format!("{} {}.postil.json", file_stem(&document.title), file_stem(&document.id)));
            done = match own_files::each(std::slice::from_ref(&document), &labels).await {
                Ok(bodies) => put(&handle, &name, &bodies.into_iter().collect()).await,
                Err(error) => Err(error.to_string().into()),
            };
            if done.is_err() {
                break;
            }
            count += 1;
            let mut files = self.folder.files.borrow_mut();
            let at = files.partition_point(|[id, ..]| **id < *document.id);
            let file = [document.id.to_string(), version, name];
            match files.get_mut(at).filter(|[id, ..]| **id == *document.id) {
                Some(known) => *known = file,
                None => files.insert(at, file),
            }
        }
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| count > 0 && self.folder.handle.borrow().is_some()) {
            let files = write(&self.folder.files.borrow());
            // Else more is written the next time than is needed.
            let _ = store.keep_file(FILES, Some(files.as_bytes())).await;
        }
        done.map(|()| count)
    }
}

/// Writes one file whole, or leaves it as it was.
async fn put(folder: &JsValue, name: &str, body: &Array) -> Result<(), JsValue> {
    let arguments = options(r#"{"create":true}"#);
    arguments.unshift(&name.into());
    let file = asked(folder, "getFileHandle", &arguments).await?;
    let stream = asked(&file, "createWritable", &Array::new()).await?;
    let written = asked(&stream, "write", body).await;
    let end = if written.is_ok() { "close" } else { "abort" };
    let ended = asked(&stream, end, &Array::new()).await;
    written.and(ended).map(drop)
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

/// The time by the person's clock.
fn now() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// What is noted of an article. O(log n).
fn found<'a>(files: &'a [File], id: &str) -> Option<&'a File> {
    files.get(files.partition_point(|[known, ..]| **known < *id)).filter(|[known, ..]| known == id)
}

fn write(files: &[File]) -> String {
    let plain = files.iter().filter(|[id, ..]| !id.contains(['\t', '\n']));
    plain.map(|file| file.join("\t") + "\n").collect()
}

fn read(list: &str) -> Vec<File> {
    let line = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some([parts.next()?, parts.next()?, parts.next()?])
    };
    list.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_files_is_read_as_it_was_written() {
        let entry = |id: &str| [id.to_owned(), format!("{id} 12"), format!("Port opens {id}.postil.json")];
        let files: Vec<File> = ["d 2", "d1", "é"].map(entry).to_vec();
        assert_eq!(read(&write(&files)), files);
        for file in &files {
            assert_eq!(found(&files, &file[0]), Some(file));
        }
        assert_eq!(found(&files, "d"), None);
        let mut more = files.clone();
        more.extend([entry("a\tb"), entry("a\nb")]);
        assert_eq!(read(&write(&more)), files, "what cannot be noted is written again");
        assert_eq!(read("d1\tno name\n"), Vec::<File>::new());
    }
}
