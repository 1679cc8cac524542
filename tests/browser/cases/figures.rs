//! The table of an article's figures.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::json;

use crate::steps::with_article;

/// Waits until the table has these words in its first column.
async fn rows(page: &Page, wanted: &[&str]) -> Result<()> {
    let words = "JSON.stringify([...document.querySelectorAll('[data-testid=figure] .list-words')]\
                 .map((words) => words.textContent))";
    let condition = format!("{words} === {}", json!(json!(wanted).to_string()));
    page.wait_for(&format!("the rows {wanted:?}"), &condition).await.map(|_| ())
}

pub(crate) async fn figures_are_a_table(page: Page) -> Result<()> {
    with_article(&page, "Prices\n\nIt sold more than 900 units at $3m, or 14%, in May 2020. By 2021 it sold 900.")
        .await?;
    page.click_testid("figures").await?;
    rows(&page, &["900", "$3m", "14%", "May 2020", "2021", "900"]).await?;
    // Sorted by value, then the other way round.
    page.call("document.querySelectorAll('.table-head')[2].click()", &[]).await?;
    rows(&page, &["14%", "900", "900", "$3m", "May 2020", "2021"]).await?;
    page.call("document.querySelectorAll('.table-head')[2].click()", &[]).await?;
    rows(&page, &["2021", "May 2020", "$3m", "900", "900", "14%"]).await?;
    page.testid("figures-filter").await?.send_keys("usd").await?;
    rows(&page, &["$3m"]).await?;
    // The file has what the table shows.
    page.click_testid("figures-csv").await?;
    let file = page.download().await?;
    assert_eq!(file.name, "Prices-figures.csv");
    let content = String::from_utf8(file.content)?;
    let wanted = "text,label,value,low,high,unit,currency,comparator,modifier,start,end\r\n\
                  $3m,MONEY,3000000,,,,USD,,,39,42\r\n";
    assert_eq!(content, wanted);
    // By key, and a row leads to its mark.
    page.press(&[Chord::from(Key::Escape), Chord::from('f')]).await?;
    rows(&page, &["900", "$3m", "14%", "May 2020", "2021", "900"]).await?;
    page.call("document.querySelectorAll('[data-testid=figure]')[2].click()", &[]).await?;
    page.wait_for("the mark in hand", "document.querySelector('mark[data-selected]')?.textContent === '14%'").await?;
    ensure!(page.count("[data-testid=figures-dialog]").await? == 0, "the table is still there");
    Ok(())
}

/// The currencies that the list beside the article shows.
async fn currencies(page: &Page, wanted: &str) -> Result<()> {
    let shown = "[...document.querySelectorAll('.list-meta')].map((line) => line.textContent.match(/[A-Z]{3} [0-9]/)?.[0])\
                 .filter(Boolean).map((code) => code.slice(0, 3)).join(' ')";
    page.wait_for(&format!("the currencies {wanted}"), &format!("{shown} === {}", json!(wanted))).await.map(|_| ())
}

pub(crate) async fn all_bare_dollars_change_in_one_step(page: Page) -> Result<()> {
    with_article(&page, "Prices\n\nIt paid $3 million and €5. Then it paid $9, and 20 dollars more.").await?;
    currencies(&page, "USD EUR USD USD").await?;
    page.call("document.querySelector('.list-main').click()", &[]).await?;
    let text = "document.querySelector('[data-testid=said]')?.textContent.trim()";
    let wanted = "3,000,000 US dollars three million US dollars";
    page.wait_for("the value in digits and words", &format!("{text} === {}", json!(wanted))).await?;
    let text = "document.querySelector('[data-testid=assumed]').textContent";
    let wanted = "Currency assumed: nothing in the article says otherwise.";
    page.wait_for("why it is so", &format!("{text} === {}", json!(wanted))).await?;
    // A code that is none changes nothing and is said.
    let write = "const field = document.querySelector('[data-testid=value-currency]'); field.value = arguments[0]; \
                 field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.click_testid("currency-all").await?;
    page.call(write, &[json!("ABC")]).await?;
    page.wait_for("what is wrong", "!document.querySelector('.value-fields .problem').hidden").await?;
    currencies(&page, "USD EUR USD USD").await?;
    page.call(write, &[json!("cad")]).await?;
    currencies(&page, "CAD EUR CAD CAD").await?;
    page.wait_for("no doubt left", "document.querySelector('[data-testid=assumed]').hidden").await?;
    page.click_testid("undo").await?;
    currencies(&page, "USD EUR USD USD").await
}

pub(crate) async fn a_bare_dollar_follows_the_article(page: Page) -> Result<()> {
    with_article(&page, "Prices\n\nIt paid $3 million.\n\nAll sums are in Canadian dollars.").await?;
    currencies(&page, "CAD").await?;
    page.call("document.querySelector('.list-main').click()", &[]).await?;
    let text = "document.querySelector('[data-testid=assumed]')?.textContent";
    let wanted = "Currency assumed: the article writes “Canadian dollars”.";
    page.wait_for("why it is so", &format!("{text} === {}", json!(wanted))).await.map(|_| ())
}

pub(crate) async fn a_phone_reaches_the_table(page: Page) -> Result<()> {
    page.set_view(360, 780).await?;
    with_article(&page, "Prices\n\nIt sold 900 units at $3m.").await?;
    let low = "[...document.querySelectorAll('.header button:not([hidden])')].filter((it) => it.offsetParent && \
               !it.closest('.brand') && it.offsetHeight < 44).length === 0";
    page.wait_for("buttons that a finger meets", low).await?;
    ensure!(page.count("#more:popover-open").await? == 0, "the menu is open from the start");
    page.click_testid("more").await?;
    page.wait_for("the menu", "document.querySelector('#more:popover-open')").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no menu", "!document.querySelector('#more:popover-open')").await?;
    // With keys alone: the button has the focus again.
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the menu", "document.querySelector('#more:popover-open')").await?;
    let items = page.count("#more button").await?;
    for _ in 0..items {
        page.press(&[Chord::from(Key::Tab)]).await?;
        if page.eval("document.activeElement.dataset.testid").await? == json!("menu-figures") {
            break;
        }
    }
    page.press(&[Chord::from(Key::Enter)]).await?;
    rows(&page, &["900", "$3m"]).await?;
    let fits = "document.documentElement.scrollWidth <= 360 && \
                document.querySelector('.modal').scrollWidth <= document.querySelector('.modal').clientWidth";
    page.wait_for("no sideways scrolling", fits).await.map(|_| ())
}
