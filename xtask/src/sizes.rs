//! What the page weighs: raw, and as hosts send it (gzip, brotli).

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::assets;

/// What module, scripts and styles may weigh together, in bytes after brotli: 350,000 for the page with names and the
/// first figures, 30,000 for figures that say dates, amounts and durations of any form in words and in digits, 32,000 for
/// names by a model (the tagger's code, the threshold, the choice of a model, and why a mark is there), and 158,000 for
/// correcting: commands, palette and keys of one's own (20,000), teaching and finding with its expressions (50,000), label
/// sets and attributes (50,000), what looks wrong, links and relations (38,000); and 42,000 for storing changes instead of
/// documents (reading and writing changes, steps and snapshots, what is damaged, the layout of before).
const BUDGET_BROTLI: usize = 612_000;

/// Bytes of one file or of several.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the size of each file in `dir` and returns the sum over module, scripts and styles.
pub(crate) fn report(dir: &Path) -> Result<Size> {
    println!("Weighing ...");
    println!("{:<36} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    let mut total = Size::default();
    for file in assets::files(dir)? {
        let name = assets::relative(dir, &file)?;
        let size = weigh(&fs::read(&file)?)?;
        print_row(&name, size);
        if [".wasm", ".js", ".css"].iter().any(|end| name.ends_with(end)) {
            total.raw += size.raw;
            total.gzip += size.gzip;
            total.brotli += size.brotli;
        }
    }
    print_row("wasm + js + css", total);
    println!("(names.txt, en.model and sample.txt are data: the page works before they have arrived)");
    Ok(total)
}

/// An error when the page weighs more than its budget.
pub(crate) fn check_budget(total: Size) -> Result<()> {
    ensure!(
        total.brotli <= BUDGET_BROTLI,
        "the page weighs {} bytes after brotli, {} over its budget of {BUDGET_BROTLI}; make it smaller, \
         or raise BUDGET_BROTLI in xtask/src/sizes.rs and say why",
        total.brotli,
        total.brotli - BUDGET_BROTLI
    );
    println!("Budget: {} of {BUDGET_BROTLI} bytes after brotli", total.brotli);
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
        assert!(check_budget(size(BUDGET_BROTLI)).is_ok());
        assert!(check_budget(size(BUDGET_BROTLI + 1)).is_err());
    }
}
