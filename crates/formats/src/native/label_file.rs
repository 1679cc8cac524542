//! A label set as a file of its own, to keep and to share: the labels as the native file has them, and a name.
//!
//! ```json
//! { "format": "postil-labels", "version": 1, "name": "Contracts",
//!   "labels": [ { "name": "PARTY", "kind": "entity", "hue": 215, "key": "p", "description": "Who signs",
//!     "guideline": "Not the lawyers.", "detects": ["ORG", "PERSON"],
//!     "attributes": [ { "name": "role", "kind": "choice", "values": ["buyer", "seller"] } ] } ] }
//! ```
//!
//! `schema/postil-labels.v1.json` describes the file.

use std::sync::Arc;

use postil_engine::LabelDef;
use serde::{Deserialize, Serialize};

use super::diagnose::wrong;
use super::labels::Labels;
use super::layout::Layout;
use crate::error::{Kind, ReadError};

/// The version of the file that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// A label set with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "Postil label set, version 1"))]
pub struct LabelFile {
    /// Says what the file is.
    format: Magic,
    /// The version of the file's shape.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
    version: u32,
    /// What the set is called.
    #[serde(default)]
    pub name: Arc<str>,
    /// The labels, in their order.
    pub labels: Vec<LabelDef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Magic {
    #[serde(rename = "postil-labels")]
    PostilLabels,
}

impl LabelFile {
    /// The set `labels` as a file.
    #[must_use]
    pub fn new(name: &str, labels: Vec<LabelDef>) -> Self {
        Self { format: Magic::PostilLabels, version: VERSION, name: name.into(), labels }
    }

    /// The file's text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut body = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut body, Layout::default());
        // Neither can fail: a list takes all, and there are no maps whose keys are no strings.
        let _ = self.serialize(&mut serializer);
        body.push(b'\n');
        String::from_utf8(body).unwrap_or_default()
    }
}

/// Reads the text of such a file.
pub(crate) fn read_text(text: &str) -> Result<LabelFile, ReadError> {
    let file: LabelFile = serde_json::from_str(text).map_err(|error| wrong(text, &error))?;
    if file.version > VERSION {
        return Err(Kind::Newer { version: file.version.into() }.into());
    }
    let labels = Labels::new(file.labels)?.into_set();
    Ok(LabelFile { labels, ..file })
}
