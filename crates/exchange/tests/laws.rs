//! What must hold for every format of the registry, whatever the documents and whatever the bytes.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use common::{library, reads_the_same, rich, shared_out_is_the_same};
use postil_engine::{Annotation, Document, Relation, Source, Status, Text, default_labels, structure};
use postil_exchange::{FORMATS, Format, Options, Part, Says, export, import};
use postil_formats::is_no_text;
use proptest::prelude::*;
use proptest::sample::Index;
use unicode_segmentation::UnicodeSegmentation;

/// What is compared of an annotation: as much as the format can say.
#[derive(Debug, PartialEq, PartialOrd)]
struct Kept {
    pieces: Vec<(usize, usize)>,
    label: String,
    note: Option<String>,
    status: Option<String>,
    /// In thousandths, since three digits are kept.
    confidence: Option<u32>,
    attributes: Vec<String>,
    link: Option<String>,
    /// Where the first mention of its entity starts.
    entity: Option<usize>,
    value: Option<String>,
}

fn kept(format: &Format, document: &Document, annotation: &Annotation) -> Kept {
    let can = |says| format.can_say(says);
    let entity = annotation.entity.and_then(|id| document.entity(id));
    let attributes = annotation.attributes.iter().filter(|_| can(Says::Attributes));
    // An entity of one mention says nothing of others.
    let mentions = |id| document.annotations.iter().filter(move |it| it.entity == Some(id));
    let first =
        |id| mentions(id).next().filter(|_| mentions(id).count() > 1).and_then(|it| start(format, document, it));
    Kept {
        pieces: kept_pieces(format, document, annotation),
        label: annotation.label.to_string(),
        note: annotation.note.as_deref().map(words).filter(|_| can(Says::Notes)),
        status: can(Says::Status).then(|| format!("{:?}", annotation.status)),
        confidence: annotation.confidence.map(|it| (it * 1000.0).round() as u32).filter(|_| can(Says::Confidence)),
        attributes: attributes.map(|it| format!("{}={}", it.name, it.value)).collect(),
        link: entity.and_then(|it| it.link.as_deref()).map(str::to_owned).filter(|_| can(Says::Links)),
        entity: annotation.entity.filter(|_| can(Says::Entities)).and_then(first),
        value: annotation.value.as_ref().filter(|_| can(Says::Values)).map(|it| format!("{it:?}")),
    }
}

