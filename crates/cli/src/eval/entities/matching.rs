//! Which names that were found are those that were marked: same start, same end, same label; what is counted of them,
//! and what was lost. Losses of one text are compared each with each.

use std::collections::{BTreeMap, BTreeSet};

use super::map::Map;

/// A name, marked or found. Offsets are code points, the end exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: String,
}

impl Named {
    pub(super) fn new(start: usize, end: usize, label: &str) -> Self {
        Self { start, end, label: label.to_owned() }
    }

    /// Its stretch.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    fn touches(&self, (start, end): (usize, usize)) -> bool {
        self.start < end && start < self.end
    }
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) found: usize,
    pub(super) right: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// How sure names were, and how many of them were right, over steps of confidence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sureness([(f64, f64, f64); STEPS]);

/// Steps of confidence.
const STEPS: usize = 10;

impl Sureness {
    fn note(&mut self, confidence: f32, right: bool) {
        let step = ((f64::from(confidence) * STEPS as f64) as usize).min(STEPS - 1);
        let (all, sure, hits) = &mut self.0[step];
        *all += 1.0;
        *sure += f64::from(confidence);
        *hits += f64::from(u8::from(right));
    }

    fn add(&mut self, other: &Self) {
        for (mine, other) in self.0.iter_mut().zip(other.0) {
            *mine = (mine.0 + other.0, mine.1 + other.1, mine.2 + other.2);
        }
    }

    /// The expected calibration error: how far, step by step, confidence is from the share that is right.
    pub(super) fn error(&self) -> f64 {
        let all: f64 = self.0.iter().map(|step| step.0).sum();
        self.0.iter().map(|(_, sure, right)| (sure - right).abs()).sum::<f64>() / all.max(1.0)
    }
}

/// What was counted over some cases.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) cases: usize,
    /// By the labels that are compared.
    pub(super) labels: BTreeMap<String, Counts>,
    /// By start and end, whatever the label.
    pub(super) untyped: Counts,
    /// Of what was found.
    pub(super) sureness: Sureness,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.untyped.add(&other.untyped);
        self.sureness.add(&other.sureness);
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
}

/// What went wrong with a name.
#[derive(Clone, Debug)]
pub(super) enum Loss {
    Missed(Named),
    Spurious(Named),
    /// Marked so, found otherwise: in another stretch or under another label.
    Otherwise(Named, Named),
}

impl Loss {
    /// The name's place: that which was marked, if there is one.
    pub(super) fn named(&self) -> &Named {
        match self {
            Self::Missed(it) | Self::Spurious(it) | Self::Otherwise(it, _) => it,
        }
    }
}

/// The labels that are compared where neither command nor map says so: those of the gold.
pub(super) fn labels_of<'a>(gold: impl Iterator<Item = &'a [Named]>, map: &Map) -> BTreeSet<String> {
    gold.flat_map(|spans| map.gold(spans.iter().cloned()).0).map(|named| named.label).collect()
}

/// Compares what was marked in a text with what was found there, both as they come; only `labels` count. `confidence`
/// says how sure the name at a place is.
pub(super) fn compare(
    gold: impl Iterator<Item = Named>,
    found: impl Iterator<Item = Named>,
    confidence: impl Fn((usize, usize)) -> Option<f32>,
    map: &Map,
    labels: &BTreeSet<String>,
) -> (Tally, Vec<Loss>) {
    let (gold, ignored) = map.gold(gold);
    let gold: BTreeSet<Named> = gold.into_iter().collect();
    let mut found: BTreeSet<Named> = map.found(found).into_iter().collect();
    found.retain(|it| gold.contains(it) || !ignored.iter().any(|stretch| it.touches(*stretch)));
    let counted = |spans: BTreeSet<Named>| spans.into_iter().filter(|it| labels.contains(&it.label));
    let (gold, found): (BTreeSet<_>, BTreeSet<_>) = (counted(gold).collect(), counted(found).collect());

    let mut by_label: BTreeMap<String, Counts> =
        labels.iter().map(|label| (label.clone(), Counts::default())).collect();
    let mut count = |spans: &BTreeSet<Named>, change: fn(&mut Counts)| {
        spans.iter().filter_map(|it| by_label.get_mut(&it.label).map(change)).count();
    };
    count(&gold, |counts| counts.gold += 1);
    count(&found, |counts| counts.found += 1);
    count(&(&gold & &found), |counts| counts.right += 1);
    let places = |spans: &BTreeSet<Named>| spans.iter().map(Named::place).collect::<BTreeSet<_>>();
    let (marked, met) = (places(&gold), places(&found));
    let untyped = Counts { gold: marked.len(), found: met.len(), right: (&marked & &met).len() };
    let mut sureness = Sureness::default();
    for it in &found {
        confidence(it.place()).into_iter().for_each(|sure| sureness.note(sure, gold.contains(it)));
    }
    (Tally { cases: 1, labels: by_label, untyped, sureness }, losses(&gold - &found, &found - &gold))
}

/// Joins what was missed with what was found in its place, the same stretch before one that only overlaps.
fn losses(missed: BTreeSet<Named>, mut spurious: BTreeSet<Named>) -> Vec<Loss> {
    let mut losses = Vec::new();
    for same in [true, false] {
        for marked in &missed {
            if losses.iter().any(|loss: &Loss| loss.named() == marked) {
                continue;
            }
            let fits = |it: &&Named| if same { it.place() == marked.place() } else { it.touches(marked.place()) };
            if let Some(it) = spurious.iter().find(fits).cloned() {
                spurious.remove(&it);
                losses.push(Loss::Otherwise(marked.clone(), it));
            } else if !same {
                losses.push(Loss::Missed(marked.clone()));
            }
        }
    }
    losses.extend(spurious.into_iter().map(Loss::Spurious));
    losses.sort_by_key(|loss| loss.named().start);
    losses
}

