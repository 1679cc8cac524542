//! Files of other tools: every format is saved with its proof, files are recognised, repaired, read as something else; the
//! worker that does it is held by the policy and may break.

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, Download, Key, Page};
use serde_json::{Value, json};

use crate::access;
use crate::steps::{SAMPLE, detected, export, wait_for_marks, with_article};

/// Emoji before names, so that every unit counts otherwise. In UTF-16 units, as doccano writes them.
const LINES: &str = "{\"id\": 1, \"text\": \"😀😀😀 Acme Corp bought Beta Ltd in Paris.\", \"label\": [[7, 16, \"ORG\"], [24, 32, \"ORG\"], [36, 41, \"GPE\"]]}\n\
    {\"id\": 2, \"text\": \"👩‍👩‍👧 Ana Ruiz left Acme Corp.\", \"label\": [[9, 17, \"PERSON\"], [23, 32, \"ORG\"]]}\n";

/// The same in code points, as scripts write them.
const POINTS: &str = "{\"id\": 1, \"text\": \"😀😀😀 Acme Corp bought Beta Ltd in Paris.\", \"label\": [[4, 13, \"ORG\"], [21, 29, \"ORG\"], [33, 38, \"GPE\"]]}\n\
    {\"id\": 2, \"text\": \"👩‍👩‍👧 Ana Ruiz left Acme Corp.\", \"label\": [[6, 14, \"PERSON\"], [20, 29, \"ORG\"]]}\n";

/// Opens the dialog and waits for the list of formats.
async fn open_dialog(page: &Page) -> Result<()> {
    page.click_testid("export").await?;
    page.testid("format-doccano").await.map(|_| ())
}

/// Chooses a format and waits until its file is made.
async fn choose(page: &Page, id: &str) -> Result<String> {
    page.click_testid(&format!("format-{id}")).await?;
    made(page, id).await
}

/// The proof of the file of that format, once it is there.
async fn made(page: &Page, id: &str) -> Result<String> {
    let ready = format!(
        "document.querySelector('[data-testid=\"format-{id}\"]').checked
            && document.querySelector('[data-testid=proof]').dataset.state === 'done'
            && document.querySelector('[data-testid=proof]').textContent"
    );
    let proof = page.wait_for(&format!("the file of {id}"), &ready).await?;
    Ok(proof.as_str().unwrap_or_default().to_owned())
}

async fn save(page: &Page) -> Result<Download> {
    page.click_testid("download").await?;
    page.download().await
}

/// The sentence over what was opened, once it is there.
async fn opened(page: &Page) -> Result<String> {
    page.text_testid("import-sum").await
}

/// Words and labels of the marks of the open article.
async fn marked(page: &Page) -> Result<Value> {
    page.eval("[...document.querySelectorAll('[data-testid=article] mark')].map((mark) => [mark.textContent, mark.dataset.label])")
        .await
}

/// How many spans a proof is of; an error when they are not all verified.
fn verified(proof: &str) -> Result<u64> {
    let mut numbers = proof.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
    let (found, all): (u64, u64) = numbers.next().zip(numbers.next()).with_context(|| proof.to_owned())?;
    ensure!(found == all && proof.contains("verified"), "not all is verified: {proof}");
    Ok(found)
}

