//! How long it takes from an action until the page says that it is saved, also in a library of 1,000 large articles, and how
//! long a large library takes to open.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use postil_browser::{Browser, Chord, Page, Recording};
use serde_json::{Value, json};

use crate::build::{self, Profile};
use crate::cargo;
use crate::editing::text;
use crate::site::Site;

/// Sizes of the articles in bytes, with their names.
const SIZES: [(&str, usize); 3] = [("50 kB", 50_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];
/// Actions at each size.
const ACTIONS: usize = 100;
/// Articles of the large library.
const ARTICLES: usize = 2_000;
/// Articles of the library that holds most, what each has, and how many come in a file.
const LARGE_ARTICLES: usize = 1_000;
const LARGE: (usize, usize) = (500_000, 1_000);
const A_FILE: usize = 20;
/// How long one measurement may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs before the page's own scripts: notes when writes begin and are handed over, when the page says that all is saved,
/// which tasks took 50 ms and more, and when the library is there.
const STOPWATCH: &str = "
    const watch = window.__watch = { key: 0, opened: 0, handed: 0, saved: 0, library: 0, longest: 0 };
    const now = () => performance.now();
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...all) {
        if (all[1] === 'readwrite') watch.opened = now();
        return transaction.apply(this, all);
    };
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () { watch.committing = now(); return commit.call(this); };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...all) {
        const answer = put.apply(this, all);
        watch.handed = now();
        return answer;
    };
    addEventListener('keydown', (event) => { watch.key = event.timeStamp; watch.saved = 0; }, { capture: true });
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) watch.longest = Math.max(watch.longest, duration);
    }).observe({ type: 'longtask' });
    new MutationObserver(() => {
        const said = document.querySelector('[data-testid=saving]')?.textContent;
        if (said !== watch.said) {
            watch.said = said;
            if (said === 'Saved') watch.saved = now();
        }
        if (!watch.library && document.querySelector('.shelf')) watch.library = now();
    }).observe(document, { subtree: true, childList: true, characterData: true });";

/// Notes when a snapshot is written.
const SNAPSHOT: &str = "
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...all) {
        if (this.name === 'snapshots') window.__made = true;
        return put.apply(this, all);
    };";

/// Measures and prints.
pub(crate) fn measure() -> Result<()> {
    let dist = cargo::root().join("dist");
    build::page(Profile::Release, false, &dist)?;
    let site = Site::start(&dist)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        println!("\nMilliseconds from the key, middle and 95th of 100. The longest task: while working, and while a snapshot is made.\n");
        println!("{:<8} {:>7} {:>16} {:>16} {:>16} {:>9}", "article", "marks", "to the write", "handed over in", "to Saved", "longest");
        for (name, bytes) in SIZES {
            let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
            let page = browser.page(site.url()).await?;
            actions(&page, name, bytes).await.with_context(|| format!("no figures for {name}"))?;
            browser.quit().await?;
        }
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        let page = browser.page(site.url()).await?;
        library(&page).await?;
        browser.quit().await?;
        let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
        let page = browser.page(site.url()).await?;
        much(&page).await?;
        browser.quit().await
    })
}

async fn begin(page: &Page) -> Result<()> {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": STOPWATCH })).await?;
    page.open().await?;
    page.wait_for_attribute("model", "data-state", "ready").await?;
    page.testid("paste-box").await.map(|_| ())
}

async fn bring(page: &Page, content: &str) -> Result<()> {
    let file = cargo::root().join("target/saved.json");
    fs::write(&file, content)?;
    page.choose_file("#files", &file).await?;
    page.wait_for_within(LIMIT, "the article", "document.querySelector('#article mark')").await?;
    page.wait_for_within(LIMIT, "the article to be saved", "window.__watch.said === 'Saved'").await.map(|_| ())
}

async fn actions(page: &Page, name: &str, bytes: usize) -> Result<()> {
    begin(page).await?;
    let (content, count) = text::file(1, bytes);
    bring(page, &content).await?;
    page.call(SNAPSHOT, &[]).await?;
    let [opened, handed, saved] = times(page).await?;
    // What came in one piece and was changed since gets a snapshot, while the actions go on.
    page.wait_for_within(LIMIT, "a snapshot", "window.__made && window.__watch.said === 'Saved'").await?;
    let longest = page.eval("window.__watch.longest").await?.as_f64().unwrap_or_default();
    println!("{name:<8} {count:>7} {opened:>16} {handed:>16} {saved:>16} {longest:>9.0}");
    Ok(())
}

