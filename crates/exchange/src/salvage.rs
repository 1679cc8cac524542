//! JSON Lines of which some are broken: the others are read. A line that is no JSON is blanked, so that the numbers of the
//! lines stay, and named. Runs only after a file was refused. Linear.

use serde::de::IgnoredAny;

use crate::finding::{Finding, FindingKind, counted, some};
use crate::part::Part;

/// The file without its broken lines, and what is to be said of them; `None` where it is not of lines, none is broken, or
/// more than half are. So many lines come `before` it.
pub(crate) fn salvaged(part: &Part, before: usize) -> Option<(Part, Finding)> {
    let text = postil_formats::decode(&part.bytes).ok()?;
    let is_json = |line: &str| serde_json::from_str::<IgnoredAny>(line).is_ok();
    let is_thing = |line: &str| line.trim_start().starts_with(['{', '[']);
    let mut whole = String::with_capacity(text.len());
    let (mut good, mut places) = (0_usize, Vec::new());
    for (line, number) in text.split_inclusive('\n').zip(before + 1..) {
        let content = line.trim_end_matches(['\n', '\r']);
        if content.trim().is_empty() || (is_thing(content) && is_json(content)) {
            good += usize::from(!content.trim().is_empty());
            whole.push_str(line);
            continue;
        }
        places.push(format!("line {number}"));
        if line.ends_with('\n') {
            whole.push('\n');
        }
        // Not of lines, or mostly broken: no need to go on. A few may be broken at the start.
        if places.len() > good + 3 {
            return None;
        }
    }
    if places.is_empty() || places.len() >= good {
        return None;
    }
    let words = format!(
        "{} no JSON and {} left out: {}.",
        counted(places.len(), "line is", "lines are"),
        if places.len() == 1 { "was" } else { "were" },
        some(&places)
    );
    let finding = Finding::new(FindingKind::LeftOut, places.len(), words).at(places);
    Some((Part::new(part.name.clone(), whole), finding))
}
