//! Everything by keys: the palette, keys that a person changes, a span that is begun and grown without a mouse.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::{click_mark, saved, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large.";

async fn in_article(page: &Page, text: &str) -> Result<()> {
    with_article(page, text).await?;
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus to be in the article", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    Ok(())
}

/// Waits until the mark in hand has these words.
async fn in_hand(page: &Page, words: &str) -> Result<()> {
    let script = "[...document.querySelectorAll('mark[data-selected]')].map((mark) => mark.textContent).join('')";
    page.wait_for(&format!("{words:?} in hand"), &format!("{script} === {}", json!(words))).await.map(|_| ())
}

async fn selected(page: &Page, words: &str) -> Result<()> {
    let condition = format!("getSelection().toString() === {}", json!(words));
    page.wait_for(&format!("{words:?} selected"), &condition).await.map(|_| ())
}

/// Opens the palette, types, and waits until this line is the one that Enter runs.
async fn find(page: &Page, words: &str, line: &str) -> Result<()> {
    page.press(&[Chord::ctrl('k')]).await?;
    page.testid("palette-field").await?;
    page.keys(words).await?;
    let active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";
    let is_it = format!("{active}?.dataset.testid === 'do-{line}' && {active}.ariaSelected === 'true'");
    page.wait_for(&format!("{line} to come first"), &is_it).await.map(|_| ())
}

pub(crate) async fn the_palette_finds_and_runs_commands(page: Page) -> Result<()> {
    in_article(&page, TEXT).await?;
    page.select_text("[data-testid=article]", "deal", 0).await?;
    page.testid("selection-card").await?;
    find(&page, "event", "label:EVENT").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    wait_for_marks(&page, "deal", &[("EVENT", "accepted")]).await?;
    page.wait_for("the palette to close", "!document.querySelector('dialog')").await?;
    // The keyboard is back, and what was used last comes first.
    page.wait_for("focus to be back", "document.activeElement.id === 'article'").await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "deal", &[]).await?;
    page.select_text("[data-testid=article]", "large", 0).await?;
    page.testid("selection-card").await?;
    find(&page, "", "label:EVENT").await?;
    // Lines are walked, round the end as well; Escape leaves all as it is.
    page.press(&[Chord::from(Key::Down), Chord::from(Key::Up), Chord::from(Key::Up)]).await?;
    page.wait_for(
        "the last line",
        "document.querySelector('.palette-line:last-child').getAttribute('aria-selected') === 'true'",
    )
    .await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the palette to close", "!document.querySelector('dialog')").await?;
    selected(&page, "large").await?;
    // By the mouse, and with several words in any order.
    page.click_testid("commands").await?;
    page.keys("dark the").await?;
    page.click_testid("do-theme-dark").await?;
    page.wait_for("the dark theme", "document.documentElement.dataset.theme === 'dark'").await?;
    // What needs a mark says so, and does nothing.
    page.press(&[Chord::from(Key::Escape), Chord::from(Key::Escape)]).await?;
    page.press(&[Chord::ctrl('k')]).await?;
    page.keys("delete the mark").await?;
    page.wait_for(
        "what is missing",
        "document.querySelector('[data-testid=do-delete][aria-disabled=true]')?.textContent.includes('needs a mark')",
    )
    .await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.testid("palette").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn the_palette_goes_to_fields_and_articles(page: Page) -> Result<()> {
    in_article(&page, "First article\n\nAcme Corp paid $3m.").await?;
    find(&page, "title", "rename").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the title field", "document.activeElement.dataset.testid === 'title'").await?;
    page.keys("Renamed\t").await?;
    find(&page, "new art", "new-article").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.testid("paste-box").await?;
    page.paste_text("Second article\n\nBeta Ltd paid $4m.").await?;
    page.wait_for("the second one", "document.querySelector('.title')?.value === 'Second article'").await?;
    page.press(&[Chord::ctrl('k')]).await?;
    page.keys("renamed").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the first one", "document.querySelector('.title')?.value === 'Renamed'").await?;
    Ok(())
}

/// Waits until the row of a command shows exactly these keys.
async fn keys_of(page: &Page, command: &str, keys: &[&str]) -> Result<()> {
    let shown =
        format!("[...document.querySelectorAll('[data-testid=\"keys-{command}\"] kbd')].map((key) => key.textContent)");
    let condition = format!("JSON.stringify({shown}) === {}", json!(json!(keys).to_string()));
    page.wait_for(&format!("{command} to have the keys {keys:?}"), &condition).await.map(|_| ())
}

