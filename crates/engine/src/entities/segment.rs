//! Cuts the capitalised stretches of a piece into names. Every list, pattern and settled name of the document
//! proposes segments with points; the set of segments that earns most is taken (dynamic programming from left to
//! right, segments of at most [`LONGEST`] tokens, so the cost is linear in the tokens).

use crate::label::Label;

use super::lexicon::Lexicon;
use super::lists::{Classes, KeyMap, class};
use super::patterns;
use super::reading::Reading;
use super::token::{self, Kind};

/// Tokens in a name, at most.
pub(super) const LONGEST: usize = 12;
/// What each segment costs: two names must be worth more than one that spans both.
const PER_SEGMENT: f32 = 0.9;

/// A name found in the tokens of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// First token.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
    /// What it is, when its own words say so.
    pub(super) label: Option<Label>,
    pub(super) confidence: f32,
    pub(super) rule: &'static str,
}

/// A segment with the points it earns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proposal {
    pub(super) segment: Segment,
    pub(super) points: f32,
}

impl Reading<'_> {
    /// The names of the piece; with `known`, also the document's settled ones. Linear.
    pub(super) fn segments(&self, known: Option<&Lexicon>) -> Vec<Segment> {
        let n = self.tokens.len();
        let mut best = vec![0.0_f32; n + 1];
        let mut choice: Vec<Option<Segment>> = vec![None; n + 1];
        let mut reached = vec![false; n + 1];
        let mut proposals = Vec::new();
        reached[0] = true;
        for i in 0..n {
            let left = best[i] - self.loss(i);
            if !reached[i + 1] || left > best[i + 1] {
                best[i + 1] = left;
                choice[i + 1] = None;
                reached[i + 1] = true;
            }
            proposals.clear();
            self.propose(i, known, &mut proposals);
            for Proposal { segment, points } in &proposals {
                let total = best[i] + points - PER_SEGMENT;
                if !reached[segment.to] || total > best[segment.to] {
                    best[segment.to] = total;
                    choice[segment.to] = Some(*segment);
                    reached[segment.to] = true;
                }
            }
        }
        let mut segments = Vec::new();
        let mut at = n;
        while at > 0 {
            match choice[at] {
                Some(segment) => {
                    segments.push(segment);
                    at = segment.from;
                }
                None => at -= 1,
            }
        }
        segments.reverse();
        segments
    }

    /// What it costs to leave the token at `i` outside any name: capitals inside a sentence ask for a reason.
    fn loss(&self, i: usize) -> f32 {
        let token = &self.tokens[i];
        let free =
            self.loose || token.opens || !self.namy[i] || token.is(class::TITLE | class::NEVER | class::FUNCTION);
        if free { 0.0 } else { 0.6 }
    }

    fn propose(&self, i: usize, known: Option<&Lexicon>, out: &mut Vec<Proposal>) {
        let fixed = self.fixed.partition_point(|proposal| proposal.segment.from < i);
        out.extend(self.fixed[fixed..].iter().take_while(|proposal| proposal.segment.from == i));
        let token = &self.tokens[i];
        if token.kind == Kind::Word || token.kind == Kind::Number {
            if token.is(class::LISTED | class::PREFIX) {
                self.listed(i, out);
            }
            if let Some(known) = known {
                self.settled(i, known, out);
            }
        }
        if self.namy[i] {
            patterns::propose(self, i, out);
        }
    }

    /// Names of the lists that begin at `i`.
    fn listed(&self, i: usize, out: &mut Vec<Proposal>) {
        let mut key = token::SEED;
        for to in i + 1..=(i + LONGEST).min(self.tokens.len()) {
            key = token::chain(key, self.tokens[to - 1].key);
            let classes = if to == i + 1 { self.tokens[i].classes } else { self.lists.get(key) };
            if classes & class::LISTED != 0 {
                self.list_hit(i, to, classes, out);
            }
            if classes & class::PREFIX == 0 {
                break;
            }
        }
    }

    fn list_hit(&self, from: usize, to: usize, classes: Classes, out: &mut Vec<Proposal>) {
        let single = to == from + 1;
        let token = &self.tokens[from];
        let doubtful =
            single && token.is(class::COMMON | class::NEVER | class::FUNCTION | class::TITLE | class::NO_NAME);
        // "Discord CEO ...", "Apple said ..."
        let firm = classes & (class::COMPANY | class::ORG) != 0
            && !token.is(class::FUNCTION)
            && self.at(to).is_some_and(|next| {
                next.is(class::TITLE | class::FIRM_AFTER | class::SAY) && !next.is(class::TITLE_MOD)
            });
        if doubtful && (self.loose || token.opens && !firm) || (single && token.kind == Kind::Number) {
            return;
        }
        let length = (to - from) as f32;
        let whole = if self.starts_run(from) && to >= self.run_end[from] { 0.8 } else { 0.0 };
        let points = if doubtful { 1.4 } else { 1.9 * length + 0.3 + whole };
        let confidence = if doubtful {
            0.7
        } else if single {
            0.9
        } else {
            0.95
        };
        let label = label_of(classes);
        let segment = Segment { from, to, label: Some(label), confidence, rule: "list" };
        out.push(Proposal { segment, points });
        if label == Label::Product && self.is_model(to) {
            // "iPhone 16", "PlayStation VR2"
            out.push(Proposal { segment: Segment { to: to + 1, rule: "model", ..segment }, points: points + 1.5 });
        }
    }

    /// Whether a model's number stands at `i`: "16" (not "16 million"), "VR2".
    fn is_model(&self, i: usize) -> bool {
        let Some(token) = self.at(i) else { return false };
        let word = self.word(i);
        let counted = self.at(i + 1).is_some_and(|next| {
            let noun = next.kind == Kind::Word && !next.capital && !next.is(class::PLACE_PREP | class::SAY);
            next.sign('%')
                || (noun && !matches!(self.word(i + 1), "and" | "or" | "with" | "on" | "is" | "was" | "will" | "has"))
        });
        match token.kind {
            Kind::Number => word.len() <= 2 && !word.contains('.') && !counted,
            Kind::Word => token.capital && word.len() <= 5 && word.bytes().any(|byte| byte.is_ascii_digit()),
            Kind::Possessive | Kind::Sign(_) => false,
        }
    }

    /// Names settled elsewhere in the document that begin at `i`.
    fn settled(&self, i: usize, known: &Lexicon, out: &mut Vec<Proposal>) {
        let mut key = token::SEED;
        for to in i + 1..=(i + LONGEST).min(self.tokens.len()) {
            key = token::chain(key, self.running(to - 1));
            if let Some(name) = known.name(key) {
                let sure = name.repeats_anywhere || !(self.loose || self.tokens[i].opens);
                if sure {
                    let whole = if self.starts_run(i) && to >= self.run_end[i] { 0.8 } else { 0.0 };
                    let points = 1.9 * (to - i) as f32 + 0.4 + whole;
                    let segment =
                        Segment { from: i, to, label: Some(name.label), confidence: name.confidence, rule: "repeat" };
                    out.push(Proposal { segment, points });
                }
            }
            if !known.goes_on(key) {
                break;
            }
        }
    }
}

/// The first label that the classes allow; more than one is settled by the document.
pub(super) fn label_of(classes: Classes) -> Label {
    const ORDER: [(Classes, Label); 9] = [
        (class::COMPANY | class::ORG, Label::Org),
        (class::GPE, Label::Gpe),
        (class::NORP, Label::Norp),
        (class::LOC, Label::Loc),
        (class::PERSON, Label::Person),
        (class::PRODUCT, Label::Product),
        (class::FAC, Label::Fac),
        (class::EVENT, Label::Event),
        (class::WORK, Label::WorkOfArt),
    ];
    ORDER.iter().find(|(classes_of, _)| classes & classes_of != 0).map_or(Label::Org, |(_, label)| *label)
}

/// Keys of the beginnings of names, so that a search knows when to stop.
pub(super) fn beginnings(tokens: &[u64], into: &mut KeyMap<()>) {
    let mut key = token::SEED;
    for token in tokens.iter().take(tokens.len().saturating_sub(1)) {
        key = token::chain(key, *token);
        into.insert(key, ());
    }
}
