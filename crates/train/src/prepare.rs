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
        for (at, allowed) in allowed.iter_mut().enumerate().take(to).skip(from) {
            let place = match (at == from, at + 1 == to) {
                (true, true) => Place::Only,
                (true, false) => Place::First,
                (false, true) => Place::Last,
                (false, false) => Place::Inside,
            };
            let kinds = NameKind::ALL.into_iter().filter(|kind| span.kinds.has(*kind as usize));
            *allowed = kinds.fold(0, |set, kind| set | 1 << tag(kind, place));
        }
    }
    (allowed, fitting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Gold;

    /// The tags of "Acme Corp met Ann Lee in Oslo", where the corpus annotates `annotated` and has these names.
    fn tags(annotated: &[NameKind], spans: &[(&str, &[NameKind])]) -> Vec<TagSet> {
        let text = "Acme Corp met Ann Lee in Oslo";
        let set = |kinds: &[NameKind]| Kinds(kinds.iter().fold(0, |set, kind| set | 1 << *kind as u8));
        let spans = spans.iter().map(|(words, kinds)| {
            let start = text.find(words).unwrap();
            Gold { start, end: start + words.len(), kinds: set(kinds), ignored: kinds.is_empty() }
        });
        let document = Document { text: text.to_owned(), spans: spans.collect() };
        let mut sequence = Sequence::default();
        let mut at = 0;
        for word in text.split(' ') {
            sequence.tokens.push(at..at + word.len());
            at += word.len() + 1;
        }
        allowed(&sequence, &document, set(annotated)).0
    }

    #[test]
    fn names_have_their_tags_and_other_words_none() {
        use NameKind::{Org, Person};
        let found = tags(&NameKind::ALL, &[("Acme Corp", &[Org]), ("Ann Lee", &[Person])]);
        let one = |kind, place| 1 << tag(kind, place);
        let (first, last) = (Place::First, Place::Last);
        let outside = 1 << OUTSIDE;
        let wanted =
            [one(Org, first), one(Org, last), outside, one(Person, first), one(Person, last), outside, outside];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_a_corpus_leaves_out_stays_open() {
        use NameKind::{Event, Misc, Org, Person, Work};
        let open = tags(&[Person], &[("Ann Lee", &[Person])]);
        assert_eq!(open[0] & tags_of(Org), tags_of(Org));
        assert_eq!(open[0] & tags_of(Person), 0);
        let several = tags(&NameKind::ALL, &[("Oslo", &[Event, Work, Misc])]);
        assert_eq!(several[6].count_ones(), 3);
        // What is no name of any kind, and what tokens cannot say, is not learned from.
        assert_eq!(tags(&NameKind::ALL, &[("Oslo", &[])])[6], ANY);
        assert_eq!(tags(&NameKind::ALL, &[("Corp met", &[Org])])[1], 1 << tag(Org, Place::First));
        assert_eq!(tags(&NameKind::ALL, &[("cme Corp", &[Org])])[0], ANY);
    }
}
