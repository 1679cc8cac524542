//! Reading a DocBin, ours or one that spaCy wrote.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::read::ZlibDecoder;
use postil_engine::Status;
use postil_formats::json_words;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{attr, strings};
use crate::draft::{Draft, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::Unit;
use crate::workers::{Workers, map, runs};

/// How much larger than the file its content may be: real ones are a tenth of it.
const MOST: u64 = 256;

/// Bytes that are made room for beforehand, at most.
const ROOM: usize = 1 << 25;

#[derive(Deserialize)]
struct Bin<'a> {
    attrs: Vec<u64>,
    tokens: &'a [u8],
    spaces: &'a [u8],
    lengths: &'a [u8],
    strings: Vec<&'a str>,
    #[serde(default)]
    flags: Vec<Flags>,
    #[serde(default, borrow)]
    span_groups: Vec<&'a [u8]>,
    #[serde(default, borrow)]
    cats: Vec<BTreeMap<&'a str, IgnoredAny>>,
    #[serde(default)]
    user_data: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
struct Flags {
    #[serde(default)]
    has_unknown_spaces: bool,
}

#[derive(Deserialize)]
struct Group<'a> {
    #[serde(borrow)]
    spans: Vec<&'a [u8]>,
}

/// The first bytes of what is packed.
pub(super) fn starts(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut start = Vec::new();
    // The file may be cut; what there is before that is enough.
    let _ = ZlibDecoder::new(bytes).take(64).read_to_end(&mut start);
    (!start.is_empty()).then_some(start)
}

pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut drafts = Drafts { unit: Some(Unit::Byte), ..Drafts::default() };
    for part in parts {
        let most = part.bytes.len() as u64 * MOST + (1 << 20);
        let mut body = Vec::with_capacity(part.bytes.len().saturating_mul(8).min(ROOM));
        ZlibDecoder::new(&*part.bytes).take(most + 1).read_to_end(&mut body).map_err(|error| {
            ReadError::new(format!("{} cannot be unpacked ({error}). Is it a .spacy file, and whole?", part.name))
        })?;
        if body.len() as u64 > most {
            return Err(ReadError::new(format!(
                "{} is over {MOST} times as large as its file. Nothing was read.",
                part.name
            )));
        }
        let bin: Bin<'_> = rmp_serde::from_slice(&body).map_err(|error| {
            ReadError::new(format!("{} is no DocBin of spaCy: {}.", part.name, json_words(&error.to_string())))
        })?;
        documents(&bin, body.len(), &mut drafts, workers)?;
    }
    Ok(drafts)
}

fn documents(bin: &Bin<'_>, size: usize, drafts: &mut Drafts, workers: &dyn Workers) -> Result<(), ReadError> {
    let wide = bin.attrs.len();
    let column = |attr: u64| bin.attrs.iter().position(|&other| other == attr);
    let Some(orth) = column(attr::ORTH) else {
        return Err(ReadError::new("The DocBin has no words (the attribute ORTH is missing)."));
    };
    let tokens = bin.tokens.as_chunks::<8>().0;
    let lengths: Vec<usize> =
        bin.lengths.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes) as usize).collect();
    let count = lengths.iter().try_fold(0_usize, |sum, &length| sum.checked_add(length));
    let is_whole =
        count.is_some_and(|count| count.checked_mul(wide) == Some(tokens.len()) && count == bin.spaces.len());
    if !is_whole {
        return Err(ReadError::new("The DocBin does not hold together: its lengths are not those of its tokens."));
    }
    let strings: HashMap<u64, &str> =
        bin.strings.iter().map(|string| (strings::number(string), *string)).chain([(0, "")]).collect();
    let table = Table {
        strings,
        wide,
        orth,
        iob: column(attr::ENT_IOB),
        label: column(attr::ENT_TYPE),
        link: column(attr::ENT_KB_ID),
    };
    // A long word that is there often must not become more than there is in the file.
    let room = || AtomicUsize::new(size.saturating_mul(4) + (1 << 20));
    let (mut tokens, mut spaces) = (tokens, bin.spaces);
    let mut packed = Vec::with_capacity(lengths.len());
    for (nth, length) in lengths.into_iter().enumerate() {
        let (own, rest) = tokens.split_at(length * wide);
        let (own_spaces, rest_spaces) = spaces.split_at(length);
        (tokens, spaces) = (rest, rest_spaces);
        let unknown = bin.flags.get(nth).is_some_and(|flags| flags.has_unknown_spaces);
        packed.push(Packed {
            nth,
            tokens: own,
            spaces: own_spaces,
            unknown,
            groups: bin.span_groups.get(nth).copied(),
        });
    }
    let read = |run: &[Packed<'_>], room: &AtomicUsize| -> Result<Vec<Draft>, ReadError> {
        run.iter().map(|document| table.document(document, room)).collect()
    };
    let shared = room();
    let of = |document: &Packed<'_>| size_of_val(document.tokens);
    let found = map(workers, runs(&packed, workers.piece(), of), |run| read(run, &shared).ok());
    match found.into_iter().collect::<Option<Vec<_>>>() {
        Some(found) => drafts.documents.extend(found.into_iter().flatten()),
        // In their order, so that it is the first that is wrong which is named.
        None => drafts.documents.extend(read(&packed, &room())?),
    }
    let categories = bin.cats.iter().filter(|cats| !cats.is_empty()).count();
    if categories > 0 {
        drafts.remarks.push(format!("Categories of {categories} documents were passed over."));
    }
    if bin.user_data.is_some() {
        drafts.remarks.push("The user data of documents was passed over.".to_owned());
    }
    Ok(())
}

