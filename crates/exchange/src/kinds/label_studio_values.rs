//! What the value of one of Label Studio's results says: where it lies, its labels, an answer; and what is noted beside it.

use postil_engine::Attribute;

use crate::json::Json;

/// Lists of labels in a region's value, by the control's type.
const LABELS: [&str; 4] = ["labels", "hypertextlabels", "htmllabels", "paragraphlabels"];
/// What answers of other controls are called in a value.
const ANSWERS: [&str; 6] = ["choices", "taxonomy", "rating", "number", "datetime", "text"];

/// Where a region starts and ends.
pub(super) fn piece(value: &Json<'_>) -> Option<(u64, u64)> {
    let offset = |key| value.get(key).and_then(Json::offset);
    offset("start").zip(offset("end"))
}

/// Whether regions of a task say in which node of HTML they are.
pub(super) fn counts_nodes(task: &Json<'_>) -> bool {
    let says = |value: &Json<'_>| {
        let is_path = value.words("start").is_some_and(|start| start.starts_with('/'));
        is_path || value.get("globalOffsets").is_some_and(|it| matches!(it, Json::Object(_)))
    };
    task.fields().iter().flat_map(|(_, list)| list.list()).any(|entry| {
        let results = entry.get("result").map(Json::list).unwrap_or_default();
        says(entry) || results.iter().filter_map(|result| result.get("value")).any(says)
    })
}

/// The labels of a region, where its control is one of labels.
pub(super) fn labels(value: &Json<'_>) -> Option<Vec<String>> {
    let mut lists = LABELS.iter().filter_map(|key| value.get(key)).peekable();
    lists.peek()?;
    Some(lists.flat_map(Json::list).filter_map(Json::name).collect())
}

/// The labels of a region that no control of labels is about: what is chosen for it, or what stands under the name of the
/// control's type.
pub(super) fn own_labels(value: &Json<'_>, kind: &str) -> Option<Vec<String>> {
    piece(value)?;
    let path = |label: &Json<'_>| match label {
        Json::List(path) => Some(names(path, " / ")),
        label => label.name(),
    };
    let list = [kind, "taxonomy", "choices"].into_iter().find_map(|key| value.get(key)).map(Json::list)?;
    let labels: Vec<String> = list.iter().filter_map(path).collect();
    (!labels.is_empty() && kind != "textarea" && kind != "text").then_some(labels)
}

/// What a control's answer says, in words.
pub(super) fn answer(value: &Json<'_>) -> Option<String> {
    ANSWERS.iter().find_map(|kind| match value.get(kind)? {
        Json::List(several) if *kind == "taxonomy" => {
            Some(several.iter().map(|path| names(path.list(), " / ")).collect::<Vec<_>>().join(", "))
        }
        Json::List(several) => Some(names(several, if *kind == "text" { "\n" } else { ", " })),
        // The words of the region itself, in an answer that is none of words.
        Json::Text(_) if *kind == "text" => None,
        one => one.name(),
    })
}

fn names(several: &[Json<'_>], joint: &str) -> String {
    several.iter().filter_map(Json::name).collect::<Vec<_>>().join(joint)
}

/// The note of a region, and what else stands beside it.
pub(super) fn meta(result: &Json<'_>) -> (Option<String>, Vec<Attribute>) {
    let Some(meta) = result.get("meta") else { return (None, Vec::new()) };
    let note = meta.get("text").map(|text| match text {
        Json::List(lines) => lines.iter().filter_map(Json::text).collect::<Vec<_>>().join("\n"),
        text => text.text().unwrap_or_default().to_owned(),
    });
    let others = meta.fields().iter().filter(|(name, _)| name != "text");
    let attribute = |name: &str, value: &Json<'_>| Some(Attribute { name: name.into(), value: value.name()?.into() });
    (note, others.filter_map(|(name, value)| attribute(name, value)).collect())
}
