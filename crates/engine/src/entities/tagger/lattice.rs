//! Sequences of tags: the best one, and how probable each is (a linear-chain conditional random field). A name's tags
//! follow each other in one way only, so a step costs what the kinds of names squared cost. Linear in the tokens.

// Tags and kinds are places in small arrays; several are read at each.
#![allow(clippy::needless_range_loop)]

use super::tags::{ANY, KINDS, OUTSIDE, TAGS, TagSet};

/// Scores of one token's tags.
pub type Scores = [f32; TAGS];

/// What can end at a token, or begin at the next: no name, or a name of each kind.
const ENDS: usize = KINDS + 1;

/// Scores of what follows what.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    /// From what ended (row) to what begins.
    pub between: [[f32; ENDS]; ENDS],
    /// By kind: first to inside, first to last, inside to inside, inside to last.
    pub within: [[f32; 4]; KINDS],
}

impl Default for Transitions {
    fn default() -> Self {
        Self { between: [[0.0; ENDS]; ENDS], within: [[0.0; 4]; KINDS] }
    }
}

impl Transitions {
    /// All scores, in one order.
    pub fn values(&self) -> impl Iterator<Item = f32> {
        self.between.iter().flatten().chain(self.within.iter().flatten()).copied()
    }

    /// All scores, in the same order, to change.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut f32> {
        self.between.iter_mut().flatten().chain(self.within.iter_mut().flatten())
    }

    /// What each step multiplies the weight of a sequence by.
    pub(super) fn exp(&self) -> Self {
        let mut steps = self.clone();
        steps.values_mut().for_each(|value| *value = value.exp());
        steps
    }
}

const fn first(kind: usize) -> usize {
    1 + 4 * kind
}
const fn inside(kind: usize) -> usize {
    2 + 4 * kind
}
const fn last(kind: usize) -> usize {
    3 + 4 * kind
}
const fn only(kind: usize) -> usize {
    4 + 4 * kind
}

/// The best sequence of tags. Linear in the tokens.
#[must_use]
pub fn best(scores: &[Scores], transitions: &Transitions) -> Vec<u8> {
    const NEVER: f32 = f32::NEG_INFINITY;
    let mut from: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    let mut ended = [NEVER; ENDS];
    let mut ended_by = [OUTSIDE as u8; ENDS];
    let mut open = [[NEVER; 2]; KINDS];
    ended[0] = 0.0;
    for token in scores {
        let mut back = [0_u8; TAGS];
        let mut starts = [NEVER; ENDS];
        let mut starts_by = [0_u8; ENDS];
        for (end, (score, by)) in ended.iter().zip(ended_by).enumerate() {
            if *score == NEVER {
                continue;
            }
            for start in 0..ENDS {
                let total = score + transitions.between[end][start];
                if total > starts[start] {
                    starts[start] = total;
                    starts_by[start] = by;
                }
            }
        }
        ended[0] = starts[0] + token[OUTSIDE];
        ended_by[0] = OUTSIDE as u8;
        back[OUTSIDE] = starts_by[0];
        for kind in 0..KINDS {
            let [to_inside, to_last, stay, leave] = transitions.within[kind];
            let [opened, going] = open[kind];
            let pick = |a: f32, b: f32| if a >= b { (a, first(kind) as u8) } else { (b, inside(kind) as u8) };
            let (into_inside, inside_by) = pick(opened + to_inside, going + stay);
            let (into_last, last_by) = pick(opened + to_last, going + leave);
            let begin = starts[1 + kind];
            open[kind] = [begin + token[first(kind)], into_inside + token[inside(kind)]];
            let (closes, alone) = (into_last + token[last(kind)], begin + token[only(kind)]);
            back[first(kind)] = starts_by[1 + kind];
            back[only(kind)] = starts_by[1 + kind];
            back[inside(kind)] = inside_by;
            back[last(kind)] = last_by;
            ended[1 + kind] = closes.max(alone);
            ended_by[1 + kind] = if closes > alone { last(kind) } else { only(kind) } as u8;
        }
        from.push(back);
    }
    let at = (0..ENDS).max_by(|a, b| ended[*a].total_cmp(&ended[*b])).unwrap_or_default();
    let mut tag = ended_by[at];
    let mut tags = vec![OUTSIDE as u8; scores.len()];
    for (slot, back) in tags.iter_mut().zip(&from).rev() {
        *slot = tag;
        tag = back[usize::from(tag)];
    }
    tags
}

