//! Label sets as files, and what labels define in the native file: read back the same, wrong ones named with their place.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::sample;
use postil_engine::{Attribute, AttributeDef, AttributeKind, LabelDef, LabelKind, default_labels};
use postil_formats::{Article, LabelFile, Opened, WriteOptions, native, open};

/// A set with everything that a label can have.
fn set() -> Vec<LabelDef> {
    let attribute = |name: &str, kind, values: &[&str]| AttributeDef {
        name: name.into(),
        kind,
        values: values.iter().map(|&value| value.into()).collect(),
    };
    let party = LabelDef {
        key: Some('p'),
        description: "Who signs".into(),
        guideline: "Not the lawyers.\nNot the \"witnesses\".".into(),
        detects: Some(vec!["ORG".into(), "PERSON".into()]),
        attributes: vec![
            attribute("role", AttributeKind::Choice, &["buyer", "seller"]),
            attribute("sure", AttributeKind::YesNo, &[]),
            attribute("remark", AttributeKind::Text, &[]),
        ],
        ..LabelDef::new("PARTY", LabelKind::Entity, 215)
    };
    let by_hand = LabelDef { detects: Some(Vec::new()), ..LabelDef::new("CLAUSE", LabelKind::Entity, 20) };
    [vec![party, by_hand], default_labels()].concat()
}

fn opened(text: &str) -> Result<Opened, String> {
    open("a.json", text.as_bytes(), Article::from_html).map_err(|error| error.to_string())
}

#[test]
fn a_set_comes_back_as_it_was_and_is_valid() {
    let file = LabelFile::new("Contracts", set());
    let text = file.write();
    assert_eq!(opened(&text), Ok(Opened::Labels(file)));
    let schema = serde_json::to_value(native::label_schema()).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&serde_json::from_str(&text).unwrap()));
}

#[test]
fn what_labels_define_and_annotations_say_comes_back_in_the_native_file() {
    let mut document = sample();
    let mut annotations = document.annotations.to_vec();
    let mut said = postil_engine::Annotation::clone(&annotations[0]);
    said.attributes = vec![Attribute { name: "role".into(), value: "not on the list".into() }];
    annotations[0] = said.into();
    document.annotations = annotations.into();
    let output = native::FORMAT.write(&[document.clone()], &set(), &WriteOptions::default()).unwrap();
    let library = native::FORMAT.read(&output.body).unwrap().unwrap();
    assert_eq!((library.documents, library.labels), (vec![document], set()));
}

#[test]
fn a_key_that_two_labels_have_is_written_once() {
    let mut labels = set();
    labels[1].key = Some('p');
    let output = native::FORMAT.write(&[sample()], &labels, &WriteOptions::default()).unwrap();
    let library = native::FORMAT.read(&output.body).unwrap().unwrap();
    assert_eq!((library.labels[0].key, library.labels[1].key), (Some('p'), None));
}

#[track_caller]
fn check(labels: &str, wanted: &str) {
    let text = format!("{{ \"format\": \"postil-labels\", \"version\": 1, \"name\": \"x\",\n \"labels\": {labels} }}");
    assert_eq!(opened(&text).unwrap_err(), wanted);
}

#[test]
fn wrong_sets_are_named_with_their_place() {
    let label = |more: &str| format!("[{{\"name\": \"A\", \"kind\": \"entity\", \"hue\": 1{more}}}]");
    check("[{}]", "At labels[0]: missing field \"name\".");
    check("true", "At labels: here should be a list, not true.");
    check(&label(", \"key\": \"ab\""), "At labels[0].key: here should be a character, not the text \"ab\".");
    check(
        &label(", \"attributes\": [{\"name\": \"\", \"kind\": \"choice\"}]"),
        "At labels[0].attributes[0]: the attribute has no name.",
    );
    let text = "{\"name\": \"a\", \"kind\": \"text\"}";
    check(
        &label(&format!(", \"attributes\": [{text}, {text}]")),
        "At labels[0].attributes[1]: there are two attributes named \"a\".",
    );
    check(
        &label(", \"attributes\": [{\"name\": \"a\", \"kind\": \"maybe\"}]"),
        "At labels[0].attributes[0].kind: unknown variant \"maybe\", expected one of \"text\", \"choice\", \"yes_no\".",
    );
    let twice = label("}, {\"name\": \"A\", \"kind\": \"entity\", \"hue\": 1");
    check(&twice, "At labels[1]: there are two labels named \"A\".");
    let newer = LabelFile::new("", set()).write().replacen("\"version\": 1", "\"version\": 2", 1);
    let message = "Made by a newer version of Postil (file version 2; this one reads 1). Update the page.";
    assert_eq!(opened(&newer).unwrap_err(), message);
    assert!(opened("{\"format\":\"postil-labels\",").unwrap_err().starts_with("The file ends early"));
}

#[test]
fn an_attribute_that_is_there_twice_is_named_with_its_place() {
    let file = r#"{"format":"postil","version":1,"offset_unit":"code_point","documents":[{"id":"d","text":"Ann",
        "annotations":[{"id":"a1","start":0,"end":3,"text":"Ann","label":"X",
        "attributes":[{"name":"a","value":"1"},{"name":"a","value":"2"}]}]}]}"#;
    assert_eq!(opened(file).unwrap_err(), "At documents[0].annotations[0]: the attribute \"a\" is there twice.");
}
