//! `cargo xtask fuzz`: detection on texts that nobody would write, and readers on broken files. What is tried and what must
//! hold is in `crates/trials/src/bin/fuzz` and `crates/fuzz`; both are built to run fast, with checks of overflow, and with
//! panics that can be caught.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::assets;
use crate::cargo::{self, cargo, run};

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// Detection
    Engine,
    /// The readers of all formats
    Readers,
    /// The reader of our own files and label sets
    Native,
    /// Web pages, Markdown and text as articles
    Article,
    /// Archives and files that belong together
    Bundle,
    /// The stored work
    Journal,
    /// All that reads, by turns
    All,
}

/// Fuzzes for some minutes. The engine gets texts from the files beside those that are made up; without files, the gold
/// texts.
pub(crate) fn fuzz(target: Target, minutes: f64, seed: Option<u64>, files: &[PathBuf]) -> Result<()> {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let (minutes, seed) = (minutes.to_string(), seed.unwrap_or_else(now).to_string());
    let program = |package| ["run", "--quiet", "--profile", "fuzz", "--package", package, "--bin"];
    if target != Target::Engine {
        ensure!(files.is_empty(), "only the engine takes files; those of the other targets are in crates/fuzz/corpus");
        let name = target.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let mut command = cargo(&program("postil-fuzz"));
        command.args(["postil-fuzz", "--", &name, &minutes, &seed]);
        return run(&mut command, "fuzzing");
    }
    let own = if files.is_empty() { assets::files(&cargo::root().join("tests/gold"))? } else { Vec::new() };
    let here = std::env::current_dir()?; // cargo runs in the project's folder
    let files = files.iter().map(|file| here.join(file)).chain(own);
    let mut command = cargo(&program("postil-trials"));
    command.args(["fuzz", "--", &minutes, &seed]).args(files);
    run(&mut command, "fuzzing")
}
