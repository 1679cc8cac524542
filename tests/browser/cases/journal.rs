//! What survives: undo over a reload, changes during a snapshot, the layout of before, another tab, a killed browser.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, DRIVER_VARIABLE, FOLDER_VARIABLE, Key, Kind, Page, Tried, crash};
use serde_json::{Value, json};

use crate::steps::{annotations, detected, download, export, leave, saved, stored, wait_for_marks, with_article};

/// How many records a store holds.
async fn count(page: &Page, store: &str) -> Result<u64> {
    let script = "
        const [store, done] = arguments;
        const opening = indexedDB.open('postil-1');
        opening.onsuccess = () => {
            const counting = opening.result.transaction(store).objectStore(store).count();
            counting.onsuccess = () => { opening.result.close(); done(counting.result); };
        };";
    page.call_async(script, &[json!(store)]).await?.as_u64().context("no number")
}

pub(crate) async fn undo_goes_on_after_a_reload(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large.").await?;
    let start = export(&page).await?;
    for (words, label) in [("The deal", "EVENT"), ("large", "PRODUCT")] {
        page.select_text("[data-testid=article]", words, 0).await?;
        page.click_testid(&format!("label-{label}")).await?;
        wait_for_marks(&page, words, &[(label, "accepted")]).await?;
    }
    page.press(&[Chord::from(Key::Delete)]).await?;
    wait_for_marks(&page, "large", &[]).await?;
    page.press(&[Chord::ctrl('z'), Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "large", &[]).await?;
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    // Forth, as far as it was taken back, and then back to the start.
    page.wait_for("the steps of before", "!document.querySelector('[data-testid=redo]').disabled").await?;
    saved(&page).await?;
    page.press(&[Chord::ctrl_shift('z')]).await?;
    wait_for_marks(&page, "large", &[("PRODUCT", "accepted")]).await?;
    page.press(&[Chord::ctrl_shift('z')]).await?;
    wait_for_marks(&page, "large", &[]).await?;
    page.wait_for("no more to do again", "document.querySelector('[data-testid=redo]').disabled").await?;
    page.press(&[Chord::ctrl('z'), Chord::ctrl('z'), Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "The deal", &[]).await?;
    page.wait_for("nothing to undo", "document.querySelector('[data-testid=undo]').disabled").await?;
    assert_eq!(export(&page).await?, start);
    // What is done now takes the place of what was taken back, over another reload.
    page.select_text("[data-testid=article]", "large", 0).await?;
    page.click_testid("label-EVENT").await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    page.wait_for("the step of before", "!document.querySelector('[data-testid=undo]').disabled").await?;
    saved(&page).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "large", &[]).await?;
    assert_eq!(export(&page).await?, start);
    Ok(())
}

/// A file with `count` suggestions, `each` in a paragraph.
pub(crate) fn large(count: usize, each: usize) -> String {
    let mut text = String::new();
    let mut all = Vec::new();
    for number in 0..count {
        text.push_str(if number % each == each - 1 { "\n\n" } else { " " });
        let (start, words) = (text.len(), format!("Name{number}"));
        text.push_str(&words);
        all.push(json!({ "id": format!("a{}", number + 1), "start": start, "end": text.len(), "text": words, "label": "ORG" }));
    }
    let document = json!({ "id": "large", "title": "Large", "text": text, "annotations": all });
    json!({ "format": "postil", "version": 1, "offset_unit": "code_point", "labels": [], "documents": [document] })
        .to_string()
}

pub(crate) async fn changes_go_on_while_a_snapshot_is_made(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.drop_file("body", "large.postil.json", &large(12_000, 40)).await?;
    page.testid("article").await?;
    saved(&page).await?;
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    // All of it is written as one change; then it is time for a snapshot.
    page.press(&[Chord::from('A')]).await?;
    page.wait_for("all to be accepted", "document.querySelector('[data-testid=to-review]').textContent[0] === '0'")
        .await?;
    page.press(&[Chord::from('n')]).await?;
    // One label and the other in turn; on a slow machine the snapshot may come before the first.
    for changes in 0.. {
        ensure!(changes < 2_000, "no snapshot was made");
        page.press(&[Chord::from(if changes % 2 == 0 { '1' } else { '2' }), Chord::from('n')]).await?;
        if count(&page, "snapshots").await? > 0 {
            break;
        }
    }
    page.press(&[Chord::from('3')]).await?;
    saved(&page).await?;
    let before = export(&page).await?;
    ensure!(annotations(&before).iter().any(|annotation| annotation["label"] == "PERSON"), "nothing was changed");
    page.reload().await?;
    page.testid("article").await?;
    assert_eq!(page.count("[data-testid=notice]").await?, 0);
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    Ok(())
}

/// Writes the records of the layout before, where no page holds the database.
async fn write_old(page: &Page, records: &Value) -> Result<()> {
    page.driver().goto(&format!("{}nothing-here", page.url())).await?;
    let script = "
        const [records, done] = arguments;
        indexedDB.deleteDatabase('postil-1').onsuccess = () => {
            const opening = indexedDB.open('postil-1', 2);
            opening.onupgradeneeded = () => ['records', 'files'].forEach((name) => opening.result.createObjectStore(name));
            opening.onsuccess = () => {
                const writing = opening.result.transaction('records', 'readwrite');
                for (const { key, body } of records) writing.objectStore('records').put(body, key);
                writing.oncomplete = () => { opening.result.close(); done(true); };
            };
        };";
    page.call_async(script, std::slice::from_ref(records)).await.map(|_| ())
}

pub(crate) async fn the_layout_of_before_is_carried_over(page: Page) -> Result<()> {
    let records: Value = serde_json::from_str(include_str!("../../stored/layout-2.json"))?;
    write_old(&page, &records).await?;
    page.open().await?;
    page.testid("article").await?;
    wait_for_marks(&page, "Zoë 👩‍👩‍👧", &[("PERSON", "accepted")]).await?;
    stored(&page, "rest", "carried", 1).await?;
    saved(&page).await?;
    let first = export(&page).await?;
    let old = records.as_array().context("records")?.iter().find(|record| record["key"] == "document:d-1");
    let old: Value = serde_json::from_str(old.and_then(|old| old["body"].as_str()).context("a document")?)?;
    assert_eq!(first["documents"][0], old["documents"][0]);
    assert_eq!(page.count(".shelf").await?, 3);
    assert_eq!(page.attribute("tags", "aria-pressed").await?.as_deref(), Some("true"));
    ensure!(count(&page, "records").await? > 0, "the old records are gone before the new ones were read");
    page.reload().await?;
    page.testid("article").await?;
    assert_eq!(export(&page).await?, first);
    assert_eq!(page.count(".shelf").await?, 3);
    while count(&page, "records").await? > 0 {}
    page.reload().await?;
    page.testid("article").await?;
    assert_eq!(page.count("[data-testid=notice]").await?, 0);
    assert_eq!(export(&page).await?, first);
    Ok(())
}

/// Without the browser's locks each page takes itself for the one that writes.
const NO_LOCKS: &str = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });";

