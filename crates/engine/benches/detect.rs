//! Characters per second of the figures alone and of the whole detection, on a generated text like news from 1 kB to
//! 5 MB: the rate should not depend on the size. Then of figures in texts that are one thing over and over, where it
//! should not either. Run with `cargo bench -p postil-engine`; `-- figures` or `-- hostile` runs a part.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::{Options, detect, figures};
use postil_trials::{HOSTILE, hostile, news};

fn throughput(text: &str) -> Throughput {
    Throughput::ElementsAndBytes { elements: text.chars().count() as u64, bytes: text.len() as u64 }
}

/// Elements are characters.
fn speed(criterion: &mut Criterion) {
    const SIZES: [(&str, usize); 5] =
        [("1 kB", 1_000), ("5 kB", 5_000), ("50 kB", 50_000), ("500 kB", 500_000), ("5 MB", 5_000_000)];
    let options = Options::default();
    for (what, find) in [
        ("figures", (|text, options| figures(text, options).len()) as fn(&str, &Options) -> usize),
        ("figures and names", |text, options| detect(text, options).spans.len()),
    ] {
        let mut group = criterion.benchmark_group(what);
        group.sample_size(10);
        for (name, size) in SIZES {
            let text = news(size);
            group.throughput(throughput(&text));
            group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
                bench.iter(|| find(text, &options));
            });
        }
        group.finish();
    }
}

fn linear(criterion: &mut Criterion) {
    let options = Options::default();
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10).warm_up_time(std::time::Duration::from_millis(100));
    group.measurement_time(std::time::Duration::from_millis(300));
    for (name, size) in HOSTILE.iter().flat_map(|row| [10_000, 100_000, 1_000_000].map(|size| (row.0, size))) {
        let Some(text) = hostile(name, size) else { continue };
        group.throughput(throughput(&text));
        group.bench_with_input(BenchmarkId::new(name, size), &text, |bench, text| {
            bench.iter(|| figures(text, &options).len());
        });
    }
    group.finish();
}

criterion_group!(benches, speed, linear);
criterion_main!(benches);
