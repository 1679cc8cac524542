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

/// Measurements of a text, of which the best counts.
const ROUNDS: u32 = 4;

/// Loads the module once.
const LOAD: &str = "
    window.__trials ??= (async () => {
        const module = await import('./trials.js');
        await module.default({ module_or_path: new URL('trials_bg.wasm', location.href) });
        const model = await (await fetch('en.model')).arrayBuffer();
        return [module, await (await fetch('names.txt')).text(), new Uint8Array(model)];
    })();";

/// The names of the repetitions.
const NAMES: &str = "
    const [done] = arguments;
    window.__trials.then(([module]) => done(module.hostile_names()));";

/// Makes a trial; how many characters its text has.
const MAKE: &str = "
    const [what, bytes, done] = arguments;
    window.__trials.then(([module, names, model]) => {
        window.__trial?.free();
        window.__trial = new module.Trial(what, bytes, names, model);
        done(window.__trial.chars());
    });";

/// Runs a method of the trial so many times; how many marks it finds.
const RUN: &str = "
    const [method, calls] = arguments;
    let found = 0;
    for (let call = 0; call < calls; call++) found = window.__trial[method]();
    return found;";

/// Opens the module's page.
pub(crate) async fn open(page: &Page) -> Result<()> {
    page.driver().goto(page.url()).await?;
    page.call(LOAD, &[]).await?;
    page.cdp("Performance.enable", json!({})).await?;
    Ok(())
}

/// Prints characters a second of the figures alone and of the whole detection, by rules and by the model, for each size;
/// and how long it takes to read the model.
pub(crate) async fn speed(page: &Page) -> Result<()> {
    println!(
        "{:<10} {:>12} {:>20} {:>20} {:>20}",
        "article", "characters", "figures, chars/s", "by rules, chars/s", "by model, chars/s"
    );
    for (name, bytes) in SIZES {
        let figures = time(page, "news", bytes, "figures", 0.2).await?;
        let all = time(page, "news", bytes, "all", 0.2).await?;
        let model = time(page, "news", bytes, "by_model", 0.2).await?;
        let [figures_speed, all, model] = [&figures, &all, &model].map(Sample::per_second);
        println!("{name:<10} {:>12} {figures_speed:>20.0} {all:>20.0} {model:>20.0}", figures.chars);
    }
    let read = time(page, "news", 0, "read_model", 0.2).await?;
    println!("Reading the model takes {:.0} ms", read.seconds * 1_000.0);
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
                let sample = time(page, what, bytes, method, 0.05).await?;
                print!(" {:>10.0}", 1e9 / sample.per_second());
            }
            print!("   ");
        }
        println!();
    }
    Ok(())
}

struct Sample {
    seconds: f64,
    chars: f64,
}

impl Sample {
    fn per_second(&self) -> f64 {
        self.chars / self.seconds
    }
}

/// What one call of a method costs on a text: the best of rounds that take `round` seconds or longer. Counted is the time
/// that the page's thread has worked, because other programs run too; the best, because the browser compiles what is
/// much used a second time.
async fn time(page: &Page, what: &str, bytes: usize, method: &str, round: f64) -> Result<Sample> {
    let chars = page.call_async(MAKE, &[json!(what), json!(bytes)]).await?;
    let chars = chars.as_f64().with_context(|| format!("there is no text {what}"))?;
    let (mut best, mut calls, mut rounds) = (f64::INFINITY, 1, 0);
    while rounds < ROUNDS {
        let start = worked(page).await?;
        page.call(RUN, &[json!(method), json!(calls)]).await?;
        let seconds = worked(page).await? - start;
        if seconds < round {
            calls *= 2;
            continue;
        }
        best = best.min(seconds / f64::from(calls));
        rounds += 1;
    }
    Ok(Sample { seconds: best, chars })
}

/// Seconds that the page's thread has worked.
async fn worked(page: &Page) -> Result<f64> {
    let metrics = page.driver().cdp().send_raw("Performance.getMetrics", json!({})).await?;
    let metrics = metrics.get("metrics").and_then(Value::as_array);
    let row = metrics.into_iter().flatten().find(|row| row.get("name").is_some_and(|name| name == "ThreadTime"));
    row.and_then(|row| row.get("value")?.as_f64()).context("the browser does not tell how long it has worked")
}
