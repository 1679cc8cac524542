//! The note on what the page can do: it says what is so. And what the page gives up at its start.

use anyhow::{Context, Result, ensure};
use postil_browser::Page;
use serde_json::json;

use crate::steps::{leave, saved, with_article};

pub(crate) async fn the_note_tells_what_was_asked_for_and_what_holds(page: Page) -> Result<()> {
    // Without what keeps the page: it asks for all files by itself, which Firefox records and Chromium does not.
    let first = page.tab_with_script("delete Navigator.prototype.serviceWorker;").await?;
    page.open().await?;
    page.click_testid("about-start").await?;
    page.testid("about-dialog").await?;
    page.wait_for_attribute("about-asked", "data-clean", "true").await?;
    let files = "[...document.querySelectorAll('[data-testid=about-files] li')].map((it) => it.textContent)";
    let listed: Vec<String> = serde_json::from_value(page.eval(files).await?)?;
    let said = page.text_testid("about-asked").await?;
    ensure!(said.starts_with(&format!("{} files", listed.len())), "{said} lists {listed:?}");
    for part in ["postil_bg", "names", "start"] {
        ensure!(listed.iter().any(|file| file.starts_with(part)), "the list misses {part}: {listed:?}");
    }
    // The list is what the browser saw, or the note would be worth nothing.
    for request in page.requests().await? {
        let Some(file) = request.url.strip_prefix(page.url()).filter(|file| !file.is_empty()) else { continue };
        ensure!(
            listed.iter().any(|known| known == file) || file.contains("icon"),
            "the list misses {file}: {listed:?}"
        );
    }
    let rules =
        "[...document.querySelectorAll('[data-testid=about-policy] li')].map((it) => it.textContent).join('; ')";
    let policy = page.eval("document.head.firstElementChild.getAttribute('content')").await?;
    assert_eq!(page.eval(rules).await?, policy);
    // It goes on looking.
    page.call("setTimeout(() => fetch('assets/icon.svg?again'), 0); return null;", &[]).await?;
    page.wait_for("the list to grow", &format!("{files}.includes('assets/icon.svg?again')")).await?;
    leave(&page, first).await
}

pub(crate) async fn the_note_tells_how_much_is_kept(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    saved(&page).await?;
    page.press(&["Ctrl+k".parse()?]).await?;
    page.testid("palette-field").await?;
    page.keys("what this page").await?;
    let found =
        "document.querySelector('[role=option][aria-selected=true]')?.textContent.startsWith('What this page can do')";
    page.wait_for("the command", found).await?;
    page.press(&["Enter".parse()?]).await?;
    let kept = page.wait_for("the size", "document.querySelector('[data-testid=about-kept]')?.textContent").await?;
    let kept = kept.as_str().context("no words")?;
    ensure!(kept.starts_with(": about ") && kept.contains(|ch: char| ('1'..='9').contains(&ch)), "it says {kept}");
    Ok(())
}

pub(crate) async fn nothing_is_left_that_sends_past_the_policy(page: Page) -> Result<()> {
    page.open().await?;
    let names = "['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport', 'open']";
    let left = page.eval(&format!("{names}.filter((name) => window[name] !== undefined)")).await?;
    assert_eq!(left, json!([]));
    Ok(())
}
