//! Bad input where it needs the page: what is dropped, pasted, opened while detection works, with a full disk, or when the
//! tab goes away in the middle. The open article is the same after each, by the file that is downloaded.
//!
//! What readers say of bad files is tested with them (`crates/exchange/tests/hostile`); here are those that could stop the
//! page itself.

use anyhow::{Result, ensure};
use postil_browser::Page;
use serde_json::{Value, json};

use crate::steps::{SAMPLE, detected, export, saved, with_article};

const ARTICLE: &str = "Acme Corp paid $3m to Beta Ltd in Paris.";

/// Drops files that the page itself makes, by the JavaScript that gives each one's content.
async fn drop_made(page: &Page, files: &[(&str, &str)]) -> Result<()> {
    let made: Vec<String> = files.iter().map(|(name, content)| format!("[{}, {content}]", json!(name))).collect();
    let script = format!(
        "const data = new DataTransfer();
        for (const [name, content] of [{}]) data.items.add(new File([content], name));
        for (const type of ['dragenter', 'dragover', 'drop']) {{
            document.body.dispatchEvent(new DragEvent(type, {{ bubbles: true, cancelable: true, dataTransfer: data }}));
        }}",
        made.join(", ")
    );
    page.call(&script, &[]).await.map(|_| ())
}

/// Waits for a notice that holds `words`, and puts it away.
async fn told(page: &Page, what: &str, words: &str) -> Result<()> {
    let shown = format!("document.querySelector('[data-testid=notice]')?.textContent.includes({})", json!(words));
    page.wait_for(&format!("{what} to be answered with {words:?}"), &shown).await?;
    page.call("document.querySelector('[data-testid=notice] [aria-label=Dismiss]').click()", &[]).await?;
    page.wait_for("the notice to go", "!document.querySelector('[data-testid=notice]')").await.map(|_| ())
}

/// Goes to the article of that title.
async fn go_to(page: &Page, title: &str) -> Result<()> {
    let open = "[...document.querySelectorAll('.shelf-open')]
        .find((it) => it.querySelector('.shelf-title').textContent.startsWith(arguments[0])).click()";
    page.call(open, &[json!(title)]).await?;
    let is_open = format!(
        "document.querySelector('.shelf[data-open=true] .shelf-title')?.textContent.startsWith({})",
        json!(title)
    );
    page.wait_for(&format!("{title:?} to be open"), &is_open).await?;
    detected(page).await
}

async fn shelves(page: &Page, count: usize) -> Result<()> {
    let there = format!("document.querySelectorAll('.shelf').length === {count}");
    page.wait_for(&format!("{count} articles"), &there).await.map(|_| ())
}