pub(crate) async fn keys_are_changed_and_stay_so(page: Page) -> Result<()> {
    in_article(&page, TEXT).await?;
    page.press(&[Chord::from('?')]).await?;
    page.testid("help-dialog").await?;
    page.click_testid("change-accept").await?;
    page.press(&[Chord::from('j')]).await?;
    keys_of(&page, "accept", &["J"]).await?;
    // A key that another command has is only taken when the person says so.
    page.click_testid("change-reject").await?;
    page.press(&[Chord::from('n')]).await?;
    page.wait_for("the question", "document.activeElement.dataset.testid === 'keys-take'").await?;
    ensure!(page.text_testid("keys-asked").await?.contains("“Next mark”"));
    keys_of(&page, "reject", &["R"]).await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    keys_of(&page, "reject", &["N"]).await?;
    keys_of(&page, "next-mark", &["W", "Alt+↓"]).await?;
    // The browser's own keys are refused; Escape leaves the question and not the dialog.
    page.click_testid("add-undo").await?;
    page.press(&[Chord::from(Key::Tab)]).await?;
    page.wait_for("the refusal", "document.querySelector('.keys-asked').textContent.startsWith('Tab is kept')").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no question", "!document.querySelector('.keys-asked')").await?;
    // One goes back to what it had, and takes that from who has it.
    page.click_testid("reset-next-mark").await?;
    keys_of(&page, "next-mark", &["N", "W", "Alt+↓"]).await?;
    keys_of(&page, "reject", &["R"]).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await?;
    saved(&page).await?;
    page.reload().await?;
    page.testid("article").await?;
    page.press(&[Chord::from('u'), Chord::from('a')]).await?;
    in_hand(&page, "Acme Corp").await?;
    let tooltip = page.attribute("accept", "title").await?;
    assert_eq!(tooltip.as_deref(), Some("Accept (J)"));
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested")]).await?;
    page.press(&[Chord::from('j')]).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "accepted")]).await?;
    in_hand(&page, "$3m").await?;
    // Keys of one character can be switched off as a whole.
    page.click_testid("help").await?;
    page.click_testid("single-keys").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await?;
    page.press(&[Chord::from('j'), Chord::from('k'), Chord::alt(Key::Down)]).await?;
    in_hand(&page, "Beta Ltd").await?;
    wait_for_marks(&page, "$3m", &[("MONEY", "suggested")]).await?;
    page.click_testid("help").await?;
    page.click_testid("reset-all").await?;
    keys_of(&page, "accept", &["A", "Enter"]).await
}

pub(crate) async fn a_span_is_begun_and_grown_with_keys(page: Page) -> Result<()> {
    in_article(&page, "we met at the old town hall of bruges.\n\nit was late.").await?;
    let word = Chord::ctrl(Key::Right);
    page.press(&[Chord::ctrl(Key::Home), word.clone(), word.clone(), word.clone(), word.clone(), word]).await?;
    // The left hand alone: the word at the cursor, the ends, the label, another label.
    page.press(&[Chord::from('b')]).await?;
    selected(&page, "town").await?;
    page.press(&[Chord::from('V'), Chord::from('Z')]).await?;
    selected(&page, "old town hall").await?;
    page.press(&[Chord::from('D'), Chord::from('D'), Chord::from('X')]).await?;
    selected(&page, " town hall of bruges").await?;
    page.press(&[Chord::from('5')]).await?;
    wait_for_marks(&page, "town hall of bruges", &[("FAC", "accepted")]).await?;
    page.press(&[Chord::from('Z'), Chord::from('C')]).await?;
    wait_for_marks(&page, "old town hall of", &[("FAC", "accepted")]).await?;
    page.press(&[Chord::from('C'), Chord::from('T')]).await?;
    wait_for_marks(&page, "old town hall", &[("NORP", "accepted")]).await?;
    page.press(&[Chord::from('G'), Chord::alt(']')]).await?;
    wait_for_marks(&page, "old town hall o", &[("FAC", "accepted")]).await?;
    // Each was a step.
    page.press(&[Chord::ctrl('z'), Chord::ctrl('z'), Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "old town hall", &[("FAC", "accepted")]).await?;
    // To the next paragraph, whose last word is selected and labelled.
    page.press(&[Chord::from(Key::Escape), Chord::ctrl(Key::Home), Chord::ctrl(Key::Down), Chord::from(Key::End)])
        .await?;
    page.press(&[Chord::from('S'), Chord::from('t')]).await?;
    wait_for_marks(&page, "late.", &[("TIME", "accepted")]).await?;
    page.press(&[Chord::from('C'), Chord::from('x')]).await?;
    page.wait_for("it to be deleted", "document.querySelectorAll('mark[data-label=TIME]').length === 0").await?;
    Ok(())
}

pub(crate) async fn the_next_to_review_comes_into_view_and_keys_go_on(page: Page) -> Result<()> {
    let filler = "Nothing of note is said in this line, and it goes on for a while so that it fills the column.\n\n";
    let text = format!("Acme Corp paid $3m.\n\n{}Beta Ltd was sold for $4m.", filler.repeat(60));
    in_article(&page, &text).await?;
    page.press(&[Chord::from('u'), Chord::from('a')]).await?;
    in_hand(&page, "$3m").await?;
    // With the button, which goes away from under the keyboard.
    page.testid("accept").await?.focus().await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    wait_for_marks(&page, "$3m", &[("MONEY", "accepted")]).await?;
    page.press(&[Chord::from('W')]).await?;
    in_hand(&page, "Beta Ltd").await?;
    let view = "(() => {
        const [mark, card, pane] = ['mark[data-selected]', '.card', '.reading']
            .map((selector) => document.querySelector(selector).getBoundingClientRect());
        return mark.top > pane.top + 40 && mark.bottom < pane.bottom - 40
            && (card.top >= mark.bottom || card.bottom <= mark.top);
    })()";
    page.wait_for("the mark in view, and its card beside it", view).await?;
    click_mark(&page, "$4m").await?;
    in_hand(&page, "$4m").await
}
