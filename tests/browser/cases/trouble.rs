//! Storage that fails: it is said plainly, the work stays on the page and can be downloaded, and it is stored as soon as that
//! works again.

use anyhow::{Context, Result, ensure};
use postil_browser::{Page, Stored};
use serde_json::{Value, json};

use crate::steps::{detected, export, leave, saved, stored, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. The owners are glad.";

async fn label(page: &Page, words: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(page, words, &[("EVENT", "accepted")]).await
}

/// Waits until the page says what the matter is.
async fn trouble(page: &Page, words: &str) -> Result<()> {
    let said = format!("document.querySelector('[data-testid=trouble]')?.textContent.includes({})", json!(words));
    page.wait_for(&format!("a word on {words:?}"), &said).await?;
    let saving = "document.querySelector('[data-testid=saving]')";
    page.wait_for("it to say so below too", &format!("!{saving} || {saving}.textContent === 'Not saved'")).await?;
    Ok(())
}

/// Waits until all is stored and nothing is the matter.
async fn well(page: &Page) -> Result<()> {
    page.wait_for("the trouble to be over", "!document.querySelector('[data-testid=trouble]')").await?;
    saved(page).await
}

/// The work as the file that is offered in trouble.
async fn rescued(page: &Page) -> Result<Value> {
    page.click_testid("rescue").await?;
    let file: Value = serde_json::from_slice(&page.download().await?.content)?;
    Ok(file["documents"].clone())
}

/// What is stored now is what is shown now.
async fn comes_back(page: &Page) -> Result<()> {
    let before = export(page).await?;
    page.reload().await?;
    detected(page).await?;
    assert_eq!(export(page).await?["documents"], before["documents"]);
    Ok(())
}

/// A full disk, as browsers have it: each request works, and at the end the transaction is aborted.
const FULL: &str = "
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () {
        if (window.__well) return commit.call(this);
        Object.defineProperty(this, 'error', { value: new DOMException('full', 'QuotaExceededError') });
        this.abort();
    };";

/// Whether the browser is to ask before the page is left.
async fn holds(page: &Page) -> Result<bool> {
    Ok(page.eval("!dispatchEvent(new Event('beforeunload', { cancelable: true }))").await? == true)
}

pub(crate) async fn a_full_storage_is_said_and_written_when_there_is_room(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.call(FULL, &[]).await?;
    ensure!(!holds(&page).await?, "nobody is held up where all is stored");
    label(&page, "large").await?;
    trouble(&page, "no room").await?;
    ensure!(holds(&page).await?, "nobody is asked before something is lost");
    ensure!(rescued(&page).await?.to_string().contains("\"text\":\"large\""), "the file lacks the last change");
    label(&page, "glad").await?;
    page.call("window.__well = true", &[]).await?;
    well(&page).await?;
    ensure!(!holds(&page).await?, "nobody is held up once it is stored");
    comes_back(&page).await
}

/// What the browser lets this page store, in bytes; `None` as usual.
async fn quota(page: &Page, bytes: Option<u64>) -> Result<()> {
    let origin = page.url().splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let mut wanted = json!({ "origin": origin });
    if let Some(bytes) = bytes {
        wanted["quotaSize"] = json!(bytes);
    }
    page.cdp("Storage.overrideQuotaForOrigin", wanted).await
}

/// The same as above, by the browser itself. It looks at the quota when much is written at once, and takes its last look for
/// true for half a minute: so it is set before anything is written.
pub(crate) async fn a_quota_that_is_reached_is_said_and_written_when_there_is_room(page: Page) -> Result<()> {
    page.open().await?;
    // What the page keeps of itself counts too.
    let script = "
        const [done] = arguments;
        navigator.serviceWorker.ready.then(() => navigator.storage.estimate()).then((it) => done(it.usage));";
    let kept = page.call_async(script, &[]).await?.as_u64().context("no number")?;
    quota(&page, Some(kept + 600_000)).await?;
    with_article(&page, TEXT).await?;
    label(&page, "deal").await?;
    saved(&page).await?;
    // Words that nothing can pack.
    let words = (1..200_000_u64).map(|at| format!("x{:x} ", at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24));
    let long = format!("{TEXT}\n\n{}", words.collect::<String>());
    let too_long = async || -> Result<()> {
        page.click_testid("new").await?;
        page.testid("paste-box").await?;
        page.paste_text(&long).await?;
        page.wait_for("the article", "document.querySelectorAll('.shelf').length === 2").await?;
        trouble(&page, "no room").await?;
        detected(&page).await
    };
    // All that fits is saved. A tab that ends while there is no room loses what it said was not saved, and nothing else.
    too_long().await?;
    page.call("document.querySelector('.shelf-open').click()", &[]).await?;
    label(&page, "glad").await?;
    trouble(&page, "All else is saved").await?;
    // That stays as it is while something is done and stored.
    page.call("window.__said = new MutationObserver(() => {}); window.__said.observe(document.querySelector('.bars'), { childList: true, subtree: true })", &[]).await?;
    label(&page, "owners").await?;
    stored(&page, "journal", "owners", 1).await?;
    ensure!(page.eval("window.__said.takeRecords().length").await? == 0, "what is the matter comes and goes");
    page.reload().await?;
    page.wait_for("the one article", "document.querySelectorAll('.shelf').length === 1").await?;
    page.call("document.querySelector('.shelf-open').click()", &[]).await?;
    detected(&page).await?;
    wait_for_marks(&page, "deal", &[("EVENT", "accepted")]).await?;
    for words in ["glad", "owners"] {
        wait_for_marks(&page, words, &[("EVENT", "accepted")]).await?;
    }
    // What came in is there to work on, and to be taken away; and it is stored once there is room.
    too_long().await?;
    label(&page, "large").await?;
    trouble(&page, "no room").await?;
    let rescued = rescued(&page).await?;
    ensure!(rescued.as_array().is_some_and(|all| all.len() == 2), "not two articles");
    ensure!(rescued[1]["annotations"].to_string().contains("\"text\":\"large\""), "the file lacks the last change");
    quota(&page, None).await?;
    well(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    Ok(())
}

/// Makes opening, or something else, fail until `__well` is set.
const DENY: &str = "
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...all) {
        if (!window.__well) throw new DOMException('denied', 'SecurityError');
        return open.apply(this, all);
    };";

pub(crate) async fn work_without_storage_joins_what_is_stored_once_it_opens(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.driver().goto("about:blank").await?;
    let first = page.tab_with_script(DENY).await?;
    page.open().await?;
    trouble(&page, "cannot open its storage").await?;
    page.testid("paste-box").await?;
    page.paste_text("Gamma Inc bought Delta Ltd for $5m on Friday.").await?;
    detected(&page).await?;
    trouble(&page, "cannot open its storage").await?;
    ensure!(rescued(&page).await?.as_array().is_some_and(|all| all.len() == 1), "not one article");
    label(&page, "bought").await?;
    page.call("window.__well = true", &[]).await?;
    well(&page).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    // What was done meanwhile can be undone.
    page.click_testid("undo").await?;
    page.wait_for("the mark to go", "!document.querySelector('[data-testid=article] mark[data-label=EVENT]')").await?;
    page.click_testid("redo").await?;
    page.wait_for("the mark", "document.querySelector('[data-testid=article] mark[data-label=EVENT]')").await?;
    saved(&page).await?;
    leave(&page, first).await?;
    page.open().await?;
    detected(&page).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    Ok(())
}

pub(crate) async fn storage_cleared_underneath_is_said_and_filled_again(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.forget_stored(Stored::Databases).await?;
    let said =
        "document.querySelector('[data-testid=notice]')?.textContent.includes('removed what this page had stored')";
    page.wait_for("a word on it", said).await?;
    label(&page, "glad").await?;
    well(&page).await?;
    comes_back(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await
}

pub(crate) async fn a_failed_write_is_tried_until_it_works(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.call(
        "const { commit } = IDBTransaction.prototype;
         window.__failed = 0;
         IDBTransaction.prototype.commit = function () {
             if (window.__well) return commit.call(this);
             window.__failed += 1;
             this.abort();
         };",
        &[],
    )
    .await?;
    label(&page, "large").await?;
    trouble(&page, "could not save").await?;
    ensure!(rescued(&page).await?.to_string().contains("\"text\":\"large\""), "the file lacks the last change");
    page.wait_for("more tries", "window.__failed > 3").await?;
    page.call("window.__well = true", &[]).await?;
    well(&page).await?;
    comes_back(&page).await
}

pub(crate) async fn a_connection_that_closed_is_opened_again(page: Page) -> Result<()> {
    let source = "
        window.__open = [];
        const { transaction } = IDBDatabase.prototype;
        IDBDatabase.prototype.transaction = function (...all) { window.__open.push(this); return transaction.apply(this, all); };";
    let first = page.tab_with_script(source).await?;
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.call("window.__open.forEach((database) => database.close())", &[]).await?;
    label(&page, "large").await?;
    well(&page).await?;
    comes_back(&page).await?;
    leave(&page, first).await
}

pub(crate) async fn a_damaged_record_costs_itself_and_is_said(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.click_testid("new").await?;
    page.testid("paste-box").await?;
    page.paste_text("Gamma Inc bought Delta Ltd for $5m on Friday.").await?;
    detected(&page).await?;
    saved(&page).await?;
    let script = "
        const [done] = arguments;
        const opening = indexedDB.open('postil-1');
        opening.onsuccess = () => {
            const writing = opening.result.transaction('journal', 'readwrite');
            const store = writing.objectStore('journal');
            const text = new TextDecoder();
            store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
                if (!cursor) return;
                const words = text.decode(cursor.value);
                if (words.includes('large')) { cursor.value[40] ^= 1; cursor.update(cursor.value); }
                cursor.continue();
            };
            writing.oncomplete = () => { opening.result.close(); done(true); };
        };";
    page.call_async(script, &[]).await?;
    page.reload().await?;
    let said = "document.querySelector('[data-testid=notice]')?.textContent.includes('could not be read')";
    page.wait_for("a word on it", said).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    detected(&page).await?;
    label(&page, "Friday").await.or(label(&page, "bought").await)?;
    well(&page).await?;
    comes_back(&page).await
}

pub(crate) async fn an_emptied_browser_is_not_taken_for_a_new_one(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    let before = export(&page).await?;
    let folder = std::env::temp_dir().join(format!("postil-lost-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("kept.postil.json");
    std::fs::write(&file, before.to_string())?;
    page.driver().goto("about:blank").await?;
    page.forget_stored(Stored::Databases).await?;
    page.open().await?;
    let said = "document.querySelector('[data-testid=lost]')?.textContent.includes('removed 1 article ')";
    page.wait_for("a word on the loss", said).await?;
    // It is said until the person has dealt with it.
    page.reload().await?;
    page.wait_for("a word on the loss", said).await?;
    page.choose_file("#files", &file).await?;
    detected(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    page.click_testid("lost-done").await?;
    page.wait_for("silence", "!document.querySelector('[data-testid=lost]')").await?;
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(page.count("[data-testid=lost]").await?, 0);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

pub(crate) async fn taking_the_last_article_out_is_no_loss(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.shown(".shelf-remove").await?.click().await?;
    page.testid("paste-box").await?;
    stored(&page, "heads", "\"removed\":true", 1).await?;
    page.reload().await?;
    page.testid("paste-box").await?;
    assert_eq!(page.count("[data-testid=lost]").await?, 0);
    Ok(())
}
