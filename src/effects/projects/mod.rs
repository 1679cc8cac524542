//! The projects of this browser. Each is a library of its own: a database, a lock and a channel, and a mark of what is known
//! of its keeping, all of whose names end in the project's id. The first one has no id, so that what was there before there
//! were projects is it. The register of their names is in the browser's other storage, an entry each, and is put right from
//! the databases that are there. A tab stays in its project over reloads; going to another one is a reload.

mod deeds;

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use web_sys::Storage;

use self::deeds::read;
pub(crate) use self::deeds::{Deed, Done, act};
pub(super) use self::deeds::{load, restore};
use super::common::asked;
use super::{hours, saver, storage};
use crate::state::{Notice, Saved, Settings, project};

/// Where the register's entries begin, and where a tab notes its project.
const ENTRY: &str = "postil:project:";
const TAB: &str = "postil:project";
/// Where a tab notes the project that is to be deleted when it is left, and what it is called.
const DOOMED: &str = "postil:doomed";
/// How the page looks and what its keys are, which is the person's and not a project's.
const LOOK: &str = "postil:look";

thread_local! {
    static HERE: OnceCell<Rc<str>> = const { OnceCell::new() };
}

/// A project as the register has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) id: Rc<str>,
    name: String,
    /// The day, ISO 8601.
    created: String,
    /// When it was opened last, in seconds.
    opened: u64,
}

impl Known {
    fn read(id: &str, entry: &str) -> Option<Self> {
        let mut parts = entry.splitn(3, '\n');
        let (opened, created, name) = (parts.next()?.parse().ok()?, parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Self { id: id.into(), name, created, opened })
    }

    fn write(&self) {
        if let Some(storage) = local() {
            // There may be no room; then it is found by its database.
            let _ = storage.set_item(&self.key(), &format!("{}\n{}\n{}", self.opened, self.created, self.name));
        }
    }

    /// What tells it from the others.
    pub(crate) fn key(&self) -> String {
        key(&self.id)
    }

    /// Its name, also when it has none.
    pub(crate) fn title(&self) -> &str {
        project::title(&self.name)
    }

    /// Articles that it has, as far as is known.
    pub(crate) fn articles(&self) -> usize {
        saver::articles_of(&self.id)
    }
}

fn key(id: &str) -> String {
    format!("{ENTRY}{id}")
}

fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn tab() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// The name of something that each project has its own of.
pub(super) fn own(name: &str, id: &str) -> String {
    if id.is_empty() { name.to_owned() } else { format!("{name}:{id}") }
}

/// The id of the project that this page is of; it stays so for as long as the page lives.
pub(crate) fn here() -> Rc<str> {
    HERE.with(|here| Rc::clone(here.get_or_init(wanted)))
}

fn wanted() -> Rc<str> {
    let known = list();
    let noted = tab().and_then(|storage| storage.get_item(TAB).ok().flatten());
    let noted = noted.and_then(|id| known.iter().find(|it| *it.id == *id));
    let last = || known.iter().rev().max_by_key(|it| it.opened);
    noted.or_else(last).map_or_else(Rc::default, |it| Rc::clone(&it.id))
}

/// All projects that are known of, the oldest first.
pub(crate) fn list() -> Vec<Known> {
    let Some(storage) = local() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    let entry = |key: String| {
        let entry = storage.get_item(&key).ok().flatten()?;
        Known::read(key.strip_prefix(ENTRY)?, &entry)
    };
    let mut all: Vec<Known> = keys.filter_map(entry).collect();
    all.sort_by(|a, b| (!a.id.is_empty(), &a.created, &a.name).cmp(&(!b.id.is_empty(), &b.created, &b.name)));
    all
}

/// The projects that are not open here.
pub(crate) fn others() -> Vec<Known> {
    let here = here();
    list().into_iter().filter(|known| known.id != here).collect()
}

/// Settles which project this page is of, and deletes the one before where that was wanted; what is to be said of it.
pub(super) async fn settle() -> Option<Notice> {
    let said = bury().await;
    let noted = tab().and_then(|storage| storage.get_item(TAB).ok().flatten());
    let known = list();
    let is_known = match &noted {
        Some(noted) => known.iter().any(|it| *it.id == **noted),
        None => !known.is_empty(),
    };
    if !is_known {
        repair().await;
    }
    note_tab(&here());
    said
}

