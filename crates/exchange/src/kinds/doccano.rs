//! `doccano`: JSON Lines as doccano imports and exports them for sequence labelling, one document a line.
//!
//! ```json
//! {"id":"d1","text":"Ana Ruiz paid Nortek.","label":[[0,8,"PERSON"],[14,20,"ORG"]],"Comments":[]}
//! ```
//!
//! Where a document has relations, all are in the shape of its relation projects: `entities` with `id`, `start_offset`,
//! `end_offset`, `label`, and `relations` with `from_id`, `to_id`, `type`. Its page counts UTF-16 units, or grapheme clusters
//! in projects made so; scripts in Python take code points. End exclusive.

use postil_engine::{Document, Status};
use serde::Serialize;

use crate::draft::{Draft, DraftRelation, Drafts, expect};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::{Item, Json};
use crate::loose::{Passed, span, words};
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "doccano",
    name: "doccano",
    description: "JSON Lines to import into doccano, with relations where there are any",
    extension: ".doccano.jsonl",
    mime: "application/jsonl",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::Utf16, Unit::Grapheme, Unit::CodePoint],
    says: &[Says::Overlaps, Says::Relations, Says::Titles, Says::Ids],
    tokens: None,
    // One kind of line in a file: the importer takes its columns from all of them.
    streams: false,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Vec<(usize, usize, &'a str)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<Entity<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<Relation<'a>>>,
    #[serde(rename = "Comments")]
    comments: [&'a str; 0],
}

#[derive(Serialize)]
struct Entity<'a> {
    id: u32,
    start_offset: usize,
    end_offset: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct Relation<'a> {
    id: u32,
    from_id: u32,
    to_id: u32,
    #[serde(rename = "type")]
    kind: &'a str,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let related = job.all.iter().any(|document| !document.relations.is_empty());
    let mut body = job.room(1, 40);
    for document in job.documents {
        serde_json::to_writer(&mut body, &line(document, job.unit, related))?;
        body.push(b'\n');
    }
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn line(document: &Document, unit: Unit, related: bool) -> Line<'_> {
    let ruler = Ruler::new(&document.text, unit);
    let places = document.annotations.iter().map(|annotation| (annotation, ruler.offsets(annotation.span)));
    let mut line = Line {
        id: &document.id,
        title: &document.title,
        text: document.text.as_str(),
        label: None,
        entities: None,
        relations: None,
        comments: [],
    };
    if related {
        let entities = places.map(|(it, (start, end))| Entity {
            id: it.id,
            start_offset: start,
            end_offset: end,
            label: &it.label,
        });
        let relations = document.relations.iter();
        let relations = relations.map(|it| Relation { id: it.id, from_id: it.from, to_id: it.to, kind: &it.kind });
        line.entities = Some(entities.collect());
        line.relations = Some(relations.collect());
    } else {
        line.label = Some(places.map(|(it, (start, end))| (start, end, &*it.label)).collect());
    }
    line
}

/// Scripts wrap what doccano exports: `{"data":{..}}` for a document, `{"data":[..]}` for all.
fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    match item.value.get("data") {
        Some(Json::List(documents)) => {
            for (at, document) in documents.iter().enumerate() {
                let place = item.place.at("data", at);
                match draft(document, &place, &mut drafts.passed) {
                    Ok(draft) => drafts.documents.push(draft),
                    Err(error) => drafts.refused.push((place, error)),
                }
            }
        }
        Some(document @ Json::Object(_)) => {
            let draft = draft(document, &item.place.field("data"), &mut drafts.passed)?;
            let id = draft.id.clone().or_else(|| item.value.get("id").and_then(Json::name));
            drafts.documents.push(Draft { id, ..draft });
        }
        _ => drafts.documents.push(draft(&item.value, &item.place, &mut drafts.passed)?),
    }
    Ok(())
}

/// The columns of labels, of which a file has one.
const COLUMNS: [&str; 4] = ["label", "labels", "entities", "annotations"];

fn draft(value: &Json<'_>, spot: &Spot, passed: &mut Passed) -> Result<Draft, ReadError> {
    let Some(text) = value.any(&["text", "data"]).and_then(Json::text) else {
        return Err(ReadError::at(spot, "there is no \"text\" and no \"data\"; a document's text goes there"));
    };
    let mut spans = Vec::new();
    for column in COLUMNS {
        let Some(entries) = value.any(&[column]) else { continue };
        if !matches!(entries, Json::List(_)) {
            passed.add("labels of whole documents were passed over", || spot.field(column));
        }
        expect(&mut spans, entries.list().len());
        for (at, entry) in entries.list().iter().enumerate() {
            let place = || spot.at(column, at);
            let numbered = entry.get("label").is_some_and(|label| label.number().is_some());
            match span(entry, place, Status::Accepted) {
                Some(span) => spans.push(span),
                None if entry.text().is_some() => {
                    passed.add("labels of whole documents were passed over", place);
                }
                None => passed.no_span(place),
            }
            if numbered {
                passed.add("labels are numbers, as old versions export them; rename them by the project's list", place);
            }
        }
    }
    let relations = value.get("relations").map(Json::list).unwrap_or_default().iter().enumerate();
    let relations = relations.filter_map(|(at, entry)| {
        let place = || spot.at("relations", at);
        let name = |key| entry.get(key).and_then(Json::name);
        let (Some(from), Some(to), Some(kind)) = (name("from_id"), name("to_id"), name("type")) else {
            passed.add("relations without from_id, to_id and type were passed over", place);
            return None;
        };
        Some(DraftRelation { place: place(), kind, from, to })
    });
    let relations = relations.collect();
    for comments in ["Comments", "comments"] {
        if value.get(comments).is_some_and(|comments| !comments.list().is_empty()) {
            passed.add("comments on whole documents were passed over", || spot.field(comments));
        }
    }
    Ok(Draft {
        id: value.get("id").and_then(Json::name),
        title: words(value, "title"),
        text: text.to_owned(),
        spans,
        relations,
        ..Draft::default()
    })
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let own = shape.lists("label")
        || shape.lists("labels")
        || shape.has("Comments")
        || (shape.has_any(&["entities", "annotations", "relations"]) && peek.has_key("start_offset"));
    let is_inside = |column: &&str| !shape.has(column) && peek.has_key(column);
    let wrapped = shape.nests("data") && peek.has_key("text") && COLUMNS.iter().any(is_inside);
    // Flair's files have a list of labels too.
    let is_flair = peek.has_key("start_pos");
    shape.lists < 2 && !shape.is_pair && !is_flair && ((shape.has_any(&["text", "data"]) && own) || wrapped)
}
