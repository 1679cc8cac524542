//! Why the page marks something, in a line: the rule in plain words, or how sure the model is and what speaks for it.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Label, LabelDef, PERSONAL, Reason, Source, Span};

use super::{State, meaning};

/// A name of which can be asked what spoke for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// In which document.
    pub document: Arc<str>,
    /// Where.
    pub span: Span,
    /// What it is said to be.
    pub label: Label,
}

/// What speaks for the name that was asked about, strongest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The name.
    pub asked: Asked,
    /// What speaks for it.
    pub reasons: Rc<[Reason]>,
}

impl Asked {
    /// The mark in hand, where the model has decided on it.
    #[must_use]
    pub fn in_hand(state: &State) -> Option<Self> {
        Self::about(state.saved.open_document()?, state.selected()?, &state.saved.labels)
    }

    fn about(document: &Document, annotation: &Annotation, labels: &[LabelDef]) -> Option<Self> {
        let label = meaning::name_label(labels, &annotation.label)?;
        let is_by_model = matches!(&annotation.source, Source::Detector { rule } if &**rule == "model");
        is_by_model.then(|| Self { document: Arc::clone(&document.id), span: annotation.span, label })
    }
}

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

/// Where `annotation` comes from, with what speaks for it where that is known. O(annotations).
#[must_use]
pub fn why(document: &Document, annotation: &Annotation, labels: &[LabelDef], explained: Option<&Explained>) -> String {
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
        let sure = sure.unwrap_or_else(|| "brought back by you".to_owned());
        let mentions = mentions(document, annotation);
        let asked = Asked::about(document, annotation, labels);
        let reasons = explained.filter(|explained| Some(&explained.asked) == asked.as_ref()).map(|e| &e.reasons);
        let said: Vec<_> = reasons
            .iter()
            .flat_map(|all| all.iter())
            .filter(|r| says(document, **r))
            .map(|r| in_words(document, *r, mentions))
            .collect();
        return match mentions {
            _ if !said.is_empty() => format!("the model, {sure}: {}", said.join("; ")),
            0 | 1 => format!("the model, {sure}"),
            n => format!("the model, {sure}, named {n} times"),
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

/// Whether a reason tells a person anything: a sign beside the name does not.
fn says(document: &Document, reason: Reason) -> bool {
    match reason {
        Reason::Before(span) | Reason::After(span) => document.text.slice(span).contains(char::is_alphanumeric),
        _ => true,
    }
}

/// A reason of the model in a few words.
fn in_words(document: &Document, reason: Reason, mentions: usize) -> String {
    let quoted = |span| format!("\u{201c}{}\u{201d}", document.text.slice(span));
    match reason {
        Reason::Words => "the name itself".to_owned(),
        Reason::Spelling => "how it is written".to_owned(),
        Reason::Letters => "how it begins and ends".to_owned(),
        Reason::Before(span) => format!("{} before it", quoted(span)),
        Reason::After(span) => format!("{} after it", quoted(span)),
        Reason::Listed(label) => {
            let names = label.and_then(|label| of(LISTS, label.name()));
            names.map_or("on a list of names".to_owned(), |names| format!("on the list of {names}"))
        }
        Reason::Rule(rule) => of(RULES, rule).unwrap_or(rule).to_owned(),
        Reason::Elsewhere if mentions > 1 => format!("named {mentions} times here"),
        Reason::Elsewhere => "its words elsewhere here".to_owned(),
    }
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
    use postil_engine::{Status, Text, default_labels};

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
            fragments: Vec::new(),
            attributes: Vec::new(),
        };
        let annotations = Arc::new((0..=others).map(made).map(Arc::new).collect());
        let document = Document { annotations, ..Document::new("d", "t", text, Vec::new().into()) };
        assert_eq!(why(&document, &document.annotations[0], &default_labels(), None), wanted);
    }

    #[test]
    fn each_origin_is_a_plain_line() {
        let by = |rule: &str| Source::Detector { rule: rule.into() };
        check(by("model"), "ORG", Some(0.97), 0, "the model, 97 % sure");
        check(by("model"), "ORG", Some(0.97), 2, "the model, 97 % sure, named 3 times");
        check(by("model"), "ORG", None, 0, "the model, brought back by you");
        check(by("dateline"), "GPE", Some(0.95), 0, "the place before the article, 95 % sure");
        check(by("list"), "ORG", Some(0.9), 0, "on the list of companies and organisations, 90 % sure");
        check(by("list"), "MINE", None, 0, "on a list of names");
        check(by("repeat"), "ORG", Some(0.8), 3, "same name as elsewhere, 80 % sure");
        check(by("relative-date"), "DATE", Some(0.9), 0, "read as relative date, 90 % sure");
        check(Source::Human, "ORG", None, 0, "marked by hand");
        check(Source::Import { from: "spacy".into() }, "ORG", None, 0, "from spacy");
    }

    #[test]
    fn what_the_model_went_by_is_named() {
        let text = Text::new("In Leeds, Leeds United said.");
        let span = |words: &str| {
            let start = text.as_str().find(words).unwrap();
            text.span(start, start + words.len()).unwrap()
        };
        let made = |id, label: &str, entity| Annotation {
            id,
            span: span("Leeds"),
            label: label.into(),
            status: Status::Suggested,
            source: Source::Detector { rule: "model".into() },
            confidence: Some(0.93),
            entity: Some(entity),
            value: None,
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        };
        let all = [made(1, "GPE", 9), made(2, "ORG", 8), made(3, "GPE", 7), made(4, "GPE", 7)];
        let annotations = Arc::new(all.into_iter().map(Arc::new).collect());
        let document = Document { annotations, ..Document::new("d", "t", text.clone(), Vec::new().into()) };
        let check = |at: usize, reasons: &[Reason], wanted: &str| {
            let asked = Asked { document: "d".into(), span: span("Leeds"), label: Label::Gpe };
            let explained = Explained { asked, reasons: reasons.into() };
            assert_eq!(why(&document, &document.annotations[at], &default_labels(), Some(&explained)), wanted);
        };
        let listed = Reason::Listed(Some(Label::Gpe));
        check(
            0,
            &[Reason::Before(span("In")), listed, Reason::Elsewhere],
            "the model, 93 % sure: “In” before it; on the list of countries and towns; its words elsewhere here",
        );
        // A sign beside the name says nothing to a person.
        check(
            2,
            &[Reason::After(span(",")), Reason::Rule("context"), Reason::After(span("said")), Reason::Elsewhere],
            "the model, 93 % sure: the words around it; “said” after it; named 2 times here",
        );
        check(
            0,
            &[Reason::Words, Reason::Spelling, Reason::Letters],
            "the model, 93 % sure: the name itself; how it is written; how it begins and ends",
        );
        check(0, &[Reason::Listed(None)], "the model, 93 % sure: on a list of names");
        check(0, &[], "the model, 93 % sure");
        // What was said of another label is not said of this one.
        check(1, &[listed], "the model, 93 % sure");
    }

    #[test]
    fn tables_are_in_order() {
        assert!(RULES.is_sorted() && LISTS.is_sorted());
    }
}
