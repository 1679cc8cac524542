//! What is said to speak for a name that the model found.

#![allow(clippy::unwrap_used)] // in a test, a panic is the message

use std::sync::LazyLock;

use postil_engine::{Label, Model, Options, Reason, Span, Text, detect, explain, structure};
use proptest::prelude::*;

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let model = Model::parse(include_bytes!("../../../model/en.model")).unwrap();
    Options { model: Some(model), ..Options::default() }
});

/// The reasons for the first mark of these words, in a line.
fn reasons(text: &str, words: &str) -> String {
    let text = Text::new(text);
    let spans = detect(text.as_str(), &OPTIONS).spans;
    let name = spans.iter().find(|found| found.rule == "model" && text.slice(found.span) == words);
    let name = name.unwrap_or_else(|| panic!("no {words:?} by the model in {spans:?}"));
    let said = explain(&text, &structure(text.as_str()), name.span, name.label, &OPTIONS);
    let said = said.iter().map(|reason| match reason {
        Reason::Before(span) => format!("{} before", text.slice(*span)),
        Reason::After(span) => format!("{} after", text.slice(*span)),
        Reason::Listed(Some(label)) => format!("listed {}", label.name()),
        Reason::Rule(rule) => format!("rule {rule}"),
        Reason::Words | Reason::Spelling | Reason::Letters | Reason::Listed(None) | Reason::Elsewhere => {
            format!("{reason:?}").to_lowercase()
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn the_strongest_evidence_is_named() {
    let twice = "Officials praised Vantrell on Monday.\n\nMr Vantrell said he would resign.";
    for (text, words, wanted) in [
        ("The firm has its office in Leeds now.", "Leeds", "listed GPE"),
        ("It was sent to Mogadishu, Hargeisa and Kismayo on Monday, officials said.", "Kismayo", "listed GPE"),
        ("He met President Zoravic in Paris on Monday.", "Zoravic", "rule title"),
        ("Shares of Quillonex rose.", "Quillonex", "rose after"),
        ("Shares of Quillonex Ltd rose.", "Quillonex Ltd", "rule company-suffix"),
        (twice, "Vantrell", "elsewhere"),
    ] {
        let said = reasons(text, words);
        assert!(said.split("; ").any(|one| one == wanted), "{words}: {said}");
    }
}

#[test]
fn nothing_is_claimed_where_nothing_is_known() {
    let text = Text::new("Leeds, he said, is a town in England.");
    let blocks = structure(text.as_str());
    let span = |words: &str| {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    };
    let said = |words: &str, label| explain(&text, &blocks, span(words), label, &OPTIONS);
    assert_ne!(said("England", Label::Gpe), []);
    // The model would say another kind, no kind of name is asked for, the words are no token, there is no model.
    assert_eq!(said("England", Label::Product), []);
    assert_eq!(said("England", Label::Money), []);
    assert_eq!(said("nglan", Label::Gpe), []);
    assert_eq!(explain(&text, &blocks, span("England"), Label::Gpe, &Options::default()), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// One may end inside a word.
    #[test]
    fn any_span_of_any_text_can_be_asked_about(
        text in "([A-Z][a-z]{1,8}|in|said|,|\\.|é|😀|\n| ){0,60}", ends in (0_usize..200, 0_usize..60), label in 0_usize..9,
    ) {
        let at = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
        let span = Span::new(&text, at(ends.0), at(ends.0 + ends.1)).unwrap();
        let said = explain(&Text::new(text.as_str()), &structure(&text), span, Label::ALL[label], &OPTIONS);
        prop_assert!(said.len() <= 3);
        for reason in said {
            if let Reason::Before(beside) | Reason::After(beside) = reason {
                prop_assert!(!beside.overlaps(span) && text.get(beside.range()).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
