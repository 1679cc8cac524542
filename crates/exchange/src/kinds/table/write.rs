//! The two tables.

use std::borrow::Cow;

use postil_engine::{Annotation, Comparator, Document, Modifier, Scalar, Source, Status, Value};
use postil_formats::is_formula;

use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::part::Part;
use crate::unit::{Ruler, Unit};

const HEAD: [&str; 27] = [
    "document_id",
    "document_title",
    "annotation_id",
    "label",
    "text",
    "start",
    "end",
    "start_utf16",
    "end_utf16",
    "start_byte",
    "end_byte",
    "pieces",
    "status",
    "confidence",
    "value",
    "low",
    "high",
    "unit",
    "currency",
    "comparator",
    "modifier",
    "value_json",
    "entity",
    "entity_name",
    "link",
    "note",
    "attributes",
];
const LAST: &str = "source";
const DOCUMENTS: [&str; 6] = ["document_id", "title", "date", "source_url", "text_guard", "text"];

pub(super) fn write(job: &Job<'_>, format: &Format, separator: u8) -> Result<Vec<Part>, WriteError> {
    let mark = if job.options.bom { "\u{FEFF}" } else { "" };
    let mut annotations = Table { out: mark.to_owned(), separator, starts: true };
    let mut documents = Table { out: mark.to_owned(), separator, starts: true };
    annotations.row(HEAD.iter().copied().chain([LAST]));
    documents.row(DOCUMENTS);
    for document in job.documents {
        documents.text(&document.id);
        documents.text(&document.title);
        documents.text(document.date.as_deref().unwrap_or_default());
        documents.text(document.source_url.as_deref().unwrap_or_default());
        documents.field(if is_guarded(document.text.as_str()) { "1" } else { "0" });
        documents.text(document.text.as_str());
        documents.end();
        for annotation in document.annotations.iter() {
            row(&mut annotations, document, annotation)?;
        }
    }
    let texts = format!("{}.documents{}", job.stem, format.extension);
    Ok(vec![Part::new(job.name(format), annotations.out), Part::new(texts, documents.out)])
}

fn row(table: &mut Table, document: &Document, annotation: &Annotation) -> Result<(), WriteError> {
    let text = &document.text;
    let pieces: Vec<_> = match annotation.fragments.as_slice() {
        [] => vec![annotation.span],
        pieces => pieces.to_vec(),
    };
    table.text(&document.id);
    table.text(&document.title);
    table.field(&format!("a{}", annotation.id));
    table.text(&annotation.label);
    table.text(&pieces.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" "));
    for unit in [Unit::CodePoint, Unit::Utf16, Unit::Byte] {
        let (start, end) = Ruler::new(text, unit).offsets(annotation.span);
        table.field(&start.to_string());
        table.field(&end.to_string());
    }
    let ruler = Ruler::new(text, Unit::CodePoint);
    let places = annotation.fragments.iter().map(|piece| {
        let (start, end) = ruler.offsets(*piece);
        format!("{start} {end}")
    });
    table.field(&places.collect::<Vec<_>>().join(";"));
    table.field(match annotation.status {
        Status::Suggested => "suggested",
        Status::Accepted => "accepted",
        Status::Rejected => "rejected",
    });
    table.field(&annotation.confidence.map(|sure| sure.to_string()).unwrap_or_default());
    let value = annotation.value.as_deref();
    let number = |read: fn(&Value) -> Option<f64>| value.and_then(read).map(|n| n.to_string()).unwrap_or_default();
    let word = |read: fn(&Value) -> Option<&str>| value.and_then(read).unwrap_or_default();
    table.text(&value.map(main).unwrap_or_default());
    table.field(&number(|value| value.low));
    table.field(&number(|value| value.high));
    table.text(word(|value| value.unit.as_deref()));
    table.text(word(|value| value.currency.as_deref()));
    table.field(word(|value| value.comparator.map(Comparator::sign)));
    table.field(word(|value| value.modifier.map(Modifier::name)));
    table.field(&value.map(serde_json::to_string).transpose()?.unwrap_or_default());
    let entity = annotation.entity.and_then(|entity| document.entity(entity));
    table.field(&entity.map(|entity| format!("e{}", entity.id)).unwrap_or_default());
    table.text(entity.map(|entity| &*entity.name).unwrap_or_default());
    table.text(entity.and_then(|entity| entity.link.as_deref()).unwrap_or_default());
    table.text(annotation.note.as_deref().unwrap_or_default());
    let attributes = &annotation.attributes;
    table.field(&if attributes.is_empty() { String::new() } else { serde_json::to_string(attributes)? });
    table.text(&match &annotation.source {
        Source::Human => Cow::from("human"),
        Source::Detector { rule } => format!("detector: {rule}").into(),
        Source::Import { from } => format!("import: {from}").into(),
    });
    table.end();
    Ok(())
}

/// The value proper: a number, an ISO 8601 string, or both ends of a stretch of time with a slash.
pub(crate) fn main(value: &Value) -> String {
    match (&value.value, &value.start, &value.end) {
        (Some(Scalar::Number(number)), ..) => number.to_string(),
        (Some(Scalar::Text(text)), ..) => text.clone(),
        (None, Some(start), Some(end)) => format!("{start}/{end}"),
        (None, start, end) => {
            let said = start.as_ref().or(end.as_ref()).or(value.timex.as_ref()).cloned();
            said.or_else(|| value.magnitude.map(|number| number.to_string())).unwrap_or_default()
        }
    }
}

/// Whether a field gets an apostrophe. One that begins with apostrophes gets another where what follows would need it, so
/// that taking one away gives back what was there.
fn is_guarded(field: &str) -> bool {
    is_formula(field.trim_start_matches('\''))
}

/// A field of ours without its guard.
pub(super) fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(field)
}

struct Table {
    out: String,
    separator: u8,
    /// Whether the next field is the first of its row.
    starts: bool,
}

impl Table {
    fn row<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        fields.into_iter().for_each(|field| self.field(field));
        self.end();
    }

    fn end(&mut self) {
        self.out.push_str(if self.separator == b',' { "\r\n" } else { "\n" });
        self.starts = true;
    }

    /// Words from outside.
    fn text(&mut self, field: &str) {
        if is_guarded(field) { self.field(&format!("'{field}")) } else { self.field(field) }
    }

    /// A number or a word of ours.
    fn field(&mut self, field: &str) {
        if !std::mem::take(&mut self.starts) {
            self.out.push(char::from(self.separator));
        }
        if field.contains([char::from(self.separator), '"', '\n', '\r']) {
            self.out.extend(["\"", &field.replace('"', "\"\""), "\""]);
        } else {
            self.out.push_str(field);
        }
    }
}
