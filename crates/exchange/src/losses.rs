//! What a format cannot say of the documents that are written: listed by kind, so that nobody finds out later.

use postil_engine::{Annotation, Document, Status};
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
    let annotations = || documents.iter().flat_map(|document| document.annotations.iter());
    let of = |is: fn(&Annotation) -> bool| annotations().filter(|annotation| is(annotation)).count();
    let count = |says: Says| match says {
        Says::Overlaps => 0, // what becomes of overlaps is the writer's to say: it knows which stay
        Says::Fragments => of(|it| !it.fragments.is_empty()),
        Says::Status => of(|it| it.status == Status::Suggested),
        Says::Confidence => of(|it| it.confidence.is_some()),
        Says::Notes => of(|it| it.note.is_some()),
        Says::Attributes => annotations().map(|it| it.attributes.len()).sum(),
        Says::Relations => documents.iter().map(|it| it.relations.len()).sum(),
        Says::Entities => documents.iter().map(|it| it.entities.len()).sum(),
        Says::Links => documents.iter().flat_map(|it| it.entities.iter()).filter(|it| it.link.is_some()).count(),
        Says::Values => of(|it| it.value.is_some()),
        Says::Blocks => documents.iter().map(|it| it.blocks.len()).sum(),
        Says::Origin => documents.iter().filter(|it| it.date.is_some() || it.source_url.is_some()).count(),
        Says::Titles => documents.iter().filter(|it| !it.title.is_empty()).count(),
        Says::Ids => documents.len(),
    };
    let unsaid = ALL.iter().filter(|(says, _)| !format.can_say(*says));
    unsaid.map(|&(says, what)| Loss { what, count: count(says) }).filter(|loss| loss.count > 0).collect()
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
