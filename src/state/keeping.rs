//! What the page knows of how its work is kept: whether this page may change it, whether the browser has lost it, whether
//! it has promised to keep it, and how much there is that no file has.

use std::rc::Rc;
use std::sync::Arc;

use super::apart::Apart;
use super::shelf::Deed;
use super::{Action, Notice, Saved, Saving, Session, Settings, State, apart, personal};

/// What is said when a change is wanted on a page that only reads.
const READ_ONLY: &str = "Another tab or window has this library open for editing, so nothing is changed here. Press “Edit \
                         here” first.";

/// What is said when another project is wanted and this one is not stored.
const NOT_SAVED: &str =
    "Not all of this project is saved, so it stays open. Download your work first, or see to it that it can be saved.";

/// Whether this page may change the library. One page may at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It may.
    #[default]
    Editor,
    /// Another page does; this one shows what that page stores.
    Reader,
    /// As a reader, and it has asked to edit.
    Asking,
    /// Another page took over before all of this page's work was stored.
    Stranded,
}

/// What the browser has lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Articles that were there.
    pub documents: usize,
    /// The day on which they were last seen, ISO 8601.
    pub seen: Arc<str>,
}

/// Where copies go: of each article its own file to a folder, or everything to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// Whether it is a file.
    pub is_file: bool,
    /// Its name.
    pub name: Arc<str>,
    /// At what time (hours and minutes) one was written last since the page was opened.
    pub written: Option<Arc<str>>,
    /// Why none is written, to go on a sentence.
    pub problem: Option<Arc<str>>,
}

/// How the work is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Whether this page may change it.
    pub role: Role,
    /// What was lost, until the person has been told.
    pub lost: Option<Lost>,
    /// Whether the browser promises not to remove it by itself; `None` until it was asked.
    pub promised: Option<bool>,
    /// The day of the last file with all or some of it, ISO 8601.
    pub filed: Option<Arc<str>>,
    /// Whether so much was done since then that a copy in a file is due.
    pub due: bool,
    /// Where copies go.
    pub copies: Option<Copies>,
}

/// News of how the work is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Another role.
    Role(Role),
    /// The stored work has been read again.
    Refreshed(Box<Saved>, Rc<super::History>),
    /// It could be read at last: what was done without it joins.
    Read(Box<Saved>, Rc<super::History>),
    /// The work was lost, or that is dealt with.
    Lost(Option<Lost>),
    /// How it is with the copies.
    Copies(Option<Copies>),
    /// The rest of what is known of the keeping.
    Kept {
        /// See [`Keeping`].
        promised: Option<bool>,
        /// See [`Keeping`].
        filed: Option<Arc<str>>,
        /// See [`Keeping`].
        due: bool,
    },
}

pub(super) fn take(state: &mut State, news: News) {
    let keeping = &mut state.session.keeping;
    match news {
        News::Role(role) => {
            if role != Role::Editor {
                state.session.detecting = None;
            }
            if matches!(role, Role::Reader) {
                state.session.saving = Saving::Saved;
            }
            keeping.role = role;
        }
        News::Refreshed(saved, history) => {
            refresh(state, *saved, history);
            if state.session.may_edit() {
                apart::settle(&mut state.session);
            }
        }
        News::Read(saved, history) => {
            state.session.apart = Apart::of(state);
            refresh(state, *saved, history);
            apart::settle(&mut state.session);
        }
        News::Lost(lost) => keeping.lost = lost,
        News::Copies(copies) => keeping.copies = copies,
        News::Kept { promised, filed, due } => {
            (keeping.promised, keeping.filed, keeping.due) = (promised, filed, due);
        }
    }
}

