//! Names: a survey collects evidence over the whole document, the lexicon made of it marks every mention.
//!
//! Both passes cut text into tokens (`scan`, `token`), look where capitals mean something (`reading`), let lists (`lists`), patterns (`patterns`) and settled names propose
//! segments, and take the set that earns most (`segment`). Between them the evidence for each name is weighed
//! (`context`, `lexicon`) and short forms join their full names (`alias`). All of it is linear in the text.

mod alias;
mod context;
mod lexicon;
mod links;
mod lists;
mod patterns;
pub(crate) mod phrases;
mod reading;
mod scan;
mod segment;
pub(crate) mod spelling;
mod survey;
pub(crate) mod tagger;
mod token;
mod words;

pub(crate) use lexicon::Lexicon;
pub(crate) use links::{Linked, Links, Mention};
pub use lists::{Names, NamesError};
pub(crate) use reading::Reading;
pub(crate) use survey::Survey;
pub(crate) use tagger::{First, Places, Votes};
pub use tagger::{Model, ModelError};
pub(crate) use token::Token;

/// Cuts `text[range]` into tokens (emptied first) with what the lists say of each.
pub(crate) fn scan(text: &str, range: std::ops::Range<usize>, names: &Names, tokens: &mut Vec<Token>) {
    scan::scan(text, range, Some(names.lists()), tokens);
}
