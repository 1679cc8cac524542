//! From the file to the model. Everything is checked before anything is handed out: offsets against the text, quotes
//! against offsets, ids against each other, labels against the set. Nothing is moved or dropped silently.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{
    Annotation, Block, Document, Entity, Id, Ignored, LabelKind, Relation, Span, Text, structure, text,
};
use serde::Deserialize;

use super::diagnose::{Head, diagnose};
use super::fragments;
use super::labels::Labels;
use super::{
    AnnotationId, EntityId, Library, NativeAnnotation, NativeBlock, NativeDocument, NativeEntity, NativeFile,
    NativeIgnored, NativeRelation,
};
use crate::decode::decode;
use crate::error::{Kind, ReadError};
use crate::open::admit;
use crate::registry::OffsetUnit;
use crate::{MAX_ANNOTATIONS, MAX_ARTICLE_ANNOTATIONS};

/// Reads a file of ours. Linear.
///
/// # Errors
/// When the file is not of this format or does not hold together; the message says where.
pub fn read(bytes: &[u8]) -> Result<Library, ReadError> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Kind::NoText.into());
    }
    read_text(&text)
}

/// The library whose documents several files hold that begin alike, as pieces of one file do; `None` where it would not be
/// read as one file.
#[must_use]
pub fn joined(files: Vec<Library>) -> Option<Library> {
    let documents = || files.iter().flat_map(|file| &file.documents);
    let mut ids = HashSet::new();
    let annotations: usize = documents().map(|document| document.annotations.len()).sum();
    if annotations > MAX_ANNOTATIONS || !documents().all(|document| ids.insert(Arc::clone(&document.id))) {
        return None;
    }
    let mut files = files.into_iter();
    let mut all = files.next()?;
    let mut labels = Labels::new(all.labels).ok()?;
    for file in files {
        for label in &file.labels {
            labels.get(&label.name, label.kind == LabelKind::Figure).ok()?;
        }
        all.documents.extend(file.documents);
    }
    Some(Library { labels: labels.into_set(), documents: all.documents })
}

/// The same for text that is already decoded and not blank.
pub(crate) fn read_text(text: &str) -> Result<Library, ReadError> {
    if let Some(kind) = Head::not_an_object(text) {
        return Err(kind.into());
    }
    let file = match parse(text) {
        Ok(file) if file.version == super::VERSION => file,
        Ok(file) if file.version > super::VERSION => return Err(Kind::Newer { version: file.version.into() }.into()),
        Ok(file) => return Err(ReadError::content("version", format!("there is no version {}", file.version))),
        Err(error) => return Err(diagnose(text, &error)),
    };
    if file.documents.iter().map(|document| document.annotations.len()).sum::<usize>() > MAX_ANNOTATIONS {
        return Err(ReadError::content("documents", "more than 1,000,000 annotations; split the file"));
    }
    let mut labels = Labels::new(file.labels.into_owned())?;
    let mut ids: HashMap<Arc<str>, usize> = HashMap::new();
    let mut documents = Vec::with_capacity(file.documents.len());
    for (at, document) in file.documents.into_iter().enumerate() {
        let path = format!("documents[{at}]");
        if let Err(error) = admit(&document.text) {
            return Err(ReadError::content(format!("{path}.text"), error.to_string().trim_end_matches('.')));
        }
        if document.annotations.len() > MAX_ARTICLE_ANNOTATIONS {
            let message = "more than 500,000 annotations; split the article".to_owned();
            return Err(ReadError::content(format!("{path}.annotations"), message));
        }
        if let Some(first) = ids.insert(document.id.as_ref().into(), at) {
            let message = format!("the id \"{}\" is already that of documents[{first}]", document.id);
            return Err(ReadError::content(path, message));
        }
        documents.push(Reader { path, text: Text::new(document.text.as_ref()) }.document(document, &mut labels)?);
    }
    Ok(Library { labels: labels.into_set(), documents })
}

/// The file as it says itself, unchecked.
pub(super) fn parse(text: &str) -> serde_json::Result<NativeFile<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let file = NativeFile::deserialize(&mut deserializer)?;
    deserializer.end().map(|()| file)
}

/// Where in its list the item of each id is, or what it is of.
pub(super) type Places = HashMap<Id, usize>;

