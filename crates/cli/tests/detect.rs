//! `postil detect` as it is used: the built program, files and pipes, what it prints and how it ends.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A directory of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("detect-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
    command.arg("detect").args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feed = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that ends early need not read all of its input.
    let _ = feed.join().unwrap();
    output
}

/// The lines of a run, each of whose spans and blocks is checked against its text; complaints must be as given.
#[track_caller]
fn lines(arguments: &[&str], input: &str, complaints: &str) -> Vec<Value> {
    let output = run(arguments, input);
    assert_eq!(String::from_utf8_lossy(&output.stderr), complaints);
    assert_eq!(output.status.code(), Some(i32::from(!complaints.is_empty())));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.iter().for_each(check_line);
    lines
}

fn check_line(line: &Value) {
    let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    let slice = |item: &Value| -> String {
        let at = |key: &str| usize::try_from(item[key].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].iter().collect()
    };
    let mut end = 0;
    for span in line["spans"].as_array().unwrap() {
        assert_eq!(slice(span), span["text"].as_str().unwrap());
        assert!(span["start"].as_u64().unwrap() >= end, "spans are sorted and do not overlap: {line}");
        end = span["end"].as_u64().unwrap();
        let keys: Vec<_> = span.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["confidence", "end", "entity", "label", "norm", "start", "text"]);
    }
    for block in line["blocks"].as_array().unwrap() {
        assert!(!slice(block).trim().is_empty());
    }
}

/// Label and words of each span.
fn marks(line: &Value) -> Vec<(&str, &str)> {
    let spans = line["spans"].as_array().unwrap().iter();
    spans.map(|span| (span["label"].as_str().unwrap(), span["text"].as_str().unwrap())).collect()
}

const ACME: &str = "😀! Acme Corp paid $3 million to two 14-year-old firms in 36 hours at 30 °C.";

#[test]
fn a_text_is_one_document() {
    let folder = Folder::new("text");
    let one = folder.file("one.txt", ACME);
    let two = folder.file("two.md", "First line.\r\n\r\nSecond\rthird.\r\n");
    let lines = lines(&[&one, &two], "", "");
    assert_eq!(lines[0]["id"], one.as_str());
    assert_eq!(lines[0]["text"], ACME);
    assert_eq!(
        lines[0]["blocks"],
        json!([{ "kind": lines[0]["blocks"][0]["kind"], "start": 0, "end": ACME.chars().count() }])
    );
    assert_eq!(lines[1]["text"], "First line.\n\nSecond\nthird.\n");
    assert_eq!(lines.len(), 2);
}

#[test]
fn names_and_figures_are_found_with_their_offsets() {
    let found = lines(&[], ACME, "");
    let line = &found[0];
    assert_eq!(line["id"], "standard input");
    let span = |words: &str| line["spans"].as_array().unwrap().iter().find(|span| span["text"] == words).unwrap();
    let org = span("Acme Corp");
    assert_eq!((&org["label"], &org["start"], &org["end"]), (&json!("ORG"), &json!(3), &json!(12)));
    assert!(org["entity"].as_str().unwrap().starts_with('e'));
    assert_eq!(org["norm"], Value::Null);
    let money = span("$3 million");
    assert_eq!((&money["label"], &money["start"]), (&json!("MONEY"), &json!(18)));
    assert_eq!((&money["norm"]["value"], &money["norm"]["currency"]), (&json!(3_000_000), &json!("USD")));
    assert_eq!(money["entity"], Value::Null);
    let confidence = money["confidence"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence) && money["confidence"].to_string().len() <= 5, "{money}");
}

#[test]
fn labels_go_by_the_names_asked_for() {
    let ontonotes = lines(&["--labels", "ontonotes"], ACME, "");
    let marks_ontonotes = marks(&ontonotes[0]);
    for wanted in [("DATE", "14-year-old"), ("TIME", "36 hours"), ("QUANTITY", "30 °C"), ("ORG", "Acme Corp")] {
        assert!(marks_ontonotes.contains(&wanted), "{wanted:?} is not in {marks_ontonotes:?}");
    }
    let conll = lines(&["--labels", "conll"], ACME, "");
    assert_eq!(marks(&conll[0]), [("ORG", "Acme Corp")]);
}

#[test]
fn lines_keep_their_order_ids_and_place() {
    let mut input = String::from("\u{feff}");
    for n in 0..2_000 {
        let text = "Zoë saw 5 ships. ".repeat(if n % 50 == 0 { 200 } else { 1 });
        input.push_str(&json!({ "id": format!("d{n}"), "text": text, "label": [[[]]], "ref_date": null }).to_string());
        input.push_str(if n % 3 == 0 { "\r\n" } else { "\n" });
    }
    for jobs in [&["--jobs", "1"][..], &["--jobs", "7"], &[]] {
        let arguments = [&["--input", "jsonl", "-"], jobs].concat();
        let lines = lines(&arguments, &input, "");
        let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, (0..2_000).map(|n| format!("d{n}")).collect::<Vec<_>>());
    }
}

