//! A CAS in memory, between its two shapes and documents, and a document as a CAS.

use std::borrow::Cow;
use std::collections::BTreeMap;

use postil_engine::{Document, Id};

use super::typesystem::{DOCUMENT, ENTITY, RELATION};
use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::unit::Ruler;

/// What is read of a CAS.
#[derive(Debug, Default)]
pub(super) struct Cas {
    /// The texts, each with its id and its view's name.
    pub(super) sofas: Vec<(String, String, String)>,
    /// All else, in the file's order.
    pub(super) structures: Vec<Structure>,
    /// Whether it is said which features refer to others; an XMI without its types does not say it.
    pub(super) is_typed: bool,
}

/// A feature structure that lies in a text or refers to others.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) id: String,
    /// The type's name with its package.
    pub(super) kind: String,
    pub(super) sofa: Option<String>,
    pub(super) begin: Option<u64>,
    pub(super) end: Option<u64>,
    pub(super) features: Vec<Feature>,
}

/// A feature with a value.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) value: String,
    /// Whether the value is the id of another structure.
    pub(super) refers: bool,
    /// Whether it is one of several that a feature may have.
    pub(super) several: bool,
}

impl Feature {
    /// One that refers to the structure of that id.
    pub(super) fn referring(name: &str, id: usize) -> Self {
        Self { refers: true, ..Self::saying(name, id.to_string()) }
    }

    pub(super) fn saying(name: &str, value: String) -> Self {
        Self { name: name.to_owned(), value, refers: false, several: false }
    }
}

impl Structure {
    pub(super) fn feature(&self, name: &str) -> Option<&str> {
        self.features.iter().find(|feature| feature.name == name).map(|feature| feature.value.as_str())
    }
}

/// The feature of an array that holds what is in it; as XMI has it, ids have a space between.
pub(super) const ELEMENTS: &str = "elements";

/// A structure that is written.
#[derive(Debug)]
pub(super) struct Written<'a> {
    pub(super) id: usize,
    pub(super) kind: &'static str,
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) features: Vec<(&'static str, Content<'a>)>,
}

/// What a feature says.
#[derive(Debug)]
pub(super) enum Content<'a> {
    Text(Cow<'a, str>),
    Number(f32),
    Yes,
    Refers(usize),
}

/// The id of the text.
pub(super) const SOFA: usize = 1;

/// A document's structures but for its text, in order of their ids.
pub(super) fn structures<'a>(document: &'a Document, job: &Job<'_>) -> Result<Vec<Written<'a>>, WriteError> {
    let ruler = Ruler::new(&document.text, job.unit);
    let mut out = Vec::with_capacity(document.annotations.len() + document.relations.len() + 1);
    let mut about = vec![
        ("language", Content::Text("x-unspecified".into())),
        ("documentTitle", Content::Text((&*document.title).into())),
        ("documentId", Content::Text((&*document.id).into())),
    ];
    about.extend(document.source_url.as_deref().map(|url| ("documentUri", Content::Text(url.into()))));
    about.push(("isLastSegment", Content::Yes));
    let length = ruler.offset(document.text.as_str().len());
    out.push(Written { id: SOFA + 1, kind: DOCUMENT, begin: 0, end: length, features: about });
    let mut ids: BTreeMap<Id, (usize, usize, usize)> = BTreeMap::new();
    for annotation in document.annotations.iter() {
        let (begin, end) = ruler.offsets(annotation.span);
        let id = SOFA + 1 + out.len();
        ids.insert(annotation.id, (id, begin, end));
        let mut features = vec![("value", Content::Text((&*annotation.label).into()))];
        let entity = annotation.entity.and_then(|entity| document.entity(entity));
        let link = entity.and_then(|entity| entity.link.as_deref());
        features.extend(link.map(|link| ("identifier", Content::Text(iri(link)))));
        features.extend(entity.map(|entity| ("mentionOf", Content::Text(format!("e{}", entity.id).into()))));
        features.extend(annotation.note.as_deref().map(|note| ("note", Content::Text(note.into()))));
        features.extend(annotation.confidence.map(|sure| ("confidence", Content::Number(sure))));
        if let Some(value) = &annotation.value {
            features.push(("figure", Content::Text(serde_json::to_string(&**value)?.into())));
        }
        if !annotation.attributes.is_empty() {
            features.push(("attributes", Content::Text(serde_json::to_string(&annotation.attributes)?.into())));
        }
        if !annotation.fragments.is_empty() {
            let pieces = annotation.fragments.iter().map(|piece| {
                let (begin, end) = ruler.offsets(*piece);
                format!("{begin} {end}")
            });
            features.push(("pieces", Content::Text(pieces.collect::<Vec<_>>().join(";").into())));
        }
        out.push(Written { id, kind: ENTITY, begin, end, features });
    }
    for relation in document.relations.iter() {
        let (Some(&(from, ..)), Some(&(to, begin, end))) = (ids.get(&relation.from), ids.get(&relation.to)) else {
            continue;
        };
        let features = vec![
            ("label", Content::Text((&*relation.kind).into())),
            ("Governor", Content::Refers(from)),
            ("Dependent", Content::Refers(to)),
        ];
        // A relation lies where it leads to, as INCEpTION has it.
        out.push(Written { id: SOFA + 1 + out.len(), kind: RELATION, begin, end, features });
    }
    Ok(out)
}

/// The names of the files, one a document.
pub(super) fn file_names(job: &Job<'_>, format: &Format) -> Vec<String> {
    job.stems().into_iter().map(|stem| format!("{stem}{}", format.extension)).collect()
}

const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// INCEpTION takes whole addresses.
fn iri(link: &str) -> Cow<'_, str> {
    if is_item(link) { format!("{WIKIDATA}{link}").into() } else { link.into() }
}

/// The short form of an item of Wikidata, and any other address as it is.
pub(super) fn link(iri: &str) -> String {
    iri.strip_prefix(WIKIDATA).filter(|item| is_item(item)).unwrap_or(iri).to_owned()
}

fn is_item(link: &str) -> bool {
    link.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
