//! Characters per second of the figures alone and of the whole detection, on a generated text like news from 1 kB to
//! 5 MB: the rate should not depend on the size. Then of figures in texts that are one thing over and over, where it
//! should not either. Run with `cargo bench -p postil-engine`; `-- figures` or `-- hostile` runs a part. The times are
//! those that the thread has worked.

use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::{Options, detect, figures};
use postil_trials::{HOSTILE, hostile, news, worked};

/// Measures the time that the thread has worked, so that other programs change little.
struct Worked;

impl Measurement for Worked {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        worked()
    }

    fn end(&self, start: Duration) -> Duration {
        worked().saturating_sub(start)
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        static WALL: WallTime = WallTime;
        WALL.formatter()
    }
}

fn throughput(text: &str) -> Throughput {
    Throughput::ElementsAndBytes { elements: text.chars().count() as u64, bytes: text.len() as u64 }
}

/// Elements are characters.
fn speed(criterion: &mut Criterion<Worked>) {
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

fn linear(criterion: &mut Criterion<Worked>) {
    let options = Options::default();
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    group.measurement_time(Duration::from_millis(300));
    for (name, size) in HOSTILE.iter().flat_map(|row| [10_000, 100_000, 1_000_000].map(|size| (row.0, size))) {
        let Some(text) = hostile(name, size) else { continue };
        group.throughput(throughput(&text));
        group.bench_with_input(BenchmarkId::new(name, size), &text, |bench, text| {
            bench.iter(|| figures(text, &options).len());
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Worked);
    targets = speed, linear
}
criterion_main!(benches);
