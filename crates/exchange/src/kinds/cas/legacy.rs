//! The CAS as JSON of before 0.4, which INCEpTION calls legacy and WebAnno wrote: `_context`, `_views`, `_referenced_fss`.
//! Views list the structures by their types: as they are, or by the id of one that others refer to. Types are said without
//! their packages where that is clear, and what is 0 or false is not said at all.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::json::words;
use super::model::{Cas, Feature, Structure};

/// The packages of DKPro's types of analysis, which names without them do not say.
const PACKAGES: [(&str, &[&str]); 4] = [
    (
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.",
        &["Token", "Sentence", "Paragraph", "Heading", "Lemma", "Stem", "CompoundPart", "Split", "SurfaceForm"],
    ),
    ("de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.", &["POS", "MorphologicalFeatures"]),
    ("de.tudarmstadt.ukp.dkpro.core.api.syntax.type.", &["Dependency", "ROOT", "Chunk", "Constituent", "PennTree"]),
    ("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.", &["TagsetDescription", "TagDescription"]),
];

/// Whether the fields of a file are those of this format.
pub(super) fn is_legacy(file: &Value) -> bool {
    file.get("_views").is_some_and(Value::is_object)
}

pub(super) fn cas(mut file: Value) -> Cas {
    let mut reader = Reader { cas: Cas { is_typed: true, ..Cas::default() }, types: types(&file), next: 0 };
    if let Some(Value::Object(referred)) = file.get_mut("_referenced_fss").map(Value::take) {
        for (id, structure) in referred {
            let kind = structure.get("_type").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Value::Object(fields) = structure {
                reader.add(id, &kind, fields);
            }
        }
    }
    let views = match file.get_mut("_views").map(Value::take) {
        Some(Value::Object(views)) => views,
        _ => Map::new(),
    };
    for (kind, list) in views.into_iter().filter_map(|(_, view)| object(view)).flatten() {
        let members = if let Value::Array(members) = list { members } else { Vec::new() };
        for fields in members.into_iter().filter_map(object) {
            let id = reader.fresh();
            reader.add(id, &kind, fields);
        }
    }
    reader.cas
}

fn object(value: Value) -> Option<Map<String, Value>> {
    if let Value::Object(fields) = value { Some(fields) } else { None }
}

/// A type's whole name, and its features that hold others.
struct Type {
    name: String,
    referring: HashSet<String>,
}

fn types(file: &Value) -> HashMap<String, Type> {
    let said = file.get("_context").and_then(|context| context.get("_types")).and_then(Value::as_object);
    let types = said.into_iter().flatten().map(|(short, said)| {
        let name = said.get("_id").and_then(Value::as_str).map_or_else(|| whole(short), str::to_owned);
        let features = said.get("_feature_types").and_then(Value::as_object);
        let referring = features.into_iter().flatten().filter(|(_, kind)| kind.as_str() == Some("_ref"));
        (short.clone(), Type { name, referring: referring.map(|(feature, _)| feature.clone()).collect() })
    });
    types.collect()
}

/// The name with its package, where that is known.
fn whole(short: &str) -> String {
    let package = PACKAGES.iter().find(|(_, names)| names.contains(&short)).map_or("", |(package, _)| package);
    format!("{package}{short}")
}

struct Reader {
    cas: Cas,
    types: HashMap<String, Type>,
    next: usize,
}

impl Reader {
    /// An id for a structure that nothing refers to.
    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("unnamed-{}", self.next)
    }

    fn add(&mut self, id: String, short: &str, mut fields: Map<String, Value>) {
        let sofa_text = fields.remove("sofaString");
        if let Some(Value::String(text)) = sofa_text.filter(|_| short == "Sofa") {
            let view = fields.remove("sofaID").and_then(words).unwrap_or_default();
            return self.cas.sofas.push((id, view, text));
        }
        let kind = self.types.get(short).map_or_else(|| whole(short), |kind| kind.name.clone());
        let mut structure = Structure { id, kind, ..Structure::default() };
        let in_text = fields.contains_key("sofa") && short != "Sofa";
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("sofa", value) => structure.sofa = words(value),
                ("begin", value) => structure.begin = value.as_u64(),
                ("end", value) => structure.end = value.as_u64(),
                ("_type" | "_id", _) => {}
                (name, value) => self.feature(&mut structure, short, name, value),
            }
        }
        if in_text {
            structure.begin.get_or_insert(0);
            structure.end.get_or_insert(0);
        }
        self.cas.structures.push(structure);
    }

    fn feature(&mut self, structure: &mut Structure, short: &str, name: &str, value: Value) {
        let refers = self.types.get(short).is_some_and(|kind| kind.referring.contains(name));
        match value {
            Value::Array(members) => {
                for member in members {
                    let feature = self.member(name, refers, member);
                    structure.features.extend(feature.map(|feature| Feature { several: true, ..feature }));
                }
            }
            Value::Object(mut fields) => match fields.remove("_collection") {
                Some(members) => self.feature(structure, short, name, members),
                None => structure.features.extend(self.member(name, true, Value::Object(fields))),
            },
            value => structure.features.extend(self.member(name, refers, value)),
        }
    }

    /// One value of a feature; a structure that stands in it is added.
    fn member(&mut self, name: &str, refers: bool, value: Value) -> Option<Feature> {
        let Value::Object(fields) = value else {
            let refers = refers && value.is_number();
            return Some(Feature { refers, ..Feature::saying(name, words(value)?) });
        };
        let id = self.fresh();
        let kind = fields.get("_type").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.add(id.clone(), &kind, fields);
        Some(Feature { refers: true, ..Feature::saying(name, id) })
    }
}
