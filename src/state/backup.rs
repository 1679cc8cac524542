//! What a backup brings: it joins the library and takes the place of nothing. What is here already stays as it is, another
//! version of it becomes a copy.

use std::rc::Rc;
use std::sync::Arc;

use super::{LabelSet, Notice, Saved, Settings, State, reduce};

/// What was read in a backup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    /// Its articles, labels, label sets, personal list and settings.
    pub saved: Saved,
    /// What could not be read, in whole sentences.
    pub problems: Vec<String>,
    /// What came of other projects in it, in the same way.
    pub others: Vec<String>,
}

/// What became of what a backup has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    new: usize,
    same: usize,
    copies: usize,
    sets: usize,
    words: usize,
    labels: usize,
}

/// What `from` has joins `saved`. Where that is new, it becomes as `from` is; else nothing takes the place of anything. What
/// became of it, and the first article that came.
pub(super) fn merge(saved: &mut Saved, from: Saved, is_new: bool) -> (Counts, Option<Arc<str>>) {
    let mut counts = Counts::default();
    let mut first = None;
    for mut document in from.documents {
        let mut progress = from.progress.get(&document.id).cloned();
        match saved.document(&document.id) {
            Some(known) if *known == document => counts.same += 1,
            Some(_) if has_copy(saved, &document) => {
                counts.same += 1;
                // It came along with the copy.
                progress = None;
            }
            Some(_) => {
                let free = (2..).map(|n| format!("{}-{n}", document.id)).find(|id| saved.document(id).is_none());
                let copy = Rc::make_mut(&mut document);
                copy.id = free.map_or_else(|| copy.id.clone(), Into::into);
                counts.copies += 1;
            }
            None => counts.new += 1,
        }
        // What is said of an article that is not in the backup says nothing.
        if let Some(progress) = progress {
            Rc::make_mut(&mut saved.progress).entry(Arc::clone(&document.id)).or_insert(progress);
        }
        if saved.document(&document.id).is_none() {
            first.get_or_insert_with(|| document.id.clone());
            saved.documents.push(document);
        }
    }
    let mut project = (*saved.project).clone();
    let fill = |own: &mut Arc<str>, other: &Arc<str>| {
        if own.is_empty() {
            own.clone_from(other);
        }
    };
    fill(&mut project.guidelines, &from.project.guidelines);
    if is_new {
        fill(&mut project.name, &from.project.name);
        fill(&mut project.dates, &from.project.dates);
        let look = saved.settings.clone();
        (saved.settings, saved.labels) = (from.settings, from.labels);
        if look != Settings::default() {
            saved.settings.take_look(&look);
        }
    } else {
        for mut label in from.labels.iter().cloned() {
            if saved.label(&label.name).is_none() {
                let set = Rc::make_mut(&mut saved.labels);
                label.key = label.key.filter(|key| set.iter().all(|other| other.key != Some(*key)));
                set.push(label);
                counts.labels += 1;
            }
        }
    }
    if project != *saved.project {
        saved.project = Rc::new(project);
    }
    for mut set in from.sets.iter().cloned() {
        let is_there = |saved: &Saved, set: &LabelSet| saved.sets.iter().any(|known| known == set);
        let is_taken = |saved: &Saved, name: &str| saved.sets.iter().any(|known| *known.name == *name);
        if is_there(saved, &set) {
            continue;
        }
        let name = set.name.clone();
        for n in 2.. {
            if !is_taken(saved, &set.name) {
                break;
            }
            set.name = format!("{name} {n}").into();
            if is_there(saved, &set) {
                break;
            }
        }
        if !is_taken(saved, &set.name) {
            Rc::make_mut(&mut saved.sets).push(set);
            counts.sets += 1;
        }
    }
    for entry in from.personal.iter() {
        if let Err(at) = saved.personal.binary_search_by(|known| known.words.cmp(&entry.words)) {
            Rc::make_mut(&mut saved.personal).insert(at, entry.clone());
            counts.words += 1;
        }
    }
    (counts, first)
}

pub(super) fn add(state: &mut State, backup: Backup) {
    let Backup { saved: from, problems, others } = backup;
    // Where nothing was done yet, the page becomes as it was.
    let is_new = state.saved.documents.is_empty() && !state.history.can_undo() && !state.history.can_redo();
    let saved = Rc::make_mut(&mut state.saved);
    let (counts, first) = merge(saved, from, is_new);
    if first.is_some() {
        reduce::open(saved, &mut state.session, first);
        state.session.keeping.lost = None;
    }
    state.session.dialog = None;
    let words = [said(counts, saved.project.title())].into_iter().chain(others).chain(problems.iter().cloned());
    let words: Vec<String> = words.collect();
    let words = words.join("\n");
    state.session.notice = Some(if problems.is_empty() { Notice::info(words) } else { Notice::problem(words) });
}

/// Whether this version was restored before, as a copy.
fn has_copy(saved: &Saved, document: &Rc<postil_engine::Document>) -> bool {
    let copies = (2..).map(|n| format!("{}-{n}", document.id)).map_while(|id| saved.document(&id));
    copies.into_iter().any(|copy| {
        let mut same = (**copy).clone();
        same.id = document.id.clone();
        same == **document
    })
}

