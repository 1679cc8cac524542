//! `predictions`: texts with what any model found in them, one a line or in a list, read as suggestions.
//!
//! ```json
//! {"text":"Ana Ruiz paid.","entities":[{"start":0,"end":8,"label":"PERSON","score":0.97,"text":"Ana Ruiz"}]}
//! ```
//!
//! The list may be called `spans`, `entities`, `predictions`, `ner`, `ents` or `output`; its members are triples or objects
//! in the words of Hugging Face's pipelines, spaCy, Flair, GLiNER and others. Offsets are code points, end exclusive. Tags of
//! single tokens (`B-PER`, `I-PER`) become spans. Words without offsets, as language models give them, are looked for in the
//! text, each from the one before on.

use postil_engine::Status;

use crate::doctor::is_whole;
use crate::draft::{Draft, DraftSpan, Drafts, expect};
use crate::error::ReadError;
use crate::format::{Format, Group, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::{Item, Json};
use crate::loose::{Passed, has_places, span, words, words_only};
use crate::unit::Unit;

pub(crate) static FORMAT: Format = Format {
    id: "predictions",
    name: "Predictions",
    description: "JSON Lines of texts with the spans that a model found, read as suggestions",
    extension: ".jsonl",
    mime: "application/jsonl",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::CodePoint, Unit::Utf16, Unit::Byte],
    says: &[Says::Overlaps, Says::Status, Says::Confidence],
    tokens: None,
    streams: true,
    joins: Joins::Lines,
    write: None,
    read: Some(Read::Items(read)),
    check: None,
    knows,
};

const LISTS: [&str; 12] = [
    "spans",
    "entities",
    "predictions",
    "ner",
    "ents",
    "output",
    "predicted_entities",
    "named_entities",
    "prediction",
    "results",
    "result",
    "Entities",
];
/// Those that hold what a model found, whatever is in them.
const OWN_LISTS: [&str; 7] =
    ["predictions", "ner", "output", "predicted_entities", "named_entities", "prediction", "Entities"];
const TEXTS: [&str; 5] = ["text", "sentence", "content", "document", "Text"];

fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let draft = draft(item, &mut drafts.passed)?;
    drafts.documents.push(draft);
    Ok(())
}

fn draft(item: &Item<'_>, passed: &mut Passed) -> Result<Draft, ReadError> {
    let value = &item.value;
    let Some(text) = value.any(&TEXTS).and_then(Json::text) else {
        let what = "there is no \"text\"; write the text that the model read beside what it found";
        return Err(ReadError::at(&item.place, what));
    };
    let mut spans: Vec<DraftSpan> = Vec::new();
    for key in LISTS {
        // How many tokens the last span has, and which is next after it.
        let mut last: Option<(u64, u64)> = None;
        let mut after = 0;
        let entries = value.get(key).map(Json::list).unwrap_or_default();
        expect(&mut spans, entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let place = || item.place.at(key, at);
            let Some(new) = span(entry, place, Status::Suggested) else {
                match words_only(entry, place, Status::Suggested) {
                    Some(new) => spans.extend(found(new, text, &mut after, passed)),
                    None => passed.no_span(place),
                }
                continue;
            };
            match tag(entry).zip(new.pieces.first()) {
                Some(((begins, label), &(start, end))) => {
                    let index = entry.get("index").and_then(Json::offset);
                    let goes_on = spans.last().zip(last).is_some_and(|(before, (_, next))| {
                        let is_next = match index {
                            Some(index) => index == next,
                            None => before.pieces.last().is_some_and(|piece| start >= piece.1 && start - piece.1 <= 1),
                        };
                        !begins && is_next && before.label == label
                    });
                    let tokens = if let Some(before) = spans.last_mut().filter(|_| goes_on) {
                        let tokens = last.map_or(1, |(tokens, _)| tokens);
                        widen(before, end, new.confidence, tokens);
                        tokens + 1
                    } else {
                        spans.push(DraftSpan { label: label.to_owned(), quote: None, ..new });
                        1
                    };
                    last = Some((tokens, index.map_or(0, |index| index + 1)));
                }
                None => {
                    last = None;
                    spans.push(new);
                }
            }
        }
    }
    Ok(Draft {
        id: value.get("id").and_then(Json::name),
        title: words(value, "title"),
        text: text.to_owned(),
        spans,
        ..Draft::default()
    })
}

/// A span of words whose place nobody said: where they stand next, else where they stand first.
fn found(span: DraftSpan, text: &str, after: &mut usize, passed: &mut Passed) -> Option<DraftSpan> {
    let words = span.quote.as_deref()?;
    let from = |from: usize| {
        let places = text.get(from..)?.match_indices(words).map(|(at, _)| from + at);
        places.into_iter().find(|&at| is_whole(text, at, at + words.len()))
    };
    let Some(start) = from(*after).or_else(|| from(0)) else {
        passed.add("marks whose words are not in the text were passed over", || span.place);
        return None;
    };
    *after = start + words.len();
    let before = text.get(..start)?.chars().count() as u64;
    let pieces = vec![(before, before + words.chars().count() as u64)];
    passed.add("marks without offsets were put where their words stand", || span.place.clone());
    Some(DraftSpan { pieces, ..span })
}

/// Whether a token's tag says that a name begins, and the label, where the entry is a token with a tag.
fn tag<'a>(entry: &'a Json<'_>) -> Option<(bool, &'a str)> {
    let tag = entry.words("entity").filter(|_| entry.any(&["entity_group", "label"]).is_none())?;
    let (prefix, label) = tag.split_once('-')?;
    match prefix {
        "B" | "S" | "U" => Some((true, label)),
        "I" | "E" | "L" => Some((false, label)),
        _ => None,
    }
}

/// Takes one more token into a span of `tokens`; its confidence stays the mean.
fn widen(span: &mut DraftSpan, end: u64, confidence: Option<f32>, tokens: u64) {
    if let Some(piece) = span.pieces.last_mut() {
        piece.1 = end;
    }
    #[allow(clippy::cast_precision_loss)] // a mean needs few digits
    let tokens = tokens as f32;
    span.confidence = span.confidence.zip(confidence).map(|(mean, new)| (mean * tokens + new) / (tokens + 1.0));
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let has_key = |keys: &[&str]| keys.iter().any(|key| peek.has_key(key));
    let scored = || has_key(&["score", "confidence", "probability", "entity_group", "confidenceScore", "Score"]);
    let lists = LISTS.iter().any(|key| shape.lists(key));
    let named = || shape.has_any(&OWN_LISTS) && has_key(&TEXTS);
    // Words with labels, and nothing that says where they are.
    let objects = || LISTS.iter().any(|list| shape.lists(list) && lists_objects(peek.text, list));
    let placeless = || has_key(&["label", "type", "entity_type"]) && !has_places(|key| peek.has_key(key)) && objects();
    let of_tokens = shape.has_any(&["tokenized_text", "ner_tags"]);
    shape.lists < 2
        && !shape.is_pair
        && !of_tokens
        && shape.has_any(&TEXTS)
        && lists
        && (scored() || named() || placeless())
}

/// Whether a list of that name begins with an object.
fn lists_objects(text: &str, name: &str) -> bool {
    let named = format!("\"{name}\"");
    text.match_indices(&named).any(|(at, _)| {
        let rest = text.get(at + named.len()..).and_then(|rest| rest.trim_start().strip_prefix(':'));
        let members = rest.and_then(|rest| rest.trim_start().strip_prefix('['));
        members.is_some_and(|members| members.trim_start().starts_with('{'))
    })
}
