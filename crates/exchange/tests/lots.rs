//! A long file read in lots is the same as the whole.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::collections::BTreeSet;

use common::library;
use postil_engine::Document;
use postil_exchange::{FORMATS, Import, Lot, Lots, Options, Part, export, import, joined};
use postil_formats::Library;

/// Enough documents for several lots, none like another.
fn long() -> Library {
    let library = library();
    let times = (3 << 17) / library.documents.iter().map(|it| it.text.as_str().len()).sum::<usize>();
    let documents = (0..times).flat_map(|nth| {
        library.documents.iter().map(move |it| Document { id: format!("{}.{nth}", it.id).into(), ..it.clone() })
    });
    Library { documents: documents.collect(), ..library.clone() }
}

fn in_lots(file: &Part, id: &str) -> (usize, Vec<Import>) {
    let lots: Vec<Lot> = Lots::new(file.name.as_str(), file.bytes.as_slice(), None).map(Result::unwrap).collect();
    (lots.len(), lots.iter().map(|lot| lot.import(id).unwrap()).collect())
}

fn shown(library: &Library) -> Vec<String> {
    let documents = library.documents.iter();
    let shown = |it: &Document| {
        let spans = it.annotations.iter().map(|it| format!("{}={:?}", it.label, it.span)).collect::<Vec<_>>();
        format!("{} {spans:?}", it.text.as_str())
    };
    documents.map(shown).collect()
}

#[test]
fn lots_are_the_file_in_pieces() {
    let long = long();
    for format in FORMATS.iter().filter(|format| format.streams && format.writes() && format.reads()) {
        let written = export(format, &long.documents, &long.labels, &Options::default()).unwrap();
        let [file] = &written.files[..] else { continue };
        let whole = import(&written.files, None, "d").unwrap();
        let (lots, imports) = in_lots(file, "d");
        assert!(lots > 1, "{} is not cut", format.id);
        let joined = joined(imports.into_iter().map(|import| import.library));
        let (found, wanted) = (shown(&joined), shown(&whole.library));
        let differ = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
        assert_eq!((differ, found.len()), (None, wanted.len()), "{}", format.id);
        let ids: BTreeSet<_> = joined.documents.iter().map(|it| &it.id).collect();
        assert_eq!(ids.len(), found.len(), "{}: each has an id of its own", format.id);
    }
}

#[test]
fn what_does_not_join_stays_whole() {
    let library = library();
    for format in FORMATS.iter().filter(|format| !format.streams && format.writes() && format.reads()) {
        let written = export(format, &library.documents, &library.labels, &Options::default()).unwrap();
        let first = &written.files[0];
        let long = first.bytes.repeat((1 << 20) / first.bytes.len());
        let lots = Lots::new(first.name.as_str(), long.as_slice(), None).count();
        assert_eq!(lots, 1, "{}", format.id);
    }
}

#[test]
fn ids_stay_apart_when_files_are_joined() {
    let library = |ids: &[&str]| Library {
        labels: library().labels,
        documents: ids.iter().map(|id| common::document(id, "Nothing.")).collect(),
    };
    let joined = joined([library(&["a", "b"]), library(&["a", "a-2"]), library(&["a", "b", "a"])]);
    let ids: Vec<_> = joined.documents.iter().map(|it| &*it.id).collect();
    assert_eq!(ids, ["a", "b", "a-2", "a-2-2", "a-3", "b-2", "a-4"]);
    assert_eq!(joined.labels, common::library().labels);
}
