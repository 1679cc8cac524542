//! A document on its way in: what the file says of it first, then its annotations one after the other, so that a long one
//! can be read in steps; at the end what they say of each other, and line ends.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Annotation, Block, Document, Entity, Id, Ignored, Relation, Span, Text, order, text};

use super::cover::Covering;
use super::labels::Labels;
use super::read::{Places, Reader};
use super::{
    AnnotationId, EntityId, NativeAnnotation, NativeBlock, NativeDocument, NativeEntity, NativeIgnored, NativeRelation,
};
use crate::MAX_ARTICLE_ANNOTATIONS;
use crate::error::ReadError;

impl NativeDocument<'_> {
    /// The same without its annotations, and apart from the file.
    pub(super) fn without_annotations(self) -> NativeDocument<'static> {
        let words = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
        let entity = |it: NativeEntity<'_>| NativeEntity { label: words(it.label), name: words(it.name), ..it };
        NativeDocument {
            id: words(self.id),
            title: words(self.title),
            text: words(self.text),
            date: self.date,
            source_url: self.source_url,
            blocks: self.blocks,
            annotations: Vec::new(),
            entities: self.entities.into_iter().map(entity).collect(),
            relations: self.relations.into_iter().map(|it| NativeRelation { kind: words(it.kind), ..it }).collect(),
            ignored: self.ignored.into_iter().map(|it| NativeIgnored { kind: words(it.kind), ..it }).collect(),
        }
    }
}

/// A document whose annotations are coming in.
pub(super) struct Incoming {
    reader: Reader,
    /// What is known so far; its lists are as the file has them.
    document: Document,
    blocks: Vec<Block>,
    ignored: Vec<Ignored>,
    entities: Vec<Arc<Entity>>,
    /// The annotations that each entity says to be its mentions, and where each entity is.
    mentions: Vec<Vec<AnnotationId>>,
    known: Places,
    relations: Vec<Arc<Relation>>,
    annotations: Vec<Arc<Annotation>>,
    /// Where each annotation is.
    ids: Places,
}

impl Incoming {
    /// Takes in all but the annotations, which stay in `file`. `path` is the JSON path.
    pub(super) fn new(path: String, file: &mut NativeDocument<'_>, labels: &mut Labels) -> Result<Self, ReadError> {
        let text = Text::new(file.text.as_ref());
        let reader = Reader { path, text: text.clone() };
        let mentions = file.entities.iter_mut().map(|entity| std::mem::take(&mut entity.mentions)).collect();
        let (entities, known) = entities(&reader, &file.entities, labels)?;
        Ok(Self {
            document: Document {
                date: file.date.take(),
                source_url: file.source_url.take(),
                ..Document::new(&file.id, &file.title, text, Arc::default())
            },
            blocks: blocks(&reader, &file.blocks)?,
            ignored: ignored(&reader, &file.ignored)?,
            entities,
            mentions,
            known,
            relations: relations(&reader, &file.relations)?,
            annotations: Vec::new(),
            ids: Places::new(),
            reader,
        })
    }

    /// The text as the file has it.
    pub(super) fn text(&self) -> &str {
        self.reader.text.as_str()
    }

    /// Makes room for so many annotations.
    pub(super) fn expect(&mut self, annotations: usize) {
        self.annotations.reserve(annotations);
        self.ids.reserve(annotations);
    }

    /// Takes in the next annotation.
    pub(super) fn add(&mut self, file: NativeAnnotation<'_>, labels: &mut Labels) -> Result<(), ReadError> {
        let at = self.annotations.len();
        if at == MAX_ARTICLE_ANNOTATIONS {
            let message = "more than 500,000 annotations; split the article";
            return Err(ReadError::content(format!("{}.annotations", self.reader.path), message));
        }
        if let Some(first) = self.ids.insert(file.id.number(), at) {
            let message = format!("the id \"{}\" is already that of annotations[{first}]", file.id);
            return Err(self.reader.wrong("annotations", at, message));
        }
        let annotation = self.reader.annotation(at, file, Some(&self.known), labels)?;
        self.annotations.push(Arc::new(annotation));
        Ok(())
    }

    /// The document, when nothing is left to come.
    pub(super) fn end(self) -> Result<Document, ReadError> {
        self.joined().map(|document| Covering::new(document).finish())
    }

    /// The same with blocks as the file has them, which [`Covering`] sets right.
    pub(super) fn joined(mut self) -> Result<Document, ReadError> {
        self.connect()?;
        for (at, relation) in self.relations.iter().enumerate() {
            if let Some(end) = [relation.from, relation.to].into_iter().find(|end| !self.ids.contains_key(end)) {
                let message = format!("\"{}\" is no annotation of this document", AnnotationId::new(end));
                return Err(self.reader.wrong("relations", at, message));
            }
        }
        if let Some(lines) = LineEnds::of(self.reader.text.as_str()) {
            self.even_out(&lines)?;
        }
        let Self { mut document, blocks, mut ignored, mut entities, mut relations, mut annotations, .. } = self;
        order::sort_by_key(&mut annotations, |annotation| annotation.order());
        order::sort_by_key(&mut entities, |entity| entity.id);
        order::sort_by_key(&mut relations, |relation| relation.id);
        ignored.sort_unstable();
        let used = annotations.iter().map(|a| a.id).chain(entities.last().map(|entity| entity.id));
        let used = used.chain(relations.last().map(|relation| relation.id)).max();
        document.next_id = used.map_or(1, |id| id + 1);
        let text = document.text.as_str();
        let blocks = blocks.into_iter().filter_map(|block| Some(Block { span: block.span.trimmed(text)?, ..block }));
        document.blocks = blocks.collect();
        document.annotations = Arc::new(annotations);
        document.entities = Arc::new(entities);
        document.relations = Arc::new(relations);
        document.ignored = Arc::new(ignored);
        Ok(document)
    }

