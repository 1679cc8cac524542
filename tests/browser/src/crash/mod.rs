//! Ends the browser in the middle of work, opens the same profile again, and looks whether what the page said was saved is
//! there. Everything follows from a seed but the moment in which the system ends a process.
//!
//! Work is a row of keys pressed in an article that came with suggestions: accept, reject, relabel, accept all, undo, redo.
//! After each the page is read: what its marks are, and whether it says "Saved" of that.

mod end;
mod file;
mod known;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

pub use self::end::End;
use self::end::{stop, wait_until_gone};
use self::file::{article, download};
use self::known::{Known, Press};
use crate::browser::{Browser, Kind};
use crate::driver::Driver;
use crate::input::Chord;
use crate::page::Page;

/// What is under way when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum During {
    /// One key after the other is pressed.
    Work,
    /// Nothing is pressed, after so much that the page soon makes a snapshot of it.
    Rest,
    /// A large file is being opened.
    Import,
}

/// In what the work is done.
pub struct Tried<'a> {
    /// The browser.
    pub kind: Kind,
    /// Gives the address of a driver for it, and the driver where it is to end with the browser: one of Firefox takes no
    /// other browser after one that was killed.
    pub driver: &'a (dyn Fn() -> Result<(String, Option<Driver>)> + Sync),
    /// For profiles.
    pub folder: &'a Path,
    /// Where the page is.
    pub url: &'a str,
}

impl Tried<'_> {
    async fn start(&self, folder: &Path) -> Result<(Option<Driver>, Browser)> {
        let (url, driver) = (self.driver)()?;
        Ok((driver, Browser::start_kept(self.kind, &url, folder).await?))
    }
}

/// What one run came to.
#[derive(Clone, Debug)]
pub struct Crash {
    /// How it ended.
    pub end: End,
    /// In what.
    pub during: During,
    /// Actions that were seen to be done.
    pub made: usize,
    /// Those of them that the page said were saved.
    pub saved: usize,
    /// Those that were there afterwards; one more may have been done and not been seen.
    pub kept: usize,
}

/// Numbers from a seed.
struct Chance(u64);

