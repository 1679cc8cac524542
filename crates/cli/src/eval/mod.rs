//! `postil eval`: measures the engine against texts that readers have marked. One nested command a kind of gold; what
//! they have in common is here: files in, cases shared out among the processors, tables and losses out.

mod entities;
mod figures;
mod gold;
mod table;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Subcommand};
use postil_engine::Text;

/// Measure what is found against gold: texts marked by hand
#[derive(Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    gold: Gold,
}

#[derive(Subcommand)]
enum Gold {
    Entities(entities::Entities),
    Figures(figures::Figures),
}

/// The files of any kind of gold.
#[derive(Args)]
struct Files {
    /// Gold files, JSON Lines
    #[arg(value_name = "GOLD", required = true)]
    files: Vec<PathBuf>,
    /// Also list the first N losses: what was missed, is spurious, or is not as marked
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

/// Runs the command; whether all files could be used.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    match &arguments.gold {
        Gold::Entities(arguments) => entities::run(arguments, &mut out),
        Gold::Figures(arguments) => figures::run(arguments, &mut out),
    }
}

/// A case's text as the engine saw it, its counts and losses.
type Measured<Tally, Loss> = (Text, Tally, Vec<Loss>);

/// How gold of one kind is read, measured and shown.
trait Measure {
    type Case;
    type Tally: Default;
    type Loss;

    /// The case on a line, which stands at `place`, or what is wrong with it.
    fn case(&self, line: &str, place: String) -> Result<Self::Case, String>;

    /// Measures the cases of a file, in order.
    fn measure(&self, cases: &[Self::Case]) -> Vec<Measured<Self::Tally, Self::Loss>>;

    /// Adds the counts of a case or file to those of others.
    fn add(total: &mut Self::Tally, counts: &Self::Tally);

    /// Writes the table of one file, or of all.
    fn table(out: &mut impl Write, name: &str, tally: &Self::Tally) -> io::Result<()>;

    /// Writes one loss.
    fn loss(out: &mut impl Write, case: &Self::Case, text: &Text, loss: &Self::Loss) -> io::Result<()>;
}

/// Measures file after file; whether all could be used.
fn run_over<M: Measure>(measure: &M, gold: &Files, out: &mut impl Write) -> io::Result<bool> {
    let (mut total, mut measured, mut left) = (M::Tally::default(), 0, gold.errors);
    for path in &gold.files {
        let cases = match gold::read(path, |line, place| measure.case(line, place)) {
            Ok(cases) => cases,
            Err(messages) => {
                messages.iter().for_each(|message| eprintln!("postil: {message}"));
                continue;
            }
        };
        let mut tally = M::Tally::default();
        let results = measure.measure(&cases);
        results.iter().for_each(|(_, counts, _)| M::add(&mut tally, counts));
        if measured > 0 {
            writeln!(out)?;
        }
        M::table(out, &path.display().to_string(), &tally)?;
        let losses = cases
            .iter()
            .zip(&results)
            .flat_map(|(case, (text, _, losses))| losses.iter().map(move |loss| (case, text, loss)));
        for (case, text, loss) in losses.take(left) {
            M::loss(out, case, text, loss)?;
            left -= 1;
        }
        M::add(&mut total, &tally);
        measured += 1;
    }
    if measured > 1 {
        writeln!(out)?;
        M::table(out, "all files", &total)?;
    }
    out.flush()?;
    Ok(measured == gold.files.len())
}

/// Works on all cases, a share of them on each processor; results are in the order of the cases.
fn each<Case: Sync, Result: Send>(cases: &[Case], one: impl Fn(&Case) -> Result + Sync) -> Vec<Result> {
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = cases.len().div_ceil(jobs).max(1);
    let mut parts: Vec<Vec<Result>> = cases.chunks(share).map(|_| Vec::new()).collect();
    thread::scope(|scope| {
        for (part, cases) in parts.iter_mut().zip(cases.chunks(share)) {
            scope.spawn(|| *part = cases.iter().map(&one).collect());
        }
    });
    parts.into_iter().flatten().collect()
}
