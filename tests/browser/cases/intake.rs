//! What comes in: rich text, files, hostile text, broken files. And what stays: the open work, over a reload too.

use anyhow::{Result, ensure};
use postil_browser::Page;
use serde_json::{Value, json};

use crate::steps::{SAMPLE, annotations, click_mark, detected, export, leave, saved, wait_for_marks, with_article};

const HTML: &str = "<html><head><style>p{color:red}</style><title>Site | Story</title></head><body>
    <nav>Home News</nav><h1>Acme buys  Beta</h1><p>By <b>Jane Doe</b></p>
    <p onclick=\"window.__ran=1\">Acme Corp paid <i>$3m</i>&nbsp;for it.<script>window.__ran=1</script></p>
    <h2>Why now</h2><ul><li>Growth of 4%</li><li>No debt</li></ul>
    <figure><img src=x onerror=\"window.__ran=1\"><figcaption>The Beta site</figcaption></figure></body></html>";

/// Kind and words of each block on the page.
async fn blocks(page: &Page) -> Result<Value> {
    page.eval("[...document.querySelectorAll('.block')].map((b) => [b.dataset.kind, b.textContent])").await
}

pub(crate) async fn rich_text_keeps_its_parts_and_nothing_runs(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.paste_html(HTML, "Acme buys Beta").await?;
    detected(&page).await?;
    let wanted = json!([
        ["headline", "Acme buys Beta"],
        ["byline", "By Jane Doe"],
        ["paragraph", "Acme Corp paid $3m\u{a0}for it."],
        ["subheading", "Why now"],
        ["list_item", "Growth of 4%"],
        ["list_item", "No debt"],
        ["caption", "The Beta site"]
    ]);
    assert_eq!(blocks(&page).await?, wanted);
    assert_eq!(page.eval("window.__ran ?? null").await?, Value::Null);
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    let requests = page.requests().await?;
    // The picture in the date field is the browser's own, in an address that holds it whole.
    let is_own = |url: &str| url.starts_with(page.url()) || url.starts_with("data:image/");
    ensure!(requests.iter().all(|request| is_own(&request.url)), "{requests:?}");
    Ok(())
}

pub(crate) async fn plain_text_is_kept_to_the_character(page: Page) -> Result<()> {
    // Emoji, a family, flags, combining accents, right-to-left words, curly quotes, tabs, odd spaces, CRLF.
    let text = "Na\u{ef}ve 👩‍👩‍👧 “Acme Corp” 🇩🇪 paid e\u{301}clairs\u{a0}$3 million\tin \u{5d9}\u{5e8}\u{5d5}\u{5e9}\u{5dc}\u{5d9}\u{5dd} .\r\n\r\n  Tail 14% \u{200b}end  ";
    with_article(&page, text).await?;
    let file = export(&page).await?;
    assert_eq!(file["documents"][0]["text"], text.replace("\r\n", "\n"));
    let found: Vec<&Value> = annotations(&file).iter().map(|annotation| &annotation["text"]).collect();
    ensure!(found.contains(&&json!("$3 million")) && found.contains(&&json!("14%")), "{found:?}");
    // A selection after all of that still lands where it should.
    page.select_text("[data-testid=article]", "🇩🇪", 0).await?;
    page.click_testid("label-GPE").await?;
    wait_for_marks(&page, "🇩🇪", &[("GPE", "accepted")]).await
}

pub(crate) async fn a_reload_keeps_everything(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    click_mark(&page, "2,700").await?;
    page.click_testid("accept").await?;
    page.click_in_menu("tags").await?;
    page.select_text("[data-testid=article]", "newest bonds", 0).await?;
    page.click_testid("label-PRODUCT").await?;
    wait_for_marks(&page, "newest bonds", &[("PRODUCT", "accepted")]).await?;
    saved(&page).await?;
    // The file names the model, which may come after the page.
    page.wait_for_attribute("model", "data-state", "ready").await?;
    let before = export(&page).await?;
    page.reload().await?;
    detected(&page).await?;
    page.wait_for_attribute("model", "data-state", "ready").await?;
    wait_for_marks(&page, "2,700", &[("CARDINAL", "accepted")]).await?;
    assert_eq!(page.attribute("tags", "aria-pressed").await?.as_deref(), Some("true"));
    assert_eq!(export(&page).await?, before);
    Ok(())
}

pub(crate) async fn a_downloaded_file_opens_as_it_was(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    click_mark(&page, "2,700").await?;
    page.click_testid("reject").await?;
    let file = export(&page).await?;
    // Out of the library, then back from the file.
    page.shown(".shelf-open").await?;
    page.call("document.querySelector('.shelf-remove').click()", &[]).await?;
    page.testid("paste-box").await?;
    page.drop_file("body", "back.postil.json", &file.to_string()).await?;
    page.testid("article").await?;
    assert_eq!(export(&page).await?["documents"], file["documents"]);
    Ok(())
}

