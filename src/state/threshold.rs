//! How sure a suggested name must be to be shown. What is below is kept, aside: not shown, not counted, not exported,
//! until the threshold is lower. What a person has touched or brought back always shows, and so do figures.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Label, LabelKind, SUGGESTED};
use serde::{Deserialize, Serialize};

use super::State;
use super::detection::is_untouched;
use super::since::between;

/// In percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Threshold(u8);

impl Default for Threshold {
    fn default() -> Self {
        // A constant between 0 and 1; the cast saturates.
        Self((SUGGESTED * 100.0).round() as u8)
    }
}

impl Threshold {
    /// Where everything that the model says is shown.
    pub const LEAST: u8 = 15;
    /// Where only what is nearly certain is shown.
    pub const MOST: u8 = 85;
    /// How far one step goes.
    pub const STEP: u8 = 5;

    /// So many percent, within the limits.
    #[must_use]
    pub fn new(percent: u8) -> Self {
        Self(percent.clamp(Self::LEAST, Self::MOST))
    }

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u8 {
        self.0
    }

    /// A step towards more suggestions, or fewer.
    #[must_use]
    pub fn moved(self, more: bool) -> Self {
        Self::new(if more { self.0.saturating_sub(Self::STEP) } else { self.0.saturating_add(Self::STEP) })
    }

    /// Whether `annotation` is shown.
    #[must_use]
    pub fn shows(self, annotation: &Annotation) -> bool {
        let is_below = annotation.confidence.is_some_and(|sure| sure < f32::from(self.0) / 100.0);
        let is_name = || {
            // Of a label of the person's own the value tells.
            let label = Label::from_name(&annotation.label);
            label.map_or(annotation.value.is_none(), |label| label.kind() == LabelKind::Entity)
        };
        !(is_below && is_untouched(annotation) && is_name())
    }

    /// The document with what is shown of it; itself where that is all. O(n), or what has changed since the last time where
    /// all was shown.
    #[must_use]
    pub fn shown(self, document: &Rc<Document>) -> Rc<Document> {
        LAST.with_borrow_mut(|last| {
            let shown = match last.take() {
                Some((threshold, known, shown)) if threshold == self && Rc::ptr_eq(&known, document) => shown,
                Some((threshold, known, shown)) if threshold == self && Rc::ptr_eq(&known, &shown) => {
                    self.selected(document, between(&known.annotations, &document.annotations).1)
                }
                _ => self.selected(document, &document.annotations),
            };
            *last = Some((self, Rc::clone(document), Rc::clone(&shown)));
            shown
        })
    }

    /// The same, where all but `doubtful` is known to be shown.
    fn selected(self, document: &Rc<Document>, doubtful: &[Arc<Annotation>]) -> Rc<Document> {
        if doubtful.iter().all(|a| self.shows(a)) {
            return Rc::clone(document);
        }
        let annotations: Vec<_> = document.annotations.iter().filter(|a| self.shows(a)).cloned().collect();
        Rc::new(Document { annotations: annotations.into(), ..Document::clone(document) })
    }
}

/// A threshold, a document, and what is shown of it.
type Looked = (Threshold, Rc<Document>, Rc<Document>);

thread_local! {
    /// What was looked at last.
    static LAST: RefCell<Option<Looked>> = const { RefCell::new(None) };
}

impl State {
    /// Whether the page shows `annotation`, by its label, its status and how sure it is.
    #[must_use]
    pub fn shows(&self, annotation: &Annotation) -> bool {
        self.session.filter.shows(annotation) && self.saved.settings.threshold.shows(annotation)
    }
}

