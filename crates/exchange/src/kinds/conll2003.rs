//! `conll2003`: the four columns of the shared task, token, part of speech, chunk and entity, with a space between.
//!
//! ```text
//! -DOCSTART- -X- O O
//!
//! Ana -X- O B-PERSON
//! Ruiz -X- O I-PERSON
//! ```
//!
//! Nothing is known of the two columns between; they are filled as the line that begins a document is, which is the one
//! that spaCy looks for. Tags are IOB2, which Hugging Face's copy of the data has and spaCy reads; IOB1, as the first data
//! had it, is a choice. White space in labels becomes `_`. Files of two to four columns are read.

use crate::error::WriteError;
use crate::format::{Format, Group, Job, Read, TokenUse};
use crate::import::Peek;
use crate::join::Joins;
use crate::kinds::{columns, columns_read};
use crate::part::Part;
use crate::tokens::Tokenizer;
use crate::tokens::scheme::{self, Scheme};

pub(crate) static FORMAT: Format = Format {
    id: "conll2003",
    name: "CoNLL-2003",
    description: "a token a line with its tag, four columns, for spaCy's converter and most trainers",
    extension: ".conll",
    mime: "text/plain",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[],
    tokens: Some(TokenUse { tokenizers: &Tokenizer::ALL, sentences: true, blanks: false, schemes: scheme::TAGS }),
    streams: true,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Files(columns_read::read)),
    check: None,
    knows,
};

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let scheme = job.options.scheme.unwrap_or(Scheme::Iob2);
    let mut body = String::with_capacity(job.documents.iter().map(|document| document.text.as_str().len() * 3).sum());
    for (document, tokenised) in job.documents.iter().zip(job.tokenised) {
        body.push_str(columns::START);
        body.push_str(" -X- O O\n\n");
        columns::write(&mut body, document, tokenised, scheme, " -X- O ")?;
        body.push('\n');
    }
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

fn knows(peek: &Peek<'_>) -> bool {
    peek.columns().is_some_and(|look| !look.tabs)
}
