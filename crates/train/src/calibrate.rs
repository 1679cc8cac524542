//! How far the model's probabilities are from the share of names that are right, and the temperature that brings them
//! nearest.

use postil_engine::training::Marginals;

use crate::corpus::Document;
use crate::learn::{Learner, spans};
use crate::prepare::Prepared;

/// Temperatures tried.
const TRIED: [f32; 12] = [0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0, 2.3, 2.6];
/// Steps of probability over which the error is taken.
const BINS: usize = 10;

/// The expected calibration error without a temperature, the best temperature, and the error with it.
pub(crate) fn temperature(learner: &Learner, dev: &[Prepared]) -> (f64, f32, f64) {
    let errors = TRIED.map(|temperature| error(learner, dev, temperature));
    let best = (0..TRIED.len()).min_by(|a, b| errors[*a].total_cmp(&errors[*b])).unwrap_or(2);
    (errors[2], TRIED[best], errors[best])
}

/// The expected calibration error of the names found in all dev corpora: over steps of probability, how far the mean
/// probability is from the share of names that are right, weighed by their number.
fn error(learner: &Learner, dev: &[Prepared], temperature: f32) -> f64 {
    let mut bins = [(0.0_f64, 0.0_f64, 0.0_f64); BINS];
    let mut transitions = learner.transitions.clone();
    transitions.values_mut().for_each(|value| *value /= temperature);
    let mut marginals = Marginals::default();
    for prepared in dev {
        for (example, (mut scores, tags)) in prepared.examples.iter().zip(learner.decide(prepared)) {
            let document = &prepared.corpus.documents[example.document];
            scores.iter_mut().flatten().for_each(|score| *score /= temperature);
            marginals.fill(&scores, &transitions, &[]);
            for (start, end, kind) in spans(&example.sequence, &tags) {
                if !prepared.corpus.annotated.has(kind) || ignored(document, start, end) {
                    continue;
                }
                let from = example.sequence.tokens.partition_point(|token| token.start < start);
                let to = example.sequence.tokens.partition_point(|token| token.end <= end);
                let probability = f64::from(marginals.name(&transitions, kind, from, to));
                let right = document
                    .spans
                    .iter()
                    .any(|span| (span.start, span.end) == (start, end) && span.kinds.single() == Some(kind));
                let bin = &mut bins[((probability * BINS as f64) as usize).min(BINS - 1)];
                bin.0 += 1.0;
                bin.1 += probability;
                bin.2 += f64::from(u8::from(right));
            }
        }
    }
    let all: f64 = bins.iter().map(|bin| bin.0).sum();
    bins.iter().map(|(_, probability, right)| (probability - right).abs()).sum::<f64>() / all.max(1.0)
}

fn ignored(document: &Document, start: usize, end: usize) -> bool {
    document.spans.iter().any(|span| span.ignored && start < span.end && span.start < end)
}
