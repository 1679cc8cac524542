//! The articles that are worked in, and the files that the page makes of them.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::page::Page;

/// A file with an article of that title, with `count` suggestions.
pub(super) fn article(title: &str, count: usize) -> Value {
    let mut text = String::new();
    let mut annotations = Vec::new();
    for number in 0..count {
        text.push_str(if number % 12 == 0 && number > 0 { "\n\n" } else { " " });
        let start = text.chars().count();
        let words = format!("Zoë{number}🙂");
        text.push_str(&words);
        annotations.push(json!({ "id": format!("a{}", number + 1), "start": start, "end": text.chars().count(),
            "text": words, "label": "ORG", "status": "suggested", "source": { "by": "import", "from": "crash" } }));
    }
    let document = json!({ "id": title, "title": title, "text": text, "annotations": annotations });
    json!({ "format": "postil", "version": 1, "offset_unit": "code_point", "labels": [], "documents": [document] })
}

/// The documents of the file that the page makes; each annotation is sliced again.
pub(super) async fn download(page: &Page) -> Result<Value> {
    page.click_testid("export").await?;
    page.wait_for_attribute("proof", "data-state", "done").await?;
    let proof = page.text_testid("proof").await?;
    page.click_testid("download").await?;
    let file: Value = serde_json::from_slice(&page.download().await?.content)?;
    let documents = file["documents"].clone();
    let text: Vec<char> = documents[0]["text"].as_str().context("no text")?.chars().collect();
    let annotations = documents[0]["annotations"].as_array().context("no annotations")?;
    for annotation in annotations {
        let at = |name: &str| annotation[name].as_u64().map(|at| at as usize).context("no offset");
        let words: String = text.get(at("start")?..at("end")?).context("an offset past the text")?.iter().collect();
        ensure!(annotation["text"] == words, "{annotation} is not where its words are");
    }
    let count = annotations.len();
    ensure!(proof == format!("{count} of {count} spans verified"), "the page says {proof:?} of {count}");
    Ok(documents)
}
