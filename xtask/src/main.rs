//! The project's chores, run as `cargo xtask <chore>`.
//!
//! They need nothing but rustup on the machine; what else a chore wants (a browser, say) it installs where it may and
//! names where it may not. Everything says what it is doing, because most of it takes a while.

mod assets;
mod bench;
mod build;
mod cargo;
mod crash;
mod editing;
mod engine;
mod exporting;
mod fuzz;
mod interop;
mod leaks;
mod offline;
mod saving;
mod screenshot;
mod serve;
mod shorten;
mod single;
mod site;
mod sizes;
mod test;
mod tools;

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use postil_browser::Kind;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The project's chores",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build the page, serve it on this machine and rebuild it when a file changes
    Serve(ServeArgs),
    /// Build the page into a folder that any web host can serve, and print its sizes
    Dist(DistArgs),
    /// Run every test: native ones, then those in a browser against the built page
    Test(TestArgs),
    /// Take the README's picture of the page with its sample article
    Screenshot(ScreenshotArgs),
    /// Measure in a browser: the time from pasting an article to seeing its highlights, and the engine's speed
    Bench(BenchArgs),
    /// Load files that Postil writes with the libraries that they are for, and read files that those write
    Interop(InteropArgs),
    /// End the browser in the middle of work and look whether anything that was saved is lost
    Crash(CrashArgs),
    /// Prove that nothing leaves the page: bait, and three gates that would see it
    Leaks,
    /// Try detection on texts that nobody would write, and time it; or what reads files, on broken ones
    Fuzz(FuzzArgs),
}

#[derive(Args)]
struct ServeArgs {
    /// Port to listen on
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Address to listen on; 0.0.0.0 makes the page visible to the network
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Open the page in the default browser
    #[arg(long)]
    open: bool,
    /// Let browsers keep the page for use without network, as a published one; a change is then seen as a new version
    #[arg(long)]
    pwa: bool,
}

#[derive(Args)]
struct DistArgs {
    /// Build as `serve` does: faster to build, larger, and without the size budget
    #[arg(long, conflicts_with = "release")]
    dev: bool,
    /// Build what is published (the default)
    #[arg(long)]
    release: bool,
    /// Folder to write; replaced when it exists
    #[arg(long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    /// Add the page as one HTML file that opens from disk (postil.html)
    #[arg(long)]
    single_file: bool,
    /// Build the `postil` command with the page in it as well, which `postil serve` then serves
    #[arg(long)]
    command: bool,
}

#[derive(Args)]
struct TestArgs {
    /// Leave out the browser's tests
    #[arg(long, conflicts_with_all = ["browser_only", "filter"])]
    native_only: bool,
    /// Leave out the native tests
    #[arg(long)]
    browser_only: bool,
    /// Run the browser tests in Firefox instead of Chromium
    #[arg(long, conflicts_with = "native_only")]
    firefox: bool,
    /// Run them against the page that the last run has built
    #[arg(long, requires = "browser_only")]
    built: bool,
    /// How many actions the browser test of work by chance does
    #[arg(long)]
    actions: Option<u32>,
    /// Where its chance starts from
    #[arg(long)]
    seed: Option<u64>,
    /// Run only browser tests whose name contains one of these
    #[arg(value_name = "NAME")]
    filter: Vec<String>,
}

#[derive(Args)]
struct InteropArgs {
    /// Run only checks whose name contains one of these
    #[arg(value_name = "NAME")]
    filter: Vec<String>,
}

#[derive(Args)]
struct ScreenshotArgs {
    /// Take pictures of narrow, middle and wide views in light and dark as well
    #[arg(long)]
    all: bool,
    /// Folder for those
    #[arg(long, value_name = "DIR", default_value = "target/screenshots", requires = "all")]
    out: PathBuf,
}

#[derive(Args)]
struct BenchArgs {
    /// Page loads for each size of article
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A folder with another build of the page, as `dist` writes it: measured in the same run; with `edit`
    #[arg(long, value_name = "DIST")]
    beside: Option<PathBuf>,
    /// What to measure; without it the page and the engine
    #[arg(value_name = "PART")]
    parts: Vec<bench::Part>,
}

#[derive(Args)]
struct CrashArgs {
    /// How often
    #[arg(long, default_value_t = 20)]
    runs: u64,
    /// Where chance starts from; each run has the next number. Without one the clock gives it
    #[arg(long)]
    seed: Option<u64>,
    /// In Firefox instead of Chromium
    #[arg(long)]
    firefox: bool,
    /// With the page that is one file, opened from disk
    #[arg(long)]
    single_file: bool,
    /// With the page that the last run has built
    #[arg(long)]
    built: bool,
}

#[derive(Args)]
struct FuzzArgs {
    /// How long
    #[arg(long, default_value_t = 5.0)]
    minutes: f64,
    /// Where chance starts from: a run is repeated by its seed; without one the clock gives it
    #[arg(long)]
    seed: Option<u64>,
    /// What to try
    #[arg(long, value_name = "NAME", default_value = "engine")]
    target: fuzz::Target,
    /// For the engine: texts to cut up; without any, those of tests/gold
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let done = match Cli::parse().chore {
        Chore::Serve(args) => serve::serve(args.host, args.port, args.open, args.pwa),
        Chore::Dist(args) => {
            let profile = if args.dev { build::Profile::Serve } else { build::Profile::Release };
            build::dist(profile, &args.out, args.single_file)
                .and_then(|()| if args.command { build::command(&args.out) } else { Ok(()) })
        }
        Chore::Test(args) => {
            let which = match (args.native_only, args.browser_only, args.built) {
                (true, ..) => test::Which::Native,
                (false, true, false) => test::Which::Browser,
                (false, true, true) => test::Which::Built,
                (false, false, _) => test::Which::All,
            };
            let kind = if args.firefox { Kind::Firefox } else { Kind::Chromium };
            test::test(which, kind, &args.filter, test::Chance { actions: args.actions, seed: args.seed })
        }
        Chore::Screenshot(args) => screenshot::screenshot(args.all.then_some(args.out.as_path())),
        Chore::Crash(args) => crash::crashes(&args),
        Chore::Leaks => leaks::leaks(),
        Chore::Fuzz(args) => fuzz::fuzz(args.target, args.minutes, args.seed, &args.files),
        Chore::Interop(args) => interop::interop(&args.filter),
        Chore::Bench(args) => bench::bench(args.runs, args.beside.as_deref(), &args.parts),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