/// Acts, and says for each action the time to the write, in which it is handed over, and to "Saved": middle and 95th.
async fn times(page: &Page) -> Result<[String; 3]> {
    page.call("document.querySelector('#article').focus()", &[]).await?;
    page.press(&[Chord::from('n')]).await?;
    page.wait_for("a mark in hand", "document.querySelector('mark[data-selected]')").await?;
    page.call("window.__watch.longest = 0", &[]).await?;
    let mut times: [Vec<f64>; 3] = Default::default();
    for nth in 0..ACTIONS {
        page.press(&[Chord::from(if nth % 2 == 0 { '5' } else { '6' })]).await?;
        let watch =
            page.wait_for("it to be saved", "window.__watch.saved > window.__watch.key && window.__watch").await?;
        let at = |key: &str| watch[key].as_f64().context("no time");
        times[0].push(at("opened")? - at("key")?);
        times[1].push(at("handed")? - at("opened")?);
        times[2].push(at("saved")? - at("key")?);
    }
    Ok(times.map(|mut values| {
        values.sort_by(f64::total_cmp);
        let at = |share: usize| values.get(values.len() * share / 100).copied().unwrap_or_default();
        format!("{:.1} / {:.1}", at(50), at(95))
    }))
}

async fn library(page: &Page) -> Result<()> {
    begin(page).await?;
    let (content, _) = text::file(1, 1_500);
    let one: Value = serde_json::from_str(&content)?;
    let document = |number: usize| {
        let mut document = one["documents"][0].clone();
        document["id"] = json!(format!("d{number}"));
        document["title"] = json!(format!("Article {number}"));
        document
    };
    let mut file = one.clone();
    file["documents"] = (0..ARTICLES).map(document).collect();
    bring(page, &file.to_string()).await?;
    let mut times = Vec::new();
    for _ in 0..5 {
        page.reload().await?;
        let time = page.wait_for_within(LIMIT, "the library", "window.__watch.library").await?;
        times.push(time.as_f64().context("no time")?);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "\n{ARTICLES} articles are there after {:.0} ms ({:.0} to {:.0}) from the start of the page",
        times[2], times[0], times[4]
    );
    Ok(())
}

/// A library of a million marks: what an action costs in its first articles, and in all.
async fn much(page: &Page) -> Result<()> {
    begin(page).await?;
    let (bytes, marks) = LARGE;
    let one: Value = serde_json::from_str(&text::file(1, bytes).0)?;
    let all = one["documents"][0]["annotations"].as_array().context("no marks")?;
    let few: Vec<_> = all.iter().step_by(all.len() / marks).take(marks).collect();
    println!("\nArticles of {} kB with {} marks, and the same for an action in one of them", bytes / 1_000, few.len());
    for first in (0..LARGE_ARTICLES).step_by(A_FILE) {
        let document = |number: usize| {
            let text = format!("{} {number}.", one["documents"][0]["text"].as_str().unwrap_or_default());
            json!({ "id": format!("d{number}"), "title": format!("Article {number}"), "text": text, "annotations": few })
        };
        let mut file = one.clone();
        file["documents"] = (first..first + A_FILE).map(document).collect();
        let path = cargo::root().join("target/saved.json");
        fs::write(&path, file.to_string())?;
        page.choose_file("#files", &path).await?;
        let is_there = format!(
            "document.querySelector('[data-testid=title]')?.value === 'Article {first}' && window.__watch.said === 'Saved' \
             && document.querySelector('#article mark')"
        );
        page.wait_for_within(LIMIT, "the articles", &is_there).await?;
        let number = first + A_FILE;
        if first == 0 || number == LARGE_ARTICLES {
            let [opened, handed, saved] = times(page).await?;
            println!("{number:>8} {:>7} {opened:>16} {handed:>16} {saved:>16}", number * few.len());
        }
    }
    page.reload().await?;
    let time = page.wait_for_within(LIMIT, "the library", "window.__watch.library").await?;
    println!("They are there after {:.0} ms from the start of the page", time.as_f64().context("no time")?);
    Ok(())
}
