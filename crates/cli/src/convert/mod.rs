//! `postil convert`: annotations from one format to another, proved before they are written.

mod choices;
pub(crate) mod inputs;
mod outputs;
pub(crate) mod report;
mod threads;
mod work;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use postil_exchange::{FORMATS, Format};

use self::choices::Choices;
use self::inputs::{ReadAs, WriteAs};
use self::report::Outcome;

/// Convert annotations from one format to another, and prove each span
#[derive(Args)]
#[command(after_long_help = HELP, override_usage = "postil convert [OPTIONS] <IN>... <OUT>")]
pub(crate) struct Arguments {
    /// What to read (files, folders, .zip archives, or `-` for standard input) and, last, where to write: a file, a folder
    /// or a .zip where there are several, or `-` for standard output
    // One list, so that options may stand between what is read and what is written.
    #[arg(value_names = ["IN", "OUT"], required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// What the input is; without it, that is seen from the content
    #[arg(long, value_name = "FORMAT", value_enum)]
    from: Option<ReadAs>,
    /// What to write; without it, the end of OUT's name says so
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Option<WriteAs>,
    /// Write what was done as JSON: counts, what the format does not say, what was found in the input
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
}

const HELP: &str = r#"Examples:
  postil convert articles.postil.json train.spacy.json
  postil convert --to spacy-json --statuses accepted work.postil.json out.json
  postil convert --profile conll --rename PRODUCT=THING in.postil.json out/
  postil convert --from text --to postil articles/ articles.postil.json
  postil detect ... | postil convert --to postil - found.postil.json

Offsets are put right while reading and counted anew, in the unit that the
format's readers count, while writing. Before a file gets its name it is read
back, and each span must cover the same words under the same label. What was
found in the input, and what the format cannot say, goes to standard error.

Formats that are one document after the other are read and written in pieces,
however long the file.

Exit status:
  0  all is well
  1  something could not be read or written, and nothing was written; or
     lines or spans were left out, which are named, and the rest was written
  2  the command line was wrong"#;

/// Runs the command; whether the files were written with all that was read.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    match convert(arguments) {
        Ok(outcome) => {
            outcome.say(&mut io::stderr().lock())?;
            if let Some(path) = &arguments.report {
                outcome.write(path)?;
            }
            Ok(outcome.is_whole())
        }
        Err(messages) => {
            let mut stderr = io::stderr().lock();
            messages.iter().try_for_each(|message| writeln!(stderr, "postil: {message}"))?;
            Ok(false)
        }
    }
}

fn convert(arguments: &Arguments) -> Result<Outcome, Vec<String>> {
    let one = |message: String| vec![message];
    let Arguments { files, from, to, report, choices } = arguments;
    let Some((out, inputs)) = files.split_last().filter(|(_, inputs)| !inputs.is_empty()) else {
        let words = "name what to read (IN) and, after it, where to write (OUT); `-` is standard output\n";
        clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, words).exit();
    };
    if outputs::is_stdout(out) && report.as_deref() == Some(Path::new("-")) {
        return Err(one("the report and the file cannot both go to standard output".to_owned()));
    }
    let to = to.map(|to| to.0).or_else(|| by_name(out)).ok_or_else(|| {
        one(format!("{}: the name does not say which format to write; use --to FORMAT", out.display()))
    })?;
    let options = choices.options();
    let inputs = inputs::inputs(inputs, *from);
    // The files of no documents say how many there are of some, and whether the options suit the format.
    let empty = postil_exchange::export(to, &[], &[], &options).map_err(|error| one(error.to_string()))?;
    // What depends on all documents needs all of them.
    let is_alike = options.split.is_none() && options.pseudonyms.is_none();
    if is_alike && to.streams && empty.files.len() == 1 && outputs::is_stream(out) {
        work::in_lots(inputs, to, &options, out)
    } else {
        work::as_whole(inputs, to, &options, out, empty.files.len() > 1)
    }
}

/// The format with the longest of those extensions that `out` ends with, when only one has it.
fn by_name(out: &Path) -> Option<&'static Format> {
    let name = out.file_name()?.to_str()?.to_lowercase();
    let fitting = || FORMATS.iter().copied().filter(|format| format.writes() && name.ends_with(format.extension));
    let longest = fitting().map(|format| format.extension.len()).max()?;
    let mut longest = fitting().filter(|format| format.extension.len() == longest);
    longest.next().filter(|_| longest.next().is_none())
}
