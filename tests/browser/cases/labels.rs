//! The label set, as a person changes it: a label with a key, another name, deleting with its marks, whole sets,
//! attributes on marks.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::{annotations, click_mark, detected, export, stored, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp of London paid $3m to Anna Smith on 4 May 2024.\n\nAcme Corp is large.";

async fn open_labels(page: &Page) -> Result<()> {
    page.press(&[Chord::from('L')]).await?;
    page.testid("labels-dialog").await.map(|_| ())
}

async fn close_labels(page: &Page) -> Result<()> {
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the dialog to close", "!document.querySelector('[data-testid=labels-dialog]')").await.map(|_| ())
}

/// Writes into a field in the place of what it holds, and leaves it.
async fn write(page: &Page, id: &str, text: &str) -> Result<()> {
    page.click_testid(id).await?;
    page.press(&[Chord::ctrl('a')]).await?;
    page.keys(&format!("{text}\t")).await
}

async fn wait_for_text(page: &Page, selector: &str, words: &str) -> Result<()> {
    let condition = format!("document.querySelector({})?.textContent.includes({})", json!(selector), json!(words));
    page.wait_for(&format!("{selector} to say {words:?}"), &condition).await.map(|_| ())
}

pub(crate) async fn a_new_label_is_made_and_given_with_keys_alone(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    open_labels(&page).await?;
    page.testid("new-label").await?.send_keys("CLAIM" + Key::Enter).await?;
    // The keyboard goes to the key, which is said to be taken.
    page.wait_for("the key field", "document.activeElement.dataset.testid === 'label-key'").await?;
    page.keys("2\t").await?;
    wait_for_text(&page, "[data-testid=key-taken]", "ORG").await?;
    page.wait_for("the keyboard in the question", "document.activeElement.dataset.testid === 'key-take'").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    wait_for_text(&page, "[data-testid=row-CLAIM] kbd", "2").await?;
    ensure!(page.count("[data-testid=row-ORG] kbd").await? == 0, "ORG has its key still");
    write(&page, "label-guideline", "Only what can be checked.").await?;
    close_labels(&page).await?;
    page.select_text("[data-testid=article]", "is large", 0).await?;
    page.driver().action_chain().move_to_element_center(&page.testid("label-CLAIM").await?).perform().await?;
    wait_for_text(&page, "[data-testid=advice]", "Only what can be checked.").await?;
    page.press(&[Chord::from('2')]).await?;
    wait_for_marks(&page, "is large", &[("CLAIM", "accepted")]).await?;
    wait_for_text(&page, "[data-testid=card-guideline]", "Only what can be checked.").await?;
    // And up in the list, by the keyboard.
    open_labels(&page).await?;
    page.call("document.querySelector('[data-testid=row-CLAIM]').focus()", &[]).await?;
    page.press(&[Chord::alt(Key::Up)]).await?;
    page.wait_for(
        "CLAIM before SET",
        "document.querySelector('[data-testid=row-CLAIM]').dataset.row < document.querySelector('[data-testid=row-SET]').dataset.row",
    )
    .await?;
    page.wait_for("the keyboard on it", "document.activeElement.dataset.testid === 'row-CLAIM'").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn renaming_and_deleting_ask_about_marks_and_come_back(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested"), ("ORG", "suggested")]).await?;
    page.click_testid("labels").await?;
    page.click_testid("row-ORG").await?;
    write(&page, "label-name", "FIRM").await?;
    page.testid("fate").await?;
    page.click_testid("fate-do").await?;
    page.testid("row-FIRM").await?;
    close_labels(&page).await?;
    wait_for_marks(&page, "Acme Corp", &[("FIRM", "suggested"), ("FIRM", "suggested")]).await?;
    // Deleted: the marks get another label.
    page.click_testid("labels").await?;
    page.click_testid("row-FIRM").await?;
    page.click_testid("label-remove").await?;
    page.testid("fate-label").await?.send_keys("PRODUCT").await?;
    page.click_testid("fate-do").await?;
    wait_for_text(&page, "[data-testid=labels-said]", "FIRM is part of PRODUCT now; 2 marks changed").await?;
    ensure!(page.count("[data-testid=row-FIRM]").await? == 0, "the label is there still");
    close_labels(&page).await?;
    wait_for_marks(&page, "Acme Corp", &[("PRODUCT", "suggested"), ("PRODUCT", "suggested")]).await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "Acme Corp", &[("FIRM", "suggested"), ("FIRM", "suggested")]).await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested"), ("ORG", "suggested")]).await?;
    // Deleted with its marks, and back.
    page.click_testid("labels").await?;
    page.click_testid("row-ORG").await?;
    page.click_testid("label-remove").await?;
    page.click_testid("fate-delete").await?;
    page.click_testid("fate-do").await?;
    page.wait_for("the label to go", "!document.querySelector('[data-testid=row-ORG]')").await?;
    page.click_testid("labels-undo").await?;
    page.testid("row-ORG").await?;
    close_labels(&page).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested"), ("ORG", "suggested")]).await
}

