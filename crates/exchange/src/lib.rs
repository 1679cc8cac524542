//! Annotations in the formats of trainers and of other annotators, out and in.
//!
//! [`export`] chooses, names, splits, fits to tokens, writes and proves; [`import`] recognises a file, reads it and puts
//! its offsets right. What differs between formats is in one file each under `kinds`, as a [`Format`] of the registry
//! [`FORMATS`], which menus, help, tables and tests go through. No input or output, no clock; reading never panics,
//! whatever the bytes, and allocates in proportion to them.

mod bundle;
mod doctor;
mod draft;
mod error;
mod export;
mod finding;
mod format;
mod import;
mod join;
mod json;
mod kinds;
mod labels;
mod loose;
mod losses;
mod lots;
mod options;
mod part;
mod prepare;
mod proof;
mod pseudonyms;
mod random;
mod reading;
mod report;
mod salvage;
mod settle;
mod shape;
mod spot;
mod stratify;
mod tokens;
mod unit;
mod unknown;
mod workers;

pub use bundle::{Bundle, Imported, Problem, checksum, open_all, open_all_with, unzip, zip};
pub use error::{ReadError, WriteError};
pub use export::{Export, export, export_to, export_with};
pub use finding::{Finding, FindingKind};
pub use format::{FORMATS, Format, Group, Says, TokenUse};
pub use import::{Import, import, import_with, recognise};
pub use join::{Joins, Take};
pub use losses::Loss;
pub use lots::{Lot, Lots, joined};
pub use options::{Options, Profile, Split, Statuses};
pub use part::Part;
pub use report::{LabelCount, PartReport, Replaced, Report};
pub use tokens::scheme::Scheme;
pub use tokens::{Affected, Became, Fit, Fitting, Tokenizer, preview};
pub use unit::Unit;
pub use workers::{Alone, Workers};

pub use postil_formats::{MAX_ANNOTATIONS, MAX_ARTICLE_ANNOTATIONS, MAX_FILE_BYTES, MAX_TEXT_BYTES};
