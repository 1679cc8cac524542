//! Fuzzing of all that reads, run by `cargo xtask fuzz --target NAME`: `postil-fuzz TARGET MINUTES SEED`. Takes the files of
//! `corpus` and those that the writers make of a hard article, breaks them by chance, and checks the laws of a target: no
//! panic, memory in proportion to the bytes, what is accepted survives writing and reading. What breaks a law is cut down
//! and printed with its seed. The same seed makes the same files.

mod chance;
mod corpus;
#[cfg(feature = "journal")]
mod journal;
mod readers;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, panic};

use chance::Chance;
use peak_alloc::PeakAlloc;
use postil_exchange::Part;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// So many failures of one kind are cut down and printed.
const PRINTED: usize = 2;
/// How long one file is cut down.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is broken: what kind of failure it is, the same for all files that show it, and how it shows.
pub(crate) struct Failure {
    pub(crate) kind: String,
    pub(crate) detail: String,
}

pub(crate) fn failure(kind: impl Into<String>, detail: impl Into<String>) -> Failure {
    Failure { kind: kind.into(), detail: detail.into() }
}

/// Something that reads files.
struct Target {
    name: &'static str,
    /// The files to begin with.
    seeds: fn() -> Vec<Part>,
    /// Makes another file of one, with pieces of the others.
    change: fn(&mut Chance, &Part, &[Part]) -> Part,
    /// Reads it; the first law that does not hold.
    check: fn(&Part) -> Result<(), Failure>,
}

const TARGETS: &[Target] = &[
    Target { name: "readers", seeds: corpus::annotated, change: chance::broken, check: readers::annotated },
    Target { name: "native", seeds: corpus::native, change: chance::broken, check: readers::native },
    Target { name: "article", seeds: corpus::articles, change: chance::broken, check: readers::article },
    Target { name: "bundle", seeds: corpus::bundles, change: chance::broken, check: readers::bundle },
    #[cfg(feature = "journal")]
    Target { name: "journal", seeds: journal::seeds, change: journal::broken, check: journal::check },
];

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let minutes = arguments.next().and_then(|text| text.parse::<f64>().ok()).unwrap_or(1.0);
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let chosen: Vec<_> = TARGETS.iter().filter(|target| name == "all" || target.name == name).collect();
    if chosen.is_empty() {
        let known = TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
        eprintln!("There is no target \"{name}\". These are: {known}, all.");
        return ExitCode::FAILURE;
    }
    panic::set_hook(Box::new(|info| PANIC.with(|place| *place.borrow_mut() = info.to_string())));
    let length = Duration::from_secs_f64(minutes * 60.0 / chosen.len() as f64);
    let broken = chosen.into_iter().filter(|target| !run(target, length, seed)).count();
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target; whether all laws held.
fn run(target: &Target, length: Duration, seed: u64) -> bool {
    let start = Instant::now();
    let seeds = (target.seeds)();
    let mut chance = Chance::new(seed);
    let (mut files, mut bytes) = (0_u64, 0_u64);
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    println!(
        "{}: {:.1} minutes with seed {seed}, {} files to begin with",
        target.name,
        length.as_secs_f64() / 60.0,
        seeds.len()
    );
    let mut next = seeds.iter().cloned();
    while start.elapsed() < length {
        let file = next.next().unwrap_or_else(|| {
            let from = &seeds[chance.below(seeds.len())];
            (target.change)(&mut chance, from, &seeds)
        });
        (files, bytes) = (files + 1, bytes + file.bytes.len() as u64);
        let Err(failure) = caught(target, &file) else { continue };
        let count = broken.entry(failure.kind.clone()).or_default();
        *count += 1;
        if *count <= PRINTED {
            let small = smaller(target, &file, &failure.kind);
            let shown = small.bytes.escape_ascii();
            println!("BROKEN {} (seed {seed}, {}): {}\n  {shown}", failure.kind, small.name, failure.detail);
        }
    }
    println!("{}: {files} files, {bytes} bytes", target.name);
    for (kind, count) in &broken {
        println!("  broken {count:>7} times: {kind}");
    }
    broken.is_empty()
}

fn caught(target: &Target, file: &Part) -> Result<(), Failure> {
    panic::catch_unwind(|| (target.check)(file)).unwrap_or_else(|_| {
        let message = PANIC.with(|place| place.borrow().clone());
        Err(failure(message.lines().next().unwrap_or_default(), message.clone()))
    })
}

/// The file without what can be left out so that it still breaks the same law; the search ends after a while.
fn smaller(target: &Target, file: &Part, kind: &str) -> Part {
    let end = Instant::now() + PATIENCE;
    let mut file = file.clone();
    let mut size = file.bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < file.bytes.len() && Instant::now() < end {
            let mut rest = file.clone();
            rest.bytes.drain(at..(at + size).min(file.bytes.len()));
            if caught(target, &rest).is_err_and(|failure| failure.kind == kind) {
                file = rest;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    file
}
