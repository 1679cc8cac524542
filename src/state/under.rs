//! The marks about a place of the text, found without a look at all of them: the list is in the order of starts, and none
//! begins farther before the place than the longest is long. How long that is follows the changes of the list.

use std::cell::RefCell;
use std::sync::Arc;

use postil_engine::{Annotation, Document};

use super::since::between;

/// A list of annotations, and a length in bytes that none of them exceeds.
type Known = (Arc<Vec<Arc<Annotation>>>, usize);

thread_local! {
    /// What was looked at last.
    static LAST: RefCell<Known> = RefCell::default();
}

/// The annotations that lie over some of `start..end` or touch it, in order. O(log n), and those that begin so near that they
/// might.
pub(super) fn touching(document: &Document, start: usize, end: usize) -> impl Iterator<Item = &Arc<Annotation>> {
    let list = &document.annotations;
    let earliest = start.saturating_sub(longest(list));
    let first = list.partition_point(|a| a.span.start() < earliest);
    let near = list.get(first..).unwrap_or_default().iter().take_while(move |a| a.span.start() <= end);
    near.filter(move |a| a.span.end() >= start)
}

/// A length that no annotation exceeds. One that is taken out may have been the longest: then it is more than it need be,
/// until another document is looked at.
fn longest(list: &Arc<Vec<Arc<Annotation>>>) -> usize {
    let of = |annotations: &[Arc<Annotation>]| annotations.iter().map(|a| a.span.len()).max().unwrap_or_default();
    LAST.with_borrow_mut(|(known, longest)| {
        if !Arc::ptr_eq(known, list) {
            let (gone, come) = between(known, list);
            *longest = if gone.len() + come.len() > list.len() { of(list) } else { of(come).max(*longest) };
            *known = Arc::clone(list);
        }
        *longest
    })
}
