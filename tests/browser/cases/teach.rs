//! Teaching once: the other mentions, the personal list, and finding.

use std::path::Path;

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::{click_mark, detected, stored, with_article};

const ARTICLE: &str = "The company qorvex paid in spring. Then qorvex said that Qorvex will go on.\n\nShares of QORVEX's \
                       rival rose, and the qorvexes wept.";

/// The labels and statuses of the marks, with their words, in text order.
async fn marked(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-testid=article] mark')]
        .map((mark) => `${mark.textContent} ${mark.dataset.label} ${mark.dataset.status}`);";
    let marks = page.call(script, &[]).await?;
    Ok(marks.as_array().into_iter().flatten().filter_map(|mark| mark.as_str().map(str::to_owned)).collect())
}

/// Waits until these words have marks of this label, so many of them.
async fn wait_for_count(page: &Page, words: &str, label: &str, count: usize) -> Result<()> {
    let condition = format!(
        "[...document.querySelectorAll('[data-testid=article] mark[data-label={label}]')]
            .filter((mark) => mark.textContent.toLowerCase() === {}).length === {count}",
        json!(words)
    );
    let waited = page.wait_for(&format!("{count} of {words}"), &condition).await;
    waited.map(|_| ()).map_err(|error| error.context(words.to_owned()))
}

async fn select(page: &Page, words: &str, nth: usize) -> Result<()> {
    page.select_text("[data-testid=article]", words, nth).await?;
    page.testid("selection-card").await.map(|_| ())
}

async fn closed(page: &Page) -> Result<()> {
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await.map(|_| ())
}

pub(crate) async fn a_label_reaches_the_other_mentions_in_one_step(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = marked(&page).await?;
    select(&page, "qorvex", 0).await?;
    page.press(&[Chord::from('7')]).await?;
    let said = page.text_testid("offer").await?;
    ensure!(said.contains("Also 4 other mentions of “qorvex”"), "it says {said}");
    // The preview, by keys: the second of them is not meant.
    page.press(&[Chord::shift('m')]).await?;
    page.testid("mentions-dialog").await?;
    page.wait_for("the first tick to have the focus", "document.activeElement.dataset.testid === 'place-tick'").await?;
    page.press(&[Chord::from(Key::Down)]).await?;
    let second = "document.activeElement.closest('[data-index]')?.dataset.index === '1'";
    page.wait_for("the second tick to have the focus", second).await?;
    page.press(&[Chord::from(Key::Space)]).await?;
    page.wait_for("one less", "document.querySelector('[data-testid=apply]').textContent === 'Apply to 3'").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    closed(&page).await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 3).await?;
    wait_for_count(&page, "qorvexes", "PRODUCT", 1).await?;
    // One step back, and one more.
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 1).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 0).await?;
    assert_eq!(marked(&page).await?, before);
    // And all at once by the key.
    select(&page, "qorvex", 0).await?;
    page.press(&[Chord::from('7')]).await?;
    page.testid("offer").await?;
    page.press(&[Chord::from('z')]).await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 4).await?;
    page.wait_for("the offer to go", "!document.querySelector('[data-testid=offer]')").await?;
    // Deleting one offers the others.
    click_mark(&page, "Qorvex").await?;
    page.press(&[Chord::from(Key::Delete)]).await?;
    page.testid("offer").await?;
    page.click_testid("offer-apply").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 0).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn what_is_remembered_marks_the_next_article(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    select(&page, "qorvex", 0).await?;
    page.press(&[Chord::from('7')]).await?;
    page.click_testid("offer-show").await?;
    page.click_testid("remember").await?;
    page.click_testid("apply").await?;
    closed(&page).await?;
    let said = page.text_testid("notice").await?;
    ensure!(said.contains("Remembered: “qorvex” is always PRODUCT"), "it says {said}");
    detected(&page).await?;
    stored(&page, "rest", "qorvex\tPRODUCT", 1).await?;
    page.reload().await?;
    detected(&page).await?;
    page.shown(".brand button").await?.click().await?;
    let focus = "document.activeElement?.dataset.testid === 'paste-box'";
    page.wait_for("the paste box to have the focus", focus).await?;
    page.paste_text("On Monday the qorvex of Leeds was sold, and another qorvex was not.").await?;
    detected(&page).await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 2).await?;
    click_mark(&page, "qorvex").await?;
    assert_eq!(page.text_testid("why").await?, "from your personal list");
    // What is no longer on the list is no longer suggested; what was accepted stays.
    page.click_testid("accept").await?;
    page.click_in_menu("personal").await?;
    page.click_testid("personal-remove").await?;
    page.wait_for("the list to be empty", "!document.querySelector('[data-testid=personal-entry]')").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 1).await?;
    page.click_testid("personal-undo").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 2).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    closed(&page).await?;
    // What is never a name is not suggested.
    wait_for_count(&page, "leeds", "GPE", 1).await?;
    page.click_in_menu("personal").await?;
    page.testid("personal-words").await?.send_keys("Leeds").await?;
    let never = "(select => { select.value = 'never a name'; return true; })(document.querySelector('[data-testid=personal-label]'))";
    page.wait_for("the choice", never).await?;
    page.click_testid("personal-add").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    closed(&page).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.click_testid("undo").await?;
    wait_for_count(&page, "leeds", "GPE", 1).await?;
    page.click_testid("redo").await?;
    wait_for_count(&page, "leeds", "GPE", 0).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn a_list_comes_from_a_file_and_goes_to_one(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (wrong, right) = (folder.join("wrong-list.tsv"), folder.join("list.tsv"));
    let list = "postil personal 1\nLeeds\t-\texact\nthe qorvexes\tNORP\texact\n";
    std::fs::write(&wrong, "postil personal 1\nqorvex\tPRODUCT\tsome\n")?;
    std::fs::write(&right, list)?;
    page.click_in_menu("personal").await?;
    page.testid("personal-dialog").await?;
    page.choose_file("[data-testid=personal-input]", &wrong).await?;
    let problem =
        "document.querySelector('[data-testid=personal-said]').textContent.includes('line 2: the third part')";
    page.wait_for("the message", problem).await?;
    page.choose_file("[data-testid=personal-input]", &right).await?;
    wait_for_count(&page, "the qorvexes", "NORP", 1).await?;
    page.testid("personal-search").await?.send_keys("NORP").await?;
    let one = "document.querySelectorAll('[data-testid=personal-entry]').length === 1";
    page.wait_for("one entry", one).await?;
    page.click_testid("personal-export").await?;
    let file = page.download().await?;
    assert_eq!((file.name.as_str(), String::from_utf8(file.content)?.as_str()), ("personal-list.tsv", list));
    Ok(())
}

