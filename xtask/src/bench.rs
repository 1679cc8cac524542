//! `cargo xtask bench`: how long a person waits for highlights after pasting; and, from `engine`, how fast the engine is.
//!
//! The wait is measured in the published build, in Chromium, from the browser's paste event to the second animation frame in which
//! marks are in the document (then they are on the screen), and to the second one in which detection is done.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ValueEnum;
use postil_browser::{Browser, Clipboard, Page, Recording};
use serde_json::Value;

use crate::build::{self, Profile};
use crate::cargo;
use crate::editing;
use crate::engine;
use crate::exporting;
use crate::saving;
use crate::site::Site;

/// Sizes of the articles in bytes, with their names.
const ARTICLES: [(&str, usize); 4] = [("5 kB", 5_000), ("200 kB", 200_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];

/// How long one measurement may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs in the page before the paste. `longest` is the longest task from the paste on, in milliseconds; the browser
/// reports tasks of 50 ms and more, so 0 means that there was none.
const STOPWATCH: &str = "
    const watch = window.__watch = { pasted: null, first: null, done: null, longest: 0, marks: 0 };
    const tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
    const frames = { first: 0, done: 0 };
    const look = () => {
        const article = document.querySelector('[data-testid=article]');
        const now = performance.now() - watch.pasted;
        if (watch.first === null && article?.querySelector('mark') && ++frames.first === 2) watch.first = now;
        if (watch.done === null && article?.dataset.state === 'done' && ++frames.done === 2) watch.done = now;
        if (watch.first === null || watch.done === null) return requestAnimationFrame(look);
        watch.marks = article.querySelectorAll('mark').length;
        // Tasks are reported after they have ended.
        setTimeout(() => {
            const late = tasks.filter((task) => task.startTime + task.duration > watch.pasted);
            watch.longest = Math.max(0, ...late.map((task) => task.duration));
            watch.finished = true;
        }, 100);
    };
    window.addEventListener('paste', (event) => {
        watch.pasted = event.timeStamp;
        requestAnimationFrame(look);
    }, { capture: true, once: true });";

/// One measurement, in milliseconds.
struct Sample {
    first: f64,
    done: f64,
    longest: f64,
    marks: f64,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// From paste to highlights
    Page,
    /// Opening and correcting annotated articles, beside a bare page that does the same
    Edit,
    /// From an action to "Saved", and the opening of a large library
    Save,
    /// From choosing a format to the file of 100 articles
    Export,
    /// The engine's characters a second, from 1 kB to 5 MB
    Engine,
    /// What a character costs the engine in texts that are one thing over and over
    Hostile,
}

/// Measures the parts named, or the page and the engine; `beside` is another build of the page, for correcting.
pub(crate) fn bench(runs: usize, beside: Option<&Path>, parts: &[Part]) -> Result<()> {
    let parts = if parts.is_empty() { &[Part::Page, Part::Engine] } else { parts };
    if parts.contains(&Part::Page) {
        page(runs)?;
    }
    if parts.contains(&Part::Edit) {
        editing::measure(runs, beside)?;
    }
    if parts.contains(&Part::Save) {
        saving::measure()?;
    }
    if parts.contains(&Part::Export) {
        exporting::measure(runs)?;
    }
    if parts.iter().any(|part| matches!(part, Part::Engine | Part::Hostile)) {
        engine(parts)?;
    }
    Ok(())
}

fn engine(parts: &[Part]) -> Result<()> {
    let site = Site::start(&build::trials()?)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        let page = browser.page(site.url()).await?;
        engine::open(&page).await?;
        for part in parts {
            match part {
                Part::Page | Part::Edit | Part::Save | Part::Export => {}
                Part::Engine => engine::speed(&page).await?,
                Part::Hostile => engine::linear(&page).await?,
            }
        }
        browser.quit().await
    })
}

