//! Reads annotations of the W3C's model: pages, collections, lists and lines of them, ours and those of Recogito, which
//! counts UTF-16 units. Where a file has no texts, they come as text files with it.

use std::collections::HashMap;

use postil_engine::{Attribute, Status};

use super::web_annotation::{NAMES, WIKIDATA, is_wikidata};
use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::json::{Json, items, text};
use crate::loose::{Passed, words};
use crate::part::Part;
use crate::spot::Spot;
use crate::workers::Workers;

pub(super) fn read(parts: &[Part], _workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let (texts, files): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.extension() == "txt");
    let mut reader = Reader::default();
    for part in files {
        let text = text(part)?;
        items(&text, |item| {
            reader.value(&item.value, &item.place);
            Ok(())
        })?;
    }
    reader.drafts(&texts)
}

#[derive(Default)]
struct Reader {
    documents: Vec<(Draft, bool)>,
    /// The documents by the names of their sources.
    names: HashMap<String, usize>,
    relations: Vec<DraftRelation>,
    unplaced: Vec<Unplaced>,
    passed: Passed,
}

/// An annotation that says by quotes alone where it is, until the text is known.
struct Unplaced {
    owner: usize,
    /// Which of the document's.
    nth: usize,
    /// What stands before each quote, the quote, what stands after it.
    quotes: Vec<[String; 3]>,
}

impl Reader {
    /// A page, a collection with its first page, or an annotation.
    fn value(&mut self, value: &Json<'_>, place: &Spot) {
        let sources = value.get("source");
        for source in sources.map(list).unwrap_or_default() {
            if source.words("value").is_some() {
                self.source(source);
            }
        }
        for key in ["items", "@graph", "first"] {
            match value.get(key) {
                Some(Json::List(members)) => {
                    for (at, member) in members.iter().enumerate() {
                        self.value(member, &place.at(key, at));
                    }
                }
                Some(page @ Json::Object(_)) => self.value(page, &place.field(key)),
                _ => {}
            }
        }
        if let Some(target) = value.any(&["target"]) {
            self.annotation(value, target, place);
        }
    }

    /// The document of a source, by its name or described with its text.
    fn source(&mut self, source: &Json<'_>) -> usize {
        let name = source.text().or_else(|| source.any(&["id", "@id"]).and_then(Json::text)).unwrap_or_default();
        let at = self.names.get(name).copied().unwrap_or_else(|| {
            let id = name.strip_prefix(NAMES).map(decoded);
            let is_address = name.starts_with("http://") || name.starts_with("https://");
            let source_url = is_address.then(|| name.to_owned());
            self.documents.push((Draft { id, source_url, ..Draft::default() }, false));
            self.names.insert(name.to_owned(), self.documents.len() - 1);
            self.documents.len() - 1
        });
        if let (Some((draft, has_text)), Some(text)) = (self.documents.get_mut(at), source.words("value")) {
            text.clone_into(&mut draft.text);
            draft.title = words(source, "label");
            *has_text = true;
        }
        at
    }

    fn annotation(&mut self, value: &Json<'_>, target: &Json<'_>, place: &Spot) {
        let targets = list(target);
        if targets.iter().all(|target| target.get("selector").is_none()) {
            return self.relation(value, targets, place);
        }
        let mut span = DraftSpan { place: place.clone(), status: Status::Accepted, ..DraftSpan::default() };
        let mut quotes = Vec::new();
        for target in targets {
            for selector in target.get("selector").map(list).unwrap_or_default() {
                let offset = |key| selector.get(key).and_then(Json::offset);
                if let Some(exact) = selector.words("exact") {
                    let around = |key| selector.words(key).unwrap_or_default();
                    quotes.push([around("prefix"), exact, around("suffix")]);
                } else if let (Some("TextPositionSelector"), Some(piece)) =
                    (selector.words("type"), offset("start").zip(offset("end")))
                {
                    span.pieces.push(piece);
                }
            }
        }
        let source = targets.first().and_then(|target| target.any(&["source", "id"])).unwrap_or(&Json::Null);
        let is_quoted = quotes.len() == targets.len() && quotes.iter().all(|[_, exact, _]| !exact.is_empty());
        let is_placed = span.pieces.len() == targets.len();
        if !is_placed && !is_quoted {
            let what = "annotations without a position or a quote for each target were passed over";
            return self.passed.add(what, || place.clone());
        }
        if is_quoted {
            span.quote = Some(quotes.iter().map(|[_, exact, _]| *exact).collect::<Vec<_>>().join(" "));
        }
        let owner = self.source(source);
        if !is_placed {
            let quotes = quotes.iter().map(|quote| quote.map(str::to_owned)).collect();
            self.unplaced.push(Unplaced {
                owner,
                nth: self.documents.get(owner).map_or(0, |it| it.0.spans.len()),
                quotes,
            });
        }
        span.id = value.any(&["id", "@id"]).and_then(Json::name);
        self.bodies(value, &mut span);
        if let Some((draft, _)) = self.documents.get_mut(owner) {
            draft.spans.push(span);
        }
    }

