//! Texts: no text at all, wrong encodings, characters that are not seen, lines and marks without end.

use crate::check;

#[test]
fn what_is_no_text_is_named() {
    let _alone = crate::alone();
    check("nothing", "a.txt", "", &["a.txt: The file is empty."]);
    check("spaces", "a.txt", " \n\t\r\n ", &["a.txt: There is no text in the file."]);
    check("a byte order mark alone", "a.txt", b"\xEF\xBB\xBF", &["a.txt: There is no text in the file."]);
    check("a PDF", "a.txt", "%PDF-1.7\n%\u{e2}", &["a.txt: This is a PDF; save it as text first."]);
    check(
        "a picture",
        "a.txt",
        b"\x89PNG\r\n\x1a\n",
        &["a.txt: This is a PNG picture; there is no text in it to read."],
    );
    check(
        "a photograph",
        "a.txt",
        b"\xFF\xD8\xFF\xE0",
        &["a.txt: This is a JPEG picture; there is no text in it to read."],
    );
    check(
        "an old Word file",
        "a.doc",
        b"\xD0\xCF\x11\xE0\xA1\xB1",
        &["a.doc: This is an old Office document; save it as text first."],
    );
    check(
        "rich text",
        "a.rtf",
        "{\\rtf1\\ansi Ana}",
        &["a.rtf: This is a rich text (RTF) document; save it as text first."],
    );
    check("a gzip", "a.txt.gz", b"\x1F\x8B\x08\0", &["a.txt.gz: This is a gzip archive; unpack it first."]);
    check("a database", "a.db", b"SQLite format 3\0", &["a.db: This is a database; export its text first."]);
    check("a program", "a.wasm", b"\0asm\x01", &["a.wasm: This is a program; there is no text in it to read."]);
}

#[test]
fn a_wrong_encoding_is_named_with_its_place() {
    let _alone = crate::alone();
    check(
        "Windows-1252",
        "a.txt",
        b"Caf\xE9 \x80 5",
        &["a.txt: Not UTF-8: byte 0xE9 at position 3, line 1. Save the file as UTF-8."],
    );
    check(
        "UTF-8 cut short",
        "a.txt",
        b"Ana \xF0\x9F\x9A",
        &["a.txt: Not UTF-8: byte 0xF0 at position 4, line 1. Save the file as UTF-8."],
    );
    check(
        "UTF-8 longer than it has to be",
        "a.txt",
        b"Ana\n\xC0\xAFetc",
        &["a.txt: Not UTF-8: byte 0xC0 at position 4, line 2. Save the file as UTF-8."],
    );
    check(
        "a surrogate in UTF-8",
        "a.txt",
        b"Ana \xED\xA0\x80",
        &["a.txt: Not UTF-8: byte 0xED at position 4, line 1. Save the file as UTF-8."],
    );
    check("UTF-16", "a.txt", b"\xFF\xFEA\0n\0a\0", &["a.txt: an article of 3 characters"]);
    check(
        "UTF-16 with half a character",
        "a.txt",
        b"\xFF\xFEA\0\x3D\xD8a\0",
        &["a.txt: Not UTF-16: half a character at byte 4. Save the file as UTF-8."],
    );
    check(
        "UTF-16 of an odd length",
        "a.txt",
        b"\xFE\xFF\0A\0",
        &["a.txt: Not UTF-16: half a character at byte 4. Save the file as UTF-8."],
    );
    check(
        "a broken table",
        "a.csv",
        b"start,end,label\n1,2,\xE9\n",
        &["a.csv: Not UTF-8: byte 0xE9 at position 20, line 2. Save the file as UTF-8."],
    );
    check(
        "broken columns",
        "a.conll",
        b"Ana B-PER\n\xE9 O\n",
        &["a.conll: Not UTF-8: byte 0xE9 at position 10, line 2. Save the file as UTF-8."],
    );
}

