//! [`reduce`]: the only place where one state becomes the next. It never dispatches and knows no browser.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::is_english;

use super::action::Action;
use super::apart::Apart;
use super::commands::Run;
use super::history::Step;
use super::undo::UndoPolicy;
use super::{
    Detecting, Dialog, Filter, Notice, Role, Saved, Saving, Selection, Session, State, adding, apart, backup, change,
    detection, edit, fragments, importing, keeping, navigate, palette, past, personal, shelf, tagging, teach,
    threshold, travel,
};

/// What is said of an article in another language, in which nothing is marked until the person wants it.
const FOREIGN: &str = "This article does not seem to be in English. Names and figures may be wrong.";

/// The state after `action`. Equal to `state` (and cheap to compare by pointers) where the action changes nothing.
#[must_use]
pub fn reduce(state: &State, action: Action) -> State {
    if let Action::Press { target, extend } = &action {
        return match target.run(state, *extend) {
            Some(Run::Act(action)) => reduce(state, action),
            None => {
                target.refusal().map_or_else(|| state.clone(), |notice| reduce(state, Action::Notify(Some(notice))))
            }
            Some(_) => state.clone(),
        };
    }
    let mut next = state.clone();
    let (only_looks, is_read) = (keeping::only_looks(&action), matches!(action, Action::Store(_)));
    let is_by_the_page = keeping::is_by_the_page(&action);
    match action.undo() {
        UndoPolicy::Step => {
            step(&mut next, &action);
            next.session.early = 0;
            next.session.asked = teach::Asked::by(state, &next, &action);
            next.session.offer = None;
            if next.session.asked.is_some() && next.session.notice == state.session.notice {
                // What was said before is about something else.
                next.session.notice = None;
            }
            if !teach::Asked::can_wait(&next)
                && let Some(search) = next.search()
            {
                offer(&mut next, search.finish());
            }
        }
        UndoPolicy::Travel => match action {
            Action::TravelTo(number) => past::travel_to(&mut next, number),
            _ => travel::travel(&mut next, action == Action::Undo),
        },
        UndoPolicy::None => show(&mut next, action),
    }
    let is_changed = !Rc::ptr_eq(&state.saved, &next.saved) || !Rc::ptr_eq(&state.history, &next.history);
    if is_changed && !only_looks && !state.session.may_edit() {
        return keeping::refused(state, next, is_by_the_page);
    }
    if !is_read && !Rc::ptr_eq(&state.saved.personal, &next.saved.personal) {
        personal::changed(&mut next, state.session.loaded);
    }
    threshold::let_go(&mut next);
    fragments::remember(state, &mut next);
    // Said along with the change: nobody should see it and “Saved” at the same time before it is.
    if is_changed && state.session.loaded && next.session.may_edit() && next.session.saving == Saving::Saved {
        next.session.saving = Saving::Saving;
    }
    next
}

/// Offers what was found after a change, where that was the last one.
fn offer(state: &mut State, found: teach::Found) {
    if state.session.asked.as_ref() == Some(&found.asked) {
        state.session.asked = None;
        state.session.offer = teach::offer(state, found).map(Rc::new);
    }
}

/// A user's change: worked out as edits, applied, recorded.
fn step(state: &mut State, action: &Action) {
    let Some(change) = change::edits(state, action) else { return };
    let place = state.selected().map(|mark| mark.span.start());
    let added = importing::added(&change.edits);
    if !change.edits.is_empty() {
        let saved = Rc::make_mut(&mut state.saved);
        edit::apply(saved, &change.edits);
        if let (Some(next_id), Some(open)) = (change.next_id, saved.open.clone())
            && let Some(document) = saved.document_mut(&open)
        {
            document.next_id = next_id;
        }
        Rc::make_mut(&mut state.history).record(Step { edits: change.edits, focus: change.focus, at: 0 });
    }
    match action {
        Action::RemoveDocument(id) => after_removal(state, id),
        Action::RemoveDocuments(ids) => ids.iter().for_each(|id| after_removal(state, id)),
        Action::ApplyLabel(_) | Action::MarkPart { .. } => state.session.selection = None,
        Action::Relate { .. } => state.session.relating = None,
        // The list may have selected the place.
        Action::Fix(_) => state.session.selection = None,
        Action::AddImport(incoming) => {
            let told = importing::named(incoming, &added);
            let told = importing::merged(state.session.imported.as_ref(), told, incoming.again);
            let here = || importing::known(&state.saved, incoming, incoming.documents.first()?).cloned();
            let first = added.first().cloned().or_else(here).map(|document| Arc::clone(&document.id));
            open(Rc::make_mut(&mut state.saved), &mut state.session, first);
            (state.session.imported, state.session.dialog) = (Some(told), Some(Dialog::Imported));
        }
        Action::ChangeLabels(_) => state.session.filter.hidden.clear(),
        _ => {}
    }
    state.session.selected = change.focus;
    // Where the mark in hand is gone, what comes next goes on from its place.
    if let (Action::Delete(_), None, None, Some(at)) = (action, change.focus, state.session.selection, place) {
        state.session.selection = Some(Selection { anchor: at, head: at });
    }
    if change.advance {
        navigate::step(state, true, true);
    }
    if change.notice.is_some() {
        state.session.notice = change.notice;
    }
}

