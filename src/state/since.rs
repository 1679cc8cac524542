//! What differs between two lists that share their items, found by pointers alone: what was worked out of one follows a change
//! to the other, instead of being worked out of all of it again.

use std::sync::Arc;

/// The parts of both lists between equal beginnings and equal ends. Compares pointers, and looks behind none of them.
#[must_use]
pub fn between<'a, T>(old: &'a [Arc<T>], new: &'a [Arc<T>]) -> (&'a [Arc<T>], &'a [Arc<T>]) {
    let first = old.iter().zip(new).take_while(|(a, b)| Arc::ptr_eq(a, b)).count();
    let (old, new) = (old.get(first..).unwrap_or_default(), new.get(first..).unwrap_or_default());
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| Arc::ptr_eq(a, b)).count();
    let but_last = |list: &'a [Arc<T>]| list.get(..list.len() - last).unwrap_or_default();
    (but_last(old), but_last(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_equal_ends_differs() {
        let items: Vec<Arc<u8>> = (0..8).map(Arc::new).collect();
        let list = |places: &[usize]| -> Vec<Arc<u8>> { places.iter().map(|at| Arc::clone(&items[*at])).collect() };
        for (old, new, gone, come) in [
            (&[0, 1, 2][..], &[0, 1, 2][..], &[][..], &[][..]),
            (&[0, 1, 2], &[0, 3, 2], &[1], &[3]),
            (&[0, 1, 2], &[0, 2], &[1], &[]),
            (&[0, 2], &[0, 1, 2], &[], &[1]),
            (&[1, 1, 1], &[1, 1], &[1], &[]),
            (&[], &[4, 5], &[], &[4, 5]),
            (&[4, 5], &[], &[4, 5], &[]),
            (&[0, 1, 2, 3], &[4, 1, 2, 5], &[0, 1, 2, 3], &[4, 1, 2, 5]),
        ] {
            let (old, new) = (list(old), list(new));
            let (is_gone, has_come) = between(&old, &new);
            assert_eq!((is_gone, has_come), (&*list(gone), &*list(come)));
        }
    }
}
