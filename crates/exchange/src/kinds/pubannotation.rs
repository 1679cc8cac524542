//! `pubannotation`: the JSON of PubAnnotation, which TextAE and INCEpTION read too: an object for one document, a list for
//! several.
//!
//! ```json
//! {"text":"Ana paid Nortek.","sourcedb":"Postil","sourceid":"d1",
//!  "denotations":[{"id":"T1","span":{"begin":0,"end":3},"obj":"PERSON"},{"id":"T2","span":{"begin":9,"end":15},"obj":"ORG"}],
//!  "attributes":[{"id":"A1","subj":"T1","pred":"role","obj":"buyer"}],
//!  "relations":[{"id":"R3","subj":"T1","pred":"paid","obj":"T2"}]}
//! ```
//!
//! PubAnnotation counts code points (Ruby strings); TextAE (JavaScript) and INCEpTION (Java) UTF-16 units. End exclusive. A
//! denotation in pieces has a list of spans.

use std::collections::{HashMap, HashSet};

use postil_engine::{Attribute, Document, Status};
use serde::Serialize;

use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts, expect};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::{Joins, LIST};
use crate::json::{Item, Json};
use crate::loose::Passed;
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "pubannotation",
    name: "PubAnnotation",
    description: "JSON with denotations, attributes and relations, for PubAnnotation, TextAE and INCEpTION",
    extension: ".pubannotation.json",
    mime: "application/json",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint, Unit::Utf16],
    says: &[Says::Overlaps, Says::Fragments, Says::Attributes, Says::Relations, Says::Ids],
    tokens: None,
    streams: false,
    joins: Joins::Lists(LIST),
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Article<'a> {
    text: &'a str,
    sourcedb: &'static str,
    sourceid: &'a str,
    denotations: Vec<Denotation<'a>>,
    attributes: Vec<Said<'a>>,
    relations: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Denotation<'a> {
    id: String,
    span: Spans,
    obj: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Spans {
    One(Piece),
    Several(Vec<Piece>),
}

#[derive(Serialize)]
struct Piece {
    begin: usize,
    end: usize,
}

/// An attribute, whose object is a value, or a relation, whose object is a denotation.
#[derive(Serialize)]
struct Said<'a> {
    id: String,
    subj: String,
    pred: &'a str,
    obj: String,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(1, 100);
    if let ([document], [_]) = (job.documents, job.all) {
        serde_json::to_writer(&mut body, &article(document, job.unit))?;
        body.push(b'\n');
    } else {
        body.push(b'[');
        for (at, document) in job.documents.iter().enumerate() {
            body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut body, &article(document, job.unit))?;
        }
        body.extend_from_slice(b"\n]\n");
    }
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn article(document: &Document, unit: Unit) -> Article<'_> {
    let ruler = Ruler::new(&document.text, unit);
    let piece = |span| {
        let (begin, end) = ruler.offsets(span);
        Piece { begin, end }
    };
    let denotations = document.annotations.iter().map(|annotation| Denotation {
        id: format!("T{}", annotation.id),
        span: if annotation.fragments.is_empty() {
            Spans::One(piece(annotation.span))
        } else {
            Spans::Several(annotation.fragments.iter().map(|fragment| piece(*fragment)).collect())
        },
        obj: &annotation.label,
    });
    let said = document.annotations.iter().flat_map(|it| it.attributes.iter().map(move |said| (it.id, said)));
    let attributes = said.zip(1..).map(|((subj, said), id): (_, u32)| Said {
        id: format!("A{id}"),
        subj: format!("T{subj}"),
        pred: &said.name,
        obj: said.value.to_string(),
    });
    let relations = document.relations.iter().map(|relation| Said {
        id: format!("R{}", relation.id),
        subj: format!("T{}", relation.from),
        pred: &relation.kind,
        obj: format!("T{}", relation.to),
    });
    Article {
        text: document.text.as_str(),
        sourcedb: "Postil",
        sourceid: &document.id,
        denotations: denotations.collect(),
        attributes: attributes.collect(),
        relations: relations.collect(),
    }
}

fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let draft = draft(item, &mut drafts.passed)?;
    drafts.documents.push(draft);
    Ok(())
}

