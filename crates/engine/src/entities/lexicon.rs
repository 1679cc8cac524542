//! What the document's names are: labels settled from the evidence, names joined into entities, and the second
//! pass that marks every mention.

use crate::detect::{Found, FoundEntity};
use crate::label::Label;
use crate::text::Span;

use super::alias;
use super::lists::{Classes, KeyMap, class};
use super::reading::Reading;
use super::segment::{self, Segment};
use super::survey::{Evidence, Survey, within};
use super::token;

/// Names with less confidence are not marked.
const FLOOR: f32 = 0.5;

/// The labels of names.
const NAMES: [Label; 9] = [
    Label::Person,
    Label::Org,
    Label::Gpe,
    Label::Loc,
    Label::Fac,
    Label::Norp,
    Label::Product,
    Label::Event,
    Label::WorkOfArt,
];

/// A settled name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) label: Label,
    pub(super) confidence: f32,
    pub(super) rule: &'static str,
    /// Index of the entity.
    pub(super) entity: u32,
    /// May be found where capitals say little.
    pub(super) repeats_anywhere: bool,
}

/// What the document's names are, ready to be found.
pub(crate) struct Lexicon {
    names: KeyMap<Name>,
    beginnings: KeyMap<()>,
    entities: Vec<FoundEntity>,
}

impl Lexicon {
    /// Settles the evidence. Linear in the names.
    pub(super) fn new(mut survey: Survey) -> Self {
        let mut labels: Vec<Option<(Label, f32)>> = survey.names.iter().map(settle).collect();
        let roots = alias::join(&mut survey, &mut labels);
        let mut lexicon = Self { names: KeyMap::default(), beginnings: KeyMap::default(), entities: Vec::new() };
        let mut shorts = Vec::new();
        let mut entity_of: Vec<Option<u32>> = vec![None; survey.names.len()];
        for (i, evidence) in survey.names.iter().enumerate() {
            let Some((label, confidence)) = labels[i].filter(|(_, confidence)| *confidence >= FLOOR) else { continue };
            if lone_opening(evidence, &survey) {
                continue;
            }
            let root = roots[i];
            let entity = match entity_of[root] {
                Some(entity) => entity,
                None => {
                    lexicon.entities.push(FoundEntity { label, name: survey.names[root].name.as_str().into() });
                    let entity = lexicon.entities.len() as u32 - 1;
                    entity_of[root] = Some(entity);
                    entity
                }
            };
            let ordinary =
                evidence.words.len() == 1 && evidence.first & (class::COMMON | class::FUNCTION | class::TITLE) != 0;
            let repeats_anywhere = !ordinary || evidence.inside > 0;
            let name = Name { label, confidence, rule: evidence.rule, entity, repeats_anywhere };
            lexicon.names.insert(evidence.key, name);
            segment::beginnings(&evidence.words, &mut lexicon.beginnings);
            shorts.extend(short_form(evidence, name));
        }
        for (words, name) in shorts {
            let key = words.iter().fold(token::SEED, |key, word| token::chain(key, *word));
            lexicon.names.entry(key).or_insert(name);
            segment::beginnings(words, &mut lexicon.beginnings);
        }
        lexicon
    }

    /// The entities of the document; marks refer to them by index.
    pub(crate) fn entities(&self) -> &[FoundEntity] {
        &self.entities
    }

    /// The settled name with that key.
    pub(super) fn name(&self, key: u64) -> Option<&Name> {
        self.names.get(&key)
    }

    /// Whether a longer name begins with the words of that key.
    pub(super) fn goes_on(&self, key: u64) -> bool {
        self.beginnings.contains_key(&key)
    }

    /// The names in a piece, sorted and not overlapping; offsets are of the whole text.
    pub(crate) fn find(&self, reading: &Reading<'_>, figures: &[Found]) -> Vec<Found> {
        let segments = reading.segments(Some(self));
        segments.into_iter().filter_map(|segment| self.mark(reading, &segment, figures)).collect()
    }

    fn mark(&self, reading: &Reading<'_>, segment: &Segment, figures: &[Found]) -> Option<Found> {
        if within(reading, segment, figures) {
            return None;
        }
        let (first, last) = (reading.at(segment.from)?, reading.before(segment.to)?);
        let span = Span::new(reading.text, first.start, last.end)?;
        let (from, to) = (segment.from, segment.to);
        let name = self.name(reading.key(from, to)).or_else(|| self.name(reading.running_key(from, to)))?;
        // A mention that its own words do not explain says so, but for names that are known by themselves.
        let own = segment.label.is_some() && segment.rule != "repeat";
        let rule = if own { segment.rule } else { name.rule };
        Some(Found {
            span,
            label: name.label,
            confidence: name.confidence,
            rule,
            value: None,
            entity: Some(name.entity),
        })
    }
}