/// Probabilities of a sequence of tokens.
#[derive(Default)]
pub struct Marginals {
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    weights: Vec<Scores>,
    scale: Vec<f32>,
    /// Logarithm of the sum over all sequences that are allowed.
    pub log_total: f64,
}

impl Marginals {
    /// Sums over all sequences that `allowed` leaves (every one, if it is empty). Linear.
    pub fn fill(&mut self, scores: &[Scores], transitions: &Transitions, allowed: &[TagSet]) {
        self.fill_by(scores, &transitions.exp(), allowed);
    }

    /// The same with the steps that were made of the transitions.
    pub(super) fn fill_by(&mut self, scores: &[Scores], steps: &Transitions, allowed: &[TagSet]) {
        let n = scores.len();
        self.log_total = 0.0;
        for buffer in [&mut self.forward, &mut self.backward, &mut self.weights] {
            buffer.clear();
            buffer.resize(n, [0.0; TAGS]);
        }
        self.scale.clear();
        self.scale.resize(n, 1.0);
        let mut ended = [0.0_f32; ENDS];
        ended[0] = 1.0;
        let mut before = [0.0_f32; TAGS];
        for i in 0..n {
            let allowed = allowed.get(i).copied().unwrap_or(ANY);
            let permits = |tag: usize| allowed >> tag & 1 == 1;
            let top = (0..TAGS).filter(|tag| permits(*tag)).map(|tag| scores[i][tag]).fold(f32::MIN, f32::max);
            for tag in 0..TAGS {
                self.weights[i][tag] = if permits(tag) { (scores[i][tag] - top).exp() } else { 0.0 };
            }
            let weight = &self.weights[i];
            let mut starts = [0.0_f32; ENDS];
            for end in 0..ENDS {
                for start in 0..ENDS {
                    starts[start] += ended[end] * steps.between[end][start];
                }
            }
            let now = &mut self.forward[i];
            now[OUTSIDE] = starts[0] * weight[OUTSIDE];
            for kind in 0..KINDS {
                let [to_inside, to_last, stay, leave] = steps.within[kind];
                let (opened, going) = (before[first(kind)], before[inside(kind)]);
                now[first(kind)] = starts[1 + kind] * weight[first(kind)];
                now[only(kind)] = starts[1 + kind] * weight[only(kind)];
                now[inside(kind)] = (opened * to_inside + going * stay) * weight[inside(kind)];
                now[last(kind)] = (opened * to_last + going * leave) * weight[last(kind)];
            }
            let sum: f32 = now.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            now.iter_mut().for_each(|value| *value /= sum);
            self.scale[i] = sum;
            self.log_total += f64::from(sum.ln()) + f64::from(top);
            before = *now;
            ended[0] = now[OUTSIDE];
            for kind in 0..KINDS {
                ended[1 + kind] = now[last(kind)] + now[only(kind)];
            }
        }
        let closing: f32 = ended.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        self.log_total += f64::from(closing.ln());
        self.backwards(steps, closing);
    }

