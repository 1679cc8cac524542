//! What goes into a file: which annotations, and who made it. The choice is applied once, here, before any format
//! sees the documents.

use std::borrow::Cow;

use postil_engine::{Annotation, Block, Document, Id, Status, order};
use serde::{Deserialize, Serialize};

/// What the user chooses when saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// Which annotations by what was decided about them.
    pub statuses: Statuses,
    /// Whether annotations in captions, credits and promos go in, and those blocks. The text stays whole either way,
    /// so that offsets hold.
    pub asides: bool,
    /// The program that writes.
    pub generator: Generator,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { statuses: Statuses::All, asides: true, generator: Generator::default() }
    }
}

/// Which annotations are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Statuses {
    /// All; rejected ones only where the format can say that they are.
    #[default]
    All,
    /// Accepted ones.
    Accepted,
}

/// The program that wrote a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Generator {
    /// `postil`, or the name of the program that made the file.
    pub name: Cow<'static, str>,
    /// The program's version.
    #[serde(default)]
    pub version: Cow<'static, str>,
    /// The entity model that suggested annotations.
    #[serde(default)]
    pub model: Option<Cow<'static, str>>,
}

impl Default for Generator {
    fn default() -> Self {
        Self { name: "postil".into(), version: env!("CARGO_PKG_VERSION").into(), model: None }
    }
}

impl WriteOptions {
    /// The document with what is chosen of it. Entities that lose all their mentions by the choice go too.
    /// O(n log b) in annotations and blocks.
    pub(crate) fn select(&self, document: &Document, rejected: bool) -> Document {
        let wanted = |annotation: &Annotation| {
            let status = match self.statuses {
                Statuses::All => rejected || annotation.status != Status::Rejected,
                Statuses::Accepted => annotation.status == Status::Accepted,
            };
            status && (self.asides || !in_aside(document, annotation))
        };
        let annotations: Vec<_> = document.annotations.iter().filter(|a| wanted(a)).cloned().collect();
        if annotations.len() == document.annotations.len() && self.asides {
            return document.clone();
        }
        let had = mentioned(&document.annotations);
        let has = mentioned(&annotations);
        let entities =
            document.entities.iter().filter(|e| has.binary_search(&e.id).is_ok() || had.binary_search(&e.id).is_err());
        let blocks = document.blocks.iter().filter(|block| self.asides || !block.kind.is_aside()).copied();
        Document {
            blocks: blocks.collect::<Vec<Block>>().into(),
            entities: entities.cloned().collect::<Vec<_>>().into(),
            annotations: annotations.into(),
            ..document.clone()
        }
    }
}

fn in_aside(document: &Document, annotation: &Annotation) -> bool {
    document.block_at(annotation.span.start()).is_some_and(|block| block.kind.is_aside())
}

/// The entities that are mentioned, sorted.
fn mentioned(annotations: &[std::sync::Arc<Annotation>]) -> Vec<Id> {
    let mut ids: Vec<Id> = annotations.iter().filter_map(|annotation| annotation.entity).collect();
    order::sort(&mut ids);
    ids
}
