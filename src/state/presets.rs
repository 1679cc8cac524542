//! Label sets to begin with, and how the labels of one set become those of another.

use std::rc::Rc;

use postil_engine::LabelKind::{self, Entity, Figure};
use postil_engine::{AttributeDef, AttributeKind, Document, Label, LabelDef, default_labels};

use super::Saved;
use super::labels::{Fate, LabelSet};

/// The names of the sets that come with the page.
pub const PRESETS: [&str; 4] = ["Postil", "OntoNotes", "CoNLL", "Finance"];

/// Name, kind, hue, key, what the detector calls it, what it covers.
struct Row(&'static str, LabelKind, u16, char, &'static [&'static str], &'static str);

const CONLL: &[Row] = &[
    Row("PER", Entity, 275, '1', &["PERSON"], "People, real or fictional"),
    Row("ORG", Entity, 215, '2', &["ORG"], "Companies, agencies, institutions, teams, media"),
    Row("LOC", Entity, 155, '3', &["GPE", "LOC", "FAC"], "Places of any kind: countries, towns, rivers, buildings"),
    Row(
        "MISC",
        Entity,
        45,
        '4',
        &["NORP", "PRODUCT", "EVENT", "WORK_OF_ART"],
        "Other names: peoples, products, events, titles",
    ),
];

const FINANCE: &[Row] = &[
    Row("COMPANY", Entity, 215, '1', &["ORG"], "Companies, banks, funds, exchanges, agencies"),
    Row("PERSON", Entity, 275, '2', &["PERSON"], "Executives, officials, investors, analysts"),
    Row(
        "PLACE",
        Entity,
        155,
        '3',
        &["GPE", "LOC", "FAC", "NORP"],
        "Markets, countries, sites, and the words for those from there",
    ),
    Row("PRODUCT", Entity, 20, '4', &["PRODUCT", "WORK_OF_ART"], "What is sold: devices, services, brands"),
    Row("DEAL", Entity, 340, '5', &["EVENT"], "Mergers, listings, rounds, other events with a name"),
    Row("SECURITY", Entity, 305, '6', &[], "Shares, bonds, funds, indices, with their tickers"),
    Row("MONEY", Figure, 125, 'm', &["MONEY"], "Amounts of money with their currency"),
    Row("PERCENT", Figure, 45, 'c', &["PERCENT"], "Percentages, percentage points, basis points"),
    Row(
        "COUNT",
        Figure,
        185,
        'k',
        &["CARDINAL", "ORDINAL", "QUANTITY", "AGE", "TEMPERATURE"],
        "Numbers of things, measures, multiples, ranks",
    ),
    Row("DATE", Figure, 75, 'd', &["DATE", "TIME"], "Days, months, quarters, business years, times"),
    Row("PERIOD", Figure, 245, 'l', &["DURATION", "SET"], "How long and how often: 18 months, every quarter"),
];

/// What the detector has no word for, and what it tells apart and OntoNotes does not.
const ONTONOTES_ONLY: &[Row] = &[
    Row("LAW", Entity, 185, '0', &[], "Named documents made into laws"),
    Row("LANGUAGE", Entity, 245, 'j', &[], "Any named language"),
];

/// A set that comes with the page.
#[must_use]
pub fn preset(name: &str) -> Option<LabelSet> {
    let labels = match name {
        "Postil" => default_labels(),
        "OntoNotes" => ontonotes(),
        "CoNLL" => CONLL.iter().map(label).collect(),
        "Finance" => finance(),
        _ => return None,
    };
    Some(LabelSet { name: name.into(), labels: Rc::new(labels) })
}

fn label(Row(name, kind, hue, key, detects, description): &Row) -> LabelDef {
    LabelDef {
        key: Some(*key),
        description: (*description).into(),
        detects: Some(detects.iter().map(|name| (*name).into()).collect()),
        ..LabelDef::new(name, *kind, *hue)
    }
}

/// The eighteen of OntoNotes, as spaCy's models use them.
fn ontonotes() -> Vec<LabelDef> {
    let mut labels = default_labels();
    labels.retain(|label| !matches!(&*label.name, "AGE" | "TEMPERATURE" | "DURATION" | "SET"));
    for label in &mut labels {
        label.detects = match &*label.name {
            "DATE" => Some(["DATE", "AGE", "DURATION", "SET"].map(Into::into).to_vec()),
            "QUANTITY" => Some(["QUANTITY", "TEMPERATURE"].map(Into::into).to_vec()),
            _ => None,
        };
    }
    let figures = labels.iter().position(|label| label.kind == Figure).unwrap_or(labels.len());
    labels.splice(figures..figures, ONTONOTES_ONLY.iter().map(label));
    labels
}

fn finance() -> Vec<LabelDef> {
    let choice = |name: &str, values: &[&str]| AttributeDef {
        name: name.into(),
        kind: AttributeKind::Choice,
        values: values.iter().map(|value| (*value).into()).collect(),
    };
    let mut labels: Vec<LabelDef> = FINANCE.iter().map(label).collect();
    for label in &mut labels {
        label.attributes = match &*label.name {
            "MONEY" => {
                vec![choice("measure", &["revenue", "profit", "price", "debt", "investment", "valuation", "other"])]
            }
            "PERCENT" => vec![choice("direction", &["up", "down", "level"])],
            "COMPANY" => vec![AttributeDef { name: "listed".into(), kind: AttributeKind::YesNo, values: Vec::new() }],
            _ => continue,
        };
    }
    labels
}

/// Names that mean the same in sets of different schools.
const ALIKE: &[&[&str]] = &[
    &["PERSON", "PER", "PEOPLE", "HUMAN", "NAME"],
    &["ORG", "ORGANIZATION", "ORGANISATION", "COMPANY"],
    &["GPE", "LOC", "LOCATION", "PLACE"],
    &["FAC", "FACILITY", "BUILDING"],
    &["NORP", "GROUP", "NATIONALITY"],
    &["WORK_OF_ART", "TITLE", "WORK"],
    &["MONEY", "AMOUNT", "PRICE"],
    &["PERCENT", "PERCENTAGE"],
    &["CARDINAL", "NUMBER", "COUNT"],
];

/// What the label `name` of the set `from` becomes in `to`: the label of its name, the one that takes what it is the
/// detector's word for, or one that means the same; else it stays.
#[must_use]
pub fn suggest(from: &[LabelDef], to: &[LabelDef], name: &str) -> Fate {
    let own = from.iter().find(|label| *label.name == *name);
    let same = |label: &&LabelDef| label.name.eq_ignore_ascii_case(name);
    let takes = |found: &str| to.iter().find(|label| label.takes(found));
    let of_detector = || {
        let mut found = Label::ALL.into_iter().map(Label::name).filter(|found| own.is_some_and(|own| own.takes(found)));
        found.find_map(takes)
    };
    let alike = || {
        let names = ALIKE.iter().find(|names| names.iter().any(|other| other.eq_ignore_ascii_case(name)))?;
        to.iter().find(|label| names.iter().any(|other| other.eq_ignore_ascii_case(&label.name)))
    };
    let found = to.iter().find(same).or_else(|| takes(name)).or_else(of_detector).or_else(alike);
    found.map_or(Fate::Stay, |label| Fate::To(label.name.clone()))
}

/// The labels of the library that are not in `to`, each with how many annotations it has, in the order of the set and
/// then of the text. O(annotations).
#[must_use]
pub fn without_place(saved: &Saved, to: &[LabelDef]) -> Vec<(std::sync::Arc<str>, usize)> {
    let mut found: Vec<(std::sync::Arc<str>, usize)> =
        saved.labels.iter().map(|label| (label.name.clone(), 0)).collect();
    for annotation in saved.documents.iter().flat_map(|document: &Rc<Document>| document.annotations.iter()) {
        match found.iter_mut().find(|(name, _)| *name == annotation.label) {
            Some((_, count)) => *count += 1,
            None => found.push((annotation.label.clone(), 1)),
        }
    }
    found.retain(|(name, count)| *count > 0 && to.iter().all(|label| label.name != *name));
    found
}
