//! A long file read in lots is the same as the whole.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::collections::BTreeSet;

use common::library;
use postil_engine::Document;
use postil_exchange::{FORMATS, Format, Import, Lot, Lots, Options, Part, Tokenizer, export, import, joined};
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

/// Findings name the lines of the file, whichever lot they are in.
#[test]
fn places_count_from_the_start_of_the_file() {
    let line = |label: &str| format!("{{\"text\":\"Ana {}\",\"spans\":[[0,3,{label}]]}}\n", "paid ".repeat(200));
    let (good, bad) = (line("\"P\""), line("7 7"));
    let body = format!("{}{bad}{}{}", good.repeat(999), good.repeat(2), line("[]"));
    let file = Part::new("x.jsonl", body);
    let lots: Vec<Lot> =
        Lots::new("x.jsonl", file.bytes.as_slice(), Format::by_id("prodigy")).map(Result::unwrap).collect();
    assert!(lots.len() > 2);
    let findings = lots.iter().flat_map(|lot| lot.import("d").unwrap().findings);
    let words: Vec<_> = findings.map(|finding| finding.words).collect();
    assert_eq!(
        words,
        [
            "Entries without a start, an end and a label were passed over (1): line 1003, spans[0].",
            "1 line is no JSON and was left out: line 1000.",
        ]
    );
    let read = |text: &str| -> Vec<String> {
        let lots = Lots::new("x.jsonl", text.as_bytes(), Format::by_id("prodigy")).map(|lot| lot.unwrap().import("d"));
        lots.flat_map(|read| match read {
            Ok(import) => import.findings.into_iter().map(|finding| finding.words).collect(),
            Err(refused) => vec![format!("refused: {refused}")],
        })
        .collect()
    };
    let odd = "{\"text\":7,\"spans\":[]}\n";
    let left_out = "1 document could not be read and was left out: \
        line 1000 (the task has no \"text\"; only tasks on texts can be read).";
    assert_eq!(read(&format!("{}{odd}", good.repeat(999))), [left_out]);
    // A lot of nothing else, in a file that has begun well.
    let last = read(&format!("{}{}", good.repeat(999), odd.repeat(15_000)));
    assert!(last.iter().all(|words| words.contains(" documents could not be read and were left out: ")), "{last:?}");
    let cut = read(&format!("{}{{\"text\":", good.repeat(999)));
    assert!(matches!(&cut[..], [words] if words.contains("line 1000")), "{cut:?}");
}

/// The word with which documents begin in files of tokens may also be one of a text.
#[test]
fn a_text_may_have_the_word_that_begins_documents() {
    let options = Options { tokenizer: Some(Tokenizer::Whitespace), ..Options::default() };
    let texts = [
        "-DOCSTART- is a word.",
        "Ana left.\n\n-DOCSTART-\n\nBo came.",
        "-DOCSTART-\n\nBo came.\n\n-DOCSTART-",
        "Ana left.\n\n-DOCSTART-\n\n-DOCSTART-",
        "See -DOCSTART-",
        "-DOCSTART-s\n\n[-DOCSTART-|ORG]\n\n-DOCSTART- O O",
    ];
    for format in ["conll2003", "iob2", "bioes"].map(|id| Format::by_id(id).unwrap()) {
        let documents: Vec<_> = texts.iter().map(|text| common::document("d", text)).collect();
        let plain = |library: &Library| -> Vec<String> {
            library.documents.iter().map(|it| it.text.as_str().split_whitespace().collect()).collect()
        };
        for chosen in documents.chunks(1).chain([&documents[..]]) {
            let written =
                export(format, chosen, &[], &options).unwrap_or_else(|error| panic!("{}: {error}", format.id));
            let back = import(&written.files, Some(format), "d").unwrap().library;
            let wanted = Library { labels: Vec::new(), documents: chosen.to_vec() };
            assert_eq!(plain(&back), plain(&wanted), "{}", format.id);
        }
        let long: Vec<_> = documents.iter().cycle().take(9_000).cloned().collect();
        let written = export(format, &long, &[], &options).unwrap();
        let (_, imports) = in_lots(&written.files[0], "d");
        let found = joined(imports.into_iter().map(|import| import.library));
        let differ = plain(&found)
            .into_iter()
            .zip(plain(&Library { labels: Vec::new(), documents: long }))
            .find(|(a, b)| a != b);
        assert_eq!((differ, found.documents.len()), (None, 9_000), "{}", format.id);
        let alone = export(format, &[common::document("d", " -DOCSTART- ")], &[], &options).unwrap_err().to_string();
        let wanted = "Nothing was saved: \"d\" has the one word -DOCSTART-, by which such files begin a document.";
        assert_eq!(alone, wanted);
    }
}
