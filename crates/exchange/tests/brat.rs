//! brat's files: exactly as brat takes them, by its own rules, and as brat and others write them.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;
mod rich;

use std::collections::BTreeSet;

use postil_exchange::{Export, Format, Import, Options, Part, export, import};
use postil_formats::Library;
use proptest::prelude::*;

fn written(library: &Library) -> Export {
    export(Format::by_id("brat").unwrap(), &library.documents, &library.labels, &Options::default()).unwrap()
}

fn text(part: &Part) -> &str {
    std::str::from_utf8(&part.bytes).unwrap()
}

#[test]
fn the_files_are_these() {
    let library = rich::rich();
    let export = written(&library);
    let names: Vec<_> = export.files.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["A-title-more.ann", "A-title-more.txt", "annotation.conf", "visual.conf"]);
    let wanted = "T1\tPERSON 2 10\tAna Ruiz
A1\tCertainty T1 very high
A2\tis_new T1
N1\tReference T1 Wikidata:Q42\tAna Ruiz
#1\tAnnotatorNotes T1\tthe | boss, =first
#2\tExact T1\t{\"note\":\"the | boss,\\n=first\"}
T2\tWork_of_art 6 14;15 18\tRuiz met Bea
T3\tORG 15 18;27 30\tBea Co.
T4\tORG 19 30\t<Sun> & Co.
T5\tPERSON 44 47\tshe
N2\tReference T5 Wikidata:Q42\tAna Ruiz
T6\tMONEY 54 57\t€5m
#3\tValue T6\t{\"value\":5000000,\"currency\":\"EUR\"}
T7\tORG 60 70\tشركة النور
N3\tReference T7 http://example.org/light?a=1&b=2\tLight
R1\tworks_for Arg1:T5 Arg2:T3
*\tEquiv T1 T5
";
    assert_eq!(text(&export.files[0]), wanted);
    assert_eq!(text(&export.files[1]), rich::TEXT);
    let settings = "# Work_of_art stands for \"Work of art\"
# is_new stands for \"is new\"
# works_for stands for \"works for\"
[entities]
PERSON
ORG
MONEY
Work_of_art

[relations]
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
works_for\tArg1:<ENTITY>, Arg2:<ENTITY>

[events]

[attributes]
Certainty\tArg:<ENTITY>, Value:very high
is_new\tArg:<ENTITY>
";
    assert_eq!(text(&export.files[2]), settings);
    assert!(text(&export.files[3]).contains("Work_of_art\tbgColor:#faaafa\n"), "{}", text(&export.files[3]));
}

