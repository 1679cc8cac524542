//! What a person is in the middle of stays as it is, whatever happens around it: what is typed, what is ticked, the mark in
//! hand, the place of the keyboard.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::journal::large;
use crate::pointer::word;
use crate::steps::{click_mark, detected, marks, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. It was signed late by Acme Corp.";

async fn in_the_article(page: &Page) -> Result<()> {
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus to be in the article", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    Ok(())
}

async fn says(page: &Page, testid: &str, words: &str) -> Result<()> {
    let condition = format!("document.querySelector('[data-testid={testid}]')?.textContent === {}", json!(words));
    page.wait_for(&format!("{testid} to say {words:?}"), &condition).await.map(|_| ())
}

/// Results of the article before are none of the next one.
pub(crate) async fn what_was_found_is_looked_for_in_the_next_article(page: Page) -> Result<()> {
    with_article(&page, "A short one.\n\nThere is zebra here.").await?;
    page.click_testid("new").await?;
    page.testid("paste-box").await?;
    page.paste_text(&format!("A long one.\n\n{}", "It is long, and has a zebra.\n\n".repeat(40))).await?;
    page.wait_for("the long one", "document.querySelector('.title')?.value === 'A long one.'").await?;
    detected(&page).await?;
    in_the_article(&page).await?;
    page.press(&[Chord::from('/')]).await?;
    page.wait_for("the field to have the focus", "document.activeElement.id === 'find'").await?;
    page.keys("zebra").await?;
    says(&page, "find-count", "40 results").await?;
    in_the_article(&page).await?;
    page.press(&[Chord::alt(Key::PageUp)]).await?;
    page.wait_for("the short one", "document.querySelector('.title')?.value === 'A short one.'").await?;
    says(&page, "find-count", "1 result").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn ticks_and_the_place_in_results_stay_while_marks_change(page: Page) -> Result<()> {
    with_article(&page, &"Qorvex and qorvex met. ".repeat(3)).await?;
    in_the_article(&page).await?;
    page.press(&[Chord::from('/')]).await?;
    page.wait_for("the field to have the focus", "document.activeElement.id === 'find'").await?;
    page.keys("qorvex").await?;
    says(&page, "find-count", "6 results").await?;
    page.call("[...document.querySelectorAll('[data-testid=find] [data-testid=place-tick]')].at(-1).click()", &[])
        .await?;
    says(&page, "find-apply", "Label 5").await?;
    // The second result gets a label of its own; the next one is the third, and what was unticked stays so.
    page.testid("find-words").await?.click().await?;
    page.press(&[Chord::from(Key::Enter), Chord::from(Key::Enter)]).await?;
    page.wait_for("the second result", "getSelection().toString() === 'qorvex'").await?;
    page.click_testid("label-PRODUCT").await?;
    wait_for_marks(&page, "qorvex", &[("PRODUCT", "accepted")]).await?;
    says(&page, "find-apply", "Label 5").await?;
    page.testid("find-words").await?.click().await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the third result", "getSelection().toString() === 'Qorvex'").await?;
    says(&page, "find-apply", "Label 5").await?;
    Ok(())
}

/// Names are still looked for while somebody types: each find draws the dialog anew.
pub(crate) async fn what_is_typed_stays_while_names_are_found(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    let sentence = "Acme Corp paid $3m to Beta Ltd in Leeds on Tuesday, said Jane Doe of Gamma Inc.\n\n";
    page.paste_text(&sentence.repeat(12_000)).await?;
    page.testid("article").await?;
    page.press(&[Chord::alt('p')]).await?;
    page.testid("project-guidelines").await?.click().await?;
    page.keys("Titles are no part of a name.").await?;
    let is_at_work = "document.querySelector('[data-testid=article]').dataset.state !== 'done'";
    ensure!(page.eval(is_at_work).await? == json!(true), "all was found before it was typed; the text is too short");
    detected(&page).await?;
    let typed = page.eval("document.querySelector('[data-testid=project-guidelines]').value").await?;
    assert_eq!(typed, json!("Titles are no part of a name."));
    Ok(())
}

/// Whether it stands in the first section of the article, in another one, or at its end.
pub(crate) async fn marks_anywhere_in_a_long_article_are_shown_and_corrected(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.drop_file("body", "large.postil.json", &large(1_500, 1)).await?;
    page.testid("article").await?;
    page.wait_for("all paragraphs", "document.querySelectorAll('#article [data-start]').length === 1500").await?;
    for part in ["0", "0.3", "0.62", "1"] {
        let scroll = format!(
            "(() => {{
                let view = document.querySelector('#article');
                while (view.scrollHeight <= view.clientHeight + 1) view = view.parentElement;
                view.scrollTop = (view.scrollHeight - view.clientHeight) * {part};
            }})()"
        );
        page.eval(&scroll).await?;
        let in_view = "[...document.querySelectorAll('#article mark')].find((mark) => {
            const { top } = mark.getBoundingClientRect();
            return top > innerHeight * 0.3 && top < innerHeight * 0.7;
        })?.textContent";
        let words = page.wait_for("a mark in view", in_view).await?;
        let words = words.as_str().unwrap_or_default();
        click_mark(&page, words).await?;
        page.press(&[Chord::from('1')]).await?;
        wait_for_marks(&page, words, &[("PERSON", "accepted")]).await?;
    }
    Ok(())
}

