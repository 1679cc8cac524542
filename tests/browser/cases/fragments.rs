//! A mark in several pieces: text is selected beside it and joins it, by key and by button; the file has the pieces.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::{annotations, detected, export, marks, saved, wait_for_marks, with_article};

const TEXT: &str = "The team won silver and then gold medals in the village race.";

/// Waits until the pieces that are drawn in hand are these.
async fn wait_for_pieces(page: &Page, wanted: &[&str]) -> Result<()> {
    let script = format!(
        "JSON.stringify([...document.querySelectorAll('[data-testid=article] mark[data-selected]')]
            .map((mark) => mark.textContent)) === JSON.stringify({})",
        json!(wanted)
    );
    page.wait_for(&format!("the pieces {wanted:?} in hand"), &script).await.map(|_| ())
}

pub(crate) async fn a_fragment_joins_the_mark_in_hand(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.select_text("[data-testid=article]", "silver", 0).await?;
    page.click_testid("label-PRODUCT").await?;
    wait_for_marks(&page, "silver", &[("PRODUCT", "accepted")]).await?;
    // By key.
    page.select_text("[data-testid=article]", "medals", 0).await?;
    page.testid("add-part").await?;
    page.press(&[Chord::shift('b')]).await?;
    wait_for_pieces(&page, &["silver", "medals"]).await?;
    let words =
        "document.querySelector('[data-testid=annotation-card] .card-words')?.textContent === 'silver … medals'";
    page.wait_for("the card to say so", words).await?;
    assert_eq!(marks(&page, "silvermedals").await?.len(), 1, "both are pieces of one mark");
    // Once more by the button, and back.
    page.select_text("[data-testid=article]", "village", 0).await?;
    ensure!(page.text_testid("add-part").await? == "Add to “silver … medals”");
    page.click_testid("add-part").await?;
    wait_for_pieces(&page, &["silver", "medals", "village"]).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_pieces(&page, &["silver", "medals"]).await?;
    // Out of the browser and back into it.
    let file = export(&page).await?;
    let found = annotations(&file).iter().find(|annotation| annotation["label"] == "PRODUCT").cloned();
    let found = found.unwrap_or_default();
    assert_eq!(found["text"], "silver and then gold medals");
    assert_eq!(found["fragments"], json!([{ "start": 13, "end": 19 }, { "start": 34, "end": 40 }]));
    page.press(&[Chord::from(Key::Escape)]).await?;
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    page.wait_for("both pieces after a reload", "document.querySelectorAll('mark[data-label=PRODUCT]').length === 2")
        .await?;
    // A piece is selected and taken out again: the mark lies in one.
    crate::steps::click_mark(&page, "silver").await?;
    page.testid("annotation-card").await?;
    page.select_text("[data-testid=article]", "medals", 0).await?;
    page.click_testid("take-part").await?;
    wait_for_pieces(&page, &["silver"]).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_pieces(&page, &["silver", "medals"]).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
