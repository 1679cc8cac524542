//! `label-studio`: a list of tasks as Label Studio imports and exports them, with the labelling config that draws them.
//!
//! ```json
//! [{"id":1,"data":{"text":"Ana paid."},"annotations":[{"id":1,"was_cancelled":false,"result":[
//!    {"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":0,"end":3,"text":"Ana","labels":["PERSON"]}}]}],
//!   "predictions":[{"model_version":"postil 0.1.0","score":0.9,"result":[]}]}]
//! ```
//!
//! Offsets are code points, UTF-16 units in exports before 2022; end exclusive. Accepted marks are in an annotation, rejected
//! ones in a cancelled annotation, suggestions in a prediction. Attributes are answers of controls for a region, whose id they
//! have. Ids are unique in a task. The reader is in `label_studio_read`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Status};
use serde::Serialize;

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, Says};
use crate::import::Peek;
use crate::join::{Joins, LIST};
use crate::kinds::label_studio_config::{Control, config, control_name, controls};
use crate::kinds::label_studio_read::{is_region_key, read};
use crate::part::Part;
use crate::unit::{Ruler, Unit};

pub(crate) static FORMAT: Format = Format {
    id: "label-studio",
    name: "Label Studio",
    description: "JSON tasks with annotations and predictions, and the labelling config that draws them",
    extension: ".label-studio.json",
    mime: "application/json",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint, Unit::Utf16],
    says: &[
        Says::Overlaps,
        Says::Status,
        Says::Confidence,
        Says::Notes,
        Says::Attributes,
        Says::Relations,
        Says::Origin,
        Says::Titles,
        Says::Ids,
    ],
    tokens: None,
    streams: false,
    joins: Joins::Lists(LIST),
    write: Some(write),
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Task<'a> {
    id: usize,
    data: Data<'a>,
    annotations: Vec<Reviewed<'a>>,
    predictions: Vec<Predicted<'a>>,
}

#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    title: &'a str,
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Reviewed<'a> {
    id: usize,
    was_cancelled: bool,
    ground_truth: bool,
    result: Vec<Region<'a>>,
}

#[derive(Serialize)]
struct Predicted<'a> {
    model_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    result: Vec<Region<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Region<'a> {
    Span {
        id: String,
        from_name: &'static str,
        to_name: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        value: Value<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<f32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Meta<'a>>,
    },
    Answer {
        id: String,
        from_name: Cow<'a, str>,
        to_name: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        value: Answered<'a>,
    },
    Relation {
        #[serde(rename = "type")]
        kind: &'static str,
        from_id: String,
        to_id: String,
        direction: &'static str,
        labels: [&'a str; 1],
    },
}

#[derive(Serialize)]
struct Value<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    labels: [&'a str; 1],
}

/// What is said by an attribute, with the place of its region.
#[derive(Serialize)]
struct Answered<'a> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<[&'a str; 1]>,
    /// Words in answer, else those of the region.
    text: Words<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Words<'a> {
    Region(&'a str),
    Answer([&'a str; 1]),
}

#[derive(Serialize)]
struct Meta<'a> {
    text: [&'a str; 1],
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(1, 160);
    body.push(b'[');
    let controls = controls(job);
    let mut annotation = job.all.iter().take(job.before).map(reviews).sum();
    for (at, document) in job.documents.iter().enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut body, &task(job.before + at + 1, &mut annotation, document, job, &controls))?;
    }
    body.extend_from_slice(b"\n]\n");
    let config = || Part::new(format!("{}.label-studio.xml", job.stem), config(job));
    // It is the same for all lots.
    Ok([Part::new(job.name(&FORMAT), body)].into_iter().chain((job.before == 0).then(config)).collect())
}

