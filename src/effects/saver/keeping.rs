//! What is known of the keeping of the work beside the work itself. It is in the browser's other storage, so that it is
//! there when the work is gone: how many articles there were, whether the browser promised to keep them, and what was done
//! since the last file. Where that storage is not allowed, the page goes without.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use super::super::tabs::Event;
use super::super::{hours, projects};
use super::Saver;
use crate::state::keeping::Lost;
use crate::state::{Action, News};

const KEY: &str = "postil";
/// Accepted marks from which on the work is worth a promise.
const REAL_WORK: usize = 20;
/// Changes, minutes of work and milliseconds since the last file from which on a copy is due.
const MANY: u32 = 200;
const LONG: u32 = 120;
const DAY: f64 = 86_400_000.0;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Mark {
    /// Articles that were stored last.
    documents: usize,
    /// The day of that, by the person's clock.
    seen: String,
    lost: Option<(usize, String)>,
    promised: Option<bool>,
    filed: Option<String>,
    /// Changes since the last file.
    unfiled: u32,
    /// Minutes in which there were some, and the last one of these.
    minutes: u32,
    minute: f64,
    /// When the first of them was made, in milliseconds.
    since: f64,
}

/// Where the mark of a project is kept.
pub(in super::super) fn mark_of(project: &str) -> String {
    projects::own(KEY, project)
}

/// Articles that were stored of a project last.
pub(in super::super) fn articles_of(project: &str) -> usize {
    Mark::read(project).documents
}

/// Notes how many articles a project has that is not open.
pub(in super::super) fn note_articles(project: &str, documents: usize) {
    Mark { documents, seen: hours::today().to_string(), ..Mark::read(project) }.write_of(project);
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

impl Mark {
    pub(super) fn read(project: &str) -> Self {
        let written = storage().and_then(|storage| storage.get_item(&mark_of(project)).ok().flatten());
        written.and_then(|written| serde_json::from_str(&written).ok()).unwrap_or_default()
    }

    fn write(&self) {
        self.write_of(&projects::here());
    }

    fn write_of(&self, project: &str) {
        if let (Some(storage), Ok(written)) = (storage(), serde_json::to_string(self)) {
            // There may be no room, or no leave; see the module.
            let _ = storage.set_item(&mark_of(project), &written);
        }
    }

    /// Takes a change in.
    fn change(&mut self, now: f64) {
        if self.unfiled == 0 {
            self.since = now;
        }
        self.unfiled += 1;
        let minute = (now / 60_000.0).floor();
        if minute > self.minute {
            (self.minute, self.minutes) = (minute, self.minutes + 1);
        }
    }

    fn file(&mut self, today: String) {
        (self.unfiled, self.minutes, self.filed) = (0, 0, Some(today));
    }

    fn is_due(&self, now: f64) -> bool {
        self.unfiled > 0 && (self.unfiled >= MANY || self.minutes >= LONG || now - self.since >= DAY)
    }

    fn news(&self, now: f64) -> News {
        let filed = self.filed.as_deref().map(Into::into);
        News::Kept { promised: self.promised, filed, due: self.is_due(now) }
    }
}

impl Saver {
    /// Whether the browser has removed the work: there is nothing, and there was something.
    pub(super) fn look_for_loss(&self, is_empty: bool) {
        let mut mark = self.mark.borrow_mut();
        if is_empty && mark.documents > 0 && mark.lost.is_none() {
            mark.lost = Some((mark.documents, mark.seen.clone()));
            mark.write();
        }
        let lost =
            mark.lost.as_ref().map(|(documents, seen)| Lost { documents: *documents, seen: seen.as_str().into() });
        self.dispatcher.dispatch(Action::Store(News::Lost(lost)));
        self.dispatcher.dispatch(Action::Store(mark.news(js_sys::Date::now())));
    }

    /// The person knows of what was lost.
    pub(crate) fn forget_loss(&self) {
        let mut mark = self.mark.borrow_mut();
        if mark.lost.take().is_some() {
            mark.documents = self.mirror.borrow().documents();
            mark.write();
        }
    }

    /// Something was stored: tells the other pages, and notes what there is now.
    pub(super) fn has_written(self: &Rc<Self>) {
        self.say(&Event::Written);
        self.copy_soon();
        let is_worth_it = {
            let mut mark = self.mark.borrow_mut();
            let now = js_sys::Date::now();
            let before = mark.news(now);
            (mark.documents, mark.seen) = (self.mirror.borrow().documents(), hours::today().to_string());
            mark.change(now);
            mark.write();
            let after = mark.news(now);
            if before != after {
                self.dispatcher.dispatch(Action::Store(after));
            }
            mark.promised.is_none() && self.mirror.borrow().accepted() >= REAL_WORK
        };
        if is_worth_it {
            self.ask_for_promise();
        }
    }

    /// A file with work was handed over.
    pub(super) fn has_filed(self: &Rc<Self>) {
        {
            let mut mark = self.mark.borrow_mut();
            mark.file(hours::today().to_string());
            mark.write();
            self.dispatcher.dispatch(Action::Store(mark.news(js_sys::Date::now())));
        }
        if self.mark.borrow().promised.is_none() {
            self.ask_for_promise();
        }
    }

    /// Asks the browser not to remove the work by itself. It may ask the person.
    fn ask_for_promise(self: &Rc<Self>) {
        // Asked once, whatever becomes of it.
        self.mark.borrow_mut().promised = Some(false);
        let saver = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let storage = gloo::utils::window().navigator().storage();
            let answer = match storage.persist() {
                Ok(asked) => JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy()),
                Err(_) => false,
            };
            let mut mark = saver.mark.borrow_mut();
            mark.promised = Some(answer);
            mark.write();
            saver.dispatcher.dispatch(Action::Store(mark.news(js_sys::Date::now())));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_due_after_much_work_long_work_or_a_day() {
        const MINUTE: f64 = 60_000.0;
        for (changes, apart, later, wanted) in [
            (0, 0.0, 2.0 * DAY, false),
            (1, 0.0, 0.0, false),
            (199, 1.0, 0.0, false),
            (200, 1.0, 0.0, true),
            (119, MINUTE, 0.0, false),
            (120, MINUTE, 0.0, true),
            (1, 0.0, DAY, true),
        ] {
            let mut mark = Mark::default();
            let mut now = 1e12;
            for _ in 0..changes {
                mark.change(now);
                now += apart;
            }
            assert_eq!(mark.is_due(now + later), wanted, "{changes} changes {apart} ms apart, {later} ms later");
            mark.file("2026-01-01".to_owned());
            assert!(!mark.is_due(now + 3.0 * DAY), "after a file");
        }
    }
}