#[cfg(test)]
mod tests {
    use super::*;

    type Spans = &'static [(usize, usize, &'static str)];
    type Texts = [Spans; 3];

    fn named(spans: Spans) -> impl Iterator<Item = Named> {
        spans.iter().map(|(start, end, label)| Named::new(*start, *end, label))
    }

    /// Counts over texts, and the kinds of losses.
    fn score(gold: Texts, found: Texts, map: &str, labels: &str) -> (Tally, String) {
        let map = Map::parse(map).unwrap();
        let marked: Vec<Vec<Named>> = gold.iter().map(|spans| named(spans).collect()).collect();
        let labels = match labels {
            "" => labels_of(marked.iter().map(Vec::as_slice), &map),
            labels => labels.split(' ').map(str::to_owned).collect(),
        };
        let (mut total, mut lost) = (Tally::default(), Vec::new());
        for (gold, found) in gold.iter().zip(found) {
            let (tally, losses) = compare(named(gold), named(found), |_| None, &map, &labels);
            total.add(&tally);
            lost.extend(losses.iter().map(|loss| match loss {
                Loss::Missed(_) => "missed",
                Loss::Spurious(_) => "spurious",
                Loss::Otherwise(..) => "otherwise",
            }));
        }
        (total, lost.join(" "))
    }

    #[test]
    fn names_count_by_label_and_without() {
        const GOLD: Texts = [&[(0, 3, "PER"), (8, 10, "PER"), (14, 18, "LOC")], &[], &[(0, 8, "ORG")]];
        // A wrong label, a wrong end, a label that the gold has not, and one name twice.
        const FOUND: Texts =
            [&[(0, 3, "PER"), (0, 3, "PER"), (8, 10, "LOC"), (14, 19, "LOC")], &[(0, 7, "DATE")], &[(0, 8, "ORG")]];
        const COMPANY: Texts = [&[], &[], &[(0, 8, "company")]];
        let apart = r#"{"gold": {"PER": null, "LOC": null}, "pred": {"company": "ORG"}}"#;
        let flat = r#"{"PER": "X", "LOC": "X", "ORG": "X", "DATE": null}"#;
        let ignoring = r#"{"gold": {"LOC": "IGNORE"}, "pred": {}}"#;
        for (gold, found, map, labels, micro, untyped, rows, lost) in [
            (GOLD, GOLD, "{}", "", (4, 4, 4), (4, 4, 4), "LOC ORG PER", ""),
            (GOLD, [&[] as Spans; 3], "{}", "", (0, 4, 0), (0, 4, 0), "LOC ORG PER", "missed missed missed missed"),
            (GOLD, FOUND, "{}", "", (2, 4, 4), (3, 4, 4), "LOC ORG PER", "otherwise otherwise"),
            (GOLD, COMPANY, apart, "", (1, 1, 1), (1, 1, 1), "ORG", ""),
            (GOLD, FOUND, flat, "", (3, 4, 4), (3, 4, 4), "X", "otherwise"),
            // What is found over the ignored stretch is gone; so is a label that no gold has any more.
            (GOLD, FOUND, ignoring, "", (2, 3, 2), (2, 3, 2), "ORG PER", "missed"),
            (GOLD, FOUND, "{}", "PER", (1, 2, 1), (1, 2, 1), "PER", "missed"),
            (GOLD, FOUND, r#"{"labels": ["ORG", "DATE"]}"#, "ORG DATE", (1, 1, 2), (1, 1, 2), "DATE ORG", "spurious"),
        ] {
            let (tally, losses) = score(gold, found, map, labels);
            let counts = |it: Counts| (it.right, it.gold, it.found);
            assert_eq!((counts(tally.micro()), counts(tally.untyped)), (micro, untyped), "{map} {labels}");
            assert_eq!(tally.labels.keys().cloned().collect::<Vec<_>>().join(" "), rows, "{map} {labels}");
            assert_eq!(losses, lost, "{map} {labels}");
        }
    }

    #[test]
    fn a_name_over_an_ignored_stretch_counts_where_it_was_marked_too() {
        let map = Map::parse(r#"{"gold": {"FAC": "IGNORE"}}"#).unwrap();
        let labels = BTreeSet::from(["LOC".to_owned()]);
        let (tally, _) = compare(
            named(&[(0, 9, "FAC"), (4, 9, "LOC")]),
            named(&[(4, 9, "LOC"), (0, 3, "LOC")]),
            |_| None,
            &map,
            &labels,
        );
        assert_eq!(tally.micro(), Counts { gold: 1, found: 1, right: 1 });
    }

    #[test]
    fn confidence_is_off_by_what_it_differs_from_the_share_that_is_right() {
        let gold: Spans = &[(0, 1, "X"), (2, 3, "X")];
        let labels = BTreeSet::from(["X".to_owned()]);
        // Two of three right at 0.7, and one wrong at 0.2.
        let found: Spans = &[(0, 1, "X"), (2, 3, "X"), (4, 5, "X"), (6, 7, "X")];
        let sure = |(start, _)| Some(if start == 6 { 0.2 } else { 0.7 });
        let (tally, _) = compare(named(gold), named(found), sure, &Map::default(), &labels);
        assert!((tally.sureness.error() - (0.1 + 0.2) / 4.0).abs() < 1e-6, "{}", tally.sureness.error());
        assert_eq!(Sureness::default().error(), 0.0);
    }
}