/// Takes what is stored in the place of what is shown, and stays where the person is. What is equal stays the same value, so
/// that it is not drawn again. What is kept at hand joins.
fn refresh(state: &mut State, mut saved: Saved, mut history: Rc<super::History>) {
    let old = Rc::clone(&state.saved);
    if let Some(apart) = &state.session.apart {
        apart.join(&mut saved, &mut history);
    }
    for document in &mut saved.documents {
        if let Some(known) = old.document(&document.id).filter(|known| *known == document) {
            *document = Rc::clone(known);
        }
    }
    let same = |a: &Rc<_>, b: &mut Rc<_>| {
        if *a == *b {
            *b = Rc::clone(a);
        }
    };
    same(&old.labels, &mut saved.labels);
    if old.personal == saved.personal {
        saved.personal = Rc::clone(&old.personal);
    }
    let open = old.open.clone().filter(|id| saved.document(id).is_some());
    saved.open = if old.open.is_some() && open.is_none() { None } else { open };
    let Settings { theme, show_tags, threshold, any_characters, .. } = old.settings;
    saved.settings = Settings { theme, show_tags, threshold, any_characters, ..saved.settings };
    let is_same_text = match (old.open_document(), saved.open_document()) {
        (Some(before), Some(after)) => before.text.as_str() == after.text.as_str(),
        (before, after) => before.is_none() && after.is_none(),
    };
    let session = &mut state.session;
    session.selected =
        session.selected.filter(|id| saved.open_document().is_some_and(|document| document.annotation(*id).is_some()));
    session.selection = session.selection.filter(|_| is_same_text);
    (session.offer, session.asked, session.relating, session.detecting) = (None, None, None, None);
    (state.saved, state.history) = (Rc::new(saved), history);
    if state.saved.personal != old.personal {
        personal::changed(state, false);
    }
}

/// Goes to another project, unless something of this one is not stored.
pub(super) fn leave_for(session: &mut Session, id: Arc<str>) {
    if session.is_unsaved() {
        session.notice = Some(Notice::problem(NOT_SAVED));
    } else {
        session.bound_for = Some(id);
    }
}

/// How the storing went. Who wanted to leave stays when it went wrong.
pub(super) fn has_gone(session: &mut Session, saving: Saving) {
    session.saving = saving;
    if matches!(session.saving, Saving::Failed(_)) && session.bound_for.take().is_some() {
        session.notice = Some(Notice::problem(NOT_SAVED));
    }
}

/// Whether an action only looks, so that a page that may not change the library may do it all the same.
pub(super) fn only_looks(action: &Action) -> bool {
    matches!(
        action,
        Action::Loaded(..)
            | Action::Recalled { .. }
            | Action::Store(_)
            | Action::OpenDocument(_)
            | Action::NewDocument
            | Action::Library(Deed::Show)
            | Action::SetTheme(_)
            | Action::ToggleTags
            | Action::SetThreshold(_)
            | Action::ToggleSnap
            | Action::SetExport(_)
            | Action::ExportAs(_)
    )
}

/// Whether an action is the page's own and no wish of the person.
pub(super) fn is_by_the_page(action: &Action) -> bool {
    matches!(
        action,
        Action::Dated { .. }
            | Action::Spend { .. }
            | Action::Detected { .. }
            | Action::DetectedEntities { .. }
            | Action::DetectionDone { .. }
            | Action::SetTagging(_)
    )
}

/// `next` without its change of the library; where the person wanted that, `state` with a word on why it was not made.
pub(super) fn refused(state: &State, next: State, is_by_the_page: bool) -> State {
    if is_by_the_page {
        return State { saved: Rc::clone(&state.saved), history: Rc::clone(&state.history), ..next };
    }
    let mut same = state.clone();
    same.session.notice = Some(Notice::info(READ_ONLY));
    same
}

impl Session {
    /// Whether this page may change the library.
    #[must_use]
    pub fn may_edit(&self) -> bool {
        self.keeping.role == Role::Editor
    }

    /// Whether there is something that is not stored, and that cannot be as things are.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.keeping.role == Role::Stranded || self.apart.is_some() || matches!(self.saving, Saving::Failed(_))
    }
}

impl State {
    /// Whether work is lost when the page is left as things are. What a page only reads is kept by another one.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let session = &self.session;
        let only_reads = matches!(session.keeping.role, Role::Reader | Role::Asking) && session.apart.is_none();
        session.is_unsaved() && !only_reads && !self.saved.documents.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::{document, fresh};
    use crate::state::{NoticeKind, reduce};

    fn with_role(role: Role) -> State {
        let mut state = fresh();
        state.session.loaded = true;
        reduce(&state, Action::Store(News::Role(role)))
    }

