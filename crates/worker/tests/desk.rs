//! The worker's requests and answers, over every format of the registry.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

use std::sync::Arc;

use postil_engine::{Annotation, Document, Text, default_labels, structure};
use postil_formats::{WriteOptions, native};
use postil_worker::{Answer, Desk};
use serde_json::{Value, json};

const TEXT: &str = "😀 Acme-led talks\n\nAna Ruiz, of Acme Corp, paid $3m on 4 May.";

fn document(id: &str) -> Document {
    let marks = [("Acme", "ORG"), ("Ana Ruiz", "PERSON"), ("Acme Corp", "ORG"), ("$3m", "MONEY")];
    let text = Text::new(TEXT);
    let mut document = Document::new(id, "Talks", text.clone(), structure(TEXT).into());
    let annotations = (1..).zip(marks).map(|(id, (words, label))| {
        let start = if words == "Acme" { TEXT.find(words) } else { TEXT.rfind(words) }.unwrap();
        Arc::new(Annotation::by_hand(id, text.span(start, start + words.len()).unwrap(), label.into()))
    });
    document.annotations = Arc::new(annotations.collect());
    document.next_id = 9;
    document
}

fn native_file(id: &str) -> Vec<u8> {
    native::FORMAT.write(&[document(id)], &default_labels(), &WriteOptions::default()).unwrap().body
}

fn ask(desk: &mut Desk, head: &Value, bodies: Vec<Vec<u8>>) -> Result<(Value, Answer), String> {
    let answer = desk.answer(&head.to_string(), bodies)?;
    Ok((serde_json::from_str(&answer.head).unwrap(), answer))
}

fn write(format: &str, choice: Value) -> (Value, Answer) {
    let head = json!({ "do": "write", "lot": 1, "format": format, "choice": choice });
    ask(&mut Desk::default(), &head, vec![native_file("d1"), native_file("d2")]).unwrap()
}

#[test]
fn every_format_is_told_written_and_read_back() {
    let mut desk = Desk::default();
    let (formats, _) = ask(&mut desk, &json!({ "do": "formats" }), Vec::new()).unwrap();
    let mut bodies = vec![native_file("d1"), native_file("d2")];
    for format in formats.as_array().unwrap() {
        let id = format["id"].as_str().unwrap();
        assert_ne!(format["group"], "", "{id}");
        if format["writes"] == false {
            continue;
        }
        // The documents come once; after that they are here.
        let head = json!({ "do": "write", "lot": 1, "format": id, "choice": {} });
        let (written, answer) = ask(&mut desk, &head, std::mem::take(&mut bodies)).unwrap();
        assert_eq!(answer.bodies.len(), 1, "{id}");
        assert!(written["line"].as_str().unwrap().contains("verified"), "{id}: {written}");
        if format["reads"] == false {
            continue;
        }
        let head = json!({ "do": "read", "names": [written["name"]], "format": null, "id": "new" });
        let (read, answer) = ask(&mut desk, &head, answer.bodies).unwrap();
        let documents = answer.bodies.iter().flat_map(|body| native::FORMAT.read(body).unwrap().unwrap().documents);
        let documents: Vec<_> = documents.collect();
        assert_eq!(documents.len(), 2, "{id}: {read}");
        assert!(documents.iter().all(|document| document.annotations.len() == 4), "{id}: {read}");
    }
}