    /// What follows each tag, scaled so that forward times backward is the probability of the tag.
    fn backwards(&mut self, steps: &Transitions, closing: f32) {
        let n = self.weights.len();
        let Some(end) = n.checked_sub(1) else { return };
        let mut after = [0.0_f32; TAGS];
        after[OUTSIDE] = 1.0 / closing;
        for kind in 0..KINDS {
            after[last(kind)] = 1.0 / closing;
            after[only(kind)] = 1.0 / closing;
        }
        self.backward[end] = after;
        for i in (0..end).rev() {
            let next = i + 1;
            let value = |tag: usize| self.weights[next][tag] * after[tag] / self.scale[next];
            let mut starts = [0.0_f32; ENDS];
            starts[0] = value(OUTSIDE);
            for kind in 0..KINDS {
                starts[1 + kind] = value(first(kind)) + value(only(kind));
            }
            let mut now = [0.0_f32; TAGS];
            let follow = |end: usize| (0..ENDS).map(|start| steps.between[end][start] * starts[start]).sum::<f32>();
            now[OUTSIDE] = follow(0);
            for kind in 0..KINDS {
                let [to_inside, to_last, stay, leave] = steps.within[kind];
                let ending = follow(1 + kind);
                now[last(kind)] = ending;
                now[only(kind)] = ending;
                let (inside_next, last_next) = (value(inside(kind)), value(last(kind)));
                now[first(kind)] = to_inside * inside_next + to_last * last_next;
                now[inside(kind)] = stay * inside_next + leave * last_next;
            }
            self.backward[i] = now;
            after = now;
        }
    }

    /// The probability of each tag of the token at `i`.
    #[must_use]
    pub fn at(&self, i: usize) -> Scores {
        let (Some(forward), Some(backward)) = (self.forward.get(i), self.backward.get(i)) else { return [0.0; TAGS] };
        std::array::from_fn(|tag| forward[tag] * backward[tag])
    }

    /// Adds `weight` times the expected number of each transition to `into`.
    pub fn add_transitions(&self, transitions: &Transitions, weight: f32, into: &mut Transitions) {
        let steps = transitions.exp();
        for i in 0..self.forward.len() {
            let value = |tag: usize| self.weights[i][tag] * self.backward[i][tag] / self.scale[i] * weight;
            let before = i.checked_sub(1).map(|before| &self.forward[before]);
            let ended = |end: usize| match (before, end.checked_sub(1)) {
                (None, kind) => f32::from(kind.is_none()),
                (Some(before), None) => before[OUTSIDE],
                (Some(before), Some(kind)) => before[last(kind)] + before[only(kind)],
            };
            for end in 0..ENDS {
                let mass = ended(end);
                if mass == 0.0 {
                    continue;
                }
                let row = &steps.between[end];
                into.between[end][0] += mass * row[0] * value(OUTSIDE);
                for kind in 0..KINDS {
                    into.between[end][1 + kind] += mass * row[1 + kind] * (value(first(kind)) + value(only(kind)));
                }
            }
            let Some(before) = before else { continue };
            for kind in 0..KINDS {
                let [to_inside, to_last, stay, leave] = steps.within[kind];
                let (opened, going) = (before[first(kind)], before[inside(kind)]);
                let (inside_now, last_now) = (value(inside(kind)), value(last(kind)));
                into.within[kind][0] += opened * to_inside * inside_now;
                into.within[kind][1] += opened * to_last * last_now;
                into.within[kind][2] += going * stay * inside_now;
                into.within[kind][3] += going * leave * last_now;
            }
        }
    }

    /// The probability that exactly `from..to` is a name of that kind.
    #[must_use]
    pub fn name(&self, transitions: &Transitions, kind: usize, from: usize, to: usize) -> f32 {
        self.name_by(&transitions.exp(), kind, from, to)
    }