    #[test]
    fn who_may_not_edit_changes_nothing_and_is_told() {
        for role in [Role::Reader, Role::Asking, Role::Stranded] {
            let state = with_role(role);
            for action in [Action::Rename("Other".into()), Action::Undo, Action::ToggleRemember] {
                let next = reduce(&state, action.clone());
                assert_eq!((&next.saved, &next.history), (&state.saved, &state.history), "{role:?} {action:?}");
            }
            let next = reduce(&state, Action::Rename("Other".into()));
            assert_eq!(next.session.notice.map(|notice| notice.kind), Some(NoticeKind::Info), "{role:?}");
            assert!(reduce(&state, Action::ToggleTags).saved.settings.show_tags, "{role:?} may look");
            for action in [Action::NewDocument, Action::Library(Deed::Show)] {
                let closed = reduce(&state, action.clone());
                assert_eq!((&closed.saved.open, &closed.session.notice), (&None, &None), "{role:?} {action:?}");
                assert_eq!(closed.session.shelf.shown, action != Action::NewDocument, "{role:?}");
            }
            // What the page does by itself is not done, and nobody hears of it.
            let document = Arc::clone(&state.saved.documents[0].id);
            let spent = reduce(&state, Action::Spend { document, day: "2026-01-02".into(), seconds: 7 });
            assert_eq!((&spent.saved, &spent.session.notice), (&state.saved, &None), "{role:?}");
        }
        let state = with_role(Role::Editor);
        assert_eq!(&*document(&reduce(&state, Action::Rename("Other".into()))).title, "Other");
    }

    #[test]
    fn nobody_leaves_a_project_that_is_not_saved() {
        let failed = || Saving::Failed("full".into());
        for (role, before, after, leaves) in [
            (Role::Editor, Saving::Saved, None, true),
            (Role::Editor, Saving::Saving, None, true),
            (Role::Editor, Saving::Saving, Some(Saving::Saved), true),
            (Role::Editor, Saving::Saving, Some(failed()), false),
            (Role::Editor, failed(), None, false),
            (Role::Editor, failed(), Some(Saving::Saved), false),
            (Role::Reader, Saving::Saved, None, true),
            (Role::Stranded, Saving::Saved, None, false),
        ] {
            let mut state = with_role(role);
            state.session.saving = before.clone();
            state = reduce(&state, Action::GoToProject("d7".into()));
            if let Some(saving) = after.clone() {
                state = reduce(&state, Action::SetSaving(saving));
            }
            let session = &state.session;
            assert_eq!(session.bound_for.as_deref(), leaves.then_some("d7"), "{role:?} {before:?} {after:?}");
            let is_told = session.notice.as_ref().is_some_and(|notice| &*notice.words == NOT_SAVED);
            assert_eq!(is_told, !leaves, "{role:?} {before:?} {after:?}");
        }
    }

    #[test]
    fn who_leaves_is_asked_where_work_would_be_lost() {
        let failed = || Saving::Failed("full".into());
        let empty = State::default();
        for (name, state, role, saving, wanted) in [
            ("all is stored", &fresh(), Role::Editor, Saving::Saved, false),
            ("it is being stored", &fresh(), Role::Editor, Saving::Saving, false),
            ("it cannot be", &fresh(), Role::Editor, failed(), true),
            ("there is nothing", &empty, Role::Editor, failed(), false),
            ("another page stores it", &fresh(), Role::Reader, Saving::Saved, false),
            ("another page does, and it cannot be read", &fresh(), Role::Reader, failed(), false),
            ("another page took over", &fresh(), Role::Stranded, Saving::Saved, true),
        ] {
            let mut state = state.clone();
            (state.session.keeping.role, state.session.saving) = (role, saving);
            assert_eq!(state.would_lose(), wanted, "{name}");
        }
        let early = reduce(&with_role(Role::Reader), Action::Store(News::Read(Box::default(), Rc::default())));
        assert!(early.would_lose(), "what is kept at hand");
    }

    #[test]
    fn what_is_read_again_keeps_the_place_and_what_is_equal() {
        let state = reduce(&with_role(Role::Reader), Action::ToggleTags);
        let mut stored = (*state.saved).clone();
        stored.settings.show_tags = false;
        stored.open = None;
        let same = Rc::new((*stored.documents[0]).clone());
        stored.documents[0] = same;
        let read = |saved: Saved| reduce(&state, Action::Store(News::Refreshed(Box::new(saved), Rc::default())));
        let next = read(stored.clone());
        assert_eq!((&next.saved.open, next.saved.settings.show_tags), (&state.saved.open, true));
        assert!(Rc::ptr_eq(document(&next), document(&state)));
        Rc::make_mut(&mut stored.documents[0]).title = "Other".into();
        assert_eq!(&*document(&read(stored.clone())).title, "Other");
        stored.documents.clear();
        assert_eq!(read(stored).saved.open, None);
    }
}