#[test]
fn strange_characters_are_kept() {
    let _alone = crate::alone();
    check("NUL and other controls", "a.txt", "A\0n\u{1}a\u{1b}[31m\u{7f}", &["a.txt: an article of 11 characters"]);
    check(
        "bidirectional overrides",
        "a.txt",
        "Ana \u{202e}zurc\u{202c} \u{2066}x\u{2069}",
        &["a.txt: an article of 14 characters"],
    );
    check("zero width", "a.txt", "A\u{200b}n\u{feff}a\u{e0041}", &["a.txt: an article of 6 characters"]);
    check("line ends of all kinds", "a.txt", "a\r\nb\rc\u{2028}d\u{85}e\n", &["a.txt: an article of 10 characters"]);
    check(
        "accents without end",
        "a.txt",
        format!("e{}", "\u{301}".repeat(100_000)),
        &["a.txt: an article of 100001 characters"],
    );
    check("one line of megabytes", "a.txt", "word ".repeat(400_000), &["a.txt: an article of 2000000 characters"]);
    check("lines without end", "a.txt", "a\n".repeat(300_000), &["a.txt: an article of 600000 characters"]);
    check("a family cut by no mark", "a.txt", "👩‍👩‍👧".repeat(1000), &["a.txt: an article of 5000 characters"]);
}

#[test]
fn markup_is_text_or_nothing() {
    let _alone = crate::alone();
    check(
        "a script",
        "a.html",
        "<p>Ana<script>alert(1)</script><img src=x onerror=alert(2)></p>",
        &["a.html: an article of 3 characters"],
    );
    check(
        "markup in a text",
        "a.txt",
        "</script><svg onload=alert(1)> javascript:alert(2)",
        &["a.txt: an article of 50 characters"],
    );
    check(
        "a page of scripts only",
        "a.html",
        "<script>alert(1)</script><style>p{}</style>",
        &["a.html: There is no text in the file."],
    );
    check(
        "markup made to mutate",
        "a.html",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        &["a.html: There is no text in the file."],
    );
    check(
        "elements in elements without end",
        "a.html",
        "<div><b>".repeat(100_000) + "Ana",
        &["a.html: an article of 3 characters"],
    );
    check(
        "ends without starts",
        "a.html",
        "</p></div>".repeat(100_000) + "Ana",
        &["a.html: an article of 3 characters"],
    );
    check(
        "attributes without end",
        "a.html",
        format!("<p {}>Ana", "a=1 ".repeat(100_000)),
        &["a.html: an article of 3 characters"],
    );
    check("an entity in an entity", "a.html", "&amp;".repeat(100_000), &["a.html: an article of 100000 characters"]);
    check("quotes in quotes without end", "a.md", "> ".repeat(20_000) + "Ana", &["a.md: an article of 3 characters"]);
    check("lists in lists without end", "a.md", "- ".repeat(20_000) + "Ana", &["a.md: an article of 39875 characters"]);
    check("brackets without end", "a.md", "[".repeat(100_000) + "Ana", &["a.md: an article of 100003 characters"]);
    check("links without end", "a.md", "[a](".repeat(50_000), &["a.md: an article of 200000 characters"]);
    check("stars without end", "a.md", "*a **b ".repeat(30_000), &["a.md: an article of 209999 characters"]);
    check(
        "ticks without end",
        "a.md",
        (1..400).map(|n| "`".repeat(n) + " ").collect::<String>(),
        &["a.md: an article of 80198 characters"],
    );
}

/// For a page each of them is an error of its own, of which nothing is kept.
#[test]
fn characters_that_no_text_has_take_no_more_memory() {
    let _alone = crate::alone();
    for (what, ch) in [("NUL", "\0"), ("a control", "\u{1}"), ("no character", "\u{FFFF}")] {
        // A file that begins with them is taken for no text.
        let text = format!("{}{}", "Ana paid. ".repeat(1_000), ch.repeat(300_000));
        for name in ["a.html", "a.md", "a.txt"] {
            check(what, name, &text, &[&format!("{name}: an article of 310000 characters")]);
        }
    }
}
