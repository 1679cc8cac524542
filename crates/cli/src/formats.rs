//! `postil formats`: the registry as a list, which the README has as a table.

use std::io::{self, Write};

use clap::Args;
use postil_exchange::{FORMATS, Format};

/// List the formats that are read and written
#[derive(Args)]
pub(crate) struct Arguments {
    /// As a table in Markdown
    #[arg(long)]
    markdown: bool,
}

/// Prints the list.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    if arguments.markdown {
        writeln!(out, "| `--from`, `--to` | format | out | in | offsets count |\n|---|---|---|---|---|")?;
    }
    for format in FORMATS {
        let mark = |is: bool| if is { "✓" } else { "" };
        let Format { id, name, description, .. } = format;
        if arguments.markdown {
            let (out_, in_) = (mark(format.writes()), mark(format.reads()));
            writeln!(out, "| `{id}` | {name}: {description} | {out_} | {in_} | {} |", units(format))?;
        } else {
            let ways = match (format.writes(), format.reads()) {
                (true, true) => "",
                (true, false) => " (out only)",
                (false, _) => " (in only)",
            };
            writeln!(out, "{id:<18} {name}: {description}{ways}")?;
        }
    }
    Ok(true)
}

fn units(format: &Format) -> String {
    let units: Vec<_> = format.units.iter().map(|unit| unit.words()).collect();
    if format.tokens.is_some() { "tokens".to_owned() } else { units.join(", ") }
}
