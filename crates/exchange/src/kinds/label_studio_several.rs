//! What several say of a task, annotators and models: each has ids of its own, which may be those of another, and of what
//! one annotator marked and another before marked the same, the first stays.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::draft::{DraftRelation, DraftSpan};
use crate::loose::Passed;

/// Where a mark lies, and its label.
type Key = (Vec<(u64, u64)>, String);

/// What was said so far.
#[derive(Default)]
pub(super) struct Several {
    lists: usize,
    /// The id that is its own of the first mark of each id.
    first: HashMap<String, String>,
    /// The ids of the marks that stay.
    kept: BTreeMap<Key, Option<String>>,
    /// The id of the mark that stands for another's.
    stand_ins: HashMap<String, String>,
}

impl Several {
    /// Makes the ids of the next one's marks, and of its relations between them, different from all others.
    pub(super) fn next(&mut self, spans: &mut [DraftSpan], relations: &mut [DraftRelation]) {
        self.lists += 1;
        let own = |id: &str| format!("{} {id}", self.lists);
        let mut ids: HashSet<String> = HashSet::new();
        for id in spans.iter_mut().filter_map(|span| span.id.as_mut()) {
            let new = own(id);
            self.first.entry(id.clone()).or_insert_with(|| new.clone());
            ids.insert(std::mem::replace(id, new));
        }
        for end in relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
            if ids.contains(end) {
                *end = own(end);
            }
        }
    }

    /// The marks of an annotator that no other had made before.
    pub(super) fn once(&mut self, spans: Vec<DraftSpan>, passed: &mut Passed) -> Vec<DraftSpan> {
        let key = |span: &DraftSpan| (span.pieces.clone(), span.label.clone());
        let keys: Vec<_> = spans.iter().map(|span| (key(span), span.id.clone())).collect();
        let mut new = Vec::with_capacity(spans.len());
        for span in spans {
            match self.kept.get(&key(&span)) {
                None => new.push(span),
                Some(first) => {
                    self.stand_ins.extend(span.id.zip(first.clone()));
                    passed.add("marks that another annotator had made before were passed over", || span.place);
                }
            }
        }
        for (key, id) in keys {
            self.kept.entry(key).or_insert(id);
        }
        new
    }

    /// The relations with the marks that stayed, each once.
    pub(super) fn relations(self, relations: Vec<DraftRelation>) -> Vec<DraftRelation> {
        let mut seen = HashSet::new();
        let settled = relations.into_iter().map(|mut relation| {
            for end in [&mut relation.from, &mut relation.to] {
                // One may lead to what another said.
                for known in [&self.first, &self.stand_ins] {
                    if let Some(id) = known.get(end.as_str()) {
                        end.clone_from(id);
                    }
                }
            }
            relation
        });
        settled.filter(|it| seen.insert((it.kind.clone(), it.from.clone(), it.to.clone()))).collect()
    }
}
