//! Lists that are in order, mostly before anybody sorts them: of a file that was written in order, of what is found in the
//! order of the text. The page's standard library is built for size, and its sort works as hard on a sorted list as on
//! another: 39 ms for 73,000 annotations. So a look comes first, and what is new is merged into what is there.

/// Sorts `list`, unless it is sorted.
pub fn sort<T: Ord>(list: &mut [T]) {
    if !list.is_sorted() {
        list.sort_unstable();
    }
}

/// Sorts `list` by a key that is unique in it, unless it is sorted.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    if !list.is_sorted_by_key(&key) {
        list.sort_unstable_by_key(key);
    }
}

/// Puts `new` into a list that is sorted by a key that is unique in both. Costs what stands after the first of them, and
/// sorting them.
pub fn merge_by_key<T, K: Ord>(list: &mut Vec<T>, mut new: Vec<T>, key: impl Fn(&T) -> K) {
    sort_by_key(&mut new, &key);
    let Some(first) = new.first().map(&key) else { return };
    let after = list.split_off(list.partition_point(|item| key(item) < first));
    list.reserve(after.len() + new.len());
    let mut new = new.into_iter().peekable();
    for item in after {
        let place = key(&item);
        while let Some(earlier) = new.next_if(|new| key(new) < place) {
            list.push(earlier);
        }
        list.push(item);
    }
    list.extend(new);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_end_in_order(
            old in proptest::collection::btree_set(0u8..60, 0..30),
            new in proptest::collection::vec(0u8..60, 0..30),
        ) {
            let new: Vec<u8> = new.into_iter().filter(|it| !old.contains(it)).collect::<BTreeSet<_>>().into_iter().rev().collect();
            let mut sorted = new.clone();
            sort(&mut sorted);
            prop_assert!(sorted.is_sorted() && sorted.len() == new.len());
            let mut all: Vec<u8> = old.iter().copied().collect();
            merge_by_key(&mut all, new.clone(), |it| *it);
            let expected: Vec<u8> = old.iter().chain(&new).copied().collect::<BTreeSet<_>>().into_iter().collect();
            prop_assert_eq!(all, expected);
        }
    }
}
