//! Writing a DocBin.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use postil_engine::{Document, Id};
use serde::Serialize;

use super::{Bytes, FORMAT, GROUP, attr, strings};
use crate::error::WriteError;
use crate::format::Job;
use crate::part::Part;
use crate::tokens::{Mark, Tokenised, apart};
use crate::workers::{map, runs};

#[derive(Serialize)]
struct Bin<'a> {
    version: &'static str,
    attrs: &'a [u64],
    tokens: Bytes<'a>,
    spaces: Bytes<'a>,
    lengths: Bytes<'a>,
    strings: Vec<&'a str>,
    /// Categories of whole documents.
    cats: Vec<BTreeMap<&'static str, f32>>,
    flags: Vec<Flags>,
    span_groups: Vec<Bytes<'a>>,
}

#[derive(Serialize)]
struct Flags {
    has_unknown_spaces: bool,
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'static str,
    attrs: BTreeMap<&'static str, ()>,
    spans: Vec<Bytes<'a>>,
}

/// The strings of the file with their numbers.
#[derive(Default)]
struct Strings<'a>(HashMap<&'a str, u64>);

impl<'a> Strings<'a> {
    fn number(&mut self, string: &'a str) -> u64 {
        *self.0.entry(string).or_insert_with(|| strings::number(string))
    }
}

pub(super) fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let all = || job.documents.iter().zip(job.tokenised);
    let chosen: Vec<_> = job.tokenised.iter().map(|it| apart(&it.marks, it.tokens.len())).collect();
    let grouped = chosen.iter().flatten().any(|is_in| !is_in);
    let linked = job.documents.iter().any(|document| document.entities.iter().any(|entity| entity.link.is_some()));
    let by_sentence = job.options.sentences == Some(true);
    let more = [(by_sentence, attr::SENT_START), (linked, attr::ENT_KB_ID)];
    let attrs: Vec<_> = [attr::ORTH, attr::ENT_IOB, attr::ENT_TYPE]
        .into_iter()
        .chain(more.iter().filter(|(wanted, _)| *wanted).map(|&(_, attr)| attr))
        .collect();

    let columns = Columns { by_sentence, linked, grouped, count: attrs.len() };
    let documents: Vec<_> =
        all().zip(&chosen).map(|((document, tokenised), chosen)| (document, tokenised, &**chosen)).collect();
    let of = |(document, ..): &Entry<'_>| document.text.as_str().len();
    let written = map(job.workers, runs(&documents, job.workers.piece(), of), |run| columns.written(run));
    let written: Vec<Written<'_>> = written.into_iter().collect::<Result<_, WriteError>>()?;
    let tokens = written.iter().map(|it| &*it.tokens).collect::<Vec<_>>().concat();
    let spaces = written.iter().map(|it| &*it.spaces).collect::<Vec<_>>().concat();
    let lengths = written.iter().map(|it| &*it.lengths).collect::<Vec<_>>().concat();
    let groups: Vec<&Vec<u8>> = written.iter().flat_map(|it| &it.groups).collect();
    let strings: BTreeSet<&str> = written.iter().flat_map(|it| it.strings.0.keys().copied()).chain([""]).collect();
    let bin = Bin {
        version: "0.1",
        attrs: &attrs,
        tokens: Bytes(&tokens),
        spaces: Bytes(&spaces),
        lengths: Bytes(&lengths),
        strings: strings.into_iter().collect(),
        cats: vec![BTreeMap::new(); job.documents.len()],
        flags: job.documents.iter().map(|_| Flags { has_unknown_spaces: false }).collect(),
        span_groups: groups.iter().map(|group| Bytes(group)).collect(),
    };
    let mut zlib = ZlibEncoder::new(Vec::with_capacity(tokens.len() / 4), Compression::fast());
    let failed = |error: std::io::Error| WriteError::new(format!("the file could not be packed ({error})."));
    zlib.write_all(&packed(&bin)?).map_err(failed)?;
    Ok(vec![Part::new(job.name(&FORMAT), zlib.finish().map_err(failed)?)])
}

/// A document, its tokens, and which of its marks are entities: those that lie apart.
type Entry<'a> = (&'a Document, &'a Tokenised, &'a [bool]);

/// What is written of each token and document.
struct Columns {
    by_sentence: bool,
    linked: bool,
    grouped: bool,
    /// How many numbers a token has.
    count: usize,
}

/// Some of the documents, packed.
#[derive(Default)]
struct Written<'a> {
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    groups: Vec<Vec<u8>>,
    strings: Strings<'a>,
}

