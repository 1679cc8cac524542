//! Files with one fault each: their spans come back to where they belong, and what was found is said.

use std::fmt::Write;

use postil_engine::Text;
use proptest::prelude::*;

use super::view::{Ends, Views};
use crate::Part;
use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts};
use crate::finding::{Finding, FindingKind};
use crate::format::Format;
use crate::settle::settle;
use crate::spot::Spot;
use crate::unit::{Ruler, Unit};
use crate::workers::Alone;

/// A text and its marks in bytes, from `[Ana] paid`.
fn marked(notation: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for ch in notation.chars() {
        match ch {
            '[' => spans.push((text.len(), 0)),
            ']' => spans.last_mut().unwrap().1 = text.len(),
            _ => text.push(ch),
        }
    }
    (text, spans)
}

/// What a tool got wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// The file has CRLF, each counted as one.
    PairAsOne,
    /// The file has LF, each counted as two.
    LineAsTwo,
    /// A mark was counted that is not in the file.
    MarkCounted,
    /// A mark is in the file and was not counted.
    MarkLeftOut,
    /// The file's text begins with white space that was not counted.
    Stripped,
    /// White space was counted that is not in the file.
    Unstripped,
    /// So far off.
    Shift(i64),
    Inclusive,
    Lines,
    Paragraphs,
    /// Quotes with written-out line ends and single spaces.
    Escaped,
    /// Quotes in composed form.
    Composed,
}

/// The file's text, its spans as the tool says them, and where they belong in the text with LF.
fn mangled(notation: &str, unit: Unit, fault: Fault, quotes: bool) -> (Draft, Vec<(usize, usize)>) {
    let (plain, mut wanted) = marked(notation);
    let lead = if fault == Fault::Stripped { " \n\t" } else { "" };
    let mark = if fault == Fault::MarkLeftOut { "\u{feff}" } else { "" };
    let text = match fault {
        Fault::PairAsOne => plain.replace('\n', "\r\n"),
        _ => format!("{mark}{lead}{plain}"),
    };
    let extra = if fault == Fault::Unstripped { "\n\n   " } else { "" };
    let counted = match fault {
        Fault::LineAsTwo => plain.replace('\n', "\r\n"),
        Fault::MarkCounted => format!("\u{feff}{plain}"),
        _ => format!("{extra}{plain}"),
    };
    let counted = Text::new(counted);
    let ruler = Ruler::new(&counted, unit);
    let cut = if fault == Fault::Lines { "\n" } else { "\n\n" };
    let spans = wanted.iter().zip(0..).map(|(&(start, end), nth)| {
        let before = |at: usize| match fault {
            Fault::LineAsTwo => at + plain[..at].matches('\n').count(),
            Fault::MarkCounted => at + 3,
            _ => at + extra.len(),
        };
        let mut ends = [start, end].map(|at| ruler.offset(before(at)) as i64);
        if let Fault::Shift(by) = fault {
            ends = ends.map(|at| at + by);
        }
        if matches!(fault, Fault::Lines | Fault::Paragraphs) {
            let line = plain[..start].rfind(cut).map_or(0, |at| at + cut.len());
            ends = ends.map(|at| at - ruler.offset(line) as i64);
        }
        ends[1] -= i64::from(fault == Fault::Inclusive);
        let quote = match fault {
            Fault::Escaped => plain[start..end]
                .split('\n')
                .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
                .join("\\n"),
            Fault::Composed => plain[start..end].replace("e\u{301}", "é"),
            _ => plain[start..end].to_owned(),
        };
        DraftSpan {
            place: Spot::numbered("span", nth),
            pieces: vec![(ends[0] as u64, ends[1] as u64)],
            quote: quotes.then_some(quote),
            label: "ORG".to_owned(),
            ..DraftSpan::default()
        }
    });
    let draft = Draft { spans: spans.collect(), text, ..Draft::default() };
    wanted.iter_mut().for_each(|(start, end)| {
        *start += mark.len() + lead.len();
        *end += mark.len() + lead.len();
    });
    (draft, wanted)
}

