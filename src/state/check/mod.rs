//! What looks wrong in an article: the same words with two labels, words marked here and not there, ends that differ,
//! marks that cross, stray punctuation, names that nobody marked, figures whose value does not fit.
//!
//! One pass a kind over text and annotations with tables by words; O(n log n) for n annotations at a bounded depth.

mod ends;
mod fix;
mod habits;
mod names;
mod repeats;
mod says;
mod turns;
mod values;

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Ignored, Label, LabelDef, LabelKind, Span, Status};

use turns::Turns;

pub(super) use fix::change;
pub use turns::Checking;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The same words with two labels.
    TwoLabels,
    /// Labelled elsewhere, and not here.
    Unmarked,
    /// An article, a title, an 's or quotes that are in this mark and not in others, or the other way round.
    Habit,
    /// Two marks cross.
    Crossing,
    /// Punctuation or white space at an end.
    Stray,
    /// Capitalised words inside a sentence that nobody marked.
    Name,
    /// A figure without a value, or with one that its words do not say.
    Value,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::TwoLabels, Self::Unmarked, Self::Habit, Self::Crossing, Self::Stray, Self::Name, Self::Value];

    /// What it is called in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TwoLabels => "two_labels",
            Self::Unmarked => "unmarked",
            Self::Habit => "ends_differ",
            Self::Crossing => "crossing",
            Self::Stray => "stray_ends",
            Self::Name => "name",
            Self::Value => "value",
        }
    }

    /// What it is called on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TwoLabels => "Two labels",
            Self::Unmarked => "Not marked here",
            Self::Habit => "Ends differ",
            Self::Crossing => "Crossing marks",
            Self::Stray => "Stray ends",
            Self::Name => "Unmarked names",
            Self::Value => "Values",
        }
    }
}

/// What would put it right.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// The mark covers this instead.
    Move(Id, Span),
    /// The marks take this label.
    Label(Vec<Id>, Arc<str>),
    /// These places are marked so.
    Mark(Vec<Span>, Arc<str>),
    /// The mark goes.
    Delete(Id),
    /// The figure's value is read from its words.
    Read(Id),
}

/// Something that looks wrong. Kind and place tell it from the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// What is wrong.
    pub kind: Kind,
    /// Where.
    pub span: Span,
    /// The mark that it is about, if there is one.
    pub id: Option<Id>,
    /// What would put it right, where that can be said.
    pub fix: Option<Fix>,
    /// Whether a person has said that it is right.
    pub ignored: bool,
}

/// Which issues an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of this kind.
    pub kind: Kind,
    /// Only the one at this place.
    pub span: Option<Span>,
}

/// What the checks look at.
struct View<'a> {
    document: &'a Document,
    text: &'a str,
    /// What is not rejected, in order. What lies in fragments cannot be compared by its words and ends, and is left out.
    marks: Vec<&'a Arc<Annotation>>,
    figures: HashMap<&'a str, bool>,
    turns: Turns,
}

impl View<'_> {
    fn words(&self, annotation: &Annotation) -> &str {
        self.document.text.slice(annotation.span)
    }

    /// Whether the label is one of figures.
    fn is_figure(&self, label: &str) -> bool {
        let known = self.figures.get(label).copied();
        known.unwrap_or_else(|| Label::from_name(label).is_some_and(|label| label.kind() == LabelKind::Figure))
    }
}

/// What looks wrong in `document`, in text order; what is ignored is among it, and says so.
#[must_use]
pub fn issues(document: &Document, labels: &[LabelDef]) -> Vec<Issue> {
    issues_of(document, labels, &Kind::ALL)
}

/// The same for some kinds only.
#[must_use]
pub fn issues_of(document: &Document, labels: &[LabelDef], kinds: &[Kind]) -> Vec<Issue> {
    turns::run(find(document, labels, kinds))
}

async fn find(document: &Document, labels: &[LabelDef], kinds: &[Kind]) -> Vec<Issue> {
    let view = View {
        document,
        text: document.text.as_str(),
        marks: document.annotations.iter().filter(|a| a.status != Status::Rejected && a.fragments.is_empty()).collect(),
        figures: labels.iter().map(|label| (&*label.name, label.kind == LabelKind::Figure)).collect(),
        turns: Turns::default(),
    };
    let mut found = Vec::new();
    for kind in kinds {
        match kind {
            Kind::TwoLabels => repeats::two_labels(&view, &mut found).await,
            Kind::Unmarked => repeats::unmarked(&view, &mut found).await,
            Kind::Habit => habits::differ(&view, &mut found).await,
            Kind::Crossing => ends::crossing(&view, &mut found).await,
            Kind::Stray => ends::stray(&view, &mut found).await,
            Kind::Name => names::unmarked(&view, &mut found).await,
            Kind::Value => values::wrong(&view, &mut found).await,
        }
    }
    found.sort_by_key(|issue: &Issue| (issue.span.start(), issue.kind, issue.span.end()));
    found.dedup_by_key(|issue| (issue.kind, issue.span));
    for issue in &mut found {
        issue.ignored = is_ignored(document, issue.kind, issue.span);
    }
    found
}

/// Whether a person has said that what looks wrong there is right.
pub(super) fn is_ignored(document: &Document, kind: Kind, span: Span) -> bool {
    let list = &document.ignored;
    let at = list.partition_point(|ignored: &Ignored| ignored.span < span);
    list.iter().skip(at).take_while(|ignored| ignored.span == span).any(|ignored| *ignored.kind == *kind.id())
}

/// An issue about a mark.
fn of_mark(kind: Kind, annotation: &Annotation, fix: Option<Fix>) -> Issue {
    Issue { kind, span: annotation.span, id: Some(annotation.id), fix, ignored: false }
}

/// A walk along the text that knows what is marked, be it accepted, suggested or rejected. It only goes forward.
struct Covered<'a> {
    rest: std::slice::Iter<'a, Arc<Annotation>>,
    next: Option<Span>,
    until: usize,
}

impl<'a> Covered<'a> {
    fn new(document: &'a Document) -> Self {
        let mut rest = document.annotations.iter();
        let next = rest.next().map(|a| a.span);
        Self { rest, next, until: 0 }
    }

    /// Whether a mark overlaps `start..end`. Starts never go back.
    fn overlaps(&mut self, start: usize, end: usize) -> bool {
        while let Some(span) = self.next.filter(|span| span.start() <= start) {
            self.until = self.until.max(span.end());
            self.next = self.rest.next().map(|a| a.span);
        }
        self.until > start || self.next.is_some_and(|span| span.start() < end)
    }
}

#[cfg(test)]
mod tests;
