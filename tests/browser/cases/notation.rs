//! Marked text as a person writes it: `[Acme Corp|ORG]` is a suggestion, `[Acme Corp|ORG+]` accepted, `[Acme Corp|ORG-]`
//! rejected; marks may lie inside of marks. It becomes a native file, and a native file's marks are compared with it.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// What comes after the label, for each status.
const SIGNS: [(&str, &str); 3] = [("suggested", ""), ("accepted", "+"), ("rejected", "-")];

/// A mark: start and end in code points, words, label with its sign.
pub(crate) type Mark = (usize, usize, String, String);

/// The text without the marks, and the marks in text order, the longest first.
pub(crate) fn parse(notation: &str) -> Result<(String, Vec<Mark>)> {
    let (mut text, mut open, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = notation.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '[' => open.push(text.len()),
            '|' => {
                let start = open.pop().with_context(|| format!("no [ before | at {}", text.len()))?;
                let label: String = rest.by_ref().take_while(|sign| *sign != ']').collect();
                marks.push((start, text.len(), text[start..].iter().collect(), label));
            }
            ']' => bail!("] without | at {}", text.len()),
            sign => text.push(sign),
        }
    }
    marks.sort_by_key(|(start, end, ..)| (*start, usize::MAX - end));
    Ok((text.into_iter().collect(), marks))
}

/// A native file with these marks.
pub(crate) fn file(title: &str, notation: &str) -> Result<String> {
    let (text, marks) = parse(notation)?;
    let annotations: Result<Vec<Value>> =
        marks.into_iter().enumerate().map(|(at, mark)| annotation(at, mark)).collect();
    let document = json!({ "id": "d1", "title": title, "text": text, "annotations": annotations? });
    let file = json!({ "format": "postil", "version": 1, "offset_unit": "code_point", "documents": [document] });
    Ok(file.to_string())
}

fn annotation(at: usize, (start, end, words, label): Mark) -> Result<Value> {
    let name = label.trim_end_matches(['+', '-']);
    let sign = &label[name.len()..];
    let (status, _) = SIGNS.iter().find(|(_, known)| *known == sign).with_context(|| format!("{label} of {words}"))?;
    Ok(json!({ "id": format!("a{}", at + 1), "start": start, "end": end, "text": words, "label": name,
        "status": status, "source": { "by": "detector", "rule": "test" } }))
}

/// The marks of a native file's only document, as [`parse`] gives them.
pub(crate) fn marks(file: &Value) -> Result<Vec<Mark>> {
    let list = file["documents"][0]["annotations"].as_array().context("annotations")?;
    let mark = |annotation: &Value| {
        let number = |key: &str| annotation[key].as_u64().map(|number| number as usize);
        let words = |key: &str| annotation[key].as_str();
        let sign = SIGNS.iter().find(|(status, _)| words("status") == Some(status)).map(|(_, sign)| *sign);
        let label = format!("{}{}", words("label")?, sign?);
        Some((number("start")?, number("end")?, words("text")?.to_owned(), label))
    };
    list.iter().map(|annotation| mark(annotation).with_context(|| format!("in {annotation}"))).collect()
}