/// A note without its line ends, which some formats have no place for.
fn words(note: &str) -> String {
    note.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where an annotation starts without white space; `None` where that is all.
fn start(format: &Format, document: &Document, annotation: &Annotation) -> Option<usize> {
    kept_pieces(format, document, annotation).first().map(|(start, _)| *start)
}

/// The pieces without white space at their ends.
fn kept_pieces(format: &Format, document: &Document, annotation: &Annotation) -> Vec<(usize, usize)> {
    let whole = [annotation.span];
    let in_pieces = !annotation.fragments.is_empty() && format.can_say(Says::Fragments);
    let pieces = if in_pieces { &annotation.fragments } else { &whole[..] };
    let trimmed = pieces.iter().filter_map(|piece| piece.trimmed(document.text.as_str()));
    trimmed.map(|piece| (piece.start(), piece.end())).collect()
}

/// White space at the ends of marks does not come back, nor do twins.
fn all(format: &Format, document: &Document) -> Vec<Kept> {
    let stays = |it: &&Arc<Annotation>| format.can_say(Says::Status) || it.status != Status::Rejected;
    let mut all: Vec<_> = document.annotations.iter().filter(stays).map(|it| kept(format, document, it)).collect();
    all.retain(|it| !it.pieces.is_empty());
    all.sort_by(|a, b| a.partial_cmp(b).unwrap());
    all.dedup();
    all
}

/// Relations as the places of both ends.
fn related(format: &Format, document: &Document) -> BTreeSet<(String, usize, usize)> {
    let start = |id| start(format, document, document.annotation(id)?);
    document.relations.iter().filter_map(|it| Some((it.kind.to_string(), start(it.from)?, start(it.to)?))).collect()
}

#[track_caller]
fn comes_back(format: &'static Format, documents: &[Document]) {
    // Files of tokens are empty when there are none, and empty files are not read.
    if format.tokens.is_some() && documents.iter().all(|it| !it.text.as_str().contains(char::is_alphanumeric)) {
        return;
    }
    let written = match export(format, documents, &default_labels(), &Options::default()) {
        Ok(written) => written,
        // What has no place in a kind of file is refused by name, before anything is written.
        Err(error) if error.to_string().contains("which XML cannot hold") => return,
        Err(error) if error.to_string().contains("is mostly control characters") => {
            return assert!(
                documents.iter().any(|it| is_no_text(it.text.as_str().as_bytes())),
                "{}: {error}",
                format.id
            );
        }
        Err(error) => panic!("{}: {error}", format.id),
    };
    let read = import(&written.files, Some(format), "d").unwrap_or_else(|error| panic!("{}: {error}", format.id));
    // A token format says tokens, not spaces, and marks on whole tokens: its own tests say what must come back.
    if format.units.is_empty() || format.tokens.is_some() {
        return;
    }
    assert_eq!(read.library.documents.len(), documents.len(), "{}", format.id);
    for (found, wanted) in read.library.documents.iter().zip(documents) {
        assert_eq!(found.text, wanted.text, "{}", format.id);
        assert_eq!(all(format, found), all(format, wanted), "{}", format.id);
        if format.can_say(Says::Relations) {
            assert!(related(format, found).is_subset(&related(format, wanted)), "{}", format.id);
            let is_whole =
                format.can_say(Says::Status) || wanted.annotations.iter().all(|it| it.status != Status::Rejected);
            assert!(!is_whole || related(format, found) == related(format, wanted), "{}", format.id);
        }
        let said = |says, found: &Option<Arc<str>>, wanted: &Option<Arc<str>>| !format.can_say(says) || found == wanted;
        assert!(said(Says::Titles, &Some(Arc::clone(&found.title)), &Some(Arc::clone(&wanted.title))), "{}", format.id);
        assert!(said(Says::Ids, &Some(Arc::clone(&found.id)), &Some(Arc::clone(&wanted.id))), "{}", format.id);
        assert!(said(Says::Origin, &found.date, &wanted.date), "{}", format.id);
        assert!(said(Says::Origin, &found.source_url, &wanted.source_url), "{}", format.id);
    }
}

fn written() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.writes() && format.reads())
}

#[test]
fn what_a_format_can_say_comes_back() {
    for format in written() {
        comes_back(format, &library().documents);
        comes_back(format, &[rich()]);
    }
}

#[test]
fn a_text_that_is_none_is_refused_by_name() {
    let refused = "Nothing was saved: the text of \"A title\" is mostly control characters, which programs take for no \
                   text. Leave that document out, or choose a JSON format.";
    let document = Document::new("d1", "A title", Text::new("\0"), structure("\0").into());
    for (format, wanted) in [("brat", Some(refused)), ("doccano", None), ("postil", None)] {
        let format = Format::by_id(format).unwrap();
        let written = export(format, std::slice::from_ref(&document), &default_labels(), &Options::default());
        let found = written.err().map(|error| error.to_string());
        assert_eq!(found.as_deref(), wanted, "{}", format.id);
    }
}

