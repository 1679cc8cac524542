//! What the page weighs: raw, and as hosts send it (gzip, brotli).

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{assets, single};

/// What module, scripts and styles may weigh together, in bytes after brotli: 350,000 for the page with names and the
/// first figures, 30,000 for figures that say dates, amounts and durations of any form in words and in digits, 32,000
/// for names by a model (the tagger's code, the threshold, the choice of a model, and why a mark is there), and 158,000
/// for correcting: commands, palette and keys of one's own (20,000), teaching and finding with its expressions
/// (50,000), label sets and attributes (50,000), what looks wrong, links and relations (38,000); and 42,000 for storing
/// changes instead of documents (reading and writing changes, steps and snapshots, what is damaged, the layout of
/// before), 37,000 for files of other tools (the dialogs for saving and opening them, what is remembered of these, the
/// way to the worker), 22,000 for keeping work (several tabs, storage that fails, backups, the history in words), 4,000
/// for use without network and from disk (the service worker, new versions, the ways to what is inside the page), 3,000
/// for the note on what the page can do (what was asked for, the policy, what is kept), 27,000 for the library of many
/// articles (the list with search, sorting and what is done to many at once, and progress), 3,000 for rehearsing the
/// first article, 22,000 for projects (a store for each, their register, guidelines, copies in a folder or a file),
/// 18,000 for doing in steps what takes long (reading, writing and proving large files of ours and what is stored,
/// looking for what looks wrong and for other mentions, following a change, an article in sections), 2,000 for saying
/// in plain words what is wrong with a file and what is done about marks that a file leaves out, and 10,000 for what a
/// person is in the middle of (fields that keep what is typed, values that go with their words, what is heard of the
/// mark in hand, work that waits for its turn to be stored).
const BUDGET_BROTLI: usize = 761_000;

/// What the worker's module and scripts may weigh, in bytes after brotli. They come only when somebody saves or opens a file
/// of another tool. Built for speed (`opt-level = "s"`, not "z"): 470,000, 18,000 for the many shapes of other tools' files
/// (short exports, numbered columns, slots of UIMA, files wrapped in others) and for what to say of broken ones, 20,000
/// for reading and writing each kind of file in pieces, and 30,000 for WebAnno TSV, UIMA's JSON of before, HTML and dialogues
/// of Label Studio, and predictions in the words of more libraries.
const WORKER_BROTLI: usize = 538_000;

/// How the names of the worker's files begin.
const OF_WORKER: [&str; 2] = ["exchange", "worker"];

/// Bytes of one file or of several.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Sums over modules, scripts and styles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Total {
    page: Size,
    worker: Size,
}

/// Prints the size of each file in `dir` and returns the sums.
pub(crate) fn report(dir: &Path) -> Result<Total> {
    println!("Weighing ...");
    println!("{:<36} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    let mut total = Total::default();
    for file in assets::files(dir)? {
        let name = assets::relative(dir, &file)?;
        // Packed already, and with a budget of its own.
        if name == single::NAME {
            continue;
        }
        let size = weigh(&fs::read(&file)?)?;
        print_row(&name, size);
        if [".wasm", ".js", ".css"].iter().any(|end| name.ends_with(end)) {
            let is_worker = OF_WORKER.iter().any(|start| name.starts_with(start));
            let sum = if is_worker { &mut total.worker } else { &mut total.page };
            sum.raw += size.raw;
            sum.gzip += size.gzip;
            sum.brotli += size.brotli;
        }
    }
    print_row("wasm + js + css", total.page);
    print_row("the worker, when first needed", total.worker);
    println!("(names.txt, en.model and sample.txt are data: the page works before they have arrived)");
    Ok(total)
}

/// An error when the page or the worker weighs more than its budget.
pub(crate) fn check_budgets(total: Total) -> Result<()> {
    check_budget("page", total.page, BUDGET_BROTLI, "BUDGET_BROTLI")?;
    check_budget("worker", total.worker, WORKER_BROTLI, "WORKER_BROTLI")
}

fn check_budget(what: &str, size: Size, budget: usize, name: &str) -> Result<()> {
    ensure!(
        size.brotli <= budget,
        "the {what} weighs {} bytes after brotli, {} over its budget of {budget}; make it smaller, \
         or raise {name} in xtask/src/sizes.rs and say why",
        size.brotli,
        size.brotli - budget
    );
    println!("Budget of the {what}: {} of {budget} bytes after brotli", size.brotli);
    Ok(())
}

fn print_row(name: &str, size: Size) {
    println!("{name:<36} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
}

/// Sizes at the strongest setting of each, as a host with compressed copies sends them.
fn weigh(content: &[u8]) -> Result<Size> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    let mut brotli = Vec::new();
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*content, &mut brotli, &params)?;
    Ok(Size { raw: content.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_holds() {
        let size = |brotli| Size { raw: 0, gzip: 0, brotli };
        let both = |page, worker| check_budgets(Total { page: size(page), worker: size(worker) });
        assert!(both(BUDGET_BROTLI, WORKER_BROTLI).is_ok());
        assert!(both(BUDGET_BROTLI + 1, 0).is_err());
        assert!(both(0, WORKER_BROTLI + 1).is_err());
    }
}
