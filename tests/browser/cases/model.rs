//! The model of names in the page: it decides where rules alone do not, and the page does not wait for it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, Key, Page};

use crate::steps::{SAMPLE, click_mark, detected, export, leave, proof, stored, wait_for_marks, with_article};

/// The last of the towns is on no list and in no pattern; that it is one, the words around it tell.
const ARTICLE: &str =
    "The vaccine, made by Sinopharm, was sent to Mogadishu, Hargeisa and Kismayo on Monday, officials said.";
const TOWN: &str = "Kismayo";

/// Blocks what the pattern names while `work` goes on in the page.
async fn without(page: &Page, pattern: &str, work: impl Future<Output = Result<()>>) -> Result<()> {
    page.block(&[pattern]).await?;
    let done = work.await;
    page.block(&[]).await?;
    done
}

async fn words_marked(page: &Page) -> Result<Vec<String>> {
    let marks =
        page.eval("[...document.querySelectorAll('[data-testid=article] mark')].map((m) => m.textContent)").await?;
    Ok(serde_json::from_value(marks)?)
}

pub(crate) async fn the_model_marks_what_rules_do_not(page: Page) -> Result<()> {
    let mut by_rules = Vec::new();
    without(&page, "*en-*.model", async {
        page.open().await?;
        let said = page.text_testid("notice").await?;
        ensure!(said.starts_with("The model of names could not be loaded"), "it says {said}");
        page.paste_text(ARTICLE).await?;
        detected(&page).await?;
        by_rules = words_marked(&page).await?;
        Ok(())
    })
    .await?;
    page.reload().await?;
    page.click_testid("new").await?;
    page.paste_text(ARTICLE).await?;
    detected(&page).await?;
    let by_model = words_marked(&page).await?;
    let marked = |words: &[String]| words.iter().any(|word| word == TOWN);
    ensure!(marked(&by_model) && !marked(&by_rules), "the model marks {by_model:?}, rules {by_rules:?}");
    click_mark(&page, TOWN).await?;
    page.wait_for("the reasons", "document.querySelector('[data-testid=why]')?.textContent.includes(' sure: ')")
        .await?;
    let why = page.text_testid("why").await?;
    ensure!(why.starts_with("the model, ") && why.contains("on the list of countries and towns"), "it says {why}");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

/// Keeps the model from coming until it is let through.
const HOLD: &str = "
    const real = window.fetch.bind(window);
    const through = new Promise((go) => { window.letThrough = go; });
    window.fetch = (what, ...rest) =>
        String(what.url ?? what).endsWith('.model') ? through.then(() => real(what, ...rest)) : real(what, ...rest);";

pub(crate) async fn the_page_does_not_wait_for_the_model(page: Page) -> Result<()> {
    let first = page.tab_with_script(HOLD).await?;
    with_article(&page, ARTICLE).await?;
    assert_eq!(page.attribute("model", "data-state").await?.as_deref(), Some("waiting"));
    ensure!(!words_marked(&page).await?.iter().any(|word| word == TOWN), "{TOWN} is marked by rules");
    click_mark(&page, "Mogadishu").await?;
    page.click_testid("accept").await?;
    page.call("window.letThrough();", &[]).await?;
    page.wait_for_attribute("model", "data-state", "ready").await?;
    wait_for_marks(&page, TOWN, &[("GPE", "suggested")]).await?;
    wait_for_marks(&page, "Mogadishu", &[("GPE", "accepted")]).await?;
    leave(&page, first).await
}

/// Moves the slider by its keys until it says so.
async fn slide(page: &Page, key: Key, until: &str) -> Result<()> {
    page.wait_for(
        "the slider to have the focus",
        "(document.querySelector('[data-testid=suggest]').focus(), document.activeElement.dataset.testid === 'suggest')",
    )
    .await?;
    for _ in 0..20 {
        if page.text_testid("suggest-from").await? == until {
            return Ok(());
        }
        page.press(&[Chord::from(key.clone())]).await?;
    }
    anyhow::bail!("the slider never says {until}")
}

pub(crate) async fn the_slider_hides_and_shows_without_a_new_run(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    let many = page.text_testid("marks").await?;
    slide(&page, Key::Left, "≥ 85 %").await?;
    let few = page.text_testid("marks").await?;
    ensure!(many != few, "still {many}");
    let drawn = page.count("[data-testid=row]").await?;
    ensure!(drawn > 0, "no rows");
    assert_eq!(page.attribute("article", "data-state").await?.as_deref(), Some("done"));
    stored(&page, "rest", "\"threshold\":85", 1).await?;
    page.reload().await?;
    detected(&page).await?;
    assert_eq!(page.text_testid("suggest-from").await?, "≥ 85 %");
    assert_eq!(page.text_testid("marks").await?, few);
    slide(&page, Key::Right, "≥ 30 %").await?;
    assert_eq!(page.text_testid("marks").await?, many);
    // The file holds what is shown.
    page.click_testid("export").await?;
    let proof = proof(&page).await?;
    let number = many.split(' ').next().unwrap_or_default();
    assert_eq!(proof, format!("{number} of {number} spans verified"));
    Ok(())
}

pub(crate) async fn a_restored_suggestion_stays_above_the_slider(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    let many = words_marked(&page).await?;
    slide(&page, Key::Left, "≥ 85 %").await?;
    let few = words_marked(&page).await?;
    let once = |words: &&String| many.iter().filter(|other| other == words).count() == 1 && !few.contains(words);
    let name = many.iter().find(once).context("every name is sure, or has another mention")?;
    slide(&page, Key::Right, "≥ 30 %").await?;
    click_mark(&page, name).await?;
    let label = page.text_testid("card-label").await?;
    let label = label.trim_end_matches('▾').trim();
    page.click_testid("reject").await?;
    page.testid("restore").await?;
    slide(&page, Key::Left, "≥ 85 %").await?;
    wait_for_marks(&page, name, &[]).await?;
    page.click_testid("restore").await?;
    wait_for_marks(&page, name, &[(label, "suggested")]).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_marks(&page, name, &[]).await?;
    page.press(&[Chord::ctrl('y')]).await?;
    wait_for_marks(&page, name, &[(label, "suggested")]).await?;
    let why = page.text_testid("why").await?;
    ensure!(why.contains("brought back by you"), "it says {why}");
    // What is stored after it tells that it is stored.
    page.click_in_menu("theme").await?;
    stored(&page, "rest", "\"theme\":\"light\"", 1).await?;
    page.reload().await?;
    detected(&page).await?;
    wait_for_marks(&page, name, &[(label, "suggested")]).await
}

/// What the dialog says names are found by.
async fn model_said(page: &Page) -> Result<String> {
    page.click_in_menu("model").await?;
    let said = page.text_testid("model-name").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await?;
    Ok(said)
}

async fn pick_model(page: &Page, file: &Path) -> Result<String> {
    page.click_in_menu("model").await?;
    page.testid("model-dialog").await?;
    page.choose_file("[data-testid=model-input]", file).await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await?;
    page.text_testid("notice").await
}

pub(crate) async fn another_model_is_checked_kept_and_given_back(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let builtin = model_said(&page).await?;
    ensure!(builtin.contains("comes with this page"), "it says {builtin}");

    let wrong = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong.model");
    std::fs::write(&wrong, "no model at all")?;
    let said = pick_model(&page, &wrong).await?;
    ensure!(said.contains("“wrong.model” was not taken: this is not a Postil model"), "it says {said}");
    assert_eq!(model_said(&page).await?, builtin);

    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model/en.model").canonicalize()?;
    let said = pick_model(&page, &own).await?;
    ensure!(said.starts_with("From now on names are found by"), "it says {said}");
    page.reload().await?;
    detected(&page).await?;
    page.wait_for("the own model", "document.querySelector('[data-testid=model]')").await?;
    let mut said = String::new();
    for _ in 0..20 {
        said = model_said(&page).await?;
        if said.contains("of your own") {
            break;
        }
    }
    ensure!(said.contains("of your own"), "it says {said}");

    page.click_in_menu("model").await?;
    page.click_testid("builtin-model").await?;
    page.wait_for("the dialog to close", "!document.querySelector('dialog')").await?;
    for _ in 0..20 {
        said = model_said(&page).await?;
        if said == builtin {
            break;
        }
    }
    assert_eq!(said, builtin);
    let file = export(&page).await?;
    ensure!(file["generator"]["model"].is_string(), "the file names no model: {}", file["generator"]);
    Ok(())
}

pub(crate) async fn another_language_is_said_and_left_alone(page: Page) -> Result<()> {
    let german = "Der Vorstand der Northgate AG hat am Montag in Berlin mitgeteilt, dass der Gewinn im ersten Quartal um \
                  12 Prozent auf 3,4 Milliarden Euro gestiegen ist, und dass der Kurs zulegte.";
    with_article(&page, german).await?;
    let said = page.text_testid("notice").await?;
    ensure!(said.contains("does not seem to be in English"), "it says {said}");
    assert_eq!(words_marked(&page).await?, Vec::<String>::new());
    page.click_testid("detect-anyway").await?;
    page.wait_for("marks", "document.querySelector('[data-testid=article] mark')").await?;
    Ok(())
}
