//! What holds for every format of the registry.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::library;
use postil_exchange::{FORMATS, Options, export, import, recognise};

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
