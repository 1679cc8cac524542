//! Articles for which the browser has no room: all else is stored, it is said, and they are tried again.

use std::rc::Rc;
use std::sync::Arc;

use super::super::frames;
use super::Saver;
use crate::journal::Work;
use crate::state::Role;

/// Milliseconds before what was left out for want of room is tried again.
const AGAIN: u32 = 10_000;

impl Saver {
    /// Tries what was left out again after a while.
    pub(super) fn try_again(self: &Rc<Self>) {
        if self.waits.replace(true) {
            return;
        }
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            frames::pause(AGAIN).await;
            saver.waits.set(false);
            let last = saver.last.borrow().clone().filter(|_| saver.role.get() == Role::Editor);
            if let Some(last) = last.filter(|_| saver.refused.borrow_mut().room.take().is_some()) {
                saver.wanted.borrow_mut().get_or_insert(last);
                saver.write();
            }
        });
    }
}

/// What to say of the articles of these ids, for which there is no room.
pub(super) fn wanting(left_out: &[Arc<str>], work: &Work) -> Option<String> {
    let title = &work.saved.document(left_out.first()?)?.title;
    let more = match left_out.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "The browser has no room left for “{title}”{more}: kept only while the page stays open. All else is saved. Download \
         your work now, then free some disk space, or take out what does not fit."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::fresh;

    #[test]
    fn what_does_not_fit_is_named() {
        let work = Work { saved: fresh().saved, ..Work::default() };
        let document = &work.saved.documents[0];
        for (ids, wanted) in [
            (vec![], None),
            (vec![&document.id], Some(format!("no room left for “{}”: ", document.title))),
            (vec![&document.id, &document.id], Some(format!("no room left for “{}” and 1 more: ", document.title))),
        ] {
            let ids: Vec<Arc<str>> = ids.into_iter().cloned().collect();
            let words = wanting(&ids, &work);
            assert_eq!(words.is_some(), wanted.is_some(), "{ids:?}");
            assert!(words.unwrap_or_default().contains(&wanted.unwrap_or_default()), "{ids:?}");
        }
    }
}
