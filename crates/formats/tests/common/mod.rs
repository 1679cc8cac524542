//! Documents for tests: one made by hand, and any at all.

#![allow(dead_code)] // each test file uses its part

use std::sync::Arc;

use postil_engine::{
    Annotation, Attribute, Block, BlockKind, Document, Entity, Id, Ignored, LabelDef, Relation, Scalar, Source, Status,
    Sub, Text, Value, default_labels, structure,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A document with a headline, a paragraph, a promo and one annotation of each status; emoji come first, so that
/// bytes, code points and UTF-16 units all differ.
pub(crate) fn sample() -> Document {
    let text = Text::new("👩‍👩‍👧 Acme grows\n\nAcme Corp earned $3 million.\n\nREAD ALSO: Zeta sinks");
    let block = |kind, part: &str| Block { kind, span: find(&text, part) };
    let blocks = [
        block(BlockKind::Headline, "👩‍👩‍👧 Acme grows"),
        block(BlockKind::Paragraph, "Acme Corp earned $3 million."),
        block(BlockKind::Promo, "READ ALSO: Zeta sinks"),
    ];
    let annotation = |id, part: &str, label: &str, status, entity| Annotation {
        id,
        span: find(&text, part),
        label: label.into(),
        status,
        source: Source::Detector { rule: "suffix".into() },
        confidence: Some(0.97),
        entity,
        value: None,
        note: None,
        fragments: Vec::new(),
        attributes: Vec::new(),
    };
    let money = Annotation {
        value: Some(Arc::new(Value { currency: Some("USD".into()), ..Value::number(3_000_000.0) })),
        source: Source::Human,
        confidence: None,
        note: Some("a \"round\" number".into()),
        ..annotation(3, "$3 million", "MONEY", Status::Accepted, None)
    };
    let annotations = vec![
        annotation(1, "Acme", "ORG", Status::Suggested, Some(10)),
        annotation(2, "Acme Corp", "ORG", Status::Accepted, Some(10)),
        annotation(5, "Corp", "PRODUCT", Status::Rejected, None),
        money,
        annotation(4, "Zeta", "ORG", Status::Accepted, Some(11)),
    ];
    let entity = |id, name: &str| Arc::new(Entity { id, label: "ORG".into(), name: name.into(), link: None });
    Document {
        date: Some("2024-04-04".into()),
        source_url: Some("https://example.com/a?b=c".into()),
        annotations: Arc::new(annotations.into_iter().map(Arc::new).collect()),
        entities: Arc::new(vec![entity(10, "Acme Corp"), entity(11, "Zeta")]),
        next_id: 12,
        ..Document::new("d1", "Acme grows", text.clone(), blocks.into())
    }
}

fn find(text: &Text, part: &str) -> postil_engine::Span {
    let start = text.as_str().find(part).unwrap();
    text.span(start, start + part.len()).unwrap()
}

/// Any text with LF line ends: words of several scripts, marks that combine, emoji that join, controls.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9,.$% ]{1,12}",
        2 => select(vec!["\n", "\n\n", " ", "\t", "\u{a0}", "\u{2028}"]).prop_map(str::to_owned),
        2 => select(vec!["👩‍👩‍👧", "🇩🇪", "😀", "e\u{301}", "שלום", "مرحبا", "\u{202e}", "naïve", "日本", "\u{feff}", "\0", "\"\\"])
            .prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ];
    vec(piece, 1..30).prop_map(|pieces| format!("x{}", pieces.concat().replace('\r', "\n")))
}

/// Any document that the model allows, its ids in no order.
pub(crate) fn documents() -> impl Strategy<Value = Document> {
    texts()
        .prop_flat_map(|text| {
            let ids = subsequence((0..60).collect::<Vec<Id>>(), 16).prop_shuffle();
            (Just(text), vec(annotations(), 0..12), vec(("[A-Z]{1,6}", "\\PC{0,12}"), 0..4), ids, details())
        })
        .prop_map(|(text, mut annotations, entities, ids, (id, title, date, source_url))| {
            let blocks: Arc<[Block]> = structure(&text).into();
            let text = Text::new(text);
            let entities: Vec<Entity> = entities
                .into_iter()
                .zip(&ids[12..])
                .map(|((label, name), &id)| Entity {
                    id,
                    label: label.into(),
                    link: name.ends_with('a').then(|| "Q42".into()),
                    name: name.into(),
                })
                .collect();
            for (at, (annotation, (start, length, entity))) in annotations.iter_mut().enumerate() {
                let start = start.index(text.char_len());
                let end = (start + *length).min(text.char_len());
                let byte = |chars| text.byte_from_char(chars).unwrap();
                annotation.span = text.span(byte(start), byte(end)).unwrap();
                annotation.fragments = fragments(&text, annotation.span, *length);
                annotation.id = ids[at];
                annotation.entity =
                    entity.filter(|_| !entities.is_empty()).map(|i| entities[i.index(entities.len())].id);
            }
            let mut annotations: Vec<Annotation> = annotations.into_iter().map(|(annotation, _)| annotation).collect();
            annotations.sort_by_key(Annotation::order);
            let mut entities: Vec<Arc<Entity>> = entities.into_iter().map(Arc::new).collect();
            entities.sort_by_key(|entity| entity.id);
            let ends: Vec<(Id, postil_engine::Span)> = annotations.iter().map(|a| (a.id, a.span)).collect();
            let relation = |(id, pair): (Id, &[(Id, postil_engine::Span)])| {
                Arc::new(Relation { id, kind: title.as_str().trim().into(), from: pair[0].0, to: pair[1].0 })
            };
            let relations: Vec<_> = (100..).zip(ends.windows(2)).map(relation).collect();
            let relations = if title.trim().is_empty() { Vec::new() } else { relations };
            let mut ignored: Vec<_> =
                ends.iter().map(|(_, span)| Ignored { span: *span, kind: title.as_str().into() }).collect();
            ignored.sort_unstable();
            let used = annotations.iter().map(|a| a.id).chain(entities.iter().map(|e| e.id));
            let used = used.chain(relations.last().map(|r| r.id)).max();
            Document {
                date: date.map(Into::into),
                source_url: source_url.map(Into::into),
                annotations: Arc::new(annotations.into_iter().map(Arc::new).collect()),
                entities: Arc::new(entities),
                relations: Arc::new(relations),
                ignored: Arc::new(ignored),
                next_id: used.map_or(1, |id| id + 1),
                ..Document::new(&id, &title, text, blocks)
            }
        })
}

