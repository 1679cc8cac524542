//! A library of many articles: finding, sorting and choosing them, what is done to many, and how far the work is.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::access::check;
use crate::steps::{detected, saved, with_article};

/// Opens text files as articles: title and text each.
async fn with_articles(page: &Page, articles: &[(&str, &str)]) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    let files: Vec<(String, String)> =
        articles.iter().map(|(title, text)| (format!("{title}.txt"), format!("{title}\n\n{text}"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    page.drop_files(".shell", &files).await?;
    let all = format!("document.querySelectorAll('.shelf').length === {}", articles.len());
    page.wait_for("the articles", &all).await?;
    detected(page).await?;
    show(page).await?;
    page.wait_for("all to be looked through", "!document.querySelector('[data-testid=library-detecting]')").await?;
    Ok(())
}

async fn show(page: &Page) -> Result<()> {
    page.press(&[Chord::alt('l')]).await?;
    page.testid("library-search").await.map(|_| ())
}

/// Waits until these titles are listed, with how far they are.
async fn listed(page: &Page, wanted: &[&str]) -> Result<()> {
    let rows = "JSON.stringify([...document.querySelectorAll('[data-testid=library-row]')].map((row) => \
                `${row.querySelector('.list-words').textContent}: ${row.dataset.standing}`))";
    let condition = format!("{rows} === {}", json!(json!(wanted).to_string()));
    page.wait_for(&format!("the articles {wanted:?}"), &condition).await.map(|_| ())
}

async fn choose(page: &Page, testid: &str, value: &str) -> Result<()> {
    let script = "const it = document.querySelector(`[data-testid=${arguments[0]}]`); it.value = arguments[1]; \
                  it.dispatchEvent(new Event('change', { bubbles: true }));";
    page.call(script, &[json!(testid), json!(value)]).await.map(|_| ())
}

/// Presses the box of a row, with Shift or without.
async fn tick(page: &Page, row: usize, shift: bool) -> Result<()> {
    let script = "document.querySelectorAll('.tick')[arguments[0]]\
                  .dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: arguments[1] }));";
    page.call(script, &[json!(row), json!(shift)]).await.map(|_| ())
}

async fn chosen(page: &Page, count: usize) -> Result<()> {
    let condition = format!("document.querySelector('[data-testid=chosen]').textContent === '{count} chosen'");
    page.wait_for(&format!("{count} chosen"), &condition).await.map(|_| ())
}

const ARTICLES: [(&str, &str); 3] = [
    ("Prices rise", "Acme Corp paid $3m to Beta Ltd on 4 May 2024."),
    ("A calm day", "Nothing much was said by anybody."),
    ("Markets", "Gamma Inc sold 900 units."),
];

pub(crate) async fn articles_are_found_sorted_and_chosen(page: Page) -> Result<()> {
    with_articles(&page, &ARTICLES).await?;
    listed(&page, &["Prices rise: new", "A calm day: new", "Markets: new"]).await?;
    choose(&page, "library-sort", "Title").await?;
    listed(&page, &["A calm day: new", "Markets: new", "Prices rise: new"]).await?;
    page.click_testid("library-turn").await?;
    listed(&page, &["Prices rise: new", "Markets: new", "A calm day: new"]).await?;
    choose(&page, "library-label", "MONEY").await?;
    listed(&page, &["Prices rise: new"]).await?;
    choose(&page, "library-label", "").await?;
    page.testid("library-search").await?.send_keys("UNITS").await?;
    listed(&page, &["Markets: new"]).await?;
    page.call("document.querySelector('[data-testid=library-search]').select()", &[]).await?;
    page.press(&[Chord::from(Key::Delete)]).await?;
    listed(&page, &["Prices rise: new", "Markets: new", "A calm day: new"]).await?;
    tick(&page, 0, false).await?;
    chosen(&page, 1).await?;
    tick(&page, 2, true).await?;
    chosen(&page, 3).await?;
    page.click_testid("choose-all").await?;
    chosen(&page, 0).await?;
    page.call("document.activeElement.blur()", &[]).await?;
    page.press(&[Chord::ctrl('a')]).await?;
    chosen(&page, 3).await?;
    check(&page, "library").await
}

pub(crate) async fn what_is_done_to_many_is_kept_and_undone(page: Page) -> Result<()> {
    with_articles(&page, &ARTICLES).await?;
    tick(&page, 0, false).await?;
    choose(&page, "bulk-sure", "0").await?;
    page.click_testid("bulk-accept").await?;
    listed(&page, &["Prices rise: done", "A calm day: new", "Markets: new"]).await?;
    tick(&page, 0, false).await?;
    tick(&page, 1, false).await?;
    chosen(&page, 1).await?;
    page.click_testid("bulk-done").await?;
    listed(&page, &["Prices rise: done", "A calm day: done", "Markets: new"]).await?;
    // Only what is chosen is saved.
    page.click_testid("bulk-export").await?;
    page.testid("export-chosen").await?;
    choose(&page, "format-postil", "on").await?;
    page.wait_for("the file", "!document.querySelector('[data-testid=download]').disabled").await?;
    page.click_testid("download").await?;
    let file = String::from_utf8(page.download().await?.content)?;
    ensure!(file.contains("Nothing much") && !file.contains("Gamma"), "what was chosen: {file}");
    // Deleted, and back in its place.
    page.click_testid("bulk-delete").await?;
    listed(&page, &["Prices rise: done", "Markets: new"]).await?;
    page.call("document.activeElement.blur()", &[]).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    listed(&page, &["Prices rise: done", "A calm day: done", "Markets: new"]).await?;
    // The next unfinished one is the third; what was said stays over a reload.
    page.call("document.querySelector('.library-row .list-main').click()", &[]).await?;
    page.testid("article").await?;
    page.press(&[Chord::alt('n')]).await?;
    page.wait_for("the third article", "document.querySelector('[data-testid=title]').value === 'Markets'").await?;
    saved(&page).await?;
    page.reload().await?;
    page.testid("article").await?;
    show(&page).await?;
    listed(&page, &["Prices rise: done", "A calm day: done", "Markets: new"]).await
}

pub(crate) async fn progress_says_how_the_detector_did(page: Page) -> Result<()> {
    with_article(&page, "Prices\n\nIt sold units at $3m, and $5 more.").await?;
    page.press(&[Chord::from('u'), Chord::from('a'), Chord::from('r')]).await?;
    page.wait_for("both to be reviewed", "document.querySelectorAll('.list-row[data-status=suggested]').length === 0")
        .await?;
    page.click_testid("foot-library").await?;
    page.click_testid("library-progress").await?;
    page.testid("progress-dialog").await?;
    let row = "[...document.querySelectorAll('[data-testid=progress-row]')].map((row) => row.innerText.split(/\\s+/).join(' '))[0]";
    ensure!(page.eval(row).await? == json!("MONEY 1 1 0 1 0 50% 100%"), "{}", page.eval(row).await?);
    check(&page, "progress").await?;
    page.click_testid("progress-csv").await?;
    let file = page.download().await?;
    assert_eq!(file.name, "progress.csv");
    let content = String::from_utf8(file.content)?;
    ensure!(content.contains("\r\nMONEY,1,1,0,1,0,0.500,1.000\r\n"), "{content}");
    Ok(())
}
