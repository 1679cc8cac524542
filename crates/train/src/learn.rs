//! Fitting the weights: a linear-chain conditional random field over partly labelled sequences, by adaptive gradient
//! steps, one sequence at a time. Features are left out at random, so that no single one is relied on.

use postil_engine::training::{ANY, Marginals, Scores, Sequence, TAGS, TagSet, Transitions, Votes, best};

use crate::prepare::{Example, Prepared};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// The size of a step.
    pub(crate) rate: f32,
    /// Share of features left out.
    pub(crate) dropout: f32,
    /// How much weights are drawn to nought.
    pub(crate) shrink: f32,
}

/// Weights under way.
pub(crate) struct Learner {
    /// Row of each feature's weights, by the feature's number; [`NONE`] for features without.
    rows: Vec<u32>,
    /// The features that have weights, in the order of the rows.
    pub(crate) features: Vec<u32>,
    pub(crate) weights: Vec<[f32; TAGS]>,
    squares: Vec<[f32; TAGS]>,
    /// The tags of each row whose weights may be other than nought.
    open: Vec<TagSet>,
    counts: Vec<u32>,
    pub(crate) transitions: Transitions,
    transition_squares: Transitions,
    random: Random,
    scores: Vec<Scores>,
    kept: Vec<Vec<u32>>,
    free: Marginals,
    bound: Marginals,
}

/// A feature without weights.
const NONE: u32 = u32::MAX;
/// Gradients smaller than this change nothing.
const SMALL: f32 = 5e-4;

