//! Without network, and from one version to the next: the page that a browser keeps, and the page that is one file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use postil_browser::{Page, Stored};
use postil_serve::Headers;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::site::{copy, dist, serve};
use crate::steps::{annotations, detected, saved, wait_for_marks};

const ARTICLE: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large.";

/// Waits until the browser has kept the page and serves it.
async fn kept(page: &Page) -> Result<()> {
    page.wait_for("the page to be kept", "navigator.serviceWorker.controller?.state === 'activated'").await.map(|_| ())
}

/// Brings an article in, on a page that is open already.
async fn paste(page: &Page, text: &str) -> Result<()> {
    page.testid("paste-box").await?;
    page.paste_text(text).await?;
    detected(page).await
}

/// Gives words a label.
async fn label(page: &Page, words: &str, label: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid(&format!("label-{label}")).await?;
    wait_for_marks(page, words, &[(label, "accepted")]).await
}

/// Saves the open article in a format and looks for these words in the file, which it returns.
async fn exported(page: &Page, format: &str, words: &str) -> Result<String> {
    page.click_testid("export").await?;
    // The list is whole when the worker has told its formats; a click before may miss.
    page.testid("format-doccano").await?;
    page.click_testid(&format!("format-{format}")).await?;
    page.wait_for(
        "the file's proof",
        &format!(
            "document.querySelector('[data-testid=\"format-{format}\"]').checked
                && document.querySelector('[data-testid=proof]').dataset.state === 'done'"
        ),
    )
    .await?;
    page.click_testid("download").await?;
    let file = page.download().await?;
    let text = String::from_utf8_lossy(&file.content).into_owned();
    ensure!(text.contains(words), "{} lacks {words:?}: {text}", file.name);
    page.wait_for("the dialog to go", "!document.querySelector('dialog[open]')").await?;
    Ok(text)
}

/// The names of the caches that there are.
async fn caches(page: &Page) -> Result<Vec<String>> {
    let names = page.call_async("caches.keys().then(arguments[0]);", &[]).await?;
    Ok(names.as_array().context("no list")?.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect())
}

pub(crate) async fn works_without_its_server_from_the_first_load_on(page: Page) -> Result<()> {
    let server = serve(&dist()?, Headers::All)?;
    let page = page.at(&server.url);
    page.open().await?;
    kept(&page).await?;
    drop(server);
    // What the browser happens to have from before would hide what was not kept.
    page.without_cache(true).await?;
    let outcome = without_server(&page).await;
    page.without_cache(false).await?;
    outcome
}

async fn without_server(page: &Page) -> Result<()> {
    let gone = "fetch('nothing-that-is-kept').then(() => arguments[0](false), () => arguments[0](true));";
    ensure!(page.call_async(gone, &[]).await? == true, "the server still answers");
    // The page of the first load: what it has not asked for yet is there all the same.
    page.click_testid("sample").await?;
    detected(page).await?;
    exported(page, "conll2003", "ORG").await?;
    // And the next one.
    page.reload().await?;
    detected(page).await?;
    page.wait_for_attribute("model", "data-state", "ready").await?;
    page.eval("document.querySelector('.brand button').click()").await?;
    paste(page, ARTICLE).await?;
    wait_for_marks(page, "Acme Corp", &[("ORG", "suggested")]).await?;
    label(page, "deal", "EVENT").await?;
    exported(page, "doccano", "Acme Corp").await?;
    saved(page).await?;
    page.reload().await?;
    detected(page).await?;
    wait_for_marks(page, "deal", &[("EVENT", "accepted")]).await?;
    // What the host said goes on holding.
    let headers = "caches.match('./').then((page) => arguments[0](
        ['content-security-policy', 'connection-allowlist'].map((name) => page.headers.get(name))));";
    let headers = page.call_async(headers, &[]).await?;
    ensure!(headers[0].as_str().is_some_and(|policy| policy.ends_with("frame-ancestors 'none'")), "{headers}");
    assert_eq!(headers[1], "(response-origin)");
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

/// Makes the page in `dir` another version: another title, and the worker's file under another name.
fn change(dir: &Path) -> Result<()> {
    let page = dir.join("index.html");
    let before = fs::read_to_string(&page)?;
    let worker = before.split('"').find(|name| name.starts_with("worker-")).context("no worker")?.to_owned();
    let other = "worker-0000000000.js";
    let after = before.replace("<title>Postil</title>", "<title>Postil B</title>").replace(&worker, other);
    fs::rename(dir.join(&worker), dir.join(other))?;
    fs::write(&page, &after)?;
    let digest = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let script = dir.join("service-worker.js");
    let keeps = fs::read_to_string(&script)?;
    ensure!(keeps.contains(&digest(&before)) && keeps.contains(&worker), "the service worker does not name its files");
    let keeps = keeps.replace(&digest(&before), &digest(&after)).replace(&worker, other);
    Ok(fs::write(&script, keeps.replacen("const VERSION = \"", "const VERSION = \"b", 1))?)
}