    fn bodies(&mut self, value: &Json<'_>, span: &mut DraftSpan) {
        let motivation = value.get("motivation").map(list).and_then(<[_]>::first).and_then(Json::text);
        let mut notes: Vec<&str> = value.words("bodyValue").into_iter().collect();
        for body in value.get("body").map(list).unwrap_or_default() {
            let words = body.text().or_else(|| body.any(&["value", "label"]).and_then(Json::text));
            let source = body.any(&["source", "id", "@id"]);
            let source = source.and_then(|it| it.text().or_else(|| it.any(&["id", "@id"]).and_then(Json::text)));
            let purpose = body.get("purpose").map(list).and_then(<[_]>::first).and_then(Json::text).or(motivation);
            match (purpose, words, source) {
                (Some("tagging" | "classifying"), Some(tag), _) if span.label.is_empty() => {
                    tag.clone_into(&mut span.label);
                }
                (Some("tagging" | "classifying"), Some(tag), _) => self.tag(span, tag),
                (Some("identifying" | "classifying" | "tagging" | "linking"), _, Some(source)) => {
                    let item = source.strip_prefix(WIKIDATA).filter(|item| is_wikidata(item));
                    span.link = Some(item.unwrap_or(source).to_owned());
                }
                (_, Some(words), _) => notes.push(words),
                _ => self
                    .passed
                    .add("bodies that are neither tags, links nor notes were passed over", || span.place.clone()),
            }
        }
        if !notes.is_empty() {
            span.note = Some(notes.join("\n"));
        }
        if span.label.is_empty() {
            motivation.unwrap_or("annotation").clone_into(&mut span.label);
        }
    }

    /// A tag beyond the first, which is the label.
    fn tag(&mut self, span: &mut DraftSpan, tag: &str) {
        if span.attributes.is_empty() {
            span.attributes.push(Attribute { name: "tag".into(), value: tag.into() });
        } else {
            self.passed.add("tags beyond two of one annotation were passed over", || span.place.clone());
        }
    }

