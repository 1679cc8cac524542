//! `postil eval entities`: the names' command and help; reads the cases, runs the engine over them and hands the counts
//! to `report`.

mod map;
mod matching;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use postil_engine::{Found, Model, Run, SUGGESTED, Text, structure, text::lf};
use serde::Deserialize;

use self::map::Map;
use self::matching::{Loss, Named, Tally};
use super::gold::{inside, json};
use super::{Files, Measure, Measured, each, run_over};
use crate::documents::{self, RefDate};
use crate::profile;

/// Measure the names: people, organisations, places and the like
#[derive(Args)]
#[command(after_long_help = HELP)]
pub(super) struct Entities {
    #[command(flatten)]
    gold: Files,
    /// Which labels are compared, and under which names: a JSON file, or places, plo, news4 or conll4
    #[arg(long, value_name = "MAP")]
    map: Option<String>,
    /// Labels to compare, after the map; else those of the map, else those of the gold
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    labels: Vec<String>,
    /// A model of names that postil-train wrote, instead of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// How sure a name must be to count as found, 0 to 1
    #[arg(long, value_name = "P", default_value_t = SUGGESTED, value_parser = profile::confidence)]
    min_confidence: f32,
}

const HELP: &str = r#"Examples:
  postil eval entities tests/gold/names.jsonl
  postil eval entities --map places --errors 20 tests/gold/names.jsonl
  postil eval entities --map plo --labels PERSON,ORG corpus.jsonl

Gold:
  One case a line (here broken in lines):
  {"text": "Ann Lee joined Acme.",
   "spans": [{"start": 0, "end": 7, "label": "PERSON"},
             {"start": 15, "end": 19, "label": "ORG"}]}
  start and end count Unicode code points, end exclusive, and CRLF as one. A
  ref_date may be there as for postil detect; other keys are ignored.

Maps:
  Found names have the labels of postil detect --labels postil. A map makes them
  and those of the gold comparable:
  {"gold": {"PER": "PERSON", "FAC": "IGNORE", "TITLE": null},
   "pred": {"GPE": "LOC"},
   "labels": ["PERSON", "LOC", "ORG"]}
  A label that is not named stays as it is; null drops the span. IGNORE, for the
  gold, drops it and every name found that overlaps it. "labels" are those to
  compare; spans of others are dropped on both sides. Each part may be left out.
  A map without parts, {"PER": "PERSON"}, is for both sides. Built in are:
    places  people, organisations, and places of any kind as LOC
    plo     the same for gold that has LOC for all places; its FAC is ignored
    news4   plo, and GROUP for nationalities, religions, political groups
    conll4  PERSON LOC ORG, and MISC for all others

Measures, for each label, for all (micro) and whatever the label (untyped):
  gold, found, and right: same start, same end, same label
  P / R / F1  precision, recall and their harmonic mean
  macro       the mean of the F1 of the labels that the gold has
  confidence  how far it is, on average, from the share of names that are right
  With several files, a table for all of them comes last.

Exit status:
  0  all files were measured, whatever the result
  1  a file could not be read or has a wrong line; the others were measured
  2  the command line was wrong"#;

/// A text and its names. Offsets are code points, ends exclusive.
#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    spans: Vec<Marked>,
    #[serde(default)]
    ref_date: Option<String>,
    /// The day, and perhaps the time, that `ref_date` says.
    #[serde(skip)]
    day: Option<RefDate>,
    /// File and line, for what is said of this case.
    #[serde(skip)]
    place: String,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    label: String,
}

/// How names are measured.
struct Names {
    map: Map,
    labels: Vec<String>,
    model: Option<Model>,
    min_confidence: f32,
}

/// Runs the command; whether all files could be used.
pub(super) fn run(arguments: &Entities, out: &mut impl Write) -> io::Result<bool> {
    let map = arguments.map.as_deref().map_or_else(|| Ok(Map::default()), Map::open);
    let (map, model) = match (map, documents::model(arguments.model.as_deref())) {
        (Ok(map), Ok(model)) => (map, model),
        (Err(message), _) | (_, Err(message)) => {
            writeln!(io::stderr(), "postil: {message}")?;
            return Ok(false);
        }
    };
    let labels = if arguments.labels.is_empty() { map.labels.clone() } else { arguments.labels.clone() };
    let names = Names { map, labels, model, min_confidence: arguments.min_confidence };
    run_over(&names, &arguments.gold, out)
}

impl Measure for Names {
    type Case = Case;
    type Tally = Tally;
    type Loss = Loss;

    fn case(&self, line: &str, place: String) -> Result<Case, String> {
        let case: Case = json(line)?;
        // Offsets count line ends as one, as those of what is found do.
        let text = lf(&case.text).into_owned();
        let length = text.chars().count();
        case.spans.iter().try_for_each(|span| inside((span.start, span.end), length))?;
        let day = case.ref_date.as_deref().map(documents::date).transpose()?;
        Ok(Case { text, day, place, ..case })
    }

    fn measure(&self, cases: &[Case]) -> Vec<Measured<Tally, Loss>> {
        let gold: Vec<Vec<Named>> = cases.iter().map(|case| case.spans.iter().map(named).collect()).collect();
        let labels: BTreeSet<String> = match self.labels.as_slice() {
            [] => matching::labels_of(gold.iter().map(Vec::as_slice), &self.map),
            labels => labels.iter().cloned().collect(),
        };
        each(cases, |case| {
            let text = Text::new(case.text.as_str());
            let found = self.find(case, &text);
            let sure: BTreeMap<(usize, usize), f32> = found.iter().map(|(it, sure)| (it.place(), *sure)).collect();
            let sure = |place: (usize, usize)| sure.get(&place).copied();
            let found = found.iter().map(|(it, _)| it.clone());
            let (tally, losses) = matching::compare(case.spans.iter().map(named), found, sure, &self.map, &labels);
            (text, tally, losses)
        })
    }

    fn add(total: &mut Tally, counts: &Tally) {
        total.add(counts);
    }

    fn table(out: &mut impl Write, name: &str, tally: &Tally) -> io::Result<()> {
        report::table(out, name, tally)
    }

    fn loss(out: &mut impl Write, case: &Case, text: &Text, loss: &Loss) -> io::Result<()> {
        report::loss(out, &case.place, text, loss)
    }
}

impl Names {
    /// What is found in a case's text and sure enough, and how sure it is.
    fn find(&self, case: &Case, text: &Text) -> Vec<(Named, f32)> {
        let blocks = structure(text.as_str());
        let options = documents::options(text, &blocks, case.day, self.model.as_ref());
        let found = Run::new(text, &blocks, &options).finish().spans.into_iter();
        let sure = found.filter(|found| found.confidence >= self.min_confidence);
        let place = |byte| text.char_from_byte(byte);
        let named = |it: &Found| Named::new(place(it.span.start()), place(it.span.end()), it.label.name());
        sure.map(|it| (named(&it), it.confidence)).collect()
    }
}

fn named(marked: &Marked) -> Named {
    Named::new(marked.start, marked.end, &marked.label)
}
