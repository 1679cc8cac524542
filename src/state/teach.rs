//! Teaching once: what was done to one mention is offered for the others in the article, and done in one step. What is
//! there already is said for each place, and what is doubtful is left out unless the person ticks it.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, LabelKind, Span, Status};

use super::action::Action;
use super::detection::is_untouched;
use super::mentions::{How, Looking, Mention};
use super::{State, Threshold};

/// What is done to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// It gets that label.
    Label(Arc<str>),
    /// Marks of that label (or any) are rejected.
    Reject(Option<Arc<str>>),
    /// Marks of that label (or any) are deleted.
    Delete(Option<Arc<str>>),
}

impl Does {
    /// The label that it is about.
    #[must_use]
    pub fn label(&self) -> Option<&Arc<str>> {
        match self {
            Self::Label(label) => Some(label),
            Self::Reject(label) | Self::Delete(label) => label.as_ref(),
        }
    }
}

/// What is at a place already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// No mark.
    Nothing,
    /// A mark of just these words.
    Marked {
        /// Its label.
        label: Arc<str>,
        /// How far its review has come.
        status: Status,
    },
    /// A longer mark that stays.
    Inside(Span),
    /// A mark of a part, or of a part and more: a suggestion, which would go, or what a person has made, which stays.
    Across {
        /// Where.
        span: Span,
        /// Whether it would go.
        goes: bool,
    },
}

/// One of the other mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// In which form.
    pub how: How,
    /// What is there.
    pub now: Now,
    /// Whether it is done unless the person says otherwise.
    pub ticked: bool,
}

/// What is offered after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The document.
    pub document: Arc<str>,
    /// What was done, and would be done.
    pub does: Does,
    /// To which words it was done.
    pub words: Arc<str>,
    /// The mark that was made, where there is one.
    pub like: Option<Id>,
    /// The other mentions.
    pub places: Vec<Place>,
}

impl Offer {
    /// How many places are ticked.
    #[must_use]
    pub fn ticked(&self) -> usize {
        self.places.iter().filter(|place| place.ticked).count()
    }

    /// The action that does it to what is ticked.
    #[must_use]
    pub fn taken(&self, remember: bool) -> Action {
        let places = self.places.iter().filter(|place| place.ticked).map(|place| place.span);
        self.taken_for(places.collect(), remember)
    }

    /// The same for these places.
    #[must_use]
    pub fn taken_for(&self, places: Vec<Span>, remember: bool) -> Action {
        let remember = remember.then(|| Arc::clone(&self.words));
        Action::Spread { does: self.does.clone(), places, like: self.like, remember }
    }
}

/// Marks of a document by where they reach, so that those over a span are found without a look at all.
pub struct Reach<'a> {
    list: &'a [Arc<Annotation>],
    /// The furthest end of the marks up to each.
    ends: Vec<usize>,
}

impl<'a> Reach<'a> {
    /// Of these marks, in text order. O(n).
    #[must_use]
    pub fn new(list: &'a [Arc<Annotation>]) -> Self {
        let furthest = list.iter().scan(0, |end, a| {
            *end = a.span.end().max(*end);
            Some(*end)
        });
        Self { list, ends: furthest.collect() }
    }

    /// The marks that share a byte with `span`, the last first. O(log n) and those near it.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &'a Arc<Annotation>> {
        let before = self.list.partition_point(|a| a.span.start() < span.end());
        let near = (0..before).rev().take_while(move |index| self.ends[*index] > span.start());
        near.map(|index| &self.list[index]).filter(move |a| a.span.overlaps(span))
    }
}

/// What is at `span`: of several marks the one that matters most. Suggestions below the threshold are not there.
#[must_use]
pub fn now(reach: &Reach<'_>, span: Span, threshold: Threshold) -> Now {
    let mut now = Now::Nothing;
    for a in reach.over(span).filter(|a| threshold.shows(a)) {
        if a.span == span {
            return Now::Marked { label: Arc::clone(&a.label), status: a.status };
        }
        if a.status == Status::Rejected || matches!(now, Now::Inside(_)) {
            continue;
        }
        let goes = is_untouched(a);
        now = match (a.span.contains(span), &now) {
            (true, _) => Now::Inside(a.span),
            (false, Now::Across { goes: false, .. }) => continue,
            (false, _) => Now::Across { span: a.span, goes },
        };
    }
    now
}

/// What one mark was changed to, from which an offer may follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    does: Does,
    id: Id,
    was: Option<Arc<Annotation>>,
}

/// Bytes of text that are looked through at once; in a longer article the change is drawn first.
const AT_ONCE: usize = 50_000;

impl Asked {
    /// What `action` did on the way from `before` to `after`: only what touched a single mark asks for an offer.
    pub(super) fn by(before: &State, after: &State, action: &Action) -> Option<Self> {
        let (old, new) = (before.saved.open_document()?, after.saved.open_document()?);
        let one = |ids: &[Id]| ids.first().copied().filter(|_| ids.len() == 1);
        let (does, id) = match action {
            Action::ApplyLabel(label) => (Does::Label(Arc::clone(label)), after.session.selected?),
            Action::Relabel { ids, label } => (Does::Label(Arc::clone(label)), one(ids)?),
            Action::SetStatus { ids, status: Status::Rejected, .. } => (Does::Reject(None), one(ids)?),
            Action::Delete(ids) => (Does::Delete(None), one(ids)?),
            _ => return None,
        };
        let (was, is) = (old.annotation(id), new.annotation(id));
        // Words that lie apart are looked for nowhere.
        was.or(is).filter(|mark| mark.fragments.is_empty())?;
        let changed = was != is || matches!(does, Does::Label(_));
        changed.then(|| Self { does, id, was: was.cloned() })
    }

