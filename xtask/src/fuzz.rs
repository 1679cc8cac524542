//! `cargo xtask fuzz`: detection on texts that nobody would write. What is tried and what must hold is in
//! `crates/trials/src/bin/fuzz`; it is built to run fast, with checks of overflow, and with panics that can be caught.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use crate::assets;
use crate::cargo::{self, cargo, run};

/// Fuzzes for some minutes, with texts from the files beside those that are made up; without files, with the gold texts.
pub(crate) fn fuzz(minutes: f64, seed: Option<u64>, files: &[PathBuf]) -> Result<()> {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let own = if files.is_empty() { assets::files(&cargo::root().join("tests/gold"))? } else { Vec::new() };
    let here = std::env::current_dir()?; // cargo runs in the project's folder
    let files = files.iter().map(|file| here.join(file)).chain(own);
    let mut command =
        cargo(&["run", "--quiet", "--profile", "fuzz", "--package", "postil-trials", "--bin", "fuzz", "--"]);
    command.arg(minutes.to_string()).arg(seed.unwrap_or_else(now).to_string()).args(files);
    run(&mut command, "fuzzing")
}