fn draft(item: &Item<'_>, passed: &mut Passed) -> Result<Draft, ReadError> {
    let value = &item.value;
    let Some(text) = value.words("text") else {
        return Err(ReadError::at(
            &item.place,
            "there is no \"text\"; get the document with its text, not its marks alone",
        ));
    };
    let mut draft = Draft { id: id(value), text: text.to_owned(), ..Draft::default() };
    layer(&item.place, value, "", &mut draft, passed);
    // Several people's or projects' work on one text, each with ids of its own.
    for (at, track) in value.get("tracks").map(Json::list).unwrap_or_default().iter().enumerate() {
        let path = format!("tracks[{at}]");
        layer(&item.place.within(path.as_str()), track, &format!("{path}."), &mut draft, passed);
    }
    Ok(draft)
}

fn id(value: &Json<'_>) -> Option<String> {
    let id = value.get("sourceid").and_then(Json::name)?;
    let part = value.any(&["divid"]).and_then(Json::name);
    Some(part.map_or_else(|| id.clone(), |part| format!("{id}-{part}")))
}

fn layer(place: &Spot, value: &Json<'_>, path: &str, draft: &mut Draft, passed: &mut Passed) {
    let list = |key: &str| value.get(key).map(Json::list).unwrap_or_default().iter().enumerate();
    let name = |entry: &Json<'_>, key: &str| entry.get(key).and_then(Json::name).map(|name| format!("{path}{name}"));
    let first = draft.spans.len();
    expect(&mut draft.spans, list("denotations").len());
    for (at, entry) in list("denotations").chain(list("catanns")) {
        let place = || place.at("denotations", at);
        let label = entry.any(&["obj", "category"]).and_then(Json::name).filter(|label| !label.is_empty());
        match pieces(entry.get("span").unwrap_or(&Json::Null)).zip(label) {
            Some((pieces, label)) => draft.spans.push(DraftSpan {
                place: place(),
                id: name(entry, "id"),
                pieces,
                label,
                status: Status::Accepted,
                ..DraftSpan::default()
            }),
            None => passed.add("denotations without begin, end and obj were passed over", place),
        }
    }
    let ids = draft.spans.iter().enumerate().skip(first).filter_map(|(at, span)| Some((span.id.clone()?, at)));
    let ids: HashMap<String, usize> = ids.collect();
    let mut said: HashSet<(usize, &str)> = HashSet::new();
    let attributes = list("attributes").map(|(at, it)| (("attributes", at), name(it, "subj"), it.get("obj"), it));
    let yes = Json::Bool(true);
    let modifications = list("modifications").map(|(at, it)| (("modifications", at), name(it, "obj"), Some(&yes), it));
    for ((key, at), subject, value, entry) in attributes.chain(modifications) {
        let value = match value {
            Some(Json::Bool(is)) => Some(if *is { "yes" } else { "no" }.to_owned()),
            value => value.and_then(Json::name),
        };
        let at_span = subject.and_then(|subject| ids.get(&subject).copied()).zip(entry.words("pred"));
        let new = at_span.zip(value).filter(|(at_span, _)| said.insert(*at_span));
        match new.and_then(|((span, pred), value)| Some((draft.spans.get_mut(span)?, pred, value))) {
            Some((span, pred, value)) => {
                span.attributes.push(Attribute { name: pred.into(), value: value.into() });
            }
            None => {
                passed.add("attributes that say nothing new of a denotation were passed over", || place.at(key, at));
            }
        }
    }
    for (at, entry) in list("relations") {
        let place = place.at("relations", at);
        match (name(entry, "subj"), entry.get("pred").and_then(Json::name), name(entry, "obj")) {
            (Some(from), Some(kind), Some(to)) => draft.relations.push(DraftRelation { place, kind, from, to }),
            _ => passed.add("relations without subj, pred and obj were passed over", || place),
        }
    }
    if list("blocks").next().is_some() {
        passed.add("blocks were passed over", || place.field("blocks"));
    }
}

fn pieces(span: &Json<'_>) -> Option<Vec<(u64, u64)>> {
    let piece = |span: &Json<'_>| Some((span.get("begin")?.offset()?, span.get("end")?.offset()?));
    match span {
        Json::List(spans) if spans.is_empty() => None,
        Json::List(spans) => spans.iter().map(piece).collect(),
        span => Some(vec![piece(span)?]),
    }
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let has = shape.has_any(&["denotations", "catanns", "tracks"]);
    shape.lists < 2 && !shape.is_pair && (has || (shape.has("text") && shape.has_any(&["sourcedb", "sourceid"])))
}
