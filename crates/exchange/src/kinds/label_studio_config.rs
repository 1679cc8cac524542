//! The labelling config that goes with tasks for Label Studio: its names are those that the tasks refer to, without which
//! nothing would be drawn.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use postil_engine::AttributeKind;

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
    for (name, control) in controls(job) {
        let name = escaped(&control_name(name));
        match control {
            Control::Words => {
                let _ = writeln!(xml, "  <TextArea name=\"{name}\" toName=\"text\" perRegion=\"true\"/>");
            }
            Control::Choices(values) => {
                let _ = writeln!(xml, "  <Choices name=\"{name}\" toName=\"text\" perRegion=\"true\">");
                for value in values {
                    let _ = writeln!(xml, "    <Choice value=\"{}\"/>", escaped(value));
                }
                xml.push_str("  </Choices>\n");
            }
        }
    }
    xml.push_str("  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
    xml
}

/// How an attribute is asked for.
pub(crate) enum Control<'a> {
    /// In any words.
    Words,
    /// By one of these.
    Choices(BTreeSet<&'a str>),
}

/// The attributes of the labels and those that marks have, each with its control: those that are no choice by any label
/// take any words.
pub(crate) fn controls<'a>(job: &Job<'a>) -> BTreeMap<&'a str, Control<'a>> {
    let mut controls: BTreeMap<&str, Control<'_>> = BTreeMap::new();
    for attribute in job.labels.iter().flat_map(|label| &label.attributes) {
        let values: &[_] = if attribute.kind == AttributeKind::Text { &[] } else { &attribute.values };
        let yes_no: &[&str] = if attribute.kind == AttributeKind::YesNo { &["yes", "no"] } else { &[] };
        match controls.entry(&attribute.name).or_insert_with(|| Control::Choices(BTreeSet::new())) {
            control if attribute.kind == AttributeKind::Text => *control = Control::Words,
            Control::Choices(known) => known.extend(values.iter().map(|value| &**value).chain(yes_no.iter().copied())),
            Control::Words => {}
        }
    }
    let used = job.all.iter().flat_map(|it| it.annotations.iter()).flat_map(|annotation| &annotation.attributes);
    for attribute in used {
        if let Control::Choices(values) = controls.entry(&attribute.name).or_insert(Control::Words) {
            values.insert(&attribute.value);
        }
    }
    controls
}

/// What follows an attribute's name where a control of ours has that name.
const APART: &str = " (attribute)";

/// The name of an attribute's control, of which each has one of its own.
pub(crate) fn control_name(attribute: &str) -> Cow<'_, str> {
    let is_taken = ["label", "text"].contains(&attribute) || attribute.ends_with(APART);
    if is_taken { format!("{attribute}{APART}").into() } else { attribute.into() }
}

/// The attribute that a control asks for.
pub(crate) fn attribute_name(control: &str) -> String {
    control.strip_suffix(APART).unwrap_or(control).to_owned()
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
