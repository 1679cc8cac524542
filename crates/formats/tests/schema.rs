//! `schema/postil.v1.json` (and `postil-labels.v1.json` beside it) is generated from the file's types, and written files are valid by it.
//! `UPDATE=1 cargo test -p postil-formats --test schema` writes it anew.

#![allow(clippy::disallowed_methods)] // a test reads and writes its golden file
#![allow(clippy::unwrap_used)] // a test fails by panicking

mod common;

use std::path::Path;

use common::{documents, label_set, sample};
use postil_formats::{Format, WriteOptions, native};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn the_published_schema_is_that_of_the_types() {
    for (name, schema) in [("postil.v1.json", native::schema()), ("postil-labels.v1.json", native::label_schema())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema").join(name);
        let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "{name} is out of date: UPDATE=1 cargo test -p postil-formats --test schema");
    }
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::to_value(native::schema()).unwrap()).unwrap()
}

fn written(document: postil_engine::Document) -> Value {
    let documents = [document];
    let format = Format::by_id("postil").unwrap();
    let output = format.write(&documents, &label_set(&documents), &WriteOptions::default()).unwrap();
    serde_json::from_slice(&output.body).unwrap()
}

#[test]
fn wrong_files_are_not_valid() {
    let validator = validator();
    let file = written(sample());
    validator.validate(&file).unwrap();
    for (pointer, wrong) in [
        ("/format", json!("other")),
        ("/version", json!(2)),
        ("/offset_unit", json!("utf16")),
        ("/labels/0/key", json!("ab")),
        ("/documents/0/text", json!(null)),
        ("/documents/0/annotations/0/start", json!(-1)),
        ("/documents/0/annotations/0/start", json!(1.5)),
        ("/documents/0/annotations/0/id", json!("7")),
        ("/documents/0/annotations/0/status", json!("maybe")),
        ("/documents/0/annotations/0/confidence", json!(1.5)),
        ("/documents/0/blocks/0/kind", json!("banner")),
    ] {
        let mut file = file.clone();
        *file.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&file), "{pointer}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn written_files_are_valid(document in documents()) {
        let file = written(document);
        prop_assert!(validator().is_valid(&file));
    }
}
