//! The `postil` command: the page's engine on the command line. One module a sub-command; this file only chooses.

mod convert;
mod detect;
mod documents;
mod eval;
mod formats;
mod pipeline;
mod profile;
mod serve;
mod validate;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Many small pieces of many files, on several threads: what glibc makes of that costs half of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Finds entities and figures in English articles: the engine of the Postil page on the command line.
#[derive(Parser)]
#[command(name = "postil", version, arg_required_else_help = true, max_term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Detect(detect::Arguments),
    Convert(convert::Arguments),
    Validate(validate::Arguments),
    Formats(formats::Arguments),
    Eval(eval::Arguments),
    Serve(serve::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Detect(arguments) => detect::run(arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Formats(arguments) => formats::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever was reading has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Where the complaint cannot be written either, the status must do.
            let _ = writeln!(io::stderr(), "postil: cannot write: {error}");
            ExitCode::from(1)
        }
    }
}
