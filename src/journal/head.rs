//! The head of an article's records: what a list of the library shows, and where its records stand.

use std::sync::Arc;

use postil_engine::{Document, Status};
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Head {
    /// The article's id.
    pub(super) id: Arc<str>,
    pub(super) title: Arc<str>,
    /// Bytes of the text.
    pub(super) length: usize,
    /// Annotations that are suggested, accepted and rejected.
    pub(super) counts: [usize; 3],
    /// Parts of the text.
    pub(super) texts: usize,
    /// The number of the last change.
    pub(super) sequence: u64,
    /// The snapshots that are kept, the last one last: the number of the last change in them, and their bytes.
    pub(super) snapshots: Vec<(u64, usize)>,
    /// Bytes of the changes after the last snapshot.
    pub(super) since: usize,
    /// Whether the article has been taken out of the library; its records stay for as long as that can be undone.
    pub(super) removed: bool,
    /// Who wrote last: each page that is open has a name of its own.
    pub(super) by: Arc<str>,
}

impl Head {
    /// Says of the article what a list shows. O(annotations).
    pub(super) fn describe(&mut self, document: &Document) {
        self.id = Arc::clone(&document.id);
        self.title = Arc::clone(&document.title);
        self.length = document.text.as_str().len();
        self.counts = [0; 3];
        for annotation in document.annotations.iter() {
            self.counts[match annotation.status {
                Status::Suggested => 0,
                Status::Accepted => 1,
                Status::Rejected => 2,
            }] += 1;
        }
    }

    /// The number of the last change in the last snapshot, and its bytes.
    pub(super) fn last_snapshot(&self) -> (u64, usize) {
        self.snapshots.iter().max().copied().unwrap_or_default()
    }
}
