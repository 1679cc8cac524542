//! Bytes of text a second, over writing with its proof and over reading, for each format: a hundred documents of 5 kB with 80
//! marks each. Run with `cargo bench -p postil-exchange`; `-- export`, `-- import` or `-- export/spacy` runs a part. The
//! times are those that the thread has worked.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use postil_engine::{Annotation, Document, Source, Status, Text, default_labels, structure};
use postil_exchange::{FORMATS, Options, export, import};
use postil_trials::{news, worked};

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

const DOCUMENTS: usize = 100;
const BYTES: usize = 5_000;
const MARKS: usize = 80;

/// Articles like news, each another piece of one long text, with marks on words here and there.
fn documents() -> Vec<Document> {
    let long = news(DOCUMENTS * BYTES * 2);
    let labels = default_labels();
    let mut rest = long.as_str();
    let mut documents = Vec::new();
    while documents.len() < DOCUMENTS {
        let end = rest.floor_char_boundary(BYTES);
        let (text, after) = rest.split_at(end);
        rest = after;
        let text = Text::new(text);
        let words: Vec<_> = text.as_str().split_ascii_whitespace().filter(|word| word.len() > 3).collect();
        let base = text.as_str().as_ptr() as usize;
        let step = (words.len() / MARKS).max(1);
        let annotations = words.iter().step_by(step).take(MARKS).zip(1..).filter_map(|(word, id)| {
            let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
            let start = word.as_ptr() as usize - base;
            Some(Arc::new(Annotation {
                id,
                span: text.span(start, start + word.len()).filter(|span| !span.is_empty())?,
                fragments: Vec::new(),
                label: Arc::clone(&labels.get(id as usize % labels.len())?.name),
                status: Status::Accepted,
                source: Source::Human,
                confidence: None,
                entity: None,
                value: None,
                note: None,
                attributes: Vec::new(),
            }))
        });
        let annotations = Arc::new(annotations.collect());
        let id = format!("d{}", documents.len() + 1);
        let blocks = structure(text.as_str()).into();
        documents.push(Document { annotations, next_id: 1_000, ..Document::new(&id, &id, text, blocks) });
    }
    documents
}

fn convert(criterion: &mut Criterion<Worked>) {
    let (documents, labels, options) = (documents(), default_labels(), Options::default());
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
