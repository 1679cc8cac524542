//! The engine's speed in the browser: the same code built as the page is, in a module of its own with texts to work on,
//! so that neither the page's drawing nor the copying of text is in the figures. The page is no byte larger for it.

use anyhow::{Context, Result};
use postil_browser::Page;
use serde_json::{Value, json};

/// Sizes of the articles, with their names.
const SIZES: [(&str, usize); 5] =
    [("1 kB", 1_000), ("5 kB", 5_000), ("200 kB", 200_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];

/// Sizes of the repetitions.
const HOSTILE: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Loads the module once.
const LOAD: &str = "
    window.__trials ??= (async () => {
        const module = await import('./trials.js');
        await module.default({ module_or_path: new URL('trials_bg.wasm', location.href) });
        return [module, await (await fetch('names.txt')).text()];
    })();";

/// The names of the repetitions.
const NAMES: &str = "
    const [done] = arguments;
    window.__trials.then(([module]) => done(module.hostile_names()));";

/// Times one method of a trial: the best of some rounds, each of them 50 ms at least, in
/// milliseconds a call; with the characters of the text and what was found.
const TIME: &str = "
    const [what, bytes, method, rounds, done] = arguments;
    (async () => {
        const [module, names] = await window.__trials;
        const trial = new module.Trial(what, bytes, names);
        let [best, found, calls] = [Infinity, trial[method](), 1];
        for (let round = 0; round < rounds;) {
            const start = performance.now();
            for (let call = 0; call < calls; call++) found = trial[method]();
            const time = performance.now() - start;
            if (time < 50) { calls *= 2; continue; }
            best = Math.min(best, time / calls);
            round++;
        }
        const chars = trial.chars();
        trial.free();
        return { best, found, chars };
    })().then(done, (error) => done({ error: String(error) }));";

/// Opens the module's page.
pub(crate) async fn open(page: &Page) -> Result<()> {
    page.driver().goto(page.url()).await?;
    page.call(LOAD, &[]).await?;
    Ok(())
}

/// Prints characters a second of the figures alone and of the whole detection for each size.
pub(crate) async fn speed(page: &Page) -> Result<()> {
    println!("{:<10} {:>12} {:>26} {:>26}", "article", "characters", "figures, characters/s", "all, characters/s");
    for (name, bytes) in SIZES {
        let figures = time(page, "news", bytes, "figures", 5).await?;
        let all = time(page, "news", bytes, "all", 5).await?;
        println!("{name:<10} {:>12} {:>26.0} {:>26.0}", figures.chars, figures.per_second(), all.per_second());
    }
    Ok(())
}

/// Prints what a character costs in texts that are one thing over and over, the figures alone and the whole detection.
pub(crate) async fn linear(page: &Page) -> Result<()> {
    println!(
        "{:<16} {:>32}   {:>32}",
        "nanoseconds a character", "figures: 10 kB, 100 kB, 1 MB", "all: 10 kB, 100 kB, 1 MB"
    );
    let names = page.call_async(NAMES, &[]).await?;
    for what in names.as_array().context("the module does not say which texts it has")?.iter().filter_map(Value::as_str)
    {
        print!("{what:<16}");
        for method in ["figures", "all"] {
            for bytes in HOSTILE {
                let sample = time(page, what, bytes, method, 2).await?;
                print!(" {:>10.0}", 1e9 / sample.per_second());
            }
            print!("   ");
        }
        println!();
    }
    Ok(())
}

struct Sample {
    milliseconds: f64,
    chars: f64,
}

impl Sample {
    fn per_second(&self) -> f64 {
        self.chars * 1e3 / self.milliseconds
    }
}

async fn time(page: &Page, what: &str, bytes: usize, method: &str, rounds: u32) -> Result<Sample> {
    let arguments = [json!(what), json!(bytes), json!(method), json!(rounds)];
    let result = page.call_async(TIME, &arguments).await?;
    let number = |key: &str| {
        let value = result.get(key).and_then(Value::as_f64);
        value.with_context(|| format!("no {key} for {what} of {bytes} bytes: {result}"))
    };
    Ok(Sample { milliseconds: number("best")?, chars: number("chars")? })
}
