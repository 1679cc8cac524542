//! The names that the tagger found, joined into entities: mentions of one name, its short forms and abbreviations
//! share an entity and, unless their own place says otherwise with certainty, a label. Linear in the mentions.

use crate::detect::{Found, FoundEntity};
use crate::label::Label;
use crate::text::Span;

use super::alias;
use super::reading::Reading;
use super::segment::Segment;
use super::survey::{Survey, within};
use super::tagger::Tagged;

/// A mention that is surer than this of its own label keeps it against the rest of the document.
const OWN: f32 = 0.92;
/// What the mentions of a name must agree to, of all that they say, to overrule one of them.
const MOST: f32 = 0.6;

/// Labels of names.
const LABELS: usize = 9;

/// Mentions gathered piece by piece.
#[derive(Default)]
pub(crate) struct Links {
    survey: Survey,
    /// Of each name, what its mentions say by label.
    votes: Vec<[f32; LABELS]>,
}

/// A mention and the name it is of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    span: Span,
    label: Label,
    confidence: f32,
    rule: &'static str,
    name: usize,
}

/// Names settled: what each is and which entity it belongs to.
pub(crate) struct Linked {
    entities: Vec<FoundEntity>,
    names: Vec<Settled>,
}

#[derive(Clone, Copy)]
struct Settled {
    label: Label,
    entity: u32,
    /// Share of what the mentions of the fullest name say that is for the label.
    share: f32,
}

impl Links {
    /// Takes in the mentions of a piece.
    pub(crate) fn note(&mut self, reading: &Reading<'_>, tagged: &[Tagged], figures: &[Found]) -> Vec<Mention> {
        self.survey.note_introduced(reading);
        tagged.iter().filter_map(|tagged| self.mention(reading, tagged, figures)).collect()
    }

    fn mention(&mut self, reading: &Reading<'_>, tagged: &Tagged, figures: &[Found]) -> Option<Mention> {
        let Tagged { from, to, label, confidence, rule } = *tagged;
        let segment = Segment { from, to, label: Some(label), confidence, rule };
        if within(reading, &segment, figures) {
            return None;
        }
        let span = Span::new(reading.text, reading.bytes(from).start, reading.bytes(to - 1).end)?;
        let name = self.survey.evidence(reading, &segment);
        self.votes.resize(self.survey.names.len(), [0.0; LABELS]);
        self.votes[name][label as usize] += confidence;
        let evidence = &mut self.survey.names[name];
        evidence.mentions += 1;
        evidence.confidence = evidence.confidence.max(confidence);
        evidence.label = Some(label);
        Some(Mention { span, label, confidence, rule, name })
    }

    /// Settles labels and entities. Linear in the names.
    pub(crate) fn settle(mut self) -> Linked {
        let best = |votes: &[f32; LABELS]| (0..LABELS).max_by(|a, b| votes[*a].total_cmp(&votes[*b])).unwrap_or(0);
        let mut labels: Vec<Option<(Label, f32)>> = self
            .votes
            .iter()
            .zip(&self.survey.names)
            .map(|(votes, evidence)| Some((Label::ALL[best(votes)], evidence.confidence)))
            .collect();
        let own = labels.clone();
        let roots = alias::join(&mut self.survey, &mut labels);
        let mut linked = Linked { entities: Vec::new(), names: Vec::with_capacity(roots.len()) };
        let mut entity_of: Vec<Option<u32>> = vec![None; roots.len()];
        for (i, root) in roots.iter().enumerate() {
            let label = labels[*root].or(own[i]).map_or(Label::Org, |(label, _)| label);
            let entity = *entity_of[*root].get_or_insert_with(|| {
                linked.entities.push(FoundEntity { label, name: self.survey.names[*root].name.as_str().into() });
                linked.entities.len() as u32 - 1
            });
            // A short form is what its full name is.
            let votes = &self.votes[*root];
            let all: f32 = votes.iter().sum();
            linked.names.push(Settled { label, entity, share: votes[label as usize] / all.max(f32::MIN_POSITIVE) });
        }
        linked
    }
}

impl Linked {
    /// The entities of the document; marks refer to them by index.
    pub(crate) fn entities(&self) -> &[FoundEntity] {
        &self.entities
    }

    /// The mark of a mention.
    pub(crate) fn mark(&self, mention: &Mention) -> Option<Found> {
        let settled = self.names.get(mention.name)?;
        let differs = mention.label != settled.label;
        let overruled = differs && mention.confidence < OWN && settled.share > MOST;
        let Mention { span, confidence, rule, .. } = *mention;
        let (label, entity) = match (differs, overruled) {
            (false, _) | (true, true) => (settled.label, Some(settled.entity)),
            (true, false) => (mention.label, None),
        };
        Some(Found { span, label, confidence, rule, value: None, entity })
    }
}
