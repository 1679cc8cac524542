//! What the page's dialog says, as the options of the formats. The page remembers it as it is, so it may be of an older
//! version: what a format does not have any more is passed over.

use std::sync::Arc;

use postil_engine::{BlockKind, LabelDef};
use postil_exchange::{Format, Options};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::describe::{choices, shared_out};

/// What is chosen for saving, as the page has it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Choice {
    accepted: bool,
    without: Vec<Arc<str>>,
    parts_out: Vec<BlockKind>,
    profile: String,
    rename: Vec<(Arc<str>, Arc<str>)>,
    /// Of the choices that formats bring along, by id.
    values: Vec<(String, String)>,
}

impl Choice {
    /// The options for a format; what is chosen of those that it does not have stays out.
    pub(crate) fn options(&self, format: &Format, labels: &[LabelDef]) -> serde_json::Result<Options> {
        let mut options = json!({
            "statuses": if self.accepted { "accepted" } else { "all" },
            "rename": self.rename,
        });
        if !self.profile.is_empty() {
            options["profile"] = self.profile.as_str().into();
        }
        if !self.without.is_empty() {
            let names = labels.iter().map(|label| &label.name);
            options["labels"] = json!(names.filter(|name| !self.without.contains(name)).collect::<Vec<_>>());
        }
        if !self.parts_out.is_empty() {
            options["blocks"] = json!(BLOCKS.iter().filter(|kind| !self.parts_out.contains(kind)).collect::<Vec<_>>());
        }
        let own = choices(format);
        let value = |id: &str| {
            let choice = own.iter().find(|choice| choice.id == id)?;
            choice.read(&self.values.iter().find(|(known, _)| known == id)?.1)
        };
        for id in ["unit", "tokenizer", "fit", "scheme", "sentences", "bom"] {
            if let Some(value) = value(id) {
                options[id] = value;
            }
        }
        let (split, seed) = (value("split"), value("seed").and_then(|seed| seed.as_u64()).unwrap_or_default());
        let invented = value("pseudonyms").is_some_and(|value| value == true);
        for (id, value) in shared_out(split.as_ref().and_then(Value::as_str), invented, seed) {
            options[id] = value;
        }
        serde_json::from_value(options)
    }
}

const BLOCKS: [BlockKind; 10] = [
    BlockKind::Headline,
    BlockKind::Subheading,
    BlockKind::Paragraph,
    BlockKind::Byline,
    BlockKind::Dateline,
    BlockKind::Caption,
    BlockKind::Credit,
    BlockKind::Promo,
    BlockKind::ListItem,
    BlockKind::Other,
];
