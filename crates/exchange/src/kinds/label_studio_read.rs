//! Reads Label Studio's exports: tasks of today and of before 1.0 (`completions`), and the short ones (JSON_MIN) that have
//! each control's regions at the top. `value.text` is given as it stands, with escaped line ends and collapsed spaces. Regions
//! of HTML and of dialogues lie in what these show (`label_studio_pieces`).

use postil_engine::{Attribute, Status};

use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::import::Peek;
use crate::json::{Item, Json};
use crate::kinds::label_studio_config::attribute_name;
use crate::kinds::label_studio_pieces::{Pieces, dialogue};
use crate::kinds::label_studio_several::Several;
use crate::kinds::label_studio_values::{answer, counts_nodes, labels, meta, own_labels, piece};
use crate::loose::{Passed, words};
use crate::spot::Spot;

pub(crate) fn read(item: &Item<'_>, drafts: &mut Drafts) -> Result<(), ReadError> {
    let reader = Reader { item, passed: &mut drafts.passed, spans: Vec::new(), relations: Vec::new() };
    let draft = reader.draft()?;
    drafts.documents.push(draft);
    Ok(())
}

/// Whether it names what regions have.
pub(crate) fn is_region_key(peek: &Peek<'_>) -> bool {
    ["from_name", "to_name"].iter().any(|key| peek.has_key(key))
}

/// What was decided about the regions of a list, and how sure a model was of them.
#[derive(Clone, Copy)]
struct Reviewed {
    status: Status,
    score: Option<f64>,
}

impl Reviewed {
    const ACCEPTED: Self = Self { status: Status::Accepted, score: None };
}

struct Reader<'a> {
    item: &'a Item<'a>,
    passed: &'a mut Passed,
    spans: Vec<DraftSpan>,
    relations: Vec<DraftRelation>,
}

