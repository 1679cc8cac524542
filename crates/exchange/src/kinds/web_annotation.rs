//! `web-annotation`: a page of annotations of the W3C's model, as JSON-LD.
//!
//! ```json
//! {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:postil:news","type":"AnnotationPage",
//!  "source":[{"id":"urn:postil:d1","type":"Text","format":"text/plain","label":"News","value":"Ana paid."}],
//!  "items":[{"id":"urn:postil:d1#a1","type":"Annotation","motivation":"tagging",
//!    "body":[{"type":"TextualBody","purpose":"tagging","value":"PERSON"}],
//!    "target":{"source":"urn:postil:d1","selector":[{"type":"TextQuoteSelector","exact":"Ana","prefix":"","suffix":" paid."},
//!      {"type":"TextPositionSelector","start":0,"end":3}]}}]}
//! ```
//!
//! Positions are code points, as the model demands, end exclusive; a mark in pieces has several targets. The texts are
//! described once, beside the items, so that the file can be read back. The reader is in `web_annotation_read`.

use std::fmt::Write;

use postil_engine::{Annotation, Document, Span};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::kinds::web_annotation_read::read;
use crate::part::Part;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "web-annotation",
    name: "W3C Web Annotation",
    description: "JSON-LD page of annotations with quotes and positions, for Recogito and other annotation software",
    extension: ".jsonld",
    mime: "application/ld+json",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint, Unit::Utf16],
    says: &[Says::Overlaps, Says::Fragments, Says::Notes, Says::Relations, Says::Links, Says::Titles, Says::Ids],
    tokens: None,
    streams: false,
    joins: Joins::Lists(&["\"source\":[", "\n],\n\"items\":[", "\n]}\n"]),
    write: Some(write),
    read: Some(Read::Files(read)),
    check: None,
    knows,
};

/// What begins the names of our documents.
pub(super) const NAMES: &str = "urn:postil:";
/// What begins the names of Wikidata's items.
pub(super) const WIKIDATA: &str = "http://www.wikidata.org/entity/";
/// How much of the text is given around a quote, in bytes, at most.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    format: &'static str,
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Targets<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Text {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        value: &'a str,
    },
    Resource {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        source: String,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Targets<'a> {
    Name(String),
    One(Target<'a>),
    Several(Vec<Target<'a>>),
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: (Quote<'a>, Position),
}

#[derive(Serialize)]
struct Quote<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(1, 420);
    body.extend_from_slice(b"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":");
    serde_json::to_writer(&mut body, &name(job.stem))?;
    body.extend_from_slice(b",\"type\":\"AnnotationPage\",\n\"source\":[");
    let names: Vec<String> = job.documents.iter().map(|document| name(&document.id)).collect();
    for (at, (document, id)) in job.documents.iter().zip(&names).enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        let (label, value) = (&*document.title, document.text.as_str());
        serde_json::to_writer(&mut body, &Source { id, kind: "Text", format: "text/plain", label, value })?;
    }
    body.extend_from_slice(b"\n],\n\"items\":[");
    let mut first = true;
    for (document, name) in job.documents.iter().zip(&names) {
        let ruler = Ruler::new(&document.text, job.unit);
        let items = document.annotations.iter().map(|annotation| item(document, name, &ruler, annotation));
        let relations = document.relations.iter().map(|relation| Item {
            id: format!("{name}#r{}", relation.id),
            kind: "Annotation",
            motivation: "linking",
            body: vec![
                Body::Resource {
                    kind: "SpecificResource",
                    purpose: "linking",
                    source: format!("{name}#a{}", relation.to),
                },
                Body::Text { kind: "TextualBody", purpose: "tagging", value: &relation.kind },
            ],
            target: Targets::Name(format!("{name}#a{}", relation.from)),
        });
        for item in items.chain(relations) {
            body.extend_from_slice(if first { b"\n" } else { b",\n" });
            first = false;
            serde_json::to_writer(&mut body, &item)?;
        }
    }
    body.extend_from_slice(b"\n]}\n");
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn item<'a>(document: &'a Document, source: &'a str, ruler: &Ruler<'_>, annotation: &'a Annotation) -> Item<'a> {
    let mut body = vec![Body::Text { kind: "TextualBody", purpose: "tagging", value: &annotation.label }];
    let link = annotation.entity.and_then(|id| document.entity(id)).and_then(|entity| entity.link.as_deref());
    body.extend(link.map(|link| Body::Resource {
        kind: "SpecificResource",
        purpose: "identifying",
        source: if is_wikidata(link) { format!("{WIKIDATA}{link}") } else { link.to_owned() },
    }));
    body.extend(annotation.note.as_deref().map(|value| Body::Text {
        kind: "TextualBody",
        purpose: "commenting",
        value,
    }));
    let target = |span| target(document, source, ruler, span);
    Item {
        id: format!("{source}#a{}", annotation.id),
        kind: "Annotation",
        motivation: "tagging",
        body,
        target: if annotation.fragments.is_empty() {
            Targets::One(target(annotation.span))
        } else {
            Targets::Several(annotation.fragments.iter().map(|fragment| target(*fragment)).collect())
        },
    }
}

fn target<'a>(document: &'a Document, source: &'a str, ruler: &Ruler<'_>, span: Span) -> Target<'a> {
    let text = document.text.as_str();
    let (start, end) = ruler.offsets(span);
    let (before, after) = (text.get(..span.start()).unwrap_or_default(), text.get(span.end()..).unwrap_or_default());
    let mut from = before.len().saturating_sub(AROUND);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let mut to = after.len().min(AROUND);
    while !after.is_char_boundary(to) {
        to -= 1;
    }
    let (prefix, suffix) = (before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default());
    // What stands at the cut may be half of a cluster.
    let cut = prefix.graphemes(true).next().filter(|_| from > 0);
    let prefix = prefix.strip_prefix(cut.unwrap_or_default()).unwrap_or_default();
    let cut = suffix.graphemes(true).next_back().filter(|_| to < after.len());
    let suffix = suffix.strip_suffix(cut.unwrap_or_default()).unwrap_or_default();
    let quote = Quote { kind: "TextQuoteSelector", exact: document.text.slice(span), prefix, suffix };
    Target { source, selector: (quote, Position { kind: "TextPositionSelector", start, end }) }
}

/// An id as a URN: what is not allowed there, in percent and hexadecimal digits.
fn name(id: &str) -> String {
    let mut name = NAMES.to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            name.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

/// Whether a link is an item of Wikidata, such as `Q42`.
pub(super) fn is_wikidata(link: &str) -> bool {
    let digits = link.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let is_page = shape.has("@context") && (peek.text.contains("anno.jsonld") || peek.has_key("selector"));
    let is_annotation = shape.has("target") && peek.has_key("selector");
    shape.lists < 2 && !shape.is_pair && (is_page || is_annotation)
}