#[test]
fn what_is_written_comes_back() {
    let library = rich::rich();
    let read = import(&written(&library).files, None, "d").unwrap().library;
    let (found, wanted) = (&read.documents[0], &library.documents[0]);
    assert_eq!(found.text.as_str(), wanted.text.as_str());
    for (found, wanted) in found.annotations.iter().zip(wanted.annotations.iter()) {
        assert_eq!((found.span, &found.fragments, &found.label), (wanted.span, &wanted.fragments, &wanted.label));
        assert_eq!((&found.attributes, &found.value), (&wanted.attributes, &wanted.value));
        assert_eq!(found.note, wanted.note);
    }
    let entities = |it: &postil_engine::Document| {
        it.annotations
            .iter()
            .map(|it| it.entity)
            .collect::<Vec<_>>()
            .iter()
            .map(|id| id.and_then(|id| it.entity(id)?.link.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(entities(found), entities(wanted));
    assert_eq!(&*found.relations[0].kind, "works for");
    assert_eq!(
        read.labels.iter().map(|label| &*label.name).collect::<Vec<_>>(),
        ["PERSON", "ORG", "MONEY", "Work of art"]
    );
}

/// brat's reading of a pair: `None` where it takes every line, else what it says of the first that it does not.
fn refused(text: &str, ann: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut ids = BTreeSet::new();
    let ends = |ch: char| "\n\r\u{B}\u{C}\u{1C}\u{1D}\u{1E}\u{85}\u{2028}\u{2029}".contains(ch);
    for line in ann.split_inclusive(ends) {
        let fail = |why: &str| Some(format!("{why}: {line:?}"));
        let Some((id, rest)) = line.split_once('\t') else { return fail("no id") };
        let digits = id.trim_start_matches(|ch: char| ch.is_ascii_alphabetic() || ch == '#');
        if id != "*" && (digits.is_empty() || digits == id || !digits.chars().all(|ch| ch.is_ascii_digit())) {
            return fail("bad id");
        }
        if id != "*" && !ids.insert(id.to_owned()) {
            return fail("id twice");
        }
        let (data, tail) = rest.split_once('\t').map_or((rest, ""), |(data, tail)| (data, tail));
        let words: Vec<_> = data.split_whitespace().collect();
        match &id[..1] {
            "T" => {
                let (kind, places) = data.split_once(' ').unwrap();
                if !kind.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_' || ch == '-') {
                    return fail("bad type");
                }
                let mut covered = Vec::new();
                let mut seen: Vec<(usize, usize)> = Vec::new();
                for piece in places.split(';') {
                    let (start, end) = piece.split_once(' ').unwrap();
                    let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
                    if start > end || end > chars.len() || seen.iter().any(|&(from, to)| end >= from && start < to) {
                        return fail("bad place");
                    }
                    seen.push((start, end));
                    covered.push(chars[start..end].iter().collect::<String>());
                }
                if tail.trim_end_matches('\n') != covered.join(" ") {
                    return fail("other words");
                }
            }
            "R" if words.len() != 3 || !words[1].starts_with("Arg1:T") || !words[2].starts_with("Arg2:T") => {
                return fail("bad relation");
            }
            "A" if !matches!(data.trim_end_matches('\n').splitn(3, ' ').count(), 2 | 3) => {
                return fail("bad attribute");
            }
            "N" if words.len() != 3 || !words[2].contains(':') => return fail("bad reference"),
            "#" if words.len() != 2 => return fail("bad note"),
            "*" if words.len() < 3 => return fail("bad equivalence"),
            _ => {}
        }
    }
    None
}

#[test]
fn brat_takes_every_line() {
    for library in [rich::rich(), common::library()] {
        let files = written(&library).files;
        for pair in files.chunks_exact(2).filter(|pair| pair[0].name.ends_with(".ann")) {
            assert_eq!(refused(text(&pair[1]), text(&pair[0])), None);
        }
    }
    assert!(refused("Ana", "T1\tORG 0 3\tBea\n").is_some());
    assert!(refused("Ana\nRuiz", "T1\tORG 0 8\tAna\nRuiz\n").is_some());
}

/// The marks of a pair as `label start..end words`, the relations, and what was found.
fn read(text: &str, ann: &str) -> Import {
    import(&[Part::new("x.ann", ann), Part::new("x.txt", text)], None, "d").unwrap()
}

#[track_caller]
fn check(text: &str, ann: &str, wanted: &[&str]) {
    let import = read(text, ann);
    let document = &import.library.documents[0];
    let marks = document.annotations.iter().map(|it| {
        let pieces = if it.fragments.is_empty() { vec![it.span] } else { it.fragments.clone() };
        let words = pieces.iter().map(|piece| document.text.slice(*piece)).collect::<Vec<_>>().join("|");
        let note = it.note.as_deref().map(|note| format!(" #{note}")).unwrap_or_default();
        let said: String = it.attributes.iter().map(|it| format!(" {}={}", it.name, it.value)).collect();
        format!("{} {words}{said}{note}", it.label)
    });
    let relations = document.relations.iter().map(|it| {
        let words = |id| document.text.slice(document.annotation(id).unwrap().span);
        format!("{} {} {}", words(it.from), it.kind, words(it.to))
    });
    let findings = import.findings.iter().map(|finding| finding.words.clone());
    assert_eq!(marks.chain(relations).chain(findings).collect::<Vec<_>>(), wanted);
}

#[test]
fn files_of_brat_are_read() {
    let text = "Ana Ruiz paid Nortek €5m.\r\nShe left.";
    check(text, "", &[]);
    check(
        text,
        "T1\tPerson 0 8\tAna Ruiz\r\nT2\tPerson 26 29\tShe\r\n*\tEquiv T1 T2\n",
        &["Person Ana Ruiz", "Person She"],
    );
    check(text, "T1\tOrg 0 3;9 13\tAna paid\n", &["Org Ana|paid"]);
    check(text, "T1\tOrg 21 25;26 29\t€5m. She\n", &["Org €5m.\nShe"]);
    check(
        text,
        "T3\tPay 9 13\tpaid\nE1\tPay:T3 Payer:T1 Payee:T2\nT1\tPerson 0 8\tAna Ruiz\nT2\tOrg 14 20\tNortek\nA1\tNegated E1\nM2\tSure T1\nA3\tLevel E1 Very high\n#1\tAnnotatorNotes E1\tsee here\n#2\tNormalizer T1\tx",
        &[
            "Person Ana Ruiz Sure=yes #Normalizer: x",
            "Pay paid Negated=yes Level=Very high #see here",
            "Org Nortek",
            "paid Payer Ana Ruiz",
            "paid Payee Nortek",
        ],
    );
    check(
        text,
        "T1\tPerson 0 8\tAna Ruiz\nwhat\nR1\tpaid Arg1:T1\nR2\tpaid Arg1:T1 Arg2:T9\t\n#1\tAnnotatorNotes R2\tso\nA1\tSure R2\n",
        &[
            "Person Ana Ruiz",
            "2 lines were not understood and left out, first line 2 of x.ann.",
            "2 notes, attributes and references of what is no stretch and no relation of x.txt were left out.",
            "1 relation without an annotation at both ends left out: line 4.",
        ],
    );
    // What is said of a relation stands in the note of where it starts.
    check(
        text,
        "T1\tPerson 0 8\tAna Ruiz\nT2\tOrg 14 20\tNortek\nR1\tpaid Arg1:T1 Arg2:T2\t\nA1\tSure R1\nA2\tLevel R1 High\n\
         #1\tAnnotatorNotes R1\tsee here\n#2\tAnnotatorNotes T1\tshe\n",
        &[
            "Person Ana Ruiz #paid → Nortek: Sure\npaid → Nortek: Level High\npaid → Nortek: see here\nshe",
            "Org Nortek",
            "Ana Ruiz paid Nortek",
        ],
    );
    // Files whose writer counted CRLF as two characters, or the byte order mark as one.
    check(text, "T1\tPerson 27 30\tShe\n", &["Person She"]);
    check("\u{FEFF}Ana 🚀 Bea", "T1\tPerson 7 10\tBea\n", &["Person Bea"]);
    check("\u{FEFF}Ana 🚀 Bea", "T1\tPerson 6 9\tBea\n", &["Person Bea"]);
    let link = read("Ana", "T1\tPerson 0 3\tAna\nN1\tReference T1 Wikidata:Q42\tAna\n");
    assert_eq!(link.library.documents[0].entities[0].link.as_deref(), Some("Q42"));
    // The second place that it is in does not replace the first.
    let twice = "T1\tPerson 0 3\tAna\nN1\tReference T1 Wikidata:Q42\tAna\nN2\tReference T1 VIAF:7\tAna\n";
    assert_eq!(read("Ana", twice).library.documents[0].entities[0].link.as_deref(), Some("Q42"));
    check("Ana", twice, &["Person Ana #Reference: VIAF:7"]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let alone = import(&[Part::new("x.ann", "T1\tOrg 0 3\tAna\n")], None, "d").unwrap_err();
    assert_eq!(alone.to_string(), "The text of x.ann is missing: open x.txt with it.");
    let bytes = import(&[Part::new("x.ann", [0xFF; 9]), Part::new("x.txt", "Ana")], None, "d").unwrap_err();
    assert!(bytes.to_string().starts_with("x.ann: Not UTF-8: byte 0xFF at position 0"), "{bytes}");
}

proptest! {
    #[test]
    fn any_marks_come_back_and_brat_takes_them(
        text in "[a \n\u{2028}\t🚀é]{1,30}",
        marks in prop::collection::vec((0_usize..30, 1_usize..9, "[A-Za-z _|人#]{1,6}"), 0..6),
    ) {
        let library = common::marked(&text, &marks);
        let export = written(&library);
        prop_assert_eq!(export.report.verified, library.documents[0].annotations.len());
        prop_assert_eq!(refused(std::str::from_utf8(&export.files[1].bytes).unwrap(), std::str::from_utf8(&export.files[0].bytes).unwrap()), None);
    }

    #[test]
    fn any_lines_end_in_words_or_marks(ann in "([TEARN#*]?[0-9]?\t?[ a-c:;0-9\t]{0,12}\n){0,8}", text in "[a\r\n🚀]{0,12}") {
        let parts = [Part::new("x.ann", ann.as_str()), Part::new("x.txt", text.as_str())];
        if let Ok(import) = import(&parts, None, "d") {
            prop_assert_eq!(import.library.documents.len(), 1);
        }
    }
}