fn task<'a>(
    id: usize,
    annotation: &mut usize,
    document: &'a Document,
    job: &Job<'a>,
    controls: &Controls<'_>,
) -> Task<'a> {
    let ruler = Ruler::new(&document.text, job.unit);
    let mut annotations = Vec::new();
    for status in REVIEWED {
        let result = regions(document, &ruler, controls, status);
        if !result.is_empty() {
            *annotation += 1;
            let was_cancelled = status == Status::Rejected;
            annotations.push(Reviewed { id: *annotation, was_cancelled, ground_truth: false, result });
        }
    }
    let result = regions(document, &ruler, controls, Status::Suggested);
    let predictions = if result.is_empty() {
        Vec::new()
    } else {
        vec![Predicted { model_version: &job.options.generator, score: mean(document), result }]
    };
    let data = Data {
        text: document.text.as_str(),
        title: &document.title,
        document: &document.id,
        date: document.date.as_deref(),
        source_url: document.source_url.as_deref(),
    };
    Task { id, data, annotations, predictions }
}

/// How attributes are asked for, by their names.
type Controls<'a> = BTreeMap<&'a str, Control<'a>>;

/// What is said of marks by annotations, one for each.
const REVIEWED: [Status; 2] = [Status::Accepted, Status::Rejected];

/// How many annotations a task has.
fn reviews(document: &Document) -> usize {
    let has = |status| document.annotations.iter().any(|annotation| annotation.status == status);
    REVIEWED.into_iter().filter(|status| has(*status)).count()
}

/// The regions of the annotations of one status, and the relations that start from them.
fn regions<'a>(document: &'a Document, ruler: &Ruler<'_>, controls: &Controls<'_>, status: Status) -> Vec<Region<'a>> {
    let chosen = || document.annotations.iter().filter(move |annotation| annotation.status == status);
    let region = |annotation: &'a Arc<Annotation>| {
        let (start, end) = ruler.offsets(annotation.span);
        Region::Span {
            id: format!("a{}", annotation.id),
            from_name: "label",
            to_name: "text",
            kind: "labels",
            value: Value { start, end, text: document.text.slice(annotation.span), labels: [&annotation.label] },
            score: annotation.confidence,
            meta: annotation.note.as_deref().map(|note| Meta { text: [note] }),
        }
    };
    let mut regions: Vec<_> = chosen().map(region).collect();
    for annotation in chosen() {
        let (start, end) = ruler.offsets(annotation.span);
        regions.extend(annotation.attributes.iter().map(|attribute| {
            let is_choice = matches!(controls.get(&*attribute.name), Some(Control::Choices(_)));
            let words = document.text.slice(annotation.span);
            let said = [&*attribute.value];
            Region::Answer {
                id: format!("a{}", annotation.id),
                from_name: control_name(&attribute.name),
                to_name: "text",
                kind: if is_choice { "choices" } else { "textarea" },
                value: Answered {
                    start,
                    end,
                    choices: is_choice.then_some(said),
                    text: if is_choice { Words::Region(words) } else { Words::Answer(said) },
                },
            }
        }));
    }
    if !document.relations.is_empty() {
        let mut ids: Vec<_> = chosen().map(|annotation| annotation.id).collect();
        ids.sort_unstable();
        let from_here = document.relations.iter().filter(|relation| ids.binary_search(&relation.from).is_ok());
        regions.extend(from_here.map(|relation| Region::Relation {
            kind: "relation",
            from_id: format!("a{}", relation.from),
            to_id: format!("a{}", relation.to),
            direction: "right",
            labels: [&relation.kind],
        }));
    }
    regions
}

/// The mean confidence of the suggestions, where each has one.
fn mean(document: &Document) -> Option<f32> {
    let suggested = document.annotations.iter().filter(|annotation| annotation.status == Status::Suggested);
    let scores: Vec<_> = suggested.map(|annotation| annotation.confidence).collect::<Option<_>>()?;
    #[allow(clippy::cast_precision_loss)] // a mean needs few digits
    let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
    Some((mean * 1000.0).round() / 1000.0)
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    if shape.lists > 1 || shape.is_pair {
        return false;
    }
    let is_task = shape.has("data") && shape.has_any(&["annotations", "completions", "predictions"]);
    // Short exports (JSON_MIN) have the regions of each control at the top.
    let is_short = !is_task
        && shape.has_any(&["annotator", "annotation_id", "lead_time"])
        && ["labels", "hypertextlabels", "paragraphlabels"].iter().any(|key| peek.has_key(key));
    let result = || peek.has_key("result") || peek.has_key("completed_by");
    let empty = || shape.lists("annotations") && (shape.lists == 1 || is_region_key(peek));
    (is_task && (result() || empty())) || is_short
}