#[test]
fn what_is_shared_out_comes_to_the_same() {
    for format in FORMATS.iter().filter(|format| format.writes() && format.reads()) {
        for documents in [library().documents, vec![rich()], Vec::new()] {
            shared_out_is_the_same(format, &documents);
        }
    }
    // What is odd is found at its place in the whole file, and what is broken refused with the same words.
    let task = |start: usize| format!(r#"{{"text":"Ana paid.","label":[[{start},{},"PERSON"],"X"]}}"#, start + 3);
    let pair = |start: usize| format!(r#"["Ana paid.",{{"entities":[[{start},{},"PERSON"],7]}}]"#, start + 3);
    let starts = [0, 40, 0, 50, 60, 70, 0];
    let list = |one: &dyn Fn(usize) -> String, joint: &str| starts.map(one).join(joint);
    for (format, text) in [
        ("doccano", format!("\n{}\n", list(&task, "\n"))),
        ("doccano", format!("{}\n\n{{", list(&task, "\n\n"))),
        ("doccano", format!("[\n  {}\n]", list(&task, ",\n  "))),
        ("doccano", format!("[\n  {}\n", list(&task, ",\n  "))),
        ("doccano", format!("[\n  {},\n  {{\"text\":1}}]", list(&task, ",\n  "))),
        ("doccano", list(&task, "\n").replace("[40,", "\n{\n[40,")),
        ("spacy-json", format!("[\n{}\n]\n", list(&pair, ",\n"))),
        ("spacy-json", format!("[\n{}\n] []", list(&pair, ",\n"))),
    ] {
        reads_the_same(Format::by_id(format).unwrap(), &[Part::new("a", text)]);
    }
    let native = export(Format::by_id("postil").unwrap(), &library().documents, &[], &Options::default()).unwrap();
    let text = String::from_utf8(native.files[0].bytes.clone()).unwrap();
    for (from, to) in [
        ("\"d3\"", "\"d1\""),
        ("\"label\": \"GPE\"", "\"label\": \"NEW\""),
        ("\"end\": 12", "\"end\": 13"),
        ("\n }\n]", "\n }\n"),
    ] {
        reads_the_same(Format::by_id("postil").unwrap(), &[Part::new("a", text.replace(from, to))]);
    }
}

#[test]
fn what_a_format_cannot_say_is_listed() {
    for format in written() {
        let written = export(format, &[rich()], &default_labels(), &Options::default()).unwrap();
        let listed: Vec<_> = written.report.losses.iter().map(|loss| (loss.what, loss.count)).collect();
        for (says, words, count) in [
            (Says::Notes, "notes", 1),
            (Says::Relations, "relations", 2),
            (Says::Attributes, "attributes", 2),
            (Says::Fragments, "spans in pieces, which become whole", 1),
            (Says::Values, "values of figures", 1),
            (Says::Links, "links of entities", 1),
        ] {
            assert_eq!(listed.contains(&(words, count)), !format.can_say(says), "{}: {words} of {listed:?}", format.id);
        }
    }
}

/// Texts of letters, signs, accents, emoji in several parts, right-to-left words and white space of all kinds.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9]{1,6}",
        3 => Just(" ".to_owned()),
        1 => prop::sample::select(vec![
            "👩‍👩‍👧", "🇫🇷", "🚀", "e\u{301}", "\u{301}", "محمد", "漢字", "\n", "\n\n", "\t", "\u{a0}", "\"", "\\", "<b>", "&", "'",
            "$5.50", ",", "|", "#", "\u{feff}", "\u{200d}", "\u{0}", "\u{1b}", "\u{2028}", "[", "{", "\\n", "  ",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("line ends become LF", |ch| *ch != '\r').prop_map(String::from),
    ];
    // A text that is opened has no byte order mark any more.
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat().trim_start_matches('\u{feff}').to_owned())
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let label =
        prop_oneof![Just("PERSON".to_owned()), Just("ORG".to_owned()), "[a-zA-Z<&\"é🚀_][a-z<&\" -]{0,6}[a-z🚀]"];
    let status = prop::sample::select(vec![Status::Suggested, Status::Accepted, Status::Rejected]);
    let mark = (any::<Index>(), 1usize..8, label, status, any::<bool>(), prop::option::of("[a-z\"][a-z\n\"]{0,8}"));
    let drawn = (text(), prop::collection::vec(mark, 0..8), any::<(Index, Index, bool)>());
    prop::collection::vec(drawn, 1..4).prop_map(|drawn| {
        let all = drawn.into_iter().enumerate();
        all.map(|(at, (text, marks, related))| document(&format!("d {at}/é"), &text, marks, related)).collect()
    })
}

type Drawn = (Index, usize, String, Status, bool, Option<String>);

fn document(id: &str, text: &str, marks: Vec<Drawn>, (from, to, is_related): (Index, Index, bool)) -> Document {
    // Marks on words: what begins or ends in white space or within a word is repaired on reading.
    let words = text.split_word_bound_indices().filter(|(_, word)| word.chars().any(char::is_alphanumeric));
    let words: Vec<_> = words.map(|(at, word)| (at, at + word.len())).collect();
    let blocks = structure(text);
    let text = Text::new(text);
    let mut annotations = Vec::new();
    let mut marked = BTreeSet::new();
    for ((at, length, label, status, in_pieces, note), id) in marks.into_iter().zip(1..) {
        if words.is_empty() {
            break;
        }
        let first = at.index(words.len());
        let last = (first + length - 1).min(words.len() - 1);
        let span = |from: usize, to: usize| text.span(words[from].0, words[to].1).unwrap();
        let fragments =
            if in_pieces && last - first > 1 { vec![span(first, first), span(last, last)] } else { Vec::new() };
        if !marked.insert((first, last, label.clone())) {
            continue;
        }
        annotations.push(Annotation {
            id,
            span: span(first, last),
            fragments,
            label: label.into(),
            status,
            source: Source::Human,
            confidence: (status == Status::Suggested).then_some(0.625),
            entity: None,
            value: None,
            note: note.map(Into::into),
            attributes: Vec::new(),
        });
    }
    annotations.sort_by_key(Annotation::order);
    let mut document = Document::new(id, "A title", text.clone(), blocks.into());
    let count = annotations.len();
    if is_related && count > 0 {
        let (from, to) = (annotations[from.index(count)].id, annotations[to.index(count)].id);
        document.relations = Arc::new(vec![Arc::new(Relation { id: 100, kind: "of".into(), from, to })]);
    }
    document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
    document.next_id = 101;
    document
}

/// A file of each format, and what becomes of it when it is cut, joined or changed in places.
fn broken() -> impl Strategy<Value = Vec<u8>> {
    let files: Vec<Vec<u8>> = written()
        .flat_map(|format| {
            let documents = [rich(), library().documents[1].clone()];
            export(format, &documents, &default_labels(), &Options::default()).unwrap().files
        })
        .map(|part| part.bytes)
        .collect();
    let change = (any::<Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"[]{}\",:0-9en\\\n\t ".to_vec())]);
    let swap = (any::<Index>(), any::<Index>(), any::<Index>());
    (prop::sample::select(files), prop::collection::vec(change, 0..6), swap, 0u8..4).prop_map(
        |(mut bytes, changes, (a, b, c), how)| {
            if bytes.is_empty() {
                return bytes;
            }
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let (a, b, c) = (a.index(bytes.len()), b.index(bytes.len()), c.index(bytes.len()));
            match how {
                0 => bytes.truncate(a),
                1 => drop(bytes.drain(a.min(b)..a.max(b))),
                2 => {
                    let piece = bytes[a.min(b)..a.max(b)].to_vec();
                    bytes.splice(c..c, piece);
                }
                _ => {}
            }
            bytes
        },
    )
}

