//! spaCy's own file: what spaCy wrote is read, broken files are refused, and tokens keep the text.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use common::document;
use postil_engine::{Document, Entity, default_labels};
use postil_exchange::{Format, Options, Part, export, import, recognise};

/// Written by spaCy 3.8: a document with linked entities, a span group, categories and user data, one whose spaces are not
/// known, and one without a text.
const REAL: &[u8] = include_bytes!("files/spacy.spacy");

fn marks(document: &Document) -> Vec<(&str, &str)> {
    document.annotations.iter().map(|it| (document.text.slice(it.span), &*it.label)).collect()
}

#[test]
fn what_spacy_wrote_is_read() {
    let read = import(&[Part::new("train.spacy", REAL)], None, "d").unwrap();
    assert_eq!(read.format.id, "spacy");
    let documents = &read.library.documents;
    assert_eq!(documents[0].text.as_str(), "Ana Ruiz, of New York City,  paid €5m in 🚀 Kyoto.");
    let wanted = [("Ana Ruiz", "PERSON"), ("New York City", "GPE"), ("New York", "GPE"), ("€5m", "MONEY")];
    assert_eq!(marks(&documents[0]), wanted);
    assert_eq!(documents[0].entities[0].link.as_deref(), Some("Q42"));
    assert_eq!(documents[1].text.as_str(), "No spaces known in Paris .");
    assert_eq!(marks(&documents[1]), [("Paris", "GPE")]);
    assert_eq!(documents[2].text.as_str(), "");
    let words: Vec<_> = read.findings.iter().map(|finding| finding.words.as_str()).collect();
    let wanted = ["Categories of 1 documents were passed over.", "The user data of documents was passed over."];
    assert_eq!(words, wanted);
}

#[test]
fn text_links_and_overlaps_come_back() {
    let texts = ["  [Ana|PERSON]\t met\n\n [Nortek|ORG]  ", " ", "", "case mark DATE [PERSON|WORK_OF_ART] \u{a0}x"];
    let mut documents: Vec<_> = texts.iter().map(|text| document("d", text)).collect();
    let mut inner = documents[0].annotations.to_vec();
    let entity = Entity { id: 90, label: "PERSON".into(), name: "Ana".into(), link: Some("Q1".into()) };
    Arc::make_mut(&mut inner[0]).entity = Some(90);
    let whole = documents[0].text.span(2, 19).unwrap();
    inner.insert(1, Arc::new(postil_engine::Annotation { id: 50, span: whole, ..inner[1].as_ref().clone() }));
    inner.sort_by_key(|annotation| annotation.order());
    documents[0].annotations = Arc::new(inner);
    documents[0].entities = Arc::new(vec![Arc::new(entity)]);
    for sentences in [None, Some(true)] {
        let options = Options { sentences, ..Options::default() };
        let written = export(Format::by_id("spacy").unwrap(), &documents, &default_labels(), &options).unwrap();
        assert_eq!(written.report.verified, 4);
        assert_eq!(recognise(&written.files[0]).unwrap().id, "spacy");
        let read = import(&written.files, None, "d").unwrap().library.documents;
        for (read, document) in read.iter().zip(&documents) {
            assert_eq!(read.text, document.text);
            assert_eq!(marks(read), marks(document));
        }
        assert_eq!(read[0].entities[0].link.as_deref(), Some("Q1"));
    }
}

#[test]
fn what_is_broken_is_refused() {
    let packed = |body: &[u8]| {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        zlib.write_all(body).unwrap();
        zlib.finish().unwrap()
    };
    let mut body = Vec::new();
    flate2::read::ZlibDecoder::new(REAL).read_to_end(&mut body).unwrap();
    let renamed = |from: &[u8], to: &[u8]| {
        let at = body.windows(from.len()).position(|bytes| bytes == from).unwrap();
        let mut body = body.clone();
        body[at..at + to.len()].copy_from_slice(to);
        packed(&body)
    };
    let cases = [
        (b"nothing".to_vec(), "x.spacy cannot be unpacked"),
        (REAL[..300].to_vec(), "x.spacy cannot be unpacked"),
        (packed(b"\x93\x01\x02\x03"), "x.spacy is no DocBin of spaCy"),
        (packed(&vec![0; 40_000_000]), "x.spacy is over 256 times as large as its file."),
        (renamed(b"lengths\xc4\x0c", b"lengths\xc4\x0c\xff\xff\xff\xff"), "The DocBin does not hold together"),
        (renamed(b"Ruiz", b"Raiz"), "At document 1, token 2: the string with the number"),
    ];
    for (bytes, message) in cases {
        let error = import(&[Part::new("x.spacy", bytes)], Format::by_id("spacy"), "d").unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
