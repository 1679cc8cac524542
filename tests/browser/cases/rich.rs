//! What looks wrong, marks on each other, links and relations.

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::{click_mark, export, marks, saved, wait_for_marks, with_article};

/// Marks the `nth` appearance of words with the mouse.
async fn mark(page: &Page, words: &str, nth: usize, label: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, nth).await?;
    page.click_testid(&format!("label-{label}")).await?;
    page.testid("annotation-card").await?;
    in_hand(page, label).await?;
    // The browser lets go of what was selected a little later; a hand is not as quick as this one.
    page.wait_for("no selection", "getSelection().isCollapsed").await.map(|_| ())
}

/// Waits until the mark in hand has this label.
async fn in_hand(page: &Page, label: &str) -> Result<()> {
    let found = format!("document.querySelector('mark[data-selected]')?.dataset.label === {}", json!(label));
    page.wait_for(&format!("{label} in hand"), &found).await.map(|_| ())
}

pub(crate) async fn what_looks_wrong_is_listed_fixed_and_ignored(page: Page) -> Result<()> {
    with_article(&page, "we met zorbo then. later zorbo left, and zorbo came back.").await?;
    mark(&page, "zorbo", 0, "ORG").await?;
    page.press(&[Chord::from(Key::Escape), Chord::shift('k')]).await?;
    let rows = "document.querySelectorAll('[data-testid=check-row][data-kind=unmarked]').length";
    page.wait_for("two places", &format!("{rows} === 2")).await?;
    assert_eq!(page.text_testid("to-check").await?, "2 to check");
    // One is fixed, and undone.
    assert_eq!(page.text_testid("fix").await?, "Label as ORG");
    page.click_testid("fix").await?;
    page.wait_for("one place", &format!("{rows} === 1")).await?;
    wait_for_marks(&page, "zorbo", &[("ORG", "accepted"), ("ORG", "accepted")]).await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "zorbo", &[("ORG", "accepted")]).await?;
    page.wait_for("two places again", &format!("{rows} === 2")).await?;
    // All of a kind are fixed in one step.
    page.testid("check-kind").await?.send_keys("Not").await?;
    page.click_testid("fix-all").await?;
    let all = [("ORG", "accepted"); 3];
    wait_for_marks(&page, "zorbo", &all).await?;
    page.testid("check-empty").await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "zorbo", &all[..1]).await?;
    // What is ignored stays ignored after a reload.
    page.wait_for("two places once more", &format!("{rows} === 2")).await?;
    page.click_testid("ignore").await?;
    page.wait_for("one place left", &format!("{rows} === 1")).await?;
    saved(&page).await?;
    page.reload().await?;
    page.click_testid("to-check").await?;
    page.wait_for("one place still", &format!("{rows} === 1")).await?;
    page.click_testid("show-ignored").await?;
    page.wait_for("both", &format!("{rows} === 2")).await?;
    // A row leads to its place.
    page.shown("[data-testid=check-row]:not([data-ignored]) .list-main").await?.click().await?;
    page.wait_for("the words", "getSelection().toString() === 'zorbo'").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn marks_on_each_other_are_taken_in_turn(page: Page) -> Result<()> {
    with_article(&page, "we met at the old town hall of bruges.").await?;
    mark(&page, "old town hall of bruges", 0, "FAC").await?;
    mark(&page, "bruges", 0, "GPE").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    for label in ["GPE", "FAC", "GPE"] {
        click_mark(&page, "bruges").await?;
        in_hand(&page, label).await?;
    }
    assert_eq!(page.text_testid("here").await?, "1 of 2 here");
    let said = "document.querySelector('mark[data-label=GPE]').getAttribute('aria-description')";
    assert_eq!(page.eval(said).await?, "GPE, accepted, inside FAC");
    page.press(&[Chord::shift('i')]).await?;
    in_hand(&page, "FAC").await?;
    assert_eq!(page.text_testid("here").await?, "2 of 2 here");
    // A mark inside of a mark with keys alone: its first word, and a label.
    page.press(&[Chord::from('b')]).await?;
    page.testid("selection-card").await?;
    page.press(&[Chord::from('4')]).await?;
    in_hand(&page, "LOC").await?;
    ensure!(marks(&page, "old").await?.iter().any(|(label, ..)| label == "LOC"), "no mark inside");
    Ok(())
}

pub(crate) async fn a_link_is_in_the_file(page: Page) -> Result<()> {
    with_article(&page, "we met zorbo then. later zorbo left.").await?;
    mark(&page, "zorbo", 0, "ORG").await?;
    mark(&page, "zorbo", 1, "ORG").await?;
    let linked = "document.activeElement?.dataset.testid === 'link'";
    page.press(&[Chord::shift('h')]).await?;
    page.wait_for("the field", linked).await?;
    page.keys("not one\t").await?;
    page.wait_for(
        "the refusal",
        "[...document.querySelectorAll('[role=alert]')].some((it) => it.textContent.includes('Q42'))",
    )
    .await?;
    page.click_testid("link").await?;
    page.keys("Q42\t").await?;
    let open = page.testid("open-link").await?;
    assert_eq!(open.attr("rel").await?.as_deref(), Some("noreferrer noopener"));
    // The other mention has it too.
    page.press(&[Chord::from(Key::Escape)]).await?;
    click_mark(&page, "zorbo").await?;
    page.wait_for("its link", "document.querySelector('[data-testid=link]').value === 'Q42'").await?;
    let file = export(&page).await?;
    let entity = &file["documents"][0]["entities"][0];
    assert_eq!(entity["link"], "Q42");
    assert_eq!(entity["mentions"].as_array().context("mentions")?.len(), 2);
    Ok(())
}

pub(crate) async fn a_relation_is_made_with_keys(page: Page) -> Result<()> {
    with_article(&page, "we met zorbo then. later zorba left.").await?;
    mark(&page, "zorbo", 0, "ORG").await?;
    mark(&page, "zorba", 0, "PERSON").await?;
    page.press(&[Chord::shift('r')]).await?;
    page.wait_for("the types", "document.activeElement?.dataset.testid === 'type-counts'").await?;
    page.press(&[Chord::from(Key::Tab), Chord::from(Key::Tab)]).await?;
    page.wait_for("another type", "document.activeElement?.dataset.testid === 'type-works for'").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the text", "document.activeElement?.id === 'article'").await?;
    page.press(&[Chord::from('p')]).await?;
    page.testid("relate-done").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the line", "document.querySelector('[data-testid=arc] path')?.getAttribute('d')").await?;
    page.testid("card-relation").await?;
    page.click_testid("tab-relations").await?;
    page.testid("relation-row").await?;
    let file = export(&page).await?;
    let ids: Vec<_> = file["documents"][0]["annotations"].as_array().context("annotations")?.iter().collect();
    let id = |words: &str| ids.iter().find(|a| a["text"] == words).map(|a| a["id"].clone());
    let relation = &file["documents"][0]["relations"][0];
    assert_eq!(relation["type"], "works for");
    assert_eq!((Some(relation["from"].clone()), Some(relation["to"].clone())), (id("zorba"), id("zorbo")));
    page.press(&[Chord::ctrl('z')]).await?;
    page.wait_for("no relation", "!document.querySelector('[data-testid=relation-row], [data-testid=arc]')").await?;
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}
