//! The types of what is written, in both shapes, and what is read of an XMI's types: which features refer to others.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value, json};

use crate::error::ReadError;

pub(super) const ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
pub(super) const RELATION: &str = "custom.Relation";
pub(super) const DOCUMENT: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Which characters of the text stand for others that XML does not have: `3 1b;17 0`, places and code points in hexadecimal.
pub(super) const REPLACED: &str = "replacedCharacters";

const STRING: &str = "uima.cas.String";

struct Type {
    name: &'static str,
    parent: &'static str,
    features: &'static [(&'static str, &'static str)],
}

const TYPES: [Type; 3] = [
    Type {
        name: RELATION,
        parent: "uima.tcas.Annotation",
        features: &[("label", STRING), ("Governor", ENTITY), ("Dependent", ENTITY)],
    },
    Type {
        name: DOCUMENT,
        parent: "uima.tcas.DocumentAnnotation",
        features: &[
            ("documentTitle", STRING),
            ("documentId", STRING),
            ("documentUri", STRING),
            ("collectionId", STRING),
            ("documentBaseUri", STRING),
            ("isLastSegment", "uima.cas.Boolean"),
            (REPLACED, STRING),
        ],
    },
    Type {
        name: ENTITY,
        parent: "uima.tcas.Annotation",
        features: &[
            ("value", STRING),
            ("identifier", STRING),
            ("mentionOf", STRING),
            ("note", STRING),
            ("confidence", "uima.cas.Float"),
            ("figure", STRING),
            ("attributes", STRING),
            ("pieces", STRING),
        ],
    },
];

/// `%TYPES` of the JSON.
pub(super) fn as_json() -> Value {
    let types = TYPES.iter().map(|kind| {
        let head = [("%NAME".to_owned(), json!(kind.name)), ("%SUPER_TYPE".to_owned(), json!(kind.parent))];
        let features = kind.features.iter();
        let features = features.map(|(name, range)| ((*name).to_owned(), json!({ "%NAME": name, "%RANGE": range })));
        (kind.name.to_owned(), Value::Object(head.into_iter().chain(features).collect::<Map<_, _>>()))
    });
    Value::Object(types.collect())
}

/// `TypeSystem.xml`.
pub(super) fn as_xml() -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n"
        .to_owned();
    for kind in TYPES {
        let (name, parent) = (kind.name, kind.parent);
        let _ =
            writeln!(out, "<typeDescription><name>{name}</name><description/><supertypeName>{parent}</supertypeName>");
        out.push_str("<features>\n");
        for (name, range) in kind.features {
            let _ = writeln!(
                out,
                "<featureDescription><name>{name}</name><description/><rangeTypeName>{range}</rangeTypeName></featureDescription>"
            );
        }
        out.push_str("</features></typeDescription>\n");
    }
    out.push_str("</types>\n</typeSystemDescription>\n");
    out
}

/// The names of features that refer to other structures, where a description of types says so.
pub(super) fn referring(xml: &str) -> Result<BTreeSet<String>, ReadError> {
    let mut found = BTreeSet::new();
    let mut reader = Reader::from_str(xml);
    let (mut element, mut name) = (String::new(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => element = start.local_name().as_ref().to_owned(),
            Ok(Event::End(_)) => element.clear(),
            Ok(Event::Text(text)) if element == "name" => name = text.xml10_content().trim().to_owned(),
            Ok(Event::Text(text)) if element == "rangeTypeName" && !is_primitive(text.xml10_content().trim()) => {
                found.insert(std::mem::take(&mut name));
            }
            Ok(Event::Eof) => return Ok(found),
            Ok(_) => {}
            Err(error) => {
                return Err(ReadError::new(format!("The description of types is no XML: {error}.")));
            }
        }
    }
}

fn is_primitive(range: &str) -> bool {
    let name = range.strip_prefix("uima.cas.").unwrap_or_default();
    // The strings of an array are elements in the structure itself.
    matches!(name, "String" | "StringArray" | "Boolean" | "Byte" | "Short" | "Integer" | "Long" | "Float" | "Double")
}
