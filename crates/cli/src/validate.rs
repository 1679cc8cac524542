//! `postil validate`: what a file is and holds, and what is wrong with it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use postil_exchange::FindingKind;

use crate::convert::inputs::{self, ReadAs};
use crate::convert::report::{Source, append, counted};

/// Say what files hold and what is wrong with them
#[derive(Args)]
#[command(after_long_help = HELP)]
pub(crate) struct Arguments {
    /// Files, folders, .zip archives, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the files are; without it, that is seen from their content
    #[arg(long, value_name = "FORMAT", value_enum)]
    from: Option<ReadAs>,
}

const HELP: &str = r#"Each file that can be read has a line on standard output: its format, its
documents, its annotations. What is wrong goes to standard error: a file that
is in no format that is known or does not hold together, spans that do not lie
in their text, offsets that had to be put right.

Exit status:
  0  nothing is wrong
  1  something is
  2  the command line was wrong"#;

/// Runs the command; whether nothing is wrong.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let (mut stdout, mut stderr) = (io::stdout().lock(), io::stderr().lock());
    let mut all_well = true;
    let mut sources: Vec<Source> = Vec::new();
    for input in inputs::inputs(&arguments.files, arguments.from) {
        match input.read() {
            Ok(found) => append(&mut sources, Source::of(&found)),
            Err(message) => {
                all_well = false;
                writeln!(stderr, "postil: {message}")?;
            }
        }
        // A file is done when the next begins.
        while sources.len() > 1 {
            all_well &= say(&sources.remove(0), &mut stdout, &mut stderr)?;
        }
    }
    for source in &sources {
        all_well &= say(source, &mut stdout, &mut stderr)?;
    }
    Ok(all_well)
}

fn say(source: &Source, stdout: &mut impl Write, stderr: &mut impl Write) -> io::Result<bool> {
    let documents = counted(source.documents, "document");
    let annotations = counted(source.annotations, "annotation");
    writeln!(stdout, "{}: {}, {documents}, {annotations}", source.file, source.format)?;
    for words in source.findings() {
        writeln!(stderr, "postil: {words}")?;
    }
    Ok(source.findings.iter().all(|finding| finding.kind == FindingKind::Remark))
}
