//! The table of an article's figures: which rows it has, in what order, and which of them disagree.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::text::lower;
use postil_engine::{Annotation, Document, LabelDef, LabelKind, Scalar, Status, Value};

use super::meaning::meaning;
use super::said::{self, Said};
use super::words;

/// What the table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The place in the text.
    #[default]
    Place,
    /// The words, by alphabet.
    Words,
    /// The label's name.
    Label,
    /// Numbers by size, then times by their ISO form.
    Value,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The figure.
    pub annotation: Arc<Annotation>,
    /// Which figure of the article it is, from 1.
    pub place: usize,
    /// Its words in the text.
    pub words: String,
    /// Its value in digits and in words; empty when it has none.
    pub said: Said,
    /// Whether the same words have another value elsewhere in the article, or the same number of the same thing another
    /// scale: "$3.2 billion in revenue", "$3.2 million in revenue".
    pub differs: bool,
    /// What the filter looks through, in lower case.
    sought: String,
}

/// The figures of a document in text order, without rejected ones. O(n log n).
#[must_use]
pub fn all(document: &Document, labels: &[LabelDef]) -> Vec<Rc<Row>> {
    let is_figure = |a: &&Arc<Annotation>| {
        let of_kind = labels.iter().any(|label| label.name == a.label && label.kind == LabelKind::Figure);
        a.status != Status::Rejected && (of_kind || a.value.is_some())
    };
    let figures = || document.annotations.iter().filter(is_figure);
    let mut rows: Vec<Row> = figures().zip(1..).map(|(a, place)| row(document, labels, a, place)).collect();
    mark_different(&mut rows, |row| Some(format!("{} {}", row.annotation.label, lower(&row.words))));
    mark_different(&mut rows, |row| thing(document, row));
    rows.into_iter().map(Rc::new).collect()
}

/// Marks the rows with the same key and different values. Two readings of one key stand next to each other when sorted.
fn mark_different(rows: &mut [Row], key: impl Fn(&Row) -> Option<String>) {
    let keys: Vec<Option<String>> = rows.iter().map(key).collect();
    let of = |(key, row): (&Option<String>, &Row)| Some((key.clone()?, amount(row)));
    let mut readings: Vec<(String, String)> = keys.iter().zip(rows.iter()).filter_map(of).collect();
    readings.sort_unstable();
    readings.dedup();
    for (key, row) in keys.iter().zip(rows) {
        let Some(key) = key else { continue };
        let first = readings.partition_point(|(other, _)| other < key);
        row.differs |= readings.get(first + 1).is_some_and(|(other, _)| other == key);
    }
}

/// The rows whose words, label or value contain `filter` (whatever the case), sorted. O(n log n).
#[must_use]
pub fn shown(all: &[Rc<Row>], filter: &str, by: Column, descending: bool) -> Vec<Rc<Row>> {
    let filter = lower(filter.trim());
    let mut rows: Vec<Rc<Row>> = all.iter().filter(|row| row.sought.contains(&filter)).cloned().collect();
    match by {
        Column::Place => {}
        Column::Words => rows.sort_by_cached_key(|row| lower(&row.words)),
        Column::Label => rows.sort_by(|a, b| a.annotation.label.cmp(&b.annotation.label)),
        Column::Value => rows.sort_by(|a, b| {
            let (left, right) = (size(a), size(b));
            left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)).then_with(|| a.said.digits.cmp(&b.said.digits))
        }),
    }
    if descending {
        rows.reverse();
    }
    rows
}