    /// What has annotations as its targets: from the target to the body, or from one target to the other.
    fn relation(&mut self, value: &Json<'_>, targets: &[Json<'_>], place: &Spot) {
        let name = |it: &Json<'_>| {
            it.text().or_else(|| it.any(&["id", "@id", "source"]).and_then(Json::text)).map(str::to_owned)
        };
        let bodies = value.get("body").map(list).unwrap_or_default();
        let kind = bodies.iter().find_map(|body| body.words("value")).unwrap_or("linking").to_owned();
        let body = bodies.iter().find(|body| body.words("value").is_none()).and_then(name);
        let ends = match targets {
            [from, to, ..] => name(from).zip(name(to)),
            [from] => name(from).zip(body),
            [] => None,
        };
        let Some((from, to)) = ends else {
            return self.passed.add("annotations of whole texts were passed over", || place.clone());
        };
        self.relations.push(DraftRelation { place: place.clone(), kind, from, to });
    }

    fn drafts(mut self, texts: &[&Part]) -> Result<Drafts, ReadError> {
        let relations = std::mem::take(&mut self.relations);
        // The documents of annotations, by the annotations' names.
        let named = |(owner, (draft, _)): (usize, &(Draft, bool))| {
            draft.spans.iter().filter_map(|span| Some((span.id.clone()?, owner))).collect::<Vec<_>>()
        };
        let documents = self.documents.iter().enumerate().filter(|_| !relations.is_empty());
        let owners: HashMap<String, usize> = documents.flat_map(named).collect();
        for relation in relations {
            match owners.get(&relation.from).and_then(|&owner| self.documents.get_mut(owner)) {
                Some((draft, _)) => draft.relations.push(relation),
                None => self.passed.add("annotations of whole texts were passed over", || relation.place),
            }
        }
        let missing = self.documents.iter().filter(|(_, has_text)| !has_text).count();
        let mut names = vec![String::new(); self.documents.len()];
        for (name, at) in self.names {
            if let Some(slot) = names.get_mut(at) {
                *slot = name;
            }
        }
        let mut documents = Vec::with_capacity(self.documents.len());
        for ((mut draft, has_text), name) in self.documents.into_iter().zip(names) {
            if !has_text {
                let by_name = texts.iter().find(|part| name.contains(part.stem()) && !part.stem().is_empty());
                let only = texts.first().filter(|_| texts.len() == 1 && missing == 1);
                let Some(part) = by_name.or(only) else {
                    let name = if name.is_empty() { "a text" } else { &name };
                    return Err(ReadError::new(format!(
                        "The annotations are on {name}, which is not in the file. Open the text with it, as a .txt file."
                    )));
                };
                draft.text = postil_formats::decode(&part.bytes)?.into_owned();
            }
            documents.push(draft);
        }
        place(&mut documents, self.unplaced, &mut self.passed);
        Ok(Drafts { documents, passed: self.passed, ..Drafts::default() })
    }
}

/// Bytes that quotes are searched in, at most, for each byte of the texts.
const SEARCHED: usize = 64;

/// Gives annotations that have quotes alone their places: where each quote stands with what is around it, and nowhere
/// else. The others are taken out.
fn place(documents: &mut [Draft], unplaced: Vec<Unplaced>, passed: &mut Passed) {
    let mut budget = documents.iter().map(|draft| draft.text.len() * SEARCHED).sum::<usize>();
    for Unplaced { owner, nth, quotes } in unplaced.into_iter().rev() {
        let Some(draft) = documents.get_mut(owner) else { continue };
        let cost = draft.text.len() * quotes.len();
        let found = budget.checked_sub(cost).and_then(|left| {
            budget = left;
            quotes.iter().map(|quote| only(&draft.text, quote)).collect::<Option<Vec<_>>>()
        });
        match (found, draft.spans.get_mut(nth)) {
            (Some(found), Some(span)) => {
                // In the usual unit; where the other annotations of the file count another, the quote tells.
                let points = |at: usize| draft.text.get(..at).unwrap_or_default().chars().count() as u64;
                span.pieces = found.into_iter().map(|(start, end)| (points(start), points(end))).collect();
            }
            (None, Some(_)) => {
                let span = draft.spans.remove(nth);
                passed
                    .add("annotations whose quote stands nowhere or in several places were passed over", || span.place);
            }
            (_, None) => {}
        }
    }
}

/// The one place where a quote stands between what is around it.
fn only(text: &str, [before, exact, after]: &[String; 3]) -> Option<(usize, usize)> {
    let is_there = |&(start, end): &(usize, usize)| {
        text.get(..start).is_some_and(|text| text.ends_with(before.as_str()))
            && text.get(end..).is_some_and(|text| text.starts_with(after.as_str()))
    };
    let mut found = text.match_indices(exact.as_str()).map(|(at, _)| (at, at + exact.len())).filter(is_there);
    found.next().filter(|_| found.next().is_none())
}

/// The members of a list, or the one value that stands for it.
fn list<'a, 'b>(value: &'a Json<'b>) -> &'a [Json<'b>] {
    if let Json::List(members) = value { members } else { std::slice::from_ref(value) }
}

/// An id out of its name.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| byte == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
