//! The lines of brat's files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use postil_engine::{Annotation, Attribute, AttributeKind, Document, Id, Span};

use super::config::{Named, annotation_conf, visual_conf};
use super::types::Types;
use super::{EQUIV, EXACT, Exact, NOTE, PIECES, VALUE, ends_line, joined, json_line, one_line, stays};
use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::part::Part;
use crate::unit::Ruler;
use crate::workers::map;

pub(super) fn write(job: &Job<'_>, format: &Format) -> Result<Vec<Part>, WriteError> {
    let stems = job.stems();
    let named = named(job, &stems);
    let all: Vec<_> = job.documents.iter().zip(&stems).collect();
    let pairs = map(job.workers, all, |(document, stem)| -> Result<_, WriteError> {
        let lines = Lines::of(document, job, &named)?;
        let marks = Part::new(format!("{stem}{}", format.extension), lines.out);
        Ok([marks, Part::new(format!("{stem}.txt"), document.text.as_str())])
    });
    let mut parts = Vec::with_capacity(pairs.len() * 2 + 2);
    for pair in pairs {
        parts.extend(pair?);
    }
    // Settings are those of their folder.
    let folder = stems.first().and_then(|stem| stem.rsplit_once('/')).map(|(folder, _)| format!("{folder}/"));
    let folder = folder.unwrap_or_default();
    parts.push(Part::new(format!("{folder}annotation.conf"), annotation_conf(&named)));
    parts.push(Part::new(format!("{folder}visual.conf"), visual_conf(&named, job.labels)));
    Ok(parts)
}

/// The types of all that the documents have, and of the labels before them.
fn named<'a>(job: &Job<'a>, stems: &[String]) -> Named<'a> {
    let mut named = Named {
        types: Types::without(&[EQUIV]),
        labels: Vec::new(),
        relations: BTreeSet::new(),
        attributes: BTreeMap::new(),
        marked: Vec::new(),
    };
    for label in job.labels {
        let kind = named.types.of(&label.name);
        named.labels.push(kind);
        for attribute in &label.attributes {
            let name = named.types.of(&attribute.name);
            let values = named.attributes.entry(name).or_default();
            let listed = if attribute.kind == AttributeKind::YesNo { &[] } else { attribute.values.as_slice() };
            values.extend(listed.iter().map(|value| one_line(value)));
        }
    }
    for (document, stem) in job.documents.iter().zip(stems) {
        for annotation in document.annotations.iter() {
            named.types.of(&annotation.label);
            for attribute in said(annotation) {
                let name = named.types.of(&attribute.name);
                let values = named.attributes.entry(name).or_default();
                values.extend(Some(one_line(&attribute.value)).filter(|value| value != YES));
            }
        }
        for relation in document.relations.iter() {
            let kind = named.types.of(&relation.kind);
            named.relations.insert(kind);
        }
        if document.text.as_str().starts_with('\u{FEFF}') {
            let name = stem.rsplit('/').next().unwrap_or_default();
            named.marked.push(format!("{name}.txt"));
        }
    }
    named
}

/// The value of an attribute whose line has none.
const YES: &str = "yes";

/// The attributes that have a line: one that says nothing has none.
fn said(annotation: &Annotation) -> impl Iterator<Item = &Attribute> {
    annotation.attributes.iter().filter(|attribute| !attribute.value.is_empty())
}

struct Lines<'a> {
    document: &'a Document,
    ruler: Ruler<'a>,
    out: String,
    notes: usize,
    attributes: usize,
    links: usize,
    /// Entities with one mention.
    lone: BTreeSet<Id>,
}

impl<'a> Lines<'a> {
    fn of(document: &'a Document, job: &Job<'a>, named: &Named<'a>) -> Result<Self, WriteError> {
        let ruler = Ruler::new(&document.text, job.unit);
        let mut counts: BTreeMap<Id, usize> = BTreeMap::new();
        for entity in document.annotations.iter().filter_map(|annotation| annotation.entity) {
            *counts.entry(entity).or_default() += 1;
        }
        let lone = counts.into_iter().filter(|(_, count)| *count == 1).map(|(entity, _)| entity).collect();
        let mut lines = Self { document, ruler, out: String::new(), notes: 0, attributes: 0, links: 0, lone };
        let mut ids: BTreeMap<Id, usize> = BTreeMap::new();
        let mut mentions: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (annotation, at) in document.annotations.iter().zip(1_usize..) {
            ids.insert(annotation.id, at);
            lines.mark(annotation, at, named)?;
            if let Some(entity) = annotation.entity {
                mentions.entry(entity).or_default().push(at);
            }
        }
        for (relation, at) in document.relations.iter().zip(1_usize..) {
            let (Some(from), Some(to)) = (ids.get(&relation.from), ids.get(&relation.to)) else { continue };
            let kind = named.types.known(&relation.kind);
            let _ = writeln!(lines.out, "R{at}\t{kind} Arg1:T{from} Arg2:T{to}");
        }
        for mentions in mentions.values().filter(|mentions| mentions.len() > 1) {
            let _ = write!(lines.out, "*\t{EQUIV}");
            for at in mentions {
                let _ = write!(lines.out, " T{at}");
            }
            lines.out.push('\n');
        }
        Ok(lines)
    }