/// Which numbers tokens have, and the strings that they are.
struct Table<'a> {
    strings: HashMap<u64, &'a str>,
    wide: usize,
    orth: usize,
    iob: Option<usize>,
    label: Option<usize>,
    link: Option<usize>,
}

/// A document as it is in the file.
struct Packed<'a> {
    nth: usize,
    /// The numbers of its tokens, row after row.
    tokens: &'a [[u8; 8]],
    spaces: &'a [u8],
    /// Whether it is not known where spaces are.
    unknown: bool,
    groups: Option<&'a [u8]>,
}

/// A document with the places of its tokens, in bytes.
struct Placed {
    draft: Draft,
    places: Vec<(u64, u64)>,
}

impl Table<'_> {
    fn string(&self, number: u64, place: impl Fn() -> Spot) -> Result<&str, ReadError> {
        let missing = || ReadError::at(place(), format_args!("the string with the number {number} is not in the file"));
        self.strings.get(&number).copied().ok_or_else(missing)
    }

    fn document(&self, packed: &Packed<'_>, room: &AtomicUsize) -> Result<Draft, ReadError> {
        let &Packed { nth, tokens, spaces, unknown, groups } = packed;
        let mut placed = self.placed(nth, tokens, spaces, unknown, room)?;
        if let Some(groups) = groups {
            self.groups(nth, groups, &mut placed)?;
        }
        Ok(placed.draft)
    }

    fn placed(
        &self,
        nth: usize,
        tokens: &[[u8; 8]],
        spaces: &[u8],
        unknown: bool,
        room: &AtomicUsize,
    ) -> Result<Placed, ReadError> {
        let mut draft = Draft::default();
        let mut places = Vec::with_capacity(spaces.len());
        let number = |row: &[[u8; 8]], column: Option<usize>| {
            column.and_then(|column| row.get(column)).map_or(0, |bytes| u64::from_le_bytes(*bytes))
        };
        let mut open: Option<u64> = None;
        let mut used = 0;
        for (at, (row, &space)) in tokens.chunks_exact(self.wide).zip(spaces).enumerate() {
            let place = || Spot::numbered("document", nth + 1).nth("token", at + 1);
            let word = self.string(number(row, Some(self.orth)), place)?;
            used += word.len();
            if used > room.load(Ordering::Relaxed) {
                return Err(ReadError::at(place(), "the text is much larger than the file. Nothing was read"));
            }
            let start = draft.text.len();
            draft.text.push_str(word);
            let end = draft.text.len();
            places.push((start as u64, end as u64));
            if space != 0 && !unknown || unknown && at + 1 < spaces.len() {
                draft.text.push(' ');
            }
            let (iob, label) = (number(row, self.iob), number(row, self.label));
            let is_in = matches!(iob, 1 | 3) && label != 0;
            match draft.spans.last_mut().and_then(|span| span.pieces.first_mut()) {
                Some(piece) if is_in && iob == 1 && open == Some(label) => piece.1 = end as u64,
                _ if is_in => {
                    let link = self.string(number(row, self.link), place)?;
                    draft.spans.push(DraftSpan {
                        place: place(),
                        pieces: vec![(start as u64, end as u64)],
                        label: self.string(label, place)?.to_owned(),
                        status: Status::Accepted,
                        link: Some(link.to_owned()).filter(|link| !link.is_empty()),
                        ..DraftSpan::default()
                    });
                }
                _ => {}
            }
            open = is_in.then_some(label);
        }
        // What others took in the meantime is seen at the next document.
        let _ = room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| Some(room.saturating_sub(used)));
        Ok(Placed { draft, places })
    }

    /// The spans of groups that are no entities as well.
    fn groups(&self, nth: usize, packed: &[u8], to: &mut Placed) -> Result<(), ReadError> {
        // A map from groups to names, in older versions a list of groups.
        let Ok(groups) = rmp_serde::from_slice::<BTreeMap<&[u8], IgnoredAny>>(packed)
            .map(|map| map.into_keys().collect())
            .or_else(|_| rmp_serde::from_slice::<Vec<&[u8]>>(packed))
        else {
            return Ok(());
        };
        let mut known: HashSet<_> =
            to.draft.spans.iter().map(|span| (span.pieces.clone(), span.label.clone())).collect();
        for group in groups {
            let place = |at: usize| Spot::numbered("document", nth + 1).nth("span of a group", at + 1);
            let Ok(group) = rmp_serde::from_slice::<Group<'_>>(group) else { continue };
            for (at, span) in group.spans.iter().enumerate() {
                let place = || place(at);
                let Some((start, end, link, label)) = self::span(span, &to.places) else {
                    return Err(ReadError::at(place(), "it is no stretch of the document's tokens"));
                };
                let label = self.string(label, place)?.to_owned();
                let pieces = vec![(start, end)];
                if !known.insert((pieces.clone(), label.clone())) {
                    continue;
                }
                let link = self.strings.get(&link).filter(|link| !link.is_empty()).map(|link| (*link).to_owned());
                to.draft.spans.push(DraftSpan {
                    place: place(),
                    pieces,
                    label,
                    link,
                    status: Status::Accepted,
                    ..DraftSpan::default()
                });
            }
        }
        Ok(())
    }
}

/// Start, end, link and label of a packed span: id, link, label (64 bits), first token, end (32 bits), and the same two in
/// characters, all with the big end first.
fn span(bytes: &[u8], places: &[(u64, u64)]) -> Option<(u64, u64, u64, u64)> {
    let long = |at: usize| bytes.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
    let short = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (first, end) = (short(24)? as usize, short(28)? as usize);
    let places = places.get(first..end)?;
    Some((places.first()?.0, places.last()?.1, long(8)?, long(16)?))
}
