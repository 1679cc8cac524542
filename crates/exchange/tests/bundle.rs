//! Many files and archives: what belongs together is read together, what is bad is named and stops nothing.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use postil_exchange::{Bundle, Part, export, open_all, zip};
use postil_exchange::{Format, Options};
use proptest::prelude::*;

const LONG: &str = "Ana paid a lot, a lot, a lot, a lot.";
const TUPLES: &str = r#"[["Ana paid.", {"entities": [[0, 3, "PERSON"]]}]]"#;

fn parts(files: &[(&str, &str)]) -> Vec<Part> {
    files.iter().map(|(name, text)| Part::new(*name, text.as_bytes())).collect()
}

/// What came out, in short: names of files read together, articles, problems.
fn outcome(bundle: &Bundle) -> Vec<String> {
    let read = bundle.imports.iter().map(|it| format!("{} as {}", it.files.join(" + "), it.import.format.id));
    let articles = bundle.articles.iter().map(|part| format!("article {}", part.name));
    let problems = bundle.problems.iter().map(|problem| format!("{}: {}", problem.file, problem.words));
    read.chain(articles).chain(problems).collect()
}

#[track_caller]
fn check(files: &[(&str, &str)], wanted: &[&str]) {
    let loose = open_all(parts(files), None, "d");
    assert_eq!(outcome(&loose), wanted);
    let archive = zip("all.zip", &parts(files)).unwrap();
    assert_eq!(outcome(&open_all(vec![archive], None, "d")), wanted, "in an archive");
}