#[test]
fn what_is_chosen_is_in_the_file() {
    let has = |format: &str, choice: Value, words: &str, wanted: bool| {
        let (written, _) = write(format, choice.clone());
        let shown = written["shown"].as_str().unwrap();
        assert_eq!(shown.contains(words), wanted, "{format} {choice}: {shown}");
    };
    has("doccano", json!({}), "\"ORG\"", true);
    has("doccano", json!({ "without": ["ORG"] }), "\"ORG\"", false);
    has("doccano", json!({ "rename": [["ORG", "FIRM"]] }), "\"FIRM\"", true);
    has("doccano", json!({ "profile": "conll" }), "MONEY", false);
    has("doccano", json!({ "parts_out": ["paragraph"] }), "MONEY", false);
    has("iob2", json!({ "values": [["tokenizer", "whitespace"]] }), "Ruiz,\tI-PERSON", true);
    has("iob2", json!({ "values": [["tokenizer", "spacy"]] }), "Ruiz\tI-PERSON", true);
    has("iob2", json!({ "values": [["scheme", "bioes"]] }), "E-PERSON", true);
    // What an older page remembered, and this format does not have.
    has("doccano", json!({ "values": [["tokenizer", "gone"], ["colour", "red"]], "shape": 1 }), "\"ORG\"", true);
    has("doccano", json!({ "values": [["pseudonyms", "true"], ["seed", "4"]] }), "Ana Ruiz", false);
}

#[test]
fn marks_that_do_not_fit_are_told_in_bytes_of_the_article() {
    let (written, _) = write("iob2", json!({ "values": [["tokenizer", "whitespace"]] }));
    let misfits = written["misfits"].as_array().unwrap();
    let told: Vec<_> = misfits.iter().filter(|misfit| misfit["document"] == "d2").collect();
    let at = |words: &str| json!([TEXT.rfind(words).unwrap(), TEXT.rfind(words).unwrap() + words.len()]);
    let wanted = [("Acme", "Acme-led", 1), ("Ana Ruiz", "Ana Ruiz,", 2), ("Acme Corp", "Acme Corp,", 3)];
    assert_eq!(told.len(), wanted.len(), "{written}");
    for (told, (words, became, id)) in told.iter().zip(wanted) {
        assert_eq!((&told["words"], &told["became"]), (&json!(words), &json!(became)));
        assert_eq!((&told["annotation"], &told["to"]), (&json!(id), &at(became)));
    }
}

#[test]
fn parts_are_one_archive() {
    let head = json!({ "do": "write", "lot": 1, "format": "doccano", "choice": { "values": [["split", "80/0/20"]] } });
    let files = (0..10).map(|id| native_file(&format!("d{id}"))).collect();
    let (written, answer) = ask(&mut Desk::default(), &head, files).unwrap();
    assert_eq!((answer.bodies.len(), &written["mime"]), (1, &json!("application/zip")));
    assert!(answer.bodies[0].starts_with(b"PK\x03\x04"));
}

#[test]
fn what_makes_no_sense_is_said() {
    let mut desk = Desk::default();
    for (head, bodies, words) in [
        (json!({ "do": "fly" }), Vec::new(), "not understood"),
        (json!({ "do": "write", "lot": 1, "format": "none", "choice": {} }), vec![native_file("d")], "no format none"),
        (json!({ "do": "write", "lot": 2, "format": "doccano", "choice": {} }), Vec::new(), "did not arrive"),
        (json!({ "do": "write", "lot": 2, "format": "doccano", "choice": {} }), vec![b"{".to_vec()], "ends early"),
    ] {
        let error = ask(&mut desk, &head, bodies).unwrap_err();
        assert!(error.contains(words), "{head}: {error}");
    }
}

#[test]
fn a_bad_file_does_not_lose_the_others() {
    let names = json!(["a.jsonl", "broken.jsonl", "b.jsonl"]);
    let line = br#"{"text": "Acme won.", "label": [[0, 4, "ORG"]]}"#.to_vec();
    let head = json!({ "do": "read", "names": names, "format": null, "id": "n" });
    let (read, answer) = ask(&mut Desk::default(), &head, vec![line.clone(), line[..30].to_vec(), line]).unwrap();
    assert_eq!(answer.bodies.len(), 2, "{read}");
    let problems = read.as_array().unwrap().iter().filter(|read| read["problem"] != Value::Null);
    assert_eq!(problems.map(|read| &read["file"]).collect::<Vec<_>>(), [&json!(1)], "{read}");
}
