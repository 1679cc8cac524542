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
mod json_words;
mod lines;
pub mod native;
mod open;
mod options;
mod proof;
mod registry;

pub use article::{Article, HtmlParser, PageReader};
pub use decode::{decode, is_no_text};
pub use error::{ReadError, WriteError};
pub use figures_table::{Separator, figures_table, is_formula, table};
pub use file_name::file_stem;
pub use json_words::json_words;
pub use lines::write_line;
pub use native::{LabelFile, Library};
pub use open::{Opened, admit, open, open_text, opening, plain_text};
pub use options::{Generator, Statuses, WriteOptions};
pub use proof::Verified;
pub use registry::{FORMATS, Format, OffsetUnit, Output};

/// Bytes in a file, at most: what an article of the largest size takes with all that it may hold.
pub const MAX_FILE_BYTES: usize = 192 << 20;

/// Bytes of an article's text, at most.
pub const MAX_TEXT_BYTES: usize = 20_000_000;

/// Lines of an article, at most: each is looked at for what it may be.
pub const MAX_LINES: usize = 1_000_000;

/// Annotations of an article, at most.
pub const MAX_ARTICLE_ANNOTATIONS: usize = 500_000;

/// Annotations in a file, at most.
pub const MAX_ANNOTATIONS: usize = 1_000_000;
