//! `cargo xtask crash`: ends the browser in the middle of work, again and again, and looks whether anything is lost.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use postil_browser::crash;

use crate::build::{self, Profile};
use crate::cargo;
use crate::site::Site;

/// Does it `runs` times, the first with `seed` and each with the next one.
pub(crate) fn crashes(runs: u64, seed: Option<u64>) -> Result<()> {
    let by_clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let first = seed.unwrap_or_else(by_clock);
    let dist = cargo::root().join("dist");
    build::page(Profile::Release, true, &dist)?;
    let site = Site::start(&dist)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut made, mut saved, mut more, mut failed) = (0, 0, 0, Vec::new());
    for seed in first..first + runs {
        match runtime.block_on(crash(&site.driver.url(), site.driver.folder(), site.url(), seed)) {
            Ok(done) => {
                println!(
                    "seed {seed}: {:?} in {:?} after {} actions; {} saved, {} kept",
                    done.end, done.during, done.made, done.saved, done.kept
                );
                made += done.made;
                saved += done.saved;
                more += done.kept.saturating_sub(done.saved);
            }
            Err(error) => {
                println!("seed {seed}: FAILED: {error:#}");
                failed.push(seed);
            }
        }
    }
    println!(
        "\n{runs} runs from seed {first}: {made} actions, {saved} said to be saved, {more} more kept, {} failed",
        failed.len()
    );
    if failed.is_empty() {
        return Ok(());
    }
    bail!("what was saved was not there, or not whole. Repeat with `cargo xtask crash --runs 1 --seed {}`", failed[0])
}
