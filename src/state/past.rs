//! The steps of the history in words, and the way back to one of them.

use std::sync::Arc;

use postil_engine::{Annotation, Status};

use super::edit::Edit;
use super::history::Step;
use super::{Saved, State, travel};

/// Characters of a mark's words that are shown.
const WORDS: usize = 60;

/// What a step did, in words.
#[must_use]
pub fn said(step: &Step, saved: &Saved) -> String {
    let marks = step.edits.iter().filter(|edit| matches!(edit, Edit::Annotation { .. })).count();
    let Some(first) = step.edits.iter().find(|edit| marks == 0 || matches!(edit, Edit::Annotation { .. })) else {
        return "Nothing".to_owned();
    };
    let words = one(first, saved);
    match marks {
        0 | 1 => words,
        _ => format!("{words}, and {} more", marks - 1),
    }
}

/// The title of the article that a step is about, where it is not the open one.
#[must_use]
pub fn elsewhere(step: &Step, saved: &Saved) -> Option<Arc<str>> {
    let id = step.edits.iter().find_map(Edit::document)?;
    if saved.open.as_ref() == Some(id) {
        return None;
    }
    let title = saved.document(id).map(|document| Arc::clone(&document.title));
    Some(title.unwrap_or_else(|| "an article that was removed".into()))
}

fn one(edit: &Edit, saved: &Saved) -> String {
    match edit {
        Edit::Annotation { document, before, after } => {
            let quoted = |it: &Annotation| {
                let text = saved.document(document).map(|document| document.text.slice(it.span));
                format!("“{}”", short(text.unwrap_or("a mark")))
            };
            match (before, after) {
                (None, Some(new)) => format!("Marked {} as {}", quoted(new), new.label),
                (Some(old), None) => format!("Deleted the mark {} ({})", quoted(old), old.label),
                (Some(old), Some(new)) => changed(old, new, &quoted(new)),
                (None, None) => "Nothing".to_owned(),
            }
        }
        Edit::Document { before, after, .. } => match (before, after) {
            (Some(gone), None) => format!("Removed the article “{}”", short(&gone.title)),
            (_, Some(new)) => format!("Added the article “{}”", short(&new.title)),
            (None, None) => "Nothing".to_owned(),
        },
        Edit::Done { after, .. } => match after {
            Some(true) => "Said that the article is done".to_owned(),
            _ => "Said that the article is not done".to_owned(),
        },
        Edit::Title { after, .. } => format!("Changed the title to “{}”", short(after)),
        Edit::Date { after: Some(day), .. } => format!("Set the article’s date to {day}"),
        Edit::Date { after: None, .. } => "Removed the article’s date".to_owned(),
        Edit::Personal { before, after } => {
            let words = after.as_ref().or(before.as_ref()).map_or("", |entry| &*entry.words);
            let verb = if after.is_some() { "Wrote" } else { "Took" };
            let place = if after.is_some() { "on" } else { "off" };
            format!("{verb} “{}” {place} your list", short(words))
        }
        Edit::Relation { after, .. } => {
            if after.is_some() { "Related two marks" } else { "Removed a relation" }.to_owned()
        }
        Edit::Ignored { after, .. } => {
            if after.is_some() { "Ignored what looked wrong" } else { "Ignored it no longer" }.to_owned()
        }
        Edit::Label { before, after } => match (before, after) {
            (None, Some((_, new))) => format!("Made the label {}", new.name),
            (Some((_, old)), None) => format!("Deleted the label {}", old.name),
            (_, Some((_, new))) => format!("Changed the label {}", new.name),
            (None, None) => "Nothing".to_owned(),
        },
        Edit::Entity { .. } => "Changed what marks mention".to_owned(),
        Edit::Key { .. } => "Changed keys".to_owned(),
        Edit::Sets { .. } => "Changed the label sets".to_owned(),
    }
}

fn changed(old: &Annotation, new: &Annotation, quoted: &str) -> String {
    if old.span != new.span || old.fragments != new.fragments {
        format!("Moved the ends of {quoted}")
    } else if old.label != new.label {
        format!("Changed {quoted} from {} to {}", old.label, new.label)
    } else if old.status != new.status {
        let verb = match new.status {
            Status::Accepted => "Accepted",
            Status::Rejected => "Rejected",
            Status::Suggested => "Made a suggestion again:",
        };
        format!("{verb} {quoted} as {}", new.label)
    } else if old.value != new.value {
        format!("Changed the value of {quoted}")
    } else if old.note != new.note {
        format!("Changed the note on {quoted}")
    } else {
        format!("Changed {quoted}")
    }
}

fn short(words: &str) -> String {
    match words.char_indices().nth(WORDS) {
        Some((at, _)) => format!("{} …", words.get(..at).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}

/// Undoes, or does again, until the step of that number is the next to come. Where a step is not read yet it stops there.
pub(super) fn travel_to(state: &mut State, number: u64) {
    loop {
        let at = state.history.range().1;
        let back = number < at;
        if number == at {
            return;
        }
        travel::travel(state, back);
        if state.history.range().1 == at {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::{after, document, fresh};
    use crate::state::{Action, Selection, reduce};

    fn mark(state: &State, start: usize, end: usize, label: &str) -> State {
        after(
            state,
            [Action::SelectText(Some(Selection { anchor: start, head: end })), Action::ApplyLabel(label.into())],
        )
    }

    fn last(state: &State) -> String {
        said(state.history.steps().last().unwrap().1, &state.saved)
    }

    #[test]
    fn steps_are_said_in_words() {
        let state = mark(&fresh(), 0, 4, "ORG");
        let id = document(&state).annotations.iter().next().unwrap().id;
        for (action, wanted) in [
            (Action::Select(Some(id)), "Marked “Acme” as ORG"),
            (Action::SetStatus { ids: vec![id], status: Status::Rejected, advance: false }, "Rejected “Acme” as ORG"),
            (Action::Relabel { ids: vec![id], label: "PERSON".into() }, "Changed “Acme” from ORG to PERSON"),
            (Action::SetNote(id, Some("sure".into())), "Changed the note on “Acme”"),
            (Action::Delete(vec![id]), "Deleted the mark “Acme” (ORG)"),
            (Action::Rename("Other".into()), "Changed the title to “Other”"),
            (Action::SetDate(Some("2026-05-04".into())), "Set the article’s date to 2026-05-04"),
            (Action::RemoveDocument("d1".into()), "Removed the article “Acme buys Beta”"),
        ] {
            assert_eq!(last(&reduce(&state, action)), wanted);
        }
    }

    #[test]
    fn the_way_to_a_step_is_undo_and_redo_to_there() {
        let mut states = vec![fresh()];
        for (start, end) in [(0, 4), (16, 20), (5, 9)] {
            states.push(mark(states.last().unwrap(), start, end, "ORG"));
        }
        let now = states.last().unwrap();
        // Ids that were given out are not given again.
        let marks =
            |state: &State| state.saved.documents.iter().map(|it| Arc::clone(&it.annotations)).collect::<Vec<_>>();
        let first = now.history.range().0;
        for (number, wanted) in states.iter().enumerate() {
            let there = reduce(now, Action::TravelTo(first + number as u64));
            assert_eq!(marks(&there), marks(wanted), "{number}");
            let back = reduce(&there, Action::TravelTo(now.history.range().1));
            assert_eq!(marks(&back), marks(now), "{number}");
        }
        assert_eq!(marks(&reduce(now, Action::TravelTo(999))), marks(now));
    }
}