pub(crate) async fn what_could_stop_the_page_is_refused(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = export(&page).await?;
    for (name, content, words) in [
        ("deep.json", "'{\"text\":\"Ana\",\"label\":' + '['.repeat(20000)", "nested deeper than 127 levels"),
        ("deep.postil.json", "'{\"format\":\"postil\",\"x\":' + '['.repeat(20000)", "ends early"),
        ("objects.json", "'[' + '{},'.repeat(10000000) + '{}]'", "hardly any words"),
        (
            "objects.doccano.jsonl",
            "'{\"text\":\"Ana\",\"label\":[' + '{},'.repeat(1000000) + '{}]}'",
            "hardly any words",
        ),
        ("long.txt", "'a word '.repeat(3000000)", "an article may have 20 MB"),
        ("lines.txt", "'a\\n'.repeat(1000001)", "an article may have 1000000"),
        ("large.txt", "new Uint8Array(193 * 2 ** 20)", "up to 192 MB"),
        (
            "nothing.postil.json",
            "'{\"format\":\"postil\",\"version\":1,\"offset_unit\":\"code_point\",\"labels\":[],\"documents\":[]}'",
            "no articles in the file",
        ),
        ("empty.zip", "new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)])", "nothing in it to open"),
        ("zeros.txt", "new Uint8Array(5000)", "This is no text"),
        ("wide.txt", "'Ana paid.'.replace(/./g, '$&\\0')", "UTF-16 without its mark"),
        ("wider.txt", "new Uint8Array([0xff, 0xfe, 0, 0, 65, 0, 0, 0])", "UTF-32"),
        ("music", "'ID3\\x03\\0\\0\\0'", "This is no text"),
        ("story.rtf", "'{\\\\rtf1 Ana paid.}'", "rich text"),
        ("story.gz", "new Uint8Array([0x1f, 0x8b, 8, 0])", "gzip"),
        (
            "deeper.postil.json",
            "'{\"format\":\"postil\",\"x\":' + '['.repeat(1e6) + ']'.repeat(1e6) + '}'",
            "missing field",
        ),
        ("huge.postil.json", "'{\"format\":\"postil\",\"version\":1e400}'", "number out of range"),
        ("open.xmi", "'<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\">' + '<a>'.repeat(200000)", "is no XMI"),
        ("noise.spacy", "Uint8Array.from({ length: 3000 }, (_, at) => at * 7919 % 251)", "cannot be unpacked"),
        ("half.json", "'{\"text\":\"Ana \\\\ud800\",\"label\":[]}'", "half of a character"),
        ("latin.txt", "new Uint8Array([67, 97, 102, 0xe9])", "Not UTF-8: byte 0xE9"),
        ("cut.zip", "new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])", "The archive is damaged"),
        (
            "entities.xmi",
            "'<!DOCTYPE a [<!ENTITY a \"ha\">]><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" x=\"&a;\"><cas:Sofa sofaString=\"&a;\"/></xmi:XMI>'",
            "no character that XML knows",
        ),
    ] {
        drop_made(&page, &[(name, content)]).await?;
        told(&page, name, words).await?;
    }
    shelves(&page, 1).await?;
    assert_eq!(export(&page).await?, before);
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn labels_and_colours_of_files_are_data(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = export(&page).await?;
    let set = r#"{"format":"postil-labels","version":1,"labels":[{"name":"P","kind":"entity","hue":"red;background:url(http://127.0.0.1:9/)"}]}"#;
    page.drop_file("body", "colour.json", set).await?;
    told(&page, "a colour that loads", "labels[0].hue").await?;
    let names = ["__proto__", "constructor", "<img src=x onerror='window.__ran=1'>", "A\u{202e}B", &"x".repeat(10_000)];
    let marks: Vec<Value> = names.iter().map(|name| json!([0, 3, name])).collect();
    page.drop_file("body", "names.doccano.jsonl", &json!({ "text": "Ana paid.", "label": marks }).to_string()).await?;
    page.testid("import-sum").await?;
    assert_eq!(page.eval("window.__ran ?? null").await?, Value::Null);
    let shown = page.eval("[...document.querySelectorAll('mark')].map((mark) => mark.dataset.label)").await?;
    ensure!(shown.to_string().contains("__proto__") && shown.to_string().len() < 1_000, "{shown}");
    page.click_testid("import-undo").await?;
    shelves(&page, 1).await?;
    go_to(&page, "Acme").await?;
    assert_eq!(export(&page).await?["documents"], before["documents"]);
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    let requests = page.requests().await?;
    ensure!(requests.iter().all(|it| it.url.starts_with(page.url()) || !it.url.starts_with("http")), "{requests:?}");
    Ok(())
}

pub(crate) async fn of_many_files_the_good_ones_come(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = export(&page).await?;
    let texts: Vec<(String, String)> = (0..12).map(|n| (format!("{n}.txt"), format!("Story {n} is short."))).collect();
    let mut files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files[2].1 = b"";
    files[5].1 = b"%PDF-1.7";
    files[8].1 = b"Caf\xe9";
    page.drop_files("body", &files).await?;
    shelves(&page, 10).await?;
    let notice = page.text_testid("notice").await?;
    for words in ["2.txt: The file is empty", "5.txt: This is a PDF", "8.txt: Not UTF-8"] {
        ensure!(notice.contains(words), "{words:?} is not in {notice:?}");
    }
    go_to(&page, "Acme").await?;
    assert_eq!(export(&page).await?, before);
    Ok(())
}

pub(crate) async fn a_file_opened_during_detection_is_an_article_of_its_own(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    let long = SAMPLE.repeat(60);
    page.paste_text(&long).await?;
    page.drop_file("body", "other.doccano.jsonl", r#"{"text":"Ana paid.","label":[[0,3,"PERSON"]]}"#).await?;
    let sum = page.text_testid("import-sum").await?;
    ensure!(sum.starts_with("Added 1 article with 1 mark."), "{sum}");
    page.click_testid("import-done").await?;
    shelves(&page, 2).await?;
    let other = export(&page).await?;
    assert_eq!(other["documents"][0]["text"], "Ana paid.");
    let first = page.eval("document.querySelector('.shelf-title').textContent").await?;
    go_to(&page, first.as_str().unwrap_or_default()).await?;
    let file = export(&page).await?;
    assert_eq!(file["documents"][0]["text"], long);
    ensure!(
        file["documents"][0]["annotations"].as_array().is_some_and(|all| all.len() > 100),
        "detection did not go on"
    );
    Ok(())
}

pub(crate) async fn a_full_disk_during_an_import_loses_nothing(page: Page) -> Result<()> {
    let page = &page;
    with_article(page, ARTICLE).await?;
    saved(page).await?;
    let before = export(page).await?;
    // A record or two get in before the disk is full; browsers count their room too loosely to make it so by a quota.
    let full = "
        window.__put = IDBObjectStore.prototype.put;
        let left = 2;
        IDBObjectStore.prototype.put = function (...all) {
            if (left-- > 0) return window.__put.apply(this, all);
            throw new DOMException('full', 'QuotaExceededError');
        };";
    page.call(full, &[]).await?;
    drop_made(page, &[("more.txt", "'Beta Ltd paid 5 euros to the man in Paris.\\n'.repeat(20000)")]).await?;
    shelves(page, 2).await?;
    let not_saved = "document.querySelector('[data-testid=saving]').textContent === 'Not saved'";
    page.wait_for("it to be said that nothing is saved", not_saved).await?;
    go_to(page, "Acme").await?;
    assert_eq!(export(page).await?, before);
    page.call("IDBObjectStore.prototype.put = window.__put", &[]).await?;
    saved(page).await?;
    page.reload().await?;
    shelves(page, 2).await?;
    go_to(page, "Acme").await?;
    assert_eq!(export(page).await?, before);
    Ok(())
}

pub(crate) async fn an_import_that_is_cut_off_is_there_whole_or_not_at_all(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    saved(&page).await?;
    let before = export(&page).await?;
    let line = |n: usize| format!("{}\n", json!({ "text": format!("Story {n} by Ana."), "label": [[0, 5, "EVENT"]] }));
    // No more than the list shows at once.
    let lines: String = (0..12).map(line).collect();
    page.drop_file("body", "many.doccano.jsonl", &lines).await?;
    // Away as soon as the first of them is there.
    page.wait_for("the import to begin", "document.querySelectorAll('.shelf').length > 1").await?;
    page.reload().await?;
    page.wait_for("the library", "document.querySelectorAll('.shelf').length > 0").await?;
    let count = page.count(".shelf").await?;
    ensure!(count == 1 || count == 13, "{count} articles of 13");
    go_to(&page, "Acme").await?;
    assert_eq!(export(&page).await?, before);
    Ok(())
}

pub(crate) async fn a_paste_that_is_too_long_is_refused(page: Page) -> Result<()> {
    with_article(&page, ARTICLE).await?;
    let before = export(&page).await?;
    let paste = "
        const clipboardData = new DataTransfer();
        const [data, dataType] = ['a word '.repeat(3000000), 'text/plain'];
        clipboardData.setData(dataType, data);
        // Firefox takes the words themselves.
        const paste = { bubbles: true, cancelable: true, clipboardData, data, dataType };
        document.body.dispatchEvent(new ClipboardEvent('paste', paste));";
    page.call(paste, &[]).await?;
    told(&page, "a long paste", "an article may have 20 MB").await?;
    shelves(&page, 1).await?;
    assert_eq!(export(&page).await?, before);
    Ok(())
}
