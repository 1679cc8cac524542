//! `figures-md`: the figures of articles as tables of Markdown, for a report or a wiki. Written only.
//!
//! ```text
//! ## Title
//!
//! | words | label | value | unit | where |
//! |---|---|---|---|---|
//! | €5m | MONEY | 5,000,000 | EUR | 16–19 |
//! ```
//!
//! `where` counts code points, end exclusive. A figure is a mark with a value, or whose label is one of figures.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use postil_engine::{Annotation, Document, LabelKind, Status, Value};

use super::figure_words::figure_words;
use crate::error::WriteError;
use crate::format::{Format, Group, Job, Says};
use crate::join::Joins;
use crate::part::Part;
use crate::unit::Ruler;

pub(crate) static FORMAT: Format = Format {
    id: "figures-md",
    name: "Markdown table of figures",
    description: "the figures with their values, for a report or a wiki",
    extension: ".figures.md",
    mime: "text/markdown",
    group: Group::Read,
    takes_mark: false,
    units: &[],
    says: &[Says::Overlaps, Says::Values, Says::Titles],
    tokens: None,
    streams: true,
    joins: Joins::Lines,
    write: Some(write),
    read: None,
    check: Some(check),
    knows: |_| false,
};

const HEAD: &str = "| words | label | value | unit | where |\n|---|---|---|---|---|\n";

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut out = String::new();
    for document in job.documents {
        let between = if out.is_empty() { "" } else { "\n" };
        let _ = write!(out, "{between}## {}\n\n", cell(&document.title));
        let figures = figures(job, document);
        if figures.is_empty() {
            out.push_str("No figures.\n");
            continue;
        }
        out.push_str(HEAD);
        let ruler = Ruler::new(&document.text, job.unit);
        for figure in figures {
            let (start, end) = ruler.offsets(figure.span);
            let value = figure.value.as_deref();
            let plain = value.map(|value| Value { unit: None, currency: None, ..value.clone() });
            let value_words = plain.map(|value| figure_words(&value)).unwrap_or_default();
            let unit = value.and_then(|value| value.currency.as_deref().or(value.unit.as_deref())).unwrap_or_default();
            let words = cell(document.text.slice(figure.span));
            let (label, value, unit) = (cell(&figure.label), cell(&value_words), cell(unit));
            let _ = writeln!(out, "| {words} | {label} | {value} | {unit} | {start}–{end} |");
        }
    }
    Ok(vec![Part::new(job.name(&FORMAT), out)])
}

/// The figures of a document that stand.
fn figures<'a>(job: &Job<'_>, document: &'a Document) -> Vec<&'a Annotation> {
    let labels = job.labels.iter().filter(|label| label.kind == LabelKind::Figure);
    let labels: BTreeSet<&str> = labels.map(|label| &*label.name).collect();
    let annotations = document.annotations.iter().map(|annotation| &**annotation);
    let is_figure = |it: &&Annotation| it.value.is_some() || labels.contains(&*it.label);
    annotations.filter(|it| it.status != Status::Rejected).filter(is_figure).collect()
}

/// Text as one cell in which nothing is markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\n' | '\r' => out.push_str("<br>"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '#' | '$' | '&' => out.extend(['\\', ch]),
            ch => out.push(ch),
        }
    }
    out
}

/// What was in a cell.
fn uncell(cell: &str) -> String {
    let text = cell.replace("<br>", "\n");
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for ch in text.chars() {
        if ch == '\\' && !is_escaped {
            is_escaped = true;
        } else {
            is_escaped = false;
            out.push(ch);
        }
    }
    out
}

/// The rows are read again: each place must hold the words of its row, under its label.
fn check(job: &Job<'_>, parts: &[Part]) -> Result<usize, String> {
    let body = parts.first().and_then(|part| std::str::from_utf8(&part.bytes).ok()).unwrap_or_default();
    let mut rows = body.lines().filter(|line| line.starts_with("| ") && !HEAD.starts_with(line)).map(cells);
    let mut count = 0;
    for document in job.documents {
        let ruler = Ruler::new(&document.text, job.unit);
        for figure in figures(job, document) {
            let words = document.text.slice(figure.span);
            let row = rows.next().unwrap_or_default();
            let [found, label, .., place] = row.as_slice() else {
                return Err(format!("The row of \"{words}\" is missing."));
            };
            let span =
                place.split_once('–').and_then(|(start, end)| ruler.span(start.parse().ok()?, end.parse().ok()?));
            if span != Some(figure.span) || uncell(found) != words || uncell(label) != *figure.label {
                return Err(format!("The row of \"{words}\" is not the same."));
            }
            count += 1;
        }
    }
    match rows.next() {
        Some(_) => Err("There are more rows than figures.".to_owned()),
        None => Ok(count),
    }
}

/// The cells of a row: parted by bars that are not escaped.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")).unwrap_or_default();
    for ch in inner.chars() {
        match ch {
            '|' if !is_escaped => cells.push(String::new()),
            ch => cells.last_mut().into_iter().for_each(|cell| cell.push(ch)),
        }
        is_escaped = ch == '\\' && !is_escaped;
    }
    let count = cells.len();
    // The space on each side of a bar.
    let inner = cells.iter().enumerate().map(|(at, cell)| {
        let cell = if at > 0 { cell.strip_prefix(' ').unwrap_or(cell) } else { cell };
        if at + 1 < count { cell.strip_suffix(' ').unwrap_or(cell).to_owned() } else { cell.to_owned() }
    });
    inner.collect()
}
