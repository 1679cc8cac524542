//! Two tabs on one library: one edits, the other reads along and can take over; what is saved is never written over.

use anyhow::Result;
use postil_browser::Page;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::steps::{detected, download, export, leave, saved, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. The owners are glad.";

async fn label(page: &Page, words: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(page, words, &[("EVENT", "accepted")]).await
}

/// Opens the page in another tab and goes there.
async fn second(page: &Page) -> Result<WindowHandle> {
    let there = page.driver().new_tab().await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.open().await?;
    page.testid("article").await?;
    Ok(there)
}

async fn edits(page: &Page) -> Result<()> {
    page.wait_for("this tab to edit", "!document.querySelector('[data-testid=reader], [data-testid=asking]')").await?;
    detected(page).await?;
    saved(page).await
}

async fn words(page: &Page) -> Result<Value> {
    page.click_testid("export").await?;
    let file = download(page).await?;
    Ok(file["documents"][0]["annotations"].clone())
}

pub(crate) async fn a_second_tab_reads_along_and_takes_over(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    let here = page.driver().window().await?;
    let there = second(&page).await?;
    page.testid("reader").await?;
    // What it may not do it says, and the text stays as it is.
    page.select_text("[data-testid=article]", "The deal", 0).await?;
    page.click_testid("label-EVENT").await?;
    page.wait_for("a word on it", "document.querySelector('[data-testid=notice]')?.textContent.includes('Edit here')")
        .await?;
    wait_for_marks(&page, "The deal", &[]).await?;
    // What the other does is seen.
    page.driver().switch_to_window(here.clone()).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.driver().switch_to_window(there.clone()).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    // It takes over, and goes on.
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    label(&page, "The deal").await?;
    saved(&page).await?;
    let theirs = words(&page).await?;
    page.driver().switch_to_window(here.clone()).await?;
    page.testid("reader").await?;
    wait_for_marks(&page, "The deal", &[("EVENT", "accepted")]).await?;
    assert_eq!(words(&page).await?, theirs);
    // Undo goes over to the one that edits.
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "The deal", &[]).await?;
    page.driver().switch_to_window(there).await?;
    page.testid("reader").await?;
    wait_for_marks(&page, "The deal", &[]).await?;
    leave(&page, here).await
}

/// The page waits for the right to write until it is told to go on.
const PATIENT: &str = "
    const { setTimeout } = window;
    window.setTimeout = (does, ms, ...rest) =>
        ms === 300 && !window.__go ? (window.__go = does, 0) : setTimeout(does, ms, ...rest);";

pub(crate) async fn what_comes_in_while_the_work_is_read_is_not_lost(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    let here = page.driver().window().await?;
    page.tab_with_script(PATIENT).await?;
    let there = page.driver().window().await?;
    page.open().await?;
    page.wait_for("the page to wait", "window.__go && document.querySelector('.opening')").await?;
    page.paste_text("Gamma Inc bought Delta Ltd for $5m on Friday.").await?;
    page.call("window.__go()", &[]).await?;
    let told = "document.querySelector('[data-testid=notice]')?.textContent.includes('not saved yet')";
    let shows =
        |words: &str| format!("document.querySelector('[data-testid=article]')?.textContent.includes('{words}')");
    page.wait_for("a word on it", told).await?;
    page.wait_for("the article", &shows("Gamma")).await?;
    page.driver().switch_to_window(here.clone()).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    // It has seen what the other wrote, and has its own still.
    page.driver().switch_to_window(there.clone()).await?;
    page.call("document.querySelectorAll('.shelf-open')[0].click()", &[]).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    page.call("document.querySelectorAll('.shelf-open')[1].click()", &[]).await?;
    page.wait_for("the article", &shows("Gamma")).await?;
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    page.driver().switch_to_window(here.clone()).await?;
    page.testid("reader").await?;
    page.wait_for("both articles", "document.querySelectorAll('.shelf').length === 2").await?;
    page.driver().switch_to_window(there).await?;
    leave(&page, here).await
}

