//! The formats, one file each.

pub(crate) mod bioes;
pub(crate) mod cell;
pub(crate) mod columns;
pub(crate) mod conll2003;
pub(crate) mod docbin;
pub(crate) mod gliner;
pub(crate) mod hf_tokens;
pub(crate) mod iob2;
pub(crate) mod native;
pub(crate) mod rows;
pub(crate) mod spacy_tuples;
