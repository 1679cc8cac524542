//! The layout of before: each document whole under its id, and two records for the rest. It is read once and carried over.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{LabelDef, read_personal};
use postil_formats::{LabelFile, native};
use serde::Deserialize;

use crate::state::{LabelSet, Saved, Settings};

const WORKSPACE: &str = "workspace";
const DOCUMENT: &str = "document:";
const PERSONAL: &str = "personal";

/// Everything but the documents.
#[derive(Deserialize)]
struct Workspace {
    open: Option<Arc<str>>,
    order: Vec<Arc<str>>,
    undetected: Vec<Arc<str>>,
    labels: Vec<LabelDef>,
    #[serde(default)]
    sets: Vec<LabelFile>,
    settings: Settings,
}

/// The state that those records (key and body) hold, and what could not be read. A record that cannot be read stays where it is.
#[must_use]
pub fn old(records: &[(String, String)]) -> (Saved, Vec<String>) {
    let mut saved = Saved::default();
    let mut order = Vec::new();
    let mut problems = Vec::new();
    for (key, body) in records {
        if key == WORKSPACE {
            match serde_json::from_str::<Workspace>(body) {
                Ok(workspace) => {
                    saved.open = workspace.open;
                    saved.undetected = workspace.undetected;
                    saved.labels = Rc::new(workspace.labels);
                    let set = |set: LabelFile| LabelSet { name: set.name, labels: Rc::new(set.labels) };
                    saved.sets = Rc::new(workspace.sets.into_iter().map(set).collect());
                    saved.settings = workspace.settings;
                    order = workspace.order;
                }
                Err(error) => {
                    problems.push(format!("The stored settings could not be read ({error}); defaults are used."));
                }
            }
        } else if key == PERSONAL {
            match read_personal(body) {
                Ok(list) => saved.personal = Rc::new(list),
                Err(error) => problems.push(format!("The stored personal list could not be read ({error})")),
            }
        } else if let Some(id) = key.strip_prefix(DOCUMENT) {
            match native::FORMAT.read(body.as_bytes()) {
                Some(Ok(library)) => saved.documents.extend(library.documents.into_iter().map(Rc::new)),
                Some(Err(error)) => problems.push(format!("The stored article {id} could not be opened: {error}")),
                None => {}
            }
        }
    }
    // Articles of another tab may be missing from the order; they come last.
    let place = |id: &str| order.iter().position(|known| &**known == id).unwrap_or(order.len());
    saved.documents.sort_by_cached_key(|document| place(&document.id));
    let open = saved.open.take().filter(|id| saved.document(id).is_some());
    saved.open = open;
    (saved, problems)
}
