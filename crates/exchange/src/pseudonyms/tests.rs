//! What is replaced and what stays. Which name stands in is the seed's to say, so cases name replacements by number.

use std::collections::BTreeMap;
use std::sync::Arc;

use postil_engine::{Annotation, Attribute, Document, Entity, LabelDef, LabelKind, Text, default_labels};
use proptest::prelude::*;

use super::{Pseudonymised, pseudonymised};
use crate::format::FORMATS;
use crate::options::Options;
use crate::{Part, export};

/// A document in the notation `[Ana Ruiz|PERSON] paid`.
fn document(id: &str, notation: &str) -> Document {
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), notation);
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap();
        let (words, label) = inside.rsplit_once('|').unwrap();
        text += before;
        spans.push((text.len(), text.len() + words.len(), label));
        text += words;
        rest = after;
    }
    text += rest;
    let text = Text::new(text);
    let annotations = spans.into_iter().zip(1..).map(|((start, end, label), id)| {
        Arc::new(Annotation::by_hand(id, text.span(start, end).unwrap(), label.into()))
    });
    let annotations: Vec<_> = annotations.collect();
    Document {
        next_id: annotations.len() as u32 + 1,
        annotations: Arc::new(annotations),
        ..Document::new(id, id, text, Arc::from([]))
    }
}

fn replaced(documents: &[Document]) -> Pseudonymised {
    pseudonymised(documents, &default_labels(), 7)
}

/// Fits `text` to a pattern in which a number in `<>` stands for a replacement in the case of its name, the same for the
/// same number and another for another.
#[track_caller]
fn fits(text: &str, pattern: &str, known: &mut BTreeMap<String, String>) {
    let (mut rest, mut left) = (text, pattern);
    while let Some((before, after)) = left.split_once('<') {
        let (number, after) = after.split_once('>').unwrap();
        rest = rest.strip_prefix(before).unwrap_or_else(|| panic!("{text:?} is not {pattern:?}"));
        let end = rest.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let found = rest[..end].to_lowercase();
        assert_eq!(known.entry(number.to_owned()).or_insert_with(|| found.clone()), &found, "<{number}> in {text:?}");
        rest = &rest[end..];
        left = after;
    }
    assert_eq!(rest, left, "{text:?} is not {pattern:?}");
}

#[track_caller]
fn check(notation: &str, pattern: &str) {
    let before = document("d", notation);
    let after = replaced(std::slice::from_ref(&before)).documents.remove(0);
    let mut known = BTreeMap::new();
    fits(after.text.as_str(), pattern, &mut known);
    let mut names: Vec<_> = known.values().collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), known.len(), "{:?} has one name for two", after.text.as_str());
    assert_eq!(after.annotations.len(), before.annotations.len());
}

#[test]
fn names_are_replaced_in_kind() {
    check("[Ana Ruiz|PERSON] left. [Ruiz|PERSON]'s aide saw Ana.", "<1> <2> left. <2>'s aide saw <1>.");
    check("[Ruiz|PERSON] and then [Ana Ruiz|PERSON].", "<2> and then <1> <2>.");
    check("[Mr Ruiz|PERSON], Dr. [Bo van der Ruiz|PERSON] Jr", "Mr <1>, Dr. <2> van der <1> Jr");
    check("[Sean O'Neill|PERSON], O’Neill’s", "<1> <2>, <2>’s");
    check("[Nortek Industries Inc.|ORG] and Nortek", "<1> Industries Inc. and <1>");
    check("[Bank of Ruritania|ORG] in [Ruritania|GPE]; the Bank", "Bank of <1> in <1>; the Bank");
    check("The [Supreme Court|ORG] is supreme; a Supreme Court", "The <1> Court is supreme; a <1> Court");
    check("[Lake Ruiz|LOC] by [Ruiz|PERSON]", "Lake <1> by <1>");
    check(
        "[Ruiz|PERSON] paid [5 May|DATE]; [May|PERSON] did in May, may be.",
        "<1> paid 5 May; <2> did in <2>, may be.",
    );
    check("the [Ruizs|PERSON], [Ruiz|PERSON]", "the <1>, <2>");
    check("[Ruiz|PERSON], the Ruizs", "<1>, the <2>");
    check("[The Old Man|WORK_OF_ART]: an old man; The Old Man", "<1> <2>: an old man; <1> <2>");
    check("[J&J|ORG] grew; J&J", "<1> grew; <1>");
    check("[東京|GPE]で田中は東京に", "<1>で田中は<1>に");
    check("[محمد علي|PERSON] قال علي", "<1> <2> قال <2>");
    check("[It|WORK_OF_ART] is [12|CARDINAL] [$5|MONEY]", "It is 12 $5");
    check("", "");
}

