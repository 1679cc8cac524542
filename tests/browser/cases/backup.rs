//! Copies: everything in one file and back, a word when one is due, the browser's promise; and the way back through what
//! was done.

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, Page, Stored};
use serde_json::{Value, json};

use crate::steps::{detected, export, saved, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. The owners are glad.";

async fn label(page: &Page, words: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(page, words, &[("EVENT", "accepted")]).await
}

/// What is kept beside the work.
async fn mark(page: &Page) -> Result<Value> {
    let written = page.eval("localStorage.getItem('postil')").await?;
    Ok(serde_json::from_str(written.as_str().context("no mark")?)?)
}

async fn said(page: &Page, words: &str) -> Result<()> {
    let said = format!("document.querySelector('[data-testid=notice]')?.textContent.includes({})", json!(words));
    page.wait_for(&format!("{words:?} to be said"), &said).await.map(|_| ())
}

pub(crate) async fn everything_goes_to_one_file_and_comes_back(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    page.click_in_menu("tags").await?;
    saved(&page).await?;
    let before = export(&page).await?;
    page.click_in_menu("backup").await?;
    ensure!(page.text_testid("kept").await?.starts_with("1 article. Kept in this browser"));
    // The day is the person's, whatever it is in Greenwich.
    let long_ago = "const { prototype } = (window.wrappedJSObject ?? window).Date;
        prototype.getFullYear = () => 2001;
        prototype.getMonth = () => 0;";
    page.call(long_ago, &[]).await?;
    page.click_testid("backup-save").await?;
    let file = page.download().await?;
    ensure!(file.name.starts_with("postil-backup-2001-01-") && file.name.ends_with(".zip"), "{}", file.name);
    let filed = mark(&page).await?["filed"].clone();
    ensure!(filed.as_str().is_some_and(|day| day.starts_with("2001-01-")), "the file is noted as of {filed}");
    let folder = std::env::temp_dir().join(format!("postil-backup-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(&file.name);
    std::fs::write(&path, &file.content)?;
    // What is here already stays, another version comes beside it.
    page.choose_file("#files", &path).await?;
    said(&page, "0 articles restored, 1 was here already").await?;
    label(&page, "glad").await?;
    page.choose_file("#files", &path).await?;
    said(&page, "1 was here in another version and came as a copy").await?;
    assert_eq!(page.count(".shelf").await?, 2);
    saved(&page).await?;
    // On a browser that has nothing.
    page.driver().goto("about:blank").await?;
    page.forget_stored(Stored::All).await?;
    page.open().await?;
    page.testid("paste-box").await?;
    page.choose_file("#files", &path).await?;
    said(&page, "1 article restored").await?;
    detected(&page).await?;
    assert_eq!(page.attribute("tags", "aria-pressed").await?.as_deref(), Some("true"));
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    // One byte of it is not as it was.
    let mut damaged = file.content.clone();
    let article = damaged.windows(9).position(|name| name == b"articles/").context("no article")?;
    damaged[article + 200] ^= 0x40;
    std::fs::write(&path, &damaged)?;
    page.choose_file("#files", &path).await?;
    page.wait_for("a word on it", "document.querySelector('[role=alert] [data-testid=notice]')").await?;
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

pub(crate) async fn a_copy_is_asked_for_quietly_when_much_is_in_no_file(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large").await?;
    saved(&page).await?;
    assert_eq!(page.count("[data-testid=backup-due]").await?, 0);
    let mut known = mark(&page).await?;
    known["unfiled"] = json!(199);
    page.driver().goto(&format!("{}names.txt", page.url())).await?;
    page.call("localStorage.setItem('postil', arguments[0])", &[json!(known.to_string())]).await?;
    page.open().await?;
    detected(&page).await?;
    label(&page, "glad").await?;
    page.testid("backup-due").await?;
    ensure!(page.count("dialog[open]").await? == 0, "a dialog is in the way");
    page.click_testid("backup-due").await?;
    page.click_testid("backup-save").await?;
    page.download().await?;
    page.wait_for("silence", "!document.querySelector('[data-testid=backup-due]')").await?;
    Ok(())
}

pub(crate) async fn the_browser_is_asked_to_keep_real_work(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    ensure!(mark(&page).await?["promised"].is_null(), "it was asked before there was work");
    page.call("navigator.storage.persist = () => { window.__asked = true; return Promise.resolve(true); }", &[])
        .await?;
    export(&page).await?;
    page.wait_for("the question", "window.__asked").await?;
    page.click_in_menu("backup").await?;
    let kept = "document.querySelector('[data-testid=kept]').textContent.includes('promised not to remove')";
    page.wait_for("the answer to be shown", kept).await?;
    ensure!(mark(&page).await?["promised"] == json!(true), "the answer is not kept");
    Ok(())
}

pub(crate) async fn the_history_says_what_was_done_and_leads_back(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    for words in ["large", "glad", "owners"] {
        label(&page, words).await?;
    }
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    page.wait_for("the steps of before", "!document.querySelector('[data-testid=undo]').disabled").await?;
    saved(&page).await?;
    page.click_in_menu("history").await?;
    let rows = "[...document.querySelectorAll('[data-testid=past] span:first-child')].map((row) => row.textContent)";
    page.wait_for("the steps", &format!("{rows}.length === 4")).await?;
    assert_eq!(
        page.eval(rows).await?,
        json!(["Marked “owners” as EVENT", "Marked “glad” as EVENT", "Marked “large” as EVENT", "The start"])
    );
    let times = "[...document.querySelectorAll('[data-testid=past] time')].map((time) => time.textContent)";
    page.wait_for("their times", &format!("{times}.every((it) => /^(....-..-.. )?..:..$/.test(it))")).await?;
    assert_eq!(page.count("[data-testid=past] time").await?, 3);
    let press = async |nth: usize| {
        page.call("document.querySelectorAll('[data-testid=past] button')[arguments[0]].click()", &[json!(nth)]).await
    };
    press(2).await?;
    wait_for_marks(&page, "glad", &[]).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    press(0).await?;
    wait_for_marks(&page, "owners", &[("EVENT", "accepted")]).await?;
    press(3).await?;
    wait_for_marks(&page, "large", &[]).await?;
    page.press(&[Chord::from(postil_browser::Key::Escape)]).await?;
    page.wait_for("the dialog to have gone", "!document.querySelector('dialog')").await?;
    page.press(&[Chord::ctrl_shift('z')]).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await
}
