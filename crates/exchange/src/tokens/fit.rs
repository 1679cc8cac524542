//! Marks fitted to tokens: each is exact, widened, narrowed or left out, and what happened is said.
//!
//! A format that cannot say overlaps gets the longest mark (in tokens), of equally long ones the earlier; those that
//! share a token with one that is in are left out. A mark in pieces becomes the whole stretch. A mark across the end of a
//! sentence joins the sentences.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use postil_engine::{Annotation, Document, Id, Span};
use serde::Serialize;

use super::{Fit, Mark, Tokenised, is_space};

/// What became of the marks that were to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fitting {
    /// Marks that fit as they are.
    pub exact: usize,
    /// Marks that took in the rest of a token.
    pub widened: usize,
    /// Marks that left a part of a token.
    pub narrowed: usize,
    /// Marks that are not in the file.
    pub dropped: usize,
    /// Ends of sentences that are none in the file, for a mark or a relation goes across.
    pub joined: usize,
    /// The marks that do not fit as they are, in order.
    pub affected: Vec<Affected>,
}

impl Fitting {
    /// What became of these marks and of those of other documents, before which there are so many.
    pub(crate) fn add(&mut self, other: Self, documents: usize) {
        let Self { exact, widened, narrowed, dropped, joined, affected } = other;
        self.exact += exact;
        self.widened += widened;
        self.narrowed += narrowed;
        self.dropped += dropped;
        self.joined += joined;
        self.affected.extend(affected.into_iter().map(|it| Affected { document: it.document + documents, ..it }));
    }
}

/// A mark that does not fit as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affected {
    /// The document, by its place among those that are written.
    pub document: usize,
    /// The annotation's id.
    pub annotation: Id,
    /// Where it is, in code points.
    pub start: usize,
    /// Its end, in code points, exclusive.
    pub end: usize,
    /// The words that it covers.
    pub words: String,
    /// What happened.
    pub what: Became,
    /// Where it is in the file, in code points of the text; `None` when it is not.
    pub to: Option<(usize, usize)>,
    /// The words that it covers there.
    pub became: Option<String>,
}

/// What becomes of a mark that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It took in the rest of the tokens that it touches.
    Widened,
    /// It kept the tokens that lie inside it.
    Narrowed,
    /// Left out: no whole token lies inside.
    NoToken,
    /// Left out: it does not start and end where tokens do.
    Unaligned,
    /// Left out: it shares tokens with a longer or an earlier one.
    Overlap,
    /// Left out: the same tokens have the same label already.
    Same,
}

impl Became {
    /// What happened, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Widened => "widened to whole tokens",
            Self::Narrowed => "narrowed to whole tokens",
            Self::NoToken => "left out: no whole token lies inside",
            Self::Unaligned => "left out: it does not start and end where tokens do",
            Self::Overlap => "left out: it shares text with a longer or an earlier mark",
            Self::Same => "left out: another mark comes to the same",
        }
    }
}

/// Fits the marks of a document to its tokens and joins the sentences that one goes across. O(n log n).
pub(super) fn fit(
    tokenised: &mut Tokenised,
    document: &Document,
    nth: usize,
    fit: Fit,
    overlaps: bool,
    fitting: &mut Fitting,
) {
    let text = document.text.as_str();
    let mut fates: Vec<_> =
        document.annotations.iter().map(|annotation| place(annotation, &tokenised.tokens, text, fit)).collect();
    if overlaps {
        leave_same(&mut fates, document);
    } else {
        part(&mut fates, tokenised.tokens.len());
    }
    for (annotation, (at, fate)) in document.annotations.iter().zip(fates.into_iter().enumerate()) {
        let (tokens, what) = match fate {
            Fate::In(tokens, what) => (Some(tokens), what),
            Fate::Out(what) => (None, Some(what)),
        };
        match what {
            None => fitting.exact += 1,
            Some(Became::Widened) => fitting.widened += 1,
            Some(Became::Narrowed) => fitting.narrowed += 1,
            Some(Became::NoToken | Became::Unaligned | Became::Overlap | Became::Same) => fitting.dropped += 1,
        }
        let to = tokens.as_ref().and_then(|tokens| covered(&tokenised.tokens, tokens, document));
        if let Some(what) = what {
            fitting.affected.push(affected(annotation, document, nth, what, to));
        }
        if let Some(tokens) = tokens {
            tokenised.marks.push(Mark { tokens, annotation: at });
        }
    }
    tokenised.marks.sort_by_key(|mark| (mark.tokens.start, Reverse(mark.tokens.end), mark.annotation));
    let across: Vec<_> = tokenised.marks.iter().map(|mark| mark.tokens.clone()).collect();
    join(tokenised, &across, fitting);
}

/// Joins the sentences of annotations that are related, for the formats that say relations within a sentence only.
pub(super) fn join_relations(tokenised: &mut Tokenised, document: &Document, fitting: &mut Fitting) {
    let ids: HashMap<Id, &Mark> =
        tokenised.marks.iter().filter_map(|mark| Some((document.annotations.get(mark.annotation)?.id, mark))).collect();
    let stretch = |from: &Mark, to: &Mark| from.tokens.start.min(to.tokens.start)..from.tokens.end.max(to.tokens.end);
    let related = document.relations.iter().filter_map(|it| Some(stretch(ids.get(&it.from)?, ids.get(&it.to)?)));
    let mut across: Vec<_> = related.collect();
    across.sort_unstable_by_key(|range| range.start);
    join(tokenised, &across, fitting);
}

