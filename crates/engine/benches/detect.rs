//! Characters per second of the figures alone and of the whole detection, by the rules and with the model, on a generated
//! text like news from 1 kB to 5 MB: the rate should not depend on the size. Then of figures in texts that are one thing over and over, where it
//! should not either. Run with `cargo bench -p postil-engine`; `-- figures`, `-- model`, `-- hostile` or `-- personal` runs a part. The times are
//! those that the thread has worked.

use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::{Model, Options, Phrases, detect, figures, sentences, structure};
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

/// The model of the command, which is read at run time so that the rest can be measured without one.
#[allow(clippy::disallowed_methods)] // a bench is a caller of the engine
fn model() -> Option<Model> {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/en.model");
    let model = std::fs::read(FILE).map_err(|error| error.to_string());
    let model = model.and_then(|file| Model::parse(&file).map_err(|error| error.to_string()));
    model.map_err(|error| println!("Without the model: {FILE}: {error}")).ok()
}

/// Elements are characters.
fn speed(criterion: &mut Criterion<Worked>) {
    const SIZES: [(&str, usize); 5] =
        [("1 kB", 1_000), ("5 kB", 5_000), ("50 kB", 50_000), ("500 kB", 500_000), ("5 MB", 5_000_000)];
    let figures: fn(&str, &Options) -> usize = |text, options| figures(text, options).len();
    let all: fn(&str, &Options) -> usize = |text, options| detect(text, options).spans.len();
    let with_model = model().map(|model| Options { model: Some(model), ..Options::default() });
    let by_rules = Options::default();
    let cut: fn(&str, &Options) -> usize = |text, _| sentences(text, &structure(text)).len();
    let parts = [
        ("structure and sentences", cut, Some(&by_rules)),
        ("figures", figures, Some(&by_rules)),
        ("figures and names", all, Some(&by_rules)),
    ];
    for (what, find, options) in parts.into_iter().chain([("figures and names by the model", all, with_model.as_ref())])
    {
        let Some(options) = options else { continue };
        let mut group = criterion.benchmark_group(what);
        group.sample_size(10);
        for (name, size) in SIZES {
            let text = news(size);
            group.throughput(throughput(&text));
            group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
                bench.iter(|| find(text, options));
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

/// Looking for the words of a personal list: the time should not depend on how many they are.
fn personal(criterion: &mut Criterion<Worked>) {
    let text = news(1_000_000);
    let mut group = criterion.benchmark_group("personal list");
    group.sample_size(10).throughput(throughput(&text));
    for entries in [1_usize, 100, 10_000] {
        let words: Vec<String> =
            text.split(' ').take(entries).enumerate().map(|(i, word)| format!("{word} {i}")).collect();
        let phrases = Phrases::new(words.iter().map(|words| (words.as_str(), true)));
        group.bench_with_input(BenchmarkId::from_parameter(entries), &text, |bench, text| {
            bench.iter(|| phrases.find(text, 0..text.len()).count());
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Worked);
    targets = speed, linear, personal
}
criterion_main!(benches);
