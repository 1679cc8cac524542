//! What speaks for a name that the model found: the weights of the features of its tokens, by what they are about. What
//! counts is how much more they give to the name's kind than to the best other reading of the same words.

use crate::detect::Found;
use crate::label::Label;
use crate::text::Span;

use super::super::reading::Reading;
use super::super::segment::label_of;
use super::features;
use super::model::{LISTS, Parts};
use super::seen::{self, Places, Seen};
use super::tags::{NameKind, OUTSIDE, Place, TAGS, tag};
use super::{First, Model, Votes};

/// Reasons given, at most, and the share of all that speaks for a name from which something is one.
const MOST: usize = 3;
const SHARE: f32 = 0.1;

/// Something that speaks for a name that the model found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its own words.
    Words,
    /// Capitals, digits and signs, its own and those beside it.
    Spelling,
    /// Letters that its words begin or end with.
    Letters,
    /// A word or sign before it.
    Before(Span),
    /// A word or sign after it.
    After(Span),
    /// It is on a list; of names of that label, where that is known.
    Listed(Option<Label>),
    /// A rule found the same name.
    Rule(&'static str),
    /// What the same words are elsewhere in the document.
    Elsewhere,
}

/// What a template is about.
enum About {
    /// Nothing that a reader would call a reason.
    Nothing,
    One(Reason),
    /// The token so many places away, or both neighbours.
    Near(isize),
    Around,
    /// The word before the run of capitals that the token is in, the one after, both.
    Run([bool; 2]),
    /// The rule that found it, if one did; else the token there.
    Rule(isize),
    /// Names of lists that hold the token: in each four bits for its place there. Of that label, where known.
    Listed(Option<Label>, u64),
}

fn about(template: u64, value: u64, here: &Seen, places: &[u8; LISTS]) -> About {
    let long = |list: u64| match places.get(list as usize) {
        Some(1) => Some(Label::Gpe),
        Some(2) => Some(Label::Loc),
        Some(3) => Some(Label::Fac),
        _ => None,
    };
    match template {
        2 | 3 | 40 | 41 | 51 | 62 | 71 | 104..=107 | 123 | 124 => About::One(Reason::Words),
        4 | 24..=27 | 32..=34 | 70 | 72 | 83 => About::One(Reason::Spelling),
        5..=8 | 10..=13 => About::One(Reason::Letters),
        54 => About::Listed(Some(label_of(1 << (value / 4))), 1 << value),
        91 => About::Listed(long(value / 4), 1 << value),
        93 | 94 => About::Listed(None, here.known),
        73..=76 => About::One(Reason::Elsewhere),
        20 | 28 => About::Near(-2),
        21 | 29 | 35 | 37 | 42 | 44 | 50 | 53 | 59 | 84 | 90 | 100..=103 => About::Near(-1),
        22 | 30 | 31 | 36 | 38 | 43 | 45 | 52 | 55 | 61 | 85 | 92 | 108..=111 => About::Near(1),
        23 => About::Near(2),
        39 => About::Around,
        120 => About::Run([true, false]),
        121 | 125 => About::Run([false, true]),
        122 => About::Run([true, true]),
        57 | 63..=66 => About::Rule(0),
        67 => About::Rule(-1),
        68 => About::Rule(1),
        _ => About::Nothing,
    }
}

fn kind_of(label: Label) -> Option<NameKind> {
    Some(match label {
        Label::Person => NameKind::Person,
        Label::Org => NameKind::Org,
        Label::Gpe | Label::Loc | Label::Fac => NameKind::Place,
        Label::Norp => NameKind::Norp,
        Label::Event => NameKind::Event,
        Label::WorkOfArt => NameKind::Work,
        Label::Product => NameKind::Product,
        _ => return None,
    })
}

/// A piece after the first look, with what the document is known to hold.
pub(crate) struct Looked<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) marked: &'a [Found],
    pub(crate) figures: &'a [Found],
    pub(crate) places: &'a Places,
    pub(crate) first: &'a First,
    pub(crate) votes: &'a Votes,
}

