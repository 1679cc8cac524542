//! `postil eval`: measures the engine against texts whose figures a reader has marked. One nested command a kind of
//! gold; this file has their help, runs the engine over the cases and hands the counts to `report`.

mod dates;
mod gold;
mod matching;
mod norm;
mod report;
mod units;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Subcommand};
use postil_engine::{LabelKind, Run, Text, structure};
use serde_json::Value;

use self::gold::{Case, Figure};
use self::matching::{Loss, Tally};
use crate::documents;

/// Measure what is found against gold: texts marked by hand
#[derive(Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    gold: Gold,
}

#[derive(Subcommand)]
enum Gold {
    Figures(Figures),
}

/// Measure the figures: money, percentages, dates and the like, and their values
#[derive(Args)]
#[command(after_long_help = HELP)]
struct Figures {
    /// Gold files, JSON Lines
    #[arg(value_name = "GOLD", required = true)]
    files: Vec<PathBuf>,
    /// Also list the first N losses: what was missed, is spurious, or has the wrong span or value
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

const HELP: &str = r#"Examples:
  postil eval figures tests/gold/figures.jsonl
  postil eval figures --errors 20 money.jsonl dates.jsonl

Gold:
  One case a line (here broken in lines):
  {"text": "Sales rose more than 8% on Friday.", "ref_date": "2024-04-08",
   "spans": [
    {"start": 21, "end": 23, "label": "PERCENT",
     "norm": {"value": 8, "unit": "%", "comparator": ">"}},
    {"start": 27, "end": 33, "label": "DATE",
     "norm": {"values": ["2024-04-05"]}}]}
  start and end count Unicode code points, end exclusive, and CRLF as one. norm
  is what the figure says; the values, ranges and timex of a date may be lists, of which
  one has to be met. May be there, too:
    ref_date  the day to which "yesterday" refers; else the text's own date
    scope     the labels that were marked; what has another is not counted
    complete  false when only some figures are marked: what is found where
              nothing is marked is then not counted
    ignore    [[start, end], ...] where a find is neither right nor wrong
  Labels are MONEY PERCENT CARDINAL ORDINAL QUANTITY AGE TEMPERATURE DATE TIME
  DURATION SET.

Measures, for each label and for all (micro):
  strict    same label, start and end: precision, recall, F1
  relaxed   same label and any overlap; each figure counts once
  value     right values among the relaxed pairs; units are converted
  full      right label, span and value, of all gold figures
  cmp       comparators found (more than, about, at most), of those in the gold
  cmp+-     comparators right, or rightly none, among the relaxed pairs
  untyped   strict and relaxed whatever the label
  With several files, a table for all of them comes last.

Exit status:
  0  all files were measured, whatever the result
  1  a file could not be read or has a wrong line; the others were measured
  2  the command line was wrong"#;

/// Runs the command; whether all files could be used.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let Gold::Figures(arguments) = &arguments.gold;
    figures(arguments, &mut io::stdout().lock())
}

/// Measures file after file; whether all could be used.
fn figures(arguments: &Figures, out: &mut impl Write) -> io::Result<bool> {
    let (mut total, mut measured, mut left) = (Tally::default(), 0, arguments.errors);
    for path in &arguments.files {
        let cases = match gold::read(path) {
            Ok(cases) => cases,
            Err(messages) => {
                messages.iter().for_each(|message| eprintln!("postil: {message}"));
                continue;
            }
        };
        let mut tally = Tally::default();
        let results = measure(&cases);
        results.iter().for_each(|(_, counts, _)| tally.add(counts));
        if measured > 0 {
            writeln!(out)?;
        }
        report::table(out, &path.display().to_string(), &tally)?;
        let losses = cases
            .iter()
            .zip(&results)
            .flat_map(|(case, (text, _, losses))| losses.iter().map(move |loss| (case, text, loss)));
        for (case, text, loss) in losses.take(left) {
            report::loss(out, case, text, loss)?;
            left -= 1;
        }
        total.add(&tally);
        measured += 1;
    }
    if measured > 1 {
        writeln!(out)?;
        report::table(out, "all files", &total)?;
    }
    out.flush()?;
    Ok(measured == arguments.files.len())
}

/// A case's text as the engine saw it, its counts and losses.
type Measured = (Text, Tally, Vec<Loss>);

/// Works on all cases, a share of them on each processor; results are in the order of the cases.
fn measure(cases: &[Case]) -> Vec<Measured> {
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = cases.len().div_ceil(jobs).max(1);
    let mut parts: Vec<Vec<Measured>> = cases.chunks(share).map(|_| Vec::new()).collect();
    thread::scope(|scope| {
        for (part, cases) in parts.iter_mut().zip(cases.chunks(share)) {
            scope.spawn(move || *part = cases.iter().map(one).collect());
        }
    });
    parts.into_iter().flatten().collect()
}

fn one(case: &Case) -> Measured {
    let text = Text::new(case.text.as_str());
    let blocks = structure(text.as_str());
    let options = documents::options(&text, &blocks, case.day, None);
    let found = Run::new(&text, &blocks, &options).finish().spans.into_iter();
    let figures = found.filter(|found| found.label.kind() == LabelKind::Figure).map(|found| {
        let norm = found.value.and_then(|value| match serde_json::to_value(value) {
            Ok(Value::Object(norm)) => Some(norm),
            _ => None,
        });
        let (start, end) = (text.char_from_byte(found.span.start()), text.char_from_byte(found.span.end()));
        Figure::new(start, end, found.label.name(), norm)
    });
    let (tally, losses) = matching::compare(case, figures.collect());
    (text, tally, losses)
}