    /// The mark as it is, or as it was where it is gone.
    fn seed<'a>(&'a self, document: &'a Document) -> Option<&'a Arc<Annotation>> {
        document.annotation(self.id).or(self.was.as_ref())
    }

    /// Whether the answer can wait until the change is drawn.
    pub(super) fn can_wait(state: &State) -> bool {
        state.saved.open_document().is_some_and(|document| document.text.as_str().len() > AT_ONCE)
    }
}

/// Other mentions of what was changed, that are being looked for.
pub struct Search {
    asked: Asked,
    looking: Looking,
}

impl Search {
    /// Begins in the document that the change was in.
    #[must_use]
    pub fn new(document: &Document, asked: &Asked) -> Option<Self> {
        let seed = asked.seed(document)?;
        let words = document.text.slice(seed.span);
        let entity = asked.was.as_ref().unwrap_or(seed).entity;
        let looking = Looking::new(document, words, &seed.label, &aliases(document, entity, words));
        Some(Self { asked: asked.clone(), looking })
    }

    /// Does a bounded part of the work; false when nothing is left to do.
    pub fn step(&mut self) -> bool {
        self.looking.step()
    }

    /// What was found. Does all that is left to do.
    #[must_use]
    pub fn finish(self) -> Found {
        Found { asked: self.asked, mentions: self.looking.finish() }
    }
}

/// Other mentions of what was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub(super) asked: Asked,
    mentions: Vec<Mention>,
}

/// The offer that follows from a change. O(n), and O(log n) for each mention.
pub(super) fn offer(state: &State, found: Found) -> Option<Offer> {
    let Found { asked, mentions } = found;
    let new = state.saved.open_document()?;
    let (was, is) = (asked.was.as_ref(), new.annotation(asked.id));
    let seed = asked.seed(new)?;
    let does = match &asked.does {
        Does::Reject(_) => Does::Reject(Some(Arc::clone(&seed.label))),
        Does::Delete(_) => Does::Delete(Some(Arc::clone(&seed.label))),
        Does::Label(label) => Does::Label(Arc::clone(label)),
    };
    let words = new.text.slice(seed.span);
    let reach = Reach::new(&new.annotations);
    let threshold = state.saved.settings.threshold;
    let found = mentions.into_iter().filter(|mention| mention.span != seed.span);
    let places = found.filter_map(|mention| {
        let now = now(&reach, mention.span, threshold);
        let ticked = ticked(&does, &now, was.map(|a| (&a.label, a.status)))?;
        // A mark that has the label which is taken away needs no other sign.
        let sure = mention.sure || !matches!(does, Does::Label(_));
        Some(Place { span: mention.span, how: mention.how, now, ticked: ticked && sure })
    });
    let places: Vec<_> = places.collect();
    let (document, words) = (Arc::clone(&new.id), words.into());
    let like = is.map(|a| a.id);
    (!places.is_empty() || state.saved.settings.remember).then_some(Offer { document, does, words, like, places })
}

/// Whether it should be done to a place, going by what is there and what the first mark was; `None` where there is
/// nothing to do.
fn ticked(does: &Does, now: &Now, was: Option<(&Arc<str>, Status)>) -> Option<bool> {
    match (does, now) {
        (Does::Label(_), Now::Nothing) => Some(true),
        (Does::Label(to), Now::Marked { label, status: Status::Accepted }) if label == to => None,
        // Rejected by a person; or decided by one, for another label than the first mark had.
        (Does::Label(_), Now::Marked { status: Status::Rejected, .. }) => Some(false),
        (Does::Label(_), Now::Marked { label, status: Status::Accepted }) => {
            Some(was.is_some_and(|(was, _)| was == label))
        }
        (Does::Label(_), Now::Marked { status: Status::Suggested, .. }) => Some(true),
        (Does::Label(_), Now::Across { goes, .. }) => Some(*goes),
        (Does::Label(_), Now::Inside(_)) => Some(false),
        (Does::Reject(of) | Does::Delete(of), Now::Marked { label, status }) => {
            let is_it = of.as_ref().is_none_or(|of| of == label) && *status != Status::Rejected;
            is_it.then(|| *status == Status::Suggested || was.is_some_and(|(_, was)| was == *status))
        }
        (Does::Reject(_) | Does::Delete(_), Now::Nothing | Now::Inside(_) | Now::Across { .. }) => None,
    }
}

/// The other names of an entity, in the order of the text.
fn aliases<'a>(document: &'a Document, entity: Option<Id>, words: &str) -> Vec<&'a str> {
    let mut aliases: Vec<&str> = Vec::new();
    let same =
        document.annotations.iter().filter(|a| entity.is_some() && a.entity == entity && a.status != Status::Rejected);
    for name in same.map(|a| document.text.slice(a.span)) {
        if name != words && !aliases.contains(&name) {
            aliases.push(name);
        }
    }
    aliases
}

/// Whether the label is a figure's.
pub(super) fn is_figure(state: &State, label: &str) -> bool {
    state.saved.label(label).is_some_and(|def| def.kind == LabelKind::Figure)
}
