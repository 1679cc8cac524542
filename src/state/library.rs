//! The library as a list: how far each article is, searching and sorting. What is worked out of an article is kept for as
//! long as the article stays the same. What is done in the list is in `shelf`.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Document;

use super::{Saved, State, Threshold, list};

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

/// What an article comes to in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Marks by label, without those that are rejected; sorted.
    pub by_label: Vec<(Arc<str>, usize)>,
    /// Marks, those that are rejected among them.
    pub all: usize,
    /// Those of them that a person has decided on or made.
    pub reviewed: usize,
    /// Whether something was found by a machine.
    is_searched: bool,
}

impl Summary {
    /// Of a document. O(annotations), or what has changed since the last document that was looked at.
    #[must_use]
    pub fn of(document: &Rc<Document>, threshold: Threshold) -> Self {
        let counts = list::counts(&threshold.shown(document));
        Self {
            by_label: counts.by_label,
            all: counts.all,
            reviewed: counts.all - counts.to_review,
            is_searched: counts.found > 0,
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

/// So many articles, in words.
#[must_use]
pub fn counted(articles: usize) -> String {
    if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") }
}

#[cfg(test)]
#[path = "library_tests.rs"]
mod tests;
