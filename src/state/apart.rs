//! What is done before the stored work can be read: it joins that, and is kept at hand until this page may store it.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::default_labels;

use super::history::{History, Step};
use super::{Notice, Project, Role, Saved, Session, State, backup};

/// What is said of it on a page that may not store it.
const NOT_YET: &str = "What you brought in is not saved yet, since another tab or window has this library open for editing. \
                       Press “Edit here” to keep it.";

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    saved: Rc<Saved>,
    history: Rc<History>,
}

impl Apart {
    /// All that there is now; nothing where nobody has done anything.
    pub(super) fn of(state: &State) -> Option<Rc<Self>> {
        let own = || Rc::new(Self { saved: Rc::clone(&state.saved), history: Rc::clone(&state.history) });
        (!is_blank(&state.saved) || state.history.can_undo()).then(own)
    }

    /// Joins what is stored and takes the place of nothing there. What was done to what has joined can be undone.
    pub(super) fn join(&self, saved: &mut Saved, history: &mut Rc<History>) {
        let early = &self.saved;
        let is_first = is_blank(saved) && !history.can_undo() && !history.can_redo();
        // What was done to an article that is stored too was done to another version of it.
        let joins = |id: &Arc<str>| saved.document(id).is_none();
        let is_kept = |step: &&Rc<Step>| is_first || step.edits.iter().all(|edit| edit.document().is_some_and(joins));
        let ahead = History::range(&self.history).1;
        let done = self.history.steps().take_while(|(number, _)| *number < ahead).map(|(_, step)| step);
        let steps: Vec<Step> = done.filter(is_kept).map(|step| Step::clone(step)).collect();
        steps.into_iter().for_each(|step| Rc::make_mut(history).record(step));
        let mut from = Saved::clone(early);
        if !is_first {
            let of_all = default_labels();
            let is_used = |name: &str| {
                let marks = early.documents.iter().flat_map(|document| document.annotations.iter());
                marks.into_iter().any(|mark| *mark.label == *name)
            };
            // A set that lacks one of these has it taken out.
            Rc::make_mut(&mut from.labels).retain(|label| !of_all.contains(label) || is_used(&label.name));
        }
        backup::merge(saved, from, is_first);
        let project = Rc::make_mut(&mut saved.project);
        for (own, other) in [(&mut project.name, &early.project.name), (&mut project.dates, &early.project.dates)] {
            if own.is_empty() {
                own.clone_from(other);
            }
        }
        for id in &early.undetected {
            if !saved.undetected.contains(id) {
                saved.undetected.push(Arc::clone(id));
            }
        }
        if early.open.is_some() {
            saved.open.clone_from(&early.open);
        }
    }
}

/// Whether it is as on a new page, but for the settings.
fn is_blank(saved: &Saved) -> bool {
    let is_empty = saved.documents.is_empty() && saved.personal.is_empty() && saved.sets.is_empty();
    is_empty && *saved.labels == default_labels() && *saved.project == Project::default()
}