/// Two or three pieces of a span that is long enough, for some lengths.
fn fragments(text: &Text, span: postil_engine::Span, length: usize) -> Vec<postil_engine::Span> {
    let (from, to) = (text.char_from_byte(span.start()), text.char_from_byte(span.end()));
    let cuts = match length % 3 {
        0 if to - from >= 3 => vec![(from, from + 1), (from + 2, to)],
        1 if to - from >= 6 => vec![(from, from + 2), (from + 2, from + 3), (from + 4, to)],
        _ => Vec::new(),
    };
    let byte = |chars| text.byte_from_char(chars).unwrap();
    cuts.into_iter().map(|(start, end)| text.span(byte(start), byte(end)).unwrap()).collect()
}

type Place = (prop::sample::Index, usize, Option<prop::sample::Index>);

/// An annotation whose place, id and entity are still to be settled by its document.
fn annotations() -> impl Strategy<Value = (Annotation, Place)> {
    let source = prop_oneof![
        Just(Source::Human),
        "\\PC{0,8}".prop_map(|rule| Source::Detector { rule: rule.into() }),
        "\\PC{0,8}".prop_map(|from| Source::Import { from: from.into() }),
    ];
    let status = select(vec![Status::Suggested, Status::Accepted, Status::Rejected]);
    let label = prop_oneof![
        "[A-Z_]{1,8}",
        select(vec!["ORG", "MONEY", "DATE", "__proto__", "mein Etikett"]).prop_map(str::to_owned)
    ];
    let attributes = prop::collection::btree_map("[a-z]{1,4}", "\\PC{0,8}", 0..3);
    let said = (option::of("\\PC{0,20}"), attributes);
    let kept = (label, status, source, option::of(0.0f32..=1.0), option::of(values()), said);
    (kept, any::<prop::sample::Index>(), 1..20usize, option::of(any::<prop::sample::Index>())).prop_map(
        |((label, status, source, confidence, value, (note, attributes)), start, length, entity)| {
            let annotation = Annotation {
                id: 0,
                span: postil_engine::Span::new("", 0, 0).unwrap(),
                label: label.into(),
                status,
                source,
                confidence,
                entity: None,
                value: value.map(Arc::new),
                note: note.map(Into::into),
                fragments: Vec::new(),
                attributes: attributes
                    .into_iter()
                    .map(|(name, value)| Attribute { name: name.into(), value: value.into() })
                    .collect(),
            };
            (annotation, (start, length, entity))
        },
    )
}

fn values() -> impl Strategy<Value = Value> {
    let number =
        prop_oneof![any::<f64>().prop_filter("finite", |n| n.is_finite()), (-1e6..1e6f64).prop_map(f64::round)];
    let scalar = prop_oneof![number.clone().prop_map(Scalar::Number), "[0-9XT:-]{0,12}".prop_map(Scalar::Text)];
    let words = option::of("\\PC{0,8}");
    (option::of(scalar), option::of(number.clone()), option::of(number), words.clone(), words).prop_map(
        |(value, low, seconds, unit, timex)| Value {
            sub: Some(Sub::Range),
            value,
            low,
            seconds,
            unit,
            timex,
            ..Value::default()
        },
    )
}

fn details() -> impl Strategy<Value = (String, String, Option<String>, Option<String>)> {
    ("\\PC{0,12}", "\\PC{0,30}", option::of("[0-9]{4}-[0-9]{2}-[0-9]{2}"), option::of("\\PC{0,20}"))
}

/// The default labels and those that `documents` use, in the order of first use.
pub(crate) fn label_set(documents: &[Document]) -> Vec<LabelDef> {
    let mut labels = default_labels();
    let used = documents.iter().flat_map(|document| {
        let entities = document.entities.iter().map(|entity| &entity.label);
        document.annotations.iter().map(|annotation| &annotation.label).chain(entities)
    });
    for name in used {
        if labels.iter().all(|label| label.name != *name) {
            let (kind, description) = (postil_engine::LabelKind::Entity, Arc::from("mine"));
            labels.push(LabelDef { description, ..LabelDef::new(name, kind, 7) });
        }
    }
    labels
}
