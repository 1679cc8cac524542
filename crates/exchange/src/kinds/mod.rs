//! The formats, one file each.

pub(crate) mod brat;
pub(crate) mod cas;
pub(crate) mod figure_words;
pub(crate) mod figures;
pub(crate) mod native;
pub(crate) mod page;
pub(crate) mod spacy_tuples;
pub(crate) mod table;
