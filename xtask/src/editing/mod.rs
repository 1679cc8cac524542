//! How long a person waits when opening an annotated article and when correcting it, in the published page and in a bare
//! page that does the same in plain JavaScript: what is possible in this browser on this machine, in the same run.
//!
//! Times are from the input event to the second animation frame after it, so that 20 to 35 ms are the least; "longest" is the longest task from choosing
//! the file until all of it is there, 0 where none reached the 50 ms from which a browser tells of them.

pub(crate) mod text;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use postil_browser::{Browser, Chord, Key, Page, Recording};
use serde_json::{Value, json};

use crate::build::{self, Profile};
use crate::cargo;
use crate::site::Site;

/// Sizes of the articles in bytes, with their names.
const SIZES: [(&str, usize); 4] = [("5 kB", 5_000), ("200 kB", 200_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];

/// How long one measurement may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Edits of each kind in one page; the middle one counts.
const EDITS: usize = 5;

/// Runs before the page's own scripts: keeps the module's memory in sight.
const MEMORY: &str = "
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...all) => {
            const made = await real.apply(WebAssembly, all);
            window.__memory = (made.instance ?? made).exports.memory;
            return made;
        };
    }";

/// Scrolls to the middle of the article.
const MIDDLE: &str = "
    const article = document.querySelector('#article');
    let view = article;
    while (view && view !== document.documentElement && view.scrollHeight <= view.clientHeight + 1) view = view.parentElement;
    window.__view = view ?? document.documentElement;
    __view.scrollTop = __view.scrollHeight / 2;";

/// Hears of tasks from here on that hold up the browser for 50 ms and more.
const LISTEN: &str = "
    window.__tasks = [];
    new PerformanceObserver((list) => __tasks.push(...list.getEntries())).observe({ type: 'longtask' });";

/// The longest of them, when nothing has come into the page for two seconds of frames.
const LONGEST: &str = "
    const done = arguments[arguments.length - 1];
    const paragraphs = document.getElementsByTagName('p');
    let [count, same] = [0, 0];
    const look = () => {
        same = paragraphs.length === count ? same + 1 : 0;
        count = paragraphs.length;
        if (same < 120) return requestAnimationFrame(look);
        done(Math.max(0, ...__tasks.map((task) => task.duration)));
    };
    requestAnimationFrame(look);";

/// An unmarked word in view, the `nth`: the word, and where it begins and ends on the screen.
const WORD: &str = "
    const [nth] = arguments;
    const words = [];
    for (const paragraph of document.querySelectorAll('#article p')) {
        const { top, bottom } = paragraph.getBoundingClientRect();
        if (bottom < 0 || top > innerHeight) continue;
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.parentElement.closest('mark')) continue;
            for (const found of node.data.matchAll(/\\b(would|older|largest|executive|described|expects|shares)\\b/g)) {
                const range = document.createRange();
                range.setStart(node, found.index);
                range.setEnd(node, found.index + found[0].length);
                const { left, right, top, bottom } = range.getBoundingClientRect();
                if (top > innerHeight * 0.25 && bottom < innerHeight * 0.65) words.push([found[0], left, right, (top + bottom) / 2]);
            }
        }
    }
    return words.length ? words[nth % words.length] : null;";

/// Scrolls through the whole article in 200 jumps, a frame each; the times between frames.
const SCROLL: &str = "
    const done = arguments[arguments.length - 1];
    const view = window.__view;
    const times = [];
    let [jump, last] = [0, 0];
    const step = (now) => {
        if (last) times.push(now - last);
        last = now;
        if (jump > 200) return done(times);
        view.scrollTop = (view.scrollHeight - view.clientHeight) * jump++ / 200;
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);";

/// What was measured in one page, in milliseconds and megabytes.
#[derive(Default)]
struct Figures {
    open: f64,
    /// The longest task of opening, until all of the article is there; 0 for less than 50.
    longest: f64,
    edits: [f64; 5],
    scroll: f64,
    heap: f64,
}