    /// The same with the steps that were made of the transitions.
    pub(super) fn name_by(&self, steps: &Transitions, kind: usize, from: usize, to: usize) -> f32 {
        let (Some(end), true) = (to.checked_sub(1), from < to && to <= self.forward.len()) else { return 0.0 };
        if end == from {
            return self.at(from)[only(kind)];
        }
        let steps = steps.within[kind];
        let mut mass = self.forward[from][first(kind)];
        for i in from + 1..to {
            let (tag, step) = match (i == end, i == from + 1) {
                (false, true) => (inside(kind), steps[0]),
                (true, true) => (last(kind), steps[1]),
                (false, false) => (inside(kind), steps[2]),
                (true, false) => (last(kind), steps[3]),
            };
            mass *= step * self.weights[i][tag] / self.scale[i];
        }
        (mass * self.backward[end][last(kind)]).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tags::{Place, parts};
    use super::*;
    use proptest::prelude::*;

    /// What a sequence of tags scores; nothing, where one tag cannot follow the other.
    fn score(tags: &[usize], scores: &[Scores], transitions: &Transitions) -> Option<f32> {
        let (mut total, mut end, mut open) = (0.0, 0, None);
        for (at, &tag) in tags.iter().enumerate() {
            total += scores[at][tag];
            let part = parts(tag).map(|(kind, place)| (kind as usize, place));
            match (open, part) {
                (None, None) => {
                    total += transitions.between[end][0];
                    end = 0;
                }
                (None, Some((kind, place @ (Place::First | Place::Only)))) => {
                    total += transitions.between[end][1 + kind];
                    (open, end) = ((place == Place::First).then_some((kind, 0)), 1 + kind);
                }
                (Some((kind, from)), Some((same, place @ (Place::Inside | Place::Last)))) if kind == same => {
                    let last = place == Place::Last;
                    total += transitions.within[kind][from + usize::from(last)];
                    open = (!last).then_some((kind, 2));
                }
                _ => return None,
            }
        }
        open.is_none().then_some(total)
    }

    fn sequences(length: usize) -> Vec<Vec<usize>> {
        (0..length).fold(vec![Vec::new()], |all, _| {
            all.iter().flat_map(|tags| (0..TAGS).map(move |tag| [tags.as_slice(), &[tag]].concat())).collect()
        })
    }

    fn numbers(count: usize) -> impl Strategy<Value = Vec<f32>> {
        proptest::collection::vec(-2.0_f32..2.0, count)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        /// The best sequence and the probabilities, against going through every sequence there is.
        #[test]
        fn sums_are_those_of_all_sequences(
            values in numbers(2 * TAGS), steps in numbers(ENDS * ENDS + 4 * KINDS), closed in 0..TAGS,
        ) {
            let scores: Vec<Scores> = values.chunks(TAGS).map(|chunk| std::array::from_fn(|tag| chunk[tag])).collect();
            let mut transitions = Transitions::default();
            transitions.values_mut().zip(&steps).for_each(|(value, step)| *value = *step);
            let all: Vec<(Vec<usize>, f32)> = sequences(2)
                .into_iter()
                .filter_map(|tags| score(&tags, &scores, &transitions).map(|total| (tags, total)))
                .collect();
            let found: Vec<usize> = best(&scores, &transitions).into_iter().map(usize::from).collect();
            let top = all.iter().map(|(_, total)| *total).fold(f32::MIN, f32::max);
            prop_assert!((score(&found, &scores, &transitions).unwrap() - top).abs() < 1e-3);

            let allowed = [ANY & !(1 << closed), ANY];
            let mut marginals = Marginals::default();
            marginals.fill(&scores, &transitions, &allowed);
            let open: Vec<_> = all.iter().filter(|(tags, _)| tags[0] != closed).collect();
            let total: f64 = open.iter().map(|(_, score)| f64::from(*score).exp()).sum();
            prop_assert!((marginals.log_total - total.ln()).abs() < 1e-3);
            for at in 0..2 {
                let found = marginals.at(at);
                for tag in 0..TAGS {
                    let mass = open.iter().filter(|(tags, _)| tags[at] == tag).map(|(_, s)| f64::from(*s).exp());
                    prop_assert!((f64::from(found[tag]) - mass.sum::<f64>() / total).abs() < 1e-3);
                }
            }
            for kind in 0..KINDS {
                let pair = [first(kind), last(kind)];
                let mass = open.iter().find(|(tags, _)| *tags == pair).map_or(0.0, |(_, s)| f64::from(*s).exp());
                prop_assert!((f64::from(marginals.name(&transitions, kind, 0, 2)) - mass / total).abs() < 1e-3);
            }
            let mut counted = Transitions::default();
            marginals.add_transitions(&transitions, 1.0, &mut counted);
            prop_assert!((counted.values().sum::<f32>() - 2.0).abs() < 1e-3);
        }
    }
}
