//! The labelling config that goes with tasks for Label Studio: its names are those that the tasks refer to, without which
//! nothing would be drawn.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::format::Job;

/// The config of a job: its labels in their order, those that are only used after them, and the kinds of relations.
pub(crate) fn config(job: &Job<'_>) -> String {
    let listed: BTreeSet<&str> = job.labels.iter().map(|label| &*label.name).collect();
    let used = job.all.iter().flat_map(|it| it.annotations.iter()).map(|annotation| &*annotation.label);
    let unlisted: BTreeSet<&str> = used.filter(|label| !listed.contains(label)).collect();
    let kinds = job.all.iter().flat_map(|it| it.relations.iter()).map(|relation| &*relation.kind);
    let kinds: BTreeSet<&str> = kinds.collect();

    let mut xml = "<View>\n  <Labels name=\"label\" toName=\"text\">\n".to_owned();
    let hues = job.labels.iter().map(|label| (&*label.name, label.hue));
    for (label, hue) in hues.chain(unlisted.into_iter().map(|label| (label, 0))) {
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "    <Label value=\"{}\" background=\"{}\"/>", escaped(label), colour(hue));
    }
    xml.push_str("  </Labels>\n");
    if !kinds.is_empty() {
        xml.push_str("  <Relations>\n");
        for kind in kinds {
            let _ = writeln!(xml, "    <Relation value=\"{}\"/>", escaped(kind));
        }
        xml.push_str("  </Relations>\n");
    }
    xml.push_str("  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
    xml
}

/// For an attribute's value; control characters, which XML has no way to say, become U+FFFD.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for ch in words.chars() {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            ch => escaped.push(ch),
        }
    }
    escaped
}

/// A hue as `#rrggbb`, light enough for dark words on it.
fn colour(hue: u16) -> String {
    let channel = |offset: u16| {
        // How far the hue is from the channel's own, 0 to 180 degrees.
        let around = (hue % 360 + offset) % 360;
        let apart = f32::from(around.min(360 - around));
        let share = ((120.0 - apart) / 60.0).clamp(0.0, 1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 110 to 240
        let value = 130.0f32.mul_add(share, 110.0) as u8;
        value
    };
    format!("#{:02x}{:02x}{:02x}", channel(0), channel(240), channel(120))
}
