//! `ner-annotator`: the JSON of NER Annotator, the list of classes and one pair for each line of text that it showed.
//!
//! ```json
//! {"classes":["PERSON"],"annotations":[["Ana Ruiz paid.",{"entities":[[0,8,"PERSON"]]}],null]}
//! ```
//!
//! Offsets are UTF-16 units, since the tool is JavaScript; end exclusive. `null` stands for a line that was skipped.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::{Item, Json};
use crate::kinds::spacy_tuples::{draft, entities};
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::Unit;

pub(crate) static FORMAT: Format = Format {
    id: "ner-annotator",
    name: "NER Annotator",
    description: "JSON of classes and annotated lines, as NER Annotator saves and scripts for spaCy read it",
    extension: ".ner-annotator.json",
    mime: "application/json",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::Utf16, Unit::CodePoint],
    says: &[Says::Overlaps],
    tokens: None,
    streams: false,
    joins: Joins::Lists(&["\"annotations\":[", "\n]}\n"]),
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Found<'a> {
    entities: Vec<(u64, u64, Cow<'a, str>)>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let listed: Vec<&str> = job.labels.iter().map(|label| &*label.name).collect();
    let known: BTreeSet<&str> = listed.iter().copied().collect();
    let used = job.all.iter().flat_map(|it| it.annotations.iter()).map(|annotation| &*annotation.label);
    let unlisted: BTreeSet<&str> = used.filter(|label| !known.contains(label)).collect();
    let classes: Vec<&str> = listed.into_iter().chain(unlisted).collect();

    let mut body = job.room(1, 40);
    body.extend_from_slice(b"{\"classes\":");
    serde_json::to_writer(&mut body, &classes)?;
    body.extend_from_slice(b",\"annotations\":[");
    for (at, document) in job.documents.iter().enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        let found = Found { entities: entities(document, job.unit) };
        serde_json::to_writer(&mut body, &(document.text.as_str(), found))?;
    }
    body.extend_from_slice(b"\n]}\n");
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let Some(Json::List(annotations)) = item.value.get("annotations") else {
        return Err(ReadError::at(&item.place, "there is no list \"annotations\" beside the \"classes\""));
    };
    let classes = item.value.get("classes").map(Json::list).unwrap_or_default();
    drafts.labels.extend(classes.iter().filter_map(|class| class.name().map(Into::into)));
    for (at, entry) in annotations.iter().enumerate() {
        let place = Spot::member("annotations", at);
        if *entry == Json::Null {
            drafts.passed.add("skipped lines have no text in the file and were passed over", || place);
        } else if let Some(draft) = draft(entry, &place, &mut drafts.passed) {
            drafts.documents.push(draft);
        } else {
            return Err(ReadError::at(place, "here should be a text with its entities, or null"));
        }
    }
    Ok(())
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    shape.lists == 0 && shape.lists("annotations") && (shape.lists("classes") || begins_pairs(peek.text))
}

/// Whether the annotations of a file, which some keep without the classes, begin as this tool's do: `[["text", {`.
fn begins_pairs(text: &str) -> bool {
    let members = text.split_once("\"annotations\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let Some(mut members) = members.and_then(|rest| rest.trim_start().strip_prefix('[')).map(str::trim_start) else {
        return false;
    };
    while let Some(rest) = members.strip_prefix("null") {
        members = rest.trim_start_matches(|ch: char| ch == ',' || ch.is_ascii_whitespace());
    }
    members.strip_prefix('[').is_some_and(|pair| pair.trim_start().starts_with('"'))
}