/// The label that the evidence speaks for, and how sure it is.
fn settle(evidence: &Evidence) -> Option<(Label, f32)> {
    const LISTS: [(Classes, Label, f32); 10] = [
        (class::COMPANY, Label::Org, 2.4),
        (class::ORG, Label::Org, 2.2),
        (class::GPE, Label::Gpe, 2.2),
        (class::NORP, Label::Norp, 2.3),
        (class::LOC, Label::Loc, 2.1),
        (class::PERSON, Label::Person, 2.2),
        (class::PRODUCT, Label::Product, 2.0),
        (class::FAC, Label::Fac, 2.0),
        (class::EVENT, Label::Event, 2.0),
        (class::WORK, Label::WorkOfArt, 1.8),
    ];
    let mut votes = evidence.weighed();
    for (classes, label, weight) in LISTS {
        if evidence.listed & classes != 0 {
            votes[label as usize] += weight;
        }
    }
    // A listed name is what the lists allow, or what a pattern or its being a person's name says.
    let person = evidence.words.len() == 1 && evidence.last & (class::FIRST | class::SURNAME) != 0;
    let allowed = |label: &Label| {
        evidence.listed == 0
            || evidence.told[*label as usize] > 0.0
            || LISTS.iter().any(|(classes, of, _)| of == label && evidence.listed & classes != 0)
            || (person && *label == Label::Person)
    };
    let best = NAMES.into_iter().filter(allowed).max_by(|a, b| votes[*a as usize].total_cmp(&votes[*b as usize]))?;
    let top = votes[best as usize];
    if evidence.label == Some(best) && evidence.confidence > 0.0 {
        return Some((best, evidence.confidence));
    }
    let rest = NAMES.into_iter().filter(|label| *label != best).map(|label| votes[label as usize]);
    let second = rest.fold(0.0_f32, f32::max);
    // Guesses that turn out wrong more often than others start lower.
    let ordinary = evidence.words.len() > 1 && (evidence.first | evidence.last) & class::COMMON != 0;
    let base = match (best, evidence.words.len()) {
        (Label::Org | Label::Gpe, 2..) if ordinary => 0.2,
        (Label::Org | Label::Person, 1) if evidence.inside == 0 => 0.24,
        (Label::Org | Label::Person, 1) => 0.28,
        (Label::Person, 2..=3) => 0.34,
        _ => 0.3,
    };
    let confidence = (base + 0.25 * (top - second) + 0.1 * top).min(0.8);
    Some((best, if evidence.label.is_some() { confidence.max(0.6) } else { confidence }))
}

/// A shorter form that the first pass cannot propose by itself: an ordinary word as a surname, as "Long" after
/// "Duncan Long", or the words before "Inc" and "Party".
fn short_form(evidence: &Evidence, name: Name) -> Option<(&[u64], Name)> {
    let (last, before) = evidence.words.split_last()?;
    let sure = if name.label == Label::Person { 0.6 } else { 0.8 };
    if before.is_empty() || name.confidence < sure {
        return None;
    }
    if name.label == Label::Person && evidence.last & class::COMMON != 0 {
        let words = evidence.words.get(before.len()..)?;
        return Some((words, Name { confidence: 0.75, rule: "repeat", repeats_anywhere: false, ..name }));
    }
    let cut = ["Party", "Group", "Holdings"].iter().any(|word| *last == token::key_of(word));
    let plain = evidence.first & (class::COMMON | class::LISTED) == 0;
    let short = name.label == Label::Org && plain && (cut || evidence.last & class::SUFFIX != 0);
    short.then_some((before, Name { confidence: 0.8, rule: "repeat", ..name }))
}

/// A word seen only where sentences open, that is an ordinary word of this text.
fn lone_opening(evidence: &Evidence, survey: &Survey) -> bool {
    if evidence.inside > 0 || evidence.words.len() > 1 || evidence.label.is_some() {
        return false;
    }
    let lower = token::key_of(&crate::text::lower(&evidence.name));
    survey.lower.contains_key(&lower)
}
