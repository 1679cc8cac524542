//! Which labels of the gold and of what was found are compared, and under which names: corpora name fewer kinds, or
//! draw them otherwise. A few maps are built in; others come from JSON files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map as Object, Value};

use super::matching::Named;

/// What gold spans get that are neither right nor wrong to find.
const IGNORE: &str = "IGNORE";

/// New names by label; none drops the span. A label that is not named stays as it is.
type Table = BTreeMap<String, Option<String>>;

/// A map of labels for both sides, and the labels that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    gold: Table,
    found: Table,
    /// None stands for those of the gold.
    pub(super) labels: Vec<String>,
}

/// A map that is built in.
struct BuiltIn {
    name: &'static str,
    gold: &'static str,
    found: &'static str,
    labels: &'static str,
}

/// Spans of labels that are not among those compared are dropped, so only names that change stand here.
const BUILT_IN: [BuiltIn; 4] = [
    BuiltIn { name: "places", gold: "GPE=LOC FAC=LOC", found: "GPE=LOC FAC=LOC", labels: "PERSON LOC ORG" },
    BuiltIn { name: "plo", gold: "FAC=IGNORE", found: "GPE=LOC FAC=LOC", labels: "PERSON LOC ORG" },
    BuiltIn { name: "news4", gold: "FAC=IGNORE", found: "GPE=LOC FAC=LOC NORP=GROUP", labels: "PERSON LOC ORG GROUP" },
    BuiltIn {
        name: "conll4",
        gold: "FAC=LOC GROUP=MISC EVENT=MISC WORK=MISC PRODUCT=MISC CONCEPT=IGNORE",
        found: "GPE=LOC FAC=LOC NORP=MISC GROUP=MISC EVENT=MISC WORK=MISC WORK_OF_ART=MISC PRODUCT=MISC LAW=MISC \
                LANGUAGE=MISC",
        labels: "PERSON LOC ORG MISC",
    },
];

impl Map {
    /// The built-in map of that name, or the one in that file.
    pub(super) fn open(name: &str) -> Result<Self, String> {
        if let Some(built_in) = BUILT_IN.iter().find(|map| map.name == name) {
            let table = |pairs: &str| {
                let pairs = pairs.split_whitespace().filter_map(|pair| pair.split_once('='));
                pairs.map(|(from, to)| (from.to_owned(), Some(to.to_owned()))).collect()
            };
            let labels = built_in.labels.split_whitespace().map(str::to_owned).collect();
            return Ok(Self { gold: table(built_in.gold), found: table(built_in.found), labels });
        }
        let names = BUILT_IN.map(|map| map.name).join(", ");
        let file = fs::read_to_string(Path::new(name))
            .map_err(|error| format!("{name}: no label map can be read: {error}; built-in ones are {names}"))?;
        Self::parse(&file).map_err(|error| format!("{name}: not a label map: {error}"))
    }

    /// A map as files hold it: one table for both sides, or an object with the parts `gold`, `pred` and `labels`.
    pub(super) fn parse(file: &str) -> Result<Self, String> {
        let whole: Object<String, Value> = serde_json::from_str(file).map_err(|error| error.to_string())?;
        let part = |name: &str| whole.get(name).filter(|part| !part.is_null());
        let parts = ["gold", "pred", "labels"];
        if !parts.iter().any(|name| part(name).is_some_and(|part| part.is_object() || part.is_array())) {
            let both = table("the map", &whole)?;
            return Ok(Self { gold: both.clone(), found: both, labels: Vec::new() });
        }
        let side = |name: &str| match part(name) {
            None => Ok(Table::new()),
            Some(Value::Object(pairs)) => table(name, pairs),
            Some(_) => Err(format!("\"{name}\" must be an object of labels")),
        };
        let labels = match part("labels") {
            None => Some(Vec::new()),
            Some(Value::Array(labels)) => labels.iter().map(|label| label.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        let labels = labels.ok_or("\"labels\" must be an array of labels")?;
        Ok(Self { gold: side("gold")?, found: side("pred")?, labels })
    }

    /// Renames gold spans; and apart, the stretches that are to be ignored.
    pub(super) fn gold(&self, spans: impl Iterator<Item = Named>) -> (Vec<Named>, Vec<(usize, usize)>) {
        let (ignored, kept): (Vec<_>, Vec<_>) = rename(&self.gold, spans).partition(|named| named.label == IGNORE);
        (kept, ignored.iter().map(|named| (named.start, named.end)).collect())
    }

    /// Renames spans that were found.
    pub(super) fn found(&self, spans: impl Iterator<Item = Named>) -> Vec<Named> {
        rename(&self.found, spans).collect()
    }
}

fn rename(table: &Table, spans: impl Iterator<Item = Named>) -> impl Iterator<Item = Named> {
    spans.filter_map(|named| match table.get(&named.label) {
        None => Some(named),
        Some(label) => label.clone().map(|label| Named { label, ..named }),
    })
}

fn table(name: &str, pairs: &Object<String, Value>) -> Result<Table, String> {
    let pair = |(from, to): (&String, &Value)| match to {
        Value::Null => Ok((from.clone(), None)),
        Value::String(to) => Ok((from.clone(), Some(to.clone()))),
        _ => Err(format!("in {name}, \"{from}\" must be given a label or null")),
    };
    pairs.iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_flat_or_in_parts_and_wrong_ones_are_refused() {
        for (file, gold, found, labels) in [
            ("{}", "A", "A", ""),
            (r#"{"A": "B"}"#, "B", "B", ""),
            (r#"{"A": null}"#, "", "", ""),
            (r#"{"gold": {"A": "B"}}"#, "B", "A", ""),
            (r#"{"pred": {"A": null}, "A": "C"}"#, "A", "", ""),
            (r#"{"gold": null, "labels": ["B", "C"]}"#, "A", "A", "B C"),
            // A label may be named as a part is.
            (r#"{"gold": "B", "A": "gold"}"#, "gold", "gold", ""),
        ] {
            let map = Map::parse(file).unwrap();
            let spans = || std::iter::once(Named::new(0, 1, "A"));
            let join = |spans: Vec<Named>| spans.iter().map(|it| it.label.clone()).collect::<String>();
            assert_eq!((join(map.gold(spans()).0), join(map.found(spans()))), (gold.into(), found.into()), "{file}");
            assert_eq!(map.labels.join(" "), labels, "{file}");
        }
        for (file, message) in [
            ("[]", "invalid type: sequence, expected a map at line 1 column 0"),
            (r#"{"A": 5}"#, r#"in the map, "A" must be given a label or null"#),
            (r#"{"gold": {}, "pred": 5}"#, r#""pred" must be an object of labels"#),
            (r#"{"gold": {}, "labels": "A"}"#, r#""labels" must be an array of labels"#),
        ] {
            assert_eq!(Map::parse(file).unwrap_err(), message, "{file}");
        }
    }

    #[test]
    fn built_in_maps_have_what_they_name() {
        for BuiltIn { name, gold, found, labels } in BUILT_IN {
            let map = Map::open(name).unwrap();
            assert_eq!((map.gold.len(), map.found.len()), (gold.matches('=').count(), found.matches('=').count()));
            assert_eq!(map.labels.join(" "), labels);
        }
        assert!(Map::open("no such map").unwrap_err().contains("built-in ones are places, plo"));
    }
}
