//! `webanno-tsv`: WebAnno TSV 3, a token a row and columns for each layer, one file a document, as INCEpTION exports it.
//!
//! ```text
//! #FORMAT=WebAnno TSV 3.3
//! #T_SP=custom.Span|label                                a layer of spans, with its features
//! #T_RL=custom.Relation|label|BT_custom.Span             relations, and of which layer their ends are
//!
//!
//! #Text=Ana Ruiz joined Nortek
//! 1-1   0-3     Ana     PER[1]  _       _
//! 1-2   4-8     Ruiz    PER[1]  _       _
//! 1-3   9-15    joined  _       _       _
//! 1-4   16-22   Nortek  ORG     works   1-1[1_0]
//! ```
//!
//! `_` stands for no annotation, `*` for one that says nothing. What lies on several tokens has a number in brackets; what
//! lies on the same ones is parted by `|`. Rows like `1-2.1` are parts of tokens. Offsets are UTF-16 units, end exclusive;
//! a file that counts code points, as scripts write it, is known by its tokens.

mod cells;
mod header;
mod links;
mod rows;
mod sheet;

use postil_engine::Text;
use postil_formats::decode;

use super::model::Cas;
use crate::draft::Drafts;
use crate::error::ReadError;
use crate::part::Part;
use crate::unit::Unit;
use crate::workers::{Workers, map};
use sheet::Sheet;

/// How every file begins.
pub(super) const START: &str = "#FORMAT=WebAnno TSV 3";

pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let read = |part: &Part| {
        let text = decode(&part.bytes).map_err(|error| ReadError::new(format!("{}: {error}", part.name)))?;
        super::draft::draft(cas(&text, &part.name)?, &part.name)
    };
    super::draft::drafts(map(workers, parts.iter().collect(), read))
}

fn cas(body: &str, name: &str) -> Result<Cas, ReadError> {
    let sheet = Sheet::read(body, name, Unit::Utf16)?;
    if sheet.astray() == 0 {
        return Ok(sheet.cas());
    }
    let other = Sheet::read(body, name, Unit::CodePoint)?;
    if other.astray() >= sheet.astray() {
        return Ok(sheet.cas());
    }
    let mut cas = other.cas();
    if let Some((_, _, text)) = cas.sofas.first() {
        let text = Text::new(text.as_str());
        let units =
            |at: u64| text.byte_from_char(usize::try_from(at).ok()?).map(|byte| text.utf16_from_byte(byte) as u64);
        for structure in &mut cas.structures {
            structure.begin = structure.begin.map(|at| units(at).unwrap_or(at));
            structure.end = structure.end.map(|at| units(at).unwrap_or(at));
        }
    }
    Ok(cas)
}
