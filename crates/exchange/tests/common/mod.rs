//! Documents as tests want them: texts that are hard on offsets, annotations of every kind; and files as tests say what was
//! read of them, in lines.

#![allow(dead_code)] // each test file uses its part

use std::fmt::Write;
use std::sync::Arc;

use postil_engine::{
    Annotation, Attribute, Document, Entity, Relation, Scalar, Source, Status, Text, Value, default_labels, structure,
};
use postil_exchange::{Export, Format, Options, Part, Workers, export, export_with, import, import_with};
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
        Arc::new(Annotation::by_hand(id, text.span(start, end).unwrap(), label.into()))
    });
    let annotations: Vec<_> = annotations.collect();
    let next_id = annotations.len() as u32 + 1;
    Document { annotations: Arc::new(annotations), next_id, ..Document::new(id, id, text.clone(), blocks.into()) }
}

/// Everything that can be said of a text.
pub(crate) fn rich() -> Document {
    let mut document = document(
        "rich",
        "🚀 [Zoë\u{308} Ruiz|PERSON], chair of [Nortek|ORG], paid [€5m|MONEY] & \"left\".\n\tNew or old York?",
    );
    let text = document.text.clone();
    let span = |words: &str| {
        let at = text.as_str().find(words).unwrap();
        text.span(at, at + words.len()).unwrap()
    };
    let mut annotations: Vec<Annotation> = document.annotations.iter().map(|it| Annotation::clone(it)).collect();
    annotations[0].note = Some("Twice,\n\"so\" <she> said".into());
    annotations[0].entity = Some(20);
    annotations[0].attributes = vec![
        Attribute { name: "role".into(), value: "chair & owner".into() },
        Attribute { name: "alive".into(), value: "yes".into() },
    ];
    annotations[1].entity = Some(21);
    annotations[2].value = Some(Arc::new(Value {
        value: Some(Scalar::Number(5_000_000.0)),
        currency: Some("EUR".to_owned()),
        ..Value::default()
    }));
    annotations[2].status = Status::Suggested;
    annotations[2].source = Source::Detector { rule: "money".into() };
    annotations[2].confidence = Some(0.75);
    let more = |id, words, label: &str, status| Annotation {
        id,
        span: span(words),
        label: label.into(),
        status,
        note: None,
        attributes: Vec::new(),
        entity: None,
        value: None,
        ..annotations[0].clone()
    };
    let outer =
        Annotation { entity: Some(20), ..more(4, "Zoë\u{308} Ruiz, chair of Nortek", "PERSON", Status::Accepted) };
    let pieces = vec![span("New"), span("York")];
    let pieces = Annotation { fragments: pieces, ..more(5, "New or old York", "GPE", Status::Accepted) };
    let wrong = more(6, "left", "LOC", Status::Rejected);
    let unsure = Annotation { confidence: Some(0.5), ..more(7, "York", "own label <&>", Status::Suggested) };
    annotations.extend([outer, pieces, wrong, unsure]);
    annotations.sort_by_key(Annotation::order);
    document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
    let entity = |id, label: &str, name: &str, link: Option<&str>| {
        Arc::new(Entity { id, label: label.into(), name: name.into(), link: link.map(Into::into) })
    };
    document.entities =
        Arc::new(vec![entity(20, "PERSON", "Zoë\u{308} Ruiz", Some("Q42")), entity(21, "ORG", "Nortek", None)]);
    let relation = |id, kind: &str, from, to| Arc::new(Relation { id, kind: kind.into(), from, to });
    document.relations = Arc::new(vec![relation(30, "works for", 1, 2), relation(31, "is in", 5, 2)]);
    document.date = Some("2024-04-04".into());
    document.source_url = Some("https://news.example/a?b=1".into());
    document.title = "Zoë\u{308} & \"co\"".into();
    document.next_id = 32;
    document
}

/// Texts that are hard on offsets, and one with everything.
pub(crate) fn library() -> Library {
    let documents = [
        "🚀 [Ana Ruiz|PERSON] paid [€5m|MONEY] to [Nortek|ORG].",
        "👩‍👩‍👧 [Zoe\u{301} 🇫🇷|PERSON] flew from [São Paulo|GPE]\tto\u{a0}[Kyoto|GPE].\n\n“[Acme Co.|ORG]” said “[14 %|PERCENT]”.",
        "قال [محمد علي|PERSON] إن [شركة النور|ORG] نمت.",
        "",
        "Nothing is marked here.",
    ];
    let documents = documents.iter().enumerate().map(|(at, text)| document(&format!("d{}", at + 1), text));
    Library { labels: default_labels(), documents: documents.chain([rich()]).collect() }
}

