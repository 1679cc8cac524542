//! The CAS as JSON, version 0.4.0 of the format: `%TYPES`, `%FEATURE_STRUCTURES`, `%VIEWS`. A feature's name begins with
//! `@` where its value is an id, and with `#` for a number that JSON does not have.

use postil_formats::{decode, json_words};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::JSON;
use super::legacy;
use super::model::{Cas, Content, ELEMENTS, Feature, SOFA, Structure, file_names, structures};
use super::typesystem;
use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::Job;
use crate::part::Part;
use crate::workers::{Workers, map};

pub(super) fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let types = typesystem::as_json();
    let mut parts = Vec::with_capacity(job.documents.len());
    for (document, name) in job.documents.iter().zip(file_names(job, &JSON)) {
        let written = structures(document, job)?;
        let sofa = json!({
            "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
            "mimeType": "text/plain", "sofaString": document.text.as_str(),
        });
        let mut lines = vec![sofa];
        for structure in &written {
            let head = [
                ("%ID", json!(structure.id)),
                ("%TYPE", json!(structure.kind)),
                ("@sofa", json!(SOFA)),
                ("begin", json!(structure.begin)),
                ("end", json!(structure.end)),
            ];
            let features = structure.features.iter().map(|(name, content)| match content {
                Content::Text(text) => ((*name).to_owned(), json!(text)),
                Content::Number(number) => ((*name).to_owned(), number_of(*number)),
                Content::Yes => ((*name).to_owned(), json!(true)),
                Content::Refers(id) => (format!("@{name}"), json!(id)),
            });
            let head = head.into_iter().map(|(name, value)| (name.to_owned(), value));
            lines.push(Value::Object(head.chain(features).collect()));
        }
        let members: Vec<usize> = written.iter().map(|structure| structure.id).collect();
        let views = json!({ "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } });
        let file = File { types: &types, structures: &lines, views: &views };
        let mut bytes = serde_json::to_vec(&file)?;
        bytes.push(b'\n');
        parts.push(Part::new(name, bytes));
    }
    Ok(parts)
}

/// In this order, which readers that go through the file once need.
#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "%TYPES")]
    types: &'a Value,
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: &'a [Value],
    #[serde(rename = "%VIEWS")]
    views: &'a Value,
}

/// As short as it was: 0.9, not 0.8999999761581421.
fn number_of(number: f32) -> Value {
    number.to_string().parse::<f64>().map_or(Value::Null, |number| json!(number))
}

pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let read = |part: &Part| {
        let text = decode(&part.bytes).map_err(|error| ReadError::new(format!("{}: {error}", part.name)))?;
        let file: Value = serde_json::from_str(&text).map_err(|error| {
            let place = format!("line {}, column {} of {}", error.line(), error.column(), part.name);
            ReadError::at(place, format!("this is no JSON ({})", json_words(&error.to_string())))
        })?;
        let cas = if legacy::is_legacy(&file) { legacy::cas(file) } else { cas(file, &part.name)? };
        super::draft::draft(cas, &part.name)
    };
    super::draft::drafts(map(workers, parts.iter().collect(), read))
}

fn cas(mut file: Value, name: &str) -> Result<Cas, ReadError> {
    let mut cas = Cas { is_typed: true, ..Cas::default() };
    let structures: Vec<(Option<String>, Value)> = match file.get_mut("%FEATURE_STRUCTURES").map(Value::take) {
        Some(Value::Array(list)) => list.into_iter().map(|structure| (None, structure)).collect(),
        // As the first drafts of the format had it.
        Some(Value::Object(map)) => map.into_iter().map(|(id, structure)| (Some(id), structure)).collect(),
        _ => return Err(ReadError::new(format!("{name} is no CAS: it has no list %FEATURE_STRUCTURES."))),
    };
    for (id, structure) in structures {
        let Value::Object(fields) = structure else { continue };
        add(&mut cas, id, fields);
    }
    Ok(cas)
}

fn add(cas: &mut Cas, id: Option<String>, fields: Map<String, Value>) {
    let mut structure = Structure { id: id.unwrap_or_default(), ..Structure::default() };
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("%ID", value) => structure.id = words(value).unwrap_or_default(),
            ("%TYPE", value) => structure.kind = words(value).unwrap_or_default(),
            ("@sofa", value) => structure.sofa = words(value),
            ("begin", value) => structure.begin = value.as_u64(),
            ("end", value) => structure.end = value.as_u64(),
            ("%ELEMENTS", Value::Array(elements)) => {
                let element = |element: Value| {
                    let refers = element.is_number();
                    Some(Feature { name: ELEMENTS.to_owned(), value: words(element)?, refers, several: true })
                };
                structure.features.extend(elements.into_iter().filter_map(element));
            }
            (name, value) => {
                let refers = name.starts_with('@');
                let plain = name.trim_start_matches(['@', '#', '^']);
                if !plain.starts_with('%')
                    && let Some(value) = words(value)
                {
                    structure.features.push(Feature { name: plain.to_owned(), value, refers, several: false });
                }
            }
        }
    }
    if structure.kind == "uima.cas.Sofa" {
        let view = structure.feature("sofaID").unwrap_or_default().to_owned();
        if let Some(text) = structure.features.into_iter().find(|feature| feature.name == "sofaString") {
            cas.sofas.push((structure.id, view, text.value));
        }
    } else {
        cas.structures.push(structure);
    }
}

pub(super) fn words(value: Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}
