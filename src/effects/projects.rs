//! The projects of this browser. Each is a library of its own: a database, a lock and a channel, and a mark of what is known
//! of its keeping, all of whose names end in the project's id. The first one has no id, so that what was there before there
//! were projects is it. The register of their names is in the browser's other storage, an entry each, and is put right from
//! the databases that are there. A tab stays in its project over reloads; going to another one is a reload.

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use web_sys::Storage;

use super::common::asked;
use super::saver;
use super::storage::{self, StorageError, Store};
use super::{backup, frames, intake, tabs};
use crate::journal::{self, Loaded, Mirror, Plan, Stored, Work};
use crate::state::backup::Backup;
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Saved, Settings, State, project, reduce};

/// Where the register's entries begin, and where a tab notes its project.
const ENTRY: &str = "postil:project:";
const TAB: &str = "postil:project";
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
        format!("{ENTRY}{}", self.id)
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

/// Settles which project this page is of.
pub(super) async fn settle() {
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
    let new = || Known { id: id.into(), name: String::new(), created: saver::today(), opened: 0 };
    let mut known = known.unwrap_or_else(new);
    if !name.is_empty() {
        known.name = name.replace('\n', " ");
    }
    if is_opened {
        // Below 2^53; the cast saturates.
        known.opened = (js_sys::Date::now() / 1_000.0) as u64;
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
        Known { id: id.into(), name, created: saver::today(), opened: 0 }.write();
    }
}

/// The names of the databases; `None` where the browser does not tell.
async fn databases() -> Option<Vec<String>> {
    let indexed_db = Reflect::get(&gloo::utils::window(), &"indexedDB".into()).ok()?;
    let found = Array::from(&asked(&indexed_db, "databases", &Array::new()).await.ok()?);
    Some(found.iter().filter_map(|it| Reflect::get(&it, &"name".into()).ok()?.as_string()).collect())
}

/// What is stored of a project.
async fn read(id: &str) -> Result<(Store, Loaded), StorageError> {
    let store = Store::open(id, Rc::new(|| {})).await?;
    let loaded = load(&store).await?;
    Ok((store, loaded))
}

/// What is in a store.
///
/// # Errors
/// As the store's.
pub(super) async fn load(store: &Store) -> Result<Loaded, StorageError> {
    let records = store.records().await?;
    let old = store.old().await?;
    let old = (!old.is_empty()).then(|| journal::old(&old));
    Ok(journal::load(Stored { records, old }))
}

/// What is done to projects.
pub(crate) enum Deed {
    /// One is made and holds this.
    Create(Box<Saved>),
    /// Some are saved to one file.
    BackUp {
        /// What the open one holds, if it is among them.
        here: Option<Rc<Saved>>,
        /// Those that are not open.
        others: Vec<Known>,
    },
    /// One that is not open is deleted for good.
    Delete(Known),
}

/// What came of it.
pub(crate) enum Done {
    /// This project is there now.
    Created(Rc<str>),
    /// To be said.
    Said(String),
}

impl Done {
    /// What is to be said, if anything.
    pub(crate) fn said(self) -> Option<String> {
        match self {
            Self::Created(_) => None,
            Self::Said(words) => Some(words),
        }
    }
}

/// Does that.
///
/// # Errors
/// Why it was not done, in words for the person.
pub(crate) async fn act(deed: Deed) -> Result<Done, String> {
    match deed {
        Deed::Create(saved) => {
            let id: Rc<str> = intake::random_id().into();
            let store = Store::open(&id, Rc::new(|| {})).await.map_err(|error| error.to_string())?;
            let project = Rc::clone(&saved.project);
            keep(&store, Mirror::default(), *saved).await?;
            write(&id, project.title(), false);
            Ok(Done::Created(id))
        }
        Deed::BackUp { here: own, others } => {
            let is_filed = own.is_some();
            let mut all: Vec<_> = own.into_iter().map(|saved| (here(), saved)).collect();
            for known in others {
                let (_, loaded) = read(&known.id).await.map_err(|error| error.to_string())?;
                all.push((known.id, Rc::new(loaded.saved)));
            }
            let is_one = all.len() == 1;
            let folder = |id: Rc<str>| if is_one { String::new() } else { backup::folder_of(&id) };
            let all: Vec<_> = all.into_iter().map(|(id, saved)| (folder(id), saved)).collect();
            let file = backup::make(&all).await.map_err(|error| error.to_string())?;
            let done = if is_filed { file.save() } else { file.hand_over() };
            done.map_err(|error| error.to_string())?;
            Ok(Done::Said(format!("{} is on its way to your downloads. Look whether it has arrived.", file.name)))
        }
        Deed::Delete(known) => {
            if tabs::is_open(&known.id).await {
                return Err(format!("“{}” is open in another tab or window. Close it there first.", known.title()));
            }
            storage::delete(&known.id).await.map_err(|error| error.to_string())?;
            if let Some(storage) = local() {
                for key in [known.key(), saver::mark_of(&known.id)] {
                    let _ = storage.remove_item(&key);
                }
            }
            Ok(Done::Said(format!("Deleted “{}”.", known.title())))
        }
    }
}

/// Stores what a project is to hold.
async fn keep(store: &Store, mut mirror: Mirror, saved: Saved) -> Result<(), String> {
    let work = Work { saved: Rc::new(saved), history: Rc::clone(&mirror.history) };
    let by = intake::random_id().into();
    loop {
        let plan = Plan::new(&mirror, &work, &Default::default(), &mut || intake::random_id().into(), &by);
        let Some(mut plan) = plan else { return Ok(()) };
        frames::in_slices(|| plan.step()).await;
        match store.write(&plan).await {
            Ok(storage::Written::Done) => mirror = plan.done(),
            Ok(_) => return Err("Another tab has changed it meanwhile.".to_owned()),
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// Goes to a project: the page is loaded anew.
pub(super) fn open(id: &str) {
    write(id, "", true);
    note_tab(id);
    // A page may always load itself again.
    let _ = gloo::utils::window().location().reload();
}

/// Takes a backup in: what is of this page's project here, what is of others there.
pub(super) async fn restore(dispatcher: &Dispatcher, parts: Vec<(Option<String>, Backup)>) {
    let (mut own, mut others) = (None, Vec::new());
    for (id, backup) in parts {
        match id {
            Some(id) if *id != *here() => {
                let name = backup.saved.project.title().to_owned();
                let done = restore_into(&id, backup).await;
                others.push(done.unwrap_or_else(|why| format!("“{name}” was not restored: {why}")));
            }
            _ => own = Some(backup),
        }
    }
    dispatcher.dispatch(match own {
        Some(backup) => Action::AddBackup(Box::new(Backup { others, ..backup })),
        None => Action::Notify(Some(Notice::info(others.join("\n")))),
    });
}

async fn restore_into(id: &str, backup: Backup) -> Result<String, String> {
    if tabs::is_open(id).await {
        return Err("it is open in another tab or window. Restore it there.".to_owned());
    }
    let (store, loaded) = read(id).await.map_err(|error| error.to_string())?;
    let state = State { saved: Rc::new(loaded.saved), history: Rc::clone(&loaded.mirror.history), ..State::default() };
    let state = reduce(&state, Action::AddBackup(Box::new(backup)));
    let (name, said) = (state.saved.project.title().to_owned(), state.session.notice.map(|notice| notice.words));
    saver::note_articles(id, state.saved.documents.len());
    keep(&store, loaded.mirror, (*state.saved).clone()).await?;
    write(id, &name, false);
    Ok(said.map(|said| said.to_string()).unwrap_or_default())
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