pub(crate) async fn every_format_is_saved_and_verified(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    open_dialog(&page).await?;
    let ids =
        page.eval("[...document.querySelectorAll('[name=format]')].map((it) => it.dataset.testid.slice(7))").await?;
    let ids: Vec<String> = serde_json::from_value(ids)?;
    ensure!(ids.len() > 8, "only {ids:?}");
    for id in ids {
        let proof = choose(&page, &id).await?;
        let is_wrong = page.eval("document.querySelector('[data-testid=proof]').classList.contains('problem')").await?;
        ensure!(is_wrong == json!(false), "{id}: {proof}");
        if verified(&proof).with_context(|| id.clone())? == 0 {
            // A file for people's eyes has no spans to read back.
            ensure!(["html", "figures-md"].contains(&id.as_str()), "{id}: {proof}");
        }
        let file = save(&page).await?;
        ensure!(file.content.len() > 20, "{id}: {} has {} bytes", file.name, file.content.len());
        page.click_testid("export").await?;
    }
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn what_was_chosen_is_remembered(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    open_dialog(&page).await?;
    choose(&page, "doccano").await?;
    page.click_testid("export-labels").await?;
    let money = "const it = document.querySelector('[data-testid=label-as-MONEY]'); it.value = 'Geld';
        it.dispatchEvent(new Event('change', { bubbles: true }));";
    page.call(money, &[]).await?;
    page.click_testid("label-in-ORG").await?;
    let shown = "document.querySelector('[data-testid=export-preview]').textContent";
    page.wait_for("the other name", &format!("{shown}.includes('\"Geld\"') && !{shown}.includes('\"ORG\"')")).await?;
    let file = save(&page).await?;
    ensure!(String::from_utf8_lossy(&file.content).contains("\"Geld\""));
    page.reload().await?;
    detected(&page).await?;
    page.click_testid("export").await?;
    made(&page, "doccano").await?;
    let again = page.eval(shown).await?;
    ensure!(again.as_str().is_some_and(|text| text.contains("\"Geld\"") && !text.contains("\"ORG\"")), "{again}");
    Ok(())
}

pub(crate) async fn the_palette_saves_in_a_format(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    page.press(&[Chord::ctrl('k')]).await?;
    page.testid("palette-field").await?;
    page.keys("export as docc").await?;
    page.wait_for(
        "the command",
        "document.querySelector('[role=option][aria-selected=true]')?.textContent === 'Export as doccano'",
    )
    .await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.testid("format-doccano").await?;
    verified(&made(&page, "doccano").await?).map(|_| ())
}

/// Marks the words as people, and asks for a file of tokens that end at spaces only.
async fn saved_by_spaces(page: &Page, words: &[&str]) -> Result<()> {
    for word in words {
        page.select_text("[data-testid=article]", word, 0).await?;
        page.click_testid("label-PERSON").await?;
        wait_for_marks(page, word, &[("PERSON", "accepted")]).await?;
    }
    open_dialog(page).await?;
    choose(page, "iob2").await?;
    let tokenizer = "const it = document.querySelector('[data-testid=option-tokenizer]'); it.value = 'whitespace';
        it.dispatchEvent(new Event('change', { bubbles: true }));";
    page.call(tokenizer, &[]).await.map(|_| ())
}

pub(crate) async fn marks_are_put_where_words_end(page: Page) -> Result<()> {
    with_article(&page, "Something was said by Zorblax, and again by Quuxly, yesterday.").await?;
    saved_by_spaces(&page, &["Zorblax", "Quuxly"]).await?;
    let rows = "[...document.querySelectorAll('[data-testid=misfit] b')].map((word) => word.textContent).join(' ')";
    page.wait_for("the marks that are widened", &format!("{rows}.includes('Zorblax Zorblax, Quuxly Quuxly,')")).await?;
    // The one, then all that are left, then back.
    page.call("document.querySelector('[data-testid=misfit-fix]').click()", &[]).await?;
    page.wait_for("one to be fixed", &format!("!{rows}.includes('Zorblax')")).await?;
    page.click_testid("misfits-undo").await?;
    page.wait_for("both again", &format!("{rows}.includes('Zorblax Zorblax, Quuxly')")).await?;
    page.click_testid("misfits-fix").await?;
    page.wait_for("all to be fixed", &format!("!{rows}.includes('Quuxly')")).await?;
    verified(&made(&page, "iob2").await?)?;
    let file = save(&page).await?;
    let lines = String::from_utf8(file.content)?;
    ensure!(lines.contains("Zorblax,\tB-PERSON") && lines.contains("Quuxly,\tB-PERSON"), "{lines}");
    wait_for_marks(&page, "Zorblax,", &[("PERSON", "accepted")]).await?;
    // One step for all of them.
    page.click_testid("undo").await?;
    wait_for_marks(&page, "Zorblax", &[("PERSON", "accepted")]).await?;
    wait_for_marks(&page, "Quuxly", &[("PERSON", "accepted")]).await
}

pub(crate) async fn a_mark_that_a_file_leaves_out_is_rejected_with_one_click(page: Page) -> Result<()> {
    with_article(&page, "Something was said by Zorblax-Quux, yesterday.").await?;
    saved_by_spaces(&page, &["Zorblax", "Quux"]).await?;
    // Both cannot be the one word. What is not in the file comes first, what is taken in is shown as such.
    let rows =
        "[...document.querySelectorAll('[data-testid=misfit]')].map((row) => row.querySelector('b').textContent + ' '
        + [...row.querySelectorAll('ins')].map((more) => more.textContent).filter(Boolean)).join('; ')";
    page.wait_for("both marks", &format!("{rows} === 'Quux ; Zorblax -Quux,; yesterday .'")).await?;
    page.wait_for("the one that is left out", "!document.querySelector('[data-testid=misfit-reject]').disabled")
        .await?;
    page.call("document.querySelector('[data-testid=misfit-reject]').click()", &[]).await?;
    page.wait_for("the other", &format!("{rows} === 'Zorblax -Quux,; yesterday .'")).await?;
    ensure!(made(&page, "iob2").await?.ends_with("2 of 2 spans verified; 2 widened to tokens"));
    page.press(&[Chord::from(Key::Escape)]).await?;
    wait_for_marks(&page, "Quux", &[]).await
}

