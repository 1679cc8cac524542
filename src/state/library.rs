//! The library as a list: how far each article is, searching, sorting and choosing articles, and what is done to those that
//! are chosen. What is worked out of an article is kept for as long as the article stays the same.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Source, Status};

use super::change::{Change, each};
use super::edit::Edit;
use super::{Dialog, Notice, Saved, State, Threshold, list, reduce, tagging};

/// How far an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing in it has been reviewed.
    New,
    /// Something has.
    InProgress,
    /// The person says so, or nothing that was found is left to review.
    Done,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::InProgress, Self::Done];

    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in progress",
            Self::Done => "done",
        }
    }
}

/// What is listed first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // as their names say
pub enum Order {
    #[default]
    Added,
    Title,
    Date,
    Progress,
    Standing,
}

impl Order {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Added, "Added"),
        (Self::Title, "Title"),
        (Self::Date, "Date"),
        (Self::Progress, "Progress"),
        (Self::Standing, "Status"),
    ];
}

/// Which articles are listed, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What title or text must have.
    pub query: Arc<str>,
    /// How far they must be.
    pub standing: Option<Standing>,
    /// The label of which they must have a mark.
    pub label: Option<Arc<str>>,
    /// What comes first.
    pub order: Order,
    /// The other way round.
    pub descending: bool,
}

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

/// What an article comes to in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Marks by label, without those that are rejected.
    pub by_label: Vec<(Arc<str>, usize)>,
    /// Marks, those that are rejected among them.
    pub all: usize,
    /// Those of them that a person has decided on or made.
    pub reviewed: usize,
    /// Whether something was found by a machine.
    is_searched: bool,
}

impl Summary {
    /// Of a document. O(annotations).
    #[must_use]
    pub fn of(document: &Document, threshold: Threshold) -> Self {
        let shown = || document.annotations.iter().filter(|a| threshold.shows(a));
        Self {
            by_label: list::by_label(shown().filter(|a| a.status != Status::Rejected)),
            all: shown().count(),
            reviewed: shown().filter(|a| a.status != Status::Suggested).count(),
            is_searched: shown().any(|a| a.source != Source::Human),
        }
    }

    /// How far the article is; `said` is what the person said of it, `pending` whether detection is still to come.
    #[must_use]
    pub fn standing(&self, said: Option<bool>, pending: bool) -> Standing {
        let is_through = self.is_searched && self.reviewed == self.all && !pending;
        match (said, self.reviewed) {
            (Some(true), _) => Standing::Done,
            (None, _) if is_through => Standing::Done,
            (_, 0) => Standing::New,
            _ => Standing::InProgress,
        }
    }

    /// The part that is reviewed, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.reviewed as f64 / self.all.max(1) as f64
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // as their types say
pub struct Row {
    pub document: Rc<Document>,
    pub summary: Rc<Summary>,
    pub standing: Standing,
}

/// Lists articles, and remembers what it worked out: a change costs the article that changed, and a look at each other.
#[derive(Debug, Default)]
pub struct Lister {
    known: HashMap<Arc<str>, (Rc<Document>, Threshold, Rc<Summary>)>,
    found: HashMap<Arc<str>, bool>,
    query: Arc<str>,
}

impl Lister {
    /// Every article, in the order of the library.
    pub fn all(&mut self, saved: &Saved) -> Vec<Row> {
        let pending: BTreeSet<&Arc<str>> = saved.undetected.iter().collect();
        let row = |document: &Rc<Document>| {
            let summary = self.summary(document, saved.settings.threshold);
            let standing = summary.standing(saved.said(&document.id), pending.contains(&document.id));
            Row { document: Rc::clone(document), summary, standing }
        };
        saved.documents.iter().map(row).collect()
    }

    /// The articles that the view lists, in its order.
    pub fn rows(&mut self, saved: &Saved, view: &View) -> Vec<Row> {
        let mut rows = self.all(saved);
        rows.retain(|row| {
            let has = |label: &Arc<str>| row.summary.by_label.iter().any(|(name, _)| name == label);
            view.standing.is_none_or(|standing| row.standing == standing)
                && view.label.as_ref().is_none_or(has)
                && self.is_found(&row.document, &view.query)
        });
        match view.order {
            Order::Added => {}
            Order::Title => rows.sort_by_cached_key(|row| row.document.title.to_lowercase()),
            Order::Date => rows.sort_by(|a, b| last(a.document.date.as_ref(), b.document.date.as_ref())),
            Order::Progress => rows.sort_by(|a, b| a.summary.share().total_cmp(&b.summary.share())),
            Order::Standing => rows.sort_by_key(|row| row.standing),
        }
        if view.descending {
            rows.reverse();
        }
        rows
    }

    fn summary(&mut self, document: &Rc<Document>, threshold: Threshold) -> Rc<Summary> {
        if let Some((known, at, summary)) = self.known.get(&document.id)
            && Rc::ptr_eq(known, document)
            && *at == threshold
        {
            return Rc::clone(summary);
        }
        let summary = Rc::new(Summary::of(document, threshold));
        let known = (Rc::clone(document), threshold, Rc::clone(&summary));
        self.known.insert(Arc::clone(&document.id), known);
        summary
    }

    fn is_found(&mut self, document: &Document, query: &Arc<str>) -> bool {
        if query.trim().is_empty() {
            return true;
        }
        if self.query != *query {
            (self.query, self.found) = (Arc::clone(query), HashMap::new());
        }
        // The title can change and is short; the text of an id does not.
        let words = query.trim().to_lowercase();
        document.title.to_lowercase().contains(&words)
            || *self
                .found
                .entry(Arc::clone(&document.id))
                .or_insert_with(|| document.text.as_str().to_lowercase().contains(&words))
    }
}

/// What is there before what is not.
fn last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
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

/// The article after the open one, round the end, that is not done.
#[must_use]
pub fn next_unfinished(state: &State) -> Option<Arc<str>> {
    let rows = Lister::default().all(&state.saved);
    let open = rows.iter().position(|row| Some(&row.document.id) == state.saved.open.as_ref());
    let (before, after) = rows.split_at(open.unwrap_or(0));
    let after = after.iter().skip(usize::from(open.is_some()));
    let next = after.chain(before).find(|row| row.standing != Standing::Done)?;
    Some(Arc::clone(&next.document.id))
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

/// So many articles, in words.
#[must_use]
pub fn counted(articles: usize) -> String {
    if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") }
}

#[cfg(test)]
#[path = "library_tests.rs"]
mod tests;