    fn mark(&mut self, annotation: &'a Annotation, at: usize, named: &Named<'a>) -> Result<(), WriteError> {
        let text = &self.document.text;
        let kind = named.types.known(&annotation.label);
        let whole = [annotation.span];
        let true_pieces = if annotation.fragments.is_empty() { &whole[..] } else { &annotation.fragments };
        let mut pieces: Vec<Span> = Vec::new();
        for piece in true_pieces {
            let words = text.slice(*piece);
            let mut start = 0;
            for (end, ch) in words.char_indices().filter(|(_, ch)| ends_line(*ch)).chain([(words.len(), '\n')]) {
                if start < end {
                    pieces.extend(text.span(piece.start() + start, piece.start() + end));
                }
                start = end + ch.len_utf8();
            }
        }
        if pieces.is_empty() {
            pieces.extend(text.span(annotation.span.start(), annotation.span.start()));
        }
        let places = self.places(&pieces);
        let words = pieces.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.out, "T{at}\t{kind} {places}\t{words}");
        if joined(text.as_str(), &pieces) != true_pieces.iter().map(|it| (it.start(), it.end())).collect::<Vec<_>>() {
            let places = self.places(true_pieces);
            self.note(PIECES, at, &places);
        }
        for attribute in said(annotation) {
            let name = named.types.known(&attribute.name);
            self.attributes += 1;
            let _ = match one_line(&attribute.value).as_str() {
                YES => writeln!(self.out, "A{}\t{name} T{at}", self.attributes),
                value => writeln!(self.out, "A{}\t{name} T{at} {value}", self.attributes),
            };
        }
        let entity = annotation.entity.and_then(|entity| self.document.entity(entity));
        if let Some((entity, link)) = entity.and_then(|entity| Some((entity, entity.link.as_ref()?))) {
            self.links += 1;
            let name = one_line(&entity.name);
            let _ = writeln!(self.out, "N{}\tReference T{at} {}\t{name}", self.links, reference(link));
        }
        if let Some(value) = &annotation.value {
            self.note(VALUE, at, &json_line(&**value)?);
        }
        if let Some(note) = &annotation.note {
            self.note(NOTE, at, &one_line(note));
        }
        let exact = Exact {
            note: annotation.note.as_deref().filter(|note| !stays(note)).map(str::to_owned),
            attributes: match annotation.attributes.iter().all(|attribute| stays(&attribute.value)) {
                true => Vec::new(),
                false => annotation.attributes.clone(),
            },
            // What has a link, or another mention, has a line for it.
            entity: entity.filter(|it| it.link.is_none() && self.lone.contains(&it.id)).map(|it| format!("e{}", it.id)),
        };
        if exact.note.is_some() || !exact.attributes.is_empty() || exact.entity.is_some() {
            self.note(EXACT, at, &json_line(&exact)?);
        }
        Ok(())
    }

    fn note(&mut self, kind: &str, at: usize, words: &str) {
        self.notes += 1;
        let _ = writeln!(self.out, "#{}\t{kind} T{at}\t{words}", self.notes);
    }

    fn places(&self, pieces: &[Span]) -> String {
        let places = pieces.iter().map(|piece| {
            let (start, end) = self.ruler.offsets(*piece);
            format!("{start} {end}")
        });
        places.collect::<Vec<_>>().join(";")
    }
}

/// A link as brat says it: a base and a key in it.
fn reference(link: &str) -> String {
    let link: String = link.chars().map(|ch| if ch.is_whitespace() { '_' } else { ch }).collect();
    let is_item =
        link.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_digit()));
    match link.split_once(':') {
        _ if is_item => format!("Wikidata:{link}"),
        Some((base, key)) if !base.is_empty() && !key.is_empty() => link,
        _ => format!("Link:{link}"),
    }
}
