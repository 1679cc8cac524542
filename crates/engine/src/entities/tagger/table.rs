//! A table by numbers of up to 32 bits, packed: keys lie together and values beside them, and it is little larger than what
//! it holds. A model is a few hundred thousand small entries, for which a general hash table takes three times the room.

/// Slots for each four entries, at least.
const SLOTS: usize = 5;
/// The key of a slot that holds nothing.
const EMPTY: u32 = u32::MAX;

/// Open addressing; [`EMPTY`] is no key.
#[derive(Clone, Debug, Default)]
pub(super) struct Table<V> {
    keys: Vec<u32>,
    values: Vec<V>,
    count: usize,
}

impl<V: Copy + Default> Table<V> {
    /// An empty one with room for so many.
    pub(super) fn with_room(count: usize) -> Self {
        let size = count * SLOTS / 4 + 1;
        Self { keys: vec![EMPTY; size], values: vec![V::default(); size], count: 0 }
    }

    /// Where `key` is, or the empty slot where it belongs; nothing in a table without slots.
    #[inline]
    fn find(&self, key: u32) -> Option<usize> {
        let size = self.keys.len();
        let spread = u64::from(key.wrapping_mul(0x9e37_79b1)) * size as u64;
        let mut at = (spread >> 32) as usize;
        loop {
            let known = *self.keys.get(at)?;
            if known == key || known == EMPTY {
                return Some(at);
            }
            at = if at + 1 == size { 0 } else { at + 1 };
        }
    }

    /// The value of that key.
    #[inline]
    pub(super) fn get(&self, key: u32) -> Option<V> {
        let at = self.find(key)?;
        (self.keys[at] != EMPTY).then(|| self.values[at])
    }

    /// The value of that key, which is put in where it is not yet. `key` must be below `u32::MAX`.
    pub(super) fn slot(&mut self, key: u32) -> &mut V {
        if (self.count + 1) * SLOTS > self.keys.len() * 4 {
            self.grow();
        }
        let at = self.find(key).unwrap_or_default();
        if self.keys[at] == EMPTY {
            self.keys[at] = key;
            self.count += 1;
        }
        &mut self.values[at]
    }

    fn grow(&mut self) {
        let mut larger = Self::with_room(self.count.max(4) * 2);
        for (key, value) in self.iter() {
            *larger.slot(key) = value;
        }
        *self = larger;
    }

    /// All entries, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, V)> {
        self.keys.iter().zip(&self.values).filter(|(key, _)| **key != EMPTY).map(|(key, value)| (*key, *value))
    }
}

/// The same entries, wherever they lie.
impl<V: Copy + Default + PartialEq> PartialEq for Table<V> {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(
            entries in proptest::collection::vec((prop_oneof![0..40_u32, 0..u32::MAX], any::<u16>()), 0..200),
            room in 0..100_usize,
            asked in proptest::collection::vec(0..50_u32, 10),
        ) {
            let mut table = Table::with_room(room);
            let mut map = BTreeMap::new();
            for (key, value) in &entries {
                *table.slot(*key) = *value;
                map.insert(*key, *value);
            }
            let mut held: Vec<_> = table.iter().collect();
            held.sort_unstable();
            prop_assert_eq!(&held, &map.clone().into_iter().collect::<Vec<_>>());
            for key in asked.iter().chain(map.keys()) {
                prop_assert_eq!(table.get(*key), map.get(key).copied());
            }
            let mut other = Table::default();
            held.iter().rev().for_each(|(key, value)| *other.slot(*key) = *value);
            prop_assert!(other == table);
            *other.slot(7) ^= 1;
            prop_assert!(other != table);
        }
    }

    #[test]
    fn an_empty_one_knows_nothing() {
        assert_eq!(Table::<u8>::default().get(0), None);
        assert_eq!(Table::<u8>::with_room(0).get(0), None);
    }
}
