//! `postil detect`: documents in, one JSON line each out, in the same order.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, ValueEnum};
use postil_engine::{Model, Options, Personal, SUGGESTED, Text, structure};
use postil_formats::write_line;

use crate::documents::{self, Input, RefDate};
use crate::pipeline::{self, Done};
use crate::profile::{self, LabelSet, document};

/// Find entities and figures, and write them as JSON Lines
#[derive(Args)]
#[command(after_long_help = HELP)]
pub(crate) struct Arguments {
    /// Files to read; `-` is standard input, which is also read when no file is given
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files hold; without it, `.jsonl` and `.ndjson` files are read as JSON Lines and all others as text
    #[arg(long, value_name = "KIND")]
    input: Option<InputKind>,
    /// Which names the labels go by
    #[arg(long, value_name = "SET", default_value = "postil")]
    labels: LabelSet,
    /// The articles' date, to which "yesterday" and "last month" refer; a JSON line's own `ref_date` comes first
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = documents::date)]
    ref_date: Option<RefDate>,
    /// A model of names that postil-train wrote, instead of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// A personal list that the page exported: what it says of some words wins
    #[arg(long, value_name = "FILE")]
    personal: Option<PathBuf>,
    /// Leave out what is less sure than this, 0 to 1
    #[arg(long, value_name = "P", default_value_t = SUGGESTED, value_parser = profile::confidence)]
    min_confidence: f32,
    /// How many documents to work on at a time [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// What an input file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Plain text, one document a file
    Text,
    /// JSON Lines, one document a line: {"id": ..., "text": ..., "ref_date": ...}
    Jsonl,
}

const HELP: &str = r#"Examples:
  postil detect article.txt
  postil detect --ref-date 2024-04-04 *.txt > found.jsonl
  postil detect --labels ontonotes corpus.jsonl > found.jsonl
  some-feed | postil detect --input jsonl | jq .spans

Input:
  A text file is one document; its id is the file's name. In JSON Lines each
  line is one: {"id": "a1", "text": "...", "ref_date": "2024-04-04"}. Only the
  text must be there: without an id the line's number is taken, without a
  ref_date that of --ref-date. A ref_date may have a time of day, to which "in
  ten minutes" refers: "2024-04-04T10:00". Other keys are ignored. Files are
  UTF-8, or UTF-16 with a byte order mark.

Output:
  One line for each document, in the order of the input (here broken in lines):
  {"id": "a1", "text": "Acme Corp paid $3 million.",
   "blocks": [{"kind": "paragraph", "start": 0, "end": 26}],
   "spans": [
    {"start": 0, "end": 9, "text": "Acme Corp", "label": "ORG",
     "confidence": 0.97, "entity": "e1", "norm": null},
    {"start": 15, "end": 25, "text": "$3 million", "label": "MONEY",
     "confidence": 0.99, "entity": null,
     "norm": {"value": 3000000, "currency": "USD"}}]}
  start and end count Unicode code points, end exclusive: text[start:end] in
  Python gives a span's text. CRLF and CR become LF in text. Spans are sorted
  and do not overlap. Spans of the same entity name the same thing. norm is what
  a figure says, as data. confidence is how probably a name is right in span and
  label, and how sure the rule is of a figure, which is 0.5 or more: what
  --min-confidence leaves out by default are names only.

Personal list:
  The file that the page exports: a first line "postil personal 1", then a line
  an entry, with tabs between its words, a label ("-": never a name) and "exact"
  or "any" for the case of its letters. Its labels need not be in the label set.

Label sets:
  postil     PERSON ORG GPE LOC FAC NORP PRODUCT EVENT WORK_OF_ART and the
             figures MONEY PERCENT CARDINAL ORDINAL QUANTITY AGE TEMPERATURE
             DATE TIME DURATION SET
  ontonotes  the names of OntoNotes and spaCy: AGE and SET become DATE,
             TEMPERATURE becomes QUANTITY; DURATION becomes TIME when it counts
             hours, minutes or seconds, else DATE
  conll      PER ORG LOC MISC; figures are left out

Exit status:
  0  all is well
  1  some input could not be read; the rest was done
  2  the command line was wrong"#;

/// Runs the command; whether all input could be read.
pub(crate) fn run(arguments: Arguments) -> io::Result<bool> {
    let jobs =
        arguments.jobs.map_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get);
    let files = if arguments.files.is_empty() { vec![PathBuf::from("-")] } else { arguments.files };
    let inputs = documents::Inputs::new(files, arguments.input);
    let model = match documents::model(arguments.model.as_deref()) {
        Ok(model) => model,
        Err(error) => {
            writeln!(io::stderr(), "postil: {error}")?;
            return Ok(false);
        }
    };
    let personal = match documents::personal(arguments.personal.as_deref()) {
        Ok(personal) => personal,
        Err(error) => {
            writeln!(io::stderr(), "postil: {error}")?;
            return Ok(false);
        }
    };
    let shape = (arguments.labels, arguments.min_confidence);
    let work = move |input| line(input, shape, arguments.ref_date, model.as_ref(), &personal);
    pipeline::run(inputs, work, jobs, &mut io::stdout().lock(), &mut io::stderr().lock())
}

/// The output line of one document, or what is wrong with it.
fn line(
    input: Input,
    shape: (LabelSet, f32),
    ref_date: Option<RefDate>,
    model: Option<&Model>,
    personal: &Personal,
) -> Done {
    let (labels, min_confidence) = shape;
    let source = input.parse()?;
    let text = Text::new(postil_engine::text::lf(&source.text).as_ref());
    let blocks = structure(text.as_str());
    let options = documents::options(&text, &blocks, source.ref_date.or(ref_date), model);
    let options = Options { personal: personal.clone(), ..options };
    let document = document(&text, blocks, &options, labels, min_confidence);
    let mut body = Vec::new();
    write_line(&mut body, &source.id, &document).map_err(|error| error.to_string())?;
    Ok(body)
}
