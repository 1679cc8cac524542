//! From the person's documents to those that are written: the chosen annotations, under the names that labels get in the
//! file. O(n log b) in annotations and blocks.

use std::collections::BTreeSet;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Label, LabelDef, Profile as Names, Status};

use crate::format::{Format, Says};
use crate::losses::Loss;
use crate::options::{Options, Profile, Statuses};

/// What is written.
pub(crate) struct Prepared {
    /// The documents with what is chosen of them.
    pub(crate) documents: Vec<Document>,
    /// The labels under their names in the file, each name once.
    pub(crate) labels: Vec<LabelDef>,
    /// What was chosen and has no name in the file.
    pub(crate) losses: Vec<Loss>,
}

/// Chooses and names.
pub(crate) fn prepare(format: &Format, documents: &[Document], labels: &[LabelDef], options: &Options) -> Prepared {
    let mut nameless = 0;
    let rejected = format.can_say(Says::Status);
    let chosen = documents.iter().map(|document| choose(document, rejected, options, &mut nameless)).collect();
    let mut named: Vec<LabelDef> = Vec::with_capacity(labels.len());
    let mut taken = BTreeSet::new();
    for label in labels.iter().filter(|label| is_chosen(&label.name, options)) {
        let Some(name) = name(&label.name, options) else { continue };
        if taken.insert(Arc::clone(&name)) {
            named.push(LabelDef { name, ..label.clone() });
        }
    }
    let loss = Loss { what: "marks whose labels the profile leaves out", count: nameless };
    let losses = if nameless > 0 { vec![loss] } else { Vec::new() };
    Prepared { documents: chosen, labels: named, losses }
}

fn is_chosen(label: &str, options: &Options) -> bool {
    options.labels.as_ref().is_none_or(|chosen| chosen.iter().any(|name| **name == *label))
}

/// The name of a label in the file; `None` where the profile leaves it out.
fn name(label: &Arc<str>, options: &Options) -> Option<Arc<str>> {
    if let Some((_, to)) = options.rename.iter().find(|(from, _)| from == label) {
        return Some(Arc::clone(to));
    }
    let known = Label::from_name(label);
    match options.profile {
        Profile::Own => Some(Arc::clone(label)),
        Profile::Ontonotes => {
            Some(known.and_then(|known| known.name_in(Names::Ontonotes)).map_or_else(|| Arc::clone(label), Arc::from))
        }
        Profile::Conll => known?.name_in(Names::Conll).map(Arc::from),
        Profile::Words => Some(label.replace('_', " ").to_lowercase().into()),
    }
}

fn choose(document: &Document, rejected: bool, options: &Options, nameless: &mut usize) -> Document {
    let wanted = |annotation: &Annotation| {
        let by_status = match options.statuses {
            Statuses::All => rejected || annotation.status != Status::Rejected,
            Statuses::Accepted => annotation.status == Status::Accepted,
        };
        let by_block = options.blocks.as_ref().is_none_or(|kinds| {
            document.block_at(annotation.span.start()).is_none_or(|block| kinds.contains(&block.kind))
        });
        let by_confidence = annotation.status != Status::Suggested
            || options.min_confidence.is_none_or(|least| annotation.confidence.is_none_or(|it| it >= least));
        by_status && by_block && by_confidence && is_chosen(&annotation.label, options)
    };
    let mut renamed = |annotation: &Arc<Annotation>| {
        let Some(name) = name(&annotation.label, options) else {
            *nameless += 1;
            return None;
        };
        let is_same = name == annotation.label;
        Some(if is_same {
            Arc::clone(annotation)
        } else {
            Arc::new(Annotation { label: name, ..Annotation::clone(annotation) })
        })
    };
    let is_own = options.profile == Profile::Own && options.rename.is_empty();
    if is_own && document.annotations.iter().all(|annotation| wanted(annotation)) {
        return document.clone();
    }
    let annotations: Vec<_> = document.annotations.iter().filter(|it| wanted(it)).filter_map(&mut renamed).collect();
    let ids: BTreeSet<Id> = annotations.iter().map(|annotation| annotation.id).collect();
    let mentioned: BTreeSet<Id> = annotations.iter().filter_map(|annotation| annotation.entity).collect();
    let relations = document.relations.iter().filter(|it| ids.contains(&it.from) && ids.contains(&it.to));
    let entities = document.entities.iter().filter(|entity| mentioned.contains(&entity.id));
    Document {
        relations: Arc::new(relations.cloned().collect()),
        entities: Arc::new(entities.cloned().collect()),
        annotations: Arc::new(annotations),
        ..document.clone()
    }
}
