//! Rows of JSON of a known shape, as a list or a line for each. A row that is none is named with its line and refuses the
//! file. Rows that follow each other may be of one document.

use postil_formats::json_words;
use serde::Deserialize;

use crate::error::ReadError;
use crate::workers::{Workers, map, runs};

/// The rows of a file; `what` names what they should be. Linear.
pub(crate) fn rows<'a, T: Deserialize<'a> + Send>(
    text: &'a str,
    what: &str,
    workers: &dyn Workers,
) -> Result<Vec<T>, ReadError> {
    if text.trim_start().starts_with('[') {
        return match members(text, workers) {
            Some(rows) => Ok(rows),
            None => serde_json::from_str(text).map_err(|error| wrong(&error, error.line(), what)),
        };
    }
    let lines: Vec<_> = text.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty()).collect();
    let row =
        |&(line, number): &(&'a str, usize)| serde_json::from_str(line).map_err(|error| wrong(&error, number, what));
    let runs = runs(&lines, workers.piece(), |(line, _)| line.len());
    flat(map(workers, runs, |run| run.iter().map(row).collect()))
}

/// The members of a long list that has one on each line; `None` where it has not, or one is no row.
fn members<'a, T: Deserialize<'a> + Send>(text: &'a str, workers: &dyn Workers) -> Option<Vec<T>> {
    if text.len() <= workers.piece() {
        return None;
    }
    let lines: Vec<&str> = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim().split('\n').collect();
    let (last, others) = lines.split_last()?;
    let others = others.iter().map(|line| line.trim_end().strip_suffix(','));
    let lines: Vec<&str> = others.chain([Some(*last)]).collect::<Option<_>>()?;
    let row = |line: &&'a str| serde_json::from_str(line).map_err(drop);
    flat(map(workers, runs(&lines, workers.piece(), |line| line.len()), |run| run.iter().map(row).collect())).ok()
}

fn flat<T, E>(runs: Vec<Result<Vec<T>, E>>) -> Result<Vec<T>, E> {
    let mut all = Vec::new();
    for run in runs {
        all.extend(run?);
    }
    Ok(all)
}

/// What `read` makes of the rows of each document and of how many come before them, in order: neighbours whose `key` is the
/// same are of one document, those without one are each of its own. `size` says how much a row is.
pub(crate) fn documents<T: Sync, D: Send>(
    rows: &[T],
    key: impl Fn(&T) -> String,
    size: impl Fn(&T) -> usize,
    workers: &dyn Workers,
    read: impl Fn(&[T], usize) -> Result<D, ReadError> + Sync,
) -> Result<Vec<D>, ReadError> {
    let mut before = 0;
    let is_same =
        |one: &T, other: &T| Some(key(one)).filter(|key| !key.is_empty()).is_some_and(|own| own == key(other));
    let groups = rows.chunk_by(is_same).map(|group| {
        before += group.len();
        (group, before - group.len())
    });
    let groups: Vec<(&[T], usize)> = groups.collect();
    let runs = runs(&groups, workers.piece(), |(group, _)| group.iter().map(&size).sum());
    flat(map(workers, runs, |run| run.iter().map(|&(group, before)| read(group, before)).collect()))
}

fn wrong(error: &serde_json::Error, line: usize, what: &str) -> ReadError {
    let why = json_words(&error.to_string());
    ReadError::at(format_args!("line {line}, column {}", error.column()), format_args!("this is no {what}: {why}"))
}
