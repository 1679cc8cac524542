//! `postil convert`, `validate` and `formats` as they are used: the built program, files and pipes, what it prints and
//! how it ends.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A directory of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("convert-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self::new(name);
        for (name, content) in files {
            fs::create_dir_all(folder.0.join(name).parent().unwrap()).unwrap();
            fs::write(folder.0.join(name), content).unwrap();
        }
        folder
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// The names in it, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn postil(place: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
    command.current_dir(place).args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feed = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = feed.join().unwrap(); // a program that ends early need not read all of its input
    output
}

/// Runs in the folder; the status must be as given. Standard output and the complaints.
#[track_caller]
fn run(folder: &Folder, arguments: &[&str], input: &str, status: i32) -> (String, String) {
    let Output { status: found, stdout, stderr } = postil(&folder.0, arguments, input);
    let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(found.code(), Some(status), "{arguments:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

/// Start, end, label of each span of each document.
fn spans(tuples: &[u8]) -> Value {
    let documents: Vec<(String, Value)> = serde_json::from_slice(tuples).unwrap();
    documents.into_iter().map(|(_, found)| found["entities"].clone()).collect()
}

const TUPLES: &str = r#"[["🚀 Ana Ruiz paid €5m to Nortek.", {"entities": [[2, 10, "PERSON"], [16, 19, "MONEY"], [23, 29, "ORG"]]}],
["Nortek grew.", {"entities": [[0, 6, "ORG"]]}]]"#;

#[test]
fn there_and_back_is_the_same() {
    let folder = Folder::with("back", &[("in.json", TUPLES)]);
    let (_, said) = run(&folder, &["convert", "in.json", "work.postil.json"], "", 0);
    assert!(said.ends_with("4 of 4 spans verified\n"), "{said}");
    let (found, _) = run(&folder, &["convert", "--to", "spacy-json", "work.postil.json", "-"], "", 0);
    let wanted = json!([[[2, 10, "PERSON"], [16, 19, "MONEY"], [23, 29, "ORG"]], [[0, 6, "ORG"]]]);
    assert_eq!(spans(found.as_bytes()), wanted);
    let (piped, _) = run(&folder, &["convert", "--to", "spacy-json", "-", "-"], TUPLES, 0);
    assert_eq!(spans(piped.as_bytes()), wanted);
    assert_eq!(folder.names(), ["in.json", "work.postil.json"], "nothing else is left");
}

#[test]
fn what_is_chosen_goes_in() {
    let folder = Folder::with("chosen", &[("in.json", TUPLES)]);
    for (arguments, wanted) in [
        (&["--label", "ORG"][..], json!([[[23, 29, "ORG"]], [[0, 6, "ORG"]]])),
        (&["--label", "ORG,MONEY"], json!([[[16, 19, "MONEY"], [23, 29, "ORG"]], [[0, 6, "ORG"]]])),
        (&["--profile", "conll"], json!([[[2, 10, "PER"], [23, 29, "ORG"]], [[0, 6, "ORG"]]])),
        (
            &["--label=ORG", "--label=PERSON", "--rename", "ORG=FIRM"],
            json!([[[2, 10, "PERSON"], [23, 29, "FIRM"]], [[0, 6, "FIRM"]]]),
        ),
        (
            &["--statuses", "accepted", "--profile", "words"],
            json!([[[2, 10, "person"], [16, 19, "money"], [23, 29, "org"]], [[0, 6, "org"]]]),
        ),
    ] {
        let (found, _) = run(&folder, &[&["convert", "--to=spacy-json", "in.json", "-"], arguments].concat(), "", 0);
        assert_eq!(spans(found.as_bytes()), wanted, "{arguments:?}");
    }
}

#[test]
fn articles_are_taken_when_asked_for() {
    let page = "<h1>Nortek grows</h1><p>Ana Ruiz paid.</p>";
    let files = [("a.txt", "One.\r\nTwo.\r\n"), ("in/b.html", page), ("in/c.md", "# Title\n\nWords."), ("in/.d", "no")];
    let folder = Folder::with("articles", &files);
    run(&folder, &["convert", "--from", "text", "a.txt", "in", "out.postil.json"], "", 0);
    let written: Value = serde_json::from_slice(&folder.read("out.postil.json")).unwrap();
    let texts: Vec<_> =
        written["documents"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["One.\nTwo.\n", "Nortek grows\n\nAna Ruiz paid.", "Title\n\nWords."]);
    let (_, said) = run(&folder, &["convert", "a.txt", "b.postil.json"], "", 1);
    assert!(said.contains("a.txt") && said.contains("--from text"), "{said}");
}

#[test]
fn files_of_several_kinds_become_one() {
    let files = [("in/1.json", TUPLES), ("in/2.json", TUPLES)];
    let folder = Folder::with("several", &files);
    run(&folder, &["convert", "in/1.json", "work.postil.json"], "", 0);
    let report = ["convert", "--report", "-", "in", "work.postil.json", "all.postil.json"];
    let (report, _) = run(&folder, &report, "", 0);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["verified"], &report["total"], &report["documents"]), (&json!(12), &json!(12), &json!(6)));
    assert_eq!((&report["format"], &report["files"]), (&json!("postil"), &json!(["all.postil.json"])));
    let inputs: Vec<_> =
        report["inputs"].as_array().unwrap().iter().map(|it| (&it["format"], &it["documents"])).collect();
    let tuples = (&json!("spacy-json"), &json!(2));
    assert_eq!(inputs, [tuples, tuples, (&json!("postil"), &json!(2))]);
    let written: Value = serde_json::from_slice(&folder.read("all.postil.json")).unwrap();
    let mut ids: Vec<_> = written["documents"].as_array().unwrap().iter().map(|it| it["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6, "each document has an id of its own");
}

#[test]
fn what_fails_leaves_no_file_and_says_why() {
    let files = [("in.json", TUPLES), ("cut.json", &TUPLES[..60]), ("other.json", "{\"a\": 1}"), ("old.json", "old")];
    let folder = Folder::with("fails", &files);
    for (arguments, words) in [
        (&["in.json", "cut.json", "old.json"][..], "cut.json: At line 1, column 60"),
        (
            &["other.json", "old.json"],
            "other.json: It is JSON with \"a\" (a number), which is in no format that is known",
        ),
        (&["none.json", "old.json"], "none.json: cannot be read"),
        (
            &["--unit", "utf16", "in.json", "old.json"],
            "offsets of spaCy tuples files count code points, not UTF-16 units",
        ),
        (&["in.json", "none/old.json"], "old.json: No such file"),
        (&["--report", "-", "in.json", "-"], "cannot both go to standard output"),
    ] {
        let (stdout, said) = run(&folder, &[&["convert", "--to=spacy-json"], arguments].concat(), "", 1);
        assert!(said.starts_with("postil: ") && said.contains(words), "{arguments:?}: {said}");
        assert_eq!(stdout, "");
        assert_eq!(folder.read("old.json"), b"old");
        assert_eq!(folder.names().len(), files.len(), "{:?}", folder.names());
    }
    let (_, said) = run(&folder, &["convert", "in.json", "out.xyz"], "", 1);
    assert!(said.contains("out.xyz: the name does not say which format to write"), "{said}");
}

/// More documents than are read at once.
#[test]
fn long_files_go_through_in_pieces() {
    let times = 3_000;
    let two = TUPLES.trim_start_matches('[').trim_end_matches("]");
    let tuples = format!("[[{}]]", vec![two; times].join("],["));
    let folder = Folder::with("long", &[("in.json", &tuples)]);
    let formats = postil_exchange::FORMATS.iter().filter(|format| format.streams && format.writes() && format.reads());
    for format in formats {
        run(&folder, &["convert", "--to", format.id, "in.json", "long"], "", 0);
        assert!(folder.read("long").len() > 2 << 18, "{} is too short to be cut", format.id);
        let arguments = ["convert", "--from", format.id, "--to", format.id, "--report", "report.json", "long", "out"];
        run(&folder, &arguments, "", 0);
        assert!(folder.read("out") == folder.read("long"), "{}", format.id);
        let report: Value = serde_json::from_slice(&folder.read("report.json")).unwrap();
        assert_eq!(report["verified"], 4 * times, "{}", format.id);
        let source = &report["inputs"][0];
        assert_eq!(
            (&source["documents"], &source["annotations"]),
            (&json!(2 * times), &json!(4 * times)),
            "{}",
            format.id
        );
        // A mistake in the last line is found, with its line in the whole file; what is well is written.
        let mut broken = folder.read("long");
        let line = 1 + broken.iter().filter(|&&byte| byte == b'\n').count();
        broken.extend_from_slice(b"{\"text\": }\n");
        fs::write(folder.0.join("long"), broken).unwrap();
        if folder.read("long").starts_with(b"{") {
            let (_, said) = run(&folder, &["convert", "--from", format.id, "--to", format.id, "long", "none"], "", 1);
            assert!(said.contains(&format!("line {line}")), "{}: {said}", format.id);
            assert!(folder.read("none") == folder.read("out"), "{}: what is well is not there", format.id);
        }
    }
}

#[test]
fn files_that_belong_together_go_into_a_folder_or_a_zip() {
    let folder = Folder::with("together", &[("in.json", TUPLES)]);
    run(&folder, &["convert", "--to", "brat", "in.json", "out/"], "", 0);
    run(&folder, &["convert", "--to", "brat", "in.json", "out.zip"], "", 0);
    let wanted = json!([[[2, 10, "PERSON"], [16, 19, "MONEY"], [23, 29, "ORG"]], [[0, 6, "ORG"]]]);
    for input in ["out", "out.zip"] {
        let (found, _) = run(&folder, &["convert", "--to", "spacy-json", input, "-"], "", 0);
        assert_eq!(spans(found.as_bytes()), wanted, "{input}");
    }
    let (_, said) = run(&folder, &["convert", "--to", "brat", "in.json", "one.ann"], "", 1);
    assert!(said.contains("name a folder or a .zip"), "{said}");
    // A named file brings along what it cannot be read without.
    let files = fs::read_dir(folder.0.join("out")).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<_> = files.filter(|path| path.extension().is_some_and(|it| it == "ann")).collect();
    texts.sort();
    let (found, _) = run(&folder, &["convert", "--to", "spacy-json", texts[0].to_str().unwrap(), "-"], "", 0);
    assert_eq!(spans(found.as_bytes()), json!([wanted[0]]));
}

#[test]
fn documents_are_shared_out() {
    let folder = Folder::with("split", &[("in.json", TUPLES)]);
    let input = vec!["in.json"; 20];
    let arguments =
        ["--to", "spacy-json", "--split", "60/20/20", "--seed", "7", "--pseudonyms", "3", "--report", "r.json"];
    for out in ["one", "two"] {
        run(&folder, &[&["convert"], &arguments[..], &input, &[out]].concat(), "", 0);
    }
    let report: Value = serde_json::from_slice(&folder.read("r.json")).unwrap();
    let shares: Vec<_> = report["parts"].as_array().unwrap().iter().map(|it| (&it["part"], &it["documents"])).collect();
    let wanted = [("train", 24), ("dev", 8), ("test", 8)].map(|(part, count)| (json!(part), json!(count)));
    assert_eq!(shares, wanted.iter().map(|(part, count)| (part, count)).collect::<Vec<_>>());
    for path in report["files"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()) {
        let found = folder.read(path);
        assert!(found == folder.read(&path.replacen("two", "one", 1)), "the same seeds give the same files");
        assert!(!String::from_utf8(found).unwrap().contains("Nortek"), "{path}");
    }
}

#[test]
fn usage_is_checked_and_taught() {
    let folder = Folder::new("usage");
    for (wrong, words) in [
        (&["convert", "in"][..], "where to write (OUT)"),
        (&["convert", "--to", "xyz", "a", "b"], "spacy-json"),
        (&["convert", "--from", "xyz", "a", "b"], "text"),
        (&["convert", "--fit", "cut", "a", "b"], "give one of widen, narrow, drop"),
        (&["convert", "--rename", "ORG", "a", "b"], "give two names, such as GPE=LOC"),
        (&["convert", "--split", "80/10", "a", "b"], "give three numbers that make 100, such as 80/10/10"),
        (&["convert", "--min-confidence", "2", "a", "b"], "give a number from 0 to 1"),
        (&["validate"], "<FILE>"),
    ] {
        let (_, said) = run(&folder, wrong, "", 2);
        assert!(said.contains(words), "{wrong:?}: {said}");
    }
    for command in ["convert", "validate"] {
        let (help, _) = run(&folder, &[command, "--help"], "", 0);
        assert!(help.contains("Exit status:") && help.contains("spacy-json"), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "the help fits a terminal:\n{help}");
    }
}

#[test]
fn files_are_said_to_be_in_order_or_not() {
    let outside = r#"[["Ana.", {"entities": [[0, 3, "PERSON"], [2, 40, "ORG"]]}]]"#;
    let files = [("good.json", TUPLES), ("outside.json", outside), ("other.json", "{}"), ("cut.json", &TUPLES[..60])];
    let folder = Folder::with("validate", &files);
    for (file, status, printed, words) in [
        ("good.json", 0, "good.json: spacy-json, 2 documents, 4 annotations\n", ""),
        ("outside.json", 1, "outside.json: spacy-json, 1 document, 1 annotation\n", "[0][1].entities[1]"),
        ("other.json", 1, "", "no format that is known"),
        ("cut.json", 1, "", "At line 1, column 60"),
    ] {
        let (stdout, said) = run(&folder, &["validate", file], "", status);
        assert_eq!(stdout, printed, "{file}");
        assert!(said.contains(words) && said.is_empty() == words.is_empty(), "{file}: {said}");
    }
    let (stdout, _) = run(&folder, &["validate", "good.json", "outside.json"], "", 1);
    assert_eq!(stdout.lines().count(), 2);
}

/// `UPDATE=1 cargo test -p postil-cli --test convert` writes the table anew.
#[test]
fn the_readme_has_the_table_of_formats() {
    const MARKS: (&str, &str) = ("<!-- formats: postil formats --markdown -->\n", "<!-- end of formats -->");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let (table, _) = run(&Folder::new("formats"), &["formats", "--markdown"], "", 0);
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(MARKS.0).unwrap();
    let (found, after) = rest.split_once(MARKS.1).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, [before, MARKS.0, &table, MARKS.1, after].concat()).unwrap();
    } else {
        assert!(found == table, "the README's table is out of date: UPDATE=1 cargo test -p postil-cli --test convert");
    }
}
