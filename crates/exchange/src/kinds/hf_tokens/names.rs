//! The names of tags, which rows of numbers need: as features of a dataset, as the head of its card, as a model's
//! configuration.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::error::WriteError;
use crate::format::Job;
use crate::part::Part;
use crate::tokens::scheme::Scheme;

/// The list that is written: `O`, then each label with each letter.
pub(super) struct Names<'a> {
    list: Vec<String>,
    letters: &'static [char],
    /// The place of each label's first tag.
    places: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(labels: impl Iterator<Item = &'a str>, scheme: Scheme) -> Self {
        let mut names = Self { list: vec!["O".to_owned()], letters: scheme.letters(), places: HashMap::new() };
        for label in labels {
            if !names.places.contains_key(label) {
                names.places.insert(label, names.list.len());
                names.list.extend(names.letters.iter().map(|letter| format!("{letter}-{label}")));
            }
        }
        names
    }

    /// The number of a tag.
    pub(super) fn number(&self, tag: Option<(char, &str)>) -> usize {
        let place = tag.and_then(|(letter, label)| {
            Some(self.places.get(label)? + self.letters.iter().position(|&other| other == letter)?)
        });
        place.unwrap_or(0)
    }

    /// What `datasets.Features.from_dict` reads.
    pub(super) fn features(&self) -> Result<Vec<u8>, WriteError> {
        let string = json!({"dtype": "string", "_type": "Value"});
        let features = json!({
            "id": string,
            "document": string,
            "tokens": {"feature": string, "_type": "Sequence"},
            "ner_tags": {"feature": {"names": self.list, "_type": "ClassLabel"}, "_type": "Sequence"},
        });
        let mut body = serde_json::to_vec_pretty(&features)?;
        body.push(b'\n');
        Ok(body)
    }

    /// A dataset card.
    pub(super) fn card(&self, file: &str, job: &Job<'_>) -> String {
        let mut names = String::new();
        for (nth, name) in self.list.iter().enumerate() {
            let _ = write!(names, "\n          '{nth}': {}", Value::from(name.as_str()));
        }
        let path = Value::from(file);
        format!(
            "---\n\
            task_categories:\n- token-classification\n\
            configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: {path}\n\
            dataset_info:\n  features:\n  - name: id\n    dtype: string\n  - name: document\n    dtype: string\n  \
            - name: tokens\n    sequence: string\n  - name: ner_tags\n    sequence:\n      class_label:\n        names:{names}\n\
            ---\n\n\
            # Annotated articles\n\n\
            {documents} documents, a sentence a row. `load_dataset` on this folder reads the tags with their \
            names; so does\n\n\
            ```python\n\
            import json\n\
            from datasets import Features, load_dataset\n\n\
            features = Features.from_dict(json.load(open(\"features.json\")))\n\
            rows = load_dataset(\"json\", data_files={path}, features=features)\n\
            ```\n\n\
            Written by {generator}.\n",
            documents = job.all.len(),
            generator = job.options.generator,
        )
    }
}

/// Whether a file may be a list of names instead of rows.
pub(super) fn is_list(part: &Part) -> bool {
    let name = part.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let known = ["features.json", "dataset_info.json", "dataset_infos.json", "config.json", "labels.json"];
    known.contains(&name) || matches!(&*part.extension(), "md" | "txt" | "yaml" | "yml")
}

/// The names that a file lists.
pub(super) fn read(part: &Part) -> Option<Vec<String>> {
    let text = postil_formats::decode(&part.bytes).ok()?;
    if let Ok(value) = serde_json::from_str(&text) {
        return in_json(&value);
    }
    if part.extension() == "txt" {
        return Some(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect());
    }
    in_card(&text)
}

/// A list of names, a feature with `names`, a model's `id2label`, or something that has one of them within.
fn in_json(value: &Value) -> Option<Vec<String>> {
    let strings = |list: &Vec<Value>| list.iter().map(|name| name.as_str().map(str::to_owned)).collect();
    match value {
        Value::Array(list) => strings(list),
        Value::Object(map) => {
            if let Some(Value::Array(list)) = map.get("names") {
                return strings(list);
            }
            if let Some(Value::Object(numbered)) = map.get("id2label") {
                let name = |nth: usize| numbered.get(&nth.to_string())?.as_str().map(str::to_owned);
                return (0..numbered.len()).map(name).collect();
            }
            // First where the tags of entities should be: there may be other features with names.
            let within =
                ["ner_tags", "tags", "labels", "feature", "features"].into_iter().filter_map(|key| map.get(key));
            let objects = |value: &&Value| value.is_object();
            within.chain(map.values()).filter(objects).find_map(in_json)
        }
        _ => None,
    }
}

/// The names in a card's head: the numbered lines after `names:`, first those of `ner_tags`.
fn in_card(text: &str) -> Option<Vec<String>> {
    let from = text.find("name: ner_tags").unwrap_or(0);
    let from = from + text[from..].find("names:")?;
    let mut names = Vec::new();
    for line in text[from..].lines().skip(1) {
        let Some((number, name)) = line.trim().split_once(": ") else { break };
        if number.trim_matches(['\'', '"']).parse() != Ok(names.len()) {
            break;
        }
        let name = name.trim();
        let plain = || name.trim_matches('\'').to_owned();
        names.push(if name.starts_with('"') {
            serde_json::from_str(name).unwrap_or_else(|_| plain())
        } else {
            plain()
        });
    }
    (!names.is_empty()).then_some(names)
}