impl Learner {
    /// With a row for each feature that the sequences hold at least `least` times.
    pub(crate) fn new<'a>(examples: impl Iterator<Item = &'a Example>, bits: u32, least: u32, seed: u64) -> Self {
        let mut counts = vec![0_u32; 1 << bits];
        for example in examples {
            for feature in &example.sequence.features {
                let count = &mut counts[*feature as usize];
                *count = count.saturating_add(1);
            }
        }
        let features = (0..counts.len() as u32).filter(|feature| counts[*feature as usize] >= least);
        let mut learner = Self::with(features.collect(), bits, seed);
        learner.counts = learner.features.iter().map(|feature| counts[*feature as usize]).collect();
        learner
    }

    fn with(features: Vec<u32>, bits: u32, seed: u64) -> Self {
        let mut rows = vec![NONE; 1 << bits];
        for (row, feature) in features.iter().enumerate() {
            rows[*feature as usize] = row as u32;
        }
        Self {
            rows,
            weights: vec![[0.0; TAGS]; features.len()],
            squares: vec![[0.0; TAGS]; features.len()],
            open: vec![ANY; features.len()],
            counts: Vec::new(),
            features,
            transitions: Transitions::default(),
            transition_squares: Transitions::default(),
            random: Random(seed | 1),
            scores: Vec::new(),
            kept: Vec::new(),
            free: Marginals::default(),
            bound: Marginals::default(),
        }
    }

    /// One round over the sequences in a random order; the mean loss per sequence.
    pub(crate) fn round(&mut self, examples: &[&Example], rules: &Rules, step: &dyn Fn()) -> f64 {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, self.random.below(i + 1));
        }
        let mut loss = 0.0;
        for at in order {
            loss += self.learn(&examples[at].sequence, &examples[at].allowed, rules);
            step();
        }
        loss / examples.len().max(1) as f64
    }

    fn learn(&mut self, sequence: &Sequence, allowed: &[TagSet], rules: &Rules) -> f64 {
        let n = sequence.tokens.len();
        let scale = 1.0 / (1.0 - rules.dropout);
        let limit = (f64::from(rules.dropout) * f64::from(u32::MAX)) as u32;
        self.scores.clear();
        self.scores.resize(n, [0.0; TAGS]);
        self.kept.resize_with(self.kept.len().max(n), Vec::new);
        let mut from = 0;
        for i in 0..n {
            let to = sequence.ends[i] as usize;
            self.kept[i].clear();
            for feature in &sequence.features[from..to] {
                let row = self.rows[*feature as usize];
                if row == NONE || self.random.next() < limit {
                    continue;
                }
                self.kept[i].push(row);
                let scores = self.scores[i].iter_mut().zip(&self.weights[row as usize]);
                scores.for_each(|(score, weight)| *score += weight * scale);
            }
            from = to;
        }
        self.free.fill(&self.scores, &self.transitions, &[]);
        self.bound.fill(&self.scores, &self.transitions, allowed);
        for i in 0..n {
            let (free, bound) = (self.free.at(i), self.bound.at(i));
            let gradient: Scores = std::array::from_fn(|tag| (free[tag] - bound[tag]) * scale);
            if gradient.iter().all(|value| value.abs() < SMALL) {
                continue;
            }
            for row in &self.kept[i] {
                let (weights, squares) = (&mut self.weights[*row as usize], &mut self.squares[*row as usize]);
                let open = self.open[*row as usize];
                for tag in 0..TAGS {
                    squares[tag] += gradient[tag] * gradient[tag];
                    let size = rules.rate / (squares[tag].sqrt() + 1e-6);
                    let weight = weights[tag] - size * gradient[tag];
                    let shrunk = weight.abs() - size * rules.shrink;
                    weights[tag] = if shrunk > 0.0 && open >> tag & 1 == 1 { shrunk.copysign(weight) } else { 0.0 };
                }
            }
        }
        let mut gradient = Transitions::default();
        self.free.add_transitions(&self.transitions, 1.0, &mut gradient);
        self.bound.add_transitions(&self.transitions, -1.0, &mut gradient);
        let values = self.transitions.values_mut().zip(self.transition_squares.values_mut());
        for ((value, square), gradient) in values.zip(gradient.values()) {
            *square += gradient * gradient;
            *value -= rules.rate * gradient / (square.sqrt() + 1e-6);
        }
        self.free.log_total - self.bound.log_total
    }

    /// The scores of a sequence's tags, every feature in use.
    pub(crate) fn score(&self, sequence: &Sequence, scores: &mut Vec<Scores>) {
        scores.clear();
        scores.resize(sequence.tokens.len(), [0.0; TAGS]);
        let mut from = 0;
        for (i, to) in sequence.ends.iter().enumerate() {
            for feature in &sequence.features[from..*to as usize] {
                let row = self.rows[*feature as usize];
                if row != NONE {
                    let sums = scores[i].iter_mut().zip(&self.weights[row as usize]);
                    sums.for_each(|(score, weight)| *score += weight);
                }
            }
            from = *to as usize;
        }
    }

    /// The scores and tags of each example of a corpus, decided in two looks as detection does it.
    pub(crate) fn decide(&self, prepared: &Prepared) -> Vec<(Vec<Scores>, Vec<u8>)> {
        let mut decided = Vec::with_capacity(prepared.examples.len());
        for document in prepared.examples.chunk_by(|a, b| a.document == b.document) {
            let firsts: Vec<Vec<u8>> = document.iter().map(|example| self.first(&example.sequence)).collect();
            let mut votes = Votes::default();
            for (example, tags) in document.iter().zip(&firsts) {
                note(&mut votes, &example.sequence, tags);
            }
            for (example, tags) in document.iter().zip(&firsts) {
                let mut scores = Vec::new();
                self.score(&with_votes(&example.sequence, tags, &votes), &mut scores);
                let tags = best(&scores, &self.transitions);
                decided.push((scores, tags));
            }
        }
        decided
    }

    /// The tags of a sequence at the first look.
    pub(crate) fn first(&self, sequence: &Sequence) -> Vec<u8> {
        let mut scores = Vec::new();
        self.score(sequence, &mut scores);
        best(&scores, &self.transitions)
    }

    /// The names found in a corpus, by document: start, end, kind.
    pub(crate) fn tag(&self, prepared: &Prepared) -> Vec<Vec<(usize, usize, usize)>> {
        let mut found = vec![Vec::new(); prepared.corpus.documents.len()];
        for (example, (_, tags)) in prepared.examples.iter().zip(self.decide(prepared)) {
            found[example.document].extend(spans(&example.sequence, &tags));
        }
        found
    }

    /// A learner with the weights that matter most, `count` of them; the others are nought and stay so.
    pub(crate) fn pruned(&self, count: usize, bits: u32, seed: u64) -> Self {
        let worth =
            |row: usize, tag: usize| self.weights[row][tag].abs() * (self.counts[row] as f32).min(100.0).powf(0.25);
        let mut all: Vec<f32> = (0..self.weights.len())
            .flat_map(|row| (0..TAGS).map(move |tag| (row, tag)))
            .map(|(row, tag)| worth(row, tag))
            .filter(|worth| *worth > 0.0)
            .collect();
        let least = if all.len() > count {
            let at = all.len() - count;
            *all.select_nth_unstable_by(at, f32::total_cmp).1
        } else {
            0.0
        };
        let open: Vec<TagSet> = (0..self.weights.len())
            .map(|row| {
                (0..TAGS)
                    .filter(|tag| worth(row, *tag) > 0.0 && worth(row, *tag) >= least)
                    .fold(0, |set, tag| set | 1 << tag)
            })
            .collect();
        let keep: Vec<usize> = (0..self.features.len()).filter(|row| open[*row] != 0).collect();
        let mut pruned = Self::with(keep.iter().map(|row| self.features[*row]).collect(), bits, seed);
        for (to, from) in keep.into_iter().enumerate() {
            pruned.weights[to] =
                std::array::from_fn(|tag| if open[from] >> tag & 1 == 1 { self.weights[from][tag] } else { 0.0 });
            pruned.squares[to] = self.squares[from];
            pruned.open[to] = open[from];
            pruned.counts.push(self.counts[from]);
        }
        pruned.transitions = self.transitions.clone();
        pruned.transition_squares = self.transition_squares.clone();
        pruned
    }
}

