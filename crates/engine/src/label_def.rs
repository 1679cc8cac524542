//! Labels as a set defines them: the look, the key, what the detector finds for them, and what can be said of their marks.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::label::{Label, LabelKind};

/// A label of the user's set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelDef {
    /// Name in files, unique in the set.
    pub name: Arc<str>,
    /// Entity or figure.
    pub kind: LabelKind,
    /// Hue in degrees, 0 to 359; both themes derive their colours from it.
    #[cfg_attr(feature = "schema", schemars(range(max = 359)))]
    pub hue: u16,
    /// The key that gives this label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// What the label covers.
    #[serde(default)]
    pub description: Arc<str>,
    /// How to decide in doubt, in as many lines as it takes.
    #[serde(default, skip_serializing_if = "is_blank")]
    pub guideline: Arc<str>,
    /// The detector's labels that are marked as this one; `null` stands for the one of the same name, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detects: Option<Vec<Arc<str>>>,
    /// What can be said of an annotation of this label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeDef>,
}

/// Something that can be said of the annotations of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttributeDef {
    /// What it is called; unique in the label.
    pub name: Arc<str>,
    /// How it is said.
    pub kind: AttributeKind,
    /// What can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Arc<str>>,
}

/// How an attribute is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AttributeKind {
    /// In any words.
    #[default]
    Text,
    /// By one of its values.
    Choice,
    /// By `yes` or `no`.
    YesNo,
}

fn is_blank(text: &Arc<str>) -> bool {
    text.is_empty()
}

impl LabelDef {
    /// A label with a name and a look, and nothing else.
    #[must_use]
    pub fn new(name: &str, kind: LabelKind, hue: u16) -> Self {
        Self {
            name: name.into(),
            kind,
            hue,
            key: None,
            description: Arc::default(),
            guideline: Arc::default(),
            detects: None,
            attributes: Vec::new(),
        }
    }

    /// Whether what the detector finds as `label` is marked as this one.
    #[must_use]
    pub fn takes(&self, label: &str) -> bool {
        self.detects.as_ref().map_or(*self.name == *label, |detects| detects.iter().any(|name| **name == *label))
    }
}

/// The default label set.
#[must_use]
pub fn default_labels() -> Vec<LabelDef> {
    let def = |label: Label| LabelDef {
        key: Some(label.key()),
        description: label.describe().into(),
        ..LabelDef::new(label.name(), label.kind(), label.hue())
    };
    Label::ALL.into_iter().map(def).collect()
}
