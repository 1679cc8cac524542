//! A set of ids: sorted numbers, found by halving. Smaller in the page than a tree or a hash table, and as quick.

use postil_engine::{Id, order};

/// Ids without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids(Vec<Id>);

impl Ids {
    /// Whether the set holds `id`. O(log n).
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// The ids in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Id> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Id> for Ids {
    fn from_iter<T: IntoIterator<Item = Id>>(ids: T) -> Self {
        let mut ids: Vec<Id> = ids.into_iter().collect();
        order::sort(&mut ids);
        ids.dedup();
        Self(ids)
    }
}
