//! Spans as tools write them in JSON: `[0, 8, "PERSON"]` or an object, whose fields have a dozen names.
//! What is none is passed over and remarked, so that one odd entry does not cost the file.

use std::collections::BTreeMap;

use postil_engine::Status;

use crate::draft::DraftSpan;
use crate::json::Json;
use crate::spot::Spot;

const STARTS: &[&str] = &["start", "start_offset", "start_char", "begin", "startOffset", "start_idx"];
const ENDS: &[&str] = &["end", "end_offset", "end_char", "endOffset", "end_idx"];
const LABELS: &[&str] =
    &["label", "entity_group", "labels", "entity", "entity_type", "label_", "tag", "type", "category"];
const SCORES: &[&str] = &["score", "confidence", "probability"];
const QUOTES: &[&str] = &["text", "span_text", "quote"];

/// The span that `value` says; `None` when it says none.
pub(crate) fn span(value: &Json<'_>, place: impl FnOnce() -> Spot, status: Status) -> Option<DraftSpan> {
    if let [start, end, label, ..] = value.list() {
        let label = label.name().filter(|label| !label.is_empty())?;
        let pieces = vec![(start.offset()?, end.offset()?)];
        return Some(DraftSpan { place: place(), pieces, label, status, ..DraftSpan::default() });
    }
    let label = value.any(LABELS)?;
    let label = label.list().first().unwrap_or(label).name().filter(|label| !label.is_empty())?;
    let pieces = vec![(value.any(STARTS)?.offset()?, value.any(ENDS)?.offset()?)];
    #[allow(clippy::cast_possible_truncation)] // a confidence needs few digits
    let confidence = value.any(SCORES).and_then(Json::number).map(|score| score as f32);
    let link = value.any(&["kb_id", "kb_id_", "link"]).and_then(Json::text).filter(|link| !link.is_empty());
    Some(DraftSpan {
        place: place(),
        id: value.get("id").and_then(Json::name),
        pieces,
        quote: value.any(QUOTES).and_then(Json::text).map(str::to_owned),
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

/// Places that are named, of many.
const SHOWN: usize = 3;

/// What was passed over: what it is, how often, and where first.
#[derive(Debug, Default)]
pub(crate) struct Passed(BTreeMap<&'static str, (usize, Vec<Spot>)>);

impl Passed {
    /// `what` is a plural, with what became of it: `entries that are no spans were passed over`.
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
            format!("{count} {what}: {}{more}.", places.join("; "))
        };
        self.0.into_iter().map(remark).collect()
    }
}
