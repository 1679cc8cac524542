//! brat's files as drafts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Status, Text};
use postil_formats::decode;

use super::config::Settings;
use super::said::{Said, add_note, pieces};
use super::text::settled;
use super::{EQUIV, joined};
use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::part::Part;
use crate::spot::Spot;
use crate::unit::{Ruler, Unit};
use crate::workers::{Workers, map};

/// Reads each text with what is marked in it; `parts` in any order. O(n).
pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut settings = Settings::default();
    for part in parts.iter().filter(|part| part.extension() == "conf") {
        settings.add(&decode(&part.bytes).unwrap_or_default());
    }
    let path = |part: &Part| part.name.rsplit_once('.').map_or_else(|| part.name.clone(), |(path, _)| path.to_owned());
    let mut pairs: Vec<(&Part, Vec<&Part>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for part in parts.iter().filter(|part| part.extension() == "txt") {
        places.insert(path(part), pairs.len());
        pairs.push((part, Vec::new()));
    }
    for part in parts.iter().filter(|part| !matches!(part.extension().as_str(), "txt" | "conf")) {
        // One text and one file of annotations go together whatever they are called.
        let only = (pairs.len() == 1 && parts.len() == 2).then_some(0);
        let Some((_, marks)) = places.get(&path(part)).copied().or(only).and_then(|at| pairs.get_mut(at)) else {
            let words = format!("The text of {} is missing: open {}.txt with it.", part.name, path(part));
            return Err(ReadError::new(words));
        };
        marks.push(part);
    }
    let mut drafts = Drafts::default();
    for read in map(workers, pairs, |(text, marks)| document(text, &marks, &settings)) {
        let (draft, remarks) = read?;
        drafts.documents.push(draft);
        drafts.remarks.extend(remarks);
    }
    drafts.labels = settings.entities.iter().map(|kind| Arc::from(settings.name(kind))).collect();
    Ok(drafts)
}

/// Text, also where there is none: an article without words, or nothing marked yet.
fn text_of(part: &Part) -> Result<Cow<'_, str>, ReadError> {
    if part.bytes.is_empty() {
        return Ok(Cow::default());
    }
    decode(&part.bytes).map_err(|error| ReadError::new(format!("{}: {error}", part.name)))
}

/// The draft, and what is to be said of it.
fn document(text: &Part, marks: &[&Part], settings: &Settings) -> Result<(Draft, Vec<String>), ReadError> {
    let mut lines = Lines::new(settings);
    for part in marks {
        let body = text_of(part)?;
        let file = (marks.len() > 1).then(|| Arc::from(part.name.as_str()));
        for (at, line) in body.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            if lines.line(line, at + 1, file.as_ref()).is_none() {
                lines.strange.push(format!("line {} of {}", at + 1, part.name));
            }
        }
    }
    let strange = lines
        .strange
        .first()
        .map(|first| format!("{} lines were not understood and left out, first {first}.", lines.strange.len()));
    let body = text_of(text)?;
    let has_mark = text.bytes.starts_with(b"\xEF\xBB\xBF");
    let name = text.name.rsplit('/').next().unwrap_or_default();
    let (draft, lost) = if has_mark && settings.marked.contains(name) {
        lines.finish(format!("\u{FEFF}{body}").into(), false)
    } else {
        lines.finish(body, has_mark)
    };
    let lost = (lost > 0).then(|| {
        format!(
            "{lost} notes, attributes and references of what is no stretch and no relation of {} were left out.",
            text.name
        )
    });
    Ok((draft, [strange, lost].into_iter().flatten().collect()))
}

