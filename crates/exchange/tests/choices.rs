//! What a person chooses when saving: how documents are shared out, which marks go in, and what the report says of it.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::document;
use postil_engine::{Document, Status, default_labels};
use postil_exchange::{Export, FORMATS, Format, Options, Profile, Split, export, import};
use proptest::prelude::*;

#[track_caller]
fn written(documents: &[Document], options: &Options) -> Export {
    export(Format::by_id("spacy-json").unwrap(), documents, &default_labels(), options).unwrap()
}

fn split(train: u8, dev: u8, test: u8, seed: u64) -> Options {
    Options { split: Some(Split { train, dev, test, seed }), ..Options::default() }
}

/// The texts in each file, by the end of its name.
fn parts(export: &Export) -> BTreeMap<String, Vec<String>> {
    let part = |name: &str| name.strip_suffix(".spacy.json").unwrap().rsplit('-').next().unwrap().to_owned();
    let texts = |file: &postil_exchange::Part| {
        let read = import(std::slice::from_ref(file), Format::by_id("spacy-json"), "d").unwrap();
        read.library.documents.iter().map(|it| it.text.as_str().to_owned()).collect()
    };
    export.files.iter().map(|file| (part(&file.name), texts(file))).collect()
}

/// A hundred documents, of which every tenth has the rare label and all have the frequent one.
fn hundred() -> Vec<Document> {
    let text = |nth: usize| {
        let rare = if nth % 10 == 3 { "[Lake Lind|LOC]" } else { "nothing" };
        document(&format!("d{nth}"), &format!("Text {nth}: [Ana Ruiz|PERSON] saw {rare} and [Nortek|ORG]."))
    };
    (0..100).map(text).collect()
}

#[test]
fn documents_are_shared_out_by_label() {
    let documents = hundred();
    let export = written(&documents, &split(80, 10, 10, 1));
    let names: Vec<_> = export.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["100-articles-train.spacy.json", "100-articles-dev.spacy.json", "100-articles-test.spacy.json"]);
    let shared = parts(&export);
    assert_eq!(shared.values().map(Vec::len).collect::<Vec<_>>(), [10, 10, 80]);
    assert_eq!(
        export.report.sentences(),
        [
            "The format does not say: 100 parts of articles; 100 titles; 100 ids of documents.",
            "train: 80 documents, 168 spans (PERSON 80, ORG 80, LOC 8).",
            "dev: 10 documents, 21 spans (PERSON 10, ORG 10, LOC 1).",
            "test: 10 documents, 21 spans (PERSON 10, ORG 10, LOC 1)."
        ]
    );
    assert_eq!(export.report.line(), "210 of 210 spans verified");
}

#[test]
fn a_seed_is_one_way_to_share_out() {
    let documents = hundred();
    let shared = |seed| parts(&written(&documents, &split(70, 15, 15, seed)));
    assert_eq!(shared(1), shared(1));
    assert_ne!(shared(1), shared(2));
}

#[test]
fn a_part_of_nothing_is_no_file() {
    let documents = &hundred()[..3];
    let export = written(documents, &split(80, 10, 10, 0));
    assert_eq!(export.files.len(), 1);
    let counts: Vec<_> = export.report.parts.iter().map(|it| (it.part, it.documents)).collect();
    assert_eq!(counts, [("train", 3), ("dev", 0), ("test", 0)]);
    let export = written(documents, &split(50, 0, 50, 0));
    assert_eq!(export.report.parts.iter().map(|it| it.part).collect::<Vec<_>>(), ["train", "test"]);
}

#[test]
fn choices_that_mean_nothing_are_refused() {
    for (options, wanted) in [
        (split(80, 10, 20, 0), "train, dev and test make 110 percent. Give three numbers that make 100."),
        (split(255, 255, 255, 0), "train, dev and test make 765 percent. Give three numbers that make 100."),
        (
            Options { min_confidence: Some(f32::NAN), ..Options::default() },
            "the least confidence is NaN. Give a number from 0 to 1.",
        ),
        (
            Options { min_confidence: Some(97.0), ..Options::default() },
            "the least confidence is 97. Give a number from 0 to 1.",
        ),
    ] {
        let error = export(FORMATS[0], &hundred(), &default_labels(), &options).unwrap_err();
        assert_eq!(error.to_string(), format!("Nothing was saved: {wanted}"));
    }
}