async fn bury() -> Option<Notice> {
    let storage = tab()?;
    let doomed = storage.get_item(DOOMED).ok()??;
    // Else it is tried again with the next page.
    let _ = storage.remove_item(DOOMED);
    let (id, name) = doomed.split_once('\n')?;
    Some(match deeds::delete(id, name).await {
        Ok(words) => Notice::info(words),
        Err(why) => Notice::problem(format!("“{name}” was not deleted: {why}")),
    })
}

/// Leaves a project for the one that was opened last before, or an empty one, and has it deleted then.
fn doom(known: &Known) -> Result<(), &'static str> {
    const CANNOT: &str = "Open another project and delete this one from there.";
    let noted = tab().and_then(|storage| storage.set_item(DOOMED, &format!("{}\n{}", known.id, known.title())).ok());
    noted.ok_or(CANNOT)?;
    open(&others().iter().max_by_key(|it| it.opened).map(|it| Rc::clone(&it.id)).unwrap_or_default());
    Ok(())
}

/// Goes to a project: the page is loaded anew.
pub(super) fn open(id: &str) {
    write(id, "", true);
    note_tab(id);
    // A page may always load itself again.
    let _ = gloo::utils::window().location().reload();
}

fn note_tab(id: &str) {
    if let Some(storage) = tab() {
        // Else the project that was opened last is opened.
        let _ = storage.set_item(TAB, id);
    }
}

/// Notes that the project of this page is open, and what it is called.
pub(super) fn note(name: &str) {
    write(&here(), name, true);
}

fn write(id: &str, name: &str, is_opened: bool) {
    let known = list().into_iter().find(|it| *it.id == *id);
    let new = || Known { id: id.into(), name: String::new(), created: hours::today().to_string(), opened: 0 };
    let mut known = known.unwrap_or_else(new);
    if !name.is_empty() {
        known.name = name.replace('\n', " ");
    }
    if is_opened {
        known.opened = hours::now();
    }
    known.write();
}

/// Puts projects into the register of which there is only the database.
pub(crate) async fn repair() {
    let Some(databases) = databases().await else { return };
    let known = list();
    for id in databases.iter().filter_map(|name| storage::project_of(name)) {
        if known.iter().any(|it| *it.id == *id) {
            continue;
        }
        let name = match read(id).await {
            Ok((_, loaded)) => {
                saver::note_articles(id, loaded.saved.documents.len());
                loaded.saved.project.name.to_string()
            }
            Err(_) => String::new(),
        };
        Known { id: id.into(), name, created: hours::today().to_string(), opened: 0 }.write();
    }
}

/// The names of the databases; `None` where the browser does not tell.
async fn databases() -> Option<Vec<String>> {
    let indexed_db = Reflect::get(&gloo::utils::window(), &"indexedDB".into()).ok()?;
    let found = Array::from(&asked(&indexed_db, "databases", &Array::new()).await.ok()?);
    Some(found.iter().filter_map(|it| Reflect::get(&it, &"name".into()).ok()?.as_string()).collect())
}

/// Takes the look that was chosen last, in whichever project.
pub(super) fn dress(settings: &mut Settings) {
    let look = local().and_then(|storage| storage.get_item(LOOK).ok().flatten());
    if let Some(look) = look.and_then(|look| serde_json::from_str::<Settings>(&look).ok()) {
        settings.take_look(&look);
    }
}

/// Notes the look for all projects.
pub(super) fn keep_look(settings: &Settings) {
    let mut look = Settings::default();
    look.take_look(settings);
    if let (Some(storage), Ok(look)) = (local(), serde_json::to_string(&look)) {
        // There may be no room, or no leave; then each project has its own.
        let _ = storage.set_item(LOOK, &look);
    }
}

/// What a new project holds: the labels, lists and settings of this one, or those of a new page.
pub(crate) fn new(like: Option<&Saved>, name: &str) -> Saved {
    let mut saved = like.cloned().unwrap_or_default();
    (saved.documents, saved.open, saved.undetected, saved.progress) = Default::default();
    Rc::make_mut(&mut saved.project).name = name.into();
    saved
}
