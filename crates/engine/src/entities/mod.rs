//! Names: a survey collects evidence over the whole document, the lexicon made of it marks every mention.
//!
//! Both passes cut text into tokens (`scan`, `token`), look where capitals mean something (`reading`), let lists (`lists`), patterns (`patterns`) and settled names propose
//! segments, and take the set that earns most (`segment`). Between them the evidence for each name is weighed
//! (`context`, `lexicon`) and short forms join their full names (`alias`). All of it is linear in the text.

mod alias;
mod context;
mod lexicon;
mod lists;
mod patterns;
mod reading;
mod scan;
mod segment;
mod survey;
pub(crate) mod tagger;
mod token;
mod words;

pub(crate) use lexicon::Lexicon;
pub use lists::{Names, NamesError};
pub(crate) use survey::Survey;
