//! The cells of tokens as annotations: those of one number are one, and cells of a token in one layer are of one each, by
//! their order.

use std::collections::{BTreeMap, HashMap};

use super::super::model::{Feature, Structure};
use super::cells::{self, NOTHING};
use super::header::{Column, Header, Holds, Kind};
use super::links::{Links, Start};

/// A token or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) id: &'a str,
    pub(super) begin: u64,
    pub(super) end: u64,
}

/// What the rows have said so far.
#[derive(Default)]
pub(super) struct Rows<'a> {
    header: Header<'a>,
    structures: Vec<Structure>,
    /// The number of each annotation that has one.
    own: Vec<Option<&'a str>>,
    /// The annotations of a token in a layer, in their order.
    stacks: HashMap<(&'a str, usize), Vec<usize>>,
    /// The annotation of a layer that has a number.
    numbers: HashMap<(usize, &'a str), usize>,
    /// The links of each chain of a layer, by their numbers.
    chains: BTreeMap<(usize, &'a str), BTreeMap<u32, usize>>,
    links: Links<'a>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(header: Header<'a>) -> Self {
        Self { header, ..Self::default() }
    }

    /// Takes in the cells of a token or a part of one.
    pub(super) fn row(&mut self, place: Place<'a>, cells: &[&'a str]) {
        let columns = std::mem::take(&mut self.header.columns);
        // What chains say of a link stands before it or after.
        for of_links in [true, false] {
            let filled = columns.iter().zip(cells).filter(|(column, _)| (column.holds == Holds::Link) == of_links);
            filled.for_each(|(column, cell)| self.cell(place, column, cell));
        }
        self.header.columns = columns;
    }

    fn cell(&mut self, place: Place<'a>, column: &Column<'a>, cell: &'a str) {
        if cell == NOTHING || cell.is_empty() {
            return;
        }
        for (nth, entry) in cells::parts(cell, '|').into_iter().enumerate() {
            let own_number = !matches!(column.holds, Holds::Targets(..) | Holds::Link | Holds::Start(_));
            let (value, number) = if own_number { cells::numbered(entry) } else { (entry, None) };
            let link = if column.holds == Holds::Link { cells::link(entry) } else { None };
            let number = number.filter(|_| self.kind(column.layer) == Kind::Span);
            let at = self.annotation(place, column.layer, nth, number, link.map(|(_, chain, nth)| (chain, nth)));
            match column.holds {
                Holds::Nothing => {}
                Holds::Value(feature) => self.say(at, feature, value),
                Holds::Link => self.say(at, "referenceRelation", link.map_or(value, |(value, ..)| value)),
                Holds::Roles(feature) => self.links.roles(at, feature, value),
                Holds::Targets(feature, kind) => self.links.targets(at, feature, kind, value),
                Holds::Start(kind) => self.links.start(Start { relation: at, kind, from: value, to: place.id }),
            }
        }
    }

    fn kind(&self, layer: usize) -> Kind {
        self.header.layers.get(layer).map_or(Kind::Span, |layer| layer.kind)
    }

    /// The annotation that an entry is of: the one of its number or of its link, the same of this token, or a new one. Some
    /// writers have no entries for annotations that say nothing, so the number counts, not the order.
    fn annotation(
        &mut self,
        place: Place<'a>,
        layer: usize,
        nth: usize,
        number: Option<&'a str>,
        link: Option<(&'a str, u32)>,
    ) -> usize {
        let numbered = number.and_then(|number| self.numbers.get(&(layer, number)));
        let linked = link.and_then(|(chain, nth)| self.chains.get(&(layer, chain))?.get(&nth));
        let stack = self.stacks.entry((place.id, layer)).or_default();
        let is_other = |at: &usize| {
            number.is_some() && self.own.get(*at).is_some_and(|own| own.is_some_and(|own| Some(own) != number))
        };
        let known = || stack.get(nth).filter(|at| !is_other(at));
        let at = numbered.or(linked).or_else(known).copied().unwrap_or(self.structures.len());
        if at == self.structures.len() {
            let kind = self.header.layers.get(layer).map_or_else(String::new, |layer| layer.name.to_owned());
            let (begin, end) = (Some(place.begin), Some(place.end));
            let id = at.to_string();
            self.structures.push(Structure { id, kind, begin, end, ..Structure::default() });
            self.own.push(None);
        } else if let Some(structure) = self.structures.get_mut(at) {
            structure.end = structure.end.max(Some(place.end));
        }
        if !stack.contains(&at) {
            stack.push(at);
        }
        if let (Some(number), Some(own)) = (number, self.own.get_mut(at)) {
            *own = Some(number);
            self.numbers.insert((layer, number), at);
        }
        if let Some((chain, nth)) = link {
            self.chains.entry((layer, chain)).or_default().insert(nth, at);
        }
        at
    }

    /// Says a feature of an annotation, once.
    fn say(&mut self, at: usize, name: &str, value: &str) {
        let (Some(value), Some(structure)) = (cells::said(value), self.structures.get_mut(at)) else { return };
        if structure.feature(name).is_none() {
            structure.features.push(Feature::saying(name, value.into_owned()));
        }
    }

    /// The annotation that a reference means: the one of the number, or of the type's layer at the token.
    pub(super) fn meant(&self, kind: &str, id: &str, number: Option<&str>) -> Option<usize> {
        let layers = || 0..self.header.layers.len();
        let (own, others): (Vec<usize>, Vec<usize>) =
            layers().partition(|&layer| self.header.layers.get(layer).is_some_and(|layer| layer.name == kind));
        let mut order = own.into_iter().chain(others.into_iter().filter(|&layer| self.kind(layer) == Kind::Span));
        match number.filter(|number| *number != "0") {
            Some(number) => order.find_map(|layer| self.numbers.get(&(layer, number)).copied()),
            None => order.find_map(|layer| self.stacks.get(&(id, layer))?.first().copied()),
        }
    }

    /// How many annotations there are.
    pub(super) fn count(&self) -> usize {
        self.structures.len()
    }

    /// All annotations, with the links of slots and chains.
    pub(super) fn structures(mut self) -> Vec<Structure> {
        let links = std::mem::take(&mut self.links);
        let mut added = links.added(&self);
        for links in std::mem::take(&mut self.chains).into_values() {
            let links: Vec<usize> = links.into_values().collect();
            for pair in links.windows(2) {
                added.said.push((pair[0], Feature::referring("next", pair[1])));
            }
            added.heads.extend(links.first().map(|first| Feature::referring("first", *first)));
        }
        for (at, feature) in added.said {
            if let Some(structure) = self.structures.get_mut(at) {
                structure.features.push(feature);
            }
        }
        for (relation, to) in added.relations {
            let place = self.structures.get(to).map(|to| (to.begin, to.end));
            if let (Some(relation), Some((begin, end))) = (self.structures.get_mut(relation), place) {
                (relation.begin, relation.end) = (begin, end);
            }
        }
        let next = self.structures.len();
        let heads = added.heads.into_iter().map(|head| vec![head]);
        let others = added.slots.into_iter().chain(heads).zip(next..);
        let others = others.map(|(features, id)| Structure { id: id.to_string(), features, ..Structure::default() });
        self.structures.extend(others);
        self.structures
    }
}