fn after_removal(state: &mut State, id: &Arc<str>) {
    if state.saved.open.as_ref() == Some(id) {
        Rc::make_mut(&mut state.saved).open = None;
    }
    if state.session.detecting.as_ref().is_some_and(|detecting| &detecting.document == id) {
        state.session.detecting = None;
    }
}

/// What changes the screen, the library or the detection's results, without a step in the history.
fn show(state: &mut State, action: Action) {
    let session = &mut state.session;
    match action {
        Action::Loaded(saved, history) => {
            let early = if session.loaded { None } else { Apart::of(state) };
            (state.saved, state.history) = (Rc::new(*saved), history);
            if let Some(early) = &early {
                early.join(Rc::make_mut(&mut state.saved), &mut state.history);
            }
            let session = &mut state.session;
            (session.loaded, session.apart) = (true, early);
            if session.apart.is_some() && session.may_edit() && session.saving == Saving::Saved {
                session.saving = Saving::Saving;
            }
            apart::settle(session);
        }
        Action::Recalled { past, future } => travel::recall(state, past, future),
        Action::AddDocument { document, detect } => {
            let saved = Rc::make_mut(&mut state.saved);
            let id = Arc::clone(&document.id);
            let is_english = is_english(document.text.as_str());
            saved.documents.push(Rc::new(*document));
            if detect && is_english {
                saved.undetected.push(Arc::clone(&id));
            }
            open(saved, session, Some(Arc::clone(&id)));
            if detect && !is_english {
                session.notice = Some(Notice { detect: Some(id), ..Notice::info(FOREIGN) });
            }
        }
        Action::AddBackup(backup) => backup::add(state, *backup),
        Action::AddLibrary { documents, labels } => adding::add_library(state, documents, labels),
        Action::TellImport { told, again } => {
            session.imported = Some(importing::merged(session.imported.as_ref(), told, again));
            session.dialog = Some(Dialog::Imported);
        }
        Action::SetFormats(formats) => session.formats = formats,
        Action::SetExport(choice) => Rc::make_mut(&mut state.saved).settings.export = Rc::new(*choice),
        Action::ExportAs(format) => {
            if state.saved.open.is_some() {
                Rc::make_mut(&mut Rc::make_mut(&mut state.saved).settings.export).format = format;
                session.dialog = Some(Dialog::Export);
            }
        }
        Action::OpenDocument(id) => {
            if state.saved.document(&id).is_some() && state.saved.open.as_ref() != Some(&id) {
                open(Rc::make_mut(&mut state.saved), session, Some(id));
            }
        }
        Action::NewDocument => {
            if state.saved.open.is_some() || session.shelf.shown {
                open(Rc::make_mut(&mut state.saved), session, None);
            }
        }
        Action::Library(deed) => shelf::apply(state, deed),
        Action::Spend { document, day, seconds } => {
            if state.saved.document(&document).is_some() {
                let progress = Rc::make_mut(&mut state.saved).progress_mut(&document);
                *progress.seconds.entry(day).or_default() += seconds;
            }
        }
        Action::Dated { document, day } => {
            let is_undated = state.saved.document(&document).is_some_and(|document| document.date.is_none());
            if is_undated && let Some(document) = Rc::make_mut(&mut state.saved).document_mut(&document) {
                document.date = Some(day);
            }
        }
        Action::DetectedEntities { document, entities } => detection::entities(state, &document, &entities),
        Action::Detected { document, found, done, total } => {
            detection::found(state, &document, found, done, total);
        }
        Action::DetectionDone { document, by_rules } => tagging::done(state, &document, by_rules),
        Action::DetectAgain(document) => {
            session.dialog = None;
            session.notice = None;
            tagging::await_detection(state, &document);
        }
        Action::SetTagging(tagging) => tagging::set(state, tagging),
        Action::Explain(explained) => session.explained = Some(explained),
        Action::SelectText(selection) => navigate::select_text(state, selection),
        Action::PickText { selection, free } => navigate::pick_text(state, selection, free),
        Action::MoveCaret { motion, extend } => navigate::move_caret(state, motion, extend),
        Action::Select(id) => {
            session.selected = id;
            session.selection = None;
        }
        Action::Step { forward, to_review } => navigate::step(state, forward, to_review),
        Action::ToggleLabel(label) => {
            let hidden = &mut session.filter.hidden;
            match hidden.iter().position(|name| *name == label) {
                Some(at) => drop(hidden.remove(at)),
                None => hidden.push(label),
            }
        }
        Action::OnlyLabel(label) => {
            let others = state.saved.labels.iter().map(|def| &def.name).filter(|name| **name != label);
            let others: Vec<_> = others.cloned().collect();
            let is_only = session.filter.hidden == others;
            session.filter.hidden = if is_only { Vec::new() } else { others };
        }
        Action::ClearFilter => session.filter = Filter::default(),
        Action::ToggleToReview => session.filter.to_review = !session.filter.to_review,
        Action::ShowPanel(panel) => session.panel = panel,
        Action::ShowDialog(dialog) => {
            session.dialog = dialog;
            session.offered = None;
        }
        Action::OfferSet(set) => {
            session.dialog = Some(Dialog::Labels);
            session.offered = Some(set);
        }
        Action::SetTheme(theme) => Rc::make_mut(&mut state.saved).settings.theme = theme,
        Action::ToggleTags => {
            let settings = &mut Rc::make_mut(&mut state.saved).settings;
            settings.show_tags = !settings.show_tags;
        }
        Action::ToggleRemember => {
            let settings = &mut Rc::make_mut(&mut state.saved).settings;
            settings.remember = !settings.remember;
        }
        Action::SetThreshold(threshold) => Rc::make_mut(&mut state.saved).settings.threshold = threshold,
        Action::ToggleSnap => {
            let settings = &mut Rc::make_mut(&mut state.saved).settings;
            settings.any_characters = !settings.any_characters;
            let words = if settings.any_characters { "any characters" } else { "whole words" };
            session.notice = Some(Notice::info(format!("The mouse selects {words}")));
        }
        Action::ToggleSingleKeys => {
            let keys = Rc::make_mut(&mut Rc::make_mut(&mut state.saved).settings.keys);
            keys.no_single = !keys.no_single;
            let words = if keys.no_single { "off" } else { "on" };
            session.notice = Some(Notice::info(format!("Keys of one character are {words}")));
        }
        Action::BindKey { command, key, add } => {
            let saved = Rc::make_mut(&mut state.saved);
            Rc::make_mut(&mut saved.settings.keys).bind(&saved.labels, &command, &key, add);
        }
        Action::ResetKeys(command) => {
            let saved = Rc::make_mut(&mut state.saved);
            let keys = Rc::make_mut(&mut saved.settings.keys);
            match command {
                Some(command) => keys.reset(&saved.labels, &command),
                None => keys.reset_all(),
            }
        }
        Action::Offer(found) => offer(state, *found),
        Action::Used(command) => palette::used(&mut session.recent, command),
        Action::Notify(notice) => {
            if notice.is_none() {
                session.offer = None;
                session.asked = None;
            }
            session.notice = notice;
        }
        Action::SetSaving(saving) => keeping::has_gone(session, saving),
        Action::Store(news) => keeping::take(state, news),
        Action::EditHere => {
            if matches!(session.keeping.role, Role::Reader | Role::Stranded) {
                session.keeping.role = Role::Asking;
            } else {
                session.notice = Some(Notice::info("This is where the library is edited"));
            }
        }
        Action::SetUpdate(update) => session.update = update,
        Action::SetProject(project) => Rc::make_mut(&mut state.saved).project = project,
        Action::GoToProject(id) => keeping::leave_for(session, id),
        Action::ToggleIgnored => session.show_ignored = !session.show_ignored,
        Action::PickMark(ids) => navigate::pick_mark(state, &ids),
        Action::SetRelating(relating) => navigate::relate(state, relating),
        // Steps and travel are handled before.
        Action::RemoveDocument(_)
        | Action::RemoveDocuments(_)
        | Action::SetDone(..)
        | Action::AcceptAbove(..)
        | Action::Rename(_)
        | Action::SetDate(_)
        | Action::ApplyLabel(_)
        | Action::SetStatus { .. }
        | Action::AcceptAll
        | Action::Relabel { .. }
        | Action::MoveBoundary { .. }
        | Action::MoveEnd { .. }
        | Action::Delete(_)
        | Action::SetNote(..)
        | Action::SetValue(..)
        | Action::SetCurrency(..)
        | Action::Spread { .. }
        | Action::ChangePersonal { .. }
        | Action::Fix(_)
        | Action::SetIgnored { .. }
        | Action::SetLink(..)
        | Action::Relate { .. }
        | Action::DeleteRelation(_)
        | Action::ChangeLabels(_)
        | Action::SetAttribute(..)
        | Action::KeepSet(_)
        | Action::ForgetSet(_)
        | Action::AddImport(_)
        | Action::FitMarks(_)
        | Action::MarkPart { .. }
        | Action::Undo
        | Action::Redo
        | Action::TravelTo(_)
        | Action::Press { .. } => {}
    }
}

pub(super) fn open(saved: &mut Saved, session: &mut Session, id: Option<Arc<str>>) {
    saved.open = id;
    session.selected = None;
    session.selection = None;
    session.relating = None;
    session.filter = Filter::default();
    session.notice = None;
    session.offer = None;
    session.asked = None;
    session.dialog = None;
    session.shelf.shown = false;
}

impl Detecting {
    /// How far it has come, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.total == 0 { 1.0 } else { self.done as f64 / self.total as f64 }
    }
}