impl Looked<'_> {
    /// What speaks for `name` being a `label`, strongest first. Nothing where the model, asked about these very words,
    /// would rather say something else of them: then other places of the document have decided.
    pub(crate) fn reasons(&self, name: &Found, model: &Model) -> Vec<Reason> {
        let parts = model.parts();
        let tokens = seen::within(self.reading.tokens, name);
        let Some(kind) = kind_of(name.label).filter(|_| !tokens.is_empty()) else { return Vec::new() };
        let seen = seen::look(self.reading, self.marked, self.figures, self.places, &parts.knowledge);
        let mut weights: Vec<(usize, About, [i32; TAGS])> = Vec::new();
        for i in tokens.clone() {
            let features = self.features(&seen, i, &parts.places);
            weights.extend(features.into_iter().map(|(feature, about)| (i, about, parts.weights.sums(&[feature]))));
        }
        let (from, to) = (tokens.start, tokens.end);
        let tag_of = |kind: Option<NameKind>, i: usize| match kind {
            None => OUTSIDE,
            Some(kind) if from + 1 == to => tag(kind, Place::Only),
            Some(kind) if i == from => tag(kind, Place::First),
            Some(kind) if i + 1 == to => tag(kind, Place::Last),
            Some(kind) => tag(kind, Place::Inside),
        };
        let score = |kind: Option<NameKind>| {
            let own: i32 = weights.iter().map(|(i, _, row)| row[tag_of(kind, *i)]).sum();
            parts.weights.worth(own) + steps(parts, kind, to - from)
        };
        let best = |a: &Option<NameKind>, b: &Option<NameKind>| score(*a).total_cmp(&score(*b));
        let others = NameKind::ALL.into_iter().filter(|other| *other != kind).map(Some);
        let rival = others.max_by(best).flatten();
        if score(rival) > score(Some(kind)) {
            return Vec::new();
        }
        let other = [rival, None].into_iter().max_by(best).flatten();
        let mut reasons = Reasons(Vec::new());
        for (i, about, row) in &weights {
            let weight = (row[tag_of(Some(kind), *i)] - row[tag_of(other, *i)]) as f32;
            self.add(*i, about, weight, name, &mut reasons);
        }
        reasons.strongest()
    }

    /// All features of the token at `i`, with what each is about.
    fn features(&self, seen: &[Seen], i: usize, places: &[u8; LISTS]) -> Vec<(u32, About)> {
        let mut all = Vec::new();
        features::each(seen, i, |template, value| {
            all.push((features::feature(template, value), about(template, value, &seen[i], places)));
        });
        let (mut at, mut votes) = (0, Vec::new());
        for stretch in &self.first.stretches {
            let own = at..at + stretch.len();
            at = own.end;
            if stretch.contains(&i) {
                let (words, tags) = (&self.first.words[own.clone()], &self.first.tags[own]);
                self.votes.features(words, tags, i - stretch.start, &mut votes);
            }
        }
        // The first three are of the token itself, if it has any; the others of its neighbours.
        let own = if votes.len() < 3 { 0 } else { 3 };
        let about = |at| if at < own { About::One(Reason::Elsewhere) } else { About::Nothing };
        all.extend(votes.into_iter().enumerate().map(|(at, feature)| (feature, about(at))));
        all
    }

    /// Adds the weight of one feature of the token at `i` to what it is about.
    fn add(&self, i: usize, about: &About, weight: f32, name: &Found, reasons: &mut Reasons) {
        let reading = self.reading;
        let near = |offset: isize| {
            let token = i.checked_add_signed(offset).and_then(|at| reading.at(at))?;
            let span = Span::new(reading.text, token.start, token.end)?;
            Some(match span {
                // What is asked about may end inside a word.
                _ if span.overlaps(name.span) => Reason::Words,
                _ if span.start() < name.span.start() => Reason::Before(span),
                _ => Reason::After(span),
            })
        };
        let tokens = seen::within(reading.tokens, name);
        // Of a longer run, the word beside it is not beside the name.
        let is_run = reading.starts_run(tokens.start) && reading.run_end[tokens.start] == tokens.end;
        let ends = [tokens.start as isize - 1 - i as isize, (tokens.end - i) as isize];
        let rule = self.marked.iter().find(|mark| mark.span == name.span && mark.label == name.label);
        let by_rule = |mark: &Found| match mark.rule {
            "list" => Reason::Listed(Some(mark.label)),
            rule => Reason::Rule(rule),
        };
        let place = seen::place(i, tokens.start, tokens.end);
        let (first, second) = match *about {
            About::Nothing => (None, None),
            About::One(reason) => (Some(reason), None),
            About::Near(offset) => (near(offset), None),
            About::Around => (near(-1), near(1)),
            About::Run([before, after]) => {
                (near(ends[0]).filter(|_| before && is_run), near(ends[1]).filter(|_| after && is_run))
            }
            About::Rule(0) => (rule.map(by_rule), None),
            About::Rule(offset) => (rule.map(by_rule).or_else(|| near(offset)), None),
            // What is not on the list as a whole is known by its words.
            About::Listed(label, places) => {
                let whole = places >> place & 0x1111_1111_1111_1111 != 0;
                let fits = whole && label.is_none_or(|label| kind_of(label) == kind_of(name.label));
                (Some(if fits { Reason::Listed(label) } else { Reason::Words }), None)
            }
        };
        let count = if first.is_some() && second.is_some() { 2.0 } else { 1.0 };
        for reason in [first, second].into_iter().flatten() {
            reasons.add(reason, weight / count);
        }
    }
}

/// What the steps into, through and out of a name score, of a kind or, for `None`, of as many tokens outside.
fn steps(parts: &Parts, kind: Option<NameKind>, length: usize) -> f32 {
    let between = &parts.transitions.between;
    let Some(kind) = kind.map(|kind| kind as usize) else { return between[0][0] * (length + 1) as f32 };
    let [to_inside, to_last, stay, leave] = parts.transitions.within[kind];
    let within = match length {
        1 => 0.0,
        2 => to_last,
        _ => to_inside + stay * (length - 3) as f32 + leave,
    };
    between[0][1 + kind] + within + between[1 + kind][0]
}

/// Reasons with their weights.
struct Reasons(Vec<(Reason, f32)>);

impl Reasons {
    fn add(&mut self, reason: Reason, weight: f32) {
        match self.0.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((reason, weight)),
        }
    }

    /// The few that weigh most. They are picked one by one: there are few, and sorting weighs more in the page.
    fn strongest(mut self) -> Vec<Reason> {
        // One list that is known by name is enough.
        let weight_of = |all: &[(Reason, f32)], wanted| all.iter().find(|one| one.0 == wanted).map_or(0.0, |one| one.1);
        let unknown = weight_of(&self.0, Reason::Listed(None));
        if let Some(known) = self.0.iter_mut().find(|one| matches!(one.0, Reason::Listed(Some(_)))) {
            known.1 += unknown;
            self.0.retain(|one| one.0 != Reason::Listed(None));
        }
        let least = SHARE * self.0.iter().map(|one| one.1.max(0.0)).sum::<f32>();
        let mut strongest = Vec::new();
        while let Some(best) = self.0.iter_mut().max_by(|a, b| a.1.total_cmp(&b.1)) {
            if strongest.len() == MOST || best.1 <= 0.0 || best.1 < least {
                break;
            }
            strongest.push(best.0);
            best.1 = 0.0;
        }
        strongest
    }
}