pub(crate) async fn offsets_of_another_unit_are_found_and_said(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    let wanted = json!([["Acme Corp", "ORG"], ["Beta Ltd", "ORG"], ["Paris", "GPE"]]);
    for (lines, is_usual) in [(LINES, true), (POINTS, false)] {
        page.drop_file("body", "all.jsonl", lines).await?;
        assert_eq!(opened(&page).await?, "Added 2 articles with 5 marks.");
        let found = page.eval("document.querySelector('[data-testid=findings]')?.textContent ?? ''").await?;
        let found = found.as_str().unwrap_or_default();
        ensure!(found.contains("code points") != is_usual, "{found}");
        page.click_testid("import-done").await?;
        assert_eq!(marked(&page).await?, wanted);
        // One step back takes all of it out again.
        page.press(&[Chord::ctrl('z')]).await?;
        page.wait_for("an empty library", "document.querySelectorAll('.shelf').length === 0").await?;
    }
    Ok(())
}

pub(crate) async fn pairs_of_files_and_archives_are_opened(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    let text = "Ana Ruiz founded Acme.";
    let notes = "T1\tPERSON 0 8\tAna Ruiz\nT2\tORG 17 21\tAcme\nR1\tfounded Arg1:T1 Arg2:T2\n";
    page.drop_files("body", &[("a.ann", notes.as_bytes()), ("a.txt", text.as_bytes())]).await?;
    assert_eq!(opened(&page).await?, "Added 1 article with 2 marks.");
    page.click_testid("import-done").await?;
    let wanted = json!([["Ana Ruiz", "PERSON"], ["Acme", "ORG"]]);
    assert_eq!(marked(&page).await?, wanted);
    // As an archive out of the page, and in again.
    open_dialog(&page).await?;
    verified(&choose(&page, "brat").await?)?;
    let archive = save(&page).await?;
    ensure!(archive.name.ends_with(".zip"), "{}", archive.name);
    page.drop_files("body", &[(&archive.name, &archive.content)]).await?;
    assert_eq!(opened(&page).await?, "Nothing was added. 1 article is in the library already.");
    page.click_testid("import-done").await?;
    assert_eq!(page.count(".shelf").await?, 1);
    page.call("document.querySelector('.shelf-remove').click();", &[]).await?;
    page.testid("paste-box").await?;
    page.drop_files("body", &[(&archive.name, &archive.content)]).await?;
    assert_eq!(opened(&page).await?, "Added 1 article with 2 marks.");
    page.click_testid("import-done").await?;
    assert_eq!(marked(&page).await?, wanted);
    Ok(())
}

pub(crate) async fn a_file_can_be_read_as_something_else(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.drop_file("body", "all.jsonl", LINES).await?;
    opened(&page).await?;
    let choose = "const it = document.querySelector('[data-testid=read-as]'); it.value = arguments[0];
        it.dispatchEvent(new Event('change', { bubbles: true }));";
    let sum =
        |words: &str| format!("document.querySelector('[data-testid=import-sum]')?.textContent === {}", json!(words));
    page.call(choose, &[json!("spacy-json")]).await?;
    page.wait_for("texts without marks", &sum("Added 2 articles with 0 marks.")).await?;
    assert_eq!(marked(&page).await?, json!([]));
    page.call(choose, &[json!("doccano")]).await?;
    page.wait_for("the marks again", &sum("Added 2 articles with 5 marks.")).await?;
    // What it cannot be is said, and what was read stays.
    page.call(choose, &[json!("cas-xmi")]).await?;
    page.testid("import-problem").await?;
    assert_eq!(opened(&page).await?, "Added 2 articles with 5 marks.");
    page.click_testid("import-done").await?;
    assert_eq!(page.count(".shelf").await?, 2);
    Ok(())
}

pub(crate) async fn a_broken_file_does_not_lose_the_others(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    let before = export(&page).await?;
    let broken = &LINES[..LINES.len() - 60];
    page.drop_files("body", &[("broken.jsonl", broken.as_bytes()), ("whole.jsonl", LINES.as_bytes())]).await?;
    let sum = opened(&page).await?;
    ensure!(sum.starts_with("Added 2 articles with 5 marks.") && sum.contains("1 file could not be read"), "{sum}");
    let problem = page.text_testid("import-problem").await?;
    ensure!(problem.contains("line 2") || problem.contains("Line 2"), "{problem}");
    page.click_testid("import-undo").await?;
    page.wait_for("the others to go", "document.querySelectorAll('.shelf').length === 1").await?;
    page.shown(".shelf-open").await?;
    page.call("document.querySelector('.shelf-open').click()", &[]).await?;
    page.testid("article").await?;
    assert_eq!(export(&page).await?, before);
    Ok(())
}