/// What is decided of a mark.
enum Fate {
    In(Range<usize>, Option<Became>),
    Out(Became),
}

/// The tokens of a mark.
fn place(annotation: &Annotation, tokens: &[Span], text: &str, fit: Fit) -> Fate {
    let words = text.get(annotation.span.range()).unwrap_or_default();
    let start = annotation.span.start() + (words.len() - words.trim_start_matches(is_space).len());
    let end = annotation.span.start() + words.trim_end_matches(is_space).len();
    let is_blank = |token: &Span| text[token.range()].starts_with(is_space);
    let trimmed = |mut range: Range<usize>| {
        // White space at the ends is no part of a mark, though it may be a token.
        while range.start < range.end && is_blank(&tokens[range.start]) {
            range.start += 1;
        }
        while range.start < range.end && is_blank(&tokens[range.end - 1]) {
            range.end -= 1;
        }
        range
    };
    let touched = tokens.partition_point(|token| token.end() <= start)..tokens.partition_point(|it| it.start() < end);
    if start >= end || touched.is_empty() {
        return Fate::Out(Became::NoToken);
    }
    if tokens[touched.start].start() == start && tokens[touched.end - 1].end() == end {
        return Fate::In(touched, None);
    }
    let (range, what) = match fit {
        Fit::Widen => (trimmed(touched), Became::Widened),
        Fit::Narrow => {
            let from = tokens.partition_point(|token| token.start() < start);
            let to = tokens.partition_point(|token| token.end() <= end);
            (trimmed(from..to.max(from)), Became::Narrowed)
        }
        Fit::Drop => return Fate::Out(Became::Unaligned),
    };
    if range.is_empty() { Fate::Out(Became::NoToken) } else { Fate::In(range, Some(what)) }
}

/// Leaves out what comes to the same tokens and label as one before.
fn leave_same(fates: &mut [Fate], document: &Document) {
    let mut seen = HashSet::new();
    for (fate, annotation) in fates.iter_mut().zip(document.annotations.iter()) {
        let is_new = match fate {
            Fate::In(tokens, _) => seen.insert((tokens.clone(), &*annotation.label)),
            Fate::Out(_) => true,
        };
        if !is_new {
            *fate = Fate::Out(Became::Same);
        }
    }
}

/// Leaves marks out until no two share a token.
fn part(fates: &mut [Fate], tokens: usize) {
    let inside: Vec<_> = fates
        .iter()
        .enumerate()
        .filter_map(|(annotation, fate)| match fate {
            Fate::In(tokens, _) => Some(Mark { tokens: tokens.clone(), annotation }),
            Fate::Out(_) => None,
        })
        .collect();
    for (mark, is_in) in inside.iter().zip(apart(&inside, tokens)) {
        if !is_in {
            fates[mark.annotation] = Fate::Out(Became::Overlap);
        }
    }
}

/// Which marks stay for no two to share a token: the longest, of equally long ones the earlier. O(n log n).
pub(crate) fn apart(marks: &[Mark], tokens: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&at| (Reverse(marks[at].tokens.len()), marks[at].tokens.start));
    let mut taken = vec![false; tokens];
    let mut stays = vec![false; marks.len()];
    for at in order {
        let range = marks[at].tokens.clone();
        // All that stay are at least as long, so that one that shares a token has one of the ends.
        if !taken[range.start] && !taken[range.end - 1] {
            taken[range].fill(true);
            stays[at] = true;
        }
    }
    stays
}

fn covered(tokens: &[Span], range: &Range<usize>, document: &Document) -> Option<Span> {
    document.text.span(tokens.get(range.start)?.start(), tokens.get(range.end.checked_sub(1)?)?.end())
}

fn affected(annotation: &Annotation, document: &Document, nth: usize, what: Became, to: Option<Span>) -> Affected {
    let points = |span: Span| (document.text.char_from_byte(span.start()), document.text.char_from_byte(span.end()));
    let (start, end) = points(annotation.span);
    Affected {
        document: nth,
        annotation: annotation.id,
        start,
        end,
        words: document.text.slice(annotation.span).to_owned(),
        what,
        to: to.map(points),
        became: to.map(|span| document.text.slice(span).to_owned()),
    }
}

/// Makes one sentence of those that a stretch of `across` (sorted by start) goes over. Linear.
fn join(tokenised: &mut Tokenised, across: &[Range<usize>], fitting: &mut Fitting) {
    if tokenised.sentences.len() < 2 {
        return;
    }
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(tokenised.sentences.len());
    let mut stretches = across.iter().peekable();
    let mut reach = 0;
    for sentence in &tokenised.sentences {
        match joined.last_mut() {
            Some(last) if reach > sentence.start => {
                last.end = sentence.end;
                fitting.joined += 1;
            }
            _ => joined.push(sentence.clone()),
        }
        while let Some(stretch) = stretches.next_if(|stretch| stretch.start < sentence.end) {
            reach = reach.max(stretch.end);
        }
    }
    tokenised.sentences = joined;
}