/// The places of each document's annotations, and what was found.
fn read(documents: Vec<Draft>) -> (Vec<Vec<(usize, usize)>>, Vec<Finding>) {
    let format = Format::by_id("spacy-json").unwrap();
    let drafts = Drafts { documents, ..Drafts::default() };
    let (library, findings) = settle(drafts, format, &Part::new("a.json", ""), "d", &Alone).unwrap();
    let places = library
        .documents
        .iter()
        .map(|document| document.annotations.iter().map(|it| (it.span.start(), it.span.end())).collect());
    (places.collect(), findings)
}

fn words(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut all, finding| {
        writeln!(all, "{:?} {}: {}", finding.kind, finding.count, finding.words).unwrap();
        all
    })
}

const TEXT: &str = "🚀 [Ana Ruiz] paid [€5m]\nto [Nortek] of [São Paulo].\n\n👩‍👩‍👧 [Zoe\u{301}  Lind]\nand 🇫🇷 [Bo\u{308}rk] met at [Kyoto\nTower] in [Osaka].";

#[track_caller]
fn check(unit: Unit, fault: Fault, said: &[&str]) {
    let (draft, wanted) = mangled(TEXT, unit, fault, true);
    let (places, findings) = read(vec![draft]);
    assert_eq!(places, [wanted], "{unit:?} {fault:?}: {}", words(&findings));
    let all = words(&findings);
    assert_eq!(all.lines().count(), said.len(), "{all}");
    for words in said {
        assert!(all.contains(words), "{words} is not in:\n{all}");
    }
}

#[test]
fn each_fault_is_found_and_said() {
    check(Unit::CodePoint, Fault::None, &[]);
    check(Unit::Utf16, Fault::None, &["Unit 8: 8 of 8 spans count UTF-16 units: repaired."]);
    check(Unit::Byte, Fault::None, &["Unit 8: 8 of 8 spans count bytes: repaired."]);
    check(Unit::Grapheme, Fault::None, &["Unit 4: 4 of 8 spans count grapheme clusters: repaired."]);
    check(Unit::CodePoint, Fault::PairAsOne, &["LineEnds 6: 6 of 8 spans count CRLF as one character: repaired."]);
    check(
        Unit::CodePoint,
        Fault::LineAsTwo,
        &["LineEnds 6: 6 of 8 spans count line ends as two characters (CRLF): rep"],
    );
    check(Unit::Utf16, Fault::LineAsTwo, &["Unit 8: 8 of 8 spans count UTF-16 units and count line ends as two"]);
    check(Unit::CodePoint, Fault::MarkCounted, &["Shift 8: 8 of 8 spans count from one, or a byte order mark that"]);
    check(Unit::Byte, Fault::MarkCounted, &["8 of 8 spans count bytes and count a byte order mark that the text does"]);
    check(Unit::CodePoint, Fault::MarkLeftOut, &["8 of 8 spans do not count the byte order mark: repaired."]);
    check(Unit::CodePoint, Fault::Stripped, &["8 of 8 spans do not count the white space at the start of the text: r"]);
    check(Unit::CodePoint, Fault::Unstripped, &["8 of 8 spans lie 5 too far on: repaired."]);
    check(Unit::Utf16, Fault::Shift(17), &["8 of 8 spans count UTF-16 units and lie 17 too far on: repaired."]);
    check(Unit::CodePoint, Fault::Inclusive, &["Inclusive 8: 8 of 8 spans end at their last character instead of"]);
    check(
        Unit::Utf16,
        Fault::Lines,
        &["Restart 7: 7 of 8 spans count UTF-16 units and start anew in each line", "Moved 1"],
    );
    check(Unit::CodePoint, Fault::Paragraphs, &["Restart 4: 4 of 8 spans start anew in each paragraph: repaired."]);
    check(Unit::CodePoint, Fault::Escaped, &["Spaces 2: 2 spans have other white space in the quote than in the text"]);
    check(Unit::CodePoint, Fault::Composed, &["Accents 1: 1 of 8 spans quotes accents in another form than the text"]);
}

