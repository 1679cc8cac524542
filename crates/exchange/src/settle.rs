//! From drafts to documents: line ends become LF, offsets bytes, ids numbers, labels a set.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{
    Annotation, Document, Entity, Id, Label, LabelDef, LabelKind, Relation, Source, Span, Text, default_labels,
    structure, title,
};
use postil_formats::Library;

use crate::MAX_ANNOTATIONS;
use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::format::Format;
use crate::import::Finding;
use crate::part::Part;
use crate::unit::{Ruler, Unit};

/// The library that the drafts say, and what was found on the way.
pub(crate) fn settle(
    drafts: Drafts,
    format: &Format,
    file: &Part,
    id: &str,
) -> Result<(Library, Vec<Finding>), ReadError> {
    let mut findings: Vec<_> = drafts.remarks.into_iter().map(|words| Finding { document: None, words }).collect();
    if let Some(library) = drafts.library {
        return Ok((library, findings));
    }
    if drafts.documents.iter().map(|draft| draft.spans.len()).sum::<usize>() > MAX_ANNOTATIONS {
        return Err(ReadError::new("There are more than 1,000,000 annotations in the file. Split it."));
    }
    let unit = drafts.unit.or(format.units.first().copied()).unwrap_or(Unit::CodePoint);
    let mut labels = Labels::default();
    drafts.labels.iter().for_each(|name| drop(labels.get(name)));
    let many = drafts.documents.len() > 1;
    let mut documents = Vec::with_capacity(drafts.documents.len());
    for (at, draft) in drafts.documents.into_iter().enumerate() {
        let own = if many { format!("{id}-{}", at + 1) } else { id.to_owned() };
        documents.push(document(draft, unit, format, file, own, &mut labels, &mut findings));
    }
    Ok((Library { labels: labels.set, documents }, findings))
}

fn document(
    draft: Draft,
    unit: Unit,
    format: &Format,
    file: &Part,
    own: String,
    labels: &mut Labels,
    findings: &mut Vec<Finding>,
) -> Document {
    let lines = LineEnds::of(&draft.text);
    let text = &lines.after;
    let ruler = Ruler::new(&lines.before, unit);
    let blocks = structure(text.as_str());
    let name = draft.title.clone().filter(|title| !title.trim().is_empty());
    let name = name.unwrap_or_else(|| match title(text.as_str(), &blocks) {
        found if found.trim().is_empty() => file.stem().to_owned(),
        found => found,
    });
    let id = draft.id.clone().filter(|id| !id.is_empty()).unwrap_or(own);
    let mut document = Document::new(&id, &name, text.clone(), blocks.into());
    document.date = draft.date.as_deref().map(Arc::from);
    document.source_url = draft.source_url.as_deref().map(Arc::from);

    let mut next: Id = 1;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let mut ids: HashMap<String, Id> = HashMap::new();
    let mut keys: HashMap<String, Id> = HashMap::new();
    let mut entities: Vec<Arc<Entity>> = Vec::new();
    let mut annotations = Vec::with_capacity(draft.spans.len());
    let mut out = Vec::new();
    for span in draft.spans {
        let pieces =
            span.pieces.iter().map(|&(start, end)| lines.moved(ruler.span(start, end)?)).collect::<Option<Vec<_>>>();
        let Some(pieces) = pieces.filter(|pieces| !pieces.is_empty() && pieces.iter().all(|it| !it.is_empty())) else {
            out.push(span.place.clone());
            continue;
        };
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let Some(whole) = text.span(first.start(), last.end()) else { continue };
        let label = labels.get(&span.label.as_str().into());
        let annotation = fresh();
        if let Some(id) = span.id.clone() {
            ids.insert(id, annotation);
        }
        let key = span.entity.clone().or_else(|| span.link.clone());
        let entity = key.map(|key| {
            *keys.entry(key).or_insert_with(|| {
                let id = fresh();
                let name = text.slice(whole).into();
                let link = span.link.as_deref().map(Arc::from);
                entities.push(Arc::new(Entity { id, label: Arc::clone(&label), name, link }));
                id
            })
        });
        annotations.push(made(span, annotation, whole, pieces, label, entity, format));
    }
    let relations = draft.relations.iter().filter_map(|relation| {
        let (from, to) = (*ids.get(&relation.from)?, *ids.get(&relation.to)?);
        Some(Arc::new(Relation { id: fresh(), kind: relation.kind.as_str().into(), from, to }))
    });
    let relations: Vec<_> = relations.collect();
    if relations.len() < draft.relations.len() {
        let words =
            format!("{} relations lead to no annotation and were left out.", draft.relations.len() - relations.len());
        findings.push(Finding { document: Some(name.clone()), words });
    }
    if !out.is_empty() {
        let words = format!("{} spans are no place in the text and were left out: {}.", out.len(), some(&out));
        findings.push(Finding { document: Some(name), words });
    }
    annotations.sort_unstable_by_key(Annotation::order);
    document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
    document.entities = Arc::new(entities);
    document.relations = Arc::new(relations);
    document.next_id = next;
    document
}

fn made(
    span: DraftSpan,
    id: Id,
    whole: Span,
    pieces: Vec<Span>,
    label: Arc<str>,
    entity: Option<Id>,
    format: &Format,
) -> Annotation {
    Annotation {
        id,
        span: whole,
        fragments: if pieces.len() > 1 { pieces } else { Vec::new() },
        label,
        status: span.status,
        source: Source::Import { from: format.id.into() },
        confidence: span.confidence.filter(|confidence| (0.0..=1.0).contains(confidence)),
        entity,
        value: span.value.map(Arc::new),
        note: span.note.filter(|note| !note.is_empty()).map(|note| note.as_str().into()),
        attributes: span.attributes,
    }
}

/// The first few of a list, for a message.
fn some(places: &[String]) -> String {
    let shown = places.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("; ");
    if places.len() > 3 { format!("{shown} and {} more", places.len() - 3) } else { shown }
}

/// A text before and after its line ends became LF.
struct LineEnds {
    before: Text,
    after: Text,
    /// Where each CRLF was, in bytes of the text before.
    pairs: Vec<usize>,
}

impl LineEnds {
    fn of(text: &str) -> Self {
        let before = Text::new(text);
        if !text.contains('\r') {
            return Self { after: before.clone(), before, pairs: Vec::new() };
        }
        let pairs = text.match_indices("\r\n").map(|(at, _)| at).collect();
        Self { after: Text::new(postil_engine::text::lf(text).as_ref()), before, pairs }
    }

    fn moved(&self, span: Span) -> Option<Span> {
        let byte = |at: usize| at - self.pairs.partition_point(|&pair| pair < at);
        self.after.span(byte(span.start()), byte(span.end()))
    }
}

/// The label set as it grows: of our own labels those that are used as they are, and new ones for the rest.
#[derive(Default)]
struct Labels {
    set: Vec<LabelDef>,
    known: HashMap<Arc<str>, Arc<str>>,
}

impl Labels {
    fn get(&mut self, name: &Arc<str>) -> Arc<str> {
        if let Some(known) = self.known.get(name) {
            return Arc::clone(known);
        }
        let own = Label::from_name(name);
        let def = default_labels().into_iter().find(|def| def.name == *name).unwrap_or_else(|| {
            // Hues far from each other, in any number.
            let hue = (self.set.len() * 137 % 360) as u16;
            LabelDef::new(name, own.map_or(LabelKind::Entity, Label::kind), hue)
        });
        self.set.push(def);
        self.known.insert(Arc::clone(name), Arc::clone(name));
        Arc::clone(name)
    }
}
