//! Accessibility, as far as a program can tell: axe-core finds nothing serious on any screen, light and dark, wide and
//! narrow.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::{Value, json};

use crate::steps::{click_mark, detected};

const AXE: &str = include_str!("../vendor/axe-core-4.14.1.min.js");

/// What axe finds that is serious or critical, a line each.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const line = ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`;
    axe.run({ resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(line)),
        (error) => done([`axe: ${error}`]));";

/// Dialogs and panels: what opens each.
const OPENED: &[&str] = &["figures", "export", "model", "commands", "help", "tab-entities", "tab-annotations"];

async fn check(page: &Page, screen: &str) -> Result<()> {
    page.call(&format!("if (!window.axe) {{ {AXE} }}"), &[]).await?;
    let found = page.call_async(RUN, &[]).await?;
    ensure!(
        found == json!([]),
        "{screen}: {}",
        found.as_array().into_iter().flatten().map(Value::to_string).collect::<Vec<_>>().join("\n")
    );
    Ok(())
}

async fn screens(page: &Page, look: &str) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    check(page, &format!("start, {look}")).await?;
    page.click_testid("sample").await?;
    detected(page).await?;
    check(page, &format!("article, {look}")).await?;
    let words = page.eval("document.querySelector('mark[data-label=MONEY]').textContent").await?;
    click_mark(page, words.as_str().unwrap_or_default()).await?;
    page.testid("annotation-card").await?;
    check(page, &format!("card, {look}")).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    for opener in OPENED {
        // On a narrow screen some are in a menu.
        let opened = page
            .call(
                "const it = document.querySelector(`[data-testid=${arguments[0]}]`); it?.click(); return Boolean(it);",
                &[json!(opener)],
            )
            .await?;
        ensure!(opened == json!(true), "there is no {opener}");
        page.call_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));", &[])
            .await?;
        check(page, &format!("{opener}, {look}")).await?;
        page.press(&[Chord::from(Key::Escape)]).await?;
        page.wait_for("no dialog", "!document.querySelector('dialog[open]')").await?;
    }
    Ok(())
}

pub(crate) async fn axe_finds_nothing_serious_in_light(page: Page) -> Result<()> {
    page.prefer(&[("prefers-color-scheme", "light")]).await?;
    screens(&page, "light").await
}

pub(crate) async fn axe_finds_nothing_serious_in_dark(page: Page) -> Result<()> {
    page.prefer(&[("prefers-color-scheme", "dark")]).await?;
    screens(&page, "dark").await
}

pub(crate) async fn axe_finds_nothing_serious_on_a_phone(page: Page) -> Result<()> {
    page.set_view(360, 740).await?;
    screens(&page, "narrow").await
}

/// The checks above would see a fault: a button without a name is one.
pub(crate) async fn axe_sees_a_planted_fault(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.call("document.querySelector('main').append(document.createElement('button'))", &[]).await?;
    let found = check(&page, "planted").await;
    ensure!(
        found.is_err_and(|error: anyhow::Error| error.to_string().contains("button-name")),
        "a button without a name is not found"
    );
    Ok(())
}
