//! What to say of a file that looks like no format: whether it is JSON at all and where it breaks, what it has, what it is
//! instead. Runs only after nothing knew the file. Linear.

use postil_formats::decode;

use crate::json::{Json, items};
use crate::part::Part;

/// Fields that are named.
const NAMED: usize = 6;
/// Characters of a field's name that are shown.
const SHOWN: usize = 24;

/// Why the file is not read and what to do, in whole sentences.
pub(crate) fn unknown(part: &Part) -> String {
    let text = match decode(&part.bytes) {
        Ok(text) => text,
        Err(error) => return error.to_string(),
    };
    let start = text.trim_start();
    let says = |words: &str| format!("{words} Choose the format if you know it.");
    match start.as_bytes() {
        [] => "There is no text in the file.".to_owned(),
        [b'{' | b'[', rest @ ..] if is_python(rest) => {
            "These are values of Python, not JSON: texts are in single quotes. Write them with json.dumps.".to_owned()
        }
        [b'{' | b'[', ..] => json(&text).unwrap_or_else(|| says("It is in no format that is known.")),
        [b'<', ..] => says("It is a web page or other markup, in no format that is known."),
        _ => says("It is in no format that is known."),
    }
}

fn is_python(inside: &[u8]) -> bool {
    let inside = inside.trim_ascii_start();
    matches!(inside, [b'\'' | b'(', ..]) || inside.starts_with(b"{'") || inside.starts_with(b"['")
}

/// What is wrong with JSON, or what its first object has.
fn json(text: &str) -> Option<String> {
    let mut first: Option<Vec<String>> = None;
    let read = items(text, |item| {
        let fields = item.value.fields().iter();
        first.get_or_insert_with(|| fields.map(|(name, value)| named(name, value)).collect());
        Ok(())
    });
    if let Err(error) = read {
        return Some(error.to_string());
    }
    let fields = first.filter(|fields| !fields.is_empty())?;
    let more = if fields.len() > NAMED { ", …" } else { "" };
    let fields = fields.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    Some(format!(
        "It is JSON with {fields}{more}, which is in no format that is known. Choose the format if you know it."
    ))
}

/// `"annotations" (a text)`
fn named(name: &str, value: &Json<'_>) -> String {
    let kind = match value {
        Json::Null => "null",
        Json::Bool(_) => "yes or no",
        Json::Whole(_) | Json::Number(_) => "a number",
        Json::Text(_) => "a text",
        Json::List(_) => "a list",
        Json::Object(_) => "an object",
    };
    let shown: String = name.chars().take(SHOWN).collect();
    format!("\"{shown}\" ({kind})")
}
