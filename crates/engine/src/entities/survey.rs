//! The first pass: which names the document has, how often, and what speaks for each label.

use crate::detect::Found;
use crate::label::Label;

use super::context::{self, Votes};
use super::lexicon::Lexicon;
use super::lists::{Classes, KeyMap, class};
use super::reading::Reading;
use super::segment::Segment;
use super::token::Kind;

/// A pattern of no more confidence than this speaks for a name like the words around it do, mention by mention.
const WEAK: f32 = 0.7;

/// Evidence gathered piece by piece.
#[derive(Default)]
pub(crate) struct Survey {
    pub(super) names: Vec<Evidence>,
    pub(super) by_key: KeyMap<usize>,
    /// Words seen in lower case.
    pub(super) lower: KeyMap<()>,
    /// Abbreviation and name that brackets tie together.
    pub(super) introduced: Vec<(u64, u64)>,
}

/// What is known of one name.
pub(super) struct Evidence {
    pub(super) key: u64,
    pub(super) name: String,
    /// Keys of its words.
    pub(super) words: Vec<u64>,
    /// First letters of its capitalised words.
    pub(super) initials: String,
    /// Classes by list.
    pub(super) listed: Classes,
    /// Classes of the first and last word.
    pub(super) first: Classes,
    pub(super) last: Classes,
    /// The best confidence of a list or pattern, with its rule and label.
    pub(super) confidence: f32,
    pub(super) rule: &'static str,
    pub(super) label: Option<Label>,
    /// Mentions in all, and those where the capitals mean something.
    pub(super) mentions: u32,
    pub(super) inside: u32,
    /// Votes of lists and patterns.
    pub(super) told: Votes,
    /// Votes of the words around, summed over the mentions.
    pub(super) around: Votes,
    /// Votes of the name's own form.
    pub(super) form: Votes,
    pub(super) shouted: bool,
}

impl Survey {
    /// Takes in a piece; `figures` are the figures found there.
    pub(crate) fn read(&mut self, reading: &Reading<'_>, figures: &[Found]) {
        for token in reading.tokens {
            if token.kind == Kind::Word && !token.capital {
                self.lower.insert(token.key, ());
            }
        }
        let segments = reading.segments(None);
        for (i, segment) in segments.iter().enumerate() {
            if !within(reading, segment, figures) {
                let mut votes = context::around(reading, segment);
                context::company(reading, &segments, i, &mut votes);
                self.note(reading, segment, &votes);
            }
        }
        self.note_introduced(reading);
    }

    /// Takes in the abbreviations that a piece introduces.
    pub(super) fn note_introduced(&mut self, reading: &Reading<'_>) {
        for introduced in &reading.introduced {
            let name = reading.key(introduced.from, introduced.to);
            self.introduced.push((reading.key(introduced.short, introduced.short + 1), name));
        }
    }

    /// The evidence for the name that a segment of the piece is, made when it is new, and its index.
    pub(super) fn evidence(&mut self, reading: &Reading<'_>, segment: &Segment) -> usize {
        let key = reading.key(segment.from, segment.to);
        *self.by_key.entry(key).or_insert_with(|| {
            self.names.push(Evidence::new(reading, segment, key));
            self.names.len() - 1
        })
    }

    fn note(&mut self, reading: &Reading<'_>, segment: &Segment, around: &Votes) {
        let tokens = &reading.tokens[segment.from..segment.to];
        let at = self.evidence(reading, segment);
        let evidence = &mut self.names[at];
        let opens = tokens.first().is_some_and(|token| token.opens);
        evidence.mentions += 1;
        evidence.inside += u32::from(!(opens || reading.loose));
        if let Some(label) = segment.label.filter(|_| segment.confidence <= WEAK) {
            if let Some(slot) = evidence.around.get_mut(label as usize) {
                *slot += 2.0 * segment.confidence;
            }
            if segment.rule != "list" && evidence.label.is_none() {
                evidence.rule = segment.rule;
            }
        } else if let Some(label) = segment.label {
            if let Some(slot) = evidence.told.get_mut(label as usize) {
                // Lists are counted when the name is settled.
                *slot = slot.max(if segment.rule == "list" { 0.0 } else { 1.8 * segment.confidence });
            }
            if segment.confidence > evidence.confidence {
                evidence.confidence = segment.confidence;
                evidence.rule = segment.rule;
                evidence.label = Some(label);
            }
        }
        for (slot, vote) in evidence.around.iter_mut().zip(around) {
            *slot += vote;
        }
    }

    /// Settles what is a name, of which label, and which names are one entity.
    pub(crate) fn resolve(self) -> Lexicon {
        Lexicon::new(self)
    }
}

impl Evidence {
    /// Votes by label. More mentions count for more, but the tenth says little that the third did not.
    pub(super) fn weighed(&self) -> Votes {
        let mentions = self.mentions.max(1) as f32;
        let weight = mentions.min(3.0).sqrt() / mentions;
        std::array::from_fn(|i| self.told[i] + self.form[i] + weight * self.around[i])
    }

    fn new(reading: &Reading<'_>, segment: &Segment, key: u64) -> Self {
        let tokens = &reading.tokens[segment.from..segment.to];
        let (start, end) = (tokens.first().map_or(0, |t| t.start), tokens.last().map_or(0, |t| t.end));
        let name = reading.text.get(start..end).unwrap_or_default();
        let words = tokens.iter().filter(|t| t.kind == Kind::Word && t.capital);
        let initials = words.filter_map(|t| reading.text.get(t.start..t.end)?.chars().next()).collect();
        let single = tokens.len() == 1;
        let listed = if single { tokens[0].classes } else { reading.lists.get(key) } & class::LISTED;
        Self {
            key,
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            words: tokens.iter().map(|token| token.key).collect(),
            initials,
            listed,
            first: tokens.first().map_or(0, |token| token.classes),
            last: tokens.last().map_or(0, |token| token.classes),
            told: Votes::default(),
            around: Votes::default(),
            form: context::form(reading.text, tokens),
            confidence: 0.0,
            rule: "context",
            label: None,
            mentions: 0,
            inside: 0,
            shouted: single && tokens[0].shouted,
        }
    }
}

/// Whether a figure covers the segment: "May" of a date, "US" of "US$5".
pub(super) fn within(reading: &Reading<'_>, segment: &Segment, figures: &[Found]) -> bool {
    let (Some(first), Some(last)) = (reading.at(segment.from), reading.before(segment.to)) else { return true };
    let after = figures.partition_point(|figure| figure.span.start() <= first.start);
    let figure = after.checked_sub(1).and_then(|i| figures.get(i));
    figure.is_some_and(|figure| last.end <= figure.span.end())
}
