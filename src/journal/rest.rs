//! What belongs to no article: settings, labels, sets, the personal list, the project, the order of the library, what is open. A small
//! record each, written when it changed.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{LabelDef, read_personal, write_personal};
use postil_formats::LabelFile;
use serde::{Deserialize, Serialize};

use super::code::{from_json, to_json};
use crate::state::progress::Progress;
use crate::state::{LabelSet, Project, Saved};

/// The records' names. The order is that of the slots.
const SETTINGS: &str = "settings";
const LABELS: &str = "labels";
const SETS: &str = "sets";
const PERSONAL: &str = "personal";
const PROJECT: &str = "project";
pub(super) const ORDER: &str = "order";
/// The start of the names of a record for each article; the rest is its id.
const PROGRESS: &str = "progress:";
const OPEN: &str = "open";

/// Those that a page never writes over where another has changed one of them. What one sees and where one is may differ from
/// page to page.
pub(super) const SHARED: [&str; 4] = [LABELS, SETS, PERSONAL, PROJECT];

#[derive(Serialize, Deserialize)]
struct Open {
    open: Option<Arc<str>>,
    undetected: Vec<Arc<str>>,
}

/// All that belongs to no article, by its name.
#[must_use]
pub fn others(saved: &Saved) -> Vec<(Cow<'static, str>, String)> {
    differing(None, saved).into_iter().filter(|(name, _)| *name != OPEN).collect()
}

/// Takes what is under that name, as [`others`] has it.
///
/// # Errors
/// What to say to the person.
pub fn take_other(name: &str, body: &str, saved: &mut Saved) -> Result<(), String> {
    if matches!(name, ORDER | OPEN) {
        return Ok(());
    }
    take(name, body, saved, &mut Vec::new())
}

/// The records that differ, all of them where nothing is stored yet: name and body.
pub(super) fn differing(old: Option<&Saved>, new: &Saved) -> Vec<(Cow<'static, str>, String)> {
    let mut all = Vec::new();
    let differs = |is_same: fn(&Saved, &Saved) -> bool| old.is_none_or(|old| !is_same(old, new));
    if differs(|old, new| old.settings == new.settings) {
        all.push((SETTINGS.into(), to_json(&new.settings)));
    }
    if differs(|old, new| Rc::ptr_eq(&old.labels, &new.labels) || old.labels == new.labels) {
        all.push((LABELS.into(), to_json(&*new.labels)));
    }
    if differs(|old, new| Rc::ptr_eq(&old.sets, &new.sets) || old.sets == new.sets) {
        let sets: Vec<_> = new.sets.iter().map(|set| LabelFile::new(&set.name, set.labels.to_vec())).collect();
        all.push((SETS.into(), to_json(&sets)));
    }
    if differs(|old, new| Rc::ptr_eq(&old.personal, &new.personal) || old.personal == new.personal) {
        all.push((PERSONAL.into(), write_personal(new.personal.iter())));
    }
    if differs(|old, new| old.project == new.project) {
        all.push((PROJECT.into(), to_json(&*new.project)));
    }
    if differs(|old, new| old.open == new.open && old.undetected == new.undetected) {
        let open = Open { open: new.open.clone(), undetected: new.undetected.clone() };
        all.push((OPEN.into(), to_json(&open)));
    }
    let progress = old.map(|old| &old.progress);
    if progress.is_none_or(|old| !Rc::ptr_eq(old, &new.progress)) {
        let known = |id: &Arc<str>| progress.and_then(|old| old.get(id));
        let differs = |(id, it): &(&Arc<str>, &Rc<Progress>)| {
            known(id).is_none_or(|known| !Rc::ptr_eq(known, it) && known != *it)
        };
        let each = new.progress.iter().filter(differs);
        all.extend(each.map(|(id, it)| (format!("{PROGRESS}{id}").into(), to_json(&**it))));
        // Of what there is nothing to say any more.
        let old = progress.into_iter().flat_map(|old| old.keys());
        let gone = old.filter(|id| !new.progress.contains_key(*id));
        all.extend(gone.map(|id| (format!("{PROGRESS}{id}").into(), to_json(&Progress::default()))));
    }
    all
}

/// Takes the record of that name into `saved`; the order of the library goes to `order`. What has no such name is left.
///
/// # Errors
/// What to say to the person.
pub(super) fn take(name: &str, body: &str, saved: &mut Saved, order: &mut Vec<String>) -> Result<(), String> {
    let wrong = |what: &str, error: String| {
        format!("The stored {what} could not be read ({error}); those of a new page are used.")
    };
    match name {
        SETTINGS => saved.settings = from_json(body).map_err(|error| wrong("settings", error))?,
        LABELS => {
            let labels: Vec<LabelDef> = from_json(body).map_err(|error| wrong("labels", error))?;
            saved.labels = Rc::new(labels);
        }
        SETS => {
            let sets: Vec<LabelFile> = from_json(body).map_err(|error| wrong("label sets", error))?;
            let set = |set: LabelFile| LabelSet { name: set.name, labels: Rc::new(set.labels) };
            saved.sets = Rc::new(sets.into_iter().map(set).collect());
        }
        PERSONAL => {
            saved.personal = Rc::new(read_personal(body).map_err(|error| wrong("personal list", error.to_string()))?);
        }
        PROJECT => {
            let project: Project = from_json(body).map_err(|error| wrong("name and guidelines", error))?;
            saved.project = Rc::new(project);
        }
        ORDER => *order = from_json(body).map_err(|error| wrong("order of the library", error))?,
        OPEN => {
            let open: Open = from_json(body).map_err(|error| wrong("place where you were", error))?;
            (saved.open, saved.undetected) = (open.open, open.undetected);
        }
        _ => {
            if let Some(id) = name.strip_prefix(PROGRESS) {
                let progress: Progress = from_json(body).map_err(|error| wrong("status of an article", error))?;
                if progress != Progress::default() {
                    Rc::make_mut(&mut saved.progress).insert(id.into(), Rc::new(progress));
                }
            }
        }
    }
    Ok(())
}