/// One document on its way in.
pub(super) struct Reader {
    /// Its JSON path.
    pub(super) path: String,
    /// Its text as the file has it, to which the file's offsets refer.
    pub(super) text: Text,
}

impl Reader {
    fn document(self, file: NativeDocument<'_>, labels: &mut Labels) -> Result<Document, ReadError> {
        let (mut entities, known) = self.entities(&file.entities, labels)?;
        let mentions = self.mentions(&file)?;
        let mut ids = Places::with_capacity(file.annotations.len());
        let mut annotations = Vec::with_capacity(file.annotations.len());
        for (at, annotation) in file.annotations.into_iter().enumerate() {
            if let Some(first) = ids.insert(annotation.id.number(), at) {
                let message = format!("the id \"{}\" is already that of annotations[{first}]", annotation.id);
                return Err(self.wrong("annotations", at, message));
            }
            let mentioned = mentions.get(&annotation.id.number()).and_then(|&at| file.entities.get(at));
            let entity = annotation.entity.or(mentioned.map(|entity| entity.id));
            let annotation = NativeAnnotation { entity, ..annotation };
            annotations.push(self.annotation(at, annotation, Some(&known), labels)?);
        }
        let relations = self.relations(&file.relations, &ids)?;
        let ignored = self.ignored(&file.ignored)?;
        let spans = self.blocks(&file.blocks)?;
        let lines = LineEnds::of(self.text.as_str());
        let text = lines.as_ref().map_or(self.text.clone(), |lines| lines.text.clone());
        let moved = |span: Span| lines.as_ref().map_or(Some(span), |lines| lines.span(span));
        for annotation in &mut annotations {
            let span = moved(annotation.span).filter(|span| !span.is_empty());
            let name = AnnotationId::new(annotation.id);
            let lost = || ReadError::content(&self.path, format!("annotation \"{name}\" covers half a line end"));
            annotation.span = span.ok_or_else(lost)?;
            for piece in &mut annotation.fragments {
                *piece = moved(*piece).filter(|piece| !piece.is_empty()).ok_or_else(lost)?;
            }
        }
        annotations.sort_unstable_by_key(Annotation::order);
        let blocks =
            spans.into_iter().filter_map(|b| Some(Block { span: moved(b.span)?.trimmed(text.as_str())?, ..b }));
        let blocks = cover(text.as_str(), blocks.collect());
        entities.sort_unstable_by_key(|entity| entity.id);
        let mut ignored: Vec<_> =
            ignored.into_iter().filter_map(|i| Some(Ignored { span: moved(i.span)?, ..i })).collect();
        ignored.sort_unstable();
        let used = annotations.iter().map(|a| a.id).chain(entities.last().map(|entity| entity.id));
        let used = used.chain(relations.last().map(|relation| relation.id)).max();
        Ok(Document {
            id: file.id.into(),
            title: file.title.into(),
            text,
            date: file.date,
            source_url: file.source_url,
            blocks: blocks.into(),
            annotations: Arc::new(annotations.into_iter().map(Arc::new).collect()),
            entities: Arc::new(entities),
            relations: Arc::new(relations),
            ignored: Arc::new(ignored),
            next_id: used.map_or(1, |id| id + 1),
        })
    }