/// Lets go of it on a page that stores it now; on another one says that it is not stored.
pub(super) fn settle(session: &mut Session) {
    if session.apart.is_none() {
        return;
    }
    if session.keeping.role != Role::Editor {
        session.notice = Some(Notice::problem(NOT_YET));
        return;
    }
    session.apart = None;
    session.notice = session.notice.take().filter(|notice| &*notice.words != NOT_YET);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::{after, fresh};
    use crate::state::{Action, LabelChange, News, Selection, reduce};

    fn pasted() -> Action {
        let text = postil_engine::Text::new("Early words.");
        let document = Box::new(postil_engine::Document::new("early", "Early", text, Vec::new().into()));
        Action::AddDocument { document, detect: true }
    }

    fn loaded(saved: &Saved) -> Action {
        Action::Loaded(Box::new(saved.clone()), Rc::default())
    }

    fn read(saved: &Saved) -> Action {
        Action::Store(News::Read(Box::new(saved.clone()), Rc::default()))
    }

    fn refreshed(saved: &Saved) -> Action {
        Action::Store(News::Refreshed(Box::new(saved.clone()), Rc::default()))
    }

    fn role(role: Role) -> Action {
        Action::Store(News::Role(role))
    }

    fn ids(state: &State) -> Vec<&str> {
        state.saved.documents.iter().map(|it| &*it.id).collect()
    }

    #[test]
    fn what_comes_before_the_stored_work_is_not_lost() {
        let stored = fresh().saved;
        let known: Vec<_> = stored.documents.iter().map(|it| &*it.id).collect();
        let with = |more: &[&'static str]| [known.clone(), more.to_vec()].concat();
        let (reader, editor) = (role(Role::Reader), role(Role::Editor));
        let (load, refresh) = (loaded(&stored), refreshed(&stored));
        for (name, then, wanted, is_apart) in [
            ("the page writes", vec![editor.clone(), load.clone()], with(&["early"]), false),
            ("it reads", vec![reader.clone(), load.clone()], with(&["early"]), true),
            ("another writes", vec![reader.clone(), load.clone(), refresh.clone()], with(&["early"]), true),
            (
                "it writes after all",
                vec![reader.clone(), load.clone(), refresh.clone(), editor.clone(), refresh.clone()],
                with(&["early"]),
                false,
            ),
            (
                "and reads what another makes of that",
                vec![reader.clone(), load, editor, refresh.clone(), reader, refresh],
                with(&[]),
                false,
            ),
        ] {
            let state = after(&State::default(), [vec![pasted()], then].concat());
            assert_eq!(ids(&state), wanted, "{name}");
            assert_eq!(state.session.apart.is_some(), is_apart, "{name}");
            let is_told = state.session.notice.as_ref().is_some_and(|notice| &*notice.words == NOT_YET);
            assert_eq!(is_told, is_apart, "{name}");
            if wanted.contains(&"early") {
                assert_eq!(state.saved.open.as_deref(), Some("early"), "{name}");
                assert_eq!(state.saved.undetected.last().map(|id| &**id), Some("early"), "{name}");
            }
        }
    }

    #[test]
    fn who_reads_goes_where_he_likes_with_it_at_hand() {
        let stored = fresh().saved;
        let first = Arc::clone(&stored.documents[0].id);
        let state = after(&State::default(), [pasted(), role(Role::Reader), loaded(&stored)]);
        let state = after(&state, [Action::OpenDocument(Arc::clone(&first)), refreshed(&stored)]);
        assert_eq!(state.saved.open, Some(first));
    }

    /// All that is done on a page without storage, once there is one.
    #[test]
    fn what_is_done_without_storage_joins_all_of_it() {
        let entry = postil_engine::PersonalEntry::new("Acme Corp", Some("ORG"), false).unwrap();
        let label = postil_engine::LabelDef::new("CLAIM", postil_engine::LabelKind::Entity, 7);
        let project = Project { name: "Mine".into(), ..Project::default() };
        let without = after(
            &State::default(),
            [
                loaded(&Saved::default()),
                pasted(),
                Action::SelectText(Some(Selection { anchor: 0, head: 5 })),
                Action::ApplyLabel("ORG".into()),
                Action::ChangeLabels(LabelChange::Add(label)),
                Action::ChangePersonal { remove: Vec::new(), add: vec![entry.clone()] },
                Action::KeepSet("Kept".into()),
                Action::SetProject(Rc::new(project)),
                Action::Rename("Renamed".into()),
                Action::Rename("Renamed again".into()),
                Action::Undo,
            ],
        );
        let title = |state: &State| state.saved.document("early").map(|it| it.title.to_string());
        let marks = |state: &State| state.saved.document("early").map(|it| it.annotations.len());
        for (name, stored) in [("where nothing is stored", Rc::default()), ("where something is", fresh().saved)] {
            let state = reduce(&without, read(&stored));
            for document in &stored.documents {
                assert_eq!(state.saved.document(&document.id), Some(document), "{name}");
            }
            assert_eq!((title(&state).as_deref(), marks(&state)), (Some("Renamed"), Some(1)), "{name}");
            assert!(state.saved.label("CLAIM").is_some(), "{name}");
            assert_eq!(state.saved.personal.first(), Some(&entry), "{name}");
            assert_eq!((state.saved.sets.len(), &*state.saved.project.name), (1, "Mine"), "{name}");
            let undone = reduce(&state, Action::Undo);
            assert_eq!((title(&undone).as_deref(), marks(&undone)), (Some("Early"), Some(1)), "{name}");
            // Past what cannot be undone there, if anything.
            let undone = after(&undone, vec![Action::Undo; 4]);
            assert_eq!(marks(&undone), Some(0), "{name}");
            assert_eq!(state.session.apart, None, "{name}");
        }
    }

    #[test]
    fn another_version_of_what_is_stored_is_a_copy() {
        let stored = fresh().saved;
        let mut other = postil_engine::Document::clone(&stored.documents[0]);
        other.title = "Other".into();
        let file = Action::AddLibrary { documents: vec![other], labels: Vec::new() };
        let state = after(&State::default(), [file, loaded(&stored)]);
        let titles: Vec<_> = state.saved.documents.iter().map(|it| &*it.title).collect();
        let known = stored.documents.iter().map(|it| &*it.title);
        assert_eq!(titles, known.chain(["Other"]).collect::<Vec<_>>());
    }
}
