//! Copies in a folder or a file: the browser's private files stand in for what a person picks, since no test can press its
//! dialog. What is written, what is not, and what is said when it cannot be.

use anyhow::{Context, Result, ensure};
use postil_browser::{Page, Stored};
use serde_json::{Value, json};

use crate::steps::{detected, saved, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. The owners are glad.";

async fn label(page: &Page, words: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(page, words, &[("EVENT", "accepted")]).await
}

/// In place of the browser's dialog, and a note of each file that is opened for writing.
const STAND_IN: &str = "
    window.showDirectoryPicker = async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true });
    window.showSaveFilePicker = async (wanted) => {
        window.__wanted = wanted;
        return (await navigator.storage.getDirectory()).getFileHandle('all.zip', { create: true });
    };
    window.__opened = [];
    const { createWritable } = FileSystemFileHandle.prototype;
    FileSystemFileHandle.prototype.createWritable = function (...all) {
        window.__opened.push(this.name);
        return createWritable.apply(this, all);
    };";

/// The folder's files: name and content.
async fn files(page: &Page) -> Result<Vec<(String, Value)>> {
    let script = "
        const done = arguments[0];
        (async () => {
            const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true });
            const found = [];
            for await (const [name, file] of folder)
                if (!name.endsWith('.crswap')) found.push([name, await (await file.getFile()).text()]);
            done(found.sort());
        })();";
    let found = page.call_async(script, &[]).await?;
    let file = |file: &Value| {
        let content = file[1].as_str().filter(|content| !content.is_empty());
        Ok((file[0].as_str().context("a name")?.to_owned(), content.map_or(Ok(Value::Null), serde_json::from_str)?))
    };
    found.as_array().context("files")?.iter().map(file).collect()
}

fn says(content: &Value, words: &str) -> bool {
    let marks = content["documents"][0]["annotations"].as_array();
    marks.is_some_and(|marks| marks.iter().any(|mark| mark["text"] == words))
}

async fn opened(page: &Page, count: usize) -> Result<()> {
    page.wait_for(&format!("{count} files to be written"), &format!("window.__opened.length === {count}")).await?;
    page.wait_for("the time to be said", SAID).await.map(|_| ())
}

const SAID: &str = "document.querySelector('[data-testid=saving]').title.includes('The last was written at')";

pub(crate) async fn what_changes_is_copied_to_the_folder_and_nothing_else(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.click_testid("new").await?;
    page.paste_text("Beta Ltd sold Acme Corp for $5m.").await?;
    detected(&page).await?;
    saved(&page).await?;
    page.call(STAND_IN, &[]).await?;
    page.click_in_menu("backup").await?;
    page.click_testid("folder-pick").await?;
    opened(&page, 2).await?;
    assert_eq!(files(&page).await?.len(), 2);
    page.call("document.querySelector('[data-testid=backup-dialog]').close()", &[]).await?;
    page.call("document.querySelector('.shelf-open').click()", &[]).await?;
    detected(&page).await?;
    label(&page, "large").await?;
    opened(&page, 3).await?;
    let written = "(async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies');
        for await (const [, file] of folder) if ((await (await file.getFile()).text()).includes('\"large\"')) return true;
    })()";
    page.call("window.__written = false", &[]).await?;
    page.call(
        &format!(
            "const look = () => {written}.then((it) => it ? window.__written = true : setTimeout(look, 50)); look();"
        ),
        &[],
    )
    .await?;
    page.wait_for("the mark in the file", "window.__written").await?;
    let all = files(&page).await?;
    assert_eq!(all.iter().filter(|(_, content)| says(content, "large")).count(), 1, "{all:?}");
    assert!(all.iter().all(|(name, _)| name.ends_with(".postil.json")), "{all:?}");
    // After a reload it goes on by itself where the browser still lets it, and writes what has changed since.
    page.reload().await?;
    detected(&page).await?;
    page.call(STAND_IN, &[]).await?;
    label(&page, "glad").await?;
    opened(&page, 1).await?;
    page.click_in_menu("backup").await?;
    page.click_testid("folder-stop").await?;
    page.wait_for("the end", "!document.querySelector('[data-testid=folder-stop]')").await?;
    page.reload().await?;
    detected(&page).await?;
    page.click_in_menu("backup").await?;
    page.testid("folder-pick").await?;
    assert_eq!(page.count("[data-testid=folder-stop]").await?, 0);
    Ok(())
}

