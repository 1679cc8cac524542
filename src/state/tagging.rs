//! The model that decides on names, as the page knows it: it comes after the page, and detection does not wait for it
//! for long. What was detected without it in the meantime is detected again when it has come.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::Model;

use super::State;

/// What detection decides on names by.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tagging {
    /// The model may come any moment: detection waits for it.
    #[default]
    Awaited,
    /// The model takes its time: rules decide until it has come.
    Late,
    /// There is no model: rules decide.
    Rules,
    /// The model is there.
    By {
        /// The model.
        model: Model,
        /// Whether it is the person's own and not the one that comes with the page.
        own: bool,
    },
}

impl Tagging {
    /// The model, where there is one.
    #[must_use]
    pub fn model(&self) -> Option<&Model> {
        match self {
            Self::By { model, .. } => Some(model),
            Self::Awaited | Self::Late | Self::Rules => None,
        }
    }
}

/// The model has come, will not come, or is late. A wait that is over does not begin again.
pub(super) fn set(state: &mut State, tagging: Tagging) {
    let is_over = state.session.tagging != Tagging::Awaited;
    match tagging {
        Tagging::Awaited => return,
        Tagging::Late if is_over => return,
        Tagging::Late | Tagging::Rules | Tagging::By { .. } => {}
    }
    state.session.tagging = tagging;
    if state.session.tagging.model().is_some() {
        let again = std::mem::take(&mut state.session.by_rules);
        again.iter().for_each(|id| await_detection(state, id));
    }
}

/// The detection of a document is over. Without the model that is still to come, or came meanwhile, it is not the last.
pub(super) fn done(state: &mut State, id: &Arc<str>, by_rules: bool) {
    let is_stale = state.session.detecting.take().is_some_and(|detecting| detecting.stale);
    if is_stale || !state.saved.undetected.contains(id) || by_rules && state.session.tagging.model().is_some() {
        return;
    }
    Rc::make_mut(&mut state.saved).undetected.retain(|other| other != id);
    if by_rules && state.session.tagging == Tagging::Late {
        state.session.by_rules.push(Arc::clone(id));
    }
}

impl State {
    /// Documents that wait for detection. One that is taken out of the library waits when it comes back.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.saved.undetected.iter().filter(|id| self.saved.document(id).is_some()).count()
    }
}

