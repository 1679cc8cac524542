//! Archives: bombs, names that lead elsewhere, damage, locks; and many files of which some are bad.

use postil_exchange::{Part, zip};

use crate::check_parts;

fn archive(files: &[(&str, &str)]) -> Part {
    let parts: Vec<Part> = files.iter().map(|(name, text)| Part::new(*name, text.as_bytes())).collect();
    zip("all.zip", &parts).unwrap()
}

/// An archive with bytes of it replaced wherever they stand.
fn forged(files: &[(&str, &str)], from: &[u8], to: &[u8]) -> Part {
    let mut forged = archive(files);
    let places: Vec<_> = (0..forged.bytes.len()).filter(|&at| forged.bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty(), "nothing to forge");
    for at in places {
        forged.bytes[at..at + from.len()].copy_from_slice(to);
    }
    forged
}

#[track_caller]
fn check(what: &str, archive: Part, wanted: &[&str]) {
    check_parts(what, &[archive], 0, wanted);
}

#[test]
fn archives_unpack_to_a_bounded_size() {
    let _alone = crate::alone();
    check(
        "a bomb",
        archive(&[("a.txt", &"0".repeat(64 << 20))]),
        &["all.zip/a.txt: It unpacks to 1029 times its size and was not opened."],
    );
    let long = "Ana paid a lot, a lot, a lot, a lot.";
    let length = |n: u32| n.to_le_bytes();
    check(
        "larger than it says",
        forged(&[("a.txt", long)], &length(36), &length(9)),
        &["all.zip/a.txt: It is damaged, or larger than it says."],
    );
    check(
        "says that it is huge",
        forged(&[("a.txt", long)], &length(36), &length(300 << 20)),
        &["all.zip/a.txt: With it, more than 256 MiB would come out of the archives. Unpack them first."],
    );
    let inner = archive(&[("a.txt", "Ana.")]);
    let outer = (0..4).fold(inner, |inner, _| zip("all.zip", &[inner]).unwrap());
    check(
        "archives in archives",
        outer,
        &["all/all/all.zip: It is an archive in an archive in an archive, and was not opened. Unpack it first."],
    );
    let names: Vec<String> = (0..20_100).map(|n| format!("{n}.bin")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    let said = crate::said(&[archive(&many)]);
    let wanted = "all.zip: There are more than 20,000 files; the rest was not opened. Split the archive.";
    assert!(said.iter().any(|line| line == wanted), "files without end: {:?}", said.last());
}

#[test]
fn names_in_archives_lead_nowhere() {
    let _alone = crate::alone();
    check(
        "up the folders",
        forged(&[("aa/aa/aaa/passwd", "root")], b"aa/aa/aaa/passwd", b"../../etc/passwd"),
        &["etc/passwd: an article of 4 characters"],
    );
    check(
        "from the root",
        forged(&[("aetc/a.txt", "root")], b"aetc/a.txt", b"/etc/a.txt"),
        &["etc/a.txt: an article of 4 characters"],
    );
    check(
        "of another system",
        forged(&[("C_/a.txt", "root")], b"C_/a.txt", b"C:\\a.txt"),
        &["a.txt: an article of 4 characters"],
    );
    check("with NUL", forged(&[("a_b.txt", "root")], b"a_b.txt", b"a\0b.txt"), &["ab.txt: an article of 4 characters"]);
    check(
        "very long",
        archive(&[(&format!("{}.txt", "a".repeat(300)), "root")]),
        &[
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt: an article of 4 characters",
        ],
    );
    check(
        "twice",
        forged(&[("a.txt", "Ana."), ("b.txt", "Bea.")], b"b.txt", b"a.txt"),
        &[
            "a.txt: an article of 4 characters",
            "all.zip/a.txt: There are two of this name in the archive; the first was opened.",
        ],
    );
    check(
        "what systems leave",
        archive(&[("__MACOSX/._a.txt", "x"), (".DS_Store", "x"), ("a.txt", "Ana.")]),
        &["a.txt: an article of 4 characters"],
    );
}

#[test]
fn damaged_and_locked_archives_are_named() {
    let _alone = crate::alone();
    let mut cut = archive(&[("a.txt", "Ana."), ("b.txt", "Bea.")]);
    cut.bytes.truncate(cut.bytes.len() / 2);
    check("cut short", cut, &["all.zip: The archive is damaged (Missing end of central directory). Make it anew."]);
    let mut wrong = archive(&[("a.txt", "Ana paid."), ("b.txt", "Bea.")]);
    let at = wrong.bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap() + 16;
    wrong.bytes[at] ^= 1;
    check(
        "a wrong checksum",
        wrong,
        &[
            "b.txt: an article of 4 characters",
            "all.zip/a.txt: It is damaged (Invalid checksum: expected 0x20e5d06f, got 0x20e5d06e).",
        ],
    );
    let mut locked = archive(&[("a.txt", "Ana."), ("b.txt", "Bea.")]);
    let directory = locked.bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    locked.bytes[directory + 8] |= 1;
    check(
        "locked",
        locked,
        &["b.txt: an article of 4 characters", "all.zip/a.txt: It is locked with a password. Unpack it first."],
    );
    let mut method = archive(&[("a.txt", "Ana.")]);
    let directory = method.bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    method.bytes[directory + 10] = 14;
    check(
        "an unknown method",
        method,
        &["all.zip/a.txt: It is packed by a method that is not known here (14 (LZMA)). Unpack it first."],
    );
    check("an empty archive", archive(&[]), &["all.zip: There is nothing in it to open."]);
    check(
        "an office document",
        archive(&[("[Content_Types].xml", "<Types/>")]),
        &["all.zip: It is a document of an office program. Save it as text first."],
    );
}

#[test]
fn bad_files_stop_no_others() {
    let _alone = crate::alone();
    let line = r#"{"text":"Ana paid.","label":[[0,3,"PERSON"]]}"#;
    let mut files: Vec<Part> = (0..500).map(|n| Part::new(format!("{n:03}.txt"), format!("Article {n}."))).collect();
    files[100] = Part::new("100.txt", "");
    files[200] = Part::new("200.pdf", "%PDF-1.7");
    files[300] = Part::new("300.json", "{\"format\":\"postil\",\"version\":9}");
    files[400] = Part::new("400.jsonl", line);
    let said = crate::said(&files);
    assert_eq!(said.len(), 500);
    let odd: Vec<&str> = said.iter().map(String::as_str).filter(|line| !line.contains(": an article of ")).collect();
    let wanted = [
        "400.jsonl as doccano: 1 documents, 1 annotations",
        "300.json: Made by a newer version of Postil (file version 9; this one reads 1). Update the page.",
        "100.txt: The file is empty.",
        "200.pdf: This is a PDF; save it as text first.",
    ];
    assert_eq!(odd, wanted);
}
