//! What annotations say of each other: slots with their roles, and relations. Both name a token, which may come later.

use std::collections::BTreeMap;

use super::super::model::Feature;
use super::cells::{self, NOTHING, UNSAID};
use super::rows::Rows;

/// What the rows have said of slots and relations.
#[derive(Default)]
pub(super) struct Links<'a> {
    /// The slots of a feature of an annotation.
    slots: BTreeMap<(usize, &'a str), Slots<'a>>,
    starts: Vec<Start<'a>>,
}

/// The slots of a feature: their roles, and what is in them, of that type.
#[derive(Default)]
struct Slots<'a> {
    roles: Vec<&'a str>,
    targets: Vec<&'a str>,
    kind: &'a str,
}

/// A relation's ends: the tokens at which they begin.
pub(super) struct Start<'a> {
    pub(super) relation: usize,
    /// The type of the ends.
    pub(super) kind: &'a str,
    /// The token at which it starts, and the numbers of both ends where one token does not say which they are.
    pub(super) from: &'a str,
    pub(super) to: &'a str,
}

/// What links add to the annotations.
#[derive(Default)]
pub(super) struct Added {
    /// Features of annotations.
    pub(super) said: Vec<(usize, Feature)>,
    /// Slots, whose ids come after those of the annotations.
    pub(super) slots: Vec<Vec<Feature>>,
    /// Heads of chains.
    pub(super) heads: Vec<Feature>,
    /// Where each relation leads to.
    pub(super) relations: Vec<(usize, usize)>,
}

impl<'a> Links<'a> {
    pub(super) fn roles(&mut self, at: usize, feature: &'a str, value: &'a str) {
        let roles = if value == NOTHING { Vec::new() } else { cells::parts(value, ';') };
        self.slots.entry((at, feature)).or_default().roles = roles;
    }

    pub(super) fn targets(&mut self, at: usize, feature: &'a str, kind: &'a str, value: &'a str) {
        let targets = if matches!(value, NOTHING | UNSAID) { Vec::new() } else { cells::parts(value, ';') };
        let slots = self.slots.entry((at, feature)).or_default();
        (slots.targets, slots.kind) = (targets, kind);
    }

    pub(super) fn start(&mut self, start: Start<'a>) {
        self.starts.push(start);
    }

    /// What is to be added, now that all annotations are known.
    pub(super) fn added(self, rows: &Rows<'_>) -> Added {
        let mut added = Added::default();
        for ((at, feature), slots) in self.slots {
            for (nth, target) in slots.targets.iter().enumerate() {
                let (token, number) = cells::numbered(target);
                let Some(meant) = rows.meant(slots.kind, token, number) else { continue };
                let role = slots.roles.get(nth).and_then(|role| cells::said(role));
                let role = role.map(|role| Feature::saying("role", role.into_owned()));
                let slot = role.into_iter().chain([Feature::referring("target", meant)]).collect();
                added.said.push((at, Feature::referring(feature, rows.count() + added.slots.len())));
                added.slots.push(slot);
            }
        }
        for Start { relation, kind, from, to } in self.starts {
            let (token, numbers) = cells::numbered(from);
            let (first, second) = numbers.and_then(|numbers| numbers.split_once('_')).unzip();
            let ends = [rows.meant(kind, token, first), rows.meant(kind, to, second)];
            for (name, end) in ["Governor", "Dependent"].into_iter().zip(ends) {
                // One that leads nowhere is said to do so by what reads relations.
                let nowhere = || Feature { refers: true, ..Feature::saying(name, String::new()) };
                added.said.push((relation, end.map_or_else(nowhere, |end| Feature::referring(name, end))));
            }
            added.relations.extend(ends[1].map(|to| (relation, to)));
        }
        added
    }
}