fn never_panics(bytes: &[u8]) {
    for format in FORMATS.iter().filter(|format| format.reads()) {
        let name = format!("file{}", format.extension);
        if let Err(error) = import(&[Part::new(name, bytes)], Some(format), "d") {
            let words = error.to_string();
            assert!(words.ends_with(['.', '?', '!']) && words.len() > 10, "{}: {words}", format.id);
        }
    }
}

#[test]
fn bytes_made_to_hurt_are_read_or_refused() {
    let deep = |open: &str| open.repeat(100_000);
    let huge = "{\"text\":\"abc\",\"label\":[[18446744073709551615,18446744073709551615,\"A\"],[2,1,\"A\"],[-1,2,\"A\"],[0,1e300,\"A\"]]}";
    let cases = [
        "",
        " ",
        "\n\n",
        "null",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "\"a\"",
        "1",
        "\u{feff}",
        "{\"text\":null}",
        "-",
        "\0",
        huge,
    ];
    for case in
        cases.map(str::to_owned).into_iter().chain(["[", "{\"a\":", "[{\"text\":", "[\"a\",", "- ", "T1\t"].map(deep))
    {
        never_panics(case.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_documents_come_back(documents in documents()) {
        for format in written() {
            comes_back(format, &documents);
            shared_out_is_the_same(format, &documents);
        }
    }

    #[test]
    fn broken_files_are_read_or_refused(bytes in broken()) {
        never_panics(&bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        never_panics(&bytes);
    }
}