/// Measures the pages at each size, the one beside them too, and prints the table. The pages take turns, so that what else
/// the machine does in these minutes is not laid on one of them.
pub(crate) fn measure(runs: usize, beside: Option<&Path>) -> Result<()> {
    let dist = cargo::root().join("dist");
    build::page(Profile::Release, false, &dist)?;
    let work = cargo::root().join("target/editing");
    fs::create_dir_all(&work)?;
    fs::write(work.join("index.html"), include_str!("bare.html"))?;
    fs::write(work.join("bare.js"), include_str!("bare.js"))?;
    let mut pages = vec![("Postil", Site::start(&dist)?), ("bare", Site::start(&work)?)];
    if let Some(other) = beside {
        pages.push(("beside", Site::start(other)?));
    }
    println!("\nMilliseconds from the input to the second frame after it, megabytes; of {runs} page loads.\n");
    println!(
        "{:<8} {:>7} {:<7} {:<7} {:>7} {:>7} {:>7} {:>8} {:>7} {:>7} {:>7} {:>12} {:>9}",
        "article",
        "marks",
        "page",
        "of all",
        "open",
        "longest",
        "add",
        "relabel",
        "figure",
        "delete",
        "undo",
        "scroll p95",
        "heap"
    );
    tokio::runtime::Runtime::new()?.block_on(async {
        for (name, bytes) in SIZES {
            let (content, count) = text::file(1, bytes);
            let file = work.join("measured.json");
            fs::write(&file, content)?;
            let mut all: Vec<Vec<Figures>> = pages.iter().map(|_| Vec::new()).collect();
            for _ in 0..runs {
                for ((which, site), figures) in pages.iter().zip(&mut all) {
                    let browser = Browser::start(&site.driver.url(), site.driver.folder(), Recording::Off).await?;
                    let page = browser.page(site.url()).await?;
                    figures
                        .push(measured(&page, &file).await.with_context(|| format!("no figures for {which}, {name}"))?);
                    browser.quit().await?;
                }
            }
            for ((which, _), figures) in pages.iter().zip(&all) {
                row(&format!("{name:<8} {count:>7} {which:<7} median "), figures, &median);
                row(&format!("{:24} least  ", ""), figures, &|values| values.into_iter().fold(f64::INFINITY, f64::min));
            }
        }
        Ok(())
    })
}

fn row(head: &str, all: &[Figures], of_all: &dyn Fn(Vec<f64>) -> f64) {
    let column = |value: &dyn Fn(&Figures) -> f64| of_all(all.iter().map(value).collect());
    println!(
        "{head} {:>7.0} {:>7.0} {:>7.0} {:>8.0} {:>7.0} {:>7.0} {:>7.0} {:>12.0} {:>9.1}",
        column(&|it| it.open),
        column(&|it| it.longest),
        column(&|it| it.edits[0]),
        column(&|it| it.edits[1]),
        column(&|it| it.edits[2]),
        column(&|it| it.edits[3]),
        column(&|it| it.edits[4]),
        column(&|it| it.scroll),
        column(&|it| it.heap),
    );
}

