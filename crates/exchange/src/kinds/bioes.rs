//! `bioes`: a token and its tag a line as in `iob2`, with tags that say ends too: BIOES, or BILOU by choice.
//!
//! ```text
//! Ana    B-PERSON
//! Ruiz    E-PERSON
//! paid    O
//! Nortek    S-ORG
//! ```

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, TokenUse};
use crate::import::Peek;
use crate::join::Joins;
use crate::kinds::{columns, columns_read};
use crate::part::Part;
use crate::tokens::Tokenizer;
use crate::tokens::scheme::Scheme;

pub(crate) static FORMAT: Format = Format {
    id: "bioes",
    name: "BIOES or BILOU TSV",
    description: "a token and its tag a line, with tags for ends and single tokens",
    extension: ".bioes.tsv",
    mime: "text/tab-separated-values",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[],
    tokens: Some(TokenUse {
        tokenizers: &Tokenizer::ALL,
        sentences: true,
        blanks: false,
        schemes: &[Scheme::Bioes, Scheme::Bilou, Scheme::Iob2, Scheme::Iob1],
    }),
    streams: false,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Files(columns_read::read)),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let scheme = job.options.scheme.unwrap_or(Scheme::Bioes);
    Ok(vec![Part::new(job.name(&FORMAT), columns::write_tsv(job, scheme)?)])
}

fn knows(peek: &Peek<'_>) -> bool {
    peek.columns().is_some_and(|look| look.tabs && look.ends)
}
