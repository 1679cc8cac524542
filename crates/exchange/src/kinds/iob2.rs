//! `iob2`: a token and its IOB2 tag a line, with a tab between, and an empty line after each sentence.
//!
//! ```text
//! Ana    B-PERSON
//! Ruiz    I-PERSON
//! paid    O
//! ```
//!
//! Of several documents each begins with a line `-DOCSTART-`, tagged `O`, which readers that do not know it take for a
//! sentence. White space in labels becomes `_`.

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, TokenUse};
use crate::import::Peek;
use crate::join::Joins;
use crate::kinds::{columns, columns_read};
use crate::part::Part;
use crate::tokens::Tokenizer;
use crate::tokens::scheme::{self, Scheme};

pub(crate) static FORMAT: Format = Format {
    id: "iob2",
    name: "IOB2 TSV",
    description: "a token and its tag a line, for Flair, MedTator and own scripts",
    extension: ".iob2.tsv",
    mime: "text/tab-separated-values",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[],
    tokens: Some(TokenUse { tokenizers: &Tokenizer::ALL, sentences: true, blanks: false, schemes: scheme::TAGS }),
    streams: false,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Files(columns_read::read)),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let scheme = job.options.scheme.unwrap_or(Scheme::Iob2);
    Ok(vec![Part::new(job.name(&FORMAT), columns::write_tsv(job, scheme)?)])
}

fn knows(peek: &Peek<'_>) -> bool {
    peek.columns().is_some_and(|look| look.tabs && !look.ends)
}
