//! Shares documents out to train, dev and test so that each label goes by the percent asked for, as far as whole documents
//! allow: iterative stratification (Sechidis, Tsoumakas and Vlahavas, 2011). The label with the fewest documents left is
//! shared out first, each document to the part that still wants most of that label. Parts get their number of documents
//! exactly. O(m log m) in the marks.

use std::collections::{BTreeMap, BTreeSet};

use postil_engine::Document;

use crate::options::Split;
use crate::random::Random;

/// The part, by its number in [`Split::parts`], of each document.
pub(crate) fn stratified(documents: &[Document], split: Split) -> Vec<usize> {
    let percents = split.parts().map(|(_, percent)| i64::from(percent));
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..documents.len()).collect();
    Random::new(split.seed).shuffle(&mut order);
    // Labels by number, and how many marks of each a document has; documents in a random order.
    let marks: Vec<BTreeMap<usize, i64>> = order
        .iter()
        .map(|&at| {
            let mut counts = BTreeMap::new();
            for annotation in documents.get(at).into_iter().flat_map(|document| document.annotations.iter()) {
                let next = labels.len();
                *counts.entry(*labels.entry(&annotation.label).or_insert(next)).or_default() += 1;
            }
            counts
        })
        .collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); labels.len()];
    // What each part still wants of each label, in hundredths of a mark.
    let mut wanted: Vec<[i64; 3]> = vec![[0; 3]; labels.len()];
    for (nth, counts) in marks.iter().enumerate() {
        for (&label, &count) in counts {
            holders[label].push(nth);
            wanted[label].iter_mut().zip(percents).for_each(|(wanted, percent)| *wanted += percent * count);
        }
    }
    let mut room = quotas(documents.len(), percents);
    let mut left: Vec<usize> = holders.iter().map(Vec::len).collect();
    let mut queue: BTreeSet<(usize, usize)> = left.iter().enumerate().map(|(label, &left)| (left, label)).collect();
    let mut part_of: Vec<Option<usize>> = vec![None; documents.len()];
    while let Some((_, label)) = queue.pop_first() {
        for &nth in &holders[label] {
            if part_of[nth].is_some() {
                continue;
            }
            let part = neediest(room, wanted[label]);
            part_of[nth] = Some(part);
            room[part] -= 1;
            for (&other, &count) in &marks[nth] {
                wanted[other][part] -= 100 * count;
                if queue.remove(&(left[other], other)) {
                    queue.insert((left[other] - 1, other));
                }
                left[other] -= 1;
            }
        }
    }
    let mut parts = vec![0; documents.len()];
    for (&at, part) in order.iter().zip(part_of) {
        // Without a mark: where there is most room.
        parts[at] = part.unwrap_or_else(|| {
            let part = neediest(room, [0; 3]);
            room[part] -= 1;
            part
        });
    }
    parts
}

/// The part with room that wants most; of several the one with most room, then the first.
fn neediest(room: [usize; 3], wanted: [i64; 3]) -> usize {
    let with_room = (0..3).rev().filter(|&part| room[part] > 0);
    with_room.max_by_key(|&part| (wanted[part], room[part])).unwrap_or_default()
}

/// How many documents each part gets: the shares rounded down, what is left to those that lost most.
fn quotas(documents: usize, percents: [i64; 3]) -> [usize; 3] {
    let shares = percents.map(|percent| documents * percent as usize);
    let mut quotas = shares.map(|share| share / 100);
    let mut parts = [0, 1, 2];
    parts.sort_by_key(|&part| std::cmp::Reverse(shares[part] % 100));
    let left = documents - quotas.iter().sum::<usize>();
    parts.iter().take(left).for_each(|&part| quotas[part] += 1);
    quotas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_make_all_documents() {
        for (documents, percents, wanted) in [
            (10, [80, 10, 10], [8, 1, 1]),
            (7, [80, 10, 10], [5, 1, 1]),
            (3, [80, 10, 10], [3, 0, 0]),
            (1, [80, 10, 10], [1, 0, 0]),
            (0, [80, 10, 10], [0, 0, 0]),
            (9, [70, 0, 30], [6, 0, 3]),
            (5, [34, 33, 33], [2, 2, 1]),
        ] {
            assert_eq!(quotas(documents, percents), wanted, "{documents} {percents:?}");
        }
    }
}
