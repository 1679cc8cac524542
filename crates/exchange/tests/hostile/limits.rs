//! The stated limits: an article of the largest size opens, a larger one is refused with words; so are files that are
//! nothing but many things.

use std::fmt::Write;

use postil_exchange::{Format, MAX_ARTICLE_ANNOTATIONS, MAX_FILE_BYTES, MAX_TEXT_BYTES, Part, import};

use crate::check_parts;

const LINE: &str = "Ana Ruiz paid 5 euros in Lyon to a man.\n";

/// A text of so many bytes.
fn text(bytes: usize) -> String {
    let mut text = LINE.repeat(bytes / LINE.len() + 1);
    text.truncate(bytes);
    text
}

/// A file of ours with a text of so many bytes and so many annotations.
fn own(bytes: usize, annotations: usize) -> Part {
    let quoted = text(bytes).replace('\n', "\\n");
    let mut file = format!(
        "{{\"format\":\"postil\",\"version\":1,\"offset_unit\":\"code_point\",\"documents\":[{{\"id\":\"d\",\"title\":\"Large\",\"text\":\"{quoted}\",\"annotations\":["
    );
    for at in 0..annotations {
        let start = at * LINE.len();
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            file,
            "{comma}{{\"id\":\"a{}\",\"start\":{start},\"end\":{},\"text\":\"Ana Ruiz\",\"label\":\"PERSON\"}}",
            at + 1,
            start + 8
        );
    }
    file.push_str("]}]}");
    Part::new("large.postil.json", file)
}

#[test]
fn the_largest_article_opens() {
    let _alone = crate::alone();
    let file = own(MAX_TEXT_BYTES, MAX_ARTICLE_ANNOTATIONS);
    check_parts(
        "the largest",
        &[file],
        MAX_ARTICLE_ANNOTATIONS,
        &["large.postil.json as postil: 1 documents, 500000 annotations"],
    );
}

#[test]
fn more_is_refused() {
    let _alone = crate::alone();
    check_parts(
        "a longer text of ours",
        &[own(MAX_TEXT_BYTES + 1, 0)],
        0,
        &["large.postil.json: At documents[0].text: The text has 21 MB; an article may have 20 MB. Split it."],
    );
    check_parts(
        "more annotations of ours",
        &[own(MAX_TEXT_BYTES, MAX_ARTICLE_ANNOTATIONS + 1)],
        MAX_ARTICLE_ANNOTATIONS,
        &["large.postil.json: At documents[0].annotations: more than 500,000 annotations; split the article."],
    );
    check_parts(
        "a longer text",
        &[Part::new("a.txt", text(MAX_TEXT_BYTES + 1))],
        0,
        &["a.txt: The text has 21 MB; an article may have 20 MB. Split it."],
    );
    let line = format!("{{\"label\":[],\"text\":\"{}\"}}", text(MAX_TEXT_BYTES + 1).replace('\n', "\\n"));
    check_parts(
        "a longer text of others",
        &[Part::new("a.jsonl", line)],
        0,
        &["a.jsonl: At document 1: The text has 21 MB; an article may have 20 MB. Split it."],
    );
    let marks = vec!["[0,3,\"P\"]"; MAX_ARTICLE_ANNOTATIONS + 1].join(",");
    let marks = format!("{{\"text\":\"Ana paid.\",\"label\":[{marks}]}}");
    check_parts(
        "more annotations of others",
        &[Part::new("a.jsonl", marks)],
        MAX_ARTICLE_ANNOTATIONS,
        &["a.jsonl: At document 1: there are 500001 annotations; an article may have 500,000. Split it."],
    );
    check_parts(
        "a larger file",
        &[Part::new("a.json", vec![b' '; MAX_FILE_BYTES + 1])],
        0,
        &["a.json: The file has 192 MiB; at most 192 MiB are read. Split it."],
    );
}

#[test]
fn what_is_nothing_but_many_things_stops_early() {
    let _alone = crate::alone();
    let many = |thing: &str, count: usize| format!("[{}]", vec![thing; count].join(","));
    check_parts(
        "ten million objects",
        &[Part::new("a.doccano.json", many("{}", 10_000_000))],
        0,
        &["a.doccano.json: There are hardly any words in the file, only empty lists and numbers. Nothing was read."],
    );
    for format in ["doccano", "label-studio", "prodigy", "spacy-json", "web-annotation", "pubannotation"] {
        for thing in ["{}", "[]", "0", "null"] {
            let file = Part::new("a.json", many(thing, 1_000_000));
            let read = import(&[file], Format::by_id(format), "new");
            let said = read.map_or_else(|error| error.to_string(), |read| read.findings[0].words.clone());
            let is_said =
                ["There are hardly any words", "There is no document", "At "].iter().any(|it| said.starts_with(it));
            assert!(is_said, "{format}: {said}");
        }
    }
}
