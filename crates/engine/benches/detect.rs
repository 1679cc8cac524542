//! Characters per second of the whole detection, on a generated text like news at three sizes: the rate should not
//! depend on the size. Run with `cargo bench -p postil-engine`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::{Options, detect};

/// Sentences with places for numbers, names and days.
const SENTENCES: &[&str] = &[
    "{name} said on {day} that annual revenue rose {n}.4% to ${n}.27 billion, helped by more than {m} new store openings.",
    "The retailer expects sales growth of between {n}% and {m}% in fiscal 2026, and said it would close two dozen warehouses.",
    "\"We are pleased with what the teams have done,\" said {name}, {n}, who has led the company since March 2021.",
    "The court heard that the driver was doing {m}mph when he hit the wall at about 5.{m}pm near the old station.",
    "Nobody at {name} was available for comment, but people who know the matter say that talks are still going on.",
    "Forecasters expect highs of {n} to {m} degrees Celsius until {day}, with several thousand homes still without power.",
    "It is not the first time that the council has had to think again about the plans for the riverside and its market.",
    "He was jailed for nine years and four months and must serve at least two-thirds, the judge told the court on {day}.",
];
const NAMES: &[&str] = &["Harrow & Pike", "Mara Singh", "Veloce", "Eleanor Marsh", "the Norvane group"];
const DAYS: &[&str] = &["Thursday", "12 May", "June 3", "Monday", "yesterday"];

/// A text of at least `size` bytes; the same every time.
fn news(size: usize) -> String {
    let mut text = String::with_capacity(size + 1024);
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    while text.len() < size {
        for _ in 0..4 {
            let sentence = SENTENCES[next(SENTENCES.len())]
                .replace("{name}", NAMES[next(NAMES.len())])
                .replace("{day}", DAYS[next(DAYS.len())])
                .replace("{n}", &(10 + next(30)).to_string())
                .replace("{m}", &(40 + next(19)).to_string());
            text.push_str(&sentence);
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

fn speed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("detect");
    group.sample_size(10);
    for (name, size) in [("1 kB", 1_000), ("100 kB", 100_000), ("5 MB", 5_000_000)] {
        let text = news(size);
        group.throughput(Throughput::Elements(text.chars().count() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
            bench.iter(|| detect(text, &Options::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
