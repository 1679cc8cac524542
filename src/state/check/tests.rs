//! A table for each kind, with what looks alike and must stay silent; and the laws of fixing.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Source, Text, Value, default_labels, structure};
use proptest::prelude::*;

use super::super::segmenter::tests::unicode;
use super::super::{Action, State, reduce};
use super::*;

/// A document from a text in which marks are written `[Acme|ORG]`, with a number as value `[14%|PERCENT=14]`; `?` before
/// the label makes it a suggestion, `-` rejects it.
pub(super) fn parse(source: &str) -> Document {
    let (mut text, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
    let mut rest = source;
    while let Some(ch) = rest.chars().next() {
        rest = &rest[ch.len_utf8()..];
        match ch {
            '[' => open.push(text.len()),
            '|' => {
                let (label, after) = rest.split_once(']').unwrap();
                marks.push((open.pop().unwrap(), text.len(), label.to_owned()));
                rest = after;
            }
            ch => text.push(ch),
        }
    }
    let mut annotations: Vec<_> = marks
        .into_iter()
        .zip(1..)
        .map(|((start, end, label), id)| {
            let (status, label) = match label.strip_prefix(['?', '-']) {
                Some(rest) if label.starts_with('?') => (Status::Suggested, rest.to_owned()),
                Some(rest) => (Status::Rejected, rest.to_owned()),
                None => (Status::Accepted, label.clone()),
            };
            let (label, value) = label.split_once('=').map_or((label.as_str(), None), |(l, v)| (l, Some(v)));
            Arc::new(Annotation {
                id,
                span: Span::new(&text, start, end).unwrap(),
                label: label.into(),
                status,
                source: Source::Human,
                confidence: None,
                entity: None,
                value: value.map(|value| Arc::new(Value::number(value.parse().unwrap()))),
                note: None,
                fragments: Vec::new(),
                attributes: Vec::new(),
            })
        })
        .collect();
    annotations.sort_by_key(|a| a.order());
    let next_id = annotations.len() as Id + 1;
    let blocks = structure(&text).into();
    Document { annotations: Arc::new(annotations), next_id, ..Document::new("d", "t", Text::new(text), blocks) }
}

fn opened(document: &Document) -> State {
    let document = Box::new(document.clone());
    reduce(&State::new(unicode()), Action::AddDocument { document, detect: false })
}

/// The issues of one kind in a line each: the words, and what the button says.
fn shown(document: &Document, kind: Kind) -> Vec<String> {
    let labels = default_labels();
    let of_kind = issues(document, &labels).into_iter().filter(|issue| issue.kind == kind);
    let line = |issue: Issue| {
        let offer = issue.offer(document, &labels).unwrap_or_else(|| "-".to_owned());
        format!("{}: {offer}", document.text.slice(issue.span))
    };
    of_kind.map(line).collect()
}

/// Checks what is found; and that fixing all of it leaves nothing that can be fixed, in one step that can be undone.
fn check(kind: Kind, cases: &[(&str, &[&str])]) {
    for (source, wanted) in cases {
        let document = parse(source);
        assert_eq!(shown(&document, kind), *wanted, "{source}");
        let state = opened(&document);
        let fixed = reduce(&state, Action::Fix(Wanted { kind, span: None }));
        let after = fixed.saved.open_document().unwrap();
        let left = shown(after, kind).into_iter().filter(|line| !line.ends_with(": -")).collect::<Vec<_>>();
        assert_eq!(left, Vec::<String>::new(), "fixed: {source}");
        let undone = reduce(&fixed, Action::Undo);
        let same = |a: &Document, b: &Document| a.annotations == b.annotations && a.entities == b.entities;
        assert!(same(undone.saved.open_document().unwrap(), &document), "undone: {source}");
    }
}

#[test]
fn the_same_words_have_one_label() {
    check(
        Kind::TwoLabels,
        &[
            ("[Apple|ORG] and [Apple|ORG] and [Apple|PRODUCT].", &["Apple: Make it ORG"]),
            ("[Apple|PRODUCT], [Apple|ORG], [Apple|ORG], [Apple|ORG], [Apple|GPE].", &["Apple: Make all ORG"]),
            ("[Apple|?ORG], [Apple|?ORG] and [Apple|PRODUCT] twice [Apple|PRODUCT].", &["Apple: Make all PRODUCT"]),
            ("[[Apple|ORG]|PRODUCT] and [Apple|ORG].", &["Apple: Make it ORG"]),
            ("[May|PERSON] came in [May|DATE=1].", &["May: Make it PERSON"]),
            // Silent: other case, other words, figures, what is rejected.
            ("[Apple|ORG] and [apple|PRODUCT] and [Apples|PRODUCT].", &[]),
            ("In [2019|DATE=1], [2019|CARDINAL=2019] came.", &[]),
            ("[first|ORDINAL=1] and [first|DATE=1].", &[]),
            ("[Apple|ORG] and [Apple|-PRODUCT].", &[]),
        ],
    );
}

#[test]
fn what_is_marked_here_is_marked_there() {
    check(
        Kind::Unmarked,
        &[
            ("[Acme|ORG] paid. Then Acme won, Acme’s way.", &["Acme: Label as ORG", "Acme: Label as ORG"]),
            ("[New York|GPE] and [York|GPE]: New York or York.", &["New York: Label as GPE", "York: Label as GPE"]),
            ("[“Dune”|WORK_OF_ART] is “Dune”.", &["“Dune”: Label as WORK_OF_ART"]),
            ("[Zoë|PERSON] saw Zoë", &["Zoë: Label as PERSON"]),
            // Silent: parts of words, other case, inside marks, addresses, figures, single letters, what was rejected there.
            ("[Acme|ORG] and Acmes, acme, PreAcme, Acme-like, acme.com, Acme.com, @Acme, me@Acme.", &[]),
            ("[Acme|ORG] and [Acme Corp|ORG] and [Acme|-ORG].", &[]),
            ("[one|CARDINAL=1] or one, [A|ORG] or A.", &[]),
        ],
    );
}

#[test]
fn marks_of_a_name_end_alike() {
    check(
        Kind::Habit,
        &[
            ("[Beatles|ORG] of the [Beatles|ORG] and [the Beatles|ORG].", &["the Beatles: Trim to “Beatles”"]),
            ("[the Beatles|ORG], the [Beatles|ORG], [The Beatles|ORG].", &["Beatles: Extend to “the Beatles”"]),
            ("[Mr Smith|PERSON] and Mr [Smith|PERSON].", &["Mr Smith: Trim to “Smith”"]),
            ("[Acme|ORG]’s and [Acme's|ORG].", &["Acme's: Trim to “Acme”"]),
            ("“[Dune|WORK_OF_ART]” or [“Dune”|WORK_OF_ART]", &["“Dune”: Trim to “Dune”"]),
            // Silent: there was no choice.
            ("[Mr Smith|PERSON] and [Smith|PERSON].", &[]),
            ("[The Hague|GPE] and [Hague|GPE].", &[]),
            ("[Acme's|ORG] and [Acme|ORG].", &[]),
            ("[the Beatles|ORG] and [the Beatles|ORG] for the [Stones|ORG].", &[]),
            ("[the 1990s|DATE=1] and the [1990s|DATE=1].", &[]),
        ],
    );
}

#[test]
fn marks_do_not_cross() {
    check(
        Kind::Crossing,
        &[("[Acme [Corp|?ORG] paid|LOC] x", &[]), ("[a b|ORG][c|ORG] [Acme|ORG] [Acme|PERSON]", &[])],
    );
    // Crossing marks cannot be written with brackets.
    let mut document = parse("[Acme Corp|ORG] paid");
    let span = Span::new("Acme Corp paid", 5, 14).unwrap();
    let other = Annotation {
        id: 9,
        span,
        label: "LOC".into(),
        status: Status::Suggested,
        ..Annotation::clone(&document.annotations[0])
    };
    Arc::make_mut(&mut document.annotations).push(Arc::new(other));
    document.next_id = 10;
    assert_eq!(shown(&document, Kind::Crossing), ["Corp paid: Trim to “paid”"]);
    let fixed = reduce(&opened(&document), Action::Fix(Wanted { kind: Kind::Crossing, span: None }));
    assert_eq!(shown(fixed.saved.open_document().unwrap(), Kind::Crossing), Vec::<String>::new());
}

#[test]
fn ends_are_free_of_stray_punctuation() {
    check(
        Kind::Stray,
        &[
            (
                "[Acme,|ORG] [, Beta|ORG] [“Gamma|ORG] [Delta)|ORG] [Eps; |ORG] [Zeta.|ORG]",
                &[
                    "Acme,: Trim to “Acme”",
                    ", Beta: Trim to “Beta”",
                    "“Gamma: Trim to “Gamma”",
                    "Delta): Trim to “Delta”",
                    "Eps; : Trim to “Eps”",
                    "Zeta.: Trim to “Zeta”",
                ],
            ),
            ("[2019.|DATE=1] [...|ORG]", &["2019.: Trim to “2019”", "...: Delete the mark"]),
            // Silent: it belongs to the words.
            (
                "[Acme Inc.|ORG] [U.S.|GPE] [J. R.|PERSON] [Yahoo!|ORG] [.NET|PRODUCT] [$3|MONEY=3] [14%|PERCENT=14]",
                &[],
            ),
            (
                "[“Dune”|WORK_OF_ART] [Acme (AWS)|ORG] [the ’90s|DATE=1] [Giants’|ORG] [6\"|QUANTITY=6] [a.m.|TIME=1]",
                &[],
            ),
            ("[Acme|ORG], [Beta|ORG]. ([Gamma|ORG])", &[]),
        ],
    );
}

#[test]
fn names_inside_sentences_are_marked() {
    check(
        Kind::Name,
        &[
            (
                "He met Jane Smith at noon and left. [Smith|PERSON] won by a lot of votes.",
                &["Jane Smith: Label as PERSON"],
            ),
            ("They flew over Silver Lake on a cold and windy day.", &["Silver Lake: -"]),
            ("The Silver Lake group sold it to another firm.", &["Silver Lake: -"]),
            ("He joined the Bank of England last year and so on.", &["Bank of England: -"]),
            (
                "They saw Jane Smith, then again Jane Smith, and [Ann Smith|PERSON] too.",
                &["Jane Smith: Label all 2 as PERSON"],
            ),
            // Silent: starts of sentences, one word, days, what is marked or was rejected, title case, capitals alone.
            ("Yesterday Silver came. Silver Lake group sold it to others. “Silver Lake is cold,” he said to me.", &[]),
            ("He came to Paris on a Monday May afternoon with little to say.", &[]),
            ("He met [Jane Smith|PERSON] and [Silver Lake|-LOC] here.", &[]),
            ("He met Jane, Smith and the others of the group, and the Finance Minister too.", &[]),
            ("Stocks And Bonds Fall As Rates Rise", &[]),
            ("He works at [Acme|ORG] Holdings now, and he likes it.", &[]),
        ],
    );
}

#[test]
fn figures_have_the_value_that_they_say() {
    check(
        Kind::Value,
        &[
            ("It rose [14%|PERCENT] a year.", &["14%: Set 14 %"]),
            ("It rose [14%|PERCENT=15] a year.", &["14%: Set 14 %"]),
            ("It has [2,700|CARDINAL=2800] users.", &["2,700: Set 2,700"]),
            ("It is [strange|CARDINAL] here.", &["strange: -"]),
            // Silent: another writing of the same number, several numbers, words, labels without values.
            ("It paid [$3.20 million|MONEY=3200000] for [2,700|CARDINAL=2700] and [1.50|CARDINAL=1.5].", &[]),
            (
                "[1/2|CARDINAL=0.5] [3 1/2|CARDINAL=3.5] [two dozen|CARDINAL=24] [2 dozen|CARDINAL=24] [22nd|ORDINAL=22]",
                &[],
            ),
            ("[Acme|ORG] and [mine|OWN]", &[]),
        ],
    );
}

#[test]
fn what_is_ignored_stays_so_until_it_is_taken_back() {
    let document = parse("[Acme|ORG] paid. Then Acme won.");
    let state = opened(&document);
    let labels = default_labels();
    let issue = issues(&document, &labels).remove(0);
    let ignore = |ignored| Action::SetIgnored { kind: issue.kind, span: issue.span, ignored };
    let is_ignored = |state: &State| issues(state.saved.open_document().unwrap(), &labels)[0].ignored;
    let ignored = reduce(&state, ignore(true));
    assert!(is_ignored(&ignored) && !is_ignored(&state));
    assert_eq!(reduce(&ignored, ignore(true)).history, ignored.history);
    assert!(!is_ignored(&reduce(&ignored, Action::Undo)));
    assert!(!is_ignored(&reduce(&ignored, ignore(false))));
    // Fixing all of a kind leaves it alone.
    let fixed = reduce(&ignored, Action::Fix(Wanted { kind: issue.kind, span: None }));
    assert_eq!(fixed.saved, ignored.saved);
}

#[test]
fn one_fix_leaves_the_others() {
    let state = opened(&parse("[Acme|ORG] paid. Then Acme won and Acme lost."));
    let found = issues(state.saved.open_document().unwrap(), &default_labels());
    let fixed = reduce(&state, Action::Fix(Wanted { kind: found[1].kind, span: Some(found[1].span) }));
    assert_eq!(shown(fixed.saved.open_document().unwrap(), Kind::Unmarked), ["Acme: Label as ORG"]);
    assert_eq!(fixed.selected().map(|mark| mark.span), Some(found[1].span));
}

/// The law holds for any marks, however wild: what was fixed is not found again, and undo gives back an equal document.
fn wild() -> impl Strategy<Value = Document> {
    const TEXT: &str =
        "He saw the Acme’s Mr Smith, “Acme” and Mr Smith of Silver Lake. Acme (Corp) paid 14% on the Acme, Smith 's.";
    let label = prop::sample::select(vec!["ORG", "PERSON", "PERCENT", "own"]);
    let mark = (0..TEXT.len(), 1usize..14, label, 0..3usize);
    prop::collection::vec(mark, 0..14).prop_map(|marks| {
        let mut document = Document::new("d", "t", Text::new(TEXT), structure(TEXT).into());
        let made = marks.into_iter().zip(1..).filter_map(|((start, length, label, status), id)| {
            let start = TEXT.floor_char_boundary(start);
            let end = TEXT.floor_char_boundary((start + length).min(TEXT.len()));
            let span = Span::new(TEXT, start, end).filter(|span| !span.is_empty())?;
            let status = [Status::Accepted, Status::Suggested, Status::Rejected][status];
            let (label, source) = (label.into(), Source::Human);
            Some(Arc::new(Annotation {
                id,
                span,
                label,
                status,
                source,
                confidence: None,
                entity: None,
                value: None,
                note: None,
                fragments: Vec::new(),
                attributes: Vec::new(),
            }))
        });
        let mut made: Vec<_> = made.collect();
        made.sort_by_key(|a: &Arc<Annotation>| a.order());
        document.annotations = Arc::new(made);
        document.next_id = 99;
        document
    })
}

proptest! {
    #[test]
    fn what_is_fixed_is_gone_and_undo_brings_back_all(document in wild(), kind in 0..Kind::ALL.len()) {
        let kind = Kind::ALL[kind];
        let state = opened(&document);
        let labels = default_labels();
        let all = issues(&document, &labels);
        for issue in &all {
            prop_assert!(document.text.span(issue.span.start(), issue.span.end()).is_some());
        }
        let fixed = reduce(&state, Action::Fix(Wanted { kind, span: None }));
        let after = fixed.saved.open_document().unwrap();
        let left = issues(after, &labels);
        for issue in all.iter().filter(|issue| issue.kind == kind && issue.offer(&document, &labels).is_some()) {
            let again = left.iter().find(|other| other.kind == kind && other.span == issue.span && other.fix == issue.fix);
            prop_assert_eq!(again, None);
        }
        prop_assert!(after.annotations.windows(2).all(|pair| pair[0].order() < pair[1].order()));
        let undone = reduce(&fixed, Action::Undo);
        if fixed.history.can_undo() {
            let undone = Rc::clone(undone.saved.open_document().unwrap());
            prop_assert_eq!(&undone.annotations, &document.annotations);
            prop_assert_eq!(&undone.entities, &document.entities);
        }
    }
}