/// The labels in the file, in order.
#[track_caller]
fn check(options: &Options, wanted: &[&str], lost: Option<usize>) {
    let mut document = document("d", "[Ana|PERSON] of [Bo|ORG] in [Kyoto|GPE] paid [$5|MONEY] for [Zen|WORK_OF_ART].");
    let confidences = [Some(0.2), Some(0.9), None, Some(0.1), None];
    for (at, confidence) in confidences.into_iter().enumerate() {
        let annotation = Arc::make_mut(&mut Arc::make_mut(&mut document.annotations)[at]);
        annotation.confidence = confidence;
        annotation.status = if at == 3 { Status::Accepted } else { Status::Suggested };
    }
    let written = written(&[document], options);
    let read = import(&written.files, None, "d").unwrap().library;
    let labels: Vec<_> = read.documents[0].annotations.iter().map(|it| &*it.label).collect();
    assert_eq!(labels, wanted);
    let loss = written.report.losses.iter().find(|loss| loss.what == "marks whose labels the profile leaves out");
    assert_eq!(loss.map(|loss| loss.count), lost);
}

#[test]
fn marks_go_in_by_confidence_and_under_the_names_of_a_profile() {
    let with = Options::default;
    check(&with(), &["PERSON", "ORG", "GPE", "MONEY", "WORK_OF_ART"], None);
    // What is accepted goes in, however unsure the detector was, and so does what says nothing of it.
    check(&Options { min_confidence: Some(0.5), ..with() }, &["ORG", "GPE", "MONEY", "WORK_OF_ART"], None);
    check(&Options { min_confidence: Some(1.0), ..with() }, &["GPE", "MONEY", "WORK_OF_ART"], None);
    check(&Options { profile: Profile::Conll, ..with() }, &["PER", "ORG", "LOC", "MISC"], Some(1));
    check(&Options { profile: Profile::Words, ..with() }, &["person", "org", "gpe", "money", "work of art"], None);
    check(&Options { profile: Profile::Ontonotes, ..with() }, &["PERSON", "ORG", "GPE", "MONEY", "WORK_OF_ART"], None);
    let rename = vec![(Arc::from("MONEY"), Arc::from("CASH"))];
    check(&Options { profile: Profile::Conll, rename, ..with() }, &["PER", "ORG", "LOC", "CASH", "MISC"], None);
    // What was not chosen is no loss.
    let labels = Some(vec![Arc::from("ORG"), Arc::from("GPE")]);
    check(&Options { profile: Profile::Conll, labels, ..with() }, &["ORG", "LOC"], None);
}

#[test]
fn the_line_and_the_sentences_say_what_was_replaced() {
    let documents = [document("d", "[Ana Ruiz|PERSON] paid. Ruiz left.")];
    let export = written(&documents, &Options { pseudonyms: Some(1), ..Options::default() });
    assert_eq!(export.report.line(), "1 of 1 span verified; 2 names replaced");
    assert_eq!(
        export.report.sentences()[1],
        "2 names were replaced by invented ones: 2 in marks, 1 unmarked, 0 in titles, ids and notes; 0 links and sources \
         left out."
    );
}

#[test]
fn options_are_the_same_after_json() {
    let options = Options { pseudonyms: Some(9), min_confidence: Some(0.25), ..split(60, 20, 20, 4) };
    let json = serde_json::to_string(&options).unwrap();
    assert_eq!(serde_json::from_str::<Options>(&json).unwrap(), options);
    let short: Options = serde_json::from_str(r#"{"split": {"train": 80, "dev": 10, "test": 10}}"#).unwrap();
    assert_eq!(short, split(80, 10, 10, 0));
}

proptest! {
    #[test]
    fn each_document_is_in_one_part(
        marks in prop::collection::vec(prop::collection::vec(0..5_usize, 0..6), 0..40),
        (train, dev) in (0..=100_u8).prop_flat_map(|train| (Just(train), 0..=100 - train)),
        seed in 0..9_u64,
    ) {
        let labels = ["PERSON", "ORG", "GPE", "LOC", "MONEY"];
        let documents: Vec<_> = marks.iter().enumerate().map(|(nth, marks)| {
            let marks: String = marks.iter().map(|&label| format!("[x|{}] ", labels[label])).collect();
            document(&format!("d{nth}"), &format!("{nth} {marks}"))
        }).collect();
        let options = split(train, dev, 100 - train - dev, seed);
        let export = written(&documents, &options);
        prop_assert_eq!(export.report.verified, export.report.total);
        let mut all: Vec<_> = parts(&export).into_values().flatten().collect();
        let mut wanted: Vec<_> = documents.iter().map(|it| it.text.as_str().to_owned()).collect();
        all.sort();
        wanted.sort();
        prop_assert_eq!(all, wanted);
        for part in &export.report.parts {
            let percent = options.split.unwrap().parts().iter().find(|(name, _)| *name == part.part).unwrap().1;
            let exact = documents.len() as f64 * f64::from(percent) / 100.0;
            prop_assert!((part.documents as f64 - exact).abs() <= 1.0, "{} of {} in {}", part.documents, exact, part.part);
        }
    }
}