    fn entities(
        &self,
        entities: &[NativeEntity<'_>],
        labels: &mut Labels,
    ) -> Result<(Vec<Arc<Entity>>, Places), ReadError> {
        let mut found = Vec::with_capacity(entities.len());
        let mut ids = Places::with_capacity(entities.len());
        for (at, entity) in entities.iter().enumerate() {
            let id = entity.id.number();
            if let Some(first) = ids.insert(id, at) {
                let message = format!("the id \"{}\" is already that of entities[{first}]", entity.id);
                return Err(self.wrong("entities", at, message));
            }
            let label = labels.get(&entity.label, false).map_err(|message| self.wrong("entities", at, message))?;
            found.push(Arc::new(Entity { id, label, name: entity.name.as_ref().into(), link: entity.link.clone() }));
        }
        Ok((found, ids))
    }

    /// What annotations say of each other; `annotations` are the ids that there are.
    fn relations(
        &self,
        relations: &[NativeRelation<'_>],
        annotations: &Places,
    ) -> Result<Vec<Arc<Relation>>, ReadError> {
        let mut ids = Places::with_capacity(relations.len());
        let mut found = Vec::with_capacity(relations.len());
        for (at, relation) in relations.iter().enumerate() {
            let wrong = |message| Err(self.wrong("relations", at, message));
            if let Some(first) = ids.insert(relation.id.number(), at) {
                return wrong(format!("the id \"{}\" is already that of relations[{first}]", relation.id));
            }
            if relation.kind.trim().is_empty() {
                return wrong("the relation has no type".to_owned());
            }
            let is_missing = |end: &AnnotationId| !annotations.contains_key(&end.number());
            if let Some(end) = [relation.from, relation.to].into_iter().find(is_missing) {
                return wrong(format!("\"{end}\" is no annotation of this document"));
            }
            let (from, to) = (relation.from.number(), relation.to.number());
            found.push(Arc::new(Relation { id: relation.id.number(), kind: relation.kind.as_ref().into(), from, to }));
        }
        found.sort_unstable_by_key(|relation| relation.id);
        Ok(found)
    }

    fn ignored(&self, ignored: &[NativeIgnored<'_>]) -> Result<Vec<Ignored>, ReadError> {
        let read = ignored.iter().enumerate().map(|(at, ignored)| {
            let span = self.span(ignored.start, ignored.end).map_err(|message| self.wrong("ignored", at, message))?;
            Ok(Ignored { span, kind: ignored.kind.as_ref().into() })
        });
        read.collect()
    }

    /// Where the entity is that each annotation mentions, as the entities say it.
    fn mentions(&self, file: &NativeDocument<'_>) -> Result<Places, ReadError> {
        if file.entities.iter().all(|entity| entity.mentions.is_empty()) {
            return Ok(Places::new());
        }
        let mut places = Places::with_capacity(file.annotations.len());
        places.extend(file.annotations.iter().enumerate().map(|(at, annotation)| (annotation.id.number(), at)));
        let mut mentions = Places::with_capacity(file.annotations.len());
        for (at, entity) in file.entities.iter().enumerate() {
            for &mention in &entity.mentions {
                let place = places.get(&mention.number()).and_then(|&at| file.annotations.get(at));
                let other = mentions.insert(mention.number(), at).filter(|&other| other != at);
                let other = other.and_then(|other| file.entities.get(other));
                let message = match (place.map(|annotation| annotation.entity), other) {
                    (None, _) => format!("mention \"{mention}\" is no annotation of this document"),
                    (Some(Some(said)), _) if said != entity.id => {
                        format!("mention \"{mention}\" says of itself that it is of \"{said}\"")
                    }
                    (_, Some(other)) => format!("mention \"{mention}\" is already one of \"{}\"", other.id),
                    _ => continue,
                };
                return Err(self.wrong("entities", at, message));
            }
        }
        Ok(mentions)
    }

    /// One annotation; `entities` are those that there are, where they are known by now.
    pub(super) fn annotation(
        &self,
        at: usize,
        file: NativeAnnotation<'_>,
        entities: Option<&Places>,
        labels: &mut Labels,
    ) -> Result<Annotation, ReadError> {
        let wrong = |message| self.wrong("annotations", at, message);
        let span = self.span(file.start, file.end).map_err(wrong)?;
        if span.is_empty() {
            return Err(wrong(format!("the span {}..{} is empty", file.start, file.end)));
        }
        if self.text.slice(span) != file.text {
            return Err(wrong(self.mismatch(&file)));
        }
        if let Some(confidence) = file.confidence.filter(|confidence| !(0.0..=1.0).contains(confidence)) {
            return Err(wrong(format!("confidence {:.2} is not between 0 and 1", f64::from(confidence))));
        }
        let is_unknown = |entity: &EntityId| entities.is_some_and(|known| !known.contains_key(&entity.number()));
        if let Some(unknown) = file.entity.filter(is_unknown) {
            return Err(wrong(format!("entity \"{unknown}\" is not among the document's entities")));
        }
        fragments::check(&file.fragments, (file.start, file.end)).map_err(wrong)?;
        let fragments = file.fragments.iter().map(|piece| self.span(piece.start, piece.end));
        for (nth, attribute) in file.attributes.iter().enumerate() {
            if file.attributes.iter().take(nth).any(|other| other.name == attribute.name) {
                return Err(wrong(format!("the attribute \"{}\" is there twice", attribute.name)));
            }
        }
        Ok(Annotation {
            id: file.id.number(),
            span,
            fragments: fragments.collect::<Result<_, _>>().map_err(wrong)?,
            label: labels.get(&file.label, file.value.is_some()).map_err(wrong)?,
            status: file.status,
            source: file.source,
            confidence: file.confidence,
            entity: file.entity.map(EntityId::number),
            value: file.value,
            note: file.note,
            attributes: file.attributes.into_owned(),
        })
    }

    fn blocks(&self, blocks: &[NativeBlock]) -> Result<Vec<Block>, ReadError> {
        let mut found: Vec<Block> = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.iter().enumerate() {
            let span = self.span(block.start, block.end).map_err(|message| self.wrong("blocks", at, message))?;
            if found.last().is_some_and(|last| last.span.end() > span.start()) {
                return Err(self.wrong("blocks", at, "the block starts before the end of the one above".to_owned()));
            }
            found.push(Block { kind: block.kind, span });
        }
        Ok(found)
    }

    pub(super) fn span(&self, start: u32, end: u32) -> Result<Span, String> {
        if start > end {
            return Err(format!("start {start} is after end {end}"));
        }
        let byte = |chars: u32| self.text.byte_from_char(chars as usize);
        let span = byte(start).zip(byte(end)).and_then(|(start, end)| self.text.span(start, end));
        let length = self.text.char_len();
        span.ok_or_else(|| format!("the span {start}..{end} ends past the text, which has {length} code points"))
    }

    /// What to say when a quote is not what the span covers; knows the two usual mistakes.
    fn mismatch(&self, file: &NativeAnnotation<'_>) -> String {
        let (start, end) = (file.start as usize, file.end as usize);
        let here = OffsetUnit::CodePoint.slice(&self.text, start, end).unwrap_or_default();
        let (quote, here) = (shortened(&file.text), shortened(here));
        let wrong = format!("the span {start}..{end} should be \"{quote}\", but the text there is \"{here}\"");
        for (unit, name) in [(OffsetUnit::Utf16, "UTF-16 units"), (OffsetUnit::Byte, "bytes")] {
            if unit.slice(&self.text, start, end) == Some(file.text.as_ref()) {
                return format!("{wrong}. These look like offsets in {name}; convert them to code points");
            }
        }
        wrong
    }

    fn wrong(&self, list: &str, at: usize, message: String) -> ReadError {
        ReadError::content(format!("{}.{list}[{at}]", self.path), message)
    }
}

/// At most 60 characters for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A text with CRLF or CR line ends, turned into LF.
struct LineEnds {
    text: Text,
    /// Where each CRLF was, in bytes of the text before.
    pairs: Vec<usize>,
}

impl LineEnds {
    /// `None` when the text has LF only.
    fn of(before: &str) -> Option<Self> {
        before.contains('\r').then(|| Self {
            text: Text::new(text::lf(before).as_ref()),
            pairs: before.match_indices("\r\n").map(|(at, _)| at).collect(),
        })
    }

    fn span(&self, span: Span) -> Option<Span> {
        let byte = |at: usize| at - self.pairs.partition_point(|&pair| pair < at);
        self.text.span(byte(span.start()), byte(span.end()))
    }
}

/// The blocks, which lie apart, with what they leave out of the text filled in, so that all text is shown: an export without
/// promos has no blocks there. Linear.
#[must_use]
pub fn cover(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let ends = blocks.iter().map(|block| block.span.end());
    let starts = blocks.iter().map(|block| block.span.start());
    let gaps = std::iter::once(0).chain(ends).zip(starts.chain([text.len()]));
    let gaps: Vec<Span> = gaps.filter_map(|(start, end)| Span::new(text, start, end)?.trimmed(text)).collect();
    if gaps.is_empty() {
        return blocks;
    }
    let found = structure(text);
    let mut all = blocks;
    for gap in gaps {
        let first = found.partition_point(|block| block.span.end() <= gap.start());
        let inside = found.iter().skip(first).take_while(|block| block.span.start() < gap.end());
        all.extend(inside.filter_map(|block| {
            let (start, end) = (block.span.start().max(gap.start()), block.span.end().min(gap.end()));
            Some(Block { kind: block.kind, span: Span::new(text, start, end)?.trimmed(text)? })
        }));
    }
    all.sort_unstable_by_key(|block| block.span);
    all
}