impl Reader<'_> {
    fn draft(mut self) -> Result<Draft, ReadError> {
        let task = &self.item.value;
        let data = task.get("data").filter(|data| matches!(data, Json::Object(_)));
        let Some((key, source)) = source(data.unwrap_or(task), counts_nodes(task)) else {
            let what = "the task has no text in its data; only tasks on plain text can be read";
            return Err(ReadError::at(&self.item.place, what));
        };
        match data {
            Some(_) => self.task(task, &source),
            None => self.short(task, key, &source),
        }
        let data = data.unwrap_or(task);
        let id = data.get("document").or_else(|| task.get("id")).and_then(Json::name);
        Ok(Draft {
            id,
            title: words(data, "title"),
            date: words(data, "date"),
            source_url: words(data, "source_url"),
            text: source.text().to_owned(),
            spans: self.spans,
            relations: self.relations,
            ..Draft::default()
        })
    }

    fn task(&mut self, task: &Json<'_>, source: &Source<'_>) {
        let mut several = Several::default();
        let mut was_predicted = false;
        for list in ["annotations", "completions"] {
            for (at, annotation) in task.get(list).map(Json::list).unwrap_or_default().iter().enumerate() {
                let flag = |key| annotation.get(key) == Some(&Json::Bool(true));
                let status = if flag("was_cancelled") || flag("skipped") { Status::Rejected } else { Status::Accepted };
                let results = annotation.get("result").map(Json::list).unwrap_or_default();
                let from_prediction = |it: &Json<'_>| it.words("origin").is_some_and(|it| it.starts_with("prediction"));
                was_predicted |=
                    annotation.any(&["parent_prediction"]).is_some() || results.iter().any(from_prediction);
                let before = self.spans.len();
                let place = self.item.place.within(format!("{list}[{at}]"));
                self.list(results, &place, Reviewed { status, score: None }, source, &mut several);
                if status == Status::Accepted {
                    let new = self.spans.split_off(before);
                    self.spans.extend(several.once(new, self.passed));
                }
            }
        }
        for (at, prediction) in task.get("predictions").map(Json::list).unwrap_or_default().iter().enumerate() {
            let place = self.item.place.within(format!("predictions[{at}]"));
            let results = prediction.get("result").map(Json::list).unwrap_or_default();
            if was_predicted && !results.is_empty() {
                self.passed.add("predictions that an annotator started from were passed over", || place);
                continue;
            }
            let score = prediction.get("score").and_then(Json::number);
            self.list(results, &place, Reviewed { status: Status::Suggested, score }, source, &mut several);
        }
        self.relations = several.relations(std::mem::take(&mut self.relations));
    }

    /// What one annotator or model said.
    fn list(
        &mut self,
        results: &[Json<'_>],
        place: &Spot,
        reviewed: Reviewed,
        source: &Source<'_>,
        several: &mut Several,
    ) {
        let (spans, relations) = (self.spans.len(), self.relations.len());
        self.results(results, place, reviewed, source);
        several.next(
            self.spans.get_mut(spans..).unwrap_or_default(),
            self.relations.get_mut(relations..).unwrap_or_default(),
        );
    }

    fn short(&mut self, task: &Json<'_>, text_key: &str, source: &Source<'_>) {
        let mut answers = Vec::new();
        for (key, value) in task.fields() {
            if key == text_key {
                continue;
            }
            for (at, value) in value.list().iter().enumerate() {
                let place = self.item.place.within(format!("{key}[{at}]"));
                match labels(value) {
                    Some(labels) => self.region(None, value, labels, &place, Reviewed::ACCEPTED, source),
                    None => answers.push((key, value, place)),
                }
            }
            if key == "choice" || key == "sentiment" {
                self.passed.add("choices and other answers were passed over", || self.item.place.within(&**key));
            }
        }
        // There are no ids: answers about a region have its place.
        for (key, value, place) in answers {
            let piece = piece(value);
            let is_about = |span: &DraftSpan| piece.is_some() && span.pieces.first().copied() == piece;
            match own_labels(value, "").filter(|_| !self.spans.iter().any(is_about)) {
                Some(labels) => self.region(None, value, labels, &place, Reviewed::ACCEPTED, source),
                None => self.answer(0, is_about, Some(key), value, place),
            }
        }
    }

    fn results(&mut self, results: &[Json<'_>], list: &Spot, reviewed: Reviewed, source: &Source<'_>) {
        let first = self.spans.len();
        let mut answers = Vec::new();
        for (at, result) in results.iter().enumerate() {
            let place = list.at("result", at);
            let value = result.get("value").unwrap_or(&Json::Null);
            if result.words("type") == Some("relation") {
                self.relation(result, place);
            } else if let Some(labels) = labels(value) {
                self.region(Some(result), value, labels, &place, reviewed, source);
            } else {
                answers.push((result, value, place));
            }
        }
        for (result, value, place) in answers {
            let id = result.get("id").and_then(Json::name);
            let is_about = |span: &DraftSpan| span.id.is_some() && span.id == id;
            let is_known = self.spans.iter().skip(first).any(is_about);
            match own_labels(value, result.words("type").unwrap_or_default()).filter(|_| !is_known) {
                Some(labels) => self.region(Some(result), value, labels, &place, reviewed, source),
                None => self.answer(first, is_about, result.words("from_name"), value, place),
            }
        }
    }

    /// An answer of a control: an attribute of the regions that it is about, of those from `first` on.
    fn answer(
        &mut self,
        first: usize,
        is_about: impl Fn(&DraftSpan) -> bool,
        name: Option<&str>,
        value: &Json<'_>,
        place: Spot,
    ) {
        let said = name.map(attribute_name).zip(answer(value));
        let mut taken = false;
        for span in self.spans.iter_mut().skip(first).filter(|span| is_about(span)) {
            let Some((name, value)) = &said else { break };
            if span.attributes.iter().all(|attribute| *attribute.name != **name) {
                span.attributes.push(Attribute { name: name.as_str().into(), value: value.as_str().into() });
                taken = true;
            }
        }
        if !taken {
            self.passed.add("choices and other answers were passed over", || place);
        }
    }

    fn relation(&mut self, result: &Json<'_>, place: Spot) {
        let end = |key| result.get(key).and_then(Json::name);
        let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
            self.passed.add("relations without from_id and to_id were passed over", || place);
            return;
        };
        let kinds = result.get("labels").map(Json::list).unwrap_or_default();
        let kind = kinds.first().and_then(Json::name).unwrap_or_else(|| "related".to_owned());
        let (from, to) = if result.words("direction") == Some("left") { (to, from) } else { (from, to) };
        self.relations.push(DraftRelation { place, kind, from, to });
    }

    fn region(
        &mut self,
        result: Option<&Json<'_>>,
        value: &Json<'_>,
        labels: Vec<String>,
        place: &Spot,
        reviewed: Reviewed,
        source: &Source<'_>,
    ) {
        let (found, quote) = source.place(value);
        let Some(piece) = found else { return self.passed.no_span(|| place.clone()) };
        let result = result.unwrap_or(&Json::Null);
        let (note, attributes) = meta(result);
        let said = result.get("score").or_else(|| value.get("confidence"));
        let score = said.and_then(Json::number).or(reviewed.score);
        #[allow(clippy::cast_possible_truncation)] // a confidence needs few digits
        let confidence = score.map(|score| score as f32);
        let before = self.spans.len();
        self.spans.extend(labels.into_iter().map(|label| DraftSpan {
            place: place.clone(),
            id: result.get("id").and_then(Json::name),
            pieces: vec![piece],
            quote: quote.map(str::to_owned),
            label,
            status: reviewed.status,
            confidence,
            note: note.clone(),
            attributes: attributes.clone(),
            ..DraftSpan::default()
        }));
        if self.spans.len() == before {
            self.passed.add("regions without a label were passed over", || place.clone());
        }
    }
}

/// What short exports say of the annotation, beside the data.
const ABOUT: [&str; 6] = ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"];

/// A task's text, and what places in it are.
enum Source<'a> {
    /// As it stands.
    Plain(&'a str),
    /// A dialogue, or HTML.
    Pieces(Pieces),
}

impl Source<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Pieces(pieces) => pieces.text(),
        }
    }

    /// Where a region lies, and its words: those that are there, where others have them with other white space.
    fn place<'v>(&'v self, value: &'v Json<'_>) -> (Option<(u64, u64)>, Option<&'v str>) {
        let words = value.words("text");
        match self {
            Self::Plain(_) => (piece(value), words),
            Self::Pieces(pieces) => {
                let place = pieces.place(value);
                (place, words.map(|words| place.and_then(|place| pieces.held(place, words)).unwrap_or(words)))
            }
        }
    }
}

/// The text among a task's data, with its name: the one called so, a dialogue, or the longest that is no address.
fn source<'a>(data: &'a Json<'_>, counts_nodes: bool) -> Option<(&'a str, Source<'a>)> {
    let named = data.words("text").map(|text| ("text", text));
    if let Some((key, pieces)) = dialogue(data).filter(|_| named.is_none()) {
        return Some((key, Source::Pieces(pieces)));
    }
    let texts = data.fields().iter().filter_map(|(key, value)| Some((&**key, value.text()?)));
    let texts = texts.filter(|(key, _)| !ABOUT.contains(key));
    let texts = texts.filter(|(_, text)| !text.starts_with("http://") && !text.starts_with("https://"));
    let (key, text) = named.or_else(|| texts.max_by_key(|(_, text)| text.len()))?;
    Some((key, if counts_nodes { Source::Pieces(Pieces::html(text)) } else { Source::Plain(text) }))
}