#[test]
fn files_that_belong_together_are_read_together() {
    assert!(outcome(&open_all(Vec::new(), None, "d")).is_empty());
    check(&[("a.json", TUPLES), ("b.txt", "An article.")], &["a.json as spacy-json", "article b.txt"]);
    check(
        &[("in/a.json", TUPLES), ("in/a.txt", "Ana paid."), ("in/README.md", "# Data"), ("a.txt", "Other.")],
        &["in/a.json as spacy-json", "article a.txt"],
    );
    check(
        &[("bad.json", "[[\"a\", {\"entities\": [[0, 1"), ("good.json", TUPLES), ("page.html", "<p>Hello.</p>")],
        &[
            "good.json as spacy-json",
            "article page.html",
            "bad.json: At line 1, column 26: this is no JSON (it ends in the middle). Mend it there, or export the file again.",
        ],
    );
    check(
        &[("labels.json", r#"{"format": "postil-labels", "version": 1, "labels": []}"#), ("x.json", "{}")],
        &["article labels.json", "x.json: It is in no format that is known. Choose the format if you know it."],
    );
    check(&[("p.pdf", "%PDF-1.7")], &["p.pdf: This is a PDF; save it as text first."]);
    check(&[("x.ann", "T1\tORG 0 3\tAna\n")], &["x.ann: Its text is missing: open x.txt with it."]);
}

#[test]
fn documents_of_many_files_have_ids_of_their_own() {
    let bundle = open_all(parts(&[("a.json", TUPLES), ("b.json", TUPLES)]), Format::by_id("spacy-json"), "n");
    let ids: Vec<_> = bundle.imports.iter().map(|it| it.import.library.documents[0].id.to_string()).collect();
    assert_eq!(ids, ["n-1", "n-2"]);
}

#[test]
fn the_same_files_give_the_same_archive_and_come_back() {
    let files = parts(&[("größe/a.txt", "Größe."), ("b.md", ""), ("c.html", &"long ".repeat(5000))]);
    let archive = zip("all.zip", &files).unwrap();
    assert_eq!(archive, zip("all.zip", &files).unwrap());
    let back = open_all(vec![archive], None, "d");
    assert_eq!(back.articles, [files[0].clone(), files[2].clone()]);
    assert_eq!(outcome(&back).last().unwrap(), "b.md: The file is empty.");
}

/// An archive with bytes of it replaced wherever they stand.
fn forged(files: &[(&str, &str)], from: &[u8], to: &[u8]) -> Part {
    let mut archive = zip("bad.zip", &parts(files)).unwrap();
    let places: Vec<_> = (0..archive.bytes.len()).filter(|&at| archive.bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty(), "nothing to forge");
    for at in places {
        archive.bytes[at..at + from.len()].copy_from_slice(to);
    }
    archive
}

#[test]
fn hostile_archives_are_refused_and_harm_nothing() {
    let length = |n: u32| n.to_le_bytes();
    let bomb = "0".repeat(8 << 20);
    for (archive, wanted) in [
        (
            zip("bomb.zip", &parts(&[("a.txt", &bomb)])).unwrap(),
            "bomb.zip/a.txt: It unpacks to 1028 times its size and was not opened.",
        ),
        (forged(&[("a.txt", LONG)], &length(36), &length(9)), "bad.zip/a.txt: It is damaged, or larger than it says."),
        (
            forged(&[("a.txt", LONG)], &length(36), &length(300 << 20)),
            "bad.zip/a.txt: With it, more than 256 MiB would come out of the archives. Unpack them first.",
        ),
        (forged(&[("aa/aa/aaa/passwd", "root")], b"aa/aa/aaa/passwd", b"../../etc/passwd"), "article etc/passwd"),
        (forged(&[("C_/a.txt", "root")], b"C_/a.txt", b"C:\\a.txt"), "article a.txt"),
    ] {
        let bundle = open_all(vec![archive], None, "d");
        assert_eq!(outcome(&bundle), [wanted]);
    }
    let mut locked = zip("bad.zip", &parts(&[("a.txt", "Ana.")])).unwrap();
    let directory = locked.bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    locked.bytes[directory + 8] |= 1;
    assert_eq!(
        outcome(&open_all(vec![locked], None, "d")),
        ["bad.zip/a.txt: It is locked with a password. Unpack it first."]
    );
    let both = forged(&[("a.txt", "Ana."), ("b.txt", "Bea.")], b"b.txt", b"a.txt");
    assert_eq!(
        outcome(&open_all(vec![both], None, "d")),
        ["article a.txt", "bad.zip/a.txt: There are two of this name in the archive; the first was opened."]
    );
    let inner = zip("in.zip", &parts(&[("a.txt", "Ana.")])).unwrap();
    let outer = (0..4).fold(inner, |inner, _| zip("out.zip", &[inner]).unwrap());
    let words = outcome(&open_all(vec![outer], None, "d")).remove(0);
    assert!(words.ends_with("was not opened. Unpack it first."), "{words}");
    let office = zip("a.docx", &parts(&[("[Content_Types].xml", "<Types/>")])).unwrap();
    let words = outcome(&open_all(vec![office], None, "d"));
    assert_eq!(words, ["a.docx: It is a document of an office program. Save it as text first."]);
}

#[test]
fn what_is_exported_in_an_archive_is_read_again() {
    let library = common::library();
    for format in postil_exchange::FORMATS.iter().filter(|format| format.writes() && format.reads()) {
        let written = export(format, &library.documents, &library.labels, &Options::default()).unwrap();
        let archive = zip("all.zip", &written.files).unwrap();
        let bundle = open_all(vec![archive], None, "d");
        assert_eq!(bundle.problems, [], "{}", format.id);
        let documents: usize = bundle.imports.iter().map(|it| it.import.library.documents.len()).sum();
        assert_eq!((documents, bundle.articles.len()), (library.documents.len(), 0), "{}", format.id);
    }
}

proptest! {
    #[test]
    fn any_damage_ends_in_words(at in 0_usize..600, byte: u8, cut in 0_usize..600) {
        let files = parts(&[("a.json", TUPLES), ("deep/b.txt", "Some text that is there."), ("c.json", "[]")]);
        let mut archive = zip("all.zip", &files).unwrap();
        let at = at % archive.bytes.len();
        archive.bytes[at] = byte;
        archive.bytes.truncate(archive.bytes.len() - cut % archive.bytes.len());
        let bundle = open_all(vec![archive], None, "d");
        prop_assert!(bundle.problems.iter().all(|problem| problem.words.ends_with('.')));
    }
}