async fn measured(page: &Page, file: &Path) -> Result<Figures> {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": MEMORY })).await?;
    page.driver().goto(page.url()).await?;
    page.wait_for("the page", "document.querySelector('#files')").await?;
    if page.count("#app").await? > 0 {
        page.wait_for_attribute("model", "data-state", "ready").await?;
    }
    let mut figures = Figures::default();
    let marks = "document.querySelectorAll('#article mark').length > 0";
    page.call(LISTEN, &[]).await?;
    start(page, "change", marks).await?;
    page.choose_file("#files", file).await?;
    figures.open = took(page).await.context("opening")?;
    let longest = page.call_async(LONGEST, &[]).await?;
    figures.longest = longest.as_f64().context("no tasks were heard of")?;
    let mut edits: [Vec<f64>; 5] = Default::default();
    for nth in 0..EDITS {
        page.call(MIDDLE, &[]).await?;
        page.wait_for("marks in the middle", MARKS_IN_VIEW).await?;
        let word = select(page, nth).await?;
        let marked =
            format!("[...document.querySelectorAll('#article mark')].some((it) => it.textContent === {})", json!(word));
        // What follows the selection is not part of the edit.
        page.call_async(TWO_FRAMES, &[]).await?;
        edits[0].push(key(page, Chord::from('2'), &marked).await?);
        edits[1].push(key(page, Chord::from('1'), "true").await?);
        edits[2].push(key(page, Chord::from('m'), "true").await?);
        edits[3].push(key(page, Chord::from(Key::Delete), &format!("!{marked}")).await?);
        edits[4].push(key(page, Chord::ctrl('z'), &marked).await?);
        page.press(&[Chord::ctrl('z'), Chord::ctrl('z'), Chord::ctrl('z')]).await?;
    }
    figures.edits = edits.map(median);
    page.call(MIDDLE, &[]).await?;
    let times = page.call_async(SCROLL, &[]).await?;
    let mut times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    figures.scroll = times.get(times.len() * 95 / 100).copied().context("nothing scrolled")?;
    page.cdp("HeapProfiler.collectGarbage", json!({})).await?;
    let heap = page.eval("performance.memory.usedJSHeapSize + (window.__memory?.buffer.byteLength ?? 0)").await?;
    figures.heap = heap.as_f64().context("no heap")? / 1e6;
    Ok(figures)
}

const MARKS_IN_VIEW: &str = "[...document.querySelectorAll('#article mark')].some((mark) => {
    const { top } = mark.getBoundingClientRect();
    return top > innerHeight * 0.2 && top < innerHeight * 0.7;
})";

const TWO_FRAMES: &str = "
    const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)));";

async fn key(page: &Page, chord: Chord, condition: &str) -> Result<f64> {
    start(page, "keydown", condition).await?;
    page.press(&[chord]).await?;
    let time = took(page).await.with_context(|| format!("a key, waiting for {condition}"))?;
    page.call_async(TWO_FRAMES, &[]).await?;
    Ok(time)
}

/// Selects a word with the mouse; the word.
async fn select(page: &Page, nth: usize) -> Result<String> {
    let word = page.call(WORD, &[json!(nth)]).await?;
    let corner = |at: usize| word.get(at).and_then(Value::as_f64).context("no word to mark is in view");
    let [left, right, middle] = [corner(1)? + 0.5, corner(2)? - 0.5, corner(3)?].map(|number| number.round() as i64);
    let actions = page.driver().action_chain().move_to(left, middle).click_and_hold().move_to(right, middle).release();
    actions.perform().await.context("cannot drag over a word")?;
    page.wait_for("a selection", "!getSelection().isCollapsed").await?;
    Ok(word[0].as_str().unwrap_or_default().to_owned())
}

/// Times from the next event of that kind to the second frame after it, the first being one in which a condition holds.
async fn start(page: &Page, event: &str, condition: &str) -> Result<()> {
    // The condition is part of the script: the page's policy makes no code of text.
    let script = format!(
        "window.__took = null;
        addEventListener('{event}', (event) => {{
            let frames = 0;
            const look = () => {{
                if (frames > 0 || ({condition})) frames++;
                if (frames === 2) window.__took = performance.now() - event.timeStamp;
                else requestAnimationFrame(look);
            }};
            requestAnimationFrame(look);
        }}, {{ capture: true, once: true }});"
    );
    page.call(&script, &[]).await.map(|_| ())
}

async fn took(page: &Page) -> Result<f64> {
    let took = page.wait_for_within(LIMIT, "the second frame", "window.__took").await?;
    took.as_f64().context("not a time")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
