//! Spans as tools write them in JSON: `[0, 8, "PERSON"]` or an object, whose fields have a dozen names.
//! What is none is passed over and remarked, so that one odd entry does not cost the file.

use std::collections::BTreeMap;

use postil_engine::Status;

use crate::draft::DraftSpan;
use crate::json::Json;
use crate::spot::Spot;

const STARTS: &[&str] = &[
    "start",
    "start_offset",
    "start_char",
    "begin",
    "startOffset",
    "start_idx",
    "start_pos",
    "char_start",
    "BeginOffset",
];
const ENDS: &[&str] = &["end", "end_offset", "end_char", "endOffset", "end_idx", "end_pos", "char_end", "EndOffset"];
const LABELS: &[&str] =
    &["label", "entity_group", "labels", "entity", "entity_type", "label_", "tag", "type", "category", "Type", "value"];
const SCORES: &[&str] = &["score", "confidence", "probability", "prob", "confidenceScore", "Score"];
const QUOTES: &[&str] = &["text", "span_text", "quote", "Text"];
/// What words are called where nothing else says where they stand.
const WORDS: &[&str] = &["text", "span_text", "quote", "mention", "word", "Text"];

/// What says where a span lies, by any name.
pub(crate) fn has_places(has_key: impl Fn(&str) -> bool) -> bool {
    STARTS.iter().chain(&["offset", "offsets", "span"]).any(|key| has_key(key))
}

/// The span that `value` says; `None` when it says none.
pub(crate) fn span(value: &Json<'_>, place: impl FnOnce() -> Spot, status: Status) -> Option<DraftSpan> {
    if let Some(listed) = listed(value.list(), status) {
        return Some(DraftSpan { place: place(), ..listed });
    }
    let pieces = pieces(value)?;
    let quote = value.any(QUOTES).and_then(|words| match words {
        Json::List(words) => Some(words.iter().filter_map(Json::text).collect::<Vec<_>>().join(" ")),
        words => words.text().map(str::to_owned),
    });
    Some(DraftSpan { place: place(), pieces, quote, ..labelled(value, status)? })
}

/// The words and the label that `value` says, without a place in the text.
pub(crate) fn words_only(value: &Json<'_>, place: impl FnOnce() -> Spot, status: Status) -> Option<DraftSpan> {
    if value.any(STARTS).or_else(|| value.any(ENDS)).is_some() {
        return None;
    }
    let quote = value.any(WORDS)?.text().filter(|words| !words.trim().is_empty())?.trim().to_owned();
    Some(DraftSpan { place: place(), quote: Some(quote), ..labelled(value, status)? })
}

/// `[0, 8, "PERSON"]` or `["PERSON", 0, 8]`, perhaps with how sure a model was.
fn listed(list: &[Json<'_>], status: Status) -> Option<DraftSpan> {
    let (start, end, label, rest) = match list {
        [label @ Json::Text(_), start, end, rest @ ..] | [start, end, label, rest @ ..] => (start, end, label, rest),
        _ => return None,
    };
    let label = label.name().filter(|label| !label.is_empty())?;
    #[allow(clippy::cast_possible_truncation)] // a confidence needs few digits
    let score = |score: &Json<'_>| if let Json::Number(score) = score { Some(*score as f32) } else { None };
    let pieces = vec![(start.offset()?, end.offset()?)];
    Some(DraftSpan { pieces, label, status, confidence: rest.first().and_then(score), ..DraftSpan::default() })
}

/// Where an object says that it lies.
fn pieces(value: &Json<'_>) -> Option<Vec<(u64, u64)>> {
    let pair = |pair: &Json<'_>| match pair.list() {
        [start, end] => Some((start.offset()?, end.offset()?)),
        _ => None,
    };
    if let Some(start) = value.any(STARTS) {
        return Some(vec![(start.offset()?, value.any(ENDS)?.offset()?)]);
    }
    if let Some((start, length)) = value.get("offset").zip(value.get("length")) {
        let start = start.offset()?;
        return Some(vec![(start, start.checked_add(length.offset()?)?)]);
    }
    match value.any(&["span", "offsets"])? {
        Json::List(several) if several.iter().all(|one| matches!(one, Json::List(_))) => {
            several.iter().map(pair).collect()
        }
        one => Some(vec![pair(one)?]),
    }
}

/// What an object says beside its place.
fn labelled(value: &Json<'_>, status: Status) -> Option<DraftSpan> {
    let said = value.any(LABELS)?;
    let said = said.list().first().unwrap_or(said);
    let label = said.any(LABELS).unwrap_or(said).name().filter(|label| !label.is_empty())?;
    let score = value.any(SCORES).or_else(|| said.any(SCORES)).and_then(Json::number);
    #[allow(clippy::cast_possible_truncation)] // a confidence needs few digits
    let confidence = score.map(|score| score as f32);
    let link = value.any(&["kb_id", "kb_id_", "link"]).and_then(Json::text).filter(|link| !link.is_empty());
    Some(DraftSpan {
        id: value.get("id").and_then(Json::name),
        label,
        status,
        confidence,
        link: link.map(str::to_owned),
        ..DraftSpan::default()
    })
}

/// The title, id, date and address that a file's own fields may give: whatever of them is there.
pub(crate) fn words(value: &Json<'_>, key: &str) -> Option<String> {
    value.words(key).filter(|words| !words.is_empty()).map(str::to_owned)
}

/// The same as the start of a sentence.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Places that are named, of many.
const SHOWN: usize = 3;

/// What was passed over: what it is, how often, and where first.
#[derive(Debug, Default)]
pub(crate) struct Passed(BTreeMap<&'static str, (usize, Vec<Spot>)>);

impl Passed {
    /// `what` is a plural, with what became of it: `entries that are no spans were passed over`. How many there are stands
    /// after it, in brackets, so that it is true of one too.
    pub(crate) fn add(&mut self, what: &'static str, place: impl FnOnce() -> Spot) {
        let (count, places) = self.0.entry(what).or_default();
        *count += 1;
        if places.len() < SHOWN {
            places.push(place());
        }
    }

    /// What was passed over in the file's next piece, before which there are so many lines and so many members.
    pub(crate) fn extend(&mut self, other: Self, lines: usize, members: usize) {
        for (what, (count, places)) in other.0 {
            let own = self.0.entry(what).or_default();
            own.0 += count;
            own.1.extend(places.into_iter().take(SHOWN.saturating_sub(own.1.len())).map(|mut place| {
                place.moved(lines, members);
                place
            }));
        }
    }

    /// An entry that should have been a span.
    pub(crate) fn no_span(&mut self, place: impl FnOnce() -> Spot) {
        self.add("entries without a start, an end and a label were passed over", place);
    }

    pub(crate) fn remarks(self) -> Vec<String> {
        let remark = |(what, (count, places)): (&str, (usize, Vec<Spot>))| {
            let places: Vec<_> = places.iter().map(Spot::to_string).collect();
            let more = if count > places.len() { format!(" and {} more", count - places.len()) } else { String::new() };
            format!("{} ({count}): {}{more}.", capitalised(what), places.join("; "))
        };
        self.0.into_iter().map(remark).collect()
    }
}
