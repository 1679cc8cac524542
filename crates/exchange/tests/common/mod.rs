//! Documents as tests want them: texts that are hard on offsets, annotations of every kind.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Source, Status, Text, default_labels, structure};
use postil_formats::Library;

/// A document in a notation: `[Ana Ruiz|PERSON] paid`.
pub(crate) fn document(id: &str, notation: &str) -> Document {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = notation;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap();
        let (words, label) = inside.rsplit_once('|').unwrap();
        text += before;
        spans.push((text.len(), text.len() + words.len(), label));
        text += words;
        rest = after;
    }
    text += rest;
    let blocks = structure(&text);
    let text = Text::new(text);
    let annotations = spans.into_iter().zip(1..).map(|((start, end, label), id)| {
        Arc::new(Annotation {
            id,
            span: text.span(start, end).unwrap(),
            fragments: Vec::new(),
            label: label.into(),
            status: Status::Accepted,
            source: Source::Human,
            confidence: None,
            entity: None,
            value: None,
            note: None,
            attributes: Vec::new(),
        })
    });
    let annotations: Vec<_> = annotations.collect();
    let next_id = annotations.len() as u32 + 1;
    Document { annotations: Arc::new(annotations), next_id, ..Document::new(id, id, text.clone(), blocks.into()) }
}

/// Texts that are hard on offsets.
pub(crate) fn library() -> Library {
    let documents = [
        "🚀 [Ana Ruiz|PERSON] paid [€5m|MONEY] to [Nortek|ORG].",
        "👩‍👩‍👧 [Zoe\u{301} 🇫🇷|PERSON] flew from [São Paulo|GPE]\tto\u{a0}[Kyoto|GPE].\n\n“[Acme Co.|ORG]” said “[14 %|PERCENT]”.",
        "قال [محمد علي|PERSON] إن [شركة النور|ORG] نمت.",
        "",
        "Nothing is marked here.",
    ];
    let documents = documents.iter().enumerate().map(|(at, text)| document(&format!("d{}", at + 1), text));
    Library { labels: default_labels(), documents: documents.collect() }
}

/// A document with marks made of any numbers: from which character, of how many, of which label.
#[allow(dead_code)] // not every test of formats needs it
pub(crate) fn marked(text: &str, marks: &[(usize, usize, String)]) -> Library {
    let text = Text::new(text);
    let mut document = Document::new("d1", "d1", text.clone(), structure(text.as_str()).into());
    let count = text.char_len();
    let spans = marks.iter().filter_map(|(start, length, label)| {
        let byte = |at: usize| text.byte_from_char(at.min(count));
        let span = text.span(byte(*start)?, byte(start + length)?)?;
        (!span.is_empty()).then_some((span, label))
    });
    let template = self::document("d1", "[a|ORG]");
    let mut annotations: Vec<_> = spans
        .zip(1..)
        .map(|((span, label), id)| {
            let like = Annotation::clone(&template.annotations[0]);
            Annotation { id, span, label: label.as_str().into(), ..like }
        })
        .collect();
    annotations.sort_by_key(Annotation::order);
    document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
    document.next_id = 1000;
    Library { labels: Vec::new(), documents: vec![document] }
}