pub(crate) async fn a_new_version_waits_is_taken_and_nothing_is_lost(page: Page) -> Result<()> {
    let dir = copy()?;
    let server = serve(&dir, Headers::Few)?;
    let page = page.at(&server.url);
    let driver = page.driver().clone();
    page.open().await?;
    kept(&page).await?;
    paste(&page, ARTICLE).await?;
    saved(&page).await?;
    // A second tab of the same version, which has not needed the worker yet.
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second.clone()).await?;
    page.open().await?;
    detected(&page).await?;
    driver.switch_to_window(first.clone()).await?;

    change(&dir)?;
    page.call_async(
        "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => arguments[0](0));",
        &[],
    )
    .await?;
    page.testid("update").await?;
    assert_eq!(page.driver().title().await?, "Postil");
    label(&page, "deal", "EVENT").await?;
    exported(&page, "conll2003", "ORG").await?;
    // One of before is not started by a reload, as long as nobody takes the new one.
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(page.driver().title().await?, "Postil");

    page.click_testid("update").await?;
    page.wait_for("the new version", "document.title === 'Postil B' && !document.querySelector('#loading')").await?;
    detected(&page).await?;
    wait_for_marks(&page, "deal", &[("EVENT", "accepted")]).await?;
    exported(&page, "conll2003", "EVENT").await?;
    assert_eq!(page.count("[data-testid=update]").await?, 0);

    driver.switch_to_window(second).await?;
    assert_eq!(page.driver().title().await?, "Postil");
    exported(&page, "conll2003", "ORG").await?;
    assert_eq!(caches(&page).await?.len(), 2);
    driver.close_window().await?;
    driver.switch_to_window(first).await?;
    // Nothing of before is left when nobody uses it.
    page.reload().await?;
    page.wait_for(
        "the page's own cache alone",
        "(caches.keys().then((all) => { window.__kept = all.length; }), window.__kept === 1)",
    )
    .await?;
    fs::remove_dir_all(&dir)?;
    Ok(())
}

pub(crate) async fn half_a_new_version_is_not_kept(page: Page) -> Result<()> {
    let dir = copy()?;
    // As on a host that is being filled: the page is of another version than the list of its files.
    let index = dir.join("index.html");
    fs::write(&index, fs::read_to_string(&index)?.replace("<title>Postil</title>", "<title>Half</title>"))?;
    let server = serve(&dir, Headers::Few)?;
    let page = page.at(&server.url);
    page.open().await?;
    let state = "navigator.serviceWorker.register('service-worker.js').then((it) => new Promise((done) => {
        const look = () => it.installing ? setTimeout(look, 20) : done([it.waiting, it.active]);
        look();
    })).then(arguments[0], () => arguments[0]([null, null]));";
    assert_eq!(page.call_async(state, &[]).await?, json!([Value::Null, Value::Null]));
    assert_eq!(caches(&page).await?, Vec::<String>::new());
    fs::remove_dir_all(&dir)?;
    Ok(())
}

pub(crate) async fn one_file_from_disk_does_the_job(page: Page) -> Result<()> {
    let file = dist()?.join("postil.html");
    let page = page.at(&format!("file://{}", file.display()));
    // Here all files have one storage.
    page.forget_stored(Stored::All).await?;
    page.open().await?;
    ensure!(
        page.text_testid("from-disk").await?.contains("opened from disk"),
        "it does not say where the work is kept"
    );
    page.wait_for_attribute("model", "data-state", "ready").await?;
    page.requests().await?;
    paste(&page, ARTICLE).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested")]).await?;
    label(&page, "deal", "EVENT").await?;
    let work = exported(&page, "postil", "EVENT").await?;
    let file: Value = serde_json::from_str(&work)?;
    ensure!(annotations(&file).iter().any(|mark| mark["text"] == "deal" && mark["label"] == "EVENT"), "{work}");
    exported(&page, "conll2003", "ORG").await?;
    saved(&page).await?;
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    let asked = page.requests().await?;
    // Its own data, and pictures that the browser draws its fields with.
    let is_inside = |url: &str| url.starts_with("blob:") || url.starts_with("data:");
    ensure!(asked.iter().all(|request| is_inside(&request.url)), "it asked for {asked:?}");

    page.reload().await?;
    detected(&page).await?;
    assert_eq!(exported(&page, "postil", "EVENT").await?, work);
    page.eval("document.querySelector('.brand button').click()").await?;
    page.click_testid("sample").await?;
    detected(&page).await?;
    // A file of another tool is read by the worker.
    let lines = "{\"id\": 1, \"text\": \"Acme Corp is in Paris.\", \"label\": [[0, 9, \"ORG\"], [16, 21, \"GPE\"]]}\n";
    page.drop_file("body", "lines.jsonl", lines).await?;
    ensure!(!page.text_testid("import-sum").await?.is_empty(), "nothing is said of the file");
    Ok(())
}
