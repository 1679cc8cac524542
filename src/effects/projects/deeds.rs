//! What is done to projects that need not be open: making one, copies of some, deleting one, taking a backup in.

use std::rc::Rc;

use super::super::storage::{self, StorageError, Store};
use super::super::{backup, frames, intake, saver, tabs};
use super::{Known, doom, here, key, local, write};
use crate::journal::{self, Loaded, Loading, Mirror, Plan, Stored, Work};
use crate::state::backup::Backup;
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice, Saved, State, project, reduce};

/// What is stored of a project.
pub(super) async fn read(id: &str) -> Result<(Store, Loaded), StorageError> {
    let store = Store::open(id, Rc::new(|| {})).await?;
    let loaded = load(&store).await?;
    Ok((store, loaded))
}

/// What is in a store.
///
/// # Errors
/// As the store's.
pub(in super::super) async fn load(store: &Store) -> Result<Loaded, StorageError> {
    let records = store.records().await?;
    let old = store.old().await?;
    let old = (!old.is_empty()).then(|| journal::old(&old));
    let mut loading = Loading::new(Stored { records, old });
    frames::in_slices(|| loading.step()).await;
    // What is done with it takes a turn of its own.
    frames::yield_to_browser().await;
    Ok(loading.finish())
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
    /// One that is not open gets another name.
    Rename(Known, String),
    /// One is deleted for good. From the one that is open here the page goes to another one first.
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
            let mut lacks = Vec::new();
            for known in others {
                let (_, loaded) = read(&known.id).await.map_err(|error| error.to_string())?;
                lacks.extend(lacking(known.title(), &loaded.problems));
                all.push((known.id, Rc::new(loaded.saved)));
            }
            let is_one = all.len() == 1;
            let folder = |id: Rc<str>| if is_one { String::new() } else { backup::folder_of(&id) };
            let all: Vec<_> = all.into_iter().map(|(id, saved)| (folder(id), saved)).collect();
            let file = backup::make(&all).await.map_err(|error| error.to_string())?;
            let done = if is_filed { file.save() } else { file.hand_over() };
            done.map_err(|error| error.to_string())?;
            let said = format!("{} is on its way to your downloads. Look whether it has arrived.", file.name);
            let said: Vec<_> = std::iter::once(said).chain(lacks).collect();
            Ok(Done::Said(said.join("\n")))
        }
        Deed::Rename(known, name) => {
            closed(&known).await?;
            let (store, loaded) = read(&known.id).await.map_err(|error| error.to_string())?;
            let Loaded { mut saved, mirror, .. } = loaded;
            Rc::make_mut(&mut saved.project).name = name.as_str().into();
            keep(&store, mirror, saved).await?;
            write(&known.id, &name, false);
            Ok(Done::Said(format!("“{}” is called “{}” now.", known.title(), project::title(&name))))
        }
        Deed::Delete(known) => {
            closed(&known).await?;
            if known.id == here() {
                doom(&known)?;
                return Ok(Done::Said("Leaving it …".to_owned()));
            }
            delete(&known.id, known.title()).await.map(Done::Said)
        }
    }
}

/// What a backup lacks of a project, some of which could not be read.
fn lacking(title: &str, problems: &[String]) -> Option<String> {
    (!problems.is_empty()).then(|| format!("Not all of “{title}” could be read: {}", problems.join(" ")))
}

/// Refuses where a page has the project open.
async fn closed(known: &Known) -> Result<(), String> {
    if tabs::is_open(&known.id).await {
        return Err(format!("“{}” is open in another tab or window. Close it there first.", known.title()));
    }
    Ok(())
}

/// Deletes a project that no page has open; what is to be said.
pub(super) async fn delete(id: &str, name: &str) -> Result<String, String> {
    storage::delete(id).await.map_err(|error| error.to_string())?;
    if let Some(storage) = local() {
        for key in [key(id), saver::mark_of(id)] {
            let _ = storage.remove_item(&key);
        }
    }
    Ok(format!("Deleted “{name}”."))
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

/// Takes a backup in: what is of this page's project here, what is of others there.
pub(in super::super) async fn restore(dispatcher: &Dispatcher, parts: Vec<(Option<String>, Backup)>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_backup_lacks_is_said() {
        let problem = |words: &str| words.to_owned();
        for (problems, wanted) in [
            (vec![], None),
            (vec![problem("One.")], Some("Not all of “Mine” could be read: One.")),
            (vec![problem("One."), problem("Two.")], Some("Not all of “Mine” could be read: One. Two.")),
        ] {
            assert_eq!(lacking("Mine", &problems).as_deref(), wanted);
        }
    }
}
