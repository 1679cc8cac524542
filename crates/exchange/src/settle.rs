//! From drafts to documents: line ends become LF, offsets bytes (by the doctor), ids numbers, labels a set. What comes
//! twice comes once. What is done to one document is done for itself, so that several can be under way.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{Annotation, Attribute, Document, Entity, Id, Relation, Source, Span, title};
use postil_formats::Library;
use postil_formats::native::cover;

use crate::doctor::{Doctor, Place, Said, Views};
use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::finding::{Finding, FindingKind, counted, some};
use crate::format::Format;
use crate::labels::Labels;
use crate::part::Part;
use crate::spot::Spot;
use crate::workers::{Workers, map};
use crate::{MAX_ANNOTATIONS, MAX_ARTICLE_ANNOTATIONS};

/// The type of relations that have none; a file of ours needs one.
const UNNAMED: &str = "related";

/// The library that the drafts say, and what was found on the way.
pub(crate) fn settle(
    mut drafts: Drafts,
    format: &Format,
    file: &Part,
    id: &str,
    workers: &dyn Workers,
) -> Result<(Library, Vec<Finding>), ReadError> {
    let remarks = std::mem::take(&mut drafts.passed).remarks().into_iter().chain(std::mem::take(&mut drafts.remarks));
    let mut findings: Vec<_> = remarks.map(|words| Finding::new(FindingKind::Remark, 1, words)).collect();
    findings.extend(left_out(&drafts.refused));
    if let Some(library) = drafts.library {
        return Ok((library, findings));
    }
    admit(&drafts.documents)?;
    let mut doctor = Doctor::new(&drafts, format);
    let mut labels = Labels::default();
    drafts.labels.iter().filter(|name| !name.trim().is_empty()).for_each(|name| drop(labels.get(name, String::new)));
    let many = drafts.documents.len() > 1;
    let mut ids = Ids::default();
    let placed = map(workers, drafts.documents, |draft| Placed::of(draft, &doctor, file));
    let mut ready = Vec::with_capacity(placed.len());
    for (at, mut placed) in placed.into_iter().enumerate() {
        doctor.note(std::mem::take(&mut placed.said));
        let own = if many { format!("{id}-{}", at + 1) } else { id.to_owned() };
        let id = ids.free(placed.draft.id.take().filter(|id| !id.trim().is_empty()).unwrap_or(own));
        let spans = placed.draft.spans.iter().zip(&placed.places).filter(|(_, place)| place.is_some());
        let named = spans.map(|(span, _)| labels.get(&span.label, || span.place.to_string())).collect();
        ready.push((placed, id, named));
    }
    let source = Source::Import { from: format.id.into() };
    let mut odd = Odd::default();
    let mut documents = Vec::with_capacity(ready.len());
    for (document, own) in map(workers, ready, |(placed, id, named)| placed.document(&id, named, &source)) {
        odd.extend(own);
        documents.push(document);
    }
    findings.extend(doctor.findings());
    findings.extend(odd.findings());
    findings.extend(labels.findings());
    findings.extend(ids.finding());
    Ok((Library { labels: labels.set, documents }, findings))
}

/// What is said of documents that could not be read.
fn left_out(refused: &[(Spot, ReadError)]) -> Option<Finding> {
    if refused.is_empty() {
        return None;
    }
    let places: Vec<_> = refused.iter().map(|(place, error)| format!("{place} ({})", error.wrong())).collect();
    let words = format!(
        "{} not be read and {} left out: {}.",
        counted(refused.len(), "document could", "documents could"),
        if refused.len() == 1 { "was" } else { "were" },
        some(&places)
    );
    Some(Finding::new(FindingKind::LeftOut, refused.len(), words).at(places))
}

/// Whether the documents are no more than there is room for.
fn admit(documents: &[Draft]) -> Result<(), ReadError> {
    if documents.iter().map(|draft| draft.spans.len()).sum::<usize>() > MAX_ANNOTATIONS {
        return Err(ReadError::new("There are more than 1,000,000 annotations in the file. Split it."));
    }
    for (at, draft) in documents.iter().enumerate() {
        let place = || format!("document {}", at + 1);
        if let Err(error) = postil_formats::admit(&draft.text) {
            return Err(ReadError::at(place(), error.to_string().trim_end_matches('.')));
        }
        if draft.spans.len() > MAX_ARTICLE_ANNOTATIONS {
            let words = format!("there are {} annotations; an article may have 500,000. Split it", draft.spans.len());
            return Err(ReadError::at(place(), words));
        }
    }
    Ok(())
}

