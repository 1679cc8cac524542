//! Which figure that was found stands for which that was marked, and what is counted of it. Pairs are one to one, the
//! widest overlap first. The work grows with the product of the two numbers of figures in one text.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::{Case, Figure};
use super::norm;

/// Counts for one label, or for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) found: usize,
    /// Same label, same start and end.
    pub(super) strict: usize,
    /// Same label, any overlap.
    pub(super) relaxed: usize,
    /// Relaxed pairs with the right value.
    pub(super) value: usize,
    /// Strict pairs with the right value.
    pub(super) full: usize,
    /// Relaxed pairs whose label takes a comparator, and those with the right one, or rightly none.
    pub(super) comparable: usize,
    pub(super) comparator: usize,
    /// Relaxed pairs whose gold has a comparator, and those where it was found.
    pub(super) compared: usize,
    pub(super) compared_found: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.strict += other.strict;
        self.relaxed += other.relaxed;
        self.value += other.value;
        self.full += other.full;
        self.comparable += other.comparable;
        self.comparator += other.comparator;
        self.compared += other.compared;
        self.compared_found += other.compared_found;
    }
}

/// What went wrong with a figure.
#[derive(Clone, Debug)]
pub(super) enum Loss {
    Missed(Figure),
    Spurious(Figure),
    WrongSpan(Figure, Figure),
    WrongValue(Figure, Figure),
}

impl Loss {
    /// The figure's place: that which was marked, if there is one.
    pub(super) fn figure(&self) -> &Figure {
        match self {
            Self::Missed(it) | Self::Spurious(it) | Self::WrongSpan(it, _) | Self::WrongValue(it, _) => it,
        }
    }
}

/// What was counted over some cases.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) cases: usize,
    pub(super) labels: BTreeMap<String, Counts>,
    /// Pairs of the same span, and of any overlap, whatever their labels.
    pub(super) untyped_strict: usize,
    pub(super) untyped_relaxed: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.untyped_strict += other.untyped_strict;
        self.untyped_relaxed += other.untyped_relaxed;
        for (label, counts) in &other.labels {
            self.labels.entry(label.clone()).or_default().add(counts);
        }
    }

    /// All labels together.
    pub(super) fn micro(&self) -> Counts {
        let mut all = Counts::default();
        self.labels.values().for_each(|counts| all.add(counts));
        all
    }

    fn of(&mut self, figure: &Figure) -> &mut Counts {
        self.labels.entry(figure.label.clone()).or_default()
    }
}

