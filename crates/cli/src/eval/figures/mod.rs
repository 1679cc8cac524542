//! `postil eval figures`: the figures' command and help; runs the engine over the cases and hands the counts to `report`.

mod dates;
mod gold;
mod matching;
mod norm;
mod report;
mod units;

use std::io::{self, Write};

use clap::Args;
use postil_engine::{LabelKind, Run, Text, structure};
use serde_json::Value;

use self::gold::{Case, Figure};
use self::matching::{Loss, Tally};
use super::{Files, Measure, Measured, each, run_over};
use crate::documents;

/// Measure the figures: money, percentages, dates and the like, and their values
#[derive(Args)]
#[command(after_long_help = HELP)]
pub(super) struct Figures {
    #[command(flatten)]
    gold: Files,
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
pub(super) fn run(arguments: &Figures, out: &mut impl Write) -> io::Result<bool> {
    run_over(&Values, &arguments.gold, out)
}

/// How figures and their values are measured.
struct Values;

impl Measure for Values {
    type Case = Case;
    type Tally = Tally;
    type Loss = Loss;

    fn case(&self, line: &str, place: String) -> Result<Case, String> {
        let mut case = gold::case(line)?;
        case.place = place;
        Ok(case)
    }

    fn measure(&self, cases: &[Case]) -> Vec<Measured<Tally, Loss>> {
        each(cases, one)
    }

    fn add(total: &mut Tally, counts: &Tally) {
        total.add(counts);
    }

    fn table(out: &mut impl Write, name: &str, tally: &Tally) -> io::Result<()> {
        report::table(out, name, tally)
    }

    fn loss(out: &mut impl Write, case: &Case, text: &Text, loss: &Loss) -> io::Result<()> {
        report::loss(out, case, text, loss)
    }
}

fn one(case: &Case) -> Measured<Tally, Loss> {
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
