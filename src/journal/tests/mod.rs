//! What holds of the journal: whatever is done comes back, and what is damaged costs no more than it holds. The store is a
//! map here, with the browser's promises: a plan is carried out whole or not at all.

mod cases;
mod damage;
mod laws;
mod layouts;
mod room;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Text, structure};

use super::*;
use crate::state::edit::Edit;
use crate::state::history::Step;
use crate::state::{Action, Saved, State, reduce};

/// A store.
#[derive(Clone, Debug, Default)]
struct Db {
    records: BTreeMap<(Place, String), Vec<u8>>,
    /// Names given out.
    names: usize,
}

/// A page that reads and writes it.
struct Page {
    mirror: Mirror,
    refused: Refused,
    by: Arc<str>,
}

impl Db {
    /// Carries a plan out; what has moved if it cannot be.
    fn write(&mut self, plan: &Plan) -> Result<(), Vec<About>> {
        let mut moved = Vec::new();
        let mut repeated = false;
        for guard in &plan.guards {
            let found = self.records.get(&(guard.place, guard.key.clone())).and_then(|bytes| frame::sum(bytes));
            if found == guard.expected {
                continue;
            }
            if found == guard.planned {
                repeated = true;
            } else {
                moved.push(guard.about.clone());
            }
        }
        if !moved.is_empty() {
            return Err(moved);
        }
        if repeated {
            return Ok(());
        }
        for delete in &plan.deletes {
            self.records.retain(|(place, key), _| *place != delete.place || *key < delete.from || *key > delete.to);
        }
        for put in &plan.puts {
            self.records.insert((put.place, put.key.clone()), put.bytes.clone());
        }
        Ok(())
    }

    fn stored(&self) -> Stored {
        let records = self.records.iter().filter(|((place, _), _)| *place != Place::Steps);
        Stored { records: records.map(|((place, _), bytes)| (*place, bytes.clone())).collect(), old: None }
    }

    fn keys(&self, place: Place) -> Vec<&str> {
        self.records.keys().filter(|(other, _)| *other == place).map(|(_, key)| key.as_str()).collect()
    }

    /// Opens it as a page does: what is read, and the page.
    fn open(&self) -> (State, Page, Vec<String>) {
        self.open_with(self.stored())
    }

    fn open_with(&self, stored: Stored) -> (State, Page, Vec<String>) {
        let Loaded { saved, mut mirror, mut problems, .. } = load(stored);
        let state = reduce(&State::default(), Action::Loaded(Box::new(saved), Rc::clone(&mirror.history)));
        let steps: Vec<_> = self.records.iter().filter(|((place, _), _)| *place == Place::Steps).collect();
        let steps: Vec<Vec<u8>> = steps.into_iter().map(|(_, bytes)| bytes.clone()).collect();
        let mut reading = recall(&steps, &mirror, &state.saved);
        while reading.step() {}
        if reading.damaged {
            problems.push("history".to_owned());
        }
        let Recalled { past, future } = reading.done();
        Rc::make_mut(&mut mirror.history).recall(past.clone(), future.clone());
        let state = reduce(&state, Action::Recalled { past, future });
        (state, Page { mirror, refused: Refused::default(), by: "page".into() }, problems)
    }
}

impl Page {
    fn new() -> Self {
        Db::default().open().1
    }

    /// The next plan, put into words.
    fn plan(&self, db: &mut Db, state: &State) -> Option<Plan> {
        let work = Work { saved: Rc::clone(&state.saved), history: Rc::clone(&state.history) };
        let mut name = || {
            db.names += 1;
            format!("slot{}", db.names).into()
        };
        let mut plan = Plan::new(&self.mirror, &work, &self.refused, &mut name, &self.by)?;
        while plan.step() {}
        Some(plan)
    }

    /// Saves; whether there was anything to save.
    fn save(&mut self, db: &mut Db, state: &State) -> bool {
        let mut was_any = false;
        while let Some(plan) = self.plan(db, state) {
            assert!(plan.puts.iter().all(|put| put.bytes.len() < 256 << 10), "parts are small");
            was_any = true;
            db.write(&plan).unwrap();
            let more = plan.more;
            self.mirror = plan.done();
            if !more {
                break;
            }
        }
        was_any
    }

    /// Makes a snapshot of each article.
    fn compact(&mut self, db: &mut Db) {
        for compaction in compact::all(&self.mirror) {
            self.finish(db, compaction);
        }
    }

    fn finish(&mut self, db: &mut Db, mut compaction: Compaction) {
        while compaction.step() {}
        let Some(mut plan) = compaction.plan(&self.mirror, &self.by) else { return };
        while plan.step() {}
        db.write(&plan).unwrap();
        self.mirror = plan.done();
    }
}

/// An article of these words.
fn article(id: &str, text: &str) -> Document {
    Document::new(id, id, Text::new(text), structure(text).into())
}

/// What is compared of a state. What a step to be done again takes out of the library is only known when it is done.
fn kept(state: &State) -> (Saved, (u64, u64, u64), Vec<Step>) {
    let range = state.history.range();
    let step = |(number, step): (u64, &Rc<Step>)| {
        let mut step = Step::clone(step);
        for edit in step.edits.iter_mut().filter(|_| number >= range.1) {
            if let Edit::Document { before: Some(before), .. } = edit {
                *before = Rc::new(article(&before.id, ""));
            }
        }
        step
    };
    (Saved::clone(&state.saved), range, state.history.steps().map(step).collect())
}
