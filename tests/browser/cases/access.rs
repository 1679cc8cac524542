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
    // There the system gives the colours, whatever the styles say.
    const rules = { 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } };
    axe.run({ resultTypes: ['violations'], rules }).then(
        ({ violations }) => done(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(line)),
        (error) => done([`axe: ${error}`]));";

/// Dialogs and panels: what opens each.
const OPENED: &[&str] = &[
    "figures",
    "export",
    "model",
    "about",
    "commands",
    "history",
    "backup",
    "projects",
    "help",
    "tab-entities",
    "tab-annotations",
];

pub(crate) async fn check(page: &Page, screen: &str) -> Result<()> {
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
        press_button(page, opener).await?;
        check(page, &format!("{opener}, {look}")).await?;
        close_dialog(page).await?;
    }
    press_button(page, "more").await?;
    check(page, &format!("menu, {look}")).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no menu", "!document.querySelector('#more:popover-open')").await.map(|_| ())
}

/// Presses a button that may be in a menu, or on a narrow screen beside what is shown.
async fn press_button(page: &Page, testid: &str) -> Result<()> {
    let script = "const it = document.querySelector(`[data-testid=${arguments[0]}]`); it?.click(); return Boolean(it);";
    let pressed = page.call(script, &[json!(testid)]).await?;
    ensure!(pressed == json!(true), "there is no {testid}");
    page.call_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));", &[])
        .await?;
    Ok(())
}

async fn close_dialog(page: &Page) -> Result<()> {
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no dialog", "!document.querySelector('dialog[open]')").await.map(|_| ())
}

/// Lists and dialogs with something in them: what is offered, found, wrong, related, kept.
async fn filled(page: &Page, look: &str) -> Result<()> {
    let text = "we met zorbo then. later zorbo left, and zorbo came back.\n\nAcme Corp paid $3m to Beta Ltd.";
    page.shown(".brand button").await?.click().await?;
    let focus = "document.activeElement?.dataset.testid === 'paste-box'";
    page.wait_for("the paste box to have the focus", focus).await?;
    page.paste_text(text).await?;
    detected(page).await?;
    let checked = async |screen: &str| check(page, &format!("{screen}, {look}")).await;
    page.select_text("[data-testid=article]", "zorbo", 0).await?;
    page.click_testid("label-ORG").await?;
    page.testid("offer").await?;
    checked("offer").await?;
    page.press(&[Chord::shift('m')]).await?;
    page.testid("place-tick").await?;
    checked("mentions").await?;
    close_dialog(page).await?;
    page.wait_for("the dialog to go", "!document.querySelector('dialog')").await?;
    // The text is let go, and the offer.
    page.press(&[Chord::from(Key::Escape), Chord::from(Key::Escape), Chord::shift('k')]).await?;
    page.wait_for("a place that looks wrong", "document.querySelector('[data-testid=check-row]')").await?;
    checked("what looks wrong").await?;
    click_mark(page, "zorbo").await?;
    page.press(&[Chord::shift('r')]).await?;
    page.testid("relate-card").await?;
    checked("the types of a relation").await?;
    page.click_testid("type-counts").await?;
    page.press(&[Chord::from('n')]).await?;
    page.testid("relate-done").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    press_button(page, "tab-relations").await?;
    page.wait_for("a relation", "document.querySelector('[data-testid=relation-row]')").await?;
    checked("relations").await?;
    page.press(&[Chord::from('/')]).await?;
    page.wait_for("the field to have the focus", "document.activeElement.id === 'find'").await?;
    page.keys("zorbo").await?;
    page.wait_for(
        "three results",
        "document.querySelectorAll('[data-testid=find] [data-testid=place-tick]').length === 3",
    )
    .await?;
    checked("results").await?;
    page.press(&[Chord::from(Key::Escape), Chord::shift('l')]).await?;
    page.testid("labels-dialog").await?;
    checked("labels").await?;
    press_button(page, "row-ORG").await?;
    page.testid("label-name").await?;
    page.call("document.querySelectorAll('.label-editor details').forEach((it) => { it.open = true; });", &[]).await?;
    press_button(page, "attribute-add").await?;
    checked("a label").await?;
    press_button(page, "label-remove").await?;
    page.testid("fate").await?;
    checked("a label that goes").await?;
    press_button(page, "sets").await?;
    page.testid("label-sets").await?;
    checked("sets").await?;
    press_button(page, "use-CoNLL").await?;
    page.testid("label-taking").await?;
    checked("another set").await?;
    close_dialog(page).await?;
    press_button(page, "personal").await?;
    page.testid("personal-words").await?.send_keys("zorbo").await?;
    page.click_testid("personal-add").await?;
    page.testid("personal-entry").await?;
    checked("the personal list").await?;
    close_dialog(page).await?;
    press_button(page, "help").await?;
    page.click_testid("change-accept").await?;
    page.testid("keys-asked").await?;
    checked("a key that is asked for").await
}

async fn all(page: &Page, look: &str) -> Result<()> {
    screens(page, look).await?;
    filled(page, look).await
}

pub(crate) async fn axe_finds_nothing_serious_in_light(page: Page) -> Result<()> {
    page.prefer(&[("prefers-color-scheme", "light")]).await?;
    all(&page, "light").await
}

pub(crate) async fn axe_finds_nothing_serious_in_dark(page: Page) -> Result<()> {
    page.prefer(&[("prefers-color-scheme", "dark")]).await?;
    all(&page, "dark").await
}

pub(crate) async fn axe_finds_nothing_serious_on_a_phone(page: Page) -> Result<()> {
    page.set_view(360, 740).await?;
    all(&page, "narrow").await
}

pub(crate) async fn axe_finds_nothing_serious_in_forced_colours(page: Page) -> Result<()> {
    page.prefer(&[("forced-colors", "active"), ("prefers-color-scheme", "dark")]).await?;
    all(&page, "forced colours").await
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