pub(crate) async fn what_cannot_be_read_is_said_and_the_work_stays(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    let file = export(&page).await?;
    let changed = |change: fn(&mut Value)| {
        let mut file = file.clone();
        change(&mut file);
        file.to_string()
    };
    let cases = [
        ("cut.json", file.to_string()[..200].to_owned(), "ends early"),
        ("newer.json", changed(|file| file["version"] = json!(9)), "newer version"),
        ("shifted.json", changed(|file| file["documents"][0]["annotations"][0]["start"] = json!(2)), "annotations[0]"),
        ("foreign.json", "[{\"colour\": 1}]".to_owned(), "foreign.json"),
        ("empty.txt", String::new(), "empty"),
        ("paper.pdf", "%PDF-1.7 ...".to_owned(), "PDF"),
    ];
    for (name, content, words) in cases {
        page.drop_file("body", name, &content).await?;
        let shown = format!(
            "document.querySelector('[role=alert] [data-testid=notice]')?.textContent.includes({})",
            json!(words)
        );
        page.wait_for(&format!("{name} to be refused with {words:?}"), &shown).await?;
        page.call("document.querySelector('[data-testid=notice] [aria-label=Dismiss]').click()", &[]).await?;
        page.wait_for("the notice to go", "!document.querySelector('[data-testid=notice]')").await?;
    }
    assert_eq!(export(&page).await?, file);
    Ok(())
}

pub(crate) async fn text_and_markdown_files_open(page: Page) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.drop_file(
        "body",
        "story.md",
        "# Acme buys Beta\n\nAcme Corp paid **$3m**.\n\n- one [link](http://127.0.0.1:9/)\n",
    )
    .await?;
    detected(&page).await?;
    let wanted =
        json!([["headline", "Acme buys Beta"], ["paragraph", "Acme Corp paid $3m."], ["list_item", "one link"]]);
    assert_eq!(blocks(&page).await?, wanted);
    page.drop_file("body", "second.txt", "A second story\n\nBeta Ltd won 14%.").await?;
    page.wait_for("the second article", "document.querySelector('.block').textContent === 'A second story'").await?;
    assert_eq!(page.count(".shelf").await?, 2);
    Ok(())
}

pub(crate) async fn the_articles_date_is_found_and_can_be_set(page: Page) -> Result<()> {
    with_article(&page, "Port opens\n\nPublished 15 May 2025\n\nThe port said on Tuesday that it would open.").await?;
    let field = "document.querySelector('[data-testid=article-date]')";
    page.wait_for("the date to be found", &format!("{field}.value === '2025-05-15'")).await?;
    let tuesday = |day: &str| {
        let words = format!("Tuesday → {day}");
        format!("[...document.querySelectorAll('.margin *')].some((note) => note.textContent === {})", json!(words))
    };
    page.wait_for("its Tuesday", &tuesday("2025-05-13")).await?;
    let set = format!(
        "const field = {field}; field.value = arguments[0]; field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    page.call(&set, &[json!("2024-01-03")]).await?;
    page.wait_for("the other Tuesday", &tuesday("2024-01-02")).await?;
    assert_eq!(export(&page).await?["documents"][0]["date"], "2024-01-03");
    page.click_testid("undo").await?;
    page.wait_for("the first date again", &format!("{field}.value === '2025-05-15'")).await?;
    page.wait_for("the first Tuesday again", &tuesday("2025-05-13")).await?;
    // Without a date no Tuesday is made up; the text's own is offered.
    page.click_testid("date-remove").await?;
    page.wait_for("no Tuesday", &format!("{field}.value === '' && !{}", tuesday("2025-05-13"))).await?;
    page.click_testid("date-said").await?;
    page.wait_for("the Tuesday of the text's date", &tuesday("2025-05-13")).await?;
    page.click_testid("date-said").await?;
    let shown = "document.querySelector('mark[data-selected]')?.textContent === '15 May 2025'";
    page.wait_for("where it was found", shown).await.map(|_| ())
}

pub(crate) async fn markup_says_the_articles_date(page: Page) -> Result<()> {
    page.open().await?;
    let html = "<h1>Port opens</h1><p>By Ada Brandt, <time datetime='2025-05-15T09:00Z'>today</time></p>\
                <p>The port said on Tuesday that it would open.</p>";
    page.paste_html(html, "Port opens").await?;
    page.wait_for_attribute("article", "data-state", "done").await?;
    let field = "document.querySelector('[data-testid=article-date]')";
    page.wait_for("the date to be found", &format!("{field}.value === '2025-05-15'")).await.map(|_| ())
}

/// Keeps what is stored from being read until it is let through.
const HELD: &str = "
    const held = [];
    let through = false;
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...all) {
        const request = open.apply(this, all);
        request.addEventListener('success', (event) => {
            if (through) return;
            event.stopImmediatePropagation();
            held.push(request);
        });
        return request;
    };
    window.letThrough = () => {
        through = true;
        held.forEach((request) => request.dispatchEvent(new Event('success')));
    };";

pub(crate) async fn a_paste_before_the_stored_work_is_read_joins_it(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd.").await?;
    saved(&page).await?;
    page.driver().goto("about:blank").await?;
    let first = page.tab_with_script(HELD).await?;
    page.open().await?;
    page.shown(".opening").await?;
    page.paste_html("<h1>Port opens</h1><p>The port opened in Rotterdam.</p>", "Port opens").await?;
    page.shown(".opening").await?;
    page.call("window.letThrough();", &[]).await?;
    detected(&page).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    ensure!(page.text_testid("article").await?.contains("Rotterdam"), "another article is open");
    saved(&page).await?;
    leave(&page, first).await?;
    page.open().await?;
    detected(&page).await?;
    assert_eq!(page.count(".shelf").await?, 2);
    Ok(())
}