impl Columns {
    fn written<'a>(&self, documents: &[Entry<'a>]) -> Result<Written<'a>, WriteError> {
        let count: usize = documents.iter().map(|(_, tokenised, _)| tokenised.tokens.len()).sum();
        let mut written = Written {
            tokens: Vec::with_capacity(count * self.count * 8),
            spaces: Vec::with_capacity(count),
            ..Written::default()
        };
        for &(document, tokenised, chosen) in documents {
            let text = document.text.as_str();
            let length = u32::try_from(tokenised.tokens.len()).map_err(|_| WriteError::new("a text is too long."))?;
            written.lengths.extend_from_slice(&length.to_le_bytes());
            let links = Links::of(document);
            let mut marks =
                tokenised.marks.iter().zip(chosen).filter(|(_, is_in)| **is_in).map(|(mark, _)| mark).peekable();
            let mut sentences = tokenised.sentences.iter().peekable();
            for (at, token) in tokenised.tokens.iter().enumerate() {
                while marks.next_if(|mark| mark.tokens.end <= at).is_some() {}
                let entity = marks
                    .peek()
                    .filter(|mark| mark.tokens.contains(&at))
                    .and_then(|mark| Some((mark.tokens.start, document.annotations.get(mark.annotation)?)));
                let iob = entity.map_or(2, |(start, _)| if start == at { 3 } else { 1 });
                let label = entity.map_or(0, |(_, annotation)| written.strings.number(&annotation.label));
                let orth = written.strings.number(document.text.slice(*token));
                for number in [orth, iob, label] {
                    written.tokens.extend_from_slice(&number.to_le_bytes());
                }
                if self.by_sentence {
                    // -1 says that no sentence starts here.
                    let starts = sentences.next_if(|sentence| sentence.start == at).is_some();
                    written.tokens.extend_from_slice(&if starts { 1 } else { u64::MAX }.to_le_bytes());
                }
                if self.linked {
                    let link = entity.and_then(|(_, annotation)| links.get(annotation.entity));
                    written
                        .tokens
                        .extend_from_slice(&link.map_or(0, |link| written.strings.number(link)).to_le_bytes());
                }
                let next = tokenised.tokens.get(at + 1).map_or(text.len(), |next| next.start());
                written.spaces.push(u8::from(next > token.end()));
            }
            written.groups.push(if self.grouped {
                group(document, tokenised, &links, &mut written.strings)?
            } else {
                packed(&[(); 0])?
            });
        }
        Ok(written)
    }
}

/// What the entities of a document are elsewhere.
struct Links<'a>(HashMap<Id, &'a str>);

impl<'a> Links<'a> {
    fn of(document: &'a Document) -> Self {
        let link = |link: &'a Option<Arc<str>>| link.as_deref();
        Self(document.entities.iter().filter_map(|entity| Some((entity.id, link(&entity.link)?))).collect())
    }

    fn get(&self, entity: Option<Id>) -> Option<&'a str> {
        self.0.get(&entity?).copied()
    }
}

/// All marks of a document as the groups of spans that it has: one.
fn group<'a>(
    document: &'a Document,
    tokenised: &Tokenised,
    links: &Links<'a>,
    strings: &mut Strings<'a>,
) -> Result<Vec<u8>, WriteError> {
    let span = |mark: &Mark, strings: &mut Strings<'a>| -> Option<Vec<u8>> {
        let annotation = document.annotations.get(mark.annotation)?;
        let (first, last) = (tokenised.tokens.get(mark.tokens.start)?, tokenised.tokens.get(mark.tokens.end - 1)?);
        let points = [document.text.char_from_byte(first.start()), document.text.char_from_byte(last.end())];
        let link = links.get(annotation.entity).map_or(0, |link| strings.number(link));
        let mut span = Vec::with_capacity(40);
        for number in [0, link, strings.number(&annotation.label)] {
            span.extend_from_slice(&number.to_be_bytes());
        }
        for number in [mark.tokens.start, mark.tokens.end, points[0], points[1]] {
            span.extend_from_slice(&u32::try_from(number).ok()?.to_be_bytes());
        }
        Some(span)
    };
    let spans: Vec<_> = tokenised.marks.iter().filter_map(|mark| span(mark, strings)).collect();
    let spans = spans.iter().map(|span| Bytes(span)).collect();
    let group = packed(&Group { name: GROUP, attrs: BTreeMap::new(), spans })?;
    // spaCy's keys are the groups, its values the names under which a document has them.
    let mut groups = vec![0x81];
    groups.extend(packed(&Bytes(&group))?);
    groups.extend(packed(&[GROUP])?);
    Ok(groups)
}

fn packed(value: &impl Serialize) -> Result<Vec<u8>, WriteError> {
    rmp_serde::to_vec_named(value).map_err(|error| WriteError::new(format!("the file could not be made ({error}).")))
}