impl Chance {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What the page shows: its marks, and what it says of the storing. It is looked at once what was pressed before is drawn,
/// also where that waits for the steps of before to be read.
const LOOK: &str = "
    const done = arguments[arguments.length - 1];
    const text = (name) => document.querySelector(`[data-testid=${name}]`)?.textContent;
    const look = () => {
        if (text('notice')?.includes('still being read')) return requestAnimationFrame(look);
        const marks = [...document.querySelectorAll('[data-testid=article] mark')];
        const shown = marks.map((mark) => [mark.dataset.id, mark.dataset.label, mark.dataset.status].join(' ')).join();
        done([[shown, text('to-review'), text('marks')].join(' | '), text('saving')]);
    };
    requestAnimationFrame(() => requestAnimationFrame(look));";

/// Works, ends the browser, and looks.
///
/// # Errors
/// What the page said was saved is not there, or what is there is not what was done.
pub async fn crash(tried: &Tried<'_>, seed: u64) -> Result<Crash> {
    let mut chance = Chance(seed);
    let end = End::by(&mut chance, tried.kind);
    let during = match chance.below(10) {
        0..6 => During::Work,
        6..8 => During::Rest,
        _ => During::Import,
    };
    let folder = tried.folder.join(format!("crash-{seed}"));
    // What a failed run left is not to be gone on with.
    let _ = fs::remove_dir_all(&folder);
    let (driver, browser) = tried.start(&folder).await?;
    let page = browser.kept_page(tried.url)?;
    page.open().await?;
    // Few enough for all marks to be drawn, wherever the view is.
    let file = article("crash", 60 + chance.below(100) as usize);
    page.testid("paste-box").await?;
    page.drop_file("body", "crash.postil.json", &file.to_string()).await?;
    page.testid("article").await?;
    page.wait_for("the article to be saved", "document.querySelector('[data-testid=saving]')?.textContent === 'Saved'")
        .await?;
    let first = download(&page).await?;
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    page.press(&[Chord::from('u')]).await?;

    let start = look(&page).await?.0;
    let mut known = Known::begin(&start);
    let ends_after = Duration::from_millis(match during {
        During::Work => 50 + chance.below(3_000),
        // The page rests for a second before it makes a snapshot.
        During::Rest => 900 + chance.below(400),
        During::Import => chance.below(1_000),
    });
    let at_once = during == During::Work && chance.below(3) == 0;
    match during {
        During::Work => {}
        During::Rest => outgrow(&page, &mut known).await?,
        During::Import => page.drop_file("body", "large.postil.json", &article("large", LARGE).to_string()).await?,
    }
    let works = async {
        match during {
            During::Work => work(&page, &mut chance, &mut known).await,
            During::Rest | During::Import => std::future::pending().await,
        }
    };
    match end {
        End::Kill | End::Terminate => {
            let signal = if end == End::Kill { "-9" } else { "-15" };
            let profile = folder.clone();
            let killer = async {
                tokio::time::sleep(ends_after).await;
                stop(&profile, signal)
            };
            // The work goes on until the browser is gone. The driver would wait long for an answer to what is under way.
            tokio::select! {
                worked = works => bail!("the work ended by itself: {worked:?}"),
                killed = killer => killed?,
            }
        }
        End::Page | End::Close | End::Reload => {
            // Either waits for its answer, or not.
            let _ = tokio::time::timeout(ends_after, works).await;
            if at_once {
                known.press(Press::Change);
                let _ = page.press(&[Chord::from('a')]).await;
            }
            match end {
                End::Close => page.driver().clone().close_window().await?,
                End::Page => {
                    let tab = page.driver().new_tab().await?;
                    page.end_process().await?;
                    page.driver().switch_to_window(tab).await?;
                }
                _ => page.reload().await?,
            }
        }
    }
    wait_until_gone(&folder, end).await?;

    let (_driver, browser) =
        if matches!(end, End::Page | End::Reload) { (driver, browser) } else { tried.start(&folder).await? };
    let page = browser.kept_page(tried.url)?;
    if end != End::Reload {
        page.open().await?;
    }
    page.testid("article").await?;
    page.wait_for(
        "the page to have read all",
        "document.querySelector('[data-testid=saving]')?.textContent === 'Saved'",
    )
    .await?;
    ensure!(page.count("[data-testid=notice]").await? == 0, "it says: {}", page.text_testid("notice").await?);
    if during == During::Import {
        all_or_nothing(&page).await?;
    }
    let kept = kept(&page, &known).await.with_context(|| format!("{end:?} in {during:?}"))?;
    download(&page).await?;
    // Back to the start.
    for _ in 0..=known.to_start() {
        page.press(&[Chord::ctrl('z')]).await?;
    }
    page.wait_for("the start", "document.querySelector('[data-testid=undo]').disabled").await?;
    ensure!(look(&page).await?.0 == start, "undo does not lead back to the start");
    ensure!(download(&page).await? == first, "the file after undoing all is not the one of the start");
    browser.quit().await?;
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    Ok(Crash { end, during, made: known.made(), saved: known.saved(), kept })
}

/// Presses keys until the browser is gone, and notes what is seen.
async fn work(page: &Page, chance: &mut Chance, known: &mut Known) -> Result<()> {
    loop {
        let (press, key) = match chance.below(20) {
            0..8 => (Press::Change, Chord::from('a')),
            8..11 => (Press::Change, Chord::from('r')),
            11..15 => (Press::Change, Chord::from(char::from(b'1' + chance.below(9) as u8))),
            15 => (Press::Change, Chord::from('A')),
            16..19 => (Press::Undo, Chord::ctrl('z')),
            _ => (Press::Redo, Chord::ctrl_shift('z')),
        };
        known.press(press);
        page.press(&[key, Chord::from('u')]).await?;
        let (shown, is_saved) = look(page).await?;
        known.see(&shown, is_saved)?;
        if chance.below(4) == 0 {
            // Sometimes the answer is waited for, so that there is something that must be there.
            until_saved(page, known).await?;
        }
    }
}

/// Changes all marks again and again: the changes are larger than the article then.
async fn outgrow(page: &Page, known: &mut Known) -> Result<()> {
    let keys = [(Press::Change, Chord::from('A')), (Press::Undo, Chord::ctrl('z'))];
    for (press, key) in keys.into_iter().cycle().take(12) {
        known.press(press);
        page.press(&[key]).await?;
        until_saved(page, known).await?;
    }
    Ok(())
}

async fn until_saved(page: &Page, known: &mut Known) -> Result<()> {
    loop {
        let (shown, is_saved) = look(page).await?;
        known.see(&shown, is_saved)?;
        if is_saved {
            return Ok(());
        }
    }
}

/// A file that was being opened is there whole, or not at all. What was there before is open afterwards.
async fn all_or_nothing(page: &Page) -> Result<()> {
    let titles = page.call(TITLES, &[]).await?;
    let titles: Vec<&str> = titles.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure!(titles == ["crash"] || titles == ["crash", "large"], "the library has {titles:?}");
    for (at, title) in titles.iter().enumerate().rev() {
        page.call("document.querySelectorAll('.shelf-open')[arguments[0]].click()", &[json!(at)]).await?;
        page.wait_for(title, &format!("document.querySelector('[data-testid=title]')?.value === '{title}'")).await?;
        if *title == "large" {
            let marks = page.text_testid("marks").await?;
            ensure!(marks == format!("{LARGE} marks"), "{marks} of {LARGE} are there");
            download(page).await?;
        }
    }
    Ok(())
}

/// The titles of the library, in its order.
const TITLES: &str =
    "return [...document.querySelectorAll('.shelf-open .shelf-title')].map((title) => title.textContent);";

/// Marks of the large file.
const LARGE: usize = 6_000;

async fn look(page: &Page) -> Result<(String, bool)> {
    let found = page.call_async(LOOK, &[]).await?;
    let text = |at: usize| found[at].as_str().unwrap_or_default().to_owned();
    Ok((text(0), text(1) == "Saved"))
}

/// The number of the last action that is there. What was done and not seen is taken back to see what it was done to, and
/// done again.
async fn kept(page: &Page, known: &Known) -> Result<usize> {
    let possible = known.possible();
    let first = look(page).await?.0;
    let mut shown = first.clone();
    for undone in 0..=UNSEEN {
        if let Some(line) = possible.iter().rev().find(|line| line.is_behind(undone, &shown)) {
            page.press(&vec![Chord::ctrl_shift('z'); undone]).await?;
            return Ok(line.made);
        }
        page.press(&[Chord::ctrl('z')]).await?;
        shown = look(page).await?.0;
    }
    bail!(
        "of {} actions {} were said to be saved, and what is there is none of the {} states that it may be: {first}",
        known.made(),
        known.saved(),
        possible.len()
    )
}

/// Changes that may have been made and not been seen: the one under way, and one pressed as the page ended.
const UNSEEN: usize = 2;