pub(crate) async fn the_tab_that_stays_edits_when_the_other_closes(page: Page) -> Result<()> {
    let first = page.driver().window().await?;
    let here = page.driver().new_tab().await?;
    page.driver().switch_to_window(here.clone()).await?;
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    let there = second(&page).await?;
    page.testid("reader").await?;
    page.driver().switch_to_window(here).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.driver().close_window().await?;
    page.driver().switch_to_window(there.clone()).await?;
    edits(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    label(&page, "The deal").await?;
    saved(&page).await?;
    leave(&page, first).await
}

pub(crate) async fn the_tab_that_stays_edits_when_the_other_dies(page: Page) -> Result<()> {
    let first = page.driver().window().await?;
    let here = page.driver().new_tab().await?;
    page.driver().switch_to_window(here.clone()).await?;
    with_article(&page, TEXT).await?;
    label(&page, "The deal").await?;
    saved(&page).await?;
    let before = export(&page).await?;
    // Now this one dies, and the next one has all of it.
    let next = page.driver().new_window().await?;
    page.driver().switch_to_window(next.clone()).await?;
    page.open().await?;
    page.testid("reader").await?;
    page.driver().switch_to_window(here).await?;
    page.end_process().await?;
    page.driver().switch_to_window(next).await?;
    edits(&page).await?;
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    label(&page, "glad").await?;
    saved(&page).await?;
    leave(&page, first).await
}

pub(crate) async fn a_tab_that_sleeps_loses_the_right_to_write(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    let here = page.driver().window().await?;
    let there = second(&page).await?;
    page.testid("reader").await?;
    page.driver().switch_to_window(here.clone()).await?;
    // It no longer hears the other, as a page that hangs.
    page.call(
        "BroadcastChannel.prototype.postMessage = () => {};
         addEventListener('message', (event) => event.stopImmediatePropagation(), { capture: true });
         const { transaction } = IDBDatabase.prototype;
         window.__hang = true;
         IDBDatabase.prototype.transaction = function (...all) {
             if (window.__hang && all[1] === 'readwrite') throw new DOMException('busy', 'UnknownError');
             return transaction.apply(this, all);
         };",
        &[],
    )
    .await?;
    label(&page, "large").await?;
    page.testid("trouble").await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    wait_for_marks(&page, "large", &[]).await?;
    label(&page, "The deal").await?;
    saved(&page).await?;
    let theirs = words(&page).await?;
    // The one that woke up says what has become of its work, writes nothing over, and gives it as a file.
    page.driver().switch_to_window(here.clone()).await?;
    page.call("window.__hang = false", &[]).await?;
    page.wait_for("a word on it", "document.querySelector('[data-testid=trouble]')?.textContent.includes('took over')")
        .await?;
    page.click_testid("rescue").await?;
    let kept: Value = serde_json::from_slice(&page.download().await?.content)?;
    let of_large = |file: &Value| file.as_array().is_some_and(|all| all.iter().any(|it| it["text"] == "large"));
    assert!(of_large(&kept["documents"][0]["annotations"]));
    page.driver().switch_to_window(there).await?;
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(words(&page).await?, theirs);
    assert!(!of_large(&theirs));
    leave(&page, here).await
}

/// Stops all that a tab does, or lets it go on, as browsers do with tabs that nobody looks at.
async fn freeze(page: &Page, is_frozen: bool) -> Result<()> {
    let state = if is_frozen { "frozen" } else { "active" };
    page.cdp("Page.setWebLifecycleState", json!({ "state": state })).await
}

pub(crate) async fn a_frozen_tab_loses_the_right_to_write_and_reads_along(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    let here = page.driver().window().await?;
    let there = second(&page).await?;
    page.testid("reader").await?;
    page.driver().switch_to_window(here.clone()).await?;
    page.call("window.__turns = 0; setInterval(() => window.__turns += 1, 20);", &[]).await?;
    page.wait_for("the tab to do something", "window.__turns > 1").await?;
    freeze(&page, true).await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    label(&page, "The deal").await?;
    saved(&page).await?;
    let theirs = words(&page).await?;
    // It wakes up, sees what has happened, and asks before it writes.
    page.driver().switch_to_window(here.clone()).await?;
    freeze(&page, false).await?;
    page.testid("reader").await?;
    wait_for_marks(&page, "The deal", &[("EVENT", "accepted")]).await?;
    assert_eq!(words(&page).await?, theirs);
    page.click_testid("edit-here").await?;
    edits(&page).await?;
    label(&page, "glad").await?;
    saved(&page).await?;
    // Nor does a tab that only reads keep anybody from anything while it is frozen.
    page.driver().switch_to_window(there.clone()).await?;
    wait_for_marks(&page, "glad", &[("EVENT", "accepted")]).await?;
    freeze(&page, true).await?;
    page.driver().switch_to_window(here.clone()).await?;
    label(&page, "owners").await?;
    saved(&page).await?;
    page.driver().switch_to_window(there.clone()).await?;
    freeze(&page, false).await?;
    wait_for_marks(&page, "owners", &[("EVENT", "accepted")]).await?;
    leave(&page, here).await
}

pub(crate) async fn a_page_that_is_gone_back_to_knows_what_happened(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.driver().goto(&format!("{}names.txt", page.url())).await?;
    let here = page.driver().window().await?;
    let there = page.driver().new_tab().await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.open().await?;
    edits(&page).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.driver().switch_to_window(here.clone()).await?;
    page.driver().back().await?;
    page.testid("article").await?;
    page.testid("reader").await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    page.driver().switch_to_window(there).await?;
    leave(&page, here).await
}
