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

/// Loads the module with the lists and the model, once.
const LOAD: &str = "
    window.__trials ??= (async () => {
        const module = await import('./trials.js');
        await module.default({ module_or_path: new URL('trials_bg.wasm', location.href) });
        window.__trial = new module.Trial('news', 0, await (await fetch('names.txt')).text());
        const file = await fetch('en.model');
        const model = file.ok ? new Uint8Array(await file.arrayBuffer()) : null;
        const start = performance.now();
        const wrong = model ? window.__trial.load(model) : 'there is no model/en.model';
        return { module, model: wrong ? wrong : performance.now() - start };
    })();";

/// What is wrong with the model, or the milliseconds that reading it took.
const MODEL: &str = "
    const [done] = arguments;
    window.__trials.then(({ model }) => done(model));";

/// The names of the repetitions.
const NAMES: &str = "
    const [done] = arguments;
    window.__trials.then(({ module }) => done(module.hostile_names()));";

/// Takes a text; how many characters it has.
const TAKE: &str = "
    const [what, bytes, done] = arguments;
    window.__trials.then(() => {
        window.__trial.turn_to(what, bytes);
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

/// Prints characters a second of the figures alone and of the whole detection, by the rules and with the model, and how
/// long the last takes.
pub(crate) async fn speed(page: &Page) -> Result<()> {
    let model = page.call_async(MODEL, &[]).await?;
    match model.as_f64() {
        Some(milliseconds) => println!("The model is read in {milliseconds:.0} ms."),
        None => println!("Without the model: {}", model.as_str().unwrap_or_default()),
    }
    println!("Characters a second:");
    println!(
        "{:<10} {:>12} {:>14} {:>14} {:>14} {:>12}",
        "article", "characters", "figures", "all by rules", "with model", "that in ms"
    );
    for (name, bytes) in SIZES {
        let figures = time(page, "news", bytes, "figures", 0.2).await?;
        let all = time(page, "news", bytes, "all", 0.2).await?;
        print!("{name:<10} {:>12} {:>14.0} {:>14.0}", figures.chars, figures.per_second(), all.per_second());
        if model.is_f64() || model.is_u64() {
            let modelled = time(page, "news", bytes, "modelled", 0.2).await?;
            print!(" {:>14.0} {:>12.1}", modelled.per_second(), 1e3 * modelled.seconds);
        }
        println!();
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
    let chars = page.call_async(TAKE, &[json!(what), json!(bytes)]).await?;
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
