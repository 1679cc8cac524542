//! Annotations to files and back, and articles out of text, HTML and Markdown.
//!
//! Formats stand in one registry, [`FORMATS`]; menus, help texts and tests go through it. Offsets are converted
//! here: UTF-8 bytes in the engine's model, the format's own unit in its file. Every file is read back before it
//! is handed out, and each span is sliced from the text and compared with its quote ([`Verified`]).
//! No input or output, no clock; reading never panics, whatever the bytes. Time and memory are linear in the input.

mod article;
mod decode;
mod error;
mod figures_table;
mod file_name;
mod lines;
pub mod native;
mod open;
mod options;
mod proof;
mod registry;

pub use article::{Article, HtmlParser, PageReader};
pub use decode::decode;
pub use error::{ReadError, WriteError};
pub use figures_table::{Separator, figures_table, is_formula, table};
pub use file_name::file_stem;
pub use lines::write_line;
pub use native::{LabelFile, Library};
pub use open::{Opened, open};
pub use options::{Generator, Statuses, WriteOptions};
pub use proof::Verified;
pub use registry::{FORMATS, Format, OffsetUnit, Output};

/// Bytes in a file, at most.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// Annotations in a file, at most.
pub const MAX_ANNOTATIONS: usize = 1_000_000;