/// Takes in what a first look made of a sequence.
pub(crate) fn note(votes: &mut Votes, sequence: &Sequence, tags: &[u8]) {
    sequence.words.iter().zip(tags).for_each(|(word, tag)| votes.note(*word, *tag));
}

/// The sequence with the features of a second look.
pub(crate) fn with_votes(sequence: &Sequence, tags: &[u8], votes: &Votes) -> Sequence {
    let mut out = Sequence { tokens: sequence.tokens.clone(), words: sequence.words.clone(), ..Sequence::default() };
    let mut from = 0;
    for (i, to) in sequence.ends.iter().enumerate() {
        out.features.extend_from_slice(&sequence.features[from..*to as usize]);
        votes.features(&sequence.words, tags, i, &mut out.features);
        out.ends.push(out.features.len() as u32);
        from = *to as usize;
    }
    out
}

/// Start, end and kind of the names that tags say.
pub(crate) fn spans<'a>(sequence: &'a Sequence, tags: &'a [u8]) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
    use postil_engine::training::{Place, parts};
    let mut start = 0;
    tags.iter().enumerate().filter_map(move |(i, tag)| {
        let (kind, place) = parts(usize::from(*tag))?;
        if matches!(place, Place::First | Place::Only) {
            start = i;
        }
        let ends = matches!(place, Place::Last | Place::Only);
        ends.then(|| (sequence.tokens[start].start, sequence.tokens[i].end, kind as usize))
    })
}

/// A small generator of random numbers (xorshift), the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as u32
    }

    fn below(&mut self, limit: usize) -> usize {
        ((u64::from(self.next()) * limit as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::training::{NameKind, Place, tag};

    /// Sequences in which a token with feature 7 is a person and one with feature 9 a place.
    fn examples() -> Vec<Example> {
        let outside = 1;
        let kinds = [(7, NameKind::Person), (9, NameKind::Place)];
        let example = |i: usize| {
            let (feature, kind) = kinds[i % 2];
            let sequence = Sequence {
                tokens: vec![0..3, 4..8],
                features: vec![1, 2, 1, feature],
                words: vec![0, 5],
                ends: vec![2, 4],
            };
            Example { sequence, allowed: vec![outside, 1 << tag(kind, Place::Only)], document: i }
        };
        (0..40).map(example).collect()
    }

    fn learned(seed: u64) -> Learner {
        let examples = examples();
        let all: Vec<&Example> = examples.iter().collect();
        let mut learner = Learner::new(all.iter().copied(), 5, 1, seed);
        for _ in 0..5 {
            learner.round(&all, &Rules { rate: 0.1, dropout: 0.2, shrink: 0.001 }, &|| ());
        }
        learner
    }

    #[test]
    fn what_is_shown_is_learned() {
        let learner = learned(1);
        for example in examples() {
            let tags = learner.first(&example.sequence);
            assert!(tags.iter().zip(&example.allowed).all(|(tag, allowed)| allowed >> tag & 1 == 1), "{tags:?}");
        }
        let pruned = learner.pruned(12, 5, 1);
        assert!(pruned.weights.iter().flatten().filter(|weight| **weight != 0.0).count() <= 12);
        assert_eq!(pruned.first(&examples()[0].sequence), learner.first(&examples()[0].sequence));
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let (one, two, other) = (learned(1), learned(1), learned(2));
        assert_eq!((&one.weights, &one.transitions), (&two.weights, &two.transitions));
        assert_ne!(one.weights, other.weights);
    }
}
