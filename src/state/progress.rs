//! How far the work is: what a person has said of each article and how long it took, and how well the detector did by the
//! person's corrections. A suggestion counts once it is decided on; what it was at first is read from the history.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Id, Source, Status};
use serde::{Deserialize, Serialize};

use super::edit::Edit;
use super::library::{Lister, Standing};
use super::{Saved, State};

/// What is known of the work on one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Whether it is done, if the person has said so.
    pub done: Option<bool>,
    /// Seconds of work by day (ISO 8601).
    pub seconds: BTreeMap<Arc<str>, u32>,
}

impl Saved {
    /// What the person said of an article: that it is done, that it is not, or nothing.
    #[must_use]
    pub fn said(&self, id: &str) -> Option<bool> {
        self.progress.get(id)?.done
    }

    /// Leaves nothing behind where there is nothing to say.
    pub(super) fn say_done(&mut self, id: &Arc<str>, said: Option<bool>) {
        let progress = self.progress_mut(id);
        progress.done = said;
        if *progress == Progress::default() {
            Rc::make_mut(&mut self.progress).remove(id);
        }
    }

    pub(super) fn progress_mut(&mut self, id: &Arc<str>) -> &mut Progress {
        Rc::make_mut(Rc::make_mut(&mut self.progress).entry(Arc::clone(id)).or_default())
    }
}

/// What became of the marks of one label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Marks that are not rejected.
    pub marks: usize,
    /// Suggested, and accepted as it was.
    pub accepted: usize,
    /// Suggested, and changed: its label or its ends.
    pub changed: usize,
    /// Suggested, and rejected or deleted.
    pub rejected: usize,
    /// Of this label only after a change.
    pub into: usize,
    /// Made by hand.
    pub missed: usize,
}

impl Tally {
    /// Of what was suggested and decided on, the part that was right.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        part(self.accepted, self.accepted + self.changed + self.rejected)
    }

    /// Of what there is by the person's judgement, the part that was suggested rightly.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        part(self.accepted, self.accepted + self.into + self.missed)
    }

    fn add(&mut self, other: &Self) {
        self.marks += other.marks;
        self.accepted += other.accepted;
        self.changed += other.changed;
        self.rejected += other.rejected;
        self.into += other.into;
        self.missed += other.missed;
    }
}

fn part(some: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| some as f64 / all as f64)
}

/// The whole library in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Articles that are new, in progress and done.
    pub standings: [usize; 3],
    /// By label, in the order of the set, then the others by name.
    pub labels: Vec<(Arc<str>, Tally)>,
    /// All labels.
    pub total: Tally,
    /// Title and seconds of each article that took any, the longest first.
    pub times: Vec<(Arc<str>, u32)>,
    /// Seconds by day, the last day first.
    pub days: Vec<(Arc<str>, u32)>,
}

/// A mark's document and id.
type Place = (Arc<str>, Id);

/// Works the figures out. Linear in marks and in the edits of the history.
#[must_use]
pub fn overview(state: &State) -> Overview {
    let saved = &state.saved;
    let mut overview = Overview::default();
    for row in Lister::default().all(saved) {
        overview.standings[match row.standing {
            Standing::New => 0,
            Standing::InProgress => 1,
            Standing::Done => 2,
        }] += 1;
    }
    let mut first = suggested_at_first(state);
    let mut labels: BTreeMap<Arc<str>, Tally> = BTreeMap::new();
    for document in &saved.documents {
        for mark in document.annotations.iter().filter(|a| saved.settings.threshold.shows(a)) {
            let before = first.remove(&(Arc::clone(&document.id), mark.id));
            let was = before.as_ref().map_or(&mark.label, |before| &before.label);
            let is_same = before.as_ref().is_none_or(|it| it.label == mark.label && it.span == mark.span);
            let mut of = |label: &Arc<str>, count: fn(&mut Tally)| count(labels.entry(Arc::clone(label)).or_default());
            match (&mark.source, mark.status) {
                (Source::Detector { .. }, Status::Accepted) if is_same => of(was, |tally| tally.accepted += 1),
                (Source::Detector { .. }, Status::Accepted) => {
                    of(was, |tally| tally.changed += 1);
                    of(&mark.label, |tally| tally.into += 1);
                }
                (Source::Detector { .. }, Status::Rejected) => of(was, |tally| tally.rejected += 1),
                (Source::Human, Status::Accepted) => of(&mark.label, |tally| tally.missed += 1),
                _ => {}
            }
            if mark.status != Status::Rejected {
                of(&mark.label, |tally| tally.marks += 1);
            }
        }
    }
    // What is gone now was deleted, if its article is still there.
    for ((document, _), mark) in first {
        if saved.document(&document).is_some() {
            labels.entry(Arc::clone(&mark.label)).or_default().rejected += 1;
        }
    }
    for label in saved.labels.iter() {
        let tally = labels.remove(&label.name).unwrap_or_default();
        overview.labels.push((Arc::clone(&label.name), tally));
    }
    overview.labels.extend(labels);
    for (_, tally) in &overview.labels {
        overview.total.add(tally);
    }
    times(saved, &mut overview);
    overview
}

/// The marks of the detector that steps have changed or deleted, as they were before the first.
fn suggested_at_first(state: &State) -> HashMap<Place, Arc<Annotation>> {
    let (_, at, _) = state.history.range();
    let mut first: HashMap<Place, Arc<Annotation>> = HashMap::new();
    for (_, step) in state.history.steps().filter(|(number, _)| *number < at) {
        for edit in &step.edits {
            if let Edit::Annotation { document, before: Some(before), .. } = edit
                && matches!(before.source, Source::Detector { .. })
            {
                first.entry((Arc::clone(document), before.id)).or_insert_with(|| Arc::clone(before));
            }
        }
    }
    first
}

fn times(saved: &Saved, overview: &mut Overview) {
    let mut days: BTreeMap<&Arc<str>, u32> = BTreeMap::new();
    for document in &saved.documents {
        let Some(progress) = saved.progress.get(&document.id).filter(|progress| !progress.seconds.is_empty()) else {
            continue;
        };
        for (day, seconds) in &progress.seconds {
            *days.entry(day).or_default() += seconds;
        }
        overview.times.push((Arc::clone(&document.title), progress.seconds.values().sum()));
    }
    overview.times.sort_by_key(|(_, seconds)| std::cmp::Reverse(*seconds));
    overview.days = days.into_iter().rev().map(|(day, seconds)| (Arc::clone(day), seconds)).collect();
}

/// Percent without decimals, or a dash where there is nothing to say.
#[must_use]
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0))
}

/// Hours and minutes, or less than a minute in seconds.
#[must_use]
pub fn duration(seconds: u32) -> String {
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

impl Overview {
    /// The labels as rows of a table, the head first.
    #[must_use]
    pub fn table(&self) -> Vec<Vec<String>> {
        let head = ["label", "marks", "accepted", "changed", "rejected", "missed", "precision", "recall"];
        let number = |share: Option<f64>| share.map_or_else(String::new, |share| format!("{share:.3}"));
        let row = |name: &str, tally: &Tally| {
            let Tally { marks, accepted, changed, rejected, missed, .. } = tally;
            let counts = [marks, accepted, changed, rejected, missed].map(ToString::to_string);
            let shares = [number(tally.precision()), number(tally.recall())];
            [name.to_owned()].into_iter().chain(counts).chain(shares).collect()
        };
        let rows = self.labels.iter().map(|(name, tally)| row(name, tally));
        let head = head.iter().map(ToString::to_string).collect();
        [head].into_iter().chain(rows).chain([row("all", &self.total)]).collect()
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