/// Nothing that is not there to be seen stays in hand.
pub(super) fn let_go(state: &mut State) {
    if state.selected().is_some_and(|a| !state.saved.settings.threshold.shows(a)) {
        state.session.selected = None;
    }
    let is_there = |id| state.saved.open_document().is_some_and(|document| document.annotation(id).is_some());
    if state.session.relating.as_ref().is_some_and(|relating| !is_there(relating.from)) {
        state.session.relating = None;
    }
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, list, reduce};
    use super::*;
    use postil_engine::{Source, Span, Status, Text, structure};

    const TEXT: &str = "Acme paid Beta $3m.";

    fn annotation(words: &str, label: &str, confidence: f32) -> Annotation {
        let start = TEXT.find(words).unwrap();
        Annotation {
            id: start as u32,
            span: Span::new(TEXT, start, start + words.len()).unwrap(),
            label: label.into(),
            status: Status::Suggested,
            source: Source::Detector { rule: "model".into() },
            confidence: Some(confidence),
            entity: None,
            value: None,
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        }
    }

    #[test]
    fn only_untouched_names_below_the_threshold_are_hidden() {
        let name = || annotation("Acme", "ORG", 0.2);
        for (annotation, wanted) in [
            (name(), false),
            (annotation("Acme", "ORG", 0.3), true),
            (annotation("$3m", "MONEY", 0.2), true),
            (annotation("Acme", "MINE", 0.2), false),
            (Annotation { confidence: None, ..name() }, true),
            (Annotation { status: Status::Accepted, ..name() }, true),
            (Annotation { status: Status::Rejected, ..name() }, true),
            (Annotation { note: Some("why?".into()), ..name() }, true),
            (Annotation { source: Source::Human, ..name() }, true),
            (Annotation { source: Source::Import { from: "x".into() }, ..name() }, true),
        ] {
            assert_eq!(Threshold::default().shows(&annotation), wanted, "{annotation:?}");
        }
    }

    fn state() -> State {
        let annotations =
            [annotation("Acme", "ORG", 0.2), annotation("Beta", "ORG", 0.9), annotation("$3m", "MONEY", 0.3)];
        let annotations = Arc::new(annotations.map(Arc::new).to_vec());
        let document =
            Document { annotations, next_id: 99, ..Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into()) };
        reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect: false })
    }

    fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
    }

    fn set(percent: u8) -> Action {
        Action::SetThreshold(Threshold::new(percent))
    }

    /// Marks and marks to review, of the document as it is shown.
    fn counted(state: &State) -> (usize, usize) {
        let shown = state.saved.settings.threshold.shown(state.saved.open_document().unwrap());
        let counts = list::counts(&shown);
        (counts.marks, counts.to_review)
    }

    #[test]
    fn the_threshold_acts_at_once_and_loses_nothing() {
        let state = state();
        for (percent, wanted) in [(15, 3), (20, 3), (25, 2), (85, 2), (100, 2), (0, 3)] {
            assert_eq!(counted(&reduce(&state, set(percent))), (wanted, wanted), "{percent}");
        }
        assert_eq!(after(&state, [set(85), set(30)]).saved, state.saved);
        assert!(!after(&state, [set(85)]).history.can_undo(), "it is no step");
    }

    #[test]
    fn what_is_hidden_is_neither_walked_nor_accepted() {
        let step = |n| std::iter::repeat_n(Action::Step { forward: true, to_review: true }, n);
        let selected = |state: &State| state.selected().map(|a| TEXT[a.span.range()].to_owned());
        assert_eq!(selected(&after(&state(), step(1))).as_deref(), Some("Beta"));
        assert_eq!(selected(&after(&reduce(&state(), set(15)), step(1))).as_deref(), Some("Acme"));
        let accepted = after(&state(), [Action::AcceptAll, set(15)]);
        assert_eq!(counted(&accepted), (3, 1));
        assert_eq!(after(&accepted, [Action::Undo]).saved, reduce(&state(), set(15)).saved);
        let caret = Action::SelectText(Some(super::super::Selection { anchor: 1, head: 1 }));
        assert_eq!(selected(&reduce(&state(), caret)), None);
    }

    #[test]
    fn what_becomes_hidden_is_let_go() {
        let in_hand = after(&state(), [set(15), Action::Select(Some(0))]);
        assert_eq!(reduce(&in_hand, set(30)).session.selected, None);
        let accept = Action::SetStatus { ids: vec![0], status: Status::Accepted, advance: false };
        let accepted = after(&in_hand, [accept, set(30)]);
        assert_eq!((accepted.session.selected, counted(&accepted)), (Some(0), (3, 2)));
        let undone = reduce(&accepted, Action::Undo);
        assert_eq!((undone.session.selected, counted(&undone)), (None, (2, 2)));
    }

    #[test]
    fn what_is_brought_back_stays_to_be_seen() {
        let status = |status| Action::SetStatus { ids: vec![0], status, advance: false };
        let rejected = after(&state(), [set(15), status(Status::Rejected), set(30)]);
        let restored = after(&rejected, [status(Status::Suggested)]);
        let acme = |state: &State| state.saved.open_document().unwrap().annotation(0).cloned();
        assert_eq!(acme(&restored).map(|a| a.status), Some(Status::Suggested));
        // It is walked and counted again, above any threshold.
        assert_eq!((counted(&rejected), counted(&restored)), ((2, 2), (3, 3)));
        assert_eq!(counted(&reduce(&restored, set(85))), (3, 3));
        let walked = after(&restored, [Action::Select(None), Action::Step { forward: true, to_review: true }]);
        assert_eq!(walked.session.selected, Some(0));
        // Another run of the detection leaves it, as it leaves what was accepted.
        let id: Arc<str> = "d1".into();
        let again = [
            Action::DetectAgain(id.clone()),
            Action::DetectedEntities { document: id.clone(), entities: Vec::new() },
            Action::DetectionDone { document: id, by_rules: false },
        ];
        assert_eq!(acme(&after(&restored, again)), acme(&restored));
        let undone = reduce(&restored, Action::Undo);
        assert_eq!(undone.saved, rejected.saved);
        assert_eq!(reduce(&undone, Action::Redo).saved, restored.saved);
    }
}
