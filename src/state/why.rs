//! Why the page marks something, in a line: the rule in plain words, or how sure the model is and what speaks for it.

use postil_engine::{Annotation, Document, PERSONAL, Source};

/// Rules by which names are found, and their words.
const RULES: &[(&str, &str)] = &[
    ("abbreviation", "short for the name before it"),
    ("byline", "named as the author"),
    ("company-suffix", "ends as companies do"),
    ("context", "the words around it"),
    ("dateline", "the place before the article"),
    ("event-head", "named as events are"),
    ("first-name", "begins with a first name"),
    ("maker-product", "a maker and its product"),
    ("org-head", "named as organisations are"),
    ("place-pattern", "named as places are"),
    ("product-noun", "named as products are"),
    ("quoted-title", "a title in quotes"),
    ("repeat", "same name as elsewhere"),
    ("result", "a result of a match"),
    ("role", "the role beside it"),
    ("surname", "the surname of a person named before"),
    ("title", "the title before it"),
];

/// What stands on the list of that label's names.
const LISTS: &[(&str, &str)] = &[
    ("EVENT", "events"),
    ("FAC", "buildings"),
    ("GPE", "countries and towns"),
    ("LOC", "regions and waters"),
    ("NORP", "peoples and groups"),
    ("ORG", "companies and organisations"),
    ("PERSON", "people"),
    ("PRODUCT", "products"),
    ("WORK_OF_ART", "titles"),
];

fn of(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|row| row.0 == key).map(|row| row.1)
}

/// Where `annotation` comes from. O(annotations).
#[must_use]
pub fn why(document: &Document, annotation: &Annotation) -> String {
    let rule = match &annotation.source {
        Source::Human => return "marked by hand".to_owned(),
        Source::Import { from } => return format!("from {from}"),
        Source::Detector { rule } => &**rule,
    };
    let sure = annotation.confidence.map(|c| format!("{} sure", percent(c)));
    if rule == PERSONAL {
        return "from your personal list".to_owned();
    }
    if rule == "model" {
        let sure = sure.unwrap_or_default();
        return match mentions(document, annotation) {
            0 | 1 => format!("the model: {sure}"),
            n => format!("the model: {sure}, named {n} times"),
        };
    }
    let words = match (rule, of(LISTS, &annotation.label)) {
        ("list", Some(names)) => format!("on the list of {names}"),
        ("list", None) => "on a list of names".to_owned(),
        // A figure's rule is its kind.
        _ => of(RULES, rule).map_or_else(|| format!("read as {}", rule.replace('-', " ")), str::to_owned),
    };
    sure.map_or(words.clone(), |sure| format!("{words}, {sure}"))
}

/// A confidence as it is read.
#[must_use]
pub fn percent(confidence: f32) -> String {
    format!("{:.0} %", f64::from(confidence) * 100.0)
}

/// How often the document names the same thing.
fn mentions(document: &Document, annotation: &Annotation) -> usize {
    document.annotations.iter().filter(|a| a.entity.is_some() && a.entity == annotation.entity).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{Span, Status, Text};
    use std::sync::Arc;

    #[track_caller]
    fn check(source: Source, label: &str, confidence: Option<f32>, others: u32, wanted: &str) {
        let text = Text::new("Acme");
        let made = |id| Annotation {
            id,
            span: Span::new("Acme", 0, 4).unwrap(),
            label: label.into(),
            status: Status::Suggested,
            source: source.clone(),
            confidence,
            entity: Some(9),
            value: None,
            note: None,
        };
        let annotations = Arc::new((0..=others).map(made).map(Arc::new).collect());
        let document = Document { annotations, ..Document::new("d", "t", text, Vec::new().into()) };
        assert_eq!(why(&document, &document.annotations[0]), wanted);
    }

    #[test]
    fn each_origin_is_a_plain_line() {
        let by = |rule: &str| Source::Detector { rule: rule.into() };
        check(by("model"), "ORG", Some(0.97), 0, "the model: 97 % sure");
        check(by("model"), "ORG", Some(0.97), 2, "the model: 97 % sure, named 3 times");
        check(by("dateline"), "GPE", Some(0.95), 0, "the place before the article, 95 % sure");
        check(by("list"), "ORG", Some(0.9), 0, "on the list of companies and organisations, 90 % sure");
        check(by("list"), "MINE", None, 0, "on a list of names");
        check(by("repeat"), "ORG", Some(0.8), 3, "same name as elsewhere, 80 % sure");
        check(by("relative-date"), "DATE", Some(0.9), 0, "read as relative date, 90 % sure");
        check(Source::Human, "ORG", None, 0, "marked by hand");
        check(Source::Import { from: "spacy".into() }, "ORG", None, 0, "from spacy");
    }

    #[test]
    fn tables_are_in_order() {
        assert!(RULES.is_sorted() && LISTS.is_sorted());
    }
}
