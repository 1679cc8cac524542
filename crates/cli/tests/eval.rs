//! `postil eval` as it is used: the measures of the project's own gold, which must not fall, and what is said of files
//! that cannot be measured.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/gold/figures.jsonl");
const NAMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/gold/names.jsonl");

/// A little below what is measured: raise them when detection gets better.
const FLOORS: [(&str, usize, f64); 4] =
    [("strict F1", 5, 0.95), ("relaxed F1", 8, 0.955), ("full", 10, 0.92), ("comparator", 11, 0.95)];

/// The same of names' strict F1: people, organisations and places; and all labels, of which some are never found.
const NAMES_FLOORS: [(&[&str], f64); 2] = [(&["--map", "places"], 0.865), (&[], 0.825)];

fn eval(arguments: &[&str]) -> Output {
    eval_of("figures", arguments)
}

fn eval_of(kind: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_postil")).args(["eval", kind]).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("eval-{name}"));
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The cells of the table's row that begins with `label`.
fn row<'a>(table: &'a str, label: &str) -> Vec<&'a str> {
    let rows = table.lines().map(|line| line.split_whitespace().filter(|cell| *cell != "|").collect::<Vec<_>>());
    rows.into_iter().find(|row| row.first() == Some(&label)).unwrap()
}

#[test]
fn scores_on_the_gold_do_not_fall() {
    let output = eval(&["--errors", "30", GOLD]);
    let table = stdout(&output);
    println!("{table}");
    assert!(output.status.success());
    let micro = row(&table, "micro");
    for (measure, column, floor) in FLOORS {
        let score: f64 = micro[column].parse().unwrap();
        assert!(score >= floor, "{measure} fell to {score}, below {floor}:\n{table}");
    }
}

#[test]
fn scores_on_the_gold_of_names_do_not_fall() {
    for (arguments, floor) in NAMES_FLOORS {
        let output = eval_of("entities", &[arguments, &["--errors", "30", NAMES]].concat());
        let table = stdout(&output);
        println!("{table}");
        assert!(output.status.success());
        let f1: f64 = row(&table, "micro")[6].parse().unwrap();
        assert!(f1 >= floor, "F1 with {arguments:?} fell to {f1}, below {floor}:\n{table}");
    }
}

#[test]
fn the_gold_keeps_its_own_rules() {
    for gold in [GOLD, NAMES] {
        let counts = counts(gold);
        assert!(counts.len() == 11 && counts.values().all(|count| *count >= 4), "{counts:?}");
    }
}

/// How many spans of each label there are; they must be in order, and without white space at their ends.
fn counts(gold: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::<String, usize>::new();
    for line in fs::read_to_string(gold).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = case["text"].as_str().unwrap().chars().collect();
        let mut last = 0;
        for span in case["spans"].as_array().unwrap() {
            let place = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
            let (start, end) = (place("start"), place("end"));
            let words: String = text[start..end].iter().collect();
            assert!(last <= start && words.trim() == words, "{}: {words}", case["id"]);
            *counts.entry(span["label"].as_str().unwrap().to_owned()).or_default() += 1;
            last = end;
        }
    }
    counts
}

#[test]
fn wrong_lines_are_named_and_the_other_files_measured() {
    let good = file(
        "good.jsonl",
        "{\"text\": \"Profit: $5m.\", \"spans\": [{\"start\": 8, \"end\": 11, \"label\": \"MONEY\", \"norm\": {\"value\": 4}}]}\n",
    );
    let bad = file("bad.jsonl", "\n{\"text\": \"5%\", \"spans\": []}\n{\"text\": 5}\n");
    let output = eval(&[&bad, &good, "--errors", "1"]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr.clone()).unwrap();
    let wanted = format!("postil: {bad}:3: not a gold case, at column 10: here should be a text, not the number 5\n");
    assert_eq!(complaint, wanted);
    let table = stdout(&output);
    assert!(table.starts_with(&format!("{good}: 1 case\n")), "{table}");
    assert!(table.contains(&format!("{good}:1: wrong value MONEY: Profit: [$5m].\n")), "{table}");
}

#[test]
fn several_files_are_measured_together_at_the_end() {
    let one = "{\"text\": \"It cost $5m.\", \"spans\": [{\"start\": 8, \"end\": 11, \"label\": \"MONEY\"}]}\n";
    let (first, second) = (file("first.jsonl", one), file("second.jsonl", one));
    let table = stdout(&eval(&[&first, &second]));
    let (_, all) = table.split_once("all files: 2 cases\n").unwrap();
    assert_eq!(row(all, "MONEY")[..4], ["MONEY", "2", "2", "1.0000"]);
}

#[test]
fn names_are_compared_as_the_map_says() {
    let gold = file(
        "names.jsonl",
        "{\"text\": \"Ann Lee lives in Berlin.\", \"spans\": [{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 17, \"end\": 23, \"label\": \"LOC\"}]}\n",
    );
    let map = file("map.json", r#"{"gold": {"PER": "PERSON"}, "pred": {"GPE": "LOC"}}"#);
    for (arguments, micro) in [
        (vec![], ["micro", "2", "0", "0"]),
        (vec!["--map", &map], ["micro", "2", "2", "2"]),
        (vec!["--map", &map, "--labels", "LOC"], ["micro", "1", "1", "1"]),
        (vec!["--map", "plo"], ["micro", "1", "2", "1"]),
        (vec!["--map", &map, "--min-confidence", "1"], ["micro", "2", "0", "0"]),
    ] {
        let table = stdout(&eval_of("entities", &[arguments.as_slice(), &[gold.as_str()]].concat()));
        assert_eq!(row(&table, "micro")[..4], micro, "{arguments:?}\n{table}");
    }
    let output = eval_of("entities", &["--map", "none such", &gold]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.starts_with("postil: none such: no label map can be read: "), "{complaint}");
}