pub(crate) async fn the_native_file_needs_no_worker(page: Page) -> Result<()> {
    // Without its file the worker does not start.
    page.open().await?;
    page.call("document.getElementById('worker').href = 'missing.js'", &[]).await?;
    page.testid("paste-box").await?;
    page.paste_text("Acme Corp paid $3m to Beta Ltd.").await?;
    detected(&page).await?;
    page.click_testid("export").await?;
    let said = page.text_testid("formats-problem").await?;
    ensure!(said.contains("Try again") && said.contains("Postil JSON"), "{said}");
    verified(&crate::steps::proof(&page).await?)?;
    let file = save(&page).await?;
    ensure!(file.name.ends_with(".postil.json"), "{}", file.name);
    Ok(())
}

pub(crate) async fn the_worker_is_started_again_after_a_crash(page: Page) -> Result<()> {
    let spy = "window.__workers = []; const Worker_ = Worker;
        window.Worker = class extends Worker_ { constructor(...all) { super(...all); window.__workers.push(this); } };";
    page.open().await?;
    page.call(spy, &[]).await?;
    page.testid("paste-box").await?;
    page.paste_text("Acme Corp paid $3m to Beta Ltd.").await?;
    detected(&page).await?;
    open_dialog(&page).await?;
    choose(&page, "doccano").await?;
    // As a crash would be seen from here.
    page.call("window.__workers[0].dispatchEvent(new ErrorEvent('error', { message: 'planted' }))", &[]).await?;
    verified(&choose(&page, "prodigy").await?)?;
    assert_eq!(page.eval("window.__workers.length").await?, json!(2));
    Ok(())
}

/// An address that is not the page's, where nobody listens.
const ELSEWHERE: &str = "http://127.0.0.1:49151/planted";

/// A worker of the page's kind is held by the page's policy: what it asks for elsewhere is refused.
pub(crate) async fn the_worker_is_held_by_the_policy(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    open_dialog(&page).await?;
    choose(&page, "doccano").await?;
    let requests = page.requests().await?;
    let own = format!("blob:{}", page.url().splitn(4, '/').take(3).collect::<Vec<_>>().join("/"));
    // Firefox does not record addresses that hold their content, but what the worker loads.
    let is_worker = |url: &str| url.starts_with(&own) || url.contains("/exchange") && url.ends_with(".wasm");
    ensure!(requests.iter().any(|request| is_worker(&request.url)), "the record misses the worker: {requests:?}");
    for request in requests.iter().filter(|request| !request.url.starts_with("data:")) {
        ensure!(request.url.starts_with(page.url()) || request.url.starts_with(&own), "asked for {}", request.url);
    }
    let plant = "
        const script = `
            self.addEventListener('securitypolicyviolation', (event) => postMessage(event.effectiveDirective + ' ' + event.blockedURI));
            fetch('${arguments[0]}').then(() => postMessage('sent'), () => {});`;
        const Blob_ = Blob;
        window.Blob = function (parts, options) { return new Blob_([script], options); };
        postilWorker().onmessage = ({ data }) => { window.__refused = data; };
        window.Blob = Blob_;";
    page.call(plant, &[json!(ELSEWHERE)]).await?;
    let refused = page.wait_for("the worker's request to end", "window.__refused").await?;
    assert_eq!(refused, json!(format!("connect-src {ELSEWHERE}")));
    Ok(())
}

pub(crate) async fn axe_finds_nothing_serious_in_the_dialogs_of_files(page: Page) -> Result<()> {
    for (look, colours, width) in [("light", "light", 1280), ("dark", "dark", 1280), ("narrow", "light", 360)] {
        page.prefer(&[("prefers-color-scheme", colours)]).await?;
        page.set_view(width, 800).await?;
        page.open().await?;
        page.drop_file("body", "all.jsonl", LINES).await?;
        opened(&page).await?;
        access::check(&page, &format!("what was opened, {look}")).await?;
        page.click_testid("import-done").await?;
        page.click_testid("export").await?;
        page.wait_for("the formats", "document.querySelector('[data-testid=format-iob2]')").await?;
        let choose = "document.querySelector('[data-testid=format-iob2]').click();
            for (const more of document.querySelectorAll('.export-dialog details')) more.open = true;";
        page.call(choose, &[]).await?;
        made(&page, "iob2").await?;
        access::check(&page, &format!("export, {look}")).await?;
    }
    Ok(())
}
