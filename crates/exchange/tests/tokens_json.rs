//! Rows of tokens in JSON, of Hugging Face and of GLiNER: what is written, and what is read.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::sync::Arc;

use common::document;
use postil_engine::{Document, LabelDef, LabelKind, Relation, default_labels};
use postil_exchange::{Format, Part, export, import, recognise};

fn labels() -> Vec<LabelDef> {
    ["PERSON", "ORG"].map(|name| LabelDef::new(name, LabelKind::Entity, 0)).into()
}

fn text(part: &Part) -> &str {
    std::str::from_utf8(&part.bytes).unwrap()
}

fn found(parts: &[Part]) -> Result<Vec<String>, String> {
    let import = import(parts, None, "d").map_err(|error| error.to_string())?;
    let marks = |document: &Document| {
        let words = document.annotations.iter().map(|it| format!("{}={}", document.text.slice(it.span), it.label));
        format!("{}: {} {}", document.id, document.text.as_str(), words.collect::<Vec<_>>().join(" "))
    };
    Ok(import.library.documents.iter().map(marks).collect())
}

#[test]
fn rows_come_with_the_names_of_their_tags() {
    let documents = [document("a", "[Ana Ruiz|PERSON] left. [Nortek|ORG] grew."), document("b", "")];
    let written = export(Format::by_id("hf-tokens").unwrap(), &documents, &labels(), &Default::default()).unwrap();
    let rows = r#"{"id":"a-0","document":"a","tokens":["Ana","Ruiz","left","."],"ner_tags":[1,2,0,0]}
{"id":"a-1","document":"a","tokens":["Nortek","grew","."],"ner_tags":[3,0,0]}
{"id":"b-0","document":"b","tokens":[],"ner_tags":[]}
"#;
    assert_eq!(text(&written.files[0]), rows);
    let features: serde_json::Value = serde_json::from_slice(&written.files[1].bytes).unwrap();
    let names = serde_json::json!(["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]);
    assert_eq!(features["ner_tags"]["feature"]["names"], names);
    assert!(text(&written.files[2]).contains("\n          '3': \"B-ORG\"\n"));
    let wanted = ["a: Ana Ruiz left .\nNortek grew . Ana Ruiz=PERSON Nortek=ORG", "b:  "];
    assert_eq!(found(&written.files).unwrap(), wanted);
    // Either list will do.
    for list in [1, 2] {
        assert_eq!(found(&[written.files[0].clone(), written.files[list].clone()]).unwrap(), wanted);
    }
}

#[test]
fn rows_of_others_are_read() {
    let rows = |body: &str| Part::new("train.jsonl", body);
    let ints = rows(r#"{"tokens":["Bo","left"],"ner_tags":[3,-100]}"#);
    let lists = [
        ("config.json", r#"{"id2label":{"0":"O","1":"B-ORG","2":"I-ORG","3":"B-PER"}}"#),
        ("labels.json", r#"["O","B-ORG","I-ORG","B-PER"]"#),
        ("labels.txt", "O\nB-ORG\nI-ORG\nB-PER\n"),
        ("README.md", "---\n- name: ner_tags\n  names:\n  '0': O\n  '1': B-ORG\n  '2': I-ORG\n  '3': B-PER\n---\n"),
        (
            "dataset_info.json",
            r#"{"features":{"pos_tags":{"feature":{"names":["X"]}},"ner_tags":{"feature":{"names":["O","B-ORG","I-ORG","B-PER"]}}}}"#,
        ),
    ];
    for (name, list) in lists {
        assert_eq!(found(&[ints.clone(), Part::new(name, list)]).unwrap(), ["d: Bo left Bo=PER"], "{name}");
    }
    let strings = r#"[{"id":7,"words":["Bo","left"],"labels":["PER","O"]},{"id":8,"words":[],"labels":[]}]"#;
    assert_eq!(found(&[rows(strings)]).unwrap(), ["7: Bo left Bo=PER", "8:  "]);
    let wrong = [
        (
            vec![ints.clone()],
            "At row 1: tag 3 is a number; open features.json or the README.md with the names of tags along with the file.",
        ),
        (vec![ints, Part::new("labels.txt", "O\nB-X")], "At row 1: tag 3 is not among the 2 names of tags."),
        (vec![rows(r#"{"tokens":["a","b"],"ner_tags":["O"]}"#)], "At row 1: there are 2 tokens and 1 tags."),
        (
            vec![rows("{\"tokens\":[\"a\"],\"ner_tags\":[\"O\"]}\n{\"tokens\":[[]],\"ner_tags\":[]}")],
            "At line 2, column 13: this is no row of tokens and tags: here should be a string or a whole number, not a list.",
        ),
    ];
    for (parts, message) in wrong {
        assert_eq!(found(&parts).unwrap_err(), message);
    }
}

#[test]
fn gliner_counts_tokens_and_keeps_overlaps_and_relations() {
    let plain = document("a", "[Ana|PERSON] left. She runs [O'Neil-Smith|ORG]. Bye.");
    let relation = Relation { id: 9, kind: "runs".into(), from: 1, to: 2 };
    let documents = [Document { relations: Arc::new(vec![Arc::new(relation)]), ..plain }];
    let written = export(Format::by_id("gliner").unwrap(), &documents, &default_labels(), &Default::default()).unwrap();
    let wanted = r#"[
{"document":"a","tokenized_text":["Ana","left",".","She","runs","O","'","Neil-Smith","."],"ner":[[0,0,"PERSON"],[5,7,"ORG"]],"relations":[[0,1,"runs"]]},
{"document":"a","tokenized_text":["Bye","."],"ner":[]}
]
"#;
    assert_eq!(text(&written.files[0]), wanted);
    assert_eq!(written.report.fitting.unwrap().joined, 1);
    let read = import(&written.files, None, "d").unwrap();
    let relation = &read.library.documents[0].relations[0];
    assert_eq!((&*relation.kind, relation.from, relation.to), ("runs", 1, 2));
}

#[test]
fn gliner_files_of_others_are_read() {
    let row =
        r#"{"tokenized_text":["Bank","of","New","York"],"ner":[[0,3,"org"],[2,3,"city"],[4,4,"out"]],"label":["org"]}"#;
    for body in [format!("[{row}]"), format!("{row}\n")] {
        let part = Part::new("data.json", body);
        assert_eq!(recognise(&part).unwrap().id, "gliner");
        assert_eq!(
            found(std::slice::from_ref(&part)).unwrap(),
            ["d: Bank of New York Bank of New York=org New York=city"]
        );
        let findings = import(&[part], None, "d").unwrap().findings;
        assert_eq!(findings[0].words, "1 marks are of tokens that are not there and were left out.");
    }
    let broken = import(&[Part::new("x.json", r#"[{"tokenized_text":["a"],"ner":[[0]]}]"#)], None, "d").unwrap_err();
    assert!(
        broken
            .to_string()
            .starts_with("At line 1, column 35: this is no GLiNER data: here should be a list of 3, not of 1"),
        "{broken}"
    );
}
