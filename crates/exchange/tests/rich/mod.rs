//! A small document with all that an annotation can say, and a hard text.

use std::sync::Arc;

use postil_engine::{
    Annotation, Attribute, AttributeDef, AttributeKind, Document, Entity, LabelDef, LabelKind, Relation, Status, Text,
    Value, default_labels, structure,
};
use postil_formats::Library;

pub(crate) const TEXT: &str = "🚀 Ana Ruiz met\nBea <Sun> & Co. on 5|6 May, \"she\" paid €5m.\n\nشركة النور grew.\n";

/// The annotation of the words' first place, whole or in pieces.
fn mark(text: &Text, id: u32, words: &[&str], label: &str) -> Annotation {
    let mut from = 0;
    let pieces: Vec<_> = words
        .iter()
        .map(|words| {
            let at = from + text.as_str()[from..].find(words).unwrap();
            from = at + words.len();
            text.span(at, from).unwrap()
        })
        .collect();
    let span = text.span(pieces[0].start(), from).unwrap();
    let fragments = if pieces.len() > 1 { pieces } else { Vec::new() };
    Annotation { fragments, ..Annotation::by_hand(id, span, label.into()) }
}

pub(crate) fn rich() -> Library {
    let text = Text::new(TEXT);
    let attribute = |name: &str, value: &str| Attribute { name: name.into(), value: value.into() };
    let value = Value { currency: Some("EUR".into()), ..Value::number(5_000_000.0) };
    let annotations = vec![
        Annotation {
            entity: Some(20),
            note: Some("the | boss,\n=first".into()),
            attributes: vec![attribute("Certainty", "very high"), attribute("is new", "yes")],
            ..mark(&text, 1, &["Ana Ruiz"], "PERSON")
        },
        mark(&text, 2, &["Ruiz met\nBea"], "Work of art"),
        mark(&text, 3, &["Bea", "Co."], "ORG"),
        Annotation { confidence: Some(0.5), status: Status::Suggested, ..mark(&text, 4, &["<Sun> & Co."], "ORG") },
        Annotation { entity: Some(20), ..mark(&text, 5, &["she"], "PERSON") },
        Annotation { value: Some(Arc::new(value)), ..mark(&text, 6, &["€5m"], "MONEY") },
        Annotation { entity: Some(21), ..mark(&text, 7, &["شركة النور"], "ORG") },
    ];
    let entity = |id, label: &str, name: &str, link: Option<&str>| {
        Arc::new(Entity { id, label: label.into(), name: name.into(), link: link.map(Into::into) })
    };
    let mut document = Document::new("doc/1", "A \"title\", & more", text, structure(TEXT).into());
    document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
    document.entities = Arc::new(vec![
        entity(20, "PERSON", "Ana Ruiz", Some("Q42")),
        entity(21, "ORG", "Light", Some("http://example.org/light?a=1&b=2")),
    ]);
    document.relations = Arc::new(vec![Arc::new(Relation { id: 22, kind: "works for".into(), from: 5, to: 3 })]);
    document.date = Some("2024-04-04".into());
    document.source_url = Some("https://example.org/a".into());
    document.next_id = 23;
    let mut labels = default_labels();
    labels.push(LabelDef {
        attributes: vec![AttributeDef { name: "is new".into(), kind: AttributeKind::YesNo, values: Vec::new() }],
        ..LabelDef::new("Work of art", LabelKind::Entity, 300)
    });
    labels.retain(|label| ["PERSON", "ORG", "MONEY", "Work of art"].contains(&&*label.name));
    Library { labels, documents: vec![document] }
}
