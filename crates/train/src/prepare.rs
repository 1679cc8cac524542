//! Documents as the learner takes them: sequences of tokens with their features and the tags that the gold allows.

use postil_engine::Names;
use postil_engine::training::{
    ANY, KINDS, Knowledge, NameKind, OUTSIDE, Place, Sequence, TagSet, sequences, tag, tags_of,
};
use rayon::prelude::*;

use crate::corpus::{Corpus, Document, Kinds};

/// A sequence to learn from or to tag.
pub(crate) struct Example {
    pub(crate) sequence: Sequence,
    pub(crate) allowed: Vec<TagSet>,
    pub(crate) document: usize,
}

/// A corpus, cut into sequences.
pub(crate) struct Prepared {
    pub(crate) corpus: Corpus,
    pub(crate) examples: Vec<Example>,
    /// Names of the gold that no tags can say, since tokens do not fit them.
    pub(crate) lost: usize,
}

/// Cuts all documents; `step` is called after each.
pub(crate) fn prepare(corpus: Corpus, names: &Names, knowledge: &Knowledge, step: &(dyn Fn() + Sync)) -> Prepared {
    let cut = |(index, document): (usize, &Document)| {
        let mut lost = document.spans.iter().filter(|span| !span.ignored).count();
        let examples: Vec<Example> = sequences(&document.text, names, knowledge)
            .into_iter()
            .map(|sequence| {
                let (allowed, fitting) = allowed(&sequence, document, corpus.annotated);
                lost = lost.saturating_sub(fitting);
                Example { sequence, allowed, document: index }
            })
            .collect();
        step();
        (examples, lost)
    };
    let parts: Vec<_> = corpus.documents.par_iter().enumerate().map(cut).collect();
    let lost = parts.iter().map(|(_, lost)| lost).sum();
    let examples = parts.into_iter().flat_map(|(examples, _)| examples).collect();
    Prepared { corpus, examples, lost }
}

/// The tags that the gold allows, and how many of its names they say.
fn allowed(sequence: &Sequence, document: &Document, annotated: Kinds) -> (Vec<TagSet>, usize) {
    // What a corpus does not annotate may stand anywhere.
    let open = (0..KINDS)
        .filter(|kind| !annotated.has(*kind))
        .fold(1 << OUTSIDE, |set: TagSet, kind| set | tags_of(NameKind::ALL[kind]));
    let mut allowed = vec![open; sequence.tokens.len()];
    let mut fitting = 0;
    for span in &document.spans {
        let from = sequence.tokens.partition_point(|token| token.end <= span.start);
        let to = sequence.tokens.partition_point(|token| token.start < span.end);
        if from >= to {
            continue;
        }
        let exact = sequence.tokens[from].start == span.start && sequence.tokens[to - 1].end == span.end;
        if span.ignored || !exact {
            allowed[from..to].fill(ANY);
            continue;
        }
        fitting += 1;
        for at in from..to {
            let place = match (at == from, at + 1 == to) {
                (true, true) => Place::Only,
                (true, false) => Place::First,
                (false, true) => Place::Last,
                (false, false) => Place::Inside,
            };
            let kinds = NameKind::ALL.into_iter().filter(|kind| span.kinds.has(*kind as usize));
            allowed[at] = kinds.fold(0, |set, kind| set | 1 << tag(kind, place));
        }
    }
    (allowed, fitting)
}
