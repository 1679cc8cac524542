//! What is done in the list of the library: showing and choosing articles, and what is done to those that are chosen.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Status};

use super::change::{Change, each};
use super::edit::Edit;
use super::library::{Lister, View, counted};
use super::{Dialog, Notice, State, reduce, tagging};

/// The list of the library on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// Whether it is on the screen, no article being open.
    pub shown: bool,
    /// What it lists.
    pub view: View,
    /// The articles chosen.
    pub chosen: Rc<BTreeSet<Arc<str>>>,
    /// The one from which a stretch is chosen.
    pub anchor: Option<Arc<str>>,
    /// Of how many articles detection was asked for last.
    pub asked: usize,
}

/// How an article is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// It alone.
    Only,
    /// It too, or no longer.
    Toggle,
    /// All from the one before to it.
    To,
}

/// What is done in the list that undo does not take back.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Show the list.
    Show,
    /// List others, or in another order.
    View(Box<View>),
    /// Choose an article.
    Pick(Arc<str>, Pick),
    /// Choose all that are listed.
    All,
    /// Choose none.
    Nothing,
    /// Find names and figures in the articles chosen, one after the other.
    Detect,
    /// Leave out those that wait for it.
    Stop,
    /// Save those chosen.
    Export,
}

/// Does it.
pub(super) fn apply(state: &mut State, deed: Deed) {
    let ids = |state: &State| -> Vec<Arc<str>> {
        let rows = Lister::default().rows(&state.saved, &state.session.shelf.view);
        rows.iter().map(|row| Arc::clone(&row.document.id)).collect()
    };
    match deed {
        Deed::Show => {
            reduce::open(Rc::make_mut(&mut state.saved), &mut state.session, None);
            state.session.shelf.shown = true;
        }
        Deed::View(view) => state.session.shelf.view = *view,
        Deed::Pick(id, how) => {
            let listed = if how == Pick::To { ids(state) } else { Vec::new() };
            let shelf = &mut state.session.shelf;
            let chosen = Rc::make_mut(&mut shelf.chosen);
            let at = |id: &Arc<str>| listed.iter().position(|other| other == id);
            match (how, shelf.anchor.as_ref().and_then(at).zip(at(&id))) {
                (Pick::Toggle, _) => {
                    if !chosen.remove(&id) {
                        chosen.insert(Arc::clone(&id));
                    }
                }
                (_, Some((from, to))) => {
                    *chosen = listed[from.min(to)..=from.max(to)].iter().cloned().collect();
                    return;
                }
                (_, None) => *chosen = [Arc::clone(&id)].into(),
            }
            shelf.anchor = Some(id);
        }
        Deed::All => state.session.shelf.chosen = Rc::new(ids(state).into_iter().collect()),
        Deed::Nothing => state.session.shelf.chosen = Rc::default(),
        Deed::Detect => {
            for id in chosen(state) {
                tagging::await_detection(state, &id);
            }
            state.session.shelf.asked = state.saved.undetected.len();
        }
        Deed::Stop => {
            let at = state.session.detecting.as_ref().map(|detecting| Arc::clone(&detecting.document));
            let saved = Rc::make_mut(&mut state.saved);
            let before = saved.undetected.len();
            saved.undetected.retain(|id| Some(id) == at.as_ref());
            let left = before - saved.undetected.len();
            state.session.notice = Some(Notice::info(format!("Stopped: {} left out", counted(left))));
        }
        Deed::Export if !chosen(state).is_empty() => state.session.dialog = Some(Dialog::Export),
        Deed::Export => {}
    }
}

/// The articles chosen that the library has, in its order.
#[must_use]
pub fn chosen(state: &State) -> Vec<Arc<str>> {
    let chosen = &state.session.shelf.chosen;
    let ids = state.saved.documents.iter().map(|document| &document.id);
    ids.filter(|id| chosen.contains(*id)).cloned().collect()
}

/// Says that articles are done, or are not.
pub(super) fn set_done(state: &State, ids: &[Arc<str>], done: bool) -> Change {
    let said = ids.iter().map(|id| (id, state.saved.said(id))).filter(|(_, before)| *before != Some(done));
    let edit = |(id, before): (&Arc<str>, _)| Edit::Done { document: Arc::clone(id), before, after: Some(done) };
    let edits: Vec<_> = said.map(edit).collect();
    let words = format!("{}: {}", counted(edits.len()), if done { "done" } else { "not done" });
    let notice = (!edits.is_empty()).then(|| Notice::info(words).with_undo());
    Change { edits, focus: state.session.selected, notice, ..Change::default() }
}

/// Accepts what is suggested in these articles, is shown, and is at least so sure.
pub(super) fn accept_above(state: &State, ids: &[Arc<str>], percent: u8) -> Change {
    let threshold = state.saved.settings.threshold;
    let least = f32::from(percent) / 100.0;
    let is_sure = |a: &&Arc<Annotation>| {
        a.status == Status::Suggested && threshold.shows(a) && a.confidence.is_some_and(|sure| sure >= least)
    };
    let wanted: BTreeSet<&Arc<str>> = ids.iter().collect();
    let mut edits = Vec::new();
    for document in state.saved.documents.iter().filter(|document| wanted.contains(&document.id)) {
        let ids: Vec<_> = document.annotations.iter().filter(is_sure).map(|a| a.id).collect();
        edits.extend(each(document, &ids, |after| after.status = Status::Accepted).edits);
    }
    let words = match edits.len() {
        0 => Notice::info("Nothing is that sure and still to review"),
        1 => Notice::info("Accepted 1 mark").with_undo(),
        marks => Notice::info(format!("Accepted {marks} marks in {}", counted(ids.len()))).with_undo(),
    };
    Change { edits, notice: Some(words), ..Change::default() }
}

/// Takes articles out of the library.
pub(super) fn remove(state: &State, ids: &[Arc<str>]) -> Change {
    let wanted: BTreeSet<&Arc<str>> = ids.iter().collect();
    let places = state.saved.documents.iter().enumerate().filter(|(_, document)| wanted.contains(&document.id));
    // From the last one on, so that each comes back to its place when they come back in turn.
    let edit = |(index, document)| Edit::Document { index, before: Some(Rc::clone(document)), after: None };
    let edits: Vec<_> = places.map(edit).rev().collect();
    let notice = Some(Notice::info(format!("Removed {}", counted(edits.len()))).with_undo());
    Change { edits, notice, ..Change::default() }
}
