//! Steps that several tests share: bringing an article in, looking at marks, taking the file out and checking it.

use anyhow::{Context, Result, ensure};
use postil_browser::{Download, Page};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

/// The sample article that the page itself offers.
pub(crate) const SAMPLE: &str = include_str!("../../../src/sample.txt");

/// Opens the page and pastes `text` into the start page; returns when all is detected.
pub(crate) async fn with_article(page: &Page, text: &str) -> Result<()> {
    page.open().await?;
    page.testid("paste-box").await?;
    page.paste_text(text).await?;
    detected(page).await
}

/// Waits until the open article has been gone through.
pub(crate) async fn detected(page: &Page) -> Result<()> {
    page.wait_for_attribute("article", "data-state", "done").await
}

/// Waits until the work is stored.
pub(crate) async fn saved(page: &Page) -> Result<()> {
    page.wait_for("the work to be saved", "document.querySelector('[data-testid=saving]').textContent === 'Saved'")
        .await
        .map(|_| ())
}

/// Waits until the records of a store hold these words so many times. "Saved" may still be said of the change before.
pub(crate) async fn stored(page: &Page, store: &str, words: &str, times: usize) -> Result<()> {
    let script = "
        const [store, words, times, done] = arguments;
        const text = new TextDecoder();
        const look = () => {
            const opening = indexedDB.open('postil-1');
            opening.onsuccess = () => {
                const database = opening.result;
                const reading = database.transaction(store).objectStore(store).getAll();
                reading.onsuccess = () => {
                    database.close();
                    const all = reading.result.map((record) => text.decode(record)).join('');
                    if (all.split(words).length > times) done(true);
                    else setTimeout(look, 50);
                };
            };
        };
        look();";
    page.call_async(script, &[json!(store), json!(words), json!(times)]).await.map(|_| ())
}

/// The marks whose words are `words`: label, status, whether in hand. A mark in several pieces counts once.
pub(crate) async fn marks(page: &Page, words: &str) -> Result<Vec<(String, String, bool)>> {
    let script = "
        const found = new Map();
        for (const mark of document.querySelectorAll('[data-testid=article] mark')) {
            const known = found.get(mark.dataset.id) ?? ['', mark.dataset.label, mark.dataset.status, false];
            known[0] += mark.textContent;
            known[3] ||= 'selected' in mark.dataset;
            found.set(mark.dataset.id, known);
        }
        return [...found.values()].filter(([text]) => text === arguments[0]);";
    let found = page.call(script, &[json!(words)]).await?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mark = |mark: &Value| (text(&mark[1]), text(&mark[2]), mark[3] == true);
    Ok(found.as_array().context("marks")?.iter().map(mark).collect())
}

/// Waits until exactly these marks (label and status) cover `words`.
pub(crate) async fn wait_for_marks(page: &Page, words: &str, wanted: &[(&str, &str)]) -> Result<()> {
    let script = format!(
        "(() => {{ const found = [...document.querySelectorAll('[data-testid=article] mark')]
            .filter((mark) => mark.textContent === {}).map((mark) => [mark.dataset.label, mark.dataset.status]);
            return JSON.stringify(found) === JSON.stringify({}); }})()",
        json!(words),
        json!(wanted),
    );
    let waited = page.wait_for(&format!("{words:?} to be marked {wanted:?}"), &script).await;
    waited.map(|_| ()).with_context(|| format!("marked {wanted:?}"))
}

/// Clicks the first mark with these words.
pub(crate) async fn click_mark(page: &Page, words: &str) -> Result<()> {
    let script = "
        const mark = [...document.querySelectorAll('[data-testid=article] mark')]
            .find((mark) => mark.textContent === arguments[0]);
        if (!mark) return null;
        mark.scrollIntoView({ block: 'center' });
        const box = mark.getClientRects()[0];
        return [box.left + box.width / 2, box.top + box.height / 2];";
    let place = page.call(script, &[json!(words)]).await?;
    let corner = |index: usize| place[index].as_f64().map(|pixels| pixels.round() as i64);
    let (x, y) = corner(0).zip(corner(1)).with_context(|| format!("{words:?} is not marked"))?;
    page.driver().action_chain().move_to(x, y).click().perform().await?;
    page.testid("annotation-card").await.map(|_| ())
}

/// Takes the native file out through the export dialog.
pub(crate) async fn export(page: &Page) -> Result<Value> {
    page.click_testid("export").await?;
    download(page).await
}

/// What the open export dialog says of the file, once it is made. Asked for in one look: it is made anew when the model comes.
pub(crate) async fn proof(page: &Page) -> Result<String> {
    let script = "(({ dataset, textContent }) => dataset.state === 'done' && textContent)
        (document.querySelector('[data-testid=proof]') ?? { dataset: {} })";
    let words = page.wait_for("the file to be made", script).await?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

/// Presses the button of the open export dialog and checks the file that comes.
pub(crate) async fn download(page: &Page) -> Result<Value> {
    let proof = proof(page).await?;
    page.click_testid("download").await?;
    let file = page.download().await?;
    let content = checked(&file)?;
    let spans: usize = annotations(&content).len();
    ensure!(
        proof == format!("{spans} of {spans} spans verified"),
        "the file has {spans} spans and the page says {proof:?}"
    );
    Ok(content)
}

/// The annotations of a file's only document.
pub(crate) fn annotations(file: &Value) -> &[Value] {
    file["documents"][0]["annotations"].as_array().map_or(&[], Vec::as_slice)
}

/// A downloaded file, held against the published schema and sliced as a reader in another language would.
pub(crate) fn checked(file: &Download) -> Result<Value> {
    ensure!(file.name.ends_with(".postil.json"), "the file is called {}", file.name);
    let content: Value = serde_json::from_slice(&file.content)?;
    let schema: Value = serde_json::from_str(include_str!("../../../schema/postil.v1.json"))?;
    let validator = jsonschema::validator_for(&schema)?;
    let errors: Vec<String> = validator.iter_errors(&content).map(|error| error.to_string()).collect();
    ensure!(errors.is_empty(), "the file is not as its schema says: {errors:?}");
    for document in content["documents"].as_array().context("documents")? {
        let text: Vec<char> = document["text"].as_str().context("text")?.chars().collect();
        for annotation in document["annotations"].as_array().context("annotations")? {
            let place = |name: &str| annotation[name].as_u64().context("an offset").map(|at| at as usize);
            let slice: String = text[place("start")?..place("end")?].iter().collect();
            assert_eq!(annotation["text"], slice);
        }
    }
    Ok(content)
}

/// Closes the tab and goes back to the one of before.
pub(crate) async fn leave(page: &Page, here: WindowHandle) -> Result<()> {
    page.driver().close_window().await?;
    Ok(page.driver().switch_to_window(here).await?)
}