#[test]
fn each_document_may_count_in_its_own_way() {
    let faults = [(Unit::CodePoint, Fault::None), (Unit::Utf16, Fault::None), (Unit::Byte, Fault::Shift(4))];
    let (drafts, wanted): (Vec<_>, Vec<_>) =
        faults.iter().map(|&(unit, fault)| mangled(TEXT, unit, fault, true)).unzip();
    let (places, findings) = read(drafts);
    assert_eq!(places, wanted, "{}", words(&findings));
    assert_eq!(findings.len(), 2, "{}", words(&findings));
}

#[track_caller]
fn check_unquoted(notation: &str, unit: Unit, fault: Fault, is_repaired: bool, said: &str) {
    let (draft, wanted) = mangled(notation, unit, fault, false);
    let (places, findings) = read(vec![draft]);
    let all = words(&findings);
    assert_eq!(places == [wanted], is_repaired, "{unit:?} {fault:?}: {places:?} {all}");
    assert!(all.contains(said) && all.is_empty() == said.is_empty(), "{said} is not in:\n{all}");
}

#[test]
fn without_quotes_only_clear_evidence_overrules_the_usual_unit() {
    let text = "🚀 [Ana Ruiz] paid [Bo Lind] of [Nortek], now in [Kyoto].";
    check_unquoted(text, Unit::CodePoint, Fault::None, true, "");
    check_unquoted(text, Unit::Utf16, Fault::None, true, "4 of 4 spans count UTF-16 units: repaired.");
    check_unquoted(text, Unit::Byte, Fault::None, true, "4 of 4 spans count bytes: repaired.");
    let three = "[Ana Ruiz] paid [Bo Lind] of [Nortek].";
    check_unquoted(three, Unit::CodePoint, Fault::Inclusive, true, "end at their last");
    let lines = "[Ana Ruiz]\npaid [Bo Lind]\nof [Nortek]\nin [Kyoto]\n[now].";
    check_unquoted(lines, Unit::CodePoint, Fault::LineAsTwo, true, "count line ends as two characters");
    check_unquoted(lines, Unit::CodePoint, Fault::PairAsOne, true, "count CRLF as one character");
    check_unquoted(text, Unit::CodePoint, Fault::MarkLeftOut, true, "do not count the byte order mark");
    check_unquoted(lines, Unit::CodePoint, Fault::MarkCounted, true, "count from one, or a byte order mark");
    check_unquoted(text, Unit::CodePoint, Fault::Stripped, true, "do not count the white space at the start");
    let last = "Now:\n\nOf [Nortek] it is.";
    check_unquoted(last, Unit::CodePoint, Fault::PairAsOne, true, "count CRLF as one character");
    check_unquoted("[Nortek] it is.", Unit::CodePoint, Fault::Stripped, true, "do not count the white space");
    // What ends past the text proves that it was counted otherwise, though one mark is of a part of a word.
    let part = "🚀🚀 [12x]400, [Ana Ruiz] and [Bo Lind] to [Nortek]";
    check_unquoted(part, Unit::Utf16, Fault::None, true, "4 of 4 spans count UTF-16 units: repaired.");
    // One span is no evidence of a unit, and it is said what was done.
    check_unquoted("🚀 🚀 [Ana]", Unit::Utf16, Fault::None, false, "LeftOut 1: 1 of 1 span could not be placed");
    // Marks inside words may be meant; nothing else fits, so that they stay, and it is said.
    let inside = "Un[break]able and re[mark]able and un[think]able and pre[pay]ment.";
    check_unquoted(inside, Unit::CodePoint, Fault::None, true, "Doubt 4: 4 of 4 spans begin or end inside a word");
}

#[track_caller]
fn check_single(text: &str, span: (u64, u64), quote: &str, wanted: &[(usize, usize)], said: &str) {
    let piece = DraftSpan {
        pieces: vec![span],
        quote: Some(quote.to_owned()),
        label: "A".to_owned(),
        place: Spot::default().within("here"),
        ..DraftSpan::default()
    };
    let (places, findings) = read(vec![Draft { text: text.to_owned(), spans: vec![piece], ..Draft::default() }]);
    let all = words(&findings);
    assert_eq!(places, [wanted], "{all}");
    assert!(all.contains(said) && all.is_empty() == said.is_empty(), "{said} is not in:\n{all}");
}