pub(crate) async fn a_folder_that_cannot_be_written_is_said_and_gone_on_with(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    page.call(STAND_IN, &[]).await?;
    page.click_in_menu("backup").await?;
    page.click_testid("folder-pick").await?;
    opened(&page, 1).await?;
    page.call("document.querySelector('[data-testid=backup-dialog]').close()", &[]).await?;
    for (name, said) in [
        ("NotAllowedError", "say again that this page may write"),
        ("NotFoundError", "not there any more"),
        ("QuotaExceededError", "no room left"),
    ] {
        page.call(
            "const name = arguments[0];
             window.__whole ??= FileSystemWritableFileStream.prototype.close;
             FileSystemWritableFileStream.prototype.close = () => Promise.reject(new DOMException('', name));",
            &[json!(name)],
        )
        .await?;
        let before = files(&page).await?;
        let words = match name {
            "NotAllowedError" => "large",
            "NotFoundError" => "glad",
            _ => "owners",
        };
        label(&page, words).await?;
        let is_said =
            format!("document.querySelector('[data-testid=folder-problem]')?.textContent.includes({})", json!(said));
        page.wait_for(said, &is_said).await?;
        // What was there is whole, and the work is stored all the same.
        anyhow::ensure!(files(&page).await? == before, "{name}: the file was changed");
        saved(&page).await?;
        page.call("FileSystemWritableFileStream.prototype.close = window.__whole", &[]).await?;
        page.call("FileSystemHandle.prototype.requestPermission = async () => 'granted'", &[]).await?;
        page.click_testid("folder-go-on").await?;
        page.wait_for("silence", &format!("!document.querySelector('[data-testid=folder-problem]') && {SAID}")).await?;
        assert!(says(&files(&page).await?[0].1, words), "{name}");
    }
    // The browser asks again after a reload: one press.
    page.call("document.querySelector('[data-testid=backup]').click()", &[]).await?;
    page.call("document.querySelector('[data-testid=backup-dialog]').close()", &[]).await?;
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": "
            FileSystemHandle.prototype.queryPermission = async () => 'prompt';
            FileSystemHandle.prototype.requestPermission = async () => 'granted';
            window.showDirectoryPicker ??= () => {};" }),
    )
    .await?;
    page.reload().await?;
    detected(&page).await?;
    page.testid("folder-problem").await?;
    page.click_testid("folder-go-on").await?;
    page.wait_for("silence", "!document.querySelector('[data-testid=folder-problem]')").await.map(|_| ())
}

/// What is in the chosen file.
async fn everything(page: &Page) -> Result<Vec<u8>> {
    let script = "
        const [done] = arguments;
        (async () => {
            const file = await (await navigator.storage.getDirectory()).getFileHandle('all.zip');
            done([...new Uint8Array(await (await file.getFile()).arrayBuffer())]);
        })();";
    let bytes = page.call_async(script, &[]).await?;
    bytes.as_array().context("bytes")?.iter().map(|byte| Ok(u8::try_from(byte.as_u64().context("a byte")?)?)).collect()
}

pub(crate) async fn everything_is_copied_to_a_file_that_can_be_restored(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    page.call(STAND_IN, &[]).await?;
    page.click_in_menu("backup").await?;
    page.click_testid("file-pick").await?;
    opened(&page, 1).await?;
    assert_eq!(page.eval("window.__wanted.suggestedName").await?, json!("My-articles.zip"));
    ensure!(page.text_testid("folder").await?.contains("Copies go to the file “all.zip”"), "the file is not named");
    let first = everything(&page).await?;
    page.call("document.querySelector('[data-testid=backup-dialog]').close()", &[]).await?;
    // What has changed is in it after a while, and it is one file for all of that.
    label(&page, "glad").await?;
    label(&page, "owners").await?;
    opened(&page, 2).await?;
    ensure!(everything(&page).await? != first, "the file is as before");
    // After a reload the browser asks again: one press. What has changed meanwhile is written then, and only then.
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": format!("
            FileSystemHandle.prototype.queryPermission = async () => 'prompt';
            FileSystemHandle.prototype.requestPermission = async () => 'granted';
            {STAND_IN}") }),
    )
    .await?;
    page.reload().await?;
    detected(&page).await?;
    page.testid("folder-problem").await?;
    label(&page, "deal").await?;
    saved(&page).await?;
    assert_eq!(page.eval("window.__opened.length").await?, json!(0));
    page.click_testid("folder-go-on").await?;
    opened(&page, 1).await?;
    page.wait_for("silence", "!document.querySelector('[data-testid=folder-problem]')").await?;
    // In a browser that has nothing.
    let path = std::env::temp_dir().join(format!("postil-copy-{}.zip", std::process::id()));
    std::fs::write(&path, everything(&page).await?)?;
    page.driver().goto("about:blank").await?;
    page.forget_stored(Stored::All).await?;
    page.open().await?;
    page.testid("paste-box").await?;
    page.choose_file("#files", &path).await?;
    page.testid("article").await?;
    for words in ["large", "glad", "owners", "deal"] {
        wait_for_marks(&page, words, &[("EVENT", "accepted")]).await?;
    }
    Ok(std::fs::remove_file(&path)?)
}

pub(crate) async fn a_browser_without_folders_says_so(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.call("delete window.showDirectoryPicker", &[]).await?;
    page.click_in_menu("backup").await?;
    ensure!(page.text_testid("no-copies").await?.contains("lets no page write"), "nothing is said of copies");
    assert_eq!(page.count("[data-testid=folder-pick], [data-testid=file-pick]").await?, 0);
    Ok(())
}
