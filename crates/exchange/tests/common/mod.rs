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