pub(crate) async fn another_set_maps_marks_and_tells_the_detector(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.click_testid("labels").await?;
    page.click_testid("use-CoNLL").await?;
    page.testid("label-taking").await?;
    assert_eq!(page.eval("document.querySelector('[data-testid=becomes-GPE]').value").await?, "=LOC");
    page.testid("becomes-MONEY").await?.send_keys("are deleted").await?;
    page.click_testid("take-set").await?;
    page.testid("row-PER").await?;
    close_labels(&page).await?;
    wait_for_marks(&page, "London", &[("LOC", "suggested")]).await?;
    wait_for_marks(&page, "Anna Smith", &[("PER", "suggested")]).await?;
    wait_for_marks(&page, "$3m", &[]).await?;
    // An article that comes now is marked in the same way.
    stored(&page, "rest", "MISC", 1).await?;
    page.driver().refresh().await?;
    page.testid("article").await?;
    page.press(&[Chord::ctrl('k')]).await?;
    page.keys("start page\n").await?;
    page.testid("paste-box").await?;
    page.paste_text("Acme Corp of London paid $4m to Anna Smith on 5 May 2024.\n\nAcme Corp is large.").await?;
    detected(&page).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested"), ("ORG", "suggested")]).await?;
    wait_for_marks(&page, "London", &[("LOC", "suggested")]).await?;
    wait_for_marks(&page, "Anna Smith", &[("PER", "suggested")]).await?;
    wait_for_marks(&page, "$4m", &[]).await
}

pub(crate) async fn a_set_is_saved_as_a_file_and_opened(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.click_testid("labels").await?;
    page.click_testid("row-EVENT").await?;
    page.click_testid("label-remove").await?;
    page.wait_for("the label to go", "!document.querySelector('[data-testid=row-EVENT]')").await?;
    page.click_testid("save-set").await?;
    let file = page.download().await?;
    ensure!(file.name.ends_with(".postil-labels.json"), "the file is called {}", file.name);
    let content = String::from_utf8(file.content)?;
    page.click_testid("labels-undo").await?;
    page.testid("row-EVENT").await?;
    close_labels(&page).await?;
    page.drop_file("[data-testid=article]", "labels.json", &content).await?;
    page.click_testid("take-set").await?;
    page.wait_for("the set of the file", "document.querySelectorAll('.labels-row').length === 19").await?;
    close_labels(&page).await?;
    let broken = content.replacen("\"hue\": 275", "\"hue\": 999", 1);
    page.drop_file("[data-testid=article]", "labels.json", &broken).await?;
    wait_for_text(&page, "[data-testid=notice]", "At labels[0]: hue 999").await
}

pub(crate) async fn an_attribute_is_chosen_on_the_card_and_kept(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    page.click_testid("labels").await?;
    page.click_testid("row-ORG").await?;
    page.click_testid("label-attributes").await?;
    page.click_testid("attribute-add").await?;
    write(&page, "attribute-name-0", "role").await?;
    write(&page, "attribute-values-0", "buyer, seller").await?;
    close_labels(&page).await?;
    click_mark(&page, "Acme Corp").await?;
    // With the keyboard: the command's key, then the choice.
    page.press(&[Chord::from('i')]).await?;
    page.wait_for("the keyboard in the field", "document.activeElement.dataset.testid === 'attribute-role'").await?;
    page.keys("seller").await?;
    page.wait_for("the choice", "document.querySelector('[data-testid=attribute-role]').value === 'seller'").await?;
    page.press(&[Chord::from(Key::Tab)]).await?;
    let said = |file: &serde_json::Value| {
        annotations(file)
            .iter()
            .filter(|a| a["text"] == "Acme Corp")
            .map(|a| a["attributes"].clone())
            .collect::<Vec<_>>()
    };
    let wanted = vec![json!([{ "name": "role", "value": "seller" }]), json!(null)];
    let file = export(&page).await?;
    assert_eq!(said(&file), wanted);
    assert_eq!(file["labels"][1]["attributes"][0]["values"], json!(["buyer", "seller"]));
    stored(&page, "journal", "seller", 1).await?;
    page.driver().refresh().await?;
    page.testid("article").await?;
    click_mark(&page, "Acme Corp").await?;
    assert_eq!(page.eval("document.querySelector('[data-testid=attribute-role]').value").await?, "seller");
    // What the list does not have any more is shown, not dropped.
    page.press(&[Chord::from(Key::Escape), Chord::from(Key::Escape)]).await?;
    page.click_testid("labels").await?;
    page.click_testid("row-ORG").await?;
    page.click_testid("label-attributes").await?;
    write(&page, "attribute-values-0", "buyer").await?;
    close_labels(&page).await?;
    click_mark(&page, "Acme Corp").await?;
    wait_for_text(&page, "[data-testid=attribute-role]", "seller (not in the list)").await?;
    assert_eq!(said(&export(&page).await?), wanted);
    Ok(())
}