pub(crate) async fn what_is_found_is_labelled_at_once(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = marked(&page).await?;
    let focus = "(document.querySelector('[data-testid=article]').focus(), document.activeElement.id === 'article')";
    page.wait_for("focus to be in the article", focus).await?;
    page.press(&[Chord::from('/')]).await?;
    page.wait_for("the field to have the focus", "document.activeElement.id === 'find'").await?;
    page.keys("qorvex[").await?;
    let says = |words: &str| {
        format!("document.querySelector('[data-testid=find-count]').textContent.includes({})", json!(words))
    };
    page.wait_for("no result", &says("0 results")).await?;
    page.click_testid("find-regex").await?;
    page.wait_for("the problem", &says("Not a regular expression")).await?;
    page.testid("find-words").await?.send_keys("a-z']+ ").await?;
    page.wait_for("two results", &says("2 results")).await?;
    page.testid("find-words").await?.click().await?;
    page.press(&[Chord::ctrl('a')]).await?;
    page.keys("q[a-z]+x").await?;
    page.wait_for("five results", &says("5 results")).await?;
    // Enter goes to the first, and to the second.
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the first result", "getSelection().toString() === 'qorvex'").await?;
    page.press(&[Chord::from(Key::Enter), Chord::from(Key::Enter)]).await?;
    page.wait_for("the third result", "getSelection().toString() === 'Qorvex'").await?;
    assert_eq!(page.eval("document.activeElement.id").await?, "find");
    // All but the last get a label, which is one step.
    page.call("[...document.querySelectorAll('[data-testid=find] [data-testid=place-tick]')].at(-1).click()", &[])
        .await?;
    let choose =
        "(select => { select.value = 'PRODUCT'; return true; })(document.querySelector('[data-testid=find-label]'))";
    page.wait_for("the choice", choose).await?;
    page.wait_for("four", "document.querySelector('[data-testid=find-apply]').textContent === 'Label 4'").await?;
    page.click_testid("find-apply").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 4).await?;
    page.click_testid("undo").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 0).await?;
    assert_eq!(marked(&page).await?, before);
    page.click_testid("redo").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 4).await?;
    // A label is found too, and what is found is deleted.
    page.click_testid("find-regex").await?;
    page.testid("find-words").await?.click().await?;
    page.press(&[Chord::ctrl('a')]).await?;
    page.keys("product").await?;
    page.wait_for("four results", &says("4 results")).await?;
    page.click_testid("find-delete").await?;
    wait_for_count(&page, "qorvex", "PRODUCT", 0).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

/// A large article: finding has an end, and teaching reaches it all.
pub(crate) async fn a_large_article_answers_at_once(page: Page) -> Result<()> {
    let text = "the qorvex of it all is an other thing that goes on.\n\n".repeat(11_000);
    with_article(&page, &text).await?;
    page.press(&[Chord::from('/')]).await?;
    page.wait_for("the field to have the focus", "document.activeElement.id === 'find'").await?;
    page.keys("qorvex").await?;
    let cut =
        "document.querySelector('[data-testid=find-count]').textContent === 'More than 10000: the first are listed'";
    page.wait_for("the end of the results", cut).await?;
    let rows = page.count("[data-testid=place]").await?;
    ensure!(rows > 5 && rows < 100, "{rows} rows are in the page");
    page.press(&[Chord::from(Key::Escape)]).await?;
    select(&page, "qorvex", 0).await?;
    page.press(&[Chord::from('7')]).await?;
    let said = page.text_testid("offer").await?;
    ensure!(said.contains("Also 10999 other mentions"), "it says {said}");
    page.press(&[Chord::from('z')]).await?;
    let all = "document.querySelector('[data-testid=legend-PRODUCT] .count')?.textContent === '11000'";
    page.wait_for("all to be labelled", all).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    let one = "document.querySelector('[data-testid=legend-PRODUCT] .count')?.textContent === '1'";
    page.wait_for("one to be left", one).await?;
    Ok(())
}
