//! What a first look at the whole document made of each word, as evidence for a second one: "Lula" is a person here if
//! most of its other places say so. Linear.

use super::super::lists::KeyMap;
use super::features;
use super::tags::{KINDS, NameKind, parts};

/// Share of a word's places that has to say the same for the others to go by it.
const SETTLED: f32 = 0.6;

/// Tags of each capitalised word of a document, by kind; outside any name comes first.
#[derive(Default)]
pub struct Votes(KeyMap<[f32; KINDS + 1]>);

impl Votes {
    /// Takes in one place of a word. Words without a capital have the key 0 and say nothing.
    pub fn note(&mut self, word: u64, tag: u8) {
        if word != 0 {
            self.0.entry(word).or_default()[slot(tag)] += 1.0;
        }
    }

    /// What a word is at most of its places: a kind, of two places at least.
    pub(super) fn settled(&self, word: u64) -> Option<NameKind> {
        let votes = self.0.get(&word)?;
        let best = (1..votes.len()).max_by(|a, b| votes[*a].total_cmp(&votes[*b]))?;
        let all: f32 = votes.iter().sum();
        (votes[best] >= 2.0 && votes[best] >= SETTLED * all).then(|| NameKind::ALL.get(best - 1).copied())?
    }

    /// Adds the features of the token at `i` of a stretch that had these words and tags at the first look. What the
    /// token itself said does not count.
    pub fn features(&self, words: &[u64], tags: &[u8], i: usize, out: &mut Vec<u32>) {
        let here = self.others(words, tags, Some(i));
        let before = self.others(words, tags, i.checked_sub(1));
        let after = self.others(words, tags, Some(i + 1));
        if here != 0 {
            out.push(features::feature(110, here));
            out.push(features::feature(113, here << 8 | before));
            out.push(features::feature(114, here << 8 | after));
        }
        if before != 0 {
            out.push(features::feature(111, before));
        }
        if after != 0 {
            out.push(features::feature(112, after));
        }
    }

    /// What most of the other places of a word say, and how clearly; 0 when there are none.
    fn others(&self, words: &[u64], tags: &[u8], at: Option<usize>) -> u64 {
        let at = at.unwrap_or(usize::MAX);
        let (Some(&word), Some(&tag)) = (words.get(at), tags.get(at)) else { return 0 };
        let Some(mut votes) = self.0.get(&word).copied() else { return 0 };
        votes[slot(tag)] -= 1.0;
        let all: f32 = votes.iter().sum();
        if all < 0.5 {
            return 0;
        }
        let best = (0..votes.len()).max_by(|a, b| votes[*a].total_cmp(&votes[*b])).unwrap_or_default();
        1 + (best as u64) * 4 + u64::from(votes[best] > 0.8 * all) * 2 + u64::from(all > 1.5)
    }
}

fn slot(tag: u8) -> usize {
    parts(usize::from(tag)).map_or(0, |(kind, _)| 1 + kind as usize)
}
