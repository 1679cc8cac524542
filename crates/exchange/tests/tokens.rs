//! How texts are cut, and what becomes of marks that do not fit.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::sync::Arc;

use common::document;
use postil_engine::{Document, default_labels};
use postil_exchange::{Became, Fit, Fitting, Format, Options, Tokenizer, export, preview};

/// The tokens of a text, and "/" at the end of a sentence, as a file of columns has them.
fn tokens(text: &str, tokenizer: Tokenizer, sentences: bool) -> String {
    let format = Format::by_id("iob2").unwrap();
    let options = Options { tokenizer: Some(tokenizer), sentences: Some(sentences), ..Options::default() };
    let written = export(format, &[document("d", text)], &default_labels(), &options).unwrap();
    let file = String::from_utf8(written.files[0].bytes.clone()).unwrap();
    let tokens: Vec<_> = file.lines().map(|line| line.split('\t').next().filter(|it| !it.is_empty())).collect();
    tokens.into_iter().map(|token| token.unwrap_or("/")).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(tokenizer: Tokenizer, cases: &[(&str, &str)]) {
    for (wanted, text) in cases {
        assert_eq!(tokens(text, tokenizer, false), *wanted, "{text} by {tokenizer:?}");
    }
}

#[test]
fn texts_are_cut_as_spacy_cuts_them() {
    let cases = [
        ("do | n't | ca | n’t | it | 's | Ana | 's | gon | na", "don't can’t it's Ana's gonna"),
        ("U.S. | ( | e.g. | at | 9 | a.m. | ) | , | N.Y. | 3.5 | .", "U.S. (e.g. at 9a.m.), N.Y. 3.5."),
        ("10 | km | , | 5 | % | ; | $ | 3.5 | m | US$ | 7 | 7€.", "10km, 5%; $3.5m US$7 7€."),
        (
            "a@b.com | , | https://x.org/a?b=1 | . | well | - | known | 3 | - | 4 | and/or | x | / | y | ...",
            "a@b.com, https://x.org/a?b=1. well-known 3-4 and/or x/y ...",
        ),
        ("“ | So | … | ” | :-) | ( | :( | C++ | 🚀 | 🚀 | x | y", "“So…” :-) (:( C++ 🚀🚀 x  y"),
    ];
    check(Tokenizer::Spacy, &cases);
}

#[test]
fn texts_are_cut_by_the_conventions_of_the_treebank() {
    let cases = [
        ("They | do | n't | , | it | 's | Ana | 's | .", "They don't, it's Ana's."),
        ("He | said | : | \" | can | not | \" | ( | 5 | % | ) | .", "He said: \"cannot\" (5%)."),
        ("' | Tis | $ | 3.50 | , | e.g. | U.S. | -- | gon | na | go | ...", "'Tis $3.50, e.g. U.S. -- gonna go..."),
        ("“ | So | ” | ’ | twas | 10,000 | : | 9:30 | ' | em", "“So” ’twas 10,000: 9:30 'em"),
        ("He | left | . | She | stayed | .", "He left. She stayed."),
    ];
    check(Tokenizer::Treebank, &cases);
}

#[test]
fn the_plain_tokenizers_need_no_lists() {
    check(Tokenizer::Whitespace, &[("Ana's | 5%. | 🚀x", " Ana's\u{a0}5%.\n\n🚀x ")]);
    check(Tokenizer::Gliner, &[("O | ' | Neil | well-known | a_b | - | 1 | , | 2", "O'Neil well-known a_b- 1,2")]);
    check(Tokenizer::Characters, &[("Z | e\u{301} | 🇫🇷 | !", "Ze\u{301} 🇫🇷!")]);
}

#[test]
fn sentences_are_parted_and_joined_for_a_mark_across() {
    let text = "He met Dr. Hale in May. It rained.";
    let wanted = "He | met | Dr. | Hale | in | May | . | / | It | rained | .";
    assert_eq!(tokens(text, Tokenizer::Spacy, true), wanted);
    let across = "He met Dr. Hale in [May. It|DATE] rained.";
    assert_eq!(tokens(across, Tokenizer::Spacy, true), wanted.replace(" | /", ""));
}

/// What happens, as `words: what → became`, to each mark that does not fit.
fn affected(document: &Document, tokenizer: Tokenizer, fit: Fit, overlaps: bool) -> (Fitting, Vec<String>) {
    let fitting = preview(document, tokenizer, fit, overlaps);
    let line = |it: &postil_exchange::Affected| {
        let became = it.became.as_deref().unwrap_or("-");
        format!("{}: {:?} {became}", it.words, it.what)
    };
    let lines = fitting.affected.iter().map(line).collect();
    (fitting, lines)
}

#[test]
fn marks_are_widened_narrowed_or_left_out() {
    let text = "🚀 un[believ|EVENT]able [Acme|ORG] sold[ 10k|QUANTITY]m of [pre|NORP]war [  |DATE]tea";
    let cases = [
        (
            Fit::Widen,
            vec!["believ: Widened unbelievable", " 10k: Widened 10km", "pre: Widened prewar", "  : NoToken -"],
        ),
        (Fit::Narrow, vec!["believ: NoToken -", " 10k: NoToken -", "pre: NoToken -", "  : NoToken -"]),
        (Fit::Drop, vec!["believ: Unaligned -", " 10k: Unaligned -", "pre: Unaligned -", "  : NoToken -"]),
    ];
    for (fit, wanted) in cases {
        let (fitting, lines) = affected(&document("d", text), Tokenizer::Whitespace, fit, false);
        assert_eq!(lines, wanted, "{fit:?}");
        assert_eq!(fitting.exact, 1, "{fit:?}");
        assert_eq!(fitting.exact + fitting.widened + fitting.narrowed + fitting.dropped, 5, "{fit:?}");
    }
    let narrowed = affected(&document("d", "of [New York Ci|GPE]ty"), Tokenizer::Whitespace, Fit::Narrow, false);
    assert_eq!(narrowed.1, ["New York Ci: Narrowed New York"]);
    let at = &affected(&document("d", "🚀 [k|EVENT]m"), Tokenizer::Whitespace, Fit::Widen, false).0.affected[0];
    assert_eq!((at.start, at.end, at.to, at.annotation), (2, 3, Some((2, 4)), 1));
}

/// Marks of words, each the first that it stands for.
fn marked(text: &str, words: &[&str]) -> Document {
    let plain = document("d", text);
    let one = document("d", "[x|ORG]").annotations[0].as_ref().clone();
    let annotations = words.iter().zip(1..).map(|(words, id)| {
        let start = text.find(words).unwrap();
        let span = plain.text.span(start, start + words.len()).unwrap();
        postil_engine::Annotation { id, span, ..one.clone() }
    });
    let mut annotations: Vec<_> = annotations.collect();
    annotations.sort_by_key(postil_engine::Annotation::order);
    Document { annotations: Arc::new(annotations.into_iter().map(Arc::new).collect()), ..plain }
}

#[test]
fn of_marks_that_overlap_the_longest_stays_and_then_the_earlier() {
    let text = "Bank of New York City Hall";
    let cases: [(&[&str], &[&str]); 4] = [
        (&["Bank of New York", "New York City Hall", "of New"], &["of New", "New York City Hall"]),
        (&["New York", "New York City", "Bank of"], &["New York"]),
        (&["Bank", "Hall"], &[]),
        (&["City", "City"], &["City"]),
    ];
    for (words, out) in cases {
        let document = marked(text, words);
        let (_, lines) = affected(&document, Tokenizer::Whitespace, Fit::Widen, false);
        let wanted: Vec<_> = out.iter().map(|words| format!("{words}: {:?} -", Became::Overlap)).collect();
        assert_eq!(lines, wanted, "{words:?}");
        let (fitting, _) = affected(&document, Tokenizer::Whitespace, Fit::Widen, true);
        let same = usize::from(words[0] == words[1]);
        assert_eq!(fitting.affected.iter().filter(|it| it.what == Became::Same).count(), same, "{words:?}");
        assert_eq!(fitting.exact, words.len() - same, "{words:?}");
    }
}

#[test]
fn a_tokenizer_that_readers_do_not_know_is_refused() {
    let options = Options { tokenizer: Some(Tokenizer::Gliner), ..Options::default() };
    let refused = export(Format::by_id("spacy").unwrap(), &[document("d", "x")], &default_labels(), &options);
    let wanted =
        "Nothing was saved: texts of spaCy DocBin files are cut as spaCy does for English, not as GLiNER does.";
    assert_eq!(refused.unwrap_err().to_string(), wanted);
}
