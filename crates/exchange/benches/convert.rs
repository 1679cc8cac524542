//! Bytes of text a second, over writing with its proof and over reading, for each format: a hundred documents of 5 kB with 80
//! marks each. Run with `cargo bench -p postil-exchange`; `-- export`, `-- import` or `-- export/spacy` runs a part. The
//! times are those that the thread has worked.

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::default_labels;
use postil_exchange::{FORMATS, Options, export, import};
use postil_trials::{marked, worked};

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

fn convert(criterion: &mut Criterion<Worked>) {
    let (documents, labels, options) = (marked(100, 5_000, 80), default_labels(), Options::default());
    let bytes = documents.iter().map(|document| document.text.as_str().len() as u64).sum();
    for what in ["export", "import"] {
        let mut group = criterion.benchmark_group(what);
        group.sample_size(10).throughput(Throughput::Bytes(bytes));
        for format in FORMATS.iter().filter(|format| format.writes() && format.reads()) {
            let written = export(format, &documents, &labels, &options);
            let written = match written {
                Ok(written) => written,
                Err(error) => {
                    println!("{}: {error}", format.id);
                    continue;
                }
            };
            group.bench_function(format.id, |bench| match what {
                "export" => bench.iter(|| export(format, black_box(&documents), &labels, &options).map(|it| it.report)),
                _ => bench.iter(|| import(black_box(&written.files), Some(format), "d").map(|it| it.findings)),
            });
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Worked);
    targets = convert
}
criterion_main!(benches);