/// What the lines have said so far.
struct Lines<'a> {
    settings: &'a Settings,
    spans: Vec<DraftSpan>,
    /// Where each stretch, and each event as its trigger, is among the spans.
    by_id: HashMap<String, usize>,
    relations: Vec<DraftRelation>,
    /// Where each relation is among the relations.
    related: HashMap<String, usize>,
    /// Events, each with its trigger.
    events: Vec<(String, String)>,
    /// What is said of others, which may come first: the target, and what is said.
    said: Vec<(String, Said)>,
    equivalent: Vec<Vec<String>>,
    strange: Vec<String>,
}

impl<'a> Lines<'a> {
    fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            spans: Vec::new(),
            by_id: HashMap::new(),
            relations: Vec::new(),
            related: HashMap::new(),
            events: Vec::new(),
            said: Vec::new(),
            equivalent: Vec::new(),
            strange: Vec::new(),
        }
    }

    /// Takes in a line; `None` when it is not understood.
    fn line(&mut self, line: &str, number: usize, file: Option<&Arc<str>>) -> Option<()> {
        let place = || match file {
            Some(file) => Spot::in_file("line", number, file),
            None => Spot::numbered("line", number),
        };
        let (id, rest) = line.split_once('\t')?;
        let (data, tail) = rest.split_once('\t').map_or((rest, None), |(data, tail)| (data, Some(tail)));
        let mut words = data.split_ascii_whitespace();
        match id.chars().next()? {
            'T' => {
                let (kind, places) = data.split_once(' ')?;
                let span = DraftSpan {
                    place: place(),
                    id: Some(id.to_owned()),
                    pieces: pieces(places)?,
                    quote: tail.filter(|tail| !tail.is_empty()).map(str::to_owned),
                    label: self.settings.name(kind),
                    status: Status::Accepted,
                    ..DraftSpan::default()
                };
                self.by_id.insert(id.to_owned(), self.spans.len());
                self.spans.push(span);
            }
            'E' => {
                let (_, trigger) = words.next()?.split_once(':')?;
                self.events.push((id.to_owned(), trigger.to_owned()));
                for argument in words {
                    let (role, target) = argument.split_once(':')?;
                    self.relation(place(), role, id, target);
                }
            }
            'R' => {
                let kind = words.next()?;
                let (_, from) = words.next()?.split_once(':')?;
                let (_, to) = words.next()?.split_once(':')?;
                let kind = self.settings.name(kind);
                self.related.insert(id.to_owned(), self.relations.len());
                self.relation(place(), &kind, from, to);
            }
            '*' => {
                let kind = words.next()?;
                let members: Vec<String> = words.map(str::to_owned).collect();
                if kind == EQUIV {
                    self.equivalent.push(members);
                } else {
                    let kind = self.settings.name(kind);
                    let pairs: Vec<_> = members.iter().zip(members.iter().skip(1)).collect();
                    pairs.into_iter().for_each(|(from, to)| self.relation(place(), &kind, from, to));
                }
            }
            'A' | 'M' => {
                let mut fields = data.splitn(3, ' ');
                let name = self.settings.name(fields.next().filter(|name| !name.is_empty())?);
                let target = fields.next()?.trim_end().to_owned();
                let value = fields.next().map_or("yes", |value| value.trim_end_matches('\r')).to_owned();
                self.said.push((target, Said::Attribute(name, value)));
            }
            'N' => {
                // Also as the shared task of 2013 wrote it: `Reference Annotation:T1 Referent:Wikidata:Q42`.
                let _kind = words.next()?;
                let (first, second) = (words.next()?, words.next()?);
                let field = |name: &str| [first, second].into_iter().find_map(|field| field.strip_prefix(name));
                let target = field("Annotation:").unwrap_or(first);
                let (base, key) = field("Referent:").unwrap_or(second).split_once(':')?;
                let link = if matches!(base, "Wikidata" | "Link") { key.to_owned() } else { format!("{base}:{key}") };
                self.said.push((target.to_owned(), Said::Link(link)));
            }
            '#' => {
                let (kind, target) = (words.next()?, words.next()?);
                self.said.push((target.to_owned(), Said::Note(kind.to_owned(), tail?.trim().to_owned())));
            }
            _ => return None,
        }
        Some(())
    }

    fn relation(&mut self, place: Spot, kind: &str, from: &str, to: &str) {
        let (kind, from, to) = (kind.to_owned(), from.to_owned(), to.to_owned());
        self.relations.push(DraftRelation { place, kind, from, to });
    }

    /// Keeps what is said of a relation in the note of the stretch that it starts from; `None` where that cannot be.
    fn of_relation(&mut self, target: &str, said: &Said) -> Option<()> {
        let relation = self.related.get(target).and_then(|&at| self.relations.get(at))?;
        let place = |id: &String| self.by_id.get(id).copied();
        let (from, to) = (place(&relation.from)?, place(&relation.to)?);
        let to = self.spans.get(to)?;
        let of = format!("{} → {}", relation.kind, to.quote.as_ref().unwrap_or(&to.label));
        let words = said.words()?;
        add_note(self.spans.get_mut(from)?, format!("{of}: {words}"));
        Some(())
    }

    /// The draft, and how much was said of what is neither a stretch nor a relation.
    fn finish(mut self, text: Cow<'_, str>, has_mark: bool) -> (Draft, usize) {
        for (event, trigger) in std::mem::take(&mut self.events) {
            if let Some(&at) = self.by_id.get(&trigger) {
                self.by_id.insert(event, at);
            }
        }
        let (text, shift) = settled(text, &self.spans, has_mark);
        let text = Text::new(text.as_ref());
        let ruler = Ruler::new(&text, Unit::CodePoint);
        for span in &mut self.spans {
            span.pieces.iter_mut().for_each(|(start, end)| {
                *start = start.saturating_sub(shift);
                *end = end.saturating_sub(shift);
            });
            join(span, &text, &ruler);
        }
        for (key, members) in self.equivalent.iter().enumerate() {
            for member in members.iter().filter_map(|member| self.by_id.get(member)) {
                if let Some(span) = self.spans.get_mut(*member) {
                    span.entity = Some(format!("equiv {key}"));
                }
            }
        }
        let mut lost = 0;
        for (target, said) in std::mem::take(&mut self.said) {
            if let Some(span) = self.by_id.get(&target).and_then(|&at| self.spans.get_mut(at)) {
                said.add(span);
            } else if self.of_relation(&target, &said).is_none() {
                lost += 1;
            }
        }
        // Relations of events are those of their triggers.
        for relation in &mut self.relations {
            for end in [&mut relation.from, &mut relation.to] {
                let span = self.by_id.get(end.as_str()).and_then(|&at| self.spans.get(at));
                if let Some(id) = span.and_then(|span| span.id.clone()) {
                    *end = id;
                }
            }
        }
        let text = text.as_str().to_owned();
        (Draft { text, spans: self.spans, relations: self.relations, ..Draft::default() }, lost)
    }
}

/// Pieces that only line ends keep apart are one; its words have the line end that brat's line cannot have.
fn join(span: &mut DraftSpan, text: &Text, ruler: &Ruler<'_>) {
    if span.pieces.len() < 2 {
        return;
    }
    let found = span.pieces.iter().map(|&(start, end)| ruler.span(start, end)).collect::<Option<Vec<_>>>();
    let Some(found) = found.filter(|found| found.is_sorted_by_key(|piece| piece.start())) else { return };
    let words = found.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" ");
    if span.quote.as_ref().is_some_and(|quote| *quote != words) {
        return;
    }
    let whole = joined(text.as_str(), &found);
    let offset = |at: usize| ruler.offset(at) as u64;
    span.pieces = whole.iter().map(|&(start, end)| (offset(start), offset(end))).collect();
    let words = whole.iter().filter_map(|&(start, end)| text.as_str().get(start..end));
    span.quote = span.quote.is_some().then(|| words.collect::<Vec<_>>().join(" "));
}