pub(crate) async fn what_another_tab_changed_is_not_written_over(page: Page) -> Result<()> {
    let first = page.tab_with_script(NO_LOCKS).await?;
    with_article(&page, "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large.").await?;
    saved(&page).await?;
    let mark = async |words: &str| -> Result<()> {
        page.select_text("[data-testid=article]", words, 0).await?;
        page.click_testid("label-EVENT").await?;
        wait_for_marks(&page, words, &[("EVENT", "accepted")]).await
    };
    let here = page.driver().window().await?;
    page.tab_with_script(NO_LOCKS).await?;
    page.open().await?;
    detected(&page).await?;
    mark("The deal").await?;
    saved(&page).await?;
    let theirs = export(&page).await?;
    page.driver().close_window().await?;
    page.driver().switch_to_window(here).await?;
    mark("large").await?;
    let said = "document.querySelector('[data-testid=trouble]')?.textContent.includes('another tab')";
    page.wait_for("a word about the other tab", said).await?;
    let saving = "document.querySelector('[data-testid=saving]').textContent === 'Not saved'";
    page.wait_for("it to be said that it is not saved", saving).await?;
    page.reload().await?;
    detected(&page).await?;
    page.click_testid("export").await?;
    assert_eq!(download(&page).await?, theirs);
    leave(&page, first).await
}

pub(crate) async fn a_browser_that_ends_loses_nothing(page: Page) -> Result<()> {
    let setting = |name: &str| std::env::var(name).with_context(|| format!("{name} is not set"));
    let folder = setting(FOLDER_VARIABLE)?;
    let driver = || Ok((setting(DRIVER_VARIABLE)?, None));
    let tried = Tried { kind: Kind::Chromium, driver: &driver, folder: Path::new(&folder), url: page.url() };
    for seed in SEEDS {
        crash(&tried, seed).await.with_context(|| format!("seed {seed}"))?;
    }
    Ok(())
}

/// A kill each, and a browser that is asked to end.
const SEEDS: [u64; 3] = [1, 2, 7];
