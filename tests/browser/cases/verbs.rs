//! The page object itself: each verb reaches a page as a person's doing would. Tried on elements that the test adds, so
//! that a fault here is told from a fault of the app.

use anyhow::Result;
use postil_browser::{Chord, Key, Page};
use serde_json::json;

const ARTICLE: &str = "
    const article = document.createElement('article');
    article.dataset.testid = 'planted';
    article.style.cssText = 'position: fixed; inset: 0; background: white; z-index: 1000; user-select: text';
    article.append('One two ', document.createElement('b'), ' one four');
    article.querySelector('b').append('three');
    document.body.append(article);";

/// Opens the page and lays an element with text over it.
async fn with_article(page: &Page) -> Result<()> {
    page.open().await?;
    // Which takes the keyboard when it comes.
    page.testid("paste-box").await?;
    page.call(ARTICLE, &[]).await.map(|_| ())
}

pub(crate) async fn paste_brings_both_flavours_untouched(page: Page) -> Result<()> {
    page.open().await?;
    let listen = "window.addEventListener('paste', (event) => {
        event.stopImmediatePropagation();
        const data = event.clipboardData;
        window.__pasted = [event.isTrusted, data.getData('text/plain'), data.getData('text/html')];
    }, { capture: true });";
    page.call(listen, &[]).await?;
    let html = "<p onclick=\"x()\">Café <script>x()</script>👩‍👩‍👧</p>";
    page.paste_html(html, "Café 👩‍👩‍👧\n").await?;
    let pasted = page.wait_for("the paste", "window.__pasted").await?;
    assert_eq!(pasted[0], true);
    assert_eq!(pasted[1], "Café 👩‍👩‍👧\n");
    assert!(pasted[2].as_str().is_some_and(|pasted| pasted.contains(html)), "{pasted}");
    Ok(())
}

pub(crate) async fn mouse_selects_the_text_named(page: Page) -> Result<()> {
    with_article(&page).await?;
    for (text, nth) in [("two", 0), ("three", 0), ("ne", 1), ("two three one", 0)] {
        page.select_text("[data-testid=planted]", text, nth).await?;
        assert_eq!(page.eval("getSelection().toString()").await?, text);
    }
    let missing = page.select_text("[data-testid=planted]", "two", 1).await;
    assert!(missing.is_err());
    Ok(())
}

pub(crate) async fn keys_go_to_the_focus(page: Page) -> Result<()> {
    with_article(&page).await?;
    let plant = "const box = document.createElement('textarea'); box.dataset.testid = 'box';
        document.querySelector('[data-testid=planted]').replaceChildren(box);";
    page.call(plant, &[]).await?;
    page.click_testid("box").await?;
    page.keys("Hello wörld").await?;
    page.press(&[Chord::shift(Key::Left), Chord::shift(Key::Left), Chord::from(Key::Backspace)]).await?;
    page.press(&[Chord::ctrl('a'), Chord::ctrl('c'), Chord::from(Key::End), Chord::ctrl('v')]).await?;
    let typed = page.eval("document.querySelector('[data-testid=box]').value").await?;
    assert_eq!(typed, "Hello wörHello wör");
    Ok(())
}

pub(crate) async fn downloads_are_taken_one_by_one(page: Page) -> Result<()> {
    page.open().await?;
    let save = "
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([arguments[0]]));
        link.download = 'notes.json';
        link.click();";
    for content in ["first ü", "second"] {
        page.call(save, &[json!(content)]).await?;
        let download = page.download().await?;
        assert_eq!((download.name.as_str(), download.content.as_slice()), ("notes.json", content.as_bytes()));
    }
    Ok(())
}

pub(crate) async fn files_can_be_dropped(page: Page) -> Result<()> {
    with_article(&page).await?;
    let listen = "document.querySelector('[data-testid=planted]').addEventListener('drop', async (event) => {
        event.stopPropagation();
        const file = event.dataTransfer.files[0];
        window.__dropped = [file.name, await file.text()];
    });";
    page.call(listen, &[]).await?;
    page.drop_file("[data-testid=planted]", "a.txt", "Text").await?;
    assert_eq!(page.wait_for("the drop", "window.__dropped").await?, json!(["a.txt", "Text"]));
    Ok(())
}

pub(crate) async fn view_and_preferences_reach_the_page(page: Page) -> Result<()> {
    page.set_view(360, 780).await?;
    page.prefer(&[("prefers-color-scheme", "dark")]).await?;
    page.open().await?;
    assert_eq!(page.eval("[innerWidth, innerHeight]").await?, json!([360, 780]));
    assert_eq!(page.eval("matchMedia('(prefers-color-scheme: dark)').matches").await?, true);
    Ok(())
}

pub(crate) async fn console_errors_are_seen(page: Page) -> Result<()> {
    page.open().await?;
    page.call(
        "setTimeout(() => { throw new Error('planted'); }, 0); setTimeout(() => { window.__thrown = true; }, 0);",
        &[],
    )
    .await?;
    page.wait_for("the error to be thrown", "window.__thrown").await?;
    let errors = page.console_errors().await?;
    assert!(errors.iter().any(|error| error.contains("planted")), "{errors:?}");
    Ok(())
}

pub(crate) async fn each_test_starts_with_nothing_stored(page: Page) -> Result<()> {
    page.open().await?;
    // Left behind on purpose; the list runs this test twice.
    assert_eq!(page.eval("localStorage.getItem('planted')").await?, json!(null));
    page.call("localStorage.setItem('planted', '1')", &[]).await.map(|_| ())
}