/// A file of that format as text; the others that go with it come after it.
pub(crate) fn written(format: &str, documents: &[Document]) -> Vec<String> {
    let format = Format::by_id(format).unwrap();
    let files = export(format, documents, &default_labels()[..2], &Options::default()).unwrap().files;
    files.into_iter().map(|file| String::from_utf8(file.bytes).unwrap()).collect()
}

/// Reads files as that format and compares what was found, a line for each mark, relation and finding:
/// `PERSON "Ana Ruiz" accepted`, with whatever else is said of it after that.
#[track_caller]
pub(crate) fn check(format: &str, files: &[(&str, &str)], wanted: &[&str]) {
    let parts: Vec<_> = files.iter().map(|(name, content)| Part::new(*name, *content)).collect();
    let read = match import(&parts, Some(Format::by_id(format).unwrap()), "d") {
        Ok(read) => read,
        Err(error) => return assert_eq!([error.to_string().as_str()], wanted, "{files:?}"),
    };
    let mut lines = Vec::new();
    for document in &read.library.documents {
        if read.library.documents.len() > 1 {
            lines.push(format!("-- {}", document.text.as_str()));
        }
        lines.extend(document.annotations.iter().map(|annotation| mark(document, annotation)));
        let words = |id| document.text.slice(document.annotation(id).unwrap().span).to_owned();
        lines.extend(document.relations.iter().map(|it| format!("{} -{}-> {}", words(it.from), it.kind, words(it.to))));
    }
    lines.extend(read.findings.into_iter().map(|finding| finding.words));
    assert_eq!(lines, wanted, "{files:?}");
}

fn mark(document: &Document, annotation: &Annotation) -> String {
    let pieces = if annotation.fragments.is_empty() { vec![annotation.span] } else { annotation.fragments.clone() };
    let words: Vec<_> = pieces.iter().map(|piece| document.text.slice(*piece)).collect();
    let status = format!("{:?}", annotation.status).to_lowercase();
    let mut line = format!("{} {:?} {status}", annotation.label, words.join(" … "));
    let link = annotation.entity.and_then(|id| document.entity(id)).and_then(|entity| entity.link.as_ref());
    let score = annotation.confidence.map(|score| format!("{score:.2}"));
    for said in [score, link.map(ToString::to_string), annotation.note.as_deref().map(|note| format!("note {note:?}"))]
    {
        said.into_iter().for_each(|said| write!(line, " {said}").unwrap());
    }
    annotation.attributes.iter().for_each(|it| write!(line, " {}={}", it.name, it.value).unwrap());
    line
}

/// Many hands for little work: pieces as small as can be, the last first.
#[derive(Debug)]
pub(crate) struct Many;

impl Workers for Many {
    fn piece(&self) -> usize {
        1
    }

    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).rev().for_each(work);
    }
}

/// What is shared out comes to the same as what is not: files to the byte, documents, findings with their places.
#[track_caller]
pub(crate) fn shared_out_is_the_same(format: &'static Format, documents: &[Document]) {
    let alone = export(format, documents, &default_labels(), &Options::default());
    let many = export_with(format, documents, &default_labels(), &Options::default(), &Many);
    match (&many, &alone) {
        (Ok(many), Ok(alone)) => {
            let names = |export: &Export| export.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
            assert_eq!(names(many), names(alone), "{}", format.id);
            for (many, alone) in many.files.iter().zip(&alone.files) {
                let lines =
                    |file: &Part| file.bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
                let differ = lines(many).into_iter().zip(lines(alone)).find(|(many, alone)| many != alone);
                let shown = differ
                    .map(|(a, b)| (String::from_utf8_lossy(&a).into_owned(), String::from_utf8_lossy(&b).into_owned()));
                assert!(many.bytes == alone.bytes, "{}: {}: {shown:?}", format.id, many.name);
            }
            assert_eq!(many.report, alone.report, "{}", format.id);
        }
        _ => assert_eq!(many, alone, "{}", format.id),
    }
    if let Ok(written) = alone {
        reads_the_same(format, &written.files);
    }
}

#[track_caller]
pub(crate) fn reads_the_same(format: &'static Format, files: &[Part]) {
    let read = |read: Result<postil_exchange::Import, _>| read.map(|import| (import.library, import.findings));
    let alone = read(import(files, Some(format), "d"));
    assert_eq!(read(import_with(files, Some(format), "d", &Many)), alone, "{}", format.id);
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