#[test]
fn single_spans_are_moved_trimmed_or_left_out_and_said() {
    check_single("Then Ana paid.", (5, 8), "Ana", &[(5, 8)], "");
    check_single("Then Ana paid.", (9, 12), "Ana", &[(5, 8)], "Moved 1: 1 of 1 span did not cover");
    check_single(
        "Then Ana paid.",
        (5, 9),
        "Ana ",
        &[(5, 8)],
        "Trimmed 1: White space at the ends of 1 span was left out.",
    );
    check_single("Then Ana paid.", (5, 5), "Ana", &[(5, 8)], "Moved 1");
    check_single("Then Ana paid.", (900, 903), "Ana", &[(5, 8)], "Moved 1");
    check_single("Then Ana paid.", (u64::MAX, u64::MAX), "Ana", &[(5, 8)], "Moved 1");
    check_single("Then Banana paid.", (2, 5), "Ana", &[], "here \"Ana\": these words do not stand near it");
    check_single("Ana or Ana.", (1, 4), "Ana", &[(0, 3)], "Moved 1");
    check_single("Ana to Ana to Ana.", (3, 6), "Ana", &[], "several places near it");
    check_single("Ana  met\nBo here.", (9, 14), "met\\nBo", &[(5, 11)], "Moved 1");
    check_single("Then Ana paid.", (4, 5), " ", &[], "holds white space only");
    check_single("", (0, 1), "a", &[], "these words do not stand near it");
}

#[test]
fn what_hostile_files_ask_for_is_bounded() {
    // Each search would look through the whole text, which has the quote nowhere.
    let text = "ab ".repeat(100_000);
    let span = DraftSpan { pieces: vec![(1, 9)], quote: Some("ab ab b".repeat(9)), ..DraftSpan::default() };
    let (places, findings) = read(vec![Draft { spans: vec![span; 20_000], text, ..Draft::default() }]);
    assert_eq!(places, [[]]);
    assert_eq!(findings.last().map(|it| (it.kind, it.count)), Some((FindingKind::LeftOut, 20_000)));
}

#[test]
fn places_are_counted_over_the_line_ends_that_were_counted() {
    let views = Views::new("a\r\nb\nc\r\nd");
    let bench = super::Bench::new(&views);
    assert_eq!(views.ends().collect::<Vec<_>>(), [Ends::AsIs, Ends::One, Ends::Two]);
    for (at, wanted) in [(0, [0, 0, 0]), (2, [3, 2, 3]), (4, [5, 4, 6]), (6, [8, 6, 9]), (7, [9, 7, 10])] {
        for (ends, wanted) in [Ends::AsIs, Ends::One, Ends::Two].into_iter().zip(wanted) {
            assert_eq!(bench.offset_after(ends, Unit::CodePoint, at), wanted, "{at} {ends:?}");
            assert_eq!(bench.byte(ends, Unit::CodePoint, wanted), Some(at), "{wanted} {ends:?}");
        }
    }
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::None),
        Just(Fault::PairAsOne),
        Just(Fault::LineAsTwo),
        Just(Fault::MarkCounted),
        Just(Fault::MarkLeftOut),
        Just(Fault::Stripped),
        Just(Fault::Unstripped),
        (-40..200_i64).prop_map(Fault::Shift),
        Just(Fault::Inclusive),
        Just(Fault::Lines),
        Just(Fault::Paragraphs),
        Just(Fault::Escaped),
        Just(Fault::Composed),
    ]
}

fn notation() -> impl Strategy<Value = String> {
    let filler = prop::sample::select(vec![
        "and",
        "🚀",
        "naïve",
        "👩‍👩‍👧",
        "of the",
        "🇫🇷",
        "مرحبا",
        "東京",
        "\n",
        "\n\n",
        "e\u{301}",
    ]);
    let name = prop::sample::select(vec!["Ana", "Zoe\u{301} L", "São  Paulo", "Nor\ntek", "محمد", "🚀 X"]);
    // Each name has a number, so that it stands in one place.
    prop::collection::vec((prop::collection::vec(filler, 0..4), name), 1..14).prop_map(|parts| {
        parts.iter().enumerate().fold("Then".to_owned(), |mut all, (nth, (fillers, name))| {
            write!(all, " {} [{name} {}]", fillers.join(" "), 1000 + nth).unwrap();
            all
        })
    })
}

