//! Documents with invented names in place of those that are marked: one name has one replacement in all of them, also
//! where it is not marked, in titles, ids and notes. Figures stay, and so do nationalities' plain words that nobody marked.
//! Whatever leads back, links and sources, is left out. Linear in the texts.

mod kept;
mod lexicon;
mod names;
mod rewrite;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{Annotation, Block, Document, Entity, Ignored, LabelDef, LabelKind, Span, Status, Text};

use crate::report::Replaced;
use lexicon::{Kind, Lexicon};
use rewrite::{Marks, Rewritten, rewrite};

/// Documents and labels without the names.
pub(crate) struct Pseudonymised {
    pub(crate) documents: Vec<Document>,
    pub(crate) labels: Vec<LabelDef>,
    pub(crate) replaced: Replaced,
}

/// Replaces the names of all documents.
pub(crate) fn pseudonymised(documents: &[Document], labels: &[LabelDef], seed: u64) -> Pseudonymised {
    let kinds: HashMap<&str, Option<Kind>> = labels.iter().map(|label| (&*label.name, kind(label))).collect();
    let names = names_of(documents, &kinds);
    let lexicon = Lexicon::new(&names, words_of(documents, labels), seed);
    let mut replacer = Replacer { lexicon, kinds, replaced: Replaced::default() };
    replacer.replaced.names = replacer.lexicon.len();
    let documents = documents.iter().map(|document| replacer.document(document)).collect();
    let labels = labels.iter().map(|label| LabelDef {
        description: replacer.plain(&label.description).into(),
        guideline: replacer.plain(&label.guideline).into(),
        ..label.clone()
    });
    let labels = labels.collect();
    Pseudonymised { documents, labels, replaced: replacer.replaced }
}

/// What a label's marks name; `None` for figures.
fn kind(label: &LabelDef) -> Option<Kind> {
    let named = |name: &str| match name {
        "PERSON" | "PER" => Some(Kind::Person),
        "ORG" => Some(Kind::Organisation),
        "GPE" | "LOC" | "FAC" => Some(Kind::Place),
        "NORP" | "PRODUCT" | "EVENT" | "WORK_OF_ART" | "MISC" => Some(Kind::Phrase),
        _ => None,
    };
    if label.kind == LabelKind::Figure {
        return None;
    }
    let detected = || label.detects.iter().flatten().find_map(|name| named(name));
    named(&label.name.to_uppercase()).or_else(detected).or(Some(Kind::Organisation))
}

/// The names in the order in which they come, each once.
fn names_of(documents: &[Document], kinds: &HashMap<&str, Option<Kind>>) -> Vec<(Kind, String)> {
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    let mut add = |kind: Kind, name: &str| {
        let name = (kind, name.to_owned());
        if seen.insert(name.clone()) {
            names.push(name);
        }
    };
    for document in documents {
        for annotation in document.annotations.iter().filter(|it| it.status != Status::Rejected) {
            let Some(kind) = kinds.get(&*annotation.label).copied().flatten() else { continue };
            pieces(annotation).iter().for_each(|piece| add(kind, document.text.slice(*piece)));
        }
        for entity in document.entities.iter() {
            let Some(kind) = kinds.get(&*entity.label).copied().flatten() else { continue };
            add(kind, &entity.name);
        }
    }
    names
}

fn pieces(annotation: &Annotation) -> &[Span] {
    if annotation.fragments.is_empty() { std::slice::from_ref(&annotation.span) } else { &annotation.fragments }
}

/// All words that occur anywhere, so that no invented name is one of them.
fn words_of(documents: &[Document], labels: &[LabelDef]) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut add = |text: &str| {
        found.extend(words::words(text, &[]).iter().filter_map(|&(start, end)| text.get(start..end)).map(words::key));
    };
    for document in documents {
        [document.text.as_str(), &document.title, &document.id].into_iter().for_each(&mut add);
        document.entities.iter().for_each(|entity| add(&entity.name));
        for annotation in document.annotations.iter() {
            annotation.note.iter().for_each(|note| add(note));
            annotation.attributes.iter().for_each(|attribute| add(&attribute.value));
        }
    }
    for label in labels {
        [&label.name, &label.description, &label.guideline].into_iter().for_each(|text| add(text));
    }
    found
}