/// Compares what was found in a case with its gold. Losses come in the order of the text.
pub(super) fn compare(case: &Case, found: Vec<Figure>) -> (Tally, Vec<Loss>) {
    let scope = case.scope.as_deref().unwrap_or_default();
    let in_scope = |figure: &Figure| scope.is_empty() || scope.contains(&figure.label);
    let counts_at_all = |figure: &Figure| {
        let marked = case.spans.iter().any(|span| figure.touches((span.start, span.end)));
        let ignored = || case.ignore.iter().flatten().any(|stretch| figure.touches(*stretch));
        marked || (case.complete && !ignored())
    };
    let gold: Vec<&Figure> = case.spans.iter().filter(|it| in_scope(it)).collect();
    let found: Vec<&Figure> = found.iter().filter(|it| in_scope(it) && counts_at_all(it)).collect();

    let mut tally = Tally { cases: 1, ..Tally::default() };
    gold.iter().for_each(|it| tally.of(it).gold += 1);
    found.iter().for_each(|it| tally.of(it).found += 1);
    let same_span = |a: &Figure, b: &Figure| a.start == b.start && a.end == b.end;
    let same_label = |a: &Figure, b: &Figure| a.label == b.label;
    let right_value = |a: &Figure, b: &Figure| norm::agree(&a.label, &a.norm(), &b.norm());
    tally.untyped_strict = pairs(&gold, &found, same_span).len();
    tally.untyped_relaxed = pairs(&gold, &found, |_, _| true).len();
    for (i, j) in pairs(&gold, &found, |a, b| same_label(a, b) && same_span(a, b)) {
        let right = right_value(gold[i], found[j]);
        let counts = tally.of(gold[i]);
        counts.strict += 1;
        counts.full += usize::from(right);
    }
    let mut losses = Vec::new();
    let (mut met, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (i, j) in pairs(&gold, &found, same_label) {
        met.insert(i);
        used.insert(j);
        let (marked, it) = (gold[i], found[j]);
        let right = right_value(marked, it);
        let counts = tally.of(marked);
        counts.relaxed += 1;
        counts.value += usize::from(right);
        if !matches!(marked.label.as_str(), "DATE" | "TIME" | "SET") {
            let (marked, it) = (marked.norm(), it.norm());
            let (wanted, same) = (norm::comparator(&marked), norm::comparator(&marked) == norm::comparator(&it));
            counts.comparable += 1;
            counts.comparator += usize::from(same);
            counts.compared += usize::from(wanted.is_some());
            counts.compared_found += usize::from(wanted.is_some() && same);
        }
        if !right {
            losses.push(Loss::WrongValue(marked.clone(), it.clone()));
        }
        if !same_span(marked, it) {
            losses.push(Loss::WrongSpan(marked.clone(), it.clone()));
        }
    }
    let rest = |all: &[&Figure], seen: &BTreeSet<usize>| -> Vec<Figure> {
        all.iter().enumerate().filter(|(i, _)| !seen.contains(i)).map(|(_, it)| (*it).clone()).collect()
    };
    losses.extend(rest(&gold, &met).into_iter().map(Loss::Missed));
    losses.extend(rest(&found, &used).into_iter().map(Loss::Spurious));
    losses.sort_by_key(|loss| loss.figure().start);
    (tally, losses)
}

/// Indices of pairs that overlap and may be one: the widest overlap first, then the nearest ends, each figure once.
fn pairs(gold: &[&Figure], found: &[&Figure], may: impl Fn(&Figure, &Figure) -> bool) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in found.iter().enumerate() {
            let overlap = a.end.min(b.end).saturating_sub(a.start.max(b.start));
            if overlap > 0 && may(a, b) {
                all.push((std::cmp::Reverse(overlap), a.start.abs_diff(b.start) + a.end.abs_diff(b.end), i, j));
            }
        }
    }
    all.sort_unstable();
    let (mut met, mut used) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|(_, _, i, j)| !met.contains(i) && !used.contains(j) && met.insert(*i) && used.insert(*j));
    all.into_iter().map(|(_, _, i, j)| (i, j)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case from JSON and what was found as (start, end, label): (gold, found, strict, relaxed), then losses.
    #[test]
    fn pairs_are_counted_and_losses_named() {
        let five = r#"{"start": 0, "end": 2, "label": "PERCENT", "norm": {"value": 5}}"#;
        for (rest, found, counts, losses) in [
            ("", vec![(0, 2, "PERCENT")], (1, 1, 1, 1), "value"),
            ("", vec![(0, 1, "PERCENT")], (1, 1, 0, 1), "value span"),
            ("", vec![(0, 1, "CARDINAL")], (1, 1, 0, 0), "missed spurious"),
            ("", vec![(0, 1, "PERCENT"), (0, 2, "PERCENT")], (1, 2, 1, 1), "value spurious"),
            ("", vec![(7, 9, "DATE")], (1, 1, 0, 0), "missed spurious"),
            (r#", "complete": false"#, vec![(7, 9, "DATE")], (1, 0, 0, 0), "missed"),
            (r#", "ignore": [[6, 8]]"#, vec![(7, 9, "DATE")], (1, 0, 0, 0), "missed"),
            (r#", "scope": ["PERCENT"]"#, vec![(7, 9, "DATE")], (1, 0, 0, 0), "missed"),
            (r#", "scope": ["DATE"]"#, vec![(7, 9, "DATE")], (0, 1, 0, 0), "spurious"),
        ] {
            let line = format!(r#"{{"text": "5% and 11 May", "spans": [{five}]{rest}}}"#);
            let case: Case = serde_json::from_str(&line).unwrap();
            let found = found.iter().map(|(start, end, label)| Figure::new(*start, *end, label, None)).collect();
            let (tally, lost) = compare(&case, found);
            let all = tally.micro();
            assert_eq!((all.gold, all.found, all.strict, all.relaxed), counts, "{line}");
            let name = |loss: &Loss| match loss {
                Loss::Missed(_) => "missed",
                Loss::Spurious(_) => "spurious",
                Loss::WrongSpan(..) => "span",
                Loss::WrongValue(..) => "value",
            };
            assert_eq!(lost.iter().map(name).collect::<Vec<_>>().join(" "), losses, "{line}");
        }
    }
}