proptest! {
    #[test]
    fn spans_come_back_from_every_fault(notation in notation(), fault in fault(), unit in prop::sample::select(Unit::ALL.to_vec())) {
        // A name over a line end belongs to no line.
        let is_apart = matches!(fault, Fault::Lines | Fault::Paragraphs);
        let notation = if is_apart { notation.replace("Nor\ntek", "Nortek") } else { notation };
        // A shift before the start of the text is none that a file can say.
        let fault = match fault {
            Fault::Shift(by) => Fault::Shift(by.max(-5)),
            other => other,
        };
        let (draft, wanted) = mangled(&notation, unit, fault, true);
        let (again, _) = mangled(&notation, unit, fault, true);
        let (places, findings) = read(vec![draft, again]);
        prop_assert_eq!(&places[0], &wanted, "{}", words(&findings));
        prop_assert_eq!(&places[1], &wanted, "{}", words(&findings));
    }

    #[test]
    fn any_spans_on_any_text_end_in_places_or_findings(
        text in "[ab \r\n🚀é\u{301}]{0,60}",
        spans in prop::collection::vec((0..80_u64, 0..80_u64, prop::option::of("[ab \n]{0,4}")), 0..12),
    ) {
        let spans: Vec<_> = spans.into_iter().map(|(start, end, quote)| DraftSpan {
            pieces: vec![(start, end)],
            quote,
            ..DraftSpan::default()
        }).collect();
        let total = spans.len();
        let (places, findings) = read(vec![Draft { text, spans, ..Draft::default() }]);
        let gone: usize = findings.iter().filter(|it| matches!(it.kind, FindingKind::LeftOut | FindingKind::Duplicates)).map(|it| it.count).sum();
        prop_assert_eq!(places[0].len() + gone, total, "{}", words(&findings));
    }
}

#[test]
fn ids_confidences_and_relations_that_do_not_hold_are_said() {
    let relation =
        |from: &str, to: &str| DraftRelation { from: from.to_owned(), to: to.to_owned(), ..Default::default() };
    let span = |id: &str, confidence: f32| DraftSpan {
        id: Some(id.to_owned()),
        pieces: vec![(0, 3)],
        label: "A".to_owned(),
        confidence: Some(confidence),
        ..DraftSpan::default()
    };
    let document = |id: &str, second: f32| Draft {
        id: Some(id.to_owned()),
        text: "Ana paid.".to_owned(),
        spans: vec![span("a", 0.5), span("b", second)],
        relations: vec![relation("a", "b"), relation("b", "c")],
        ..Draft::default()
    };
    let documents = vec![document("x", 0.5), document("x", f32::NAN), document("x-2", 97.0)];
    let format = Format::by_id("spacy-json").unwrap();
    let drafts = Drafts { documents, ..Drafts::default() };
    let (library, findings) = settle(drafts, format, &Part::new("a.json", ""), "d", &Alone).unwrap();
    let ids: Vec<_> = library.documents.iter().map(|it| &*it.id).collect();
    assert_eq!(ids, ["x", "x-2", "x-2-2"]);
    let counts: Vec<_> = findings.iter().map(|it| (it.kind, it.count)).collect();
    assert_eq!(
        counts,
        [
            (FindingKind::Confidence, 2),
            (FindingKind::Relations, 3),
            (FindingKind::Duplicates, 1),
            (FindingKind::Ids, 2)
        ]
    );
    // The twin's relation is that of the one that stayed.
    let first = &library.documents[0];
    assert_eq!((first.annotations.len(), first.relations.len()), (1, 1));
    assert_eq!((first.relations[0].from, first.relations[0].to), (first.annotations[0].id, first.annotations[0].id));
}