/// Measures each size `runs` times, each time in a freshly loaded page, and prints medians.
fn page(runs: usize) -> Result<()> {
    let dist = cargo::root().join("dist");
    build::page(Profile::Release, false, &dist)?;
    let site = Site::start(&dist)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        println!("Measuring, {runs} page loads for each size; milliseconds, median (least to most) ...\n");
        println!(
            "{:<10} {:>24} {:>24} {:>22} {:>14}",
            "article", "paste to highlights", "paste to done", "longest task", "marks drawn"
        );
        for (name, bytes) in ARTICLES {
            let text = article(bytes);
            let mut samples = Vec::new();
            for _ in 0..runs {
                let page = browser.page(site.url()).await?;
                samples.push(measure(&page, &text).await.with_context(|| format!("no figures for {name}"))?);
            }
            let column = |value: fn(&Sample) -> f64| summary(samples.iter().map(value).collect());
            println!(
                "{name:<10} {:>24} {:>24} {:>22} {:>14}",
                column(|sample| sample.first),
                column(|sample| sample.done),
                column(|sample| sample.longest),
                samples.last().map_or(0.0, |sample| sample.marks)
            );
        }
        println!("\nA longest task of 0 means that none reached the 50 ms from which the browser reports them.");
        browser.quit().await
    })
}

async fn measure(page: &Page, text: &str) -> Result<Sample> {
    page.open().await?;
    // The wait from the paste on is measured, not the loading of the model.
    page.wait_for_attribute("model", "data-state", "ready").await?;
    page.set_clipboard(Clipboard { text, html: None }).await?;
    page.call(STOPWATCH, &[]).await?;
    page.press(&[postil_browser::Chord::ctrl('v')]).await?;
    let watch = page.wait_for_within(LIMIT, "highlights", "window.__watch.finished && window.__watch").await?;
    let number = |key: &str| watch.get(key).and_then(Value::as_f64).with_context(|| format!("no figure for {key}"));
    Ok(Sample { first: number("first")?, done: number("done")?, longest: number("longest")?, marks: number("marks")? })
}

/// `12 (10 to 15)`.
pub(crate) fn summary(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    match values[..] {
        [] => "none".to_owned(),
        [least, .., most] => format!("{:.0} ({least:.0} to {most:.0})", values[values.len() / 2]),
        [only] => format!("{only:.0}"),
    }
}

/// An invented article of about `bytes` bytes, the same each time: a headline, then paragraphs of sentences with the
/// names and figures that news has.
fn article(bytes: usize) -> String {
    const NAMES: [&str; 6] =
        ["Maria Lindqvist", "Osei Boateng", "Tom Hallewell", "Ines Carvalho", "Wei Zhang", "Ruth Adler"];
    const FIRMS: [&str; 5] =
        ["Northgate Foods Ltd", "Halvorsen Group", "Brightwater Energy", "Calder & Sons", "Pinewood Bank"];
    const PLACES: [&str; 5] = ["Leeds", "Rotterdam", "Nairobi", "Ohio", "South Korea"];
    let mut text = String::from("Northgate Foods to close 14 shops as costs rise 9%\n");
    for number in 0_usize.. {
        if text.len() >= bytes {
            break;
        }
        let (name, firm, place) = (NAMES[number % 6], FIRMS[number % 5], PLACES[(number / 3) % 5]);
        let (count, share, year) = (1_200 + 37 * number % 9_000, 1 + number % 40, 1990 + number % 35);
        let sentence = match number % 5 {
            0 => format!(
                "\n{firm} said on {} March {year} that sales in {place} rose by {share}% to ${count} million.",
                1 + number % 28
            ),
            1 => format!(" {name}, its chief executive, told reporters that about {count} people work there."),
            2 => format!(
                " The plan, first described in late {year}, would cost between £{share}m and £{}m over three years.",
                share + 5
            ),
            3 => " Nobody at the meeting disagreed, though several people asked what would happen to the older sites."
                .to_owned(),
            _ => format!(
                " A few hundred visitors came from {place}, {share} km away, and {name} met the {}th of them.\n",
                20 + number % 60
            ),
        };
        text.push_str(&sentence);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_have_their_size_and_stay_the_same() {
        for (name, bytes) in ARTICLES {
            let text = article(bytes);
            assert!((bytes..bytes + 200).contains(&text.len()), "{name}: {}", text.len());
            assert_eq!(text, article(bytes));
        }
    }

    #[test]
    fn summaries_are_medians() {
        let cases: [(&[f64], &str); 3] = [(&[], "none"), (&[3.0], "3"), (&[9.0, 1.0, 2.0], "2 (1 to 9)")];
        for (values, text) in cases {
            assert_eq!(summary(values.to_vec()), text);
        }
    }
}
