//! Runs a list of tests, one after the other, in one browser. Cargo's own runner starts a runtime for each test, and a
//! browser's connection does not outlive the runtime that it was made in.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, panic};

use anyhow::{Context, Result, bail};

use crate::browser::{Browser, Kind, Recording};
use crate::page::Page;
use crate::{ACTIONS_VARIABLE, BROWSER_VARIABLE, DRIVER_VARIABLE, FOLDER_VARIABLE, URL_VARIABLE};

/// How long one test may take.
const LIMIT: Duration = Duration::from_secs(180);

/// How much longer for each action that was asked for.
const ACTION: Duration = Duration::from_millis(250);

type Outcome = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A test: its name, and a function that takes a page which is not opened yet.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    name: &'static str,
    body: fn(Page) -> Outcome,
}

impl Test {
    /// A test; [`crate::tests`] makes them from a list of `async fn(Page) -> Result<()>`.
    #[must_use]
    pub fn new(name: &'static str, body: fn(Page) -> Outcome) -> Self {
        Self { name, body }
    }
}

/// Makes a list of tests from paths of `async fn(Page) -> anyhow::Result<()>`.
#[macro_export]
macro_rules! tests {
    ($($test:path),* $(,)?) => {
        vec![$($crate::Test::new(stringify!($test), |page| Box::pin($test(page)))),*]
    };
}

/// Runs the tests whose name holds one of the program's arguments (all, when there is none) and prints a line for each
/// and `N passed, N failed`. Pictures of failed tests go to `pictures`. `chromium_only` names the tests that other browsers
/// leave out, with the reason.
#[must_use]
pub fn run(tests: &[Test], chromium_only: &[(&str, &str)], pictures: &Path) -> ExitCode {
    if let Some((name, _)) = chromium_only.iter().find(|(name, _)| tests.iter().all(|test| test.name != *name)) {
        return fail(&anyhow::anyhow!("{name} is marked as for Chromium only, and there is no such test"));
    }
    let kind = match env::var(BROWSER_VARIABLE).as_deref() {
        Ok("firefox") => Kind::Firefox,
        _ => Kind::Chromium,
    };
    let filters: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |test: &&Test| filters.is_empty() || filters.iter().any(|filter| test.name.contains(filter.as_str()));
    let mut tests: Vec<Test> = tests.iter().filter(chosen).copied().collect();
    if kind == Kind::Firefox {
        for (name, reason) in chromium_only.iter().filter(|(name, _)| tests.iter().any(|test| test.name == *name)) {
            println!("left out in Firefox: {name}, {reason}");
        }
        tests.retain(|test| chromium_only.iter().all(|(name, _)| test.name != *name));
    }
    // A failed assertion says what and where; the way through the runtime to it is of no use.
    panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            println!("    assertion at {place}");
        }
    }));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(run_all(&tests, kind, pictures)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}

/// Runs the tests and returns how many failed.
async fn run_all(tests: &[Test], kind: Kind, pictures: &Path) -> Result<usize> {
    let [url, driver, folder] = [URL_VARIABLE, DRIVER_VARIABLE, FOLDER_VARIABLE].map(setting);
    let (url, driver, folder) = (url?, driver?, PathBuf::from(folder?));
    if tests.is_empty() {
        bail!("no test has such a name");
    }
    println!("running {} tests in {kind:?} at {url}", tests.len());
    let browser = match kind {
        Kind::Chromium => Browser::start(&driver, &folder, Recording::On).await?,
        Kind::Firefox => Browser::start_firefox(&driver, &folder).await?,
    };
    let mut failed = Vec::new();
    for test in tests {
        let started = Instant::now();
        let page = browser.page(&url).await?;
        let outcome = run_one(test, &page).await;
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => println!("test {} ... ok ({seconds:.1} s)", test.name),
            Err(error) => {
                println!("test {} ... FAILED ({seconds:.1} s)\n    {error:#}", test.name);
                report(test, &page, pictures).await;
                failed.push(test.name);
            }
        }
    }
    browser.quit().await?;
    if !failed.is_empty() {
        println!("\nfailed: {}", failed.join(", "));
    }
    println!("\n{} passed, {} failed", tests.len() - failed.len(), failed.len());
    Ok(failed.len())
}

/// Runs one test in a task of its own, so that a failed assertion ends the test and not the run.
async fn run_one(test: &Test, page: &Page) -> Result<()> {
    let task = tokio::spawn((test.body)(page.clone()));
    let stop = task.abort_handle();
    let actions = env::var(ACTIONS_VARIABLE).ok().and_then(|actions| actions.parse::<u32>().ok());
    let limit = LIMIT + ACTION * actions.unwrap_or_default();
    match tokio::time::timeout(limit, task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => {
            let panic = panic.try_into_panic().map_err(anyhow::Error::from)?;
            let text = panic.downcast_ref::<String>().cloned();
            bail!(text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
        }
        Err(_) => {
            stop.abort();
            bail!("it took more than {} s", limit.as_secs())
        }
    }
}

/// Says what the console and the page show after a failed test. What cannot be had is left out.
async fn report(test: &Test, page: &Page, pictures: &Path) {
    for line in page.console_errors().await.unwrap_or_default() {
        println!("    console: {line}");
    }
    let picture = pictures.join(format!("{}.png", test.name.replace("::", "-")));
    if page.screenshot(&picture).await.is_ok() {
        println!("    picture: {}", picture.display());
    }
}

fn setting(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is not set: the browser tests are run by `cargo xtask test`"))
}