/// A draft with its text in order and the places of its spans.
struct Placed {
    draft: Draft,
    /// Without annotations, and with no id yet.
    document: Document,
    places: Vec<Option<Place>>,
    said: Said,
}

impl Placed {
    fn of(mut draft: Draft, doctor: &Doctor, file: &Part) -> Self {
        let views = Views::new(&draft.text);
        let text = views.after.clone();
        let blocks = cover(text.as_str(), doctor.blocks(&views, &draft.blocks));
        let name = draft.title.take().filter(|title| !title.trim().is_empty());
        let name = name.unwrap_or_else(|| match title(text.as_str(), &blocks) {
            found if found.trim().is_empty() => file.stem().to_owned(),
            found => found,
        });
        let mut document = Document::new("", &name, text, blocks.into());
        document.date = draft.date.as_deref().map(Arc::from);
        document.source_url = draft.source_url.as_deref().map(Arc::from);
        let (places, said) = doctor.treat(&views, &draft.spans, &name);
        Self { draft, document, places, said }
    }

    /// The document of that id; `labels` are those of the spans that have a place.
    fn document(self, id: &str, labels: Vec<Arc<str>>, source: &Source) -> (Document, Odd) {
        let Self { draft, document, places, .. } = self;
        let mut document = Document { id: id.into(), ..document };
        let mut odd = Odd::default();
        let mut labels = labels.into_iter();
        let mut next: Id = 1;
        let mut fresh = || {
            next += 1;
            next - 1
        };
        let mut ids: HashMap<String, Id> = HashMap::new();
        let mut keys: HashMap<String, Id> = HashMap::new();
        let mut entities: Vec<Arc<Entity>> = Vec::new();
        let mut annotations = Vec::with_capacity(draft.spans.len());
        for (mut span, place) in draft.spans.into_iter().zip(places) {
            let Some(place) = place else { continue };
            let Some(label) = labels.next() else { continue };
            let (Some(first), Some(last)) = (place.first(), place.last()) else { continue };
            let Some(whole) = document.text.span(first.start(), last.end()) else { continue };
            let annotation = fresh();
            // Only relations ask for them.
            if let Some(id) = span.id.take().filter(|_| !draft.relations.is_empty()) {
                ids.insert(id, annotation);
            }
            let key = span.entity.take().or_else(|| span.link.clone());
            let entity = key.map(|key| {
                *keys.entry(key).or_insert_with(|| {
                    let id = fresh();
                    let name = document.text.slice(whole).into();
                    let link = span.link.as_deref().map(Arc::from);
                    entities.push(Arc::new(Entity { id, label: Arc::clone(&label), name, link }));
                    id
                })
            });
            if span.confidence.is_some_and(|confidence| !(0.0..=1.0).contains(&confidence)) {
                odd.confidences.push(span.place.to_string());
                span.confidence = None;
            }
            annotations.push(Annotation {
                id: annotation,
                span: whole,
                fragments: if place.len() > 1 { place } else { Vec::new() },
                entity,
                ..made(span, label, whole, source.clone())
            });
        }
        annotations.sort_unstable_by_key(Annotation::order);
        let twins = odd.twins(&mut annotations);
        let end = |id: &String| ids.get(id).map(|id| twins.get(id).copied().unwrap_or(*id));
        let relations = draft.relations.iter().filter_map(|relation| {
            let (Some(from), Some(to)) = (end(&relation.from), end(&relation.to)) else {
                odd.relations.push(relation.place.to_string());
                return None;
            };
            let kind = if relation.kind.trim().is_empty() { UNNAMED } else { relation.kind.as_str() };
            Some(Arc::new(Relation { id: fresh(), kind: kind.into(), from, to }))
        });
        document.relations = Arc::new(relations.collect());
        document.annotations = Arc::new(annotations.into_iter().map(Arc::new).collect());
        document.entities = Arc::new(entities);
        document.next_id = next;
        (document, odd)
    }
}

fn made(span: DraftSpan, label: Arc<str>, whole: Span, source: Source) -> Annotation {
    Annotation {
        id: 0,
        span: whole,
        fragments: Vec::new(),
        label,
        status: span.status,
        source,
        confidence: span.confidence,
        entity: None,
        value: span.value,
        note: span.note.filter(|note| !note.is_empty()).map(|note| note.as_str().into()),
        attributes: joined(span.attributes),
    }
}

