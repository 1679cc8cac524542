//! How long a person waits for a file of many articles: 100 of 5 kB with their annotations, in the published page, from
//! choosing a format in the dialog until the file is there with its proof. The formats are those that the dialog lists.

use std::fs;

use anyhow::{Context, Result};
use postil_browser::{Browser, Page, Recording};
use serde_json::{Value, json};

use crate::bench::summary;
use crate::build::{self, Profile};
use crate::cargo;
use crate::editing::text;
use crate::site::Site;

const ARTICLES: usize = 100;
const BYTES: usize = 5_000;

/// The names of the formats.
const FORMATS: &str = "return [...document.querySelectorAll('input[name=format]')].map((it) => it.dataset.testid);";

/// Chooses a format; the time until its file is there.
const EXPORT: &str = "
    const [format, done] = [arguments[0], arguments[arguments.length - 1]];
    const at = (name) => document.querySelector(`[data-testid=${name}]`);
    const name = () => document.querySelector('.export-name').textContent;
    const [before, start] = [name(), performance.now()];
    at(format).click();
    const look = () => {
        if (at('proof').dataset.state === 'done' && name() && name() !== before) done(performance.now() - start);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Measures each format `runs` times and prints the times.
pub(crate) fn measure(runs: usize) -> Result<()> {
    let dist = cargo::root().join("dist");
    build::page(Profile::Release, false, &dist)?;
    let site = Site::start(&dist)?;
    let file = cargo::root().join("target/exported.json");
    fs::write(&file, text::file(ARTICLES, BYTES).0)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        let page = browser.page(site.url()).await?;
        page.open().await?;
        page.choose_file("#files", &file).await?;
        page.click_testid("export").await?;
        page.click_testid("export-library").await?;
        // Those of the worker are there once it is.
        page.wait_for("all formats", "document.querySelectorAll('input[name=format]').length > 15").await?;
        page.wait_for_attribute("proof", "data-state", "done").await?;
        println!("\n{ARTICLES} articles of {BYTES} bytes; milliseconds from choosing the format to the proven file,");
        println!("median (least to most)\n");
        for format in page.call(FORMATS, &[]).await?.as_array().into_iter().flatten() {
            let mut times = Vec::new();
            for _ in 0..runs {
                leave(&page, format).await?;
                let took = page.call_async(EXPORT, std::slice::from_ref(format)).await?;
                times.push(took.as_f64().context("not a time")?);
            }
            println!("{:<24} {:>24}", format.as_str().unwrap_or_default(), summary(times));
        }
        browser.quit().await
    })
}

/// Chooses another format where this one is chosen, as it cannot be chosen again.
async fn leave(page: &Page, format: &Value) -> Result<()> {
    let is_chosen = page
        .call("return document.querySelector(`[data-testid=${arguments[0]}]`).checked;", std::slice::from_ref(format));
    if is_chosen.await? == json!(true) {
        let other = if format == "format-doccano" { "format-csv" } else { "format-doccano" };
        page.call_async(EXPORT, &[json!(other)]).await?;
    }
    Ok(())
}