    /// Tells the annotations what they mention, where the entities say it.
    fn connect(&mut self) -> Result<(), ReadError> {
        let mut mentioned: HashMap<Id, usize> = HashMap::new();
        for (at, (entity, mentions)) in self.entities.iter().zip(&self.mentions).enumerate() {
            for mention in mentions {
                let place = self.ids.get(&mention.number()).and_then(|&place| self.annotations.get_mut(place));
                let other = mentioned.insert(mention.number(), at).filter(|&other| other != at);
                let other = other.and_then(|other| self.entities.get(other));
                let message = match (place, other) {
                    (None, _) => format!("mention \"{mention}\" is no annotation of this document"),
                    (Some(_), Some(other)) => {
                        format!("mention \"{mention}\" is already one of \"{}\"", EntityId::new(other.id))
                    }
                    (Some(place), None) => match place.entity {
                        Some(said) if said != entity.id => {
                            format!("mention \"{mention}\" says of itself that it is of \"{}\"", EntityId::new(said))
                        }
                        Some(_) => continue,
                        None => {
                            Arc::make_mut(place).entity = Some(entity.id);
                            continue;
                        }
                    },
                };
                return Err(self.reader.wrong("entities", at, message));
            }
        }
        Ok(())
    }

    /// Makes LF of all line ends, and moves what lies behind them.
    fn even_out(&mut self, lines: &LineEnds) -> Result<(), ReadError> {
        let filled = |span: Span| lines.span(span).filter(|span| !span.is_empty());
        for annotation in &mut self.annotations {
            let name = AnnotationId::new(annotation.id);
            let path = &self.reader.path;
            let lost = || ReadError::content(path, format!("annotation \"{name}\" covers half a line end"));
            let annotation = Arc::make_mut(annotation);
            annotation.span = filled(annotation.span).ok_or_else(lost)?;
            for piece in &mut annotation.fragments {
                *piece = filled(*piece).ok_or_else(lost)?;
            }
        }
        let moved = |b: Block| Some(Block { span: lines.span(b.span)?, ..b });
        self.blocks = std::mem::take(&mut self.blocks).into_iter().filter_map(moved).collect();
        let moved = |i: Ignored| Some(Ignored { span: lines.span(i.span)?, ..i });
        self.ignored = std::mem::take(&mut self.ignored).into_iter().filter_map(moved).collect();
        self.document.text = lines.text.clone();
        Ok(())
    }
}

fn entities(
    reader: &Reader,
    entities: &[NativeEntity<'_>],
    labels: &mut Labels,
) -> Result<(Vec<Arc<Entity>>, Places), ReadError> {
    let mut found = Vec::with_capacity(entities.len());
    let mut ids = Places::with_capacity(entities.len());
    for (at, entity) in entities.iter().enumerate() {
        let id = entity.id.number();
        if let Some(first) = ids.insert(id, at) {
            let message = format!("the id \"{}\" is already that of entities[{first}]", entity.id);
            return Err(reader.wrong("entities", at, message));
        }
        let label = labels.get(&entity.label, false).map_err(|message| reader.wrong("entities", at, message))?;
        found.push(Arc::new(Entity { id, label, name: entity.name.as_ref().into(), link: entity.link.clone() }));
    }
    Ok((found, ids))
}

/// What annotations say of each other, in the file's order. That their ends exist is checked when all are there.
fn relations(reader: &Reader, relations: &[NativeRelation<'_>]) -> Result<Vec<Arc<Relation>>, ReadError> {
    let mut ids = Places::with_capacity(relations.len());
    let mut found = Vec::with_capacity(relations.len());
    for (at, relation) in relations.iter().enumerate() {
        let wrong = |message| Err(reader.wrong("relations", at, message));
        if let Some(first) = ids.insert(relation.id.number(), at) {
            return wrong(format!("the id \"{}\" is already that of relations[{first}]", relation.id));
        }
        if relation.kind.trim().is_empty() {
            return wrong("the relation has no type".to_owned());
        }
        let (from, to) = (relation.from.number(), relation.to.number());
        found.push(Arc::new(Relation { id: relation.id.number(), kind: relation.kind.as_ref().into(), from, to }));
    }
    Ok(found)
}

fn ignored(reader: &Reader, ignored: &[NativeIgnored<'_>]) -> Result<Vec<Ignored>, ReadError> {
    let read = ignored.iter().enumerate().map(|(at, ignored)| {
        let span = reader.span(ignored.start, ignored.end).map_err(|message| reader.wrong("ignored", at, message))?;
        Ok(Ignored { span, kind: ignored.kind.as_ref().into() })
    });
    read.collect()
}

fn blocks(reader: &Reader, blocks: &[NativeBlock]) -> Result<Vec<Block>, ReadError> {
    let mut found: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let span = reader.span(block.start, block.end).map_err(|message| reader.wrong("blocks", at, message))?;
        if found.last().is_some_and(|last| last.span.end() > span.start()) {
            return Err(reader.wrong("blocks", at, "the block starts before the end of the one above".to_owned()));
        }
        found.push(Block { kind: block.kind, span });
    }
    Ok(found)
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