#[test]
fn wrong_lines_are_named_and_the_others_done() {
    let folder = Folder::new("lines");
    let input = concat!(
        "{\"id\": \"a\", \"text\": \"one\"}\n",
        "{\"id\": \"b\", \"text\": \n",
        "\n",
        "{\"id\": \"c\"}\n",
        "{\"id\": 5, \"text\": \"two\\r\\nthree\", \"ref_date\": \"2013-02-12T04:30:00-03:00\"}\n",
        "{\"id\": \"e\", \"text\": \"x\", \"ref_date\": \"soon\"}\n",
        "{\"id\": \"f\", \"text\": \"\\ud800\"}\n",
        "{\"text\": \"last\"}",
    );
    let file = folder.file("some.jsonl", input);
    let complaints = format!(
        "postil: {file}:2: not JSON, at column 19: it ends in the middle\n\
         postil: {file}:4: not a document, at column 11: missing field \"text\"\n\
         postil: {file}:6: \"soon\" is no date such as 2024-04-04\n\
         postil: {file}:7: not JSON, at column 28: an escape such as \\ud800 stands for half of a character only\n"
    );
    let lines = lines(&[&file], "", &complaints);
    let found: Vec<_> = lines.iter().map(|line| (&line["id"], line["text"].as_str().unwrap())).collect();
    assert_eq!(found, [(&json!("a"), "one"), (&json!(5), "two\nthree"), (&json!(8), "last")]);
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_done() {
    let folder = Folder::new("files");
    let empty = folder.file("empty.txt", "");
    let latin = folder.file("latin.txt", b"caf\xe9");
    let picture = folder.file("picture.txt", b"\x89PNG\r\n\x1a\n");
    let wide = folder.file("wide.txt", b"\xFF\xFEa\0\r\0\n\0");
    let complaints = format!(
        "postil: no-such-file.txt: cannot be read: {}\n\
         postil: {latin}: Not UTF-8: byte 0xE9 at position 3, line 1. Save the file as UTF-8.\n\
         postil: {picture}: This is a PNG picture; there is no text in it to read.\n",
        fs::read("no-such-file.txt").unwrap_err(),
    );
    let lines = lines(&["no-such-file.txt", &empty, &latin, &picture, &wide], "", &complaints);
    let found: Vec<_> =
        lines.iter().map(|line| (line["id"].as_str().unwrap(), &line["text"], &line["spans"])).collect();
    assert_eq!(found, [(empty.as_str(), &json!(""), &json!([])), (&wide, &json!("a\n"), &json!([]))]);
}

#[test]
fn nothing_in_nothing_out() {
    assert!(lines(&["--input", "jsonl"], "", "").is_empty());
    assert_eq!(lines(&["--input", "text"], "", "").len(), 1);
}

#[test]
fn the_reference_date_settles_relative_dates() {
    let input = "{\"id\": 1, \"text\": \"It rained yesterday.\"}\n{\"id\": 2, \"text\": \"It rained yesterday.\", \"ref_date\": \"2020-01-01\"}\n";
    let lines = lines(&["--input", "jsonl", "--ref-date", "2024-03-01"], input, "");
    let days: Vec<_> = lines.iter().map(|line| &line["spans"][0]["norm"]["value"]).collect();
    assert_eq!(days, ["2024-02-29", "2019-12-31"]);
}

#[test]
fn usage_is_checked_and_taught() {
    for wrong in
        [&["--input", "pdf"][..], &["--labels", "mine"], &["--ref-date", "soon"], &["--jobs", "0"], &["--colour"]]
    {
        let output = run(wrong, "");
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    let help = run(&["--help"], "");
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for part in ["Examples:", "\"norm\": null", "ontonotes", "Exit status:", "--ref-date"] {
        assert!(help.contains(part), "{part} is not in\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 80), "the help fits a terminal:\n{help}");
}

/// Neither a reader that stops nor one that waits for each answer is left hanging.
#[test]
fn pipes_may_close_early_or_be_slow() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
    let piped = command.args(["detect", "--input", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        stdin.write_all(format!("{{\"id\": {n}, \"text\": \"x\"}}\n").as_bytes()).unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut stdout, &mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], n, "an answer comes before the next question");
    }
    drop(stdout);
    // The input stays open: the program must end by itself when it finds that nobody reads.
    let asked = (0..100_000).take_while(|_| stdin.write_all(b"{\"text\": \"x\"}\n").is_ok()).count();
    assert!(asked < 100_000, "the program goes on although nobody reads");
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_personal_list_wins() {
    let folder = Folder::new("personal");
    let list =
        folder.file("list.tsv", "postil personal 1\nCorp paid\tDEAL\texact\n$3 million\t-\texact\nzelkor\tGPE\tany\n");
    let found = lines(&["--personal", &list], "Acme Corp paid Zelkor $3 million in May.", "");
    let spans: Vec<_> =
        found[0]["spans"].as_array().unwrap().iter().map(|span| (&span["text"], &span["label"])).collect();
    let wanted =
        [("Corp paid", "DEAL"), ("Zelkor", "GPE"), ("May", "DATE")].map(|(words, label)| (json!(words), json!(label)));
    assert_eq!(spans, wanted.iter().map(|(words, label)| (words, label)).collect::<Vec<_>>());

    let wrong = folder.file("wrong.tsv", "postil personal 1\nZelkor\n");
    let output = run(&["--personal", &wrong], "Acme.");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("wrong.tsv: line 2: an entry is"), "{complaint}");
    assert_eq!(output.status.code(), Some(1));
}
