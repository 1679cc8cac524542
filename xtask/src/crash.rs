//! `cargo xtask crash`: ends the browser in the middle of work, again and again, and looks whether anything is lost.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use postil_browser::{Kind, Tried, crash};

use crate::build::{self, Profile};
use crate::site::{self, Site};
use crate::{CrashArgs, cargo, single};

/// Does it as often as is wanted, the first time with the seed and each with the next number.
pub(crate) fn crashes(args: &CrashArgs) -> Result<()> {
    let (runs, seed) = (args.runs, args.seed);
    let kind = if args.firefox { Kind::Firefox } else { Kind::Chromium };
    let by_clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let first = seed.unwrap_or_else(by_clock);
    let dist = cargo::root().join("dist");
    if !args.built {
        build::dist(Profile::Release, &dist, true)?;
    }
    let site = Site::start_with(&dist, kind)?;
    let from_disk = format!("file://{}", dist.join(single::NAME).display());
    let url = if args.single_file { &from_disk } else { site.url() };
    let driver = || {
        if kind == Kind::Chromium {
            return Ok((site.driver.url(), None));
        }
        site::driver_of(kind).map(|driver| (driver.url(), Some(driver)))
    };
    let tried = Tried { kind, driver: &driver, folder: site.driver.folder(), url };
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut made, mut saved, mut more, mut failed) = (0, 0, 0, Vec::new());
    for seed in first..first + runs {
        match runtime.block_on(crash(&tried, seed)) {
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
    bail!("what was saved was not there, or not whole. Repeat with `--runs 1 --seed {}`", failed[0])
}