fn said(counts: Counts, project: &str) -> String {
    let many = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let mut parts = vec![format!("{} restored", many(counts.new, "article", "articles"))];
    if counts.copies > 0 {
        let verb = if counts.copies == 1 { "was" } else { "were" };
        parts.push(format!(
            "{} {verb} here in another version and came as {}",
            counts.copies,
            if counts.copies == 1 { "a copy" } else { "copies" }
        ));
    }
    if counts.same > 0 {
        parts.push(format!("{} {} here already", counts.same, if counts.same == 1 { "was" } else { "were" }));
    }
    if counts.labels > 0 {
        parts.push(format!("{} joined", many(counts.labels, "label", "labels")));
    }
    if counts.sets > 0 {
        parts.push(format!("{} joined", many(counts.sets, "label set", "label sets")));
    }
    if counts.words > 0 {
        parts.push(format!("{} joined your list", many(counts.words, "entry", "entries")));
    }
    format!("From the backup, into “{project}”: {}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::fresh;
    use crate::state::{Action, reduce};

    fn restore(state: &State, saved: &Saved) -> State {
        let backup = Backup { saved: saved.clone(), ..Backup::default() };
        reduce(state, Action::AddBackup(Box::new(backup)))
    }

    #[test]
    fn a_backup_adds_and_replaces_nothing() {
        let state = fresh();
        let all = state.saved.documents.len();
        let mut other = (*state.saved).clone();
        Rc::make_mut(other.documents.last_mut().unwrap()).title = "Another".into();
        let empty = State::default();
        for (name, into, from, wanted, articles) in [
            ("into nothing", &empty, &*state.saved, format!("{all} articles restored"), all),
            ("twice", &state, &*state.saved, format!("0 articles restored, {all} were here already"), all),
            ("changed", &state, &other, "1 was here in another version and came as a copy".to_owned(), all + 1),
        ] {
            let restored = restore(into, from);
            let words = restored.session.notice.clone().unwrap().words;
            assert!(
                words
                    .replace("1 articles", "1 article")
                    .contains(&wanted.replace("1 articles", "1 article").replace("1 were", "1 was")),
                "{name}: {words}"
            );
            assert_eq!(restored.saved.documents.len(), articles, "{name}");
            for document in &into.saved.documents {
                assert_eq!(restored.saved.document(&document.id), Some(document), "{name}");
            }
            // Once more brings nothing more.
            assert_eq!(restore(&restored, from).saved.documents, restored.saved.documents, "{name}");
        }
    }

    #[test]
    fn how_far_an_article_is_comes_with_it_and_replaces_nothing() {
        let said = |done: bool, seconds: u32| {
            let seconds = [("2026-01-02".into(), seconds)].into_iter().collect();
            Rc::new(crate::state::progress::Progress { done: Some(done), seconds })
        };
        let state = fresh();
        let id = Arc::clone(&state.saved.documents.last().unwrap().id);
        let copy: Arc<str> = format!("{id}-2").into();
        let with = |from: &State, id: &Arc<str>, progress| {
            let mut saved = (*from.saved).clone();
            Rc::make_mut(&mut saved.progress).insert(Arc::clone(id), progress);
            saved
        };
        let theirs = with(&state, &id, said(true, 60));
        let mut changed = theirs.clone();
        Rc::make_mut(changed.documents.last_mut().unwrap()).title = "Another".into();
        let mine = State { saved: Rc::new(with(&state, &id, said(false, 5))), ..state.clone() };
        let stray = with(&state, &"gone".into(), said(true, 60));
        let empty = State::default();
        for (name, into, from, wanted) in [
            ("into nothing", &empty, &theirs, vec![(&id, said(true, 60))]),
            ("where nothing is known", &state, &theirs, vec![(&id, said(true, 60))]),
            ("where something is", &mine, &theirs, vec![(&id, said(false, 5))]),
            ("with a copy", &mine, &changed, vec![(&id, said(false, 5)), (&copy, said(true, 60))]),
            ("with a copy only", &state, &changed, vec![(&copy, said(true, 60))]),
            ("of no article", &empty, &stray, vec![]),
        ] {
            let restored = restore(into, from);
            let found: Vec<_> = restored.saved.progress.iter().map(|(id, it)| (id, Rc::clone(it))).collect();
            assert_eq!(found, wanted, "{name}");
            assert_eq!(restore(&restored, from).saved.progress, restored.saved.progress, "{name}, twice");
        }
    }

    #[test]
    fn a_project_comes_along_where_there_is_none() {
        let project = |name: &str, guidelines: &str, dates: &str| {
            Rc::new(crate::state::Project { name: name.into(), guidelines: guidelines.into(), dates: dates.into() })
        };
        let with =
            |state: State, project| State { saved: Rc::new(Saved { project, ..(*state.saved).clone() }), ..state };
        let theirs = with(fresh(), project("Theirs", "Mark all.", "today"));
        let (none, mine) = (project("", "", ""), project("Mine", "Mark few.", ""));
        for (name, into, wanted) in [
            ("new page", State::default(), project("Theirs", "Mark all.", "today")),
            ("new project", with(State::default(), project("New", "", "")), project("New", "Mark all.", "today")),
            ("page at work", with(fresh(), none), project("", "Mark all.", "")),
            ("other project", with(fresh(), mine.clone()), mine),
        ] {
            assert_eq!(restore(&into, &theirs.saved).saved.project, wanted, "{name}");
        }
    }

    #[test]
    fn the_rest_of_a_backup_joins_too() {
        let state = fresh();
        let mut from = (*state.saved).clone();
        from.settings.show_tags = !from.settings.show_tags;
        from.sets = Rc::new(vec![LabelSet { name: "Mine".into(), labels: Rc::clone(&from.labels) }]);
        let entry = postil_engine::PersonalEntry::new("Acme Corp", Some("ORG"), false).unwrap();
        from.personal = Rc::new(vec![entry]);
        let restored = restore(&state, &from);
        assert_eq!(restored.saved.settings, state.saved.settings);
        assert_eq!((&restored.saved.sets, &restored.saved.personal), (&from.sets, &from.personal));
        assert_eq!(restore(&restored, &from).saved.sets, from.sets);
        assert_eq!(restore(&State::default(), &from).saved.settings, from.settings);
    }
}
