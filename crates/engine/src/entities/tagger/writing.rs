//! Making a model file: knowledge gathered from words and names, weights cut to bytes.

use super::super::scan;
use super::super::segment::LONGEST;
use super::super::token::{self, Token};
use super::coding::{self, Writer};
use super::features;
use super::lattice::Transitions;
use super::model::{Edges, Knowledge, LISTS, MAGIC, VERSION, short};
use super::tags::{KINDS, TAGS};

impl Knowledge {
    /// Sets the class of a word, from 1.
    pub fn add_class(&mut self, word: &str, class: u16) {
        *self.classes.slot(short(token::key_of(word))) = class;
    }

    /// Puts a name on the list of that number.
    pub fn add_name(&mut self, name: &str, list: usize) {
        let tokens = tokens(name);
        if !tokens.is_empty() && tokens.len() <= LONGEST {
            let key = tokens.iter().fold(token::SEED, |key, token| token::chain(key, token.key));
            *self.lists.slot(short(key)) |= 1 << list;
        }
    }

    /// Says how often a word, as [`ends`] names it, opens and closes names.
    pub fn add_edges(&mut self, word: u64, edges: Edges) {
        *self.edges.slot(short(word)) = edges;
    }

    fn write(&self, writer: &mut Writer) {
        let mut words: Vec<(u32, u16)> = self.classes.iter().collect();
        words.sort_unstable();
        planes(writer, &words);
        let mut names: Vec<(u32, u16)> = self.lists.iter().collect();
        names.sort_unstable();
        planes(writer, &names);
        let mut edges: Vec<(u32, Edges)> = self.edges.iter().collect();
        edges.sort_unstable_by_key(|(key, _)| *key);
        writer.rising(&edges.iter().map(|(key, _)| *key).collect::<Vec<_>>());
        for (_, Edges { opens: [org, place], .. }) in &edges {
            writer.u8(org << 4 | place);
        }
        for (_, Edges { closes: [org, place], .. }) in &edges {
            writer.u8(org << 4 | place);
        }
    }
}

fn planes(writer: &mut Writer, pairs: &[(u32, u16)]) {
    writer.rising(&pairs.iter().map(|(key, _)| *key).collect::<Vec<_>>());
    for (_, value) in pairs {
        writer.u8(value.to_le_bytes()[0]);
    }
    for (_, value) in pairs {
        writer.u8(value.to_le_bytes()[1]);
    }
}

/// Keys of the first and the last word of a name of several words.
#[must_use]
pub fn ends(name: &str) -> Option<(u64, u64)> {
    let tokens = tokens(name);
    let (first, last) = (tokens.first()?, tokens.last()?);
    (tokens.len() > 1).then_some((first.key, last.key))
}

fn tokens(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    scan::scan(name, 0..name.len(), None, &mut tokens);
    tokens
}

/// What a model file is made of. Features rise; each has a weight for every tag, most of them nought.
pub struct Draft<'a> {
    /// The model's name.
    pub name: &'a str,
    /// Classes, lists and edges.
    pub knowledge: &'a Knowledge,
    /// Features, rising.
    pub features: &'a [u32],
    /// Their weights.
    pub weights: &'a [[f32; TAGS]],
    /// What follows what.
    pub transitions: &'a Transitions,
    /// What a step of the weights is worth in the file.
    pub step: f32,
    /// What scores are divided by before probabilities are made of them.
    pub temperature: f32,
    /// By list: its names are towns and countries (1), regions and waters (2), buildings (3), or no places.
    pub places: [u8; LISTS],
}

impl Draft<'_> {
    /// The file. Weights that round to nothing are left out.
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.u8(self.name.len() as u8);
        writer.bytes.extend_from_slice(self.name.as_bytes());
        writer.f32(self.temperature);
        writer.u32(features::BITS);
        writer.u8(KINDS as u8);
        self.transitions.values().for_each(|value| writer.f32(value));
        writer.bytes.extend_from_slice(&self.places);
        self.knowledge.write(&mut writer);
        self.write_weights(&mut writer);
        let body = writer.bytes;
        let mut file = MAGIC.to_vec();
        file.extend_from_slice(&VERSION.to_le_bytes());
        file.extend_from_slice(&coding::sum(coding::SUM, body.iter().copied()).to_le_bytes());
        file.extend_from_slice(&body);
        file
    }

    fn write_weights(&self, writer: &mut Writer) {
        let cut = |weight: f32| (weight / self.step).round().clamp(-127.0, 127.0) as i8;
        let mut rows: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
        for (feature, weights) in self.features.iter().zip(self.weights) {
            let row: Vec<(u8, i8)> = weights
                .iter()
                .enumerate()
                .map(|(tag, weight)| (tag as u8, cut(*weight)))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            if !row.is_empty() {
                rows.push((*feature, row));
            }
        }
        writer.f32(self.step);
        writer.rising(&rows.iter().map(|(feature, _)| *feature).collect::<Vec<_>>());
        for (_, row) in &rows {
            writer.u8(row.len() as u8);
        }
        for (tag, _) in rows.iter().flat_map(|(_, row)| row) {
            writer.u8(*tag);
        }
        for (_, weight) in rows.iter().flat_map(|(_, row)| row) {
            writer.u8(*weight as u8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Model, ModelError};
    use super::*;

    fn file() -> Vec<u8> {
        let mut knowledge = Knowledge::default();
        knowledge.add_class("Geneva", 7);
        knowledge.add_name("Lake Geneva", 2);
        knowledge.add_edges(token::key_of("Lake"), Edges { opens: [0, 3], closes: [0, 0] });
        let mut weights = [[0.0; TAGS]; 2];
        weights[1][5] = 0.61;
        Draft {
            name: "test",
            knowledge: &knowledge,
            features: &[3, 900],
            weights: &weights,
            transitions: &Transitions::default(),
            step: 0.03,
            temperature: 1.0,
            places: [0; LISTS],
        }
        .file()
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::parse(&file()).unwrap();
        assert_eq!(model.name(), "test");
        let parts = model.parts();
        assert_eq!(parts.knowledge.class(token::key_of("Geneva")), 7);
        assert_eq!(parts.knowledge.edges(token::key_of("Lake")).opens, [0, 3]);
        let key = tokens("Lake Geneva").iter().fold(token::SEED, |key, token| token::chain(key, token.key));
        assert_eq!(parts.knowledge.lists(key), 1 << 2);
        let scores = parts.weights.scores(&parts.weights.sums(&[3, 900, 12]));
        assert!((scores[5] - 0.6).abs() < 0.02 && scores.iter().filter(|score| **score != 0.0).count() == 1);
    }

    #[test]
    fn what_is_no_model_is_refused_with_the_reason() {
        let file = file();
        let mut newer = file.clone();
        newer[MAGIC.len()] = 9;
        let mut changed = file.clone();
        *changed.last_mut().unwrap() ^= 1;
        let cut = file[..file.len() - 1].to_vec();
        for (bytes, error) in [
            (b"some text".to_vec(), ModelError::Other),
            (Vec::new(), ModelError::Other),
            (newer, ModelError::Version(9)),
            (changed, ModelError::Damaged),
            (cut, ModelError::Damaged),
            (file[..MAGIC.len() + 2].to_vec(), ModelError::Damaged),
        ] {
            assert_eq!(Model::parse(&bytes).err(), Some(error));
        }
    }
}
