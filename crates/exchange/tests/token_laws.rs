//! What holds of every format of tokens, whatever the text: each file proves itself, each mark is accounted for, and
//! reading ends in a value or a message.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::sync::Arc;

use postil_engine::{Annotation, Document, default_labels};
use postil_exchange::{FORMATS, Fit, Options, Part, Scheme, Tokenizer, export, import};
use proptest::prelude::*;

/// Words and signs that rules look at.
const PIECES: &[&str] = &[
    "Ana",
    "don't",
    "U.S.",
    "a.m.",
    "10km",
    "$",
    "€5m",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    ".",
    "...",
    ",",
    "-",
    "--",
    "’s",
    "'",
    "\"",
    "``",
    "(",
    ")",
    ":",
    ":)",
    "#",
    "# newdoc",
    "O",
    "B-PER",
    "🚀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{a0}",
    "محمد",
    "中文",
    "x@y.co",
    "http://a.bc/d",
    "\u{1c}",
    "\u{2028}",
    "cannot",
    "'twas",
    "|",
    "\\",
    "ǅ",
    "²",
    "°C.",
];

fn document() -> impl Strategy<Value = Document> {
    let text = prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    (text, prop::collection::vec((0.0..1.0, 0.0..0.5), 0..8)).prop_map(|(text, marks)| {
        let plain = common::document("d", "");
        let blocks = postil_engine::structure(&text).into();
        let plain = Document { text: postil_engine::Text::new(text.as_str()), blocks, ..plain };
        let one = common::document("d", "[x|ORG]").annotations[0].as_ref().clone();
        let length = plain.text.char_len() as f64;
        let place = |part: f64| plain.text.byte_from_char((part.min(1.0) * length) as usize).unwrap();
        let spans = marks.iter().filter_map(|&(start, long)| plain.text.span(place(start), place(start + long)));
        let spans = spans.filter(|span| !span.is_empty());
        let labels = default_labels();
        let annotations = spans.zip(1..).map(|(span, id)| {
            let label = Arc::clone(&labels[id as usize % 3].name);
            Annotation { id, span, label, ..one.clone() }
        });
        let mut annotations: Vec<_> = annotations.collect();
        annotations.sort_by_key(Annotation::order);
        Document { annotations: Arc::new(annotations.into_iter().map(Arc::new).collect()), ..plain }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_mark_is_read_back_or_said_to_be_left_out(
        documents in prop::collection::vec(document(), 0..4),
        tokenizer in prop::sample::select(&Tokenizer::ALL[..]),
        fit in prop::sample::select(vec![Fit::Widen, Fit::Narrow, Fit::Drop]),
        scheme in prop::sample::select(vec![Scheme::Iob1, Scheme::Iob2, Scheme::Bioes, Scheme::Bilou]),
        sentences in any::<bool>(),
    ) {
        let options = Options {
            tokenizer: Some(tokenizer), fit, scheme: Some(scheme), sentences: Some(sentences), ..Options::default()
        };
        for format in FORMATS.iter().filter(|format| format.tokens.is_some()) {
            let is_free = format.tokens.is_some_and(|tokens| tokens.tokenizers.contains(&tokenizer));
            let options = Options { tokenizer: is_free.then_some(tokenizer), ..options.clone() };
            let written = export(format, &documents, &default_labels(), &options);
            let written = written.map_err(|error| TestCaseError::fail(format!("{}: {error}", format.id)))?;
            let fitting = written.report.fitting.unwrap();
            let marks: usize = documents.iter().map(|document| document.annotations.len()).sum();
            prop_assert_eq!(fitting.exact + fitting.widened + fitting.narrowed + fitting.dropped, marks);
            prop_assert_eq!(written.report.verified, marks - fitting.dropped, "{}", format.id);
            let read = import(&written.files, Some(format), "d").unwrap().library.documents;
            let solid = |documents: &[Document]| -> String {
                documents.iter().flat_map(|it| it.text.as_str().chars()).filter(|&ch| !is_space(ch)).collect()
            };
            prop_assert_eq!(solid(&read), solid(&documents), "{}", format.id);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        text in r#"[\[\]{}":,#\t\n A-Z0-9-]{0,80}"#,
        cut in 0.0..1.0,
        format in prop::sample::select(FORMATS.iter().copied().filter(|it| it.tokens.is_some()).collect::<Vec<_>>()),
    ) {
        let library = common::library();
        let mut files = export(format, &library.documents, &library.labels, &Options::default()).unwrap().files;
        // A file that is cut, one with a byte of it changed, and others that are none.
        let file = files[0].bytes.clone();
        let place = (file.len() as f64 * cut) as usize;
        let mut changed = file.clone();
        if let Some(byte) = changed.get_mut(place) {
            *byte ^= bytes.first().copied().unwrap_or(1);
        }
        for body in [bytes, text.into_bytes(), file[..place].to_vec(), changed] {
            files[0] = Part::new("x", body);
            if let Err(error) = import(&files, Some(format), "d") {
                prop_assert!(error.to_string().ends_with('.') || error.to_string().ends_with('?'), "{}", error);
            }
        }
    }
}

fn is_space(ch: char) -> bool {
    ch.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&ch)
}