#[test]
fn the_case_of_a_name_is_kept() {
    let after =
        replaced(&[document("d", "[ANA RUIZ|PERSON] is [Ana Ruiz|PERSON]: ana.ruiz@ruiz.com")]).documents.remove(0);
    let text = after.text.as_str();
    let (first, rest) = text.split_once(" is ").unwrap();
    let (second, third) = rest.split_once(": ").unwrap();
    assert_eq!(first, second.to_uppercase());
    let (given, surname) = second.split_once(' ').unwrap();
    let (given, surname) = (given.to_lowercase(), surname.to_lowercase());
    assert_eq!(third, format!("{given}.{surname}@{surname}.com"));
}

#[test]
fn abbreviations_and_initials_follow_what_they_stand_for() {
    let text = "[Nortek Web Grid|ORG] ([NWG|ORG]) and [QQX|ORG]; [Ana Ruiz|PERSON], [A. Ruiz|PERSON], [Z. Ruiz|PERSON]";
    let after = replaced(&[document("d", text)]).documents.remove(0);
    let words = |at: usize| after.text.slice(after.annotations[at].span).to_owned();
    let initials: String = words(0).split(' ').filter_map(|word| word.chars().next()).collect();
    assert_eq!(words(1), initials);
    assert!(
        words(2).len() == 3 && words(2) != "QQX" && words(2) != words(1) && words(2).chars().all(char::is_uppercase)
    );
    assert_eq!(words(4), format!("{}. {}", &words(3)[..1], words(3).split(' ').nth(1).unwrap()));
    assert!(!words(5).starts_with('Z') && words(5).ends_with(&words(4)[2..]));
}

#[test]
fn all_documents_share_replacements_and_nothing_leads_back() {
    let mut first = document("ana-ruiz-1", "[Ana Ruiz|PERSON] of [Nortek|ORG] in [2024|DATE].");
    first.source_url = Some("https://news.test/ana-ruiz".into());
    first.entities = Arc::new(vec![Arc::new(Entity {
        id: 9,
        label: "PERSON".into(),
        name: "Ana Ruiz".into(),
        link: Some("Q42".into()),
    })]);
    let mut annotation = Annotation::clone(&first.annotations[0]);
    annotation.entity = Some(9);
    annotation.note = Some("Is this Ruiz?".into());
    annotation.attributes = vec![Attribute { name: "who".into(), value: "RUIZ".into() }];
    Arc::make_mut(&mut first.annotations)[0] = Arc::new(annotation);
    let second = document("b", "A day with Ruiz at Nortek.");
    let label = LabelDef { guideline: "Such as Nortek.".into(), ..LabelDef::new("ORG", LabelKind::Entity, 0) };
    let labels: Vec<_> = default_labels().into_iter().filter(|it| &*it.name != "ORG").chain([label]).collect();
    let done = pseudonymised(&[first, second], &labels, 3);
    let all = format!("{:?} {:?}", done.documents, done.labels).to_lowercase();
    for name in ["ruiz", "nortek", "q42", "news.test"] {
        assert!(!all.contains(name), "{name} is in {all}");
    }
    let [first, second] = &done.documents[..] else { panic!() };
    let surname = first.text.slice(first.annotations[0].span).split(' ').nth(1).unwrap();
    assert!(second.text.as_str().starts_with(&format!("A day with {surname} at ")));
    assert_eq!(*first.entities[0].name, *first.text.slice(first.annotations[0].span));
    let counts = done.replaced;
    assert_eq!((counts.names, counts.marked, counts.unmarked, counts.links), (3, 3, 2, 2));
    // Title, id, entity, note, attribute, guideline.
    assert_eq!(counts.beside, 2 + 2 + 2 + 1 + 1 + 1);
}

