//! Finds entities and figures in English articles.
//!
//! ```
//! use postil_engine::{detect, Options};
//!
//! let found = detect("Acme Corp paid $3 million.", &Options::default());
//! let names: Vec<_> = found.spans.iter().map(|f| (f.span.range(), f.label.name())).collect();
//! assert_eq!(names, [(0..9, "ORG"), (15..25, "MONEY")]);
//! ```
//!
//! Text in, annotations out: no input or output, no clock, no randomness, the same result on every target.
//! Detection cannot fail and does not panic, whatever the text. Offsets are UTF-8 bytes; [`Text`] converts.

mod dated;
mod decimal;
mod detect;
mod entities;
mod explain;
mod figures;
mod fragments;
mod label;
mod label_def;
mod language;
mod model;
pub mod order;
mod personal;
mod run;
mod structure;
pub mod text;
pub mod training;
mod value;

pub use dated::{article_date, article_date_at};
pub use decimal::decimal;
pub use detect::{Detection, Found, FoundEntity, Options, SUGGESTED, detect, figures};
pub use entities::phrases::Phrases;
pub use entities::spelling::{alike, is_possessive};
pub use entities::{Model, ModelError, ModelFile, ModelReader, Names, NamesError, Reason, sentences, tokens};
pub use explain::explain;
pub use figures::assumed::{Assumed, Currencies, bare_currency, is_currency};
pub use label::{Label, LabelKind, Profile};
pub use label_def::{AttributeDef, AttributeKind, LabelDef, default_labels};
pub use language::is_english;
pub use model::{
    Annotation, Attribute, Block, BlockKind, Document, Entity, Id, Ignored, Relation, Source, Status, place_of,
};
pub use personal::{PERSONAL, Personal, PersonalEntry, PersonalError, read_personal, write_personal};
pub use run::{Run, Step};
pub use structure::{Structuring, structure, title};
pub use text::{Span, Text};
pub use value::{Comparator, Modifier, Scalar, Stated, Sub, Value};
