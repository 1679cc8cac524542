//! What is odd in a file beside its offsets: it is settled in one way, and said.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

use postil_exchange::{FindingKind, Format, Options, Part, export, import};

/// Reads spaCy tuples; the labels and places of each document, and what was said.
#[track_caller]
fn check(json: &str, wanted: &[&[(&str, usize)]], said: &[(FindingKind, usize, &str)]) {
    let read = import(&[Part::new("a.json", json)], Format::by_id("spacy-json"), "d").unwrap();
    let found: Vec<Vec<_>> = read
        .library
        .documents
        .iter()
        .map(|document| document.annotations.iter().map(|it| (&*it.label, it.span.start())).collect())
        .collect();
    assert_eq!(found, wanted);
    let findings: Vec<_> = read.findings.iter().map(|it| (it.kind, it.count)).collect();
    assert_eq!(findings, said.iter().map(|it| (it.0, it.1)).collect::<Vec<_>>(), "{:?}", read.findings);
    for (finding, (.., words)) in read.findings.iter().zip(said) {
        assert!(finding.words.contains(words), "{}", finding.words);
    }
}

#[test]
fn what_is_odd_is_settled_and_said() {
    check(r#"[["Ana paid.", {"entities": [[0, 3, "A"]]}]]"#, &[&[("A", 0)]], &[]);
    check(
        r#"[["Ana paid.", {"entities": [[0, 3, "A"], [0, 3, "A"], [0, 3, "B"], [0, 3, "A"]]}]]"#,
        &[&[("A", 0), ("B", 0)]],
        &[(
            FindingKind::Duplicates,
            2,
            "2 annotations have the same words, label and all as another and were left out.",
        )],
    );
    check(
        r#"[["Ana paid.", {"entities": [[0, 3, " "], [4, 8, "A "]]}]]"#,
        &[&[("UNLABELLED", 0), ("A", 4)]],
        &[(FindingKind::Labels, 1, "1 span without a label got the label UNLABELLED: [0][1].entities[0].")],
    );
    check(
        r#"[["Ana paid.", {"entities": [[0, 0, "A"], [40, 43, "A"]]}]]"#,
        &[&[]],
        &[(FindingKind::LeftOut, 2, "[0][1].entities[1]: is no place in the text")],
    );
}

#[test]
fn long_labels_are_cut_and_stay_apart() {
    let start = "x".repeat(150);
    let json =
        format!(r#"[["Ana paid.", {{"entities": [[0, 3, "{start}1"], [4, 8, "{start}2"], [4, 8, "{start}1"]]}}]]"#);
    let read = import(&[Part::new("a.json", json)], Format::by_id("spacy-json"), "d").unwrap();
    assert_eq!(read.library.labels.len(), 2);
    assert!(read.library.labels.iter().all(|label| label.name.chars().count() <= 100));
    assert_eq!(read.findings[0].words.split(':').next(), Some("2 labels of more than 100 characters were shortened"));
}

#[test]
fn any_number_of_spans_on_one_place_is_one() {
    let spans = vec![r#"[0,3,"A"]"#; 100_000].join(",");
    let json = format!(r#"[["Ana paid.", {{"entities": [{spans}]}}]]"#);
    check(&json, &[&[("A", 0)]], &[(FindingKind::Duplicates, 99_999, "99999 annotations")]);
}

/// What a damaged block leaves free is given to blocks, so that the work comes back from a file of ours as it was read.
#[test]
fn blocks_that_are_damaged_leave_no_text_without_one() {
    let line = r#"{"id":"a","text":"Ana paid.\n\nBo left.\n\nEnd.","blocks":[{"kind":"byline","start":0,"end":9},
        {"kind":"caption","start":11,"end":99}],"spans":[]}"#;
    let read = import(&[Part::new("a.jsonl", line.replace('\n', ""))], Format::by_id("postil-lines"), "d").unwrap();
    let document = &read.library.documents[0];
    let words: Vec<_> = document.blocks.iter().map(|block| document.text.slice(block.span)).collect();
    assert_eq!(words, ["Ana paid.", "Bo left.", "End."]);
    let own = Format::by_id("postil").unwrap();
    let written = export(own, &read.library.documents, &read.library.labels, &Options::default()).unwrap().files;
    assert_eq!(import(&written, None, "d").unwrap().library.documents[0].blocks, document.blocks);
}