struct Replacer<'a> {
    lexicon: Lexicon,
    kinds: HashMap<&'a str, Option<Kind>>,
    replaced: Replaced,
}

impl Replacer<'_> {
    fn kind(&self, label: &str) -> Option<Kind> {
        self.kinds.get(label).copied().flatten()
    }

    /// A text without marks.
    fn plain(&mut self, text: &str) -> String {
        let done = rewrite(text, &Marks::default(), &self.lexicon);
        self.replaced.beside += done.unmarked;
        done.text
    }

    fn document(&mut self, document: &Document) -> Document {
        let is_name = |it: &&Arc<Annotation>| it.status != Status::Rejected && self.kind(&it.label).is_some();
        let spans = |annotations: Vec<&Arc<Annotation>>| -> Vec<Span> {
            annotations.into_iter().flat_map(|it| pieces(it)).copied().collect()
        };
        let (names, others): (Vec<_>, Vec<_>) = document.annotations.iter().partition(is_name);
        let done = rewrite(document.text.as_str(), &Marks::new(spans(names), spans(others)), &self.lexicon);
        self.replaced.marked += done.marked;
        self.replaced.unmarked += done.unmarked;
        self.replaced.links += usize::from(document.source_url.is_some());
        let mut annotations: Vec<_> =
            document.annotations.iter().filter_map(|it| self.annotation(it, &done)).map(Arc::new).collect();
        annotations.sort_by_key(|annotation| annotation.order());
        let entities = document.entities.iter().map(|it| Arc::new(self.entity(it)));
        let entities = Arc::new(entities.collect());
        let blocks = document.blocks.iter().filter_map(|it| Some(Block { span: done.span(it.span)?, ..*it }));
        let ignored =
            document.ignored.iter().filter_map(|it| Some(Ignored { span: done.span(it.span)?, ..it.clone() }));
        Document {
            id: self.plain(&document.id).into(),
            title: self.plain(&document.title).into(),
            source_url: None,
            blocks: blocks.collect(),
            ignored: Arc::new(ignored.collect()),
            annotations: Arc::new(annotations),
            entities,
            text: Text::new(done.text),
            ..document.clone()
        }
    }

    fn annotation(&mut self, annotation: &Annotation, done: &Rewritten) -> Option<Annotation> {
        let span = done.span(annotation.span)?;
        let mut fragments: Vec<Span> = Vec::with_capacity(annotation.fragments.len());
        for piece in annotation.fragments.iter().filter_map(|piece| done.span(*piece)) {
            // Two pieces of one replaced word are one.
            if fragments.last().is_none_or(|last| last.end() < piece.start()) {
                fragments.push(piece);
            }
        }
        let reaches = fragments.last().is_some_and(|last| last.end() == span.end());
        if fragments.len() < 2 || !reaches {
            fragments.clear();
        }
        let mut attributes = annotation.attributes.clone();
        attributes.iter_mut().for_each(|it| it.value = self.plain(&it.value).into());
        let note = annotation.note.as_ref().map(|note| self.plain(note).into());
        Some(Annotation { span, fragments, attributes, note, ..annotation.clone() })
    }

    fn entity(&mut self, entity: &Entity) -> Entity {
        let is_figure = self.kind(&entity.label).is_none();
        let name: Arc<str> = self.plain(&entity.name).into();
        let link = entity.link.clone().filter(|_| is_figure && name == entity.name);
        self.replaced.links += usize::from(link.is_none() && entity.link.is_some());
        Entity { name, link, ..entity.clone() }
    }
}
