//! Loading: the page starts under any path, from its own files, under its policy.

use anyhow::{Result, ensure};
use postil_browser::Page;
use serde_json::json;

use crate::site::without_policy;
use crate::steps::{detected, wait_for_marks};

pub(crate) async fn starts_under_a_sub_path(page: Page) -> Result<()> {
    ensure!(page.url().splitn(4, '/').nth(3).is_some_and(|path| path.len() > 1), "the page is not under a sub-path");
    page.open().await?;
    assert_eq!(page.driver().title().await?, "Postil");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

/// The page takes invented lines through all of it before the first article comes; nobody must be able to tell.
pub(crate) async fn the_rehearsal_leaves_nothing_behind(page: Page) -> Result<()> {
    page.open().await?;
    page.wait_for("the rehearsal", "performance.getEntriesByName('rehearsed').length").await?;
    let left = "[document.querySelectorAll('.rehearsal, mark, dialog[open], [data-testid=article]').length,
        document.querySelectorAll('#article').length, document.activeElement.dataset.testid]";
    assert_eq!(page.eval(left).await?, json!([0, 1, "paste-box"]));
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    page.reload().await?;
    assert_eq!(page.count(".shelf").await?, 0, "nothing of it is stored");
    Ok(())
}

pub(crate) async fn asks_for_its_own_files_only(page: Page) -> Result<()> {
    page.open().await?;
    let requests = page.requests().await?;
    ensure!(requests.iter().any(|request| request.url.ends_with(".wasm")), "the record misses the page's own module");
    for request in requests {
        ensure!(request.url.starts_with(page.url()), "the page asked for {}", request.url);
        assert_eq!(request.method, "GET", "{}", request.url);
    }
    Ok(())
}

pub(crate) async fn keeps_the_policy_that_its_host_cannot_weaken(page: Page) -> Result<()> {
    page.open().await?;
    let first = "document.head.firstElementChild.getAttribute('content')";
    let policy = page.eval(first).await?;
    let policy = policy.as_str().unwrap_or_default();
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    for needed in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types postil-url postil-html",
    ] {
        ensure!(directives.contains(&needed), "the policy lacks {needed}: {policy}");
    }
    ensure!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "the policy is weak: {policy}");
    Ok(())
}

/// What takes text for markup or for a script's address, and what the policy says to it.
const SINKS: [(&str, &str); 6] = [
    ("document.createElement('p').innerHTML = '<b>planted</b>'", SINK),
    ("document.body.insertAdjacentHTML('beforeend', '<b>planted</b>')", SINK),
    ("new DOMParser().parseFromString('<b>planted</b>', 'text/html')", SINK),
    ("new Worker('start.js')", SINK),
    ("trustedTypes.createPolicy('planted', { createHTML: String })", POLICY),
    ("trustedTypes.createPolicy('postil-html', { createHTML: String })", POLICY),
];
const SINK: &str = "require-trusted-types-for trusted-types-sink";
const POLICY: &str = "trusted-types trusted-types-policy";

/// The page takes rich text and starts its worker; for anybody else, text is neither markup nor the address of a script.
pub(crate) async fn takes_no_text_for_markup(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.paste_html("<h1>Acme Corp buys Beta Ltd</h1><p>Acme Corp paid <b>$3m</b>.</p>", "nothing").await?;
    detected(&page).await?;
    wait_for_marks(&page, "$3m", &[("MONEY", "suggested")]).await?;
    page.click_testid("export").await?;
    page.testid("format-doccano").await?;
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    // From a timer of the page, and not out of the driver's hand.
    for (script, _) in SINKS {
        let planted = format!(
            "window.__thrown = null;
            setTimeout(() => {{ try {{ {script}; window.__thrown = 'nothing'; }} catch (it) {{ window.__thrown = it.name; }} }});"
        );
        page.call(&planted, &[]).await?;
        assert_eq!(page.wait_for(script, "window.__thrown").await?, "TypeError", "{script}");
    }
    page.wait_for("the policy to say so", &format!("window.__violations.length >= {}", SINKS.len())).await?;
    assert_eq!(page.policy_violations().await?, SINKS.map(|(_, refused)| refused));
    Ok(())
}

/// An address that is not the page's, where nobody listens.
const ELSEWHERE: &str = "http://127.0.0.1:49151/planted";

/// Sends a request from a timer of the page: the driver's own calls are not held by the policy.
async fn plant_request(page: &Page) -> Result<()> {
    let script = "setTimeout(() => fetch(arguments[0]).catch(() => { window.__ended = true; }), 0);";
    page.call(script, &[json!(ELSEWHERE)]).await?;
    page.wait_for("the planted request to end", "window.__ended").await.map(|_| ())
}

pub(crate) async fn stops_a_planted_request(page: Page) -> Result<()> {
    page.open().await?;
    plant_request(&page).await?;
    assert_eq!(page.policy_violations().await?, [format!("connect-src {ELSEWHERE}")]);
    Ok(())
}

/// The tests that see no request leave would see one: without the policy it is in the record.
pub(crate) async fn the_record_shows_a_planted_request(page: Page) -> Result<()> {
    let server = without_policy()?;
    let page = page.at(&server.url);
    page.open().await?;
    plant_request(&page).await?;
    let seen = page.requests().await?.iter().any(|request| request.url == ELSEWHERE);
    ensure!(seen, "the record misses a request");
    Ok(())
}

pub(crate) async fn explains_itself_when_the_module_does_not_load(page: Page) -> Result<()> {
    page.block(&["*.wasm"]).await?;
    let opened = page.driver().goto(page.url()).await;
    let shown = page.wait_for("an explanation", "document.querySelector('#loading[role=alert]')?.textContent").await;
    page.block(&[]).await?;
    opened?;
    let shown = shown?;
    ensure!(shown.as_str().is_some_and(|text| text.starts_with("Postil could not be loaded")), "it says {shown}");
    Ok(())
}