/// An annotation says an attribute once: what is said of it besides joins what was said first.
fn joined(said: Vec<Attribute>) -> Vec<Attribute> {
    let mut all: Vec<Attribute> = Vec::with_capacity(said.len());
    for attribute in said {
        match all.iter_mut().find(|known| known.name == attribute.name) {
            Some(known) if known.value.split("; ").any(|value| value == &*attribute.value) => {}
            Some(known) => known.value = format!("{}; {}", known.value, attribute.value).into(),
            None => all.push(attribute),
        }
    }
    all
}

/// What is odd about annotations, but for their places.
#[derive(Default)]
struct Odd {
    confidences: Vec<String>,
    relations: Vec<String>,
    twins: usize,
}

impl Odd {
    /// What is odd about the next document.
    fn extend(&mut self, other: Self) {
        self.confidences.extend(other.confidences);
        self.relations.extend(other.relations);
        self.twins += other.twins;
    }

    /// Takes out annotations that say the same of the same words as one before; which stands for each. `annotations` are
    /// in order, so that those of one place are neighbours. O(n log n).
    fn twins(&mut self, annotations: &mut Vec<Annotation>) -> HashMap<Id, Id> {
        let mut stand_in = HashMap::new();
        let mut seen: HashMap<String, Id> = HashMap::new();
        let shares: Vec<bool> = annotations.windows(2).map(|two| two[0].span == two[1].span).collect();
        let mut at = 0;
        annotations.retain(|annotation| {
            let as_before = at > 0 && shares.get(at - 1) == Some(&true);
            let as_next = shares.get(at) == Some(&true);
            at += 1;
            if !as_before {
                seen.clear();
            }
            if !as_before && !as_next {
                return true;
            }
            let first = *seen.entry(said(annotation)).or_insert(annotation.id);
            if first != annotation.id {
                stand_in.insert(annotation.id, first);
            }
            first == annotation.id
        });
        self.twins += stand_in.len();
        stand_in
    }

    fn findings(&mut self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut say = |kind, places: &mut Vec<String>, one, many, words: &str| {
            let places = std::mem::take(places);
            if !places.is_empty() {
                let words = format!("{} {words}: {}.", counted(places.len(), one, many), some(&places));
                found.push(Finding::new(kind, places.len(), words).at(places));
            }
        };
        let words = "outside of 0 to 1 or no number left out, the spans kept";
        say(FindingKind::Confidence, &mut self.confidences, "confidence", "confidences", words);
        let words = "without an annotation at both ends left out";
        say(FindingKind::Relations, &mut self.relations, "relation", "relations", words);
        if self.twins > 0 {
            let words = format!(
                "{} the same words, label and all as another and {} left out.",
                counted(self.twins, "annotation has", "annotations have"),
                if self.twins == 1 { "was" } else { "were" }
            );
            found.push(Finding::new(FindingKind::Duplicates, self.twins, words));
        }
        found
    }
}

/// All that an annotation says, but for its id. Not as `Debug` has it, which says nothing in the published page.
fn said(it: &Annotation) -> String {
    let Annotation { fragments, label, status, confidence, entity, value, note, attributes, .. } = it;
    let pieces: Vec<_> = fragments.iter().map(|piece| (piece.start(), piece.end())).collect();
    let all = (pieces, &**label, status, confidence, entity, value.as_deref(), note.as_deref(), attributes);
    // Nothing of it can fail to be JSON; what did would be taken for different from all others.
    serde_json::to_string(&all).unwrap_or_else(|_| it.id.to_string())
}

/// The ids of documents, each once.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
    twice: Vec<String>,
}

impl Ids {
    fn free(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(2);
        loop {
            let other = format!("{id}-{next}");
            *next += 1;
            if self.taken.insert(other.clone()) {
                self.twice.push(format!("{id} is also {other}"));
                return other;
            }
        }
    }

    fn finding(self) -> Option<Finding> {
        let count = self.twice.len();
        (count > 0).then(|| {
            let words = format!(
                "{} the id of another and got a new one: {}.",
                counted(count, "document has", "documents have"),
                some(&self.twice)
            );
            Finding::new(FindingKind::Ids, count, words).at(self.twice)
        })
    }
}
