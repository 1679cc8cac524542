//! Fuzzing, run by `cargo xtask fuzz`: `fuzz MINUTES SEED FILE...`. Makes texts in several ways, checks the laws of
//! detection on each and times it. What breaks a law is cut down and printed with the seed; so is what costs many times
//! the median a byte, and more the longer it is. The same seed makes the same texts.

mod inputs;
mod laws;
mod pace;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use inputs::Inputs;
use pace::Pace;

/// So many failures of one kind are cut down and printed.
const PRINTED: usize = 3;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let minutes = arguments.next().and_then(|text| text.parse::<f64>().ok()).unwrap_or(1.0);
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut seeds = Vec::new();
    for file in arguments {
        match fs::read(&file) {
            Ok(bytes) => seeds.push(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    // What a panic says is kept and printed with the text that it comes from.
    panic::set_hook(Box::new(|info| laws::note_panic(&info.to_string())));
    run(Duration::from_secs_f64(minutes * 60.0), seed, seeds)
}

fn run(length: Duration, seed: u64, seeds: Vec<String>) -> ExitCode {
    let start = Instant::now();
    let mut inputs = Inputs::new(seed, seeds);
    let mut pace = Pace::default();
    let mut made: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    let mut minute = 0;
    println!(
        "Fuzzing for {:.1} minutes with seed {seed}, {} words, {} texts ...",
        length.as_secs_f64() / 60.0,
        inputs.words(),
        inputs.texts()
    );
    while start.elapsed() < length {
        let (strategy, text) = inputs.next();
        let row = made.entry(strategy).or_default();
        *row = (row.0 + 1, row.1 + text.len() as u64);
        let failure = laws::check(&text).err().or_else(|| pace.check(&text));
        if let Some(failure) = failure {
            let count = broken.entry(failure.kind.clone()).or_default();
            *count += 1;
            if *count <= PRINTED {
                let small = laws::smaller(text, &failure.kind, &mut pace);
                println!("BROKEN {} (seed {seed}, {strategy}): {}\n  {small:?}", failure.kind, failure.detail);
            }
        }
        if start.elapsed().as_secs() / 60 > minute {
            minute = start.elapsed().as_secs() / 60;
            report(minute, &made, &pace);
        }
    }
    report(minute, &made, &pace);
    for (strategy, (count, bytes)) in &made {
        println!("  {strategy:<10} {count:>10} texts {bytes:>14} bytes");
    }
    for (kind, count) in &broken {
        println!("  broken {count:>7} times: {kind}");
    }
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(minute: u64, made: &BTreeMap<&str, (u64, u64)>, pace: &Pace) {
    let (texts, bytes) = made.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    println!("{minute:>4} min: {texts} texts, {bytes} bytes, {:.0} ns a byte (median)", pace.median());
}