/// Has a document detected, again if it was before.
pub(super) fn await_detection(state: &mut State, id: &Arc<str>) {
    if state.saved.document(id).is_some() && !state.saved.undetected.contains(id) {
        Rc::make_mut(&mut state.saved).undetected.push(Arc::clone(id));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, reduce};
    use super::*;
    use postil_engine::training::{Draft, Knowledge, LISTS, TAGS, Transitions};
    use postil_engine::{Document, Found, Label, Source, Span, Status, Text, structure};

    const TEXT: &str = "Acme Corp paid Beta Ltd.";

    /// A model that knows nothing, but has a name.
    pub(in crate::state) fn model(name: &str) -> Model {
        let (knowledge, transitions) = (Knowledge::default(), Transitions::default());
        let file = Draft {
            name,
            knowledge: &knowledge,
            features: &[3],
            weights: &[[0.5; TAGS]],
            transitions: &transitions,
            step: 0.1,
            temperature: 1.0,
            places: [0; LISTS],
        };
        Model::parse(&file.file()).unwrap()
    }

    fn by_model() -> Action {
        Action::SetTagging(Tagging::By { model: model("m"), own: false })
    }

    fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
    }

    /// A whole detection that finds these words.
    fn run(words: &[&str], by_rules: bool) -> Vec<Action> {
        let found = words.iter().map(|words| {
            let start = TEXT.find(words).unwrap();
            let span = Span::new(TEXT, start, start + words.len()).unwrap();
            Found { span, label: Label::Org, confidence: 0.9, rule: "test", value: None, entity: None }
        });
        let document: Arc<str> = "d1".into();
        vec![
            Action::DetectedEntities { document: document.clone(), entities: Vec::new() },
            Action::Detected { document: document.clone(), found: found.collect(), done: 1, total: 1 },
            Action::DetectionDone { document, by_rules },
        ]
    }

    fn fresh() -> State {
        let document = Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into());
        reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect: true })
    }

    fn words(state: &State) -> Vec<&str> {
        let document = state.saved.open_document().unwrap();
        document.annotations.iter().map(|a| document.text.slice(a.span)).collect()
    }

    /// Whether a document that was detected waits for a second detection, after `before` it and `later` after it.
    #[track_caller]
    fn check(before: Vec<Action>, by_rules: bool, later: Vec<Action>, again: bool) {
        let state = after(&fresh(), before.clone());
        let state = after(&after(&state, run(&["Acme Corp"], by_rules)), later.clone());
        assert_eq!(!state.saved.undetected.is_empty(), again, "{before:?}, {later:?}");
    }

    #[test]
    fn a_document_that_rules_read_while_the_model_was_late_is_read_again() {
        let (late, missing) = (Action::SetTagging(Tagging::Late), Action::SetTagging(Tagging::Rules));
        check(vec![by_model()], false, vec![], false);
        check(vec![by_model()], false, vec![by_model()], false);
        check(vec![late.clone()], true, vec![], false);
        check(vec![late.clone()], true, vec![by_model()], true);
        check(vec![late.clone()], true, vec![missing.clone()], false);
        check(vec![late.clone(), missing.clone()], true, vec![], false);
        check(vec![late.clone(), missing], true, vec![by_model()], false);
        // It came while rules were at work.
        check(vec![late, by_model()], true, vec![], true);
    }

    /// What is looked at to begin detection changes when an article comes back that was taken out during its own.
    #[test]
    fn what_comes_back_waits_for_detection() {
        let entities = Action::DetectedEntities { document: "d1".into(), entities: Vec::new() };
        let part = Action::Detected { document: "d1".into(), found: Vec::new(), done: 1, total: 2 };
        let begun = after(&fresh(), [by_model(), entities, part]);
        let gone = after(&begun, [Action::RemoveDocument("d1".into())]);
        let back = after(&gone, [Action::Undo]);
        let again = after(&back, [Action::Redo]);
        let waiting = [&begun, &gone, &back, &again].map(State::waiting);
        assert_eq!(waiting, [1, 0, 1, 0]);
        let detecting = [&begun, &gone, &again].map(|state| state.session.detecting.is_some());
        assert_eq!(detecting, [true, false, false]);
        assert!(after(&back, run(&["Acme Corp"], false)).saved.undetected.is_empty());
    }

    #[test]
    fn lateness_is_over_when_the_model_has_come() {
        let state = after(&fresh(), [by_model(), Action::SetTagging(Tagging::Late)]);
        assert_eq!(state.session.tagging.model().map(Model::name), Some("m"));
    }

    #[test]
    fn reading_again_replaces_what_nobody_has_touched() {
        let late = after(&fresh(), [Action::SetTagging(Tagging::Late)]);
        let state = after(&late, run(&["Acme", "paid", "Beta", "Ltd"], true));
        let ids: Vec<_> = state.saved.open_document().unwrap().annotations.iter().map(|a| a.id).collect();
        let touched = [
            Action::Delete(vec![ids[1]]),
            Action::SetStatus { ids: vec![ids[2]], status: Status::Rejected, advance: false },
            Action::SetNote(ids[3], Some("why?".into())),
            Action::Select(None),
            by_model(),
        ];
        let state = after(&after(&state, touched), run(&["Acme Corp", "paid", "Beta Ltd"], false));
        assert_eq!(words(&state), ["Acme Corp", "Beta", "Ltd"]);
        assert!(state.saved.undetected.is_empty());
        let undone = after(&state, [Action::Undo, Action::Undo, Action::Undo]);
        assert_eq!(words(&undone), ["Acme Corp", "paid", "Beta", "Ltd"]);
        let document = undone.saved.open_document().unwrap();
        assert!(document.annotations.iter().all(|a| a.status == Status::Suggested && a.source != Source::Human));
    }
}
