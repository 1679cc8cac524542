//! What holds for every format of the registry.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::library;
use postil_exchange::{FORMATS, Options, Part, export, import, recognise};

#[test]
fn what_is_written_is_recognised_and_read_back_the_same() {
    for format in FORMATS.iter().filter(|format| format.writes() && format.reads()) {
        let library = library();
        let written = export(format, &library.documents, &library.labels, &Options::default()).unwrap();
        assert_eq!(written.report.verified, written.report.total, "{}", format.id);
        assert!(written.report.total > 0, "{}", format.id);
        let first = &written.files[0];
        assert_eq!(recognise(first).map(|format| format.id), Some(format.id));
        let read = import(&written.files, None, "d").unwrap_or_else(|error| panic!("{}: {error}", format.id));
        assert_eq!(read.library.documents.len(), library.documents.len(), "{}", format.id);
    }
}

/// An empty list and an empty file are no documents, and what is written of those says so too.
#[test]
fn no_documents_are_no_documents_in_any_format() {
    for format in FORMATS.iter().filter(|format| format.writes() && format.reads()) {
        let written =
            export(format, &[], &[], &Options::default()).unwrap_or_else(|error| panic!("{}: {error}", format.id));
        let read = match import(&written.files, Some(format), "d") {
            Ok(read) => read,
            // One file for each document: there is none.
            Err(error) => {
                assert!(["brat", "cas-json", "cas-xmi"].contains(&format.id), "{}: {error}", format.id);
                continue;
            }
        };
        let words: Vec<_> = read.findings.into_iter().map(|finding| finding.words).collect();
        let wanted = format!("There is no document in it, read as {}.", format.name);
        assert_eq!((read.library.documents.len(), words), (0, vec![wanted]), "{}", format.id);
    }
    for id in ["doccano", "prodigy", "spacy-json", "label-studio", "pubannotation", "predictions", "postil-lines"] {
        for content in ["", " \n", "[]"] {
            let read = import(&[Part::new("x", content)], FORMATS.iter().copied().find(|it| it.id == id), "d");
            let read = read.map(|read| (read.library.documents.len(), read.findings.len()));
            let is_lines = id == "postil-lines" && content == "[]";
            assert!(is_lines || read == Ok((0, 1)), "{id} of {content:?}: {read:?}");
        }
    }
}