fn row(document: &Document, labels: &[LabelDef], annotation: &Arc<Annotation>, place: usize) -> Row {
    let words = document.text.slice(annotation.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let value = annotation.value.as_deref();
    let said = value.map(|value| said::said(meaning(labels, annotation), value)).unwrap_or_default();
    let short = value.map(words::short).unwrap_or_default();
    let sought = lower(&[&*words, &*annotation.label, &*said.digits, &*said.words, &*short].join("\n"));
    Row { place, annotation: Arc::clone(annotation), words, said, differs: false, sought }
}

/// What an amount with a scale word is the number of: "$3.2" and "revenue" of "$3.2 billion in revenue". Only where the
/// number has two digits or more, so that few are alike by chance.
fn thing(document: &Document, row: &Row) -> Option<String> {
    let start = row.words.find(|ch: char| ch.is_ascii_digit())?;
    let (sign, rest) = row.words.split_at(start);
    let (number, scale) = rest.split_once(' ').filter(|(number, _)| number.len() > 2)?;
    if !["million", "billion", "trillion"].contains(&scale) {
        return None;
    }
    let after = document.text.as_str().get(row.annotation.span.end()..)?.strip_prefix(' ')?;
    let mut next = after.split_whitespace().map(|word| word.trim_end_matches(|ch: char| !ch.is_alphanumeric()));
    let of = next.next().filter(|word| !word.is_empty())?;
    let of = if ["in", "of"].contains(&of) { next.next()? } else { of };
    (of.len() > 3).then(|| format!("{sign}{number} {}", lower(of)))
}

/// The value without what the words around the figure add to it.
fn amount(row: &Row) -> String {
    let plain = |value: &Value| Value { comparator: None, modifier: None, ..value.clone() };
    row.annotation.value.as_deref().map(|value| words::short(&plain(value))).unwrap_or_default()
}

/// Numbers first, by size; the rest is equal.
fn size(row: &Row) -> (u8, f64) {
    let Some(value) = row.annotation.value.as_deref() else { return (2, 0.0) };
    let number = match value.value {
        Some(Scalar::Number(n)) => Some(n),
        _ => value.low.or(value.high).or(value.magnitude),
    };
    number.map_or((1, 0.0), |n| (0, n))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, State, reduce};
    use super::*;
    use postil_engine::{Source, Text, default_labels, detect, structure};

    const TEXT: &str = "Prices\n\nIt sold 900 units at $3m, or 14%, in May 2020. By 2021 it sold more than 900 at $1.";

    fn document() -> Document {
        with_figures(TEXT)
    }

    /// A document whose figures have been found.
    pub(in crate::state) fn with_figures(words: &str) -> Document {
        let text = Text::new(words);
        let found = detect(words, &postil_engine::Options::default()).spans;
        let made = found.into_iter().enumerate().map(|(id, found)| Annotation {
            id: id as u32,
            span: found.span,
            label: found.label.name().into(),
            status: Status::Suggested,
            source: Source::Human,
            confidence: None,
            entity: None,
            value: found.value.map(Arc::new),
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        });
        let annotations = Arc::new(made.map(Arc::new).collect());
        Document { annotations, ..Document::new("d1", "t", text, structure(words).into()) }
    }

    #[track_caller]
    fn check(filter: &str, by: Column, descending: bool, wanted: &[&str]) {
        let rows = shown(&all(&document(), &default_labels()), filter, by, descending);
        let shown: Vec<_> = rows.iter().map(|row| row.words.as_str()).collect();
        assert_eq!(shown, wanted, "{filter:?} {by:?}");
        assert!(rows.iter().all(|row| !row.differs));
    }

    #[test]
    fn figures_are_sorted_and_filtered() {
        check("", Column::Place, false, &["900", "$3m", "14%", "May 2020", "2021", "900", "$1"]);
        check("", Column::Value, false, &["$1", "14%", "900", "900", "$3m", "May 2020", "2021"]);
        check("", Column::Value, true, &["2021", "May 2020", "$3m", "900", "900", "14%", "$1"]);
        check("", Column::Words, false, &["$1", "$3m", "14%", "2021", "900", "900", "May 2020"]);
        check("money", Column::Place, false, &["$3m", "$1"]);
        check("may", Column::Place, false, &["May 2020"]);
        check("usd 3", Column::Label, false, &["$3m"]);
        check("three million us dollars", Column::Place, false, &["$3m"]);
        check("no such", Column::Label, false, &[]);
    }

    #[test]
    fn the_same_words_with_two_values_are_pointed_out() {
        let add = Action::AddDocument { document: Box::new(document()), detect: false };
        let state = reduce(&State::new(unicode()), add);
        let first = state.saved.open_document().unwrap().annotations[0].id;
        let state = reduce(&state, Action::SetValue(first, Some(Arc::new(Value::number(90.0)))));
        let rows = all(state.saved.open_document().unwrap(), &default_labels());
        let differ: Vec<_> = rows.iter().filter(|row| row.differs).map(|row| row.said.digits.as_str()).collect();
        assert_eq!(differ, ["90", "more than 900"]);
    }

    #[test]
    fn one_number_of_one_thing_at_two_scales_is_pointed_out() {
        for (text, wanted) in [
            ("It had $3.2 billion in revenue.\n\nOn $3.2 million in revenue it lost.", 2),
            ("It had $3.2 billion of revenue.\n\nOn $3.2 billion of revenue it lost.", 0),
            ("It had $3.2 billion in revenue.\n\nIt had $3.2 million in cash.", 0),
            ("It had $3 billion in revenue.\n\nIt had $3 million in revenue.", 0),
        ] {
            let rows = all(&with_figures(text), &default_labels());
            assert_eq!(rows.iter().filter(|row| row.differs).count(), wanted, "{text}");
        }
    }
}
