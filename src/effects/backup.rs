//! Copies of everything in one archive, of one project or of all, and back. Articles are put into words one after the
//! other, so that the page answers in between; the worker makes the archive and checks it.

use std::rc::Rc;

use js_sys::{Array, JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::desk::{self, DeskError};
use super::exchange::Ready;
use super::{frames, hours, own_files};
use crate::journal;
use crate::state::Saved;
use crate::state::backup::Backup;

/// Where the articles of a project are in it, and the rest; and before that, where there are several projects, whose they
/// are.
const ARTICLES: &str = "articles/";
const OTHERS: &str = "state/";
const PROJECTS: &str = "projects/";
/// In place of the id of the first project, which has none.
const FIRST: &str = "first";

/// Where the parts of a project are among those of others.
pub(super) fn folder_of(id: &str) -> String {
    format!("{PROJECTS}{}/", if id.is_empty() { FIRST } else { id })
}

/// An archive of projects, each with where its parts are to be in it.
///
/// # Errors
/// When an article cannot be written, or the worker does not work.
pub(crate) async fn make(projects: &[(String, Rc<Saved>)]) -> Result<Ready, DeskError> {
    let (mut bodies, names) = (Vec::new(), Array::new());
    let (mut articles, mut annotations) = (0, 0);
    for (folder, saved) in projects {
        bodies.extend(own_files::each(&saved.documents, &saved.labels).await?);
        for (at, document) in saved.documents.iter().enumerate() {
            let stem = postil_formats::file_stem(&document.title);
            names.push(&format!("{folder}{ARTICLES}{:05} {stem}.postil.json", at + 1).into());
            annotations += document.annotations.len();
        }
        articles += saved.documents.len();
        for (name, body) in journal::others(saved) {
            names.push(&format!("{folder}{OTHERS}{name}").into());
            bodies.push(Uint8Array::from(body.as_bytes()));
        }
    }
    let made = String::from(js_sys::Date::new_0().to_iso_string());
    let names = String::from(JSON::stringify(&names)?);
    let head = format!(r#"{{"do":"pack","names":{names},"made":"{made}","counts":[{articles},{annotations}]}}"#);
    let answer = desk::ask(&head, &bodies).await?;
    let body = answer.bodies.into_iter().next().unwrap_or_default();
    Ok(Ready::of(format!("postil-backup-{}.zip", hours::today()), "application/zip", body))
}

/// A project in a backup: its id, where the backup is of several, and what is in it.
type Part = (Option<String>, Backup);

/// What is in a backup; `None` when the file is another archive. There is a part at least.
///
/// # Errors
/// When the worker does not work. What cannot be read in it is said along with the rest.
pub(crate) async fn read(name: &str, file: &Uint8Array) -> Result<Option<Vec<Part>>, DeskError> {
    // It moves to the worker, and is needed here if it is no backup.
    let copy = Uint8Array::new(file);
    let quoted = String::from(JSON::stringify(&name.into())?);
    let answer = desk::ask(&format!(r#"{{"do":"unpack","name":{quoted}}}"#), &[copy]).await?;
    let head = JSON::parse(&answer.head)?;
    let get = |name: &str| Reflect::get(&head, &name.into()).unwrap_or_default();
    if !get("is_backup").is_truthy() {
        return Ok(None);
    }
    let words = |name: &str| {
        let list: Array = get(name).dyn_into().unwrap_or_default();
        list.iter().filter_map(|it: JsValue| it.as_string()).collect::<Vec<_>>()
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut started = frames::now_ms();
    for (name, body) in words("names").iter().zip(answer.bodies) {
        let body = body.to_vec();
        let (id, name) = match name.strip_prefix(PROJECTS).and_then(|rest| rest.split_once('/')) {
            Some((FIRST, name)) => (Some(""), name),
            Some((id, name)) => (Some(id), name),
            None => (None, name.as_str()),
        };
        let known = parts.iter().position(|(known, _)| known.as_deref() == id).unwrap_or(parts.len());
        if known == parts.len() {
            parts.push((id.map(str::to_owned), Backup::default()));
        }
        let Some((_, backup)) = parts.get_mut(known) else { continue };
        if let Some(name) = name.strip_prefix(OTHERS) {
            let taken = match std::str::from_utf8(&body) {
                Ok(body) => journal::take_other(name, body, &mut backup.saved),
                Err(_) => Err(format!("{name} is not a text.")),
            };
            backup.problems.extend(taken.err());
        } else if name.starts_with(ARTICLES) {
            match own_files::read(&body).await {
                Ok(library) => backup.saved.documents.extend(library.documents.into_iter().map(Rc::new)),
                Err(error) => backup.problems.push(format!("{name}: {error}")),
            }
        }
        if frames::now_ms() - started > frames::SLICE_MS {
            frames::yield_to_browser().await;
            started = frames::now_ms();
        }
    }
    match parts.first_mut() {
        Some((_, first)) => first.problems.extend(words("problems")),
        None => parts.push((None, Backup { problems: words("problems"), ..Backup::default() })),
    }
    Ok(Some(parts))
}
