//! The formats, one file each.

pub(crate) mod bioes;
pub(crate) mod brat;
pub(crate) mod cas;
pub(crate) mod cell;
pub(crate) mod columns;
pub(crate) mod conll2003;
pub(crate) mod docbin;
pub(crate) mod doccano;
pub(crate) mod gliner;
pub(crate) mod hf_tokens;
pub(crate) mod iob2;
pub(crate) mod label_studio;
mod label_studio_config;
mod label_studio_read;
pub(crate) mod native;
pub(crate) mod ner_annotator;
pub(crate) mod postil_lines;
pub(crate) mod predictions;
pub(crate) mod prodigy;
pub(crate) mod pubannotation;
pub(crate) mod rows;
pub(crate) mod spacy_tuples;
pub(crate) mod table;
pub(crate) mod web_annotation;
mod web_annotation_read;