pub(crate) async fn a_selection_may_begin_beside_the_text(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    click_mark(&page, "Beta Ltd").await?;
    let (left, row) = word(&page, "The", 0.0).await?;
    let end = word(&page, "deal", 0.8).await?;
    let drag = page.driver().action_chain().move_to(left - 14, row).click_and_hold();
    drag.move_to(left + 5, row).move_to(end.0, end.1).release().perform().await?;
    page.testid("selection-card").await?;
    page.press(&[Chord::from('2')]).await?;
    let label = page.eval("document.querySelector('mark[data-selected]').dataset.label").await?;
    assert_eq!(marks(&page, "The deal").await?.len(), 1, "{label}");
    wait_for_marks(&page, "Beta Ltd", &[("ORG", "suggested")]).await?;
    // A click there means nothing.
    page.driver().action_chain().move_to(left - 14, row).click().perform().await?;
    page.wait_for("the mark in hand", "document.querySelector('mark[data-selected]')?.textContent === 'The deal'")
        .await?;
    Ok(())
}

pub(crate) async fn undo_works_from_lists_and_boxes(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    click_mark(&page, "$3m").await?;
    page.testid("value-comparator").await?.click().await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    let set = "(() => { const list = document.querySelector('[data-testid=value-comparator]'); list.focus();
        list.selectedIndex = 1; list.dispatchEvent(new Event('change', { bubbles: true })); return true; })()";
    page.eval(set).await?;
    page.wait_for("a step", "!document.querySelector('[data-testid=undo]').disabled").await?;
    assert_eq!(page.eval("document.activeElement.dataset.testid").await?, "value-comparator");
    page.press(&[Chord::ctrl('z')]).await?;
    page.wait_for("no step", "document.querySelector('[data-testid=undo]').disabled").await?;
    let first = "document.querySelector('[data-testid=value-comparator]').selectedIndex === 0";
    page.wait_for("what was chosen before", first).await?;
    Ok(())
}

/// Card and handles lie over the line below.
pub(crate) async fn the_cursor_goes_down_from_the_end_of_a_mark(page: Page) -> Result<()> {
    let line = "The long and winding story of a small firm that was sold to a larger one in the end";
    with_article(&page, &format!("Acme Corp was sold\n\n{line}. {line}. {line}. {line}.")).await?;
    in_the_article(&page).await?;
    page.press(&[Chord::from('w')]).await?;
    page.wait_for("the mark", "document.querySelector('mark[data-selected]')?.textContent === 'Acme Corp'").await?;
    page.press(&[Chord::from(Key::Right)]).await?;
    page.press(&[Chord::from(Key::Left)]).await?;
    page.testid("annotation-card").await?;
    let top = "document.querySelector('.caret').getBoundingClientRect().top";
    let before = page.eval(top).await?.as_f64().unwrap_or_default();
    page.press(&[Chord::from(Key::Down)]).await?;
    page.wait_for("the next line", &format!("{top} > {before} + 10")).await?;
    Ok(())
}

pub(crate) async fn the_mark_in_hand_is_drawn_and_said_whatever_is_filtered(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.click_testid("to-review").await?;
    page.select_text("[data-testid=article]", "deal", 0).await?;
    page.click_testid("label-EVENT").await?;
    page.wait_for("the new mark", "document.querySelector('mark[data-selected]')?.textContent === 'deal'").await?;
    says(&page, "in-hand", "deal, EVENT, accepted").await?;
    page.press(&[Chord::from('n')]).await?;
    page.wait_for("another one", "document.querySelector('mark[data-selected]')?.textContent !== 'deal'").await?;
    wait_for_marks(&page, "deal", &[]).await?;
    Ok(())
}

pub(crate) async fn the_keyboard_comes_back_when_a_button_of_the_card_goes(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    click_mark(&page, "Beta Ltd").await?;
    page.testid("annotation-card").await?;
    page.eval("document.querySelector('[data-testid=delete]').focus()").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    wait_for_marks(&page, "Beta Ltd", &[]).await?;
    page.wait_for("the article to have the keyboard", "document.activeElement.id === 'article'").await?;
    // What comes next goes on from there.
    page.press(&[Chord::from('w')]).await?;
    page.wait_for("what stands after it", "document.querySelector('mark[data-selected]')?.textContent === 'Tuesday'")
        .await?;
    Ok(())
}
