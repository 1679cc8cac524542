//! What a format cannot say of the documents that are written: listed by kind, so that nobody finds out later.

use postil_engine::{Document, Status};
use serde::Serialize;

use crate::format::{Format, Says};

/// Something that the file does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// What it is, in the plural: `notes`.
    pub what: &'static str,
    /// How many there are.
    pub count: usize,
}

impl Loss {
    /// The count and what it is: `1 note`, `2 notes`.
    #[must_use]
    pub fn words(&self) -> String {
        let one = ONE.iter().find(|(many, _)| self.count == 1 && *many == self.what);
        format!("{} {}", self.count, one.map_or(self.what, |(_, one)| one))
    }
}

/// What of `documents` a file of `format` leaves unsaid. O(n).
pub(crate) fn losses(format: &Format, documents: &[Document]) -> Vec<Loss> {
    let mut found = Found::default();
    documents.iter().for_each(|document| found.add(document));
    let unsaid = ALL.iter().filter(|(says, _)| !format.can_say(*says));
    unsaid.map(|&(says, what)| Loss { what, count: found.of(says) }).filter(|loss| loss.count > 0).collect()
}

/// How much there is to say, counted in one pass.
#[derive(Default)]
struct Found {
    fragments: usize,
    suggested: usize,
    confidences: usize,
    notes: usize,
    attributes: usize,
    values: usize,
    relations: usize,
    entities: usize,
    links: usize,
    blocks: usize,
    origins: usize,
    titles: usize,
    documents: usize,
}

impl Found {
    fn add(&mut self, document: &Document) {
        for annotation in document.annotations.iter() {
            self.fragments += usize::from(!annotation.fragments.is_empty());
            self.suggested += usize::from(annotation.status == Status::Suggested);
            self.confidences += usize::from(annotation.confidence.is_some());
            self.notes += usize::from(annotation.note.is_some());
            self.attributes += annotation.attributes.len();
            self.values += usize::from(annotation.value.is_some());
        }
        self.relations += document.relations.len();
        self.entities += document.entities.len();
        self.links += document.entities.iter().filter(|entity| entity.link.is_some()).count();
        self.blocks += document.blocks.len();
        self.origins += usize::from(document.date.is_some() || document.source_url.is_some());
        self.titles += usize::from(!document.title.is_empty());
        self.documents += 1;
    }

    fn of(&self, says: Says) -> usize {
        match says {
            Says::Overlaps => 0, // what becomes of overlaps is the writer's to say: it knows which stay
            Says::Fragments => self.fragments,
            Says::Status => self.suggested,
            Says::Confidence => self.confidences,
            Says::Notes => self.notes,
            Says::Attributes => self.attributes,
            Says::Relations => self.relations,
            Says::Entities => self.entities,
            Says::Links => self.links,
            Says::Values => self.values,
            Says::Blocks => self.blocks,
            Says::Origin => self.origins,
            Says::Titles => self.titles,
            Says::Ids => self.documents,
        }
    }
}

const ALL: [(Says, &str); 13] = [
    (Says::Fragments, "spans in pieces, which become whole"),
    (Says::Status, "suggestions, which look like accepted marks"),
    (Says::Confidence, "confidences"),
    (Says::Notes, "notes"),
    (Says::Attributes, "attributes"),
    (Says::Relations, "relations"),
    (Says::Entities, "entities that marks mention"),
    (Says::Links, "links of entities"),
    (Says::Values, "values of figures"),
    (Says::Blocks, "parts of articles"),
    (Says::Origin, "dates and sources"),
    (Says::Titles, "titles"),
    (Says::Ids, "ids of documents"),
];

/// What one of them is called.
const ONE: [(&str, &str); 15] = [
    ("spans in pieces, which become whole", "span in pieces, which becomes whole"),
    ("suggestions, which look like accepted marks", "suggestion, which looks like an accepted mark"),
    ("confidences", "confidence"),
    ("notes", "note"),
    ("attributes", "attribute"),
    ("relations", "relation"),
    ("entities that marks mention", "entity that marks mention"),
    ("links of entities", "link of an entity"),
    ("values of figures", "value of a figure"),
    ("parts of articles", "part of an article"),
    ("dates and sources", "date or source"),
    ("titles", "title"),
    ("ids of documents", "id of a document"),
    ("marks whose labels the profile leaves out", "mark whose label the profile leaves out"),
    ("marks that such a file leaves out", "mark that such a file leaves out"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_as_one() {
        for (_, what) in ALL {
            let words = |count| Loss { what, count }.words();
            assert_eq!(words(2), format!("2 {what}"));
            assert_ne!(words(1), format!("1 {what}"));
        }
    }
}
