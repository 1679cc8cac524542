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
