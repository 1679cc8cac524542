//! What the palette shows: commands, labels and articles by words, the best match first.

use std::sync::Arc;

use super::commands::{COMMANDS, Group, Target};
use super::{State, chord};

/// Lines at most; who looks for more types another letter.
const MOST: usize = 60;

/// A line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it does.
    pub target: Target,
    /// What it is called.
    pub name: String,
    /// Its key.
    pub key: Option<String>,
    /// What is missing for it to be done now.
    pub missing: Option<&'static str>,
}

/// How many commands used last stand first.
const RECENT: usize = 8;

/// The lines for what was typed: those that can be done now before the others, then the best match, then what was used
/// last. O(commands), and a pass over the open article for a few of them.
#[must_use]
pub fn lines(state: &State, query: &str) -> Vec<Line> {
    let query = chord::lower(query.trim());
    let recent = &state.session.recent;
    let mut found: Vec<_> = targets(state)
        .into_iter()
        .filter_map(|(target, name)| Some((rank(&chord::lower(&name), &query)?, target, name)))
        .collect();
    // Letters strewn over a name are a match only where there is no better one.
    let best = found.iter().map(|(rank, ..)| *rank).min();
    if best.is_some_and(|best| best < STREWN) {
        found.retain(|(rank, ..)| *rank < STREWN);
    }
    let labels = &state.saved.labels;
    let mut lines: Vec<_> = found
        .into_iter()
        .map(|(rank, target, name)| {
            let id = target.id();
            let missing = target.run(state, false).is_none().then(|| missing(&target));
            let used = recent.iter().position(|used| **used == *id).unwrap_or(usize::MAX);
            let key = state.saved.settings.keys.hint(labels, &id);
            ((missing.is_some(), rank, used), Line { target, name, key, missing })
        })
        .collect();
    lines.sort_by_key(|(order, _)| *order);
    lines.into_iter().take(MOST).map(|(_, line)| line).collect()
}

/// Puts a command first among those used last.
pub(super) fn used(recent: &mut Vec<Arc<str>>, id: Arc<str>) {
    recent.retain(|other| *other != id);
    recent.insert(0, id);
    recent.truncate(RECENT);
}

/// What a command that cannot be done waits for.
fn missing(target: &Target) -> &'static str {
    match target {
        Target::Label(_) => "needs selected text or a mark",
        Target::Command(command) => match command.group {
            Group::Review | Group::Mark => "needs a mark in hand",
            Group::Cursor => "needs a cursor in the text",
            Group::Label | Group::Article | Group::View => "not possible here",
        },
        Target::Toggle(_) | Target::Only(_) | Target::Open(_) => "not possible here",
        Target::Export(_) => "needs an article",
    }
}

/// Everything there is to find, with its name.
fn targets(state: &State) -> Vec<(Target, String)> {
    let mut all: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.id != "palette")
        .map(|command| (Target::Command(command), command.name.to_owned()))
        .collect();
    let labels = || state.saved.labels.iter().map(|label| &label.name);
    all.extend(labels().map(|name| (Target::Label(Arc::clone(name)), format!("Label as {name}"))));
    let others = state.saved.documents.iter().filter(|document| Some(&document.id) != state.saved.open.as_ref());
    all.extend(others.map(|d| (Target::Open(Arc::clone(&d.id)), format!("Go to article “{}”", d.title))));
    let formats = state.session.formats.iter().filter(|format| format.writes);
    all.extend(formats.map(|format| (Target::Export(Arc::clone(&format.id)), format!("Export as {}", format.name))));
    if state.saved.open.is_some() {
        for name in labels() {
            all.push((Target::Toggle(Arc::clone(name)), format!("Show or hide {name}")));
            all.push((Target::Only(Arc::clone(name)), format!("Show only {name}, or all again")));
        }
    }
    all
}

/// The rank of letters that only follow each other.
const STREWN: u8 = 5;

/// How well a name answers what was typed (both in lower case), 0 best; `None` where it does not.
fn rank(name: &str, query: &str) -> Option<u8> {
    if query.is_empty() {
        return Some(0);
    }
    if name.starts_with(query) {
        return Some(1);
    }
    let words = || name.split(|letter: char| !letter.is_alphanumeric());
    let wanted = || query.split_whitespace();
    let mut rest = words();
    if wanted().all(|start| rest.any(|word| word.starts_with(start))) {
        return Some(2);
    }
    if wanted().all(|start| words().any(|word| word.starts_with(start))) {
        return Some(3);
    }
    if name.contains(query) {
        return Some(4);
    }
    let mut letters = name.chars();
    let follows = |wanted: char| letters.any(|letter| letter == wanted);
    query.chars().filter(|letter| !letter.is_whitespace()).all(follows).then_some(STREWN)
}

/// Whether a name answers what was typed.
#[must_use]
pub fn answers(name: &str, query: &str) -> bool {
    rank(&chord::lower(name), &chord::lower(query.trim())).is_some_and(|rank| rank < STREWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_match_has_the_lower_rank() {
        for (name, query, wanted) in [
            ("undo", "", Some(0)),
            ("undo", "un", Some(1)),
            ("label as person", "person", Some(2)),
            ("label as person", "la pe", Some(2)),
            ("label as work_of_art", "art", Some(2)),
            ("label as person", "pe la", Some(3)),
            ("label as person", "erso", Some(4)),
            ("next mark to review", "nmr", Some(5)),
            ("next mark to review", "n m x", None),
        ] {
            assert_eq!(rank(name, query), wanted, "{query:?} in {name:?}");
        }
    }
}