#[test]
fn more_names_than_there_are_in_the_lists_stay_apart() {
    let notation: String = (0..2000).map(|nth| format!("[N{nth}x|PERSON] ")).collect();
    let after = replaced(&[document("d", &notation)]).documents.remove(0);
    let names: std::collections::BTreeSet<_> = after.text.as_str().split(' ').collect();
    assert_eq!(names.len(), 2001, "the names and what is after the last space");
}

#[test]
fn a_seed_is_one_choice_of_names() {
    let documents = [document("d", "[Ana Ruiz|PERSON] of [Nortek|ORG] in [Kyoto|GPE]")];
    let text = |seed| pseudonymised(&documents, &default_labels(), seed).documents[0].text.as_str().to_owned();
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

const NAMES: [(&str, &str); 8] = [
    ("Zyxana Qwruiz", "PERSON"),
    ("Qwruiz", "PERSON"),
    ("Qortek Zyxware Inc", "ORG"),
    ("QZX", "ORG"),
    ("Zyxstan", "GPE"),
    ("Port Qwello", "FAC"),
    ("The Zyx of Qwo", "WORK_OF_ART"),
    ("Zoe\u{301} Qwö-Zyxer", "PERSON"),
];

fn written() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => (0..NAMES.len(), any::<bool>(), 0..4_usize).prop_map(|(nth, is_marked, case)| {
            let (name, label) = NAMES[nth];
            let name = match case {
                0 => name.to_uppercase(),
                1 if is_marked || label == "PERSON" => name.to_lowercase(),
                // A title is known as a whole.
                2 if label != "WORK_OF_ART" => name.rsplit(' ').next().unwrap().to_owned(),
                _ => name.to_owned(),
            };
            // What is never marked is no name to anybody.
            if is_marked { format!("[{name}|{label}]") } else { name }
        }),
        2 => prop::sample::select(vec!["paid", "🚀", "'s", "’s", "of the", "\n\n", "[$5m|MONEY]", "[May 5|DATE]", "-", "@", "(", "東京", "e\u{301}"]).prop_map(str::to_owned),
        1 => Just(" ".to_owned()),
    ];
    prop::collection::vec((part, prop::sample::select(vec![" ", " ", ", ", ".\n"])), 0..16)
        .prop_map(|parts| parts.into_iter().map(|(part, gap)| part + gap).collect())
}

proptest! {
    // Every format writes, reads and proves each case.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_of_the_names_is_in_any_file(texts in prop::collection::vec(written(), 1..4), seed in 0..99_u64) {
        // One document marks every name, so that all of them are to be replaced.
        let all: String = NAMES.iter().map(|(name, label)| format!("[{name}|{label}] ")).collect();
        let notations = [all].into_iter().chain(texts);
        let mut documents: Vec<_> = notations.enumerate().map(|(nth, text)| document(&format!("Qwruiz-{nth}"), &text)).collect();
        documents[0].title = "QORTEK buys Zyxware".into();
        let options = Options { pseudonyms: Some(seed), ..Options::default() };
        for format in FORMATS.iter().filter(|format| format.writes()) {
            let written = export(format, &documents, &default_labels(), &options).unwrap();
            prop_assert_eq!(written.report.verified, written.report.total);
            for Part { name, bytes } in &written.files {
                let all = format!("{name} {}", String::from_utf8_lossy(bytes)).to_lowercase();
                let known = ["zyxana", "qwruiz", "qortek", "zyxware", "qzx", "zyxstan", "qwello", "zyx", "qwo", "qwö", "zyxer"];
                for word in all.split(|ch: char| !ch.is_alphanumeric()) {
                    prop_assert!(!known.contains(&word), "{} is in {} of {}: {}", word, name, format.id, all);
                }
            }
        }
    }

    #[test]
    fn marks_stay_on_their_words(notation in written(), seed in 0..9_u64) {
        let before = document("d", &notation);
        let after = pseudonymised(std::slice::from_ref(&before), &default_labels(), seed).documents.remove(0);
        prop_assert_eq!(after.annotations.len(), before.annotations.len());
        for (old, new) in before.annotations.iter().zip(after.annotations.iter()) {
            let (was, is) = (before.text.slice(old.span), after.text.slice(new.span));
            prop_assert_eq!((old.id, &old.label), (new.id, &new.label));
            if matches!(&*old.label, "MONEY" | "DATE") {
                prop_assert_eq!(was, is);
            }
            prop_assert_eq!(is, is.trim());
            prop_assert!(!is.is_empty());
        }
    }
}
