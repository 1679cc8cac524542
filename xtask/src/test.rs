//! `cargo xtask test`: every test there is, the browser's too.

use std::path::Path;
use std::thread;

use anyhow::Result;
use postil_browser::{
    ACTIONS_VARIABLE, BROWSER_VARIABLE, DIST_VARIABLE, DRIVER_VARIABLE, FOLDER_VARIABLE, Kind, SEED_VARIABLE,
    URL_VARIABLE,
};

use crate::build::{self, Profile};
use crate::cargo::{self, cargo, run};
use crate::site::Site;
use crate::tools;

/// The packages that drive builds and browsers. Tested by themselves: `cargo xtask` has just built all that they use, and
/// together with the rest of the workspace cargo would choose other features of it and build it a second time.
const CHORES: [&str; 2] = ["xtask", "postil-browser"];

/// Where the page under test is built.
const DIST: &str = "dist";

/// Which tests to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// All of them.
    All,
    /// Those that cargo runs by itself.
    Native,
    /// Those in the browser.
    Browser,
    /// Those in the browser, against the page that is built already.
    Built,
}

/// What the browser test of work by chance is told, when it is not the usual.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chance {
    pub(crate) actions: Option<u32>,
    pub(crate) seed: Option<u64>,
}

/// Runs the tests. `filters` are parts of names of browser tests; none means all of them.
pub(crate) fn test(which: Which, kind: Kind, filters: &[String], chance: Chance) -> Result<()> {
    if which != Which::Native {
        // First, because it is quick and the rest is not: nobody should wait for a build to learn what is missing.
        tools::driver_of(kind)?;
    }
    let builds = || build::dist(Profile::Release, Path::new(DIST), true);
    match which {
        Which::All => {
            // Each leaves a processor idle for a good part of its time. The toolchain stays as it is while it is in use.
            cargo::ready_to_publish()?;
            println!("Running the native tests, and building the page meanwhile ...");
            let (tested, built) = thread::scope(|scope| {
                let building = scope.spawn(builds);
                (native_tests(), building.join())
            });
            tested?;
            built.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        Which::Native => native_tests()?,
        Which::Browser => builds()?,
        Which::Built => {}
    }
    if which == Which::Native { Ok(()) } else { browser_tests(kind, filters, chance) }
}

fn native_tests() -> Result<()> {
    println!("Running the native tests ...");
    let others = ["test", "--workspace", "--exclude", CHORES[0], "--exclude", CHORES[1]];
    run(&mut cargo(&others), "the native tests")?;
    run(&mut cargo(&["test", "--package", CHORES[0], "--package", CHORES[1]]), "the native tests of the chores")
}

fn browser_tests(kind: Kind, filters: &[String], chance: Chance) -> Result<()> {
    let dist = cargo::root().join(DIST);
    let site = Site::start_with(&dist, kind)?;
    println!("Running the browser tests ...");
    let args = ["test", "--package", CHORES[0], "--package", CHORES[1], "--test", "browser", "--", "--nocapture"];
    let mut command = cargo(&args);
    command
        .args(filters)
        .env(URL_VARIABLE, site.url())
        .env(DIST_VARIABLE, dist)
        .env(DRIVER_VARIABLE, site.driver.url())
        .env(FOLDER_VARIABLE, site.driver.folder());
    if kind == Kind::Firefox {
        command.env(BROWSER_VARIABLE, "firefox");
    }
    let told = [(ACTIONS_VARIABLE, chance.actions.map(u64::from)), (SEED_VARIABLE, chance.seed)];
    for (name, number) in told.into_iter().filter_map(|(name, number)| Some((name, number?))) {
        command.env(name, number.to_string());
    }
    run(&mut command, "the browser tests")
}
