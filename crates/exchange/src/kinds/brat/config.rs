//! brat's settings: the types of a folder, their names and their colours.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use postil_engine::LabelDef;

use super::types::Types;
use super::{EQUIV, one_line};

/// The types of all that is in the files.
pub(super) struct Named<'a> {
    pub(super) types: Types<'a>,
    /// The labels' types, in their order.
    pub(super) labels: Vec<String>,
    pub(super) relations: BTreeSet<String>,
    /// The values of each attribute, by its type; none for one that is only there or not.
    pub(super) attributes: BTreeMap<String, BTreeSet<String>>,
    /// Files whose text itself begins with what looks like a byte order mark.
    pub(super) marked: Vec<String>,
}

/// The types, so that brat shows and offers them, and what they stand for.
pub(super) fn annotation_conf(named: &Named<'_>) -> String {
    let mut out = String::new();
    for (name, kind) in named.types.changed() {
        let name = serde_json::to_string(name).unwrap_or_default();
        line(&mut out, &format!("# {kind}{STANDS_FOR}{name}"));
    }
    named.marked.iter().for_each(|name| line(&mut out, &format!("# {name}{MARKED}")));
    out.push_str("[entities]\n");
    named.labels.iter().for_each(|label| line(&mut out, label));
    out.push_str("\n[relations]\n");
    // Without this, brat says of all overlaps that they are wrong.
    line(&mut out, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>");
    line(&mut out, &format!("{EQUIV}\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive"));
    named.relations.iter().for_each(|kind| line(&mut out, &format!("{kind}\tArg1:<ENTITY>, Arg2:<ENTITY>")));
    out.push_str("\n[events]\n\n[attributes]\n");
    for (attribute, values) in &named.attributes {
        // The bar parts values and the comma ends them.
        let plain = values.iter().filter(|value| !value.contains(['|', ',']));
        let values = plain.map(String::as_str).collect::<Vec<_>>().join("|");
        match values.as_str() {
            "" => line(&mut out, &format!("{attribute}\tArg:<ENTITY>")),
            values => line(&mut out, &format!("{attribute}\tArg:<ENTITY>, Value:{values}")),
        }
    }
    out
}

/// Between a type and the name that it stands for, in a comment.
const STANDS_FOR: &str = " stands for ";
/// After the name of a file, in a comment.
const MARKED: &str = " begins with U+FEFF, which is part of its text";

/// What types are called where that is something else, and the labels' colours.
pub(super) fn visual_conf(named: &Named<'_>, labels: &[LabelDef]) -> String {
    let mut out = "[labels]\n".to_owned();
    for (name, kind) in named.types.changed() {
        line(&mut out, &format!("{kind} | {}", one_line(name).replace('|', "/")));
    }
    out.push_str("\n[drawing]\n");
    line(&mut out, "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken");
    line(&mut out, "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5");
    for (label, kind) in labels.iter().zip(&named.labels) {
        line(&mut out, &format!("{kind}\tbgColor:{}", tint(label.hue)));
    }
    out
}

fn line(out: &mut String, words: &str) {
    let _ = writeln!(out, "{words}");
}

/// A light colour of that hue, as `#rrggbb`, in whole numbers so that it is the same everywhere.
fn tint(hue: u16) -> String {
    const LIGHT: u32 = 250;
    const DARK: u32 = 170;
    let (sector, part) = (u32::from(hue % 360) / 60, u32::from(hue % 60));
    let up = DARK + (LIGHT - DARK) * part / 60;
    let down = LIGHT - (LIGHT - DARK) * part / 60;
    let (red, green, blue) = match sector {
        0 => (LIGHT, up, DARK),
        1 => (down, LIGHT, DARK),
        2 => (DARK, LIGHT, up),
        3 => (DARK, down, LIGHT),
        4 => (up, DARK, LIGHT),
        _ => (LIGHT, DARK, down),
    };
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// What the settings say on reading.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The types of stretches, in order.
    pub(super) entities: Vec<String>,
    /// What types stand for.
    pub(super) names: BTreeMap<String, String>,
    /// Files whose text itself begins with what looks like a byte order mark.
    pub(super) marked: BTreeSet<String>,
}

impl Settings {
    /// Takes in a file of settings. What is not needed here is passed over.
    pub(super) fn add(&mut self, text: &str) {
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if let Some((kind, name)) = line.strip_prefix("# ").and_then(|line| line.split_once(STANDS_FOR)) {
                if let Ok(name) = serde_json::from_str(name) {
                    self.names.insert(kind.to_owned(), name);
                }
            } else if let Some(name) = line.strip_prefix("# ").and_then(|line| line.strip_suffix(MARKED)) {
                self.marked.insert(name.to_owned());
            } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else if matches!(section, "entities" | "events") && !line.starts_with(['#', '<', '!', '-']) {
                self.entities.extend(line.split_whitespace().next().map(str::to_owned));
            }
        }
    }

    /// What a type stands for: itself, where nothing else is said.
    pub(super) fn name(&self, kind: &str) -> String {
        self.names.get(kind).cloned().unwrap_or_else(|| kind.to_owned())
    }
}
