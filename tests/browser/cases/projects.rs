//! Projects: libraries that know nothing of each other, in one tab after the other and in two at once; what is deleted is
//! gone, and nothing else.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page, Stored};
use serde_json::json;

use crate::steps::{detected, leave, saved, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. The owners are glad.";

async fn label(page: &Page, words: &str, name: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid(&format!("label-{name}")).await?;
    wait_for_marks(page, words, &[(name, "accepted")]).await
}

/// The projects that the dialog lists.
const NAMES: &str = "[...document.querySelectorAll('[data-testid=project] .set-name')].map((it) => it.textContent)";

/// What was said of the last deed.
const SAID: &str = "document.querySelector('[data-testid=project-said]')";

/// Opens the dialog by its button, which is in a menu where the view is narrow.
async fn ask(page: &Page) -> Result<()> {
    let button = "document.querySelector('[data-testid=projects]')";
    page.wait_for("the button", button).await?;
    page.call(&format!("{button}.click()"), &[]).await?;
    page.testid("projects-dialog").await.map(|_| ())
}

async fn listed(page: &Page, wanted: &[&str]) -> Result<()> {
    ask(page).await?;
    let is = format!("JSON.stringify({NAMES}) === JSON.stringify({})", json!(wanted));
    page.wait_for(&format!("the projects {wanted:?}"), &is).await.map(|_| ())
}

/// Leaves the dialog.
async fn shut(page: &Page) -> Result<()> {
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the dialog to have gone", "!document.querySelector('dialog')").await.map(|_| ())
}

/// Makes a project, and waits until it is open.
async fn create(page: &Page, name: &str) -> Result<()> {
    page.press(&[Chord::alt('p')]).await?;
    page.testid("project-name").await?;
    page.call("window.__before = true; document.querySelector('[data-testid=project-name]').focus()", &[]).await?;
    page.keys(name).await?;
    page.click_testid("project-new").await?;
    gone_to(page).await
}

async fn gone_to(page: &Page) -> Result<()> {
    page.wait_for("the other project", "!window.__before && document.querySelector('[data-screen]')").await?;
    page.wait_for("its work", "!document.querySelector('.opening')").await.map(|_| ())
}

/// Opens the other of two projects.
async fn switch(page: &Page) -> Result<()> {
    page.press(&[Chord::alt('p')]).await?;
    page.testid("projects-dialog").await?;
    page.call("window.__before = true", &[]).await?;
    page.click_testid("project-open").await?;
    gone_to(page).await
}

pub(crate) async fn each_project_has_its_own_articles_and_labels(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    label(&page, "large", "EVENT").await?;
    page.click_in_menu("theme").await?;
    // At once: what was just done is stored before the page leaves.
    create(&page, "Court reports").await?;
    page.testid("paste-box").await?;
    assert_eq!(page.count(".shelf").await?, 0);
    assert_eq!(page.eval("document.documentElement.dataset.theme").await?, json!("light"), "colours are the person's");
    page.paste_text("Beta Ltd sold Acme Corp for $5m.").await?;
    detected(&page).await?;
    saved(&page).await?;
    listed(&page, &["My articles · 1 article", "Court reports · 1 article"]).await?;
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(page.text_testid("library-project").await?, "Court reports", "a reload stays");
    switch(&page).await?;
    detected(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await?;
    page.wait_for("the way back", "!document.querySelector('[data-testid=undo]').disabled").await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "large", &[]).await?;
    saved(&page).await?;
    // The one that is closed gets another name, which it keeps where its work is.
    ask(&page).await?;
    page.click_testid("project-name-ask").await?;
    page.testid("project-new-name").await?.send_keys("Deals").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    let renamed = "Court reportsDeals";
    page.wait_for("a word on it", &format!("{SAID}.textContent.includes('called “{renamed}” now')")).await?;
    // The register is lost: the databases are there.
    page.call("for (const key of Object.keys(localStorage)) localStorage.removeItem(key)", &[]).await?;
    page.call("sessionStorage.clear()", &[]).await?;
    page.reload().await?;
    detected(&page).await?;
    listed(&page, &["My articles · 1 article", &format!("{renamed} · 1 article")]).await
}

pub(crate) async fn two_tabs_work_in_two_projects(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    let here = page.driver().window().await?;
    let there = page.driver().new_tab().await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.open().await?;
    page.testid("reader").await?;
    create(&page, "Other").await?;
    page.testid("paste-box").await?;
    ensure!(page.count("[data-testid=reader]").await? == 0, "the other project is free to edit");
    page.paste_text(TEXT).await?;
    detected(&page).await?;
    label(&page, "glad", "EVENT").await?;
    saved(&page).await?;
    page.driver().switch_to_window(here.clone()).await?;
    label(&page, "large", "EVENT").await?;
    saved(&page).await?;
    wait_for_marks(&page, "glad", &[]).await?;
    // What is open elsewhere is not deleted from under it.
    page.press(&[Chord::alt('p')]).await?;
    page.click_testid("project-delete").await?;
    page.click_testid("project-delete-sure").await?;
    let said = format!("{SAID}.textContent.includes('open in another tab')");
    page.wait_for("a word on it", &said).await?;
    page.driver().switch_to_window(there.clone()).await?;
    page.reload().await?;
    detected(&page).await?;
    wait_for_marks(&page, "glad", &[("EVENT", "accepted")]).await?;
    leave(&page, here).await
}

pub(crate) async fn a_deleted_project_is_gone_and_no_other(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    saved(&page).await?;
    create(&page, "Second").await?;
    page.paste_text(TEXT).await?;
    detected(&page).await?;
    saved(&page).await?;
    switch(&page).await?;
    detected(&page).await?;
    page.press(&[Chord::alt('p')]).await?;
    page.click_testid("project-delete").await?;
    let asked = "document.querySelector('[data-testid=projects-dialog] [role=alert]').textContent";
    page.wait_for("the question", &format!("{asked}.includes('“Second”? Its 1 article')")).await?;
    page.click_testid("project-back-up").await?;
    let file = page.download().await?;
    ensure!(file.name.starts_with("postil-backup-"), "{}", file.name);
    page.click_testid("project-delete-sure").await?;
    page.wait_for("one project", &format!("{NAMES}.length === 1")).await?;
    // The browser tells of what is deleted a moment later.
    let left = "(indexedDB.databases().then((all) => window.__left = all.map((it) => it.name).join()), window.__left === 'postil-1')";
    page.wait_for("the database to go", left).await?;
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(page.count(".shelf").await?, 1);
    // What was deleted comes back from its file.
    let folder = std::env::temp_dir().join(format!("postil-projects-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(&file.name);
    std::fs::write(&path, &file.content)?;
    page.choose_file("#files", &path).await?;
    page.wait_for("the article", "document.querySelectorAll('.shelf').length === 2").await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

pub(crate) async fn the_open_project_is_left_and_deleted(page: Page) -> Result<()> {
    let delete = async |wanted: &str| -> Result<()> {
        ask(&page).await?;
        page.click_testid("project-delete-open").await?;
        let asked = "document.querySelector('[data-testid=projects-dialog] [role=alert]').textContent";
        page.wait_for("the question", &format!("{asked}.includes({})", json!(wanted))).await?;
        page.call("window.__before = true", &[]).await?;
        page.click_testid("project-delete-sure").await
    };
    let said = "document.querySelector('[data-testid=notice]')?.textContent";
    with_article(&page, TEXT).await?;
    create(&page, "Second").await?;
    page.paste_text("Beta Ltd sold Acme Corp for $5m.").await?;
    detected(&page).await?;
    saved(&page).await?;
    // A new tab opens the project that was opened last, by the second.
    let later = "Math.floor(Date.now() / 1000) > Number(localStorage['postil:project:'].split('\\n')[0])";
    page.wait_for("another second", later).await?;
    page.reload().await?;
    detected(&page).await?;
    // Not from under another tab.
    let here = page.driver().window().await?;
    let there = page.driver().new_tab().await?;
    page.driver().switch_to_window(there).await?;
    page.open().await?;
    page.testid("reader").await?;
    delete("“Second”? Its 1 article").await?;
    let refused = "document.querySelector('[data-testid=project-said]').textContent.includes('open in another tab')";
    page.wait_for("a word on it", refused).await?;
    leave(&page, here).await?;
    ask(&page).await?;
    page.click_testid("project-delete-open").await?;
    page.click_testid("project-back-up").await?;
    let file = page.download().await?;
    ensure!(file.name.starts_with("postil-backup-"), "{}", file.name);
    shut(&page).await?;
    delete("“Second”? Its 1 article").await?;
    gone_to(&page).await?;
    page.wait_for("a word on it", &format!("{said}?.includes('Deleted “Second”.')")).await?;
    detected(&page).await?;
    listed(&page, &["My articles · 1 article"]).await?;
    shut(&page).await?;
    // The last one: an empty one is there instead, and nobody says that something was lost.
    delete("“My articles”? Its 1 article").await?;
    gone_to(&page).await?;
    page.testid("paste-box").await?;
    listed(&page, &["My articles · 0 articles"]).await?;
    assert_eq!(page.count("[data-testid=lost]").await?, 0);
    Ok(())
}

pub(crate) async fn work_that_is_not_saved_is_not_left(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    create(&page, "Second").await?;
    page.paste_text(TEXT).await?;
    detected(&page).await?;
    saved(&page).await?;
    page.call(
        "const { transaction } = IDBDatabase.prototype;
         window.__full = true;
         IDBDatabase.prototype.transaction = function (...all) {
             if (window.__full && all[1] === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
             return transaction.apply(this, all);
         };",
        &[],
    )
    .await?;
    label(&page, "large", "EVENT").await?;
    page.testid("trouble").await?;
    page.press(&[Chord::alt('p')]).await?;
    page.click_testid("project-open").await?;
    let said =
        "document.querySelector('[data-testid=project-said]').textContent.includes('Not all of this project is saved')";
    page.wait_for("a word on it", said).await?;
    page.call("window.__full = false; window.__before = true", &[]).await?;
    page.wait_for("all to be saved", "!document.querySelector('[data-testid=trouble]')").await?;
    page.click_testid("project-open").await?;
    gone_to(&page).await?;
    switch(&page).await?;
    detected(&page).await?;
    wait_for_marks(&page, "large", &[("EVENT", "accepted")]).await
}

pub(crate) async fn guidelines_and_the_day_of_dates_are_the_project_s(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.click_in_menu("projects").await?;
    let fill = async |testid: &str, value: &str| {
        page.testid(testid).await?;
        page.call(
            "const [field, value] = [document.querySelector(`[data-testid=${arguments[0]}]`), arguments[1]];
             field.value = value;
             field.dispatchEvent(new Event('change', { bubbles: true }));",
            &[json!(testid), json!(value)],
        )
        .await
    };
    fill("project-guidelines", "# Names\n\nMark *whole* names only.").await?;
    page.call("document.querySelector('[data-testid=project-dates]').value = '2000-01-01'", &[]).await?;
    page.call(
        "document.querySelector('[data-testid=project-dates]').dispatchEvent(new Event('change', { bubbles: true }))",
        &[],
    )
    .await?;
    fill("project-day", "2024-05-15").await?;
    page.press(&[Chord::from(postil_browser::Key::Escape)]).await?;
    page.paste_text(TEXT).await?;
    detected(&page).await?;
    assert_eq!(page.eval("document.querySelector('[data-testid=article-date]').value").await?, json!("2024-05-15"));
    page.press(&[Chord::alt('g')]).await?;
    let words = page.eval("document.querySelector('[data-testid=guidelines] p').textContent");
    assert_eq!(words.await?, json!("# Names\n\nMark *whole* names only."));
    saved(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    page.click_testid("tab-guidelines").await?;
    page.testid("guidelines").await?;
    // Another project begins with them, or without; its own date is an article's first.
    create(&page, "Second").await?;
    page.paste_text("Port opens\n\nPublished 3 January 2023\n\nIt said on Tuesday that ships came.").await?;
    detected(&page).await?;
    page.testid("tab-guidelines").await?;
    assert_eq!(page.eval("document.querySelector('[data-testid=article-date]').value").await?, json!("2023-01-03"));
    Ok(())
}

pub(crate) async fn all_projects_go_to_one_file_and_each_comes_back_to_its_place(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    create(&page, "Court reports").await?;
    page.paste_text("Beta Ltd sold Acme Corp for $5m.").await?;
    detected(&page).await?;
    label(&page, "sold", "EVENT").await?;
    saved(&page).await?;
    page.click_in_menu("backup").await?;
    page.click_testid("backup-all").await?;
    let file = page.download().await?;
    let folder = std::env::temp_dir().join(format!("postil-all-projects-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(&file.name);
    std::fs::write(&path, &file.content)?;
    let said = async |words: &str| {
        let said = format!("document.querySelector('[data-testid=notice]')?.textContent.includes({})", json!(words));
        page.wait_for(words, &said).await.map(|_| ())
    };
    page.choose_file("#files", &path).await?;
    said("into “Court reports”: 0 articles restored, 1 was here already").await?;
    said("into “My articles”: 0 articles restored, 1 was here already").await?;
    // In a browser that has nothing.
    page.driver().goto("about:blank").await?;
    page.forget_stored(Stored::All).await?;
    page.open().await?;
    page.call("sessionStorage.clear()", &[]).await?;
    page.reload().await?;
    page.testid("paste-box").await?;
    page.choose_file("#files", &path).await?;
    said("into “My articles”: 1 article restored").await?;
    said("into “Court reports”: 1 article restored").await?;
    saved(&page).await?;
    switch(&page).await?;
    assert_eq!(page.text_testid("library-project").await?, "Court reports");
    detected(&page).await?;
    wait_for_marks(&page, "sold", &[("EVENT", "accepted")]).await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
